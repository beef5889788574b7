package edit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Delete takes keys or items away, with their values and the comments on their
// last lines; comments on lines of their own stay. The last entry of a
// collection leaves {} or [] behind. All paths mean the text as it is; the text
// is read and checked once, however many there are.
func Delete(src []byte, paths ...blueprint.Path) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	gone := map[*yamltext.Node]map[int]bool{} // entries by the collection that they stand in
	holders := map[*yamltext.Node]spot{}
	var order []*yamltext.Node
	for _, path := range paths {
		if len(path) == 0 {
			return nil, fault(ErrKind, path)
		}
		s, err := t.whole(path)
		if err != nil {
			return nil, err
		}
		if gone[s.parent] == nil {
			holder, err := t.find(path[:len(path)-1])
			if err != nil {
				return nil, err
			}
			gone[s.parent], holders[s.parent], order = map[int]bool{}, holder, append(order, s.parent)
		}
		gone[s.parent][s.index] = true
	}
	var edits []Edit
	for _, n := range order {
		if len(gone[n]) == len(n.Pairs)+len(n.Items) {
			edits = append(edits, t.empty(holders[n])...)
		} else {
			edits = append(edits, t.remove(n, gone[n])...)
		}
	}
	path := blueprint.Path{}
	if len(paths) == 1 {
		path = paths[0]
	}
	return t.checked(outer(edits), path, modelWithout(t.root, gone))
}

// outer leaves out deletions that lie within others.
func outer(edits []Edit) []Edit {
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	var out []Edit
	for _, e := range edits {
		if n := len(out); n == 0 || e.End > out[n-1].End {
			out = append(out, e)
		}
	}
	return out
}

// modelWithout is the model of a tree less some entries of its collections.
func modelWithout(n *yamltext.Node, gone map[*yamltext.Node]map[int]bool) *model {
	m := modelOf(n)
	if n.Alias != nil {
		return m
	}
	for i := len(m.items) - 1; i >= 0; i-- {
		if gone[n][i] {
			m.remove(i)
		} else {
			m.items[i] = modelWithout(valueAt(n, i), gone)
		}
	}
	return m
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

// remove takes some entries away, but not all.
func (t *text) remove(n *yamltext.Node, gone map[int]bool) []Edit {
	length := len(n.Pairs) + len(n.Items)
	var edits []Edit
	for i := 0; i < length; i++ {
		if !gone[i] {
			continue
		}
		first := i
		for i+1 < length && gone[i+1] && (n.Style == yamltext.Flow || !t.ownLine(n, i+1)) {
			i++
		}
		if n.Style == yamltext.Block && t.ownLine(n, first) {
			_, to := written(valueAt(n, first))
			edits = append(edits, Edit{t.lineStart(entryStart(n, first)), t.nextLine(to), ""})
			continue
		}
		edits = append(edits, t.removeRun(n, first, i, gone))
	}
	return edits
}

// ownLine tells whether an entry of a block starts a line.
func (t *text) ownLine(n *yamltext.Node, i int) bool {
	at := entryStart(n, i)
	return t.blank(t.lineStart(at), at)
}

// removeRun takes neighbours away that share their lines with others.
func (t *text) removeRun(n *yamltext.Node, first, last int, gone map[int]bool) Edit {
	from := entryStart(n, first)
	_, to := written(valueAt(n, last))
	more := last < len(n.Pairs)+len(n.Items)-1
	if n.Style == yamltext.Flow {
		if more {
			return Edit{from, entryStart(n, last+1), ""}
		}
		_, end := written(valueAt(n, first-1))
		return Edit{end, to, ""}
	}
	// The entry shares its line with the dash before it: what follows moves up.
	for more && gone[last+1] {
		last++
		_, to = written(valueAt(n, last))
		more = last < len(n.Pairs)+len(n.Items)-1
	}
	if more && t.blank(t.nextLine(to), entryStart(n, last+1)) {
		return Edit{from, entryStart(n, last+1), ""}
	}
	for from > t.lineStart(from) && t.src[from-1] == ' ' {
		from--
	}
	return Edit{from, t.lineEnd(to), ""}
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
