package conformance

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/figures"
)

func (r *Result) timesSheet() figures.Sheet {
	s := figures.Sheet{ID: "passages", Title: figures.T("Times in the log"), Findings: r.slowFindings()}
	within := figures.Table{ID: "touchpoint-times", Title: figures.T("Time in touchpoints"), Head: figures.T("Touchpoint"), Columns: spreadColumns("Standard"), Notes: spreadNotes()}
	for i, t := range r.Journeys.Touchpoints {
		if t.Times.Timed > 0 {
			within.Rows = append(within.Rows, figures.Row{ID: t.ID, Title: figures.Plain(r.Touchpoints[i].Title), Cells: spreadCells(t.Times)})
		}
	}
	within.Notes = append(within.Notes, figures.T("From start to complete; a log that tells one of the two only has no such times."))
	between := figures.Table{ID: "passage-times", Title: figures.T("Time between touchpoints"), Head: figures.T("Passage"), Columns: spreadColumns("Expected wait"), Notes: spreadNotes()}
	shown, more := r.shownPassages()
	for _, p := range shown {
		if p.Times.Timed > 0 {
			between.Rows = append(between.Rows, figures.Row{ID: p.From + " -> " + p.To, Title: r.passage(p.From, p.To), Cells: spreadCells(p.Times)})
		}
	}
	between.Notes = append(between.Notes, figures.T("From the end of a visit to the beginning of the next one in the log, against the wait before the next."))
	if more > 0 {
		between.Notes = append(between.Notes, figures.T("Further passages, rarer and not slow: %d.", more))
	}
	whole := figures.Table{ID: "journey-times", Title: figures.T("Time of journeys"), Head: figures.T("Time"), Columns: spreadColumns("Standard"), Notes: spreadNotes()}
	if r.Journeys.Journeys.Timed > 0 {
		whole.Rows = []figures.Row{{ID: "journey", Title: figures.T("From the first time to the last"), Cells: spreadCells(r.Journeys.Journeys)}}
	}
	for _, t := range []figures.Table{whole, within, between} {
		if len(t.Rows) > 0 {
			s.Tables = append(s.Tables, t)
		}
	}
	if c := r.slowChart(); len(c.Series[0].Points) > 0 {
		s.Charts = append(s.Charts, c)
	}
	return s
}

// shownPassages are the most frequent passages and those that are slow, in the order
// of the blueprint.
func (r *Result) shownPassages() (list []eventlog.Passage, more int) {
	all := r.Journeys.Passages
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(all[b].Times.Timed, all[a].Times.Timed)
	})
	keep := make([]bool, len(all))
	for k, i := range order {
		_, slow := isSlow(all[i].Times)
		keep[i] = k < mostPassages || slow
	}
	for i, p := range all {
		if keep[i] {
			list = append(list, p)
		}
	}
	return list, len(all) - len(list)
}

// mostPassages is how many passages a table has, besides those that are slow.
const mostPassages = 30

func (r *Result) passage(from, to string) figures.Text {
	a, b := r.touchpoint(from), r.touchpoint(to)
	if a == nil || b == nil {
		return figures.Plain(from + " → " + to)
	}
	return figures.Plain(a.Title + " → " + b.Title)
}

func spreadColumns(standard string) []figures.Column {
	return []figures.Column{
		column("timed", "Timed"), column("median", "Half within"), column("p90", "90% within"), column("mean", "Mean"), column("most", "Longest"),
		column("standard", standard), column("over-standard", "Longer than that"), column("acceptable", "Acceptable"), column("over-acceptable", "Longer than acceptable"),
	}
}

func spreadNotes() []figures.Text {
	return []figures.Text{figures.T("Half within and 90% within are within 1% of the truth; all else is exact.")}
}

func spreadCells(s eventlog.Spread) []figures.Cell {
	seconds := func(d time.Duration, how figures.How) figures.Cell {
		return figures.F(d.Seconds(), figures.Seconds, how)
	}
	tone := toneOfTimes(s)
	cells := []figures.Cell{
		count(s.Timed), seconds(s.Median, figures.Formula), toned(seconds(s.P90, figures.Formula), tone), seconds(s.Mean, figures.Exact), seconds(s.Most, figures.Exact),
		{}, {}, {}, {},
	}
	if s.Standard > 0 {
		cells[5], cells[6] = seconds(s.Standard, figures.Given), shareOf(s.OverStandard, s.Timed)
	}
	if s.Acceptable > 0 {
		cells[7], cells[8] = seconds(s.Acceptable, figures.Given), toned(shareOf(s.OverAcceptable, s.Timed), tone)
	}
	return cells
}

// toneOfTimes judges times where the blueprint says what they should be.
func toneOfTimes(s eventlog.Spread) figures.Tone {
	worst, slow := isSlow(s)
	switch {
	case worst:
		return figures.Poor
	case slow:
		return figures.Fair
	case s.Timed > 0 && (s.Standard > 0 || s.Acceptable > 0):
		return figures.Good
	}
	return figures.NoTone
}

// slowChart shows the shares that are beyond what is acceptable.
func (r *Result) slowChart() figures.Chart {
	c := figures.Chart{
		ID: "slow", Title: figures.T("Longer than acceptable"), Kind: figures.Bars,
		X: figures.Axis{Title: figures.T("Where")}, Y: figures.Axis{Title: figures.T("Share of visits"), Unit: figures.Share},
		Limits: []figures.Limit{{Title: figures.T("One in ten"), Value: 0.1}},
	}
	s := figures.Series{Title: figures.T("Longer than acceptable")}
	for _, x := range r.Slow {
		if !x.Worst || len(s.Points) == mostBars {
			continue
		}
		s.Points = append(s.Points, figures.Point{
			ID: strconv.Itoa(len(s.Points) + 1), Label: r.slowName(x), X: float64(len(s.Points)),
			Y: float64(x.Times.OverAcceptable) / float64(x.Times.Timed), Tone: figures.Poor,
		})
	}
	c.Series = []figures.Series{s}
	return c
}

func (r *Result) slowName(s Slow) figures.Text {
	if s.From != "" {
		return r.passage(s.From, s.To)
	}
	if t := r.touchpoint(s.To); t != nil {
		return figures.Plain(t.Title)
	}
	return figures.Plain(s.To)
}
