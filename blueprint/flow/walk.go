package flow

import "fmt"

// Event is a step of a walk: a touchpoint starts, or one of its outcomes happens.
type Event struct {
	Touchpoint int
	Kind       Kind  // Started, or that of the outcome
	Start      Start // of a start, or instead of one: what justified it
	Way        int   // of an outcome: the choice, recovery or impatience; -1: none
	Effect     Effect
}

// Started is the kind of an event in which a touchpoint starts. It is no outcome.
const Started Kind = "started"

// Trace is what happened in a walk.
type Trace struct {
	Events []Event
	Last   State
	Err    error // why the walk did not end; nil if it did
}

// Walk lets a customer go through the blueprint, taking whatever can happen next
// by chance: choose gives a number from 0 to n-1. Chances and times play no part.
// Nothing is taken that has a chance of 0, save where nothing else can happen. One
// optional touchpoint in two is passed over, and one in four customers who may
// lose patience does. Equal choices give equal walks; choosing 0 always takes what
// stands first, finishes well and takes the first way of every choice.
//
// A walk that is not over after so many events ends with an error; the ways that
// it took tell where it went round.
func Walk(n *Net, choose func(n int) int, limit int) Trace {
	w := walker{run: n.NewRun(), choose: choose}
	for len(w.trace.Events) < limit && w.step() {
	}
	w.trace.Last = w.run.State()
	switch {
	case w.trace.Err != nil:
	case w.run.Done():
	default:
		w.trace.Err = w.run.Stuck()
		if w.trace.Err == nil {
			w.trace.Err = fmt.Errorf("the customer is still under way after %d events", limit)
		}
	}
	return w.trace
}

type walker struct {
	run      *Run
	choose   func(int) int
	trace    Trace
	starts   []int
	runs     []int
	outcomes []Outcome
}

// step lets one thing happen and tells whether anything did.
func (w *walker) step() bool {
	w.starts = w.run.AppendEnabled(w.starts[:0])
	w.runs = w.run.AppendRunning(w.runs[:0])
	moves := len(w.starts) + len(w.runs)
	if moves == 0 {
		return false
	}
	i := w.choose(moves)
	if i < len(w.starts) {
		return w.start(w.starts[i])
	}
	return w.finish(w.runs[i-len(w.starts)])
}

func (w *walker) start(touchpoint int) bool {
	caller, _ := w.run.startable(touchpoint)
	start := w.run.justify(int32(touchpoint), caller)
	if w.run.net.node[touchpoint].patience != none && w.choose(4) == 3 {
		return w.happen(w.pick(touchpoint, func(o Outcome) bool { return o.Kind == GaveUp }), start)
	}
	if start.Optional && w.choose(2) == 1 {
		return w.happen(w.pick(touchpoint, func(o Outcome) bool { return o.Kind == PassedOver }), start)
	}
	effect, err := w.run.Start(touchpoint)
	w.trace.Err = err
	w.trace.Events = append(w.trace.Events, Event{touchpoint, Started, start, none, effect.clone()})
	return err == nil
}

func (w *walker) finish(touchpoint int) bool {
	ends := func(o Outcome) bool { return o.Kind == Finished || o.Kind == Failed }
	likely := func(o Outcome) bool {
		return ends(o) && (o.Chance > 0 || o.Kind == Failed && w.run.net.ways[o.Way].Chance == nil)
	}
	return w.happen(w.pick(touchpoint, likely, ends), Start{})
}

// pick draws one of the outcomes that the first test keeps which keeps any.
func (w *walker) pick(touchpoint int, tests ...func(Outcome) bool) Outcome {
	w.outcomes = w.run.AppendOutcomes(w.outcomes[:0], touchpoint)
	var kept []Outcome
	for _, test := range tests {
		for _, o := range w.outcomes {
			if test(o) {
				kept = append(kept, o)
			}
		}
		if len(kept) > 0 {
			return kept[w.choose(len(kept))]
		}
	}
	return Outcome{Touchpoint: touchpoint}
}

func (w *walker) happen(o Outcome, start Start) bool {
	effect, err := w.run.Finish(o)
	w.trace.Err = err
	w.trace.Events = append(w.trace.Events, Event{Touchpoint: o.Touchpoint, Kind: o.Kind, Start: start, Way: o.Way, Effect: effect.clone()})
	return err == nil
}
