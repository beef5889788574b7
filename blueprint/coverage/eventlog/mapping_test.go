package eventlog_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

func TestActivitiesAreKnownByIDTitleAliasAndMapping(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"map.yaml", "# what the till says\nTill 4 closed: pay\n\"heartbeat\": \"-\"\nAsk: leave\n"},
		{"map.csv", "Activity;Touchpoint\n\" Till 4 closed\";pay\nheartbeat;-\nask;leave\n"},
	} {
		mapping, err := eventlog.ReadMapping(strings.NewReader(c.text), c.name)
		require.NoError(t, err)
		m, err := eventlog.NewMapper(desk(), mapping)
		require.NoError(t, err)
		for activity, want := range map[string]int{
			"pay": 1, " PAY  the\u3000Bill ": 1, "q1": 0, "TILL 4 closed": 1, "Heartbeat": eventlog.Ignored, "ask": 2, "asks": eventlog.Unknown, "": eventlog.Unknown,
		} {
			assert.Equal(t, want, m.Find(activity), activity)
		}
		assert.Equal(t, "pay", m.Suggest("pay teh bill"))
		assert.Empty(t, m.Suggest("something else"))
	}
}

func TestAMappingIsWrongInItsPlaces(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"map.yaml": {"a: pya\nb: [pay]\nc: pay\n", "map.yaml:2:1: error: expected the id of a touchpoint for activity \"b\" [mapping]"},
		"two.yaml": {"a: pya\nA : leave\nb: nowhere at all\n", "two.yaml:1:4: error: activity \"a\" is mapped to \"pya\", which is no touchpoint"},
		"map.csv":  {"a,pay,more\n\"b\n", "map.csv:1:1: error: expected an activity and a touchpoint, here are 3 cells"},
		"dup.csv":  {"a,pay\n A ,leave\n", "dup.csv:2:5: error: activity \"A\" is mapped twice"},
	} {
		mapping, err := eventlog.ReadMapping(strings.NewReader(c.text), name)
		if err == nil {
			_, err = eventlog.NewMapper(desk(), mapping)
		}
		require.Error(t, err, name)
		assert.Contains(t, err.Error(), strings.Split(c.want, " [")[0])
	}
}

func TestUnknownActivitiesAreListedWithSuggestions(t *testing.T) {
	g := desk()
	m, err := eventlog.NewMapper(g, eventlog.Mapping{{Activity: "ping", Touchpoint: "-"}})
	require.NoError(t, err)
	r, err := eventlog.NewReader(strings.NewReader("case,activity\n1,Pay the bil\n1,ping\n1,Pay the bil\n1,zzzzz\n2,ping\n"), "log.csv", eventlog.Options{})
	require.NoError(t, err)
	tally := eventlog.NewTally(g, 0)
	log, err := eventlog.Count(context.Background(), r, m, tally, eventlog.CaseOptions{})
	require.NoError(t, err)
	assert.Equal(t, []eventlog.Unmapped{{Activity: "Pay the bil", Count: 2, Suggest: "pay"}, {Activity: "zzzzz", Count: 1}}, log.Unmapped)
	assert.Equal(t, uint64(2), log.Ignored)
	assert.Equal(t, []eventlog.Variant{{[]int{}, 1}, {[]int{-1, -1, -1}, 1}}, tally.Variants())
}

func TestTwinsAreSaid(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader("title: T\nsteps:\n  - customer: {id: a, title: Wait here}\n  - customer: {id: b, title: wait  here}\n"), "t.yaml")
	require.NoError(t, err)
	m, err := eventlog.NewMapper(b.Graph(), nil)
	require.NoError(t, err)
	assert.Equal(t, 0, m.Find("WAIT HERE"))
	assert.Equal(t, []string{`"wait here" could be a or b: taken as a`}, m.Notes())
}

func FuzzMapping(f *testing.F) {
	f.Add("a: pay\nb: -\n", true)
	f.Add("a,pay\n\"b", false)
	g := desk()
	f.Fuzz(func(t *testing.T, text string, yaml bool) {
		name := "map.csv"
		if yaml {
			name = "map.yaml"
		}
		mapping, err := eventlog.ReadMapping(strings.NewReader(text), name)
		if err != nil {
			return
		}
		if m, err := eventlog.NewMapper(g, mapping); err == nil {
			for _, e := range mapping {
				require.NotEqual(t, eventlog.Unknown, m.Find(e.Activity))
			}
		}
	})
}

// A log of three lines against a blueprint of three touchpoints.
func ExampleCount() {
	b, err := blueprint.Read(strings.NewReader(deskText), "desk.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	g := b.Graph()
	log, err := eventlog.NewReader(strings.NewReader("Case ID;Activity;Time\n7;Ask;2026-03-02 09:00\n7;PAY the bill;2026-03-02 09:04\n7;wave;\n"), "desk.csv", eventlog.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	names, err := eventlog.NewMapper(g, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally := eventlog.NewTally(g, 0)
	seen, err := eventlog.Count(context.Background(), log, names, tally, eventlog.CaseOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range seen.Decisions {
		fmt.Println(d)
	}
	fmt.Println("unknown:", seen.Unmapped[0].Activity)
	fmt.Println("from", tally.Result().Passages[0].From, "to", tally.Result().Passages[0].To, tally.Result().Passages[0].Times.Median)
	// Output:
	// format: csv
	// delimiter: semicolon (recognised)
	// case: column "Case ID" (recognised)
	// activity: column "Activity" (recognised)
	// time: column "Time" (recognised)
	// times: iso, as in 2026-03-02 09:00 (recognised)
	// times without a zone: 2, taken as UTC
	// events without a time: 1 of 3, they keep their place in the file
	// unknown: wave
	// from ask to pay 4m0s
}
