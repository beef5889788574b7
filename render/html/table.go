package html

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/touchpoint"
)

// table is the blueprint for those who read it rather than look at it.
type table struct {
	Caption string
	Heads   []string // the second one names the rows
	Parts   []part
}

// part is a phase or a step of the table, with its rows.
type part struct {
	Phase    string // begins a phase
	Step     string // begins a step
	Evidence string
	Rows     []row
}

// row is a touchpoint.
type row struct {
	ID, Lane, Kind, Title, Description string
	Cells                              [][]item
}

func (w *writer) table() table {
	f := w.words.Facts
	t := table{
		Caption: w.Summary(),
		Heads:   []string{w.words.Lane, f.Touchpoint, w.words.Service, w.words.Moment, prose.Capital(f.Time), prose.Capital(w.Wait), f.Fails, f.LeadsTo},
	}
	for i := range w.layers {
		t.Heads = append(t.Heads, prose.Line(w.layers[i].Title))
	}
	phase := -1
	for i, c := range w.Columns {
		p := part{Step: w.stepName(c), Evidence: w.evidence(c.Step)}
		if c.Phase != phase {
			phase = c.Phase
			p.Phase = prose.Line(w.Blueprint.Phases[phase].Title)
		}
		for _, x := range w.InStep(i) {
			p.Rows = append(p.Rows, w.row(x))
		}
		t.Parts = append(t.Parts, p)
	}
	return t
}

func (w *writer) stepName(c prose.Column) string {
	name := prose.Capital(w.Step) + " " + fmt.Sprint(c.Number)
	if title := prose.Line(c.Step.Title); title != "" {
		name += w.Colon + title
	}
	return name
}

func (w *writer) row(t *touchpoint.Touchpoint) row {
	lane := w.Lane(t)
	moment := ""
	switch {
	case t.IsCritical():
		moment = w.Critical
	case t.IsMoment():
		moment = w.Moment
	}
	service := ""
	if t.Service != "" {
		service = w.ServiceName(t.Service)
	}
	wait := ""
	if t.Wait != nil {
		if wait = w.wait(t.Wait); wait == "" {
			wait = w.words.Facts.Yes
		}
	}
	title := t.Title
	if marks := w.joined(optional(t.Optional, w.Optional), optional(w.IsDetour(t), w.Detour)); marks != "" {
		title += w.Text.Open + marks + w.Text.Shut
	}
	r := row{
		ID: t.ID, Lane: w.LaneName(lane), Kind: string(lane.Kind), Title: prose.Line(title), Description: prose.Line(t.Description),
		Cells: [][]item{cell(service), cell(moment), cell(w.Time(t.Time)), cell(wait), w.failCell(t), w.wayCell(t)},
	}
	for i := range w.layers {
		r.Cells = append(r.Cells, w.layerCell(i, t))
	}
	return r
}

func optional(is bool, word string) string {
	if is {
		return word
	}
	return ""
}

func cell(text string) []item {
	if text == "" {
		return nil
	}
	return []item{{Text: text}}
}

func (w *writer) failCell(t *touchpoint.Touchpoint) []item {
	var out []item
	for _, f := range t.Fails {
		it := item{Text: prose.Line(f.Title)}
		if it.Text == "" {
			it.Text = prose.Capital(w.Fail)
		}
		var notes []string
		if f.Chance != nil {
			notes = append(notes, fmt.Sprintf(w.words.Facts.Chance, prose.Percent(*f.Chance)))
		}
		for _, p := range f.Prevent {
			notes = append(notes, w.Text.Prevention+w.Colon+prose.Line(p.Title))
		}
		if f.Recover != "" {
			goal := w.goal(f.Recover)
			notes = append(notes, w.Text.Recover+w.Colon+prose.Line(goal.Text))
		}
		it.Note = strings.Join(notes, w.Text.Semicolon)
		out = append(out, it)
	}
	return out
}

func (w *writer) wayCell(t *touchpoint.Touchpoint) []item {
	var out []item
	for _, way := range w.Out(t) {
		it := item{Text: w.End, Note: w.said(way)}
		if way.Role == blueprint.OnFail {
			continue // it stands with its fail point
		}
		if way.To != nil {
			it.Text, it.To = prose.Line(way.To.Title), way.To.ID
		}
		out = append(out, it)
	}
	for _, l := range w.Links() {
		if l.From == t {
			out = append(out, item{Text: prose.Line(l.To.Title), To: l.To.ID, Note: w.joined(w.words.Facts.Links, l.Link.Title)})
		}
	}
	return out
}
