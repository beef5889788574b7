package term

import (
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/text"
)

func itoa(n int) string { return strconv.Itoa(n) }

// lister writes paragraphs that are wrapped to the width.
type lister struct {
	*viewer
	out strings.Builder
}

func (l *lister) text() string { return l.out.String() }

func (l *lister) paragraph(s string, i ink) {
	for _, line := range text.WrapColumns(s, l.width) {
		l.line(line, i)
	}
}

func (l *lister) line(s string, i ink) {
	c := newCanvas(max(text.Columns(s), 1), 1)
	c.write(0, 0, s, i)
	l.out.WriteString(c.text(l.o.Color))
}

func (l *lister) heading(s string) {
	l.out.WriteByte('\n')
	l.paragraph(s, strong)
}

// item writes a text behind a sign, its further lines indented.
func (l *lister) item(sign, s string) {
	indent := text.Columns(sign) + 1
	for i, line := range text.WrapColumns(s, l.width-indent) {
		if i == 0 {
			l.line(sign+" "+line, plain)
		} else {
			l.line(strings.Repeat(" ", indent)+line, plain)
		}
	}
}

// foot is what stands below the board: the legend, and what arrows cannot say.
func (v *viewer) foot() string {
	l := &lister{viewer: v}
	l.legend()
	l.ways()
	l.links()
	return l.text()
}

func (l *lister) legend() {
	var entries []string
	for _, m := range l.Used() {
		sign := m.Sign
		if l.o.ASCII {
			sign = m.Plain
		}
		entries = append(entries, sign+" "+m.Name)
	}
	if len(entries) > 0 {
		l.out.WriteByte('\n')
		for _, line := range pack(entries, l.width) {
			l.line(line, muted)
		}
	}
}

func (l *lister) ways() {
	begun := false
	for i, w := range l.Ways() {
		if l.drawn[i] {
			continue
		}
		if !begun {
			l.heading(l.Words.Words.Ways)
			begun = true
		}
		l.item(l.sign(w), l.wayText(w))
	}
}

// sign is the mark of a way that is listed.
func (l *lister) sign(w blueprint.Way) string {
	marks := l.AllMarks()
	mark := prose.Mark{Sign: " ", Plain: " "}
	switch {
	case w.Choice:
		mark = marks[4]
	case w.Role == blueprint.OnFail:
		mark = marks[2]
	case w.Role == blueprint.OnWait:
		mark = marks[3]
	}
	if l.o.ASCII {
		return text.PadColumns(mark.Plain, 2)
	}
	return mark.Sign
}

func (l *lister) wayText(w blueprint.Way) string {
	out := l.Name(w.From) + " " + l.glyphs.wayOn + " " + l.Name(w.To)
	if label := l.WayLabel(w); label != "" {
		out += l.Colon + label
	}
	return out
}

func (l *lister) links() {
	for i, link := range l.Links() {
		if i == 0 {
			l.heading(l.Text.Links)
		}
		arrow := l.glyphs.wayOn
		if link.Link.Both {
			arrow = l.glyphs.both
		}
		out := l.Name(link.From) + " " + arrow + " " + l.Name(link.To)
		if title := prose.Line(link.Link.Title); title != "" {
			out += l.Colon + title
		}
		l.item(" ", out)
	}
}
