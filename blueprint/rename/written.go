package rename

import (
	"bytes"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// How an id is written beside a title, and taken away again. The two are each
// other's reverse: an id that was added stands right behind the title, and one that
// stands elsewhere is the author's, which stays even where the title says the same.
// A plain title gets a mapping of lines, so that one in braces is told from it.

// add writes an id for what has none.
func (d *decl) add(id string) []edit.Edit {
	n, text := d.owner, d.file.text
	id = yamltext.Quote(id, true, true)
	if n.Kind == yamltext.Mapping {
		return d.addTo(n, id)
	}
	from, to := n.Start.Offset, n.End.Offset
	if n.flow {
		return []edit.Edit{{Start: from, End: from, Text: "{title: "}, {Start: to, End: to, Text: ", id: " + id + "}"}}
	}
	if n.Start.Line == n.End.Line && n.Style <= yamltext.DoubleQuoted && n.Mark.Line == n.Start.Line && n.Mark.Offset+2 == from {
		if text[n.Mark.Offset] == '-' {
			between := newline(text) + strings.Repeat(" ", n.Start.Column-1)
			return []edit.Edit{{Start: from, End: from, Text: "title: "}, {Start: to, End: to, Text: between + "id: " + id}}
		}
		between := newline(text) + strings.Repeat(" ", lineIndent(text, n.Mark.Offset)+2)
		return []edit.Edit{{Start: n.Mark.Offset + 1, End: from, Text: between + "title: "}, {Start: to, End: to, Text: between + "id: " + id}}
	}
	edits, err := edit.Set(text, d.written(), edit.Map{{Key: "title", Value: n.Value}, {Key: "id", Value: strings.Trim(id, `"`)}})
	if err != nil {
		return nil // which verify finds out
	}
	return edits
}

// addTo writes an id into a mapping.
func (d *decl) addTo(n node, id string) []edit.Edit {
	at := d.titleIn()
	flow := n.Style == yamltext.Flow
	between := ", "
	if !flow {
		between = newline(d.file.text) + strings.Repeat(" ", n.Start.Column-1)
	}
	switch {
	case at >= 0 && at+1 < len(n.Pairs):
		next := n.Pairs[at+1].Key.Start.Offset
		return []edit.Edit{{Start: next, End: next, Text: "id: " + id + between}}
	case at >= 0:
		end := n.Pairs[at].Value.End.Offset
		return []edit.Edit{{Start: end, End: end, Text: between + "id: " + id}}
	}
	first := n.Pairs[0].Key.Start.Offset
	return []edit.Edit{{Start: first, End: first, Text: "id: " + id + between}}
}

// titleIn is the place of the title among the keys, -1 for none.
func (d *decl) titleIn() int {
	return slices.IndexFunc(d.owner.Pairs, func(p yamltext.Pair) bool { return p.Key.Value == "title" })
}

// written is the path without the places of lists that are written as one value.
func (d *decl) written() blueprint.Path {
	var out blueprint.Path
	n := d.file.root
	for _, e := range d.path {
		if e.Key == "" && n.Kind != yamltext.Sequence {
			continue
		}
		out = append(out, e)
		if e.Key != "" {
			n = n.Get(e.Key)
		} else {
			n = n.Items[e.Index]
		}
	}
	return out
}

// lineIndent is where the key of a line begins, behind dashes.
func lineIndent(text []byte, offset int) int {
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	column := 0
	for start+column < offset && (text[start+column] == ' ' || text[start+column] == '-' && text[start+column+1] == ' ') {
		column++
	}
	return column
}

func newline(text []byte) string {
	if bytes.Count(text, []byte("\r\n"))*2 > bytes.Count(text, []byte("\n")) {
		return "\r\n"
	}
	return "\n"
}

// droppable tells whether the title alone may say the new name.
func (n *Name) droppable(to string) bool {
	if n.Kind == Lane || n.Kind == Step || len(n.decls) != 1 {
		return false
	}
	d := n.decls[0]
	slug := blueprint.Slug(d.title)
	return d.id0.Node != nil && slug != "" && (to == slug || strings.HasPrefix(to, slug+"-"))
}

// drop takes a written id away. Nothing is returned where a comment stands in
// between, and where the id is the author's.
func (d *decl) drop() []edit.Edit {
	n, text := d.owner, d.file.text
	at := d.titleIn()
	i := slices.IndexFunc(n.Pairs, func(p yamltext.Pair) bool { return p.Key.Value == "id" })
	switch {
	case n.Pairs[i].Value.End.Offset != d.id0.End.Offset:
	case i != at+1 || i == 0:
	case len(n.Pairs) == 2 && (n.flow || n.Style == yamltext.Block):
		return d.narrow()
	case i+1 < len(n.Pairs):
		return cut(text, n.Pairs[i].Key.Start.Offset, n.Pairs[i+1].Key.Start.Offset)
	default:
		return cut(text, n.Pairs[at].Value.End.Offset, n.Pairs[i].Value.End.Offset)
	}
	return nil
}

// narrow turns a title with an id behind it into the plain title.
func (d *decl) narrow() []edit.Edit {
	n, text := d.owner, d.file.text
	title, id := n.Pairs[0].Value, n.Pairs[1]
	if title.Kind != yamltext.Scalar || title.Alias != nil || title.Start.Line != title.End.Line {
		return nil
	}
	from, to := n.Start.Offset, n.End.Offset
	if n.Style == yamltext.Flow {
		return append(cut(text, from, title.Start.Offset), cut(text, title.End.Offset, to)...)
	}
	head := cut(text, from, title.Start.Offset)
	if n.Mark.Line > 0 && n.Mark.Line < n.Start.Line {
		head = []edit.Edit{{Start: n.Mark.Offset + 1, End: title.Start.Offset, Text: " "}}
		if bytes.IndexByte(text[n.Mark.Offset+1:title.Start.Offset], '#') >= 0 {
			return nil
		}
	}
	tail := cut(text, title.End.Offset, id.Value.End.Offset)
	if head == nil || tail == nil {
		return nil
	}
	return append(head, tail...)
}

func cut(text []byte, from, to int) []edit.Edit {
	if bytes.IndexByte(text[from:to], '#') >= 0 {
		return nil // a comment, which is the author's
	}
	return []edit.Edit{{Start: from, End: to}}
}
