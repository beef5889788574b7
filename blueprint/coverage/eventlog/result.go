package eventlog

import (
	"cmp"
	"slices"
	"time"
)

// Result is what a tally has counted, for reading. Quantiles are within 1% of the
// truth, all else is exact.
type Result struct {
	Cases       uint64       `json:"cases"`
	Empty       uint64       `json:"empty"`   // cases without a visit
	Visits      uint64       `json:"visits"`  // those of unknown activities included
	Unknown     uint64       `json:"unknown"` // visits of activities that are no touchpoint
	Journeys    Spread       `json:"journeys"`
	Touchpoints []Touchpoint `json:"touchpoints"` // all, in reading order
	Passages    []Passage    `json:"passages"`    // those that happened, in the order of the blueprint
	Variants    int          `json:"variants"`    // how many are kept; see Tally.Variants
	OtherCases  uint64       `json:"otherCases"`  // cases of variants for which there was no room
	Precision   float64      `json:"precision"`   // of quantiles: the greatest error, as a share
}

// Touchpoint is what happened at one touchpoint.
type Touchpoint struct {
	ID     string `json:"id"`
	Visits uint64 `json:"visits"`
	Cases  uint64 `json:"cases"` // with at least one visit
	First  uint64 `json:"first"` // cases that begin here
	Last   uint64 `json:"last"`  // cases that were seen here last: who does not come to the end drops out
	Times  Spread `json:"times"` // from start to complete, against time.standard and time.acceptable
}

// Passage is one touchpoint following another directly.
type Passage struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Times Spread `json:"times"` // from the end of one to the start of the other, against the wait of the other
}

// Spread tells how long something took, in nanoseconds.
type Spread struct {
	Count          uint64        `json:"count"` // how often it happened
	Timed          uint64        `json:"timed"` // how often the log tells how long it took
	Least          time.Duration `json:"least"`
	Median         time.Duration `json:"median"`
	P90            time.Duration `json:"p90"`
	Most           time.Duration `json:"most"`
	Mean           time.Duration `json:"mean"`
	Standard       time.Duration `json:"standard,omitempty"`   // 0: not said
	Acceptable     time.Duration `json:"acceptable,omitempty"` // 0: not said
	OverStandard   uint64        `json:"overStandard"`         // how often it took longer; exact
	OverAcceptable uint64        `json:"overAcceptable"`
}

// Variant is a sequence of touchpoints that customers went through.
type Variant struct {
	Touchpoints []int // indices in reading order, Unknown among them
	Cases       uint64
}

func (s *times) result(standard, acceptable time.Duration) Spread {
	h := &s.spread
	return Spread{
		Count: s.count, Timed: h.Total, Least: time.Duration(h.Least), Most: time.Duration(h.Most), Mean: h.Mean(),
		Median: h.Quantile(0.5), P90: h.Quantile(0.9),
		Standard: standard, Acceptable: acceptable, OverStandard: s.overStandard, OverAcceptable: s.overAcceptable,
	}
}

// Result is what has been counted so far.
func (t *Tally) Result() Result {
	b := t.board
	names := t.variants.sorted()
	out := Result{
		Cases: t.cases, Empty: t.empty, Visits: t.visit, Unknown: t.blank, Precision: 0.01,
		Journeys: t.journeys.result(0, b.whole), Variants: len(names), OtherCases: t.variants.Others,
	}
	for i := range t.points {
		p := &t.points[i]
		out.Touchpoints = append(out.Touchpoints, Touchpoint{
			ID: b.ids[i], Visits: p.visits, Cases: p.cases, First: p.first, Last: p.last,
			Times: p.times.result(b.standard[i], b.acceptable[i]),
		})
	}
	for _, at := range t.pairs() {
		out.Passages = append(out.Passages, Passage{
			From: b.ids[at.from], To: b.ids[at.to],
			Times: t.passages[at].result(b.expected[at.to], b.patience[at.to]),
		})
	}
	return out
}

// Variants are the variants that are kept, the most frequent first, of equally
// frequent ones the shorter, then by their touchpoints.
func (t *Tally) Variants() []Variant {
	out := make([]Variant, 0, len(t.variants.names))
	for name, n := range t.variants.all() {
		list, _ := sequence(name, len(t.points)) // its own names can be read
		out = append(out, Variant{list, n})
	}
	slices.SortFunc(out, func(a, b Variant) int {
		return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(len(a.Touchpoints), len(b.Touchpoints)), slices.Compare(a.Touchpoints, b.Touchpoints))
	})
	return out
}
