package markdown

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/touchpoint"
)

// ways lists all ways, each under the step where it begins.
func (d *writer) ways() {
	if len(d.Ways()) == 0 {
		return
	}
	d.heading(1, d.Words.Words.Ways)
	d.block()
	for _, w := range d.Ways() {
		text := d.Name(w.From) + " → " + d.Name(w.To)
		var facts []string
		if w.Origin == blueprint.Recovery {
			facts = append(facts, d.Text.Recover)
		}
		if w.Choice {
			facts = append(facts, d.Choice)
		}
		if w.Back {
			facts = append(facts, d.Text.Back)
		}
		if label := d.WayLabel(w); label != "" {
			facts = append(facts, label)
		}
		if len(facts) > 0 {
			text += d.Text.Open + strings.Join(facts, d.Text.Semicolon) + d.Text.Shut
		}
		d.line("- ", item(text))
	}
}

func (d *writer) links() {
	if len(d.Links()) == 0 {
		return
	}
	d.heading(1, d.Text.Links)
	d.block()
	for _, l := range d.Links() {
		arrow := " → "
		if l.Link.Both {
			arrow = " ↔ "
		}
		text := d.Name(l.From) + arrow + d.Name(l.To)
		if title := prose.Line(l.Link.Title); title != "" {
			text += d.Colon + title
		}
		d.line("- ", item(text))
	}
}

// moments lists the moments of truth with their sheets.
func (d *writer) moments() {
	if len(d.Moments()) == 0 {
		return
	}
	d.heading(1, d.Text.Moments)
	t := d.table([]string{prose.Capital(d.Step), d.Moment, d.Standard, d.Text.Enhancers, d.Text.Detractors})
	for _, x := range d.Moments() {
		kind := d.Moment
		if x.IsCritical() {
			kind = d.Critical
		}
		standards := append([]string{}, x.Moment.Standards...)
		if x.Standards != nil {
			for _, s := range append(append([]touchpoint.Standard{}, x.Standards.Procedural...), x.Standards.Personal...) {
				standards = append(standards, s.Title)
			}
		}
		title := escape(prose.Line(x.Title)) + escape(d.Text.Open+kind+d.Text.Shut)
		t.row([]string{d.Number(x), title + d.expectations(x), stacked(standards), stacked(x.Moment.Enhancers), stacked(x.Moment.Detractors)})
	}
}

// expectations say what customers expect and perceive.
func (d *writer) expectations(t *touchpoint.Touchpoint) string {
	var out strings.Builder
	for _, e := range t.Expects {
		var facts []string
		if title := prose.Line(e.Title); title != "" {
			facts = append(facts, title)
		}
		for _, f := range []struct {
			name  string
			value *float64
		}{{d.Curve.Adequate, e.Adequate}, {d.Curve.Desired, e.Desired}, {d.Curve.Felt, e.Perceived}} {
			if f.value != nil {
				facts = append(facts, f.name+" "+prose.Number(*f.value))
			}
		}
		if len(facts) > 0 {
			out.WriteString("<br>" + escape(d.Text.Expectation+d.Colon+strings.Join(facts, d.Comma)) + d.only(e.For))
		}
	}
	return out.String()
}

func (d *writer) waits() {
	var list []*touchpoint.Touchpoint
	for _, t := range d.Touchpoints() {
		if t.Wait != nil {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return
	}
	d.heading(1, d.Text.Waits)
	t := d.table([]string{prose.Capital(d.Step), d.Wait, d.Text.Expected, d.Text.Acceptable, d.Text.Then})
	for _, x := range list {
		var expected, acceptable, then string
		if x.Wait.Expected > 0 {
			expected = d.Duration(x.Wait.Expected)
		}
		if x.Wait.Acceptable > 0 {
			acceptable = d.Duration(x.Wait.Acceptable)
		}
		if x.Wait.Then != "" {
			then = d.named(x.Wait.Then)
		}
		title := escape(prose.Line(x.Title))
		if o := prose.Line(x.Wait.Occupied); o != "" {
			title += "<br>" + escape(o)
		}
		t.row([]string{d.Number(x), title, escape(expected), escape(acceptable), escape(then)})
	}
}

// named is the name of what an id names.
func (d *writer) named(id string) string {
	if id == touchpoint.End {
		return d.End
	}
	if t, ok := d.Touchpoint(id); ok {
		return d.Name(t)
	}
	return prose.Line(id)
}

func (d *writer) fails() {
	var table *table
	for _, x := range d.Touchpoints() {
		for _, f := range x.Fails {
			if table == nil {
				d.heading(1, d.Text.Fails)
				t := d.table([]string{prose.Capital(d.Step), d.Text.Contact, d.Fail, d.Text.Chance, "RPN", d.Text.Prevention, d.Text.Recover})
				table = &t
			}
			table.row(d.fail(x, f))
		}
	}
}

func (d *writer) fail(t *touchpoint.Touchpoint, f touchpoint.Fail) []string {
	var chance, rpn, recovery string
	if f.Chance != nil {
		chance = prose.Percent(*f.Chance)
	}
	if n, known := f.RPN(); known {
		rpn = fmt.Sprint(n)
	}
	if f.Recover != "" {
		recovery = d.named(f.Recover)
	}
	var prevent []string
	for _, p := range f.Prevent {
		prevent = append(prevent, p.Title)
	}
	title := escape(cmp.Or(prose.Line(f.Title), d.Fail))
	if cause := prose.Line(f.Cause); cause != "" {
		title += "<br>" + escape(d.Text.Cause+d.Colon+cause)
	}
	return []string{d.Number(t), escape(prose.Line(t.Title)), title, escape(chance), rpn, stacked(prevent), escape(recovery)}
}

func (d *writer) journeys() {
	if len(d.Blueprint.Journeys) == 0 {
		return
	}
	d.heading(1, d.Text.Journeys)
	d.block()
	for _, j := range d.Blueprint.Journeys {
		var stations []string
		for _, id := range j.Touchpoints {
			stations = append(stations, d.named(id))
		}
		text := prose.Line(j.Title)
		if j.Persona != "" {
			text += d.Text.Open + d.Personas([]string{j.Persona})[0] + d.Text.Shut
		}
		d.line("- ", item(text+d.Colon+strings.Join(stations, " → ")))
	}
}

func (d *writer) ids() {
	if len(d.Touchpoints()) == 0 {
		return
	}
	d.heading(1, d.Words.Words.Touchpoints)
	t := d.table([]string{d.Text.ID, prose.Capital(d.Step), d.Text.Row, d.Text.Contact})
	for _, x := range d.Touchpoints() {
		t.row([]string{escape(prose.Line(x.ID)), d.Number(x), escape(d.LaneName(d.Lane(x))), escape(prose.Line(x.Title))})
	}
}

// stacked writes texts under one another in a table's cell.
func stacked(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = escape(prose.Line(s))
	}
	return strings.Join(out, "<br>")
}
