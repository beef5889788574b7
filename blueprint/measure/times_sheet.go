package measure

import (
	"math"
	"strconv"

	"github.com/servicemoments/moments/blueprint/figures"
)

// TimeSheet is how long everything takes and how often it happens. Errors are
// those of [Model.Flow], but what only a simulation can tell is said in the sheet.
func (m *Model) TimeSheet(o Options) (figures.Sheet, error) {
	s := sheet{figures.Sheet{ID: "time", Title: figures.T("Time and flow")}}
	t, err := m.Times(o)
	if u, ok := asUnknown(err); ok {
		s.missing(figures.Missing{Text: u.text(m)})
		return s.Sheet, nil
	}
	if err != nil {
		return s.Sheet, err
	}
	if t.Unknown != nil {
		s.missing(figures.Missing{Text: t.Unknown.text(m)})
	}
	s.wholeTime(m, t)
	s.touchpointTimes(m, t)
	s.groupTimes("phases", figures.T("Time by phase"), figures.T("Phase"), t.Phases, t.How)
	s.groupTimes("lanes", figures.T("Time by lane"), figures.T("Lane"), t.Lanes, t.How)
	s.groupTimes("actors", figures.T("Time by actor"), figures.T("Actor"), t.Actors, t.How)
	s.journeyTimes(m, t)
	s.criticalPath(m, t)
	s.valueTimes(t)
	s.processForm(t)
	s.timeCharts(m, t)
	s.timeFindings(m, t)
	s.timeMissing(m, t)
	return s.Sheet, nil
}

// text says what is not known, with the touchpoints' titles.
func (u *Unknown) text(m *Model) figures.Text {
	if len(u.Touchpoints) == 0 {
		return figures.T("Only a simulation can tell: %s", u.Why)
	}
	titles := ""
	for i, id := range u.Touchpoints {
		if i > 0 {
			titles += ", "
		}
		if t, ok := m.Graph.Touchpoint(id); ok {
			id = nameOr(t.Title, t.ID)
		}
		titles += id
	}
	return figures.T("Only a simulation can tell: %s (%s)", u.Why, titles)
}

func (s *sheet) wholeTime(m *Model, t *Times) {
	table := figures.Table{ID: "whole", Title: figures.T("The whole"), Head: figures.T("What"),
		Columns: heads("mean", "Mean", "deviation", "Standard deviation", "variance", "Variance", "second-moment", "Mean square")}
	row := func(id, title string, x *Moments) {
		if x == nil {
			return
		}
		mean := figures.F(x.Mean, figures.Seconds, t.How)
		if limit := m.Blueprint.Acceptable; limit > 0 && id == "customer" {
			mean = toned(mean, toneOf(x.Mean <= limit.Seconds()))
		}
		table.Rows = append(table.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{
			mean, figures.F(math.Sqrt(x.Variance), figures.Seconds, t.How), figures.F(x.Variance, figures.SecondsSq, t.How), figures.F(x.Second(), figures.SecondsSq, t.How)}})
	}
	single := func(id, title string, c figures.Cell) {
		table.Rows = append(table.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{c, {}, {}, {}}})
	}
	if t.Plain != nil {
		single("standard", "Standard time: nothing fails, the likeliest way after each choice", figures.F(t.Plain.Customer.Seconds(), figures.Seconds, figures.Exact))
	}
	if d := m.Blueprint.Acceptable; d > 0 {
		single("acceptable", "Acceptable time", figures.F(d.Seconds(), figures.Seconds, figures.Given))
	}
	row("customer", "Expected time until customers have left", t.Customer)
	if t.Leaving != nil {
		row("completing", "The same for those who complete", t.Completing)
		row("leaving", "The same for those who leave before", t.Leaving)
	}
	row("work", "Expected time until work out of sight is done", t.Work)
	single("completes", "Chance to complete", figures.F(t.Completes, figures.Share, t.Flow.How))
	single("first-time-right", "Chance that all is right the first time", figures.F(t.FirstTimeRight, figures.Share, t.Flow.How))
	if t.Plain != nil {
		single("out-of-sight", "Longest stretch in which nothing happens before the customer", figures.F(t.Plain.OutOfSight.Length().Seconds(), figures.Seconds, figures.Exact))
	}
	table.Notes = t.notes(m)
	s.table(table)
}

// notes are what was assumed and what is not part of the times.
func (t *Times) notes(m *Model) []figures.Text {
	out := append([]figures.Text(nil), t.Notes...)
	if t.Unknown != nil {
		out = append(append(out, t.Flow.Notes...), t.Unknown.text(m))
	}
	if t.LowerBound {
		out = append(out, figures.T("The times are lower bounds: some steps on the way say nothing of theirs"))
	}
	out = append(out, figures.T("Who chooses the end where others go on does not complete; right the first time means: completed, without failing and without going back"))
	queues, patience, optional := false, false, false
	for i := range m.Net.Len() {
		x := m.Net.Touchpoint(i)
		queues = queues || x.Wait != nil && x.Wait.Expected > 0 && m.queues(x)
		patience = patience || x.Wait != nil && x.Wait.Then != ""
		optional = optional || x.Optional
	}
	for _, n := range []struct {
		holds  bool
		phrase string
	}{
		{queues, "Expected waits are left out where servers and demand are known: queues are another matter"},
		{patience, "Nobody is taken to lose patience"},
		{optional, "What is optional is taken to be done"},
	} {
		if n.holds {
			out = append(out, figures.T(n.phrase))
		}
	}
	return out
}

func (s *sheet) touchpointTimes(m *Model, t *Times) {
	table := figures.Table{ID: "touchpoints", Title: figures.T("Time by touchpoint"), Head: figures.T("Touchpoint"),
		Columns: heads("standard", "Standard", "acceptable", "Acceptable", "wait", "Wait before", "variance", "Variance", "visits", "Visits", "expected", "Expected in all"),
		Notes:   []figures.Text{figures.T("Expected in all: visits times the mean of one, without waiting")}}
	for i, x := range t.Touchpoints {
		var cells [6]figures.Cell
		if x.Known {
			how := figures.Given
			if x.Visit.Variance > 0 {
				how = figures.Exact
			}
			cells[0] = toned(figures.F(x.Visit.Mean, figures.Seconds, how), x.tone())
			cells[3] = figures.F(x.Visit.Variance, figures.SecondsSq, figures.Exact)
			cells[5] = figures.F(x.Expected, figures.Seconds, t.Flow.How)
		}
		if x.Acceptable > 0 {
			cells[1] = figures.F(x.Acceptable.Seconds(), figures.Seconds, figures.Given)
		}
		if x.Wait > 0 {
			cells[2] = figures.F(x.Wait, figures.Seconds, figures.Given)
		}
		cells[4] = figures.F(x.Visits, figures.Number, t.Flow.How)
		table.Rows = append(table.Rows, touchpointRow(m.Net.Touchpoint(i), cells[:]...))
	}
	s.table(table)
}

// tone judges a touchpoint's time by what is acceptable.
func (x *TouchpointTime) tone() figures.Tone {
	switch {
	case !x.Known || x.Acceptable <= 0:
		return figures.NoTone
	case x.Visit.Mean > x.Acceptable.Seconds():
		return figures.Poor
	case x.Visit.Mean+math.Sqrt(x.Visit.Variance) > x.Acceptable.Seconds():
		return figures.Fair
	}
	return figures.Good
}

func (s *sheet) groupTimes(id string, title, head figures.Text, list []GroupTime, how figures.How) {
	if len(list) == 0 {
		return
	}
	table := figures.Table{ID: id, Title: title, Head: head,
		Columns: heads("standard", "Standard", "acceptable", "Acceptable", "expected", "Expected", "work", "Sum of its touchpoints"),
		Notes:   []figures.Text{figures.T("Standard and expected: the time in which something of it goes on; what goes on side by side counts once, in the sum it counts each")}}
	for _, g := range list {
		cells := []figures.Cell{figures.F(g.Standard, figures.Seconds, figures.Exact), {}, {}, figures.F(g.Work, figures.Seconds, how)}
		if g.Acceptable > 0 {
			cells[1] = figures.F(g.Acceptable.Seconds(), figures.Seconds, figures.Given)
		}
		if g.Elapsed != nil {
			cells[2] = figures.F(*g.Elapsed, figures.Seconds, how)
			if g.Acceptable > 0 {
				cells[2] = toned(cells[2], toneOf(*g.Elapsed <= g.Acceptable.Seconds()))
			}
		}
		table.Rows = append(table.Rows, figures.Row{ID: g.ID, Title: figures.Plain(nameOr(g.Title, g.ID)), Cells: cells})
	}
	s.table(table)
}

func (s *sheet) journeyTimes(m *Model, t *Times) {
	if len(t.Journeys) == 0 {
		return
	}
	table := figures.Table{ID: "journeys", Title: figures.T("Time by journey"), Head: figures.T("Journey"), Columns: heads("time", "Time", "acceptable", "Acceptable"),
		Notes: []figures.Text{figures.T("From the start of a journey's first touchpoint to the end of its last, each taking its mean time")}}
	for _, j := range t.Journeys {
		cells := []figures.Cell{{}, {}}
		if j.Found {
			cells[0] = figures.F(j.Standard.Seconds(), figures.Seconds, figures.Exact)
		}
		if d := m.Blueprint.Acceptable; d > 0 {
			cells[1] = figures.F(d.Seconds(), figures.Seconds, figures.Given)
			cells[0] = toned(cells[0], toneOf(j.Standard <= d))
		}
		table.Rows = append(table.Rows, figures.Row{ID: j.ID, Title: figures.Plain(nameOr(j.Title, j.ID)), Cells: cells})
		if !j.Found {
			s.missing(figures.Missing{Key: "journeys", Text: figures.T("No way was found that customers could take along the journey %s", figures.Plain(nameOr(j.Title, j.ID)))})
		}
	}
	s.table(table)
}

func (s *sheet) valueTimes(t *Times) {
	if t.Value == nil || *t.Value == (ValueShares{}) {
		return
	}
	if t.Value.Unsaid >= 1-chanceRounding {
		s.missing(needed("adds-value", "The share of time that adds value needs to be told which touchpoints do"))
		return
	}
	table := figures.Table{ID: "value-adding", Title: figures.T("What the customers' time is spent on"), Head: figures.T("Time"), Columns: heads("share", "Share")}
	for _, r := range []struct {
		id, title string
		share     float64
	}{
		{"yes", "adds value", t.Value.Yes}, {"necessary", "adds none, but is necessary", t.Value.Necessary},
		{"no", "adds none, or is spent waiting", t.Value.No}, {"unsaid", "not said", t.Value.Unsaid},
	} {
		table.Rows = append(table.Rows, figures.Row{ID: r.id, Title: figures.T(r.title), Cells: []figures.Cell{figures.F(r.share, figures.Share, t.How)}})
	}
	s.table(table)
}

func (s *sheet) processForm(t *Times) {
	f := t.Form
	table := figures.Table{ID: "form", Title: figures.T("Complexity and divergence"), Head: figures.T("Measure"), Columns: heads("value", "Value"),
		Notes: []figures.Text{figures.T("Complexity is the number and intricacy of the steps, divergence the latitude left to those who carry them out, low 1 to high 3 (Shostack 1987)")}}
	row := func(id, title string, c figures.Cell) {
		table.Rows = append(table.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{c}})
	}
	count := func(id, title string, n int) { row(id, title, figures.F(float64(n), figures.Count, figures.Exact)) }
	count("touchpoints", "Touchpoints", f.Touchpoints)
	count("ways", "Ways between them", f.Ways)
	count("choices", "Choices", f.Choices)
	count("loops", "Loops", f.Loops)
	row("intricacy", "Intricacy: ways for each touchpoint", figures.F(f.Intricacy, figures.Number, figures.Exact))
	if f.Said > 0 {
		count("divergence", "Divergence: sum of latitudes", f.Divergence)
		count("latitudes", "Touchpoints that say their latitude", f.Said)
		row("divergence-share", "Divergence between all low and all high", figures.F(f.DivergenceShare, figures.Share, figures.Exact))
	} else {
		s.missing(needed("latitude", "Divergence needs the latitude of those who do the work"))
	}
	s.table(table)
}

func (s *sheet) criticalPath(m *Model, t *Times) {
	if t.Plain == nil {
		return
	}
	table := figures.Table{ID: "critical-path", Title: figures.T("Critical path"), Head: figures.T("Touchpoint"), Columns: heads("start", "Start", "end", "End", "slack", "Slack"),
		Notes: []figures.Text{figures.T("A customer for whom nothing fails, who takes the likeliest way after each choice, and everything its mean time. Slack is how much longer something may take without keeping him; none: it is critical. Without a figure: he never waits for it")}}
	ids := map[string]int{}
	for _, a := range t.Plain.Activities {
		x := m.Net.Touchpoint(a.Touchpoint)
		slack := figures.Cell{}
		if !a.Free {
			slack = figures.F(a.Slack.Seconds(), figures.Seconds, figures.Exact)
		}
		row := touchpointRow(x, figures.F(a.Start.Seconds(), figures.Seconds, figures.Exact), figures.F(a.End.Seconds(), figures.Seconds, figures.Exact), slack)
		if ids[x.ID]++; ids[x.ID] > 1 {
			row.ID = row.ID + "." + strconv.Itoa(ids[x.ID])
		}
		table.Rows = append(table.Rows, row)
	}
	s.table(table)
}
