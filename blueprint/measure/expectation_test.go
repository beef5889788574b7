package measure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

func stringReader(s string) *strings.Reader { return strings.NewReader(s) }

// modelFrom is the model of a blueprint that a test writes down.
func modelFrom(t *testing.T, text string) *measure.Model {
	t.Helper()
	b, err := blueprint.Read(stringReader(text), "test.yaml")
	require.NoError(t, err)
	m, err := measure.New(b)
	require.NoError(t, err)
	return m
}

func expectationSheetOf(t *testing.T, m *measure.Model, in measure.Inputs) figures.Sheet {
	t.Helper()
	s, err := m.ExpectationSheet(measure.Options{}, in)
	require.NoError(t, err)
	soundSheet(t, s)
	return s
}

func TestZoneOfToleranceOfTheGoldenBlueprint(t *testing.T) {
	s := expectationSheetOf(t, goldenModel(t, "expectations"), measure.Inputs{})
	zones := tableOf(t, s, "zones")
	for _, c := range []struct {
		row, verdict string
		msa, mss     float64
	}{{"wait", "advantage", .6, -.8}, {"complain", "disadvantage", -.8, -2.2}, {"leave", "loyalty", 2.1, .7}} {
		assert.InDelta(t, c.msa, valueOf(t, zones, c.row, "msa"), 1e-9)
		assert.InDelta(t, c.mss, valueOf(t, zones, c.row, "mss"), 1e-9)
		assert.InDelta(t, 1.4, valueOf(t, zones, c.row, "zone"), 1e-9)
		assert.Equal(t, c.verdict, cellOf(t, zones, c.row, "verdict").Text.String())
	}
	levels := tableOf(t, s, "levels")
	assert.Equal(t, "disadvantage", cellOf(t, levels, "emotion", "verdict").Text.String())
	assert.Len(t, levels.Rows, 3)
	quadrants := tableOf(t, s, "importance-performance") // means 7 1/3 and 6.4333
	assert.Equal(t, "concentrate here", cellOf(t, quadrants, "complain", "quadrant").Text.String())
	assert.Equal(t, "concentrate here", cellOf(t, quadrants, "wait", "quadrant").Text.String())
	assert.Equal(t, "possible overkill", cellOf(t, quadrants, "leave", "quadrant").Text.String())
	require.NotEmpty(t, s.Findings)
	assert.Equal(t, "below-adequate", s.Findings[0].ID)
	assert.Equal(t, "complain", s.Findings[0].Touchpoint)
}

func TestServqualScores(t *testing.T) {
	s := tableOf(t, expectationSheetOf(t, goldenModel(t, "servqual"), measure.Inputs{}), "servqual")
	assert.InDelta(t, -.78, valueOf(t, s, "plain", "gap"), 1e-9)
	assert.InDelta(t, -.995, valueOf(t, s, "weighted", "gap"), 1e-9)

	scores, err := measure.ServqualScores([]blueprint.DimensionScore{{Dimension: "empathy", Value: -1}}, nil)
	require.NoError(t, err)
	assert.Nil(t, scores.Weighted)
	assert.Len(t, scores.Absent, 4)
	_, err = measure.ServqualScores([]blueprint.DimensionScore{{Dimension: "emphaty", Value: -1}}, nil)
	assert.ErrorContains(t, err, `did you mean "empathy"?`)
	_, err = measure.ServqualScores(nil, nil)
	assert.Error(t, err)
}

func TestKanoCoefficients(t *testing.T) {
	k := tableOf(t, expectationSheetOf(t, goldenModel(t, "kano"), measure.Inputs{}), "kano")
	assert.InDelta(t, .55, valueOf(t, k, "ask-for-tea", "better"), 1e-9)
	assert.InDelta(t, -.60, valueOf(t, k, "ask-for-tea", "worse"), 1e-9)
	assert.Equal(t, "must-be", cellOf(t, k, "ask-for-tea", "class").Text.String())

	tie, err := measure.KanoScores(blueprint.Kano{Attractive: 4, OneDimensional: 4})
	require.NoError(t, err)
	assert.Equal(t, measure.OneDimensional, tie.Class)
	_, err = measure.KanoScores(blueprint.Kano{Reverse: 4})
	assert.Error(t, err)
}

func TestImportanceAgainstPerformance(t *testing.T) {
	assert.Equal(t, measure.KeepUp, measure.ImportancePerformance(8, 8, 5, 5))
	assert.Equal(t, measure.Concentrate, measure.ImportancePerformance(8, 3, 5, 5))
	assert.Equal(t, measure.Overkill, measure.ImportancePerformance(3, 8, 5, 5))
	assert.Equal(t, measure.LowPriority, measure.ImportancePerformance(3, 3, 5, 5))
}

func TestFiveGaps(t *testing.T) {
	m := modelFrom(t, `
title: Counter
steps:
  - customer: {title: Queue, moment: true}
  - customer: {title: Ask, moment: true, expects: {adequate: 5, desired: 7, perceived: 6}}
    frontstage: {title: Answer, time: {standard: 2m, measured: {mean: 3m, count: 40}}, promise: {title: Quick, time: 1m}}
  - customer: {title: Leave, expects: {adequate: 5}}
    frontstage: {title: Say goodbye, standards: {personal: [{title: By name, met: 90%}]}}
  - customer: {title: Ride off, expects: {desired: 5}}
`)
	gaps := m.Gaps(measure.Options{}, measure.Inputs{})
	assert.Equal(t, []int{2, 1}, []int{gaps[0].Known, gaps[0].Open}, "nothing is expected in the queue")
	assert.Equal(t, []int{3, 1}, []int{gaps[1].Known, gaps[1].Open}, "nobody has a standard for riding off")
	assert.InDelta(t, 1./3, *gaps[1].Size, 1e-9)
	assert.Equal(t, []int{2, 2}, []int{gaps[2].Known, gaps[2].Open})
	assert.InDelta(t, (.5+.1)/2, *gaps[2].Size, 1e-9, "a minute late on two, and one customer in ten without a name")
	assert.InDelta(t, 1, *gaps[3].Size, 1e-9, "promised a minute, designed for two")
	assert.InDelta(t, -1, *gaps[4].Size, 1e-9)

	s := expectationSheetOf(t, m, measure.Inputs{})
	assert.Equal(t, 60., valueOf(t, tableOf(t, s, "promises"), "answer", "late"))
	assert.Len(t, tableOf(t, s, "gaps").Rows, 5)
}

func TestJudgementsOfAPersona(t *testing.T) {
	m := modelFrom(t, `
title: Shop
personas: [{id: regular, title: Regular}, {id: new, title: New}]
steps:
  - customer: {title: Ask, expects: [{adequate: 5, for: regular}, {adequate: 4, for: new}, {adequate: 3}]}
`)
	assert.Len(t, m.Judgements(measure.Options{}, measure.Inputs{}), 3)
	got := m.Judgements(measure.Options{Persona: "new"}, measure.Inputs{})
	require.Len(t, got, 2)
	assert.Equal(t, 4., *got[0].Adequate)
	assert.Equal(t, touchpoint.Unknown, got[0].Verdict())
}
