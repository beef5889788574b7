package blueprint

import (
	"reflect"

	"github.com/servicemoments/moments/touchpoint"
)

// sense checks values that must fit one another.
func (v *validator) sense(f reflect.Value, p Path) {
	switch x := f.Addr().Interface().(type) {
	case *touchpoint.Time:
		if problem, hint := timeProblem(x); problem != "" {
			v.report("bad-value", p, problem, hint)
		}
	case *Period:
		if x.To <= x.From {
			v.report("bad-value", p, "the period ends before it begins", "expected from before to")
		}
	case *Hours:
		if x.To <= x.From {
			v.report("bad-value", p, "the hours end before they begin", `expected hours such as "Mon-Fri 09:00-18:00"`)
		}
	case *touchpoint.Expectation:
		if zone, ok := x.Zone(); ok && zone < 0 {
			v.report("bad-value", p, "the desired level is below the adequate one", "the zone of tolerance runs from adequate up to desired")
		}
	case *touchpoint.Touchpoint:
		v.nexts(x, p)
	}
}

// timeProblem says what is impossible in the parameters of a distribution.
func timeProblem(t *touchpoint.Time) (problem, hint string) {
	ordered := t.Min <= t.Mode && t.Mode <= t.Max || t.Distribution == touchpoint.Uniform && t.Min <= t.Max
	switch t.Distribution {
	case touchpoint.Uniform, touchpoint.Triangular, touchpoint.PERT:
		if t.Max == 0 {
			return "a " + string(t.Distribution) + " time has no max", "expected min, mode and max (uniform: min and max)"
		}
		if !ordered {
			return "min, mode and max are out of order", "expected min ≤ mode ≤ max"
		}
	case touchpoint.Exponential:
		if t.Expected("") == 0 {
			return "an exponential time has no mean", "expected mean: 4m, say"
		}
	case touchpoint.Lognormal, touchpoint.Gamma:
		if t.Expected("") == 0 || t.Deviation == 0 {
			return "a " + string(t.Distribution) + " time lacks mean or deviation", "expected mean: 4m and deviation: 90s, say"
		}
	case touchpoint.Empirical:
		if len(t.Samples) == 0 {
			return "an empirical time has no samples", "expected samples: [2m, 3m, 7m], say"
		}
	case "", touchpoint.Fixed:
		if t.Mean != 0 || t.Deviation != 0 || t.Min != 0 || t.Mode != 0 || t.Max != 0 || len(t.Samples) > 0 {
			return "the time has parameters, but no distribution", "add distribution: triangular, say"
		}
	}
	return "", ""
}

// nexts checks that written ways are a choice or parallel, not both.
func (v *validator) nexts(t *touchpoint.Touchpoint, p Path) {
	conditional := 0
	seen := map[string]bool{}
	for i, n := range t.Next {
		if n.Conditional() {
			conditional++
		}
		if n.To != "" && seen[n.To] && !t.Choice() {
			v.report("bad-value", p.Key("next").At(i), "this way is written twice", "leave one out")
		}
		seen[n.To] = true
	}
	if conditional > 0 && conditional < len(t.Next) {
		v.report("mixed-next", p.Key("next"), "some ways have a condition, others do not", "several ways with when or chance are a choice of one; several plain ones are all taken")
	}
}
