package conformance

import (
	"context"
	"errors"
	"math"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// Options say how real journeys are compared. The zero value is fine.
type Options struct {
	// Coverage says which lanes count (Observe; nil: those of which the log knows a
	// touchpoint), which criteria are asked for, the day that waivers are compared
	// with, and how far searches go (Limit).
	Coverage coverage.Options
	// Open says that journeys which stop under way are as designed up to there: what
	// would have come costs nothing. That suits a log that ends while customers are
	// still there. Fitness of a case is 1 - cost / events then.
	Open       bool
	Variants   int // most variants to list; 0: 20, negative: all
	Departures int // most departures to list, and most in the wrong order; 0: 20, negative: all
	Workers    int // cores that align variants at once; 0: as many as there are. They do not change the result.
	// Progress is told, by one goroutine at a time, how many of the variants are
	// aligned; nil: nobody is.
	Progress func(done, total int)
}

// listed is how many variants and departures are listed where options say nothing.
const listed = 20

// most is a bound as options write it.
func most(n int) int {
	switch {
	case n == 0:
		return listed
	case n < 0:
		return math.MaxInt
	}
	return n
}

// Measure compares the journeys of a tally with the blueprint that it was made for.
// logs tell how the journeys were read; nil where nobody knows. The error is about
// the blueprint, the options or a tally of another blueprint, or that of ctx.
func Measure(ctx context.Context, b *blueprint.Blueprint, t *eventlog.Tally, logs []eventlog.Log, o Options) (*Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	found := t.Result()
	visited, err := visitedIn(b.Graph(), &found)
	if err != nil {
		return nil, err
	}
	if o.Coverage.Observe == nil { // a log cannot be blamed for what it does not know
		o.Coverage.Observe = coverage.LanesOf(b.Graph(), visited)
	}
	counter, err := coverage.NewCounter(b, visited, o.Coverage)
	if err != nil {
		return nil, err
	}
	w := &work{counter: counter, variants: t.Variants(), open: o.Open, keep: most(o.Variants), progress: o.Progress}
	if err := w.run(ctx, o.Workers); err != nil {
		return nil, err
	}
	covered, err := counter.Result(ctx)
	if err != nil {
		return nil, err
	}
	r := &Result{
		Journeys: found, Conformance: w.all.conformance, Coverage: covered,
		ways: b.Graph().Ways(), Reading: reading(logs), Departures: []Departure{}, Variants: []Variant{},
	}
	r.Blueprint, r.Title, r.File, r.Version, r.Observed = r.Coverage.Blueprint, r.Coverage.Title, r.Coverage.File, r.Coverage.Version, r.Coverage.Observed
	n := &namer{b: b, g: b.Graph(), points: b.Graph().Touchpoints()}
	r.Unobserved = n.otherLanes(r.Observed)
	r.Fitness = fitness(&w.all.conformance, w.aligner)
	r.Fitness.Left = found.OtherCases
	r.Touchpoints = n.touchpoints(&found, &w.all.conformance, counter)
	r.Departures, r.MoreDepartures = n.departures(&w.all, most(o.Departures))
	r.WrongOrder = n.misplaced(&w.all, most(o.Departures))
	for i, a := range w.kept {
		r.Variants = append(r.Variants, n.variant(w.variants[i], a))
	}
	r.MoreVariants = len(w.variants) - len(w.kept)
	r.Slow = n.slow(&found)
	return r, nil
}

// visitedIn tells which touchpoints a log knows. The error says that the tally is of
// another blueprint.
func visitedIn(g *blueprint.Graph, found *eventlog.Result) ([]bool, error) {
	points := g.Touchpoints()
	same := len(points) == len(found.Touchpoints)
	visited := make([]bool, len(points))
	for i := 0; same && i < len(points); i++ {
		same = points[i].ID == found.Touchpoints[i].ID
		visited[i] = found.Touchpoints[i].Visits > 0
	}
	if !same {
		return nil, errors.New("the journeys were counted for another blueprint: its touchpoints are not these")
	}
	return visited, nil
}

func fitness(c *align.Conformance, a *align.Aligner) Fitness {
	f := Fitness{
		Cases: c.Cases, Fitting: c.Fitting, Bounded: c.Bounded, AtOnce: c.AtOnce, Dropped: c.AtOnce,
		Events: c.Events, Ignored: c.Ignored, Unknown: c.Unknown, Cost: c.Cost,
	}
	f.Mean, _ = c.Fitness()
	f.Shortest, _ = a.ShortestRun()
	for _, t := range c.Touchpoints {
		f.Dropped += t.DroppedOut
	}
	return f
}
