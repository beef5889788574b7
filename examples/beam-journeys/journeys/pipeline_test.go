package journeys_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
	"github.com/servicemoments/moments/blueprint/flow"

	"example.com/beam-journeys/journeys"
)

const (
	hall   = "../../telecom-hall/blueprint.yaml"
	header = "case,activity,time\n"
)

func TestMain(m *testing.M) {
	journeys.Register()
	ptest.MainWithDefault(m, "prism") // Beam's local runner: what goes between steps is written and read again
}

// text is the telecom hall.
func text(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile(hall)
	require.NoError(t, err)
	return b
}

// written writes a log of customers of the telecom hall.
func written(t *testing.T, l loggen.Log) string {
	t.Helper()
	b, err := blueprint.Load(hall)
	require.NoError(t, err)
	net, err := flow.New(b.Graph())
	require.NoError(t, err)
	l.Seed = 11
	var out bytes.Buffer
	_, err = l.Write(&out, net)
	require.NoError(t, err)
	return out.String()
}

// cut splits a CSV log into files of some lines, each with the header.
func cut(log string, lines int) []string {
	header, rest, _ := strings.Cut(log, "\n")
	var out []string
	all := strings.SplitAfter(strings.TrimSuffix(rest, "\n"), "\n")
	for len(all) > 0 {
		n := min(lines, len(all))
		out = append(out, header+"\n"+strings.Join(all[:n], ""))
		all = all[n:]
	}
	return out
}

// torn brings the lines of a CSV log into a random order, and rounds all
// times down to two minutes: many events have the same one, and their order in the file decides.
func torn(log string) string {
	lines := strings.Split(strings.TrimSuffix(log, "\n"), "\n")
	for i, line := range lines[1:] {
		cells := strings.Split(line, ",")
		if at, err := time.Parse(time.RFC3339, cells[2]); err == nil {
			cells[2] = at.Truncate(2 * time.Minute).Format(time.RFC3339)
		}
		lines[i+1] = strings.Join(cells, ",")
	}
	rand.New(rand.NewPCG(5, 6)).Shuffle(len(lines)-1, func(i, j int) { lines[i+1], lines[j+1] = lines[j+1], lines[i+1] })
	return strings.Join(lines, "\n") + "\n"
}

// alone is what one machine says of a whole log.
func alone(t *testing.T, set journeys.Settings, name, log string) (state, result []byte) {
	t.Helper()
	b, err := blueprint.Read(bytes.NewReader(set.Blueprint), set.Name)
	require.NoError(t, err)
	var mapping eventlog.Mapping
	if len(set.Mapping) > 0 {
		mapping, err = eventlog.ReadMapping(bytes.NewReader(set.Mapping), set.MapName)
		require.NoError(t, err)
	}
	names, err := eventlog.NewMapper(b.Graph(), mapping)
	require.NoError(t, err)
	r, err := eventlog.NewReader(strings.NewReader(log), name, eventlog.Options{})
	require.NoError(t, err)
	tally := eventlog.NewTally(b.Graph(), 0)
	read, err := eventlog.Count(t.Context(), r, names, tally, eventlog.CaseOptions{MaxEvents: set.MaxEvents})
	require.NoError(t, err)
	read.Cut = 0 // the pipeline counts them elsewhere
	state, err = tally.MarshalBinary()
	require.NoError(t, err)
	result, err = set.Compare(t.Context(), tally, []eventlog.Log{read})
	require.NoError(t, err)
	return state, result
}

// piped is what the pipeline says of the same log in several files. It fails where
// the counts are others than those of one machine; no state: where there are any.
func piped(t *testing.T, set journeys.Settings, extension string, pieces []string, state []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	var files []journeys.File
	for i, piece := range pieces {
		path := filepath.Join(dir, fmt.Sprintf("part-%04d.%s", i, extension))
		require.NoError(t, os.WriteFile(path, []byte(piece), 0o600))
		files = append(files, journeys.File{Number: int64(i), Path: path})
	}
	slices.Reverse(files) // so that later records come first
	p, s := beam.NewPipelineWithRoot()
	counts, logs := journeys.Count(s, files, set)
	if len(state) > 0 {
		passert.Equals(s, counts, state)
	} else {
		passert.Empty(s, counts)
	}
	out := filepath.Join(dir, "result.json")
	textio.Write(s, out, journeys.Measure(s, counts, logs, set))
	require.NoError(t, ptest.Run(p))
	result, err := os.ReadFile(out)
	require.NoError(t, err)
	return bytes.TrimSuffix(result, []byte("\n"))
}

// A pipeline gives what one machine does, to the last byte: in whatever format and
// order the log is, and however it is spread over files.
func TestThePipelineGivesTheFiguresOfOneMachine(t *testing.T) {
	base := loggen.Log{Journeys: 200, Walks: 40}
	with := func(change func(*loggen.Log)) string {
		l := base
		change(&l)
		return written(t, l)
	}
	mapped := strings.NewReplacer("enter-the-hall", "door", "leave-the-hall", "noise").Replace(with(func(*loggen.Log) {}))
	// What is torn departs so much that explaining all lanes would take minutes.
	customers := func(s *journeys.Settings) { s.Observe = []string{"customer"} }
	for _, c := range []struct {
		name, extension, log string
		lines                int // of each file; 0: one file
		change               func(*journeys.Settings)
	}{
		{"sorted", "csv", with(func(*loggen.Log) {}), 1500, nil},
		{"shuffled by case", "csv", with(func(l *loggen.Log) { l.Open, l.Lifecycle = 150, true }), 3000, nil},
		{"out of order, many at the same time", "csv", torn(with(func(l *loggen.Log) { l.Lifecycle = true })), 3000, customers},
		{"without times", "csv", torn(with(func(l *loggen.Log) { l.Blank, l.Open = 3, 100 })), 1500, customers},
		{"JSON lines", "jsonl", with(func(l *loggen.Log) { l.Format, l.Open = "jsonl", 150 }), 0, nil},
		{"XES", "xes", with(func(l *loggen.Log) { l.Format, l.Blank = "xes", 4 }), 0, nil},
		{"mapped, with lanes that are named", "csv", mapped, 1500, func(s *journeys.Settings) {
			s.Mapping, s.MapName, s.Observe = []byte("activity,touchpoint\ndoor,enter-the-hall\n"), "names.csv", []string{"customer", "clerk"}
		}},
		{"cases that are cut", "csv", with(func(l *loggen.Log) { l.Open = 150 }), 1500, func(s *journeys.Settings) { s.MaxEvents = 7 }},
		{"no journeys", "csv", header, 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := journeys.Settings{Blueprint: text(t), Name: "telecom-hall.yaml"}
			if c.change != nil {
				c.change(&set)
			}
			require.NoError(t, set.Check())
			pieces := []string{c.log}
			if c.lines > 0 {
				pieces = cut(c.log, c.lines)
				require.Greater(t, len(pieces), 1)
			}
			state, want := alone(t, set, "log."+c.extension, c.log)
			if c.log == header {
				state = nil
			}
			got := piped(t, set, c.extension, pieces, state)
			assert.Equal(t, string(want), string(got))
			assert.True(t, json.Valid(got))
		})
	}
}

func TestWhatIsWrongIsToldBeforeAnyMachineIsAsked(t *testing.T) {
	set := journeys.Settings{Blueprint: []byte("title: Desk\nsteps:\n  - custmer: Ask\n"), Name: "desk.yaml"}
	assert.ErrorContains(t, set.Check(), "desk.yaml:3:5")
	set = journeys.Settings{Blueprint: []byte("title: Desk\ninclude: [{file: more.yaml}]\nsteps:\n  - customer: Ask\n"), Name: "desk.yaml"}
	assert.ErrorContains(t, set.Check(), "desk.yaml:2")
	set = journeys.Settings{Blueprint: text(t), Name: "hall.yaml", Mapping: []byte("activity,touchpoint\ndoor,enter-the-hal\n"), MapName: "names.csv"}
	assert.ErrorContains(t, set.Check(), "names.csv:2:6")
	assert.ErrorContains(t, set.Check(), "enter-the-hall")
}

// A log that is none ends the pipeline with the place and the reason.
func TestALogThatIsNoneEndsThePipeline(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	require.NoError(t, os.WriteFile(path, []byte("one,two\n1,2\n"), 0o600))
	p, s := beam.NewPipelineWithRoot()
	set := journeys.Settings{Blueprint: text(t), Name: "hall.yaml"}
	counts, logs := journeys.Count(s, []journeys.File{{Path: path}}, set)
	journeys.Measure(s, counts, logs, set)
	_, err := beam.Run(context.Background(), "prism", p)
	assert.ErrorContains(t, err, "log.csv")
}
