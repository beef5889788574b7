package measure

import "github.com/servicemoments/moments/touchpoint"

// ValueShares divide the customers' time by what goes on meanwhile: of several
// things side by side the best counts, and time in which customers only wait adds
// no value. They sum to 1, or are all 0 where nothing takes time.
type ValueShares struct {
	Yes       float64 // adds value
	Necessary float64 // adds none, but cannot be left out
	No        float64 // adds none, waiting included
	Unsaid    float64 // the blueprint does not say
}

func (m *Model) valueShares(c *chains) *ValueShares {
	if c.customer == nil {
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
	visits := c.customerVisits()
	var v ValueShares
	total := 0.0
	for s, x := range c.customer.stays {
		if x.gone || x.mean == 0 {
			continue
		}
		a, b, d := x.lasting(yes), x.lasting(useful), x.lasting(unsaid)
		v.Yes += visits[s] * a
		v.Necessary += visits[s] * (b - a)
		v.Unsaid += visits[s] * (d - b)
		v.No += visits[s] * (x.mean - d)
		total += visits[s] * x.mean
	}
	if total > 0 {
		v = ValueShares{v.Yes / total, v.Necessary / total, v.No / total, v.Unsaid / total}
	}
	return &v
}
