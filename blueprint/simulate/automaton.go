package simulate

import (
	"github.com/servicemoments/moments/blueprint/flow"
)

// maxStates is how many states are remembered before those that no customer is in
// are forgotten.
const maxStates = 1 << 16

// automaton remembers what package flow says: of every state that a customer was
// in what waits and what may start, and where each step leads. Most customers go
// where others went before, so that a step is a look into a short list.
type automaton struct {
	model  *model
	run    *flow.Run
	states []state
	index  map[string]int32
	key    []byte
	list   []int
	limit  int
}

// state is where a customer is.
type state struct {
	flow    flow.State
	waiting []int32 // touchpoints where a token waits
	enabled []int32 // those that may start
	left    bool    // the customers are gone
	done    bool    // the work, too
	next    []step
}

// step is where an action leads from a state.
type step struct {
	action    int32
	to        int32 // impossible: what would be done cannot be done here
	withdrawn []int32
}

const impossible = -1

func newAutomaton(m *model) *automaton {
	a := &automaton{model: m, run: m.net.NewRun(), index: map[string]int32{}, limit: maxStates}
	a.intern()
	return a
}

// begin is the state of a customer who comes in: always the first.
const begin = int32(0)

// intern numbers the state that the run is in.
func (a *automaton) intern() int32 {
	s := a.run.State()
	a.key = s.AppendKey(a.key[:0])
	if i, ok := a.index[string(a.key)]; ok {
		return i
	}
	x := state{flow: s, left: a.run.Left(), done: a.run.Done()}
	x.waiting = narrow(s.Waiting())
	a.list = a.run.AppendEnabled(a.list[:0])
	x.enabled = narrow(a.list)
	i := int32(len(a.states))
	a.states = append(a.states, x)
	a.index[string(a.key)] = i
	return i
}

func narrow(list []int) []int32 {
	if len(list) == 0 {
		return nil
	}
	out := make([]int32, len(list))
	for i, x := range list {
		out[i] = int32(x)
	}
	return out
}

// apply does an action in a state.
func (a *automaton) apply(from, action int32) *step {
	s := &a.states[from]
	for i := range s.next {
		if s.next[i].action == action {
			return &s.next[i]
		}
	}
	return a.learn(from, action)
}

func (a *automaton) learn(from, action int32) *step {
	x := step{action: action, to: impossible}
	a.run.Reset(a.states[from].flow)
	var effect flow.Effect
	var err error
	if int(action) < a.model.net.Len() {
		effect, err = a.run.Start(int(action))
	} else {
		effect, err = a.run.Finish(a.model.actions[int(action)-a.model.net.Len()])
	}
	if err == nil {
		x.withdrawn = narrow(effect.Withdrawn)
		x.to = a.intern()
	}
	s := &a.states[from]
	s.next = append(s.next, x)
	return &s.next[len(s.next)-1]
}

// forget drops the states that no customer is in. The states of customers get new
// numbers.
func (a *automaton) forget(customers []customer) {
	old := a.states
	a.states, a.index = nil, map[string]int32{}
	a.run.Reset(old[begin].flow)
	a.intern()
	for i := range customers {
		c := &customers[i]
		if c.live {
			a.run.Reset(old[c.state].flow)
			c.state = a.intern()
		}
	}
	a.limit = max(maxStates, 4*len(a.states))
}
