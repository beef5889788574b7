package coverage

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
)

// Bounds of the states of a search for a run that takes a path or a pair: where
// everything ends as soon as it can, and where all may happen.
const (
	eagerLimit = 5000
	fullLimit  = 1000
)

// feasible tells whether a run reaches a goal; known is false where the search had
// to give up.
func (m *model) feasible(g func() goal) (feasible, known bool) {
	for _, eager := range []bool{true, false} {
		s := search{net: m.net, goal: g(), eager: eager, limit: fullLimit}
		if eager {
			s.limit = eagerLimit
		}
		if s.run() {
			return true, true
		}
		known = !s.gaveUp
	}
	return false, known
}

// settle finds out whether an item that is missing can be covered at all. It counts
// those of which it cannot be said.
func (m *model) settle(i *Item, g func() goal, undecided *int) {
	if i.Status != Missing || m.stopped() {
		return
	}
	switch feasible, known := m.feasible(g); {
	case feasible:
	case known:
		i.unfeasible("infeasible: no run takes it")
	default:
		*undecided++
		i.Note = "not known whether a run can take it"
	}
}

// cutTexts adds that not all items are known.
func cutTexts(cut []figures.Text, undecided int) []figures.Text {
	if undecided == 0 {
		return cut
	}
	return append(cut, figures.T("of %d it is not known whether a run can take them", undecided))
}

// pathGoal leads a search along a path. A node's marks are which of the path's
// ways were taken and which of its touchpoints have started.
type pathGoal struct {
	m    *model
	p    path
	from map[int]int // by touchpoint: its place on the path
	way  map[int]int // by class: its place among the ways
}

func newPathGoal(m *model, p path) *pathGoal {
	g := &pathGoal{m: m, p: p, from: map[int]int{}, way: map[int]int{}}
	for i, t := range p.points {
		g.from[t] = i
	}
	for i, w := range p.ways {
		g.way[w] = i
	}
	return g
}

func (g *pathGoal) met(n *node) (met, whole bool) {
	return n.at == len(g.p.points)+len(g.p.ways), true
}

// allow keeps to the path at its touchpoints; elsewhere everything may happen.
func (g *pathGoal) allow(n *node, mv move) (node, bool) {
	next := node{cost: n.cost + price(mv.kind), at: n.at, marks: n.marks}
	k, on := g.from[mv.touchpoint]
	if on && !g.keeps(k, mv) {
		return node{}, false
	}
	if on && (mv.kind == flow.Started || mv.kind == flow.GaveUp) && !next.mark(k) {
		return node{}, false // it would be there twice
	}
	return next, true
}

// took notes the path's ways among those that a move took.
func (g *pathGoal) took(n *node, ways []int) {
	for _, w := range ways {
		if k, ok := g.way[g.m.class[w]]; ok {
			n.mark(len(g.p.points) + k)
		}
	}
}

// mark sets a mark and counts it, and tells whether it was new.
func (n *node) mark(k int) bool {
	marks := []byte(n.marks)
	for len(marks) <= k/8 {
		marks = append(marks, 0)
	}
	bit := byte(1) << (k % 8)
	if marks[k/8]&bit != 0 {
		return false
	}
	marks[k/8] |= bit
	n.marks = string(marks)
	n.at++
	return true
}

// keeps tells whether a move at the path's touchpoint k goes the path's way on.
func (g *pathGoal) keeps(k int, mv move) bool {
	if mv.kind == flow.PassedOver {
		return false
	}
	if k >= len(g.p.ways) || mv.kind == flow.Started {
		return mv.kind != flow.Failed && mv.kind != flow.GaveUp
	}
	w := g.m.ways[g.p.ways[k]]
	want := flow.Finished
	switch w.Role {
	case blueprint.OnFail:
		want = flow.Failed
	case blueprint.OnWait:
		want = flow.GaveUp
	}
	if mv.kind != want {
		return false
	}
	return !(w.Choice || want != flow.Finished) || mv.way >= 0 && g.m.class[mv.way] == g.p.ways[k]
}

// price is what a move costs that need not happen.
func price(k flow.Kind) int {
	switch k {
	case flow.Failed, flow.GaveUp, flow.PassedOver:
		return 1
	}
	return 0
}
