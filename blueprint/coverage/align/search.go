package align

import "container/heap"

// class is what a move is to the trace. Of moves that are as good the lower class
// goes first.
type class uint8

const (
	inSync class = iota
	silent
	skipped
	extra
)

// task is a trace made ready for a search.
type task struct {
	machine  *machine
	observed []bool
	dead     []bool    // ways that nobody takes
	trace    []int32   // events of observed touchpoints
	last     []int32   // by touchpoint: its last event, or none
	after    []int32   // by background touchpoint: the last event of what it leads to, or none
	rest     [][]int32 // lower bounds, see front.rest; nil: none
	open     bool      // the run may stop anywhere after the last event
	limit    int
}

// ends tells whether a run may end in a state, at a place in the trace.
func (t *task) ends(q, i int32) bool {
	return int(i) == len(t.trace) && (t.open || t.machine.at(q).over)
}

// prepare notes the last events.
func (t *task) prepare() {
	t.last, t.after = make([]int32, t.machine.net.Len()), make([]int32, t.machine.net.Len())
	for i := range t.last {
		t.last[i] = none
	}
	for i, x := range t.trace {
		t.last[x] = int32(i)
	}
	for i, list := range t.machine.ground.after {
		t.after[i] = none
		for _, x := range list {
			t.after[i] = max(t.after[i], t.last[x])
		}
	}
}

// step is a move in a search.
type step struct {
	class class
	arc   arc // of what is not extra
	q, i  int32
	price price
}

// steps lists the moves from a state at a place in the trace.
func (t *task) steps(list []step, q, i int32) []step {
	s := t.machine.at(q)
	late := false // background work of the end has had its turn
	for _, a := range s.moves {
		if a.kind != started {
			list = append(list, step{silent, a, a.to, i, t.outcome(a)})
			continue
		}
		seen := t.observed[a.touchpoint]
		if seen && int(i) < len(t.trace) && t.trace[i] == a.touchpoint {
			list = append(list, step{inSync, a, a.to, i + 1, ofStep})
		}
		if a.ground && t.after[a.touchpoint] < i {
			if late || !s.quiet || int(i) < len(t.trace) {
				continue
			}
			late = true
		}
		if seen {
			list = append(list, step{skipped, a, a.to, i, ofSkip})
		} else {
			list = append(list, step{silent, a, a.to, i, ofStep})
		}
	}
	if int(i) < len(t.trace) {
		list = append(list, step{class: extra, q: q, i: i + 1, price: ofExtra})
	}
	return list
}

func (t *task) outcome(a arc) price {
	p := ofStep
	switch {
	case a.kind == failed, a.kind == gaveUp, a.kind == passedOver && !t.observed[a.touchpoint]:
		p = ofSurprise
	}
	if a.way != none && t.dead[a.way] {
		p = p.add(ofImpossible)
	}
	return p
}

// bound is the least that the rest of the trace can cost. It is consistent: what it
// loses by a move, the move costs.
func (t *task) bound(q, i int32) int32 {
	s := &t.machine.states[q]
	least := int32(0)
	if t.rest != nil && s.front != none {
		least = t.rest[i][s.front]
	}
	for _, w := range s.waits { // its token never goes away, and no event shows it any more
		if !t.open && t.observed[w] && t.last[w] < i {
			least++
		}
	}
	return min(least, far)
}

// node is a pair of a state and a place in the trace.
type node struct {
	q, i   int32
	g      price
	done   bool // taken up
	marked bool // on a best path
	next   step // of a marked node: the move that goes before all others
}

// search is one run of A*.
type search struct {
	*task
	nodes  []node
	index  map[uint64]int32
	queue  queue
	taken  []int32 // in the order of taking up
	buf    []step
	goal   price
	solved bool
	lower  int // of the cost, where it gave up
}

func newSearch(t *task, from int32) *search {
	s := &search{task: t, index: map[uint64]int32{}}
	s.reach(from, 0, price{})
	return s
}

// run seeks all best paths and tells whether there is one. It gives up beyond the
// limit, and where the cost is more than most (none: never).
func (s *search) run(most int) bool {
	for len(s.queue) > 0 {
		top := heap.Pop(&s.queue).(place)
		n := &s.nodes[top.id]
		if n.done || n.g.plus(s.bound(n.q, n.i)) != top.f {
			continue
		}
		s.lower = top.f.cost()
		if s.solved && (top.f.compare(s.goal) > 0 || len(s.nodes) > 2*s.limit) {
			break // all best paths are known, or as many as there is room for
		}
		if !s.solved && (len(s.nodes) > s.limit || most >= 0 && s.lower > most) {
			return false
		}
		n.done = true
		s.taken = append(s.taken, top.id)
		if s.ends(n.q, n.i) {
			s.solved, s.goal = true, n.g
			continue
		}
		g, i := n.g, n.i
		s.buf = s.steps(s.buf[:0], n.q, i)
		for _, x := range s.buf {
			s.reach(x.q, x.i, g.add(x.price))
		}
	}
	return s.solved
}

func nodeKey(q, i int32) uint64 { return uint64(uint32(q))<<32 | uint64(uint32(i)) }

// reach notes a way to a node.
func (s *search) reach(q, i int32, g price) {
	h := s.bound(q, i)
	if h >= far {
		return
	}
	id, known := s.index[nodeKey(q, i)]
	switch {
	case !known:
		id = int32(len(s.nodes))
		s.index[nodeKey(q, i)] = id
		s.nodes = append(s.nodes, node{q: q, i: i, g: g})
	case g.compare(s.nodes[id].g) >= 0:
		return
	default:
		s.nodes[id].g, s.nodes[id].done = g, false
	}
	heap.Push(&s.queue, place{g.plus(h), id})
}

// path is the canonical one among the best paths.
func (s *search) path() []step {
	return s.trail(func(id int32) bool {
		n := &s.nodes[id]
		return n.g == s.goal && s.ends(n.q, n.i)
	})
}

// trail is the canonical one among the best paths to an end. Every move costs
// something, if only a step, so that what follows a node was taken up behind it.
func (s *search) trail(end func(id int32) bool) []step {
	for k := len(s.taken) - 1; k >= 0; k-- {
		s.mark(s.taken[k], end)
	}
	var out []step
	for id := int32(0); !end(id) && s.nodes[id].marked; {
		next := s.nodes[id].next
		out = append(out, next)
		id = s.index[nodeKey(next.q, next.i)]
	}
	return out
}

// mark notes the move that goes before all others on best paths through a node.
func (s *search) mark(from int32, end func(id int32) bool) {
	n := &s.nodes[from]
	if n.marked || end(from) {
		return
	}
	s.buf = s.steps(s.buf[:0], n.q, n.i)
	for _, x := range s.buf {
		to, known := s.index[nodeKey(x.q, x.i)]
		if !known || s.nodes[to].g != n.g.add(x.price) || !s.nodes[to].marked && !end(to) {
			continue
		}
		if !n.marked || x.class < n.next.class { // moves of one class come in the order of the blueprint
			n.marked, n.next = true, x
		}
	}
}

// furthest is the node that explained most at the least cost.
func (s *search) furthest() int32 {
	best := int32(0)
	for id := range s.nodes {
		n, b := &s.nodes[id], &s.nodes[best]
		if n.i > b.i || n.i == b.i && n.g.compare(b.g) < 0 {
			best = int32(id)
		}
	}
	return best
}

// place is a node in the queue.
type place struct {
	f  price
	id int32
}

// queue is a heap: the cheapest first, then the oldest.
type queue []place

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if c := q[i].f.compare(q[j].f); c != 0 {
		return c < 0
	}
	return q[i].id < q[j].id
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(place)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
