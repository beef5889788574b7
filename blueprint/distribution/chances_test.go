package distribution_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/distribution"
)

func TestImpossibleChances(t *testing.T) {
	for ways, want := range map[string]string{
		"{to: a, chance: 33.3%}, {to: b, chance: 33.3%}, {to: end, chance: 33.3%}": "",
		"{to: a, chance: 60%}, {to: b, chance: 60%}":                               `the ways out of "Choose" have chances of 120% in sum, not 100%`,
		"{to: a, chance: 60%}, {to: b, chance: 30%}":                               `the ways out of "Choose" have chances of 90% in sum, not 100%`,
		"{to: a, chance: 60%}, {to: b, when: well}":                                "",
		"{to: a, when: ill}, {to: b, when: well}":                                  "",
	} {
		b, err := blueprint.Read(strings.NewReader("title: T\nsteps:\n  - customer: {title: Choose, next: ["+ways+"]}\n  - customer: {id: a, title: A}\n  - customer: {id: b, title: B}\n"), "t.yaml")
		require.NoError(t, err)
		found := b.LocateAll(distribution.Impossible(b.Graph()))
		if want == "" {
			assert.Empty(t, found, ways)
			continue
		}
		require.Len(t, found, 1, ways)
		assert.Equal(t, want, found[0].Message)
		assert.Equal(t, 3, found[0].Range.Start.Line)
	}
}

// Of several replications the interval is Student's t: 2.776 standard errors for five.
func TestIntervals(t *testing.T) {
	mean, low, high, n := distribution.Interval([]float64{1, 2, 3, 4, 5})
	assert.InDelta(t, 3, mean, 1e-12)
	assert.InDelta(t, 3-2.7764451*0.70710678, low, 1e-6)
	assert.InDelta(t, 3+2.7764451*0.70710678, high, 1e-6)
	assert.Equal(t, 5, n)
	_, low, high, n = distribution.Interval([]float64{7})
	assert.Equal(t, []any{7., 7., 1}, []any{low, high, n})
	_, _, _, n = distribution.Interval(nil)
	assert.Zero(t, n)

	low, high = distribution.Bounded(0.01, -0.2, 1.3, 0, 1)
	assert.Equal(t, []float64{0, 1}, []float64{low, high})
	low, high = distribution.Bounded(3, 2, 4, 0, 10)
	assert.Equal(t, []float64{2, 4}, []float64{low, high})
}
