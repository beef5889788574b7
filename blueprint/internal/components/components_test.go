package components_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/internal/components"
)

func same(to int32) int32 { return to }

func TestAGraphFallsIntoItsCircles(t *testing.T) {
	parts, of := components.Of([][]int32{{1}, {2, 3}, {0}, {3}, {}}, same)
	assert.Equal(t, [][]int32{{3}, {0, 1, 2}, {4}}, parts)
	assert.Equal(t, []int32{1, 1, 1, 0, 2}, of)
}

// Two nodes hang together where each reaches the other, and no component leads to
// one behind it.
func TestComponentsAreWhatReachesEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "nodes")
		rows := make([][]int32, n)
		reach := make([][]bool, n)
		for v := range rows {
			reach[v] = make([]bool, n)
			reach[v][v] = true
			for range rapid.IntRange(0, 3).Draw(t, "edges") {
				to := rapid.IntRange(0, n-1).Draw(t, "to")
				rows[v] = append(rows[v], int32(to))
				reach[v][to] = true
			}
		}
		for k := range n {
			for i := range n {
				for j := range n {
					reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
				}
			}
		}
		_, of := components.Of(rows, same)
		for i := range n {
			for j := range n {
				assert.Equal(t, reach[i][j] && reach[j][i], of[i] == of[j], "%d and %d", i, j)
				if reach[i][j] {
					assert.LessOrEqual(t, of[j], of[i], "%d leads to %d", i, j)
				}
			}
		}
	})
}
