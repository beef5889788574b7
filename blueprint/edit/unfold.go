package edit

import (
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// List makes the value at a path the only item of a list, in brackets where
// that is asked for and the value is short, else in lines.
func List(src []byte, path blueprint.Path, brackets bool) ([]Edit, error) {
	return nest(src, path, func(v *model) *model {
		return &model{kind: yamltext.Sequence, items: []*model{v}}
	}, "-", brackets)
}

// Nest makes the value at a path the only value of a mapping, under a key, in
// lines. [Widen] does so in brackets.
func Nest(src []byte, path blueprint.Path, key string) ([]Edit, error) {
	return nest(src, path, func(v *model) *model {
		return &model{kind: yamltext.Mapping, keys: []string{key}, items: []*model{v}}
	}, key, false)
}

func nest(src []byte, path blueprint.Path, into func(*model) *model, key string, brackets bool) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, err
	}
	p, err := t.piece(s, path, false)
	if err != nil {
		return nil, err
	}
	want := modelOf(t.root)
	inner := *want.at(path)
	*want.at(path) = *into(&inner)
	w := writer{t.nl}
	flow, inline := w.flowPiece(p)
	if (s.flow || s.node.Mark.Line == 0 || brackets && p.raw != "") && inline {
		if key == "-" {
			flow = "[" + flow + "]"
		} else {
			flow = "{" + w.key(key, true) + ": " + flow + "}"
		}
		return t.checked(t.replaceText(s, flow), path, want)
	}
	if s.flow || s.node.Mark.Line == 0 {
		return nil, fault(ErrUnsafe, path)
	}
	column := s.column + step
	_, to := written(s.node)
	end := t.lineEnd(to)
	lines := append(p.comments(), "-"+w.dash(p, column))
	if key != "-" {
		lines = []string{w.key(key, false) + ":" + w.colon(p, column)}
	}
	indent := t.nl + strings.Repeat(" ", column)
	text := indent + strings.Join(lines, indent)
	if s.parent.Kind == yamltext.Sequence {
		text = " " + strings.Join(lines, indent)
	}
	return t.checked([]Edit{{s.node.Mark.Offset + 1, end, text}}, path, want)
}

// Unfold writes a collection in brackets in lines; what stands in it keeps its
// form. One with comments between its brackets is [ErrUnsafe].
func Unfold(src []byte, path blueprint.Path) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, err
	}
	n := s.node
	from, to := written(n)
	switch {
	case n.Alias != nil:
		return nil, fault(ErrAlias, path)
	case n.Style != yamltext.Flow || s.flow || len(n.Pairs)+len(n.Items) == 0:
		return nil, fault(ErrKind, path)
	case t.commentIn(from, to):
		return nil, fault(ErrUnsafe, path)
	}
	w := writer{t.nl}
	var lines []string
	for i := range len(n.Pairs) + len(n.Items) {
		head := "-"
		if n.Kind == yamltext.Mapping {
			key := n.Pairs[i].Key
			head = string(t.src[key.Start.Offset:key.End.Offset]) + ":"
		}
		value := t.entryText(w, valueAt(n, i))
		if value != "" {
			head += " " + value
		}
		lines = append(lines, head)
	}
	want := modelOf(t.root)
	if s.parent == nil {
		return t.checked([]Edit{{from, to, strings.Join(lines, t.nl)}}, path, want)
	}
	column := s.column + step
	indent := t.nl + strings.Repeat(" ", column)
	text := strings.Join(lines, indent)
	note := strings.TrimSpace(string(t.src[to:t.lineEnd(to)]))
	switch {
	case s.node.Mark.Line == 0 || !t.blank(s.node.Mark.Offset+1, from):
		return nil, fault(ErrUnsafe, path)
	case s.parent.Kind == yamltext.Sequence && note == "":
		return t.checked([]Edit{{s.node.Mark.Offset + 1, to, " " + text}}, path, want)
	case s.parent.Kind == yamltext.Sequence:
		return t.checked([]Edit{{s.node.Mark.Offset + 1, t.lineEnd(to), " " + note + indent + text}}, path, want)
	case note != "":
		note = " " + note
	}
	return t.checked([]Edit{{s.node.Mark.Offset + 1, t.lineEnd(to), note + indent + text}}, path, want)
}

// entryText is a value out of brackets as it may stand in a line.
func (t *text) entryText(w writer, n *yamltext.Node) string {
	from, to := written(n)
	switch raw := string(t.src[from:to]); {
	case n.Kind == yamltext.Null:
		return ""
	case strings.Contains(raw, "\n"):
		return w.flow(modelOf(n))
	case n.Alias == nil && n.Anchor != "":
		return "&" + n.Anchor + " " + raw
	default:
		return raw
	}
}
