package measure_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

// tableOf finds a table of a sheet.
func tableOf(t testing.TB, s figures.Sheet, id string) figures.Table {
	t.Helper()
	i := slices.IndexFunc(s.Tables, func(x figures.Table) bool { return x.ID == id })
	require.GreaterOrEqual(t, i, 0, "the sheet %s has no table %s", s.ID, id)
	return s.Tables[i]
}

// cellOf finds a figure in a table.
func cellOf(t testing.TB, table figures.Table, row, column string) figures.Cell {
	t.Helper()
	r := slices.IndexFunc(table.Rows, func(x figures.Row) bool { return x.ID == row })
	c := slices.IndexFunc(table.Columns, func(x figures.Column) bool { return x.ID == column })
	require.GreaterOrEqual(t, r, 0, "no row %s", row)
	require.GreaterOrEqual(t, c, 0, "no column %s", column)
	return table.Rows[r].Cells[c]
}

// valueOf is a figure of a table.
func valueOf(t testing.TB, table figures.Table, row, column string) float64 {
	t.Helper()
	c := cellOf(t, table, row, column)
	require.NotNil(t, c.Figure, "%s, %s has no figure", row, column)
	return c.Figure.Value
}

// soundSheet checks what holds of every sheet.
func soundSheet(t require.TestingT, s figures.Sheet) {
	tables := map[string]bool{}
	for _, x := range s.Tables {
		assert.False(t, tables[x.ID], "the table %s is there twice", x.ID)
		tables[x.ID] = true
		assert.False(t, x.Title.Empty(), x.ID)
		for _, r := range x.Rows {
			assert.Len(t, r.Cells, len(x.Columns), "%s, %s", x.ID, r.ID)
			assert.False(t, r.Title.Empty(), "%s, %s", x.ID, r.ID)
			for _, c := range r.Cells {
				if c.Figure != nil {
					assert.False(t, c.Figure.Value != c.Figure.Value, "%s, %s is no number", x.ID, r.ID)
					assert.NotEmpty(t, c.Figure.How, "%s, %s does not say how it was got", x.ID, r.ID)
				}
			}
		}
	}
	for _, c := range s.Charts {
		assert.NotEmpty(t, c.Series, c.ID)
		for _, x := range c.Series {
			assert.NotEmpty(t, x.Points, c.ID)
		}
	}
	for _, f := range s.Findings {
		assert.NotEmpty(t, f.ID)
		assert.False(t, f.Text.Empty(), f.ID)
	}
	for _, m := range s.Missing {
		assert.False(t, m.Text.Empty(), m.Key)
	}
}

func valueSheetOf(t *testing.T, name string) figures.Sheet {
	t.Helper()
	s, err := goldenModel(t, name).ValueSheet(measure.Options{}, measure.Inputs{})
	require.NoError(t, err)
	soundSheet(t, s)
	return s
}

func TestDeliveredValue(t *testing.T) {
	d, err := measure.DeliveredValue(*goldenModel(t, "delivered-value").Blueprint.Value)
	require.NoError(t, err)
	assert.Equal(t, 110., d.Benefits)
	assert.Equal(t, 85., d.Costs)
	assert.Equal(t, 25., d.Value)
	assert.InDelta(t, 1.2941, d.Ratio, 5e-5)

	table := tableOf(t, valueSheetOf(t, "delivered-value"), "delivered-value")
	assert.Equal(t, 25., valueOf(t, table, "delivered", "points"))
	assert.InDelta(t, 1.2941, valueOf(t, table, "ratio", "points"), 5e-5)

	_, err = measure.DeliveredValue(blueprint.DeliveredValue{Product: touchpoint.Of(1.)})
	assert.ErrorContains(t, err, "value.service is not given", "what nobody judged is not 0")
}

func TestValueEquation(t *testing.T) {
	v, err := measure.ValueEquation(*goldenModel(t, "value-equation").Blueprint.Worth)
	require.NoError(t, err)
	assert.Equal(t, 1.5, v)
	assert.Equal(t, 1.5, valueOf(t, tableOf(t, valueSheetOf(t, "value-equation"), "value-equation"), "worth", "value"))

	zero, one := 0., 1.
	_, err = measure.ValueEquation(blueprint.Worth{Results: &one, Process: &one, Price: &zero, Access: &zero})
	assert.Error(t, err)
}

func TestWhatIsNotSaidIsMissingAndNotGuessed(t *testing.T) {
	s := valueSheetOf(t, "yield")
	assert.Empty(t, s.Tables)
	var keys []string
	for _, m := range s.Missing {
		keys = append(keys, m.Key)
	}
	assert.Subset(t, keys, []string{"value", "worth", "loyalty.drivers", "loyalty.chain", "loyalty.retention", "loyalty.repurchase"})
}

func TestLifetimeValue(t *testing.T) {
	l := goldenModel(t, "lifetime-value").Blueprint.Loyalty
	v, err := measure.LifetimeValue(*l.Margin, *l.Retention, *l.Discount)
	require.NoError(t, err)
	assert.InDelta(t, 366.67, v.PaidNow, .005)
	assert.InDelta(t, 266.67, v.PaidLater, .005)
	assert.InDelta(t, 5, v.Periods, 1e-9)

	for _, c := range [][2]float64{{1, 0}, {1.2, .1}, {-.1, .1}, {.5, -.1}} {
		_, err := measure.LifetimeValue(100, c[0], c[1])
		assert.Error(t, err, c)
	}
}

// The formula is the sum of what customers pay period by period.
func TestLifetimeValueIsTheSumOfItsPeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, r, d := rapid.Float64Range(-100, 100).Draw(t, "m"), rapid.Float64Range(0, .95).Draw(t, "r"), rapid.Float64Range(0, .5).Draw(t, "d")
		v, err := measure.LifetimeValue(m, r, d)
		require.NoError(t, err)
		sum, stays := 0., 1.
		for range 2000 {
			sum += m * stays
			stays *= r / (1 + d)
		}
		assert.InDelta(t, sum, v.PaidNow, 1e-6*(1+sum*sum))
		assert.InDelta(t, v.PaidNow-m, v.PaidLater, 1e-6)
	})
}

func TestRepurchase(t *testing.T) {
	list := goldenModel(t, "repurchase").Blueprint.Loyalty.Repurchase
	r, err := measure.RepurchaseRate(list)
	require.NoError(t, err)
	assert.InDelta(t, .2504, *r.Major, 1e-9)
	assert.InDelta(t, .4932, *r.Minor, 1e-9)

	table := tableOf(t, valueSheetOf(t, "repurchase"), "repurchase")
	assert.InDelta(t, .2504, valueOf(t, table, "all", "major"), 1e-9)
	assert.InDelta(t, .4932, valueOf(t, table, "all", "minor"), 1e-9)

	tarp := measure.TARP()
	for i := range tarp {
		assert.Equal(t, *list[i].Major, *tarp[i].Major)
		assert.Equal(t, *list[i].Minor, *tarp[i].Minor)
		assert.NotEmpty(t, tarp[i].Source)
	}
	_, err = measure.RepurchaseRate(tarp)
	assert.ErrorContains(t, err, "no share", "the shares are a firm's own")
	_, err = measure.RepurchaseRate(list[:3])
	assert.ErrorContains(t, err, "sum to 0.92")
}

// Recovery keeps customers; it does not make more of them than had no problem.
func TestRecoveryIsNeverAGain(t *testing.T) {
	assert.InDelta(t, 100*(.54-.19), measure.RecoveryWorth(.19, .54, .8, 100), 1e-9)
	assert.InDelta(t, 100*(.80-.19), measure.RecoveryWorth(.19, .95, .8, 100), 1e-9, "counted up to the share that stays anyway")
	assert.Zero(t, measure.RecoveryWorth(.85, .95, .8, 100))
	rapid.Check(t, func(t *rapid.T) {
		share := func(name string) float64 { return rapid.Float64Range(0, 1).Draw(t, name) }
		without, with, undisturbed := share("without"), share("with"), share("undisturbed")
		assert.LessOrEqual(t, min(without, undisturbed)*100+measure.RecoveryWorth(without, with, undisturbed, 100), undisturbed*100+1e-9)
	})
}

func TestRelationshipLevels(t *testing.T) {
	const low, medium, high = touchpoint.Low, touchpoint.Medium, touchpoint.High
	for _, c := range []struct {
		customers touchpoint.Level
		want      [3]measure.Relationship // at a high, medium and low margin
	}{
		{high, [3]measure.Relationship{measure.Accountable, measure.Reactive, measure.Basic}},
		{medium, [3]measure.Relationship{measure.Proactive, measure.Accountable, measure.Reactive}},
		{low, [3]measure.Relationship{measure.Partnership, measure.Proactive, measure.Accountable}},
	} {
		for i, margin := range []touchpoint.Level{high, medium, low} {
			assert.Equal(t, c.want[i], measure.RelationshipLevel(c.customers, margin), "%s customers, %s margin", c.customers, margin)
		}
	}
	assert.Empty(t, measure.RelationshipLevel("", high))

	b := blueprint.Blueprint{Title: "Bank", Loyalty: &blueprint.Loyalty{Customers: 12000, Margin: touchpoint.Of(40.)}, Phases: []blueprint.Phase{{}}}
	m, err := measure.New(&b)
	require.NoError(t, err)
	s, err := m.ValueSheet(measure.Options{}, measure.Inputs{Customers: &measure.Bounds{Low: 100, High: 5000}, Margin: &measure.Bounds{Low: 10, High: 100}})
	require.NoError(t, err)
	assert.Equal(t, "reactive", cellOf(t, tableOf(t, s, "relationship"), "relationship", "level").Text.String())
}

func telecomDrivers() []blueprint.LoyaltyDriver {
	of := touchpoint.Of[float64]
	return []blueprint.LoyaltyDriver{
		{ID: "network", Title: "Network", To: "quality", Weight: of(3), Score: of(8)},
		{ID: "bills", Title: "Bills", To: "quality", Weight: of(1), Score: of(4)},
		{ID: "quality", Title: "Perceived quality", To: "value", Weight: of(.6)},
		{ID: "cost", Title: "Total cost", To: "value", Weight: of(.4), Score: of(5)},
		{ID: "value", Title: "Perceived value", To: "loyalty"},
		{ID: "loyalty", Title: "Loyalty"},
	}
}

func TestDriverTree(t *testing.T) {
	nodes, err := measure.DriverTree(telecomDrivers())
	require.NoError(t, err)
	assert.InDelta(t, 7, *nodes[2].Computed, 1e-12, "3/4 of 8 and 1/4 of 4")
	assert.InDelta(t, .6*7+.4*5, *nodes[5].Computed, 1e-12)
	assert.InDelta(t, .45, nodes[0].Effect, 1e-12)
	assert.InDelta(t, 3.6, *nodes[0].Contribution, 1e-12)
	assert.Equal(t, "loyalty", nodes[0].Root)
	assert.Equal(t, 3, nodes[0].Depth)
	leaves := *nodes[0].Contribution + *nodes[1].Contribution + *nodes[3].Contribution
	assert.InDelta(t, *nodes[5].Computed, leaves, 1e-12, "the leaves make up the root")

	measured := telecomDrivers()
	measured[2].Score = touchpoint.Of(9.)
	nodes, err = measure.DriverTree(measured)
	require.NoError(t, err)
	assert.InDelta(t, .6*9+.4*5, *nodes[5].Computed, 1e-12, "what was measured goes before what is computed")
}

func TestDriverTreesThatCannotBe(t *testing.T) {
	b, err := blueprint.Read(stringReader(`
title: Circle
loyalty:
  drivers:
    - {title: Quality, to: value, weight: 1}
    - {title: Value, to: loyalty, weight: 1}
    - {title: Loyalty, to: quality, weight: 1}
    - {title: Image, to: price}
    - {title: Fees, to: price, weight: 2}
    - {title: Price}
steps: [{customer: Call}]
`), "circle.yaml")
	require.NoError(t, err)
	m, err := measure.New(b)
	require.NoError(t, err)
	_, err = m.ValueSheet(measure.Options{}, measure.Inputs{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "circle.yaml:5:28: error: these drivers lead in a circle: quality → value → loyalty → quality")

	of := touchpoint.Of[float64]
	for want, list := range map[string][]blueprint.LoyaltyDriver{
		"there is no driver":  {{ID: "a", Title: "A", To: "b"}},
		"has no weight":       {{ID: "a", Title: "A", To: "c"}, {ID: "b", Title: "B", To: "c", Weight: of(1)}, {ID: "c", Title: "C"}},
		"are all 0":           {{ID: "a", Title: "A", To: "c", Weight: of(0)}, {ID: "b", Title: "B", To: "c", Weight: of(0)}, {ID: "c", Title: "C"}},
		"circle: self → self": {{ID: "self", Title: "Self", To: "self"}},
	} {
		_, err := measure.DriverTree(list)
		assert.ErrorContains(t, err, want)
	}
	_, err = measure.DriverTree(nil)
	assert.NoError(t, err)
}

func TestServiceProfitChain(t *testing.T) {
	chain := []blueprint.ChainLink{
		{Title: "Employee satisfaction", Values: []float64{6, 7, 8, 9, 10}},
		{Title: "Audit"},
		{Title: "Customer satisfaction", Values: []float64{12, 14, 16, 18, 20}},
		{Title: "Profit", Values: []float64{5, 3, 4, 1, 2}},
	}
	pairs, err := measure.ChainCorrelations(chain)
	require.NoError(t, err)
	require.Len(t, pairs, 2)
	assert.InDelta(t, 1, pairs[0].R, 1e-12)
	assert.Equal(t, [2]int{0, 2}, [2]int{pairs[0].From, pairs[0].To})
	assert.InDelta(t, -.8, pairs[1].R, 1e-12)
	assert.InDelta(t, -.9862, pairs[1].Low, 1e-4, "tanh(atanh(-.8) - 1.96/sqrt 2)")
	assert.InDelta(t, .2796, pairs[1].High, 1e-4)

	chain[2].Values = chain[2].Values[:4]
	_, err = measure.ChainCorrelations(chain)
	var found blueprint.Diagnostics
	require.ErrorAs(t, err, &found)
	assert.Equal(t, "loyalty.chain[2].values", found[0].Path.String())

	chain = []blueprint.ChainLink{{Title: "A", Values: []float64{1, 1, 1}}, {Title: "B", Values: []float64{1, 2, 3}}}
	pairs, err = measure.ChainCorrelations(chain)
	require.NoError(t, err)
	assert.Empty(t, pairs, "nothing can be said of what never varies")
}

func TestMeanKnowsHowFarItCanBeTrusted(t *testing.T) {
	m := measure.MeanOf([]float64{4, 5, 6})
	assert.Equal(t, 5., m.Mean)
	assert.InDelta(t, 5-4.302653*1/1.7320508, m.Low, 1e-5, "Student's t with 2 degrees of freedom")
	assert.Equal(t, measure.Mean{N: 1, Mean: 3, Low: 3, High: 3}, measure.MeanOf([]float64{3}))
	assert.Zero(t, measure.MeanOf(nil))
}
