package scenario_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/scenario"
)

func TestASweepListsItsValues(t *testing.T) {
	for text, want := range map[string]string{
		"counter.servers=1..10":                "1 2 3 4 5 6 7 8 9 10",
		"counter.servers = 2..8:3":             "2 5 8",
		"counter.servers=4..1":                 "4 3 2 1",
		"counter.servers=3..3":                 "3",
		"polish.time=20s..2m:20s":              "20s 40s 1m 1m20s 1m40s 2m",
		"polish.time=20s..1m:25s":              "20s 45s",
		"counter.fails[0].chance=2%..8%:2%":    "2% 4% 6% 8%",
		"economics.price=0.1..0.5:0.1":         "0.1 0.2 0.3 0.4 0.5",
		"demand.arrivals=20/h..60/h:20/h":      "20/h 40/h 60/h",
		"demand.arrivals=1/min..2/min:0.5/min": "1/min 1.5/min 2/min",
		"counter.servers=2, 4,8":               "2 4 8",
		"currency=EUR":                         "EUR",
		"polish.service=[core]":                "[core]",
	} {
		s, err := scenario.ParseSweep(text)
		if assert.NoError(t, err, text) {
			assert.Equal(t, want, strings.Join(s.Values, " "), text)
			assert.Len(t, s.Settings(), len(s.Values))
			assert.Equal(t, s.Key, s.Settings()[0].Key)
		}
	}
}

func TestASweepThatCannotBeSaysWhy(t *testing.T) {
	for text, want := range map[string]string{
		"counter.servers=1..10000":                            "--set:1:17: error: \"1..10000\" cannot be swept; this range has more than 1000 values",
		"polish.time=20s..2m":                                 "--set:1:13: error: \"20s..2m\" cannot be swept; say the step: 20s..2m:20s",
		"counter.servers=1..10:0":                             "step more than nothing",
		"polish.time=20s..2m:-20s":                            "step more than nothing",
		"polish.time=20s..2m:5":                               "in the same unit",
		"polish.time=20s..40/h:1s":                            "expected a range",
		"counter.servers=1..Inf:1":                            "expected a range",
		"counter.servers=,":                                   "values with commas",
		"counter.servers=" + strings.Repeat("1,", 1000) + "1": "more than 1000",
		"counter.servers":                                     "is given no value",
		"=1..3":                                               "does not say which datum",
		"..=1..3":                                             "names no datum",
	} {
		_, err := scenario.ParseSweep(text)
		assert.ErrorContains(t, err, want, text)
	}
}

func TestTheFewestAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.IntRange(-50, 50).Draw(t, "lo")
		holds := rapid.SliceOfN(rapid.Bool(), 1, 40).Draw(t, "holds")
		if rapid.Bool().Draw(t, "rising") {
			from := rapid.IntRange(0, len(holds)).Draw(t, "from")
			for i := range holds {
				holds[i] = i >= from
			}
		}
		asked := map[int]int{}
		n, found, err := scenario.Fewest(lo, lo+len(holds)-1, func(n int) (bool, error) {
			asked[n]++
			require.Equal(t, 1, asked[n], "asked twice")
			return holds[n-lo], nil
		})
		require.NoError(t, err)
		if !found {
			require.NotContains(t, holds[:min(8, len(holds))], true)
			return
		}
		require.True(t, holds[n-lo])
		rising := true
		for i := 1; i < len(holds); i++ {
			rising = rising && (holds[i] || !holds[i-1])
		}
		if rising && n > lo {
			require.False(t, holds[n-1-lo])
		}
	})
}

func TestAWaveringConditionIsTriedOneByOne(t *testing.T) {
	n, found, err := scenario.Fewest(1, 16, func(n int) (bool, error) { return n == 3 || n >= 9 && n != 16, nil })
	require.NoError(t, err)
	assert.True(t, found)
	assert.Equal(t, 3, n)

	_, found, err = scenario.Fewest(1, 1000, func(int) (bool, error) { return false, nil })
	require.NoError(t, err)
	assert.False(t, found)
}

func TestASearchStopsAtAnError(t *testing.T) {
	broken := errors.New("no power")
	_, found, err := scenario.Fewest(1, 100, func(int) (bool, error) { return true, broken })
	assert.ErrorIs(t, err, broken)
	assert.False(t, found)
	_, _, err = scenario.Fewest(5, 4, nil)
	assert.ErrorContains(t, err, "cannot seek")
	_, _, err = scenario.Fewest(0, scenario.MaxRange, nil)
	assert.ErrorContains(t, err, "cannot seek")
}
