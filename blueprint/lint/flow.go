package lint

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// flow tells from where customers and work come to an end, over the ways that
// are ever taken: not those of a choice whose chance is nothing, nor those out
// of a touchpoint that fails for certain and is sent to its recovery.
type flow struct {
	p     *Pass
	all   []*touchpoint.Touchpoint
	taken [][]blueprint.Way // by touchpoint
	leave []bool            // a customer comes from here to the end of the journey
	stop  []bool            // work comes from here to the end, or to where nothing follows
}

// flow works it out when it is first asked for.
func (p *Pass) flow() *flow {
	if p.view.flow != nil {
		return p.view.flow
	}
	f := &flow{p: p, all: p.Graph.Touchpoints()}
	f.taken = make([][]blueprint.Way, len(f.all))
	for i, t := range f.all {
		f.taken[i] = taken(t, p.Graph.Out(t))
	}
	before := f.backwards()
	f.leave = spread(f.ends(), before)
	sinks := f.ends()
	for i := range f.all {
		sinks[i] = sinks[i] || f.isSink(i)
	}
	f.stop = spread(sinks, before)
	p.view.flow = f
	return f
}

// isSink tells whether nothing follows once a touchpoint has gone well.
func (f *flow) isSink(i int) bool {
	for _, w := range f.taken[i] {
		if w.Origin != blueprint.Recovery {
			return false
		}
	}
	return !failsForCertain(f.all[i])
}

func taken(t *touchpoint.Touchpoint, out []blueprint.Way) []blueprint.Way {
	chances, certain := t.Chances(), failsForCertain(t)
	var list []blueprint.Way
	for _, w := range out {
		switch {
		case w.Role == blueprint.ByNext && w.Index < len(chances) && chances[w.Index] <= 0:
		case w.Role == blueprint.OnFail && w.Chance != nil && *w.Chance <= 0:
		case certain && w.Origin != blueprint.Recovery && w.Role != blueprint.Return:
		default:
			list = append(list, w)
		}
	}
	return list
}

// failsForCertain tells whether a touchpoint never goes well, and is always left
// for a recovery.
func failsForCertain(t *touchpoint.Touchpoint) bool {
	sum := 0.0
	for _, f := range t.Fails {
		if f.Recover != "" && f.Chance != nil {
			sum += *f.Chance
		}
	}
	return sum >= 1-rounding
}

// rounding is what sums of chances may be off by in floating point.
const rounding = 1e-9

// ends marks where journeys end.
func (f *flow) ends() []bool {
	end := make([]bool, len(f.all))
	for _, t := range f.p.Graph.Ends() {
		end[f.p.Graph.Index(t)] = !failsForCertain(t) && !leadsToEnd(t)
	}
	for i, list := range f.taken {
		for _, w := range list {
			end[i] = end[i] || w.To == nil
			if w.To != nil && f.p.leadsAway(w) {
				to := f.p.Graph.Index(w.To)
				end[to] = end[to] || f.isSink(to)
			}
		}
	}
	return end
}

// leadsAway tells whether a way takes a customer to something in another step
// that is no station of hers: where nothing follows, her journey ends there.
func (p *Pass) leadsAway(w blueprint.Way) bool {
	return w.Origin == blueprint.Written && (w.Choice || len(w.From.Next) == 1) && p.OnThread(w.From) && !p.OnThread(w.To) &&
		p.Graph.Place(w.From).Column != p.Graph.Place(w.To).Column
}

func leadsToEnd(t *touchpoint.Touchpoint) bool {
	for _, n := range t.Next {
		if n.To == touchpoint.End {
			return true
		}
	}
	return false
}

// backwards gives for every touchpoint those that lead to it. The step itself
// stands behind all touchpoints: its stations lead to it, and it leads to what
// begins when it is entered.
func (f *flow) backwards() [][]int {
	g := f.p.Graph
	before := make([][]int, len(f.all)+len(f.p.Steps()))
	for i, t := range f.all {
		for _, w := range f.taken[i] {
			if w.To != nil {
				to := g.Index(w.To)
				before[to] = append(before[to], i)
			}
		}
		step := len(f.all) + g.Place(t).Column
		if f.p.OnThread(t) {
			before[step] = append(before[step], i)
		} else if len(g.In(t)) == 0 && !g.IsDetour(t) {
			before[i] = append(before[i], step)
		}
	}
	return before
}

// spread marks all from where a marked one can be reached.
func spread(marked []bool, before [][]int) []bool {
	out := make([]bool, len(before))
	var todo []int
	for i, m := range marked {
		if m {
			out[i] = true
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, j := range before[i] {
			if !out[j] {
				out[j] = true
				todo = append(todo, j)
			}
		}
	}
	return out
}
