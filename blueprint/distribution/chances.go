package distribution

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Rounding is how far a sum of chances may be off, for those that people rounded:
// three times 33.3%.
const Rounding = 0.001 + 1e-9

// Impossible finds choices whose chances do not sum to 1, and fail points whose
// chances sum to more: customers who would be lost, or come from nowhere. Neither
// formulas nor simulation can go on from there. It is for [blueprint.Blueprint.LocateAll].
func Impossible(g *blueprint.Graph) blueprint.Diagnostics {
	var found blueprint.Diagnostics
	report := func(p blueprint.Path, message, hint string) {
		found = append(found, blueprint.Diagnostic{Rule: "impossible-chances", Severity: blueprint.Error, Path: p, Message: message, Hint: hint})
	}
	for _, t := range g.Touchpoints() {
		name := t.Title
		if name == "" {
			name = t.ID
		}
		if sum, _ := t.FailChance(); !(sum >= 0 && sum <= 1+Rounding) {
			report(g.Path(t).Key("fails"), fmt.Sprintf("the fail points of %q have chances of %s in sum, more often than customers come", name, share(sum)),
				"fail points exclude one another: their chances sum to 100% at most")
		}
		if sum := wayChance(t); t.Choice() && !(math.Abs(sum-1) <= Rounding) {
			report(g.Path(t).Key("next"), fmt.Sprintf("the ways out of %q have chances of %s in sum, not 100%%", name, share(sum)),
				"exactly one way of a choice is taken: let its chances sum to 100%, or leave one out")
		}
	}
	return found
}

// wayChance is the sum of the chances of a choice.
func wayChance(t *touchpoint.Touchpoint) float64 {
	sum := 0.0
	for _, c := range t.Chances() {
		sum += c
	}
	return sum
}

// share writes a sum of chances, to a hundredth of a percent.
func share(v float64) string { return fmt.Sprintf("%g%%", math.Round(v*10_000)/100) }
