package eventlog

import (
	"cmp"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"github.com/servicemoments/moments/blueprint/internal/quantile"
)

const tallyMagic = "moments-tally-1\n"

// AppendBinary appends the whole state of a tally. Tallies that have counted the
// same give the same bytes.
func (t *Tally) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, tallyMagic...)
	b = binary.LittleEndian.AppendUint64(b, t.board.mark())
	for _, n := range []uint64{t.cases, t.empty, t.visit, t.blank} {
		b = binary.AppendUvarint(b, n)
	}
	b = t.journeys.append(b)
	for i := range t.points {
		p := &t.points[i]
		for _, n := range []uint64{p.visits, p.cases, p.first, p.last} {
			b = binary.AppendUvarint(b, n)
		}
		b = p.times.append(b)
	}
	b = binary.AppendUvarint(b, uint64(len(t.passages)))
	for _, at := range t.pairs() {
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(at.from)), uint64(at.to))
		b = t.passages[at].append(b)
	}
	return t.variants.append(b), nil
}

// MarshalBinary is AppendBinary to nothing.
func (t *Tally) MarshalBinary() ([]byte, error) { return t.AppendBinary(nil) }

// pairs are the passages by the order of the blueprint.
func (t *Tally) pairs() []pair {
	return slices.SortedFunc(maps.Keys(t.passages), func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
}

func (s *times) append(b []byte) []byte {
	h := &s.spread
	for _, n := range []uint64{s.count, s.overStandard, s.overAcceptable, h.Total, h.High, h.Low, uint64(h.Least), uint64(h.Most), uint64(len(h.Buckets))} {
		b = binary.AppendUvarint(b, n)
	}
	for _, c := range h.Buckets {
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(c.Class)), c.N)
	}
	return b
}

func (c *Counts) append(b []byte) []byte {
	names := c.sorted()
	b = binary.AppendUvarint(b, uint64(c.limit()))
	b = binary.AppendUvarint(b, c.Others)
	bound := ""
	if c.bound != nil {
		b = append(b, 1)
		bound = c.bound.name
	} else {
		b = append(b, 0)
	}
	b = appendText(b, bound)
	b = binary.AppendUvarint(b, uint64(len(names)))
	for _, name := range names {
		b = binary.AppendUvarint(appendText(b, name), *c.names[name])
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// MergeBinary adds what another tally of the same blueprint has counted, given as
// AppendBinary writes it. Of an error it stays as it was.
func (t *Tally) MergeBinary(b []byte) error {
	o := t.Empty()
	if err := o.read(b); err != nil {
		return err
	}
	return t.Merge(o)
}

var errState = errors.New("this is no state of a tally of this blueprint")

// stateReader takes a state apart. What it gives behind an error is zero.
type stateReader struct {
	b   []byte
	bad bool
}

func (r *stateReader) number() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count is a number of things that take a byte each at least.
func (r *stateReader) count() int {
	n := r.number()
	if n > uint64(len(r.b)) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *stateReader) text() string {
	n := r.count()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (t *Tally) read(b []byte) error {
	head := binary.LittleEndian.AppendUint64([]byte(tallyMagic), t.board.mark())
	if len(b) < len(head) || string(b[:len(head)]) != string(head) {
		return errState
	}
	r := &stateReader{b: b[len(head):]}
	t.cases, t.empty, t.visit, t.blank = r.number(), r.number(), r.number(), r.number()
	t.journeys.read(r)
	for i := range t.points {
		p := &t.points[i]
		p.visits, p.cases, p.first, p.last = r.number(), r.number(), r.number(), r.number()
		p.times.read(r)
	}
	for range r.count() {
		at := pair{int32(r.number()), int32(r.number())}
		if r.bad || at.from < 0 || at.to < 0 || int(at.from) >= len(t.points) || int(at.to) >= len(t.points) || t.passages[at] != nil {
			return errState
		}
		t.passages[at] = &times{}
		t.passages[at].read(r)
	}
	t.variants.read(r, len(t.points))
	if r.bad || len(r.b) > 0 {
		return errState
	}
	return nil
}

func (s *times) read(r *stateReader) {
	h := &s.spread
	s.count, s.overStandard, s.overAcceptable = r.number(), r.number(), r.number()
	h.Total, h.High, h.Low, h.Least, h.Most = r.number(), r.number(), r.number(), int64(r.number()), int64(r.number())
	for range r.count() {
		class := r.number()
		if class > 1<<20 {
			r.bad = true
			return
		}
		h.Buckets = append(h.Buckets, quantile.Bucket{Class: uint32(class), N: r.number()})
	}
	if !h.Valid() || s.count < h.Total {
		r.bad = true
	}
}

func (c *Counts) read(r *stateReader, touchpoints int) {
	if r.number() != uint64(c.limit()) {
		r.bad = true
	}
	c.Others = r.number()
	bounded := r.number() == 1
	if bound := r.text(); bounded {
		at := rankOf(bound)
		c.bound = &at
	}
	for range r.count() {
		name := r.text()
		n := r.number()
		_, twice := c.names[name]
		if _, ok := sequence(name, touchpoints); r.bad || twice || !ok || c.bound != nil && rankOf(name).compare(*c.bound) >= 0 {
			r.bad = true
			return
		}
		c.add([]byte(name), n)
	}
}

// sequence reads the name of a variant: touchpoints + 1, each as a number.
func sequence(name string, touchpoints int) ([]int, bool) {
	b := []byte(name)
	out := make([]int, 0, len(b))
	for len(b) > 0 {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > uint64(touchpoints) {
			return nil, false
		}
		out = append(out, int(v)-1)
		b = b[n:]
	}
	return out, true
}
