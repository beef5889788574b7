package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func momentWithoutStandard() *Rule {
	return &Rule{
		Name: "moment-without-standard", Group: Moments, Severity: blueprint.Hint,
		Title: "A moment of truth without a standard",
		Doc: para(`At a moment of truth it is written down what good work is: standards on the touchpoint, on its moment
			sheet, or a standard time. A customer's moment may also have them on what the frontstage does in the same step.`),
		Why: para(`Without a standard each employee decides what is good enough, and customers get another service each
			time. Between what they expect and what is specified, gap 2 opens.`),
		Source: "Zeithaml, Parasuraman & Berry: gap 2; Martin: procedural and personal standards",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Moments() {
				if hasStandard(t) || p.Graph.Kind(t) == touchpoint.Customer && p.frontstageStandard(t) {
					continue
				}
				what := "moment of truth"
				if t.IsCritical() {
					what = "critical moment of truth"
				}
				p.Report(p.Graph.Path(t),
					fmt.Sprintf("%s is a %s, but nothing says what good work is there, so customers get it good or bad by chance", called(t), what),
					`add standards, such as standards: {procedural: ["Greeted within 10 seconds"], personal: ["Eye contact first"]}`)
			}
		},
	}
}

func hasStandard(t *touchpoint.Touchpoint) bool {
	return t.Standards != nil && len(t.Standards.Procedural)+len(t.Standards.Personal) > 0 ||
		t.Moment != nil && len(t.Moment.Standards) > 0 ||
		t.Time.Expected("") > 0
}

// frontstageStandard tells whether the frontstage of the step has a standard.
func (p *Pass) frontstageStandard(t *touchpoint.Touchpoint) bool {
	v, column := p.view, p.Graph.Place(t).Column
	if v.standards == nil {
		v.standards = map[int]bool{}
		for i, step := range p.Steps() {
			for _, x := range step {
				v.standards[i] = v.standards[i] || p.Graph.Kind(x) == touchpoint.Frontstage && hasStandard(x)
			}
		}
	}
	return v.standards[column]
}
