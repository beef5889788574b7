package simulate_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/blueprint/simulate"
)

// trial lets this package fill in what package measure cannot tell.
func trial() *measure.Trial {
	t := &measure.Trial{Customers: 500, Replications: 20}
	t.Run = func(b *blueprint.Blueprint, see func(measure.TrialJourney)) ([]float64, error) {
		o := simulate.Options{Customers: t.Customers, Replications: t.Replications}
		if see != nil {
			o.Trace = func(j simulate.Journey) {
				x := measure.TrialJourney{Replication: j.Replication, Left: j.Left}
				for _, e := range j.Events {
					x.Events = append(x.Events, measure.TrialEvent{At: e.At, Index: e.Index, Kind: e.Kind, Way: e.Way})
				}
				see(x)
			}
		}
		r, err := simulate.Run(context.Background(), b, o)
		if err != nil {
			return nil, err
		}
		return r.Time.Mean.Each(), nil
	}
	return t
}

// holds tells whether a true value lies in the interval of a simulated figure.
func holds(t *testing.T, want float64, f figures.Figure, what string) {
	t.Helper()
	assert.Equal(t, figures.Simulated, f.How, what)
	assert.Less(t, f.Low, f.High, what)
	assert.True(t, f.Low <= want && want <= f.High, "%s: %v is not in %v to %v", what, want, f.Low, f.High)
}

// Ten minutes and what lasts longer: 3 + X for an exponential X of mean 5, or 7. No
// chain of states tells that here, as what follows differs; by hand it is
// 13 + 4 + 5·e^(-4/5).
const race = `title: Race
demand: {arrivals: 2/h}
economics: {price: 60, costs: [{title: Room, per-minute: 1}]}
phases:
  - title: Before
    steps:
      - customer: {title: Begin, next: [cook, lay]}
      - customer: {title: Cook, time: {distribution: exponential, mean: 5m}, next: carve}
      - customer: {title: Lay, time: 4m, next: light}
      - customer: {title: Carve, time: 3m, next: eat}
      - customer: {title: Light, time: 3m, next: eat}
  - title: After
    steps:
      - customer: {title: Eat, time: 10m, adds-value: yes, fails: [{title: Cold, chance: 20%, recover: warm}]}
      - customer: {title: Warm, time: 5m, detour: true}
`

func TestATrialFillsInWhatNoFormulaTells(t *testing.T) {
	m, err := measure.New(parse(t, race))
	require.NoError(t, err)
	o := measure.Options{Trial: trial()}
	x, err := m.Times(o)
	require.NoError(t, err)
	require.Nil(t, x.Unknown)
	before := (7 + 5*math.Exp(-.8)) * 60
	after := (10 + .25*15) * 60. // a fifth fails each time: 1/4 failures, of 15 min
	holds(t, before+after, x.Customer.Simulated.Mean, "time")
	holds(t, before, *x.Phases[0].Elapsed, "the first phase")
	holds(t, after, *x.Phases[1].Elapsed, "the second phase")
	assert.InDelta(t, x.Customer.Mean, x.Phases[0].Elapsed.Value+x.Phases[1].Elapsed.Value, 1e-6, "phases one after the other make the whole")
	assert.Equal(t, figures.Exact, x.Flow.How, "how often things happen needs no simulation")
	assert.InDelta(t, 12.5*60/(before+after), x.Value.Yes, .02)

	c, err := m.Cost(o)
	require.NoError(t, err)
	require.Nil(t, c.Unknown)
	holds(t, before+after, *c.Simulated, "time that costs")
	assert.InDelta(t, x.Customer.Mean/60, c.Total, 1e-9)

	f, err := m.Failures(o, nil)
	require.NoError(t, err)
	require.Nil(t, f.Unknown)
	holds(t, before+600, *f.Standard, "time if nothing fails")
	assert.InDelta(t, 900, f.Modes[0].Seconds.Value, 60, "one failure: 10 min of eating again, 5 of warming")
	assert.LessOrEqual(t, f.Modes[0].Seconds.Low, 900.)
	assert.GreaterOrEqual(t, f.Modes[0].Seconds.High, 900.)
	holds(t, 225, *f.Modes[0].SecondsSaved, "time that a prevention saves")

	sheet, err := m.CostSheet(o, measure.Inputs{})
	require.NoError(t, err)
	for _, miss := range sheet.Missing {
		assert.NotContains(t, miss.Text.String(), "simulation")
	}
}

// Where there are too many states even to count, the visits are simulated, too.
func TestATrialCountsWhereThereAreTooManyStates(t *testing.T) {
	b, err := blueprint.Load("../testdata/golden/absorbing-chain.yaml")
	require.NoError(t, err)
	m, err := measure.New(b)
	require.NoError(t, err)
	o := measure.Options{MaxStates: 2}
	_, err = m.Times(o)
	require.ErrorContains(t, err, "only a simulation can tell")
	o.Trial = trial()
	x, err := m.Times(o)
	require.NoError(t, err)
	require.Equal(t, figures.Simulated, x.Flow.How)
	holds(t, 20./17, x.Flow.Simulated[0], "visits of A")
	holds(t, 164./17*60, x.Customer.Simulated.Mean, "time")
	holds(t, 168./17*60, x.Completing.Simulated.Mean, "time of those who complete")
	assert.InDelta(t, 16./17, x.Completes, .01)
	sheet, err := m.TimeSheet(o)
	require.NoError(t, err)
	for _, miss := range sheet.Missing {
		assert.NotContains(t, miss.Text.String(), "simulation")
	}
}

// What cannot be simulated either says so, with the reason.
func TestATrialThatFailsIsSaid(t *testing.T) {
	m, err := measure.New(parse(t, race))
	require.NoError(t, err)
	failing := &measure.Trial{Customers: 1, Replications: 2, Run: func(*blueprint.Blueprint, func(measure.TrialJourney)) ([]float64, error) {
		return nil, blueprint.Diagnostics{{Rule: "overload", Message: "customers go round for ever"}}
	}}
	sheet, err := m.TimeSheet(measure.Options{Trial: failing})
	require.NoError(t, err)
	require.NotEmpty(t, sheet.Missing)
	assert.Contains(t, sheet.Missing[0].Text.String(), "the simulation could not tell either")
	assert.Contains(t, sheet.Missing[0].Text.String(), "customers go round for ever")
}
