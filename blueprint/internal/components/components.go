// Package components finds what hangs together in a directed graph: the sets of
// nodes each of which can be reached from all others of its set (Tarjan 1972).
package components

// Of finds the strongly connected components of a graph. Node v has the edges
// rows[v], and to tells where an edge leads. Each component stands behind all that
// it leads to; of gives the component of each node. The search keeps a stack of its
// own, so that a loop over a whole large graph is no trouble.
func Of[E any](rows [][]E, to func(E) int32) (parts [][]int32, of []int32) {
	s := search{of: make([]int32, len(rows)), number: make([]int32, len(rows)), low: make([]int32, len(rows)), open: make([]bool, len(rows))}
	for root := range rows {
		if s.number[root] > 0 {
			continue
		}
		s.enter(int32(root))
		for len(s.frames) > 0 {
			f := &s.frames[len(s.frames)-1]
			if int(f.at) == len(rows[f.node]) {
				s.back()
				continue
			}
			v, next := f.node, to(rows[f.node][f.at])
			f.at++
			if s.number[next] == 0 {
				s.enter(next)
			} else if s.open[next] {
				s.low[v] = min(s.low[v], s.number[next])
			}
		}
	}
	return s.parts, s.of
}

type search struct {
	parts       [][]int32
	of          []int32
	number, low []int32
	open        []bool
	stack       []int32
	frames      []frame
	count       int32
}

// frame is a node on the way, with its next edge.
type frame struct{ node, at int32 }

func (s *search) enter(v int32) {
	s.count++
	s.number[v], s.low[v], s.open[v] = s.count, s.count, true
	s.stack = append(s.stack, v)
	s.frames = append(s.frames, frame{v, 0})
}

// back leaves the node on top, and closes its component where it is the first of
// it.
func (s *search) back() {
	v := s.frames[len(s.frames)-1].node
	s.frames = s.frames[:len(s.frames)-1]
	if len(s.frames) > 0 {
		up := s.frames[len(s.frames)-1].node
		s.low[up] = min(s.low[up], s.low[v])
	}
	if s.low[v] != s.number[v] {
		return
	}
	cut := len(s.stack) - 1
	for s.stack[cut] != v {
		cut--
	}
	part := append([]int32(nil), s.stack[cut:]...)
	for _, x := range part {
		s.open[x], s.of[x] = false, int32(len(s.parts))
	}
	s.stack, s.parts = s.stack[:cut], append(s.parts, part)
}
