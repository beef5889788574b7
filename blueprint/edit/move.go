package edit

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Move takes the item of the list at a path from one index to another. The
// comments right above an item go with it.
func Move(src []byte, path blueprint.Path, from, to int) ([]Edit, error) {
	t, err := open(src)
	if err != nil {
		return nil, err
	}
	s, err := t.whole(path)
	if err != nil {
		return nil, err
	}
	n := s.node
	switch {
	case n.Alias != nil:
		return nil, fault(ErrAlias, path)
	case n.Kind != yamltext.Sequence:
		return nil, fault(ErrKind, path)
	case min(from, to) < 0 || max(from, to) >= len(n.Items):
		return nil, fault(ErrNotFound, path.At(max(from, to)))
	case from == to:
		return nil, nil
	}
	want := modelOf(t.root)
	list := want.at(path)
	moved := list.items[from]
	list.remove(from)
	list.insert(to, "", moved)
	if n.Style == yamltext.Flow {
		return t.checked(t.permute(n, from, to), path, want)
	}
	edits, ok := t.moveLines(n, from, to)
	if !ok {
		return nil, fault(ErrUnsafe, path)
	}
	return t.checked(edits, path, want)
}

// permute writes the items of a list in brackets in their new order, into the
// places that they have now.
func (t *text) permute(n *yamltext.Node, from, to int) []Edit {
	order := make([]int, len(n.Items))
	for i := range order {
		order[i] = i
	}
	order = slices.Insert(slices.Delete(order, from, from+1), to, from)
	var edits []Edit
	for i, j := range order {
		if i != j {
			a, b := written(n.Items[i])
			c, d := written(n.Items[j])
			edits = append(edits, Edit{a, b, string(t.src[c:d])})
		}
	}
	return edits
}

// moveLines moves the lines of an item of a list in block style.
func (t *text) moveLines(n *yamltext.Node, from, to int) ([]Edit, bool) {
	start, end, ok := t.itemLines(n, from)
	if !ok {
		return nil, false
	}
	chunk := string(t.src[start:end])
	var at int
	if to < from {
		if at, _, ok = t.itemLines(n, to); !ok {
			return nil, false
		}
	} else if _, at, ok = t.itemLines(n, to); !ok {
		return nil, false
	}
	switch {
	case !strings.HasSuffix(chunk, "\n"): // the file's last line lacks its end
		chunk += t.nl
	case at == len(t.src) && t.src[at-1] != '\n':
		chunk = t.nl + strings.TrimSuffix(chunk, t.nl)
	}
	return []Edit{{start, end, ""}, {at, at, chunk}}, true
}

// itemLines is the range of whole lines that an item takes up, with the
// comments right above it.
func (t *text) itemLines(n *yamltext.Node, i int) (start, end int, ok bool) {
	dash := n.Items[i].Mark
	start = t.lineStart(dash.Offset)
	if !t.blank(start, dash.Offset) {
		return 0, 0, false
	}
	_, to := written(n.Items[i])
	end = t.nextLine(to)
	for start > t.lineStart(0) {
		above := t.lineStart(start - 1)
		line := string(t.src[above:start])
		text := strings.TrimLeft(line, " ")
		if !strings.HasPrefix(text, "#") || len(line)-len(text) != dash.Column-1 {
			break
		}
		if i > 0 && above < t.nextLine(n.Items[i-1].End.Offset) {
			break // the text of a block scalar, not a comment
		}
		start = above
	}
	return start, end, true
}
