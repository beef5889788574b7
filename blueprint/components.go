package blueprint

import "github.com/servicemoments/moments/blueprint/internal/components"

// components finds the strongly connected components of the ways.
func (g *Graph) components() [][]int32 {
	rows := make([][]int32, len(g.nodes))
	for i, out := range g.out {
		for _, w := range out {
			if to := g.ways[w].To; to != nil {
				rows[i] = append(rows[i], int32(g.index[to]))
			}
		}
	}
	parts, _ := components.Of(rows, func(to int32) int32 { return to })
	return parts
}
