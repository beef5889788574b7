package config

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// text is the text of a scalar; anything else is reported.
func (d *decoder) text(n *yamltext.Node, path blueprint.Path) string {
	if d.is(n, yamltext.Scalar, path, label(path)+" is one value", "") {
		return n.Value
	}
	return ""
}

func (d *decoder) texts(n *yamltext.Node, path blueprint.Path) []string {
	var out []string
	for i, item := range n.Items {
		out = append(out, d.text(item, path.At(i)))
	}
	return out
}

// label is what a message calls the value at a path.
func label(path blueprint.Path) string {
	switch n := len(path); {
	case n > 1 && path[n-1].Key == "":
		return "an item of " + path[n-2].Key
	case n > 0:
		return path[n-1].Key
	}
	return "this"
}

// is reports a value that is of another kind than expected.
func (d *decoder) is(n *yamltext.Node, kind yamltext.Kind, path blueprint.Path, what, hint string) bool {
	if n.Kind == kind {
		return true
	}
	but := "a " + n.Kind.String()
	if n.Kind == yamltext.Null {
		but = "empty"
	}
	d.report("wrong-kind", n, path, fmt.Sprintf("%s, but this is %s", what, but), hint)
	return false
}

// unknown reports a word that is none of those that are known.
func (d *decoder) unknown(rule string, n *yamltext.Node, path blueprint.Path, what string, known []string) {
	hint := "known are " + strings.Join(known, ", ")
	if near := blueprint.Nearest(n.Value, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(known) > 30 {
		hint = "moments rules lists all rules"
	}
	d.report(rule, n, path, what+" "+shown(n.Value), hint)
}

func (d *decoder) report(rule string, n *yamltext.Node, path blueprint.Path, message, hint string) {
	start, end := n.Start, n.End
	if n.Alias != nil {
		start, end = n.Alias.Start, n.Alias.End
	}
	d.add(blueprint.Diagnostic{Rule: rule, Path: path, Range: d.span(start, end), Message: message, Hint: hint})
}

func (d *decoder) syntax(p yamltext.Problem) {
	out := blueprint.Diagnostic{Rule: "syntax", Range: d.span(p.Start, p.End), Message: p.Message, Hint: p.Hint}
	for _, r := range p.Related {
		out.Related = append(out.Related, blueprint.Related{Message: r.Message, Range: d.span(r.Start, r.End)})
	}
	d.add(out)
}

func (d *decoder) add(x blueprint.Diagnostic) {
	if len(d.found) == maxProblems {
		d.more++
		return
	}
	x.Severity = blueprint.Error
	d.found = append(d.found, x)
}

func (d *decoder) span(start, end yamltext.Pos) blueprint.Range {
	at := func(p yamltext.Pos) blueprint.Position {
		return blueprint.Position{Line: p.Line, Column: p.Column, Offset: p.Offset}
	}
	return d.source.Range(at(start), at(end))
}

// shown is a value in a message, cut where it is long.
func shown(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:39]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
