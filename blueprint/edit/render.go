package edit

import (
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// step is how much deeper a nested block is indented.
const step = 2

// smallFlow is how long a mapping or list may be to stand on its key's line.
const smallFlow = 60

// writer turns models into text.
type writer struct {
	nl string
}

// scalar writes a scalar on one line, keeping to a style where it can.
func (w writer) scalar(m *model, style yamltext.Style, flow bool) string {
	switch {
	case m.kind == yamltext.Null:
		return "null"
	case m.tag != "!!str":
		return m.text
	case style == yamltext.DoubleQuoted || !yamltext.Printable(m.text):
		return yamltext.Double(m.text)
	case style == yamltext.SingleQuoted:
		return single(m.text)
	case yamltext.Bare(m.text, flow):
		return m.text
	case strings.Contains(m.text, "'") && !strings.ContainsAny(m.text, `"\`):
		return yamltext.Double(m.text)
	}
	return single(m.text)
}

func (w writer) key(s string, flow bool) string {
	return w.scalar(&model{kind: yamltext.Scalar, tag: "!!str", text: s}, yamltext.Plain, flow)
}

// flow writes a value within brackets, on one line.
func (w writer) flow(m *model) string {
	var parts []string
	switch m.kind {
	case yamltext.Mapping:
		for i, key := range m.keys {
			parts = append(parts, w.key(key, true)+": "+w.flow(m.items[i]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yamltext.Sequence:
		for _, item := range m.items {
			parts = append(parts, w.flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return w.scalar(m, yamltext.Plain, true)
}

// small tells whether a collection reads well on the line of its key.
func (w writer) small(m *model) bool {
	for _, item := range m.items {
		if item.kind >= yamltext.Mapping && len(item.items) > 0 || strings.Contains(item.text, "\n") {
			return false
		}
	}
	return len(m.items) == 0 || len([]rune(w.flow(m))) <= smallFlow
}

// behind writes a value behind the colon of a key that stands in a column,
// with the space or the line break before it.
func (w writer) behind(m *model, column int) string {
	switch {
	case m.kind == yamltext.Null:
		return ""
	case m.kind == yamltext.Scalar && m.tag == "!!str" && literalOK(m.text):
		return " " + w.literal(m.text, column+step)
	case m.kind == yamltext.Scalar:
		return " " + w.scalar(m, yamltext.Plain, false)
	case w.small(m):
		return " " + w.flow(m)
	}
	return w.nl + strings.Repeat(" ", column+step) + w.block(m, column+step)
}

// item writes a value behind the dash that stands in a column.
func (w writer) item(m *model, column int) string {
	if m.kind >= yamltext.Mapping && len(m.items) > 0 {
		return " " + w.block(m, column+step)
	}
	return w.behind(m, column)
}

// block writes a collection that is not empty in block style; its first line
// stands where the writer is, in the column.
func (w writer) block(m *model, column int) string {
	var lines []string
	for i, item := range m.items {
		if m.kind == yamltext.Mapping {
			lines = append(lines, w.key(m.keys[i], false)+":"+w.behind(item, column))
		} else {
			lines = append(lines, "-"+w.item(item, column))
		}
	}
	return strings.Join(lines, w.nl+strings.Repeat(" ", column))
}

// literal writes a text of several lines as a literal block.
func (w writer) literal(s string, column int) string {
	head := "|"
	if !strings.HasSuffix(s, "\n") {
		head = "|-"
	}
	out := head
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		out += w.nl
		if line != "" {
			out += strings.Repeat(" ", column) + line
		}
	}
	return out
}
