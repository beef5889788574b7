package measure

import (
	"github.com/servicemoments/moments/blueprint/flow"
)

// orderShare is the part of the states that the search for orders may look at:
// each costs more than a state of the chain.
const orderShare = 5

// orderFree tells whether it makes no difference which of the touchpoints that run
// side by side ends first: in every state that any order leads to, whatever two of
// them become leads to the same state both ways round. Then all orders count the
// same. False also where that would take more states than the limit.
func orderFree(net *flow.Net, limit int) bool {
	o := &orders{net: net, run: net.NewRun(), seen: map[string]bool{}}
	o.settle()
	o.come(o.run.State())
	for len(o.todo) > 0 {
		s := o.todo[len(o.todo)-1]
		o.todo = o.todo[:len(o.todo)-1]
		if len(o.seen) > limit || !o.commutes(s) {
			return false
		}
	}
	return true
}

type orders struct {
	net  *flow.Net
	run  *flow.Run
	seen map[string]bool
	todo []flow.State
}

func (o *orders) come(s flow.State) {
	if key := s.Key(); !o.seen[key] {
		o.seen[key] = true
		o.todo = append(o.todo, s)
	}
}

func (o *orders) settle() {
	for {
		list := o.run.AppendEnabled(nil)
		if len(list) == 0 {
			return
		}
		if _, err := o.run.Start(list[0]); err != nil {
			return
		}
	}
}

// commutes tells whether any two outcomes in a state can be had in either order.
func (o *orders) commutes(s flow.State) bool {
	type step struct {
		outcome flow.Outcome
		after   flow.State
	}
	var steps []step
	for _, t := range s.Running() {
		for _, x := range o.net.Outcomes(s, t) {
			if x.Chance <= 0 {
				continue
			}
			after, ok := o.take(s, x)
			if !ok {
				return false
			}
			steps = append(steps, step{x, after})
			o.come(after)
		}
	}
	for i, a := range steps {
		for _, b := range steps[i+1:] {
			if a.outcome.Touchpoint == b.outcome.Touchpoint {
				continue
			}
			ab, ok := o.take(a.after, b.outcome)
			ba, ok2 := o.take(b.after, a.outcome)
			if !ok || !ok2 || !ab.Equal(ba) {
				return false
			}
		}
	}
	return true
}

func (o *orders) take(s flow.State, x flow.Outcome) (flow.State, bool) {
	o.run.Reset(s)
	if _, err := o.run.Finish(x); err != nil {
		return s, false
	}
	o.settle()
	return o.run.State(), true
}
