package measure

import (
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// ValueShares divide the customers' time by what goes on meanwhile: of several
// things side by side the best counts, and time in which customers only wait adds
// no value. They sum to 1, or are all 0 where nothing takes time.
type ValueShares struct {
	Yes       float64 // adds value
	Necessary float64 // adds none, but cannot be left out
	No        float64 // adds none, waiting included
	Unsaid    float64 // the blueprint does not say

	figures [4]figures.Figure // the same, with how they were got
}

// nothing tells that nothing takes time.
func (v *ValueShares) nothing() bool { return v.Yes+v.Necessary+v.No+v.Unsaid == 0 }

func (m *Model) valueShares(c *chains) *ValueShares {
	along := c.course()
	if along == nil {
		return nil
	}
	behind := background(m.Graph)
	among := func(classes ...touchpoint.AddsValue) func(int32) bool {
		return func(node int32) bool {
			t := m.Net.Touchpoint(int(node))
			for _, x := range classes {
				if t.AddsValue == x && !behind[node] {
					return true
				}
			}
			return false
		}
	}
	yes := among(touchpoint.ValueYes)
	useful := among(touchpoint.ValueYes, touchpoint.ValueNecessary)
	unsaid := among(touchpoint.ValueYes, touchpoint.ValueNecessary, "")
	var parts [][4]float64 // of a second of each stay
	for _, x := range along.stays {
		if x.gone || x.mean == 0 {
			parts = append(parts, [4]float64{})
			continue
		}
		a, b, d := x.lasting(yes), x.lasting(useful), x.lasting(unsaid)
		parts = append(parts, [4]float64{a, b - a, x.mean - d, d - b})
	}
	var v ValueShares
	for k, into := range []*float64{&v.Yes, &v.Necessary, &v.No, &v.Unsaid} {
		v.figures[k] = *along.sum(figures.Share, func(visits []float64) float64 {
			part, total := 0.0, 0.0
			for s, p := range parts {
				part += visits[s] * p[k]
				total += visits[s] * (p[0] + p[1] + p[2] + p[3])
			}
			if total <= 0 {
				return 0
			}
			return part / total
		})
		*into = v.figures[k].Value
	}
	return &v
}
