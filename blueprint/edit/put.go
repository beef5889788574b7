package edit

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// wide is how long a line in brackets may become before it is written in lines.
const wide = 140

// Put puts a piece into the list at a path, before the item that has the index
// now; the list's length appends. A single value becomes a list with it, and a
// list in brackets is written in lines where the piece asks for it.
func Put(src []byte, path blueprint.Path, index int, p Piece) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, err
	}
	n := s.node
	w := writer{t.nl}
	flow, inline := w.flowPiece(p)
	switch {
	case n.Alias != nil:
		return nil, fault(ErrAlias, path)
	case n.Kind == yamltext.Null && s.parent != nil && index == 0:
		return t.fill(s, path, p)
	case n.Kind != yamltext.Sequence:
		return t.then(path, List, inline && len(p.lines) < 2, func(src []byte) ([]Edit, error) { return Put(src, path, index, p) })
	case index < 0 || index > len(n.Items):
		return nil, fault(ErrNotFound, path.At(index))
	case n.Style == yamltext.Flow:
		return t.putFlow(s, path, index, "", flow, inline, p)
	}
	want := modelOf(t.root)
	want.at(path).insert(index, "", p.value)
	column := n.Start.Column - 1
	line := "-" + w.dash(p, column)
	if p.lines == nil && p.value.kind == yamltext.Mapping && w.small(p.value) && inBrackets(n) {
		line = "- " + w.flow(p.value)
	}
	return t.checked(t.putLines(n, index, append(p.comments(), line), p.apart), path, want)
}

// then does one edit after another one that prepares for it.
func (t *text) then(path blueprint.Path, prepare func([]byte, blueprint.Path, bool) ([]Edit, error), inline bool, next func([]byte) ([]Edit, error)) ([]Edit, error) {
	first, err := prepare(t.src, path, inline)
	if err != nil {
		return nil, err
	}
	between, err := Apply(t.src, first)
	if err != nil {
		return nil, err
	}
	second, err := next(between)
	if err != nil {
		return nil, err
	}
	return Compose(t.src, first, second)
}

// fill makes an empty value a list of one.
func (t *text) fill(s spot, path blueprint.Path, p Piece) ([]Edit, error) {
	w := writer{t.nl}
	want := modelOf(t.root)
	*want.at(path) = model{kind: yamltext.Sequence, items: []*model{p.value}}
	flow, inline := w.flowPiece(p)
	if s.flow || s.node.Mark.Line == 0 || inline && p.value.kind <= yamltext.Scalar {
		if !inline {
			return nil, fault(ErrUnsafe, path)
		}
		return t.checked(t.replaceText(s, "["+flow+"]"), path, want)
	}
	end := t.lineEnd(s.node.Mark.Offset)
	indent := t.nl + strings.Repeat(" ", s.column+step)
	text := ""
	for _, line := range append(p.comments(), "-"+w.dash(p, s.column+step)) {
		text += indent + line
	}
	return t.checked([]Edit{{end, end, text}}, path, want)
}

// replaceText writes a text in one line where a value stands.
func (t *text) replaceText(s spot, text string) []Edit {
	from, to := written(s.node)
	if s.node.Kind == yamltext.Null && s.node.Mark.Line > 0 {
		return []Edit{{s.node.Mark.Offset + 1, s.node.Mark.Offset + 1, " " + text}}
	}
	return []Edit{{from, to, text}}
}

// putFlow puts an entry into brackets, which are opened where it needs lines.
func (t *text) putFlow(s spot, path blueprint.Path, index int, key, flow string, inline bool, p Piece) ([]Edit, error) {
	n := s.node
	again := func(src []byte) ([]Edit, error) {
		if n.Kind == yamltext.Mapping {
			return putAt(src, path, index, key, p)
		}
		return Put(src, path, index, p)
	}
	width := t.lineEnd(n.End.Offset) - t.lineStart(n.Start.Offset) + len([]rune(flow))
	length := len(n.Pairs) + len(n.Items)
	opened := !inline || width > wide && !s.flow || length == 0 && n.Kind == yamltext.Mapping && s.parent != nil && s.parent.Kind == yamltext.Sequence
	if opened {
		if edits, err := t.opened(s, path, again, index, key, p); err == nil || !inline {
			return edits, err
		}
	}
	w := writer{t.nl}
	if n.Kind == yamltext.Mapping {
		flow = w.key(key, true) + ": " + flow
	}
	want := modelOf(t.root)
	want.at(path).insert(index, key, p.value)
	at, text := n.Start.Offset+1, flow
	switch {
	case length > 0 && index == 0:
		text = flow + ", "
	case length > 0:
		_, at = written(valueAt(n, index-1))
		text = ", " + flow
	}
	return t.checked([]Edit{{at, at, text}}, path, want)
}

// open writes the brackets around a spot in lines, the outermost first, and
// then puts the piece there.
func (t *text) opened(s spot, path blueprint.Path, again func([]byte) ([]Edit, error), index int, key string, p Piece) ([]Edit, error) {
	n := s.node
	if len(n.Pairs)+len(n.Items) == 0 && !s.flow && s.parent != nil {
		want := modelOf(t.root)
		want.at(path).insert(index, key, p.value)
		return t.openEmpty(s, path, key, p, want)
	}
	at := path
	for depth := range len(path) + 1 {
		if o, err := t.whole(path[:depth]); err == nil && o.node.Style == yamltext.Flow {
			at = path[:depth]
			break
		}
	}
	return t.then(at, func(src []byte, path blueprint.Path, _ bool) ([]Edit, error) { return Unfold(src, path) }, false, again)
}

// openEmpty writes a piece in lines where empty brackets stand.
func (t *text) openEmpty(s spot, path blueprint.Path, key string, p Piece, want *model) ([]Edit, error) {
	w := writer{t.nl}
	from, to := written(s.node)
	inItem := s.parent.Kind == yamltext.Sequence
	if s.node.Mark.Line == 0 || !t.blank(s.node.Mark.Offset+1, from) || t.commentIn(from, to) {
		return nil, fault(ErrUnsafe, path)
	}
	column := s.column + step
	entry := "-" + w.dash(p, column)
	comments := p.comments()
	if s.node.Kind == yamltext.Mapping {
		entry = w.key(key, false) + ":" + w.colon(p, column)
		comments = p.above
	}
	text := w.join(append(slices.Clone(comments), entry), column)
	if !inItem || t.commented(to) {
		end := t.lineEnd(to)
		if inItem {
			return nil, fault(ErrUnsafe, path)
		}
		return t.checked([]Edit{{s.node.Mark.Offset + 1, to, ""}, {end, end, t.nl + strings.Repeat(" ", column) + text}}, path, want)
	}
	return t.checked([]Edit{{from, to, text}}, path, want)
}

// PutKey gives the mapping at a path a new key with a piece as its value, in
// the order of [Set].
func PutKey(src []byte, path blueprint.Path, key string, p Piece, order ...string) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, err
	}
	switch {
	case s.node.Alias != nil:
		return nil, fault(ErrAlias, path)
	case s.node.Kind != yamltext.Mapping:
		return nil, fault(ErrKind, path)
	case s.node.Get(key) != nil:
		return nil, fault(ErrExists, path.Key(key))
	}
	return putAt(src, path, ordered(s.node, key, order), key, p)
}

func putAt(src []byte, path blueprint.Path, at int, key string, p Piece) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, err
	}
	w := writer{t.nl}
	if s.node.Style == yamltext.Flow {
		flow, inline := w.flowPiece(p)
		return t.putFlow(s, path, at, key, flow, inline, p)
	}
	if _, _, ok := t.entryLines(s.node, 0); at == 0 && len(p.above) > 0 && !ok {
		at = 1 // comments do not go well with the dash that the first key shares its line with
	}
	want := modelOf(t.root)
	want.at(path).insert(at, key, p.value)
	entry := w.key(key, false) + ":" + w.colon(p, s.node.Start.Column-1)
	return t.checked(t.putLines(s.node, at, append(slices.Clone(p.above), entry), false), path, want)
}

// putLines inserts lines into a block before the entry at an index, or behind
// its last one.
func (t *text) putLines(n *yamltext.Node, index int, lines []string, apart bool) []Edit {
	column := n.Start.Column - 1
	indent := strings.Repeat(" ", column)
	text := strings.Join(lines, t.nl+indent)
	gap := ""
	if t.spaced(n) || apart && len(n.Pairs)+len(n.Items) < 2 {
		gap = t.nl
	}
	if index == 0 {
		if at, _, ok := t.entryLines(n, 0); ok {
			return []Edit{{at, at, indent + text + t.nl + gap}}
		}
		at := entryStart(n, 0)
		return []Edit{{at, at, text + t.nl + gap + indent}}
	}
	_, end := written(valueAt(n, index-1))
	at := t.nextLine(end)
	for next := at; next < len(t.src); { // comments further in belong to what stands above
		first := next
		for first < len(t.src) && t.src[first] == ' ' {
			first++
		}
		empty := t.blank(next, t.nextLine(next))
		if !empty && (first-next <= column || !t.comment(first)) {
			break
		}
		if next = t.nextLine(next); !empty {
			at = next
		}
	}
	if at == len(t.src) && t.src[at-1] != '\n' {
		return []Edit{{at, at, t.nl + gap + indent + text}}
	}
	return []Edit{{at, at, gap + indent + text + t.nl}}
}

// inBrackets tells whether mappings of a list are written in brackets, as far as
// it has any.
func inBrackets(n *yamltext.Node) bool {
	return !slices.ContainsFunc(n.Items, func(i *yamltext.Node) bool { return i.Kind == yamltext.Mapping && i.Style == yamltext.Block })
}

// spaced tells whether blank lines part the entries of a block.
func (t *text) spaced(n *yamltext.Node) bool {
	if len(n.Pairs)+len(n.Items) < 2 {
		return false
	}
	start, _, ok := t.entryLines(n, 1)
	return ok && start > 0 && t.blank(t.lineStart(start-1), start)
}
