package distribution_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/distribution"
	"github.com/servicemoments/moments/touchpoint"
)

// times has one time of each distribution.
func times() []touchpoint.Time {
	return []touchpoint.Time{
		{Standard: 90 * time.Second},
		{Distribution: touchpoint.Fixed, Standard: time.Minute},
		{Distribution: touchpoint.Uniform, Min: time.Minute, Max: 3 * time.Minute},
		{Distribution: touchpoint.Exponential, Mean: 4 * time.Minute},
		{Distribution: touchpoint.Triangular, Min: 2 * time.Minute, Mode: 4 * time.Minute, Max: 12 * time.Minute},
		{Distribution: touchpoint.Triangular, Min: 2 * time.Minute, Mode: 2 * time.Minute, Max: 12 * time.Minute},
		{Distribution: touchpoint.Triangular, Min: 2 * time.Minute, Mode: 12 * time.Minute, Max: 12 * time.Minute},
		{Distribution: touchpoint.PERT, Min: 2 * time.Minute, Mode: 4 * time.Minute, Max: 12 * time.Minute},
		{Distribution: touchpoint.PERT, Min: 0, Mode: 0, Max: 12 * time.Minute},
		{Distribution: touchpoint.Lognormal, Mean: 9 * time.Minute, Deviation: 5 * time.Minute},
		{Distribution: touchpoint.Gamma, Mean: 9 * time.Minute, Deviation: 5 * time.Minute},
		{Distribution: touchpoint.Gamma, Mean: time.Minute, Deviation: 3 * time.Minute},
		{Distribution: touchpoint.Empirical, Samples: []time.Duration{7 * time.Minute, 2 * time.Minute, 3 * time.Minute, 3 * time.Minute}},
	}
}

func TestEveryDistributionHasALaw(t *testing.T) {
	seen := map[touchpoint.Distribution]bool{}
	for _, x := range times() {
		l, err := distribution.Of(&x, "")
		require.NoError(t, err)
		seen[l.Kind()] = true
	}
	for _, d := range touchpoint.Distributions() {
		assert.True(t, seen[d], "%s is not tried", d)
	}
}

func TestMeanAndVarianceAreThoseOfTheTime(t *testing.T) {
	for _, x := range times() {
		l, err := distribution.Of(&x, "")
		require.NoError(t, err)
		assert.InDelta(t, x.Expected("").Seconds(), l.Mean(), 1e-6, "%v", x)
		assert.InEpsilon(t, 1+x.Variance(), 1+l.Variance(), 1e-9, "%v", x)
	}
}

// PERT (a+4m+b)/6: 2, 4, 12 gives mean 5, variance 2.7778.
func TestThreePointEstimate(t *testing.T) {
	l, err := distribution.PERT(2, 4, 12)
	require.NoError(t, err)
	assert.InDelta(t, 5, l.Mean(), 1e-12)
	assert.InDelta(t, 2.7778, l.Variance(), 5e-5)
	assert.InDelta(t, math.Sqrt(25.0/9)/5, l.CV(), 1e-12)
}

// Samples have the mean, the variance and the quantiles that the law says, within
// five standard errors.
func TestSamplesFollowTheirLaw(t *testing.T) {
	const n = 40_000
	for i, x := range times() {
		t.Run(fmt.Sprintf("%d %s", i, x.Distribution), func(t *testing.T) {
			l, err := distribution.Of(&x, "")
			require.NoError(t, err)
			r := rand.New(rand.NewPCG(1, uint64(i)))
			p10, median, p95 := l.Quantile(0.1), l.Quantile(0.5), l.Quantile(0.95)
			sum, squares, below10, below, below95 := 0.0, 0.0, 0, 0, 0
			for range n {
				v := l.Sample(r)
				require.GreaterOrEqual(t, v, 0.0)
				d := v - l.Mean()
				sum, squares = sum+d, squares+d*d
				below10 += count(v <= p10)
				below += count(v <= median)
				below95 += count(v <= p95)
			}
			deviation := math.Sqrt(l.Variance())
			assert.InDelta(t, 0, sum/n, 5*deviation/math.Sqrt(n)+1e-9)
			assert.InDelta(t, l.Variance(), squares/n, 0.1*l.Variance()+1e-9)
			for p, got := range map[float64]int{l.CDF(p10): below10, l.CDF(median): below, l.CDF(p95): below95} {
				assert.InDelta(t, p, float64(got)/n, 5*math.Sqrt(p*(1-p)/n)+1e-6)
			}
		})
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestQuantilesInvertTheLaw(t *testing.T) {
	for _, x := range times() {
		l, err := distribution.Of(&x, "")
		require.NoError(t, err)
		before := 0.0
		for p := 0.01; p < 1; p += 0.01 {
			q := l.Quantile(p)
			require.GreaterOrEqual(t, q, before, "%v at %g", x, p)
			require.GreaterOrEqual(t, l.CDF(q), p-1e-9, "%v at %g", x, p)
			if l.Varies() && l.Kind() != touchpoint.Empirical {
				require.InDelta(t, p, l.CDF(q), 1e-6, "%v at %g", x, p)
			}
			before = q
		}
		assert.True(t, math.IsNaN(l.Quantile(-0.1)))
		assert.True(t, math.IsNaN(l.Quantile(1.1)))
		assert.Zero(t, l.CDF(-1))
	}
}

func TestAPersonaHasItsOwnTime(t *testing.T) {
	x := touchpoint.Time{Distribution: touchpoint.Exponential, Mean: time.Minute, By: []touchpoint.PersonaTime{{Persona: "regular", Value: 20 * time.Second}}}
	regular, err := distribution.Of(&x, "regular")
	require.NoError(t, err)
	assert.Equal(t, 20.0, regular.Mean())
	assert.False(t, regular.Varies())
	other, err := distribution.Of(&x, "other")
	require.NoError(t, err)
	assert.Equal(t, 60.0, other.Mean())
	assert.Equal(t, 1.0, other.CV())
}

func TestNoTimeIsNoTime(t *testing.T) {
	l, err := distribution.Of(nil, "")
	require.NoError(t, err)
	assert.Zero(t, l.Mean())
	assert.Zero(t, l.CV())
	assert.Zero(t, l.Sample(nil))
	assert.Equal(t, 1.0, l.CDF(0))
}

func TestImpossibleParametersAreErrors(t *testing.T) {
	bad := map[string]touchpoint.Time{
		"negative":                 {Standard: -time.Second},
		"no mean":                  {Distribution: touchpoint.Exponential},
		"no deviation":             {Distribution: touchpoint.Lognormal, Mean: time.Minute},
		"negative deviation":       {Distribution: touchpoint.Gamma, Mean: time.Minute, Deviation: -time.Second},
		"out of order":             {Distribution: touchpoint.Triangular, Min: 5, Mode: 4, Max: 12},
		"backwards":                {Distribution: touchpoint.Uniform, Min: 5, Max: 2},
		"mode beyond max":          {Distribution: touchpoint.PERT, Min: 5, Mode: 14, Max: 12},
		"no samples":               {Distribution: touchpoint.Empirical},
		"negative sample":          {Distribution: touchpoint.Empirical, Samples: []time.Duration{-1}},
		"too narrow":               {Distribution: touchpoint.Gamma, Mean: time.Hour, Deviation: 1},
		"unknown":                  {Distribution: "weibull"},
		"negative time of persona": {By: []touchpoint.PersonaTime{{Persona: "p", Value: -1}}},
	}
	for name, x := range bad {
		_, err := distribution.Of(&x, "p")
		assert.Error(t, err, name)
	}
}

// Whatever parameters are possible, nothing comes out that is no time.
func TestAnyPossibleLawGivesTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := func(name string) time.Duration {
			return time.Duration(rapid.Int64Range(0, int64(24*time.Hour)).Draw(t, name))
		}
		x := touchpoint.Time{Standard: d("standard"), Mean: d("mean"), Deviation: d("deviation"), Min: d("min"), Mode: d("mode"), Max: d("max"),
			Samples: []time.Duration{d("a"), d("b")}, Distribution: rapid.SampledFrom(touchpoint.Distributions()).Draw(t, "distribution")}
		l, err := distribution.Of(&x, "")
		if err != nil {
			return
		}
		r := rand.New(rand.NewPCG(1, 2))
		for range 20 {
			v := l.Sample(r)
			require.False(t, math.IsNaN(v) || math.IsInf(v, 0) || v < 0, "%v gives %g", x, v)
		}
		require.GreaterOrEqual(t, l.Variance(), 0.0)
	})
}

func ExampleOf() {
	l, err := distribution.Of(&touchpoint.Time{Distribution: touchpoint.PERT, Min: 2 * time.Minute, Mode: 4 * time.Minute, Max: 12 * time.Minute}, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("mean %g min, 9 in 10 within %.1f min\n", l.Mean()/60, l.Quantile(0.9)/60)
	// Output: mean 5 min, 9 in 10 within 7.3 min
}
