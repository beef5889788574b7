package measure

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// CostSheet is what the service costs and earns: cost to serve by activity, actor
// and journey, the profitability table over execution times, the month with its
// fixed costs, lifetime value, and what a recovery is worth. The error is that of
// Flow, or a blueprint.Diagnostics, located, of figures that cannot be.
func (m *Model) CostSheet(o Options, in Inputs) (figures.Sheet, error) {
	s := sheet{figures.Sheet{ID: "cost", Title: figures.T("Cost and profit")}}
	way, err := m.passage(o)
	if err != nil {
		return s.Sheet, err
	}
	c := m.cost(way, o)
	if c.known() {
		s.toServe(m, c, way)
		s.actors(m, c)
		s.journeys(m)
	} else {
		s.missing(needed("cost", "The cost to serve needs costs: of touchpoints, of a minute of the actors, or of a customer (economics)"))
	}
	profit, err := m.Profitability(o, in.Times)
	var unknown *Unknown
	switch {
	case errors.As(err, &unknown):
		s.missing(figures.Missing{Text: figures.T("The profitability table: only a simulation can tell the time of the journey: %s", unknown.why())})
	case err != nil:
		return s.Sheet, err
	case len(profit.Costs) > 0:
		s.profitability(profit)
		s.patience(profit)
	}
	s.month(m, c)
	worth, err := s.lifetime(m.Blueprint)
	s.recovery(m.Blueprint, in, worth)
	s.highlight(figures.T("Cost to serve a customer"), "cost-to-serve", "total", "total")
	s.highlight(figures.T("Profit of a customer, if nothing fails"), "break-even", "standard", "profit")
	s.highlight(figures.T("Time at which the profit is gone"), "break-even", "break-even", "time")
	s.highlight(figures.T("Lifetime value of a customer"), "lifetime", "now", "figure")
	return s.Sheet, located(m.Blueprint, err)
}

func (s *sheet) toServe(m *Model, c *ServeCost, way passage) {
	t := figures.Table{ID: "cost-to-serve", Title: figures.T("Cost to serve one customer"), Head: figures.T("Cost"),
		Columns: heads("visits", "Times", "time", "Time of one", "rate", "Cost of a minute", "uses", "Used up", "work", "By time", "total", "Total", "share", "Share"), Notes: slices.Clone(c.Notes)}
	how := c.How
	row := func(id string, title figures.Text, cells [3]figures.Cell, uses, work float64, perMinute *float64) {
		share, byTime, total := figures.Cell{}, figures.F(work, figures.Money, how), figures.F(uses+work, figures.Money, how)
		if c.Simulated != nil && perMinute != nil {
			byTime, total = c.byTime(0, *perMinute), c.byTime(uses, *perMinute)
		}
		if c.Total > 0 {
			share = figures.F((uses+work)/c.Total, figures.Share, how)
			if c.Simulated != nil {
				share.Figure.How = figures.Simulated
			}
		}
		t.Rows = append(t.Rows, figures.Row{ID: id, Title: title, Cells: []figures.Cell{cells[0], cells[1], cells[2],
			figures.F(uses, figures.Money, how), byTime, total, share}})
	}
	for _, a := range c.Activities {
		x := m.Net.Touchpoint(a.Touchpoint)
		row(x.ID, figures.Plain(x.Title), [3]figures.Cell{figures.F(a.Visits, figures.Number, how), figures.F(a.Seconds, figures.Seconds, figures.Given), given(a.PerMinute, figures.Money)}, a.Uses, a.Work, nil)
	}
	for _, l := range c.Lines {
		line := m.Blueprint.Economics.Costs[l.Line]
		cells := [3]figures.Cell{{}, {}, given(line.PerMinute, figures.Money)}
		if line.PerMinute != nil && c.Unknown == nil {
			cells[1] = figures.F(c.Seconds, figures.Seconds, how)
			if c.Simulated != nil {
				cells[1] = cellOf(c.Simulated)
			}
		}
		row(lineID(l.Line), figures.Plain(line.Title), cells, l.PerCustomer, l.ByTime, line.PerMinute)
	}
	failures := 0.0
	for _, f := range c.Failures {
		failures += f.Total
	}
	if len(c.Failures) > 0 {
		row("failures", figures.T("Failures, besides the work of their recovery"), [3]figures.Cell{}, failures, 0, nil)
	}
	total := figures.Row{ID: "total", Title: figures.T("Cost to serve"), Total: true, Cells: make([]figures.Cell, 7)}
	total.Cells[5] = figures.F(c.Total, figures.Money, how)
	if c.Simulated != nil {
		perMinute := m.perMinuteOfJourney()
		total.Cells[5] = c.byTime(c.Total-perMinute*c.Seconds/60, perMinute)
	}
	t.Rows = append(t.Rows, total)
	if c.Unknown != nil {
		s.missing(figures.Missing{Key: "economics.costs.per-minute", Text: figures.T("Costs by the minute of the journey: only a simulation can tell its time: %s", c.Unknown.why())})
	}
	if len(way.untimed) > 0 && m.pricedByMinute() {
		var names []string
		for _, i := range way.untimed {
			names = append(names, m.Net.Touchpoint(i).Title)
		}
		s.missing(needed("time", "Times of these steps, without which costs by the minute are a lower bound: %s", figures.Plain(strings.Join(names, ", "))))
	}
	s.table(t)
	s.pile("cost-to-serve", t)
}

// byTime is a cost of which a part grows with the simulated time of the journey.
func (c *ServeCost) byTime(fixed, perMinute float64) figures.Cell {
	f := line(fixed, perMinute/60, *c.Simulated, figures.Money)
	return cellOf(&f)
}

// pile charts the rows of a cost table by what they come to.
func (s *sheet) pile(id string, t figures.Table) {
	c := figures.Chart{ID: id, Title: t.Title, Kind: figures.Bars, X: figures.Axis{Title: t.Head}, Y: figures.Axis{Title: figures.T("Cost"), Unit: figures.Money}, Series: []figures.Series{{Title: t.Title}}}
	for _, r := range t.Rows {
		if !r.Total {
			c.Series[0].Points = append(c.Series[0].Points, figures.Point{ID: r.ID, Label: r.Title, Y: r.Cells[5].Figure.Value})
		}
	}
	slices.SortStableFunc(c.Series[0].Points, func(a, b figures.Point) int { return cmp.Compare(b.Y, a.Y) })
	if len(c.Series[0].Points) > 1 {
		s.chart(c)
	}
}

func (s *sheet) actors(m *Model, c *ServeCost) {
	t := figures.Table{ID: "cost-actors", Title: figures.T("Cost to serve by actor"), Head: figures.T("Actor"), Columns: heads("time", "Time for one customer", "total", "Total")}
	for _, a := range m.Actors(c) {
		title := figures.Plain(a.Title)
		if a.Actor == "" {
			title = figures.T("Nobody is said to do it")
		}
		t.Rows = append(t.Rows, figures.Row{ID: a.Actor, Title: title, Cells: []figures.Cell{figures.F(a.Seconds, figures.Seconds, c.How), figures.F(a.Total, figures.Money, c.How)}})
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
}

func (s *sheet) journeys(m *Model) {
	t := figures.Table{ID: "cost-journeys", Title: figures.T("Cost to serve by journey"), Head: figures.T("Journey"), Columns: heads("uses", "Used up", "work", "By time", "total", "Total", "profit", "Profit"),
		Notes: []figures.Text{figures.T("All that stands in the steps of the journey, if nothing fails; minutes of the journey count by the longest lane of each step")}}
	for _, j := range m.JourneyCosts() {
		row := figures.Row{ID: j.ID, Title: figures.Plain(j.Title), Cells: []figures.Cell{figures.F(j.Uses, figures.Money, figures.Formula), figures.F(j.Work, figures.Money, figures.Formula), figures.F(j.Total(), figures.Money, figures.Formula), {}}}
		if e := m.Blueprint.Economics; e != nil && e.Price != nil {
			profit := *e.Price - j.Total()
			row.Cells[3] = toned(figures.F(profit, figures.Money, figures.Formula), toneOf(profit >= 0))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
}

func (s *sheet) month(m *Model, c *ServeCost) {
	customers, known := CustomersOfMonth(m.Blueprint)
	e := m.Blueprint.Economics
	if e == nil || e.Price == nil || !c.known() || c.Unknown != nil {
		return
	}
	fixed := orZero(e.Fixed)
	prevention, priced := preventionCost(m)
	if e.Fixed == nil && !priced {
		return
	}
	margin, how := *e.Price-c.Total, c.How
	if c.Simulated != nil {
		how = figures.Simulated
	}
	t := figures.Table{ID: "month", Title: figures.T("A month"), Head: figures.T("Amount"), Columns: heads("amount", "Amount"),
		Notes: []figures.Text{figures.T("A month has %v days", fig(daysOfMonth, figures.Number, figures.Exact))}}
	row := func(id, title string, cell figures.Cell) {
		t.Rows = append(t.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{cell}})
	}
	row("margin", "Price less cost to serve, one customer", toned(figures.F(margin, figures.Money, how), toneOf(margin > 0)))
	row("fixed", "Fixed costs", given(e.Fixed, figures.Money))
	if priced {
		row("prevention", "Preventions of failures", figures.F(prevention, figures.Money, figures.Given))
	}
	if margin > 0 {
		row("needed", "Customers that pay for them", figures.F((fixed+prevention)/margin, figures.Customers, how))
	}
	if known {
		profit := customers*margin - fixed - prevention
		row("customers", "Customers that come", figures.F(customers, figures.Customers, figures.Formula))
		row("profit", "Profit", toned(figures.F(profit, figures.Money, figures.Formula), toneOf(profit >= 0)))
		if profit < 0 {
			s.finding(figures.Finding{ID: "month-at-a-loss", Tone: figures.Poor, Path: blueprint.Path{}.Key("economics"), Text: figures.T("In a month the service loses %v", fig(-profit, figures.Money, figures.Formula))})
		}
	} else {
		s.missing(needed("demand.arrivals", "The profit of a month needs how many customers come, and opening hours where they come by the hour"))
	}
	s.table(t)
}

// preventionCost is what preventions cost a month, and whether any has a cost.
func preventionCost(m *Model) (sum float64, known bool) {
	for _, t := range m.Graph.Touchpoints() {
		for _, f := range t.Fails {
			for _, p := range f.Prevent {
				sum, known = sum+orZero(p.Cost), known || p.Cost != nil
			}
		}
	}
	return sum, known
}
