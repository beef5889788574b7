package eventlog

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/quantile"
)

// Tally counts journeys. It is all that is kept of them: cases go in with Add, in
// any order, and tallies of parts become one with Merge, in any order and any
// grouping, without any loss; so a log may be counted on many cores or machines.
// Its size depends on the blueprint and on the variants, not on how many journeys
// there are. A Tally is for one goroutine.
type Tally struct {
	board *board
	cases uint64
	empty uint64 // cases without a visit
	visit uint64 // visits, those of unknown activities included
	blank uint64 // of those, visits of unknown activities

	points   []point
	passages map[pair]*times
	journeys times
	variants Counts

	key  []byte  // of the last case
	seen []int32 // for each touchpoint, the last case that it was seen in; grows with use
	turn int32
}

// board is what a tally knows of its blueprint.
type board struct {
	ids        []string
	standard   []time.Duration
	acceptable []time.Duration
	expected   []time.Duration // of the wait before
	patience   []time.Duration
	whole      time.Duration // acceptable time of the whole journey
}

// point counts at one touchpoint.
type point struct {
	visits, cases, first, last uint64
	times                      times
}

// pair is two touchpoints that follow each other.
type pair struct{ from, to int32 }

// times counts how long something took.
type times struct {
	count          uint64 // with those of which the log does not tell how long
	spread         quantile.Histogram
	overStandard   uint64
	overAcceptable uint64
}

// NewTally makes an empty tally for the touchpoints of a blueprint. variantBytes
// bounds what is kept of the variants; 0: 128 MiB, which holds a million variants
// of fifty visits. Beyond it the longest ones are counted together.
func NewTally(g *blueprint.Graph, variantBytes int64) *Tally {
	b := &board{whole: g.Blueprint.Acceptable}
	for _, t := range g.Touchpoints() {
		b.ids = append(b.ids, t.ID)
		var standard, acceptable, expected, patience time.Duration
		if t.Time != nil {
			standard, acceptable = t.Time.Standard, t.Time.Acceptable
		}
		if t.Wait != nil {
			expected, patience = t.Wait.Expected, t.Wait.Acceptable
		}
		b.standard, b.acceptable = append(b.standard, standard), append(b.acceptable, acceptable)
		b.expected, b.patience = append(b.expected, expected), append(b.patience, patience)
	}
	return newTally(b, variantBytes)
}

func newTally(b *board, variantBytes int64) *Tally {
	return &Tally{
		board: b, points: make([]point, len(b.ids)), passages: map[pair]*times{},
		variants: Counts{Limit: variantBytes}, seen: make([]int32, len(b.ids)),
	}
}

// Empty is a tally for the same blueprint that has counted nothing yet.
func (t *Tally) Empty() *Tally { return newTally(t.board, t.variants.Limit) }

// Add counts a case. Touchpoints that are not of the blueprint count as unknown.
func (t *Tally) Add(c *Case) { t.add(c.Events) }

func (t *Tally) add(visits []Visit) {
	t.cases++
	t.visit += uint64(len(visits))
	if len(visits) == 0 {
		t.empty++
	}
	t.nextTurn()
	t.key = t.key[:0]
	first, last := Never, Never
	before := Unknown
	for i := range visits {
		v := &visits[i]
		which := v.Touchpoint
		if which < 0 || which >= len(t.points) {
			which = Unknown
			t.blank++
		}
		t.key = binary.AppendUvarint(t.key, uint64(which+1))
		if at := v.At(); at != Never && first == Never {
			first = at
		}
		last = max(last, v.Start, v.End) // Never is the least of all
		if which != Unknown {
			t.point(which, v)
			if before != Unknown {
				t.passage(before, which, &visits[i-1], v)
			}
		}
		before = which
	}
	t.ends(visits)
	if len(visits) > 0 {
		t.journeys.add(first, last, 0, t.board.whole)
	}
	t.variants.add(t.key, 1)
}

// nextTurn makes all touchpoints unseen.
func (t *Tally) nextTurn() {
	if t.turn++; t.turn <= 0 {
		clear(t.seen)
		t.turn = 1
	}
}

func (t *Tally) point(which int, v *Visit) {
	p := &t.points[which]
	p.visits++
	if t.seen[which] != t.turn {
		t.seen[which] = t.turn
		p.cases++
	}
	p.times.add(v.Start, v.End, t.board.standard[which], t.board.acceptable[which])
}

// passage counts the time from the end of one visit to the beginning of the next.
func (t *Tally) passage(from, to int, a, b *Visit) {
	at := pair{int32(from), int32(to)}
	p := t.passages[at]
	if p == nil {
		p = &times{}
		t.passages[at] = p
	}
	begin := a.End
	if begin == Never {
		begin = a.Start
	}
	p.add(begin, b.At(), t.board.expected[to], t.board.patience[to])
}

// ends counts where a journey begins and where the customer was seen last.
func (t *Tally) ends(visits []Visit) {
	known := func(v Visit) bool { return v.Touchpoint >= 0 && v.Touchpoint < len(t.points) }
	for _, v := range visits {
		if known(v) {
			t.points[v.Touchpoint].first++
			break
		}
	}
	for i := len(visits) - 1; i >= 0; i-- {
		if known(visits[i]) {
			t.points[visits[i].Touchpoint].last++
			break
		}
	}
}

// add counts a time. What overlaps took no time.
func (s *times) add(from, to Instant, standard, acceptable time.Duration) {
	s.count++
	if from == Never || to == Never {
		return
	}
	d := time.Duration(0)
	if to > from {
		if d = time.Duration(to - from); d < 0 {
			d = 1<<63 - 1 // more than 292 years
		}
	}
	s.spread.Add(d)
	if standard > 0 && d > standard {
		s.overStandard++
	}
	if acceptable > 0 && d > acceptable {
		s.overAcceptable++
	}
}

func (s *times) merge(o *times) {
	s.count += o.count
	s.spread.Merge(&o.spread)
	s.overStandard += o.overStandard
	s.overAcceptable += o.overAcceptable
}

// Merge adds what another tally of the same blueprint, with the same bound for its
// variants, has counted. The other one stays as it is.
func (t *Tally) Merge(o *Tally) error {
	if t.board.mark() != o.board.mark() || t.variants.limit() != o.variants.limit() {
		return errors.New("these tallies are not of the same blueprint, or have other bounds")
	}
	t.cases += o.cases
	t.empty += o.empty
	t.visit += o.visit
	t.blank += o.blank
	for i := range o.points {
		a, b := &t.points[i], &o.points[i]
		a.visits += b.visits
		a.cases += b.cases
		a.first += b.first
		a.last += b.last
		a.times.merge(&b.times)
	}
	for at, b := range o.passages { // sums: the order does not matter
		a := t.passages[at]
		if a == nil {
			a = &times{}
			t.passages[at] = a
		}
		a.merge(b)
	}
	t.journeys.merge(&o.journeys)
	t.variants.merge(&o.variants)
	return nil
}

// mark tells boards apart: touchpoints and the times that are counted against.
func (b *board) mark() uint64 {
	h := fnv.New64a()
	var buf []byte
	for i, id := range b.ids {
		buf = append(buf[:0], id...)
		buf = append(buf, 0)
		for _, d := range [...]time.Duration{b.standard[i], b.acceptable[i], b.expected[i], b.patience[i]} {
			buf = binary.LittleEndian.AppendUint64(buf, uint64(d))
		}
		_, _ = h.Write(buf) // never fails
	}
	_, _ = h.Write(binary.LittleEndian.AppendUint64(nil, uint64(b.whole)))
	return h.Sum64()
}
