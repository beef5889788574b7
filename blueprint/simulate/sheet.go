package simulate

import (
	"cmp"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
)

// classes is how many classes the charts of times have at most.
const classes = 40

// Sheet gives all that was found as tables and charts.
func (r *Result) Sheet() figures.Sheet {
	s := figures.Sheet{ID: "simulation", Title: figures.T("Simulation"), Findings: r.Findings, Missing: r.Missing}
	s.Tables = append(s.Tables, r.timesTable(), r.customersTable(), r.touchpointsTable())
	if len(r.Servers) > 0 {
		s.Tables = append(s.Tables, r.serversTable())
	}
	if len(r.Personas) > 0 {
		s.Tables = append(s.Tables, r.personasTable())
	}
	s.Tables = append(s.Tables, r.exitsTable())
	s.Charts = append(s.Charts, r.spreadChart("journey-times", figures.T("Time of the journey"), &r.Time, r.acceptable))
	if r.Wait.Mean.High > 0 {
		s.Charts = append(s.Charts, r.spreadChart("journey-waits", figures.T("Waiting in the journey"), &r.Wait, 0))
	}
	if len(r.Servers) > 0 {
		s.Charts = append(s.Charts, r.utilisationChart())
	}
	if len(r.OverTime) > 0 {
		s.Charts = append(s.Charts, r.overTimeChart())
	}
	for _, t := range r.longestWaits(waitCharts) {
		s.Charts = append(s.Charts, r.spreadChart("wait-"+t.ID, figures.T("Wait before “%s”", figures.Plain(t.Title)), &t.Wait, t.Acceptable))
	}
	s.Highlights = r.highlights()
	return s
}

// waitCharts is how many touchpoints have a chart of their waits; the table has all.
const waitCharts = 4

// longestWaits are the touchpoints where all customers together wait the longest.
func (r *Result) longestWaits(most int) []*Touchpoint {
	var out []*Touchpoint
	for i := range r.Touchpoints {
		if t := &r.Touchpoints[i]; t.Waits && t.Wait.Mean.High > 0 {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b *Touchpoint) int {
		return cmp.Compare(b.Wait.Mean.Value*b.Visits.Value, a.Wait.Mean.Value*a.Visits.Value)
	})
	return out[:min(len(out), most)]
}

// highlights are what somebody asks first: do customers get through in time, how
// long do they wait, how many are lost, who limits it, and does it pay.
func (r *Result) highlights() []figures.Highlight {
	var out []figures.Highlight
	add := func(t figures.Text, e Estimate, u figures.Unit, tone figures.Tone) {
		if c := e.figure(u); c.Figure != nil {
			c.Figure.Tone = tone
			out = append(out, figures.Highlight{Title: t, Figure: *c.Figure})
		}
	}
	if r.InTime.Known() {
		add(figures.T("Done within the acceptable %s", said(r.acceptable)), r.InTime, figures.Share, toneOfShare(r.InTime.Value))
	}
	add(figures.T("Time of the journey"), r.Time.Mean, figures.Seconds, figures.NoTone)
	if !r.InTime.Known() {
		add(figures.T("90% of journeys within"), r.Time.P90, figures.Seconds, figures.NoTone)
	}
	if r.Wait.Mean.High > 0 {
		add(figures.T("Waiting in the journey"), r.Wait.Mean, figures.Seconds, figures.NoTone)
	}
	if worst := r.longestWaits(1); len(worst) > 0 {
		t := worst[0]
		if t.Within.Known() {
			add(figures.T("Wait acceptably for “%s”", figures.Plain(t.Title)), t.Within, figures.Share, toneOfShare(t.Within.Value))
		} else {
			add(figures.T("90% wait for “%s” within", figures.Plain(t.Title)), t.Wait.P90, figures.Seconds, figures.NoTone)
		}
	}
	if s := r.bottleneck(); s != nil {
		add(figures.T("“%s” at work", figures.Plain(s.Title)), s.Utilisation, figures.Share, toneOfLoad(s.Utilisation.Value))
	}
	if r.mayLose() {
		add(figures.T("Customers lost: out of patience, or not joining"), r.Lost, figures.Share, toneOfLost(r.Lost.Value))
	}
	if r.priced {
		tone := figures.Good
		if r.Profit.Value < 0 {
			tone = figures.Poor
		}
		add(figures.T("Profit from a customer"), r.Profit, figures.Money, tone)
	} else if r.costed {
		add(figures.T("Cost of a customer"), r.Cost, figures.Money, figures.NoTone)
	}
	add(figures.T("Customers in the service"), r.Present, figures.Customers, figures.NoTone)
	return out
}

// mayLose tells whether customers can be lost at all.
func (r *Result) mayLose() bool {
	return r.Lost.Value > 0 || slices.ContainsFunc(r.Touchpoints, func(t Touchpoint) bool { return t.MayLeave })
}

func toneOfLost(v float64) figures.Tone {
	switch {
	case v <= 0.01:
		return figures.Good
	case v <= 0.05:
		return figures.Fair
	}
	return figures.Poor
}

func column(id, title string) figures.Column {
	return figures.Column{ID: id, Title: figures.T(title)}
}

func (r *Result) timesTable() figures.Table {
	t := figures.Table{ID: "journeys", Title: figures.T("Times of journeys"), Head: figures.T("Time"), Columns: spreadColumns()}
	t.Rows = append(t.Rows,
		figures.Row{ID: "time", Title: figures.T("From coming to leaving"), Cells: r.Time.cells()},
		figures.Row{ID: "wait", Title: figures.T("Of that, nothing is done on stage"), Cells: r.Wait.cells()})
	t.Notes = append(t.Notes, r.notes()...)
	return t
}

// notes say how the figures were got.
func (r *Result) notes() []figures.Text {
	list := []figures.Text{
		figures.T("%d customers in %d replications, seed %d; intervals are 95%% (Student's t over replications) and end where no value can lie (below 0, beyond 100%%), percentiles are within 1%%.", r.Customers, r.Replications, r.Seed),
	}
	if r.Replications == 1 {
		list[0] = figures.T("%d customers in one run, seed %d; intervals are 95%% (batch means) and end where no value can lie (below 0, beyond 100%%), percentiles are within 1%%.", r.Customers, r.Seed)
	}
	if !r.Demand {
		list = append(list, figures.T("Customers come one after the other, and nobody queues."))
	}
	return list
}

func spreadColumns() []figures.Column {
	return []figures.Column{column("mean", "Mean"), column("deviation", "Deviation"), column("p50", "Half within"), column("p90", "90% within"), column("p95", "95% within"), column("p99", "99% within")}
}

func (s *Spread) cells() []figures.Cell {
	out := make([]figures.Cell, 0, 6)
	for _, e := range []Estimate{s.Mean, s.Deviation, s.P50, s.P90, s.P95, s.P99} {
		out = append(out, e.figure(figures.Seconds))
	}
	return out
}

func (r *Result) customersTable() figures.Table {
	t := figures.Table{ID: "customers", Title: figures.T("Customers and money"), Head: figures.T("What"), Columns: []figures.Column{column("value", "Value")}}
	row := func(id, title string, e Estimate, u figures.Unit) {
		if e.Known() {
			t.Rows = append(t.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{e.figure(u)}})
		}
	}
	row("rate", "Customers who come in", r.Rate, figures.PerHour)
	row("served-time", "Mean time of those who never gave up", r.Served, figures.Seconds)
	row("in-time", "Share that is done within the acceptable time", r.InTime, figures.Share)
	if r.mayLose() {
		row("gave-up", "Share that loses patience", r.GaveUp, figures.Share)
		row("balked", "Share that turns away from the queue", r.Balked, figures.Share)
	}
	if r.Closed.High > 0 {
		row("closed", "Share that finds the service closed", r.Closed, figures.Share)
	}
	row("present", "Customers in the service", r.Present, figures.Customers)
	row("little", "The same by Little's law", r.Little, figures.Customers)
	if r.priced {
		row("revenue", "Revenue from a customer", r.Revenue, figures.Money)
	}
	if r.costed {
		row("cost", "Cost of a customer", r.Cost, figures.Money)
	}
	if r.priced {
		row("profit", "Profit from a customer", r.Profit, figures.Money)
		row("profit-per-hour", "Profit an hour, before fixed costs", r.ProfitPerHour, figures.MoneyPerHour)
		t.Notes = append(t.Notes, figures.T("Every customer pays who neither lost patience nor turned away. Actors cost what they work, not what they idle."))
	}
	if r.Little.Known() {
		t.Notes = append(t.Notes, figures.T("Little's law: customers in the service = customers who come in × mean time."))
	}
	return t
}

func (r *Result) touchpointsTable() figures.Table {
	t := figures.Table{ID: "touchpoints", Title: figures.T("Touchpoints"), Head: figures.T("Touchpoint"), Columns: []figures.Column{
		column("visits", "Visits"), column("time", "Time"), column("wait", "Wait"), column("wait-p90", "90% wait within"),
		column("within", "Wait acceptable"), column("gave-up", "Lose patience"), column("balked", "Do not join"), column("fails", "Fails"), column("cost", "Cost")}}
	for i := range r.Touchpoints {
		x := &r.Touchpoints[i]
		cells := []figures.Cell{x.Visits.figure(figures.Number), x.Time.figure(figures.Seconds), x.Wait.Mean.figure(figures.Seconds), x.Wait.P90.figure(figures.Seconds),
			x.Within.figure(figures.Share), x.GaveUp.figure(figures.Share), x.Balked.figure(figures.Share), x.Fails.figure(figures.Share), x.Cost.figure(figures.Money)}
		if f := cells[4].Figure; f != nil {
			f.Tone = toneOfShare(f.Value)
		}
		if x.Time.High == 0 {
			cells[1] = figures.Cell{}
		}
		if !x.MayLeave {
			cells[5], cells[6] = figures.Cell{}, figures.Cell{}
		}
		if x.Cost.High == 0 {
			cells[8] = figures.Cell{}
		}
		if x.Fails.High == 0 {
			cells[7] = figures.Cell{}
		}
		t.Rows = append(t.Rows, figures.Row{ID: x.ID, Title: figures.Plain(x.Title), Cells: cells})
	}
	t.Notes = append(t.Notes, figures.T("Visits and costs are those of one customer; time and wait those of one visit."))
	return t
}

func toneOfShare(v float64) figures.Tone {
	switch {
	case v >= 0.9:
		return figures.Good
	case v >= 0.7:
		return figures.Fair
	}
	return figures.Poor
}

func toneOfLoad(v float64) figures.Tone {
	switch {
	case v >= 0.95:
		return figures.Poor
	case v >= 0.85:
		return figures.Fair
	}
	return figures.Good
}

func (r *Result) serversTable() figures.Table {
	t := figures.Table{ID: "servers", Title: figures.T("Servers"), Head: figures.T("Who serves"), Columns: []figures.Column{
		column("count", "Servers"), column("utilisation", "Utilisation"), column("load", "Load"), column("queue", "Mean queue"), column("longest", "Longest queue"), column("cost", "Cost, busy or not")}}
	for i := range r.Servers {
		x := &r.Servers[i]
		cells := []figures.Cell{figures.F(float64(x.Count), figures.Count, figures.Given), x.Utilisation.figure(figures.Share), x.Load.figure(figures.Share), x.Queue.figure(figures.Customers),
			figures.F(float64(x.Longest), figures.Count, figures.Simulated), {}}
		if f := cells[1].Figure; f != nil {
			f.Tone = toneOfLoad(f.Value)
		}
		if x.CostPerHour > 0 {
			cells[5] = figures.F(x.CostPerHour, figures.MoneyPerHour, figures.Exact)
		}
		t.Rows = append(t.Rows, figures.Row{ID: x.ID, Title: figures.Plain(x.Title), Cells: cells})
	}
	t.Notes = append(t.Notes, figures.T("Load is the work that is asked for, by what all servers together could do. From 100% on the queue grows without end."))
	return t
}

func (r *Result) personasTable() figures.Table {
	t := figures.Table{ID: "personas", Title: figures.T("Types of customers"), Head: figures.T("Persona"), Columns: []figures.Column{column("share", "Share"), column("time", "Time of the journey"), column("wait", "Waiting in the journey")}}
	for i := range r.Personas {
		x := &r.Personas[i]
		t.Rows = append(t.Rows, figures.Row{ID: x.ID, Title: figures.Plain(x.Title), Cells: []figures.Cell{x.Share.figure(figures.Share), x.Time.figure(figures.Seconds), x.Wait.figure(figures.Seconds)}})
	}
	return t
}

func (r *Result) exitsTable() figures.Table {
	t := figures.Table{ID: "exits", Title: figures.T("Where journeys end"), Head: figures.T("Touchpoint"), Columns: []figures.Column{column("share", "Share of journeys"), column("time", "Their mean time")}}
	for i := range r.Exits {
		x := &r.Exits[i]
		t.Rows = append(t.Rows, figures.Row{ID: x.ID, Title: figures.Plain(x.Title), Cells: []figures.Cell{x.Share.figure(figures.Share), x.Time.figure(figures.Seconds)}})
	}
	return t
}

func (r *Result) spreadChart(id string, title figures.Text, s *Spread, acceptable time.Duration) figures.Chart {
	c := figures.Chart{ID: id, Title: title, Kind: figures.Histogram, X: figures.Axis{Title: figures.T("Time"), Unit: figures.Seconds}, Y: figures.Axis{Title: figures.T("Share of customers"), Unit: figures.Share}}
	var all figures.Series
	all.Title = title
	for _, x := range s.Histogram.Classes(classes) {
		p := figures.Point{X: x.From.Seconds(), X2: x.To.Seconds(), Y: x.Share}
		if acceptable > 0 && x.From >= acceptable {
			p.Tone = figures.Poor
		}
		all.Points = append(all.Points, p)
	}
	c.Series = []figures.Series{all}
	c.Limits = append(c.Limits, figures.Limit{Title: figures.T("90% are within"), Value: s.P90.Value, OnX: true})
	if acceptable > 0 {
		c.Limits = append(c.Limits, figures.Limit{Title: figures.T("Acceptable"), Value: acceptable.Seconds(), OnX: true})
	}
	return c
}

func (r *Result) utilisationChart() figures.Chart {
	c := figures.Chart{ID: "utilisation", Title: figures.T("Utilisation of servers"), Kind: figures.Bars, X: figures.Axis{Title: figures.T("Who serves")}, Y: figures.Axis{Title: figures.T("Utilisation"), Unit: figures.Share}}
	s := figures.Series{Title: figures.T("Utilisation")}
	for i := range r.Servers {
		x := &r.Servers[i]
		s.Points = append(s.Points, figures.Point{ID: x.ID, Label: figures.Plain(x.Title), X: float64(i), Y: x.Utilisation.Value, Low: x.Utilisation.Low, High: x.Utilisation.High, Tone: toneOfLoad(x.Utilisation.Value)})
	}
	c.Series = []figures.Series{s}
	return c
}

func (r *Result) overTimeChart() figures.Chart {
	c := figures.Chart{ID: "over-time", Title: figures.T("Customers over time"), Kind: figures.Line, X: figures.Axis{Title: figures.T("Time since the beginning"), Unit: figures.Seconds}, Y: figures.Axis{Title: figures.T("Customers"), Unit: figures.Customers}}
	if r.Daily {
		c.Title, c.X.Title = figures.T("Customers over the day"), figures.T("Time since midnight")
	}
	present, queued := figures.Series{Title: figures.T("In the service")}, figures.Series{Title: figures.T("Waiting for servers")}
	for _, x := range r.OverTime {
		at := (x.From + (x.To-x.From)/2).Seconds()
		present.Points = append(present.Points, figures.Point{X: at, Y: x.Present.Value, Low: x.Present.Low, High: x.Present.High})
		queued.Points = append(queued.Points, figures.Point{X: at, Y: x.Queued.Value, Low: x.Queued.Low, High: x.Queued.High})
	}
	c.Series = []figures.Series{present, queued}
	return c
}
