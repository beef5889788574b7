// Package book writes what was computed of a blueprint, a figures.Book: as
// tables for a terminal, as Markdown, as CSV and JSON for other programs, and
// as a page with charts. Formats are values in a list.
package book

import (
	"fmt"
	"io"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/internal/speak"
	"github.com/servicemoments/moments/render/scene"
)

// Options say how a book is written. The zero value is English and plain.
type Options struct {
	Language string // BCP 47 tag; empty: the book's own
	Color    bool   // text: with the colours of a terminal
	Width    int    // text: columns of the terminal; 0: as wide as the tables are
	// Own says phrases in the reader's language and goes before the built-in ones;
	// nil knows none.
	Own   func(phrase string) (string, bool)
	Theme scene.Theme // HTML: colours to begin with; the zero value follows the reader's system
}

// Format is a way to write a book.
type Format struct {
	Name  string
	Ext   string // of a file, with its dot
	Doc   string
	Write func(w io.Writer, b figures.Book, o Options) error
}

// Formats lists the formats. The first is the default.
func Formats() []Format {
	return []Format{
		{"text", ".txt", "Tables for a terminal.", Text},
		{"markdown", ".md", "Tables for documents and for pull requests.", Markdown},
		{"json", ".json", "All figures with units and how they were got; `moments schema --figures` describes it.", JSON},
		{"csv", ".csv", "One figure a line, for spreadsheets.", CSV},
		{"html", ".html", "A page that stands alone, with charts.", HTML},
	}
}

// FormatNamed finds a format; the error names the nearest.
func FormatNamed(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	if near := blueprint.Nearest(name, names); near != "" {
		return Format{}, fmt.Errorf("there is no format %q for figures; did you mean %s?", name, near)
	}
	return Format{}, fmt.Errorf("there is no format %q for figures; there are %s", name, names)
}

func (o Options) speaker(b figures.Book) speak.Speaker {
	if o.Language == "" {
		o.Language = b.Language
	}
	return speak.Speaker{Language: o.Language, Currency: b.Currency, Own: o.Own}
}

// Say gives what puts texts into the reader's language, as the formats do.
func (o Options) Say(b figures.Book) figures.Sayer { return o.speaker(b).Say }

// Phrases are all phrases of figures in a language, by their English words.
func Phrases(language string) map[string]string { return speak.Phrases(language) }

// shown is a table ready to be written: words only.
type shown struct {
	title string
	head  []string
	rows  [][]string
	total []bool
	texts []bool // columns that hold texts: they stand to the left
	notes []string
}

// show puts a table into words. A column of which no row knows anything is left
// out.
func show(s speak.Speaker, t figures.Table) shown {
	out := shown{title: s.Say(t.Title), head: []string{s.Say(t.Head)}, texts: []bool{true}}
	kept := keptColumns(t)
	for _, i := range kept {
		out.head = append(out.head, s.Say(t.Columns[i].Title))
		out.texts = append(out.texts, !slices.ContainsFunc(t.Rows, func(r figures.Row) bool { return i < len(r.Cells) && r.Cells[i].Figure != nil }))
	}
	for _, r := range t.Rows {
		cells := []string{s.Say(r.Title)}
		for _, i := range kept {
			said := ""
			if i < len(r.Cells) {
				said = s.Cell(r.Cells[i])
			}
			cells = append(cells, said)
		}
		out.rows = append(out.rows, cells)
		out.total = append(out.total, r.Total)
	}
	for _, n := range t.Notes {
		if said := upper(s.Say(n)); !slices.Contains(out.notes, said) {
			out.notes = append(out.notes, said)
		}
	}
	return out
}

// keptColumns are the columns that people read and of which some row knows something.
func keptColumns(t figures.Table) []int {
	var kept []int
	for i := range t.Columns {
		if !t.Columns[i].Detail && slices.ContainsFunc(t.Rows, func(r figures.Row) bool {
			return i < len(r.Cells) && (r.Cells[i].Figure != nil || !r.Cells[i].Text.Empty())
		}) {
			kept = append(kept, i)
		}
	}
	return kept
}

// mark is the sign of a finding's tone, which is no colour.
func mark(t figures.Tone) string {
	switch t {
	case figures.Good:
		return "✓"
	case figures.Poor:
		return "✗"
	case figures.Fair:
		return "!"
	}
	return "•"
}

// upper begins a sentence with a capital letter.
func upper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

func empty(s figures.Sheet) bool {
	return len(s.Tables)+len(s.Charts)+len(s.Findings)+len(s.Missing) == 0
}
