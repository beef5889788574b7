package measure

import (
	"math"

	"github.com/servicemoments/moments/blueprint/distribution"
	"github.com/servicemoments/moments/blueprint/figures"
)

// simulated is a figure of what the replications of a trial found, NaN where one
// had nothing to say; nil where none had. Its interval ends at 0, and at 1 for
// shares, unless it may be a difference.
func simulated(found []float64, unit figures.Unit, difference bool) *figures.Figure {
	mean, low, high, n := distribution.Interval(found)
	if n == 0 {
		return nil
	}
	if !difference {
		most := math.Inf(1)
		if unit == figures.Share {
			most = 1
		}
		low, high = distribution.Bounded(mean, low, high, 0, most)
	}
	return &figures.Figure{Value: mean, Unit: unit, How: figures.Simulated, Low: low, High: high}
}

// cellOf is a cell with a figure, or nothing.
func cellOf(f *figures.Figure) figures.Cell {
	if f == nil {
		return figures.Cell{}
	}
	copied := *f
	return figures.Cell{Figure: &copied}
}

// figureOf is a figure as it is pointed to.
func figureOf(v float64, unit figures.Unit, how figures.How) *figures.Figure {
	f := fig(v, unit, how)
	return &f
}

// line is a figure put through a straight line: a + b × f, in another unit.
func line(a, b float64, f figures.Figure, unit figures.Unit) figures.Figure {
	out := figures.Figure{Value: a + b*f.Value, Unit: unit, How: f.How}
	if f.How == figures.Simulated {
		out.Low, out.High = a+b*min(f.Low, f.High), a+b*max(f.Low, f.High)
		if b < 0 {
			out.Low, out.High = out.High, out.Low
		}
	}
	return out
}

// plus adds two figures of one unit. The ends of intervals are added, too: of figures
// that vary together that is right, of others it is wide.
func plus(a, b figures.Figure) figures.Figure {
	out := figures.Figure{Value: a.Value + b.Value, Unit: a.Unit, How: lessSure(a.How, b.How)}
	if out.How == figures.Simulated {
		aLow, aHigh := ends(a)
		bLow, bHigh := ends(b)
		out.Low, out.High = aLow+bLow, aHigh+bHigh
	}
	return out
}

func ends(f figures.Figure) (low, high float64) {
	if f.How == figures.Simulated && f.High > f.Low {
		return f.Low, f.High
	}
	return f.Value, f.Value
}

// lessSure is how a figure was got that rests on two others.
func lessSure(a, b figures.How) figures.How {
	for _, how := range []figures.How{figures.Simulated, figures.Formula, figures.Exact} {
		if a == how || b == how {
			return how
		}
	}
	return figures.Given
}
