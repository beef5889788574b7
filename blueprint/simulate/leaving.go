package simulate

import (
	"fmt"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
)

// leave notes that a customer has left; work may go on for him.
func (e *engine) leave(c *customer) {
	c.left, c.leftAt = true, e.now
	if c.onstage == 0 {
		c.waited += e.now - c.idleSince
	}
	e.level(&e.present, -1)
	t := c.tally
	if t == nil {
		return
	}
	took := e.now - c.born
	seconds := float64(took) / nanosPerSecond
	t.time.add(took)
	t.wait.add(c.waited)
	if took <= int64(e.m.bp.Acceptable) {
		t.inTime++
	}
	t.personas[c.persona].time.add(seconds)
	t.personas[c.persona].wait.add(float64(c.waited) / nanosPerSecond)
	t.exits[c.last].add(seconds)
	t.cost += e.m.economy.perVisit + float64(took)*e.m.economy.perNano
	if c.gaveUp {
		t.gaveUp++
		return
	}
	t.served.add(seconds)
	t.revenue += e.m.economy.price
}

// turnAway lets a customer go before anything has started.
func (e *engine) turnAway(i, node int32) {
	c := &e.customers[i]
	c.left, c.gaveUp, c.leftAt = true, true, e.now
	e.level(&e.present, -1)
	if c.tally != nil {
		c.tally.points[node].balked++
		c.tally.balked++
	}
	e.dismiss(i)
}

// dismiss lets a customer go for whom all is done.
func (e *engine) dismiss(i int32) {
	c := &e.customers[i]
	for len(c.acts) > 0 {
		e.drop(c, len(c.acts)-1)
	}
	if e.o.Trace != nil {
		e.o.Trace(Journey{Replication: e.replication, Customer: int(c.number), Persona: e.m.personas[c.persona].id, Counted: c.tally != nil, GaveUp: c.gaveUp,
			Arrived: time.Duration(c.born), Left: time.Duration(c.leftAt), Events: c.trace})
	}
	if c.tally != nil {
		e.under--
	}
	c.live, c.trace = false, c.trace[:0]
	e.free = append(e.free, i)
	e.done++
	if !e.m.demand {
		e.coming = 0
	}
}

func (e *engine) note(c *customer, node int32, kind flow.Kind, way int) {
	if e.o.Trace != nil {
		c.trace = append(c.trace, Event{time.Duration(e.now), e.m.net.Touchpoint(int(node)).ID, int(node), kind, way})
	}
}

// endless says where a customer goes round and round.
func (e *engine) endless(c *customer) error {
	// What he starts in the rounds to come is what the loop consists of.
	seen := map[int32]bool{}
	at := c.state
	r := e.m.net.NewRun()
	r.Reset(e.auto.states[at].flow)
	for round := range uint16(64) {
		starts := r.AppendEnabled(nil)
		for _, x := range starts {
			if _, err := r.Start(x); err == nil {
				seen[int32(x)] = true
			}
		}
		runs := r.AppendRunning(nil)
		if len(runs) == 0 {
			break
		}
		if _, err := r.Finish(e.m.actions[int(e.outcome(c, int32(runs[0]), 1+round+c.rounds[runs[0]]))-len(e.m.points)]); err != nil {
			break
		}
	}
	var names []string
	first := int32(none)
	for node := range int32(len(e.m.points)) {
		if seen[node] {
			if first == none {
				first = node
			}
			names = append(names, name(e.m.net.Touchpoint(int(node))))
		}
	}
	path := blueprint.Path(nil)
	if first != none {
		path = e.m.graph.Path(e.m.net.Touchpoint(int(first)))
	}
	return e.m.problem("loop-without-exit", path, fmt.Sprintf("a customer has started %d touchpoints and is still under way, going round among %s", maxStarts, strings.Join(names, ", ")), "give the loop a way out that is taken more often")
}
