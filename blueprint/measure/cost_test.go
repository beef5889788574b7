package measure_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/measure"
)

func costSheetOf(t *testing.T, m *measure.Model, in measure.Inputs) figures.Sheet {
	t.Helper()
	s, err := m.CostSheet(measure.Options{}, in)
	require.NoError(t, err)
	soundSheet(t, s)
	return s
}

func TestCostToServe(t *testing.T) {
	m := goldenModel(t, "cost-to-serve")
	c, err := m.Cost(measure.Options{})
	require.NoError(t, err)
	assert.InDelta(t, 7.50, c.Total, 1e-12)
	require.Len(t, c.Activities, 2)
	assert.InDelta(t, 1.20, c.Activities[0].Total(), 1e-12)
	assert.InDelta(t, 4.80, c.Activities[1].Work, 1e-12)
	assert.InDelta(t, 1.50, c.Activities[1].Uses, 1e-12)

	s := costSheetOf(t, m, measure.Inputs{})
	table := tableOf(t, s, "cost-to-serve")
	assert.InDelta(t, 7.50, valueOf(t, table, "total", "total"), 1e-12)
	actors := tableOf(t, s, "cost-actors")
	assert.InDelta(t, 1.20, valueOf(t, actors, "greeter", "total"), 1e-12)
	assert.InDelta(t, 6.30, valueOf(t, actors, "clerk", "total"), 1e-12)
	assert.Equal(t, 480., valueOf(t, actors, "clerk", "time"))
	assert.Equal(t, figures.Exact, cellOf(t, table, "total", "total").Figure.How)

	l, err := m.CostLayer(measure.Options{})
	require.NoError(t, err)
	v, ok := l.Value("handle-the-request")
	require.True(t, ok)
	assert.Equal(t, "6.30", v.Text)
}

// Shostack's Exhibit, cell by cell, from her blueprint and from the example.
func TestProfitabilityOfTheShoeshine(t *testing.T) {
	for name, m := range map[string]*measure.Model{"golden": goldenModel(t, "shoeshine"), "example": modelAt(t, filepath.Join("..", "..", "examples", "corner-shoeshine", "blueprint.yaml"))} {
		s := costSheetOf(t, m, measure.Inputs{})
		table := tableOf(t, s, "profitability")
		require.Len(t, table.Columns, 3, "2, 3 and 4 minutes are chosen: 4 is the first at a loss")
		for row, want := range map[string][3]float64{
			"price": {.50, .50, .50}, "cost-1": {.20, .30, .40}, "cost-2": {.03, .03, .03}, "cost-3": {.09, .09, .09},
			"total": {.32, .42, .52}, "profit": {.18, .08, -.02},
		} {
			for i, column := range []string{"120s", "180s", "240s"} {
				assert.InDelta(t, want[i], valueOf(t, table, row, column), 1e-9, "%s: %s at %s", name, row, column)
			}
		}
		assert.Equal(t, "Time", table.Rows[1].Title.String())
		assert.Equal(t, figures.Poor, cellOf(t, table, "profit", "240s").Figure.Tone)
		assert.InDelta(t, 228, valueOf(t, tableOf(t, s, "break-even"), "break-even", "time"), 1e-9, "3.8 min")
		var ids []string
		for _, f := range s.Findings {
			ids = append(ids, f.ID)
		}
		assert.Contains(t, ids, "patience-outlasts-profit")
	}

	m := goldenModel(t, "shoeshine")
	p, err := m.Profitability(measure.Options{}, []time.Duration{5 * time.Minute})
	require.NoError(t, err)
	assert.Equal(t, []float64{300}, p.Times)
	assert.InDelta(t, 3.8*60, *p.BreakEven, 1e-9)
	assert.True(t, p.PatienceOutlastsProfit())
	loss, _ := p.Profit(300)
	assert.InDelta(t, -.12, loss, 1e-9)

	c, err := m.Cost(measure.Options{})
	require.NoError(t, err)
	assert.InDelta(t, 2355./19, c.Seconds, 1e-9)
	assert.InDelta(t, 2355./19/600+.12, c.Total, 1e-9, "failures cost time, and time costs money")
}

func TestExecutionTimesAreChosenSensibly(t *testing.T) {
	times := func(text string) []float64 {
		p, err := modelFrom(t, text).Profitability(measure.Options{}, nil)
		require.NoError(t, err)
		return p.Times
	}
	const steps = "steps: [{customer: Sit, frontstage: {title: Cut, time: 20m}}]\n"
	assert.Equal(t, []float64{1200}, times("title: Barber\n"+steps), "nothing tells how long is too long")
	assert.Equal(t, []float64{1200, 1500, 1800}, times("title: Barber\nacceptable: 29m\n"+steps))
	assert.Equal(t, []float64{1200, 1800, 2400, 3000}, times("title: Barber\nacceptable: 3h\neconomics: {price: 10, costs: [{title: Time, per-minute: 0.20}]}\n"+steps), "the profit ends after 50 minutes")
	assert.Equal(t, []float64{1200}, times("title: Barber\nacceptable: 10m\n"+steps))
}

func TestWorkGrowsWithTheExecutionTime(t *testing.T) {
	m := modelFrom(t, `
title: Barber
acceptable: 1h
economics: {price: 20}
actors: [{id: barber, title: Barber, cost-per-minute: 0.5}]
steps:
  - customer: Sit
    frontstage: {title: Cut, actor: barber, time: 20m, cost: {per-use: 2}}
`)
	p, err := m.Profitability(measure.Options{}, nil)
	require.NoError(t, err)
	assert.InDelta(t, 12, p.Cost(1200), 1e-9)
	assert.InDelta(t, 22, p.Cost(2400), 1e-9)
	assert.InDelta(t, 36*60, *p.BreakEven, 1e-9)
}

func TestCostOfAJourney(t *testing.T) {
	m := modelFrom(t, `
title: Shop
economics: {price: 4, costs: [{title: Rent, per-minute: 0.10, per-customer: 0.5}]}
actors: [{id: clerk, title: Clerk, cost-per-minute: 0.6}]
journeys: [{title: Quick, touchpoints: [ask, leave]}]
steps:
  - customer: Ask
    frontstage: {title: Answer, actor: clerk, time: 3m}
    support: {title: Look it up, cost: 0.2}
  - customer: {title: Wait, time: 5m, wait: 1m}
  - customer: {title: Leave, time: 1m}
`)
	j := m.JourneyCosts()
	require.Len(t, j, 1)
	assert.InDelta(t, .5+.2+.6*3+.1*4, j[0].Total(), 1e-9, "the step that it leaves out costs nothing")
}

func TestMonth(t *testing.T) {
	const shop = `
title: Shop
economics: {price: 4, costs: [{title: Goods, per-customer: 1}], fixed: 3000}
demand: {arrivals: 10/h}
hours: ["Mon-Fri 09:00-17:00", "Fri 12:00-19:00", "Sat 10:00-12:00"]
steps:
  - customer: {title: Buy, fails: [{title: Wrong goods, chance: 1%, recover: exchange, prevent: [{title: Labels, cost: 30}]}]}
  - frontstage: Exchange
`
	m := modelFrom(t, shop)
	n, known := measure.CustomersOfMonth(m.Blueprint)
	require.True(t, known)
	assert.InDelta(t, 10*(5*8+2+2)*365.25/84, n, 1e-9, "hours that overlap count once")
	table := tableOf(t, costSheetOf(t, m, measure.Inputs{}), "month")
	assert.InDelta(t, 1010, valueOf(t, table, "needed", "amount"), 1e-6)
	assert.InDelta(t, n*3-3030, valueOf(t, table, "profit", "amount"), 1e-6)

	for rate, want := range map[string]float64{"70/w": 70 * 365.25 / 84, "10/d": 60 * 365.25 / 84} {
		b := *m.Blueprint
		r, err := blueprint.Read(stringReader("title: X\ndemand: {arrivals: "+rate+"}\nsteps: [{customer: Y}]"), "x")
		require.NoError(t, err)
		b.Demand = r.Demand
		n, known := measure.CustomersOfMonth(&b)
		assert.True(t, known)
		assert.InDelta(t, want, n, 1e-9, rate)
	}
	b := *m.Blueprint
	b.Hours = nil
	_, known = measure.CustomersOfMonth(&b)
	assert.False(t, known, "nobody knows how long the shop is open")
}

func TestLifetimeAndRecoveryInTheCostSheet(t *testing.T) {
	m := goldenModel(t, "lifetime-value")
	s := costSheetOf(t, m, measure.Inputs{})
	table := tableOf(t, s, "lifetime")
	assert.InDelta(t, 366.67, valueOf(t, table, "now", "figure"), .005)
	assert.InDelta(t, 266.67, valueOf(t, table, "later", "figure"), .005)
	for _, x := range s.Tables {
		assert.NotEqual(t, "recovery", x.ID, "no gain is taken for granted")
	}

	s = costSheetOf(t, m, measure.Inputs{Repurchase: measure.TARP()})
	recovery := tableOf(t, s, "recovery")
	assert.InDelta(t, (.54-.09)*1100/3, valueOf(t, recovery, "resolved", "major"), 1e-6)
	assert.InDelta(t, (.80-.09)*1100/3, valueOf(t, recovery, "resolved-quickly", "major"), 1e-6, "no more than stay anyway")

	m = modelFrom(t, "title: X\nloyalty: {margin: 1, retention: 100%, discount: 0}\nsteps: [{customer: Y}]\n")
	_, err := m.CostSheet(measure.Options{}, measure.Inputs{})
	assert.ErrorContains(t, err, "test.yaml:2:33: error: where no customer ever leaves")
}

// Every sheet of every example and every random blueprint is sound, or says why
// there is none.
func TestSheetsOfTheExamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "examples", "*", "blueprint.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	golden, err := filepath.Glob(filepath.Join("..", "testdata", "golden", "*.yaml"))
	require.NoError(t, err)
	for _, file := range append(files, golden...) {
		t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
			checkSheets(t, modelAt(t, file))
		})
	}
}

func checkSheets(t require.TestingT, m *measure.Model) {
	o := measure.Options{MaxStates: 20_000}
	for _, sheet := range []func(measure.Options, measure.Inputs) (figures.Sheet, error){m.CostSheet, m.FailureSheet, m.ExpectationSheet, m.ValueSheet} {
		s, err := sheet(o, measure.Inputs{})
		if err != nil {
			var found blueprint.Diagnostics
			var unknown *measure.Unknown
			require.True(t, errors.As(err, &found) || errors.As(err, &unknown), "%v", err)
			continue
		}
		soundSheet(t, s)
	}
	m.RiskLayer(nil, nil)
	m.ToleranceLayer(o, measure.Inputs{})
}

func TestSheetsOfRandomBlueprints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }, blueprinttest.Shape{Steps: 4, Lanes: 3})
		m, err := measure.New(b)
		if err != nil {
			return
		}
		checkSheets(t, m)
	})
}

func TestEqualBlueprintsGiveEqualSheets(t *testing.T) {
	m, again := goldenModel(t, "shoeshine"), goldenModel(t, "shoeshine")
	assert.Equal(t, costSheetOf(t, m, measure.Inputs{}), costSheetOf(t, again, measure.Inputs{}))
	assert.Equal(t, failureSheetOf(t, m), failureSheetOf(t, again))
}
