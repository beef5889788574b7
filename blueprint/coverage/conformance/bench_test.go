package conformance_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
	"github.com/servicemoments/moments/blueprint/flow"
)

// A log of the telecom hall, all lanes or the customer's alone, by the criteria that
// ask for no search. Its variants decide, not its cases.
func BenchmarkMeasure(b *testing.B) {
	blue, err := blueprint.Load("../../../examples/telecom-hall/blueprint.yaml")
	require.NoError(b, err)
	g := blue.Graph()
	net, err := flow.New(g)
	require.NoError(b, err)
	var log bytes.Buffer
	_, err = loggen.Log{Journeys: 5000, Seed: 1, Walks: 1000}.Write(&log, net)
	require.NoError(b, err)
	r, err := eventlog.NewReader(&log, "log.csv", eventlog.Options{})
	require.NoError(b, err)
	names, err := eventlog.NewMapper(g, nil)
	require.NoError(b, err)
	tally := eventlog.NewTally(g, 0)
	_, err = eventlog.Count(context.Background(), r, names, tally, eventlog.CaseOptions{})
	require.NoError(b, err)
	for name, lanes := range map[string][]string{"all": nil, "customer": {"customer"}} {
		b.Run(name, func(b *testing.B) {
			variants := 0
			for b.Loop() {
				r, err := conformance.Measure(context.Background(), blue, tally, nil, conformance.Options{
					Workers: 1, Coverage: coverage.Options{Observe: lanes, Criteria: []string{coverage.Touchpoints, coverage.Ways, coverage.Choices, coverage.Recoveries}},
				})
				require.NoError(b, err)
				variants = len(r.Variants) + r.MoreVariants
			}
			b.ReportMetric(float64(variants), "variants")
		})
	}
}
