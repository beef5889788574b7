package align

import (
	"cmp"

	"github.com/servicemoments/moments/blueprint/flow"
)

// events are those of a trace.
type events struct {
	known   []int32 // those of observed touchpoints
	at      []int   // of those: where in the trace
	count   int     // that count
	unknown int     // of these: of unknown activities
	ignored int
}

func newEvents(trace []int, observed []bool) events {
	var e events
	for i, t := range trace {
		switch {
		case t < 0 || t >= len(observed):
			e.unknown++
		case observed[t]:
			e.known = append(e.known, int32(t))
			e.at = append(e.at, i)
		default:
			e.ignored++
		}
	}
	e.count = len(e.known) + e.unknown
	return e
}

// replay goes along a path once more and tells what happened.
type replay struct {
	*task
	events
	whole []int // the trace as it was given
	out   *Alignment
	run   *flow.Run
	next  int // event of the whole trace that was not told yet

	last       int    // touchpoint of the last event that the run explains
	due        []int  // by touchpoint that may start: last when it first could
	can, could []bool // what may start now, and a move ago
	list       []int
	open       []int // extra moves whose Before is not known yet
}

func newReplay(t *task, whole []int, e events, out *Alignment) *replay {
	n := t.machine.net
	return &replay{
		task: t, events: e, whole: whole, out: out, run: n.NewRun(), last: AtOnce,
		due: make([]int, n.Len()), can: make([]bool, n.Len()), could: make([]bool, n.Len()),
	}
}

// tell tells all moves. Where the journey stops, nothing is told of what was to come.
func (r *replay) tell(path []step, stops bool) {
	r.settle()
	at := 0
	for _, x := range path {
		switch x.class {
		case inSync:
			r.unknownBefore(r.at[at])
			r.sync(x.arc, r.at[at])
			at++
		case extra:
			r.unknownBefore(r.at[at])
			r.extra(r.at[at])
			r.next = r.at[at] + 1
			at++
		case skipped:
			r.move(Move{Kind: Skip, Event: -1, After: r.due[x.arc.touchpoint]}, x.arc)
		default:
			r.move(Move{Kind: Silent, Event: -1}, x.arc)
		}
	}
	r.unknownBefore(len(r.whole))
	r.close(stops)
}

// unknownBefore tells the events of unknown activities up to one of the trace.
func (r *replay) unknownBefore(event int) {
	for ; r.next < event; r.next++ {
		if t := r.whole[r.next]; t < 0 || t >= len(r.observed) {
			r.extra(r.next)
		}
	}
}

func (r *replay) extra(event int) {
	t := r.whole[event]
	if t >= len(r.observed) {
		t = -1
	}
	r.open = append(r.open, len(r.out.Moves))
	r.out.Moves = append(r.out.Moves, Move{Kind: Extra, Event: event, Touchpoint: max(t, -1), Way: -1, After: r.last, Before: -1})
}

func (r *replay) sync(a arc, event int) {
	r.next = event + 1
	r.last = int(a.touchpoint)
	for _, i := range r.open {
		r.out.Moves[i].Before = r.last
	}
	r.open = r.open[:0]
	r.move(Move{Kind: Sync, Event: event}, a)
}

// move makes a move of the run.
func (r *replay) move(m Move, a arc) {
	m.Touchpoint, m.Happens, m.Way, m.Before = int(a.touchpoint), kinds[a.kind], int(a.way), -1
	if m.Kind != Skip {
		m.After = -1
	}
	m.Background = a.ground
	e, _ := do(r.run, a)
	m.Ways = append([]int(nil), e.Ways...)
	r.out.Moves = append(r.out.Moves, m)
	r.settle()
}

// settle tells what follows by itself, and notes what may start now.
func (r *replay) settle() {
	r.machine.ground.settle(r.run, r.machine.drain, func(t int, k flow.Kind, e flow.Effect) {
		r.out.Moves = append(r.out.Moves, Move{
			Kind: Silent, Event: -1, Touchpoint: t, Happens: k, Way: -1, Ways: append([]int(nil), e.Ways...),
			After: -1, Before: -1, Background: true,
		})
	})
	r.can, r.could = r.could, r.can
	clear(r.can)
	r.list = r.run.AppendEnabled(r.list[:0])
	for _, t := range r.list {
		if r.can[t] = true; !r.could[t] {
			r.due[t] = r.last
		}
	}
}

// close finds where the customer was seen last.
func (r *replay) close(stops bool) {
	o := r.out
	o.Travelled, o.Stopped = len(o.Moves), Never
	if stops {
		o.Travelled, o.Stopped = 0, AtOnce
	}
	last := AtOnce
	for i := len(o.Moves) - 1; i >= 0; i-- {
		switch m := o.Moves[i]; {
		case m.Kind == Sync:
			if o.Stopped != Never {
				o.Travelled, o.Stopped = i+1, cmp.Or(last+1, m.Touchpoint+1)-1
			}
			return
		case m.Kind == Extra && last == AtOnce:
			last = m.Touchpoint
		case m.Kind == Skip && !m.Background:
			o.Travelled, o.Stopped = 0, AtOnce
		}
	}
}
