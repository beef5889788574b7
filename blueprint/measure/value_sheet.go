package measure

import (
	"errors"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// ValueSheet is what the service is worth to customers and what makes them stay:
// customer delivered value, the value equation, the tree of loyalty drivers, the
// service profit chain, the three Rs, who buys again after a problem, the level
// of relationship, and what each tier of customers is granted. The error is a
// blueprint.Diagnostics, located, with all data that contradict themselves.
func (m *Model) ValueSheet(_ Options, in Inputs) (figures.Sheet, error) {
	b := m.Blueprint
	s := sheet{figures.Sheet{ID: "value", Title: figures.T("Value and loyalty")}}
	s.delivered(b.Value)
	s.equation(b.Worth)
	loyalty := b.Loyalty
	if loyalty == nil {
		loyalty = &blueprint.Loyalty{}
	}
	found := errors.Join(s.drivers(loyalty.Drivers), s.chain(loyalty.Chain), s.repurchase(b, in))
	s.threeRs(loyalty)
	s.relationship(loyalty, in)
	s.levels(b)
	s.highlight(figures.T("Customer delivered value"), "delivered-value", "total", "points")
	s.highlight(figures.T("Share retained"), "three-rs", "retention", "share")
	return s.Sheet, located(b, found)
}

// sheet is a figures.Sheet in the making.
type sheet struct{ figures.Sheet }

func (s *sheet) table(t figures.Table) { s.Tables = append(s.Tables, t) }
func (s *sheet) chart(c figures.Chart) { s.Charts = append(s.Charts, c) }

// highlight marks a figure of a table as one that matters; nothing where there is no
// such figure.
func (s *sheet) highlight(title figures.Text, table, row, column string) {
	for _, n := range (figures.Book{Sheets: []figures.Sheet{s.Sheet}}).All() {
		if n.Address == s.ID+"/"+table+"/"+row+"/"+column {
			s.Highlights = append(s.Highlights, figures.Highlight{Title: title, Figure: n.Figure})
			return
		}
	}
}

func (s *sheet) finding(f figures.Finding)        { s.Findings = append(s.Findings, f) }
func (s *sheet) missing(m ...figures.Missing)     { s.Missing = append(s.Missing, m...) }
func (s *sheet) without(err error, phrase string) { s.missing(missingOf(err, phrase)...) }

// missingOf lists the keys that are not given, with what they are good for.
func missingOf(err error, phrase string) []figures.Missing {
	var out []figures.Missing
	for _, key := range keysNotGiven(err) {
		out = append(out, needed(key, phrase))
	}
	if len(out) == 0 && err != nil {
		out = append(out, figures.Missing{Text: figures.Plain(err.Error())})
	}
	return out
}

// located gives diagnostics their places, and makes one error of all.
func located(b *blueprint.Blueprint, err error) error {
	var all blueprint.Diagnostics
	var gather func(error)
	gather = func(err error) {
		var ds blueprint.Diagnostics
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				gather(e)
			}
		} else if errors.As(err, &ds) {
			all = append(all, ds...)
		}
	}
	gather(err)
	return b.LocateAll(all).Err()
}

func (s *sheet) delivered(v *blueprint.DeliveredValue) {
	if v == nil {
		s.missing(needed("value", "Customer delivered value needs four values and four costs, judged on one scale"))
		return
	}
	d, err := DeliveredValue(*v)
	if err != nil {
		s.without(err, "Customer delivered value needs all four values and all four costs")
		return
	}
	parts := []struct {
		id, title string
		v         float64
	}{
		{"product", "Value of the product", *v.Product}, {"service", "Value of the service", *v.Service},
		{"personnel", "Value of the people", *v.Personnel}, {"image", "Value of the image", *v.Image},
		{"money", "Cost in money", -*v.Money}, {"time", "Cost in time", -*v.Time},
		{"energy", "Cost in energy", -*v.Energy}, {"psychic", "Cost in worry", -*v.Psychic},
	}
	t := figures.Table{ID: "delivered-value", Title: figures.T("Customer delivered value"), Head: figures.T("Part"), Columns: heads("points", "Points"),
		Notes: []figures.Text{figures.T("Values less costs, as customers judge them on one scale (Kotler)")}}
	falls := figures.Chart{ID: "delivered-value", Title: t.Title, Kind: figures.Waterfall, X: figures.Axis{Title: figures.T("Part")},
		Y: figures.Axis{Title: figures.T("Points"), Unit: figures.Points}, Series: []figures.Series{{Title: t.Title}}}
	for _, p := range parts {
		t.Rows = append(t.Rows, figures.Row{ID: p.id, Title: figures.T(p.title), Cells: []figures.Cell{figures.F(p.v, figures.Points, figures.Given)}})
		falls.Series[0].Points = append(falls.Series[0].Points, figures.Point{ID: p.id, Label: figures.T(p.title), Y: p.v})
	}
	tone := toneOf(d.Value > 0)
	t.Rows = append(t.Rows, figures.Row{ID: "delivered", Title: figures.T("Customer delivered value"), Total: true, Cells: []figures.Cell{toned(figures.F(d.Value, figures.Points, figures.Exact), tone)}})
	if d.Ratio > 0 {
		t.Rows = append(t.Rows, figures.Row{ID: "ratio", Title: figures.T("Values for each point of cost"), Cells: []figures.Cell{toned(figures.F(d.Ratio, figures.Number, figures.Exact), tone)}})
	}
	s.table(t)
	s.chart(falls)
	if d.Value < 0 {
		s.finding(figures.Finding{ID: "costs-outweigh-values", Tone: figures.Poor, Path: blueprint.Path{}.Key("value"),
			Text: figures.T("The service costs customers more than it gives them: %v points less", fig(-d.Value, figures.Points, figures.Exact))})
	}
}

// toneOf is Good or Poor.
func toneOf(good bool) figures.Tone {
	if good {
		return figures.Good
	}
	return figures.Poor
}

func (s *sheet) equation(w *blueprint.Worth) {
	if w == nil {
		s.missing(needed("worth", "The value equation needs results, quality of the process, price and cost of access"))
		return
	}
	v, err := ValueEquation(*w)
	if err != nil {
		s.without(err, "The value equation needs all four terms")
		return
	}
	row := func(id, title string, c figures.Cell) figures.Row {
		return figures.Row{ID: id, Title: figures.T(title), Cells: []figures.Cell{c}}
	}
	s.table(figures.Table{ID: "value-equation", Title: figures.T("Value equation"), Head: figures.T("Term"), Columns: heads("value", "Value"),
		Rows: []figures.Row{
			row("results", "Results", given(w.Results, figures.Points)), row("process", "Quality of the process", given(w.Process, figures.Points)),
			row("price", "Price", given(w.Price, figures.Points)), row("access", "Cost of access", given(w.Access, figures.Points)),
			{ID: "worth", Title: figures.T("Value"), Total: true, Cells: []figures.Cell{toned(figures.F(v, figures.Number, figures.Exact), toneOf(v > 1))}},
		},
		Notes: []figures.Text{figures.T("(results + quality of the process) / (price + cost of access) (Heskett); above 1 customers get more than they give")}})
}
