package touchpoint_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/touchpoint"
)

func Example() {
	polish := touchpoint.Touchpoint{
		Title: "Apply polish",
		Fails: []touchpoint.Fail{{Title: "Wrong colour wax", Severity: 8, Occurrence: 4, Detection: 6}},
		Expects: []touchpoint.Expectation{{Adequate: touchpoint.Of(5.8), Desired: touchpoint.Of(7.2),
			Perceived: touchpoint.Of(6.4)}},
	}
	rpn, _ := polish.Fails[0].RPN()
	msa, _ := polish.Expects[0].MSA()
	mss, _ := polish.Expects[0].MSS()
	fmt.Printf("RPN %d, MSA %+.1f, MSS %+.1f, %s\n", rpn, msa, mss, polish.Expects[0].Verdict())
	// Output: RPN 192, MSA +0.6, MSS -0.8, advantage
}

func TestRiskPriorityNumber(t *testing.T) {
	for _, c := range []struct {
		s, o, d, want int
		severe        bool
	}{{8, 4, 6, 192, false}, {9, 2, 10, 180, true}} {
		f := touchpoint.Fail{Severity: c.s, Occurrence: c.o, Detection: c.d}
		rpn, known := f.RPN()
		assert.True(t, known)
		assert.Equal(t, c.want, rpn)
		assert.Equal(t, c.severe, f.Severe())
	}
	_, known := touchpoint.Fail{Severity: 9}.RPN()
	assert.False(t, known)
}

func TestZoneOfTolerance(t *testing.T) {
	e := touchpoint.Expectation{Adequate: touchpoint.Of(5.8), Desired: touchpoint.Of(7.2), Perceived: touchpoint.Of(6.4)}
	zone, ok := e.Zone()
	require.True(t, ok)
	assert.InDelta(t, 1.4, zone, 1e-12)
	for perceived, want := range map[float64]touchpoint.Verdict{5.7: touchpoint.Disadvantage, 5.8: touchpoint.Advantage, 7.2: touchpoint.Advantage, 7.3: touchpoint.Loyalty} {
		e.Perceived = touchpoint.Of(perceived)
		assert.Equal(t, want, e.Verdict(), perceived)
	}
	assert.Equal(t, touchpoint.Unknown, touchpoint.Expectation{}.Verdict())
}

func TestQuadrants(t *testing.T) {
	assert.Equal(t, touchpoint.Freezer, touchpoint.QuadrantOf(0.1, 0.2))
	assert.Equal(t, touchpoint.Factory, touchpoint.QuadrantOf(0.9, 0.2))
	assert.Equal(t, touchpoint.FriendlyZoo, touchpoint.QuadrantOf(0.1, 0.8))
	assert.Equal(t, touchpoint.Quality, touchpoint.QuadrantOf(0.5, 0.5))
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"90s": 90 * time.Second, "2m30s": 150 * time.Second, "1h": time.Hour, "80d": 80 * 24 * time.Hour, "2w": 14 * 24 * time.Hour,
		"PT2M30S": 150 * time.Second, "P3DT1H": 73 * time.Hour, "P2W": 14 * 24 * time.Hour, "1.5m": 90 * time.Second, "5 min": 5 * time.Minute, "0": 0, "250ms": 250 * time.Millisecond,
	} {
		got, err := touchpoint.ParseDuration(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "5", "-3m", "m", "P", "PT", "P1Y", "1x", "5m-", "99999999w", "1e9s", "..", "NaNs"} {
		_, err := touchpoint.ParseDuration(text)
		assert.Error(t, err, text)
	}
}

func TestDurationsAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(0, 1<<60).Draw(t, "d"))
		got, err := touchpoint.ParseDuration(touchpoint.FormatDuration(d))
		require.NoError(t, err)
		require.InDelta(t, float64(d), float64(got), 256, "%s", touchpoint.FormatDuration(d)) // beyond 2^53 ns sums of floats round
		if d < 1<<52 {
			require.Equal(t, d, got)
		}
	})
}

func TestSharesAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(0, 1).Draw(t, "v")
		got, err := touchpoint.ParseShare(touchpoint.FormatShare(v))
		require.NoError(t, err)
		require.Equal(t, v, got)
	})
	assert.Equal(t, "5%", touchpoint.FormatShare(0.05))
	assert.Equal(t, "12.5%", touchpoint.FormatShare(0.125))
	for _, text := range []string{"120%", "-1%", "1.5", "x", "NaN", "5", "Inf"} {
		_, err := touchpoint.ParseShare(text)
		assert.Error(t, err, text)
	}
}

func TestRatesAndClocks(t *testing.T) {
	r, err := touchpoint.ParseRate("3/min")
	require.NoError(t, err)
	assert.InDelta(t, 180, r.PerHour(), 1e-9)
	assert.Equal(t, "3/min", r.String())
	for _, text := range []string{"40", "40/", "/h", "-1/h", "40/fortnight", "40/ms"} {
		_, err := touchpoint.ParseRate(text)
		assert.Error(t, err, text)
	}
	c, err := touchpoint.ParseClock("9:05")
	require.NoError(t, err)
	assert.Equal(t, "09:05", c.String())
	for _, text := range []string{"9", "9:5", "24:01", "x:00", "-1:00", "009:00"} {
		_, err := touchpoint.ParseClock(text)
		assert.Error(t, err, text)
	}
}

func TestExpectedTimes(t *testing.T) {
	m := time.Minute
	pert := &touchpoint.Time{Distribution: touchpoint.PERT, Min: 2 * m, Mode: 4 * m, Max: 12 * m}
	assert.Equal(t, 5*m, pert.Expected(""))
	assert.InDelta(t, 2.7778, pert.Variance()/3600, 1e-4)
	assert.Equal(t, 90*time.Second, (&touchpoint.Time{Distribution: touchpoint.Uniform, Min: m, Max: 2 * m}).Expected(""))
	assert.Equal(t, 40*time.Second, (&touchpoint.Time{Standard: m, By: []touchpoint.PersonaTime{{Persona: "regular", Value: 40 * time.Second}}}).Expected("regular"))
	assert.Zero(t, (*touchpoint.Time)(nil).Expected(""))
}

func TestLinesBetweenKinds(t *testing.T) {
	assert.Equal(t, touchpoint.Lines(), touchpoint.Crossed(touchpoint.Support, touchpoint.Customer))
	assert.Equal(t, []touchpoint.Line{touchpoint.Visibility}, touchpoint.Crossed(touchpoint.Frontstage, touchpoint.Backstage))
	assert.Empty(t, touchpoint.Crossed(touchpoint.Customer, touchpoint.Customer))
	assert.Len(t, touchpoint.Services(), 9)
}
