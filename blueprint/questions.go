package blueprint

import (
	"slices"

	"github.com/servicemoments/moments/touchpoint"
)

// Lanes lists the lanes from top to bottom.
func (g *Graph) Lanes() []Lane { return slices.Clone(g.lanes) }

// Kind is the kind of the lane that a touchpoint stands in.
func (g *Graph) Kind(t *touchpoint.Touchpoint) touchpoint.Kind {
	return g.nodes[g.index[t]].kind
}

// Place is where a touchpoint stands.
func (g *Graph) Place(t *touchpoint.Touchpoint) Place { return g.nodes[g.index[t]].at }

// Path is the path of a touchpoint in the file.
func (g *Graph) Path(t *touchpoint.Touchpoint) Path { return g.Blueprint.placePath(g.Place(t)) }

// StepPath is the path of a step, by its index over all phases.
func (g *Graph) StepPath(column int) Path {
	c := g.columns[column]
	return g.Blueprint.stepPath(c.phase, c.step)
}

// Lane is the lane that a touchpoint stands in.
func (g *Graph) Lane(t *touchpoint.Touchpoint) Lane { return g.lanes[g.laneRank(g.index[t])] }

// Actor is the id of who does the work: the touchpoint's own actor, else the
// lane's, else "".
func (g *Graph) Actor(t *touchpoint.Touchpoint) string { return orElse(t.Actor, g.Lane(t).Actor) }

// Index is the place of a touchpoint in reading order, from 0.
func (g *Graph) Index(t *touchpoint.Touchpoint) int { return g.index[t] }

// Touchpoint finds a touchpoint by its id.
func (g *Graph) Touchpoint(id string) (*touchpoint.Touchpoint, bool) {
	i, ok := g.byID[id]
	if !ok {
		return nil, false
	}
	return g.nodes[i].t, true
}

// Touchpoints lists all touchpoints in reading order.
func (g *Graph) Touchpoints() []*touchpoint.Touchpoint {
	return g.where(func(node) bool { return true })
}

// InLane lists the touchpoints of a lane, in reading order.
func (g *Graph) InLane(id string) []*touchpoint.Touchpoint {
	return g.where(func(n node) bool { return n.at.Lane == id })
}

// InPhase lists the touchpoints of a phase, in reading order.
func (g *Graph) InPhase(phase int) []*touchpoint.Touchpoint {
	return g.where(func(n node) bool { return n.at.Phase == phase })
}

// InStep lists the touchpoints of a step, by its index over all phases.
func (g *Graph) InStep(column int) []*touchpoint.Touchpoint {
	var out []*touchpoint.Touchpoint
	for i := g.columns[column].begin; i < len(g.nodes) && g.nodes[i].at.Column == column; i++ {
		out = append(out, g.nodes[i].t)
	}
	return out
}

// Of lists the touchpoints that provide an element of the service.
func (g *Graph) Of(s touchpoint.Service) []*touchpoint.Touchpoint {
	return g.where(func(n node) bool { return n.t.Service == s })
}

// Moments lists the moments of truth in the customer's order.
func (g *Graph) Moments() []*touchpoint.Touchpoint {
	return g.where(func(n node) bool { return n.t.IsMoment() })
}

// Detours lists the touchpoints that stand off the customer's way.
func (g *Graph) Detours() []*touchpoint.Touchpoint {
	return g.where(func(n node) bool { return n.detour })
}

// Choices lists the touchpoints after which exactly one of several ways is taken.
func (g *Graph) Choices() []*touchpoint.Touchpoint {
	return g.where(func(n node) bool { return n.t.Choice() })
}

// Splits lists the touchpoints with several written ways that are all taken.
func (g *Graph) Splits() []*touchpoint.Touchpoint {
	return g.where(func(n node) bool { return len(n.t.Next) > 1 && !n.t.Choice() })
}

func (g *Graph) where(keep func(node) bool) []*touchpoint.Touchpoint {
	var out []*touchpoint.Touchpoint
	for _, n := range g.nodes {
		if keep(n) {
			out = append(out, n.t)
		}
	}
	return out
}

// Beside lists the touchpoints that stand side by side with one, itself
// included: a group with one way in and one way out, which joins its first.
func (g *Graph) Beside(t *touchpoint.Touchpoint) []*touchpoint.Touchpoint {
	var out []*touchpoint.Touchpoint
	for _, i := range g.nodes[g.index[t]].group {
		out = append(out, g.nodes[i].t)
	}
	return out
}

// IsDetour tells whether a touchpoint stands off the customer's way.
func (g *Graph) IsDetour(t *touchpoint.Touchpoint) bool { return g.nodes[g.index[t]].detour }

// Threads lists the threads, the first customer lane's first.
func (g *Graph) Threads() []Thread { return slices.Clone(g.threads) }

// Ways lists all ways in the reading order of where they begin: implied ones,
// written ones, recoveries.
func (g *Graph) Ways() []Way { return slices.Clone(g.ways) }

// Out lists the ways that leave a touchpoint.
func (g *Graph) Out(t *touchpoint.Touchpoint) []Way { return g.pick(g.out[g.index[t]]) }

// In lists the ways that lead to a touchpoint.
func (g *Graph) In(t *touchpoint.Touchpoint) []Way { return g.pick(g.in[g.index[t]]) }

func (g *Graph) pick(list []int) []Way {
	out := make([]Way, len(list))
	for i, w := range list {
		out[i] = g.ways[w]
	}
	return out
}

// LinkEnds is a link with its touchpoints.
type LinkEnds struct {
	Link  Link
	Index int // in Blueprint.Links
	From  *touchpoint.Touchpoint
	To    *touchpoint.Touchpoint
	Lines []touchpoint.Line
}

// Links lists the links whose both ends are there.
func (g *Graph) Links() []LinkEnds {
	var out []LinkEnds
	for i, l := range g.Blueprint.Links {
		from, ok := g.byID[l.From]
		to, ok2 := g.byID[l.To]
		if ok && ok2 {
			out = append(out, LinkEnds{l, i, g.nodes[from].t, g.nodes[to].t, touchpoint.Crossed(g.nodes[from].kind, g.nodes[to].kind)})
		}
	}
	return out
}

// LinkPath is the path of a link, by its index in Blueprint.Links.
func (g *Graph) LinkPath(i int) Path {
	included, index := g.Blueprint.Links[i].included, 0
	for _, l := range g.Blueprint.Links[:i] {
		if l.included == included {
			index++
		}
	}
	if included > 0 {
		return Path{}.Key("include").At(included - 1).Key("links").At(index)
	}
	return Path{}.Key("links").At(index)
}

// Starts lists where customers come in: the first touchpoints of each thread's
// first station.
func (g *Graph) Starts() []*touchpoint.Touchpoint {
	var out []*touchpoint.Touchpoint
	for _, t := range g.threads {
		for _, i := range t.Stations[0].cell.groups[0] {
			out = append(out, g.nodes[i].t)
		}
	}
	return out
}

// Ends lists where a journey ends: touchpoints with a way to the end, and those
// of a thread's stations after which nothing follows along it.
func (g *Graph) Ends() []*touchpoint.Touchpoint {
	ends := make([]bool, len(g.nodes))
	for i, n := range g.nodes {
		ends[i] = slices.ContainsFunc(n.t.Next, func(x touchpoint.Next) bool { return x.To == touchpoint.End })
	}
	for i, t := range g.threads {
		for _, s := range t.Stations {
			ends[s.cell.last()] = ends[s.cell.last()] || !g.goesOn(i, s)
		}
	}
	var out []*touchpoint.Touchpoint
	for i, n := range g.nodes {
		if ends[i] {
			out = append(out, n.t)
		}
	}
	return out
}

// goesOn tells whether any way takes a thread on from its station's step: its own
// way along, or a written one of its lane or of staff on stage.
func (g *Graph) goesOn(thread int, s Station) bool {
	for _, cell := range g.columns[s.Column].cells {
		if cell.kind != touchpoint.Frontstage && cell.lane != s.Lane {
			continue
		}
		for _, group := range cell.groups {
			for _, i := range group {
				for _, w := range g.out[i] {
					way := g.ways[w]
					if way.Role == Along && way.Thread != thread {
						continue
					}
					if way.Origin != Recovery && (way.To == nil || g.nodes[g.index[way.To]].at.Column != s.Column) {
						return true
					}
				}
			}
		}
	}
	return false
}

// Reachable tells of every touchpoint, in reading order, whether a customer can
// bring it about: along ways, by entering its step, or as one of a group.
func (g *Graph) Reachable() []bool {
	r := &reach{g: g, seen: make([]bool, len(g.nodes)), entered: make([]bool, len(g.columns)), joined: make([]bool, len(g.nodes)), stations: make([][]int, len(g.columns))}
	for _, t := range g.threads {
		for _, s := range t.Stations {
			r.stations[s.Column] = append(r.stations[s.Column], s.cell.groups[0]...)
		}
	}
	for _, t := range g.threads {
		r.enter(t.Stations[0].Column)
	}
	r.spread()
	return r.seen
}

type reach struct {
	g        *Graph
	seen     []bool
	entered  []bool  // columns
	joined   []bool  // groups, by their first node
	stations [][]int // first nodes of each column's stations
	todo     []int
}

func (r *reach) come(i int) {
	if !r.seen[i] {
		r.seen[i] = true
		r.todo = append(r.todo, i)
	}
}

// enter brings about what begins when a customer enters a step.
func (r *reach) enter(column int) {
	if r.entered[column] {
		return
	}
	r.entered[column] = true
	for _, i := range append(r.g.unentered(column), r.stations[column]...) {
		r.come(i)
	}
}

func (r *reach) spread() {
	g := r.g
	for len(r.todo) > 0 {
		i := r.todo[len(r.todo)-1]
		r.todo = r.todo[:len(r.todo)-1]
		for _, w := range g.out[i] {
			way := g.ways[w]
			if way.To == nil {
				continue
			}
			to := g.index[way.To]
			r.come(to)
			if to := g.nodes[to]; to.kind.Onstage() && !to.detour && to.at.Column != g.nodes[i].at.Column {
				r.enter(to.at.Column)
			}
		}
		if group := g.nodes[i].group; !r.joined[group[0]] {
			r.joined[group[0]] = true
			for _, mate := range group {
				r.come(mate)
			}
		}
	}
}

// unentered lists the touchpoints of a step that are on no thread and that no
// way forward leads to: they begin when the step is entered.
func (g *Graph) unentered(column int) []int {
	begins := func(i int) bool {
		return !g.nodes[i].detour && !slices.ContainsFunc(g.in[i], func(w int) bool {
			return !g.ways[w].Back && g.ways[w].Origin != Recovery && g.ways[w].Role != Return
		})
	}
	var out []int
	for _, cell := range g.columns[column].cells {
		if cell.kind == touchpoint.Customer {
			continue
		}
		for _, group := range cell.groups {
			if !slices.ContainsFunc(group, func(i int) bool { return !begins(i) }) {
				out = append(out, group...)
			}
		}
	}
	return out
}

// Loops lists the circles of ways: sets of touchpoints each of which can be
// reached from each other one, in reading order.
func (g *Graph) Loops() [][]*touchpoint.Touchpoint {
	var out [][]*touchpoint.Touchpoint
	for _, set := range g.components() {
		if len(set) == 1 && !slices.ContainsFunc(g.out[set[0]], func(w int) bool { return g.ways[w].To == g.nodes[set[0]].t }) {
			continue
		}
		slices.Sort(set)
		var loop []*touchpoint.Touchpoint
		for _, i := range set {
			loop = append(loop, g.nodes[i].t)
		}
		out = append(out, loop)
	}
	slices.SortFunc(out, func(a, b []*touchpoint.Touchpoint) int { return g.index[a[0]] - g.index[b[0]] })
	return out
}
