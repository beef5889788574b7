package align

import (
	"slices"
	"sync"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
)

// Bounds of a search.
const (
	defaultLimit = 100_000
	mostCells    = 1 << 24 // of the table of lower bounds: 64 MB
	cheapCells   = 1 << 10 // a table of this size is made at once
	mostStates   = 1 << 17 // a machine with more is not kept
)

// Aligner aligns traces with a net. It is safe for concurrent use and remembers what
// it found out about the net; it must not be copied after its first use, nor its
// fields changed.
type Aligner struct {
	Net *flow.Net
	// Observed tells of each touchpoint, in reading order, whether the log would show
	// it; nil: of all. Others happen unseen at no cost, and events of theirs are
	// ignored.
	Observed []bool
	// Open says that journeys may stop anywhere, as those of tests do: what would come
	// after the last event costs nothing, and the shortest run has no starts. A run up
	// to the end is taken all the same where it costs no more.
	Open bool
	// Limit bounds the pairs of a state and a place in the trace that a search looks
	// at, about 150 bytes each; 0: 100,000. At most 2,097,151.
	Limit int

	once     sync.Once
	net      *flow.Net
	ground   background
	observed []bool
	drain    []bool
	dead     []bool
	front    *front
	shared   *machine // the one of front, where that is all

	mu   sync.Mutex
	free []*machine

	shortest sync.Once
	least    Alignment
}

// prepare works out what holds for all traces.
func (a *Aligner) prepare() {
	n := a.Net
	if n == nil {
		n = &flow.Net{}
	}
	a.net = n
	a.observed = make([]bool, n.Len())
	for i := range a.observed {
		a.observed[i] = a.Observed == nil || i < len(a.Observed) && a.Observed[i]
	}
	a.dead = make([]bool, len(n.Ways()))
	for i, w := range n.Ways() {
		a.dead[i] = nobodyTakes(w)
	}
	if n.Len() > 0 {
		a.ground = newBackground(n.Graph())
	}
	a.drain = slices.Clone(a.ground.is)
	all := true
	for i, list := range a.ground.after {
		shows := func(t int32) bool { return a.observed[t] }
		if a.ground.is[i] && (a.observed[i] || slices.ContainsFunc(list, shows)) {
			a.drain[i], all = false, false
		}
	}
	m := newMachine(n, &a.ground, a.ground.is, nil)
	a.front = newFront(m, mostFront)
	if a.front != nil && all {
		a.shared = m
	}
}

// nobodyTakes tells whether the blueprint says that a way is taken in no case.
func nobodyTakes(w blueprint.Way) bool {
	if w.Chance != nil {
		return *w.Chance == 0
	}
	if w.Role != blueprint.ByNext || !w.Choice {
		return false
	}
	chances := w.From.Chances()
	return w.Index < len(chances) && chances[w.Index] == 0
}

// Align explains a trace: touchpoints by their index in reading order, -1 for events
// of unknown activities.
func (a *Aligner) Align(trace []int) Alignment {
	out := a.align(trace)
	least := &out
	if out.Events > 0 {
		least = a.shortestRun()
	}
	out.Shortest = max(least.Cost, least.Lower)
	if out.Bounded && (out.Cost < 0 || out.Cost > out.whole()) {
		out.Cost, out.Moves, out.Travelled, out.Stopped = max(out.whole(), out.Lower), nil, 0, Never
	}
	return out
}

// ShortestRun is the least number of observed starts of a run from begin to end.
// exact is false where the search came to its bound: the number is the least that
// was found.
func (a *Aligner) ShortestRun() (starts int, exact bool) {
	least := a.shortestRun()
	return least.Cost, !least.Bounded
}

func (a *Aligner) shortestRun() *Alignment {
	a.shortest.Do(func() {
		a.least = a.align(nil)
		a.least.Cost = max(a.least.Cost, a.least.Lower)
	})
	return &a.least
}

func (a *Aligner) align(trace []int) Alignment {
	a.once.Do(a.prepare)
	e := newEvents(trace, a.observed)
	out := Alignment{Events: e.count, Ignored: e.ignored}
	m := a.borrow()
	defer a.giveBack(m)
	t := &task{machine: m, observed: a.observed, dead: a.dead, trace: e.known, limit: a.limit()}
	t.prepare()
	t.open = a.Open
	path, cost, lower := a.solve(t)
	stops := t.open
	if t.open && cost == lower {
		t.open, t.rest = false, nil
		if whole, ok := a.within(t, cost); ok {
			path, stops = whole, false
		}
	}
	out.Cost, out.Lower = cost+e.unknown, lower+e.unknown
	out.Bounded = cost != lower
	if cost < 0 {
		out.Cost = -1
		return out
	}
	newReplay(t, trace, e, &out).tell(path, stops)
	return out
}

func (a *Aligner) limit() int {
	if a.Limit <= 0 {
		return defaultLimit
	}
	return min(a.Limit, mostSteps)
}

// solve seeks the cheapest path: first one that costs nothing, where lower bounds
// are dear, then any. Where the search comes to its bound, what it explained first
// is completed, all else is extra; -1 is the cost where that cannot be done either.
func (a *Aligner) solve(t *task) (path []step, cost, lower int) {
	if a.cells(t) > cheapCells {
		if s := newSearch(t, 0); s.run(0) {
			return s.path(), s.goal.cost(), s.goal.cost()
		}
	}
	a.foresee(t)
	s := newSearch(t, 0)
	if len(t.trace) < mostEvents && s.run(none) {
		return s.path(), s.goal.cost(), s.goal.cost()
	}
	return s.complete()
}

// cells is how large the table of lower bounds is; 0: there is none.
func (a *Aligner) cells(t *task) int {
	if a.front == nil {
		return 0
	}
	return len(a.front.into) * (len(t.trace) + 1)
}

// foresee works out lower bounds, unless they would take too much room.
func (a *Aligner) foresee(t *task) {
	if cells := a.cells(t); cells > 0 && cells <= mostCells {
		t.rest = a.front.rest(t.trace, t.observed, t.open)
	}
}

// within seeks the cheapest path that costs no more than so much.
func (a *Aligner) within(t *task, cost int) ([]step, bool) {
	if cost > 0 {
		a.foresee(t)
	}
	s := newSearch(t, 0)
	if len(t.trace) >= mostEvents || !s.run(cost) || s.goal.cost() > cost {
		return nil, false
	}
	return s.path(), true
}

// complete ends the path that explained most: what is left of the trace is extra,
// what is left of the run is skipped.
func (s *search) complete() (path []step, cost, lower int) {
	at := s.furthest()
	end := s.nodes[at]
	rest := *s.task
	rest.trace, rest.rest = nil, nil
	if s.task.rest != nil {
		rest.rest = s.task.rest[len(s.trace):]
	}
	rest.prepare()
	last := newSearch(&rest, end.q)
	if !last.run(none) {
		return nil, -1, s.lower
	}
	path = s.trail(func(id int32) bool { return id == at })
	for i := end.i; int(i) < len(s.trace); i++ {
		path = append(path, step{class: extra, q: end.q, i: i + 1, price: ofExtra})
	}
	return append(path, last.path()...), end.g.cost() + len(s.trace) - int(end.i) + last.goal.cost(), s.lower
}

// borrow takes a machine that nobody else uses.
func (a *Aligner) borrow() *machine {
	if a.shared != nil {
		return a.shared
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if k := len(a.free); k > 0 {
		m := a.free[k-1]
		a.free = a.free[:k-1]
		return m
	}
	return newMachine(a.net, &a.ground, a.drain, a.front)
}

func (a *Aligner) giveBack(m *machine) {
	if m == a.shared || len(m.states) > mostStates {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.free = append(a.free, m)
}
