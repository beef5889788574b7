package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// How a comment is written that silences a rule.
const (
	mark            = "moments:"
	ignore          = "ignore"
	maxSuppressions = 1000 // in one file

	howIgnore = `write "# moments:ignore RULE: REASON", or "# moments:ignore RULE until 2026-12-31: REASON"`
)

// suppression is a comment that silences a rule, or means to.
type suppression struct {
	rule  string
	until touchpoint.Date // empty: for good
	at    blueprint.Range // of the comment

	problem, hint string // why it silences nothing

	line     int // at the end of a line: that line
	from, to int // else the bytes of the entry that it stands above
}

// covers tells whether the comment speaks of a finding.
func (x suppression) covers(d blueprint.Diagnostic) bool {
	at := d.Range.Start
	if d.Rule != x.rule || at.File != x.at.Start.File || at.Line == 0 {
		return false
	}
	if x.line > 0 {
		return at.Line == x.line
	}
	return x.from <= at.Offset && at.Offset < x.to
}

// suppressionsIn lists the comments of a text that silence a rule or mean to.
func suppressionsIn(source blueprint.Source) []suppression {
	doc, _ := yamltext.Read(source.Text, yamltext.Limits{Bytes: blueprint.MaxBytes})
	entries := entries{}
	entries.add(doc.Root)
	lines := slices.Sorted(maps.Keys(entries))
	var out []suppression
	for _, c := range doc.Comments {
		x, ok := readSuppression(string(source.Text[c.Start.Offset:c.End.Offset]))
		if !ok {
			continue
		}
		x.at = source.Range(position(c.Start), position(c.End))
		if len(out) == maxSuppressions {
			x.problem, x.hint = fmt.Sprintf("there are more than %d such comments; none is read from here on", maxSuppressions), "switch the rules off in moments.yaml, or take a baseline"
			return append(out, x)
		}
		x.line = c.Start.Line
		if alone(source.Text, c.Start.Offset) {
			x.line = 0
			if i, _ := slices.BinarySearch(lines, c.Start.Line); i < len(lines) {
				e := entries[lines[i]]
				x.from, x.to = e.from, e.to
			}
		}
		out = append(out, x)
	}
	return out
}

func position(p yamltext.Pos) blueprint.Position {
	return blueprint.Position{Line: p.Line, Column: p.Column, Offset: p.Offset}
}

// readSuppression reads a comment, and tells whether it speaks of silencing at
// all.
func readSuppression(comment string) (suppression, bool) {
	text, ok := strings.CutPrefix(strings.TrimLeft(comment, "# \t"), mark)
	if !ok {
		return suppression{}, false
	}
	verb, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	if verb != ignore {
		near := blueprint.Nearest(strings.TrimRight(verb, ":"), []string{ignore})
		glued := text != "" && text[0] != ' ' && text[0] != '\t'
		return suppression{problem: fmt.Sprintf("there is no %q here", mark+verb), hint: howIgnore}, near != "" || glued
	}
	head, reason, found := cutColon(rest)
	words := strings.Fields(head)
	bad := func(problem string) (suppression, bool) { return suppression{problem: problem, hint: howIgnore}, true }
	switch {
	case len(words) == 0:
		return bad("this does not say which rule it silences")
	case !found || strings.TrimSpace(reason) == "":
		return bad("this gives no reason, so nobody can judge whether it still holds")
	case len(words) == 1:
		return suppression{rule: words[0]}, true
	case words[1] != "until":
		return bad(fmt.Sprintf("a comment silences one rule; %q is not understood", words[1]))
	case len(words) != 3:
		return bad("until needs a day")
	}
	day, err := touchpoint.ParseDate(words[2])
	if err != nil {
		return bad(fmt.Sprintf("%q is no day", words[2]))
	}
	return suppression{rule: words[0], until: day}, true
}

// cutColon cuts at the first colon, be it a full-width one.
func cutColon(s string) (before, after string, found bool) {
	i := strings.IndexAny(s, ":：")
	if i < 0 {
		return s, "", false
	}
	return s[:i], strings.TrimPrefix(strings.TrimPrefix(s[i:], ":"), "："), true
}

// alone tells whether nothing but blanks stands before a place in its line.
func alone(text []byte, offset int) bool {
	for i := offset - 1; i >= 0; i-- {
		switch text[i] {
		case '\n', '\r':
			return true
		case ' ', '\t', 0xef, 0xbb, 0xbf: // blanks, and the bytes of a byte order mark
		default:
			return false
		}
	}
	return true
}

// entries holds for each line the stretch of what begins there: the outermost
// key with its value or item of a list, and what stands beside it on the line.
type entries map[int]entry

type entry struct {
	in       *yamltext.Node
	from, to int // bytes
}

func (e entries) add(n *yamltext.Node) {
	if n == nil || n.Alias != nil {
		return
	}
	for _, p := range n.Pairs {
		e.put(n, p.Key.Start, p.Value)
	}
	for _, item := range n.Items {
		start := item.Start
		if item.Mark.Line > 0 {
			start = item.Mark
		}
		e.put(n, start, item)
	}
	for _, p := range n.Pairs {
		e.add(p.Value)
	}
	for _, item := range n.Items {
		e.add(item)
	}
}

func (e entries) put(in *yamltext.Node, start yamltext.Pos, value *yamltext.Node) {
	end := value.End.Offset
	if value.Alias != nil {
		end = value.Alias.End.Offset
	}
	was, ok := e[start.Line]
	switch {
	case !ok:
		e[start.Line] = entry{in: in, from: start.Offset, to: max(end, start.Offset+1)}
	case was.in == in:
		e[start.Line] = entry{in: in, from: was.from, to: max(end, was.to)}
	}
}
