package conformance_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
	"github.com/servicemoments/moments/blueprint/flow"
)

func text(t require.TestingT, r *conformance.Result) string {
	out, err := json.MarshalIndent(r, "", " ")
	require.NoError(t, err)
	return string(out)
}

// A log that does not quite fit, as CSV, XES and JSON lines, sorted by case and with
// cases mixed, in little memory, on one core and on several.
func TestTheSameLogGivesTheSameBytes(t *testing.T) {
	b, err := blueprint.Load("../../../examples/corner-shoeshine/blueprint.yaml")
	require.NoError(t, err)
	g := b.Graph()
	net, err := flow.New(g)
	require.NoError(t, err)
	ids := make([]string, net.Len())
	for i := range ids {
		ids[i] = net.Touchpoint(i).ID
	}
	names, err := eventlog.NewMapper(g, eventlog.Mapping{ // as if some work were logged by wrong names, and some not at all
		{Activity: ids[1], Touchpoint: ids[0]}, {Activity: ids[2], Touchpoint: "-"},
	})
	require.NoError(t, err)
	folder, want := t.TempDir(), ""
	for _, c := range []struct {
		format  string
		open    int
		memory  int64
		workers int
	}{{"csv", 1, 0, 1}, {"csv", 200, 0, 4}, {"csv", 200, 4 << 10, 2}, {"xes", 1, 0, 1}, {"jsonl", 1, 0, 3}, {"jsonl", 77, 9 << 10, 1}} {
		var log bytes.Buffer
		_, err := loggen.Log{Journeys: 200, Seed: 3, Walks: 40, Lifecycle: true, Blank: 7, Format: c.format, Open: c.open}.Write(&log, net)
		require.NoError(t, err)
		r, err := eventlog.NewReader(&log, "log."+c.format, eventlog.Options{})
		require.NoError(t, err)
		tally := eventlog.NewTally(g, 0)
		read, err := eventlog.Count(context.Background(), r, names, tally, eventlog.CaseOptions{Memory: c.memory, Folder: folder, Workers: c.workers})
		require.NoError(t, err)
		got, err := conformance.Measure(context.Background(), b, tally, []eventlog.Log{read}, conformance.Options{Workers: c.workers, Variants: -1, Departures: -1})
		require.NoError(t, err)
		if want == "" {
			want = text(t, got)
			assert.Less(t, got.Fitness.Mean, 1.0)
			assert.Equal(t, 200, got.Fitness.Cases)
			assert.NotEmpty(t, got.Departures)
			continue
		}
		assert.Equal(t, want, text(t, got), "%+v", c)
	}
}

var update = flag.Bool("update", false, "rewrite golden files")

// What other programs read stays as it is.
func TestTheResultAsJSON(t *testing.T) {
	b := read(t, bakery)
	tally := timed(t, b)
	require.NoError(t, tally.Merge(tallied(t, b, "3x enter choose ? pay rate\n1x pay\n1x -\n")))
	logs := []eventlog.Log{
		{Report: eventlog.Report{File: "a.csv", Events: 40, Bad: 1}, Unmapped: []eventlog.Unmapped{{Activity: "Paid", Count: 2, Suggest: "pay"}}},
		{Report: eventlog.Report{File: "b.csv", Events: 6, Untimed: 4}, Unmapped: []eventlog.Unmapped{{Activity: "Wave", Count: 2}, {Activity: "Paid", Count: 1, Suggest: "pay"}}, More: 1},
	}
	r, err := conformance.Measure(context.Background(), b, tally, logs, conformance.Options{Coverage: coverage.Options{Criteria: []string{coverage.Moments, coverage.Ways}}})
	require.NoError(t, err)
	got, file := text(t, r)+"\n", "testdata/result.json"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

// However many cores there are, and in whatever order parts of a log were merged, the
// result is the same.
func TestCoresAndOrderMakeNoDifference(t *testing.T) {
	b := read(t, bakery)
	g := b.Graph()
	rapid.Check(t, func(t *rapid.T) {
		traces := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(-1, len(g.Touchpoints())-1), 0, 8), 0, 20).Draw(t, "traces")
		o := conformance.Options{Workers: 1, Variants: 3, Open: rapid.Bool().Draw(t, "open")}
		if rapid.Bool().Draw(t, "observe") {
			o.Coverage.Observe = []string{"customer"}
		}
		o.Coverage.Criteria = []string{coverage.Ways, coverage.Pairs, coverage.Paths}
		whole := eventlog.NewTally(g, 0)
		parts := []*eventlog.Tally{whole.Empty(), whole.Empty(), whole.Empty()}
		for i, trace := range traces {
			c := eventlog.Case{}
			for k, x := range trace {
				at := eventlog.Instant((i + k*k) * 1e9)
				c.Events = append(c.Events, eventlog.Visit{Touchpoint: x, Start: at, End: at + 5e9})
			}
			whole.Add(&c)
			parts[rapid.IntRange(0, 2).Draw(t, "part")].Add(&c)
		}
		merged := whole.Empty()
		for _, k := range rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1)).Perm(len(parts)) {
			require.NoError(t, merged.Merge(parts[k]))
		}
		want, err := conformance.Measure(context.Background(), b, whole, nil, o)
		require.NoError(t, err)
		o.Workers = rapid.IntRange(2, 6).Draw(t, "workers")
		got, err := conformance.Measure(context.Background(), b, merged, nil, o)
		require.NoError(t, err)
		require.Equal(t, text(t, want), text(t, got))
		require.Equal(t, want.Sheets(), got.Sheets())
		require.Equal(t, want.Layers(nil), got.Layers(nil))
	})
}
