package figures

import "math"

// Variant is a book with the name of what differs in it: a scenario, a setting.
type Variant struct {
	ID   string
	Name Text
	Book Book
}

// Compare puts books side by side: a row for every figure that is not the same
// in all of them, with its value in each and how far it is from that of the
// first. What is the same everywhere is left out.
func Compare(variants []Variant) Sheet {
	sheet := Sheet{ID: "comparison", Title: T("Comparison")}
	if len(variants) < 2 {
		return sheet
	}
	values := make([]map[string]Figure, len(variants))
	var order []Named
	known := map[string]bool{}
	for i, v := range variants {
		values[i] = v.Book.index()
		for _, n := range v.Book.All() {
			if !known[n.Address] {
				known[n.Address] = true
				order = append(order, n)
			}
		}
	}
	t := Table{ID: "differences", Title: T("What differs"), Head: T("Figure"), Columns: []Column{{ID: variants[0].ID, Title: variants[0].Name}}}
	for _, v := range variants[1:] {
		t.Columns = append(t.Columns, Column{ID: v.ID, Title: v.Name}, Column{ID: v.ID + "-difference", Title: T("difference")})
	}
	for _, n := range order {
		if row, differs := compareRow(n, values); differs {
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) == 0 {
		sheet.Findings = []Finding{{ID: "no-difference", Text: T("No figure differs.")}}
		return sheet
	}
	sheet.Tables = []Table{t}
	return sheet
}

func compareRow(n Named, values []map[string]Figure) (Row, bool) {
	row := Row{ID: n.Address, Title: n.Title}
	first, hasFirst := values[0][n.Address]
	row.Cells = append(row.Cells, cellOf(first, hasFirst))
	differs := false
	for _, of := range values[1:] {
		f, has := of[n.Address]
		row.Cells = append(row.Cells, cellOf(f, has))
		if !has || !hasFirst {
			row.Cells = append(row.Cells, Cell{})
			differs = differs || has != hasFirst
			continue
		}
		if same(f.Value, first.Value) {
			row.Cells = append(row.Cells, Cell{})
			continue
		}
		differs = true
		row.Cells = append(row.Cells, F(f.Value-first.Value, first.Unit, f.How))
	}
	return row, differs
}

func cellOf(f Figure, has bool) Cell {
	if !has {
		return Cell{}
	}
	return Cell{Figure: &f}
}

// same tells whether two values are equal but for the noise of computing them.
func same(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

// Sweep puts books over the values of one datum: a row for each, a column for
// each figure, and a chart for each unit. Figures are those of the addresses, or
// without any those that change, at most limit of them.
func Sweep(datum string, variants []Variant, addresses []string, limit int) Sheet {
	sheet := Sheet{ID: "sweep", Title: T("Sweep of %s", datum)}
	shown, more := swept(variants, addresses, limit)
	t := Table{ID: "sweep", Title: T("What changes with %s", datum), Head: Plain(datum)}
	values := make([]map[string]Figure, len(variants))
	for i, v := range variants {
		values[i] = v.Book.index()
	}
	charts := map[Unit]int{}
	for _, n := range shown {
		t.Columns = append(t.Columns, Column{ID: n.Address, Title: n.Title})
		at, ok := charts[n.Figure.Unit]
		if !ok {
			at = len(sheet.Charts)
			charts[n.Figure.Unit] = at
			sheet.Charts = append(sheet.Charts, Chart{ID: "sweep-" + n.Address, Kind: Bars, Title: T("What changes with %s", datum), Y: Axis{Unit: n.Figure.Unit}})
		}
		s := Series{Title: n.Title}
		for i, v := range variants {
			if f, ok := values[i][n.Address]; ok {
				s.Points = append(s.Points, Point{ID: v.ID, Label: v.Name, Y: f.Value, Low: f.Low, High: f.High})
			}
		}
		sheet.Charts[at].Series = append(sheet.Charts[at].Series, s)
	}
	for i, v := range variants {
		row := Row{ID: v.ID, Title: v.Name}
		for _, n := range shown {
			f, ok := values[i][n.Address]
			row.Cells = append(row.Cells, cellOf(f, ok))
		}
		t.Rows = append(t.Rows, row)
	}
	if more > 0 {
		t.Notes = append(t.Notes, T("%d more figures change; name those to be shown.", more))
	}
	sheet.Tables = []Table{t}
	return sheet
}

// index gives the figures of a book by their addresses.
func (b Book) index() map[string]Figure {
	all := map[string]Figure{}
	for _, n := range b.All() {
		all[n.Address] = n.Figure
	}
	return all
}

// swept lists the figures that a sweep shows, and how many it leaves out.
func swept(variants []Variant, addresses []string, limit int) (shown []Named, more int) {
	seen := map[string]bool{}
	add := func(n Named) {
		switch {
		case seen[n.Address]:
		case limit > 0 && len(shown) == limit:
			more++
		default:
			shown = append(shown, n)
		}
		seen[n.Address] = true
	}
	if len(addresses) > 0 {
		for _, a := range addresses {
			for _, v := range variants {
				for _, n := range v.Book.Find(a) {
					add(n)
				}
			}
		}
		return shown, more
	}
	first := map[string]Figure{}
	for i, v := range variants {
		for _, n := range v.Book.All() {
			f, known := first[n.Address]
			switch {
			case !known:
				first[n.Address] = n.Figure
				if i > 0 {
					add(n) // not known at the first value
				}
			case !same(f.Value, n.Figure.Value):
				add(n)
			}
		}
	}
	return shown, more
}
