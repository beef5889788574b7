package book

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/servicemoments/moments/blueprint/figures"
	clean "github.com/servicemoments/moments/render/text"
)

// Text writes a book as tables for a terminal.
func Text(w io.Writer, b figures.Book, o Options) error {
	s := o.speaker(b)
	out := bufio.NewWriter(w)
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(out, format, args...) } // a bufio.Writer keeps its first error
	p("%s\n", clean.Clean(b.Title))
	for _, sheet := range b.Sheets {
		if empty(sheet) {
			continue
		}
		p("\n%s\n", strings.ToUpper(s.Say(sheet.Title)))
		for _, f := range sheet.Findings {
			said := o.wrapped("  "+mark(f.Tone)+" ", upper(s.Say(f.Text)))
			p("%s\n", strings.Replace(said, mark(f.Tone), o.tint(mark(f.Tone), f.Tone), 1))
		}
		for _, t := range sheet.Tables {
			if len(t.Rows) == 0 {
				continue
			}
			x := show(s, t)
			p("\n%s\n", x.title)
			p("%s\n", o.grid(x))
			for _, n := range x.notes {
				p("%s\n", o.wrapped("  ", n))
			}
		}
		if len(sheet.Missing) > 0 {
			p("\n%s\n", s.Say(figures.T("Not said in the blueprint")))
			for _, m := range sheet.Missing {
				p("%s\n", o.wrapped("  – ", missing(s, m)))
			}
		}
	}
	return out.Flush()
}

// tint colours a sign for a terminal.
func (o Options) tint(sign string, tone figures.Tone) string {
	if !o.Color {
		return sign
	}
	code := map[figures.Tone]string{figures.Good: "32", figures.Poor: "31", figures.Fair: "33"}[tone]
	if code == "" {
		return sign
	}
	return "\x1b[" + code + "m" + sign + "\x1b[0m"
}

// grid writes a table. Where it is wider than the terminal its texts are
// wrapped, never cut.
func (o Options) grid(x shown) string {
	t := table.NewWriter()
	style := table.StyleLight
	style.Format.Header = text.FormatDefault
	style.Format.Footer = text.FormatDefault
	style.Options.DrawBorder = false
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	widths := o.widths(x)
	var configs []table.ColumnConfig
	for i := range x.head {
		c := table.ColumnConfig{Number: i + 1, Align: text.AlignRight, AlignHeader: text.AlignRight, WidthMaxEnforcer: text.WrapSoft, WidthMax: widths[i]}
		if x.texts[i] {
			c.Align, c.AlignHeader = text.AlignLeft, text.AlignLeft
		}
		configs = append(configs, c)
	}
	t.SetColumnConfigs(configs)
	t.AppendHeader(cells(x.head))
	for i, r := range x.rows {
		if x.total[i] && i > 0 && !x.total[i-1] {
			t.AppendSeparator()
		}
		t.AppendRow(cells(r))
	}
	return t.Render()
}

// widths says how wide each column may be: figures are wrapped last of all, their
// headings and intervals first; what they leave of the terminal is shared by the
// texts, each of which gets no more than it needs and no less than 12.
func (o Options) widths(x shown) []int {
	const usual, least, between, comfort, interval = 100, 12, 3, 28, 18
	left := o.Width
	if left <= 0 {
		left = usual + 20*len(x.head)
	}
	widths := make([]int, len(x.head))
	need := func(i int) (cells, words int) {
		for _, r := range x.rows {
			cells = max(cells, text.StringWidthWithoutEscSequences(clean.Clean(r[i])))
		}
		for word := range strings.FieldsSeq(x.head[i]) {
			words = max(words, text.StringWidthWithoutEscSequences(word))
		}
		return cells, words
	}
	var texts []int
	for i := range x.head {
		cells, words := need(i)
		left -= between
		if x.texts[i] {
			texts = append(texts, i)
			widths[i] = max(cells, text.StringWidthWithoutEscSequences(x.head[i]))
			continue
		}
		widths[i] = max(cells, words, min(least, text.StringWidthWithoutEscSequences(x.head[i])))
		left -= widths[i]
	}
	narrow := func(most, room int) { // figures are wrapped, the widest first
		for left < room {
			widest := -1
			for i := range widths {
				if !x.texts[i] && widths[i] > most && (widest < 0 || widths[i] > widths[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				return
			}
			widths[widest]--
			left++
		}
	}
	readable := 0
	for _, i := range texts {
		readable += min(widths[i], comfort)
	}
	narrow(interval, readable) // an interval may well stand below its figure
	narrow(least, least*len(texts))
	slices.SortStableFunc(texts, func(a, b int) int { return widths[a] - widths[b] })
	for n, i := range texts { // the narrowest first: what they leave, the wide ones get
		share := max(least, left/(len(texts)-n))
		widths[i] = min(widths[i], share)
		left -= widths[i]
	}
	return widths
}

// wrapped writes a paragraph behind an indent, within the terminal.
func (o Options) wrapped(indent, said string) string {
	said = clean.Clean(said)
	if room := o.Width - len([]rune(indent)); o.Width > 0 && room >= 20 {
		said = strings.ReplaceAll(text.WrapSoft(said, room), "\n", "\n"+strings.Repeat(" ", len([]rune(indent))))
	}
	lines := strings.Split(indent+said, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func cells(list []string) table.Row {
	row := make(table.Row, len(list))
	for i, c := range list {
		row[i] = clean.Clean(c)
	}
	return row
}
