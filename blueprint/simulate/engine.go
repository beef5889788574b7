package simulate

import (
	"context"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// phase is where a replication stands.
type phase uint8

const (
	warming phase = iota
	counting
	closing // who is counted is still to be served
)

// engine runs replications, one after the other. It is for one goroutine.
type engine struct {
	m    *model
	o    Options
	plan plan
	auto *automaton

	replication int
	stream      *stream
	arriving    arriving
	coming      int64 // time of the next arrival
	now         int64
	events      heap
	customers   []customer
	free        []int32
	pools       []serving
	dirty       []int32 // pools where somebody may be served
	waitingAt   []int32 // customers, by touchpoint
	stamp       uint64
	number      int64 // of the next customer

	phase    phase
	tallies  []*tally
	current  int   // tally that customers are counted in
	counted  int   // customers
	under    int   // counted customers who are under way, or work for them
	since    int64 // begin of the window of the current tally
	boundary int64 // time when the window changes
	present  level
	queued   level
	chart    chart
	done     int // customers, since progress was told last
	err      error
}

// serving is what the servers of a pool do.
type serving struct {
	free    int32
	dirty   bool
	line    line
	waiting int32 // entries of the line that still hold
	busy    level
	queue   level
	offered float64 // seconds that were asked for
}

func newEngine(m *model, o Options) *engine {
	return &engine{m: m, o: o, plan: o.plan(m), auto: newAutomaton(m)}
}

func (e *engine) reset(replication int) {
	*e = engine{m: e.m, o: e.o, plan: e.plan, auto: e.auto, replication: replication, events: e.events[:0], customers: e.customers, free: e.free[:0], pools: e.pools, waitingAt: e.waitingAt}
	e.stream = newStream(e.o.Seed, replication)
	for i := range e.customers {
		c := &e.customers[i]
		*c = customer{acts: c.acts[:0], trace: c.trace[:0], rounds: c.rounds}
		e.free = append(e.free, int32(len(e.customers)-1-i))
	}
	if len(e.waitingAt) != len(e.m.points) {
		e.pools = make([]serving, len(e.m.pools))
		e.waitingAt = make([]int32, len(e.m.points))
	}
	for i := range e.pools {
		e.pools[i] = serving{free: e.m.pools[i].count, line: e.pools[i].line[:0]}
	}
	clear(e.waitingAt)
	n := 1
	if e.o.Replications == 1 {
		n = batches
		if e.plan.length == 0 {
			n = max(min(n, e.plan.customers), 1)
		}
	}
	e.chart = newChart(e.m, e.plan)
	for range n {
		e.tallies = append(e.tallies, newTally(e.m, len(e.chart.bins)))
	}
	e.tallies[0].bins = e.chart.bins
	e.boundary = never
	if !e.m.demand {
		e.phase = counting
		return
	}
	e.boundary = e.plan.warmUp
	e.arriving = arriving{arrivals: &e.m.arrivals, rand: e.stream.own(forArrivals)}
	e.coming = e.arriving.following()
}

// run simulates one replication.
func (e *engine) run(ctx context.Context, replication int, progress func(int)) ([]*tally, error) {
	e.reset(replication)
	for turn := 0; ; turn++ {
		if turn&255 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if turn&0x3fff == 0 && turn > 0 {
				progress(e.done)
				e.done = 0
			}
			e.tidy()
		}
		if !e.next() || e.err != nil {
			break
		}
	}
	if e.err != nil {
		return nil, e.err
	}
	progress(e.done)
	return e.tallies, nil
}

// next lets the next thing happen and tells whether there is any.
func (e *engine) next() bool {
	happens := len(e.events) > 0 && e.events[0].at <= e.coming
	at := e.coming
	if happens {
		at = e.events[0].at
	}
	if e.phase == closing && e.under == 0 {
		return false
	}
	for at >= e.boundary && e.boundary != never {
		e.cross()
	}
	switch {
	case at == never:
		if e.phase != closing {
			e.now = max(e.now, e.boundaryOr(e.now))
			e.close()
		}
		return e.under > 0 && e.fail(e.m.problem("stuck", nil, "a customer cannot go on", ""))
	case at > longest:
		return e.fail(e.m.problem("too-long", blueprint.Path{}.Key("demand"), "the simulated time exceeds 70 years", "simulate fewer customers, or say how long"))
	case happens:
		x := e.events.pop()
		e.now = x.at
		e.happen(x)
	default:
		e.now = at
		e.arrive()
	}
	e.dispatch()
	return true
}

func (e *engine) boundaryOr(now int64) int64 {
	if e.boundary == never {
		return now
	}
	return e.boundary
}

func (e *engine) fail(err error) bool {
	if e.err == nil {
		e.err = err
	}
	return false
}

// cross comes to the end of the warm-up or of a window of time.
func (e *engine) cross() {
	at := e.boundary
	if e.phase == warming {
		e.takeLevels(at, nil)
		e.phase = counting
	} else {
		e.takeLevels(at, e.tallies[e.current])
		e.current++
	}
	e.since = at
	switch {
	case e.plan.length == 0:
		e.boundary = never
	case e.current == len(e.tallies):
		e.boundary = never
		e.phase = closing
	default:
		n := int64(len(e.tallies))
		e.boundary = e.plan.warmUp + e.plan.length/n*int64(e.current+1)
	}
}

// close ends the counting where no more customers come.
func (e *engine) close() {
	if e.phase == counting && e.current < len(e.tallies) {
		e.takeLevels(e.now, e.tallies[e.current])
	}
	e.phase, e.boundary = closing, never
}

// takeLevels puts the areas of all levels up to now into a tally.
func (e *engine) takeLevels(now int64, t *tally) {
	window := float64(now-e.since) / nanosPerSecond
	mean := func(l *level) float64 {
		area := l.take(now)
		if window <= 0 {
			return 0
		}
		return area / window
	}
	e.chart.until(now, e.present.n, e.queued.n)
	present, queued := mean(&e.present), mean(&e.queued)
	if t != nil {
		t.window, t.present, t.queued = window, present, queued
	}
	for i := range e.pools {
		p := &e.pools[i]
		most := p.queue.most
		x := poolTally{busy: mean(&p.busy), queue: mean(&p.queue), most: most}
		if window > 0 {
			x.demand = p.offered / window
		}
		p.offered = 0
		if t != nil {
			t.pools[i] = x
		}
	}
}

// count notes that a customer is counted, and turns to the next tally, or to the
// end, when there are enough.
func (e *engine) count() {
	e.counted++
	if e.plan.length > 0 {
		if e.plan.customers > 0 && e.counted == e.plan.customers {
			e.close()
		}
		return
	}
	n := len(e.tallies)
	if e.counted < (e.current+1)*e.plan.customers/n {
		return
	}
	if e.m.demand {
		e.takeLevels(e.now, e.tallies[e.current])
		e.since = e.now
	}
	if e.current++; e.current == n {
		e.phase = closing
	}
}

// arrive lets a customer come.
func (e *engine) arrive() {
	if !e.m.demand { // each for himself, at the beginning of his own time
		e.now, e.coming = 0, never
		e.events = e.events[:0]
	} else {
		e.coming = e.arriving.following()
		if e.phase == closing && (e.m.arrivals.log != nil || e.m.arrivals.daily && e.plan.length > 0) {
			e.coming = never
			return
		}
		if e.m.hours != nil && !e.m.hours.isOpen(e.now) {
			if e.phase == counting {
				e.tallies[e.current].closed++
			}
			return
		}
	}
	i := e.seat()
	c := &e.customers[i]
	clear(c.rounds)
	*c = customer{live: true, acts: c.acts, trace: c.trace, rounds: c.rounds, number: e.number, state: begin, born: e.now, idleSince: e.now}
	e.number++
	if len(e.m.personas) > 1 {
		u := e.stream.set(forPersona, c.number, 0, 0).Float64()
		for int(c.persona) < len(e.m.personas)-1 && u >= e.m.personas[c.persona].upTo {
			c.persona++
		}
	}
	e.level(&e.present, 1)
	if int(e.present.n) > e.o.MaxPresent || len(e.customers) > 10*e.o.MaxPresent {
		e.fail(e.overload())
		return
	}
	if e.phase == counting {
		c.tally = e.tallies[e.current]
		c.tally.came++
		e.under++
		e.count()
	}
	e.advance(i)
}

// seat finds a place for a customer.
func (e *engine) seat() int32 {
	if n := len(e.free); n > 0 {
		i := e.free[n-1]
		e.free = e.free[:n-1]
		return i
	}
	e.customers = append(e.customers, customer{rounds: make([]uint16, len(e.m.points))})
	return int32(len(e.customers) - 1)
}

// level changes how many are present or waiting for servers, and the chart.
func (e *engine) level(l *level, by int32) {
	if !e.m.demand {
		return
	}
	if e.phase != closing {
		e.chart.until(e.now, e.present.n, e.queued.n)
	}
	l.add(e.now, by)
}

// overload names the longest queue.
func (e *engine) overload() error {
	if int(e.present.n) <= e.o.MaxPresent {
		return e.m.problem("overload", blueprint.Path{}.Key("demand"), fmt.Sprintf("work out of sight piles up for more than %d customers", 10*e.o.MaxPresent), "shorten it, or let fewer customers come")
	}
	worst := -1
	for i := range e.pools {
		if worst < 0 || e.pools[i].waiting > e.pools[worst].waiting {
			worst = i
		}
	}
	if worst < 0 || e.pools[worst].waiting == 0 {
		return e.m.problem("overload", blueprint.Path{}.Key("demand"), fmt.Sprintf("more than %d customers are in the service at once", e.o.MaxPresent), "let fewer customers come, or raise the bound")
	}
	p := &e.m.pools[worst]
	return e.m.problem("overload", p.path, fmt.Sprintf("%d of %d customers wait for %s, and the queue grows without end: %s", e.pools[worst].waiting, e.present.n, p.title, serversText(p)), "let more serve, or fewer come")
}

func serversText(p *pool) string {
	if p.actor {
		return figures.T("there are %d", p.count).String()
	}
	return figures.T("%d serve there", p.count).String()
}

// dispatch lets free servers take who waits.
func (e *engine) dispatch() {
	for len(e.dirty) > 0 && e.err == nil {
		k := e.dirty[0]
		e.dirty = append(e.dirty[:0], e.dirty[1:]...)
		e.pools[k].dirty = false
		for e.pools[k].free > 0 && e.pools[k].waiting > 0 && e.err == nil {
			x := e.pools[k].line.pop()
			c := &e.customers[x.who]
			if at := c.find(x.stamp); c.live && at >= 0 && c.acts[at].phase == inLine {
				e.start(x.who, at)
				e.advance(x.who)
			}
		}
	}
}

func (e *engine) touch(pool int32) {
	if p := &e.pools[pool]; !p.dirty && p.waiting > 0 && p.free > 0 {
		p.dirty = true
		e.dirty = append(e.dirty, pool)
	}
}

// tidy forgets what no longer holds, so that memory follows the number of customers
// who are there.
func (e *engine) tidy() {
	if len(e.auto.states) > e.auto.limit {
		e.auto.forget(e.customers)
	}
	live := len(e.customers) - len(e.free)
	if len(e.events) > 8*live+4096 {
		e.events.keep(func(x *event) bool {
			c := &e.customers[x.who]
			return c.live && c.find(x.rank&stampMask) >= 0
		})
	}
	for i := range e.pools {
		p := &e.pools[i]
		if len(p.line) > 2*int(p.waiting)+1024 {
			p.line.keep(func(x *entry) bool {
				c := &e.customers[x.who]
				at := c.find(x.stamp)
				return c.live && at >= 0 && c.acts[at].phase == inLine
			})
		}
	}
}
