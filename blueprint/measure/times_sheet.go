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
	o = o.remembering()
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
	s.wholeTime(m, t, o)
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
	s.highlight(figures.T("Expected time of a customer"), "whole", "customer", "mean")
	s.highlight(figures.T("All right the first time"), "whole", "first-time-right", "mean")
	if t.Completes < 1 {
		s.highlight(figures.T("Customers who complete"), "whole", "completes", "mean")
	}
	s.highlight(figures.T("Time that adds value"), "value-adding", "yes", "share")
	return s.Sheet, nil
}

// reason says why it was simulated, with the touchpoints' titles.
func (u *Unknown) reason(m *Model) figures.Text {
	if titles := u.titles(m); titles != "" {
		return figures.T("No formula tells the times of the whole: %s (%s)", u.Why, titles)
	}
	return figures.T("No formula tells the times of the whole: %s", u.Why)
}

// simulates tells whether anything of the whole was simulated.
func (t *Times) simulates() bool {
	return t.Customer != nil && t.Customer.Simulated != nil || t.Work != nil && t.Work.Simulated != nil
}

// text says what is not known, with the touchpoints' titles.
func (u *Unknown) text(m *Model) figures.Text {
	titles := u.titles(m)
	if titles == "" {
		return figures.T("Only a simulation can tell: %s", u.why())
	}
	return figures.T("Only a simulation can tell: %s (%s)", u.why(), titles)
}

// titles are those of the touchpoints at which the answer fails.
func (u *Unknown) titles(m *Model) string {
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
	return titles
}

func (s *sheet) wholeTime(m *Model, t *Times, o Options) {
	table := figures.Table{ID: "whole", Title: figures.T("The whole"), Head: figures.T("What"),
		Columns: heads("mean", "Mean", "deviation", "Standard deviation", "variance", "Variance", "second-moment", "Mean square")}
	table.Columns[2].Detail, table.Columns[3].Detail = true, true
	row := func(id, title string, x *Moments) {
		if x == nil {
			return
		}
		mean, deviation, variance, second := figures.F(x.Mean, figures.Seconds, t.How), figures.F(math.Sqrt(x.Variance), figures.Seconds, t.How), figures.F(x.Variance, figures.SecondsSq, t.How), figures.F(x.Second(), figures.SecondsSq, t.How)
		if s := x.Simulated; s != nil {
			mean, deviation, variance, second = cellOf(&s.Mean), cellOf(&s.Deviation), cellOf(&s.Variance), cellOf(&s.Second)
		}
		if limit := m.Blueprint.Acceptable; limit > 0 && id == "customer" {
			mean = toned(mean, toneOf(x.Mean <= limit.Seconds()))
		}
		table.Rows = append(table.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{mean, deviation, variance, second}})
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
	chance := func(id string, v float64) figures.Cell {
		if f := t.shares[id]; f != nil {
			return cellOf(f)
		}
		return figures.F(v, figures.Share, t.Flow.How)
	}
	single("completes", "Chance to complete", chance("completes", t.Completes))
	single("first-time-right", "Chance that all is right the first time", chance("first-time-right", t.FirstTimeRight))
	if t.Plain != nil {
		single("out-of-sight", "Longest stretch in which nothing happens before the customer", figures.F(t.Plain.OutOfSight.Length().Seconds(), figures.Seconds, figures.Exact))
	}
	table.Notes = t.notes(m, o)
	s.table(table)
}

// notes are what was assumed and what is not part of the times.
func (t *Times) notes(m *Model, o Options) []figures.Text {
	out := append([]figures.Text(nil), t.Notes...)
	if t.Unknown != nil {
		out = append(append(out, t.Flow.Notes...), t.Unknown.text(m))
	}
	if t.Because != nil {
		out = append(out, t.Flow.Notes...)
		out = append(out, t.Because.reason(m))
	}
	if t.simulates() && t.Flow.How != figures.Simulated {
		out = append(out, o.Trial.note())
	}
	if t.LowerBound {
		out = append(out, figures.T("The times are lower bounds: some steps on the way say nothing of theirs"))
	}
	out = append(out, figures.T("Who chooses the end where others go on does not complete; right the first time means: completed, without failing and without going back"))
	queues, patience, optional, before := false, false, false, m.queues()
	for i := range m.Net.Len() {
		x := m.Net.Touchpoint(i)
		queues = queues || x.Wait != nil && x.Wait.Expected > 0 && before(i)
		patience = patience || x.Wait != nil && x.Wait.Then != ""
		optional = optional || x.Optional
	}
	for _, n := range []struct {
		holds  bool
		phrase string
	}{
		{queues, "Expected waits are left out where a queue ahead is known (demand, servers): what it takes stands under waiting"},
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
		Columns: heads("standard", "Standard", "deviation", "Standard deviation", "acceptable", "Acceptable", "wait", "Wait before", "variance", "Variance", "visits", "Visits", "expected", "Expected in all"),
		Notes:   []figures.Text{figures.T("Expected in all: visits times the mean of one, without waiting")}}
	table.Columns[4].Detail = true
	for i, x := range t.Touchpoints {
		var cells [7]figures.Cell
		if x.Known {
			how := figures.Given
			if x.Visit.Variance > 0 {
				how = figures.Exact
			}
			cells[0] = toned(figures.F(x.Visit.Mean, figures.Seconds, how), x.tone())
			if x.Visit.Variance > 0 {
				cells[1] = figures.F(math.Sqrt(x.Visit.Variance), figures.Seconds, figures.Exact)
			}
			cells[4] = figures.F(x.Visit.Variance, figures.SecondsSq, figures.Exact)
			cells[6] = figures.F(x.Expected, figures.Seconds, t.Flow.How)
		}
		if x.Acceptable > 0 {
			cells[2] = figures.F(x.Acceptable.Seconds(), figures.Seconds, figures.Given)
		}
		if x.Wait > 0 {
			cells[3] = figures.F(x.Wait, figures.Seconds, figures.Given)
		}
		cells[5] = figures.F(x.Visits, figures.Number, t.Flow.How)
		if t.Flow.Simulated != nil {
			cells[5] = cellOf(&t.Flow.Simulated[i])
		}
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
			cells[2] = cellOf(g.Elapsed)
			if g.Acceptable > 0 {
				cells[2] = toned(cells[2], toneOf(g.Elapsed.Value <= g.Acceptable.Seconds()))
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
	if t.Value == nil || t.Value.nothing() {
		return
	}
	if t.Value.Unsaid >= 1-chanceRounding {
		s.missing(needed("adds-value", "The share of time that adds value needs to be told which touchpoints do"))
		return
	}
	table := figures.Table{ID: "value-adding", Title: figures.T("What the customers' time is spent on"), Head: figures.T("Time"), Columns: heads("share", "Share")}
	for _, r := range []struct {
		id, title string
		share     figures.Figure
	}{
		{"yes", "adds value", t.Value.figures[0]}, {"necessary", "adds none, but is necessary", t.Value.figures[1]},
		{"no", "adds none, or is spent waiting", t.Value.figures[2]}, {"unsaid", "not said", t.Value.figures[3]},
	} {
		table.Rows = append(table.Rows, figures.Row{ID: r.id, Title: figures.T(r.title), Cells: []figures.Cell{cellOf(&r.share)}})
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
