package lint

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// pathfinder looks for the paths that customers can go, from step to step.
type pathfinder struct {
	p       *Pass
	persona string // whose customers; empty: all
	threads map[*touchpoint.Touchpoint][]int
	hops    [][]hop // by column
	direct  map[pair]bool
	budget  int
}

type pair struct{ from, to *touchpoint.Touchpoint }

// hop is a way from one step to another, as customers see it.
type hop struct {
	way      blueprint.Way
	to       int // column
	recovery bool
}

// number says how many paths there are: more than one are as bad as many.
type number int

const (
	none number = iota
	one
	many
)

// effort bounds the work on all journeys, in ways looked at for each way and
// station that there is: journeys that run to and fro over a huge board are not
// checked to their end.
const effort = 50

func newPathfinder(p *Pass) *pathfinder {
	f := &pathfinder{p: p, threads: map[*touchpoint.Touchpoint][]int{}, hops: make([][]hop, len(p.Steps())), direct: map[pair]bool{}}
	for i, t := range p.Graph.Threads() {
		for _, s := range t.Stations {
			for _, x := range s.Touchpoints {
				f.threads[x] = append(f.threads[x], i)
			}
		}
	}
	for _, w := range p.Graph.Ways() {
		f.budget += effort
		if w.To != nil {
			f.direct[pair{w.From, w.To}] = true
			f.addHop(w)
		}
	}
	for _, j := range p.Blueprint.Journeys {
		f.budget += effort * len(j.Touchpoints)
	}
	return f
}

// addHop takes a way in that leads to another step and that customers see.
func (f *pathfinder) addHop(w blueprint.Way) {
	seen := func(t *touchpoint.Touchpoint) bool { return f.p.Graph.Kind(t).Onstage() || f.p.OnThread(t) }
	a, b := f.p.Graph.Place(w.From).Column, f.p.Graph.Place(w.To).Column
	if a != b && seen(w.From) && seen(w.To) {
		f.hops[a] = append(f.hops[a], hop{w, b, w.Origin == blueprint.Recovery || w.Role == blueprint.Return})
	}
}

// paths counts the paths between two touchpoints; with many comes where they
// part.
func (f *pathfinder) paths(from, to *touchpoint.Touchpoint) (number, *touchpoint.Touchpoint) {
	if f.direct[pair{from, to}] || f.direct[pair{f.p.first(from), f.p.first(to)}] {
		return one, nil
	}
	a, b := f.p.Graph.Place(from).Column, f.p.Graph.Place(to).Column
	if a == b {
		return f.within(from, to), nil
	}
	thread := f.common(from, to)
	tiers := []func(hop) bool{
		func(h hop) bool { return !h.recovery && !h.way.Back && h.to <= b },
		func(h hop) bool { return !h.recovery },
		func(hop) bool { return true },
	}
	for _, allowed := range tiers {
		usable := func(h hop) bool { return allowed(h) && f.on(thread, h.way) }
		first := func(h hop) bool { return usable(h) && f.leaves(from, h.way.From) }
		if found, fork := f.count(a, b, first, usable); found != none {
			return found, fork
		}
	}
	if f.budget <= 0 {
		return one, nil // not known: say nothing
	}
	return none, nil
}

// first is the touchpoint that stands for those side by side.
func (p *Pass) first(t *touchpoint.Touchpoint) *touchpoint.Touchpoint {
	if p.view.first == nil {
		p.view.first = map[*touchpoint.Touchpoint]*touchpoint.Touchpoint{}
		for _, x := range p.Graph.Touchpoints() {
			if _, seen := p.view.first[x]; seen {
				continue
			}
			for _, mate := range p.Graph.Beside(x) {
				p.view.first[mate] = x
			}
		}
	}
	return p.view.first[t]
}

// within tells whether a touchpoint comes after another one of its step. A step
// is gone through in one way.
func (f *pathfinder) within(from, to *touchpoint.Touchpoint) number {
	from, to = f.p.first(from), f.p.first(to)
	column := f.p.Graph.Place(from).Column
	seen := map[*touchpoint.Touchpoint]bool{from: true}
	for todo := []*touchpoint.Touchpoint{from}; len(todo) > 0 && f.budget > 0; todo = todo[1:] {
		for _, w := range f.p.Graph.Out(todo[0]) {
			f.budget--
			if w.To == to {
				return one
			}
			if w.To != nil && !seen[w.To] && f.p.Graph.Place(w.To).Column == column {
				seen[w.To] = true
				todo = append(todo, w.To)
			}
		}
	}
	if f.budget <= 0 || f.p.Graph.Index(from) < f.p.Graph.Index(to) && f.p.OnThread(from) {
		return one // it begins when the step is entered, if by no way
	}
	return none
}

// common finds a thread that both are on, or -1.
func (f *pathfinder) common(from, to *touchpoint.Touchpoint) int {
	for _, t := range f.threads[from] {
		if slices.Contains(f.threads[to], t) {
			return t
		}
	}
	return -1
}

// on tells whether a customer of a thread may go a way: not where it is not
// meant for the persona, not along another thread, and not by another customer.
func (f *pathfinder) on(thread int, w blueprint.Way) bool {
	if !w.To.ForPersona(f.persona) {
		return false
	}
	if thread < 0 {
		return true
	}
	if w.Role == blueprint.Along && w.Thread != thread {
		return false
	}
	for _, t := range []*touchpoint.Touchpoint{w.From, w.To} {
		if f.p.Graph.Kind(t) == touchpoint.Customer && !slices.Contains(f.threads[t], thread) && len(f.threads[t]) > 0 {
			return false
		}
	}
	return true
}

// leaves tells whether a customer who is at a touchpoint may leave its step by
// another one: not by one that stands before it in its own cell.
func (f *pathfinder) leaves(at, by *touchpoint.Touchpoint) bool {
	a, b := f.p.Graph.Place(at), f.p.Graph.Place(by)
	return a.Lane != b.Lane || b.Stack >= a.Stack
}

// count finds a shortest path from a column to another one by breadth, and then
// whether a second one leaves it anywhere and comes back to it further on.
func (f *pathfinder) count(from, to int, first, usable func(hop) bool) (number, *touchpoint.Touchpoint) {
	before := map[int]hop{}
	back := map[int]int{}
	seen := map[int]bool{from: true}
	for todo := []int{from}; len(todo) > 0 && !seen[to]; todo = todo[1:] {
		f.each(todo[0], from, first, usable, func(h hop) {
			if !seen[h.to] {
				seen[h.to], before[h.to], back[h.to] = true, h, todo[0]
				todo = append(todo, h.to)
			}
		})
	}
	if !seen[to] {
		return none, nil
	}
	var path []int
	for c := to; c != from; c = back[c] {
		path = append(path, c)
	}
	path = append(path, from)
	slices.Reverse(path)
	place := map[int]int{}
	for i, c := range path {
		place[c] = i
	}
	return f.second(path, place, first, usable)
}

// second looks for a path beside a given one: for each part of it, whether what
// can be reached from there without the path's own next hop comes back to the
// path further on. Every column is looked at once.
func (f *pathfinder) second(path []int, place map[int]int, first, usable func(hop) bool) (number, *touchpoint.Touchpoint) {
	seen := map[int]bool{}
	for i, c := range path[:len(path)-1] {
		origin := map[int]*touchpoint.Touchpoint{}
		seen[c] = true
		for todo := []int{c}; len(todo) > 0; todo = todo[1:] {
			var fork *touchpoint.Touchpoint
			parted := false
			f.each(todo[0], path[0], first, usable, func(h hop) {
				at, onPath := place[h.to]
				switch {
				case todo[0] == c && h.to == path[i+1], parted:
				case onPath && at > i:
					parted, fork = true, h.way.From
					if o := origin[todo[0]]; o != nil {
						fork = o
					}
				case !onPath && !seen[h.to]:
					seen[h.to] = true
					origin[h.to] = h.way.From
					if o := origin[todo[0]]; o != nil {
						origin[h.to] = o
					}
					todo = append(todo, h.to)
				}
			})
			if parted {
				return many, fork
			}
		}
	}
	return one, nil
}

// each visits the hops that can be used from a column.
func (f *pathfinder) each(column, start int, first, usable func(hop) bool, visit func(hop)) {
	if f.budget <= 0 {
		return
	}
	f.budget -= len(f.hops[column]) + 1
	allowed := usable
	if column == start {
		allowed = first
	}
	for _, h := range f.hops[column] {
		if allowed(h) {
			visit(h)
		}
	}
}
