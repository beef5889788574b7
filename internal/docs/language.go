package main

import (
	"bytes"
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint/config"
	"github.com/servicemoments/moments/blueprint/schema"
	"github.com/servicemoments/moments/internal/coverreport"
	"github.com/servicemoments/moments/internal/report"
	"github.com/servicemoments/moments/render/book"
	"github.com/servicemoments/moments/render/json"
	"github.com/servicemoments/moments/render/theme"
)

//go:embed fragments/*.md
var fragments embed.FS

// languagePage is the manual of the language: an introduction, the tree and the
// tables of all keys, and what follows from what is written.
func languagePage() ([]page, error) {
	var b bytes.Buffer
	b.WriteString(generated)
	for _, part := range []string{"intro", "", "values", "board", "runs", "limits"} {
		if part == "" {
			reference(&b)
			continue
		}
		text, err := fragment(part)
		if err != nil {
			return nil, err
		}
		b.WriteString(text + "\n")
	}
	return []page{{"docs/language.md", bytes.TrimSuffix(b.Bytes(), []byte("\n"))}}, nil
}

func schemaPages() ([]page, error) {
	return []page{
		{"docs/schema/blueprint.schema.json", schema.Generate()},
		{"docs/schema/model.schema.json", json.Schema()},
		{"docs/schema/theme.schema.json", theme.Schema()},
		{"docs/schema/moments.schema.json", config.Schema(nil)},
		{"docs/schema/findings.schema.json", report.Schema()},
		{"docs/schema/figures.schema.json", book.Schema()},
		{"docs/schema/coverage.schema.json", coverreport.Schema()},
	}, nil
}

// fragment reads a chapter written by hand, with what is worked out for the
// boards in it.
func fragment(name string) (string, error) {
	text, err := fragments.ReadFile("fragments/" + name + ".md")
	if err != nil {
		return "", err
	}
	return withWays(string(text))
}

// reference writes the tree of the whole language and a table for each shape.
func reference(b *bytes.Buffer) {
	shapes := blueprint.Shapes()
	b.WriteString("## The whole language at a glance\n\n")
	b.WriteString("`*` marks what is required, `[]` a list (a single value stands for a list of one). A mapping is drawn out where it first stands.\n\n")
	b.WriteString("```text\n")
	t := tree{b: b, shapes: shapes, drawn: map[string]bool{}}
	b.WriteString("blueprint\n")
	t.keys(shapes[0], "")
	b.WriteString("```\n\n## Every key\n\n")
	b.WriteString("The forms of values (text, duration, share and so on) are explained [below](#forms-of-values).\n\n")
	for _, s := range shapes {
		shapeTable(b, s)
	}
}

// tree draws the keys below one another.
type tree struct {
	b      *bytes.Buffer
	shapes []*blueprint.Shape
	drawn  map[string]bool
}

// treeColumn is where the forms stand.
const treeColumn = 40

func (t *tree) keys(s *blueprint.Shape, indent string) {
	t.drawn[s.Name] = true
	keys := slices.Clone(s.Keys)
	if s.Rest != nil {
		keys = append(keys, *s.Rest)
	}
	for i := range keys {
		branch, below := "├─ ", "│  "
		if i == len(keys)-1 {
			branch, below = "└─ ", "   "
		}
		t.key(&keys[i], indent+branch, indent+below)
	}
}

func (t *tree) key(k *blueprint.Key, branch, below string) {
	name := k.Name
	if k.Required {
		name += "*"
	}
	if k.Many || k.Form == blueprint.FormCell {
		name += " []"
	}
	pad := max(1, treeColumn-len([]rune(branch+name)))
	fmt.Fprintf(t.b, "%s%s%s%s\n", branch, name, strings.Repeat(" ", pad), strings.ReplaceAll(t.form(k), "`", ""))
	if next := blueprint.ShapeNamed(t.shapes, k.Shape); next != nil && !t.drawn[k.Shape] {
		t.keys(next, below)
	}
}

func (t *tree) form(k *blueprint.Key) string {
	switch k.Form {
	case blueprint.FormShape, blueprint.FormCell:
		if t.drawn[k.Shape] {
			return k.Shape + " (above)"
		}
		return k.Shape
	case blueprint.FormWord:
		if k.Open || len(k.Words) > 4 {
			return "word"
		}
		return strings.Join(k.Words, " | ")
	case blueprint.FormRef:
		return "id of " + targets(k)
	case blueprint.FormMap:
		if anyOther(k) {
			return string(k.Of)
		}
		return "mapping to " + string(k.Of)
	}
	return string(k.Form)
}

// targets says what a reference may name, with its article.
func targets(k *blueprint.Key) string {
	var out []string
	for _, t := range k.Targets {
		switch {
		case t == blueprint.ToEnd:
			out = append(out, "`end`")
		case strings.ContainsRune("aeiou", rune(t[0])):
			out = append(out, "an "+string(t))
		default:
			out = append(out, "a "+string(t))
		}
	}
	return strings.Join(out, ", or ")
}

// shapeTable writes what a mapping of that shape may hold.
func shapeTable(b *bytes.Buffer, s *blueprint.Shape) {
	fmt.Fprintf(b, "### %s\n\n%s", s.Name, s.Doc)
	if s.Short != "" {
		fmt.Fprintf(b, " A plain value stands for its `%s`.", s.Short)
	}
	if s.Flag {
		b.WriteString(" `true` says that there is one, and no more.")
	}
	b.WriteString("\n\n| key | value | default | meaning | example |\n|---|---|---|---|---|\n")
	keys := slices.Clone(s.Keys)
	if s.Rest != nil {
		keys = append(keys, *s.Rest)
	}
	for i := range keys {
		k := &keys[i]
		name := "`" + k.Name + "`"
		if anyOther(k) {
			name = "*any other*: id of " + restOf(k)
		}
		if k.Required {
			name += " **required**"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | `%s` |\n", name, cell(valueOf(k)), cell(k.Default), cell(k.Doc), cell(k.Example))
	}
	b.WriteByte('\n')
}

// anyOther tells whether a key stands for all that have no name of their own:
// its name is the word for them, in capitals.
func anyOther(k *blueprint.Key) bool { return k.Name == strings.ToUpper(k.Name) }

func restOf(k *blueprint.Key) string {
	if len(k.Targets) > 0 {
		return targets(k)
	}
	return "a lane"
}

// cell escapes what would end a cell of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// valueOf says what may stand behind a key.
func valueOf(k *blueprint.Key) string {
	one := string(k.Form)
	switch k.Form {
	case blueprint.FormShape:
		one = fmt.Sprintf("[%s](#%s)", k.Shape, strings.ReplaceAll(k.Shape, " ", "-"))
	case blueprint.FormCell:
		one = "cell: [touchpoint](#touchpoint), or a list of them"
	case blueprint.FormWord:
		one = "`" + strings.Join(k.Words, "`, `") + "`"
		if k.Open {
			one = "word, such as " + one
		}
	case blueprint.FormRef:
		one = "id of " + targets(k)
	case blueprint.FormMap:
		one = "mapping to " + string(k.Of)
		if anyOther(k) {
			one = string(k.Of)
		} else if len(k.Words) > 0 {
			one = "mapping from `" + strings.Join(k.Words, "`, `") + "` to " + string(k.Of)
		} else if len(k.Targets) > 0 {
			one = "mapping from the id of " + targets(k) + " to " + string(k.Of)
		}
	}
	one += bounds(k)
	if k.Unit != "" {
		one += " (" + k.Unit + ")"
	}
	if k.Many {
		return "list: " + one
	}
	return one
}

func bounds(k *blueprint.Key) string {
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	switch {
	case k.Positive:
		return ", more than 0"
	case k.Min != nil && k.Max != nil && *k.Max < 1e9:
		return ", " + number(*k.Min) + " to " + number(*k.Max)
	case k.Min != nil:
		return ", " + number(*k.Min) + " or more"
	}
	return ""
}
