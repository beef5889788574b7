package quantile_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/internal/quantile"
)

func of(times []int64) *quantile.Histogram {
	h := &quantile.Histogram{}
	for _, t := range times {
		h.Add(time.Duration(t))
	}
	return h
}

var times = rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 200), rapid.Int64Range(0, 1e12), rapid.Int64Range(0, math.MaxInt64)), 0, 60)

func TestQuantilesAreWithinOnePercent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := times.Filter(func(s []int64) bool { return len(s) > 0 }).Draw(t, "times")
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		got := of(all).Quantile(p)
		slices.Sort(all)
		want := all[max(int(math.Ceil(p*float64(len(all))))-1, 0)]
		assert.LessOrEqual(t, math.Abs(float64(got)-float64(want)), 0.01*float64(want), "%d, not %d", got, want)
	})
}

func TestPartsGiveTheWholeInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := times.Draw(t, "a"), times.Draw(t, "b"), times.Draw(t, "c")
		whole := of(slices.Concat(a, b, c))
		left := of(a)
		left.Merge(of(b))
		left.Merge(of(c))
		right := of(c)
		ab := of(b)
		ab.Merge(of(a))
		right.Merge(ab)
		for _, h := range []*quantile.Histogram{left, right} {
			require.True(t, h.Valid())
			require.Equal(t, whole.Total, h.Total)
			require.Equal(t, whole.Mean(), h.Mean())
			require.True(t, slices.Equal(whole.Buckets, h.Buckets))
			require.Equal(t, whole.Quantile(0.9), h.Quantile(0.9))
		}
	})
}

func TestTheMeanIsExactEvenWhereTheSumNeedsMoreThan64Bits(t *testing.T) {
	h := of(slices.Repeat([]int64{math.MaxInt64, math.MaxInt64 - 2}, 10))
	assert.Equal(t, time.Duration(math.MaxInt64-1), h.Mean())
	assert.Zero(t, (&quantile.Histogram{}).Mean())
	assert.Zero(t, (&quantile.Histogram{}).Quantile(0.5))
}

func TestAHistogramThatDisagreesWithItselfIsNotValid(t *testing.T) {
	assert.True(t, (&quantile.Histogram{}).Valid())
	assert.True(t, of([]int64{5, 7}).Valid())
	broken := of([]int64{5, 7})
	broken.Total++
	assert.False(t, broken.Valid())
	broken = of([]int64{5, 7})
	slices.Reverse(broken.Buckets)
	assert.False(t, broken.Valid())
}
