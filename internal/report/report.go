// Package report shows findings to people and programs.
//
// What comes in are diagnostics; what goes out is text with the line of each
// finding and a caret under its place ([Text]), or what programs read ([Lines], [JSON],
// [SARIF], [GitHub], [JUnit]). [Formats] lists them all.
package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/servicemoments/moments/blueprint"
)

// Options say how text is written. The zero value is plain.
type Options struct {
	Color bool // with the colours of a terminal
	Most  int  // findings of one rule that are shown of a file, the others are counted; 0: all
}

// maxColumns is how much of a line is shown; of longer ones, what is around the
// place.
const maxColumns = 120

// Text writes the findings, each with its line and a caret under its place.
// Characters that could steer a terminal are replaced.
func Text(w io.Writer, found blueprint.Diagnostics, o Options) error {
	p := printer{b: &strings.Builder{}, color: o.Color}
	of := crowd{most: o.Most}
	for i, d := range found {
		if i > 0 && of.file != d.Range.Start.File {
			p.more(of)
			of = crowd{most: o.Most}
		}
		if of.admits(d) {
			p.finding(d)
		}
		if p.b.Len() >= portion {
			if err := p.flush(w); err != nil {
				return err
			}
		}
	}
	p.more(of)
	return p.flush(w)
}

// portion is how much text is held back before it is written, in bytes.
const portion = 1 << 16

// crowd counts the findings of each rule in one file.
type crowd struct {
	most  int
	file  string
	rules []string // in the order in which they came
	count map[string]int
}

// admits counts a finding, and tells whether it is to be shown.
func (c *crowd) admits(d blueprint.Diagnostic) bool {
	c.file = d.Range.Start.File
	if c.most <= 0 {
		return true
	}
	if c.count == nil {
		c.count = map[string]int{}
	}
	if c.count[d.Rule] == 0 {
		c.rules = append(c.rules, d.Rule)
	}
	c.count[d.Rule]++
	return c.count[d.Rule] <= c.most
}

type printer struct {
	b     *strings.Builder
	color bool
}

func (p *printer) flush(w io.Writer) error {
	_, err := io.WriteString(w, p.b.String())
	p.b.Reset()
	return err
}

// more says of each rule how many findings were not shown.
func (p *printer) more(c crowd) {
	for _, rule := range c.rules {
		n := c.count[rule] - c.most
		if n <= 0 {
			continue
		}
		if c.file != "" {
			p.b.WriteString(p.paint(bold, Safe(c.file)) + ": ")
		}
		fmt.Fprintf(p.b, "and %d more like these", n)
		if rule != "" {
			p.b.WriteString(p.paint(faint, " ("+Safe(rule)+")"))
		}
		p.b.WriteString("; --format lines shows all\n")
	}
}

const (
	bold  = "1"
	faint = "2"
)

func (p *printer) paint(code, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func severityColor(s blueprint.Severity) string {
	switch s {
	case blueprint.Error:
		return "1;31"
	case blueprint.Warning:
		return "1;33"
	}
	return "1;36"
}

func (p *printer) finding(d blueprint.Diagnostic) {
	at := d.Range.Start.String()
	if at == "" {
		at = d.Path.String()
	}
	if at != "" {
		p.b.WriteString(p.paint(bold, Safe(at)) + ": ")
	}
	p.b.WriteString(p.paint(severityColor(d.Severity), d.Severity.String()) + ": " + Safe(d.Message))
	if d.Rule != "" {
		p.b.WriteString(p.paint(faint, " ("+Safe(d.Rule)+")"))
	}
	p.b.WriteByte('\n')
	margin := p.snippet(d.Range, severityColor(d.Severity))
	if d.Hint != "" {
		fmt.Fprintf(p.b, "%s= %s\n", margin, Safe(d.Hint))
	}
	for _, r := range d.Related {
		p.b.WriteString(margin + "= " + Safe(r.Message))
		if at := r.Range.Start.String(); at != "" {
			p.b.WriteString(": " + Safe(at))
		}
		p.b.WriteByte('\n')
		if r.Range.Start.Line > 0 {
			p.snippet(r.Range, faint)
		}
	}
}

// snippet writes the line with a caret under the place, and returns what stands
// before further remarks, so that they line up.
func (p *printer) snippet(r blueprint.Range, color string) (margin string) {
	if r.Start.Line == 0 {
		return "  "
	}
	number := strconv.Itoa(r.Start.Line)
	margin = strings.Repeat(" ", len(number)+3)
	shown, under := Underline(r)
	if strings.TrimSpace(shown) == "" || r.Start.Column-1 > len([]rune(r.Line)) {
		return margin // nothing to see, or the line was cut before the place
	}
	fmt.Fprintf(p.b, "  %s %s\n%s%s %s\n", p.paint(faint, number+" |"), shown, margin, p.paint(faint, "|"), indented(under, func(s string) string { return p.paint(color, s) }))
	return margin
}

// indented applies a function to what follows the blanks of a line.
func indented(s string, paint func(string) string) string {
	rest := strings.TrimLeft(s, " \t")
	return s[:len(s)-len(rest)] + paint(rest)
}

// Underline gives the line of a range, fit for a terminal, and a line of carets
// that stand right under the range when both are shown in the same column:
// full-width characters count double, marks not at all, tabs stay tabs.
func Underline(r blueprint.Range) (line, carets string) {
	runes := []rune(r.Line)
	from := min(max(r.Start.Column-1, 0), len(runes))
	to := len(runes)
	if r.End.Line == r.Start.Line {
		to = min(max(r.End.Column-1, from), len(runes))
	}
	runes, from, to = window(runes, from, to)
	var under strings.Builder
	for _, c := range runes[:from] {
		if c == '\t' {
			under.WriteByte('\t')
			continue
		}
		under.WriteString(strings.Repeat(" ", columns(c)))
	}
	n := 0
	for _, c := range runes[from:to] {
		n += columns(c)
	}
	under.WriteString(strings.Repeat("^", max(n, 1)))
	return Safe(string(runes)), under.String()
}

// window cuts a long line down to what is around the place.
func window(runes []rune, from, to int) ([]rune, int, int) {
	if len(runes) <= maxColumns {
		return runes, from, to
	}
	first := max(0, min(from-maxColumns/3, len(runes)-maxColumns))
	last := min(len(runes), first+maxColumns)
	out := append([]rune(nil), runes[first:last]...)
	from, to = from-first, min(to, last)-first
	if first > 0 {
		out = append([]rune("…"), out...)
		from, to = from+1, to+1
	}
	if last < len(runes) {
		out = append(out, '…')
	}
	return out, from, max(to, from)
}

// columns is the room that a character takes in a terminal.
func columns(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200b' || r == '\u200d':
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Safe replaces what could steer a terminal or turn the reading direction.
func Safe(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return r
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
