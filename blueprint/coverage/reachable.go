package coverage

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func blueprintTo(w blueprint.Way) *touchpoint.Touchpoint   { return w.To }
func blueprintFrom(w blueprint.Way) *touchpoint.Touchpoint { return w.From }

// spread finds what can be come to from a touchpoint along ways, stopping at
// another one. Ways back count only where back says so.
func (m *model) spread(from, stop int, back bool, ways func(*touchpoint.Touchpoint) []blueprint.Way, end func(blueprint.Way) *touchpoint.Touchpoint) []bool {
	seen := make([]bool, len(m.points))
	stack := []int{from}
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if at == stop {
			continue
		}
		for _, w := range ways(m.points[at]) {
			t := end(w)
			if t == nil || w.Back && !back {
				continue
			}
			if i := m.g.Index(t); !seen[i] {
				seen[i] = true
				stack = append(stack, i)
			}
		}
	}
	return seen
}
