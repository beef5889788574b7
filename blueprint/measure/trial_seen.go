package measure

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
)

// observed is what a trial found, by replication.
type observed struct {
	err     error
	runs    []seenRun
	stays   []stay // each of a second; how many seconds of each a customer spent says the run
	tooMany bool   // stays to keep them apart
}

// seenRun is one replication.
type seenRun struct {
	customers                    float64
	time, completing, gone, work sums
	complete, right              float64 // customers who come to the end that is meant; with nothing wrong
	seconds                      []float64
	visits, ways, ends           []float64
}

// sums of a time, in seconds.
type sums struct{ n, sum, squares float64 }

func (s *sums) add(v float64) { s.n++; s.sum += v; s.squares += v * v }

// moments over the replications, nil where none has any.
func momentsOf(runs []seenRun, of func(*seenRun) *sums) *Moments {
	found := [4][]float64{}
	for i := range runs {
		s := of(&runs[i])
		mean, square := s.sum/s.n, s.squares/s.n // NaN of nobody
		variance := max(s.squares-s.sum*mean, 0) / max(s.n-1, 1)
		for k, v := range []float64{mean, math.Sqrt(variance), variance, square} {
			found[k] = append(found[k], v)
		}
	}
	mean := simulated(found[0], figures.Seconds, false)
	if mean == nil {
		return nil
	}
	out := &SimulatedMoments{Mean: *mean, Deviation: *simulated(found[1], figures.Seconds, false), Variance: *simulated(found[2], figures.SecondsSq, false), Second: *simulated(found[3], figures.SecondsSq, false), each: found[0]}
	return &Moments{Mean: mean.Value, Variance: out.Variance.Value, Simulated: out}
}

// share over the replications.
func (s *observed) share(of func(*seenRun) float64) *figures.Figure {
	var found []float64
	for i := range s.runs {
		found = append(found, of(&s.runs[i])/s.runs[i].customers)
	}
	return simulated(found, figures.Share, false)
}

// course is where customers spend their time: the seconds in each stay, once if it is
// known, by replication if it was simulated.
func (s *observed) course() *course {
	if s.tooMany {
		return nil
	}
	c := &course{stays: s.stays, how: figures.Simulated}
	for i := range s.runs {
		r := &s.runs[i]
		spent := make([]float64, len(s.stays))
		for k, v := range r.seconds {
			spent[k] = v / r.customers
		}
		c.visits = append(c.visits, spent)
	}
	return c
}

// flow is how often everything happens.
func (s *observed) flow(m *Model, note figures.Text) *Flow {
	f := &Flow{How: figures.Simulated, Notes: []figures.Text{note}, Visits: make([]float64, m.Net.Len()), Ends: make([]float64, m.Net.Len()), Ways: make([]float64, len(m.Net.Ways())), Fails: make([][]float64, m.Net.Len())}
	mean := func(of func(*seenRun) float64) figures.Figure {
		var found []float64
		for i := range s.runs {
			found = append(found, of(&s.runs[i])/s.runs[i].customers)
		}
		return *simulated(found, figures.Number, false)
	}
	for i := range f.Visits {
		visits := mean(func(r *seenRun) float64 { return r.visits[i] })
		f.Simulated = append(f.Simulated, visits)
		f.Visits[i] = visits.Value
		f.Ends[i] = mean(func(r *seenRun) float64 { return r.ends[i] }).Value
		for _, x := range m.Net.Touchpoint(i).Fails {
			f.Fails[i] = append(f.Fails[i], f.Ends[i]*orZero(x.Chance))
		}
	}
	for w := range f.Ways {
		f.Ways[w] = mean(func(r *seenRun) float64 { return r.ways[w] }).Value
	}
	return f
}

// means are the mean times of the customers, by replication.
func (s *observed) means() []float64 {
	var out []float64
	for i := range s.runs {
		out = append(out, s.runs[i].time.sum/s.runs[i].time.n)
	}
	return out
}

// observer goes along with the customers of a trial.
type observer struct {
	observed
	m      *Model
	waits  []time.Duration // that pass before touchpoints; nil: none do
	came   []time.Duration // since when a touchpoint is waited for; -1: it is not
	early  []bool
	clean  []float64
	states []seenState // those that customers were in; the first is where they come in
	known  map[string]int32
	index  map[string]int
	limit  int
	key    []byte
}

// seenState is where customers were, with what followed.
type seenState struct {
	state            flow.State
	running, waiting []int
	gone             bool
	stay             int // without expected waits; -1: nobody stayed yet
	next             map[TrialEvent]seenStep
}

// seenStep is what an event brought about.
type seenStep struct {
	to     int32
	effect flow.Effect
}

func newObserver(m *Model, waits []time.Duration, limit int) *observer {
	x := &observer{m: m, early: earlyExits(m.Net), clean: cleanEnds(m.Net), known: map[string]int32{}, index: map[string]int{}, limit: limit}
	if slices.ContainsFunc(waits, func(d time.Duration) bool { return d > 0 }) {
		x.waits, x.came = waits, make([]time.Duration, len(waits))
	}
	x.forget()
	return x
}

// forget drops all states but the first, so that memory has a bound.
func (x *observer) forget() {
	x.states = x.states[:0]
	clear(x.known)
	x.intern(x.m.Net.NewState())
}

func (x *observer) intern(s flow.State) int32 {
	x.key = s.AppendKey(x.key[:0])
	at, known := x.known[string(x.key)]
	if !known {
		at = int32(len(x.states))
		x.known[string(x.key)] = at
		x.states = append(x.states, seenState{s, s.Running(), s.Waiting(), x.m.Net.Left(s), -1, map[TrialEvent]seenStep{}})
	}
	return at
}

// follow lets an event happen.
func (x *observer) follow(at int32, e TrialEvent) (seenStep, error) {
	e.At = 0
	if step, known := x.states[at].next[e]; known {
		return step, nil
	}
	var s flow.State
	var effect flow.Effect
	var err error
	if e.Kind == flow.Started {
		s, effect, err = x.m.Net.Start(x.states[at].state, e.Index)
	} else {
		s, effect, err = x.m.Net.Finish(x.states[at].state, flow.Outcome{Touchpoint: e.Index, Kind: e.Kind, Way: e.Way})
	}
	if err != nil {
		return seenStep{}, fmt.Errorf("a simulated customer takes no way of the blueprint: %w", err)
	}
	step := seenStep{x.intern(s), effect}
	x.states[at].next[e] = step
	return step, nil
}

// see takes a customer down.
func (x *observer) see(j TrialJourney) {
	if x.err != nil {
		return
	}
	for len(x.runs) <= j.Replication {
		x.runs = append(x.runs, seenRun{visits: make([]float64, x.m.Net.Len()), ends: make([]float64, x.m.Net.Len()), ways: make([]float64, len(x.m.Net.Ways()))})
	}
	if len(x.states) > x.limit {
		x.forget()
	}
	r, at := &x.runs[j.Replication], int32(0)
	for i := range x.came {
		x.came[i] = -1
	}
	x.track(at, 0)
	now, left, right := time.Duration(0), false, 1.0
	for _, e := range j.Events {
		if e.At > now {
			x.spend(r, at, now, e.At)
			now = e.At
		}
		step, err := x.follow(at, e)
		if err != nil {
			x.err = err
			return
		}
		at = step.to
		if e.Kind == flow.Started {
			r.visits[e.Index]++
		} else {
			r.ends[e.Index]++
			right *= x.clean[e.Index]
		}
		if e.Kind == flow.Failed {
			right = 0
		}
		for _, w := range step.effect.Ways {
			r.ways[w]++
			left = left || x.early[w]
			if x.m.Net.Ways()[w].Back {
				right = 0
			}
		}
		x.track(at, now)
	}
	r.customers++
	r.time.add(j.Left.Seconds())
	r.work.add(now.Seconds())
	if left {
		r.gone.add(j.Left.Seconds())
		return
	}
	r.completing.add(j.Left.Seconds())
	r.complete++
	r.right += right
}

// track notes since when each touchpoint is waited for.
func (x *observer) track(at int32, now time.Duration) {
	if x.waits == nil {
		return
	}
	waiting := x.states[at].waiting
	for i, wait := range x.waits {
		if wait <= 0 {
			continue
		}
		switch _, there := slices.BinarySearch(waiting, i); {
		case !there:
			x.came[i] = -1
		case x.came[i] < 0:
			x.came[i] = now
		}
	}
}

// spend counts what goes on from one time to another, in which nothing starts or
// ends but expected waits.
func (x *observer) spend(r *seenRun, at int32, from, to time.Duration) {
	for from < to {
		until := to
		var waiting []int32
		for i, came := range x.came {
			if came < 0 {
				continue
			}
			if over := came + x.waits[i]; over > from {
				waiting = append(waiting, int32(i))
				until = min(until, over)
			}
		}
		k := x.states[at].stay
		if k < 0 || len(waiting) > 0 {
			k = x.stay(&x.states[at], waiting)
		}
		if k >= 0 {
			for len(r.seconds) <= k {
				r.seconds = append(r.seconds, 0)
			}
			r.seconds[k] += (until - from).Seconds()
		}
		from = until
	}
}

// stay is the place of what goes on in a state; -1 where there are too many to keep
// them apart.
func (x *observer) stay(s *seenState, waiting []int32) int {
	x.key = append(x.key[:0], 0)
	if s.gone {
		x.key[0] = 1
	}
	for _, node := range s.running {
		x.key = binary.AppendUvarint(x.key, uint64(node)<<1)
	}
	for _, node := range waiting {
		x.key = binary.AppendUvarint(x.key, uint64(node)<<1|1)
	}
	at, known := x.index[string(x.key)]
	if !known {
		if len(x.stays) >= x.limit {
			x.tooMany = true
			return -1
		}
		at = len(x.stays)
		x.index[string(x.key)] = at
		one := stay{mean: 1, waiting: waiting, gone: s.gone}
		for _, node := range s.running {
			one.running = append(one.running, int32(node))
		}
		x.stays = append(x.stays, one)
	}
	if len(waiting) == 0 {
		s.stay = at
	}
	return at
}

// course is how often customers come to each of some stays: once if it is known, by
// replication if it was simulated.
type course struct {
	stays  []stay
	visits [][]float64
	how    figures.How
}

// sum is a sum over the stays, with its interval if it was simulated. Nothing is
// known of no course.
func (c *course) sum(unit figures.Unit, of func(visits []float64) float64) *figures.Figure {
	switch {
	case c == nil:
		return nil
	case c.how != figures.Simulated:
		return figureOf(of(c.visits[0]), unit, c.how)
	}
	var found []float64
	for _, v := range c.visits {
		found = append(found, of(v))
	}
	return simulated(found, unit, false)
}
