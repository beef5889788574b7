package flow

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint/internal/components"
)

// most is the number of intervals that a label may have.
const most = 16

// span is a stretch of numbers; both ends belong to it.
type span struct{ lo, hi int32 }

// label says which numbers can be reached: surely those in sure, and of others
// only those in maybe.
type label struct{ sure, maybe []span }

// reach answers whether one node of an acyclic graph leads to another. Nodes are
// numbered in post-order, so that most sets of what can be reached are a few
// intervals (Agrawal et al. 1989); where they are not, intervals are joined and
// their answer is checked by a search (as in FERRARI, Seufert et al. 2013).
// Memory is linear in the size of the graph.
type reach struct {
	next   [][]int32
	number []int32 // place in post-order
	labels []label
}

func newReach(next [][]int32) reach {
	r := reach{next: next, number: make([]int32, len(next)), labels: make([]label, len(next))}
	for i, v := range postOrder(next) {
		r.number[v] = int32(i)
		r.labels[v] = r.label(v)
	}
	return r
}

// postOrder lists the nodes, each behind all that it leads to.
func postOrder(next [][]int32) []int32 {
	out := make([]int32, 0, len(next))
	seen := make([]bool, len(next))
	type frame struct{ node, at int32 }
	var stack []frame
	for root := range next {
		if seen[root] {
			continue
		}
		seen[root] = true
		stack = append(stack, frame{int32(root), 0})
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if int(f.at) == len(next[f.node]) {
				out = append(out, f.node)
				stack = stack[:len(stack)-1]
				continue
			}
			to := next[f.node][f.at]
			f.at++
			if !seen[to] {
				seen[to] = true
				stack = append(stack, frame{to, 0})
			}
		}
	}
	return out
}

func (r *reach) label(v int32) label {
	var sure, maybe []span
	for _, to := range r.next[v] {
		sure = append(sure, span{r.number[to], r.number[to]})
		sure = append(sure, r.labels[to].sure...)
		maybe = append(maybe, r.labels[to].maybe...)
	}
	sure = union(sure)
	if len(sure) > most {
		var joined []span
		sure, joined = shorten(sure)
		maybe = append(maybe, joined...)
	}
	maybe = union(slices.DeleteFunc(maybe, func(m span) bool {
		i, ok := find(sure, m.lo)
		return ok && m.hi <= sure[i].hi
	}))
	if len(maybe) > most {
		kept, joined := shorten(maybe)
		maybe = union(append(kept, joined...))
	}
	return label{slices.Clip(sure), slices.Clip(maybe)}
}

// union sorts spans and joins those that touch.
func union(list []span) []span {
	slices.SortFunc(list, func(a, b span) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi)) })
	out := list[:0]
	for _, s := range list {
		if end := len(out) - 1; end >= 0 && s.lo <= out[end].hi+1 {
			out[end].hi = max(out[end].hi, s.hi)
			continue
		}
		out = append(out, s)
	}
	return out
}

// shorten joins the spans with the smallest gaps until few are left: kept are
// those that stayed as they were.
func shorten(list []span) (kept, joined []span) {
	gaps := make([]int32, len(list)-1)
	for i := range gaps {
		gaps[i] = list[i+1].lo - list[i].hi
	}
	sorted := slices.Clone(gaps)
	slices.Sort(sorted)
	limit := sorted[len(sorted)-most/2] // gaps wider than this stay
	from := 0
	for i := range list {
		if i < len(gaps) && gaps[i] <= limit {
			continue
		}
		if from == i {
			kept = append(kept, list[i])
		} else {
			joined = append(joined, span{list[from].lo, list[i].hi})
		}
		from = i + 1
	}
	return kept, joined
}

// find gives the span that holds a number.
func find(list []span, x int32) (int, bool) {
	return slices.BinarySearchFunc(list, x, func(s span, x int32) int {
		switch {
		case s.hi < x:
			return -1
		case s.lo > x:
			return 1
		}
		return 0
	})
}

// leads tells whether a path of at least one way goes from u to v.
func (r *reach) leads(u, v int32) bool {
	sure, maybe := r.look(u, v)
	if sure || !maybe {
		return sure
	}
	seen := map[int32]bool{}
	stack := []int32{u}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, to := range r.next[top] {
			if seen[to] {
				continue
			}
			seen[to] = true
			sure, maybe := r.look(to, v)
			switch {
			case sure || to == v:
				return true
			case maybe:
				stack = append(stack, to)
			}
		}
	}
	return false
}

func (r *reach) look(u, v int32) (sure, maybe bool) {
	x := r.number[v]
	if _, ok := find(r.labels[u].sure, x); ok {
		return true, true
	}
	_, maybe = find(r.labels[u].maybe, x)
	return false, maybe
}

// circles gives each node of a graph the number of its strongly connected
// component, none where it stands alone on no circle.
func circles(next [][]int32) []int32 {
	parts, of := components.Of(next, func(to int32) int32 { return to })
	for _, part := range parts {
		if v := part[0]; len(part) == 1 && !slices.Contains(next[v], v) {
			of[v] = none
		}
	}
	return of
}
