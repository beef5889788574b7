package conformance

import (
	"fmt"
	"strconv"

	"github.com/servicemoments/moments/blueprint/figures"
)

// Sheets gives all figures: the journeys, how well they fit, how long they took, and
// what they covered.
func (r *Result) Sheets() []figures.Sheet {
	return []figures.Sheet{r.journeysSheet(), r.conformanceSheet(), r.timesSheet(), r.Coverage.Sheet()}
}

func column(id, title string) figures.Column {
	return figures.Column{ID: id, Title: figures.T(title)}
}

// count is an exact number of things.
func count[N int | uint64](n N) figures.Cell {
	return figures.F(float64(n), figures.Count, figures.Exact)
}

// some is count, and empty where there are none.
func some[N int | uint64](n N) figures.Cell {
	if n == 0 {
		return figures.Cell{}
	}
	return count(n)
}

// shareOf is an exact share; empty where the whole is nothing.
func shareOf[N int | uint64](part, whole N) figures.Cell {
	if whole == 0 {
		return figures.Cell{}
	}
	return figures.F(float64(part)/float64(whole), figures.Share, figures.Exact)
}

func known(value float64, ok bool) figures.Cell {
	if !ok {
		return figures.Cell{}
	}
	return figures.F(value, figures.Share, figures.Exact)
}

func toned(c figures.Cell, t figures.Tone) figures.Cell {
	if c.Figure != nil {
		c.Figure.Tone = t
	}
	return c
}

func (r *Result) journeysSheet() figures.Sheet {
	s := figures.Sheet{ID: "journeys", Title: figures.T("Real journeys"), Findings: r.readingFindings()}
	s.Tables = append(s.Tables, r.logTable(), r.variantsTable())
	if len(r.Reading.Unmapped) > 0 {
		s.Tables = append(s.Tables, r.unmappedTable())
	}
	return s
}

func (r *Result) logTable() figures.Table {
	t := figures.Table{ID: "log", Title: figures.T("The log"), Head: figures.T("What"), Columns: []figures.Column{column("value", "Value")}}
	row := func(id, title string, c figures.Cell) {
		if c.Figure != nil {
			t.Rows = append(t.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{c}})
		}
	}
	j := &r.Journeys
	row("cases", "Journeys", count(j.Cases))
	row("empty", "Of these: without any visit", some(j.Empty))
	row("visits", "Visits", count(j.Visits))
	row("unknown", "Of these: of activities that are no touchpoint", some(j.Unknown))
	row("ignored", "Events that the mapping leaves out", some(r.Reading.Ignored))
	row("untimed", "Events without a time", some(r.Reading.Untimed))
	row("bad", "Records that could not be read", some(r.Reading.Bad))
	row("cut", "Events left out, as their journey has too many", some(r.Reading.Cut))
	row("variants", "Variants: sequences of touchpoints", count(j.Variants))
	row("other-cases", "Journeys of variants for which there was no room", some(j.OtherCases))
	return t
}

// namedVisits is how many visits of a variant are named in full.
const namedVisits = 6

func (r *Result) variantsTable() figures.Table {
	t := figures.Table{ID: "variants", Title: figures.T("Most frequent variants"), Head: figures.T("Variant"), Columns: []figures.Column{
		column("cases", "Journeys"), column("share", "Share of journeys"), column("cost", "Departures"), column("fitness", "Fitness"), column("last", "Seen last at")}}
	for i, v := range r.Variants {
		cells := []figures.Cell{
			count(v.Cases), shareOf(v.Cases, r.Journeys.Cases), count(v.Cost),
			toned(figures.F(v.Fitness, figures.Share, figures.Exact), toneOfFitness(v.Fitness)), {},
		}
		if x := r.touchpoint(v.Stopped); x != nil {
			cells[4] = figures.Said(figures.Plain(x.Title))
		}
		t.Rows = append(t.Rows, figures.Row{ID: strconv.Itoa(i + 1), Title: v.name(), Cells: cells})
	}
	if r.MoreVariants > 0 {
		t.Notes = append(t.Notes, figures.T("Further variants: %d.", r.MoreVariants))
	}
	return t
}

// name is the sequence of a variant, the middle of a long one left out.
func (v Variant) name() figures.Text {
	n := len(v.titles)
	if n == 0 {
		return figures.T("no visit at all")
	}
	arrow := ""
	for i, title := range v.titles {
		switch {
		case n > namedVisits && i == namedVisits/2:
			arrow += " → …"
			continue
		case n > namedVisits && i > namedVisits/2 && i < n-namedVisits/2:
			continue
		case i > 0:
			arrow += " → "
		}
		arrow += title
	}
	return figures.Plain(arrow)
}

func (r *Result) unmappedTable() figures.Table {
	t := figures.Table{ID: "unmapped", Title: figures.T("Activities that are no touchpoint"), Head: figures.T("Activity"), Columns: []figures.Column{
		column("events", "Events"), column("suggest", "Perhaps")}}
	for _, u := range r.Reading.Unmapped {
		t.Rows = append(t.Rows, figures.Row{ID: u.Activity, Title: figures.Plain(u.Activity), Cells: []figures.Cell{count(u.Events), figures.Said(figures.Plain(u.Suggest))}})
	}
	if r.Reading.More > 0 {
		t.Notes = append(t.Notes, figures.T("Events of further such activities: %d.", r.Reading.More))
	}
	return t
}

func (r *Result) touchpoint(id string) *Touchpoint {
	for i := range r.Touchpoints {
		if r.Touchpoints[i].ID == id && id != "" {
			return &r.Touchpoints[i]
		}
	}
	return nil
}

// toneOfFitness judges how well journeys fit.
func toneOfFitness(f float64) figures.Tone {
	switch {
	case f >= 0.95:
		return figures.Good
	case f >= 0.8:
		return figures.Fair
	}
	return figures.Poor
}

// percent writes a share for people: "4.3%", "81%".
func percent(share float64) string {
	if share > 0 && share < 0.0005 {
		return "<0.1%"
	}
	if share < 0.0995 && share > 0 {
		return fmt.Sprintf("%.1f%%", 100*share)
	}
	return fmt.Sprintf("%.0f%%", 100*share)
}
