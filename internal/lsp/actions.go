package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/internal/lsp/half"
)

const (
	quickFix = "quickfix"
	fixAll   = "source.fixAll"
)

// maxActions bounds what is offered at one place.
const maxActions = 40

// reason stands in a comment that silences a rule until the author has written a
// better one.
const reason = "why this is as it should be"

// doctor offers what can be done about findings in one text.
type doctor struct {
	*server
	doc   *document
	texts map[string]*text
	out   []codeAction
}

func (s *server) codeActions(ctx context.Context, p codeActionParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok || !d.wanted {
		return []codeAction{}, nil
	}
	from, to := d.text.offset(p.Range.Start), d.text.offset(p.Range.End)
	doc := &doctor{server: s, doc: d, texts: map[string]*text{d.path: d.text}, out: []codeAction{}}
	for _, root := range s.files.roots(d.path) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		l := s.checker.result(root)
		if l == nil || l.texts[d.path] == nil || l.texts[d.path].string != d.text.string {
			l = s.check(root) // keys were hit since the last check
		}
		var here, all blueprint.Diagnostics
		for _, f := range l.found {
			if f.Range.Start.File != d.path || f.Range.Start.Line == 0 {
				continue
			}
			all = append(all, f)
			if f.Range.Start.Offset <= to && from <= f.Range.End.Offset {
				here = append(here, f)
			}
		}
		if wants(p.Context.Only, quickFix) {
			for _, f := range here[:min(len(here), maxActions)] {
				if len(doc.out) >= maxActions {
					break
				}
				doc.mend(f, l)
				doc.silence(f, l)
			}
		}
		doc.all(all, l, wants(p.Context.Only, fixAll), len(here) > 0 && wants(p.Context.Only, quickFix))
	}
	return doc.out[:min(len(doc.out), maxActions)], nil
}

// wants tells whether the editor asks for a kind of action.
func wants(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool {
		return o == kind || strings.HasPrefix(kind, o+".")
	})
}

// offer adds an action that makes edits, once.
func (d *doctor) offer(title, kind string, edits []edit.Edit, found ...diagnostic) {
	if len(edits) == 0 || slices.ContainsFunc(d.out, func(a codeAction) bool { return a.Title == title && a.Kind == kind }) {
		return
	}
	change := d.workspaceEdit(map[string][]edit.Edit{d.doc.path: edits}, d.texts)
	d.out = append(d.out, codeAction{Title: title, Kind: kind, Diagnostics: found, IsPreferred: kind == quickFix && len(found) == 1 && !strings.HasPrefix(title, "Silence"), Edit: change})
}

// mend offers what mends one finding and needs no judgement.
func (d *doctor) mend(f blueprint.Diagnostic, l *loaded) {
	src := []byte(d.doc.text.string)
	told := d.checker.diagnostic(f, l)
	if f.Suggest != "" {
		out, n, err := edit.Fix(src, blueprint.Diagnostics{f})
		if err == nil && n > 0 {
			d.offer(fmt.Sprintf("Change to %q", f.Suggest), quickFix, difference(d.doc.text.string, string(out)), told)
		}
		return
	}
	rule, ok := lint.Find(d.rules, f.Rule)
	if !ok || rule.Mend == nil {
		return
	}
	edits, err := rule.Mend(src, written(half.Parse(d.doc.text.string), f.Path))
	if err == nil {
		d.offer("Mend: "+rule.Title, quickFix, edits, told)
	}
}

// written is a path as a text has it: without the include that brought it, and
// without places in what is written as one value.
func written(root *half.Node, p blueprint.Path) blueprint.Path {
	if len(p) > 2 && p[0].Key == "include" {
		p = p[2:]
	}
	var out blueprint.Path
	n := root
	for _, e := range p {
		switch {
		case n == nil:
		case e.Key != "":
			n = n.Get(e.Key)
		case n.Kind != half.List:
			continue
		case e.Index < len(n.Items):
			n = n.Items[e.Index]
		default:
			n = nil
		}
		out = append(out, e)
	}
	return out
}

// all offers to mend all that needs no judgement at once.
func (d *doctor) all(found blueprint.Diagnostics, l *loaded, source, quick bool) {
	found = slices.DeleteFunc(slices.Clone(found), func(f blueprint.Diagnostic) bool { return !lint.Fixable(f, l.rules) })
	if len(found) == 0 || !source && !quick {
		return
	}
	out, n, err := lint.Fix([]byte(d.doc.text.string), found, l.rules)
	if err != nil || n == 0 {
		return
	}
	edits := difference(d.doc.text.string, string(out))
	if quick && n > 1 {
		d.offer(fmt.Sprintf("Mend all %d places that need no judgement", n), quickFix, edits)
	}
	if source {
		d.offer("Mend all that needs no judgement", fixAll, edits)
	}
}

// silence offers a comment that silences the rule at the place of a finding.
func (d *doctor) silence(f blueprint.Diagnostic, l *loaded) {
	if _, ok := lint.Find(d.rules, f.Rule); !ok {
		return // what reading finds cannot be silenced
	}
	text := d.doc.text.string
	start := strings.LastIndexByte(text[:min(f.Range.Start.Offset, len(text))], '\n') + 1
	column := 0
	for start+column < len(text) && text[start+column] == ' ' {
		column++
	}
	if start == 0 {
		start = len(text) - len(strings.TrimPrefix(text, "\ufeff"))
	}
	if inside(half.Parse(text), start) {
		return
	}
	newline := "\n"
	if strings.Contains(text, "\r\n") {
		newline = "\r\n"
	}
	comment := strings.Repeat(" ", column) + "# moments:ignore " + f.Rule + ": " + reason + newline
	d.offer("Silence "+f.Rule+" here, with a reason", quickFix, []edit.Edit{{Start: start, End: start, Text: comment}}, d.checker.diagnostic(f, l))
}

// inside tells whether a line begins within a value of several lines, where a
// comment would be no comment.
func inside(n *half.Node, start int) bool {
	if n.Kind == half.Scalar {
		return n.Start < start && start < n.End
	}
	return slices.ContainsFunc(n.Entries, func(e half.Entry) bool { return inside(e.Value, start) }) ||
		slices.ContainsFunc(n.Items, func(item *half.Node) bool { return inside(item, start) })
}
