package coverreport_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/internal/coverreport"
)

func TestThresholdsAreReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]coverreport.Threshold{
		"moments=100":        {Name: coverage.Moments, Want: 100},
		" ways = 80.5% ":     {Name: coverage.Ways, Want: 80.5},
		"tests.recoveries=0": {Source: coverreport.Tests, Name: coverage.Recoveries},
		"log.fitness=75%":    {Source: coverreport.Log, Name: "fitness", Want: 75},
		"fitting=1":          {Name: "fitting", Want: 1},
	} {
		got, err := coverreport.ParseThreshold(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
		again, err := coverreport.ParseThreshold(got.String())
		require.NoError(t, err)
		assert.Equal(t, got, again)
	}
}

func TestMistakesInThresholdsSayWhatWasExpected(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "expected NAME=PERCENT",
		"moments":          "expected NAME=PERCENT",
		"momnts=100":       `did you mean "moments"?`,
		"qqqq=1":           "there are fitness, fitting, touchpoints",
		"tests.fitness=80": `there is no criterion "fitness"`,
		"test.ways=80":     "tests or log",
		"ways=101":         "0 to 100",
		"ways=-1":          "0 to 100",
		"ways=NaN":         "0 to 100",
		"ways=all":         "0 to 100",
	} {
		_, err := coverreport.ParseThreshold(text)
		assert.ErrorContains(t, err, want, text)
	}
}

func TestNoThresholdBringsTheReaderDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got, err := coverreport.ParseThreshold(rapid.String().Draw(t, "text"))
		if err == nil && (got.Want < 0 || got.Want > 100) {
			t.Fatalf("%v", got)
		}
	})
}

func TestLessThanAllNeverReadsAll(t *testing.T) {
	for percent, want := range map[float64]string{100: "100%", 99.99999: "99.9%", 66.66667: "66.6%", 0: "0%", 12.5: "12.5%", 33.3: "33.3%"} {
		assert.Equal(t, want, coverreport.Percent(percent))
	}
}

const bakery = `
title: Bakery
steps:
  - customer: Enter
  - customer: {title: Pay, moment: true}
`

// tested is a report on what tests covered of the bakery.
func tested(t *testing.T, visits ...string) *coverreport.Report {
	t.Helper()
	b, err := blueprint.Read(bytes.NewReader([]byte(bakery)), "bakery.yaml")
	require.NoError(t, err)
	var p coverage.Profile
	p.Add(coverage.Trace{Blueprint: coverage.Name(b), Version: coverage.Version(b), Test: "T", Outcome: coverage.Passed, Visits: visits}, 1)
	result, err := coverage.Measure(b, &p, coverage.Options{})
	require.NoError(t, err)
	return &coverreport.Report{Of: b, Tests: result}
}

func TestWhatIsMissedIsNamedWithItsPlace(t *testing.T) {
	r := tested(t, "enter")
	assert.True(t, r.Passed(), "nothing was asked for")
	require.NoError(t, r.Hold([]coverreport.Threshold{{Name: coverage.Moments, Want: 100}, {Name: coverage.Touchpoints, Want: 50}, {Name: coverage.Channels}}))
	assert.False(t, r.Passed())
	require.Len(t, r.Held, 3)
	assert.Equal(t, "Moments of truth (moments): 0 of 1, 0%, wanted 100%; missing:\n  bakery.yaml:5:23: Pay (pay)", r.Held[0].Text)
	assert.True(t, r.Held[1].OK)
	assert.False(t, r.Held[2].OK, "0% of nothing does not hold")
	assert.False(t, r.Held[2].Known)
}

func TestAThresholdNeedsJourneysThatItIsAbout(t *testing.T) {
	r := tested(t, "enter")
	err := r.Hold([]coverreport.Threshold{{Name: "fitness", Want: 80}, {Source: coverreport.Log, Name: coverage.Ways, Want: 1}})
	assert.EqualError(t, err, "the threshold fitness=80 is about what customers did: give an event log\nthe threshold log.ways=1 is about event logs, and none were given")
}

func TestABadgeShowsWhatWasAskedForFirst(t *testing.T) {
	shows := func(r *coverreport.Report, name string) string {
		var out bytes.Buffer
		require.NoError(t, r.Badge(&out, name, figures.Text.String))
		return out.String()
	}
	r := tested(t, "enter")
	assert.Contains(t, shows(r, ""), "<title>Moments of truth: 0%</title>")
	assert.Contains(t, shows(r, coverage.Touchpoints), "<title>Touchpoints: 50%</title>")
	assert.Contains(t, shows(r, coverage.Channels), "<title>Channels: nothing to cover</title>")
	require.NoError(t, r.Hold([]coverreport.Threshold{{Name: coverage.Touchpoints, Want: 60}}))
	assert.Contains(t, shows(r, ""), `<title>Touchpoints: 50%</title>`)
	full := tested(t, "enter", "pay")
	assert.Contains(t, shows(full, ""), `data-tone="good"`)
	require.NoError(t, full.Hold([]coverreport.Threshold{{Name: coverage.Moments, Want: 100}, {Name: coverage.Channels, Want: 1}}))
	assert.Contains(t, shows(full, coverage.Channels), `data-tone="poor"`, "what is missed is red")
}
