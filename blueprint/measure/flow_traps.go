package measure

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/distribution"
	"github.com/servicemoments/moments/blueprint/internal/components"
	"github.com/servicemoments/moments/touchpoint"
)

// chanceRounding is what sums of chances may be off by in floating point.
const chanceRounding = 1e-9

// chanceProblems finds chances that cannot be.
func (m *Model) chanceProblems() error {
	return m.Blueprint.LocateAll(distribution.Impossible(m.Graph)).Sort().Err()
}

func quotedName(t *touchpoint.Touchpoint) string {
	return fmt.Sprintf("%q", nameOr(t.Title, t.ID))
}

// trapped finds loops that a customer comes into and never leaves.
func (m *Model) trapped(c *chain) error {
	rows := c.rows(nil)
	parts, of := components.Of(rows, entry.target)
	var out blueprint.Diagnostics
	for k, part := range parts {
		closed := true
		for _, v := range part {
			closed = closed && len(rows[v]) > 0 && !slices.ContainsFunc(rows[v], func(e entry) bool { return of[e.to] != int32(k) })
		}
		if closed {
			out = append(out, m.trap(c, part))
		}
	}
	return m.Blueprint.LocateAll(out).Sort().Err()
}

func (m *Model) trap(c *chain, part []int32) blueprint.Diagnostic {
	in := map[int32]bool{}
	back := int32(-1)
	for _, v := range part {
		for i := range c.edges[v] {
			e := &c.edges[v][i]
			for _, t := range e.ends {
				in[t] = true
			}
			for _, w := range e.ways {
				if m.Net.Ways()[w].Back && (back < 0 || w > back) {
					back = w
				}
			}
		}
	}
	var names []string
	var at blueprint.Path
	for i := range m.Net.Len() {
		if in[int32(i)] {
			names = append(names, quotedName(m.Net.Touchpoint(i)))
			at = m.Graph.Path(m.Net.Touchpoint(i))
		}
	}
	if back >= 0 {
		at = m.Graph.WayPath(m.Net.Ways()[back])
	}
	return blueprint.Diagnostic{
		Rule:    "loop-without-exit",
		Path:    at,
		Message: "the loop of " + strings.Join(names, ", ") + " has no way out: who comes into it never ends",
		Hint:    "let one of its choices lead out of it with a chance above 0",
	}
}
