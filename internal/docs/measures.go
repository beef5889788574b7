package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/render/book"
)

// measuresPage tells what is computed of a blueprint, with a sheet as the command
// prints it.
func measuresPage() ([]page, error) {
	var b bytes.Buffer
	b.WriteString(generated + "# The numbers behind a blueprint\n\n| subject | what it answers |\n|---|---|\n")
	for _, p := range measure.Parts() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", p.ID, cell(p.Doc))
	}
	text, err := fragment("measures")
	if err != nil {
		return nil, err
	}
	b.WriteString("\n" + strings.TrimRight(text, "\n") + "\n\n```text\n")
	shoeshine, err := example("corner-shoeshine")
	if err != nil {
		return nil, err
	}
	m, err := measure.New(shoeshine)
	if err != nil {
		return nil, err
	}
	figures, _, err := m.Measure(measure.Options{}, measure.Inputs{}, "cost")
	if err != nil {
		return nil, err
	}
	if err := book.Text(&b, figures, book.Options{Width: 80}); err != nil {
		return nil, err
	}
	b.WriteString("```\n\nThe [JSON](schema/figures.schema.json) names every figure by sheet, table, row and column; `moments schema --figures` writes its schema. All flags: [the command](cli.md).\n")
	return []page{{"docs/measures.md", b.Bytes()}}, nil
}
