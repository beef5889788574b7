package book_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/book"
	"github.com/servicemoments/moments/render/scene"
)

var update = flag.Bool("update", false, "rewrite golden files")

func text(s string) figures.Cell { return figures.Said(figures.Plain(s)) }

// sample is a book with everything a book can hold.
func sample() figures.Book {
	wait := figures.Cell{Figure: &figures.Figure{Value: 776.6, Unit: figures.Seconds, How: figures.Simulated, Low: 700, High: 850, Tone: figures.Poor}}
	return figures.Book{Title: "Hall <script>alert(1)</script> | \"&'", Currency: "CNY", Sheets: []figures.Sheet{
		{
			ID: "waiting", Title: figures.T("Waiting"),
			Findings: []figures.Finding{{ID: "overload", Tone: figures.Poor, Text: figures.T("%s waits %s", figures.Plain("核对证件 <b>"), *wait.Figure), Touchpoint: "counter"}},
			Tables: []figures.Table{{
				ID: "queues", Title: figures.T("Queues"), Head: figures.T("Touchpoint"),
				Columns: []figures.Column{{ID: "rho", Title: figures.T("Utilisation")}, {ID: "wait", Title: figures.T("Wait")}, {ID: "unknown", Title: figures.T("Never known")}, {ID: "note", Title: figures.T("Remark")}},
				Rows: []figures.Row{
					{ID: "counter", Title: figures.Plain("核对证件，按需办理"), Cells: []figures.Cell{figures.F(.8, figures.Share, figures.Exact), wait, {}, text("=1+1 | pipe")}},
					{ID: "guard", Title: figures.Plain("Guard"), Cells: []figures.Cell{figures.F(math.Inf(1), figures.Number, figures.Formula), {}, {}, text("line\nbreak")}},
					{ID: "all", Title: figures.T("All"), Total: true, Cells: []figures.Cell{figures.F(.5, figures.Share, figures.Exact)}},
				},
				Notes: []figures.Text{figures.T("Arrivals are Poisson.")},
			}},
			Charts:  []figures.Chart{{ID: "u", Kind: figures.Bars, Title: figures.T("Utilisation"), Y: figures.Axis{Unit: figures.Share}, Series: []figures.Series{{Points: []figures.Point{{Label: figures.Plain("Guard"), Y: .4}}}}}},
			Missing: []figures.Missing{{Text: figures.T("How many serve at the guard"), Key: "servers", Touchpoint: "guard"}},
		},
		{ID: "empty", Title: figures.T("Nothing")},
	}}
}

func TestEveryFormat(t *testing.T) {
	for _, f := range book.Formats() {
		var out bytes.Buffer
		require.NoError(t, f.Write(&out, sample(), book.Options{Width: 100}))
		file := filepath.Join("testdata", "sample"+f.Ext)
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(file, out.Bytes(), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), out.String(), f.Name)
		assert.NotContains(t, out.String(), "NaN")
	}
}

func TestJSONIsAsItsSchemaSays(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(book.Schema()))
	require.NoError(t, err)
	require.NoError(t, compiler.AddResource("figures", schema))
	check, err := compiler.Compile("figures")
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, book.JSON(&out, sample(), book.Options{}))
	instance, err := jsonschema.UnmarshalJSON(&out)
	require.NoError(t, err)
	assert.NoError(t, check.Validate(instance))
}

func TestSpreadsheetsGetNoFormulas(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, book.CSV(&out, sample(), book.Options{}))
	lines, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	require.Len(t, lines, 7)
	for _, line := range lines[1:] {
		assert.False(t, strings.HasPrefix(line[10], "="), line)
	}
	assert.Equal(t, []string{"waiting", "queues", "counter", "核对证件，按需办理", "wait", "776.6", "s", "simulated", "700", "850", ""}, lines[2])
}

func TestThePageIsHarmless(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, book.HTML(&out, sample(), book.Options{Theme: scene.Dark()}))
	assert.NotContains(t, out.String(), "<script")
	assert.NotContains(t, out.String(), "<b>核")
	assert.Contains(t, out.String(), "default-src &#39;none&#39;")
	assert.Contains(t, out.String(), `data-theme="dark"`)
}

func TestAThemeFromElsewhereCannotReachTheStyleSheet(t *testing.T) {
	var out bytes.Buffer
	own := scene.Theme{Name: "own", Colors: []scene.Color{{Paint: scene.Ink, Hex: "red}</style><b>"}}}
	require.NoError(t, book.HTML(&out, sample(), book.Options{Theme: own}))
	assert.NotContains(t, out.String(), "</style><b>")
}

func TestANarrowTerminalWrapsInsteadOfCutting(t *testing.T) {
	b := sample()
	b.Sheets[0].Tables[0].Rows[1].Cells[3] = text(strings.Repeat("word ", 60) + "end")
	var out bytes.Buffer
	require.NoError(t, book.Text(&out, b, book.Options{Width: 70}))
	assert.Contains(t, out.String(), "end")
	for line := range strings.Lines(out.String()) {
		require.LessOrEqual(t, len([]rune(line)), 71, line)
	}
}

func TestAnUnknownFormatNamesTheNearest(t *testing.T) {
	_, err := book.FormatNamed("markdwn")
	assert.EqualError(t, err, `there is no format "markdwn" for figures; did you mean markdown?`)
	f, err := book.FormatNamed("json")
	require.NoError(t, err)
	assert.Equal(t, ".json", f.Ext)
}

func FuzzText(f *testing.F) {
	f.Add("Counter", 3.5, 40)
	f.Fuzz(func(t *testing.T, title string, v float64, width int) {
		b := sample()
		b.Title = title
		b.Sheets[0].Tables[0].Rows[0] = figures.Row{Title: figures.Plain(title), Cells: []figures.Cell{figures.F(v, figures.Seconds, figures.Exact)}}
		for _, format := range book.Formats() {
			var out bytes.Buffer
			require.NoError(t, format.Write(&out, b, book.Options{Width: width % 300}))
			if format.Name == "json" {
				assert.True(t, json.Valid(out.Bytes()))
			}
		}
	})
}
