package measure

import (
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// FailureSheet is what can go wrong: the table of failure modes and effects, what
// each failure costs, what nothing protects from, and what one prevention more
// would be worth. The error is that of Flow.
func (m *Model) FailureSheet(o Options, in Inputs) (figures.Sheet, error) {
	s := sheet{figures.Sheet{ID: "failure", Title: figures.T("Failure")}}
	f, err := m.Failures(o, in.Priorities)
	if err != nil {
		return s.Sheet, err
	}
	if len(f.Modes)+len(f.Evidence) == 0 {
		s.missing(needed("fails", "The blueprint names no fail point; what can go wrong, and how often?"))
		return s.Sheet, nil
	}
	s.modes(m, f)
	s.failureTimes(m, f)
	s.preventions(m, f)
	s.failureFindings(m, f)
	worst, most := figures.Text{}, 0
	for _, x := range f.Modes {
		if x.RPN != nil && *x.RPN > most {
			worst, most = m.failName(x), *x.RPN
		}
	}
	if most > 0 {
		s.Highlights = []figures.Highlight{{Title: figures.T("Highest risk: %s", worst), Figure: fig(float64(most), figures.Score, figures.Exact)}}
	}
	return s.Sheet, nil
}

func priorityTone(p touchpoint.Level) figures.Tone {
	switch p {
	case touchpoint.High:
		return figures.Poor
	case touchpoint.Medium:
		return figures.Fair
	case touchpoint.Low:
		return figures.Good
	}
	return figures.NoTone
}

func (s *sheet) modes(m *Model, all *Failures) {
	t := figures.Table{ID: "fmea", Title: figures.T("Failure modes and effects"), Head: figures.T("Failure"),
		Columns: heads("severity", "Severity", "occurrence", "Occurrence", "detection", "Detection", "rpn", "Risk priority number", "priority", "Action priority", "expected", "Times per customer", "prevention", "Prevented by", "recovery", "Mended by"),
		Notes: []figures.Text{
			figures.T("Risk priority number: severity × occurrence × detection, each 1 to 10; severity 9 and above is flagged whatever the product"),
			figures.T("Action priority: a table in the manner of the FMEA handbook of AIAG and VDA (2019); severity weighs most, detection least"),
		}}
	for _, x := range all.Modes {
		f := m.fail(x)
		if x.RPN == nil {
			s.missing(figures.Missing{Key: "fails.severity", Touchpoint: m.Net.Touchpoint(x.Touchpoint).ID, Text: figures.T("%s: the risk priority number needs severity, occurrence and detection", m.failName(x))})
		}
		if f.Chance == nil {
			s.missing(figures.Missing{Key: "fails.chance", Touchpoint: m.Net.Touchpoint(x.Touchpoint).ID, Text: figures.T("%s: how often it happens is not said, and taken as never", m.failName(x))})
		}
		t.Rows = append(t.Rows, figures.Row{ID: m.failID(x), Title: m.failName(x), Cells: m.ratingCells(f, x.RPN, x.Priority, maybe(x.Expected, figures.Number, all.How))})
	}
	for _, x := range all.Evidence {
		t.Rows = append(t.Rows, figures.Row{Title: evidenceName(x), Cells: m.ratingCells(x.Rated, x.RPN, x.Priority, figures.Cell{})})
	}
	s.table(t)
	s.paretoChart(m, "fmea", "Failures by risk priority number", figures.Score, pareto(all.Modes, rpnOf), rpnOf)
	s.paretoChart(m, "failure-cost", "Cost of failures for each customer", figures.Money, pareto(all.Modes, savedOf), savedOf)
}

// ratingCells are the cells of a row of the table of failure modes.
func (m *Model) ratingCells(f touchpoint.Fail, rpn *int, priority touchpoint.Level, expected figures.Cell) []figures.Cell {
	score := figures.Cell{}
	if rpn != nil {
		score = toned(figures.F(float64(*rpn), figures.Score, figures.Exact), priorityTone(priority))
	}
	var by []string
	for _, p := range f.Prevent {
		by = append(by, p.Title)
	}
	mended := ""
	if r, ok := m.Graph.Touchpoint(f.Recover); ok {
		mended = r.Title
	}
	severity := counted(f.Severity)
	if f.Severe() {
		severity = toned(severity, figures.Poor)
	}
	return []figures.Cell{severity, counted(f.Occurrence), counted(f.Detection), score, phrase(string(priority)), expected, verbatim(strings.Join(by, "; ")), verbatim(mended)}
}

// evidenceName is what a failure of evidence is called.
func evidenceName(x EvidenceFailure) figures.Text {
	if x.Rated.Title == "" {
		return figures.Plain(x.Title)
	}
	return figures.T("%s: %s", figures.Plain(x.Title), figures.Plain(x.Rated.Title))
}

func rpnOf(x FailureMode) (float64, bool) {
	if x.RPN == nil {
		return 0, false
	}
	return float64(*x.RPN), true
}

func savedOf(x FailureMode) (float64, bool) {
	if x.CostSaved == nil {
		return 0, false
	}
	return x.CostSaved.Value, true
}

func (s *sheet) paretoChart(m *Model, id, title string, unit figures.Unit, modes []FailureMode, of func(FailureMode) (float64, bool)) {
	if len(modes) == 0 {
		return
	}
	c := figures.Chart{ID: id, Title: figures.T(title), Kind: figures.Pareto, X: figures.Axis{Title: figures.T("Failure")}, Y: figures.Axis{Title: figures.T(title), Unit: unit}, Series: []figures.Series{{Title: figures.T(title)}}}
	for _, x := range modes {
		v, _ := of(x)
		c.Series[0].Points = append(c.Series[0].Points, figures.Point{ID: m.Net.Touchpoint(x.Touchpoint).ID, Label: m.failName(x), Y: v, Tone: priorityTone(x.Priority)})
	}
	s.chart(c)
}

func (s *sheet) failureTimes(m *Model, all *Failures) {
	t := figures.Table{ID: "failure-time", Title: figures.T("What one failure costs"), Head: figures.T("Failure"),
		Columns: heads("time", "More time", "whole", "Whole time then", "slack", "Slack to the acceptable time", "cost", "More cost"),
		Notes:   []figures.Text{figures.T("The wasted attempt, its recovery and what is repeated, if nothing else fails")}}
	acceptable := m.Blueprint.Acceptable.Seconds()
	for _, x := range all.Modes {
		if x.Seconds == nil && x.Cost == nil {
			if m.fail(x).Recover == "" {
				s.missing(figures.Missing{Key: "fails.recover", Touchpoint: m.Net.Touchpoint(x.Touchpoint).ID, Text: figures.T("%s: what it costs needs a recovery, or a cost of its own", m.failName(x))})
			}
			continue
		}
		row := figures.Row{ID: m.failID(x), Title: m.failName(x), Cells: []figures.Cell{cellOf(x.Seconds), {}, {}, cellOf(x.Cost)}}
		if x.Seconds != nil && all.Standard != nil {
			whole := plus(*all.Standard, *x.Seconds)
			row.Cells[1] = cellOf(&whole)
			if acceptable > 0 {
				slack := line(acceptable, -1, whole, figures.Seconds)
				row.Cells[2] = toned(cellOf(&slack), toneOf(whole.Value <= acceptable))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
}

func (s *sheet) preventions(m *Model, all *Failures) {
	t := figures.Table{ID: "prevention", Title: figures.T("What one prevention more would save"), Head: figures.T("Failure"),
		Columns: heads("time", "Mean time saved", "cost", "Mean cost saved", "month", "Saved a month", "price", "Preventions there are, a month"),
		Notes:   []figures.Text{figures.T("If the failure never happened, averaged over all customers; the blueprint is measured anew without it")}}
	if all.Unknown != nil {
		s.missing(figures.Missing{Text: figures.T("The mean time that preventions save: only a simulation can tell the time of the whole: %s", all.Unknown.why())})
	}
	month, known := CustomersOfMonth(m.Blueprint)
	for _, x := range all.Modes {
		if x.SecondsSaved == nil && x.CostSaved == nil {
			continue
		}
		row := figures.Row{ID: m.failID(x), Title: m.failName(x), Cells: []figures.Cell{cellOf(x.SecondsSaved), cellOf(x.CostSaved), {}, {}}}
		if x.CostSaved != nil && known {
			saved := line(0, month, *x.CostSaved, figures.Money)
			saved.How = lessSure(saved.How, figures.Formula)
			row.Cells[2] = cellOf(&saved)
		}
		price, priced := 0.0, false
		for _, p := range m.fail(x).Prevent {
			price, priced = price+orZero(p.Cost), priced || p.Cost != nil
		}
		if priced {
			row.Cells[3] = figures.F(price, figures.Money, figures.Given)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
}

func (s *sheet) failureFindings(m *Model, all *Failures) {
	acceptable := m.Blueprint.Acceptable.Seconds()
	for _, x := range all.Modes {
		f := m.fail(x)
		say := func(id string, tone figures.Tone, text figures.Text, path blueprint.Path) {
			s.finding(figures.Finding{ID: id, Tone: tone, Text: text, Touchpoint: m.Net.Touchpoint(x.Touchpoint).ID, Path: path})
		}
		if x.Severe {
			say("severe-failure", figures.Poor, figures.T("%s is severe (%v of 10), however seldom it happens", m.failName(x), fig(float64(f.Severity), figures.Count, figures.Given)), m.failPath(x).Key("severity"))
		}
		if !x.Protected {
			say("unprotected-failure", figures.Poor, figures.T("Nothing prevents %s, and nothing mends it", m.failName(x)), m.failPath(x))
		}
		if x.Seconds != nil && all.Standard != nil && acceptable > 0 && all.Standard.Value <= acceptable && all.Standard.Value+x.Seconds.Value > acceptable {
			say("one-failure-too-long", figures.Poor, figures.T("One failure (%s) makes %v of the whole, and customers put up with %v", m.failName(x), fig(all.Standard.Value+x.Seconds.Value, figures.Seconds, all.How), fig(acceptable, figures.Seconds, figures.Given)), m.failPath(x))
		}
	}
	for _, x := range all.Evidence {
		path := m.Graph.StepPath(x.Column).Key("evidence").At(x.Evidence).Key("fails").At(x.Fail)
		if x.Rated.Severe() {
			s.finding(figures.Finding{ID: "severe-failure", Tone: figures.Poor, Path: path, Text: figures.T("%s is severe (%v of 10), however seldom it happens", evidenceName(x), fig(float64(x.Rated.Severity), figures.Count, figures.Given))})
		}
		if !x.Rated.Protected() {
			s.finding(figures.Finding{ID: "unprotected-failure", Tone: figures.Poor, Path: path, Text: figures.T("Nothing prevents %s, and nothing mends it", evidenceName(x))})
		}
	}
}
