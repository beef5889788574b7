package book

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/internal/speak"
	"github.com/servicemoments/moments/render/markdown"
	"github.com/servicemoments/moments/render/text"
)

// Markdown writes a book as Markdown with tables (GitHub's dialect).
func Markdown(w io.Writer, b figures.Book, o Options) error {
	s := o.speaker(b)
	out := bufio.NewWriter(w)
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(out, format, args...) } // a bufio.Writer keeps its first error
	p("# %s\n", md(b.Title))
	for _, sheet := range b.Sheets {
		if empty(sheet) {
			continue
		}
		p("\n## %s\n", md(s.Say(sheet.Title)))
		if len(sheet.Findings) > 0 {
			p("\n")
		}
		for _, f := range sheet.Findings {
			p("- %s %s\n", mark(f.Tone), md(upper(s.Say(f.Text))))
		}
		for _, t := range sheet.Tables {
			if len(t.Rows) > 0 {
				mdTable(p, show(s, t))
			}
		}
		if len(sheet.Missing) > 0 {
			p("\n%s\n\n", md(s.Say(figures.T("Not said in the blueprint"))))
		}
		for _, m := range sheet.Missing {
			p("- %s\n", md(missing(s, m)))
		}
	}
	return out.Flush()
}

func mdTable(p func(string, ...any), x shown) {
	p("\n### %s\n\n", md(x.title))
	rule := ""
	for i, h := range x.head {
		p("| %s ", md(h))
		if x.texts[i] {
			rule += "| --- "
		} else {
			rule += "| ---: "
		}
	}
	p("|\n%s|\n", rule)
	for i, r := range x.rows {
		for _, c := range r {
			said := md(c)
			if x.total[i] && said != "" {
				said = "**" + said + "**"
			}
			p("| %s ", said)
		}
		p("|\n")
	}
	if len(x.notes) > 0 {
		p("\n")
	}
	for _, n := range x.notes {
		p("- %s\n", md(n))
	}
}

// md makes a text harmless on a line of Markdown.
func md(s string) string { return markdown.Escape(strings.TrimSpace(text.Clean(s))) }

// missing says what is missing and which key would say it.
func missing(s speak.Speaker, m figures.Missing) string {
	said := s.Say(m.Text)
	switch {
	case m.Touchpoint != "" && m.Key != "":
		return said + " (" + m.Touchpoint + "." + m.Key + ")"
	case m.Key != "":
		return said + " (" + m.Key + ")"
	}
	return said
}
