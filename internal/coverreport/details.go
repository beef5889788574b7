package coverreport

import (
	"slices"

	"github.com/servicemoments/moments/blueprint/figures"
)

// everything are all figures, as the packages that computed them have them, with
// what was asked for and how logs were read.
func (r *Report) everything() []figures.Sheet {
	var out []figures.Sheet
	if r.Tests != nil {
		s := r.whole(r.Tests.Sheet(), Tests)
		s.ID, s.Title = string(Tests), figures.T("What tests covered")
		s.Tables = append(s.Tables, r.departures(), r.unknown())
		out = append(out, s)
	}
	if r.Log == nil {
		return out
	}
	for _, s := range r.Log.Sheets() {
		switch s.ID {
		case "coverage":
			s = r.whole(s, Log)
			s.ID, s.Title = string(Log), figures.T("What customers covered")
		case "conformance":
			s.Findings = slices.Concat(r.missed(Log), s.Findings)
		case "journeys": // bad records are told with the logs that have them
			s.Findings = slices.DeleteFunc(slices.Clone(s.Findings), func(f figures.Finding) bool { return f.ID == "bad-records" })
		}
		out = append(out, s)
	}
	s := r.readingSheet()
	s.Tables = slices.DeleteFunc(s.Tables, func(t figures.Table) bool { return t.ID == "unmapped" }) // it stands with the journeys
	return append(out, s)
}

// whole is the sheet of a source's coverage with all that is missing or left out,
// and with what was asked for.
func (r *Report) whole(s figures.Sheet, of Source) figures.Sheet {
	if of == Tests {
		s.Findings = slices.Concat(r.missed(of), s.Findings)
	}
	tables := []figures.Table{r.wanted(of)}
	for _, t := range s.Tables {
		if t.ID == "missing" {
			continue
		}
		tables = append(tables, t)
	}
	s.Tables = append(tables, r.missing(of), r.leftOut(of))
	return s
}

// wanted lists what was asked of a source.
func (r *Report) wanted(s Source) figures.Table {
	t := figures.Table{
		ID: "wanted", Title: figures.T("What was asked for"), Head: figures.T("Criterion"),
		Columns: []figures.Column{{ID: "share", Title: figures.T("Share")}, {ID: "wanted", Title: figures.T("Wanted")}, {ID: "verdict", Title: figures.T("Verdict")}},
	}
	for _, h := range r.of(s) {
		row := figures.Row{ID: h.Name, Title: figures.Text{Phrase: h.Title}, Cells: []figures.Cell{
			figures.Said(figures.T("nothing to cover")), figures.Said(figures.Plain(Percent(h.Want))), verdict(h),
		}}
		if h.Known {
			row.Cells[0] = shareOf(h.Percent)
			if !h.OK {
				row.Cells[0].Figure.Tone = figures.Poor
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
