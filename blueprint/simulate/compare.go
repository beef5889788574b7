package simulate

import (
	"context"
	"errors"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// Variant is a blueprint under a name: a scenario.
type Variant struct {
	ID        string
	Title     string
	Blueprint *blueprint.Blueprint
}

// Comparison is several variants simulated with the same random numbers.
type Comparison struct {
	Variants []Variant
	Results  []*Result // by variant
	Rows     []Difference
}

// Difference is one figure in all variants.
type Difference struct {
	ID     string
	Title  figures.Text
	Unit   figures.Unit
	Values []Estimate // by variant
	// ToFirst is how far each variant is from the first one, from pairs of
	// replications: the same customers come to all variants, so that a difference
	// shows with far fewer of them. The first one is 0.
	ToFirst []Estimate
}

// Compare simulates variants side by side: the first is what the others are
// compared with. The same customers with the same needs come to each (common random
// numbers), and the intervals of the differences are those of a paired t test.
func Compare(ctx context.Context, variants []Variant, o Options) (*Comparison, error) {
	if len(variants) < 2 {
		return nil, errors.New("simulate: there is nothing to compare: expected two variants or more")
	}
	c := &Comparison{Variants: variants}
	for i, v := range variants {
		own := o
		if o.Progress != nil {
			own.Progress = func(done, total int) { o.Progress(i*total+done, len(variants)*total) }
		}
		r, err := Run(ctx, v.Blueprint, own)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", orElse(v.Title, v.ID), err)
		}
		c.Results = append(c.Results, r)
	}
	c.figure("time", figures.T("Time of the journey"), figures.Seconds, func(r *Result) Estimate { return r.Time.Mean })
	c.figure("time-p90", figures.T("90% of journeys within"), figures.Seconds, func(r *Result) Estimate { return r.Time.P90 })
	c.figure("wait", figures.T("Waiting in the journey"), figures.Seconds, func(r *Result) Estimate { return r.Wait.Mean })
	c.figure("wait-p90", figures.T("90% wait within"), figures.Seconds, func(r *Result) Estimate { return r.Wait.P90 })
	c.figure("gave-up", figures.T("Share that loses patience"), figures.Share, func(r *Result) Estimate { return r.GaveUp })
	c.figure("balked", figures.T("Share that turns away from the queue"), figures.Share, func(r *Result) Estimate { return r.Balked })
	c.figure("present", figures.T("Customers in the service"), figures.Customers, func(r *Result) Estimate { return r.Present })
	c.figure("cost", figures.T("Cost of a customer"), figures.Money, func(r *Result) Estimate { return r.Cost })
	c.figure("profit", figures.T("Profit from a customer"), figures.Money, func(r *Result) Estimate {
		if !r.priced {
			return Estimate{}
		}
		return r.Profit
	})
	for _, t := range c.Results[0].Touchpoints {
		if t.Waits {
			c.figure("wait-"+t.ID, figures.T("Wait before “%s”", figures.Plain(t.Title)), figures.Seconds, func(r *Result) Estimate { return r.wait(t.ID) })
		}
	}
	for _, s := range c.Results[0].Servers {
		c.figure("utilisation-"+s.ID, figures.T("Utilisation of “%s”", figures.Plain(s.Title)), figures.Share, func(r *Result) Estimate { return r.utilisation(s.ID) })
	}
	return c, nil
}

func (r *Result) wait(id string) Estimate {
	for i := range r.Touchpoints {
		if r.Touchpoints[i].ID == id {
			return r.Touchpoints[i].Wait.Mean
		}
	}
	return Estimate{}
}

func (r *Result) utilisation(id string) Estimate {
	for i := range r.Servers {
		if r.Servers[i].ID == id {
			return r.Servers[i].Utilisation
		}
	}
	return Estimate{}
}

// figure adds a row, unless all of it is unknown or nothing.
func (c *Comparison) figure(id string, title figures.Text, u figures.Unit, of func(*Result) Estimate) {
	d := Difference{ID: id, Title: title, Unit: u}
	some := false
	for _, r := range c.Results {
		e := of(r)
		some = some || e.Known() && (e.Value != 0 || e.High != 0)
		d.Values = append(d.Values, e)
		d.ToFirst = append(d.ToFirst, e.minus(d.Values[0]))
	}
	if some {
		c.Rows = append(c.Rows, d)
	}
}

// Sheet gives the comparison as a table: each variant, and how far it is from the
// first.
func (c *Comparison) Sheet() figures.Sheet {
	s := figures.Sheet{ID: "comparison", Title: figures.T("Comparison")}
	t := figures.Table{ID: "variants", Title: figures.T("Variants side by side"), Head: figures.T("Figure")}
	for i, v := range c.Variants {
		t.Columns = append(t.Columns, figures.Column{ID: v.ID, Title: figures.Plain(orElse(v.Title, v.ID))})
		if i > 0 {
			t.Columns = append(t.Columns, figures.Column{ID: v.ID + "-difference", Title: figures.T("difference")})
		}
	}
	for _, d := range c.Rows {
		row := figures.Row{ID: d.ID, Title: d.Title}
		for i, e := range d.Values {
			row.Cells = append(row.Cells, e.figure(d.Unit))
			if i > 0 {
				row.Cells = append(row.Cells, d.ToFirst[i].figure(d.Unit))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []figures.Text{figures.T("The same customers come to every variant; intervals of differences are 95% (paired t over replications).")}
	s.Tables = []figures.Table{t}
	for i, v := range c.Variants[1:] {
		s.Findings = append(s.Findings, c.finding(v, i+1))
	}
	return s
}

// finding says in a sentence what a variant does to the time of the journey.
func (c *Comparison) finding(v Variant, i int) figures.Finding {
	title := figures.Plain(orElse(v.Title, v.ID))
	f := figures.Finding{ID: "no-difference", Text: figures.T("%s: no difference in the time of the journey can be told from chance", title)}
	for _, d := range c.Rows {
		e := d.ToFirst[i]
		if d.ID != "time" || !e.differs() {
			continue
		}
		if e.Value < 0 {
			return figures.Finding{ID: "faster", Tone: figures.Good, Text: figures.T("%s: journeys are %s shorter", title, figures.Duration(-e.Value))}
		}
		return figures.Finding{ID: "slower", Tone: figures.Poor, Text: figures.T("%s: journeys are %s longer", title, figures.Duration(e.Value))}
	}
	return f
}
