package lint_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// damage writes into a blueprint what no sane one has.
func damage(b *blueprint.Blueprint, pick func(int) int) {
	all := b.Touchpoints()
	any := func() *touchpoint.Touchpoint { return all[pick(len(all))] }
	share := func() *float64 {
		return []*float64{nil, touchpoint.Of(0.0), touchpoint.Of(1.0), touchpoint.Of(-3.0), touchpoint.Of(0.5)}[pick(5)]
	}
	id := func() string { return []string{"nobody", "", touchpoint.End, any().ID}[pick(4)] }
	for range pick(12) {
		t := any()
		switch pick(12) {
		case 0:
			t.Next = append(t.Next, touchpoint.Next{To: id(), Chance: share()})
		case 1:
			t.Fails = append(t.Fails, touchpoint.Fail{Recover: id(), Chance: share()})
		case 2:
			t.ID = any().ID
		case 3:
			t.Wait = &touchpoint.Wait{Then: id(), Expected: 2, Acceptable: 1}
		case 4:
			t.Detour = touchpoint.Of(pick(2) == 0)
		case 5:
			j := blueprint.Journey{Persona: id()}
			for range pick(6) {
				j.Touchpoints = append(j.Touchpoints, id())
			}
			b.Journeys = append(b.Journeys, j)
		case 6:
			b.Links = append(b.Links, blueprint.Link{From: id(), To: id(), Both: true})
		case 7:
			t.For, t.Title = []string{id()}, ""
		case 8:
			b.Lanes = append(b.Lanes, blueprint.Lane{ID: []string{"", "customer", "l0"}[pick(3)], Kind: touchpoint.Kind([]string{"", "customer", "wings"}[pick(3)])})
		case 10:
			length := func() time.Duration {
				return []time.Duration{0, 1, -1, time.Hour, math.MaxInt64, math.MinInt64}[pick(6)]
			}
			b.Acceptable = length()
			t.Time = &touchpoint.Time{Standard: length(), By: []touchpoint.PersonaTime{{Persona: id(), Value: length()}}}
			t.Wait = &touchpoint.Wait{Expected: length(), Acceptable: length()}
			b.Phases[pick(len(b.Phases))].Time = t.Time
		case 11:
			f := touchpoint.Fail{Title: id(), Recover: id(), Severity: pick(20) - 5, Occurrence: 9, Detection: 9}
			f.Prevent = []touchpoint.Prevention{{Kind: touchpoint.PreventionKind(id())}}[pick(2):]
			t.Moment = &touchpoint.Moment{Critical: true, Detractors: []string{""}}
			t.Fails = append(t.Fails, f)
		case 9:
			p := &b.Phases[pick(len(b.Phases))]
			p.Steps = append(p.Steps, blueprint.Step{Cells: []blueprint.Cell{{Lane: "nowhere", Stacks: [][]*touchpoint.Touchpoint{{{}}}}, {Lane: "customer"}}})
		}
	}
}

// No blueprint makes a rule panic, and the same blueprint gives the same
// findings, in order and each once.
func TestRandomBlueprintsAreLinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		b := blueprinttest.Random(pick, blueprinttest.Shape{})
		if pick(3) > 0 {
			damage(b, pick)
		}
		found := lint.Run(b, lint.Options{})
		require.Equal(t, found, lint.Run(b, lint.Options{}))
		require.Equal(t, found, found.Sort())
		for _, d := range found {
			assert.NotEmpty(t, d.Message)
			assert.NotEmpty(t, d.Hint)
			assert.NotEmpty(t, d.Path)
		}
	})
}

// Each rule alone finds what it finds among all.
func TestRulesDoNotDisturbOneAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		b := blueprinttest.Random(pick, blueprinttest.Shape{})
		damage(b, pick)
		var apart blueprint.Diagnostics
		for _, r := range lint.Rules() {
			apart = append(apart, lint.Run(b, lint.Options{Rules: []*lint.Rule{r}})...)
		}
		require.Equal(t, lint.Run(b, lint.Options{}), apart.Sort())
	})
}

// Only what no way leads to is marked as unreachable.
func TestUnreachableNamesOnlyWhatIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		b := blueprinttest.Random(pick, blueprinttest.Shape{})
		found := lint.Run(b, lint.Options{Only: []string{"unreachable"}})
		g := b.Graph()
		lost := map[string]bool{}
		for i, ok := range g.Reachable() {
			if !ok {
				lost[g.Path(g.Touchpoints()[i]).String()] = true
			}
		}
		for _, d := range found {
			assert.True(t, lost[d.Path.String()], d)
		}
	})
}
