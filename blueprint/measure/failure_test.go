package measure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

func failureSheetOf(t *testing.T, m *measure.Model) figures.Sheet {
	t.Helper()
	s, err := m.FailureSheet(measure.Options{}, measure.Inputs{})
	require.NoError(t, err)
	soundSheet(t, s)
	return s
}

func findingIDs(s figures.Sheet) []string {
	var out []string
	for _, f := range s.Findings {
		out = append(out, f.ID)
	}
	return out
}

func TestFailureModesAndEffects(t *testing.T) {
	m := goldenModel(t, "fmea")
	s := failureSheetOf(t, m)
	table := tableOf(t, s, "fmea")
	require.Len(t, table.Rows, 2)
	rpn := func(i int) float64 { return table.Rows[i].Cells[3].Figure.Value }
	assert.Equal(t, 192., rpn(0))
	assert.Equal(t, 180., rpn(1))
	assert.Equal(t, "medium", table.Rows[0].Cells[4].Text.String())
	assert.Equal(t, "high", table.Rows[1].Cells[4].Text.String(), "severity weighs more than the product")
	assert.Equal(t, []string{"severe-failure"}, findingIDs(s))

	risk := m.RiskLayer(nil, nil)
	v, ok := risk.Value("handle-the-request")
	require.True(t, ok)
	assert.Equal(t, "192", v.Text)
	assert.Equal(t, layer.Poor, v.Tone)
	assert.Len(t, risk.Legend, 1)
}

func TestOneFailureOfTheShoeshine(t *testing.T) {
	m := goldenModel(t, "shoeshine")
	f, err := m.Failures(measure.Options{}, nil)
	require.NoError(t, err)
	modes, standard := f.Modes, f.Standard.Value
	require.Len(t, modes, 1)
	assert.InDelta(t, 120, standard, 1e-9)
	assert.InDelta(t, 75, modes[0].Seconds.Value, 1e-6, "30 s of polish for nothing, 45 s of cleaning")
	assert.InDelta(t, .125, modes[0].Cost.Value, 1e-8)
	assert.InDelta(t, 1./19, *modes[0].Expected, 1e-9)
	assert.InDelta(t, 75./19, modes[0].SecondsSaved.Value, 1e-9)
	assert.InDelta(t, 75./19/600, modes[0].CostSaved.Value, 1e-9)

	s := failureSheetOf(t, m)
	table := tableOf(t, s, "failure-time")
	assert.InDelta(t, 195, valueOf(t, table, "apply-polish", "whole"), 1e-6)
	assert.InDelta(t, 105, valueOf(t, table, "apply-polish", "slack"), 1e-6)
	assert.InDelta(t, 75./19, valueOf(t, tableOf(t, s, "prevention"), "apply-polish", "time"), 1e-9)
	assert.Empty(t, s.Findings)
}

func TestAFailureThatLeadsElsewhereAndOneThatNothingMends(t *testing.T) {
	m := modelFrom(t, `
title: Clinic
acceptable: 12m
steps:
  - customer: Come
    frontstage: {title: Take blood, time: 5m, fails: [{title: Bruise, chance: 10%, cost: 3}, {title: Faint, chance: 20%, recover: lie-down}]}
  - customer: {title: Go, time: 1m}
  - customer: {title: Lie down, time: 15m, next: end, fails: [{title: Fall off, recover: call, chance: 50%}], detour: true}
  - frontstage: {title: Call, time: 4m, detour: true}
`)
	f, err := m.Failures(measure.Options{}, nil)
	require.NoError(t, err)
	modes, standard := f.Modes, f.Standard.Value
	require.Len(t, modes, 3)
	assert.InDelta(t, 360, standard, 1e-9)
	assert.Nil(t, modes[0].Seconds)
	assert.Equal(t, 3., modes[0].Cost.Value)
	assert.InDelta(t, .3, modes[0].CostSaved.Value, 1e-9)
	assert.InDelta(t, 14*60, modes[1].Seconds.Value, 1e-6, "lies down instead of going")
	assert.NotNil(t, modes[2].Seconds, "even a failure that only follows another has its time")
	s := failureSheetOf(t, m)
	assert.Contains(t, findingIDs(s), "unprotected-failure")
	assert.Contains(t, findingIDs(s), "one-failure-too-long")
}

func TestActionPriorityWeighsSeverityMost(t *testing.T) {
	of := func(s, o, d int) touchpoint.Level {
		return measure.PriorityTable(nil).Of(touchpoint.Fail{Severity: s, Occurrence: o, Detection: d})
	}
	assert.Equal(t, touchpoint.High, of(10, 6, 1))
	assert.Equal(t, touchpoint.Low, of(10, 1, 10))
	assert.Equal(t, touchpoint.Medium, of(9, 4, 1))
	assert.Equal(t, touchpoint.Low, of(1, 10, 10))
	assert.Empty(t, of(9, 0, 3))
	for s := 1; s <= 10; s++ { // a worse failure is never less urgent
		for o := 1; o <= 10; o++ {
			for d := 1; d <= 10; d++ {
				assert.GreaterOrEqual(t, of(min(s+1, 10), o, d).Score(), of(s, o, d).Score())
				assert.GreaterOrEqual(t, of(s, min(o+1, 10), d).Score(), of(s, o, d).Score())
				assert.GreaterOrEqual(t, of(s, o, min(d+1, 10)).Score(), of(s, o, d).Score())
			}
		}
	}
	own := measure.PriorityTable{{Severity: 5, Priority: touchpoint.High}}
	assert.Equal(t, touchpoint.High, own.Of(touchpoint.Fail{Severity: 5, Occurrence: 1, Detection: 1}))
}

func TestToleranceLayer(t *testing.T) {
	l := goldenModel(t, "expectations").ToleranceLayer(measure.Options{}, measure.Inputs{})
	v, ok := l.Value("complain")
	require.True(t, ok)
	assert.Equal(t, "-0.8", v.Text)
	assert.Equal(t, layer.Poor, v.Tone)
	assert.Len(t, l.Legend, 3)
}

func TestWithoutFailPointsNothingIsSaid(t *testing.T) {
	s := failureSheetOf(t, goldenModel(t, "hotel"))
	assert.Empty(t, s.Tables)
	assert.NotEmpty(t, s.Missing)
}

func TestEvidenceFailsToo(t *testing.T) {
	m := modelFrom(t, `
title: Hall
steps:
  - customer: Come in
    evidence: [{title: Sign, fails: [{title: Letters missing, severity: 3, occurrence: 5, detection: 2}]}]
`)
	s := failureSheetOf(t, m)
	rows := tableOf(t, s, "fmea").Rows
	require.Len(t, rows, 1)
	assert.Equal(t, "Sign: Letters missing", rows[0].Title.String())
	assert.Equal(t, 30., rows[0].Cells[3].Figure.Value)
	require.Equal(t, []string{"unprotected-failure"}, findingIDs(s))
	assert.Equal(t, "steps[0].evidence[0].fails[0]", s.Findings[0].Path.String())
}
