package chart

import (
	"math"

	"github.com/servicemoments/moments/blueprint/figures"
)

// scale maps values to places along an axis.
type scale struct {
	low, high  float64 // values at the ends
	from, room float64 // place of low, and px up to that of high; room may be negative
	ticks      []float64
}

func (s scale) at(v float64) float64 {
	if s.high == s.low {
		return s.from
	}
	return s.from + (min(max(v, s.low), s.high)-s.low)/(s.high-s.low)*s.room
}

// newScale makes an axis from low to high that ends at round values, with about
// as many ticks as asked for.
func newScale(low, high float64, unit figures.Unit, from, room float64, about int) scale {
	if !(high > low) { // also where either is no number
		high = low + 1
	}
	step := stepFor((high-low)/float64(max(about, 1)), unit)
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	s := scale{low: first * step, high: last * step, from: from, room: room}
	for i := first; i <= last && len(s.ticks) < 50; i++ {
		s.ticks = append(s.ticks, i*step)
	}
	return s
}

// clock lists the steps in which durations are counted, in seconds.
var clock = []float64{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 4 * 3600, 6 * 3600, 12 * 3600, 86400}

// stepFor is the smallest round step not under the one asked for: 1, 2 or 5
// times a power of ten, and for durations what clocks and calendars show.
func stepFor(least float64, unit figures.Unit) float64 {
	if !(least > 0) || math.IsInf(least, 0) {
		return 1
	}
	if unit == figures.Seconds && least > 0.5 {
		for _, s := range clock {
			if s >= least {
				return s
			}
		}
		return 86400 * stepFor(least/86400, figures.Number)
	}
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= least*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// reach is the least and the greatest of some values, which are 0 to begin with
// where bars grow from 0.
type reach struct {
	low, high float64
	any       bool
}

func (r *reach) add(values ...float64) {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		if !r.any {
			r.low, r.high, r.any = v, v, true
		}
		r.low, r.high = min(r.low, v), max(r.high, v)
	}
}
