package coverage

import (
	"container/heap"
	"encoding/binary"
	"slices"

	"github.com/servicemoments/moments/blueprint/flow"
)

// goal says where a search wants to go.
type goal interface {
	// allow gives the node behind a move, without its state, or says no.
	allow(n *node, m Move) (node, bool)
	// took is told which ways a move took.
	took(n *node, ways []int)
	// free tells that a touchpoint may happen whenever it can.
	free(touchpoint int) bool
	// reached is told of every node that is looked at.
	reached(id int, n *node)
	// met tells whether the search may end here; whole, whether only once the
	// customer has left and all work is done.
	met(n *node) (met, whole bool)
}

// node is a state that a search came to.
type node struct {
	state  flow.State
	parent int
	moves  []Move // since the parent
	cost   int
	at     int    // visits explained, or whatever the goal counts
	marks  string // what else tells nodes of one state apart
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

// run searches for the end of a run that meets the goal and gives its node, or -1.
func (s *search) run() int {
	s.known, s.walk = map[string]int{}, s.net.NewRun()
	s.push(node{state: s.net.NewState(), parent: -1})
	for s.queue.Len() > 0 {
		if len(s.nodes) > s.limit {
			s.gaveUp = true
			return -1
		}
		id := heap.Pop(&s.queue).(place).id
		n := s.nodes[id]
		if s.buf = n.key(s.buf[:0]); s.known[string(s.buf)] <= n.cost {
			continue // a cheaper way to the same was found
		}
		s.goal.reached(id, &n)
		if met, whole := s.goal.met(&n); met && (!whole || s.net.Done(n.state)) {
			return id
		}
		s.expand(id)
	}
	return -1
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

// hurry lets happen what can happen in one way only: free touchpoints start, and
// what runs ends.
func (s *search) hurry(n *node) {
	s.walk.Reset(n.state)
	from := len(n.moves)
	for range 4*s.net.Len() + 16 { // work off stage may go round for ever
		m, ok := s.only(n)
		if !ok {
			break
		}
		n.moves = append(n.moves, m)
	}
	if len(n.moves) > from {
		n.state = s.walk.State()
	}
}

// only makes the first move that needs no decision.
func (s *search) only(n *node) (Move, bool) {
	for _, t := range s.walk.AppendRunning(nil) {
		if ends := ends(s.walk.Outcomes(t)); len(ends) == 1 {
			m := moveOf(ends[0])
			if _, ok := s.goal.allow(n, m); !ok {
				continue
			}
			e, err := s.walk.Finish(ends[0])
			m.Ways = slices.Clone(e.Ways)
			s.goal.took(n, m.Ways)
			return m, err == nil
		}
	}
	for _, start := range s.walk.Enabled() {
		t := start.Touchpoint
		if !s.goal.free(t) || len(s.walk.Outcomes(t)) > 0 {
			continue
		}
		m := Move{Touchpoint: t, Kind: flow.Started, Visit: -1, Way: -1, In: start.Ways}
		next, ok := s.goal.allow(n, m)
		if !ok {
			continue
		}
		e, err := s.walk.Start(t)
		m.Ways = slices.Clone(e.Ways)
		n.cost, n.at, n.marks = next.cost, next.at, next.marks
		s.goal.took(n, m.Ways)
		return m, err == nil
	}
	return Move{}, false
}

// moveOf is an outcome as a move, before its effect is known.
func moveOf(o flow.Outcome) Move {
	return Move{Touchpoint: o.Touchpoint, Kind: o.Kind, Visit: -1, Way: o.Way}
}

// ends keeps the outcomes of what runs.
func ends(list []flow.Outcome) []flow.Outcome {
	return slices.DeleteFunc(list, func(o flow.Outcome) bool { return o.Kind != flow.Finished && o.Kind != flow.Failed })
}

// expand pushes all nodes that are one move away.
func (s *search) expand(id int) {
	n := s.nodes[id]
	running := n.state.Running()
	if s.eager {
		// What runs unseen decides now: later would make no difference that is seen.
		if i := slices.IndexFunc(running, s.goal.free); i >= 0 {
			s.outcomes(id, running[i], true)
			return
		}
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
	m := Move{Touchpoint: start.Touchpoint, Kind: flow.Started, Visit: -1, Way: -1, In: start.Ways}
	next, ok := s.goal.allow(n, m)
	if !ok {
		return
	}
	if next.at > n.at {
		m.Visit = n.at
	}
	state, effect, err := s.net.Start(n.state, start.Touchpoint)
	if err != nil {
		return
	}
	s.step(id, next, m, state, effect)
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
			m.In = s.brought(n.state, touchpoint)
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
		s.step(id, next, m, state, effect)
	}
}

func (s *search) step(id int, next node, m Move, state flow.State, effect flow.Effect) {
	m.Ways = effect.Ways
	s.goal.took(&next, m.Ways)
	next.state, next.parent, next.moves = state, id, []Move{m}
	s.push(next)
}

// moves lists what led to a node.
func (s *search) moves(id int) []Move {
	var chain []int
	for ; id >= 0; id = s.nodes[id].parent {
		chain = append(chain, id)
	}
	var out []Move
	for _, id := range slices.Backward(chain) {
		out = append(out, s.nodes[id].moves...)
	}
	return out
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
