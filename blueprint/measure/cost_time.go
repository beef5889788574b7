package measure

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// changed is the model of a copy of the blueprint in which each touchpoint may be
// changed. What a touchpoint points to is shared with the original: replace it,
// never write into it.
func (m *Model) changed(change func(t *touchpoint.Touchpoint)) (*Model, error) {
	b := *m.Blueprint
	b.Phases = append([]blueprint.Phase(nil), b.Phases...)
	for i := range b.Phases {
		p := &b.Phases[i]
		p.Steps = append([]blueprint.Step(nil), p.Steps...)
		for j := range p.Steps {
			s := &p.Steps[j]
			s.Cells = append([]blueprint.Cell(nil), s.Cells...)
			for k := range s.Cells {
				s.Cells[k].Stacks = changedStacks(s.Cells[k].Stacks, change)
			}
		}
	}
	return New(&b)
}

func changedStacks(stacks [][]*touchpoint.Touchpoint, change func(t *touchpoint.Touchpoint)) [][]*touchpoint.Touchpoint {
	out := make([][]*touchpoint.Touchpoint, len(stacks))
	for i, stack := range stacks {
		out[i] = make([]*touchpoint.Touchpoint, len(stack))
		for j, t := range stack {
			if t == nil {
				continue
			}
			copied := *t
			change(&copied)
			out[i][j] = &copied
		}
	}
	return out
}

// withFails is the model with other chances of fails.
func (m *Model) withFails(chance func(id string, fail int, now *float64) *float64) (*Model, error) {
	return m.changed(func(t *touchpoint.Touchpoint) {
		fails := append([]touchpoint.Fail(nil), t.Fails...)
		for i := range fails {
			fails[i].Chance = chance(t.ID, i, fails[i].Chance)
		}
		t.Fails = fails
	})
}

// withoutFails is the model of a service in which nothing ever fails.
func (m *Model) withoutFails() (*Model, error) {
	return m.withFails(func(string, int, *float64) *float64 { return touchpoint.Of(0.) })
}

// passage is what costs and failures need of a customer's way.
type passage struct {
	flow    *Flow
	seconds float64   // mean time until customers have left
	each    []float64 // seconds by replication, where they were simulated
	unknown *Unknown  // why seconds are not known; nil where they are
	untimed []int     // first touchpoints of steps that have no time; seconds are then a lower bound
}

// passage works out how often things happen and how long customers are there.
func (m *Model) passage(o Options) (passage, error) {
	c, err := m.chainsFor(o, true)
	if err != nil {
		return passage{}, err
	}
	p := passage{flow: c.flow, unknown: c.unknown, untimed: m.stepsWithoutTime(c)}
	switch {
	case c.seen != nil && c.customer == nil:
		c.each = c.seen.means()
		fallthrough
	case c.each != nil:
		p.each = c.each
		p.seconds = p.simulated().Value
		return p, nil
	case c.customer == nil:
		return p, nil
	}
	p.seconds = c.customer.moments(c.customer.rows(nil), untilLeft).Mean
	return p, nil
}

// simulated is the mean time with its interval; nil where it was not simulated.
func (p passage) simulated() *figures.Figure {
	if p.each == nil {
		return nil
	}
	return simulated(p.each, figures.Seconds, false)
}

// time is the mean time as a figure.
func (p passage) time() figures.Figure {
	if f := p.simulated(); f != nil {
		return *f
	}
	return fig(p.seconds, figures.Seconds, p.flow.How)
}

// less is by how much another passage is shorter. Where both were simulated it is
// found customer by customer: the same ones come to both.
func (p passage) less(other passage) *figures.Figure {
	if p.each == nil && other.each == nil {
		return figureOf(p.seconds-other.seconds, figures.Seconds, lessSure(p.flow.How, other.flow.How))
	}
	found := make([]float64, max(len(p.each), len(other.each)))
	for i := range found {
		a, b := p.seconds, other.seconds
		if i < len(p.each) {
			a = p.each[i]
		}
		if i < len(other.each) {
			b = other.each[i]
		}
		found[i] = a - b
	}
	return simulated(found, figures.Seconds, true)
}
