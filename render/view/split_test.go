package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/render/scene"
)

func columnsOf(phases ...int) *plan {
	p := &plan{}
	for phase, n := range phases {
		for range n {
			p.columns = append(p.columns, column{step: &blueprint.Step{}, phase: phase})
		}
	}
	return p
}

func TestABoardIsCutAtPhasesAndEvenly(t *testing.T) {
	assert.Empty(t, columnsOf(3, 3).cuts(0))
	assert.Empty(t, columnsOf(3, 3).cuts(6))
	assert.Equal(t, []cut{{0, 3}, {3, 6}}, columnsOf(3, 3).cuts(5))
	assert.Equal(t, []cut{{0, 4}, {4, 8}}, columnsOf(2, 2, 2, 2).cuts(6), "two even parts rather than six and two")
	assert.Equal(t, []cut{{0, 3}, {3, 6}}, columnsOf(6).cuts(5), "a phase that is too long is cut within")
	assert.Equal(t, []cut{{0, 2}, {2, 5}, {5, 8}}, columnsOf(2, 6).cuts(4))
}

func TestWaysGoOnUnderTheSameLetter(t *testing.T) {
	for seed := range 40 {
		b := blueprinttest.Random(blueprinttest.Seeded(uint64(seed)), blueprinttest.Shape{Steps: 7})
		s := Blueprint(b, Options{Wrap: 2})
		seen := map[string]int{}
		for _, g := range s.Find(scene.RoleTouchpoint) {
			seen[g.ID]++
		}
		for _, tp := range b.Touchpoints() {
			assert.Equal(t, 1, seen[tp.ID], "seed %d: %s", seed, tp.ID)
		}
		begun, ended := map[string]bool{}, map[string]bool{}
		whole := 0
		for _, g := range append(s.Find(scene.RoleWay), s.Find(scene.RoleLink)...) {
			switch g.Get("part") {
			case "begin":
				begun[g.Get("to")] = true
				whole++
			case "end":
				ended[g.Get("to")] = true
			default:
				whole++
			}
		}
		assert.Equal(t, begun, ended, "seed %d: what goes on comes in again", seed)
		graph := b.Graph()
		assert.Equal(t, len(graph.Ways())+len(graph.Links()), whole, "seed %d", seed)
	}
}

func TestLettersCountOn(t *testing.T) {
	assert.Equal(t, "A", letterOf(0))
	assert.Equal(t, "Z", letterOf(25))
	assert.Equal(t, "A1", letterOf(26))
}
