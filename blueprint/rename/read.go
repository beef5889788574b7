package rename

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// node is a place in a tree, together with what writing there must know.
type node struct {
	*yamltext.Node
	flow bool // it stands within brackets
	from int  // bytes of the value that the id takes up; to 0: all of it
	to   int
}

// decl is where something with an id is written.
type decl struct {
	kind  Kind
	id    string
	title string
	path  blueprint.Path
	file  *file
	owner node // the mapping, or the plain value that is its title
	id0   node // the value of id; its Node is nil where none is written
}

// ref is where an id names something.
type ref struct {
	kinds []Kind // what it may name, in the order in which it is looked for
	text  string
	at    node
	below string // for the head of a setting: the key that follows
	see   string // for a reference to another file: the file
}

// include is a file that is taken in.
type include struct {
	file   string
	prefix string
}

// file is one text with all that is named in it.
type file struct {
	name     string
	text     []byte
	source   blueprint.Source
	root     *yamltext.Node
	decls    []*decl
	refs     []ref
	includes []include
	lanes    bool // its lanes are written

	byID map[Kind]map[string]*decl
}

// read finds the names in one text.
func read(name string, text []byte) (*file, error) {
	root, problems := yamltext.Parse(text, yamltext.Limits{Bytes: blueprint.MaxBytes})
	if root == nil {
		p := problems[0]
		return nil, fmt.Errorf("%s:%d:%d: %s", name, p.Start.Line, p.Start.Column, p.Message)
	}
	b, _ := blueprint.Read(bytes.NewReader(text), name) // what is wrong in it beside is said elsewhere
	if b == nil {
		return nil, errors.New(name + ": this is no blueprint")
	}
	f := &file{name: name, text: text, root: root, source: blueprint.Source{File: name, Text: text}, byID: map[Kind]map[string]*decl{}}
	f.lanes = root.Get("lanes") != nil
	f.declare(b)
	w := walker{shapes: shapes(), file: f}
	w.mapping(w.shapes["blueprint"], root, false)
	for _, inc := range b.Include {
		f.includes = append(f.includes, include{file: besides(name, inc.File), prefix: prefixOf(inc)})
	}
	return f, nil
}

func shapes() map[string]*blueprint.Shape {
	out := map[string]*blueprint.Shape{}
	for _, s := range blueprint.Shapes() {
		out[s.Name] = s
	}
	return out
}

// declare notes what has an id, written or not. The ids that follow from titles
// are those that reading has given.
func (f *file) declare(b *blueprint.Blueprint) {
	g := b.Graph()
	for _, l := range b.Lanes {
		f.add(Lane, l.ID, l.Title, blueprint.Path{}.Key("lanes").At(len(f.byID[Lane])))
	}
	for i, p := range b.Personas {
		f.add(Persona, p.ID, p.Title, blueprint.Path{}.Key("personas").At(i))
	}
	for i, a := range b.Actors {
		f.add(Actor, a.ID, a.Title, blueprint.Path{}.Key("actors").At(i))
	}
	for i, j := range b.Journeys {
		f.add(Journey, j.ID, j.Title, blueprint.Path{}.Key("journeys").At(i))
	}
	for i, s := range b.Scenarios {
		f.add(Scenario, s.ID, s.Title, blueprint.Path{}.Key("scenarios").At(i))
	}
	if b.Loyalty != nil {
		for i, d := range b.Loyalty.Drivers {
			f.add(Driver, d.ID, d.Title, blueprint.Path{}.Key("loyalty").Key("drivers").At(i))
		}
	}
	if f.root.Get("phases") != nil {
		for i, p := range b.Phases {
			f.add(Phase, p.ID, p.Title, blueprint.Path{}.Key("phases").At(i))
		}
	}
	for i, s := range b.Steps() {
		f.add(Step, s.ID, s.Title, g.StepPath(i))
	}
	for _, t := range g.Touchpoints() {
		f.add(Touchpoint, t.ID, t.Title, g.Path(t))
	}
}

func (f *file) add(kind Kind, id, title string, path blueprint.Path) {
	owner, ok := follow(f.root, path)
	if !ok || id == "" {
		return
	}
	d := &decl{kind: kind, id: id, title: title, path: path, file: f, owner: owner}
	if at := owner.Get("id"); at != nil {
		if at.Alias != nil || at.Kind != yamltext.Scalar {
			return
		}
		d.id0 = node{Node: at, flow: owner.flow || owner.Style == yamltext.Flow}
	}
	f.decls = append(f.decls, d)
	if f.byID[kind] == nil {
		f.byID[kind] = map[string]*decl{}
	}
	if f.byID[kind][id] == nil {
		f.byID[kind][id] = d
	}
}

// follow finds what a path leads to. What is written as one value though it
// could be a list counts as the first of that list. Ways through aliases are not
// followed: what stands there stands elsewhere.
func follow(n *yamltext.Node, path blueprint.Path) (node, bool) {
	at := node{Node: n}
	for _, e := range path {
		flow := at.flow || at.Style == yamltext.Flow
		switch {
		case e.Key != "":
			at.Node = at.Get(e.Key)
		case at.Kind != yamltext.Sequence:
			continue
		case e.Index < len(at.Items):
			at.Node = at.Items[e.Index]
		default:
			return at, false
		}
		if at.Node == nil || at.Alias != nil {
			return at, false
		}
		at.flow = flow
	}
	return at, at.Kind != yamltext.Null
}
