package align

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint/flow"
)

// machine is the net as numbered states with remembered moves. It grows as it is
// asked, so that what one trace has found out the next one finds there.
type machine struct {
	net    *flow.Net
	ground *background
	drain  []bool // background work that starts as soon as it may
	front  *front // nil: not known
	run    *flow.Run
	states []state
	index  map[string]int32

	key      []byte
	list     []int
	outcomes []flow.Outcome
}

// state is where a customer is.
type state struct {
	flow  flow.State
	over  bool    // the customer has left and all is done
	quiet bool    // nothing but background work is left
	known bool    // moves have been worked out
	moves []arc   // in the order of the blueprint
	waits []int32 // background work with a token that has not started
	front int32   // state of the machine without background work; none
}

// arc is a move to another state.
type arc struct {
	touchpoint int32
	way        int32
	to         int32
	kind       kind
	ground     bool // the start of background work
}

// kind is a flow.Kind as a number.
type kind uint8

const (
	started kind = iota
	finished
	failed
	gaveUp
	passedOver
)

var kinds = [...]flow.Kind{flow.Started, flow.Finished, flow.Failed, flow.GaveUp, flow.PassedOver}

func kindOf(k flow.Kind) kind {
	for i, x := range kinds {
		if x == k {
			return kind(i)
		}
	}
	return finished
}

// none stands for no state, way or touchpoint.
const none = -1

// newMachine makes a machine with its first state: that of a customer who comes in.
func newMachine(n *flow.Net, ground *background, drain []bool, f *front) *machine {
	m := &machine{net: n, ground: ground, drain: drain, front: f, run: n.NewRun(), index: map[string]int32{}}
	m.intern()
	if f != nil {
		m.states[0].front = 0
	}
	return m
}

// intern numbers the state that the run is in, after the work that needs no
// decision.
func (m *machine) intern() int32 {
	m.ground.settle(m.run, m.drain, nil)
	s := m.run.State()
	m.key = s.AppendKey(m.key[:0])
	if i, ok := m.index[string(m.key)]; ok {
		return i
	}
	x := state{flow: s, over: m.run.Done(), front: none}
	for _, t := range s.Waiting() {
		if m.ground.is[t] {
			x.waits = append(x.waits, int32(t))
		}
	}
	i := int32(len(m.states))
	m.states = append(m.states, x)
	m.index[string(m.key)] = i
	return i
}

// at gives a state with its moves.
func (m *machine) at(i int32) *state {
	if s := &m.states[i]; s.known {
		return s
	}
	m.expand(i)
	return &m.states[i]
}

func (m *machine) expand(i int32) {
	from := m.states[i].flow
	m.run.Reset(from)
	m.list = m.run.AppendEnabled(m.list[:0])
	starts := len(m.list)
	m.list = append(m.list, from.Running()...)
	m.list = append(m.list, from.Waiting()...)
	m.outcomes = m.outcomes[:0]
	for k, t := range m.list[starts:] {
		if k > 0 && t == m.list[starts+k-1] {
			continue
		}
		m.outcomes = m.run.AppendOutcomes(m.outcomes, t)
	}
	var moves []arc
	quiet := true
	for _, t := range m.list[:starts] {
		a := arc{touchpoint: int32(t), way: none, kind: started, ground: m.ground.is[t]}
		quiet = quiet && a.ground
		moves = m.learn(moves, from, a)
	}
	for _, o := range m.outcomes {
		quiet = false
		moves = m.learn(moves, from, arc{touchpoint: int32(o.Touchpoint), way: int32(o.Way), kind: kindOf(o.Kind)})
	}
	slices.SortStableFunc(moves, func(a, b arc) int { return cmp.Compare(a.touchpoint, b.touchpoint) })
	s := &m.states[i]
	s.moves, s.quiet, s.known = moves, quiet, true
	if m.front == nil {
		return
	}
	for _, a := range moves {
		if to := &m.states[a.to]; to.front == none {
			to.front = m.front.follow(s.front, a)
		}
	}
}

func (m *machine) learn(moves []arc, from flow.State, a arc) []arc {
	m.run.Reset(from)
	if _, err := do(m.run, a); err != nil {
		return moves
	}
	a.to = m.intern()
	return append(moves, a)
}

// do makes a move.
func do(r *flow.Run, a arc) (flow.Effect, error) {
	if a.kind == started {
		return r.Start(int(a.touchpoint))
	}
	return r.Finish(flow.Outcome{Touchpoint: int(a.touchpoint), Kind: kinds[a.kind], Way: int(a.way)})
}
