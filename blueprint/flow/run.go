package flow

import (
	"fmt"
	"slices"
)

// Run follows one customer, changing in place: what [Net.Start] and [Net.Finish]
// do without a new state each time. It is for one goroutine.
type Run struct {
	net    *Net
	items  []item
	effect Effect
}

// Effect is what a start or a finish brought about. Its lists belong to the run
// and are overwritten by the next step; [Net.Start] and [Net.Finish] give lists of
// their own.
type Effect struct {
	Ways      []int // ways that tokens took, in order
	Withdrawn []int // touchpoints that were running and are given up
	Ended     []int // threads that came to their end
}

func (e Effect) clone() Effect {
	return Effect{slices.Clone(e.Ways), slices.Clone(e.Withdrawn), slices.Clone(e.Ended)}
}

// NewRun is a customer who comes in.
func (n *Net) NewRun() *Run {
	r := &Run{net: n}
	r.Reset(n.NewState())
	return r
}

// NewState is a customer who comes in.
func (n *Net) NewState() State {
	r := &Run{net: n}
	for t := 1; t < n.threads; t++ {
		r.put(item{node: n.begins[t].first, caller: none, status: unbegun, thread: int32(t), way: none})
	}
	if n.threads > 0 {
		b := n.begins[0]
		r.arrive(b.first, 0, none, byBeginning, true)
		r.enter(b.column, 0)
	}
	return State{r.items}
}

// Reset puts the run into a state.
func (r *Run) Reset(s State) { r.items = append(r.items[:0], s.items...) }

// State is the state that the run is in.
func (r *Run) State() State { return State{slices.Clone(r.items)} }

// arrive brings a token to a touchpoint and to those beside it. coming says that
// the token comes into the touchpoint's cell from outside.
func (r *Run) arrive(to, thread, caller, way int32, coming bool) {
	v := &r.net.node[to]
	if v.station != none {
		caller = none
	}
	if !v.tight && way >= 0 && r.net.way[way].alone {
		r.put(item{node: to, caller: caller, thread: thread, way: way, down: len(v.down) > 0 && (v.station == none || v.station == thread)})
		return
	}
	for _, m := range v.group {
		x := &r.net.node[m]
		down := len(x.down) > 0 || coming && m == v.group[0] && len(x.cellDown) > 0
		down = down && (x.station == none || x.station == thread) // at a station its own thread sets off
		r.put(item{node: m, caller: caller, thread: thread, way: way, down: down})
	}
}

// enter begins a step's own work, and threads that come in here.
func (r *Run) enter(col, thread int32) {
	for _, d := range r.net.column[col].entry {
		r.arrive(d, none, none, byEntering, false)
	}
	if thread != 0 {
		return
	}
	for t := 1; t < r.net.threads; t++ {
		b := r.net.begins[t]
		if b.column > col {
			continue
		}
		begins := r.take(func(x item) bool { return x.status == unbegun && x.thread == int32(t) })
		if len(begins) > 0 {
			r.arrive(b.first, int32(t), none, byBeginning, true)
			r.enter(b.column, int32(t))
		}
	}
}

// moveWork sends work along a way.
func (r *Run) moveWork(id, caller int32) {
	w := r.net.way[id]
	r.effect.Ways = append(r.effect.Ways, int(id))
	if w.to < 0 {
		return
	}
	if w.leaves && !w.call {
		caller = none
	}
	r.arrive(w.to, none, caller, id, w.call)
}

// moveThread takes a thread along a way out of a step, or within it. A way back to
// a station enters the step again.
func (r *Run) moveThread(thread, id int32, leaves bool) {
	w := r.net.way[id]
	if n := len(r.effect.Ways); n == 0 || r.effect.Ways[n-1] != int(id) {
		r.effect.Ways = append(r.effect.Ways, int(id))
	}
	if w.to < 0 {
		r.end(thread)
		return
	}
	v := &r.net.node[w.to]
	if !leaves || !v.onstage || !w.leaves && v.station == none {
		r.arrive(w.to, thread, none, id, false)
		return
	}
	s, own := r.net.stationOf(thread, v.column)
	switch {
	case own && v.station != thread:
		r.arrive(w.to, none, none, id, false)
		r.arrive(s.first, thread, none, id, true)
	default:
		r.arrive(w.to, thread, none, id, true)
	}
	if own {
		r.enter(v.column, thread)
	} else if len(r.net.column[v.column].stations) == 0 {
		r.enter(v.column, none)
	}
}

// end notes that a thread has come to its end, if no part of it goes on.
func (r *Run) end(thread int32) {
	if !slices.ContainsFunc(r.items, func(t item) bool { return t.thread == thread && t.status != leaving && !r.parked(t) }) {
		r.effect.Ended = append(r.effect.Ended, int(thread))
	}
}

// Start starts a touchpoint. The error says why it cannot.
func (r *Run) Start(touchpoint int) (Effect, error) {
	r.effect = Effect{r.effect.Ways[:0], r.effect.Withdrawn[:0], r.effect.Ended[:0]}
	caller, ok := r.startable(touchpoint)
	if !ok {
		return Effect{}, fmt.Errorf("%s cannot start: %s", r.net.name(touchpoint), r.why(touchpoint))
	}
	r.start(int32(touchpoint), caller)
	return r.effect, nil
}

func (r *Run) start(node, caller int32) {
	tokens := r.take(func(t item) bool { return t.node == node && t.caller == caller && t.status == waiting })
	threaded := slices.ContainsFunc(tokens, func(t item) bool { return t.thread != none })
	for _, t := range tokens {
		if t.thread != none || !threaded {
			r.put(item{node: node, caller: caller, status: running, thread: t.thread, way: none})
		}
	}
	if !tokens[0].down {
		return
	}
	v := &r.net.node[node]
	down := v.down
	if len(down) == 0 {
		down = v.cellDown
	}
	for _, w := range down {
		r.moveWork(w, caller)
	}
}

// Start starts a touchpoint and gives the state that follows. The error says why
// it cannot; the state is then what it was.
func (n *Net) Start(s State, touchpoint int) (State, Effect, error) {
	r := Run{net: n, items: slices.Clone(s.items)}
	e, err := r.Start(touchpoint)
	if err != nil {
		return s, Effect{}, err
	}
	return State{r.items}, e.clone(), nil
}

// Finish lets an outcome happen and gives the state that follows. The error says
// why it cannot; the state is then what it was.
func (n *Net) Finish(s State, o Outcome) (State, Effect, error) {
	r := Run{net: n, items: slices.Clone(s.items)}
	e, err := r.Finish(o)
	if err != nil {
		return s, Effect{}, err
	}
	return State{r.items}, e.clone(), nil
}

// name is how messages call a touchpoint.
func (n *Net) name(i int) string {
	if i < 0 || i >= len(n.points) {
		return fmt.Sprintf("touchpoint %d", i)
	}
	if t := n.points[i]; t.ID != "" {
		return fmt.Sprintf("%q", t.ID)
	}
	return fmt.Sprintf("%q", n.points[i].Title)
}
