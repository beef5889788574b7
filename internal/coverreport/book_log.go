package coverreport

import (
	"fmt"
	"math"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/figures"
)

// logSheet says what customers did, beside what was designed.
func (r *Report) logSheet() figures.Sheet {
	l := r.Log
	s := figures.Sheet{ID: "log", Title: figures.T("What customers did"), Findings: r.missed(Log)}
	if l.Journeys.Visits > 0 && l.Journeys.Visits == l.Journeys.Unknown {
		s.Findings = append(s.Findings, figures.Finding{ID: "nothing-known", Tone: figures.Poor,
			Text: figures.T("no activity of the log is a touchpoint of this blueprint: name them with --mapping, or check that it is the right blueprint")})
	}
	for _, x := range l.Sheets() {
		s.Findings = append(s.Findings, among(x, "no-journeys", "no-room", "bounded", "drop-out", "slow")...)
	}
	s.Tables = append(s.Tables, r.journeys(), r.criteria(Log), r.cut(r.table("conformance", "departures")), r.cut(r.table("conformance", "wrong-order")), r.missing(Log), r.leftOut(Log))
	return s
}

// journeys is how many there were, and how well they fit.
func (r *Report) journeys() figures.Table {
	l := r.Log
	t := figures.Table{
		ID: "journeys", Title: figures.T("Journeys"), Head: figures.T("Figure"),
		Columns: []figures.Column{{ID: "value", Title: figures.T("Value")}, {ID: "wanted", Title: figures.T("Wanted")}, {ID: "verdict", Title: figures.T("Verdict")}},
	}
	add := func(id string, title figures.Text, cell figures.Cell) {
		row := figures.Row{ID: id, Title: title, Cells: []figures.Cell{cell, {}, {}}}
		if h, ok := r.strictest(Log, id); ok {
			row.Cells[1], row.Cells[2] = figures.Said(figures.Plain(Percent(h.Want))), verdict(h)
		}
		t.Rows = append(t.Rows, row)
	}
	add("cases", figures.T("Journeys"), many(l.Journeys.Cases))
	add("visits", figures.T("Visits"), many(l.Journeys.Visits))
	add("variants", figures.T("Variants"), count(l.Journeys.Variants))
	mean, ok := l.Fitness.Share()
	fitting, _ := l.Fitness.FittingShare()
	for _, x := range []struct {
		id    string
		title figures.Text
		share float64
	}{{conformance.ByFitness, figures.T(fitnessTitle), mean}, {conformance.ByFitting, figures.T(fittingTitle), fitting}} {
		cell := shareOf(100 * x.share)
		if !ok {
			cell = figures.Said(figures.T("nothing to cover"))
		}
		add(x.id, x.title, cell)
	}
	if ok {
		add("dropped", figures.T("Journeys that stop before their end"), shareOf(100*float64(l.Fitness.Dropped)/float64(l.Fitness.Cases)))
	}
	if l.Journeys.Journeys.Timed > 0 {
		add("median", figures.T("Time of a journey, median"), seconds(l.Journeys.Journeys.Median.Seconds()))
		add("p90", figures.T("Time of a journey, nine in ten"), seconds(l.Journeys.Journeys.P90.Seconds()))
		t.Notes = append(t.Notes, figures.T("medians and the like are within one percent of the truth"))
	}
	return t
}

func many(n uint64) figures.Cell { return figures.F(float64(n), figures.Count, figures.Exact) }

func seconds(v float64) figures.Cell {
	return figures.F(math.Max(v, 0), figures.Seconds, figures.Exact)
}

// table is one of the tables of real journeys; empty where there is none.
func (r *Report) table(sheet, id string) figures.Table {
	for _, s := range r.Log.Sheets() {
		for _, t := range s.Tables {
			if s.ID == sheet && t.ID == id {
				return t
			}
		}
	}
	return figures.Table{ID: id}
}

// readingSheet says how the logs were read.
func (r *Report) readingSheet() figures.Sheet {
	s := figures.Sheet{ID: "reading", Title: figures.T("How the logs were read")}
	t := figures.Table{
		ID: "logs", Title: figures.T("Logs"), Head: figures.T("Log"),
		Columns: []figures.Column{
			{ID: "events", Title: figures.T("Events")}, {ID: "cases", Title: figures.T("Journeys")}, {ID: "bad", Title: figures.T("Bad records")},
			{ID: "ignored", Title: figures.T("Left out")}, {ID: "cut", Title: figures.T("Cut off")},
		},
	}
	decided := figures.Table{
		ID: "decisions", Title: figures.T("What was decided while reading"), Head: figures.T("Decision"),
		Columns: []figures.Column{{ID: "log", Title: figures.T("Log")}},
	}
	bad := figures.Table{
		ID: "problems", Title: figures.T("Records that were left out"), Head: figures.T("Where"),
		Columns: []figures.Column{{ID: "problem", Title: figures.T("What is wrong")}, {ID: "hint", Title: figures.T("How to mend it")}},
	}
	for _, l := range r.Logs {
		t.Rows = append(t.Rows, figures.Row{ID: l.File, Title: figures.Plain(l.File), Cells: []figures.Cell{
			count(l.Events), count(l.Cases), some(uint64(l.Bad)), some(l.Ignored), some(l.Cut),
		}})
		for _, d := range l.Decisions {
			decided.Rows = append(decided.Rows, figures.Row{ID: l.File, Title: figures.Plain(d), Cells: []figures.Cell{figures.Said(figures.Plain(l.File))}})
		}
		for _, p := range l.Problems {
			bad.Rows = append(bad.Rows, figures.Row{ID: l.File, Title: where(p), Cells: []figures.Cell{figures.Said(figures.Plain(p.Message)), figures.Said(figures.Plain(p.Hint))}})
		}
		if more := l.Bad - len(l.Problems); more > 0 {
			bad.Notes = append(bad.Notes, figures.T("and %d more in %s", more, l.File))
		}
		if l.Bad > 0 {
			s.Findings = append(s.Findings, figures.Finding{ID: "bad", Tone: figures.Poor, Text: figures.T("bad records in %s, left out: %d", l.File, l.Bad)})
		}
		if l.Cut > 0 {
			s.Findings = append(s.Findings, figures.Finding{ID: "cut", Tone: figures.Fair, Text: figures.T("events of journeys that are too long in %s, left out: %d", l.File, l.Cut)})
		}
	}
	for _, n := range r.Names {
		decided.Rows = append(decided.Rows, figures.Row{Title: figures.Plain(n)})
	}
	if len(r.Logs) == 1 {
		decided.Columns = nil
	}
	s.Tables = append(s.Tables, t, decided, r.cut(bad), r.unmapped())
	return s
}

// where is the place of a bad record, as editors jump to it.
func where(p eventlog.Problem) figures.Text {
	if p.Line > 0 && p.Column == 0 { // all that is known of an event in XES
		return figures.Plain(fmt.Sprintf("%s:%d", p.File, p.Line))
	}
	return figures.Plain(blueprint.Position{File: p.File, Line: p.Line, Column: p.Column}.String())
}

// some is a number that is worth a word.
func some(n uint64) figures.Cell {
	if n == 0 {
		return figures.Cell{}
	}
	return many(n)
}

// unmapped lists activities that are no touchpoint.
func (r *Report) unmapped() figures.Table {
	t := r.table("journeys", "unmapped")
	t.Notes = append(slices.Clone(t.Notes), figures.T("--mapping says what they mean"))
	return r.cut(t)
}
