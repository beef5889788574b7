// Package markdown writes a blueprint as a document: its table twin, for pages
// that hold text and for screen readers. What comes in is a blueprint; what goes
// out is GitHub's Markdown, with a table for each phase and lists of ways,
// moments of truth, waits and fail points. All that pictures show by marks is
// said in words.
package markdown

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// Options say how a blueprint is written. The zero value works.
type Options struct {
	Language string         // of the words that are added; empty: the blueprint's
	Labels   *wording.Words // the words themselves, for other languages (see render/labels); nil are those of the language
	Level    int            // of the title's heading, 1 to 4; 0: 1
	IDs      bool           // ends with a table of the touchpoints' ids
}

// Write writes the blueprint. A nil one has a title only.
func Write(w io.Writer, b *blueprint.Blueprint, o Options) error {
	d := &writer{Board: prose.Of(b, o.Language, o.Labels), out: bufio.NewWriter(w), level: min(max(o.Level, 1), 4)}
	d.head()
	for phase := range d.Blueprint.Phases {
		d.phase(phase)
	}
	d.ways()
	d.links()
	d.moments()
	d.waits()
	d.fails()
	d.journeys()
	if o.IDs {
		d.ids()
	}
	return d.out.Flush()
}

type writer struct {
	*prose.Board
	out   *bufio.Writer
	level int
	begun bool
}

// line writes a line. A bufio.Writer keeps its first error for Flush.
func (d *writer) line(parts ...string) {
	_, _ = d.out.WriteString(strings.Join(parts, "") + "\n")
	d.begun = true
}

// block begins a new block after an empty line.
func (d *writer) block() {
	if d.begun {
		d.line()
	}
}

func (d *writer) heading(below int, text string) {
	d.block()
	d.line(strings.Repeat("#", min(d.level+below, 6)), " ", escape(text))
}

func (d *writer) head() {
	title := d.Title
	if title == "" {
		title = d.Summary()
	}
	d.heading(0, title)
	for _, l := range prose.Lines(d.Blueprint.Description) {
		d.block()
		d.line(paragraph(l))
	}
	d.block()
	facts := []string{paragraph(d.Summary())}
	if s := d.Blueprint.Status; s != "" {
		facts = append(facts, escape(prose.Capital(d.Text.Status)+d.Colon+d.StatusName(s)))
	}
	if owner := prose.Line(d.Blueprint.Owner); owner != "" {
		facts = append(facts, escape(prose.Capital(d.Owner)+d.Colon+owner))
	}
	if d.Blueprint.Acceptable > 0 {
		facts = append(facts, escape(prose.Capital(d.Text.Acceptable)+d.Colon+d.Duration(d.Blueprint.Acceptable)))
	}
	d.line(strings.Join(facts, "  \n"))
	d.lines()
	d.legend()
}

// legend explains the marks that are used, here by their names.
func (d *writer) legend() {
	var items []string
	for i, m := range d.Used() {
		name := escape(prose.Capital(m.Name))
		if i < 2 && (m.Name == d.Moment || m.Name == d.Critical) {
			name = "**" + name + "**" // as its title stands in the tables
		}
		items = append(items, name+escape(d.Colon+m.Doc))
	}
	if len(items) > 0 {
		d.heading(1, d.Legend)
		d.list(items)
	}
}

// lines say between which lanes the three lines run.
func (d *writer) lines() {
	var items []string
	for i := range d.Rows {
		if line, ok := d.LineBelow(i); ok {
			items = append(items, escape(d.LineName(line)+d.Colon+d.LaneName(d.Rows[i])+" | "+d.LaneName(d.Rows[i+1])))
		}
	}
	d.list(items)
}

func (d *writer) list(items []string) {
	if len(items) == 0 {
		return
	}
	d.block()
	for _, i := range items {
		d.line("- ", i)
	}
}

// phase writes a table: a row for each step, a column for each lane that has
// something in the phase.
func (d *writer) phase(phase int) {
	p := &d.Blueprint.Phases[phase]
	if len(p.Steps) == 0 {
		return
	}
	title := prose.Line(p.Title)
	if title == "" && len(d.Blueprint.Phases) > 1 {
		title = fmt.Sprint(d.Text.Phase, " ", phase+1)
	}
	if title != "" {
		d.heading(1, title)
	}
	lanes := slices.DeleteFunc(slices.Clone(d.Rows), func(l blueprint.Lane) bool {
		return !slices.ContainsFunc(d.InPhase(phase), func(t *touchpoint.Touchpoint) bool { return d.Place(t).Lane == l.ID })
	})
	evidence := slices.ContainsFunc(p.Steps, func(s blueprint.Step) bool { return len(s.Evidence) > 0 })
	head := []string{prose.Capital(d.Step)}
	if evidence {
		head = append(head, d.Evidence)
	}
	for _, l := range lanes {
		head = append(head, d.LaneName(l))
	}
	t := d.table(head)
	for c, col := range d.Columns {
		if col.Phase == phase {
			t.row(d.stepCells(c, lanes, evidence))
		}
	}
}

func (d *writer) stepCells(c int, lanes []blueprint.Lane, evidence bool) []string {
	col := d.Columns[c]
	number := escape(strings.TrimSpace(fmt.Sprint(col.Number, " ", prose.Line(col.Step.Title))))
	out := []string{number}
	if evidence {
		var items []string
		for _, e := range col.Step.Evidence {
			items = append(items, d.evidence(e))
		}
		out = append(out, strings.Join(items, "<br>"))
	}
	for _, l := range lanes {
		var cell []string
		for _, t := range d.Cell(c, l.ID) {
			cell = append(cell, d.touchpoint(t))
		}
		out = append(out, strings.Join(cell, "<br>"))
	}
	return out
}

func (d *writer) evidence(e blueprint.Evidence) string {
	out := escape(prose.Line(e.Title))
	if len(e.Fails) > 0 {
		out += escape(d.Text.Open + d.Fail + d.Text.Shut)
	}
	return out + d.only(e.For)
}

func (d *writer) only(personas []string) string {
	if len(personas) == 0 {
		return ""
	}
	return escape(d.Text.Open + fmt.Sprintf(d.Only, strings.Join(d.Personas(personas), d.Comma)) + d.Text.Shut)
}

// touchpoint is the title with what marks say in a picture.
func (d *writer) touchpoint(t *touchpoint.Touchpoint) string {
	title := escape(prose.Line(t.Title))
	if t.IsMoment() {
		title = "**" + title + "**"
	}
	var facts []string
	for _, m := range d.Marks(t) {
		facts = append(facts, m.Name)
	}
	if time := d.Time(t.Time); time != "" {
		facts = append(facts, time)
	}
	if t.Service != "" {
		facts = append(facts, d.ServiceName(t.Service))
	}
	if t.Optional {
		facts = append(facts, d.Optional)
	}
	if d.IsDetour(t) {
		facts = append(facts, d.Text.Detour)
	}
	if len(t.For) > 0 {
		facts = append(facts, fmt.Sprintf(d.Only, strings.Join(d.Personas(t.For), d.Comma)))
	}
	if len(facts) == 0 {
		return title
	}
	return title + escape(d.Text.Open+strings.Join(facts, d.Text.Semicolon)+d.Text.Shut)
}

// table begins a table.
func (d *writer) table(head []string) table {
	d.block()
	for i := range head {
		head[i] = escape(prose.Capital(head[i]))
	}
	t := table{d}
	t.row(head)
	t.row(slices.Repeat([]string{"---"}, len(head)))
	return t
}

type table struct{ d *writer }

func (t table) row(cells []string) {
	for i, c := range cells {
		if c == "" {
			c = " "
		}
		cells[i] = " " + c + " "
	}
	t.d.line("|", strings.ReplaceAll(strings.Join(cells, "|"), "   ", " "), "|")
}
