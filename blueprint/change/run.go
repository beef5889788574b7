package change

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// run is one change under way.
type run struct {
	files  Files
	op     Op
	before *blueprint.Blueprint
	graph  *blueprint.Graph
	found  blueprint.Diagnostics // what is wrong before the change
	pages  map[string]*page
	reads  map[string]reading // by name and text: some are asked for more than once

	// What the change is about: in which file, what went away there and what
	// came, as paths of the file before and after. References follow what is
	// neither.
	page       *page
	include    int
	gone, came blueprint.Path
	focus      blueprint.Path
	removed    []Reference
	renamed    map[string]string
}

// page is the text of one file with the edits so far.
type page struct {
	file  string
	src   []byte
	text  []byte
	edits []edit.Edit
	tree  *yamltext.Node       // of text; nil where it must be read again
	own   *blueprint.Blueprint // what src says, read on its own
	graph *blueprint.Graph
}

// Apply makes a change. The files stay as they are; the error is a [*Refused].
func Apply(files Files, op Op) (*Result, error) {
	r := &run{files: files, op: op, pages: map[string]*page{}, include: -1}
	result, err := r.do()
	if err != nil {
		var refused *Refused
		if !errors.As(err, &refused) {
			refused = &Refused{Reason: plainly(err), cause: err}
		}
		refused.Op = op
		return nil, refused
	}
	return result, nil
}

// plainly says in plain words why a text could not be edited.
func plainly(err error) string {
	switch {
	case errors.Is(err, edit.ErrAlias):
		return "this is an alias of another place; change it there"
	case errors.Is(err, edit.ErrUnsafe):
		return "the text is written in a way that cannot be changed safely here; change it by hand"
	}
	return err.Error()
}

func refuse(format string, args ...any) error { return &Refused{Reason: fmt.Sprintf(format, args...)} }

func (r *run) do() (*Result, error) {
	kind, ok := kindNamed(r.op.Do)
	if !ok {
		hint := ""
		if near := nearestKind(r.op.Do); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		return nil, refuse("there is no such kind of change%s", hint)
	}
	if missing, ok := kind.needed(r.op); !ok {
		return nil, refuse("expected %s, as in %s", strings.ReplaceAll(missing, "|", " or "), kind.Example)
	}
	var err error
	if r.before, r.found, err = r.load(nil); err != nil {
		return nil, err
	}
	r.graph = r.before.Graph()
	if err := kind.apply(r); err != nil {
		return nil, err
	}
	if err := r.follow(); err != nil {
		return nil, err
	}
	return r.result()
}

// result reads the blueprint again and refuses a change that breaks it.
func (r *run) result() (*Result, error) {
	out := &Result{Edits: map[string][]edit.Edit{}, Texts: map[string][]byte{}, Removed: r.removed, Renamed: r.renamed}
	for name, p := range r.pages {
		if len(p.edits) > 0 {
			out.Edits[name], out.Texts[name] = p.edits, p.text
		}
	}
	after, found, err := r.load(out.Texts)
	if err != nil {
		return nil, err
	}
	if fresh := newFindings(r.found, found); len(fresh) > 0 {
		return nil, &Refused{Reason: "the blueprint would not be valid then", Found: fresh}
	}
	out.Blueprint = after
	r.aim(out)
	return out, nil
}

// newFindings are the findings after a change that were not there before.
func newFindings(before, after blueprint.Diagnostics) blueprint.Diagnostics {
	type said struct{ file, rule, message string }
	known := map[said]int{}
	for _, d := range before {
		known[said{d.Range.Start.File, d.Rule, d.Message}]++
	}
	var fresh blueprint.Diagnostics
	for _, d := range after {
		key := said{d.Range.Start.File, d.Rule, d.Message}
		if known[key] > 0 {
			known[key]--
			continue
		}
		fresh = append(fresh, d)
	}
	return fresh
}

// aim finds where what the change was about stands now.
func (r *run) aim(out *Result) {
	if r.page == nil {
		return
	}
	prefixed := func(p blueprint.Path) string {
		if r.include >= 0 {
			p = append(blueprint.Path{}.Key("include").At(r.include), p...)
		}
		return p.String()
	}
	out.Focus = prefixed(r.focus)
	own, err := r.read(r.page.file, r.page.text)
	if err != nil {
		return
	}
	g := own.Graph()
	all := out.Blueprint.Graph()
	for _, t := range own.Touchpoints() {
		p := g.Path(t)
		if len(r.focus) < len(p) || !slices.Equal(r.focus[:len(p)], p) {
			continue
		}
		out.ID = r.prefix() + t.ID
		if now, ok := all.Touchpoint(out.ID); ok {
			out.Focus = append(all.Path(now), r.focus[len(p):]...).String()
		}
	}
}

// prefix stands before the ids of the file that the change is in.
func (r *run) prefix() string { return prefixOf(r.before, r.include) }

// open gives the page of a file.
func (r *run) open(name string) (*page, error) {
	if p := r.pages[name]; p != nil {
		return p, nil
	}
	text, ok := r.files.Texts[name]
	if !ok {
		return nil, refuse("there is no text of %s", name)
	}
	own, err := r.read(name, text)
	if err != nil {
		return nil, err
	}
	p := &page{file: name, src: text, text: text, own: own, graph: own.Graph()}
	r.pages[name] = p
	return p, nil
}

// reading is what a text says on its own.
type reading struct {
	b   *blueprint.Blueprint
	err error
}

func (r *run) reading(name string, text []byte) reading {
	key := name + "\x00" + string(text)
	out, ok := r.reads[key]
	if !ok {
		out.b, out.err = blueprint.Read(bytes.NewReader(text), name)
		if r.reads == nil {
			r.reads = map[string]reading{}
		}
		r.reads[key] = out
	}
	return out
}

// read reads a text on its own; problems of what it says do not matter here.
func (r *run) read(name string, text []byte) (*blueprint.Blueprint, error) {
	got := r.reading(name, text)
	if got.b == nil {
		refused := &Refused{Reason: "the text cannot be read", cause: got.err}
		errors.As(got.err, &refused.Found)
		return nil, refused
	}
	return got.b, nil
}

// do makes edits of the text as it is now.
func (p *page) do(edits []edit.Edit, err error) error {
	if err != nil {
		return err
	}
	text, err := edit.Apply(p.text, edits)
	if err != nil {
		return err
	}
	if p.edits, err = edit.Compose(p.src, p.edits, edits); err != nil {
		return err
	}
	p.text, p.tree = text, nil
	return nil
}

// root is the tree of the text as it is now; it is not nil.
func (p *page) root() *yamltext.Node {
	if p.tree == nil {
		doc, _ := yamltext.Read(p.text, yamltext.Limits{})
		if p.tree = doc.Root; p.tree == nil {
			p.tree = &yamltext.Node{}
		}
	}
	return p.tree
}

// node finds the value at a path of the text, nil where there is none.
func (p *page) node(path blueprint.Path) *yamltext.Node { return nodeAt(p.root(), path) }

func nodeAt(n *yamltext.Node, path blueprint.Path) *yamltext.Node {
	for _, e := range path {
		switch {
		case n == nil:
			return nil
		case e.Key != "":
			n = n.Get(e.Key)
		case n.Kind == yamltext.Sequence && e.Index < len(n.Items):
			n = n.Items[e.Index]
		default:
			return nil
		}
	}
	return n
}

// spell gives the path that a datum has in the text: without the index of what
// is written as one value though it could be a list, and with "together" where
// one touchpoint stands there alone.
func (p *page) spell(path blueprint.Path) blueprint.Path {
	var out blueprint.Path
	n := p.root()
	for i, e := range path {
		switch {
		case n == nil:
		case e.Key != "":
			n = n.Get(e.Key)
		case n.Kind != yamltext.Sequence && e.Index > 0:
			n = nil
		case n.Kind != yamltext.Sequence: // a single value: it has no index
		case e.Index < len(n.Items):
			n = n.Items[e.Index]
			out = out.At(e.Index)
		default:
			n = nil
		}
		if e.Key != "" || n == nil {
			out = append(out[:len(out):len(out)], e)
			continue
		}
		if t := n.Get("together"); t != nil && (i+1 == len(path) || path[i+1].Key != "together") {
			out, n = out.Key("together"), t
			if t.Kind == yamltext.Sequence && len(t.Items) == 1 {
				out, n = out.At(0), t.Items[0]
			}
		}
	}
	return out
}

// ids are all ids of touchpoints that a new one must not take.
func (r *run) ids(p *page) map[string]bool {
	taken := map[string]bool{touchpoint.End: true}
	for _, b := range []*blueprint.Blueprint{p.own, r.before} {
		for _, t := range b.Touchpoints() {
			taken[t.ID] = true
			taken[blueprint.Slug(t.Title)] = true
		}
	}
	return taken
}

// free makes a slug an id that is not taken, and takes it.
func free(taken map[string]bool, slug string) string {
	if slug == "" {
		slug = "touchpoint"
	}
	id := slug
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", slug, n)
	}
	taken[id] = true
	return id
}

func sortedPages(pages map[string]*page) []*page {
	var out []*page
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		out = append(out, pages[name])
	}
	return out
}
