package measure

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/servicemoments/moments/touchpoint"
)

func fixedFor(d time.Duration) law {
	return law{shape: fixedLaw, fixed: d, mean: d.Seconds(), known: true}
}

// spread is a law as a distribution.
type spread interface {
	CDF(x float64) float64
	Quantile(p float64) float64
}

// spread gives the distribution of a law that is not fixed, nil for a fixed one.
// A three-point estimate is the beta distribution between its ends that has its
// mean and deviation.
func (l law) spread() spread {
	t := l.time
	switch {
	case l.shape == fixedLaw || t == nil:
		return nil
	case l.shape == exponentialLaw:
		return distuv.Exponential{Rate: 1 / l.mean}
	}
	lo, hi := t.Min.Seconds(), t.Max.Seconds()
	switch t.Distribution {
	case touchpoint.Uniform:
		return distuv.Uniform{Min: lo, Max: hi}
	case touchpoint.Triangular:
		return distuv.NewTriangle(lo, hi, t.Mode.Seconds(), nil)
	case touchpoint.PERT:
		m, v := (l.mean-lo)/(hi-lo), l.variance/((hi-lo)*(hi-lo))
		n := m*(1-m)/v - 1
		return scaled{distuv.Beta{Alpha: m * n, Beta: (1 - m) * n}, lo, hi - lo}
	case touchpoint.Lognormal:
		v := math.Log1p(l.variance / (l.mean * l.mean))
		return distuv.LogNormal{Mu: math.Log(l.mean) - v/2, Sigma: math.Sqrt(v)}
	case touchpoint.Gamma:
		return distuv.Gamma{Alpha: l.mean * l.mean / l.variance, Beta: l.mean / l.variance}
	}
	e := empirical{}
	for _, s := range t.Samples {
		e = append(e, s.Seconds())
	}
	slices.Sort(e)
	return e
}

// scaled is a distribution on another stretch than 0 to 1.
type scaled struct {
	of        spread
	from, len float64
}

func (s scaled) CDF(x float64) float64      { return s.of.CDF(min(max((x-s.from)/s.len, 0), 1)) }
func (s scaled) Quantile(p float64) float64 { return s.from + s.len*s.of.Quantile(p) }

// empirical is samples in order, each as likely as the others.
type empirical []float64

func (e empirical) CDF(x float64) float64 {
	n, _ := slices.BinarySearchFunc(e, x, func(a, b float64) int {
		if a <= b {
			return -1
		}
		return 1
	})
	return float64(n) / float64(len(e))
}

func (e empirical) Quantile(p float64) float64 {
	return e[min(int(p*float64(len(e))), len(e)-1)]
}

// longest is the mean and variance of the longest of independent times, from the
// integral of the chance that it is not over yet: E[X] = ∫ P(X>t) dt and
// E[X²] = ∫ 2t·P(X>t) dt.
func longest(members []member) (mean, variance float64) {
	least := 0.0
	var spreads []spread
	for _, m := range members {
		if s := m.law.spread(); s != nil {
			spreads = append(spreads, s)
		} else {
			least = max(least, m.law.mean)
		}
	}
	if len(spreads) == 0 {
		return least, 0
	}
	longer := func(t float64) float64 {
		all := 1.0
		for _, s := range spreads {
			all *= s.CDF(t)
		}
		return 1 - all
	}
	at := joints(spreads, least)
	over, square := 0.0, 0.0 // mean and mean square of what passes beyond the fixed ones
	for i := 1; i < len(at); i++ {
		over += quad.Fixed(longer, at[i-1], at[i], 24, quad.Legendre{}, 1)
		square += quad.Fixed(func(t float64) float64 { return 2 * (t - least) * longer(t) }, at[i-1], at[i], 24, quad.Legendre{}, 1)
	}
	return least + over, max(square-over*over, 0)
}

// joints are the places between which the chances are smooth, with more of them
// where they change fast.
func joints(spreads []spread, least float64) []float64 {
	at := []float64{least}
	for _, s := range spreads {
		if e, ok := s.(empirical); ok {
			at = append(at, e...)
			continue
		}
		for _, p := range []float64{0, 1e-9, 1e-6, 1e-4, .001, .01, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .99, .999, 1 - 1e-4, 1 - 1e-6, 1 - 1e-8, 1 - 1e-10, 1 - 1e-12, 1 - 1e-14} {
			at = append(at, s.Quantile(p))
		}
		if t, ok := s.(distuv.Triangle); ok {
			at = append(at, t.Mode())
		}
		if u, ok := s.(distuv.Uniform); ok {
			at = append(at, u.Max)
		}
		if b, ok := s.(scaled); ok {
			at = append(at, b.from+b.len)
		}
	}
	at = slices.DeleteFunc(at, func(x float64) bool { return !(x >= least) || math.IsInf(x, 0) })
	slices.Sort(at)
	return slices.Compact(at)
}
