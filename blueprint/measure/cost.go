package measure

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// ServeCost is what it costs to serve one customer, on average over all, in the
// blueprint's currency (time-driven activity-based costing, Kaplan & Anderson
// 2004): work at a cost a minute, what is used up each time, costs of the whole
// journey, and what failures cost besides.
type ServeCost struct {
	How     figures.How // that of the flow: figures.Exact or figures.Formula
	Notes   []figures.Text
	Seconds float64 // mean time of the journey; 0 where it is not known
	// Simulated is the mean time of the journey with its interval; nil where it was not
	// simulated.
	Simulated  *figures.Figure
	Activities []ActivityCost
	Lines      []LineCost
	Failures   []FailCost
	Total      float64
	// Unknown is why the mean time of the journey is not known; nil where it is, and
	// where no cost depends on it. Costs by the minute of the journey are then
	// missing from Total.
	Unknown *Unknown
}

// ActivityCost is what a touchpoint costs for one customer.
type ActivityCost struct {
	Touchpoint int     // index in reading order
	Actor      string  // id; empty: nobody is said
	Visits     float64 // expected starts
	Seconds    float64 // expected time of one
	// PerMinute is the touchpoint's own cost of a minute, else its actor's; nil where
	// neither is said.
	PerMinute *float64
	Uses      float64 // visits × cost per use
	Work      float64 // visits × minutes × cost of a minute
}

// Total is uses and work together.
func (a ActivityCost) Total() float64 { return a.Uses + a.Work }

// LineCost is a cost that belongs to no single touchpoint (economics.costs).
type LineCost struct {
	Line        int // index into Economics.Costs
	PerCustomer float64
	ByTime      float64 // minutes of the journey × cost a minute
}

// Total is both parts together.
func (l LineCost) Total() float64 { return l.PerCustomer + l.ByTime }

// FailCost is what a fail point costs for one customer, besides the work of its
// recovery, which counts among the activities.
type FailCost struct {
	Touchpoint, Fail int
	Expected         float64 // times that it happens
	Total            float64 // × what one failure costs
}

// Cost works out the cost to serve. A touchpoint without any cost is left out; a
// cost that nobody gave is not 0, but unknown. The error is that of Flow.
func (m *Model) Cost(o Options) (*ServeCost, error) {
	p, err := m.passage(o)
	if err != nil {
		return nil, err
	}
	return m.cost(p, o), nil
}

func (m *Model) cost(p passage, o Options) *ServeCost {
	f := p.flow
	c := &ServeCost{How: f.How, Notes: f.Notes, Seconds: p.seconds}
	if m.pricedByMinute() {
		c.Simulated = p.simulated()
	}
	if p.unknown != nil && m.pricedByMinute() {
		c.Unknown = p.unknown
	}
	for i := range m.Net.Len() {
		if a, ok := m.activity(f, i, o.Persona); ok {
			c.Activities = append(c.Activities, a)
			c.Total += a.Total()
		}
		for k, x := range m.Net.Touchpoint(i).Fails {
			if x.Cost != nil && x.Chance != nil {
				fail := FailCost{Touchpoint: i, Fail: k, Expected: f.Fails[i][k], Total: f.Fails[i][k] * *x.Cost}
				c.Failures = append(c.Failures, fail)
				c.Total += fail.Total
			}
		}
	}
	if e := m.Blueprint.Economics; e != nil {
		for i, line := range e.Costs {
			l := LineCost{Line: i, PerCustomer: orZero(line.PerCustomer), ByTime: orZero(line.PerMinute) * c.Seconds / 60}
			c.Lines = append(c.Lines, l)
			c.Total += l.Total()
		}
	}
	return c
}

func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}

// activity is what a touchpoint costs; false where nothing says so.
func (m *Model) activity(f *Flow, i int, persona string) (ActivityCost, bool) {
	t := m.Net.Touchpoint(i)
	a := ActivityCost{Touchpoint: i, Actor: m.Graph.Actor(t), Visits: f.Visits[i], Seconds: t.Time.Expected(persona).Seconds(), PerMinute: m.perMinute(i)}
	if a.PerMinute != nil {
		a.Work = a.Visits * a.Seconds / 60 * *a.PerMinute
	}
	if t.Cost != nil && t.Cost.PerUse != nil {
		a.Uses = a.Visits * *t.Cost.PerUse
	}
	return a, a.PerMinute != nil && a.Seconds > 0 || t.Cost != nil && t.Cost.PerUse != nil
}

// perMinuteOfJourney is what a minute of the journey costs, whatever is done in it.
func (m *Model) perMinuteOfJourney() float64 {
	sum := 0.0
	if e := m.Blueprint.Economics; e != nil {
		for _, l := range e.Costs {
			sum += orZero(l.PerMinute)
		}
	}
	return sum
}

// perMinute is the cost of a minute at a touchpoint: its own, else its actor's.
func (m *Model) perMinute(i int) *float64 {
	t := m.Net.Touchpoint(i)
	if t.Cost != nil && t.Cost.PerMinute != nil {
		return t.Cost.PerMinute
	}
	if k := m.actorIndex(m.Graph.Actor(t)); k >= 0 {
		return m.Blueprint.Actors[k].CostPerMinute
	}
	return nil
}

func (m *Model) actorIndex(id string) int {
	return slices.IndexFunc(m.Blueprint.Actors, func(a blueprint.Actor) bool { return a.ID == id && id != "" })
}

// pricedByMinute tells whether some cost belongs to the minutes of the journey.
func (m *Model) pricedByMinute() bool {
	e := m.Blueprint.Economics
	return e != nil && slices.ContainsFunc(e.Costs, func(l blueprint.CostLine) bool { return l.PerMinute != nil && *l.PerMinute > 0 })
}

// known tells whether the blueprint gives any cost at all.
func (c *ServeCost) known() bool { return len(c.Activities)+len(c.Lines)+len(c.Failures) > 0 }

// ActorCost is what the work of one actor costs for one customer.
type ActorCost struct {
	Actor   string // id; empty: work of which nobody says who does it
	Title   string
	Seconds float64 // of work at a cost
	Total   float64
}

// Actors sums activities by actor, in the order in which the blueprint lists
// actors; work of nobody comes last.
func (m *Model) Actors(c *ServeCost) []ActorCost {
	sums := make([]ActorCost, len(m.Blueprint.Actors)+1)
	seen := make([]bool, len(sums))
	for i, a := range m.Blueprint.Actors {
		sums[i] = ActorCost{Actor: a.ID, Title: a.Title}
	}
	for _, a := range c.Activities {
		k := m.actorIndex(a.Actor)
		if k < 0 {
			k = len(sums) - 1
		}
		seen[k] = true
		sums[k].Seconds += a.Visits * a.Seconds
		sums[k].Total += a.Total()
	}
	var out []ActorCost
	for i, s := range sums {
		if seen[i] {
			out = append(out, s)
		}
	}
	return out
}

// JourneyCost is what a named journey costs, if nothing fails.
type JourneyCost struct {
	ID, Title string
	Uses      float64 // what is used up, and costs of every customer
	Work      float64 // work by the minute, and costs by the minute of the journey
}

// Total is both together.
func (j JourneyCost) Total() float64 { return j.Uses + j.Work }

// JourneyCosts is what the named journeys cost: once for each time that a journey
// comes by a step, all that stands in the step, detours and what is for other
// personas left out. A minute of the journey counts by the longest lane of each
// step, and by the waits that are expected.
func (m *Model) JourneyCosts() []JourneyCost {
	var out []JourneyCost
	for _, j := range m.Blueprint.Journeys {
		c := JourneyCost{ID: j.ID, Title: j.Title}
		seconds, last := 0.0, -1
		for _, id := range j.Touchpoints {
			t, ok := m.Graph.Touchpoint(id)
			if !ok || m.Graph.Place(t).Column == last {
				continue
			}
			last = m.Graph.Place(t).Column
			seconds += m.stepCost(&c, last, j)
		}
		if e := m.Blueprint.Economics; e != nil {
			for _, l := range e.Costs {
				c.Uses += orZero(l.PerCustomer)
				c.Work += orZero(l.PerMinute) * seconds / 60
			}
		}
		out = append(out, c)
	}
	return out
}

// stepCost adds what a step costs, and says how long customers are in it.
func (m *Model) stepCost(c *JourneyCost, column int, j blueprint.Journey) float64 {
	lanes := map[string]float64{}
	longest := 0.0
	for _, t := range m.Graph.InStep(column) {
		if !t.ForPersona(j.Persona) || m.Graph.IsDetour(t) && !slices.Contains(j.Touchpoints, t.ID) {
			continue
		}
		seconds := t.Time.Expected(j.Persona).Seconds()
		if t.Cost != nil {
			c.Uses += orZero(t.Cost.PerUse)
		}
		c.Work += orZero(m.perMinute(m.Graph.Index(t))) * seconds / 60
		if !m.Graph.Kind(t).Onstage() {
			continue
		}
		if t.Wait != nil {
			seconds += t.Wait.Expected.Seconds()
		}
		lane := m.Graph.Place(t).Lane
		lanes[lane] += seconds
		longest = max(longest, lanes[lane])
	}
	return longest
}
