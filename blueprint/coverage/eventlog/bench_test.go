package eventlog_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
	"github.com/servicemoments/moments/blueprint/flow"
)

// hall is the telecom hall: choices, loops, recoveries.
func hall(t testing.TB) (*blueprint.Graph, *flow.Net) {
	t.Helper()
	b, err := blueprint.Load("../../../examples/telecom-hall/blueprint.yaml")
	require.NoError(t, err)
	g := b.Graph()
	net, err := flow.New(g)
	require.NoError(t, err)
	return g, net
}

// benchmarkCount reads a log of MOMENTS_JOURNEYS journeys, 50,000 where it does not
// say, each of about ten events. MOMENTS_LOGS is a folder in which the logs stay, and are found again.
func benchmarkCount(b *testing.B, name string, l loggen.Log, o eventlog.CaseOptions) {
	g, net := shoeshine(b)
	l.Journeys, l.Seed = 50_000, 1
	if n, err := strconv.Atoi(os.Getenv("MOMENTS_JOURNEYS")); err == nil {
		l.Journeys = n
	}
	folder := os.Getenv("MOMENTS_LOGS")
	if folder == "" {
		folder = b.TempDir()
	}
	path := filepath.Join(folder, strconv.Itoa(l.Journeys)+"-"+name)
	if _, err := os.Stat(path); err != nil {
		f, err := os.Create(path)
		require.NoError(b, err)
		_, err = l.Write(f, net)
		require.NoError(b, err)
		require.NoError(b, f.Close())
	}
	names, err := eventlog.NewMapper(g, nil)
	require.NoError(b, err)
	events, bytes := 0, int64(0)
	b.ReportAllocs()
	for b.Loop() {
		log, err := eventlog.Open(path, eventlog.Options{Strict: true})
		require.NoError(b, err)
		seen, err := eventlog.Count(context.Background(), log, names, eventlog.NewTally(g, 0), o)
		require.NoError(b, err)
		require.Empty(b, seen.Unmapped)
		events, bytes = seen.Events, seen.Bytes
		require.NoError(b, log.Close())
	}
	b.SetBytes(bytes)
	b.ReportMetric(float64(events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(events), "events")
}

func BenchmarkCount(b *testing.B) {
	for _, c := range []struct {
		name, file string
		log        loggen.Log
		opts       eventlog.CaseOptions
	}{
		{"csv", "sorted.csv", loggen.Log{}, eventlog.CaseOptions{}},
		{"csv grouped", "sorted.csv", loggen.Log{}, eventlog.CaseOptions{Grouped: true}},
		{"csv shuffled", "shuffled.csv", loggen.Log{Open: 5000}, eventlog.CaseOptions{}},
		{"csv spilled", "shuffled.csv", loggen.Log{Open: 5000}, eventlog.CaseOptions{Memory: 4 << 20}},
		{"jsonl", "sorted.jsonl", loggen.Log{Format: "jsonl"}, eventlog.CaseOptions{}},
		{"xes", "sorted.xes", loggen.Log{Format: "xes"}, eventlog.CaseOptions{}},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkCount(b, c.file, c.log, c.opts) })
	}
}
