package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func unprotectedFail() *Rule {
	return &Rule{
		Name: "unprotected-fail", Group: Failures, Severity: blueprint.Hint,
		Title: "A fail point without prevention or recovery",
		Doc: para(`Of a fail point is known that it fails, on a touchpoint or on a piece of evidence, but neither what
			prevents it nor what mends it.`),
		Why: para(`When it happens, customers meet an employee who does not know what to do. Most who are let down do not
			complain; they stay away.`),
		Source: "Shostack 1984, step 2 (isolate fail points); Chase & Stewart 1994 (fail-safing)",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Touchpoints() {
				checkFails(p, t.Fails, func() blueprint.Path { return p.Graph.Path(t) }, called(t))
			}
			for i, s := range p.Blueprint.Steps() {
				for j, e := range s.Evidence {
					checkFails(p, e.Fails, func() blueprint.Path { return p.Graph.StepPath(i).Key("evidence").At(j) }, "the evidence "+quote(e.Title))
				}
			}
		},
	}
}

// checkFails looks at the fail points of something; its path is asked for only
// when it is needed.
func checkFails(p *Pass, fails []touchpoint.Fail, path func() blueprint.Path, where string) {
	for i, f := range fails {
		if f.Protected() {
			continue
		}
		what := "what goes wrong"
		if f.Title != "" {
			what = quote(f.Title)
		}
		p.Report(path().Key("fails").At(i),
			fmt.Sprintf("nothing prevents or mends %s at %s, so the customer bears it", what, where),
			"add prevent: with what keeps it from happening, or recover: with the id of the touchpoint that mends it")
	}
}
