package blueprint

import (
	"bytes"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// Write writes the blueprint as YAML that [Read] turns into an equal one.
// Comments and layout of a text that it was read from are not kept: to change an
// existing file, use package edit.
func (b *Blueprint) Write(w io.Writer) error {
	var out bytes.Buffer
	e := newEncoder(b)
	emit(&out, e.blueprint(), 0)
	_, err := w.Write(out.Bytes())
	return err
}

// Equal tells whether two blueprints say the same, wherever they were read from.
func Equal(a, b *Blueprint) bool {
	x, y := *a, *b
	x.source, y.source = nil, nil
	return reflect.DeepEqual(x, y)
}

// item is a piece of YAML to be written: a plain value, a list or a mapping.
type item struct {
	text  string
	list  []item
	pairs []entry
	kind  byte // 's', 'l', 'm'
	typed bool // a number, day and so on, which needs no quotes
	block bool // lines, even where it would fit in one
}

type entry struct {
	key   string
	value item
}

// encoder turns a blueprint into items by the table of keys.
type encoder struct {
	b      *Blueprint
	shapes map[string]*Shape
	plain  map[*touchpoint.Touchpoint]bool // touchpoints whose id need not be written
	kinds  map[string]touchpoint.Kind
}

func newEncoder(b *Blueprint) *encoder {
	e := &encoder{b: b, shapes: table(), plain: map[*touchpoint.Touchpoint]bool{}, kinds: map[string]touchpoint.Kind{}}
	for _, l := range b.AllLanes() {
		e.kinds[l.ID] = l.Kind
	}
	slugs := map[string]int{}
	taken := map[string]int{}
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, _ Place) { slugs[Slug(t.Title)]++; taken[t.ID]++ })
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, _ Place) {
		slug := Slug(t.Title)
		e.plain[t] = t.ID == slug && slugs[slug] == 1 && taken[slug] == 1 && slug != touchpoint.End && slug != ""
	})
	return e
}

func (e *encoder) blueprint() item {
	b := *e.b
	if b.ID == Slug(b.Title) {
		b.ID = ""
	}
	b.Personas = dropIDs(b.Personas, func(p *Persona) (*string, string) { return &p.ID, p.Title })
	b.Actors = dropIDs(b.Actors, func(a *Actor) (*string, string) { return &a.ID, a.Title })
	b.Journeys = dropIDs(b.Journeys, func(j *Journey) (*string, string) { return &j.ID, j.Title })
	b.Scenarios = dropIDs(b.Scenarios, func(s *Scenario) (*string, string) { return &s.ID, s.Title })
	if b.Loyalty != nil {
		l := *b.Loyalty
		l.Drivers = dropIDs(l.Drivers, func(d *LoyaltyDriver) (*string, string) { return &d.ID, d.Title })
		b.Loyalty = &l
	}
	b.Links = slices.DeleteFunc(slices.Clone(b.Links), func(l Link) bool { return l.included > 0 })
	b.Phases = slices.DeleteFunc(dropIDs(b.Phases, func(p *Phase) (*string, string) { return &p.ID, p.Title }), func(p Phase) bool { return p.included > 0 })
	s := e.shapes["blueprint"]
	out := item{kind: 'm', block: true}
	v := reflect.ValueOf(b)
	for i := range s.Keys {
		k := &s.Keys[i]
		switch {
		case k.Name == "steps":
		case k.Name == "phases" && len(b.Phases) == 0:
		case k.Name == "phases" && e.b.untitled():
			out.pairs = append(out.pairs, entry{"steps", e.steps(b.Phases[0].Steps)})
		case k.Name == "phases":
			out.pairs = append(out.pairs, entry{"phases", e.phases(b.Phases)})
		default:
			e.key(&out, k, v)
		}
	}
	return out
}

// dropIDs empties the ids that would come out of the titles anyway.
func dropIDs[T any](list []T, of func(*T) (*string, string)) []T {
	bare := slices.Clone(list)
	for i := range bare {
		if id, title := of(&bare[i]); title != "" {
			*id = ""
		}
	}
	assign(bare, of)
	out := slices.Clone(list)
	same := true
	for i := range out {
		id, _ := of(&out[i])
		was, _ := of(&bare[i])
		same = same && *id == *was
	}
	for i := range out {
		if id, title := of(&out[i]); same && title != "" {
			*id = ""
		}
	}
	return out
}

func (e *encoder) phases(phases []Phase) item {
	out := item{kind: 'l', block: true}
	for i := range phases {
		m := item{kind: 'm', block: true}
		for k := range e.shapes["phase"].Keys {
			key := &e.shapes["phase"].Keys[k]
			if key.Name == "steps" {
				m.pairs = append(m.pairs, entry{"steps", e.steps(phases[i].Steps)})
				continue
			}
			e.key(&m, key, reflect.ValueOf(phases[i]))
		}
		out.list = append(out.list, m)
	}
	return out
}

func (e *encoder) steps(steps []Step) item {
	out := item{kind: 'l', block: true}
	for i := range steps {
		m := e.mapping(e.shapes["step"], reflect.ValueOf(steps[i]))
		m.block = true
		for _, c := range steps[i].Cells {
			m.pairs = append(m.pairs, entry{c.Lane, e.cell(c)})
		}
		if len(m.pairs) == 0 {
			m.block = false
		}
		out.list = append(out.list, m)
	}
	return out
}

func (e *encoder) cell(c Cell) item {
	out := item{kind: 'l'}
	for _, stack := range c.Stacks {
		group := item{kind: 'l'}
		for _, t := range stack {
			group.list = append(group.list, e.touchpoint(t))
		}
		switch len(stack) {
		case 0:
		case 1:
			out.list = append(out.list, group.list[0])
		default:
			out.list = append(out.list, item{kind: 'm', pairs: []entry{{"together", group}}})
		}
	}
	if len(out.list) == 1 {
		return out.list[0]
	}
	return out
}

func (e *encoder) touchpoint(t *touchpoint.Touchpoint) item {
	bare := *t
	if e.plain[t] {
		bare.ID = ""
	}
	return e.value(&Key{Form: FormShape, Shape: "touchpoint"}, reflect.ValueOf(bare))
}

// mapping writes the keys of a struct that say something.
func (e *encoder) mapping(s *Shape, v reflect.Value) item {
	out := item{kind: 'm'}
	for i := range s.Keys {
		e.key(&out, &s.Keys[i], v)
	}
	if s.Rest != nil && s.Rest.Form == FormMap {
		out.pairs = append(out.pairs, e.entries(s.Rest, s.Rest.fieldIn(v))...)
	}
	return out
}

func (e *encoder) key(out *item, k *Key, v reflect.Value) {
	if k.Field == "" {
		return
	}
	f := k.fieldIn(v)
	if f.IsZero() && k.Form != FormClock || f.Kind() == reflect.Slice && f.Len() == 0 {
		return
	}
	switch {
	case k.Form == FormMap:
		out.pairs = append(out.pairs, entry{k.Name, item{kind: 'm', pairs: e.entries(k, f)}})
	case !k.Many:
		out.pairs = append(out.pairs, entry{k.Name, e.value(k, f)})
	default:
		list := item{kind: 'l'}
		for i := range f.Len() {
			list.list = append(list.list, e.value(k, f.Index(i)))
		}
		out.pairs = append(out.pairs, entry{k.Name, list})
	}
}

func (e *encoder) entries(k *Key, f reflect.Value) []entry {
	var out []entry
	for i := range f.Len() {
		out = append(out, entry{f.Index(i).Field(0).String(), item{kind: 's', text: formatValue(k.Of, f.Index(i).Field(1)), typed: typed(k.Of)}})
	}
	return out
}

func (e *encoder) value(k *Key, f reflect.Value) item {
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	if k.Form != FormShape {
		return item{kind: 's', text: formatValue(k.Form, f), typed: typed(k.Form)}
	}
	s := e.shapes[k.Shape]
	if s.write != nil {
		if text, ok := s.write(f); ok {
			return item{kind: 's', text: text}
		}
	}
	m := e.mapping(s, f)
	short, ok := s.Key(s.Short)
	switch {
	case len(m.pairs) == 0 && s.Flag:
		return item{kind: 's', text: "true", typed: true}
	case len(m.pairs) == 0 && ok && short.Form == FormDuration:
		return item{kind: 's', text: "0s"}
	case ok && len(m.pairs) == 1 && m.pairs[0].key == s.Short && m.pairs[0].value.kind == 's' && !s.mistaken(m.pairs[0].value.text):
		return m.pairs[0].value
	}
	return m
}

// typed tells whether values of a form may look like numbers or dates.
func typed(f Form) bool {
	switch f {
	case FormBool, FormCount, FormNumber, FormDuration, FormSpan, FormShare, FormRate, FormDate:
		return true
	}
	return false
}

// mistaken tells whether a text, standing alone, would be taken for the flag.
func (s *Shape) mistaken(text string) bool { return s.Flag && text == "true" }

// maxFlow is the longest line, in characters, that a mapping or list inside a
// step is written in.
const maxFlow = 100

// emit writes an item at an indent; the cursor stands at the item's place.
func emit(w *bytes.Buffer, it item, indent int) {
	switch it.kind {
	case 's':
		w.WriteString(yamltext.Quote(it.text, false, it.typed))
		w.WriteByte('\n')
	case 'l':
		for i, x := range it.list {
			if i > 0 {
				w.WriteString(strings.Repeat(" ", indent))
			}
			w.WriteString("- ")
			emitBelow(w, x, indent+2, true)
		}
	default:
		for i, x := range it.pairs {
			if i > 0 {
				w.WriteString(strings.Repeat(" ", indent))
			}
			w.WriteString(yamltext.Quote(x.key, false, false) + ":")
			emitBelow(w, x.value, indent, false)
		}
	}
}

// emitBelow writes what stands behind a dash or a colon: in the same line where
// it fits, else in lines below.
func emitBelow(w *bytes.Buffer, it item, indent int, dash bool) {
	empty := len(it.list) == 0 && len(it.pairs) == 0
	if it.kind != 's' && (empty || !it.block) {
		var line bytes.Buffer
		emitFlow(&line, it)
		if empty || indent+line.Len() <= maxFlow {
			if !dash {
				w.WriteByte(' ')
			}
			w.Write(append(line.Bytes(), '\n'))
			return
		}
	}
	switch {
	case dash:
	case it.kind == 's':
		w.WriteByte(' ')
	default:
		indent += 2
		w.WriteString("\n" + strings.Repeat(" ", indent))
	}
	emit(w, it, indent)
}

func emitFlow(w *bytes.Buffer, it item) {
	switch it.kind {
	case 's':
		w.WriteString(yamltext.Quote(it.text, true, it.typed))
	case 'l':
		w.WriteByte('[')
		for i, x := range it.list {
			if i > 0 {
				w.WriteString(", ")
			}
			emitFlow(w, x)
		}
		w.WriteByte(']')
	default:
		w.WriteByte('{')
		for i, x := range it.pairs {
			if i > 0 {
				w.WriteString(", ")
			}
			w.WriteString(yamltext.Quote(x.key, true, false) + ": ")
			emitFlow(w, x.value)
		}
		w.WriteByte('}')
	}
}
