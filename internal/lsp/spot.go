package lsp

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/lsp/half"
)

// spot is what stands at a place of a half-typed text, by the table of keys.
type spot struct {
	shape *blueprint.Shape // of the mapping around the place
	key   *blueprint.Key   // on a key: that key, nil for an unknown one; else the key whose value this is
	child *blueprint.Shape // on a value: the mapping that may stand here

	onKey   bool
	lane    bool        // on a key: it is a lane's, or what is to become one
	name    string      // as typed, of the key, or of the key whose value this is
	entry   *half.Entry // on a key
	mapping *half.Node  // the mapping that the key stands in
	node    *half.Node  // on a value: the value
	start   int         // of the word or value
	end     int
}

// tree is a half-typed text with the table of keys.
type tree struct {
	root   *half.Node
	shapes map[string]*blueprint.Shape
}

func newTree(text string, shapes map[string]*blueprint.Shape) *tree {
	return &tree{root: half.Parse(text), shapes: shapes}
}

func shapesByName() map[string]*blueprint.Shape {
	out := map[string]*blueprint.Shape{}
	for _, s := range blueprint.Shapes() {
		out[s.Name] = s
	}
	return out
}

// at finds what stands at an offset.
func (t *tree) at(offset int) (spot, bool) {
	f := finder{tree: t, offset: offset}
	if t.root.Kind == half.Mapping {
		return f.mapping(t.shapes["blueprint"], t.root)
	}
	// Nothing but a word has been typed: it is to become a key.
	e := &half.Entry{Key: t.root.Text, Start: t.root.Start, End: t.root.End, Colon: -1, Value: &half.Node{}}
	return spot{shape: t.shapes["blueprint"], onKey: true, entry: e, mapping: &half.Node{Kind: half.Mapping}, name: e.Key, start: e.Start, end: e.End}, t.root.Kind == half.Scalar
}

type finder struct {
	*tree
	offset int
}

func (f *finder) covers(start, end int) bool { return start <= f.offset && f.offset <= end }

func (f *finder) mapping(s *blueprint.Shape, n *half.Node) (spot, bool) {
	for i := range n.Entries {
		e := &n.Entries[i]
		k, known := s.Key(e.Key)
		cell := s.Rest != nil && s.Rest.Form == blueprint.FormCell
		rest := s.Rest != nil && s.Rest.Form == blueprint.FormMap
		if f.covers(e.Start, e.End) {
			if !known {
				k = nil
			}
			if rest && !known {
				k = s.Rest
			}
			return spot{shape: s, key: k, onKey: true, lane: cell && !known, name: e.Key, entry: e, mapping: n, start: e.Start, end: e.End}, true
		}
		if e.Colon < 0 || f.offset <= e.Colon || f.offset > max(e.Value.End, e.Colon+1) {
			continue
		}
		switch {
		case known:
			return f.value(s, k, e.Key, e.Value)
		case cell:
			return f.cell(s, e)
		case rest:
			return spot{shape: s, key: &blueprint.Key{Name: e.Key, Doc: s.Rest.Doc, Form: s.Rest.Of, Example: s.Rest.Example, Min: s.Rest.Min, Max: s.Rest.Max}, name: e.Key, node: e.Value, start: e.Value.Start, end: e.Value.End}, true
		}
		return spot{}, false
	}
	return spot{}, false
}

// cell finds the place in what stands in a lane.
func (f *finder) cell(step *blueprint.Shape, e *half.Entry) (spot, bool) {
	k := &blueprint.Key{Name: e.Key, Doc: step.Rest.Doc, Form: blueprint.FormShape, Shape: "touchpoint", Many: true, Example: step.Rest.Example}
	return f.value(step, k, e.Key, e.Value)
}

func (f *finder) value(s *blueprint.Shape, k *blueprint.Key, name string, n *half.Node) (spot, bool) {
	if n.Kind == half.List {
		for _, item := range n.Items {
			if f.covers(item.Start, item.End) {
				return f.value(s, k, name, item)
			}
		}
		return spot{shape: s, key: k, child: f.childOf(k), name: name, node: n, start: f.offset, end: f.offset}, true
	}
	if n.Kind == half.Mapping {
		if together := n.Get("together"); together != nil && k.Shape == "touchpoint" && f.covers(together.Start, together.End) {
			return f.value(s, k, name, together)
		}
		switch {
		case k.Form == blueprint.FormShape:
			if found, ok := f.mapping(f.shapes[k.Shape], n); ok {
				return found, true
			}
			return spot{shape: f.shapes[k.Shape], onKey: true, mapping: n, entry: &half.Entry{Start: f.offset, End: f.offset, Colon: -1}, start: f.offset, end: f.offset}, n.Flow
		case k.Form == blueprint.FormMap:
			return f.named(s, k, n)
		}
		return spot{}, false
	}
	return spot{shape: s, key: k, child: f.childOf(k), name: name, node: n, start: n.Start, end: n.End}, true
}

func (f *finder) childOf(k *blueprint.Key) *blueprint.Shape {
	switch k.Form {
	case blueprint.FormShape:
		return f.shapes[k.Shape]
	case blueprint.FormMap: // whose keys are names
		return &blueprint.Shape{Name: k.Name, Doc: k.Doc, Rest: k}
	}
	return nil
}

// named finds the place in a mapping by name.
func (f *finder) named(s *blueprint.Shape, k *blueprint.Key, n *half.Node) (spot, bool) {
	for i := range n.Entries {
		e := &n.Entries[i]
		if f.covers(e.Start, e.End) {
			return spot{shape: f.childOf(k), key: k, onKey: true, name: e.Key, entry: e, mapping: n, start: e.Start, end: e.End}, true
		}
		if e.Colon >= 0 && f.offset > e.Colon && f.offset <= max(e.Value.End, e.Colon+1) {
			value := &blueprint.Key{Name: e.Key, Doc: k.Doc, Form: k.Of, Example: k.Example, Min: k.Min, Max: k.Max}
			return spot{shape: s, key: value, name: e.Key, node: e.Value, start: e.Value.Start, end: e.Value.End}, true
		}
	}
	return spot{}, false
}
