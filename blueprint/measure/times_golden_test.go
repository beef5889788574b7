package measure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

const minute = 60.0

func timesOf(t *testing.T, m *measure.Model) *measure.Times {
	t.Helper()
	x, err := m.Times(measure.Options{})
	require.NoError(t, err)
	require.Nil(t, x.Unknown)
	require.Equal(t, figures.Exact, x.How)
	return x
}

func TestExpectedTimesOfTheGoldenBlueprints(t *testing.T) {
	for _, c := range []struct {
		file           string
		mean, variance float64 // in minutes; -1: not given
	}{
		{"shoeshine", 2355.0 / 19 / 60, -1},
		{"choice", 7.1, 10.29},
		{"join", 7.6, -1},
		{"rework", 12.5, -1},
		{"rework-with-fix", 13.75, -1},
		{"absorbing-chain", 164.0 / 17, 1756.0 / 289},
		{"pert", 5, 25.0 / 9},
		{"critical-path", 14, 0},
		{"upward-delivery", 31, 0},
		{"yield", 0, 0},
		{"hotel", 0, 0},
		{"two-customers", 1 + 5 + 3 + 480 + 2, 0},
	} {
		x := timesOf(t, goldenModel(t, c.file))
		assert.InDelta(t, c.mean*minute, x.Customer.Mean, 1e-9, c.file)
		if c.variance >= 0 {
			assert.InDelta(t, c.variance*minute*minute, x.Customer.Variance, 1e-6, c.file)
		}
	}
}

func TestAbsorbingChain(t *testing.T) {
	x := timesOf(t, goldenModel(t, "absorbing-chain"))
	assert.InDelta(t, 16.0/17, x.Completes, 1e-12)
	assert.InDelta(t, 168.0/17*minute, x.Completing.Mean, 1e-9)
	assert.InDelta(t, 100.0/17*minute, x.Leaving.Mean, 1e-9)
	assert.InDelta(t, .8, x.FirstTimeRight, 1e-12)
	// The law of total variance must hold between the two groups.
	h, d := x.Completes, x.Completing.Mean-x.Leaving.Mean
	assert.InDelta(t, x.Customer.Variance, h*x.Completing.Variance+(1-h)*x.Leaving.Variance+h*(1-h)*d*d, 1e-6)
}

func TestFirstTimeRight(t *testing.T) {
	assert.InDelta(t, .8850989, timesOf(t, goldenModel(t, "yield")).FirstTimeRight, 5e-8)
	assert.InDelta(t, .8, timesOf(t, goldenModel(t, "rework")).FirstTimeRight, 1e-12)
	assert.InDelta(t, .8, timesOf(t, goldenModel(t, "rework-with-fix")).FirstTimeRight, 1e-12)
	assert.InDelta(t, .95, timesOf(t, goldenModel(t, "shoeshine")).FirstTimeRight, 1e-12)
	assert.InDelta(t, 1, timesOf(t, goldenModel(t, "choice")).FirstTimeRight, 1e-12)
}

// shoeshineWith is the corner shoeshine with another chance of the wrong wax.
func shoeshineWith(t *testing.T, chance float64) *measure.Model {
	t.Helper()
	b, err := blueprint.Load("../testdata/golden/shoeshine.yaml")
	require.NoError(t, err)
	x, _ := b.Graph().Touchpoint("apply-polish")
	x.Fails[0].Chance = touchpoint.Of(chance)
	m, err := measure.New(b)
	require.NoError(t, err)
	return m
}

func TestShoeshine(t *testing.T) {
	assert.InDelta(t, 385.0/3, timesOf(t, shoeshineWith(t, .10)).Customer.Mean, 1e-9)
	x := timesOf(t, goldenModel(t, "shoeshine"))
	assert.Equal(t, 2*time.Minute, x.Plain.Customer)
	assert.InDelta(t, 2355.0/19, x.Customer.Mean, 1e-9)
	// One failure, by Shostack's own arithmetic: polish again after 45 s of cleaning.
	polish, clean := x.Touchpoints[2], x.Touchpoints[4]
	require.Equal(t, "apply-polish", polish.ID)
	require.Equal(t, "clean-shoes", clean.ID)
	assert.Equal(t, 195*time.Second, x.Plain.Customer+clean.Standard+polish.Standard)
	require.Len(t, x.Phases, 2)
	assert.InDelta(t, 105, x.Phases[0].Standard, 1e-9)
	assert.InDelta(t, 15, x.Phases[1].Standard, 1e-9)
	assert.InDelta(t, x.Customer.Mean, x.Phases[0].Elapsed.Value+x.Phases[1].Elapsed.Value, 1e-9)
}

func TestCriticalPath(t *testing.T) {
	m := goldenModel(t, "critical-path")
	x := timesOf(t, m)
	assert.Equal(t, 14*time.Minute, x.Plain.Customer)
	var path []string
	for _, i := range x.Plain.Path {
		path = append(path, m.Net.Touchpoint(i).Title)
	}
	assert.Equal(t, []string{"A", "B", "D", "F"}, path)
	for _, a := range x.Plain.Activities {
		want := time.Duration(0)
		if title := m.Net.Touchpoint(a.Touchpoint).Title; title == "C" || title == "E" {
			want = 6 * time.Minute
		}
		assert.Equal(t, want, a.Slack)
	}
}

func TestOutOfSight(t *testing.T) {
	x := timesOf(t, goldenModel(t, "upward-delivery"))
	assert.Equal(t, measure.Stretch{From: time.Minute, To: 10 * time.Minute}, x.Plain.OutOfSight)
}
