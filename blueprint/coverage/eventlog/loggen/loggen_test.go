package loggen_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog/loggen"
	"github.com/servicemoments/moments/blueprint/flow"
)

func write(t *testing.T, l loggen.Log) string {
	t.Helper()
	b, err := blueprint.Load("../../../../examples/corner-shoeshine/blueprint.yaml")
	require.NoError(t, err)
	net, err := flow.New(b.Graph())
	require.NoError(t, err)
	var out bytes.Buffer
	n, err := l.Write(&out, net)
	require.NoError(t, err)
	if l.Format == "xes" {
		assert.Equal(t, n, strings.Count(out.String(), "<event>"))
	} else {
		assert.Equal(t, n, strings.Count(out.String(), "\n")-strings.Count(out.String(), "Case ID"))
	}
	return out.String()
}

func TestEqualSeedsGiveEqualLogs(t *testing.T) {
	l := loggen.Log{Journeys: 40, Seed: 5, Open: 10, Lifecycle: true}
	assert.Equal(t, write(t, l), write(t, l))
	other := l
	other.Seed = 6
	assert.NotEqual(t, write(t, l), write(t, other))
}

func TestTheOrderChangesNothingButTheOrder(t *testing.T) {
	one := slices.Sorted(strings.Lines(write(t, loggen.Log{Journeys: 40, Seed: 5})))
	mixed := write(t, loggen.Log{Journeys: 40, Seed: 5, Open: 40})
	assert.Equal(t, one, slices.Sorted(strings.Lines(mixed)))
	assert.NotEqual(t, mixed, write(t, loggen.Log{Journeys: 40, Seed: 5}))
	assert.Contains(t, write(t, loggen.Log{Journeys: 2, Seed: 5, Format: "xes"}), "</trace>\n</log>")
}

// A slip changes one place of a walk. All else stays as it was.
func TestSlipsDepartFromTheBlueprint(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader("title: T\nsteps: [{customer: A}, {customer: B}, {customer: C}]\n"), "t.yaml")
	require.NoError(t, err)
	net, err := flow.New(b.Graph())
	require.NoError(t, err)
	traces := func(slips int) map[string]int {
		var out bytes.Buffer
		_, err := loggen.Log{Journeys: 300, Seed: 4, Slips: slips}.Write(&out, net)
		require.NoError(t, err)
		cases := map[string]string{}
		for line := range strings.Lines(out.String()) {
			if cells := strings.Split(line, ","); cells[0] != "Case ID" {
				cases[cells[0]] += cells[1]
			}
		}
		count := map[string]int{}
		for _, trace := range cases {
			count[trace]++
		}
		return count
	}
	assert.Equal(t, map[string]int{"abc": 300}, traces(0))
	all := traces(1)
	assert.ElementsMatch(t, []string{"ac", "ab", "abbc", "abcc", "bac", "acb"}, slices.Collect(maps.Keys(all)))
	some := traces(3)["abc"]
	assert.Greater(t, some, 100)
	assert.Less(t, some, 280)
}

func TestAnUnknownFormatIsAnError(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader("title: T\nsteps: [{customer: A}]\n"), "t.yaml")
	require.NoError(t, err)
	net, err := flow.New(b.Graph())
	require.NoError(t, err)
	_, err = loggen.Log{Journeys: 1, Format: "xls"}.Write(&bytes.Buffer{}, net)
	assert.EqualError(t, err, `there is no format "xls": expected csv, xes or jsonl`)
	_, err = loggen.Log{Journeys: 1}.Write(&bytes.Buffer{}, &flow.Net{})
	assert.Error(t, err)
}

// Two journeys, one after the other.
func ExampleLog_Write() {
	b, err := blueprint.Read(strings.NewReader("title: Desk\nsteps:\n  - customer: Ask\n  - customer: {title: Pay, time: 30s}\n"), "desk.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	net, err := flow.New(b.Graph())
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := (loggen.Log{Journeys: 2, Seed: 1}).Write(os.Stdout, net); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Case ID,Activity,Timestamp,lifecycle:transition
	// customer-0000000,ask,2026-03-02T09:00:43.093Z,complete
	// customer-0000000,pay,2026-03-02T09:01:35.421Z,complete
	// customer-0000001,ask,2026-03-02T09:00:30.813Z,complete
	// customer-0000001,pay,2026-03-02T09:01:10.492Z,complete
}
