package measure_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

func examples(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

// Every example gives a sheet whose rows fit their columns and have ids of their own.
func TestTimesOfTheExamples(t *testing.T) {
	golden, err := filepath.Glob("../testdata/golden/*.yaml")
	require.NoError(t, err)
	for _, file := range append(examples(t), golden...) {
		m := modelAt(t, file)
		s, err := m.TimeSheet(measure.Options{})
		require.NoError(t, err, file)
		book := figures.Book{Sheets: []figures.Sheet{s}}
		named := 0
		for _, table := range s.Tables {
			for _, r := range table.Rows {
				require.Len(t, r.Cells, len(table.Columns), "%s: %s", file, table.ID)
				for _, c := range r.Cells {
					if c.Figure != nil {
						named++
					}
				}
			}
		}
		assert.Len(t, book.All(), named, "%s: figures share an address", file)
		x, err := m.Times(measure.Options{})
		require.NoError(t, err)
		t.Log(file, summary(x))
		for _, w := range s.Missing {
			t.Log("   missing:", w.Text)
		}
		for _, w := range s.Findings {
			t.Log("   finding:", w.Text)
		}
	}
}

func summary(x *measure.Times) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, counts %s", x.How, x.Flow.How)
	if x.Customer != nil {
		fmt.Fprintf(&b, ", customer %.1f s (sd² %.0f)", x.Customer.Mean, x.Customer.Variance)
	}
	if x.Work != nil {
		fmt.Fprintf(&b, ", work %.1f s", x.Work.Mean)
	}
	if x.Leaving != nil && x.Completing != nil {
		fmt.Fprintf(&b, ", completing %.1f s, leaving %.1f s", x.Completing.Mean, x.Leaving.Mean)
	}
	fmt.Fprintf(&b, ", completes %.4f, first time right %.4f", x.Completes, x.FirstTimeRight)
	if x.Plain != nil {
		fmt.Fprintf(&b, ", plain %s/%s, out of sight %s, path %d of %d", x.Plain.Customer, x.Plain.Work, x.Plain.OutOfSight.Length(), len(x.Plain.Path), len(x.Plain.Activities))
	}
	if x.Value != nil {
		fmt.Fprintf(&b, ", value {%.3f %.3f %.3f %.3f}", x.Value.Yes, x.Value.Necessary, x.Value.No, x.Value.Unsaid)
	}
	for _, j := range x.Journeys {
		fmt.Fprintf(&b, ", %s %v %s", j.ID, j.Found, j.Standard)
	}
	fmt.Fprintf(&b, ", form %+v, lower bound %v", x.Form, x.LowerBound)
	return b.String()
}

func build(t *testing.T, yaml string) *measure.Model {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(yaml), "service.yaml")
	require.NoError(t, err)
	m, err := measure.New(b)
	require.NoError(t, err)
	return m
}

func TestALoopWithoutExitIsNamed(t *testing.T) {
	m := build(t, `title: Round
steps:
  - customer: {title: Ask, time: 1m}
  - customer:
      title: Wait
      next:
        - {to: ask, when: nobody comes, chance: 100%}
        - {to: end, when: somebody comes, chance: 0%}
`)
	_, err := m.Flow(measure.Options{})
	var ds blueprint.Diagnostics
	require.ErrorAs(t, err, &ds)
	require.Len(t, ds, 1)
	assert.Equal(t, "loop-without-exit", ds[0].Rule)
	assert.Equal(t, "service.yaml:7:12", ds[0].Range.Start.String())
	assert.ErrorContains(t, err, `the loop of "Ask", "Wait" has no way out`)
	_, err = m.TimeSheet(measure.Options{})
	assert.ErrorAs(t, err, &ds)
}

func TestImpossibleChancesAreLocated(t *testing.T) {
	m := build(t, `title: Chances
steps:
  - customer:
      title: Choose
      next:
        - {to: end, when: no, chance: 70%}
        - {to: pay, when: yes, chance: 50%}
  - customer: {title: Pay, fails: [{title: No card, chance: 60%}, {title: No money, chance: 60%}]}
`)
	_, err := m.Flow(measure.Options{})
	var ds blueprint.Diagnostics
	require.ErrorAs(t, err, &ds)
	require.Len(t, ds, 2)
	assert.ErrorContains(t, err, `the ways out of "Choose" have chances of 120% in sum`)
	assert.ErrorContains(t, err, `the fail points of "Pay" have chances of 120% in sum`)
	assert.Positive(t, ds[0].Range.Start.Line)
}

// A race between a fixed and an exponential time, with different consequences, is
// left to the simulation, and who is in it is said; the counts are exact all the
// same.
func TestMixedLawsAreLeftToTheSimulation(t *testing.T) {
	m := build(t, `title: Race
steps:
  - customer: {title: Begin, next: [cook, lay]}
  - customer: {title: Cook, time: {distribution: exponential, mean: 5m}, next: carve}
  - customer: {title: Lay, time: 4m, next: light}
  - customer: {title: Carve, time: 3m, next: eat}
  - customer: {title: Light, time: 3m, next: eat}
  - customer: {title: Eat, time: 10m}
`)
	x, err := m.Times(measure.Options{})
	require.NoError(t, err)
	require.NotNil(t, x.Unknown)
	assert.Equal(t, []string{"cook", "lay"}, x.Unknown.Touchpoints)
	assert.Nil(t, x.Customer)
	assert.Equal(t, figures.Exact, x.Flow.How)
	assert.Equal(t, []float64{1, 1, 1, 1, 1, 1}, x.Flow.Visits)
	s, err := m.TimeSheet(measure.Options{})
	require.NoError(t, err)
	require.NotEmpty(t, s.Missing)
	assert.Contains(t, s.Missing[0].Text.String(), "Only a simulation can tell")
	assert.Contains(t, s.Missing[0].Text.String(), "Cook, Lay")
}

// Where all that runs side by side is waited for, any laws can be told exactly:
// E max(4, X) = 4 + 5·e^(-4/5) for an exponential X of mean 5.
func TestAJoinOfAnyLaws(t *testing.T) {
	m := build(t, `title: Join
steps:
  - customer: {title: Begin, next: [cook, lay]}
  - customer: {title: Cook, time: {distribution: exponential, mean: 5m}, next: eat}
  - customer: {title: Lay, time: 4m, next: eat}
  - customer: {title: Eat, time: 10m}
`)
	x := timesOf(t, m)
	assert.InDelta(t, (14+5*.4493289641172216)*minute, x.Customer.Mean, 1e-9)
}

// Work that nobody waits for does not matter to customers, whatever its law.
func TestWorkBehindIsNotWaitedFor(t *testing.T) {
	m := build(t, `title: Motel
steps:
  - customer: {title: Book, time: {distribution: exponential, mean: 5m}}
    support: {title: File, time: 30m}
  - customer: {title: Sleep, time: {distribution: gamma, mean: 7h, deviation: 1h}}
`)
	x := timesOf(t, m)
	assert.InDelta(t, 425*minute, x.Customer.Mean, 1e-9)
	assert.InDelta(t, 25*minute*minute+3600*3600, x.Customer.Variance, 1e-4)
	assert.Nil(t, x.Work, "how long the filing outlasts the customer only a simulation can tell")
}

func TestTooManyStatesAreSaid(t *testing.T) {
	_, err := goldenModel(t, "hotel").Flow(measure.Options{MaxStates: 3})
	var u *measure.Unknown
	require.ErrorAs(t, err, &u)
	assert.ErrorContains(t, err, "more than 3 different situations")
}

func TestPersonasHaveTimesOfTheirOwn(t *testing.T) {
	b, err := blueprint.Load("../testdata/golden/pert.yaml")
	require.NoError(t, err)
	b.Personas = []blueprint.Persona{{ID: "regular"}}
	x := b.Touchpoints()[0]
	x.Time.By = []touchpoint.PersonaTime{{Persona: "regular", Value: 3 * 60e9}}
	m, err := measure.New(b)
	require.NoError(t, err)
	got, err := m.Times(measure.Options{Persona: "regular"})
	require.NoError(t, err)
	assert.Equal(t, measure.Moments{Mean: 180}, *got.Customer)
	all, err := m.Times(measure.Options{})
	require.NoError(t, err)
	assert.InDelta(t, 300, all.Customer.Mean, 1e-9)
}

func TestWaitsOverlapTheWaitingAtAJoin(t *testing.T) {
	m := build(t, `title: Wait
steps:
  - customer: {title: Order, time: 1m}
  - customer: {title: Be served, wait: {expected: 5m}, time: 2m}
`)
	assert.InDelta(t, 8*minute, timesOf(t, m).Customer.Mean, 1e-9)
	x := timesOf(t, m)
	assert.InDelta(t, 1, x.Value.Unsaid+x.Value.No, 1e-12)
	assert.InDelta(t, 5.0/8, x.Value.No, 1e-12)
}

func TestTimesAsALayer(t *testing.T) {
	b, err := blueprint.Load("../testdata/golden/shoeshine.yaml")
	require.NoError(t, err)
	x, _ := b.Graph().Touchpoint("buff")
	x.Time.Acceptable = 40e9
	m, err := measure.New(b)
	require.NoError(t, err)
	got := timesOf(t, m)
	l := got.Layer(nil)
	v, ok := l.Value("buff")
	require.True(t, ok)
	assert.Equal(t, "45 s", v.Text)
	assert.Equal(t, layer.Poor, v.Tone)
	require.NotEmpty(t, l.Legend)
	s, err := m.TimeSheet(measure.Options{})
	require.NoError(t, err)
	require.Len(t, s.Findings, 1)
	assert.Equal(t, "time-over-acceptable", s.Findings[0].ID)
}

func TestAnEmptyBlueprintTakesNoTime(t *testing.T) {
	m, err := measure.New(&blueprint.Blueprint{})
	require.NoError(t, err)
	x, err := m.Times(measure.Options{})
	require.NoError(t, err)
	assert.Zero(t, x.Customer.Mean)
	_, err = m.TimeSheet(measure.Options{})
	require.NoError(t, err)
}
