package coverage

import (
	"container/heap"
	"encoding/binary"
	"slices"

	"github.com/servicemoments/moments/blueprint/flow"
)

// move is a step of a run: a touchpoint starts, or one of its outcomes happens.
type move struct {
	touchpoint int
	kind       flow.Kind
	in         []int // of a start, or what happened instead of one: ways that brought its tokens
	way        int   // of an outcome: the choice, recovery or impatience; -1: none
}

// goal says where a search wants to go.
type goal interface {
	// allow gives the node behind a move, without its state, or says no.
	allow(n *node, m move) (node, bool)
	// took is told which ways a move took.
	took(n *node, ways []int)
	// met tells whether the search may end here; whole, whether only once the
	// customer has left and all work is done.
	met(n *node) (met, whole bool)
}

// node is a state that a search came to.
type node struct {
	state flow.State
	cost  int
	at    int    // what the goal counts
	marks string // what else tells nodes of one state apart
}

// key is equal for nodes from which the same can happen.
func (n *node) key(b []byte) []byte {
	b = n.state.AppendKey(binary.AppendUvarint(b, uint64(n.at)))
	return append(append(b, 0xff), n.marks...)
}

// search is a best-first search over the states of a net.
type search struct {
	net    *flow.Net
	goal   goal
	eager  bool // what can only end in one way ends at once
	limit  int
	gaveUp bool

	nodes []node
	queue queue
	known map[string]int // by state: the least cost, and 1
	walk  *flow.Run
	buf   []byte
}

// run searches for a run that meets the goal and tells whether there is one. It may
// have given up.
func (s *search) run() bool {
	s.known, s.walk = map[string]int{}, s.net.NewRun()
	s.push(node{state: s.net.NewState()})
	for s.queue.Len() > 0 {
		if len(s.nodes) > s.limit {
			s.gaveUp = true
			return false
		}
		id := heap.Pop(&s.queue).(place).id
		n := s.nodes[id]
		if s.buf = n.key(s.buf[:0]); s.known[string(s.buf)] <= n.cost {
			continue // a cheaper way to the same was found
		}
		if met, whole := s.goal.met(&n); met && (!whole || s.net.Done(n.state)) {
			return true
		}
		s.expand(id)
	}
	return false
}

// push takes a node in unless its like is known.
func (s *search) push(n node) {
	if s.eager {
		s.hurry(&n)
	}
	s.buf = n.key(s.buf[:0])
	if have := s.known[string(s.buf)]; have > 0 && have <= n.cost+1 {
		return
	}
	s.known[string(s.buf)] = n.cost + 1
	s.nodes = append(s.nodes, n)
	heap.Push(&s.queue, place{len(s.nodes) - 1, n.cost, n.at})
}

// hurry lets happen what can happen in one way only: touchpoints start, and what
// runs ends.
func (s *search) hurry(n *node) {
	s.walk.Reset(n.state)
	moved := false
	for range 4*s.net.Len() + 16 { // work off stage may go round for ever
		if !s.only(n) {
			break
		}
		moved = true
	}
	if moved {
		n.state = s.walk.State()
	}
}

// only makes the first move that needs no decision.
func (s *search) only(n *node) bool {
	for _, t := range s.walk.AppendRunning(nil) {
		if ends := ends(s.walk.Outcomes(t)); len(ends) == 1 {
			m := moveOf(ends[0])
			if _, ok := s.goal.allow(n, m); !ok {
				continue
			}
			e, err := s.walk.Finish(ends[0])
			s.goal.took(n, e.Ways)
			return err == nil
		}
	}
	for _, start := range s.walk.Enabled() {
		t := start.Touchpoint
		if len(s.walk.Outcomes(t)) > 0 {
			continue
		}
		m := move{touchpoint: t, kind: flow.Started, way: -1, in: start.Ways}
		next, ok := s.goal.allow(n, m)
		if !ok {
			continue
		}
		e, err := s.walk.Start(t)
		n.cost, n.at, n.marks = next.cost, next.at, next.marks
		s.goal.took(n, e.Ways)
		return err == nil
	}
	return false
}

// moveOf is an outcome as a move, before its effect is known.
func moveOf(o flow.Outcome) move {
	return move{touchpoint: o.Touchpoint, kind: o.Kind, way: o.Way}
}

// ends keeps the outcomes of what runs.
func ends(list []flow.Outcome) []flow.Outcome {
	return slices.DeleteFunc(list, func(o flow.Outcome) bool { return o.Kind != flow.Finished && o.Kind != flow.Failed })
}

// expand pushes all nodes that are one move away.
func (s *search) expand(id int) {
	n := s.nodes[id]
	running := n.state.Running()
	if s.eager && len(running) > 0 { // what runs decides now
		s.outcomes(id, running[0], true)
		return
	}
	for _, start := range s.net.Enabled(n.state) {
		s.start(id, start)
	}
	for _, t := range running {
		s.outcomes(id, t, true)
	}
	for _, t := range n.state.Waiting() {
		s.outcomes(id, t, false)
	}
}

// brought lists the ways that brought a touchpoint its tokens, if it may start.
func (s *search) brought(state flow.State, touchpoint int) []int {
	for _, start := range s.net.Enabled(state) {
		if start.Touchpoint == touchpoint {
			return start.Ways
		}
	}
	return nil
}

func (s *search) start(id int, start flow.Start) {
	n := &s.nodes[id]
	next, ok := s.goal.allow(n, move{touchpoint: start.Touchpoint, kind: flow.Started, way: -1, in: start.Ways})
	if !ok {
		return
	}
	state, effect, err := s.net.Start(n.state, start.Touchpoint)
	if err != nil {
		return
	}
	s.step(next, state, effect)
}

// outcomes pushes what becomes of a touchpoint: the ends of one that runs, or what
// may happen instead of a start.
func (s *search) outcomes(id, touchpoint int, runs bool) {
	for _, o := range s.net.Outcomes(s.nodes[id].state, touchpoint) {
		if runs != (o.Kind == flow.Finished || o.Kind == flow.Failed) {
			continue
		}
		n := &s.nodes[id]
		m := moveOf(o)
		if !runs {
			m.in = s.brought(n.state, touchpoint)
		}
		next, ok := s.goal.allow(n, m)
		if !ok {
			continue
		}
		if o.Way >= 0 && impossible(s.net.Ways()[o.Way]) {
			next.cost += 2 // the last thing to believe
		}
		state, effect, err := s.net.Finish(n.state, o)
		if err != nil {
			continue
		}
		s.step(next, state, effect)
	}
}

func (s *search) step(next node, state flow.State, effect flow.Effect) {
	s.goal.took(&next, effect.Ways)
	next.state = state
	s.push(next)
}

// place is a node in the queue.
type place struct{ id, cost, at int }

// queue is a heap: the cheapest first, then what got furthest, then the oldest.
type queue []place

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	a, b := q[i], q[j]
	switch {
	case a.cost != b.cost:
		return a.cost < b.cost
	case a.at != b.at:
		return a.at > b.at
	}
	return a.id < b.id
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(place)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
