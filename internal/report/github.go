package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// GitHub writes the findings as workflow commands, a line each, which GitHub
// Actions shows at the lines of the files: hints as notices.
func GitHub(w io.Writer, r Run) error {
	var b strings.Builder
	for _, d := range r.Found {
		b.WriteString("::" + command(d.Severity))
		if p := r.properties(d); len(p) > 0 {
			b.WriteString(" " + strings.Join(p, ","))
		}
		text := d.Message
		if d.Hint != "" {
			text += "\n" + d.Hint
		}
		b.WriteString("::" + escapeData(text) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func command(s blueprint.Severity) string {
	switch s {
	case blueprint.Error:
		return "error"
	case blueprint.Warning:
		return "warning"
	}
	return "notice"
}

// properties are the place and the title of an annotation. GitHub takes columns
// only where a place does not run over lines.
func (r Run) properties(d blueprint.Diagnostic) []string {
	var out []string
	start, end := d.Range.Start, d.Range.End
	if start.File != "" {
		out = append(out, "file="+escapeProperty(r.relative(start.File)))
	}
	if start.Line > 0 && start.File != "" {
		out = append(out, fmt.Sprintf("line=%d", start.Line))
		one := end.Line == start.Line
		if start.Column > 0 && (one || end.Line == 0) {
			out = append(out, fmt.Sprintf("col=%d", start.Column))
		}
		if end.Line >= start.Line {
			out = append(out, fmt.Sprintf("endLine=%d", end.Line))
		}
		if one && end.Column > 0 {
			out = append(out, fmt.Sprintf("endColumn=%d", end.Column))
		}
	}
	if d.Rule != "" {
		out = append(out, "title="+escapeProperty(d.Rule))
	}
	return out
}

// What would end a command, its properties or its text.
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeData(s string) string     { return dataEscapes.Replace(safeLines(s)) }
func escapeProperty(s string) string { return propertyEscapes.Replace(safeLines(s)) }

// safeLines replaces what could steer a terminal; line breaks stay.
func safeLines(s string) string {
	parts := strings.Split(s, "\n")
	for i, p := range parts {
		parts[i] = Safe(p)
	}
	return strings.Join(parts, "\n")
}
