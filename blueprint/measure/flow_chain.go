package measure

import (
	"encoding/binary"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

// edge is one thing that can happen in a state: a touchpoint comes to an end, or
// a wait is over, and whatever may start then starts at once.
type edge struct {
	to     int32
	chance float64
	clean  float64 // the chance that nothing has failed, given that this happens
	back   bool    // a way back was taken
	left   bool    // the customer left by a choice of the end
	thread bool    // a thread came to its end
	ends   []int32 // touchpoints that came to an end
	starts []int32
	ways   []int32
}

// stay is how long a state lasts, and what goes on meanwhile.
type stay struct {
	mean, variance float64
	running        []int32  // touchpoints at work
	waiting        []int32  // touchpoints before which time is waited off
	gone           bool     // all customers have left
	together       []member // where the state lasts until all are done: who, and how long; else nil
}

// chain is the states of one customer with what leads from each to the next
// ones. The first state is where the customer comes in; states without edges
// are the end.
type chain struct {
	edges [][]edge
	stays []stay
	begin edge // what starts as the customer comes in
	// Customers may leave while a stay of several times still lasts: of such a chain
	// only what lasts until all is done is exact.
	leaves bool
}

// clock is what is left of a fixed time, or of the wait before a touchpoint.
type clock struct {
	node int32
	wait bool
	left time.Duration
}

func (c clock) compare(other clock) int {
	switch {
	case c.node != other.node:
		return int(c.node - other.node)
	case c.wait == other.wait:
		return 0
	case c.wait:
		return 1
	}
	return -1
}

// spot is a state that was found and not looked at yet.
type spot struct {
	state  flow.State
	clocks []clock
}

// explorer finds the states of a chain.
type explorer struct {
	net    *flow.Net
	laws   []law
	waits  []time.Duration
	limit  int
	run    *flow.Run
	clocks []clock // of the run; lists are never changed, only replaced
	index  map[string]int32
	todo   []spot
	key    []byte
	list   []int
	chain  *chain
	early  []bool    // by way: leaves while others go on
	clean  []float64 // by touchpoint: the chance that nothing has failed when it finishes
}

// explore builds the chain of states with times. Where these cannot be told
// exactly the error is an *Unknown.
//
// At any moment, first all that may start starts; then of what is done at this
// moment the first in reading order comes to its end, and so on.
func explore(net *flow.Net, laws []law, waits []time.Duration, limit int) (*chain, error) {
	e := &explorer{net: net, laws: laws, waits: waits, limit: limit, run: net.NewRun(), index: map[string]int32{}, chain: &chain{}, clean: cleanEnds(net), early: earlyExits(net)}
	e.chain.begin = edge{chance: 1, clean: 1}
	if err := e.settle(&e.chain.begin); err != nil {
		return nil, err
	}
	e.intern()
	for len(e.todo) > 0 {
		p := e.todo[len(e.todo)-1]
		e.todo = e.todo[:len(e.todo)-1]
		if err := e.expand(e.index[string(e.keyOf(p))], p); err != nil {
			return nil, err
		}
		if len(e.chain.edges) > limit {
			return nil, &Unknown{Why: figures.T("there are more than %d different situations that a customer can be in", limit)}
		}
	}
	return e.chain, nil
}

func (e *explorer) keyOf(p spot) []byte {
	e.key = p.state.AppendKey(e.key[:0])
	for _, c := range p.clocks {
		id := uint64(c.node) << 1
		if c.wait {
			id |= 1
		}
		e.key = binary.AppendUvarint(e.key, id)
		e.key = binary.AppendUvarint(e.key, uint64(c.left))
	}
	return e.key
}

// intern numbers the state that the run is in.
func (e *explorer) intern() int32 {
	p := spot{e.run.State(), e.clocks}
	key := e.keyOf(p)
	if i, ok := e.index[string(key)]; ok {
		return i
	}
	i := int32(len(e.chain.edges))
	e.index[string(key)] = i
	e.chain.edges = append(e.chain.edges, nil)
	e.chain.stays = append(e.chain.stays, stay{gone: e.run.Left()})
	e.todo = append(e.todo, spot{p.state, slices.Clone(e.clocks)})
	return i
}

// settle starts all that may start, and sets the clocks of what began.
func (e *explorer) settle(to *edge) error {
	for {
		e.trackWaits()
		e.list = e.run.AppendEnabled(e.list[:0])
		at := slices.IndexFunc(e.list, func(t int) bool { return e.left(int32(t), true) <= 0 })
		if at < 0 {
			return nil
		}
		node := int32(e.list[at])
		effect, err := e.run.Start(int(node))
		if err != nil {
			return err
		}
		to.starts = append(to.starts, node)
		e.note(to, effect)
		e.forget(node, true)
		if l := e.laws[node]; l.shape == fixedLaw && l.fixed > 0 {
			e.clocks = append(slices.Clip(e.clocks), clock{node, false, l.fixed})
		}
	}
}

// trackWaits begins the waits of those who just came, and drops clocks of what no
// longer waits or runs.
func (e *explorer) trackWaits() {
	state := e.run.State()
	waiting, running := state.Waiting(), state.Running()
	kept := e.clocks[:0:0]
	for _, c := range e.clocks {
		list := running
		if c.wait {
			list = waiting
		}
		if _, there := slices.BinarySearch(list, int(c.node)); there {
			kept = append(kept, c)
		}
	}
	for _, t := range waiting {
		if d := e.waits[t]; d > 0 && !slices.ContainsFunc(kept, func(c clock) bool { return c.wait && int(c.node) == t }) {
			kept = append(kept, clock{int32(t), true, d})
		}
	}
	slices.SortFunc(kept, clock.compare)
	e.clocks = kept
}

func (e *explorer) left(node int32, wait bool) time.Duration {
	for _, c := range e.clocks {
		if c.node == node && c.wait == wait {
			return c.left
		}
	}
	return 0
}

func (e *explorer) forget(node int32, wait bool) {
	e.clocks = slices.DeleteFunc(slices.Clone(e.clocks), func(c clock) bool { return c.node == node && c.wait == wait })
}

// note writes down what a start or an end brought about.
func (e *explorer) note(to *edge, effect flow.Effect) {
	to.thread = to.thread || len(effect.Ended) > 0
	all := e.net.Ways()
	for _, w := range effect.Ways {
		to.ways = append(to.ways, int32(w))
		to.back = to.back || all[w].Back
		to.left = to.left || e.early[w]
	}
}

// earlyExits marks the ways by which customers leave while others go on: choices of
// the end beside a way that leads forward. Where the choice is between the end and
// going back, the end is the one that was meant.
func earlyExits(net *flow.Net) []bool {
	all := net.Ways()
	onward := map[*touchpoint.Touchpoint]bool{}
	for _, w := range all {
		if w.Choice && w.To != nil && !w.Back {
			onward[w.From] = true
		}
	}
	out := make([]bool, len(all))
	for i, w := range all {
		out[i] = w.Choice && w.To == nil && onward[w.From]
	}
	return out
}
