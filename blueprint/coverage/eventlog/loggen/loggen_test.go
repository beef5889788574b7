package loggen_test

import (
	"bytes"
	"fmt"
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
