package book

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/internal/speak"
)

// shape says in words how a sheet is laid out: t for a table, c for a chart, in
// columns unless it is marked as wide or tall.
func shape(list []pageRun) string {
	var out []string
	for _, r := range list {
		s := ""
		for _, b := range r.Blocks {
			if b.Table == nil {
				s += "c"
			} else {
				s += "t"
			}
		}
		if r.Tall {
			s += fmt.Sprint(" tall ", r.Width)
		} else if r.Wide {
			s += " wide"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func sized(rows, columns int) *pageTable {
	t := figures.Table{Head: figures.T("What")}
	for i := range columns {
		t.Columns = append(t.Columns, figures.Column{ID: fmt.Sprint(i), Title: figures.T("Mean")})
	}
	for range rows {
		r := figures.Row{Title: figures.Plain("Somewhere")}
		for range columns {
			r.Cells = append(r.Cells, figures.F(90, figures.Seconds, figures.Exact))
		}
		t.Rows = append(t.Rows, r)
	}
	return htmlTable(speak.Speaker{}, t)
}

// Narrow tables share the width of a page, none of them alone if it can be helped;
// long ones stand in halves.
func TestLayout(t *testing.T) {
	chart := []pageBlock{{}, {}}
	for want, got := range map[string][]pageRun{
		"cctt":                runs(chart, []*pageTable{sized(3, 2), sized(4, 1)}),
		"t wide":              runs(nil, []*pageTable{sized(3, 12)}),
		"tt, t wide":          runs(nil, []*pageTable{sized(3, 2), sized(3, 12), sized(3, 2)}),
		"cct, t wide, tt":     runs(chart, []*pageTable{sized(3, 2), sized(3, 12), sized(3, 2), sized(3, 2)}),
		"cc, t tall 600":      runs(chart, []*pageTable{sized(40, 2)}),
		"t wide, tt":          runs(nil, []*pageTable{sized(3, 12), sized(3, 2), sized(3, 2)}),
		"":                    runs(nil, nil),
		"cct, t wide, t wide": runs(chart, []*pageTable{sized(3, 12), sized(3, 2), sized(3, 12)}),
	} {
		assert.Equal(t, want, shape(got))
	}
	tall := sized(41, 2)
	tall.halve()
	require.Len(t, tall.Parts, 2)
	assert.Equal(t, []int{21, 20}, []int{len(tall.Parts[0]), len(tall.Parts[1])})
	assert.Len(t, tall.Cols, 3, "both halves have the same columns")
}

// A page opens with what its sheets find the most important, each with its share;
// details are for programs.
func TestHighlightsAndDetails(t *testing.T) {
	some := func(id string, n int) figures.Sheet {
		s := figures.Sheet{ID: id, Title: figures.Plain(id), Tables: []figures.Table{{ID: "t", Head: figures.T("What"), Columns: []figures.Column{{ID: "mean", Title: figures.T("Mean")}, {ID: "variance", Title: figures.T("Variance"), Detail: true}},
			Rows: []figures.Row{{ID: "r", Title: figures.Plain("Row"), Cells: []figures.Cell{figures.F(90, figures.Seconds, figures.Exact), figures.F(4, figures.SecondsSq, figures.Exact)}}}}}}
		for i := range n {
			s.Highlights = append(s.Highlights, figures.Highlight{Title: figures.Plain(fmt.Sprint(id, i)), Figure: figures.Figure{Value: .5, Low: .4, High: .6, Unit: figures.Share, How: figures.Simulated, Tone: figures.Poor}})
		}
		return s
	}
	titles := func(sheets ...figures.Sheet) string {
		var out []string
		for _, x := range tiles(speak.Speaker{}, figures.Book{Sheets: sheets}) {
			out = append(out, x.Title)
		}
		return strings.Join(out, " ")
	}
	assert.Equal(t, "A0 A1 B0", titles(some("A", 2), some("B", 1)))
	assert.Equal(t, "A0 A1 A2 A3 B0 B1 B2 B3", titles(some("A", 8), some("B", 8)))
	assert.Equal(t, "Row", titles(some("A", 0)), "else the first table")

	b := figures.Book{Title: "T", Sheets: []figures.Sheet{some("A", 1)}}
	for _, f := range Formats() {
		var out bytes.Buffer
		require.NoError(t, f.Write(&out, b, Options{}))
		data := f.Name == "csv" || f.Name == "json"
		assert.Equal(t, data, strings.Contains(strings.ToLower(out.String()), "variance"), f.Name)
	}
	var page bytes.Buffer
	require.NoError(t, HTML(&page, b, Options{}))
	assert.Contains(t, page.String(), `<dt>A0</dt><dd data-tone="poor">50% <b aria-hidden="true">✗</b></dd><dd class="interval">40% to 60%</dd>`)
}
