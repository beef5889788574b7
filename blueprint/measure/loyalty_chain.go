package measure

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/servicemoments/moments/blueprint"
)

// Correlation is how two links of the service profit chain move together, over
// units such as branches or months that measured both.
type Correlation struct {
	From, To int     // places in the list of links
	N        int     // units
	R        float64 // Pearson's coefficient, -1 to 1
	// Low and High bound the true coefficient with 95% confidence (Fisher's z,
	// for figures that are roughly normal); -1 and 1 with fewer than 4 units.
	Low, High float64
}

// ChainCorrelations gives the correlation of each link of the service profit chain
// (Heskett, Sasser & Schlesinger) with the one that follows it. Links without
// figures are passed over, and so is a pair of which one never varies, as nothing
// can be said of it. That two links move together does not show that one drives
// the other.
//
// The error is a blueprint.Diagnostics with paths below loyalty.chain: links of
// which one has more figures than the other, or fewer than 3.
func ChainCorrelations(chain []blueprint.ChainLink) ([]Correlation, error) {
	var out []Correlation
	var found blueprint.Diagnostics
	report := func(i int, message, hint string) {
		found = append(found, blueprint.Diagnostic{Rule: "profit-chain", Severity: blueprint.Error,
			Path: blueprint.Path{}.Key("loyalty").Key("chain").At(i).Key("values"), Message: message, Hint: hint})
	}
	last := -1
	for i, link := range chain {
		switch n := len(link.Values); {
		case n == 0:
			continue
		case n < 3:
			report(i, fmt.Sprintf("%q has figures of %d units only", link.Title, n), "a correlation needs 3 units or more, and means little below 10")
			continue
		case last >= 0 && n != len(chain[last].Values):
			report(i, fmt.Sprintf("%q has figures of %d units, %q of %d", link.Title, n, chain[last].Title, len(chain[last].Values)), "give both the same units in the same order")
			continue
		case last >= 0:
			if c, ok := correlate(chain[last].Values, link.Values); ok {
				c.From, c.To = last, i
				out = append(out, c)
			}
		}
		last = i
	}
	if err := found.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// correlate gives Pearson's coefficient with its interval; false where a list never
// varies or holds what is no number.
func correlate(x, y []float64) (Correlation, bool) {
	r := stat.Correlation(x, y, nil)
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return Correlation{}, false
	}
	c := Correlation{N: len(x), R: max(-1, min(1, r)), Low: -1, High: 1}
	if c.N >= 4 {
		z, half := math.Atanh(c.R), normal95/math.Sqrt(float64(c.N-3))
		c.Low, c.High = math.Tanh(z-half), math.Tanh(z+half)
	}
	return c, true
}

// normal95 is how many standard deviations hold 95% of a normal distribution.
const normal95 = 1.959963984540054

// Mean is the mean of observations, with how far it can be trusted.
type Mean struct {
	N         int
	Mean      float64
	Deviation float64 // standard deviation of one observation; 0 for fewer than 2
	// Low and High bound the true mean with 95% confidence (Student's t, for
	// customers who were chosen by chance); both are the mean for fewer than 2.
	Low, High float64
}

// MeanOf is the mean of a list; the zero Mean for an empty one.
func MeanOf(values []float64) Mean {
	if len(values) == 0 {
		return Mean{}
	}
	m := Mean{N: len(values)}
	if m.N == 1 {
		m.Mean, m.Low, m.High = values[0], values[0], values[0]
		return m
	}
	m.Mean, m.Deviation = stat.MeanStdDev(values, nil)
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(m.N - 1)}.Quantile(0.975)
	half := t * m.Deviation / math.Sqrt(float64(m.N))
	m.Low, m.High = m.Mean-half, m.Mean+half
	return m
}
