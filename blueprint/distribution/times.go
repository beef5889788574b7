package distribution

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Times gives the time of every touchpoint in reading order as it counts for a
// persona; an empty persona stands for anybody. It is nil where nothing is said,
// and for touchpoints that are there for other personas.
//
// A step's own time goes to its topmost touchpoint that is no detour and is there
// for the persona, where none of the step has a time.
func Times(b *blueprint.Blueprint, g *blueprint.Graph, persona string) []*touchpoint.Time {
	all := g.Touchpoints()
	out := make([]*touchpoint.Time, len(all))
	for i, t := range all {
		if t.ForPersona(persona) {
			out[i] = t.Time
		}
	}
	for column, step := range b.Steps() {
		if !Says(step.Time) {
			continue
		}
		if lead := leader(g, g.InStep(column), persona); lead != nil {
			out[g.Index(lead)] = step.Time
		}
	}
	return out
}

// leader is who takes the time of a step, nil where nobody does.
func leader(g *blueprint.Graph, step []*touchpoint.Touchpoint, persona string) *touchpoint.Touchpoint {
	var lead *touchpoint.Touchpoint
	for _, t := range step {
		if t.Time != nil {
			return nil
		}
		if lead == nil && t.ForPersona(persona) && !g.IsDetour(t) {
			lead = t
		}
	}
	return lead
}

// Says tells whether a time says how long it takes. Only what is acceptable does
// not.
func Says(t *touchpoint.Time) bool {
	return t != nil && (t.Standard > 0 || t.Distribution != "" || len(t.By) > 0 || t.Acceptable == 0)
}
