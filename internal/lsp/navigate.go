package lsp

import (
	"bytes"
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/rename"
	"github.com/servicemoments/moments/internal/lsp/half"
)

// maxFamily bounds the texts that are read for one question, in bytes.
const maxFamily = 32 << 20

// index reads the names in a file, in those that hang together with it by
// includes, and in the other blueprints that are open, which may refer to it.
func (s *server) index(path string) (*rename.Index, map[string]*text) {
	texts := map[string]*text{}
	all := map[string][]byte{}
	left := maxFamily
	for _, file := range append(s.files.family(path), s.files.scanOpen()...) {
		if texts[file] != nil || filepath.Base(file) == "moments.yaml" {
			continue
		}
		if d := s.files.document(file); file != path && d != nil && !d.wanted {
			continue
		}
		t, ok := s.files.text(file)
		if !ok || len(t.string) > left {
			continue
		}
		left -= len(t.string)
		texts[file], all[file] = t, []byte(t.string)
	}
	return s.names.of(all), texts
}

// latestIndex keeps the names of the latest texts, since editors ask several
// things about one state of them.
type latestIndex struct {
	mu    sync.Mutex
	texts map[string][]byte
	index *rename.Index
}

func (l *latestIndex) of(texts map[string][]byte) *rename.Index {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.index == nil || !maps.EqualFunc(l.texts, texts, bytes.Equal) {
		l.texts, l.index = texts, rename.Names(texts)
	}
	return l.index
}

// place is where a use stands, as the editor has it.
func (s *server) place(u rename.Use, texts map[string]*text) location {
	return location{URI: s.files.uri(u.File), Range: texts[u.File].span(u.Start, u.End)}
}

func (s *server) definition(ctx context.Context, p positionParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	offset := d.text.offset(p.Position)
	if at, ok := s.fileAt(d, offset); ok {
		return []location{at}, nil
	}
	x, texts := s.index(d.path)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if n, _, ok := x.At(d.path, offset); ok {
		return []location{s.place(n.Definition(), texts)}, nil
	}
	if x.Broken(d.path) == nil {
		return nil, nil
	}
	return s.roughDefinition(d, offset), nil
}

// roughDefinition seeks a definition in a text that cannot be read at the moment.
func (s *server) roughDefinition(d *document, offset int) any {
	t := newTree(d.text.string, shapesByName())
	sp, ok := t.at(offset)
	if !ok {
		return nil
	}
	id, targets := sp.name, []blueprint.Target{blueprint.ToLane}
	if !sp.onKey {
		k := shortKey(&sp)
		if k == nil || sp.node == nil {
			return nil
		}
		id, targets = sp.node.Text, k.Targets
	}
	if x := s.thing(d, t, targets, id); x != nil && x.end > x.start {
		in, ok := s.files.text(x.file)
		if !ok {
			return nil
		}
		return []location{{URI: s.files.uri(x.file), Range: in.span(x.start, x.end)}}
	}
	return nil
}

// fileAt is the file that is named at a place, by an include or a reference to
// another blueprint.
func (s *server) fileAt(d *document, offset int) (location, bool) {
	sp, ok := newTree(d.text.string, shapesByName()).at(offset)
	if !ok || sp.onKey || sp.node == nil || sp.shape == nil || !d.isFile() {
		return location{}, false
	}
	name := sp.node.Text
	switch {
	case sp.name == "see" && sp.shape.Name == "touchpoint":
		var id string
		var found bool
		if name, id, found = strings.Cut(name, "#"); found && offset > sp.node.Start+len(name) && name == "" || strings.Contains(name, ":") {
			return location{}, false // a touchpoint of this file, or an address
		}
		return s.start(filepath.Join(filepath.Dir(d.path), filepath.FromSlash(name)), id)
	case sp.name == "file" && sp.shape.Name == "include":
		return s.start(filepath.Join(filepath.Dir(d.path), filepath.FromSlash(name)), "")
	}
	return location{}, false
}

// start is where a file begins, or where a touchpoint is defined in it.
func (s *server) start(path, id string) (location, bool) {
	t, ok := s.files.text(path)
	if !ok {
		return location{}, false
	}
	at := location{URI: s.files.uri(path)}
	if id = strings.TrimSpace(id); id != "" {
		for _, x := range boardOf(half.Parse(t.string), path).things {
			if x.kind == "touchpoint" && x.id == id {
				at.Range = t.span(x.start, x.end)
				break
			}
		}
	}
	return at, true
}

type referenceParams struct {
	positionParams
	Context struct {
		IncludeDeclaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

func (s *server) references(_ context.Context, p referenceParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	x, texts := s.index(d.path)
	n, _, ok := x.At(d.path, d.text.offset(p.Position))
	if !ok {
		return nil, nil
	}
	out := []location{}
	for _, u := range n.Uses {
		if !u.Definition || p.Context.IncludeDeclaration {
			out = append(out, s.place(u, texts))
		}
	}
	return out, nil
}

func (s *server) highlight(_ context.Context, p positionParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	x, texts := s.index(d.path)
	n, _, ok := x.At(d.path, d.text.offset(p.Position))
	if !ok {
		return nil, nil
	}
	out := []highlight{}
	for _, u := range n.Uses {
		if u.File == d.path {
			kind := 2 // read
			if u.Definition {
				kind = 3 // written
			}
			out = append(out, highlight{Range: s.place(u, texts).Range, Kind: kind})
		}
	}
	return out, nil
}

// Kinds of symbols, as the protocol counts them: phases are shown as modules,
// steps as classes, touchpoints as methods.
const (
	symbolPhase = 2
	symbolStep  = 5
	symbolPoint = 6
)

func (s *server) symbols(_ context.Context, p documentParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok {
		return []symbol{}, nil
	}
	b := boardOf(half.Parse(d.text.string), d.path)
	out := []symbol{}
	for _, phase := range b.phases {
		var steps []symbol
		for _, step := range phase.steps {
			steps = append(steps, stepSymbol(d.text, step))
		}
		if phase.thing == nil {
			out = append(out, steps...)
			continue
		}
		out = append(out, symbolOf(d.text, orElse(phase.title, "phase"), phase.id, symbolPhase, phase.node, phase.start, phase.end, steps))
	}
	if s.client.Capabilities.TextDocument.DocumentSymbol.Hierarchical {
		return out, nil
	}
	flat := []object{}
	var flatten func(list []symbol, in string)
	flatten = func(list []symbol, in string) {
		for _, x := range list {
			flat = append(flat, object{"name": x.Name, "kind": x.Kind, "containerName": in, "location": location{URI: d.uri, Range: x.Range}})
			flatten(x.Children, x.Name)
		}
	}
	flatten(out, "")
	return flat, nil
}

func stepSymbol(t *text, step boardStep) symbol {
	var points []symbol
	for _, x := range step.points {
		points = append(points, symbolOf(t, orElse(x.title, orElse(x.id, "touchpoint")), x.lane, symbolPoint, x.node, x.start, x.end, nil))
	}
	title := step.title
	if title == "" && len(step.points) > 0 {
		title = step.points[0].title
	}
	return symbolOf(t, orElse(title, "step"), "", symbolStep, step.node, step.node.Start, step.node.Start, points)
}

// symbolOf makes a symbol whose name lies within it, as the protocol wants.
func symbolOf(t *text, name, detail string, kind int, n *half.Node, from, to int, children []symbol) symbol {
	if from < n.Start || to > n.End || to < from {
		from, to = n.Start, n.Start
	}
	return symbol{Name: name, Detail: detail, Kind: kind, Range: t.span(n.Start, n.End), SelectionRange: t.span(from, to), Children: children}
}

func (s *server) folding(_ context.Context, p documentParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	out := []foldingRange{}
	if !ok {
		return out, nil
	}
	var fold func(from int, n *half.Node)
	add := func(from, to int) {
		if a, b := d.text.position(from).Line, d.text.position(to).Line; b > a {
			out = append(out, foldingRange{StartLine: a, EndLine: b})
		}
	}
	fold = func(from int, n *half.Node) {
		if n.Kind >= half.Mapping || n.Quoted {
			add(from, n.End)
		}
		for _, e := range n.Entries {
			fold(e.Start, e.Value)
		}
		for _, item := range n.Items {
			fold(item.Start, item)
		}
	}
	root := half.Parse(d.text.string)
	for _, e := range root.Entries {
		fold(e.Start, e.Value)
	}
	slices.SortStableFunc(out, func(a, b foldingRange) int { return a.StartLine - b.StartLine })
	return slices.CompactFunc(out, func(a, b foldingRange) bool { return a.StartLine == b.StartLine }), nil
}
