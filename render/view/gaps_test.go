package view_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

func TestGapsOfRandomBlueprintsAreSound(t *testing.T) {
	for seed := range atMost(600) {
		b := known(seed)
		sound(t, fmt.Sprintf("seed %d", seed), view.Gaps(b, view.Options{Language: []string{"en", "zh"}[seed%2]}))
		if t.Failed() {
			return
		}
	}
}

// gapsOf are the states of the five gaps, and what is named with each as open.
func gapsOf(s *scene.Scene) (states []string, open map[string][]string) {
	open = map[string][]string{}
	for _, g := range s.Find(scene.RoleLabel) {
		switch n := g.Get("gap"); {
		case n == "":
		case g.ID != "":
			states = append(states, g.Get("state")+" "+g.Get("open")+"/"+g.Get("known"))
		case g.Get("state") == "open":
			open[n] = append(open[n], g.Get("of"))
		}
	}
	return states, open
}

func TestEachGapCountsWhatItIsAbout(t *testing.T) {
	of := touchpoint.Of[float64]
	build := blueprint.New("Gaps")
	phase := build.Phase("")
	phase.Step().Put("customer", touchpoint.Touchpoint{Title: "Nothing known", Moment: &touchpoint.Moment{}})
	phase.Step().Put("customer", touchpoint.Touchpoint{
		Title: "No standard", Moment: &touchpoint.Moment{}, Expects: []touchpoint.Expectation{{Adequate: of(5.8), Desired: of(7.2), Perceived: of(6.4)}},
	})
	phase.Step().Put("customer", touchpoint.Touchpoint{
		Title: "Too slow", Moment: &touchpoint.Moment{Standards: []string{"A seat"}},
		Time:    &touchpoint.Time{Standard: 9 * time.Minute, Measured: &touchpoint.Measured{Mean: 11 * time.Minute}},
		Promise: &touchpoint.Promise{Title: "In five minutes", Time: &touchpoint.Time{Standard: 5 * time.Minute}},
		Expects: []touchpoint.Expectation{{Adequate: of(6), Desired: of(7), Perceived: of(5)}},
	})
	phase.Step().Put("customer", touchpoint.Touchpoint{
		Title:     "As it should be",
		Standards: &touchpoint.Standards{Personal: []touchpoint.Standard{{Title: "Looks up", Met: of(1)}, {Title: "Smiles", Met: of(0.8)}}},
	})
	b, err := build.Blueprint()
	require.NoError(t, err)
	s := view.Gaps(b, view.Options{})
	sound(t, "gaps", s)
	states, open := gapsOf(s)
	assert.Equal(t, []string{"open 1/3", "open 1/2", "open 2/3", "open 1/1", "open 1/2"}, states)
	assert.Equal(t, map[string][]string{
		"1": {"nothing-known"}, "2": {"no-standard"}, "3": {"too-slow", "as-it-should-be"}, "4": {"too-slow"}, "5": {"too-slow"},
	}, open)
	svg := bytesOf(t, s)
	for _, words := range []string{"5, −1 to adequate", "6.4, −0.8 to desired"} {
		assert.Contains(t, svg, words)
	}
}

func TestOthersOnStageInTheStepCloseAGap(t *testing.T) {
	build := blueprint.New("Beside")
	build.Phase("").Step().
		Put("customer", touchpoint.Touchpoint{Title: "Ask", Moment: &touchpoint.Moment{}}).
		Put("frontstage", touchpoint.Touchpoint{Title: "Answer", Time: &touchpoint.Time{Standard: time.Minute}, Expects: []touchpoint.Expectation{{}}})
	b, err := build.Blueprint()
	require.NoError(t, err)
	states, _ := gapsOf(view.Gaps(b, view.Options{}))
	assert.Equal(t, []string{"closed 0/1", "closed 0/1", "unknown 0/0", "unknown 0/0", "unknown 0/0"}, states)
}

func TestAGapOfWhichNothingIsKnownSaysHowToWriteItDown(t *testing.T) {
	svg := bytesOf(t, view.Gaps(example(t, "corner-shoeshine"), view.Options{}))
	for _, source := range []string{"moment: true", "expects: {adequate: 5.5, desired: 7}", "promise: {title:"} {
		assert.Contains(t, svg, source)
	}
}
