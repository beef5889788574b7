package flow_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

// eachRandom visits the nets of many random blueprints. Those with a loop out of
// a branch are no nets: about one in five of such wild ones.
func eachRandom(t *testing.T, many int, visit func(seed uint64, n *flow.Net)) {
	t.Helper()
	if testing.Short() {
		many /= 10
	}
	refused := 0
	for seed := range uint64(many) {
		shape := blueprinttest.Shape{Plain: seed%4 == 0}
		if seed%10 == 9 {
			shape.Steps = 20
		}
		n, err := flow.New(wilder(seed, shape).Graph())
		if err != nil {
			require.ErrorContains(t, err, "leaves one branch of the split", "seed %d", seed)
			refused++
			continue
		}
		visit(seed, n)
	}
	require.Less(t, refused, many/3+5, "refused")
}

// wilder is a random blueprint with more recoveries, impatience, repeats and
// optional touchpoints.
func wilder(seed uint64, shape blueprinttest.Shape) *blueprint.Blueprint {
	pick := blueprinttest.Seeded(seed)
	b := blueprinttest.Random(pick, shape)
	if shape.Plain {
		return b
	}
	all := b.Touchpoints()
	for _, x := range all {
		switch pick(12) {
		case 0:
			x.Fails = append(x.Fails, fail(all[pick(len(all))].ID))
		case 1:
			x.Fails = append(x.Fails, fail(all[pick(len(all))].ID), fail(all[pick(len(all))].ID))
		case 2:
			x.Optional = true
		case 3:
			x.Wait = patience(all[pick(len(all))].ID)
		case 4:
			repeatOr(x, all[pick(len(all))])
		}
	}
	return b
}

func repeatOr(x, other *touchpoint.Touchpoint) {
	if len(x.Next) == 0 && x != other {
		x.Next = []touchpoint.Next{{To: x.ID, When: "again"}, {To: other.ID, When: "on"}}
	}
}

// However the customer, the adviser and her colleague come to their ends, no round
// is lost.
func TestEveryRepeatIsARoundOfItsOwn(t *testing.T) {
	again := `[{to: leave, when: clear}, {to: be-advised, when: not clear}]`
	for who, text := range map[string]string{
		"customer": "{title: be advised, next: " + again + "}\n    adviser: advise",
		"adviser":  "be advised\n    adviser: {title: advise, next: " + again + "}",
	} {
		t.Run(who, func(t *testing.T) {
			n := read(t, `
title: Advised again
lanes: [{id: guest, kind: customer}, {id: adviser, kind: frontstage}, {id: clerk, kind: frontstage}, {id: archive, kind: backstage}]
steps:
  - guest: `+text+`
    clerk: write
    archive: file
  - guest: leave
`)
			most := 0
			for seed := range uint64(300) {
				tr := flow.Walk(n, blueprinttest.Seeded(seed), 5000)
				require.NoError(t, tr.Err)
				visits, rounds := map[string]int{}, 1
				for _, e := range tr.Events {
					if e.Kind == flow.Started {
						visits[n.Touchpoint(e.Touchpoint).ID]++
					}
					for _, w := range e.Effect.Ways {
						if n.Ways()[w].Back {
							rounds++
						}
					}
				}
				for _, id := range []string{"be-advised", "advise", "write"} {
					require.Equal(t, rounds, visits[id], "seed %d: %s", seed, id)
				}
				most = max(most, rounds)
			}
			require.Greater(t, most, 3)
		})
	}
}

// A run ends, or is still going round after very many events. It is never stuck,
// never runs a touchpoint twice at once, and every start has a reason.
func TestRunsOfRandomBlueprintsGoOn(t *testing.T) {
	endless, walks := 0, 0
	eachRandom(t, 3000, func(seed uint64, n *flow.Net) {
		for k := range uint64(2) {
			tr := flow.Walk(n, blueprinttest.Seeded(seed*7+k), 2000)
			walks++
			checkTrace(t, n, tr, seed)
			if tr.Err != nil {
				require.ErrorContains(t, tr.Err, "still under way", "seed %d", seed)
				endless++
			}
		}
	})
	t.Logf("%d of %d walks went round and round", endless, walks)
	require.Less(t, endless, walks/5)
}

func checkTrace(t *testing.T, n *flow.Net, tr flow.Trace, seed uint64) {
	t.Helper()
	runs := map[int]bool{}
	taken := map[int]int{}
	for i, e := range tr.Events {
		switch e.Kind {
		case flow.Started:
			require.False(t, runs[e.Touchpoint], "seed %d: %d starts twice in event %d", seed, e.Touchpoint, i)
			runs[e.Touchpoint] = true
			require.True(t, e.Start.Begins || e.Start.Entered || len(e.Start.Ways) > 0, "seed %d: event %d has no reason", seed, i)
			for _, w := range e.Start.Ways {
				require.Positive(t, taken[w], "seed %d: event %d is said to come by a way that nobody took", seed, i)
			}
		case flow.Finished, flow.Failed:
			require.True(t, runs[e.Touchpoint], "seed %d: event %d ends what does not run", seed, i)
			delete(runs, e.Touchpoint)
		}
		for _, w := range e.Effect.Ways {
			taken[w]++
		}
		for _, x := range e.Effect.Withdrawn {
			require.True(t, runs[x], "seed %d: event %d withdraws what does not run", seed, i)
			delete(runs, x)
		}
	}
	var left []int
	for x := range runs {
		left = append(left, x)
	}
	slices.Sort(left)
	require.Equal(t, tr.Last.Running(), left, "seed %d", seed)
	require.Equal(t, tr.Err == nil, n.Done(tr.Last), "seed %d", seed)
}

// A net serves many customers at once.
func TestNetsAreSafeForConcurrentUse(t *testing.T) {
	n := load(t, "../../examples/telecom-hall/blueprint.yaml")
	want := flow.Walk(n, blueprinttest.Seeded(7), 5000).Events
	var done sync.WaitGroup
	for range 8 {
		done.Go(func() { assert.Equal(t, want, flow.Walk(n, blueprinttest.Seeded(7), 5000).Events) })
	}
	done.Wait()
}

func TestEqualChoicesGiveEqualWalks(t *testing.T) {
	eachRandom(t, 300, func(seed uint64, n *flow.Net) {
		a := flow.Walk(n, blueprinttest.Seeded(seed), 300)
		again, err := flow.New(n.Graph())
		require.NoError(t, err)
		b := flow.Walk(again, blueprinttest.Seeded(seed), 300)
		require.Equal(t, a.Events, b.Events, "seed %d", seed)
		require.Equal(t, a.Last.Key(), b.Last.Key())
	})
}

// States are values: whatever is done with one, it stays as it was.
func TestStatesDoNotChange(t *testing.T) {
	eachRandom(t, 1000, func(seed uint64, n *flow.Net) {
		pick := blueprinttest.Seeded(seed)
		s := n.NewState()
		for range 60 {
			before := s.Key()
			var next []flow.State
			for _, x := range n.Enabled(s) {
				after, _, err := n.Start(s, x.Touchpoint)
				require.NoError(t, err)
				next = append(next, after)
			}
			for i := range n.Len() {
				for _, o := range n.Outcomes(s, i) {
					after, _, err := n.Finish(s, o)
					require.NoError(t, err)
					next = append(next, after)
				}
			}
			require.Equal(t, before, s.Key(), "seed %d", seed)
			require.NoError(t, n.Stuck(s), "seed %d", seed)
			if len(next) == 0 {
				require.True(t, n.Done(s), "seed %d", seed)
				break
			}
			chosen := next[pick(len(next))]
			for _, other := range next {
				require.Equal(t, other.Key() == chosen.Key(), other.Equal(chosen), "seed %d", seed)
				require.False(t, other.Equal(chosen) && other.Hash() != chosen.Hash())
			}
			s = chosen
		}
	})
}

// Equal states go on equally, whatever ways led to them.
func TestEqualStatesGoOnEqually(t *testing.T) {
	eachRandom(t, 300, func(seed uint64, n *flow.Net) {
		pick := blueprinttest.Seeded(seed)
		seen := map[string]string{}
		for range 20 {
			s := n.NewState()
			for range 30 {
				can := options(n, s)
				if was, ok := seen[s.Key()]; ok {
					require.Equal(t, was, can, "seed %d", seed)
				}
				seen[s.Key()] = can
				next, ok := anyStep(n, s, pick)
				if !ok {
					break
				}
				s = next
			}
		}
	})
}

func options(n *flow.Net, s flow.State) string {
	out := enabled(n, s)
	for i := range n.Len() {
		for _, o := range n.Outcomes(s, i) {
			next, _, _ := n.Finish(s, o)
			out += " " + next.Key()
		}
	}
	return out
}

func anyStep(n *flow.Net, s flow.State, pick func(int) int) (flow.State, bool) {
	var next []flow.State
	for _, x := range n.Enabled(s) {
		after, _, _ := n.Start(s, x.Touchpoint)
		next = append(next, after)
	}
	for i := range n.Len() {
		for _, o := range n.Outcomes(s, i) {
			after, _, _ := n.Finish(s, o)
			next = append(next, after)
		}
	}
	if len(next) == 0 {
		return s, false
	}
	return next[pick(len(next))], true
}
