package measure

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

func (m *Model) phaseTimes(c *chains, t *Times) []GroupTime {
	of := make([]int, m.Net.Len())
	for i := range of {
		of[i] = m.Graph.Place(m.Net.Touchpoint(i)).Phase
	}
	var out []GroupTime
	along := c.course()
	for k, phase := range m.Blueprint.Phases {
		g := GroupTime{ID: phase.ID, Title: phase.Title, Work: t.workOf(func(i int) bool { return of[i] == k })}
		if phase.Time != nil {
			g.Acceptable = phase.Time.Acceptable
		}
		if g.Title == "" && len(m.Blueprint.Phases) == 1 {
			continue
		}
		out = append(out, g)
		in := func(node int32) bool { return of[node] == k }
		at := &out[len(out)-1]
		if t.Plain != nil {
			for _, s := range t.Plain.stays {
				if !s.gone && m.noticed(s.running, s.waiting, in) {
					at.Standard += s.length.Seconds()
				}
			}
		}
		at.Elapsed = along.sum(figures.Seconds, func(visits []float64) float64 { return m.phaseElapsed(along.stays, visits, in) })
	}
	return out
}

// phaseElapsed sums over the states in which customers notice a phase.
func (m *Model) phaseElapsed(stays []stay, visits []float64, in func(int32) bool) float64 {
	sum := 0.0
	for s, x := range stays {
		if x.gone || x.mean == 0 {
			continue
		}
		if x.together == nil {
			if m.noticed(x.running, x.waiting, in) {
				sum += visits[s] * x.mean
			}
			continue
		}
		onstage := m.anyOnstage(x.running)
		sum += visits[s] * x.lasting(func(node int32) bool { return in(node) && (!onstage || m.onstage(node)) })
	}
	return sum
}

// noticed tells whether customers notice a part of the service: it goes on before
// them, or they wait for it, or only it goes on at all.
func (m *Model) noticed(running, waiting []int32, in func(int32) bool) bool {
	onstage := m.anyOnstage(running) || len(waiting) > 0
	for _, node := range waiting {
		if in(node) {
			return true
		}
	}
	for _, node := range running {
		if in(node) && (!onstage || m.onstage(node)) {
			return true
		}
	}
	return false
}

func (m *Model) onstage(node int32) bool {
	return m.Graph.Kind(m.Net.Touchpoint(int(node))).Onstage()
}

func (m *Model) anyOnstage(nodes []int32) bool {
	for _, node := range nodes {
		if m.onstage(node) {
			return true
		}
	}
	return false
}

// customerVisits is how often customers come to each state.
func (c *chains) customerVisits() []float64 {
	if c.visits == nil {
		c.visits = newSystem(c.customer.rows(nil)).forward(unitVector(len(c.customer.edges)))
	}
	return c.visits
}

func (m *Model) laneTimes(c *chains, t *Times) []GroupTime {
	var out []GroupTime
	for _, lane := range m.Graph.Lanes() {
		in := m.those(func(x *touchpoint.Touchpoint) bool { return m.Graph.Lane(x).ID == lane.ID })
		if g, any := t.group(c, in); any {
			g.ID, g.Title = lane.ID, laneTitle(lane)
			out = append(out, g)
		}
	}
	return out
}

func laneTitle(l blueprint.Lane) string {
	if l.Title == "" {
		return l.ID
	}
	return l.Title
}

func (m *Model) actorTimes(c *chains, t *Times) []GroupTime {
	var ids []string
	titles := map[string]string{}
	for _, a := range m.Blueprint.Actors {
		ids = append(ids, a.ID)
		titles[a.ID] = a.Title
	}
	for i := range m.Net.Len() {
		id := m.Graph.Actor(m.Net.Touchpoint(i))
		if _, known := titles[id]; !known && id != "" {
			ids = append(ids, id)
			titles[id] = id
		}
	}
	var out []GroupTime
	for _, id := range ids {
		in := m.those(func(x *touchpoint.Touchpoint) bool { return m.Graph.Actor(x) == id })
		if g, any := t.group(c, in); any {
			g.ID, g.Title = id, titles[id]
			out = append(out, g)
		}
	}
	return out
}

func (m *Model) those(keep func(*touchpoint.Touchpoint) bool) []bool {
	out := make([]bool, m.Net.Len())
	for i := range out {
		out[i] = keep(m.Net.Touchpoint(i))
	}
	return out
}

// group works out the times of those who do some touchpoints, and whether there
// are any.
func (t *Times) group(c *chains, in []bool) (GroupTime, bool) {
	any, hidden := false, false
	for i, yes := range in {
		any = any || yes
		hidden = hidden || yes && c.hidden != nil && c.hidden[i]
	}
	g := GroupTime{Work: t.workOf(func(i int) bool { return in[i] })}
	at := func(node int32) bool { return in[node] }
	if t.Plain != nil {
		for _, s := range t.Plain.stays {
			for _, node := range s.running {
				if at(node) {
					g.Standard += s.length.Seconds()
					break
				}
			}
		}
	}
	along := c.course()
	if hidden { // the formula leaves them out
		along = nil
		if c.seen != nil {
			along = c.seen.course()
		}
	}
	g.Elapsed = along.sum(figures.Seconds, func(visits []float64) float64 {
		sum := 0.0
		for s, x := range along.stays {
			if x.mean > 0 {
				sum += visits[s] * x.lasting(at)
			}
		}
		return sum
	})
	return g, any
}

func (t *Times) workOf(in func(int) bool) float64 {
	sum := 0.0
	for i, x := range t.Touchpoints {
		if in(i) {
			sum += x.Expected
		}
	}
	return sum
}
