package view_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

// handedOver are the counts of a matrix by giver and taker, and the sum of all.
func handedOver(t *testing.T, s *scene.Scene) (counts map[string]int, sum int) {
	t.Helper()
	counts = map[string]int{}
	for _, g := range s.Find(scene.RoleLabel) {
		if g.Get("count") == "" {
			continue
		}
		n, err := strconv.Atoi(g.Get("count"))
		require.NoError(t, err)
		sum += n
		if n > 0 {
			counts[g.Get("from")+" > "+g.Get("to")] += n
		}
	}
	return counts, sum
}

func TestHandoversOfRandomBlueprintsAreSoundAndCountEveryWay(t *testing.T) {
	for seed := range atMost(600) {
		b := known(seed)
		s := view.Handovers(b, view.Options{Language: []string{"en", "zh"}[seed%2]})
		sound(t, fmt.Sprintf("seed %d", seed), s)
		ways := 0
		for _, w := range b.Graph().Ways() {
			if w.To != nil {
				ways++
			}
		}
		if counts, sum := handedOver(t, s); len(counts) > 0 {
			assert.Equal(t, ways, sum, "seed %d", seed)
		}
		if t.Failed() {
			return
		}
	}
}

func TestHandoversAreCountedFromActorToActor(t *testing.T) {
	build := blueprint.New("Shoeshine").With(func(b *blueprint.Blueprint) {
		b.Actors = []blueprint.Actor{{ID: "boy", Title: "Shoeshine boy"}}
	})
	phase := build.Phase("")
	phase.Step().On("customer", "Sit down").Put("frontstage", touchpoint.Touchpoint{Title: "Brush", Actor: "boy"})
	phase.Step().Put("frontstage", touchpoint.Touchpoint{Title: "Polish", Actor: "boy"}).On("support", "Buy supplies")
	b, err := build.Blueprint()
	require.NoError(t, err)
	s := view.Handovers(b, view.Options{})
	sound(t, "shoeshine", s)
	counts, _ := handedOver(t, s)
	assert.Equal(t, map[string]int{"customer > boy": 1, "boy > boy": 1, "boy > support": 1}, counts)
	for _, g := range s.Find(scene.RoleLabel) {
		switch g.Get("from") + " > " + g.Get("to") {
		case "customer > boy":
			assert.Equal(t, "crossed", g.Get("interaction"))
		case "boy > support":
			assert.Equal(t, "crossed", g.Get("visibility"))
			assert.Equal(t, "crossed", g.Get("internal-interaction"))
			assert.Empty(t, g.Get("interaction"))
		}
	}
}

func TestTwentyActorsWithLongNamesFit(t *testing.T) {
	b := &blueprint.Blueprint{Title: "Twenty"}
	var step blueprint.Step
	for i := range 20 {
		id := fmt.Sprintf("l%d", i)
		kind := touchpoint.Kinds()[i/5]
		title := []string{"Donaudampfschifffahrtsgesellschaftskapitän", "The one who answers for all that is promised on the telephone", "值班经理与引导员", "Desk"}[i%4]
		b.Lanes = append(b.Lanes, blueprint.Lane{ID: id, Kind: kind, Title: fmt.Sprintf("%s %d", title, i)})
		step.Cells = append(step.Cells, blueprint.Cell{Lane: id, Stacks: [][]*touchpoint.Touchpoint{{{Title: "Work"}}}})
	}
	b.Phases = []blueprint.Phase{{Steps: []blueprint.Step{step}}}
	b.Complete()
	s := view.Handovers(b, view.Options{})
	sound(t, "twenty", s)
	assert.Less(t, s.Width, 2400.0)
}

func TestNobodyToHandOverToIsSaidInWords(t *testing.T) {
	assert.Contains(t, bytesOf(t, view.Handovers(thatFails(), view.Options{})), "actors:")
}
