package conformance

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/servicemoments/moments/blueprint/figures"
)

func (r *Result) conformanceSheet() figures.Sheet {
	s := figures.Sheet{ID: "conformance", Title: figures.T("Journeys against the design"), Findings: r.fitFindings()}
	s.Tables = append(s.Tables, r.fitnessTable())
	if len(r.Departures) > 0 {
		s.Tables = append(s.Tables, r.departuresTable())
		s.Charts = append(s.Charts, r.departuresChart())
	}
	if len(r.WrongOrder) > 0 {
		s.Tables = append(s.Tables, r.orderTable())
	}
	s.Tables = append(s.Tables, r.touchpointsTable())
	if c := r.dropOutChart(); len(c.Series[0].Points) > 0 {
		s.Charts = append(s.Charts, c)
	}
	return s
}

func (r *Result) fitnessTable() figures.Table {
	t := figures.Table{ID: "fitness", Title: figures.T("Fitness"), Head: figures.T("What"), Columns: []figures.Column{column("value", "Value")}}
	row := func(id, title string, c figures.Cell) {
		if c.Figure != nil {
			t.Rows = append(t.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{c}})
		}
	}
	f := r.Fitness
	mean := known(f.Share())
	row("fitness", "Fitness: mean over the journeys", toned(mean, toneOfFitness(f.Mean)))
	row("fitting-share", "Journeys as designed, from begin to end", known(f.FittingShare()))
	row("fitting", "Number of these", count(f.Fitting))
	row("dropped", "Journeys that were seen no more though more was to come", count(f.Dropped))
	row("dropped-share", "Their share", shareOf(f.Dropped, f.Cases))
	row("cost", "Departures: touchpoints skipped and visits that are extra", count(f.Cost))
	if f.Cases > 0 {
		row("cost-per-case", "Departures of a journey, on average", figures.F(float64(f.Cost)/float64(f.Cases), figures.Number, figures.Exact))
	}
	row("bounded", "Journeys that may fit better: the search came to its bound", some(f.Bounded))
	row("left", "Journeys that were not compared, as there was no room for their variants", some(f.Left))
	row("shortest", "Visits of the shortest journey of the design", count(f.Shortest))
	t.Notes = append(t.Notes, figures.T("Fitness of a journey = 1 − departures / (visits + those of the shortest journey), by the cheapest explanation (optimal alignment)."))
	if f.Ignored > 0 {
		t.Notes = append(t.Notes, figures.T("Visits in lanes that do not count: %d.", f.Ignored))
	}
	return t
}

func (r *Result) departuresTable() figures.Table {
	t := figures.Table{ID: "departures", Title: figures.T("Most frequent departures"), Head: figures.T("What"), Columns: []figures.Column{
		column("times", "Times"), column("per-case", "Per journey"), column("dropped", "As seen no more"), column("moved", "In wrong order"), column("place", "Place")}}
	for i, d := range r.Departures {
		per := figures.Cell{}
		if r.Fitness.Cases > 0 {
			per = figures.F(float64(d.Times)/float64(r.Fitness.Cases), figures.Number, figures.Exact)
		}
		t.Rows = append(t.Rows, figures.Row{ID: strconv.Itoa(i + 1), Title: d.Sentence(), Cells: []figures.Cell{count(d.Times), per, some(d.Dropped), some(d.Moved), figures.Said(figures.Plain(d.Place))}})
	}
	if slices.ContainsFunc(r.Departures, func(d Departure) bool { return d.Dropped > 0 }) {
		t.Notes = append(t.Notes, figures.T("As seen no more: skipped only because the customer was seen no more, though more was to come."))
	}
	if r.MoreDepartures > 0 {
		t.Notes = append(t.Notes, figures.T("Further departures, each of them rarer: %d.", r.MoreDepartures))
	}
	return t
}

func (r *Result) orderTable() figures.Table {
	t := figures.Table{
		ID: "wrong-order", Title: figures.T("In the wrong order"), Head: figures.T("What"), Columns: []figures.Column{column("times", "Times"), column("place", "Place")},
		Notes: []figures.Text{figures.T("Each of them is skipped at one place and extra at another, and counts as both.")},
	}
	for i, m := range r.WrongOrder {
		t.Rows = append(t.Rows, figures.Row{ID: strconv.Itoa(i + 1), Title: m.Sentence(), Cells: []figures.Cell{count(m.Times), figures.Said(figures.Plain(m.Place))}})
	}
	return t
}

func (r *Result) departuresChart() figures.Chart {
	c := figures.Chart{
		ID: "departures", Title: figures.T("Most frequent departures"), Kind: figures.Pareto,
		X: figures.Axis{Title: figures.T("Departure")}, Y: figures.Axis{Title: figures.T("Times"), Unit: figures.Count},
	}
	s := figures.Series{Title: figures.T("Times")}
	for i, d := range r.Departures[:min(len(r.Departures), mostBars)] {
		s.Points = append(s.Points, figures.Point{ID: strconv.Itoa(i + 1), Label: d.Sentence(), X: float64(i), Y: float64(d.Times)})
	}
	c.Series = []figures.Series{s}
	return c
}

// mostBars is how many bars a chart has.
const mostBars = 12

func (r *Result) touchpointsTable() figures.Table {
	t := figures.Table{ID: "touchpoints", Title: figures.T("Journeys by touchpoint"), Head: figures.T("Touchpoint"), Columns: []figures.Column{
		column("visits", "Visits"), column("cases", "Journeys"), column("share", "Share of journeys"),
		column("skipped", "Skipped"), column("extra", "Extra"), column("departing", "Not as designed"),
		column("failed", "Failed"), column("gave-up", "Gave up"), column("dropped", "Seen last"), column("drop-out", "Drop-out")}}
	for _, x := range r.Touchpoints {
		if !x.Observed && x.Visits == 0 {
			continue
		}
		departing, drop := known(x.Departing()), known(x.DropOut())
		if departing.Figure != nil {
			departing.Figure.Tone = toneOfDeparting(departing.Figure.Value)
		}
		if drop.Figure != nil {
			drop.Figure.Tone = toneOfDropOut(drop.Figure.Value)
		}
		t.Rows = append(t.Rows, figures.Row{ID: x.ID, Title: figures.Plain(x.Title), Cells: []figures.Cell{
			count(x.Visits), count(x.Cases), shareOf(x.Cases, r.Journeys.Cases),
			some(x.Skipped), some(x.Extra), departing, some(x.Failed), some(x.GaveUp), some(x.DroppedOut), drop,
		}})
	}
	t.Notes = append(t.Notes,
		figures.T("Not as designed: skipped and extra, of all visits that were or should have been."),
		figures.T("Drop-out: of the journeys that came here, those that were seen no more afterwards, though more was to come on stage."))
	return t
}

// toneOfDeparting judges the share of visits that are not as designed.
func toneOfDeparting(share float64) figures.Tone {
	switch {
	case share <= 0.01:
		return figures.Good
	case share <= 0.1:
		return figures.Fair
	}
	return figures.Poor
}

// toneOfDropOut judges the share of customers who are seen no more.
func toneOfDropOut(share float64) figures.Tone {
	switch {
	case share == 0:
		return figures.NoTone
	case share <= 0.1:
		return figures.Fair
	}
	return figures.Poor
}

// dropOutChart shows where most customers are seen last.
func (r *Result) dropOutChart() figures.Chart {
	c := figures.Chart{
		ID: "drop-out", Title: figures.T("Where customers drop out"), Kind: figures.Pareto,
		X: figures.Axis{Title: figures.T("Touchpoint")}, Y: figures.Axis{Title: figures.T("Journeys"), Unit: figures.Count},
	}
	var worst []Touchpoint
	for _, t := range r.Touchpoints {
		if t.DroppedOut > 0 {
			worst = append(worst, t)
		}
	}
	slices.SortStableFunc(worst, func(a, b Touchpoint) int { return cmp.Compare(b.DroppedOut, a.DroppedOut) })
	s := figures.Series{Title: figures.T("Journeys")}
	for i, t := range worst[:min(len(worst), mostBars)] {
		share, _ := t.DropOut()
		s.Points = append(s.Points, figures.Point{ID: t.ID, Label: figures.Plain(t.Title), X: float64(i), Y: float64(t.DroppedOut), Tone: toneOfDropOut(share)})
	}
	c.Series = []figures.Series{s}
	return c
}
