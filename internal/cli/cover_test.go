package cli_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/internal/coverreport"
)

const hall = "../../examples/telecom-hall/blueprint.yaml"

// logOf is what customers of the hall could have done.
func logOf(t *testing.T, l loggen.Log) []byte {
	t.Helper()
	b, err := blueprint.Load(hall)
	require.NoError(t, err)
	net, err := flow.New(b.Graph())
	require.NoError(t, err)
	var out bytes.Buffer
	_, err = l.Write(&out, net)
	require.NoError(t, err)
	return out.Bytes()
}

// saved writes a file into a folder of the test.
func saved(t *testing.T, name string, text []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

func packed(t *testing.T, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Bytes()
}

// shuffled mixes the lines of a log behind its header.
func shuffled(text []byte) []byte {
	lines := strings.SplitAfter(strings.TrimSuffix(string(text), "\n")+"\n", "\n")
	rest := lines[1 : len(lines)-1]
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	return []byte(strings.Join(lines, ""))
}

// customers is the part of the JSON that says what customers did.
func customers(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := moments(append([]string{"cover", hall, "--format", "json", "--criteria", "touchpoints,ways,choices,recoveries"}, args...)...)
	require.Equal(t, 0, code, errs)
	validate(t, coverreport.Schema(), out)
	var parts map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(out), &parts))
	require.NotEmpty(t, parts["log"])
	return string(parts["log"])
}

func TestTheSameJourneysGiveTheSameBytesHoweverTheLogIsWritten(t *testing.T) {
	log := loggen.Log{Journeys: 120, Seed: 7, Walks: 30}
	csv := logOf(t, log)
	want := customers(t, saved(t, "hall.csv", csv))
	for name, l := range map[string]loggen.Log{
		"hall.xes":   {Journeys: 120, Seed: 7, Walks: 30, Format: "xes"},
		"hall.jsonl": {Journeys: 120, Seed: 7, Walks: 30, Format: "jsonl"},
		"mixed.csv":  {Journeys: 120, Seed: 7, Walks: 30, Open: 40},
	} {
		assert.Equal(t, want, customers(t, saved(t, name, logOf(t, l))), name)
	}
	assert.Equal(t, want, customers(t, saved(t, "hall.csv.gz", packed(t, csv))), "packed")
	assert.Equal(t, want, customers(t, saved(t, "hall.csv", csv), "--memory", "4kB", "--temp", t.TempDir()), "with little memory")
	assert.Equal(t, want, customers(t, saved(t, "hall.csv", csv), "--grouped"), "grouped")
	assert.Equal(t, want, customers(t, saved(t, "hall.csv", shuffled(csv))), "event by event in any order, as each has its time")
}

func TestTemporaryFilesAreGoneAfterwards(t *testing.T) {
	folder := t.TempDir()
	customers(t, saved(t, "hall.csv", logOf(t, loggen.Log{Journeys: 200, Seed: 1, Walks: 40, Open: 100})), "--memory", "1kB", "--temp", folder)
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestWhatWasCoveredKeepsToItsSchema(t *testing.T) {
	b, err := blueprint.Load(hall)
	require.NoError(t, err)
	var p coverage.Profile
	of := func(version, test string, o coverage.Outcome, visits ...string) coverage.Trace {
		return coverage.Trace{Blueprint: coverage.Name(b), Version: version, Test: test, Outcome: o, Visits: visits}
	}
	p.Add(of(coverage.Version(b), "TestVisit", coverage.Passed, "find-a-place-to-park", "enter-the-hall", "inquire", "leave-the-hall"), 3)
	p.Add(of(coverage.Version(b), "TestAstray", coverage.Passed, "leave-the-hall", "enter-the-hall"), 1)
	p.Add(of(coverage.Version(b), "TestRed", coverage.Failed, "enter-the-hall"), 1)
	p.Add(of("0000", "TestOld", coverage.Passed, "enter-the-garden"), 1)
	p.Add(coverage.Trace{Blueprint: "bakery", Version: "1", Test: "TestElsewhere", Outcome: coverage.Passed}, 1)
	p.AddStray(coverage.Stray{Blueprint: coverage.Name(b), Version: coverage.Version(b), Test: "TestTypo", ID: "inqire"}, 1)
	profiles := t.TempDir()
	_, err = p.WriteDir(profiles)
	require.NoError(t, err)
	damaged := saved(t, "hall.csv", []byte("case,activity,time\n1,Inquire,2026-03-02 09:00\n1,Inqire,2026-03-02 09:05\n2,,\n3,Leave the hall,noon\n4,Leave the hall,\n"))
	empty := saved(t, "empty.csv", []byte("case,activity,time\n"))
	for name, args := range map[string][]string{
		"profiles": {profiles},
		"both":     {profiles, damaged, "--all", "--criteria", "touchpoints,pairs,channels", "--min", "moments=100", "--min", "log.fitness=99", "--today", "2026-01-01"},
		"nothing":  {empty, "--min", "fitness=0", "--min", "moments=0", "--criteria", "moments"},
		"few":      {profiles, "--criteria", "ways"},
	} {
		args = append([]string{"cover", hall, "--format", "json"}, args...)
		code, out, errs := moments(args...)
		require.LessOrEqual(t, code, 1, "%s: %s", name, errs)
		validate(t, coverreport.Schema(), out)
		assert.Equal(t, code == 0, strings.Contains(out, `"passed": true`), name)
		_, again, _ := moments(args...)
		assert.Equal(t, out, again, "the same bytes each time")
	}
	_, out, _ := moments("cover", hall, profiles, damaged, "--format", "junit", "--criteria", "ways", "--min", "ways=100", "--min", "fitness=100")
	assert.Contains(t, out, `<testsuite name="log.fitness" tests="1" failures="1"`)
	assert.Contains(t, out, `<testsuite name="tests.ways"`)
	assert.Contains(t, out, `<testsuite name="log.ways"`)
}
