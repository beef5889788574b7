package blueprint

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/touchpoint"
)

// Builder makes a blueprint in Go, exactly as a page of YAML would:
//
//	build := blueprint.New("Corner shoeshine")
//	shine := build.Phase("Shine")
//	shine.Step().On("customer", "Sit down").On("frontstage", "Brush shoes")
//	b, err := build.Blueprint()
type Builder struct{ b *Blueprint }

// New begins a blueprint.
func New(title string) *Builder { return &Builder{&Blueprint{Title: title}} }

// With lets a function set what the builder has no method for: lanes, personas,
// demand and so on.
func (b *Builder) With(set func(*Blueprint)) *Builder {
	set(b.b)
	return b
}

// Phase begins a phase. Steps that need no heading go into Phase("").
func (b *Builder) Phase(title string) *PhaseBuilder {
	b.b.Phases = append(b.b.Phases, Phase{Title: title})
	return &PhaseBuilder{b.b, len(b.b.Phases) - 1}
}

// Blueprint completes the blueprint and checks it as [Load] does. The error is
// a [Diagnostics].
func (b *Builder) Blueprint() (*Blueprint, error) {
	b.b.Complete()
	return b.b, b.b.Validate().Sort().Err()
}

// PhaseBuilder adds steps to a phase.
type PhaseBuilder struct {
	b     *Blueprint
	phase int
}

// Step begins a step.
func (p *PhaseBuilder) Step() *StepBuilder {
	steps := &p.b.Phases[p.phase].Steps
	*steps = append(*steps, Step{})
	return &StepBuilder{p.b, p.phase, len(*steps) - 1}
}

// StepBuilder fills a step.
type StepBuilder struct {
	b           *Blueprint
	phase, step int
}

func (s *StepBuilder) at() *Step { return &s.b.Phases[s.phase].Steps[s.step] }

// Evidence adds physical evidence.
func (s *StepBuilder) Evidence(titles ...string) *StepBuilder {
	for _, t := range titles {
		s.at().Evidence = append(s.at().Evidence, Evidence{Title: t})
	}
	return s
}

// On adds touchpoints to the step's cell in a lane, of which no more than the
// title is said.
func (s *StepBuilder) On(lane string, titles ...string) *StepBuilder {
	for _, t := range titles {
		s.Put(lane, touchpoint.Touchpoint{Title: t})
	}
	return s
}

// Put adds touchpoints to the step's cell in a lane, one after the other.
func (s *StepBuilder) Put(lane string, list ...touchpoint.Touchpoint) *StepBuilder {
	for i := range list {
		s.Together(lane, list[i])
	}
	return s
}

// Together adds touchpoints that stand side by side.
func (s *StepBuilder) Together(lane string, list ...touchpoint.Touchpoint) *StepBuilder {
	var stack []*touchpoint.Touchpoint
	for i := range list {
		t := list[i]
		stack = append(stack, &t)
	}
	cells := &s.at().Cells
	i := slices.IndexFunc(*cells, func(c Cell) bool { return c.Lane == lane })
	if i < 0 {
		*cells = append(*cells, Cell{Lane: lane})
		i = len(*cells) - 1
	}
	(*cells)[i].Stacks = append((*cells)[i].Stacks, stack)
	return s
}

// With lets a function set what the builder has no method for.
func (s *StepBuilder) With(set func(*Step)) *StepBuilder {
	set(s.at())
	return s
}

// Complete gives ids to what has none and puts the cells into the order of the
// lanes, as loading does. Builder calls it; a Blueprint that was put together
// by hand needs it before anything else.
func (b *Blueprint) Complete() {
	rank := map[string]int{}
	for i, l := range b.AllLanes() {
		rank[l.ID] = i + 1
	}
	for i := range b.Phases {
		for j := range b.Phases[i].Steps {
			cells := b.Phases[i].Steps[j].Cells
			slices.SortStableFunc(cells, func(x, y Cell) int { return cmp.Compare(rank[x.Lane], rank[y.Lane]) })
		}
	}
	b.assignIDs()
}
