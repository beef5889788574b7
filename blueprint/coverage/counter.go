package coverage

import (
	"context"
	"errors"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/flow"
)

// Counter counts what journeys covered of a blueprint, each along the alignment that
// explains it. It holds whole numbers only, so that journeys may be counted in any
// order and in parts. It is for one goroutine.
type Counter struct {
	m *model
	n counts
	j travel
}

// counts are what criteria ask for, over all journeys.
type counts struct {
	journeys int
	fit      int
	complete int
	visits   []int // by touchpoint
	taken    []int // by way, at the first of its class
	pairs    map[[2]int]int
	named    []int
	paths    map[string]int // by what of a journey matters to paths
}

// travel is what one journey did, by touchpoint and by class of ways.
type travel struct {
	came []int  // how often the customer came to a touchpoint, seen or not
	seen []bool // touchpoints whose visits the run explains, and where patience ran out
	ran  []bool // all ways of the run
	in   [][]int
	run  *flow.Run
}

// NewCounter makes a counter. visited tells of each touchpoint, in reading order,
// whether some journey visits it: its lane counts, unless the options name others.
// The error is about the blueprint or the options.
func NewCounter(b *blueprint.Blueprint, visited []bool, o Options) (*Counter, error) {
	m, err := newModel(b, visited, o)
	if err != nil {
		return nil, err
	}
	return newCounter(m), nil
}

func newCounter(m *model) *Counter {
	points, ways := len(m.points), len(m.ways)
	return &Counter{
		m: m,
		n: counts{
			visits: make([]int, points), taken: make([]int, ways), pairs: map[[2]int]int{},
			named: make([]int, len(m.named)), paths: map[string]int{},
		},
		j: travel{came: make([]int, points), seen: make([]bool, points), ran: make([]bool, ways), in: make([][]int, points), run: m.net.NewRun()},
	}
}

// Empty is a counter for the same blueprint that has counted nothing yet. It may be
// used beside the other one.
func (c *Counter) Empty() *Counter { return newCounter(c.m) }

// Lanes lists the lanes that count.
func (c *Counter) Lanes() []string { return slices.Clone(c.m.lanes) }

// Net is the blueprint made ready to run.
func (c *Counter) Net() *flow.Net { return c.m.net }

// Aligner makes what explains journeys: it observes the lanes that count. open says
// that journeys may stop anywhere, see [align.Aligner].
func (c *Counter) Aligner(open bool) *align.Aligner {
	return &align.Aligner{Net: c.m.net, Observed: slices.Clone(c.m.observed), Open: open, Limit: c.m.opts.Limit}
}

// Add counts journeys that are alike: their visits as indices of touchpoints in
// reading order (-1 is an activity that is none), the persona where it is known, and
// the alignment of these visits. A count below 1 adds nothing.
func (c *Counter) Add(visits []int, persona string, a *align.Alignment, count int) {
	if count < 1 {
		return
	}
	c.n.journeys += count
	if a.Cost == 0 {
		c.n.fit += count
		if a.Stopped == align.Never {
			c.n.complete += count
		}
	}
	for _, v := range visits {
		if v >= 0 && v < len(c.n.visits) {
			c.n.visits[v] += count
		}
	}
	for k := range c.m.named {
		if c.m.named[k].is(persona, visits) {
			c.n.named[k] += count
		}
	}
	c.travel(a, count)
	if len(c.m.paths.list) > 0 {
		c.n.paths[string(c.m.paths.key(nil, &c.j))] += count
	}
}

// travel counts the ways of a run, as far as the log speaks for it.
func (c *Counter) travel(a *align.Alignment, count int) {
	j := &c.j
	clear(j.came)
	clear(j.seen)
	clear(j.ran)
	clear(j.in)
	moves := a.Moves[:a.Travelled]
	for _, mv := range a.Moves {
		switch {
		case mv.Touchpoint < 0:
		case mv.Kind == align.Sync, mv.Happens == flow.GaveUp && c.m.observed[mv.Touchpoint]:
			j.seen[mv.Touchpoint] = true
		case mv.Kind == align.Extra:
			j.came[mv.Touchpoint]++
		}
	}
	pairs := c.m.asks(Pairs)
	if pairs {
		j.run.Reset(c.m.net.NewState())
	}
	for _, mv := range moves {
		if mv.Kind == align.Extra {
			continue
		}
		if mv.Happens == flow.Started || mv.Happens == flow.GaveUp {
			j.came[mv.Touchpoint]++
		}
		if pairs {
			j.follow(mv)
		}
		for _, w := range mv.Ways {
			c.take(w, count)
		}
	}
}

// follow makes a move of the run once more, and notes the ways that brought the
// tokens of a start.
func (j *travel) follow(mv align.Move) {
	if mv.Happens != flow.Finished && mv.Happens != flow.Failed {
		for _, start := range j.run.Enabled() {
			if start.Touchpoint == mv.Touchpoint {
				j.in[mv.Touchpoint] = slices.Clone(start.Ways)
			}
		}
	}
	// The moves are a run, so there are no errors.
	if mv.Happens == flow.Started {
		_, _ = j.run.Start(mv.Touchpoint)
		return
	}
	_, _ = j.run.Finish(flow.Outcome{Touchpoint: mv.Touchpoint, Kind: mv.Happens, Way: mv.Way})
}

// take counts a way whose both ends the journey visited, with those that led to it.
func (c *Counter) take(way, count int) {
	m, j := c.m, &c.j
	w, class := m.ways[way], m.class[way]
	from := m.g.Index(w.From)
	j.ran[class] = true
	if !j.seen[from] || w.To != nil && !j.seen[m.g.Index(w.To)] {
		return
	}
	c.n.taken[class] += count
	for _, before := range j.in[from] {
		b := m.ways[before]
		if b.To == w.From && j.seen[m.g.Index(b.From)] {
			c.n.pairs[[2]int{m.class[before], class}] += count
		}
	}
}

// Merge adds what another counter of the same origin has counted: one that was made
// of this one by [Counter.Empty], or the other way round.
func (c *Counter) Merge(o *Counter) error {
	if c.m != o.m {
		return errors.New("these counters are not of the same origin")
	}
	c.n.journeys, c.n.fit, c.n.complete = c.n.journeys+o.n.journeys, c.n.fit+o.n.fit, c.n.complete+o.n.complete
	sum(c.n.visits, o.n.visits)
	sum(c.n.taken, o.n.taken)
	sum(c.n.named, o.n.named)
	for k, n := range o.n.pairs {
		c.n.pairs[k] += n
	}
	for k, n := range o.n.paths {
		c.n.paths[k] += n
	}
	return nil
}

func sum(to, from []int) {
	for i, n := range from {
		to[i] += n
	}
}

// Result is what has been counted so far. It looks for runs that could cover what is
// missing, which takes its time where pairs or paths are asked for. The error is that
// of ctx.
func (c *Counter) Result(ctx context.Context) (*Result, error) {
	m := *c.m
	m.stopped = func() bool { return ctx.Err() != nil }
	n := &c.n
	m.counts = n
	r := &Result{
		Blueprint: Name(m.b), Title: m.b.Title, File: m.b.File(), Version: version(m.g), Day: string(m.opts.Day),
		Observed: append([]string{}, m.lanes...),
		Journeys: Tally{Passed: n.journeys, Fit: n.fit, Complete: n.complete},
		Expired:  m.expired(),
	}
	for _, criterion := range Criteria() {
		if m.asks(criterion.Name) {
			r.Criteria = append(r.Criteria, m.score(criterion))
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r, nil
}
