package coverreport

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/figures"
)

// usual is how many rows a table has that might be long, unless all is asked for.
const usual = 10

// Book gives the report as tables with findings: short ones, or every figure where
// all is asked for.
func (r *Report) Book() figures.Book {
	b := figures.Book{Title: r.Of.Title, Language: r.Of.Language, Currency: r.Of.Currency}
	if r.All {
		b.Sheets = r.everything()
		return b
	}
	if r.Tests != nil {
		b.Sheets = append(b.Sheets, r.testsSheet())
	}
	if r.Log != nil {
		b.Sheets = append(b.Sheets, r.logSheet(), r.readingSheet())
	}
	return b
}

// testsSheet says what tests covered.
func (r *Report) testsSheet() figures.Sheet {
	t := r.Tests
	s := figures.Sheet{ID: "tests", Title: figures.T("What tests covered"), Findings: r.missed(Tests)}
	find := func(id string, tone figures.Tone, text figures.Text) {
		s.Findings = append(s.Findings, figures.Finding{ID: id, Tone: tone, Text: text})
	}
	j := t.Journeys
	if j.Passed == 0 {
		find("no-journeys", figures.Poor, figures.T("no journey of a test that passed was recorded, so nothing counts"))
	}
	for _, x := range []struct {
		id   string
		tone figures.Tone
		text figures.Text
		n    int
	}{
		{"foreign", figures.Fair, figures.T("journeys through other blueprints, left out: %d", j.Foreign), j.Foreign},
		{"stale", figures.Fair, figures.T("journeys through another version of the blueprint, left out: %d; run the tests again, or count them with --stale", j.Stale), j.Stale},
		{"failed", figures.Fair, figures.T("journeys of failed tests, not counted: %d (%s)", j.Failed, apart(t, coverage.Failed)), j.Failed},
		{"skipped", figures.Fair, figures.T("journeys of skipped tests, not counted: %d (%s)", j.Skipped, apart(t, coverage.Skipped)), j.Skipped},
		{"departing", figures.Fair, figures.T("journeys that depart from the blueprint: %d of %d", j.Passed-j.Fit, j.Passed), j.Passed - j.Fit},
	} {
		if x.n > 0 {
			find(x.id, x.tone, x.text)
		}
	}
	for _, x := range t.Stale {
		if len(x.Gone) > 0 {
			find("gone", figures.Fair, figures.T("journeys of version %s visited what no longer exists: %s", x.Version, strings.Join(x.Gone, ", ")))
		}
	}
	s.Findings = append(s.Findings, among(t.Sheet(), "expired")...)
	s.Tables = append(s.Tables, r.criteria(Tests), r.missing(Tests), r.leftOut(Tests), r.departures(), r.unknown())
	return s
}

// apart names the first tests of an outcome.
func apart(t *coverage.Result, o coverage.Outcome) string {
	var names []string
	for _, x := range t.Apart {
		if x.Outcome != o || slices.Contains(names, x.Test) {
			continue
		}
		if len(names) == usual {
			return strings.Join(names, ", ") + ", …"
		}
		names = append(names, x.Test)
	}
	return strings.Join(names, ", ")
}

// missed says what was asked of a source and is not held.
func (r *Report) missed(s Source) []figures.Finding {
	var out []figures.Finding
	for _, h := range r.of(s) {
		if h.OK {
			continue
		}
		title := figures.Text{Phrase: h.Title} // a phrase of the package that has the criteria
		f := figures.Finding{ID: "missed-" + h.Name, Tone: figures.Poor}
		switch {
		case !h.Known:
			f.Text = figures.T("%s: there is nothing to cover, and %s of nothing does not hold", title, Percent(h.Want))
		case h.By == ByRatchet:
			f.Text = figures.T("%s: %s, and it was %s before", title, Percent(h.Percent), Percent(h.Want))
		default:
			f.Text = figures.T("%s: %s, wanted %s", title, Percent(h.Percent), Percent(h.Want))
		}
		out = append(out, f)
	}
	return out
}

// among are the findings of a sheet that have one of the ids.
func among(s figures.Sheet, ids ...string) []figures.Finding {
	return slices.DeleteFunc(slices.Clone(s.Findings), func(f figures.Finding) bool { return !slices.Contains(ids, f.ID) })
}

// criteria is the table of shares of a source.
func (r *Report) criteria(s Source) figures.Table {
	t := figures.Table{
		ID: "criteria", Title: figures.T("How much was covered"), Head: figures.T("Criterion"),
		Columns: []figures.Column{
			{ID: "covered", Title: figures.T("Covered")}, {ID: "total", Title: figures.T("Of")}, {ID: "share", Title: figures.T("Share")},
			{ID: "wanted", Title: figures.T("Wanted")}, {ID: "verdict", Title: figures.T("Verdict")}, {ID: "left-out", Title: figures.T("Left out")},
		},
	}
	for _, score := range r.Coverage(s).Criteria {
		row := figures.Row{ID: score.Name, Title: figures.Text{Phrase: score.Title}, Cells: make([]figures.Cell, len(t.Columns))}
		h, asked := r.strictest(s, score.Name)
		if score.Total > 0 {
			row.Cells[0], row.Cells[1] = count(score.Covered), count(score.Total)
			row.Cells[2] = shareOf(100 * float64(score.Covered) / float64(score.Total))
			if asked && !h.OK {
				row.Cells[2].Figure.Tone = figures.Poor
			}
		} else {
			row.Cells[2] = figures.Said(figures.T("nothing to cover"))
		}
		if asked {
			row.Cells[3], row.Cells[4] = figures.Said(figures.Plain(Percent(h.Want))), verdict(h)
		}
		row.Cells[5] = figures.Said(outOf(score))
		t.Rows = append(t.Rows, row)
		if score.Cut != "" {
			t.Notes = append(t.Notes, figures.Plain(score.Name+": "+score.Cut))
		}
	}
	return t
}

func verdict(h Held) figures.Cell {
	if h.OK {
		return figures.Said(figures.T("held"))
	}
	return figures.Said(figures.T("missed"))
}

func count(n int) figures.Cell { return figures.F(float64(n), figures.Count, figures.Exact) }

// shareOf is a share of so many percent, rounded down as [Percent] does.
func shareOf(percent float64) figures.Cell {
	return figures.F(math.Floor(percent*10+1e-9)/1000, figures.Share, figures.Exact)
}

// outOf says which items leave the share.
func outOf(s coverage.Score) figures.Text {
	var out figures.Text
	for _, x := range []struct {
		text figures.Text
		n    int
	}{
		{figures.T("%d waived", s.Waived), s.Waived},
		{figures.T("%d quarantined", s.Quarantined), s.Quarantined},
		{figures.T("%d infeasible", s.Infeasible), s.Infeasible},
	} {
		switch {
		case x.n == 0:
		case out.Empty():
			out = x.text
		default:
			out = figures.T("%s, %s", out, x.text)
		}
	}
	return out
}

// missing lists what was not covered, each thing once, with all criteria that it is
// missed by. Pairs and paths follow from ways: they are listed where somebody asks
// for them, or for everything.
func (r *Report) missing(s Source) figures.Table {
	t := figures.Table{
		ID: "missing", Title: figures.T("What is missing"), Head: figures.T("Not covered"),
		Columns: []figures.Column{{ID: "criteria", Title: figures.T("Missing for")}, {ID: "place", Title: figures.T("Where")}},
	}
	by := map[string][]figures.Text{}
	missed := func(score coverage.Score) int {
		if h, asked := r.strictest(s, score.Name); asked && !h.OK {
			return 0
		}
		return 1
	}
	scores := slices.Clone(r.Coverage(s).Criteria)
	slices.SortStableFunc(scores, func(a, b coverage.Score) int { return missed(a) - missed(b) }) // first what was asked for
	for _, score := range scores {
		if !r.All && (score.Name == coverage.Pairs || score.Name == coverage.Paths) && missed(score) > 0 {
			continue
		}
		for _, i := range score.With(coverage.Missing) {
			key := i.Place() + "\x00" + i.ID
			if by[key] == nil {
				t.Rows = append(t.Rows, figures.Row{ID: i.ID, Title: named(i), Cells: []figures.Cell{{}, figures.Said(figures.Plain(i.Place()))}})
			}
			by[key] = append(by[key], figures.Text{Phrase: score.Title})
		}
	}
	for k := range t.Rows {
		row := &t.Rows[k]
		row.Cells[0] = figures.Said(joined(by[row.Cells[1].Text.String()+"\x00"+row.ID]))
	}
	return r.cut(t)
}

// named is an item by its title, and its id where that says something else.
func named(i coverage.Item) figures.Text {
	if i.ID == i.Title || strings.Contains(i.ID, " ") {
		return figures.Plain(i.Title)
	}
	return figures.Plain(fmt.Sprintf("%s (%s)", i.Title, i.ID))
}

// joined writes texts behind one another.
func joined(list []figures.Text) figures.Text {
	var out figures.Text
	for _, x := range list {
		if out.Empty() {
			out = x
		} else {
			out = figures.T("%s, %s", out, x)
		}
	}
	return out
}

// cut leaves the first rows of a long table, and says how many more there are.
func (r *Report) cut(t figures.Table) figures.Table {
	if n := len(t.Rows); !r.All && n > usual {
		t.Rows = t.Rows[:usual]
		t.Notes = append(t.Notes, figures.T("and %d more: --all lists them", n-usual))
	}
	return t
}

// leftOut lists what is waived and quarantined, each touchpoint once.
func (r *Report) leftOut(s Source) figures.Table {
	t := figures.Table{
		ID: "left-out", Title: figures.T("Waived and quarantined"), Head: figures.T("Left out"),
		Columns: []figures.Column{{ID: "why", Title: figures.T("Why")}, {ID: "place", Title: figures.T("Where")}},
	}
	for _, score := range r.Coverage(s).Criteria {
		for _, i := range append(score.With(coverage.Waived), score.With(coverage.Quarantined)...) {
			known := slices.ContainsFunc(t.Rows, func(x figures.Row) bool { return x.ID == i.ID })
			if known || len(i.Touchpoints) != 1 || i.Touchpoints[0] != i.ID {
				continue // ways, pairs and paths are left out because of their touchpoints
			}
			t.Rows = append(t.Rows, figures.Row{ID: i.ID, Title: named(i), Cells: []figures.Cell{figures.Said(figures.Plain(i.Note)), figures.Said(figures.Plain(i.Place()))}})
		}
	}
	return r.cut(t)
}

// departures lists how tests depart from the blueprint.
func (r *Report) departures() figures.Table {
	t := figures.Table{
		ID: "departures", Title: figures.T("Journeys that depart from the blueprint"), Head: figures.T("Test"),
		Columns: []figures.Column{
			{ID: "journeys", Title: figures.T("Journeys")}, {ID: "departure", Title: figures.T("Departure")},
			{ID: "place", Title: figures.T("Where")},
		},
	}
	for _, d := range r.Tests.Departures {
		row := figures.Row{Title: figures.Plain(strings.Join(d.Tests, ", ")), Cells: []figures.Cell{count(d.Count), {}, {}}}
		for i, step := range d.Steps {
			if i == 0 {
				row.Cells[1], row.Cells[2] = figures.Said(step.Sentence()), figures.Said(figures.Plain(step.Place))
				continue
			}
			row.Cells[1].Text = figures.T("%s; %s", row.Cells[1].Text, step.Sentence())
		}
		if d.Unsure {
			row.Cells[1].Text = figures.T("%s (as far as was searched)", row.Cells[1].Text)
		}
		t.Rows = append(t.Rows, row)
	}
	return r.cut(t)
}

// unknown lists visits to what is no touchpoint.
func (r *Report) unknown() figures.Table {
	t := figures.Table{
		ID: "unknown", Title: figures.T("Visits to what is no touchpoint"), Head: figures.T("Id"),
		Columns: []figures.Column{
			{ID: "visits", Title: figures.T("Visits")}, {ID: "suggest", Title: figures.T("Perhaps")},
			{ID: "tests", Title: figures.T("Tests")},
		},
	}
	for _, x := range r.Tests.Unknown {
		t.Rows = append(t.Rows, figures.Row{ID: x.ID, Title: figures.Plain(x.ID), Cells: []figures.Cell{
			count(x.Count), figures.Said(figures.Plain(x.Suggest)), figures.Said(figures.Plain(strings.Join(x.Tests, ", "))),
		}})
	}
	return r.cut(t)
}
