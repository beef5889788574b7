package align

import "cmp"

// price is what an explanation costs, the most important first, packed so that two
// comparisons decide: cost and ways of chance 0; extra events, surprises and steps.
type price struct{ hi, lo uint64 }

// Bounds of what fits into a price.
const (
	mostSteps  = 1<<21 - 1 // also states of a search, as no path has more steps than states
	mostEvents = 1 << 20
)

var (
	ofStep       = price{0, 1}
	ofSurprise   = price{0, 1<<21 + 1}
	ofImpossible = price{1, 0}
	ofExtra      = price{1 << 32, 1 << 42}
	ofSkip       = price{1 << 32, 1}
)

func (p price) add(o price) price { return price{p.hi + o.hi, p.lo + o.lo} }

// cost is the number of skips and extra events.
func (p price) cost() int { return int(p.hi >> 32) }

// plus adds a lower bound of what is still to come.
func (p price) plus(cost int32) price { return price{p.hi + uint64(cost)<<32, p.lo} }

func (p price) compare(o price) int {
	return cmp.Or(cmp.Compare(p.hi, o.hi), cmp.Compare(p.lo, o.lo))
}
