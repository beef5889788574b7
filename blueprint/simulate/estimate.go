package simulate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/servicemoments/moments/blueprint/figures"
)

// Estimate is a mean over replications with a 95% confidence interval: one that
// covers the true value in 95 of 100 simulations. The interval is Student's t over
// the replications' own means. With fewer than two replications that had anything
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
func (e *Estimate) sum() {
	n, sum := 0, 0.0
	for _, s := range e.each {
		if s.known {
			n++
			sum += s.value
		}
	}
	if n == 0 {
		return
	}
	e.Value = sum / float64(n)
	e.Low, e.High = e.Value, e.Value
	if n < 2 {
		return
	}
	squares := 0.0
	for _, s := range e.each {
		if s.known {
			squares += (s.value - e.Value) * (s.value - e.Value)
		}
	}
	half := studentT(n-1) * math.Sqrt(squares/float64(n-1)/float64(n))
	e.Low, e.High = e.Value-half, e.Value+half
}

// studentT is the 97.5% quantile of Student's t.
func studentT(degrees int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(degrees)}.Quantile(0.975)
}

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

// asShare keeps the interval of a share between 0 and 1.
func (e Estimate) asShare() Estimate {
	e.Low, e.High = min(max(e.Low, 0), e.Value), max(min(e.High, 1), e.Value)
	return e
}
