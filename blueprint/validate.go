package blueprint

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/servicemoments/moments/touchpoint"
)

// Validate checks what every blueprint must keep, whether it was read or built
// in Go: what is required is there, numbers are within their bounds, words are
// known, ids are unique and every reference names something. [Load] has
// checked this already. Whether the service is well designed is the business of
// package lint.
func (b *Blueprint) Validate() Diagnostics {
	v := &validator{b: b}
	return v.run()
}

func (v *validator) run() Diagnostics {
	b := v.b
	v.lanes()
	v.steps()
	v.ids()
	known := newKnown(b)
	b.walk(func(s *Shape, k *Key, f reflect.Value, p Path) {
		v.value(s, k, f, p)
		if r, ok := referenceOf(k, f, p); ok {
			v.reference(known, r)
		}
	})
	return v.found
}

type validator struct {
	b        *Blueprint
	found    Diagnostics
	overflow int // problems beyond maxFound
}

func (v *validator) report(rule string, p Path, message, hint string) *Diagnostic {
	if len(v.found) >= maxFound {
		v.overflow++
		return &Diagnostic{}
	}
	v.found = append(v.found, Diagnostic{Rule: rule, Severity: Error, Path: p, Message: message, Hint: hint})
	return &v.found[len(v.found)-1]
}

func (v *validator) steps() {
	if len(v.b.Phases) == 0 && len(v.b.Include) == 0 {
		v.report("missing-key", nil, "the blueprint has no steps", `expected "steps:" or "phases:" with at least one step`).missing = "steps"
	}
	for i := range v.b.Phases {
		if len(v.b.Phases[i].Steps) == 0 && v.b.Phases[i].Title != "" {
			v.report("missing-key", v.b.phasePath(i), fmt.Sprintf("the phase %s has no steps", quoted(v.b.Phases[i].Title)), `expected "steps:" with at least one step`)
		}
	}
}

// lanes checks that lanes can be keys of a step, and cells stand in lanes.
func (v *validator) lanes() {
	reserved := append(ShapeNamed(boardShapes(), "step").Names(), touchpoint.End, "together")
	for i, l := range v.b.Lanes {
		if slices.Contains(reserved, l.ID) {
			v.report("reserved-id", Path{}.Key("lanes").At(i).Key("id"), fmt.Sprintf("%q cannot be the id of a lane", l.ID), "the language uses this word in steps")
		}
	}
	known := map[string]bool{}
	for _, l := range v.b.AllLanes() {
		known[l.ID] = true
	}
	for i := range v.b.Phases {
		for j := range v.b.Phases[i].Steps {
			for k, c := range v.b.Phases[i].Steps[j].Cells {
				p := v.b.stepPath(i, j).Key(c.Lane)
				if !known[c.Lane] {
					v.report("unknown-key", p, fmt.Sprintf("there is no lane %q", c.Lane), "add it under lanes")
				}
				if k > 0 && v.b.Phases[i].Steps[j].Cells[k-1].Lane == c.Lane {
					v.report("duplicate-key", p, fmt.Sprintf("the lane %q is filled twice", c.Lane), "put both touchpoints into one cell")
				}
			}
		}
	}
}

// ids checks that ids are unique, and says where one was used first.
func (v *validator) ids() {
	first := map[string]Path{}
	once := func(space, id string, p Path) {
		if id == "" {
			return
		}
		if before, ok := first[space+"\x00"+id]; ok {
			d := v.report("duplicate-id", p, fmt.Sprintf("the %s id %q is used twice", space, id), "ids are unique")
			d.Related = []Related{{Message: "first defined here", Path: before}}
			return
		}
		first[space+"\x00"+id] = p
	}
	v.b.eachTouchpoint(func(t *touchpoint.Touchpoint, at Place) {
		p := v.b.placePath(at).Key("id")
		once("touchpoint", t.ID, p)
		if t.ID == touchpoint.End {
			v.report("reserved-id", p, `"end" cannot be the id of a touchpoint`, "a next to end leaves the journey")
		}
	})
	for i := range v.b.Phases {
		once("phase", v.b.Phases[i].ID, v.b.phasePath(i).Key("id"))
		for j := range v.b.Phases[i].Steps {
			once("step", v.b.Phases[i].Steps[j].ID, v.b.stepPath(i, j).Key("id"))
		}
	}
	named := func(space, key string, i int, id string) { once(space, id, Path{}.Key(key).At(i).Key("id")) }
	for i, x := range v.b.Lanes {
		named("lane", "lanes", i, x.ID)
	}
	for i, x := range v.b.Personas {
		named("persona", "personas", i, x.ID)
	}
	for i, x := range v.b.Actors {
		named("actor", "actors", i, x.ID)
	}
	for i, x := range v.b.Journeys {
		named("journey", "journeys", i, x.ID)
	}
	for i, x := range v.b.Scenarios {
		named("scenario", "scenarios", i, x.ID)
	}
}

// value checks one value, or one whole mapping, by the table of keys.
func (v *validator) value(s *Shape, k *Key, f reflect.Value, p Path) {
	if k == nil {
		v.required(s, f, p)
		v.sense(f, p)
		return
	}
	if k.Form == FormMap {
		if len(k.Words) > 0 {
			v.word(k, f.Field(0).String(), p)
		}
		f = f.Field(1)
	}
	switch k.Form {
	case FormWord:
		v.word(k, f.String(), p)
		return
	case FormID, FormAddress: // of a blueprint built in Go; a loaded one's were read so
		if _, err := parseValue(k.Form, f.String()); err != nil && f.String() != "" {
			v.report("bad-value", p, fmt.Sprintf("%s cannot be %s", k.Name, quoted(f.String())), err.Error())
		}
		return
	}
	if len(k.Targets) == 0 || k.Form == FormMap {
		label := k.Name
		if k.Name == s.Short {
			label = p[:len(p)-1].label(k.Name)
		}
		v.bounds(k, label, f, p)
	}
}

func (v *validator) required(s *Shape, f reflect.Value, p Path) {
	for i := range s.Keys {
		k := &s.Keys[i]
		if !k.Required || k.Form == FormClock || !k.fieldIn(f).IsZero() && !blank(k.fieldIn(f)) {
			continue
		}
		if s.Name == "phase" {
			continue // said by steps
		}
		d := v.report("missing-key", p, fmt.Sprintf("%s has no %s", article(s.Name), k.Name), fmt.Sprintf("expected %s: %s", k.Name, k.Example))
		d.missing = k.Name
	}
}

func blank(f reflect.Value) bool {
	return f.Kind() == reflect.String && strings.TrimSpace(f.String()) == ""
}

func (v *validator) word(k *Key, word string, p Path) {
	if k.Open || word == "" || slices.Contains(k.Words, word) {
		return
	}
	hint := "expected one of " + strings.Join(k.Words, ", ")
	if near := Nearest(word, k.Words); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	d := v.report("bad-value", p, fmt.Sprintf("%s cannot be %s", k.Name, quoted(word)), hint)
	if k.Form == FormWord { // else the word is a key, and the place its value
		d.Suggest = certain(word, k.Words)
	}
}

func (v *validator) bounds(k *Key, label string, f reflect.Value, p Path) {
	var n float64
	switch {
	case f.Kind() == reflect.Float64:
		n = f.Float()
	case f.Type() == reflect.TypeFor[time.Duration]():
		if f.Int() < 0 {
			v.report("bad-value", p, fmt.Sprintf("%s is negative", label), "expected "+k.expectedOne())
		}
		return
	case f.Kind() == reflect.Int && k.Form == FormCount:
		n = float64(f.Int())
	default:
		return
	}
	lo, hi := k.Min, k.Max
	if k.Form == FormShare || k.Of == FormShare {
		lo, hi = bound(0), bound(1)
	}
	if math.IsNaN(n) || math.IsInf(n, 0) || lo != nil && n < *lo || hi != nil && n > *hi {
		v.report("bad-value", p, fmt.Sprintf("%s is %s", label, formatValue(k.Form, f)), "expected "+between(lo, hi))
	}
}

func between(lo, hi *float64) string {
	number := func(f *float64) string { return formatValue(FormNumber, reflect.ValueOf(*f)) }
	switch {
	case lo != nil && hi != nil && *hi < 1e9:
		return number(lo) + " to " + number(hi)
	case lo != nil:
		return number(lo) + " or more"
	case hi != nil:
		return "at most " + number(hi)
	}
	return "a finite number"
}

// maxSuggestions bounds for how many dangling references the nearest id is
// sought, which takes time in large blueprints.
const maxSuggestions = 50

// known are the ids that references may name.
type known struct {
	lists  map[Target][]string
	sets   map[Target]map[string]bool
	missed int
}

func newKnown(b *Blueprint) *known {
	k := &known{lists: b.targets(), sets: map[Target]map[string]bool{}}
	for t, ids := range k.lists {
		k.sets[t] = make(map[string]bool, len(ids))
		for _, id := range ids {
			k.sets[t][id] = true
		}
	}
	return k
}

func (v *validator) reference(known *known, r reference) {
	for _, t := range r.targets {
		if known.sets[t][r.id] {
			return
		}
	}
	hint, suggest := fmt.Sprintf("expected the id of %s", article(string(r.targets[0]))), ""
	if known.missed++; known.missed <= maxSuggestions {
		var candidates []string
		for _, t := range r.targets {
			candidates = append(candidates, known.lists[t]...)
		}
		if near := Nearest(r.id, candidates); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
			if !r.entry && r.path[0].Key != "include" { // there ids have a prefix that the file does not know
				suggest = certain(r.id, candidates)
			}
		} else if len(candidates) > 0 && len(candidates) <= 12 {
			hint += ": " + strings.Join(candidates, ", ")
		}
	}
	v.report("dangling-id", r.path, fmt.Sprintf("there is no %s %s", r.targets[0], quoted(r.id)), hint).Suggest = suggest
}

// targets lists the ids that references of each kind may name.
func (b *Blueprint) targets() map[Target][]string {
	out := map[Target][]string{ToEnd: {touchpoint.End}}
	add := func(t Target, id string) {
		if id != "" {
			out[t] = append(out[t], id)
		}
	}
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, _ Place) { add(ToTouchpoint, t.ID) })
	for _, x := range b.Personas {
		add(ToPersona, x.ID)
	}
	for _, x := range b.Actors {
		add(ToActor, x.ID)
	}
	for _, x := range b.AllLanes() {
		add(ToLane, x.ID)
	}
	for _, x := range b.Phases {
		add(ToPhase, x.ID)
	}
	if b.Loyalty != nil {
		for _, x := range b.Loyalty.Drivers {
			add(ToDriver, x.ID)
		}
	}
	return out
}
