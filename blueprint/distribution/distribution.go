// Package distribution knows the laws that the times of a touchpoint follow:
// fixed, uniform, exponential, triangular, PERT, lognormal, gamma, or samples that
// were observed.
//
// What comes in is a [touchpoint.Time]; what goes out is a [Law] with mean,
// variance, quantiles and samples, all in seconds. The same law serves formulas
// and simulation, so that both speak of the same thing; so does [Ahead], which says
// whose queue a wait point speaks of.
package distribution

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/servicemoments/moments/touchpoint"
)

// Law is the law of a time. It never changes and is safe for concurrent use; the
// zero value is no time at all.
type Law struct {
	kind touchpoint.Distribution // empty: fixed
	mean float64                 // seconds
	vari float64                 // square seconds
	a, b float64                 // parameters, by kind
	lo   float64                 // seconds
	span float64                 // seconds from least to most
	mode float64                 // share of the span where the mode is
	list []float64               // samples, sorted
}

// Of gives the law of a touchpoint's time for a persona; an empty persona stands
// for anybody. A persona with a time of its own takes exactly that. A nil time is
// no time at all. The error says which parameter is impossible; a blueprint that
// was loaded or validated gives none, save where a PERT or gamma law is too narrow
// to be computed with.
func Of(t *touchpoint.Time, persona string) (Law, error) {
	if t == nil {
		return Law{}, nil
	}
	for _, p := range t.By {
		if persona != "" && p.Persona == persona {
			return Fixed(p.Value.Seconds())
		}
	}
	lo, mode, hi := t.Min.Seconds(), t.Mode.Seconds(), t.Max.Seconds()
	mean, deviation := t.Expected("").Seconds(), t.Deviation.Seconds()
	switch t.Distribution {
	case "", touchpoint.Fixed:
		return Fixed(t.Standard.Seconds())
	case touchpoint.Uniform:
		return Uniform(lo, hi)
	case touchpoint.Exponential:
		return Exponential(mean)
	case touchpoint.Triangular:
		return Triangular(lo, mode, hi)
	case touchpoint.PERT:
		return PERT(lo, mode, hi)
	case touchpoint.Lognormal:
		return Lognormal(mean, deviation)
	case touchpoint.Gamma:
		return Gamma(mean, deviation)
	case touchpoint.Empirical:
		samples := make([]float64, len(t.Samples))
		for i, s := range t.Samples {
			samples[i] = s.Seconds()
		}
		return Empirical(samples)
	}
	return Law{}, fmt.Errorf("there is no distribution %q", t.Distribution)
}

// Fixed is a time that never varies.
func Fixed(seconds float64) (Law, error) {
	if !finite(seconds) || seconds < 0 {
		return Law{}, errors.New("a fixed time must not be negative")
	}
	return Law{mean: seconds}, nil
}

// Uniform is a time of which every value from lo to hi is as likely.
func Uniform(lo, hi float64) (Law, error) {
	if err := ordered(lo, lo, hi); err != nil {
		return Law{}, err
	}
	if lo == hi {
		return Fixed(lo)
	}
	return Law{kind: touchpoint.Uniform, mean: lo + (hi-lo)/2, vari: (hi - lo) * (hi - lo) / 12, lo: lo, span: hi - lo}, nil
}

// Exponential is a time without memory: how long it still takes does not depend
// on how long it took already.
func Exponential(mean float64) (Law, error) {
	if !finite(mean) || mean <= 0 {
		return Law{}, errors.New("the mean of an exponential time must be more than nothing")
	}
	return Law{kind: touchpoint.Exponential, mean: mean, vari: mean * mean}, nil
}

// Triangular is a time between lo and hi with the likeliest value mode.
func Triangular(lo, mode, hi float64) (Law, error) {
	if err := ordered(lo, mode, hi); err != nil {
		return Law{}, err
	}
	if lo == hi {
		return Fixed(lo)
	}
	vari := (lo*lo + mode*mode + hi*hi - lo*mode - lo*hi - mode*hi) / 18
	return Law{kind: touchpoint.Triangular, mean: (lo + mode + hi) / 3, vari: max(vari, 0), lo: lo, span: hi - lo, mode: (mode - lo) / (hi - lo)}, nil
}

// PERT is the law of three-point estimates: mean (lo+4·mode+hi)/6 and deviation
// (hi-lo)/6 (Malcolm et al. 1959). It is the beta law between lo and hi with these
// two; its mode is near the given one.
func PERT(lo, mode, hi float64) (Law, error) {
	if err := ordered(lo, mode, hi); err != nil {
		return Law{}, err
	}
	if lo == hi {
		return Fixed(lo)
	}
	mean := (lo + 4*mode + hi) / 6
	m := (mean - lo) / (hi - lo) // 1/6 to 5/6, so that n is 4 to 8
	n := 36*m*(1-m) - 1
	return Law{kind: touchpoint.PERT, mean: mean, vari: (hi - lo) * (hi - lo) / 36, a: m * n, b: (1 - m) * n, lo: lo, span: hi - lo}, nil
}

// Lognormal is a time whose logarithm is normal: many short, few very long.
func Lognormal(mean, deviation float64) (Law, error) {
	if err := positive("lognormal", mean, deviation); err != nil {
		return Law{}, err
	}
	s2 := math.Log1p(deviation / mean * deviation / mean)
	return Law{kind: touchpoint.Lognormal, mean: mean, vari: deviation * deviation, a: math.Log(mean) - s2/2, b: math.Sqrt(s2)}, nil
}

// Gamma is a time like the sum of several exponential ones: with shape
// (mean/deviation)² and rate mean/deviation².
func Gamma(mean, deviation float64) (Law, error) {
	if err := positive("gamma", mean, deviation); err != nil {
		return Law{}, err
	}
	ratio := mean / deviation
	return Law{kind: touchpoint.Gamma, mean: mean, vari: deviation * deviation, a: ratio * ratio, b: ratio / deviation}, nil
}

// Empirical is a time that takes each of the samples as likely as any other.
func Empirical(samples []float64) (Law, error) {
	if len(samples) == 0 {
		return Law{}, errors.New("an empirical time needs samples")
	}
	l := Law{kind: touchpoint.Empirical, list: slices.Clone(samples)}
	slices.Sort(l.list)
	for _, s := range l.list {
		if !finite(s) || s < 0 {
			return Law{}, errors.New("a sample must not be negative")
		}
		l.mean += s / float64(len(samples))
	}
	for _, s := range l.list {
		l.vari += (s - l.mean) * (s - l.mean) / float64(len(samples))
	}
	return l, nil
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func ordered(lo, mode, hi float64) error {
	if !finite(lo) || !finite(hi) || lo < 0 || !(lo <= mode && mode <= hi) {
		return errors.New("expected 0 ≤ min ≤ mode ≤ max")
	}
	return nil
}

// positive also bounds how narrow or wide a law may be: beyond that nothing can be
// computed with it.
func positive(name string, mean, deviation float64) error {
	if !finite(mean) || !finite(deviation) || mean <= 0 || deviation <= 0 {
		return fmt.Errorf("mean and deviation of a %s time must be more than nothing", name)
	}
	if ratio := mean / deviation; ratio > 1e6 || ratio < 1e-3 {
		return fmt.Errorf("the deviation of a %s time must be between a millionth and a thousand times its mean", name)
	}
	return nil
}

// Mean is the mean in seconds.
func (l *Law) Mean() float64 { return l.mean }

// Variance is the variance in square seconds.
func (l *Law) Variance() float64 { return l.vari }

// CV is the coefficient of variation, deviation by mean: 0 for a fixed time, 1 for
// an exponential one. It is 0 for no time at all.
func (l *Law) CV() float64 {
	if l.mean == 0 {
		return 0
	}
	return math.Sqrt(l.vari) / l.mean
}

// Varies tells whether the time is not always the same.
func (l *Law) Varies() bool { return l.kind != "" && l.vari > 0 }

// Kind is the distribution. A law whose parameters leave no room is fixed.
func (l *Law) Kind() touchpoint.Distribution {
	if l.kind == "" {
		return touchpoint.Fixed
	}
	return l.kind
}

// CDF is the chance that the time is at most x seconds.
func (l *Law) CDF(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return math.NaN()
	case x < 0:
		return 0
	}
	switch l.kind {
	case touchpoint.Uniform:
		return min(max((x-l.lo)/l.span, 0), 1)
	case touchpoint.Exponential:
		return -math.Expm1(-x / l.mean)
	case touchpoint.Triangular:
		return l.triangularCDF(min(max((x-l.lo)/l.span, 0), 1))
	case touchpoint.PERT:
		return distuv.Beta{Alpha: l.a, Beta: l.b}.CDF(min(max((x-l.lo)/l.span, 0), 1))
	case touchpoint.Lognormal:
		return distuv.LogNormal{Mu: l.a, Sigma: l.b}.CDF(x)
	case touchpoint.Gamma:
		return distuv.Gamma{Alpha: l.a, Beta: l.b}.CDF(x)
	case touchpoint.Empirical:
		n, _ := slices.BinarySearch(l.list, math.Nextafter(x, math.Inf(1)))
		return float64(n) / float64(len(l.list))
	}
	if x < l.mean {
		return 0
	}
	return 1
}

func (l *Law) triangularCDF(u float64) float64 {
	switch {
	case u < l.mode:
		return u * u / l.mode
	case u >= 1:
		return 1
	}
	return 1 - (1-u)*(1-u)/(1-l.mode)
}

// Quantile is the time in seconds that a share p of cases does not exceed. It is
// not a number unless 0 ≤ p ≤ 1; at 1 it is infinite for laws without a longest
// time.
func (l *Law) Quantile(p float64) float64 {
	if !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	switch l.kind {
	case touchpoint.Uniform:
		return l.lo + p*l.span
	case touchpoint.Exponential:
		return -math.Log1p(-p) * l.mean
	case touchpoint.Triangular:
		return l.lo + l.span*l.triangular(p)
	case touchpoint.PERT:
		return l.lo + l.span*distuv.Beta{Alpha: l.a, Beta: l.b}.Quantile(p)
	case touchpoint.Lognormal:
		return distuv.LogNormal{Mu: l.a, Sigma: l.b}.Quantile(p)
	case touchpoint.Gamma:
		return l.gamma(p)
	case touchpoint.Empirical:
		return l.list[max(int(math.Ceil(p*float64(len(l.list))))-1, 0)]
	}
	return l.mean
}

// triangular inverts the law on a span of 1.
func (l *Law) triangular(p float64) float64 {
	if p < l.mode {
		return math.Sqrt(p * l.mode)
	}
	return 1 - math.Sqrt((1-p)*(1-l.mode))
}

// gamma inverts the law by halving: what distuv gives is off for small shapes.
func (l *Law) gamma(p float64) float64 {
	if p == 1 {
		return math.Inf(1)
	}
	g := distuv.Gamma{Alpha: l.a, Beta: l.b}
	lo, hi := 0.0, l.mean
	for g.CDF(hi) < p && hi < math.MaxFloat64/2 {
		lo, hi = hi, 2*hi
	}
	for mid := lo + (hi-lo)/2; lo < mid && mid < hi && hi-lo > 1e-12*hi; mid = lo + (hi-lo)/2 {
		if g.CDF(mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// Sample draws a time in seconds. Equal random numbers give equal times.
//
// Exponential and lognormal times come straight from math/rand/v2, whose
// ziggurats are several times faster than what package distuv does, and which
// follow the same laws; gamma and PERT times come from distuv.
func (l *Law) Sample(r *rand.Rand) float64 {
	switch l.kind {
	case "":
		return l.mean
	case touchpoint.Exponential:
		return r.ExpFloat64() * l.mean
	case touchpoint.Uniform:
		return l.lo + r.Float64()*l.span
	case touchpoint.Triangular:
		return l.lo + l.span*l.triangular(r.Float64())
	case touchpoint.Lognormal:
		return math.Exp(l.a + l.b*r.NormFloat64())
	case touchpoint.Gamma:
		return distuv.Gamma{Alpha: l.a, Beta: l.b, Src: r}.Rand()
	case touchpoint.PERT:
		return l.lo + l.span*distuv.Beta{Alpha: l.a, Beta: l.b, Src: r}.Rand()
	}
	return l.list[r.IntN(len(l.list))]
}
