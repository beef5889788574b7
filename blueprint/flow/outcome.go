package flow

import "fmt"

// Kind says how a touchpoint comes to an end.
type Kind string

// The kinds of outcomes.
const (
	Finished   Kind = "finished"    // done as it should be
	Failed     Kind = "failed"      // a fail point happened, its recovery follows
	GaveUp     Kind = "gave-up"     // patience ran out before it started
	PassedOver Kind = "passed-over" // optional, and left out before it started
)

// Outcome is what can become of a touchpoint that runs or waits.
type Outcome struct {
	Touchpoint int
	Kind       Kind
	Way        int // the way of the choice, recovery or impatience; -1: none of these
	// Chance is the share of cases, 0 to 1, among the outcomes of a running
	// touchpoint: fails are drawn first, then the choice. A fail without a chance
	// has 0. It is 0 before the start, where time and the customer decide.
	Chance float64
}

// Outcomes lists what can become of a touchpoint. While it runs: the ways of its
// choice, or that it finishes, and each fail with a recovery. While it waits: that
// patience runs out; and where it is optional and may start, that it is passed
// over.
func (n *Net) Outcomes(s State, touchpoint int) []Outcome {
	return (&Run{net: n, items: s.items}).Outcomes(touchpoint)
}

// Outcomes lists what can become of a touchpoint; see [Net.Outcomes].
func (r *Run) Outcomes(touchpoint int) []Outcome { return r.AppendOutcomes(nil, touchpoint) }

// AppendOutcomes appends what can become of a touchpoint to a list.
func (r *Run) AppendOutcomes(list []Outcome, touchpoint int) []Outcome {
	if touchpoint < 0 || touchpoint >= len(r.net.node) {
		return list
	}
	v := &r.net.node[touchpoint]
	lo, hi := r.at(int32(touchpoint))
	runs, waits := false, false
	for _, t := range r.items[lo:hi] {
		runs = runs || t.status == running
		waits = waits || t.status == waiting && !r.parked(t) && !r.doneBeside(t)
	}
	if runs {
		list = r.appendEnds(list, touchpoint)
	}
	if waits && v.patience != none {
		list = append(list, Outcome{Touchpoint: touchpoint, Kind: GaveUp, Way: int(v.patience)})
	}
	if waits && v.optional {
		if _, ok := r.startable(touchpoint); ok {
			list = r.appendChoice(list, touchpoint, PassedOver, 0)
		}
	}
	return list
}

func (r *Run) appendEnds(list []Outcome, touchpoint int) []Outcome {
	recoveries := r.net.node[touchpoint].recover
	left := 1.0
	for _, w := range recoveries {
		if c := r.net.ways[w].Chance; c != nil {
			left -= *c
		}
	}
	list = r.appendChoice(list, touchpoint, Finished, max(left, 0))
	for _, w := range recoveries {
		o := Outcome{Touchpoint: touchpoint, Kind: Failed, Way: int(w)}
		if c := r.net.ways[w].Chance; c != nil {
			o.Chance = *c
		}
		list = append(list, o)
	}
	return list
}

func (r *Run) appendChoice(list []Outcome, touchpoint int, k Kind, chance float64) []Outcome {
	choice := r.net.node[touchpoint].choice
	if len(choice) == 0 {
		return append(list, Outcome{touchpoint, k, none, chance})
	}
	chances := r.net.points[touchpoint].Chances()
	for _, w := range choice {
		o := Outcome{Touchpoint: touchpoint, Kind: k, Way: int(w)}
		if i := r.net.ways[w].Index; i < len(chances) {
			o.Chance = chance * chances[i]
		}
		list = append(list, o)
	}
	return list
}

// Finish lets an outcome happen, one of those that [Run.Outcomes] lists; its chance
// does not matter. The error says why it cannot.
func (r *Run) Finish(o Outcome) (Effect, error) {
	r.effect = Effect{r.effect.Ways[:0], r.effect.Withdrawn[:0], r.effect.Ended[:0]}
	if err := r.possible(o); err != nil {
		return Effect{}, err
	}
	node, id := int32(o.Touchpoint), int32(o.Way)
	switch o.Kind {
	case PassedOver:
		caller, _ := r.startable(o.Touchpoint)
		r.start(node, caller)
		r.finish(node, id)
	case Finished:
		r.finish(node, id)
	case Failed:
		r.fail(node, id)
	case GaveUp:
		r.giveUp(node, id)
	}
	r.settle()
	return r.effect, nil
}

func (r *Run) possible(o Outcome) error {
	var buf [8]Outcome
	options := r.AppendOutcomes(buf[:0], o.Touchpoint)
	for _, x := range options {
		if x.Kind == o.Kind && x.Way == o.Way {
			return nil
		}
	}
	return fmt.Errorf("%s cannot be %s by way %d now: that is none of its outcomes", r.net.name(o.Touchpoint), o.Kind, o.Way)
}
