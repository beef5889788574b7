package align_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/blueprint/simulate"
)

// load reads an example and says which of its touchpoints stand in some lanes;
// none: in any.
func load(t testing.TB, name string, lanes ...string) (b *blueprint.Blueprint, n *flow.Net, observed []bool) {
	t.Helper()
	b, err := blueprint.Load("../../../examples/" + name + "/blueprint.yaml")
	require.NoError(t, err)
	g := b.Graph()
	n, err = flow.New(g)
	require.NoError(t, err)
	observed = make([]bool, n.Len())
	for i := range observed {
		observed[i] = len(lanes) == 0
		for _, l := range lanes {
			observed[i] = observed[i] || g.Place(n.Touchpoint(i)).Lane == l
		}
	}
	return b, n, observed
}

// journeys lets customers go through a blueprint and gives what a log would show of
// each, once for each variant.
func journeys(t testing.TB, b *blueprint.Blueprint, observed []bool, customers int) [][]int {
	t.Helper()
	var out [][]int
	known := map[string]bool{}
	_, err := simulate.Run(context.Background(), b, simulate.Options{
		Customers: customers, Replications: 1, WarmUp: -1, Seed: 7, PassOver: 0.4,
		Trace: func(j simulate.Journey) {
			var trace []int
			var key []byte
			for _, e := range j.Events {
				if e.Kind == flow.Started && observed[e.Index] {
					trace, key = append(trace, e.Index), append(key, byte(e.Index))
				}
			}
			if len(j.Events) > 0 && !known[string(key)] {
				known[string(key)] = true
				out = append(out, trace)
			}
		},
	})
	require.NoError(t, err)
	return out
}

// What a log of the telecom hall asks for: every variant once.
func BenchmarkAlign(b *testing.B) {
	for name, lanes := range map[string][]string{
		"customer":          {"customer"},
		"front":             {"customer", "floor", "clerk", "manager"},
		"front-and-systems": {"customer", "floor", "clerk", "manager", "systems"},
		"all":               nil,
	} {
		blue, n, observed := load(b, "telecom-hall", lanes...)
		fitting := journeys(b, blue, observed, 3000)
		pick := blueprinttest.Seeded(3)
		var departing, wrecked [][]int
		for _, trace := range fitting {
			departing = append(departing, spoil(pick, n.Len(), trace, len(trace)))
			wreck := slices.Clone(trace)
			for i := range wreck {
				k := pick(i + 1)
				wreck[i], wreck[k] = wreck[k], wreck[i]
			}
			wrecked = append(wrecked, wreck)
		}
		for kind, traces := range map[string][][]int{"fits": fitting, "departs": departing, "shuffled": wrecked} {
			b.Run(name+"/"+kind, func(b *testing.B) {
				a := &align.Aligner{Net: n, Observed: observed}
				cost, bounded, k := 0, 0, 0
				for b.Loop() {
					x := a.Align(traces[k%len(traces)])
					cost += x.Cost
					if x.Bounded {
						bounded++
					}
					k++
				}
				b.ReportMetric(float64(cost)/float64(k), "cost/trace")
				b.ReportMetric(float64(bounded)/float64(k), "bounded/trace")
				b.ReportMetric(float64(len(traces)), "variants")
			})
		}
	}
}
