package distribution

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// Ahead lists the touchpoints that customers queue for first on their way on from
// one, by index in reading order: itself where it serves, else those of its own
// step, else those of the next steps on the way in which there are any. Ways back,
// recoveries and returns do not count: not everybody takes them.
//
// Where there are any, an expected wait gives way to their queue: it was a guess at
// just this queue, and counting both would count it twice.
func Ahead(g *blueprint.Graph, from int, serves func(int) bool) []int {
	all := g.Touchpoints()
	var out []int
	seen := make([]bool, len(all))
	for todo := []int{from}; len(todo) > 0; todo = todo[1:] {
		if seen[todo[0]] {
			continue
		}
		column := g.Place(all[todo[0]]).Column
		var leaving []int
		found := false
		for within := []int{todo[0]}; len(within) > 0; within = within[1:] {
			i := within[0]
			if serves(i) {
				found = true
				if !slices.Contains(out, i) {
					out = append(out, i)
				}
				continue
			}
			if seen[i] {
				continue
			}
			seen[i] = true
			for _, x := range g.Out(all[i]) {
				switch {
				case x.To == nil || x.Back || x.Origin == blueprint.Recovery || x.Role == blueprint.Return:
				case g.Place(x.To).Column == column:
					within = append(within, g.Index(x.To))
				default:
					leaving = append(leaving, g.Index(x.To))
				}
			}
		}
		if !found {
			todo = append(todo, leaving...)
		}
	}
	return out
}
