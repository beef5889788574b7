package change

import (
	"errors"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// datum finds the page and path that a change of a value is about.
func (r *run) datum() (target, blueprint.Path, error) {
	t, key, err := r.subject()
	if err != nil {
		return t, nil, err
	}
	if r.op.Key != "" {
		more, ok := blueprint.ParsePath(r.op.Key)
		if !ok {
			return t, nil, refuse("%q is no key; expected one such as time.standard or fails[0].chance", r.op.Key)
		}
		key = append(slices.Clone(key), more...)
	}
	if len(key) == 0 {
		return t, nil, refuse("expected a key, such as title")
	}
	r.about(t)
	return t, key, nil
}

// about notes what the change is about.
func (r *run) about(t target) { r.page, r.include, r.focus = t.page, t.include, t.path }

func (r *run) set() error {
	t, key, err := r.datum()
	if err != nil {
		return err
	}
	if r.op.Value == nil || r.op.Value == "" {
		return r.clearAt(t, key)
	}
	return r.setAt(t, key, r.op.Value)
}

func (r *run) clear() error {
	t, key, err := r.datum()
	if err != nil {
		return err
	}
	return r.clearAt(t, key)
}

func (r *run) rename() error {
	t, key, err := r.subject()
	if err != nil {
		return err
	}
	if len(key) > 0 {
		return refuse("there is no touchpoint, step or phase at %s", r.op.Path)
	}
	r.about(t)
	return r.setAt(t, blueprint.Path{}.Key("title"), r.op.Title)
}

// setAt gives a datum below a target a value. A new title that would give a
// touchpoint the id of another one, or make references to that one ambiguous,
// comes with an id of its own.
func (r *run) setAt(t target, key blueprint.Path, value any) error {
	title, isText := value.(string)
	if t.t != nil && len(key) == 1 && key[0].Key == "title" && isText && t.t.ID != blueprint.Slug(title) && !r.written(t, "id") {
		taken := r.ids(t.page)
		if slug := blueprint.Slug(title); taken[slug] && blueprint.Slug(t.t.Title) != slug {
			if err := r.put(t, blueprint.Path{}.Key("id"), free(taken, slug)); err != nil {
				return err
			}
		}
	}
	return r.put(t, key, value)
}

// written tells whether a key of a target stands in the text.
func (r *run) written(t target, key string) bool {
	n := t.page.node(t.page.spell(t.path))
	return n.Get(key) != nil
}

// place is where a key path leads in a text, short forms having been written
// out as far as that was needed.
type place struct {
	path  blueprint.Path // of the text
	key   *blueprint.Key
	order []string // keys of the mapping that holds it
}

// put writes a value at a key path below a target.
func (r *run) put(t target, key blueprint.Path, value any) error {
	at, err := r.reach(t, key, true)
	if err != nil {
		return err
	}
	v, err := r.valueFor(at.key, value, t.prefix)
	if err != nil {
		return err
	}
	return t.page.do(edit.Set(t.page.text, at.path, v, at.order...))
}

// reach follows a key path from a target by the table of keys. With make, what
// stands in a short form on the way is written out; else the path ends where
// the short form stands, if that says the datum.
func (r *run) reach(t target, key blueprint.Path, widen bool) (place, error) {
	shapes := blueprint.Shapes()
	shape := blueprint.ShapeNamed(shapes, orElse(t.shape, "blueprint"))
	p := t.page
	at := place{path: p.spell(t.path)}
	for i := 0; i < len(key); i++ {
		name := key[i].Key
		if name == "" || shape == nil {
			return at, refuse("%s leads nowhere", key)
		}
		k, err := keyOf(shape, name, p)
		if err != nil {
			return at, err
		}
		n := p.node(at.path)
		short := n != nil && n.Kind == yamltext.Scalar
		switch {
		case short && name == shape.Short && !p.spread(shape, n):
		case n == nil && widen && name == shape.Short && i+1 == len(key) && len(at.path) > len(p.spell(t.path)): // nothing else is said: the short form will do
		case short && !widen:
			return at, errAbsent
		case short:
			if err := p.widen(shape, n, at.path); err != nil {
				return at, err
			}
			at.path = at.path.Key(name)
		default:
			at.path = at.path.Key(name)
		}
		at.key, at.order = k, orderOf(shape, p)
		shape = nil
		if k.Form == blueprint.FormShape || k.Form == blueprint.FormCell {
			shape = blueprint.ShapeNamed(shapes, k.Shape)
		}
		if i+1 < len(key) && key[i+1].Key == "" && (k.Many || k.Form == blueprint.FormCell) {
			i++
			one := name == "next" && i+1 == len(key) && n.Get(name) == nil && key[i].Index == 0
			if err := p.item(&at, key[i].Index, widen, one); err != nil {
				return at, err
			}
			single := *k
			single.Many = false
			at.key = &single
		}
		if k.Form == blueprint.FormMap && i+1 < len(key) {
			i++
			at.path = at.path.Key(key[i].Key)
			at.key, at.order = &blueprint.Key{Name: key[i].Key, Form: k.Of}, nil
		}
	}
	return at, nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func orderOf(s *blueprint.Shape, p *page) []string {
	if s.Name == "step" {
		return p.stepKeys()
	}
	return s.Names()
}

func keyOf(s *blueprint.Shape, name string, p *page) (*blueprint.Key, error) {
	if k, ok := s.Key(name); ok {
		return k, nil
	}
	switch {
	case s.Rest == nil:
		return nil, unknownKey(s, name)
	case s.Rest.Form == blueprint.FormMap:
		return &blueprint.Key{Name: name, Form: s.Rest.Of, Min: s.Rest.Min, Max: s.Rest.Max}, nil
	case !slices.ContainsFunc(p.own.AllLanes(), func(l blueprint.Lane) bool { return l.ID == name }):
		return nil, unknownKey(s, name)
	}
	return s.Rest, nil
}

// spread tells whether a plain value stands for more than one key: a range of
// times, a critical moment, or no more than that something is there.
func (p *page) spread(s *blueprint.Shape, n *yamltext.Node) bool {
	return s.Flag && n.Value == "true" && n.Tag == "!!bool" || s.Name == "time" && strings.Contains(n.Value, "..") || s.Name == "moment"
}

// widen writes a short form as a mapping.
func (p *page) widen(s *blueprint.Shape, n *yamltext.Node, at blueprint.Path) error {
	switch {
	case s.Flag && n.Value == "true" && n.Tag == "!!bool":
		return p.do(edit.Set(p.text, at, edit.Map{}))
	case s.Name == "time" && strings.Contains(n.Value, ".."):
		from, to, _ := strings.Cut(n.Value, "..")
		return p.do(edit.Set(p.text, at, edit.Map{{Key: "distribution", Value: string(touchpoint.Uniform)}, {Key: "min", Value: edit.Plain(strings.TrimSpace(from))}, {Key: "max", Value: edit.Plain(strings.TrimSpace(to))}}))
	case s.Name == "moment":
		return p.do(edit.Set(p.text, at, edit.Map{{Key: "critical", Value: true}}))
	case s.Short == "":
		return refuse("%s cannot hold a key", at)
	}
	return p.do(edit.Widen(p.text, at, s.Short))
}

// item goes on to an item of what may be a list or a single value; alone asks
// for the latter.
func (p *page) item(at *place, index int, widen, alone bool) error {
	if alone && widen {
		return nil
	}
	n := p.node(at.path)
	length := 0
	switch {
	case n == nil || n.Kind == yamltext.Null:
	case n.Kind == yamltext.Sequence:
		length = len(n.Items)
	default:
		length = 1
	}
	switch {
	case index >= length && !widen:
		return errAbsent
	case index > length:
		return refuse("%s has %d of them; there is no number %d", at.path, length, index)
	case n != nil && n.Kind > yamltext.Null && n.Kind != yamltext.Sequence && index == 0:
		return nil
	case n != nil && n.Kind > yamltext.Null && n.Kind != yamltext.Sequence:
		if err := p.do(edit.List(p.text, at.path, true)); err != nil {
			return err
		}
	}
	at.path, at.order = at.path.At(index), nil
	return nil
}

// errAbsent: the datum is not written.
var errAbsent = errors.New("it is not written")

// clearAt takes a datum below a target away, and with it what would say nothing
// then. What is not written is clear already.
func (r *run) clearAt(t target, key blueprint.Path) error {
	if t.shape == "step" && len(key) > 0 {
		if _, ok := blueprint.ShapeNamed(blueprint.Shapes(), "step").Key(key[0].Key); !ok {
			return refuse("a cell is cleared by deleting its touchpoints")
		}
	}
	at, err := r.reach(t, key, false)
	switch {
	case errors.Is(err, errAbsent):
		return nil
	case err != nil:
		return err
	case t.page.node(at.path) == nil:
		return nil
	}
	if len(at.path) <= len(t.page.spell(t.path)) {
		return refuse("%s cannot be cleared", key)
	}
	return t.page.drop(at.path)
}

// toggle makes the change that puts a mark on a touchpoint or takes it away.
func toggle(key string) func(*run) error {
	return func(r *run) error {
		t, rest, err := r.subject()
		if err != nil {
			return err
		}
		if t.t == nil || len(rest) > 0 {
			return refuse("there is no touchpoint at %s", r.op.Path)
		}
		r.about(t)
		at := blueprint.Path{}.Key(key)
		n := t.page.node(t.page.spell(t.path)).Get(key)
		bare := n != nil && (n.Kind == yamltext.Scalar && (n.Value == "true" || n.Value == "critical") || n.Kind > yamltext.Scalar && len(n.Pairs)+len(n.Items) == 0)
		switch v := r.op.Value.(type) {
		case nil:
			switch {
			case n == nil:
				return r.put(t, at, true)
			case !bare:
				return refuse("%s says more than that it is there; clear it with the value false", key)
			}
			return r.clearAt(t, at)
		case bool:
			switch {
			case v == (n != nil):
				return nil
			case v:
				return r.put(t, at, true)
			}
			return r.clearAt(t, at)
		case string:
			if key != "moment" || v != "critical" {
				break
			}
			if t.t.Moment != nil && t.t.Moment.Critical {
				if bare {
					return r.clearAt(t, at)
				}
				return r.clearAt(t, at.Key("critical"))
			}
			if n == nil || bare {
				return r.put(t, at, "critical")
			}
			return r.put(t, at.Key("critical"), true)
		}
		return refuse("the value cannot be %v", r.op.Value)
	}
}

func (r *run) toggleService() error {
	t, rest, err := r.subject()
	if err != nil {
		return err
	}
	if t.t == nil || len(rest) > 0 {
		return refuse("there is no touchpoint at %s", r.op.Path)
	}
	r.about(t)
	at := blueprint.Path{}.Key("service")
	if string(t.t.Service) == r.op.Value {
		return r.clearAt(t, at)
	}
	return r.put(t, at, r.op.Value)
}

func (r *run) toggleEvidence() error {
	t, err := r.stepOf()
	if err != nil {
		return err
	}
	title, ok := r.op.Value.(string)
	if !ok || strings.TrimSpace(title) == "" {
		return refuse("the value is the title of what is seen, such as Ticket")
	}
	r.about(t)
	at := blueprint.Path{}.Key("evidence")
	all := 0
	if n := t.page.node(t.page.spell(t.path)).Get("evidence"); n != nil {
		items := []*yamltext.Node{n}
		if n.Kind == yamltext.Sequence {
			items = n.Items
		}
		for i, item := range items {
			if item.Value == title || item.Get("title") != nil && item.Get("title").Value == title {
				return r.clearAt(t, at.At(i))
			}
		}
		all = len(items)
	}
	return r.put(t, at.At(all), title)
}

// stepOf finds the step that the op is about, or whose touchpoint it is about.
func (r *run) stepOf() (target, error) {
	if r.op.Step != "" {
		return r.step(r.op.Step)
	}
	t, _, err := r.subject()
	if err != nil {
		return t, err
	}
	if t.t != nil {
		t.path, t.shape, t.t = stepPath(t.path), "step", nil
	}
	if t.shape != "step" {
		return t, refuse("there is no step at %s", r.op.Path)
	}
	return t, nil
}

// stepPath is the path of the step that a touchpoint stands in.
func stepPath(p blueprint.Path) blueprint.Path {
	i := slices.IndexFunc(p, func(e blueprint.PathElem) bool { return e.Key == "steps" })
	return p[: i+2 : i+2]
}
