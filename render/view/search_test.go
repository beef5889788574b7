package view_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

var (
	rounds = flag.Int("rounds", 60, "random blueprints that are searched for faults of every view")
	first  = flag.Int("first", 0, "number of the first of them")
)

// asked is a random blueprint with random options.
type asked struct {
	b *blueprint.Blueprint
	o view.Options
}

// anything asks for views in any way: every option may be there or not.
func anything(layers bool) *rapid.Generator[asked] {
	return rapid.Custom(func(t *rapid.T) asked {
		perhaps := func(name string) bool { return rapid.Bool().Draw(t, name) }
		b := told(rapid.IntRange(0, 1<<20).Draw(t, "seed"))
		o := view.Options{
			Language:   rapid.SampledFrom([]string{"en", "zh"}).Draw(t, "language"),
			Wrap:       rapid.SampledFrom([]int{0, 1, 3, 5}).Draw(t, "wrap"),
			Encounters: perhaps("encounters"), Behind: perhaps("behind"),
			Detail: rapid.SampledFrom(append(view.Details(), view.Full)).Draw(t, "detail"),
			By:     rapid.SampledFrom([]view.By{"", view.ByPhase, view.ByActor}).Draw(t, "by"),
		}
		if layers {
			o.Layers = layered(t, b)
		}
		for _, row := range view.Rows() {
			if perhaps("row") {
				o.Rows = append(o.Rows, row)
			}
		}
		for _, part := range view.Parts() {
			if rapid.IntRange(0, 5).Draw(t, "hide") == 0 {
				o.Hide = append(o.Hide, part)
			}
		}
		if rapid.IntRange(0, 4).Draw(t, "phase") == 0 {
			o.Phase = b.Phases[rapid.IntRange(0, len(b.Phases)-1).Draw(t, "which")].ID
		}
		if perhaps("journey") {
			o.Journey = "j"
		}
		if rapid.IntRange(0, 3).Draw(t, "beside") == 0 {
			o.Beside = told(rapid.IntRange(0, 1<<20).Draw(t, "other"))
		}
		return asked{b, o}
	})
}

// atMost is how many random blueprints a test looks at: a tenth in short tests.
func atMost(many int) int {
	if testing.Short() {
		return many / 10
	}
	return many
}

// searched is how many rounds a search has.
func searched() int {
	if testing.Short() {
		return min(*rounds, 8)
	}
	return *rounds
}

// The search draws every view of random blueprints with random options; more of
// it with go test ./render/view -run TestNoViewHasAFault -rounds 5000.
func TestNoViewHasAFaultWithAnyOptions(t *testing.T) {
	for _, layers := range []bool{false, true} {
		t.Run(fmt.Sprintf("layers %v", layers), func(t *testing.T) {
			t.Parallel()
			ask := anything(layers)
			pictures, bad := 0, map[string]int{}
			for i := *first; i < *first+searched(); i++ {
				a := ask.Example(i)
				for _, v := range view.Views() {
					s, err := v.Draw(a.b, a.o)
					require.NoError(t, err)
					pictures++
					problems := slices.Concat(rendertest.Check(s), rendertest.Words(s))
					if len(problems) == 0 {
						continue
					}
					if bad[v.Name]++; bad[v.Name] <= 5 {
						shown := a.o
						shown.Layers, shown.Beside = nil, nil
						t.Errorf("round %d, %s of %d touchpoints with %+v: %s", i, v.Name, len(a.b.Touchpoints()), shown, problems[0])
					}
				}
			}
			t.Logf("%d pictures, with faults: %v", pictures, bad)
		})
	}
}

// A ring of very many touchpoints gets larger; words never lie on words.
func TestACycleOfVeryManyEncountersIsSound(t *testing.T) {
	pictures, bad, most := 0, 0, 0
	for i := *first; i < *first+searched(); i++ {
		a := rapid.Custom(func(t *rapid.T) asked {
			b := random(rapid.IntRange(0, 1<<20).Draw(t, "seed"), blueprinttest.Shape{Steps: 10 + i%30})
			return asked{b, view.Options{Encounters: true, Behind: i%3 == 0, Layers: layered(t, b)}}
		}).Example(i)
		if i%2 == 0 {
			a.o.Layers = nil
		}
		s := view.Cycle(a.b, a.o)
		pictures++
		most = max(most, len(s.Find(scene.RoleTouchpoint)))
		if problems := slices.Concat(rendertest.Check(s), rendertest.Words(s)); len(problems) > 0 {
			if bad++; bad <= 5 {
				t.Errorf("round %d, %d of %d touchpoints, behind %v: %s", i, len(s.Find(scene.RoleTouchpoint)), len(a.b.Touchpoints()), a.o.Behind, problems)
			}
		}
	}
	t.Logf("%d pictures of up to %d touchpoints, %d with faults", pictures, most, bad)
}
