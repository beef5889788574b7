package chart_test

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/chart"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/text"
)

var update = flag.Bool("update", false, "rewrite golden files")

func p(label string, y float64) figures.Point {
	return figures.Point{Label: figures.Plain(label), Y: y}
}

// samples is a chart of every kind.
func samples() []figures.Chart {
	seconds := figures.Axis{Title: figures.T("time"), Unit: figures.Seconds}
	day := figures.Series{Title: figures.T("in the queue")}
	var waits figures.Series
	for i := range 24 {
		y := 6 * math.Sin(float64(i)/24*math.Pi) * math.Sin(float64(i)/24*math.Pi)
		day.Points = append(day.Points, figures.Point{X: float64(i) * 3600, Y: y, Low: y * .8, High: y * 1.2})
		waits.Points = append(waits.Points, figures.Point{X: float64(i) * 60, X2: float64(i+1) * 60, Y: .3 * math.Exp(-float64(i)/4)})
	}
	return []figures.Chart{
		{ID: "bars", Kind: figures.Bars, Title: figures.T("Utilisation"), Y: figures.Axis{Title: figures.T("share of the time"), Unit: figures.Share},
			Series: []figures.Series{{Points: []figures.Point{p("Counter clerk", .82), {Label: figures.Plain("Guard and greeter at the door of the hall"), Y: 1.1, Tone: figures.Poor}, p("Manager", .2)}}},
			Limits: []figures.Limit{{Title: figures.T("all of the time"), Value: 1}}},
		{ID: "stacked", Kind: figures.Stacked, Title: figures.T("Costs"), Y: figures.Axis{Unit: figures.Money}, Series: []figures.Series{
			{Title: figures.T("time"), Points: []figures.Point{p("2 min", .2), p("3 min", .3), p("4 min", .4)}},
			{Title: figures.T("wax"), Points: []figures.Point{p("2 min", .03), p("3 min", .03), p("4 min", .03)}},
			{Title: figures.T("other"), Points: []figures.Point{p("2 min", .09), p("3 min", .09), p("4 min", .09)}}},
			Limits: []figures.Limit{{Title: figures.T("price"), Value: .5}}},
		{ID: "waterfall", Kind: figures.Waterfall, Title: figures.T("Where the time goes"), Y: seconds,
			Series: []figures.Series{{Points: []figures.Point{p("Brush shoes", 30), p("Apply polish", 33), p("Buff", 45), p("Collect payment", 15)}}},
			Limits: []figures.Limit{{Title: figures.T("acceptable"), Value: 300}}},
		{ID: "pareto", Kind: figures.Pareto, Title: figures.T("Failures"), Y: figures.Axis{Unit: figures.Score},
			Series: []figures.Series{{Points: []figures.Point{p("Customer feels put off", 224), p("Wrong tariff booked", 192), p("Asks too little", 150), p("Wrong counter", 120)}}}},
		{ID: "band", Kind: figures.Band, Title: figures.T("Zone of tolerance"), Y: figures.Axis{Unit: figures.Points}, Series: []figures.Series{{Points: []figures.Point{
			{Label: figures.Plain("Wait"), Low: 5.8, High: 7.2, Y: 6.4}, {Label: figures.Plain("Complain"), Low: 5.8, High: 7.2, Y: 5, Tone: figures.Poor}, {Label: figures.Plain("Leave"), Low: 5.8, High: 7.2, Y: 7.9, Tone: figures.Good}}}}},
		{ID: "histogram", Kind: figures.Histogram, Title: figures.T("Waits"), X: seconds, Y: figures.Axis{Title: figures.T("share of customers"), Unit: figures.Share},
			Series: []figures.Series{waits}, Limits: []figures.Limit{{Title: figures.T("acceptable"), Value: 360, OnX: true}}},
		{ID: "line", Kind: figures.Line, Title: figures.T("Queue over the day"), X: seconds, Y: figures.Axis{Title: figures.T("customers"), Unit: figures.Customers}, Series: []figures.Series{day}},
	}
}

func TestCharts(t *testing.T) {
	for _, c := range samples() {
		var out bytes.Buffer
		s := chart.Draw(c, chart.Options{})
		assert.Empty(t, outside(s), c.ID)
		require.NoError(t, svg.Write(&out, s, svg.Options{}))
		file := filepath.Join("testdata", c.ID+".svg")
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(file, out.Bytes(), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), out.String(), c.ID)
	}
}

func TestAChartWithoutPointsSaysSo(t *testing.T) {
	s := chart.Draw(figures.Chart{Kind: figures.Line, Title: figures.T("Waits")}, chart.Options{})
	assert.Contains(t, words(s), "There is nothing to show.")
}

func words(s *scene.Scene) []string {
	var all []string
	s.Walk(func(g scene.Group) {
		for _, i := range g.Items {
			if line, ok := i.(scene.Text); ok {
				all = append(all, line.Line)
			}
		}
	})
	return all
}

// outside lists what reaches over the picture's border or is no number.
func outside(s *scene.Scene) []string {
	var found []string
	in := func(what string, x, y float64) {
		if !(x >= -0.01 && x <= s.Width+0.01 && y >= -0.01 && y <= s.Height+0.01) {
			found = append(found, fmt.Sprintf("%s at %v,%v", what, x, y))
		}
	}
	s.Walk(func(g scene.Group) {
		for _, i := range g.Items {
			switch i := i.(type) {
			case scene.Rect:
				in("rect", i.X, i.Y)
				in("rect", i.X+i.W, i.Y+i.H)
			case scene.Path:
				for _, p := range i.Points {
					in("path", p.X, p.Y)
				}
			case scene.Text:
				w := text.Width(i.Line, text.Font{Size: i.Size, Weight: i.Weight})
				if i.Max > 0 {
					w = min(w, i.Max)
				}
				switch i.Anchor {
				case scene.Start:
					in(i.Line, i.X+w, i.Y)
				case scene.End:
					in(i.Line, i.X-w, i.Y)
				case scene.Middle:
					in(i.Line, i.X-w/2, i.Y)
					in(i.Line, i.X+w/2, i.Y)
				}
				in(i.Line, i.X, i.Y)
			}
		}
	})
	return found
}

func TestWhateverTheFiguresNothingLeavesThePicture(t *testing.T) {
	value := rapid.OneOf(rapid.Float64Range(-1e6, 1e6), rapid.Float64Range(0, 1), rapid.Float64(), rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 0}))
	label := rapid.OneOf(rapid.StringN(0, 30, 90), rapid.SampledFrom([]string{"Counter", "核对证件，按需办理", "a very long title that nobody would write but somebody does all the same", ""}))
	rapid.Check(t, func(t *rapid.T) {
		c := figures.Chart{
			Kind:  rapid.SampledFrom([]figures.ChartKind{figures.Bars, figures.Stacked, figures.Waterfall, figures.Histogram, figures.Line, figures.Pareto, figures.Band}).Draw(t, "kind"),
			Title: figures.Plain(label.Draw(t, "title")),
			X:     figures.Axis{Title: figures.Plain(label.Draw(t, "x")), Unit: rapid.SampledFrom([]figures.Unit{figures.Seconds, figures.Number}).Draw(t, "xunit")},
			Y:     figures.Axis{Title: figures.Plain(label.Draw(t, "y")), Unit: rapid.SampledFrom([]figures.Unit{figures.Seconds, figures.Share, figures.Money}).Draw(t, "yunit")},
		}
		for range rapid.IntRange(0, 3).Draw(t, "series") {
			s := figures.Series{Title: figures.Plain(label.Draw(t, "name"))}
			for range rapid.IntRange(0, 6).Draw(t, "points") {
				s.Points = append(s.Points, figures.Point{Label: figures.Plain(label.Draw(t, "label")), X: value.Draw(t, "x"), X2: value.Draw(t, "x2"), Y: value.Draw(t, "y"), Low: value.Draw(t, "low"), High: value.Draw(t, "high")})
			}
			c.Series = append(c.Series, s)
		}
		for range rapid.IntRange(0, 2).Draw(t, "limits") {
			c.Limits = append(c.Limits, figures.Limit{Title: figures.Plain(label.Draw(t, "limit")), Value: value.Draw(t, "limit value"), OnX: rapid.Bool().Draw(t, "on x")})
		}
		s := chart.Draw(c, chart.Options{Width: rapid.Float64Range(300, 1200).Draw(t, "width")})
		if found := outside(s); len(found) > 0 {
			t.Fatalf("%v", found)
		}
	})
}
