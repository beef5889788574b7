package lsp

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

// formOf says what may stand behind a key, briefly.
func formOf(k *blueprint.Key) string {
	out := string(k.Form)
	switch k.Form {
	case blueprint.FormShape:
		out = k.Shape
	case blueprint.FormRef:
		names := make([]string, len(k.Targets))
		for i, t := range k.Targets {
			names[i] = string(t)
		}
		out = "id of " + strings.Join(names, " or ")
	}
	if k.Many {
		out += ", one or a list"
	}
	return out
}

// keyDoc explains a key.
func keyDoc(k *blueprint.Key) string {
	var b strings.Builder
	b.WriteString(k.Doc)
	line := func(format string, args ...any) { fmt.Fprintf(&b, "\n\n"+format, args...) }
	if len(k.Words) > 0 {
		what := "One of"
		if k.Open {
			what = "A word such as"
		}
		line("%s `%s`", what, strings.Join(k.Words, "`, `"))
	}
	if lo, hi := number(k.Min), number(k.Max); k.Form != blueprint.FormDuration && lo+hi != "" && (k.Max == nil || *k.Max < 1e9) {
		line("From %s to %s", orElse(lo, "any"), orElse(hi, "any"))
	}
	if k.Unit != "" {
		line("Unit: %s", k.Unit)
	}
	if k.Default != "" {
		line("Default: %s", k.Default)
	}
	if k.Example != "" {
		line("```yaml\n%s: %s\n```", k.Name, k.Example)
	}
	return b.String()
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', -1, 64)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// thingDoc tells what an id names.
func thingDoc(t *thing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n\n%s `%s`", escaped(orElse(t.title, t.id)), t.kind, t.id)
	add := func(what, value string) {
		if value != "" {
			fmt.Fprintf(&b, " · %s %s", what, escaped(value))
		}
	}
	add("kind", t.of)
	add("in lane", t.lane)
	add("phase", t.phase)
	if t.step > 0 {
		add("step", strconv.Itoa(t.step))
	}
	add("actor", t.actor)
	return b.String()
}

// escaped keeps a text of the author's from being taken for Markdown.
func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`, "]", `\]`, "\n", " ").Replace(s)
}

func (s *server) hover(_ context.Context, p positionParams) (any, error) {
	d, ok := s.blueprintAt(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	offset := d.text.offset(p.Position)
	if doc, from, to := s.ruleAt(d.text.string, offset); doc != "" {
		at := d.text.span(from, to)
		return hover{Contents: markdown(doc), Range: &at}, nil
	}
	t := newTree(d.text.string, shapesByName())
	sp, ok := t.at(offset)
	if !ok || sp.start == sp.end {
		return nil, nil
	}
	doc := s.explain(d, t, &sp)
	if doc == "" {
		return nil, nil
	}
	at := d.text.span(sp.start, sp.end)
	return hover{Contents: markdown(doc), Range: &at}, nil
}

// explain tells what stands at a place.
func (s *server) explain(d *document, t *tree, sp *spot) string {
	switch {
	case sp.onKey && sp.lane:
		for _, lane := range boardOf(t.root, d.path).lanes {
			if lane.id == sp.name {
				return thingDoc(lane) + "\n\n" + sp.shape.Rest.Doc
			}
		}
		return ""
	case sp.onKey && sp.key == nil:
		return ""
	case sp.onKey && sp.key.Name != sp.name: // a name
		if x := s.thing(d, t, sp.key.Targets, sp.name); x != nil {
			return thingDoc(x)
		}
		return "**" + escaped(sp.name) + "**\n\n" + sp.key.Doc
	case sp.onKey:
		out := "**" + sp.key.Name + "**: " + formOf(sp.key) + "\n\n" + keyDoc(sp.key)
		if child := t.shapes[sp.key.Shape]; child != nil {
			out += "\n\n" + child.Doc
		}
		return out
	}
	k := shortKey(sp)
	if k == nil {
		return ""
	}
	if len(k.Targets) > 0 && sp.node != nil {
		if x := s.thing(d, t, k.Targets, sp.node.Text); x != nil {
			return thingDoc(x)
		}
	}
	for _, x := range boardOf(t.root, d.path).things {
		if x.start == sp.start && x.end == sp.end && x.end > x.start {
			return thingDoc(x) // where it is defined
		}
	}
	return "**" + k.Name + "**: " + formOf(k) + "\n\n" + keyDoc(k)
}

// thing finds what an id names.
func (s *server) thing(d *document, t *tree, targets []blueprint.Target, id string) *thing {
	for _, x := range s.known(d.path, t) {
		if x.id == id && slices.Contains(targets, blueprint.Target(x.kind)) {
			return x
		}
	}
	return nil
}

// ruleAt explains a rule that a comment silences.
func (s *server) ruleAt(text string, offset int) (doc string, from, to int) {
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	i := strings.Index(text[start:offset], "moments:ignore ")
	if i < 0 {
		return "", 0, 0
	}
	from = start + i + len("moments:ignore ")
	to = from
	for to < len(text) && (text[to] == '-' || text[to] >= 'a' && text[to] <= 'z') {
		to++
	}
	if r, ok := lint.Find(s.rules, text[from:to]); ok && offset <= to {
		return "**" + r.Name + "**: " + r.Title + "\n\n" + r.Doc + "\n\n" + r.Why, from, to
	}
	return "", 0, 0
}
