// Package json writes the resolved model of a blueprint for other programs: all
// that the blueprint says, under the names of the language, and besides where
// every touchpoint stands and every way there is, the implied ones included.
// What comes in is a blueprint; what goes out is one JSON object that follows
// [Schema]. Durations are seconds and shares lie between 0 and 1.
package json

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Format and Version tell a reader what it has before it. The version grows when
// something changes its meaning or goes away; new keys may come at any time.
const (
	Format  = "moments/blueprint"
	Version = 1
)

// Options say how the model is written. The zero value works.
type Options struct {
	Compact bool // no blanks and line breaks
}

// Write writes the model, ending in a line break. A nil blueprint is an empty
// one. It fails on a number that JSON cannot hold, which no loaded blueprint has.
func Write(w io.Writer, b *blueprint.Blueprint, o Options) error {
	if b == nil {
		b = &blueprint.Blueprint{}
	}
	text, err := json.Marshal(model(b))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if o.Compact {
		out.Write(text)
	} else if err := json.Indent(&out, text, "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err = w.Write(out.Bytes())
	return err
}

// object is a JSON object that keeps the order of its members.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		out.Write(append(append(name, ':'), value...))
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// add appends a member.
func (o *object) add(name string, value any) { *o = append(*o, member{name, value}) }

func model(b *blueprint.Blueprint) object {
	m := &modeller{g: b.Graph(), shapes: blueprint.Shapes()}
	return object{
		{"format", Format},
		{"version", Version},
		{"blueprint", m.said("blueprint", b)},
		{"lanes", m.lanes()},
		{"phases", m.phases()},
		{"steps", m.steps()},
		{"touchpoints", m.touchpoints()},
		{"ways", m.ways()},
		{"links", m.links()},
		{"threads", m.threads()},
		{"starts", ids(m.g.Starts())},
		{"ends", ids(m.g.Ends())},
		{"choices", ids(m.g.Choices())},
		{"splits", ids(m.g.Splits())},
		{"moments", ids(m.g.Moments())},
		{"loops", m.loops()},
	}
}

// elsewhere are the keys that the resolved model holds in lists of their own.
func elsewhere(shape, key string) bool {
	switch shape + "." + key {
	case "blueprint.lanes", "blueprint.phases", "blueprint.steps", "blueprint.links", "blueprint.include", "phase.steps":
		return true
	}
	return false
}

type modeller struct {
	g      *blueprint.Graph
	shapes []*blueprint.Shape
}

func (m *modeller) lanes() []object {
	used := map[string]bool{}
	for _, l := range m.g.Blueprint.LanesInUse() {
		used[l.ID] = true
	}
	out := []object{}
	for _, l := range m.g.Lanes() {
		out = append(out, append(m.said("lane", &l), member{"shown", used[l.ID]}))
	}
	return out
}

func (m *modeller) phases() []object {
	out, column := []object{}, 0
	for i := range m.g.Blueprint.Phases {
		p := &m.g.Blueprint.Phases[i]
		said := m.said("phase", p)
		said.add("steps", numbers(column, len(p.Steps)))
		column += len(p.Steps)
		out = append(out, said)
	}
	return out
}

func (m *modeller) steps() []object {
	out := []object{}
	for i := range m.g.Blueprint.Phases {
		for j := range m.g.Blueprint.Phases[i].Steps {
			step := &m.g.Blueprint.Phases[i].Steps[j]
			said := m.said("step", step)
			said.add("phase", i)
			said.add("cells", cells(step))
			out = append(out, said)
		}
	}
	return out
}

func cells(step *blueprint.Step) []object {
	out := []object{}
	for _, c := range step.Cells {
		stacks := [][]string{}
		for _, s := range c.Stacks {
			stacks = append(stacks, ids(s))
		}
		out = append(out, object{{"lane", c.Lane}, {"stacks", stacks}})
	}
	return out
}

func (m *modeller) touchpoints() []object {
	out, reachable := []object{}, m.g.Reachable()
	for i, t := range m.g.Touchpoints() {
		at := m.g.Place(t)
		said := m.said("touchpoint", t)
		said.add("place", object{{"phase", at.Phase}, {"step", at.Column}, {"lane", at.Lane}, {"kind", m.g.Kind(t)}, {"stack", at.Stack}, {"beside", at.Beside}})
		resolved := object{{"detour", m.g.IsDetour(t)}, {"reachable", reachable[i]}, {"group", ids(m.g.Beside(t))}}
		if actor := m.g.Actor(t); actor != "" {
			resolved.add("actor", actor)
		}
		if owner := orElse(t.Owner, m.g.Lane(t).Owner); owner != "" {
			resolved.add("owner", owner)
		}
		said.add("resolved", resolved)
		out = append(out, said)
	}
	return out
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (m *modeller) ways() []object {
	out := []object{}
	for _, w := range m.g.Ways() {
		to := touchpoint.End
		if w.To != nil {
			to = w.To.ID
		}
		way := object{{"from", w.From.ID}, {"to", to}, {"origin", w.Origin}, {"role", w.Role}, {"choice", w.Choice}, {"back", w.Back}, {"lines", lines(w.Lines)}}
		if w.When != "" {
			way.add("when", w.When)
		}
		if chance := chanceOf(w); chance != nil {
			way.add("chance", *chance)
		}
		if w.Role == blueprint.Along {
			way.add("thread", w.Thread)
		}
		way.add("path", m.g.WayPath(w).String())
		out = append(out, way)
	}
	return out
}

// chanceOf is the chance of a way: of a choice also where it is not written, but
// follows from the others.
func chanceOf(w blueprint.Way) *float64 {
	if chances := w.From.Chances(); w.Choice && w.Index < len(chances) {
		return &chances[w.Index]
	}
	return w.Chance
}

func (m *modeller) links() []object {
	out := []object{}
	for _, l := range m.g.Links() {
		out = append(out, append(m.said("link", &l.Link), member{"lines", lines(l.Lines)}))
	}
	return out
}

func (m *modeller) threads() []object {
	out := []object{}
	for _, t := range m.g.Threads() {
		stations := []object{}
		for _, s := range t.Stations {
			stations = append(stations, object{{"step", s.Column}, {"lane", s.Lane}, {"touchpoints", ids(s.Touchpoints)}})
		}
		out = append(out, object{{"lane", t.Lane}, {"stations", stations}})
	}
	return out
}

func (m *modeller) loops() [][]string {
	out := [][]string{}
	for _, loop := range m.g.Loops() {
		out = append(out, ids(loop))
	}
	return out
}

func ids(list []*touchpoint.Touchpoint) []string {
	out := []string{}
	for _, t := range list {
		if t != nil {
			out = append(out, t.ID)
		}
	}
	return out
}

func lines(list []touchpoint.Line) []touchpoint.Line { return append([]touchpoint.Line{}, list...) }

func numbers(from, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = from + i
	}
	return out
}
