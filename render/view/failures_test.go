package view_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

func TestFailPointsOfRandomBlueprintsAreSoundAndAllThere(t *testing.T) {
	for seed := range atMost(600) {
		b := known(seed)
		s := view.Failures(b, view.Options{Language: []string{"en", "zh"}[seed%2]})
		sound(t, fmt.Sprintf("seed %d", seed), s)
		want, got := 0, 0
		for _, x := range b.Touchpoints() {
			want += len(x.Fails)
		}
		for _, g := range s.Find(scene.RoleLabel) {
			if g.Get("rank") != "" {
				got++
			}
		}
		assert.Equal(t, want, got, "seed %d", seed)
		if t.Failed() {
			return
		}
	}
}

func thatFails(fails ...touchpoint.Fail) *blueprint.Blueprint {
	b := &blueprint.Blueprint{Title: "Failing"}
	b.Phases = []blueprint.Phase{{Steps: []blueprint.Step{{Cells: []blueprint.Cell{{Lane: "frontstage", Stacks: [][]*touchpoint.Touchpoint{{{Title: "Serve", Fails: fails}}}}}}}}}
	b.Complete()
	return b
}

func TestFailPointsStandByRisk(t *testing.T) {
	b := thatFails(
		touchpoint.Fail{Title: "rare", Chance: touchpoint.Of(0.01)},
		touchpoint.Fail{Title: "grave", Severity: 9, Prevent: []touchpoint.Prevention{{Title: "Check"}}},
		touchpoint.Fail{Title: "often", Chance: touchpoint.Of(0.2)},
		touchpoint.Fail{Title: "180", Severity: 9, Occurrence: 2, Detection: 10, Recover: "serve"},
		touchpoint.Fail{Title: "192", Severity: 8, Occurrence: 4, Detection: 6},
	)
	b.Phases[0].Steps[0].Evidence = []blueprint.Evidence{{Title: "Sign", Fails: []touchpoint.Fail{{Title: "faded", Severity: 2}}}}
	var got []string
	s := view.Failures(b, view.Options{})
	sound(t, "fails", s)
	for _, g := range s.Find(scene.RoleLabel) {
		if g.Get("rank") != "" {
			got = append(got, fmt.Sprint(g.Get("rank"), " ", g.Items[2].(scene.Text).Line, " rpn=", g.Get("rpn"), " protected=", g.Get("protected"), " severe=", g.Get("severe"), " lane=", g.Get("lane")))
		}
	}
	require.Equal(t, []string{
		"1 192 rpn=192 protected=false severe=false lane=frontstage",
		"2 180 rpn=180 protected=true severe=true lane=frontstage",
		"3 grave rpn= protected=true severe=true lane=frontstage",
		"4 faded rpn= protected=false severe=false lane=evidence",
		"5 often rpn= protected=false severe=false lane=frontstage",
		"6 rare rpn= protected=false severe=false lane=frontstage",
	}, got)
	svg := bytesOf(t, s)
	for _, words := range []string{">severe<", ">unprotected<", ">not rated<", ">20%<", "severity 8 × occurrence 4 × detection 6"} {
		assert.Contains(t, svg, words)
	}
}
