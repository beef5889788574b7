package eventlog_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
)

// placed is an occurrence with its place in the log.
type placed struct {
	number, second int
	what           eventlog.Occurrence
}

// spread counts a log as a pipeline would: records go to their cases in any order,
// and each case is put in order again.
func spread(t testing.TB, g *blueprint.Graph, text []byte, name string, seed uint64) (*eventlog.Tally, eventlog.Log) {
	t.Helper()
	r, err := eventlog.NewReader(bytes.NewReader(text), name, eventlog.Options{})
	require.NoError(t, err)
	names, err := eventlog.NewMapper(g, nil)
	require.NoError(t, err)
	cases := map[string][]placed{}
	log, err := eventlog.Records(context.Background(), r, names, func(x *eventlog.Record) error {
		id := fmt.Sprintf("%d %s", x.Trace, x.Case)
		cases[id] = append(cases[id], []placed{}...)
		for i, o := range x.Occurrences {
			cases[id] = append(cases[id], placed{x.Number, i, o})
		}
		return nil
	})
	require.NoError(t, err)
	pick := rand.New(rand.NewPCG(seed, 1))
	tally := eventlog.NewTally(g, 0)
	for _, list := range cases {
		pick.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		slices.SortFunc(list, func(a, b placed) int {
			if a.number != b.number {
				return a.number - b.number
			}
			return a.second - b.second
		})
		var all []eventlog.Occurrence
		for _, p := range list {
			all = append(all, p.what)
		}
		tally.Add(&eventlog.Case{Events: eventlog.Visits(all)})
	}
	return tally, log
}

// Records that were spread and brought together again by case give what Count gives.
func TestRecordsBroughtTogetherAreTheCases(t *testing.T) {
	g, net := hall(t)
	logs := map[string]string{
		"damaged.csv": "case,activity,start,time,lifecycle\n" +
			"a,leave-the-hall,,2026-03-02 10:00:00,\na,enter-the-hall,2026-03-02 09:00:00,2026-03-02 09:01:00,\n" +
			"b,nothing of ours,,2026-03-02 09:00:00,\nc,enter-the-hall,,,assign\n,lost,,,\na,inquire,,soon,\nd,inquire,,,\nd,enter-the-hall,,,\n",
		"twins.xes": `<log><trace><string key="concept:name" value="a"/><event><string key="concept:name" value="inquire"/></event></trace>` +
			`<trace><string key="concept:name" value="a"/></trace><trace><string key="concept:name" value="a"/><event><string key="concept:name" value="inquire"/></event></trace></log>`,
	}
	for name, l := range map[string]loggen.Log{
		"sorted.csv":     {},
		"shuffled.csv":   {Open: 80, Blank: 5},
		"shuffled.jsonl": {Open: 80, Blank: 5, Format: "jsonl"},
		"sorted.xes":     {Format: "xes", Blank: 3},
	} {
		l.Journeys, l.Seed, l.Walks, l.Lifecycle = 150, 5, 40, true
		logs[name] = string(written(t, net, l))
	}
	for name, text := range logs {
		t.Run(name, func(t *testing.T) {
			r, err := eventlog.NewReader(strings.NewReader(text), name, eventlog.Options{})
			require.NoError(t, err)
			names, err := eventlog.NewMapper(g, nil)
			require.NoError(t, err)
			want := eventlog.NewTally(g, 0)
			whole, err := eventlog.Count(context.Background(), r, names, want, eventlog.CaseOptions{})
			require.NoError(t, err)
			got, log := spread(t, g, []byte(text), name, 3)
			assert.True(t, bytes.Equal(stateOf(t, want), stateOf(t, got)))
			assert.Equal(t, want.Result(), got.Result())
			whole.Cases = 0
			assert.Equal(t, whole, log)
		})
	}
}

func TestRecordsEndWithTheErrorOfYield(t *testing.T) {
	g, net := shoeshine(t)
	text := written(t, net, loggen.Log{Journeys: 20, Seed: 3})
	names, err := eventlog.NewMapper(g, nil)
	require.NoError(t, err)
	r, err := eventlog.NewReader(bytes.NewReader(text), "log.csv", eventlog.Options{})
	require.NoError(t, err)
	enough := errors.New("enough")
	seen := 0
	log, err := eventlog.Records(context.Background(), r, names, func(x *eventlog.Record) error {
		if seen++; x.Number == 7 {
			return enough
		}
		return nil
	})
	require.ErrorIs(t, err, enough)
	assert.Equal(t, 7, seen)
	assert.Equal(t, 7, log.Events)
}
