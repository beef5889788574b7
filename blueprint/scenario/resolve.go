package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// owner is what a setting may begin with: something that has an id.
type owner struct {
	shape string
	id    string
	value any // pointer to the struct
	path  blueprint.Path
}

// owners lists what has an id, in the order in which an id is looked for.
func owners(b *blueprint.Blueprint, g *blueprint.Graph) []owner {
	var out []owner
	list := func(shape, key string, n int, of func(i int) (string, any)) {
		for i := range n {
			id, value := of(i)
			out = append(out, owner{shape, id, value, blueprint.Path{}.Key(key).At(i)})
		}
	}
	for _, t := range g.Touchpoints() {
		out = append(out, owner{"touchpoint", t.ID, t, g.Path(t)})
	}
	list("actor", "actors", len(b.Actors), func(i int) (string, any) { return b.Actors[i].ID, &b.Actors[i] })
	list("persona", "personas", len(b.Personas), func(i int) (string, any) { return b.Personas[i].ID, &b.Personas[i] })
	list("lane", "lanes", len(b.Lanes), func(i int) (string, any) { return b.Lanes[i].ID, &b.Lanes[i] })
	list("phase", "phases", len(b.Phases), func(i int) (string, any) { return b.Phases[i].ID, &b.Phases[i] })
	for i, s := range b.Steps() {
		out = append(out, owner{"step", s.ID, s, g.StepPath(i)})
	}
	if b.Loyalty != nil {
		for i := range b.Loyalty.Drivers {
			d := &b.Loyalty.Drivers[i]
			out = append(out, owner{"driver", d.ID, d, blueprint.Path{}.Key("loyalty").Key("drivers").At(i)})
		}
	}
	return out
}

// fixed are the keys of the whole that make the board: a setting changes what
// stands on it, not the board.
var fixed = [...]string{"phases", "steps", "include", "scenarios"}

// resolve finds the datum that a path names. Where it is to be taken away,
// nothing is made on the way there.
func (a *applier) resolve(path blueprint.Path, gone bool) (*datum, *problem) {
	head := path[0].Key
	if a.owners == nil {
		a.owners = owners(a.after, a.after.Graph())
	}
	var named []owner
	for _, o := range a.owners {
		if o.id == head {
			named = append(named, o)
		}
	}
	root := a.shapes["blueprint"]
	_, isKey := root.Key(head)
	for _, o := range named {
		if len(path) > 1 && knows(a.shapes[o.shape], path[1].Key) {
			t, _ := o.value.(*touchpoint.Touchpoint)
			w := walk{a, path, 1, &datum{holder: reflect.ValueOf(o.value), index: -1, way: -1, touchpoint: t, path: o.path, first: path[1].Key}, gone}
			return w.from(a.shapes[o.shape])
		}
	}
	switch {
	case isKey && slices.Contains(fixed[:], head):
		return nil, &problem{rule: "bad-value", message: fmt.Sprintf("a setting cannot change %s", head), hint: "name a touchpoint, actor or persona by its id", atKey: true, to: len(head)}
	case isKey:
		w := walk{a, path, 0, &datum{holder: reflect.ValueOf(a.after), index: -1, way: -1, first: head}, gone}
		return w.from(root)
	case len(named) == 0:
		return nil, unknownHead(head, a.owners, root)
	case len(path) == 1:
		return nil, &problem{rule: "bad-value", message: fmt.Sprintf("%q is %s, and the setting does not say which of its keys", head, article(named[0].shape)), hint: fmt.Sprintf("expected one of %s", some(named[0].id, a.shapes[named[0].shape].Names())), atKey: true, to: len(head)}
	}
	return nil, unknownKey(a.shapes[named[0].shape], path, 1)
}

// knows tells whether a key may stand in a shape.
func knows(s *blueprint.Shape, name string) bool {
	_, ok := s.Key(name)
	return ok && (s.Name != "phase" || name != "steps") || s.Rest != nil && s.Rest.Form == blueprint.FormMap && name != ""
}

func unknownHead(head string, all []owner, root *blueprint.Shape) *problem {
	var known []string
	for _, o := range all {
		if o.id != "" {
			known = append(known, o.id)
		}
	}
	for _, name := range root.Names() {
		if !slices.Contains(fixed[:], name) {
			known = append(known, name)
		}
	}
	p := &problem{rule: "dangling-id", message: fmt.Sprintf("nothing here has the id %q", shorten(head)), hint: "expected the id of a touchpoint, actor or persona, or a key of the whole such as demand", atKey: true, to: len(head)}
	if near := blueprint.Nearest(head, known); near != "" {
		p.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return p
}

func unknownKey(s *blueprint.Shape, path blueprint.Path, i int) *problem {
	p := &problem{rule: "unknown-key", message: fmt.Sprintf("%s has no key %q", article(s.Name), shorten(path[i].Key)), hint: "known here: " + strings.Join(s.Names(), ", "), atKey: true}
	p.from, p.to = stretchOf(path, i)
	if near := blueprint.Nearest(path[i].Key, s.Names()); near != "" {
		p.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return p
}

// stretchOf is where an element stands in the text of its path.
func stretchOf(path blueprint.Path, i int) (from, to int) {
	from, to = len(path[:i].String()), len(path[:i+1].String())
	if i > 0 && path[i].Key != "" {
		from++ // the dot
	}
	return from, to
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// some shows a few keys of an id.
func some(id string, keys []string) string {
	out := make([]string, min(5, len(keys)))
	for i := range out {
		out[i] = id + "." + keys[i]
	}
	return strings.Join(out, ", ") + " and so on"
}

// walk follows a path through mappings and lists by the table of keys.
type walk struct {
	a    *applier
	path blueprint.Path
	at   int // the element to be followed next
	d    *datum
	gone bool
}

// fail is a problem at the element that is followed.
func (w *walk) fail(rule, message, hint string) (*datum, *problem) {
	i := min(w.at, len(w.path)-1)
	p := &problem{rule: rule, message: message, hint: hint, atKey: true}
	p.from, p.to = stretchOf(w.path, i)
	return nil, p
}

// from follows the rest of the path from a struct.
func (w *walk) from(s *blueprint.Shape) (*datum, *problem) {
	name := w.path[w.at].Key
	k, ok := s.Key(name)
	switch {
	case name == "":
		return w.fail("bad-value", fmt.Sprintf("%s is no list", article(s.Name)), "known here: "+strings.Join(s.Names(), ", "))
	case !ok && s.Rest != nil && s.Rest.Form == blueprint.FormMap:
		w.d.key = s.Rest
		return w.entry()
	case !ok || k.Field == "":
		return nil, unknownKey(s, w.path, w.at)
	}
	w.d.key = k
	w.d.path = w.d.path.Key(k.Name)
	if w.at++; w.at == len(w.path) {
		w.chance()
		return w.d, nil
	}
	switch {
	case k.Form == blueprint.FormMap:
		return w.entry()
	case k.Many:
		return w.item()
	case k.Form == blueprint.FormShape:
		return w.into(w.d.field())
	}
	return w.fail("unknown-key", fmt.Sprintf("%s is %s, nothing stands below it", k.Name, article(string(k.Form))), fmt.Sprintf("expected %s=%s, say", w.path[:w.at], k.Example))
}

// chance notes that the datum is the chance of a written way.
func (w *walk) chance() {
	if n, ok := w.d.holder.Interface().(*touchpoint.Next); ok && w.d.touchpoint != nil && w.d.key.Name == "chance" {
		w.d.way = slices.IndexFunc(w.d.touchpoint.Next, func(x touchpoint.Next) bool { return x.To == n.To && x.When == n.When })
	}
}

// entry ends at an entry of a mapping by name.
func (w *walk) entry() (*datum, *problem) {
	w.d.entry = w.path[w.at].Key
	if w.d.entry == "" {
		return w.fail("bad-value", w.d.key.Name+" is a mapping by name, no list", "expected a name, such as "+w.d.key.Example)
	}
	w.d.path = w.d.path.Key(w.d.entry)
	if w.at++; w.at < len(w.path) {
		return w.fail("unknown-key", fmt.Sprintf("nothing stands below %s", w.path[:w.at]), "")
	}
	return w.d, nil
}

// item follows a place in a list, or the name of an item.
func (w *walk) item() (*datum, *problem) {
	list, e := w.d.field(), w.path[w.at]
	i := e.Index
	if e.Key != "" {
		if i = itemNamed(list, e.Key); i < 0 && list.Len() == 1 && w.d.key.Form == blueprint.FormShape && knows(w.a.shapes[w.d.key.Shape], e.Key) {
			i, w.at = 0, w.at-1 // a list of one may be written as its one item
		}
	}
	if i < 0 || i >= list.Len() {
		return w.fail("dangling-id", fmt.Sprintf("%s has no item %s", w.d.key.Name, strings.TrimPrefix(blueprint.Path{e}.String(), ".")), itemHint(list))
	}
	w.d.path = w.d.path.At(i)
	if w.at++; w.at == len(w.path) {
		w.d.index = i
		return w.d, nil
	}
	if w.d.key.Form != blueprint.FormShape {
		return w.fail("unknown-key", fmt.Sprintf("nothing stands below %s", w.path[:w.at]), "")
	}
	return w.into(list.Index(i))
}

// into goes on in the struct of a value, which is made where it is not there.
func (w *walk) into(v reflect.Value) (*datum, *problem) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() && w.gone {
			return w.fail("bad-value", fmt.Sprintf("there is no %s to take away", w.d.key.Name), "")
		}
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	w.d.holder = v.Addr()
	return w.from(w.a.shapes[w.d.key.Shape])
}

// names are the fields that may name an item of a list.
var names = [...]string{"ID", "To", "Persona", "Title", "Tier"}

// itemNamed finds an item by its id, by where it leads, or by its title.
func itemNamed(list reflect.Value, name string) int {
	for _, field := range names {
		for i := range list.Len() {
			if v, ok := named(list.Index(i), field); ok && (v == name || (field == "Title" || field == "Tier") && blueprint.Slug(v) == name) {
				return i
			}
		}
	}
	return -1
}

func named(item reflect.Value, field string) (string, bool) {
	if item.Kind() != reflect.Struct {
		return "", false
	}
	f := item.FieldByName(field)
	return f.String(), f.IsValid() && f.Kind() == reflect.String && f.String() != ""
}

// itemHint says what items there are.
func itemHint(list reflect.Value) string {
	if list.Len() == 0 {
		return "the list is empty"
	}
	hint := fmt.Sprintf("expected [0] to [%d]", list.Len()-1)
	var known []string
	for i := range min(list.Len(), 8) {
		for _, field := range names {
			if v, ok := named(list.Index(i), field); ok {
				if field == "Title" || field == "Tier" {
					v = blueprint.Slug(v)
				}
				known = append(known, v)
				break
			}
		}
	}
	if len(known) > 0 {
		hint += ", or " + strings.Join(known, ", ")
	}
	return hint
}
