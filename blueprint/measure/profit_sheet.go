package measure

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// lineTitle is what a line of the profitability table is called.
func lineTitle(l ProfitLine) figures.Text {
	switch l.ID {
	case "uses":
		return figures.T("Used up at touchpoints")
	case "work":
		return figures.T("Work by the minute")
	}
	return figures.Plain(l.Title)
}

func (s *sheet) profitability(p *Profitability) {
	t := figures.Table{ID: "profitability", Title: figures.T("Profitability by execution time"), Head: figures.T("One customer"),
		Notes: []figures.Text{figures.T("If nothing fails; work by the minute grows in proportion to the execution time (Shostack 1984)")}}
	c := figures.Chart{ID: "cost-stack", Title: figures.T("Cost by execution time"), Kind: figures.Stacked, X: figures.Axis{Title: figures.T("Execution time"), Unit: figures.Seconds}, Y: figures.Axis{Title: figures.T("Cost"), Unit: figures.Money}}
	for _, at := range p.Times {
		t.Columns = append(t.Columns, figures.Column{ID: fmt.Sprintf("%.6gs", at), Title: figures.T("%v", fig(at, figures.Seconds, p.How))})
	}
	row := func(id string, title figures.Text, total bool, of func(at float64) figures.Cell) {
		r := figures.Row{ID: id, Title: title, Total: total}
		for _, at := range p.Times {
			r.Cells = append(r.Cells, of(at))
		}
		t.Rows = append(t.Rows, r)
	}
	if p.Price != nil {
		row("price", figures.T("Price"), false, func(float64) figures.Cell { return given(p.Price, figures.Money) })
	}
	for i, l := range p.Costs {
		row(l.ID, lineTitle(l), false, func(at float64) figures.Cell {
			return p.figure(figures.Money, func(p *Profitability) float64 { return p.Costs[i].At(at) })
		})
		series := figures.Series{Title: lineTitle(l)}
		for _, at := range p.Times {
			series.Points = append(series.Points, figures.Point{Label: figures.T("%v", fig(at, figures.Seconds, p.How)), X: at, Y: l.At(at)})
		}
		c.Series = append(c.Series, series)
	}
	row("total", figures.T("Total cost"), true, func(at float64) figures.Cell {
		return p.figure(figures.Money, func(p *Profitability) float64 { return p.Cost(at) })
	})
	if p.Price != nil {
		row("profit", figures.T("Pretax profit"), true, func(at float64) figures.Cell {
			c := p.figure(figures.Money, func(p *Profitability) float64 { return *p.Price - p.Cost(at) })
			return toned(c, toneOf(c.Figure.Value >= 0))
		})
		c.Limits = append(c.Limits, figures.Limit{Title: figures.T("Price"), Value: *p.Price})
	}
	s.table(t)
	s.chart(c)
}

func (s *sheet) patience(p *Profitability) {
	if p.Price == nil {
		s.missing(needed("economics.price", "Profit needs the price of one customer"))
		return
	}
	t := figures.Table{ID: "break-even", Title: figures.T("Patience and profit"), Head: figures.T("Time"), Columns: heads("time", "Time", "profit", "Profit then")}
	row := func(id, title string, at func(*Profitability) float64) {
		profit := p.figure(figures.Money, func(p *Profitability) float64 { return *p.Price - p.Cost(at(p)) })
		t.Rows = append(t.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{p.figure(figures.Seconds, at), toned(profit, toneOf(profit.Figure.Value >= -1e-9))}})
	}
	if p.Standard > 0 {
		row("standard", "Standard, if nothing fails", func(p *Profitability) float64 { return p.Standard })
	}
	if p.BreakEven != nil {
		row("break-even", "Break-even", func(p *Profitability) float64 { return orZero(p.BreakEven) })
	}
	if p.Acceptable > 0 {
		row("acceptable", "Acceptable to customers", func(p *Profitability) float64 { return p.Acceptable })
		t.Rows[len(t.Rows)-1].Cells[0] = figures.F(p.Acceptable, figures.Seconds, figures.Given)
	} else {
		s.missing(needed("acceptable", "Whether the customer's patience outlasts the profit needs the time that customers put up with"))
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
	profit, _ := p.Profit(p.Standard)
	switch {
	case profit < 0:
		s.finding(figures.Finding{ID: "loss-at-standard", Tone: figures.Poor, Path: blueprint.Path{}.Key("economics").Key("price"),
			Text: figures.T("Even if nothing fails, each customer costs %v more than he pays", fig(-profit, figures.Money, p.How))})
	case p.PatienceOutlastsProfit():
		loss, _ := p.Profit(p.Acceptable)
		s.finding(figures.Finding{ID: "patience-outlasts-profit", Tone: figures.Poor, Path: blueprint.Path{}.Key("acceptable"),
			Text: figures.T("Patience outlasts profit: customers put up with %v, but the profit is gone after %v; at the end of their patience each one costs %v more than he pays",
				fig(p.Acceptable, figures.Seconds, figures.Given), fig(*p.BreakEven, figures.Seconds, p.How), fig(-loss, figures.Money, p.How))})
	}
}

// lifetime tells what a customer is worth; nil where that is not known.
func (s *sheet) lifetime(b *blueprint.Blueprint) (*Lifetime, error) {
	l := b.Loyalty
	if l == nil {
		l = &blueprint.Loyalty{}
	}
	absent := false
	for _, x := range []struct {
		key, phrase string
		v           *float64
	}{
		{"margin", "Lifetime value needs the margin that a customer brings in a period", l.Margin},
		{"retention", "Lifetime value needs the share of customers that stay from period to period", l.Retention},
		{"discount", "Lifetime value needs the discount rate of a period", l.Discount},
	} {
		if x.v == nil {
			absent = true
			s.missing(needed("loyalty."+x.key, x.phrase))
		}
	}
	if absent {
		return nil, nil
	}
	v, err := LifetimeValue(*l.Margin, *l.Retention, *l.Discount)
	if err != nil {
		return nil, blueprint.Diagnostics{{Rule: "lifetime-value", Severity: blueprint.Error, Path: blueprint.Path{}.Key("loyalty").Key("retention"), Message: err.Error(), Hint: "write the share of customers that stay from period to period"}}
	}
	t := figures.Table{ID: "lifetime", Title: figures.T("Lifetime value of a customer"), Head: figures.T("Measure"), Columns: heads("figure", "Figure"),
		Notes: []figures.Text{figures.T("Margin, retention and discount stay as they are; now: m(1+d)/(1+d-r), after a period: m·r/(1+d-r)")}}
	row := func(id, title string, v float64, unit figures.Unit) {
		t.Rows = append(t.Rows, figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{figures.F(v, unit, figures.Formula)}})
	}
	row("now", "First margin now", v.PaidNow, figures.Money)
	row("later", "First margin after a period", v.PaidLater, figures.Money)
	if v.Periods > 0 {
		row("periods", "Periods that customers stay, on average", v.Periods, figures.Number)
	}
	if l.Customers > 0 {
		row("equity", "All customers together", v.PaidNow*float64(l.Customers), figures.Money)
	}
	s.table(t)
	return &v, nil
}

// recovery tells what it is worth to mend problems, as far as data of customers
// who buy again say so.
func (s *sheet) recovery(b *blueprint.Blueprint, in Inputs, worth *Lifetime) {
	list, _ := repurchaseOf(b, in)
	if len(list) < 2 || worth == nil {
		s.missing(needed("loyalty.repurchase", "What a recovery is worth needs lifetime value, and who buys again by what became of their complaint; no gain is taken for granted"))
		return
	}
	stays := *b.Loyalty.Retention
	without := list[0]
	t := figures.Table{ID: "recovery", Title: figures.T("What a recovery is worth"), Head: figures.T("What became of the problem"), Columns: heads("minor", "Minor problem", "major", "Major problem"),
		Notes: []figures.Text{
			figures.T("For one customer, against the outcome %s: the rise in the share that buys again, times lifetime value with the first margin now", figures.Plain(without.Outcome)),
			figures.T("Counted up to the share that stays without any problem, %v: recovery is not taken to gain more than was there", fig(stays, figures.Share, figures.Given)),
		}}
	for _, r := range list[1:] {
		row := figures.Row{ID: blueprint.Slug(r.Outcome), Title: figures.Plain(r.Outcome), Cells: []figures.Cell{{}, {}}}
		for i, pair := range [][2]*float64{{without.Minor, r.Minor}, {without.Major, r.Major}} {
			if pair[0] != nil && pair[1] != nil {
				row.Cells[i] = figures.F(RecoveryWorth(*pair[0], *pair[1], stays, worth.PaidNow), figures.Money, figures.Formula)
			}
		}
		t.Rows = append(t.Rows, row)
		if r.Source != "" && len(t.Notes) == 2 {
			t.Notes = append(t.Notes, figures.T("Source: %s", figures.Plain(r.Source)))
		}
	}
	s.table(t)
}
