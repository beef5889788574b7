package coverage

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// Observed tells of every touchpoint, in reading order, whether it stands in one of
// the lanes.
func Observed(g *blueprint.Graph, lanes []string) []bool {
	out := make([]bool, len(g.Touchpoints()))
	for i, t := range g.Touchpoints() {
		out[i] = slices.Contains(lanes, g.Place(t).Lane)
	}
	return out
}

// LanesOf lists the ids of the lanes in which something was visited; visited tells it
// of every touchpoint, in reading order.
func LanesOf(g *blueprint.Graph, visited []bool) []string {
	there := map[string]bool{}
	for i, t := range g.Touchpoints() {
		if i < len(visited) && visited[i] {
			there[g.Place(t).Lane] = true
		}
	}
	out := []string{}
	for _, l := range g.Lanes() {
		if there[l.ID] {
			out = append(out, l.ID)
		}
	}
	return out
}
