package align_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/examples"
)

// Whatever a customer can do fits.
func TestEveryWalkFits(t *testing.T) {
	walks := 0
	for seed := range uint64(120) {
		pick := blueprinttest.Seeded(seed)
		n, err := flow.New(blueprinttest.Random(pick, blueprinttest.Shape{Steps: 1 + pick(4), Lanes: 2 + pick(4), Plain: seed%3 == 0}).Graph())
		if err != nil {
			continue
		}
		observed := make([]bool, n.Len())
		for i := range observed {
			observed[i] = pick(4) > 0
		}
		walk := flow.Walk(n, pick, 60)
		if walk.Err != nil {
			continue // a loop: the customer is still under way
		}
		var trace []int
		for _, e := range walk.Events {
			if e.Kind == flow.Started && observed[e.Touchpoint] {
				trace = append(trace, e.Touchpoint)
			}
		}
		a := &align.Aligner{Net: n, Observed: observed}
		got := a.Align(trace)
		require.Zero(t, got.Cost, "seed %d", seed)
		require.InDelta(t, 1, got.Fitness(), 0)
		require.Equal(t, align.Never, got.Stopped)
		walks++
	}
	assert.Greater(t, walks, 60)
}

// Every customer of a simulation fits, in every example, whatever lanes a log shows.
func TestSimulatedJourneysFit(t *testing.T) {
	for _, name := range examples.Names() {
		for _, lanes := range [][]string{{"customer"}, nil} {
			t.Run(name, func(t *testing.T) {
				b, n, observed := load(t, name, lanes...)
				if b.Demand == nil && testing.Short() {
					t.Skip("short")
				}
				a := &align.Aligner{Net: n, Observed: observed}
				variants := journeys(t, b, observed, 150)
				require.NotEmpty(t, variants)
				for _, trace := range variants[:min(len(variants), 60)] {
					got := a.Align(trace)
					require.Zero(t, got.Cost, "%v", trace)
				}
				least, exact := a.ShortestRun()
				assert.True(t, exact)
				for _, trace := range variants {
					assert.GreaterOrEqual(t, len(trace), least)
				}
			})
		}
	}
}

// What was found out for one trace does not change what is found for the next one,
// in whatever order and by however many.
func TestAlignersAreShared(t *testing.T) {
	_, n, observed := load(t, "telecom-hall")
	pick := blueprinttest.Seeded(5)
	var traces [][]int
	for range 30 {
		var trace []int
		for range pick(12) {
			trace = append(trace, pick(n.Len()+1)-1)
		}
		traces = append(traces, trace)
	}
	want := make([]align.Alignment, len(traces))
	for i := range traces {
		a := &align.Aligner{Net: n, Observed: observed}
		want[i] = a.Align(traces[i])
		assert.False(t, want[i].Bounded)
	}
	c := &align.Cache{Aligner: &align.Aligner{Net: n, Observed: observed}, Most: 7}
	var wait sync.WaitGroup
	for k := range 4 {
		wait.Go(func() {
			for i := range traces {
				i = (i*7 + k*11) % len(traces)
				assert.Equal(t, want[i], *c.Align(traces[i]), "%v", traces[i])
			}
		})
	}
	wait.Wait()
}

// A search that comes to its bound says so, and between what bounds the cost is.
func TestBoundsAreSaid(t *testing.T) {
	_, n, observed := load(t, "telecom-hall")
	trace := []int{3, -1, 40, 0, 12, 30, 3, 3, 8}
	exact := (&align.Aligner{Net: n, Observed: observed}).Align(trace)
	require.False(t, exact.Bounded)
	for _, limit := range []int{1, 10, 30} {
		a := &align.Aligner{Net: n, Observed: observed, Limit: limit}
		got := a.Align(trace)
		assert.True(t, got.Bounded, "limit %d", limit)
		assert.LessOrEqual(t, got.Lower, exact.Cost)
		assert.GreaterOrEqual(t, got.Cost, exact.Cost)
		assert.GreaterOrEqual(t, got.Fitness(), 0.0)
		assert.LessOrEqual(t, got.Fitness(), exact.Fitness())
	}
}

// No net, and no touchpoints.
func TestNothingToAlign(t *testing.T) {
	a := &align.Aligner{}
	assert.InDelta(t, 1, new(align.Alignment).Fitness(), 0)
	empty := a.Align(nil)
	assert.Zero(t, empty.Cost)
	got := a.Align([]int{-1, 5})
	assert.Equal(t, 2, got.Cost)
	assert.InDelta(t, 0, got.Fitness(), 0)
}

// Nothing that a log holds brings an aligner down, and no explanation is dearer than
// the worst.
func FuzzAlign(f *testing.F) {
	_, n, _ := load(f, "first")
	f.Add([]byte{1, 2, 3, 4}, uint16(0xffff))
	f.Add([]byte{}, uint16(0))
	f.Add([]byte{0, 0, 0, 200, 11, 10, 9}, uint16(0x0f0f))
	f.Fuzz(func(t *testing.T, events []byte, seen uint16) {
		observed := make([]bool, n.Len())
		for i := range observed {
			observed[i] = seen>>i&1 == 1
		}
		var trace []int
		for _, e := range events[:min(len(events), 60)] {
			if t := int(e) - 1; t < n.Len() {
				trace = append(trace, t)
			} else {
				trace = append(trace, -1)
			}
		}
		a := &align.Aligner{Net: n, Observed: observed}
		got := a.Align(trace)
		require.False(t, got.Bounded)
		checkMoves(t, n, observed, trace, got)
		open := (&align.Aligner{Net: n, Observed: observed, Open: true}).Align(trace)
		require.False(t, open.Bounded)
		require.LessOrEqual(t, open.Cost, got.Cost)
	})
}
