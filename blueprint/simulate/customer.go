package simulate

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/servicemoments/moments/blueprint/flow"
)

// customer is somebody in the service, with what goes on for him.
type customer struct {
	acts      []activity
	trace     []Event
	rounds    []uint16 // how often he came to each touchpoint
	tally     *tally   // nil: not counted
	number    int64
	born      int64
	leftAt    int64
	idleSince int64 // since when nothing on stage is done for him
	waited    int64
	state     int32
	persona   int32
	starts    int32
	onstage   int32 // touchpoints on stage that run
	last      int32 // touchpoint that ended last
	live      bool
	left      bool
	gaveUp    bool
}

// stage is what becomes of an activity.
type stage uint8

const (
	comes   stage = iota // a token is there
	inLine               // waits for a server
	running              // has started
)

// activity is a touchpoint that waits or runs for a customer.
type activity struct {
	stamp  uint64
	since  int64 // the token came, or the touchpoint started
	asked  int64 // a server was asked for
	node   int32
	round  uint16 // of the customer at this touchpoint
	phase  stage
	ready  bool // the expected wait is over
	seated bool // runs with a server
	asks   bool // passing over was drawn
}

// find gives the place of an activity by its stamp, or -1.
func (c *customer) find(stamp uint64) int {
	for i := range c.acts {
		if c.acts[i].stamp == stamp {
			return i
		}
	}
	return -1
}

// waits gives the place of the activity that waits at a touchpoint, or -1.
func (c *customer) waits(node int32) int {
	for i := range c.acts {
		if c.acts[i].node == node && c.acts[i].phase != running {
			return i
		}
	}
	return -1
}

func (e *engine) newStamp() uint64 {
	e.stamp++
	return e.stamp & stampMask
}

// draw prepares random numbers for a customer who comes to a touchpoint for the
// given time: they do not depend on what he met with elsewhere.
func (e *engine) draw(purpose uint64, c *customer, node int32, round uint16) *rand.Rand {
	return e.stream.set(purpose, c.number, e.m.points[node].key, uint32(round))
}

// advance starts all that may start for a customer, and lets him go when he is
// done.
func (e *engine) advance(i int32) {
	for e.err == nil && e.track(i) || e.err == nil && e.startOne(i) {
	}
	c := &e.customers[i]
	if e.err != nil || !c.live {
		return
	}
	s := &e.auto.states[c.state]
	if s.left && !c.left {
		e.leave(c)
	}
	switch {
	case s.done:
		e.dismiss(i)
	case len(c.acts) == 0:
		e.fail(e.m.problem("stuck", nil, fmt.Sprintf("a customer cannot go on: %v", e.m.net.Stuck(s.flow)), ""))
	}
}

// track makes what waits for a customer follow his state, and tells whether the
// state has changed meanwhile.
func (e *engine) track(i int32) bool {
	c := &e.customers[i]
	if !c.live {
		return false
	}
	s := &e.auto.states[c.state]
	for k := 0; k < len(c.acts); {
		if c.acts[k].phase != running && !slices.Contains(s.waiting, c.acts[k].node) {
			e.drop(c, k)
		} else {
			k++
		}
	}
	for _, node := range s.waiting {
		if c.waits(node) < 0 && e.come(i, node) {
			return true
		}
	}
	return false
}

// drop ends the waiting of an activity without a start.
func (e *engine) drop(c *customer, k int) {
	a := &c.acts[k]
	e.unqueue(a)
	e.waitingAt[a.node]--
	c.acts = slices.Delete(c.acts, k, k+1)
}

func (e *engine) unqueue(a *activity) {
	if a.phase != inLine {
		return
	}
	p := &e.pools[e.m.points[a.node].pool]
	p.waiting--
	p.queue.add(e.now, -1)
	e.level(&e.queued, -1)
	a.phase = comes
}

// come begins the waiting at a touchpoint. Who would not join the queue gives up at
// once, or turns away: then the state has changed.
func (e *engine) come(i, node int32) bool {
	c, p := &e.customers[i], &e.m.points[node]
	c.rounds[node]++
	a := activity{stamp: e.newStamp(), since: e.now, asked: -1, node: node, round: c.rounds[node], ready: true}
	if absent := p.absent[c.persona]; !absent && p.awaited {
		if p.balk > 0 && e.waitingAt[node] >= p.balk {
			switch {
			case p.giveUp != none && e.auto.apply(c.state, p.giveUp).to != impossible:
				if c.tally != nil {
					c.tally.points[node].balked++
				}
				c.gaveUp = true
				e.act(i, p.giveUp)
				return true
			case p.giveUp == none && c.state == begin:
				e.turnAway(i, node)
				return true
			}
		}
		if p.delay > 0 {
			a.ready = false
			e.events.push(event{e.now + p.delay, rank(delayOver, node, a.stamp), i})
		}
		if p.giveUp != none && p.patience > 0 {
			e.events.push(event{e.now + p.patience, rank(givesUp, node, a.stamp), i})
		}
	}
	e.waitingAt[node]++
	c.acts = append(c.acts, a)
	return false
}

// startOne starts the first touchpoint that may start now, and tells whether there
// was one. The others ask for servers.
func (e *engine) startOne(i int32) bool {
	c := &e.customers[i]
	if !c.live {
		return false
	}
	s := &e.auto.states[c.state]
	for k := range c.acts {
		if a := &c.acts[k]; a.phase == inLine && !slices.Contains(s.enabled, a.node) {
			e.unqueue(a)
		}
	}
	for _, node := range s.enabled {
		k := c.waits(node)
		if k < 0 {
			continue
		}
		a, p := &c.acts[k], &e.m.points[node]
		if a.phase == inLine || !a.ready {
			continue
		}
		absent := p.absent[c.persona]
		if p.pass != none && !a.asks {
			a.asks = true
			if absent || e.m.passOver > 0 && e.draw(forPassing, c, node, a.round).Float64() < e.m.passOver {
				e.act(i, p.pass)
				return true
			}
		}
		if p.pool == none || absent || p.laws[c.persona].Mean() == 0 || e.ask(i, k) {
			e.start(i, k)
			return true
		}
	}
	return false
}

// ask asks for a server and tells whether there is one at once.
func (e *engine) ask(i int32, k int) bool {
	c := &e.customers[i]
	a := &c.acts[k]
	point := &e.m.points[a.node]
	spec, p := &e.m.pools[point.pool], &e.pools[point.pool]
	a.asked = e.now
	p.offered += point.laws[c.persona].Mean()
	if p.free > 0 && p.waiting == 0 {
		return true
	}
	order := a.stamp
	if spec.shared {
		order = uint64(c.number)
	}
	a.phase = inLine
	p.line.push(entry{e.m.personas[c.persona].priority, i, order, a.stamp})
	p.waiting++
	p.queue.add(e.now, 1)
	e.level(&e.queued, 1)
	e.touch(point.pool)
	return false
}

// start starts a touchpoint.
func (e *engine) start(i int32, k int) {
	c := &e.customers[i]
	a := &c.acts[k]
	node := a.node
	p := &e.m.points[node]
	served := a.asked >= 0
	e.unqueue(a)
	e.waitingAt[node]--
	if served {
		e.pools[p.pool].free--
		e.pools[p.pool].busy.add(e.now, 1)
	}
	if c.starts++; c.starts > maxStarts {
		e.fail(e.endless(c))
		return
	}
	if t := c.tally; t != nil && !p.absent[c.persona] {
		x := &t.points[node]
		x.starts++
		x.cost += p.perUse
		t.cost += p.perUse
		if served || p.awaited {
			since := a.asked
			if p.awaited {
				since = a.since
			}
			x.wait.add(e.now - since)
			if e.now-since <= p.limit {
				x.within++
			}
		}
	}
	if p.onstage {
		if c.onstage == 0 && !c.left {
			c.waited += e.now - c.idleSince
		}
		c.onstage++
	}
	takes := int64(0)
	if !p.absent[c.persona] {
		law := &p.laws[c.persona]
		if law.Varies() {
			takes = int64(min(law.Sample(e.draw(forTime, c, node, a.round))*nanosPerSecond+0.5, float64(longest)))
		} else {
			takes = int64(law.Mean()*nanosPerSecond + 0.5)
		}
	}
	*a = activity{stamp: e.newStamp(), since: e.now, node: node, round: a.round, phase: running, seated: served}
	e.events.push(event{e.now + takes, rank(finishes, node, a.stamp), i})
	e.note(c, node, flow.Started, none)
	e.follow(c, node)
}

// follow takes a customer to the state that an action leads to, and gives up what
// that withdraws.
func (e *engine) follow(c *customer, action int32) {
	x := e.auto.apply(c.state, action)
	if x.to == impossible {
		e.fail(e.m.problem("stuck", nil, "a customer cannot go on", ""))
		return
	}
	c.state = x.to
	for _, node := range x.withdrawn {
		for k := range c.acts {
			if c.acts[k].node == node && c.acts[k].phase == running {
				e.stop(c, k)
				break
			}
		}
	}
}

// act lets an outcome happen.
func (e *engine) act(i, action int32) {
	c := &e.customers[i]
	o := &e.m.actions[int(action)-len(e.m.points)]
	c.last = int32(o.Touchpoint)
	e.note(c, c.last, o.Kind, o.Way)
	e.follow(c, action)
}

// stop ends what runs.
func (e *engine) stop(c *customer, k int) {
	a := c.acts[k]
	p := &e.m.points[a.node]
	c.acts = slices.Delete(c.acts, k, k+1)
	if a.seated {
		s := &e.pools[p.pool]
		s.free++
		s.busy.add(e.now, -1)
		e.touch(p.pool)
	}
	if p.onstage {
		if c.onstage--; c.onstage == 0 {
			c.idleSince = e.now
		}
	}
	if t := c.tally; t != nil {
		took := e.now - a.since
		x := &t.points[a.node]
		x.busy += float64(took) / nanosPerSecond
		x.cost += float64(took) * p.perNano
		t.cost += float64(took) * p.perNano
	}
}

// happen lets an event happen, if it still holds.
func (e *engine) happen(x event) {
	c := &e.customers[x.who]
	k := c.find(x.rank & stampMask)
	if !c.live || k < 0 {
		return
	}
	node := c.acts[k].node
	switch x.rank & kindOf {
	case delayOver:
		c.acts[k].ready = true
	case givesUp:
		if e.auto.apply(c.state, e.m.points[node].giveUp).to == impossible {
			return
		}
		if c.tally != nil {
			c.tally.points[node].gaveUp++
		}
		c.gaveUp = true
		e.act(x.who, e.m.points[node].giveUp)
	default:
		round := c.acts[k].round
		e.stop(c, k)
		e.act(x.who, e.outcome(c, node, round))
	}
	e.advance(x.who)
}

// outcome draws what becomes of a touchpoint: fails first, then the choice.
func (e *engine) outcome(c *customer, node int32, round uint16) int32 {
	p := &e.m.points[node]
	if len(p.fails) > 0 && !p.absent[c.persona] {
		u := e.draw(forFail, c, node, round).Float64()
		for k := range p.fails {
			f := &p.fails[k]
			if f.absent[c.persona] {
				continue
			}
			if u -= f.chance; u >= 0 {
				continue
			}
			if t := c.tally; t != nil {
				t.points[node].fails++
				t.points[node].cost += f.cost
				t.cost += f.cost
			}
			if f.action != none {
				return f.action
			}
			break
		}
	}
	if len(p.choice) == 0 {
		return p.certain
	}
	u := e.draw(forChoice, c, node, round).Float64()
	for k := range p.choice {
		if u < p.choice[k].upTo {
			return p.choice[k].action
		}
	}
	return p.choice[len(p.choice)-1].action
}
