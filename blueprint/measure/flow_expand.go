package measure

import (
	"math"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
)

// expand finds what follows a state.
func (e *explorer) expand(i int32, p spot) error {
	if e.net.Done(p.state) {
		return nil
	}
	next, err := e.next(p)
	if err != nil {
		return err
	}
	next.stay.gone = e.chain.stays[i].gone
	e.chain.stays[i] = next.stay
	if next.stay.together != nil {
		e.expandTogether(i, next)
		return nil
	}
	if len(next.ends) == 0 {
		e.run.Reset(p.state)
		e.clocks = next.clocks
		x := edge{chance: 1, clean: 1}
		if err := e.settle(&x); err != nil {
			return err
		}
		x.to = e.intern()
		e.chain.edges[i] = []edge{x}
		return nil
	}
	for _, end := range next.ends {
		if err := e.expandEnd(i, p.state, next.clocks, end); err != nil {
			return err
		}
	}
	return nil
}

func (e *explorer) expandEnd(i int32, s flow.State, clocks []clock, end ending) error {
	for _, o := range e.outcomes(s, end.node) {
		e.run.Reset(s)
		e.clocks = clocks
		x := edge{chance: end.chance * o.Chance, clean: 1}
		if err := e.finish(&x, o); err != nil {
			return err
		}
		if err := e.settle(&x); err != nil {
			return err
		}
		x.to = e.intern()
		e.chain.edges[i] = append(e.chain.edges[i], x)
	}
	return nil
}

// outcomes lists what can become of a touchpoint that runs.
func (e *explorer) outcomes(s flow.State, node int32) []flow.Outcome {
	e.run.Reset(s)
	out := slices.DeleteFunc(e.run.Outcomes(int(node)), func(o flow.Outcome) bool {
		return o.Chance <= 0 || o.Kind != flow.Finished && o.Kind != flow.Failed
	})
	rounded(out)
	return out
}

// rounded lets chances sum to 1 that were rounded by hand: the ways of a choice share
// what the fails leave.
func rounded(list []flow.Outcome) {
	fails, ways := 0.0, 0.0
	for _, o := range list {
		if o.Kind == flow.Failed {
			fails += o.Chance
		} else {
			ways += o.Chance
		}
	}
	if ways == 0 || math.Abs(fails+ways-1) < chanceRounding || fails >= 1 {
		return
	}
	for i := range list {
		if list[i].Kind != flow.Failed {
			list[i].Chance *= (1 - fails) / ways
		}
	}
}

// finish lets an outcome happen in the run.
func (e *explorer) finish(x *edge, o flow.Outcome) error {
	effect, err := e.run.Finish(o)
	if err != nil {
		return err
	}
	node := int32(o.Touchpoint)
	x.ends = append(x.ends, node)
	if o.Kind == flow.Failed {
		x.clean = 0
	} else {
		x.clean *= e.clean[node]
	}
	e.note(x, effect)
	e.forget(node, false)
	return nil
}

// cleanEnds gives for every touchpoint the chance that none of those fails has
// happened that nobody mends, when it has finished.
func cleanEnds(net *flow.Net) []float64 {
	out := make([]float64, net.Len())
	for i := range out {
		all, mended := 0.0, 0.0
		for _, f := range net.Touchpoint(i).Fails {
			if f.Chance == nil {
				continue
			}
			all += *f.Chance
			if f.Recover != "" {
				mended += *f.Chance
			}
		}
		if mended < 1 {
			out[i] = max(1-all, 0) / (1 - mended)
		}
	}
	return out
}

// ending is a touchpoint that may be the next to end, with its chance to be it.
type ending struct {
	node   int32
	chance float64
}

// following is what comes next in a state, and when.
type following struct {
	stay   stay
	ends   []ending // none: only waits are over
	clocks []clock  // when it comes
	joined []joined // what follows when all of several are done
}

// next finds what ends next in a state: at once what takes no time, else what
// their laws tell.
func (e *explorer) next(p spot) (following, error) {
	var races, others, running []int32
	f := following{clocks: p.clocks}
	for _, t := range p.state.Running() {
		node := int32(t)
		running = append(running, node)
		switch l := e.laws[t]; {
		case l.shape == exponentialLaw:
			races = append(races, node)
		case l.shape == otherLaw:
			others = append(others, node)
		case leftOf(p.clocks, node) <= 0:
			f.ends = []ending{{node, 1}}
			return f, nil
		}
	}
	waiting := waited(p.clocks)
	f.stay.running, f.stay.waiting = running, waiting
	ticking := slices.ContainsFunc(p.clocks, func(c clock) bool { return c.left > 0 })
	switch {
	case len(races)+len(others) == 0:
		f.pass(p.clocks)
	case len(others) == 1 && len(races) == 0 && !ticking:
		l := e.laws[others[0]]
		f.stay.mean, f.stay.variance, f.ends = l.mean, l.variance, []ending{{others[0], 1}}
	case len(others) == 0 && !ticking:
		f.race(races, e.laws)
	case len(waiting) == 0 && e.joins(p, &f):
	default:
		return f, e.mixed(running, waiting)
	}
	return f, nil
}

// pass lets fixed times pass until the first is over.
func (f *following) pass(clocks []clock) {
	least := time.Duration(0)
	for _, c := range clocks {
		if c.left > 0 && (least == 0 || c.left < least) {
			least = c.left
		}
	}
	f.stay.mean = least.Seconds()
	f.clocks = slices.Clone(clocks)
	for i := range f.clocks {
		c := &f.clocks[i]
		c.left = max(c.left-least, 0)
		if c.left == 0 && !c.wait && len(f.ends) == 0 {
			f.ends = []ending{{c.node, 1}}
		}
	}
}

// race is between exponential times: the first of them is exponential, too, and
// which it is does not depend on when.
func (f *following) race(nodes []int32, laws []law) {
	rate := 0.0
	for _, node := range nodes {
		rate += 1 / laws[node].mean
	}
	f.stay.mean, f.stay.variance = 1/rate, 1/(rate*rate)
	for _, node := range nodes {
		f.ends = append(f.ends, ending{node, 1 / laws[node].mean / rate})
	}
}

func leftOf(clocks []clock, node int32) time.Duration {
	for _, c := range clocks {
		if c.node == node && !c.wait {
			return c.left
		}
	}
	return 0
}

// waited lists the touchpoints whose waits are not over.
func waited(clocks []clock) []int32 {
	var out []int32
	for _, c := range clocks {
		if c.wait && c.left > 0 {
			out = append(out, c.node)
		}
	}
	return out
}

// mixed is the answer where different laws run side by side.
func (e *explorer) mixed(running, waiting []int32) error {
	u := &Unknown{Why: figures.T("times of different laws pass side by side, and which is over first depends on more than their means")}
	for _, list := range [][]int32{running, waiting} {
		for _, node := range list {
			u.Touchpoints = append(u.Touchpoints, e.net.Touchpoint(int(node)).ID)
		}
	}
	return u
}
