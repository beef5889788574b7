package blueprint

import (
	"reflect"

	"github.com/servicemoments/moments/touchpoint"
)

// Place is where a touchpoint stands on the board.
type Place struct {
	Phase  int    // index into Blueprint.Phases
	Step   int    // index into Phase.Steps
	Column int    // index of the step over all phases
	Lane   string // id of the lane
	Stack  int    // index into Cell.Stacks
	Beside int    // index within the stack
}

// phasePath is the path of the list that a phase's steps stand in, less the key
// "steps": a single phase without a heading is written as steps alone.
func (b *Blueprint) phasePath(phase int) Path {
	p := &b.Phases[phase]
	index := 0
	for i := range phase {
		if b.Phases[i].included == p.included {
			index++
		}
	}
	switch {
	case p.included > 0 && b.stepsAlone(p.included):
		return Path{}.Key("include").At(p.included - 1)
	case p.included > 0:
		return Path{}.Key("include").At(p.included - 1).Key("phases").At(index)
	case b.stepsAlone(0):
		return nil
	}
	return Path{}.Key("phases").At(index)
}

// stepsAlone tells whether the steps of the file (0: the root, else an include)
// stand without phases.
func (b *Blueprint) stepsAlone(included int) bool {
	if b.source != nil {
		file := b.source.file
		if included > 0 {
			file = b.source.includes[included-1]
		}
		return file != nil && file.root.Get("phases") == nil
	}
	return b.untitled()
}

// untitled tells whether there is but one phase of the blueprint's own, and it
// says nothing.
func (b *Blueprint) untitled() bool {
	own := 0
	for i := range b.Phases {
		p := b.Phases[i]
		if p.included > 0 {
			continue
		}
		own++
		p.Steps = nil
		if own > 1 || !reflect.DeepEqual(p, Phase{}) {
			return false
		}
	}
	return own == 1
}

func (b *Blueprint) stepPath(phase, step int) Path {
	return b.phasePath(phase).Key("steps").At(step)
}

func (b *Blueprint) placePath(at Place) Path {
	p := b.stepPath(at.Phase, at.Step).Key(at.Lane).At(at.Stack)
	for _, c := range b.Phases[at.Phase].Steps[at.Step].Cells {
		if c.Lane == at.Lane && at.Stack < len(c.Stacks) && len(c.Stacks[at.Stack]) > 1 {
			return p.Key("together").At(at.Beside)
		}
	}
	return p
}

// visitor sees every value of a blueprint that is not zero, with its key. The key is nil for a
// whole mapping, which comes before what is in it.
type visitor func(s *Shape, k *Key, v reflect.Value, p Path)

// walk visits everything in the blueprint by the table of keys.
func (b *Blueprint) walk(visit visitor) {
	w := walker{shapes: table(), visit: visit}
	root := reflect.ValueOf(b).Elem()
	w.visit(w.shapes["blueprint"], nil, root, nil)
	for i := range w.shapes["blueprint"].Keys {
		k := &w.shapes["blueprint"].Keys[i]
		switch k.Name {
		case "phases":
			b.walkPhases(&w)
		case "steps":
		default:
			w.field(w.shapes["blueprint"], k, root, nil)
		}
	}
}

func (b *Blueprint) walkPhases(w *walker) {
	for i := range b.Phases {
		p, v := b.phasePath(i), reflect.ValueOf(&b.Phases[i]).Elem()
		w.visit(w.shapes["phase"], nil, v, p)
		w.fields(w.shapes["phase"], v, p, "steps")
		for j := range b.Phases[i].Steps {
			step := &b.Phases[i].Steps[j]
			p := p.Key("steps").At(j)
			w.mapping(w.shapes["step"], reflect.ValueOf(step).Elem(), p)
			for _, c := range step.Cells {
				w.cell(c, p.Key(c.Lane))
			}
		}
	}
}

type walker struct {
	shapes map[string]*Shape
	visit  visitor
}

func (w *walker) cell(c Cell, p Path) {
	for i, stack := range c.Stacks {
		for j, t := range stack {
			at := p.At(i)
			if len(stack) > 1 {
				at = at.Key("together").At(j)
			}
			if t != nil {
				w.mapping(w.shapes["touchpoint"], reflect.ValueOf(t).Elem(), at)
			}
		}
	}
}

func (w *walker) mapping(s *Shape, v reflect.Value, p Path) {
	w.visit(s, nil, v, p)
	w.fields(s, v, p, "")
	if s.Rest != nil && s.Rest.Form == FormMap {
		w.entries(s, s.Rest, s.Rest.fieldIn(v), p)
	}
}

func (w *walker) fields(s *Shape, v reflect.Value, p Path, but string) {
	for i := range s.Keys {
		if k := &s.Keys[i]; k.Name != but && k.Field != "" {
			w.field(s, k, v, p)
		}
	}
}

func (w *walker) field(s *Shape, k *Key, v reflect.Value, p Path) {
	f := k.fieldIn(v)
	if f.IsZero() {
		return
	}
	p = p.Key(k.Name)
	switch {
	case k.Form == FormMap:
		w.entries(s, k, f, p)
	case k.Many:
		for i := range f.Len() {
			w.value(s, k, f.Index(i), p.At(i))
		}
	default:
		w.value(s, k, f, p)
	}
}

func (w *walker) value(s *Shape, k *Key, f reflect.Value, p Path) {
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	if k.Form == FormShape {
		w.mapping(w.shapes[k.Shape], f, p)
		return
	}
	w.visit(s, k, f, p)
}

func (w *walker) entries(s *Shape, k *Key, f reflect.Value, p Path) {
	for i := range f.Len() {
		e := f.Index(i)
		w.visit(s, k, e, p.Key(e.Field(0).String()))
	}
}

// reference is an id that names something.
type reference struct {
	id      string
	targets []Target
	key     string
	path    Path
	entry   bool // it is the key of an entry, whose path leads to the value
}

func (r reference) names(t Target) bool {
	for _, x := range r.targets {
		if x == t {
			return true
		}
	}
	return false
}

// eachReference visits every id that names something else.
func (b *Blueprint) eachReference(visit func(reference)) {
	b.walk(func(_ *Shape, k *Key, v reflect.Value, p Path) {
		if r, ok := referenceOf(k, v, p); ok {
			visit(r)
		}
	})
}

func referenceOf(k *Key, v reflect.Value, p Path) (reference, bool) {
	switch {
	case k == nil || len(k.Targets) == 0:
		return reference{}, false
	case k.Form == FormMap:
		return reference{v.Field(0).String(), k.Targets, k.Name, p, true}, true
	}
	return reference{v.String(), k.Targets, k.Name, p, false}, v.String() != ""
}

// touchpointsInOrder lists all touchpoints in reading order.
func (b *Blueprint) touchpointsInOrder() []*touchpoint.Touchpoint {
	var out []*touchpoint.Touchpoint
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, _ Place) { out = append(out, t) })
	return out
}
