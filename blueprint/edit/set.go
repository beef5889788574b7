package edit

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Set gives the datum at a path a value: nil, a bool, a number, a string
// (which stays text: "12" is written in quotes), a [Map], or a slice of these.
// A scalar keeps its style of quoting where the new one allows it. Keys that
// are missing are added, with the mappings on the way there; an index one
// behind the last appends. A new key goes behind its siblings, or, where order
// lists keys, behind the last sibling that order has before it.
func Set(src []byte, path blueprint.Path, value any, order ...string) ([]Edit, error) {
	v, err := modelFor(value)
	if err != nil {
		return nil, fault(err, path)
	}
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.find(path)
	if err != nil {
		return nil, err
	}
	want := modelOf(t.root)
	rest := path[s.depth:]
	if len(rest) == 0 || s.node.Kind == yamltext.Null {
		v = wrap(rest, v)
		*want.at(path[:s.depth]) = *v
		return t.checked(t.replace(s, v), path, want)
	}
	e := rest[0]
	v = wrap(rest[1:], v)
	var at int
	if e.Key == "" {
		if e.Index != len(s.node.Items) {
			return nil, fault(ErrNotFound, path[:s.depth+1])
		}
		at = e.Index
	} else {
		at = ordered(s.node, e.Key, order)
	}
	want.at(path[:s.depth]).insert(at, e.Key, v)
	return t.checked(t.insert(s, at, e.Key, v), path, want)
}

// Insert puts a value into the list at a path, before the item that has the
// index now; the list's length appends.
func Insert(src []byte, path blueprint.Path, index int, value any) ([]Edit, error) {
	v, err := modelFor(value)
	if err != nil {
		return nil, fault(err, path)
	}
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	switch {
	case err != nil:
		return nil, err
	case s.node.Kind == yamltext.Null && index == 0:
		return Set(src, path.At(0), value)
	case s.node.Alias != nil:
		return nil, fault(ErrAlias, path)
	case s.node.Kind != yamltext.Sequence:
		return nil, fault(ErrKind, path)
	case index < 0 || index > len(s.node.Items):
		return nil, fault(ErrNotFound, path.At(index))
	}
	want := modelOf(t.root)
	want.at(path).insert(index, "", v)
	return t.checked(t.insert(s, index, "", v), path, want)
}

// ordered is where in a mapping a new key goes.
func ordered(n *yamltext.Node, key string, order []string) int {
	rank := slices.Index(order, key)
	if rank < 0 {
		return len(n.Pairs)
	}
	at := 0
	for i, p := range n.Pairs {
		if r := slices.Index(order, p.Key.Value); r >= 0 && r < rank {
			at = i + 1
		}
	}
	return at
}

// replace writes a value where another one stands. Blanks that end the line
// would become part of a text of several lines: it takes their place.
func (t *text) replace(s spot, v *model) []Edit {
	edits := t.exchange(s, v)
	for i, e := range edits {
		if end := t.lineEnd(e.End); strings.Contains(e.Text, "\n") && t.blank(e.End, end) {
			edits[i].End = end
		}
	}
	return edits
}

func (t *text) exchange(s spot, v *model) []Edit {
	w := writer{t.nl}
	from, to := written(s.node)
	mark := s.node.Mark
	switch {
	case s.parent == nil:
		return []Edit{{from, to, t.root0(from, v)}}
	case mark.Line == 0 && s.parent.Kind == yamltext.Mapping: // a key in braces without its colon
		return []Edit{{from, to, ": " + w.flow(v)}}
	case mark.Line == 0:
		return []Edit{{from, to, w.flow(v)}}
	}
	behind := mark.Offset + 1
	if !t.blank(behind, from) { // a comment, an anchor or a tag stands between: keep it
		missing := max(0, s.column+step-s.node.Start.Column+1)
		if s.node.Start.Column-1 > s.column || s.node.Alias != nil {
			missing = 0
		}
		return []Edit{{from, to, strings.Repeat(" ", missing) + t.inPlace(s, v)}}
	}
	if v.kind <= yamltext.Scalar || s.flow || t.commented(to) || w.small(v) && s.parent.Kind == yamltext.Mapping {
		if v.kind == yamltext.Null {
			return []Edit{{behind, to, ""}}
		}
		if t.blank(from, to) || s.node.Kind >= yamltext.Mapping && s.node.Style == yamltext.Block {
			return []Edit{{behind, to, " " + t.inPlace(s, v)}}
		}
		return []Edit{{from, to, t.inPlace(s, v)}}
	}
	if s.parent.Kind == yamltext.Sequence {
		return []Edit{{behind, to, w.item(v, mark.Column-1)}}
	}
	return []Edit{{behind, to, w.behind(v, s.column)}}
}

// inPlace writes a value so that it may stand in the middle of a line.
func (t *text) inPlace(s spot, v *model) string {
	w := writer{t.nl}
	if v.kind > yamltext.Scalar {
		return w.flow(v)
	}
	if !s.flow && v.tag == "!!str" && literalOK(v.text) && !t.commented(s.node.End.Offset) && s.node.Style != yamltext.DoubleQuoted {
		return w.literal(v.text, s.column+step)
	}
	return w.scalar(v, s.node.Style, s.flow)
}

// commented tells whether a comment follows on the line.
func (t *text) commented(i int) bool {
	return strings.HasPrefix(strings.TrimLeft(string(t.src[i:t.lineEnd(i)]), " \t"), "#")
}

// root0 writes the whole document anew.
func (t *text) root0(from int, v *model) string {
	w := writer{t.nl}
	before := ""
	if from > t.lineStart(from) && t.blank(from, len(t.src)) && t.root.Kind == yamltext.Null {
		before = t.nl
	}
	if v.kind <= yamltext.Scalar || len(v.items) == 0 {
		return before + w.flow(v)
	}
	return before + w.block(v, 0) + t.nl
}

// insert writes a new entry into a collection before the one at the index.
func (t *text) insert(s spot, at int, key string, v *model) []Edit {
	w := writer{t.nl}
	n := s.node
	length := len(n.Pairs) + len(n.Items)
	if s.flow || n.Style == yamltext.Flow {
		entry := w.flow(v)
		if n.Kind == yamltext.Mapping {
			entry = w.key(key, true) + ": " + entry
		}
		switch {
		case length == 0:
			return []Edit{{n.Start.Offset + 1, n.Start.Offset + 1, entry}}
		case at == 0:
			return []Edit{{n.Start.Offset + 1, n.Start.Offset + 1, entry + ", "}}
		}
		_, end := written(s.child(at - 1).node)
		return []Edit{{end, end, ", " + entry}}
	}
	column := n.Start.Column - 1
	entry := "-" + w.item(v, column)
	if n.Kind == yamltext.Mapping {
		entry = w.key(key, false) + ":" + w.behind(v, column)
	}
	indent := strings.Repeat(" ", column)
	if at == 0 {
		return []Edit{{n.Start.Offset, n.Start.Offset, entry + t.nl + indent}}
	}
	_, end := written(s.child(at - 1).node)
	end = t.lineEnd(end)
	return []Edit{{end, end, t.nl + indent + entry}}
}
