package blueprint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says how much a diagnostic weighs.
type Severity int

// The severities, the heaviest first.
const (
	Error   Severity = iota // the blueprint cannot mean what it says
	Warning                 // it can, but the service will suffer
	Hint                    // something is not written down yet, or may be fine
)

// String is "error", "warning" or "hint".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "hint"
}

// Position is a place in a file. Line and Column start at 1; columns count
// characters, not bytes. Offset counts bytes from 0. The zero value is no place.
type Position struct {
	File   string
	Line   int
	Column int
	Offset int
}

// String writes file:line:column, leaving out what is not known.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.File == "":
		return fmt.Sprintf("%d:%d", p.Line, p.Column)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Range is a stretch of a file; End is just behind it. Line is the text of the
// line where it starts, for showing: cut where it is very long, and empty where
// the place lies far out in such a line.
type Range struct {
	Start, End Position
	Line       string
}

// Related is another place that helps to understand a diagnostic.
type Related struct {
	Message string
	Path    Path
	Range   Range
}

// Diagnostic is one finding. What finds it gives a Path; [Blueprint.Locate]
// turns the path into a Range, so that blueprints built in Go are checked, too.
type Diagnostic struct {
	Rule     string // name of the rule
	Severity Severity
	Path     Path
	Range    Range // zero for a blueprint built in Go
	Message  string
	Hint     string // what was expected, or how to mend it
	Suggest  string // the value to put at Range instead, not yet quoted; empty where none is certain
	Related  []Related

	missing string // key that is not there, for "missing-key"
}

// String is one line: place, severity, message, hint and rule.
func (d Diagnostic) String() string {
	var b strings.Builder
	if at := d.Range.Start.String(); at != "" {
		b.WriteString(at + ": ")
	} else if len(d.Path) > 0 {
		b.WriteString(d.Path.String() + ": ")
	}
	fmt.Fprintf(&b, "%s: %s", d.Severity, d.Message)
	if d.Hint != "" {
		b.WriteString("; " + d.Hint)
	}
	if d.Rule != "" {
		b.WriteString(" (" + d.Rule + ")")
	}
	return b.String()
}

// Diagnostics is a list of findings. The empty list is clean. As an error it
// says every one of them, a line each.
type Diagnostics []Diagnostic

// Error writes all findings, a line each.
func (ds Diagnostics) Error() string {
	lines := make([]string, len(ds))
	for i, d := range ds {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

// Err is the list as an error, nil where nothing weighs as an [Error].
func (ds Diagnostics) Err() error {
	if ds.Count(Error) == 0 {
		return nil
	}
	return ds
}

// Count counts the findings of a severity.
func (ds Diagnostics) Count(s Severity) int {
	n := 0
	for _, d := range ds {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sort orders the findings by place, then severity, rule and message, and drops
// what is there twice.
func (ds Diagnostics) Sort() Diagnostics {
	out := slices.Clone(ds)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Range.Start.File, b.Range.Start.File),
			cmp.Compare(a.Range.Start.Offset, b.Range.Start.Offset),
			comparePaths(a.Path, b.Path),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.Rule == b.Rule && a.Message == b.Message && a.Range.Start == b.Range.Start && comparePaths(a.Path, b.Path) == 0
	})
}

func comparePaths(a, b Path) int {
	return slices.CompareFunc(a, b, func(x, y PathElem) int {
		return cmp.Or(cmp.Compare(x.Key, y.Key), cmp.Compare(x.Index, y.Index))
	})
}
