package eventlog

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Mapping says what activities mean, before the names of the blueprint do.
type Mapping []Meaning

// Meaning is what one activity means.
type Meaning struct {
	Activity   string
	Touchpoint string          // its id, or "-" for an activity that is to be left out
	Range      blueprint.Range // where that is written; zero for a mapping built in Go
}

const maxMapping = 8 << 20

// ReadMapping reads a mapping: YAML with activities as keys and ids of touchpoints
// as values, or CSV with a line for each activity, the touchpoint behind it. "-"
// leaves an activity out. A first line that says "activity" and "touchpoint" is
// passed over. The error is a blueprint.Diagnostics with all that is wrong.
func ReadMapping(r io.Reader, name string) (Mapping, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxMapping+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(text) > maxMapping {
		return nil, fmt.Errorf("%s: a mapping of more than %d MiB is not read", name, maxMapping>>20)
	}
	m := mappingReader{name: name, text: text}
	if lower := strings.ToLower(name); strings.HasSuffix(lower, ".yaml") || strings.HasSuffix(lower, ".yml") || !strings.HasSuffix(lower, ".csv") && m.looksLikeYAML() {
		m.yaml()
	} else {
		m.csv()
	}
	if err := m.wrong.Err(); err != nil {
		return nil, err
	}
	return m.out, nil
}

type mappingReader struct {
	name  string
	text  []byte
	out   Mapping
	wrong blueprint.Diagnostics
}

// looksLikeYAML tells by the first line that says something.
func (m *mappingReader) looksLikeYAML() bool {
	for line := range bytes.Lines(m.text) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		return bytes.HasSuffix(line, []byte(":")) || bytes.Contains(line, []byte(": ")) || bytes.HasPrefix(line, []byte("---"))
	}
	return true
}

func (m *mappingReader) bad(start, end blueprint.Position, message, hint string) {
	start.File, end.File = m.name, m.name
	m.wrong = append(m.wrong, blueprint.Diagnostic{Rule: "mapping", Range: blueprint.Range{Start: start, End: end}, Message: message, Hint: hint})
}

func position(p yamltext.Pos) blueprint.Position {
	return blueprint.Position{Line: p.Line, Column: p.Column, Offset: p.Offset}
}

func (m *mappingReader) yaml() {
	root, problems := yamltext.Parse(m.text, yamltext.Limits{})
	for _, p := range problems {
		m.bad(position(p.Start), position(p.End), p.Message, p.Hint)
	}
	const form = "a line for each activity, such as Pay the bill: pay"
	switch {
	case root == nil || root.Kind == yamltext.Null:
		return
	case root.Kind != yamltext.Mapping:
		m.bad(position(root.Start), position(root.End), fmt.Sprintf("expected a mapping, this is %s", root.Kind), form)
		return
	}
	for _, p := range root.Pairs {
		if p.Value.Kind != yamltext.Scalar {
			m.bad(position(p.Key.Start), position(p.Key.End), fmt.Sprintf("expected the id of a touchpoint for activity %q", shorten(p.Key.Value)), form)
			continue
		}
		start, end := position(p.Value.Start), position(p.Value.End)
		start.File, end.File = m.name, m.name
		m.out = append(m.out, Meaning{p.Key.Value, p.Value.Value, blueprint.Range{Start: start, End: end}})
	}
}

func (m *mappingReader) csv() {
	w := newWindow(bytes.NewReader(bytes.TrimPrefix(m.text, []byte("\ufeff"))))
	w.more()
	cells := cellReader{comma: findComma(w.rest(), Options{NoHeader: true}), keep: 3}
	for first := true; ; {
		line, size, long, ok := w.nextLine()
		switch {
		case !ok:
			return
		case long:
			m.bad(blueprint.Position{Line: w.line, Column: 1}, blueprint.Position{Line: w.line, Column: 1}, "this line is too long", "")
			w.skipLine()
			continue
		case len(bytes.TrimSpace(line)) == 0:
			w.skip(size)
			continue
		}
		size, bad := cells.split(w)
		if bad != nil {
			line, size, _, _ = w.nextLine()
			at := blueprint.Position{Line: w.line, Column: column(line, bad.at)}
			m.bad(at, at, bad.message, bad.hint)
			w.skip(size)
			continue
		}
		m.line(&cells, w, size, first)
		first = false
		w.skip(size)
	}
}

// line takes one line of a CSV mapping.
func (m *mappingReader) line(cells *cellReader, w *window, size int, first bool) {
	record := w.rest()[:size]
	from := cells.offset(record, 1)
	start := blueprint.Position{File: m.name, Line: w.line, Column: column(record, from)}
	if cells.n != 2 {
		start.Column = 1
		m.bad(start, start, fmt.Sprintf("expected an activity and a touchpoint, here are %d cells", cells.n), "put quotes around a text that has the delimiter in it")
		return
	}
	activity, target := strings.TrimSpace(string(cells.list[0])), strings.TrimSpace(string(cells.list[1]))
	if first && sure([]string{activity}, partActivity) == 0 && strings.EqualFold(target, "touchpoint") {
		return
	}
	if activity == "" || target == "" {
		m.bad(start, start, "expected an activity and a touchpoint, one is empty", "- leaves an activity out")
		return
	}
	end := start
	end.Column += len([]rune(target))
	m.out = append(m.out, Meaning{activity, target, blueprint.Range{Start: start, End: end}})
}

// dangling tells that a touchpoint of the mapping does not exist.
func (e Meaning) dangling(ids []string) blueprint.Diagnostic {
	d := blueprint.Diagnostic{
		Rule: "dangling-id", Range: e.Range, Hint: "expected the id of a touchpoint, or - to leave the activity out",
		Message: fmt.Sprintf("activity %q is mapped to %q, which is no touchpoint", shorten(e.Activity), shorten(e.Touchpoint)),
	}
	if near := blueprint.Nearest(e.Touchpoint, ids); near != "" {
		d.Hint, d.Suggest = "did you mean "+near+"?", near
	}
	return d
}
