package lint

import (
	"container/heap"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func journeyTooLong() *Rule {
	return &Rule{
		Name: "journey-too-long", Group: Waits, Severity: blueprint.Warning,
		Title: "A journey that takes longer than customers put up with",
		Doc: para(`The expected times and waits along a named journey sum to more than the acceptable time of the whole blueprint.
			Where no journey is named and there is one lane of customers, it is the shortest way from the first step to an
			end.

			The sum is the least that it can be: of what goes on side by side in a step the longest counts, of a phase or a
			step that has a time of its own that time where it is longer; what is optional, a detour, off stage, for other
			personas, or only done after some choice is left out, and so are stations that the journey does not name.`),
		Why: para(`Even if nothing fails and nobody is slow, customers have lost their patience before they are done. Every
			single step may be fast enough.`),
		Source: "Shostack 1984, step 3: set the time frame, and compare it with what the customer finds acceptable",
		Run: func(p *Pass) {
			acceptable := p.Blueprint.Acceptable
			if acceptable <= 0 {
				return
			}
			m := &measuring{p: p, steps: p.Blueprint.Steps(), beside: p.enteredBeside(), clocks: map[customers]*clock{}}
			for i, j := range p.Blueprint.Journeys {
				c := m.clock(j.Persona, p.laneOf(j))
				if total := c.journey(j); total > acceptable {
					c.report(blueprint.Path{}.Key("journeys").At(i), "the journey "+quote(nameOf(j.Title, j.ID)), total)
				}
			}
			if len(p.Blueprint.Journeys) > 0 {
				return
			}
			c := m.clock("", p.laneOf(blueprint.Journey{}))
			if total, ok := c.shortest(); ok && total > acceptable {
				c.report(blueprint.Path{}.Key("acceptable"), "the shortest way through the service", total)
			}
		},
	}
}

// measuring holds what clocks share.
type measuring struct {
	p      *Pass
	steps  []*blueprint.Step
	beside map[int]bool
	clocks map[customers]*clock
}

// customers are those of a persona who go along a lane.
type customers struct{ persona, lane string }

func (m *measuring) clock(persona, lane string) *clock {
	who := customers{persona, lane}
	if m.clocks[who] == nil {
		m.clocks[who] = &clock{measuring: m, customers: who, known: map[int]time.Duration{}, longest: -1}
	}
	return m.clocks[who]
}

// laneOf is the customer lane that a journey goes along.
func (p *Pass) laneOf(j blueprint.Journey) string {
	for _, id := range j.Touchpoints {
		if t, ok := p.Graph.Touchpoint(id); ok && p.Graph.Kind(t) == touchpoint.Customer {
			return p.Graph.Place(t).Lane
		}
	}
	for _, t := range p.Graph.Threads() {
		return t.Lane
	}
	return ""
}

// enteredBeside tells which steps customers may enter elsewhere than at the first
// touchpoint of a station: what they do there then is not known.
func (p *Pass) enteredBeside() map[int]bool {
	first := map[*touchpoint.Touchpoint]bool{}
	for _, list := range p.stations() {
		for _, t := range list {
			first[t] = true
		}
	}
	out := map[int]bool{}
	for _, w := range p.Graph.Ways() {
		if w.To == nil || w.Origin == blueprint.Implied || first[w.To] || p.Graph.IsDetour(w.To) {
			continue
		}
		if column := p.Graph.Place(w.To).Column; column != p.Graph.Place(w.From).Column && p.Graph.Kind(w.To).Onstage() {
			out[column] = true
		}
	}
	return out
}

// clock works out how long customers take at least.
type clock struct {
	*measuring
	customers
	known   map[int]time.Duration
	longest int // the step that takes longest, of those last asked for; -1: none
}

func (c *clock) report(path blueprint.Path, what string, total time.Duration) {
	var related []blueprint.Related
	if c.longest >= 0 {
		related = append(related, blueprint.Related{Message: "this step takes longest", Path: c.p.Graph.StepPath(c.longest)})
	}
	c.p.Report(path,
		fmt.Sprintf("%s takes %s, even if all goes well, but customers put up with %s", what, touchpoint.FormatDuration(total), touchpoint.FormatDuration(c.p.Blueprint.Acceptable)),
		"shorten its longest wait or step, do things side by side, or let customers do part of it before they come", related...)
}

// journey sums the times of the steps that a journey comes by, each time that it
// does.
func (c *clock) journey(j blueprint.Journey) time.Duration {
	c.longest = -1
	sums := map[int]time.Duration{}
	var phases []int // that the journey comes by
	last := -1
	for _, id := range j.Touchpoints {
		t, ok := c.p.Graph.Touchpoint(id)
		if !ok {
			continue
		}
		at := c.p.Graph.Place(t)
		if at.Column == last {
			continue
		}
		last = at.Column
		if _, been := sums[at.Phase]; !been {
			phases = append(phases, at.Phase)
		}
		sums[at.Phase] = plus(sums[at.Phase], c.step(at.Column))
	}
	total := time.Duration(0)
	for _, i := range phases {
		total = plus(total, max(sums[i], c.p.Blueprint.Phases[i].Time.Expected(c.persona)))
	}
	return total
}

// step is how long customers are in a step: as long as its longest lane, or as is
// written for the whole step where that is longer.
func (c *clock) step(column int) time.Duration {
	d, ok := c.known[column]
	if !ok {
		d = max(c.steps[column].Time.Expected(c.persona), 0)
		if !c.beside[column] {
			d = max(d, c.longestLane(column))
		}
		c.known[column] = d
	}
	if c.longest < 0 || d > c.known[c.longest] {
		c.longest = column
	}
	return d
}

// longestLane is how long a step lasts on stage.
func (c *clock) longestLane(column int) time.Duration {
	longest := time.Duration(0)
	started := map[*touchpoint.Touchpoint]bool{} // cells, by their first touchpoint
	step := c.p.Steps()[column]
	for len(step) > 0 {
		lane := c.p.Graph.Place(step[0]).Lane
		end := 1
		for end < len(step) && c.p.Graph.Place(step[end]).Lane == lane {
			end++
		}
		cell := slices.DeleteFunc(slices.Clone(step[:end]), c.p.Graph.IsDetour)
		if len(cell) > 0 && c.starts(cell[0], started) {
			started[cell[0]] = true
			longest = max(longest, c.cell(cell))
		}
		step = step[end:]
	}
	return longest
}

// starts tells whether the work of a cell surely starts with the step: what the
// customer does, and what that sets off down the step.
func (c *clock) starts(first *touchpoint.Touchpoint, started map[*touchpoint.Touchpoint]bool) bool {
	g := c.p.Graph
	switch g.Kind(first) {
	case touchpoint.Customer:
		return g.Place(first).Lane == c.lane
	case touchpoint.Frontstage:
		return c.p.OnThread(first) || slices.ContainsFunc(g.In(first), func(w blueprint.Way) bool { return w.Role == blueprint.Down && started[w.From] })
	}
	return false
}

// cell sums what is done in a cell one after the other, up to where a written way
// leads on; of what stands side by side the longest counts.
func (c *clock) cell(cell []*touchpoint.Touchpoint) time.Duration {
	sum, together := time.Duration(0), time.Duration(0)
	var first *touchpoint.Touchpoint
	written := false
	for _, t := range cell {
		if c.p.first(t) != first {
			if written {
				break
			}
			first, together = c.p.first(t), 0
		}
		written = written || len(t.Next) > 0
		if d := c.time(t); d > together {
			sum, together = plus(sum, d-together), d
		}
	}
	return sum
}

// time is how long customers surely spend before and at a touchpoint.
func (c *clock) time(t *touchpoint.Touchpoint) time.Duration {
	if t.Optional || len(t.For) > 0 && (c.persona == "" || !t.ForPersona(c.persona)) {
		return 0
	}
	d := max(t.Time.Expected(c.persona), 0)
	if t.Wait != nil {
		d = plus(d, max(t.Wait.Expected, 0))
	}
	return d
}

// shortest is the time of the fastest way from where the first customer comes in
// to where a journey ends (Dijkstra 1959), and whether there is any.
func (c *clock) shortest() (time.Duration, bool) {
	p := c.p
	c.longest = -1
	threads := p.Graph.Threads()
	if len(threads) != 1 {
		return 0, false // of several customers each may be done at another time
	}
	ends := map[int]bool{}
	for i, t := range p.Graph.Touchpoints() {
		ends[p.Graph.Place(t).Column] = ends[p.Graph.Place(t).Column] || p.exits().end[i]
	}
	hops := newPathfinder(p).hops
	done := map[int]bool{}
	start := threads[0].Stations[0].Column
	queue := &arrivals{{start, c.step(start)}}
	for queue.Len() > 0 {
		a := heap.Pop(queue).(arrival)
		if done[a.column] {
			continue
		}
		if done[a.column] = true; ends[a.column] {
			return a.at, true
		}
		for _, h := range hops[a.column] {
			if !h.recovery && !done[h.to] {
				heap.Push(queue, arrival{h.to, plus(a.at, c.step(h.to))})
			}
		}
	}
	return 0, false
}

// arrival is when a customer is done with a step.
type arrival struct {
	column int
	at     time.Duration
}

type arrivals []arrival

func (a arrivals) Len() int           { return len(a) }
func (a arrivals) Less(i, j int) bool { return a[i].at < a[j].at }
func (a arrivals) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *arrivals) Push(x any)        { *a = append(*a, x.(arrival)) }

func (a *arrivals) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	*a = (*a)[:last]
	return x
}

// plus adds durations; centuries are as long as it gets.
func plus(a, b time.Duration) time.Duration {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
