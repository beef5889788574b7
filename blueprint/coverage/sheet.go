package coverage

import (
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/figures"
)

// How many missing items of a criterion a sheet lists; fewer of those that are made
// of others.
const (
	mostMissing = 20
	fewMissing  = 5
)

// Sheet gives the coverage as tables and a chart, with what else a reader should
// know.
func (r *Result) Sheet() figures.Sheet {
	s := figures.Sheet{ID: "coverage", Title: figures.T("Journey coverage"), Findings: r.findings()}
	s.Tables = append(s.Tables, r.criteriaTable())
	for _, t := range []figures.Table{r.missingTable(), r.journeysTable()} {
		if len(t.Rows) > 0 {
			s.Tables = append(s.Tables, t)
		}
	}
	s.Charts = append(s.Charts, r.criteriaChart())
	return s
}

func column(id, title string) figures.Column {
	return figures.Column{ID: id, Title: figures.T(title)}
}

func number(n int) figures.Cell { return figures.F(float64(n), figures.Count, figures.Exact) }

// some is number, and empty where it is 0.
func some(n int) figures.Cell {
	if n == 0 {
		return figures.Cell{}
	}
	return number(n)
}

func (r *Result) criteriaTable() figures.Table {
	t := figures.Table{ID: "criteria", Title: figures.T("Coverage by criterion"), Head: figures.T("Criterion"), Columns: []figures.Column{
		column("share", "Share"), column("covered", "Covered"), column("total", "Of"),
		column("waived", "Waived"), column("quarantined", "Quarantined"), column("infeasible", "Infeasible")}}
	for _, s := range r.Criteria {
		share := figures.Said(figures.T("nothing to cover"))
		if percent, known := s.Percent(); known {
			share = figures.F(percent/100, figures.Share, figures.Exact)
			share.Figure.Tone = toneOf(s)
		}
		t.Rows = append(t.Rows, figures.Row{ID: s.Name, Title: titleOfCriterion(s.Name), Cells: []figures.Cell{
			share, number(s.Covered), number(s.Total), some(s.Waived), some(s.Quarantined), some(s.Infeasible)}})
		for _, cut := range s.cut {
			t.Notes = append(t.Notes, figures.T("%s: %s", titleOfCriterion(s.Name), cut))
		}
	}
	t.Notes = append(t.Notes, figures.T("The share is covered by covered and missing. Waived, quarantined and infeasible ones are left out of it."))
	return t
}

// toneOf judges a score: all is good, less than four fifths is poor.
func toneOf(s Score) figures.Tone {
	switch {
	case s.Total == 0:
		return figures.NoTone
	case s.Covered == s.Total:
		return figures.Good
	case 5*s.Covered >= 4*s.Total:
		return figures.Fair
	}
	return figures.Poor
}

// missingTable lists what is not covered, with its place.
func (r *Result) missingTable() figures.Table {
	t := figures.Table{ID: "missing", Title: figures.T("Not covered"), Head: figures.T("What"), Columns: []figures.Column{
		column("criterion", "Criterion"), column("place", "Place")}}
	for _, s := range r.Criteria {
		missing, most := s.With(Missing), mostMissing
		if s.Name == Pairs || s.Name == Paths {
			most = fewMissing
		}
		for i, item := range missing {
			if i == most {
				t.Notes = append(t.Notes, figures.T("%s: %d more are missing", titleOfCriterion(s.Name), len(missing)-i))
				break
			}
			t.Rows = append(t.Rows, figures.Row{ID: s.Name + ":" + item.ID, Title: figures.Plain(item.Title), Cells: []figures.Cell{
				figures.Said(titleOfCriterion(s.Name)), figures.Said(figures.Plain(item.Place()))}})
		}
	}
	return t
}

func (r *Result) journeysTable() figures.Table {
	t := figures.Table{ID: "recorded", Title: figures.T("Journeys that were counted"), Head: figures.T("What"), Columns: []figures.Column{column("value", "Number")}}
	row := func(id, title string, c figures.Cell) {
		if c.Figure != nil {
			t.Rows = append(t.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{c}})
		}
	}
	j := r.Journeys
	row("counted", "Journeys that count", number(j.Passed))
	row("fit", "Of these: as the blueprint lets them happen", number(j.Fit))
	row("complete", "Of these: up to the end", number(j.Complete))
	row("failed", "Not counted: their tests failed", some(j.Failed))
	row("skipped", "Not counted: their tests were skipped", some(j.Skipped))
	row("stale", "Not counted: recorded against another version of the blueprint", some(j.Stale))
	row("foreign", "Not counted: through other blueprints", some(j.Foreign))
	return t
}

func (r *Result) criteriaChart() figures.Chart {
	c := figures.Chart{
		ID: "coverage", Title: figures.T("Coverage by criterion"), Kind: figures.Bars,
		X: figures.Axis{Title: figures.T("Criterion")}, Y: figures.Axis{Title: figures.T("Share"), Unit: figures.Share},
	}
	s := figures.Series{Title: figures.T("Covered")}
	for _, x := range r.Criteria {
		if percent, known := x.Percent(); known {
			s.Points = append(s.Points, figures.Point{ID: x.Name, Label: titleOfCriterion(x.Name), X: float64(len(s.Points)), Y: percent / 100, Tone: toneOf(x)})
		}
	}
	c.Series = []figures.Series{s}
	return c
}

// findings tell what did not count or did not fit.
func (r *Result) findings() []figures.Finding {
	var out []figures.Finding
	add := func(id string, tone figures.Tone, at string, t figures.Text) {
		out = append(out, figures.Finding{ID: id, Tone: tone, Touchpoint: at, Text: t})
	}
	for _, d := range r.Departures {
		first := ""
		if len(d.Steps) > 0 {
			first = d.Steps[0].Touchpoint
		}
		add("departure", figures.Fair, first, figures.T("%s departs from the blueprint: %s", tests(d.Tests), steps(d.Steps)))
	}
	for _, u := range r.Unknown {
		t := figures.T("“%s” is no touchpoint; visits: %d", figures.Plain(u.ID), u.Count)
		if u.Suggest != "" {
			t = figures.T("“%s” is no touchpoint; visits: %d; perhaps “%s” is meant", figures.Plain(u.ID), u.Count, figures.Plain(u.Suggest))
		}
		add("unknown-touchpoint", figures.Poor, "", t)
	}
	for _, a := range r.Apart {
		phrase := figures.T("journeys of %s that failed and do not count: %d", figures.Plain(a.Test), a.Count)
		if a.Outcome == Skipped {
			phrase = figures.T("journeys of %s that were skipped and do not count: %d", figures.Plain(a.Test), a.Count)
		}
		add("not-passed", figures.Fair, "", phrase)
	}
	for _, x := range r.Stale {
		add("stale", figures.Fair, "", figures.T("journeys recorded against version %s of the blueprint, which is %s now: %d", figures.Plain(x.Version), figures.Plain(r.Version), x.Count))
	}
	for _, e := range r.Expired {
		add("expired", figures.Fair, e.Touchpoint, figures.T("“%s” counts again: the last day on which it was left out was %s", figures.Plain(e.Touchpoint), e.Until))
	}
	return out
}

func tests(names []string) figures.Text {
	switch len(names) {
	case 0:
		return figures.Text{}
	case 1:
		return figures.Plain(names[0])
	}
	return figures.T("%s and %d more", figures.Plain(names[0]), len(names)-1)
}

// steps says how a journey departs.
func steps(list []Step) figures.Text {
	out := figures.Text{}
	for _, s := range list {
		if t := s.Sentence(); out.Empty() {
			out = t
		} else {
			out = figures.T("%s; %s", out, t)
		}
	}
	return out
}

// Sentence says what departs: pay is skipped after choose.
func (s Step) Sentence() figures.Text {
	what, after, before := figures.Plain(s.Touchpoint), orWord(s.After, figures.T("the beginning")), orWord(s.Before, figures.T("the end"))
	if s.Kind == align.Skip {
		return figures.T("%s is skipped after %s", what, after)
	}
	return figures.T("%s is extra between %s and %s", what, after, before)
}

func orWord(id string, none figures.Text) figures.Text {
	if id == "" {
		return none
	}
	return figures.Plain(id)
}

// titleOfCriterion is a criterion's title for people.
func titleOfCriterion(name string) figures.Text {
	if t, ok := titles()[name]; ok {
		return t
	}
	return figures.Plain(name)
}

func titles() map[string]figures.Text {
	return map[string]figures.Text{
		Touchpoints: figures.T("Touchpoints"), Moments: figures.T("Moments of truth"), Critical: figures.T("Critical moments of truth"),
		Ways: figures.T("Ways"), Pairs: figures.T("Pairs of ways"), Paths: figures.T("Simple paths"), Journeys: figures.T("Named journeys"),
		Choices: figures.T("Choices"), Recoveries: figures.T("Recoveries"), Interaction: figures.T("Line of interaction"),
		Visibility: figures.T("Line of visibility"), InternalInteraction: figures.T("Line of internal interaction"), Channels: figures.T("Channels"),
	}
}
