package edit

import (
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Delete takes a key or an item away, with its value and the comment on its
// last line; comments on lines of their own stay. The last entry of a
// collection leaves {} or [] behind.
func Delete(src []byte, path blueprint.Path) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, err
	}
	if s.parent == nil {
		return nil, fault(ErrKind, path)
	}
	want := modelOf(t.root)
	up := path[:len(path)-1]
	want.at(up).remove(s.index)
	if len(s.parent.Pairs)+len(s.parent.Items) == 1 {
		holder, err := t.find(up)
		if err != nil {
			return nil, err
		}
		return t.checked(t.empty(holder), path, want)
	}
	return t.checked(t.remove(s), path, want)
}

// empty takes everything out of a collection.
func (t *text) empty(s spot) []Edit {
	if s.node.Style == yamltext.Flow {
		return []Edit{{s.node.Start.Offset + 1, s.node.End.Offset - 1, ""}}
	}
	return t.replace(s, &model{kind: s.node.Kind})
}

// entryStart is where an entry starts: at its key or dash.
func entryStart(n *yamltext.Node, i int) int {
	switch {
	case n.Kind == yamltext.Mapping:
		return n.Pairs[i].Key.Start.Offset
	case n.Style == yamltext.Block:
		return n.Items[i].Mark.Offset
	}
	from, _ := written(n.Items[i])
	return from
}

// remove takes one entry of several away.
func (t *text) remove(s spot) []Edit {
	n := s.parent
	from := entryStart(n, s.index)
	_, to := written(s.node)
	last := s.index == len(n.Pairs)+len(n.Items)-1
	if n.Style == yamltext.Flow {
		if !last {
			return []Edit{{from, entryStart(n, s.index+1), ""}}
		}
		before := n.Items
		for _, p := range n.Pairs {
			before = append(before, p.Value)
		}
		_, end := written(before[s.index-1])
		return []Edit{{end, to, ""}}
	}
	start := t.lineStart(from)
	if t.blank(start, from) {
		return []Edit{{start, t.nextLine(to), ""}}
	}
	// The entry shares its line with the dash before it: what follows moves up.
	next := entryStart(n, min(s.index+1, len(n.Pairs)+len(n.Items)-1))
	if between := t.nextLine(to); !last && t.blank(between, next) {
		return []Edit{{from, next, ""}}
	}
	for from > start && t.src[from-1] == ' ' {
		from--
	}
	return []Edit{{from, t.lineEnd(to), ""}}
}

// Rename gives the key at the end of a path another name. References to it
// elsewhere are the caller's to change.
func Rename(src []byte, path blueprint.Path, name string) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, err
	}
	if s.parent == nil || s.parent.Kind != yamltext.Mapping {
		return nil, fault(ErrKind, path)
	}
	want := modelOf(t.root)
	for i, p := range s.parent.Pairs {
		if p.Key.Value == name && i != s.index {
			return nil, fault(ErrExists, path)
		}
	}
	want.at(path[:len(path)-1]).keys[s.index] = name
	key := s.parent.Pairs[s.index].Key
	w := writer{t.nl}
	style := key.Style
	if style > yamltext.DoubleQuoted {
		style = yamltext.Plain
	}
	text := w.scalar(&model{kind: yamltext.Scalar, tag: "!!str", text: name}, style, s.flow)
	return t.checked([]Edit{{key.Start.Offset, key.End.Offset, text}}, path, want)
}

// Widen makes room beside a text: it turns the scalar at a path into a mapping
// with that text under a key, so that `customer: Sit down` becomes
// `customer: {title: Sit down}`.
func Widen(src []byte, path blueprint.Path, key string) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	switch {
	case err != nil:
		return nil, err
	case s.node.Alias != nil:
		return nil, fault(ErrAlias, path)
	case s.node.Kind != yamltext.Scalar:
		return nil, fault(ErrKind, path)
	}
	want := modelOf(t.root)
	was := *want.at(path)
	wide := &model{kind: yamltext.Mapping, keys: []string{key}, items: []*model{&was}}
	*want.at(path) = *wide
	w := writer{t.nl}
	from, to := written(s.node)
	inner := w.flow(&was)
	oneLine := s.node.Start.Line == s.node.End.Line
	if oneLine && (s.node.Style != yamltext.Plain || yamltext.Bare(was.text, true)) {
		inner = string(t.src[from:to]) // as it is written
	}
	if !oneLine && !t.commented(to) && literalOK(was.text) && s.parent != nil && !s.flow && s.node.Mark.Line > 0 && t.blank(s.node.Mark.Offset+1, from) {
		return t.checked([]Edit{{s.node.Mark.Offset + 1, to, t.nl + strings.Repeat(" ", s.column+step) + w.block(wide, s.column+step)}}, path, want)
	}
	return t.checked([]Edit{{from, to, "{" + w.key(key, true) + ": " + inner + "}"}}, path, want)
}
