package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func momentWithoutExpectation() *Rule {
	return &Rule{
		Name: "moment-without-expectation", Group: Gaps, Severity: blueprint.Hint,
		Title: "Gap 1: a moment of truth without an expectation",
		Doc: para(`At a moment of truth it is written down what customers expect: expects on the touchpoint, or what its moment
			sheet lists under standards, which they take for granted. Other touchpoints on stage in the same step may have it,
			too.`),
		Why: para(`Between what customers expect and what the firm thinks that they expect, gap 1 opens. All that is designed on
			top of it may be done well and still be the wrong thing.`),
		Source: "Zeithaml, Parasuraman & Berry: gap 1; Albrecht's moment sheet",
		Run: func(p *Pass) {
			known := p.steps(func(t *touchpoint.Touchpoint) bool { return p.seen(t) && expected(t) })
			for _, t := range p.Graph.Moments() {
				if !expected(t) && !(p.seen(t) && known[p.Graph.Place(t).Column]) {
					p.Report(p.Graph.Path(t), fmt.Sprintf("%s is a moment of truth, but nothing says what customers expect there", called(t)),
						"ask ten of them, and add what they say: expects: {adequate: 5.5, desired: 7} on one scale, or moment: {standards: [A seat]}")
				}
			}
		},
	}
}

func expectationWithoutStandard() *Rule {
	return &Rule{
		Name: "expectation-without-standard", Group: Gaps, Severity: blueprint.Hint,
		Title: "Gap 2: an expectation without a standard",
		Doc: para(`It is written down what customers expect at a touchpoint (expects, or what a moment sheet lists under
			standards), but neither it nor anything else on stage in its step has standards or a standard time. Where a moment
			of truth has nothing at all, moment-without-standard says so instead.`),
		Why: para(`The firm knows what customers want and has not said what its people shall do about it. Between expectation
			and specification, gap 2 opens.`),
		Source: "Zeithaml, Parasuraman & Berry: gap 2",
		Run: func(p *Pass) {
			specified := p.steps(func(t *touchpoint.Touchpoint) bool { return p.seen(t) && specifies(t) })
			for _, t := range p.Graph.Touchpoints() {
				if !expected(t) || specifies(t) || t.IsMoment() && !hasStandard(t) || p.seen(t) && specified[p.Graph.Place(t).Column] {
					continue
				}
				p.Report(p.Graph.Path(t), fmt.Sprintf("it is known what customers expect at %s, but not what shall be done about it", called(t)),
					`turn it into standards that can be checked: standards: {procedural: ["Answered within 2 minutes"], personal: ["Looks up first"]}, say`)
			}
		},
	}
}

// steps tells of every step whether some touchpoint in it meets a condition.
func (p *Pass) steps(ok func(*touchpoint.Touchpoint) bool) []bool {
	out := make([]bool, len(p.Steps()))
	for _, t := range p.where(ok) {
		out[p.Graph.Place(t).Column] = true
	}
	return out
}

// expected tells whether it is written down what customers expect.
func expected(t *touchpoint.Touchpoint) bool {
	return len(t.Expects) > 0 || t.Moment != nil && len(t.Moment.Standards) > 0
}

// specifies tells whether it is written down what shall be done. What the moment
// sheet lists under standards is what customers take for granted.
func specifies(t *touchpoint.Touchpoint) bool {
	return t.Standards != nil && len(t.Standards.Procedural)+len(t.Standards.Personal) > 0 || t.Time.Expected("") > 0
}

func belowAdequate() *Rule {
	return &Rule{
		Name: "below-adequate", Group: Gaps, Severity: blueprint.Hint,
		Title: "Gap 5: perceived below adequate",
		Doc: para(`What customers perceive lies below what they find adequate: the measure of service adequacy (MSA, perceived
			less adequate) is negative.

			That a blueprint of a service as it is shows this is good; that the service does it is not.`),
		Why:    para(`Below the zone of tolerance customers do not grumble, they go. It is a disadvantage in competition.`),
		Source: "Zeithaml, Parasuraman & Berry: gap 5; Parasuraman, Zeithaml & Berry 1994: MSA and MSS",
		Settings: []Setting{
			{Name: "importance", Title: "expectations that are rated less important are passed over; 0: none are", Form: blueprint.FormCount, Default: "0"},
		},
		Run: func(p *Pass) {
			least := float64(p.Count("importance"))
			for _, t := range p.Graph.Touchpoints() {
				for i, e := range t.Expects {
					msa, known := e.MSA()
					if !known || msa >= 0 || e.Importance != nil && *e.Importance < least {
						continue
					}
					whose := "customers"
					if len(e.For) > 0 {
						whose = "customers of the persona " + quote(e.For[0])
					}
					p.Report(p.Graph.Path(t).Key("expects").At(i), fmt.Sprintf("at %s what %s get is perceived at %s, below the %s that is adequate", called(t), whose, figure(*e.Perceived), figure(*e.Adequate)),
						"find out which of the gaps 1 to 4 it comes from, and close that one first")
				}
			}
		},
	}
}

// figure writes a value of a scale.
func figure(v float64) string { return fmt.Sprintf("%.4g", v) }
