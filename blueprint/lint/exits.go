package lint

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// exits tells from where customers and work come to an end, over the ways that
// are ever taken: not those of a choice whose chance is nothing, nor those out
// of a touchpoint that fails for certain and is sent to its recovery.
type exits struct {
	p     *Pass
	all   []*touchpoint.Touchpoint
	taken [][]blueprint.Way // by touchpoint
	end   []bool            // a journey ends here
	leave []bool            // a customer comes from here to the end of the journey
	stop  []bool            // work comes from here to the end, or to where nothing follows
}

// exits works it out when it is first asked for.
func (p *Pass) exits() *exits {
	if p.view.exits != nil {
		return p.view.exits
	}
	f := &exits{p: p, all: p.Graph.Touchpoints()}
	f.taken = make([][]blueprint.Way, len(f.all))
	for i, t := range f.all {
		f.taken[i] = taken(t, p.Graph.Out(t))
	}
	before := f.backwards()
	f.ends()
	sinks := slices.Clone(f.end)
	for i := range f.all {
		sinks[i] = sinks[i] || f.isSink(i)
	}
	f.stop = spread(sinks, before)
	f.endsAway()
	f.leave = spread(f.end, before)
	p.view.exits = f
	return f
}

// isSink tells whether nothing follows once a touchpoint has gone well.
func (f *exits) isSink(i int) bool {
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
func (f *exits) ends() {
	f.end = make([]bool, len(f.all))
	for _, t := range f.p.Graph.Ends() {
		f.end[f.p.Graph.Index(t)] = !failsForCertain(t) && !leadsToEnd(t)
	}
	f.lastStations()
	for i, list := range f.taken {
		f.end[i] = f.end[i] || f.p.OnThread(f.all[i]) && f.isSink(i) ||
			slices.ContainsFunc(list, func(w blueprint.Way) bool { return w.To == nil })
	}
}

// endsAway marks where customers are taken that have no station there, and where
// the work that goes on with them stops.
func (f *exits) endsAway() {
	for _, list := range f.taken {
		carried := slices.ContainsFunc(list, func(w blueprint.Way) bool { return !w.Choice && f.p.entersBeside(w) })
		for _, w := range list {
			if w.To != nil && !carried && f.p.leadsAway(w) {
				to := f.p.Graph.Index(w.To)
				f.end[to] = f.end[to] || f.stop[to]
			}
		}
	}
}

// lastStations marks where single threads end while others go on: at a station
// whose step no way of the thread leaves. Customers leave by their own ways, staff
// takes all along.
func (f *exits) lastStations() {
	g := f.p.Graph
	type leaving struct {
		lane   string // of a customer; empty: of staff
		column int
	}
	along, written := map[stop]bool{}, map[leaving]bool{}
	for _, w := range g.Ways() {
		at := g.Place(w.From)
		switch {
		case w.Role == blueprint.Along:
			along[stop{w.Thread, at.Column}] = true
		case w.Origin != blueprint.Written || w.To != nil && g.Place(w.To).Column == at.Column:
		case g.Kind(w.From) == touchpoint.Customer:
			written[leaving{at.Lane, at.Column}] = true
		default:
			written[leaving{"", at.Column}] = true
		}
	}
	for i, thread := range g.Threads() {
		for _, s := range thread.Stations {
			if !along[stop{i, s.Column}] && !written[leaving{s.Lane, s.Column}] && !written[leaving{"", s.Column}] {
				last := s.Touchpoints[len(s.Touchpoints)-1]
				f.end[g.Index(last)] = !failsForCertain(last)
			}
		}
	}
}

// leadsAway tells whether a way takes a customer to where she has no station:
// off stage, or to a step without any. Where nothing follows, her journey ends
// there, unless another one of several parallel ways carries her on.
func (p *Pass) leadsAway(w blueprint.Way) bool {
	if w.Origin != blueprint.Written || !p.OnThread(w.From) || p.OnThread(w.To) {
		return false
	}
	column := p.Graph.Place(w.To).Column
	return p.Graph.Place(w.From).Column != column && (!p.Graph.Kind(w.To).Onstage() || len(p.stations()[column]) == 0)
}

func leadsToEnd(t *touchpoint.Touchpoint) bool {
	for _, n := range t.Next {
		if n.To == touchpoint.End {
			return true
		}
	}
	return false
}

// backwards gives for every touchpoint those that lead to it. Two more places
// for each step stand behind all touchpoints. The first is being at one of its
// stations, which brings about what begins when the step is entered; the second
// is entering it beside its stations, which brings the customer to them, too.
func (f *exits) backwards() [][]int {
	g := f.p.Graph
	n, steps := len(f.all), len(f.p.Steps())
	before := make([][]int, n+2*steps)
	lead := func(from, to int) { before[to] = append(before[to], from) }
	for i, t := range f.all {
		for _, w := range f.taken[i] {
			if w.To == nil {
				continue
			}
			lead(i, g.Index(w.To))
			if f.p.entersBeside(w) {
				lead(i, n+steps+g.Place(w.To).Column)
			}
		}
		if first := f.p.first(t); first != t { // what stands side by side is left by all its ways
			lead(i, g.Index(first))
			lead(g.Index(first), i)
		}
		column := g.Place(t).Column
		switch {
		case f.p.OnThread(t):
			lead(i, n+column)
		case f.p.begins(t):
			lead(n+column, i)
		}
	}
	for column := range steps {
		for _, first := range f.p.stations()[column] {
			lead(n+steps+column, g.Index(first))
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
