package coverage

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Profile is a multiset of journeys: what one process recorded, or many. The zero
// value is empty and ready to use. It is for one goroutine.
type Profile struct {
	traces  map[string]*Counted[Trace]
	strays  map[string]*Counted[Stray]
	journal int // journeys in all
}

// Counted is a value with how often it was recorded.
type Counted[T any] struct {
	Of    T
	Count int
}

// Add takes journeys in that are all alike. A count below 1 adds nothing.
func (p *Profile) Add(t Trace, count int) {
	if count < 1 {
		return
	}
	p.journal += count
	t = t.valid()
	key := t.key()
	if have := p.traces[key]; have != nil {
		have.Count += count
		return
	}
	if p.traces == nil {
		p.traces = map[string]*Counted[Trace]{}
	}
	p.traces[key] = &Counted[Trace]{t, count}
}

// AddStray takes visits to a touchpoint in that is not there. A count below 1
// adds nothing.
func (p *Profile) AddStray(s Stray, count int) {
	if count < 1 {
		return
	}
	s = Stray{valid(s.Blueprint), valid(s.Version), valid(s.Test), valid(s.ID)}
	key := string(appendTexts(nil, s.Blueprint, s.Version, s.Test, s.ID))
	if have := p.strays[key]; have != nil {
		have.Count += count
		return
	}
	if p.strays == nil {
		p.strays = map[string]*Counted[Stray]{}
	}
	p.strays[key] = &Counted[Stray]{s, count}
}

// Merge takes all of another profile in. Nothing is lost, and neither order nor
// grouping makes a difference: profiles of a thousand machines may be merged as
// they come.
func (p *Profile) Merge(other *Profile) {
	for _, t := range other.Traces() {
		p.Add(t.Of, t.Count)
	}
	for _, s := range other.Strays() {
		p.AddStray(s.Of, s.Count)
	}
}

// Len is the number of journeys.
func (p *Profile) Len() int { return p.journal }

// Traces lists the journeys in a fixed order, equal ones once with their count.
// What it lists must not be changed.
func (p *Profile) Traces() []Counted[Trace] {
	out := make([]Counted[Trace], 0, len(p.traces))
	for _, t := range p.traces {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Counted[Trace]) int { return a.Of.compare(b.Of) })
	return out
}

// Strays lists the visits to touchpoints that were not there, in a fixed order.
func (p *Profile) Strays() []Counted[Stray] {
	out := make([]Counted[Stray], 0, len(p.strays))
	for _, s := range p.strays {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Counted[Stray]) int { return a.Of.compare(b.Of) })
	return out
}

func (t Trace) key() string {
	key := appendTexts(nil, t.Blueprint, t.Version, t.Test, string(t.Outcome), t.Persona)
	return string(appendTexts(key, t.Visits...))
}

// valid is a text as a file can keep it.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// valid is a copy of the journey as a file can keep it.
func (t Trace) valid() Trace {
	out := Trace{valid(t.Blueprint), valid(t.Version), valid(t.Test), t.Outcome, valid(t.Persona), make([]string, len(t.Visits))}
	for i, v := range t.Visits {
		out.Visits[i] = valid(v)
	}
	return out
}

// appendTexts writes texts so that different lists never look alike.
func appendTexts(b []byte, texts ...string) []byte {
	for _, s := range texts {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return b
}
