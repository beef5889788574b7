package simulate

import (
	"math"

	"github.com/servicemoments/moments/blueprint/distribution"
	"github.com/servicemoments/moments/blueprint/figures"
)

// Estimate is a mean over replications with a 95% confidence interval: one that
// covers the true value in 95 of 100 simulations. The interval is Student's t over
// the replications' own means, and ends where no value can lie: a time, a count or a
// cost is not below 0, a share not beyond 1. With fewer than two replications that had anything
// to say there is none, and both ends are the value.
type Estimate struct {
	Value     float64
	Low, High float64

	each []sample // by replication
}

// sample is what one replication says.
type sample struct {
	value float64
	known bool
}

// Each gives what the replications found, NaN where one had nothing to say.
func (e Estimate) Each() []float64 {
	out := make([]float64, len(e.each))
	for i, s := range e.each {
		if out[i] = s.value; !s.known {
			out[i] = math.NaN()
		}
	}
	return out
}

// Known tells whether any replication had anything to say: the wait of nobody is
// not 0, but unknown.
func (e Estimate) Known() bool {
	for _, s := range e.each {
		if s.known {
			return true
		}
	}
	return false
}

// Covers tells whether a value lies in the interval.
func (e Estimate) Covers(v float64) bool { return e.Low <= v && v <= e.High }

// figure is the estimate as a figure.
func (e Estimate) figure(u figures.Unit) figures.Cell {
	if !e.Known() {
		return figures.Cell{}
	}
	return figures.Cell{Figure: &figures.Figure{Value: e.Value, Unit: u, How: figures.Simulated, Low: e.Low, High: e.High}}
}

// estimate takes a value from each tally.
func estimate(tallies []*tally, of func(*tally) (float64, bool)) Estimate {
	e := Estimate{each: make([]sample, len(tallies))}
	for i, t := range tallies {
		v, ok := of(t)
		e.each[i] = sample{v, ok && !math.IsNaN(v)}
	}
	e.sum()
	return e
}

// sum works out mean and interval.
func (e *Estimate) sum() { e.Value, e.Low, e.High, _ = distribution.Interval(e.Each()) }

// minus is the difference of two estimates from the same random numbers, by pairs
// of replications.
func (e Estimate) minus(o Estimate) Estimate {
	d := Estimate{each: make([]sample, min(len(e.each), len(o.each)))}
	for i := range d.each {
		d.each[i] = sample{e.each[i].value - o.each[i].value, e.each[i].known && o.each[i].known}
	}
	d.sum()
	return d
}

// differs tells whether an interval leaves out 0: it would by chance in one of 20
// cases.
func (e Estimate) differs() bool { return e.Low > 0 || e.High < 0 }

// asShare ends the interval of a share at 0 and 1.
func (e Estimate) asShare() Estimate { return e.within(0, 1) }

// positive ends the interval of what cannot be negative at 0: of a time, a count, a
// cost.
func (e Estimate) positive() Estimate { return e.within(0, math.Inf(1)) }

func (e Estimate) within(least, most float64) Estimate {
	e.Low, e.High = distribution.Bounded(e.Value, e.Low, e.High, least, most)
	return e
}
