package coverage

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
)

// Bounds of the pairs of ways: how many are listed, and of how many it is asked
// whether a run can take them.
const (
	maxPairs   = 100_000
	askedPairs = 500
)

func pairItems(m *model) ([]Item, []figures.Text) {
	var out []Item
	in := make([][]int, len(m.points))
	m.eachWay(func(i int, w blueprint.Way) {
		if w.To != nil {
			to := m.g.Index(w.To)
			in[to] = append(in[to], i)
		}
	})
	asked, undecided := 0, 0
	m.eachWay(func(i int, w blueprint.Way) {
		for _, before := range in[m.g.Index(w.From)] {
			if len(out) == maxPairs {
				return
			}
			item := m.pairItem(before, i)
			if item.Status == Missing && asked < askedPairs {
				asked++
				m.settle(&item, func() goal { return &pairGoal{m: m, at: m.g.Index(w.From), in: before, out: i} }, &undecided)
			}
			out = append(out, item)
		}
	})
	var cut []figures.Text
	if len(out) == maxPairs {
		cut = append(cut, figures.T("only the first %d pairs are counted", maxPairs))
	}
	return out, cutTexts(cut, undecided)
}

func (m *model) pairItem(first, second int) Item {
	a, b := m.ways[first], m.ways[second]
	about := append(m.ends(a), m.ends(b)...)
	item := m.item(wayID(a)+" | "+wayID(b), titleOf(a.From)+" → "+titleOf(b.From)+" → "+titleOf(b.To), m.wayPath(b), m.counts.pairs[[2]int{first, second}], about...)
	item.Group = b.From.ID
	if impossible(a) || impossible(b) {
		item.unfeasible(zeroChance)
	}
	return item
}

// pairGoal leads a search to a run that comes to a touchpoint by one way and, of
// the same visit, goes on by another.
type pairGoal struct {
	m           *model
	at, in, out int // the touchpoint, and classes of ways
}

// came marks a node whose run came by the first way last.
const came = "came"

func (g *pairGoal) met(n *node) (met, whole bool) { return n.at == 1, false }

func (g *pairGoal) allow(n *node, mv move) (node, bool) {
	next := node{cost: n.cost + price(mv.kind), at: n.at, marks: n.marks}
	if mv.touchpoint != g.at || mv.kind != flow.Started && mv.kind != flow.GaveUp {
		return next, true
	}
	next.marks = ""
	if slices.ContainsFunc(mv.in, func(w int) bool { return g.m.class[w] == g.in }) {
		next.marks = came
	}
	return next, true
}

func (g *pairGoal) took(n *node, ways []int) {
	if n.marks == came && slices.ContainsFunc(ways, func(w int) bool { return g.m.class[w] == g.out }) {
		n.at = 1
	}
}
