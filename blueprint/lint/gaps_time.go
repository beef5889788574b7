package lint

import (
	"fmt"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func slowerThanStandard() *Rule {
	return &Rule{
		Name: "slower-than-standard", Group: Gaps, Severity: blueprint.Warning,
		Title: "Gap 3: slower than the standard",
		Doc: para(`The mean of the times that were measured at a touchpoint, in a step or in a phase (time: measured) is longer
			than the standard time, by more than a tolerance.`),
		Why: para(`Between what is specified and what is delivered, gap 3 opens: customers wait for what the plan says is
			done, and the next ones wait as well.`),
		Source: "Zeithaml, Parasuraman & Berry: gap 3; Shostack 1984: standard time",
		Settings: []Setting{
			{Name: "tolerance", Title: "by what share of the standard time it may be exceeded", Form: blueprint.FormShare, Default: "10%"},
		},
		Run: func(p *Pass) {
			tolerance := 1 + p.Share("tolerance")
			p.eachTime(func(t *touchpoint.Time, what string, path blueprint.Path) {
				standard := t.Expected("")
				if t.Standard > 0 {
					standard = t.Standard
				}
				if t.Measured == nil || standard <= 0 || float64(t.Measured.Mean) <= tolerance*float64(standard) {
					return
				}
				p.Report(path.Key("measured"), fmt.Sprintf("%s takes %s as measured, but the standard is %s", what, touchpoint.FormatDuration(t.Measured.Mean), touchpoint.FormatDuration(standard)),
					"watch where the time goes, and mend that: training, tools, staff at the peak; or set a standard that can be kept, and tell customers")
			})
		},
	}
}

// eachTime visits the times of phases, steps and touchpoints.
func (p *Pass) eachTime(visit func(t *touchpoint.Time, what string, path blueprint.Path)) {
	column := 0
	for i := range p.Blueprint.Phases {
		ph := &p.Blueprint.Phases[i]
		if ph.Time != nil && len(ph.Steps) > 0 {
			path := p.Graph.StepPath(column)
			visit(ph.Time, "the phase "+quote(ph.Title), path[:len(path)-2].Key("time"))
		}
		for j := range ph.Steps {
			if s := &ph.Steps[j]; s.Time != nil {
				visit(s.Time, stepName(s, column), p.Graph.StepPath(column).Key("time"))
			}
			column++
		}
	}
	for _, t := range p.Graph.Touchpoints() {
		if t.Time != nil {
			visit(t.Time, called(t), p.Graph.Path(t).Key("time"))
		}
	}
}

func overpromise() *Rule {
	return &Rule{
		Name: "overpromise", Group: Gaps, Severity: blueprint.Warning,
		Title: "Gap 4: a promise that the design breaks",
		Doc: para(`Customers are promised a time at a touchpoint that is shorter than the wait that is expected there, and than
			the time that it takes: whichever of the two is meant, the promise is broken by plan.

			Longer promises are not looked at: they may be about something that comes later, an answer in three days say.`),
		Why: para(`Between what is delivered and what is promised, gap 4 opens. Without the promise the same wait would have
			been no disappointment.`),
		Source: "Zeithaml, Parasuraman & Berry: gap 4",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Touchpoints() {
				if t.Promise == nil || t.Promise.Time == nil {
					continue
				}
				promised, planned := t.Promise.Time.Expected(""), shortest(t)
				if promised <= 0 || promised >= planned {
					continue
				}
				p.Report(p.Graph.Path(t).Key("promise"), fmt.Sprintf("customers are promised %s at %s, but the design takes %s", touchpoint.FormatDuration(promised), called(t), touchpoint.FormatDuration(planned)),
					"promise what is kept nine times in ten, or make it as short as the promise")
			}
		},
	}
}

// shortest is the lesser of the wait and the time at a touchpoint, of those that
// are known, 0 where neither is.
func shortest(t *touchpoint.Touchpoint) time.Duration {
	d := t.Time.Expected("")
	if t.Wait != nil && t.Wait.Expected > 0 && (d == 0 || t.Wait.Expected < d) {
		d = t.Wait.Expected
	}
	return d
}
