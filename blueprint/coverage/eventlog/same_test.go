package eventlog_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
	"github.com/servicemoments/moments/blueprint/flow"
)

// shoeshine is a small board, for logs with short journeys.
func shoeshine(t testing.TB) (*blueprint.Graph, *flow.Net) {
	t.Helper()
	b, err := blueprint.Load("../../../examples/corner-shoeshine/blueprint.yaml")
	require.NoError(t, err)
	g := b.Graph()
	net, err := flow.New(g)
	require.NoError(t, err)
	return g, net
}

// counted counts a log, and gives the tally's bytes.
func counted(t testing.TB, g *blueprint.Graph, text []byte, name string, o eventlog.CaseOptions) ([]byte, eventlog.Log) {
	t.Helper()
	r, err := eventlog.NewReader(bytes.NewReader(text), name, eventlog.Options{Strict: true})
	require.NoError(t, err)
	names, err := eventlog.NewMapper(g, nil)
	require.NoError(t, err)
	tally := eventlog.NewTally(g, 0)
	log, err := eventlog.Count(context.Background(), r, names, tally, o)
	require.NoError(t, err)
	state, err := tally.MarshalBinary()
	require.NoError(t, err)
	return state, log
}

func written(t testing.TB, net *flow.Net, l loggen.Log) []byte {
	t.Helper()
	var out bytes.Buffer
	n, err := l.Write(&out, net)
	require.NoError(t, err)
	require.Positive(t, n)
	return out.Bytes()
}

// The format of a log, its order, the memory, the cores: nothing of it changes a bit.
func TestTheSameJourneysGiveTheSameBytes(t *testing.T) {
	g, net := hall(t)
	base := loggen.Log{Journeys: 300, Seed: 7, Lifecycle: true, Blank: 9, Walks: 60}
	want, log := counted(t, g, written(t, net, base), "log.csv", eventlog.CaseOptions{Workers: 1})
	require.Equal(t, 300, log.Cases)
	require.Empty(t, log.Unmapped)
	folder := t.TempDir()
	for _, c := range []struct {
		format  string
		open    int
		opts    eventlog.CaseOptions
		spilled bool
	}{
		{"csv", 1, eventlog.CaseOptions{Grouped: true}, false},
		{"csv", 40, eventlog.CaseOptions{Workers: 3}, false},
		{"csv", 300, eventlog.CaseOptions{Memory: 8 << 10}, true},
		{"csv", 300, eventlog.CaseOptions{Memory: 500, Workers: 1}, true}, // hundreds of runs, merged in levels
		{"jsonl", 1, eventlog.CaseOptions{}, false},
		{"jsonl", 100, eventlog.CaseOptions{Memory: 20 << 10}, true},
		{"xes", 1, eventlog.CaseOptions{}, false},
		{"xes", 1, eventlog.CaseOptions{Workers: 5}, false},
	} {
		t.Run(fmt.Sprintf("%s %d open memory %d", c.format, c.open, c.opts.Memory), func(t *testing.T) {
			l := base
			l.Format, l.Open = c.format, c.open
			c.opts.Folder = folder
			got, log := counted(t, g, written(t, net, l), "log."+c.format, c.opts)
			assert.Equal(t, c.spilled, log.Spilled > 0, log.Spilled)
			assert.Equal(t, 300, log.Cases)
			assert.True(t, bytes.Equal(want, got))
		})
	}
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left, "temporary files are removed")
}

func TestAPackedLogIsTheSameLog(t *testing.T) {
	g, net := shoeshine(t)
	text := written(t, net, loggen.Log{Journeys: 3000, Seed: 3, Format: "xes"})
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := z.Write(text)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	want, _ := counted(t, g, text, "log.xes", eventlog.CaseOptions{})
	got, log := counted(t, g, packed.Bytes(), "log.xes.gz", eventlog.CaseOptions{})
	assert.True(t, bytes.Equal(want, got))
	assert.Contains(t, log.Decisions, "format: xes, unpacked with gzip")
	assert.Equal(t, int64(packed.Len()), log.Bytes)

	half, err := eventlog.NewReader(bytes.NewReader(packed.Bytes()[:packed.Len()/2]), "half.gz", eventlog.Options{})
	require.NoError(t, err)
	var e eventlog.Event
	for err == nil {
		err = half.Next(&e)
	}
	assert.EqualError(t, err, "half.gz: the packed log breaks off")
}

func TestProgressTellsHowFarItIs(t *testing.T) {
	g, net := shoeshine(t)
	path := filepath.Join(t.TempDir(), "log.csv")
	text := written(t, net, loggen.Log{Journeys: 8000, Seed: 3})
	require.Greater(t, len(text), 3<<20)
	require.NoError(t, os.WriteFile(path, text, 0o600))
	var told []int64
	r, err := eventlog.Open(path, eventlog.Options{Progress: func(read, total int64) {
		assert.Equal(t, int64(len(text)), total)
		told = append(told, read)
	}})
	require.NoError(t, err)
	names, err := eventlog.NewMapper(g, nil)
	require.NoError(t, err)
	_, err = eventlog.Count(context.Background(), r, names, eventlog.NewTally(g, 0), eventlog.CaseOptions{})
	require.NoError(t, err)
	require.NoError(t, r.Close())
	require.GreaterOrEqual(t, len(told), 3)
	assert.IsIncreasing(t, told)
	assert.Equal(t, int64(len(text)), told[len(told)-1])
}

func TestInterruptedItLeavesNothing(t *testing.T) {
	g, net := shoeshine(t)
	text := written(t, net, loggen.Log{Journeys: 8000, Seed: 3, Open: 8000})
	names, err := eventlog.NewMapper(g, nil)
	require.NoError(t, err)
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := eventlog.NewReader(bytes.NewReader(text), "log.csv", eventlog.Options{Progress: func(read, _ int64) {
		if read > 2<<20 {
			cancel()
		}
	}})
	require.NoError(t, err)
	tally := eventlog.NewTally(g, 0)
	log, err := eventlog.Count(ctx, r, names, tally, eventlog.CaseOptions{Memory: 100 << 10, Folder: folder})
	require.ErrorIs(t, err, context.Canceled)
	assert.Positive(t, log.Spilled)
	assert.Zero(t, tally.Result().Cases)
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestCasesComeByTheirIDs(t *testing.T) {
	g, _ := shoeshine(t)
	ids := g.Touchpoints()
	a, b := ids[0].ID, ids[1].ID
	text := "case,activity,time\nz," + a + ",2026-01-01 10:00\nb,?,2026-01-01 10:00\nz," + b + ",2026-01-01 09:00\nb," + a + ",\nb," + b + ",2026-01-01 08:00\n"
	for _, o := range []eventlog.CaseOptions{{}, {Memory: 1}} {
		names, err := eventlog.NewMapper(g, nil)
		require.NoError(t, err)
		r, err := eventlog.NewReader(strings.NewReader(text), "log.csv", eventlog.Options{})
		require.NoError(t, err)
		var got []string
		log, err := eventlog.Cases(context.Background(), r, names, o, func(c *eventlog.Case) error {
			s := c.ID + ":"
			for _, v := range c.Events {
				s += fmt.Sprint(" ", v.Touchpoint)
			}
			got = append(got, s)
			return nil
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"b: 1 -1 0", "z: 1 0"}, got)
		assert.Equal(t, []eventlog.Unmapped{{Activity: "?", Count: 1}}, log.Unmapped)
	}
}

func TestACaseWithTooManyEventsIsCutInAnyOrder(t *testing.T) {
	g, _ := shoeshine(t)
	id := g.Touchpoints()[0].ID
	text := "case,activity\n" + strings.Repeat("1,"+id+"\n2,"+id+"\n", 50)
	for _, o := range []eventlog.CaseOptions{{MaxEvents: 7}, {MaxEvents: 7, Memory: 200}, {MaxEvents: 7, Memory: 1}} {
		state, log := counted(t, g, []byte(text), "log.csv", o)
		want, _ := counted(t, g, []byte("case,activity\n"+strings.Repeat("1,"+id+"\n2,"+id+"\n", 7)), "log.csv", eventlog.CaseOptions{})
		assert.Equal(t, want, state)
		assert.Equal(t, uint64(86), log.Cut)
	}
}
