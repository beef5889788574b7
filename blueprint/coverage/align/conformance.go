package align

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/servicemoments/moments/blueprint/flow"
)

// Conformance is what the alignments of many cases come to. It holds whole numbers
// only, so that parts of a log may be counted apart and merged in any order, with
// the same result to the last bit. The zero value is that of no cases. It can be
// written and read back as JSON.
type Conformance struct {
	Cases   int // all
	Fitting int // cases of cost 0
	Bounded int // cases whose cost may be less, as the search came to its bound
	Events  int // that count
	Ignored int // events of touchpoints that are not observed
	Unknown int // events of unknown activities
	Cost    int // skips and extra events
	// AtOnce counts the cases that show nothing that fits, though more was to come.
	AtOnce int

	Touchpoints []Counts // by touchpoint, in reading order
	Ways        []Taken  // by way, in the order of the graph

	Departures map[Departure]int
	// Fits sums up how well cases fit: by events + shortest run, see Alignment.Fitness.
	Fits map[int]Share
}

// Counts is what was seen of a touchpoint, or was not.
type Counts struct {
	Sync       int // starts that an event shows
	Skipped    int // starts that the log should show
	Extra      int // events that no run explains
	Failed     int // times that it failed and the recovery followed
	GaveUp     int // times that patience ran out before it
	PassedOver int // times that it was left out, as it may be
	DroppedOut int // cases that were seen here last, though more was to come
}

func (c *Counts) add(o Counts) {
	c.Sync, c.Skipped, c.Extra = c.Sync+o.Sync, c.Skipped+o.Skipped, c.Extra+o.Extra
	c.Failed, c.GaveUp, c.PassedOver = c.Failed+o.Failed, c.GaveUp+o.GaveUp, c.PassedOver+o.PassedOver
	c.DroppedOut += o.DroppedOut
}

// Taken is how often a way was travelled.
type Taken struct {
	Times int
	Cases int // in which it was travelled
}

// Share is a sum over cases that could at worst cost the same.
type Share struct{ Cases, Cost int }

// Departure is a way in which journeys depart from the design: a touchpoint that is
// skipped after another one, or is extra between two.
type Departure struct {
	Kind       Kind // Skip or Extra
	Touchpoint int  // -1: an unknown activity
	After      int  // -1: the beginning
	Before     int  // of Extra: -1: the end; of Skip always -1
}

// MarshalText writes a departure as, say, "skip 4 2 -1": kind, touchpoint, after,
// before.
func (d Departure) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%s %d %d %d", d.Kind, d.Touchpoint, d.After, d.Before), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Departure) UnmarshalText(text []byte) error {
	var rest string
	n, _ := fmt.Sscanf(string(text)+" .", "%s %d %d %d %s", &d.Kind, &d.Touchpoint, &d.After, &d.Before, &rest)
	if n != 5 || rest != "." || d.Kind != Skip && d.Kind != Extra || d.Touchpoint < -1 || d.After < -1 || d.Before < -1 {
		return fmt.Errorf("%q is no departure: it should be like %q", text, "skip 4 2 -1")
	}
	return nil
}

// Describe says what a departure is, by the ids of touchpoints.
func (d Departure) Describe(n *flow.Net) string {
	name := func(i int, none string) string {
		if i < 0 || i >= n.Len() {
			return none
		}
		return n.Touchpoint(i).ID
	}
	what := name(d.Touchpoint, "unknown activity")
	after, before := name(d.After, "the beginning"), name(d.Before, "the end")
	if d.Kind == Skip {
		return fmt.Sprintf("%s skipped after %s", what, after)
	}
	return fmt.Sprintf("%s extra between %s and %s", what, after, before)
}

// Add counts cases of one variant. The net is the one that the alignment was made
// with.
func (c *Conformance) Add(n *flow.Net, a *Alignment, cases int) {
	if cases <= 0 {
		return
	}
	c.grow(n.Len(), len(n.Ways()))
	c.Cases += cases
	c.Events += cases * a.Events
	c.Ignored += cases * a.Ignored
	c.Cost += cases * a.Cost
	if a.Cost == 0 {
		c.Fitting += cases
	}
	if a.Bounded {
		c.Bounded += cases
	}
	switch {
	case a.Stopped == AtOnce:
		c.AtOnce += cases
	case a.Stopped >= 0:
		c.grow(a.Stopped+1, 0)
		c.Touchpoints[a.Stopped].DroppedOut += cases
	}
	share := c.Fits[a.whole()]
	c.Fits[a.whole()] = Share{share.Cases + cases, share.Cost + cases*min(a.Cost, a.whole())}
	once := map[int]bool{}
	for i, m := range a.Moves {
		c.grow(m.Touchpoint+1, 0)
		c.move(m, cases)
		if i >= a.Travelled {
			continue
		}
		c.travel(m, cases)
		for _, w := range m.Ways {
			c.grow(0, w+1)
			c.Ways[w].Times += cases
			if !once[w] {
				once[w] = true
				c.Ways[w].Cases += cases
			}
		}
	}
}

func (c *Conformance) grow(touchpoints, ways int) {
	if more := touchpoints - len(c.Touchpoints); more > 0 {
		c.Touchpoints = append(c.Touchpoints, make([]Counts, more)...)
	}
	if more := ways - len(c.Ways); more > 0 {
		c.Ways = append(c.Ways, make([]Taken, more)...)
	}
	if c.Departures == nil {
		c.Departures = map[Departure]int{}
	}
	if c.Fits == nil {
		c.Fits = map[int]Share{}
	}
}

// move counts what a move is to the log.
func (c *Conformance) move(m Move, cases int) {
	switch {
	case m.Kind == Sync:
		c.Touchpoints[m.Touchpoint].Sync += cases
		return
	case m.Kind == Skip:
		c.Touchpoints[m.Touchpoint].Skipped += cases
	case m.Kind == Extra && m.Touchpoint < 0:
		c.Unknown += cases
	case m.Kind == Extra:
		c.Touchpoints[m.Touchpoint].Extra += cases
	default:
		return
	}
	c.Departures[Departure{m.Kind, m.Touchpoint, m.After, m.Before}] += cases
}

// travel counts what became of a touchpoint.
func (c *Conformance) travel(m Move, cases int) {
	switch m.Happens {
	case flow.Failed:
		c.Touchpoints[m.Touchpoint].Failed += cases
	case flow.GaveUp:
		c.Touchpoints[m.Touchpoint].GaveUp += cases
	case flow.PassedOver:
		c.Touchpoints[m.Touchpoint].PassedOver += cases
	}
}

// Merge takes in what was counted apart with the same net.
func (c *Conformance) Merge(o *Conformance) {
	c.grow(len(o.Touchpoints), len(o.Ways))
	c.Cases, c.Fitting, c.Bounded = c.Cases+o.Cases, c.Fitting+o.Fitting, c.Bounded+o.Bounded
	c.Events, c.Ignored, c.Unknown = c.Events+o.Events, c.Ignored+o.Ignored, c.Unknown+o.Unknown
	c.Cost, c.AtOnce = c.Cost+o.Cost, c.AtOnce+o.AtOnce
	for i, t := range o.Touchpoints {
		c.Touchpoints[i].add(t)
	}
	for i, w := range o.Ways {
		c.Ways[i].Times += w.Times
		c.Ways[i].Cases += w.Cases
	}
	for d, k := range o.Departures {
		c.Departures[d] += k
	}
	for k, s := range o.Fits {
		have := c.Fits[k]
		c.Fits[k] = Share{have.Cases + s.Cases, have.Cost + s.Cost}
	}
}

// Fitness is the mean fitness over the cases, from 0 to 1. ok is false where there
// are none: then nothing can be said.
func (c *Conformance) Fitness() (mean float64, ok bool) {
	if c.Cases <= 0 {
		return 0, false
	}
	lost := 0.0
	for _, whole := range slices.Sorted(maps.Keys(c.Fits)) { // in one order, so that rounding is the same
		if whole > 0 {
			lost += float64(c.Fits[whole].Cost) / float64(whole)
		}
	}
	return max(0, 1-lost/float64(c.Cases)), true
}

// Frequent is a departure and how often it happened.
type Frequent struct {
	Departure
	Times int
}

// Frequent lists the most frequent departures, at most so many; a negative number:
// all. Of those that are as frequent skips come first, then the order of the
// blueprint decides.
func (c *Conformance) Frequent(most int) []Frequent {
	var out []Frequent
	for d, k := range c.Departures {
		out = append(out, Frequent{d, k})
	}
	slices.SortFunc(out, func(a, b Frequent) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), -cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Touchpoint, b.Touchpoint), cmp.Compare(a.After, b.After), cmp.Compare(a.Before, b.Before))
	})
	if most >= 0 && len(out) > most {
		out = out[:most]
	}
	return out
}
