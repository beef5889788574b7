package flow

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// loopsOutOfBranches finds the ways back that leave one branch of a split while
// the others go on: the split would be come to again with them still under way.
// A branch ends where all of them have met; branches off stage carry no thread
// and do not count.
func (n *Net) loopsOutOfBranches() blueprint.Diagnostics {
	var backs []int32
	for i, w := range n.way {
		if w.to >= 0 && w.back && !w.call && w.role != blueprint.Return && n.node[w.from].onstage && n.node[w.to].onstage {
			backs = append(backs, int32(i))
		}
	}
	if len(backs) == 0 {
		return nil
	}
	var out blueprint.Diagnostics
	for i := range n.node {
		heads, ways := n.branches(int32(i))
		if len(heads) < 2 && len(ways) < 2 {
			continue
		}
		for _, id := range backs {
			if slices.Contains(ways, id) || len(heads) > 1 && n.leavesBranch(heads, n.way[id]) {
				out = append(out, n.loopDiagnostic(int32(i), id))
			}
		}
	}
	return out.Sort()
}

// branches lists the onstage ways of a split, and the units where those that lead
// forward begin their branches. A way that leads straight back is a branch, too,
// and leaves it at once.
func (n *Net) branches(split int32) (heads, ways []int32) {
	v := &n.node[split]
	if !v.onstage || len(v.plain) < 2 {
		return nil, nil
	}
	for _, id := range v.plain {
		w := n.way[id]
		if w.to < 0 || w.role != blueprint.ByNext || !n.node[w.to].onstage {
			continue
		}
		ways = append(ways, id)
		if !w.back {
			heads = append(heads, n.node[w.to].unit)
		}
	}
	return heads, ways
}

// leavesBranch tells whether a way back begins in some of the branches, but not
// in all, and ends outside of those.
func (n *Net) leavesBranch(heads []int32, w way) bool {
	from, to := n.node[w.from].unit, n.node[w.to].unit
	in, all, inside, outside := false, true, false, false
	for _, h := range heads {
		a := h == from || n.reach.leads(h, from)
		b := h == to || n.reach.leads(h, to)
		in, all = in || a, all && a
		inside, outside = inside || b, outside || b && !a
	}
	return in && !all && (!inside || outside)
}

func (n *Net) loopDiagnostic(split, id int32) blueprint.Diagnostic {
	w := n.way[id]
	return blueprint.Diagnostic{
		Rule:     "loop-leaves-branch",
		Severity: blueprint.Error,
		Path:     n.graph.WayPath(n.ways[id]),
		Message:  fmt.Sprintf("the way back from %s to %s leaves one branch of the split at %s while the others go on", n.name(int(w.from)), n.name(int(w.to)), n.name(int(split))),
		Hint:     "let the branches meet before the way back, or let it end within its branch",
		Related:  []blueprint.Related{{Message: "the split is here", Path: n.graph.Path(n.points[split])}},
	}
}
