package change

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// mention is a place of a text that names something by its id.
type mention struct {
	id      string
	key     string
	targets []blueprint.Target
	path    blueprint.Path // of the text
	setting bool           // the id begins the last key of the path, as in scenarios
	whole   blueprint.Path // what goes when the id goes: the value, its key, or what needs it
	line    int
}

// mentions finds all ids that a text names, by the table of keys.
func (p *page) mentions() []mention {
	m := &mentioner{shapes: blueprint.Shapes()}
	m.shape(blueprint.ShapeNamed(m.shapes, "blueprint"), p.root(), nil, nil)
	return m.found
}

type mentioner struct {
	shapes []*blueprint.Shape
	found  []mention
}

// shape looks into a value that is to be a shape. whole is what goes when a key
// goes that the shape cannot be without.
func (m *mentioner) shape(s *blueprint.Shape, n *yamltext.Node, at, whole blueprint.Path) {
	switch {
	case n == nil || n.Alias != nil:
	case n.Kind == yamltext.Scalar:
		if k, ok := s.Key(s.Short); ok {
			m.one(k, n, at, whole)
		}
	case n.Kind == yamltext.Mapping:
		for _, pair := range n.Pairs {
			path := at.Key(pair.Key.Value)
			k, ok := s.Key(pair.Key.Value)
			if !ok {
				k = s.Rest
			}
			if k == nil {
				continue
			}
			all := path
			if k.Required {
				all = whole
			}
			switch {
			case k.Form == blueprint.FormCell:
				m.cell(pair.Value, path)
			case k.Form == blueprint.FormMap && k.Name == "set":
				m.settings(pair.Value, path)
			case k.Form == blueprint.FormMap && len(k.Targets) > 0 && k == s.Rest:
				m.found = append(m.found, mention{id: pair.Key.Value, key: k.Name, targets: k.Targets, path: path, setting: true, whole: path, line: pair.Key.Start.Line})
			case k.Form == blueprint.FormMap && len(k.Targets) > 0:
				for _, e := range pair.Value.Pairs {
					m.found = append(m.found, mention{id: e.Key.Value, key: k.Name, targets: k.Targets, path: path.Key(e.Key.Value), setting: true, whole: path.Key(e.Key.Value), line: e.Key.Start.Line})
				}
			case k.Many && pair.Value.Kind == yamltext.Sequence && pair.Value.Alias == nil:
				for i, item := range pair.Value.Items {
					m.one(k, item, path.At(i), path.At(i))
				}
			default:
				m.one(k, pair.Value, path, all)
			}
		}
	}
}

func (m *mentioner) one(k *blueprint.Key, n *yamltext.Node, at, whole blueprint.Path) {
	switch {
	case k.Form == blueprint.FormShape:
		m.shape(blueprint.ShapeNamed(m.shapes, k.Shape), n, at, whole)
	case k.Form == blueprint.FormRef && n.Kind == yamltext.Scalar && n.Alias == nil:
		m.found = append(m.found, mention{id: n.Value, key: k.Name, targets: k.Targets, path: at, whole: whole, line: n.Start.Line})
	}
}

func (m *mentioner) cell(n *yamltext.Node, at blueprint.Path) {
	s := blueprint.ShapeNamed(m.shapes, "touchpoint")
	switch {
	case n == nil || n.Alias != nil:
	case n.Kind == yamltext.Sequence:
		for i, item := range n.Items {
			m.cell(item, at.At(i))
		}
	case n.Get("together") != nil:
		m.cell(n.Get("together"), at.Key("together"))
	default:
		m.shape(s, n, at, at)
	}
}

// settings looks at the keys of what-ifs: they begin with an id.
func (m *mentioner) settings(n *yamltext.Node, at blueprint.Path) {
	if n.Kind != yamltext.Mapping || n.Alias != nil {
		return
	}
	for _, pair := range n.Pairs {
		if p, ok := blueprint.ParsePath(pair.Key.Value); ok && len(p) > 1 {
			m.found = append(m.found, mention{id: p[0].Key, key: "set", targets: []blueprint.Target{blueprint.ToTouchpoint, blueprint.ToPhase, blueprint.ToPersona, blueprint.ToActor},
				path: at.Key(pair.Key.Value), setting: true, whole: at.Key(pair.Key.Value), line: pair.Key.Start.Line})
		}
	}
}

// References lists what names a touchpoint, in all files.
func References(files Files, id string) ([]Reference, error) {
	r := &run{files: files, pages: map[string]*page{}, include: -1}
	var err error
	if r.before, r.found, err = r.load(nil); err != nil {
		return nil, err
	}
	r.graph = r.before.Graph()
	t, err := r.touchpoint(id)
	if err != nil {
		return nil, err
	}
	return r.references(t.page, map[string]bool{t.t.ID: true}, nil)
}

// naming are the mentions of some touchpoints of a page, on the page and on the
// root's; but leaves out what stands below a path of the page.
func (r *run) naming(home *page, ids map[string]bool, but blueprint.Path) (map[*page][]mention, error) {
	out := map[*page][]mention{}
	collect := func(p *page, prefix string) {
		for _, m := range p.mentions() {
			inside := p == home && but != nil && len(m.path) >= len(but) && slices.Equal(m.path[:len(but)], but)
			own, ok := strings.CutPrefix(m.id, prefix)
			if ok && ids[own] && slices.Contains(m.targets, blueprint.ToTouchpoint) && !inside {
				out[p] = append(out[p], m)
			}
		}
	}
	collect(home, "")
	root, err := r.open(r.files.Root)
	if err != nil || root == home {
		return out, err
	}
	for i := range r.before.Include { // the file may be taken in more than once
		if r.fileOf(i) == home.file {
			collect(root, prefixOf(r.before, i))
		}
	}
	return out, nil
}

func (r *run) references(home *page, ids map[string]bool, but blueprint.Path) ([]Reference, error) {
	named, err := r.naming(home, ids, but)
	if err != nil {
		return nil, err
	}
	var out []Reference
	for _, p := range sortedPages(r.pages) {
		for _, m := range named[p] {
			out = append(out, Reference{ID: m.id, File: p.file, Line: m.line, Path: m.path.String(), Key: m.key})
		}
	}
	return out, nil
}

// unname takes the references to some touchpoints away, or refuses to.
func (r *run) unname(home *page, ids map[string]bool, but blueprint.Path) error {
	refs, err := r.references(home, ids, but)
	switch {
	case err != nil:
		return err
	case len(refs) == 0:
		return nil
	case r.op.References == "" || r.op.References == "refuse":
		return &Refused{Reason: "it is still named elsewhere", References: refs}
	case r.op.References != "remove":
		return refuse("references cannot be %q; expected refuse or remove", r.op.References)
	}
	named, err := r.naming(home, ids, but)
	if err != nil {
		return err
	}
	for _, p := range sortedPages(r.pages) {
		list := named[p]
		for _, m := range slices.Backward(list) { // the last first, so that the places of the others stay
			if p.node(m.path) == nil {
				continue // it went with another one
			}
			if err := p.drop(m.whole); err != nil {
				return err
			}
		}
	}
	r.removed = append(r.removed, refs...)
	return nil
}

// drop takes a datum away, and with it what would say nothing then: a list
// becomes no key, a mapping that may be "true" becomes that.
func (p *page) drop(path blueprint.Path) error {
	root := p.root()
	for len(path) > 1 {
		up := path[:len(path)-1]
		holder := nodeAt(root, up)
		if holder == nil || len(holder.Pairs)+len(holder.Items) > 1 {
			break
		}
		if holder.Kind == yamltext.Mapping {
			s := p.shapeAt(up)
			if s == nil || s.Name == "step" || s.Name == "touchpoint" {
				break
			}
			if s.Flag {
				return p.do(edit.Set(p.text, up, true))
			}
		}
		path = up
	}
	edits, _, err := edit.Take(p.text, path)
	return p.do(edits, err)
}

// shapeAt tells of which shape the mapping at a path of the text is, nil where
// that is none.
func (p *page) shapeAt(path blueprint.Path) *blueprint.Shape {
	shapes := blueprint.Shapes()
	s := blueprint.ShapeNamed(shapes, "blueprint")
	for _, e := range path {
		if e.Key == "" || e.Key == "together" && s != nil && s.Name == "touchpoint" {
			continue
		}
		if s == nil {
			return nil
		}
		k, ok := s.Key(e.Key)
		if !ok {
			k = s.Rest
		}
		if k == nil || k.Form != blueprint.FormShape && k.Form != blueprint.FormCell {
			return nil
		}
		s = blueprint.ShapeNamed(shapes, k.Shape)
	}
	return s
}

// follow changes references to what has another id now.
func (r *run) follow() error {
	if r.page == nil {
		return nil
	}
	after, err := r.read(r.page.file, r.page.text)
	if err != nil {
		return err
	}
	for _, of := range []struct {
		target        blueprint.Target
		before, after []named
	}{
		{blueprint.ToTouchpoint, touchpointsOf(r.page.own, r.gone), touchpointsOf(after, r.came)},
		{blueprint.ToPhase, phasesOf(r.page.own, r.gone), phasesOf(after, r.came)},
		{blueprint.ToPersona, personasOf(r.page.own), personasOf(after)},
		{blueprint.ToActor, actorsOf(r.page.own), actorsOf(after)},
	} {
		ids, err := renamed(of.before, of.after)
		if err != nil {
			return err
		}
		if err := r.redirect(of.target, ids); err != nil {
			return err
		}
	}
	return nil
}

// named is something with an id; moved tells that the change is about it.
type named struct {
	id    string
	moved bool
}

func below(p, outer blueprint.Path) bool {
	return outer != nil && len(p) >= len(outer) && slices.Equal(p[:len(outer)], outer)
}

func touchpointsOf(b *blueprint.Blueprint, moved blueprint.Path) []named {
	g := b.Graph()
	var out []named
	for _, t := range b.Touchpoints() {
		out = append(out, named{t.ID, below(g.Path(t), moved)})
	}
	return out
}

func phasesOf(b *blueprint.Blueprint, moved blueprint.Path) []named {
	var out []named
	for i, p := range b.Phases {
		at := blueprint.Path{}.Key("phases").At(i)
		out = append(out, named{p.ID, len(moved) == 2 && slices.Equal(at, moved)})
	}
	return out
}

func personasOf(b *blueprint.Blueprint) []named {
	var out []named
	for _, p := range b.Personas {
		out = append(out, named{id: p.ID})
	}
	return out
}

func actorsOf(b *blueprint.Blueprint) []named {
	var out []named
	for _, a := range b.Actors {
		out = append(out, named{id: a.ID})
	}
	return out
}

// renamed pairs what was there before with what is there after: all that the
// change is not about stands in the same order, and what it moved, too.
func renamed(before, after []named) (map[string]string, error) {
	part := func(list []named, moved bool) []string {
		var out []string
		for _, n := range list {
			if n.moved == moved {
				out = append(out, n.id)
			}
		}
		return out
	}
	ids := map[string]string{}
	for _, moved := range []bool{false, true} {
		was, is := part(before, moved), part(after, moved)
		switch {
		case moved && (len(was) == 0 || len(is) == 0): // deleted or new
			continue
		case len(was) != len(is):
			return nil, refuse("the change would take more along than it is about")
		}
		for i := range was {
			if was[i] != is[i] && was[i] != "" && is[i] != "" {
				ids[was[i]] = is[i]
			}
		}
	}
	return ids, nil
}

// redirect changes the references to things of one kind, all at once.
func (r *run) redirect(target blueprint.Target, ids map[string]string) error {
	if len(ids) == 0 {
		return nil
	}
	change := func(p *page, prefix string) error {
		for _, m := range p.mentions() {
			own, ok := strings.CutPrefix(m.id, prefix)
			is := ids[own]
			if !ok || is == "" || !slices.Contains(m.targets, target) {
				continue
			}
			if err := p.mend(m, prefix+is); err != nil {
				return err
			}
		}
		return nil
	}
	if err := change(r.page, ""); err != nil {
		return err
	}
	if target == blueprint.ToTouchpoint {
		r.renamed = map[string]string{}
		for was, is := range ids {
			r.renamed[r.prefix()+was] = r.prefix() + is
		}
	}
	if r.page.file == r.files.Root || target != blueprint.ToTouchpoint && target != blueprint.ToPhase {
		return nil
	}
	root, err := r.open(r.files.Root)
	if err != nil {
		return err
	}
	for i := range r.before.Include {
		if r.fileOf(i) == r.page.file {
			if err := change(root, prefixOf(r.before, i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// mend writes another id where something is named.
func (p *page) mend(m mention, id string) error {
	if !m.setting {
		return p.do(edit.Set(p.text, m.path, id))
	}
	last := m.path[len(m.path)-1].Key
	key := id
	if inner, ok := blueprint.ParsePath(last); ok && len(inner) > 1 {
		key = append(blueprint.Path{{Key: id}}, inner[1:]...).String()
	}
	return p.do(edit.Rename(p.text, m.path, key))
}
