package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// failPoint is a fail point with where it is written.
type failPoint struct {
	touchpoint.Fail
	at       *touchpoint.Touchpoint // nil: on evidence
	evidence string
	column   int // the evidence's step
	item     int // and its place there
	index    int // among the fail points there
}

// eachFail visits all fail points, of touchpoints and of evidence.
func (p *Pass) eachFail(visit func(failPoint)) {
	for _, t := range p.Graph.Touchpoints() {
		for i, f := range t.Fails {
			visit(failPoint{Fail: f, at: t, index: i})
		}
	}
	for column, s := range p.Blueprint.Steps() {
		for j, e := range s.Evidence {
			for i, f := range e.Fails {
				visit(failPoint{Fail: f, evidence: e.Title, column: column, item: j, index: i})
			}
		}
	}
}

// path is worked out only where something is found.
func (f failPoint) path(p *Pass) blueprint.Path {
	if f.at != nil {
		return p.Graph.Path(f.at).Key("fails").At(f.index)
	}
	return p.Graph.StepPath(f.column).Key("evidence").At(f.item).Key("fails").At(f.index)
}

func (f failPoint) name() string {
	if f.Title == "" {
		return "what goes wrong"
	}
	return quote(f.Title)
}

func (f failPoint) where() string {
	if f.at == nil {
		return "the evidence " + quote(f.evidence)
	}
	return called(f.at)
}

func unprotectedFail() *Rule {
	return &Rule{
		Name: "unprotected-fail", Group: Failures, Severity: blueprint.Hint,
		Title: "A fail point without prevention or recovery",
		Doc: para(`Of a fail point is known that it fails, on a touchpoint or on a piece of evidence, but neither what
			prevents it nor what mends it. Of severity 9 and 10 severe-fail speaks.`),
		Why: para(`When it happens, customers meet an employee who does not know what to do. Most who are let down do not
			complain; they stay away.`),
		Source: "Shostack 1984, step 2 (isolate fail points); Chase & Stewart 1994 (fail-safing)",
		Run: func(p *Pass) {
			p.eachFail(func(f failPoint) {
				if f.Protected() || f.Severe() {
					return
				}
				p.Report(f.path(p),
					fmt.Sprintf("nothing prevents or mends %s at %s, so the customer bears it", f.name(), f.where()),
					"add prevent: with what keeps it from happening, or recover: with the id of the touchpoint that mends it")
			})
		},
	}
}
