package view_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

// told is a random blueprint with what the rows and the full detail show.
func told(seed int) *blueprint.Blueprint {
	b := known(seed)
	for i, t := range b.Touchpoints() {
		switch (i + seed) % 5 {
		case 0:
			t.Policy, t.Description = "Real-name registration", "What it is about, in a sentence or two that is rather long"
		case 1:
			t.Metrics = []touchpoint.Metric{{Title: "接通率", Value: touchpoint.Of(85.5), Target: touchpoint.Of(90.0), Unit: "%"}}
		case 2:
			t.Notes, t.Channel, t.Servers = "Ask the shop floor", "phone", 3
		case 3:
			t.Emotion = &touchpoint.Emotion{Value: touchpoint.Of(float64(i%5 - 2))}
		}
	}
	all := b.Touchpoints()
	b.Journeys = []blueprint.Journey{{ID: "j", Title: "Some of it", Touchpoints: []string{all[0].ID, all[len(all)/2].ID}}}
	return b
}

func TestBoardsOfRandomBlueprintsAreSoundWithEveryOption(t *testing.T) {
	for seed := range atMost(600) {
		b := told(seed)
		o := view.Options{Language: []string{"en", "zh"}[seed%2], Wrap: []int{0, 3, 5}[seed%3]}
		if seed%4 < 2 {
			o.Rows = view.Rows()
		}
		if seed%5 < 2 {
			o.Detail = view.Details()[seed%3]
		}
		if seed%6 < 3 {
			o.Phase = b.Phases[seed%len(b.Phases)].ID
		}
		if seed%7 < 4 {
			o.Journey = "j"
		}
		s := view.Blueprint(b, o)
		what := fmt.Sprintf("seed %d with %+v", seed, o)
		for _, problem := range rendertest.Check(s) {
			t.Errorf("%s: %s", what, problem)
		}
		for _, theme := range scene.Themes() {
			assert.Empty(t, rendertest.Contrasts(s, theme, 4.5), "%s: %s", what, theme.Name)
		}
		if t.Failed() {
			return
		}
	}
}

func TestRowsStandUnderTheBoardOnlyWhereTheyAreAskedFor(t *testing.T) {
	b := example(t, "telecom-hall")
	rows := func(o view.Options) (out []string) {
		for _, g := range view.Blueprint(b, o).Find(scene.RoleLane) {
			if g.Get("kind") == "row" {
				out = append(out, g.ID)
			}
		}
		return out
	}
	assert.Empty(t, rows(view.Options{}))
	assert.Equal(t, []string{"row-times", "row-emotion", "row-policy"}, rows(view.Options{Rows: view.Rows()}), "a row of which nothing is known is left out")
	assert.Equal(t, []string{"row-emotion"}, rows(view.Options{Rows: []view.Row{view.RowEmotion}}))
}

func TestARowOfTimesSaysHowLongCustomersAreBusy(t *testing.T) {
	minutes := func(n int) *touchpoint.Time { return &touchpoint.Time{Standard: time.Duration(n) * time.Minute} }
	build := blueprint.New("Times")
	phase := build.Phase("")
	phase.Step().Put("customer", touchpoint.Touchpoint{Title: "Pay", Time: minutes(3)}).Put("frontstage", touchpoint.Touchpoint{Title: "Collect", Time: minutes(2)})
	phase.Step().On("customer", "Sit").Put("frontstage", touchpoint.Touchpoint{Title: "Brush", Time: minutes(7)})
	phase.Step().Put("customer", touchpoint.Touchpoint{Title: "Wait", Wait: &touchpoint.Wait{Expected: 9 * time.Minute}})
	b, err := build.Blueprint()
	require.NoError(t, err)
	var got []string
	for _, g := range view.Blueprint(b, view.Options{Rows: []view.Row{view.RowTimes}}).Find(scene.RoleLabel) {
		if g.Get("row") == "times" {
			got = append(got, g.Name)
		}
	}
	assert.Equal(t, []string{"Time: 3 min", "Time: 7 min", "Time: wait 9 min"}, got)
}

func TestOnePhaseIsShownWithWhereItsWaysGo(t *testing.T) {
	b := example(t, "telecom-hall")
	s := view.Blueprint(b, view.Options{Phase: "Be served"})
	assert.Empty(t, rendertest.Check(s))
	assert.Equal(t, idsOf(b.Graph().InPhase(2)), ids(s))
	phases := s.Find(scene.RolePhase)
	require.Len(t, phases, 1)
	svg := bytesOf(t, s)
	for _, words := range []string{"goes on in phase: Get ready", "goes on in phase: Put right", "goes on in phase: Leave"} {
		assert.Contains(t, svg, words)
	}
	assert.NotContains(t, svg, "goes on in phase: Arrive")
	assert.Contains(t, s.Desc, "3 steps")
}

func TestAJourneyIsHighlightedWithTheWorkItSetsOff(t *testing.T) {
	b := example(t, "complaint-handling")
	s := view.Blueprint(b, view.Options{Journey: "declined"})
	state := map[string]string{}
	for _, g := range s.Find(scene.RoleTouchpoint) {
		state[g.ID] = g.Get("journey")
	}
	for _, j := range b.Journeys {
		for _, id := range j.Touchpoints {
			want := "off"
			if strings.Contains(" complain tell-what-happened-name-the-wish hear-whether-it-is-taken-up hear-the-reasons say-how-it-went ", " "+id+" ") {
				want = "on"
			}
			assert.Equal(t, want, state[id], id)
		}
	}
	assert.Equal(t, "on", state["judge"], "set off by a station")
	assert.Equal(t, "off", state["take-over-and-apologise"], "only when something fails")
	ways := map[string]string{}
	for _, g := range s.Find(scene.RoleWay) {
		ways[g.Get("from")+" > "+g.Get("to")] = g.Get("journey")
	}
	assert.Equal(t, "on", ways["hear-the-reasons > say-how-it-went"])
	assert.Equal(t, "off", ways["hear-the-reasons > ask-how-it-stands"])
}

func TestAnOverviewHasAColumnForEachPhase(t *testing.T) {
	b := example(t, "telecom-hall")
	s := view.Blueprint(b, view.Options{Detail: view.Overview})
	assert.Empty(t, rendertest.Check(s))
	assert.Len(t, s.Find(scene.RoleColumn), len(b.Phases))
	svg := bytesOf(t, s)
	assert.Contains(t, svg, "4 touchpoints")
	assert.Less(t, s.Width, view.Blueprint(b, view.Options{}).Width/2)
	again := example(t, "telecom-hall")
	assert.True(t, blueprint.Equal(again, b), "the blueprint itself stays as it is")
}

func TestFullDetailSaysWhoAndHow(t *testing.T) {
	svg := bytesOf(t, view.Blueprint(example(t, "telecom-hall"), view.Options{Detail: view.Full}))
	plain := bytesOf(t, view.Blueprint(example(t, "telecom-hall"), view.Options{}))
	for _, words := range []string{"6 side by side", "rule: Real-name registration", "owner: Head of counters"} {
		assert.Contains(t, svg, words)
		assert.NotContains(t, plain, words)
	}
}

func TestWhatABlueprintDoesNotHaveCannotBeShown(t *testing.T) {
	board, _ := view.Named("blueprint")
	b := example(t, "telecom-hall")
	for _, c := range []struct {
		o    view.Options
		want string
	}{
		{view.Options{Phase: "Nowhere"}, `no phase "Nowhere"; there is arrive, get-ready, be-served, put-right, leave`},
		{view.Options{Journey: "x"}, `no journey "x"; there is full-cycle`},
		{view.Options{Detail: "most"}, `no detail "most"; there is overview, normal, full`},
		{view.Options{By: "x"}, `no thing to place "x"; there is moment, phase, actor`},
		{view.Options{Rows: []view.Row{"x"}}, `no row "x"; there is times, emotion, metrics, policy, notes`},
	} {
		_, err := board.Draw(b, c.o)
		require.Error(t, err)
		assert.True(t, strings.HasPrefix(err.Error(), c.want), err.Error())
	}
	_, err := board.Draw(nil, view.Options{Phase: "x"})
	assert.EqualError(t, err, `no phase "x"; there is none`)
	_, err = board.Draw(b, view.Options{Phase: "Be served", Journey: "full-cycle", Detail: view.Full, Rows: view.Rows()})
	assert.NoError(t, err)
}
