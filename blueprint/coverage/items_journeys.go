package coverage

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// named is a journey that the blueprint names.
type named struct {
	blueprint.Journey
	points []int
	path   blueprint.Path
	walker *journeyWalker
}

// namedJourneys lists those whose touchpoints are there and count.
func (m *model) namedJourneys() []named {
	var out []named
	for k, j := range m.b.Journeys {
		points := m.pointsOf(j)
		if len(points) == 0 || !m.inScope(points...) {
			continue
		}
		out = append(out, named{j, points, blueprint.Path{}.Key("journeys").At(k).Key("title"), m.walker(points)})
	}
	return out
}

func journeyItems(m *model) ([]Item, []figures.Text) {
	var out []Item
	for k, j := range m.named {
		item := m.item(cmp.Or(j.ID, blueprint.Slug(j.Title)), cmp.Or(j.Title, j.ID), j.path, m.counts.named[k], j.points...)
		item.Group = j.Persona
		out = append(out, item)
	}
	return out, nil
}

// is tells whether a journey of a persona is this one.
func (n *named) is(persona string, visits []int) bool {
	return (n.Persona == "" || persona == "" || n.Persona == persona) && n.walker.in(visits)
}

// pointsOf lists the touchpoints of a named journey; none where one is not there.
func (m *model) pointsOf(j blueprint.Journey) []int {
	var out []int
	for _, id := range j.Touchpoints {
		t, ok := m.g.Touchpoint(id)
		if !ok {
			return nil
		}
		out = append(out, m.g.Index(t))
	}
	return out
}

// journeyWalker looks for a named journey in recorded ones.
type journeyWalker struct {
	named   []int
	between [][]int // by place: what may be visited before the next one
	own     []bool  // touchpoints of the journey's lanes: others do not matter
}

func (m *model) walker(named []int) *journeyWalker {
	w := &journeyWalker{named: named, between: make([][]int, len(named))}
	var lanes []string
	for _, i := range named {
		lanes = append(lanes, m.g.Place(m.points[i]).Lane)
	}
	w.own = Observed(m.g, lanes)
	for k := 1; k < len(named); k++ {
		w.between[k-1] = m.between(named[k-1], named[k])
	}
	return w
}

// in tells whether visits hold the journey from first to last.
func (w *journeyWalker) in(visits []int) bool {
	visits = slices.DeleteFunc(slices.Clone(visits), func(v int) bool { return v < 0 || !w.own[v] })
	for from, v := range visits {
		if v == w.named[0] && w.from(visits[from:]) {
			return true
		}
	}
	return false
}

func (w *journeyWalker) from(visits []int) bool {
	k := 0
	for _, v := range visits {
		switch {
		case v == w.named[k]:
			if k++; k == len(w.named) {
				return true
			}
		case k == 0 || !slices.Contains(w.between[k-1], v):
			return false
		}
	}
	return false
}

// between lists what lies on paths from one touchpoint to another: forward ways
// first, then all. Where one leads straight to the other, nothing does.
func (m *model) between(from, to int) []int {
	for _, back := range []bool{false, true} {
		after := m.spread(from, to, back, m.g.Out, blueprintTo)
		if !after[to] {
			continue
		}
		if slices.ContainsFunc(m.g.Out(m.points[from]), func(w blueprint.Way) bool { return w.To == m.points[to] && (back || !w.Back) }) {
			return nil
		}
		before := m.spread(to, from, back, m.g.In, blueprintFrom)
		var out []int
		for i := range m.points {
			if after[i] && before[i] && i != from && i != to {
				out = append(out, i)
			}
		}
		return out
	}
	return nil
}
