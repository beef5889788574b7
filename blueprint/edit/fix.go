package edit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Bounds of one [Fix].
const (
	maxRounds = 8   // what was hidden behind a slip may be one, too
	maxSingle = 100 // slips that are tried one by one where not all can be mended together
)

// Fix mends the findings that need no judgement: those that carry a Suggest. It
// returns the new text and how many places were mended; the text is src where
// that is none. What stands between those places stays as it is, comments and
// quotes too, and mending the result again changes nothing.
//
// The findings are of this text and of one file: whoever has checked a blueprint
// with includes calls Fix for each file. A finding is passed over whose place
// does not hold a plain value or a key, for which two findings suggest different
// values, or whose change would not leave fewer problems than before.
func Fix(src []byte, found blueprint.Diagnostics) (out []byte, applied int, err error) {
	for _, d := range found {
		if d.Range.Start.File != found[0].Range.Start.File {
			return src, 0, fmt.Errorf("findings of two files, %s and %s", found[0].Range.Start.File, d.Range.Start.File)
		}
	}
	out = src
	for range maxRounds {
		next, n, err := mend(out, found)
		if err != nil {
			return src, 0, err
		}
		if n == 0 {
			break
		}
		out, applied = next, applied+n
		if including(out) {
			break // ids of other files are not known here
		}
		found = problems(out)
	}
	if applied == 0 || len(problems(out)) >= len(problems(src)) {
		return src, 0, nil
	}
	return out, applied, nil
}

func including(src []byte) bool {
	doc, _ := yamltext.Read(src, yamltext.Limits{})
	return doc.Root.Get("include") != nil
}

// problems are what reading a text on its own finds.
func problems(src []byte) blueprint.Diagnostics {
	var found blueprint.Diagnostics
	_, err := blueprint.Read(bytes.NewReader(src), "")
	errors.As(err, &found)
	return found
}

// mend makes all edits that the findings suggest, or where that does not help,
// those that help one by one.
func mend(src []byte, found blueprint.Diagnostics) ([]byte, int, error) {
	edits := replacements(src, found)
	if len(edits) == 0 {
		return src, 0, nil
	}
	before := problems(src)
	known := map[said]bool{}
	for _, d := range append(slices.Clone(before), found...) {
		known[saidBy(d)] = true
	}
	all, err := Apply(src, edits)
	if err != nil {
		return nil, 0, err
	}
	if left(all, known) <= len(before)-len(edits) {
		return all, len(edits), nil
	}
	out, least := src, len(before)
	var kept []Edit
	for _, e := range edits[:min(len(edits), maxSingle)] {
		more := append(slices.Clone(kept), e)
		text, err := Apply(src, more)
		if err != nil {
			return nil, 0, err
		}
		if left(text, known) < least {
			out, kept, least = text, more, len(problems(text))
		}
	}
	return out, len(kept), nil
}

// said tells a finding again after edits, which move nothing to another line.
type said struct {
	line    int
	message string
}

func saidBy(d blueprint.Diagnostic) said { return said{d.Range.Start.Line, d.Message} }

// left counts the problems that a text has when the slips that have come to light
// in it are mended, too: under a misspelt key nothing was read.
func left(src []byte, known map[said]bool) int {
	found := problems(src)
	least := len(found)
	for range maxRounds {
		fresh := slices.DeleteFunc(found, func(d blueprint.Diagnostic) bool { return known[saidBy(d)] })
		edits := replacements(src, fresh)
		next, err := Apply(src, edits)
		if len(edits) == 0 || err != nil {
			break
		}
		src, found = next, problems(next)
		least = min(least, len(found))
	}
	return least
}

// replacements are the edits that the findings suggest, without those that
// contradict one another.
func replacements(src []byte, found blueprint.Diagnostics) []Edit {
	if !slices.ContainsFunc(found, func(d blueprint.Diagnostic) bool { return d.Suggest != "" }) {
		return nil
	}
	doc, _ := yamltext.Read(src, yamltext.Limits{})
	if doc.Root == nil {
		return nil // what is no YAML has no slips that could be told
	}
	at := map[[2]int]*yamltext.Node{}
	scalars(doc.Root, at)
	lines := bytes.SplitAfter(src, []byte("\n"))
	var edits []Edit
	for _, d := range found {
		start, end := d.Range.Start, d.Range.End
		n := at[[2]int{start.Offset, end.Offset}]
		if d.Suggest == "" || n == nil || n.Start.Line != start.Line || n.Value == d.Suggest || !sameLine(lines, d.Range) {
			continue
		}
		if text, ok := requoted(n, d.Suggest); ok {
			edits = append(edits, Edit{Start: start.Offset, End: end.Offset, Text: text})
		}
	}
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Text, b.Text)) })
	edits = slices.Compact(edits)
	var certain []Edit
	for i, e := range edits {
		if (i == 0 || edits[i-1].Start != e.Start) && (i+1 == len(edits) || edits[i+1].Start != e.Start) {
			certain = append(certain, e)
		}
	}
	return certain
}

// sameLine tells whether a finding speaks of the line that is there now.
func sameLine(lines [][]byte, r blueprint.Range) bool {
	if r.Line == "" || r.Start.Line > len(lines) {
		return r.Line == ""
	}
	return strings.HasPrefix(strings.TrimPrefix(string(lines[r.Start.Line-1]), "\ufeff"), r.Line)
}

// scalars notes keys and plain values by the bytes that they take up.
func scalars(n *yamltext.Node, at map[[2]int]*yamltext.Node) {
	if n.Alias != nil {
		return // it stands where its anchor is
	}
	if n.Kind == yamltext.Scalar {
		at[[2]int{n.Start.Offset, n.End.Offset}] = n
	}
	for _, p := range n.Pairs {
		scalars(p.Key, at)
		scalars(p.Value, at)
	}
	for _, item := range n.Items {
		scalars(item, at)
	}
}

// requoted writes a value in the quotes that the old one stands in.
func requoted(n *yamltext.Node, value string) (string, bool) {
	switch n.Style {
	case yamltext.Plain:
		return yamltext.Quote(value, true, true), n.Start.Line == n.End.Line
	case yamltext.SingleQuoted:
		return single(value), yamltext.Printable(value)
	case yamltext.DoubleQuoted:
		return yamltext.Double(value), true
	}
	return "", false
}
