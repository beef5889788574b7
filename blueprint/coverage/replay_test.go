package coverage_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/flow"
)

// hall is the blueprint of the telecom hall, with only the customer observed.
func hall(t testing.TB) (coverage.Replayer, func(...string) []int) {
	b, err := blueprint.Load("../../examples/telecom-hall/blueprint.yaml")
	require.NoError(t, err)
	g := b.Graph()
	n, err := flow.New(g)
	require.NoError(t, err)
	return coverage.Replayer{Net: n, Observed: coverage.Observed(g, []string{"customer"})}, func(ids ...string) []int {
		var out []int
		for _, id := range ids {
			x, ok := g.Touchpoint(id)
			require.True(t, ok, id)
			out = append(out, g.Index(x))
		}
		return out
	}
}

// A customer whose papers are missing three hundred times.
func TestLongJourneysFit(t *testing.T) {
	r, visits := hall(t)
	loop := visits("find-the-right-counter", "wait-to-be-called", "have-the-request-handled")
	journey := visits("find-a-place-to-park", "enter-the-hall", "inquire")
	for range 300 {
		journey = append(journey, loop...)
	}
	a := r.Align(journey)
	assert.True(t, a.Fits)
	assert.False(t, a.Complete)
	a = r.Align(append(journey, visits("check-the-bill-and-pay", "leave-the-hall", "ride-off")...))
	assert.True(t, a.Complete)
	a = r.Align(append(journey, visits("complain")...))
	assert.Equal(t, len(journey), a.Departs)
	assert.Equal(t, visits("find-the-right-counter", "ask-for-the-washroom", "check-the-bill-and-pay"), a.Expected)
}

func BenchmarkAlign(b *testing.B) {
	r, visits := hall(b)
	for name, journey := range map[string][]int{
		"fits":    visits("find-a-place-to-park", "enter-the-hall", "inquire", "use-the-terminal", "leave-the-hall", "ride-off"),
		"stops":   visits("find-a-place-to-park", "enter-the-hall", "inquire", "find-the-right-counter", "wait-to-be-called"),
		"departs": visits("find-a-place-to-park", "enter-the-hall", "ride-off"),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Align(journey)
			}
		})
	}
}

// eachWalk hands out customers who went through random blueprints: their visits in
// the lanes that are observed, and the ways that they took.
func eachWalk(t *testing.T, many int, visit func(seed uint64, n *flow.Net, observed []bool, visits []int, ways map[int]bool)) {
	t.Helper()
	walks := 0
	for seed := range uint64(many) {
		pick := blueprinttest.Seeded(seed)
		g := blueprinttest.Random(pick, blueprinttest.Shape{Steps: 1 + pick(5), Lanes: 2 + pick(4), Plain: seed%3 == 0}).Graph()
		n, err := flow.New(g)
		if err != nil {
			continue
		}
		var lanes []string
		for i, l := range g.Lanes() {
			if i == 0 || pick(3) > 0 {
				lanes = append(lanes, l.ID)
			}
		}
		observed := coverage.Observed(g, lanes)
		trace := flow.Walk(n, pick, 60)
		if trace.Err != nil {
			continue // a loop: the customer is still under way
		}
		var visits []int
		ways := map[int]bool{}
		for _, e := range trace.Events {
			if e.Kind == flow.Started && observed[e.Touchpoint] {
				visits = append(visits, e.Touchpoint)
			}
			for _, w := range e.Effect.Ways {
				ways[w] = true
			}
		}
		walks++
		visit(seed, n, observed, visits, ways)
	}
	require.Greater(t, walks, many/2)
}

// Whatever a customer can do fits the blueprint.
func TestEveryRunFits(t *testing.T) {
	many := 1500
	if testing.Short() {
		many = 150
	}
	unsure := 0
	eachWalk(t, many, func(seed uint64, n *flow.Net, observed []bool, visits []int, _ map[int]bool) {
		a := coverage.Replayer{Net: n, Observed: observed}.Align(visits)
		if a.GaveUp && !a.Complete {
			unsure++
			return
		}
		if !assert.True(t, a.Fits, "seed %d: departs at %d of %d", seed, a.Departs, len(visits)) {
			return
		}
		assert.True(t, a.Complete, "seed %d", seed)
	})
	assert.LessOrEqual(t, unsure, many/100, "searches that gave up")
	t.Log(unsure, "searches gave up")
}

// The moves of an explanation are a run of the net, and show the visits.
func TestExplanationsAreRuns(t *testing.T) {
	eachWalk(t, 400, func(seed uint64, n *flow.Net, observed []bool, visits []int, _ map[int]bool) {
		a := coverage.Replayer{Net: n, Observed: observed}.Align(visits)
		run := n.NewRun()
		var shown []int
		for _, m := range a.Moves {
			if m.Kind == flow.Started {
				e, err := run.Start(m.Touchpoint)
				require.NoError(t, err, "seed %d", seed)
				assert.ElementsMatch(t, e.Ways, m.Ways)
				if observed[m.Touchpoint] {
					assert.Equal(t, len(shown), m.Visit)
					shown = append(shown, m.Touchpoint)
				}
				continue
			}
			e, err := run.Finish(flow.Outcome{Touchpoint: m.Touchpoint, Kind: m.Kind, Way: m.Way})
			require.NoError(t, err, "seed %d", seed)
			assert.ElementsMatch(t, e.Ways, m.Ways)
		}
		if a.Fits {
			assert.Equal(t, visits, shown, "seed %d", seed)
		}
		assert.Equal(t, a.Complete, run.Done(), "seed %d", seed)
	})
}

// With a touchpoint that cannot be there, the journey departs, never before the
// visits that fit.
func TestWhatCannotBeDeparts(t *testing.T) {
	found := 0
	eachWalk(t, 300, func(seed uint64, n *flow.Net, observed []bool, visits []int, _ map[int]bool) {
		if len(visits) == 0 || found > 40 {
			return
		}
		a := coverage.Replayer{Net: n, Observed: observed, Limit: 5000}.Align(append([]int{visits[0], visits[0], visits[0]}, visits...))
		if a.Fits {
			return // a loop
		}
		found++
		assert.Positive(t, a.Departs, "seed %d", seed)
		assert.False(t, a.Complete)
	})
	assert.Positive(t, found)
}
