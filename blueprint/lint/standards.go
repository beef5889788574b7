package lint

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// sides tells which of Martin's two dimensions have standards.
type sides struct {
	procedural, personal bool
	timed                bool // a standard time, which is a time limit
}

func (s sides) written() bool { return s.procedural || s.personal }

// stageSides gives for each step the dimensions of the standards on stage: those
// of a customer's moment may stand on what the frontstage does, and the other
// way round.
func (p *Pass) stageSides() []sides {
	out := make([]sides, len(p.Steps()))
	for i, step := range p.Steps() {
		for _, t := range step {
			if !p.seen(t) {
				continue
			}
			out[i].timed = out[i].timed || t.Time.Expected("") > 0
			if t.Standards != nil {
				out[i].procedural = out[i].procedural || len(t.Standards.Procedural) > 0
				out[i].personal = out[i].personal || len(t.Standards.Personal) > 0
			}
		}
	}
	return out
}

// unmanned are the channels on which customers meet nobody.
var unmanned = []string{"web", "app", "kiosk", "sign", "email", "sms", "post"}

// manned tells whether customers may meet somebody at a touchpoint.
func manned(t *touchpoint.Touchpoint) bool { return !slices.Contains(unmanned, t.Channel) }

func oneSidedStandards() *Rule {
	return &Rule{
		Name: "one-sided-standards", Group: Standards, Severity: blueprint.Hint,
		Title: "A moment of truth with standards of one side only",
		Doc: para(`A moment of truth has procedural standards and no personal ones, or personal ones and neither procedural
			ones nor a standard time. All that is on stage in its step counts together.

			Where customers meet nobody (web, app, kiosk, sign, email, sms, post) no personal standards are asked for.`),
		Why: para(`With procedure alone customers are a number to be processed (the Factory); with kindness alone they are
			loved and not helped (the Friendly Zoo).`),
		Source: "Martin: the procedural and the personal dimension of service",
		Run: func(p *Pass) {
			bySteps := p.stageSides()
			for _, t := range p.Graph.Moments() {
				if !p.seen(t) {
					continue
				}
				switch s := bySteps[p.Graph.Place(t).Column]; {
				case s.procedural && !s.personal && manned(t):
					p.Report(p.Graph.Path(t), fmt.Sprintf("%s has procedural standards only, so customers are processed as in a factory", called(t)),
						`add personal standards on appearance, attitude, attentiveness, tact or guidance: standards: {personal: ["Uses the name"]}, say`)
				case s.personal && !s.procedural && !s.timed:
					p.Report(p.Graph.Path(t), fmt.Sprintf("%s has personal standards only, so everybody is kind to customers and nothing gets done in time", called(t)),
						`add procedural standards on time, flow, communication or feedback: standards: {procedural: ["Answered within 2 minutes"]}, say`)
				}
			}
		},
	}
}

func serviceQuadrant() *Rule {
	return &Rule{
		Name: "service-quadrant", Group: Standards, Severity: blueprint.Hint,
		Title: "A service that is a Freezer, a Factory or a Friendly Zoo",
		Doc: para(`The share of its moments of truth that have procedural standards (or a standard time), and the share that
			have personal ones, put a service into one of four quadrants; half and more is high. Only high and high is quality
			customer service.

			Moments where customers meet nobody count as having personal standards. The rule asks where some standards are
			written.`),
		Why:    para(`One moment may be one-sided for a reason; a whole service that is so has a character, and customers know it.`),
		Source: "Martin: Freezer, Factory, Friendly Zoo, Quality Customer Service",
		Settings: []Setting{
			{Name: "least", Title: "moments of truth from which on the rule asks", Form: blueprint.FormCount, Default: "4"},
		},
		Run: runServiceQuadrant,
	}
}

func runServiceQuadrant(p *Pass) {
	bySteps := p.stageSides()
	var all, procedural, personal int
	written := false
	for _, t := range p.Graph.Moments() {
		if !p.seen(t) {
			continue
		}
		s := bySteps[p.Graph.Place(t).Column]
		written = written || s.written()
		all++
		if s.procedural || s.timed {
			procedural++
		}
		if s.personal || !manned(t) {
			personal++
		}
	}
	if all == 0 || all < p.Count("least") || !written {
		return
	}
	q := touchpoint.QuadrantOf(float64(procedural)/float64(all), float64(personal)/float64(all))
	var meaning, hint string
	switch q {
	case touchpoint.Freezer:
		meaning, hint = "a Freezer: slow, and cold to customers", "begin with the critical moments, and give each a standard of both kinds"
	case touchpoint.Factory:
		meaning, hint = "a Factory: customers are processed, and nobody looks up", "add personal standards at the moments of truth: appearance, attitude, attentiveness, tact, guidance"
	case touchpoint.FriendlyZoo:
		meaning, hint = "a Friendly Zoo: customers are liked, and wait", "add procedural standards at the moments of truth: time, flow, communication, feedback"
	default:
		return
	}
	p.Report(atTitle(), fmt.Sprintf("of %d moments of truth %d have procedural standards and %d personal ones, which makes the service %s", all, procedural, personal, meaning), hint)
}

func standardNotMet() *Rule {
	return &Rule{
		Name: "standard-not-met", Group: Standards, Severity: blueprint.Warning,
		Title: "A standard that is seldom met",
		Doc:   para(`It was measured in what share of cases a standard is met (met), and the share is below a limit.`),
		Why: para(`A standard that is missed every third time is a wish. Customers learn not to rely on it, and employees learn
			that standards do not count.`),
		Source: "Zeithaml, Parasuraman & Berry: gap 3; service levels are specific, measurable, attainable, relevant, timed",
		Settings: []Setting{
			{Name: "least", Title: "share of cases that must meet a standard", Form: blueprint.FormShare, Default: "80%"},
		},
		Run: func(p *Pass) {
			least := p.Share("least")
			p.eachStandard(func(t *touchpoint.Touchpoint, s touchpoint.Standard, path blueprint.Path) {
				if s.Met != nil && *s.Met < least {
					p.Report(path, fmt.Sprintf("the standard %s at %s is met in %s of the cases, so customers cannot rely on it", quote(s.Title), called(t), touchpoint.FormatShare(*s.Met)),
						"find out what keeps people from meeting it, and give them the time, the tools or the staff; or set what can be kept")
				}
			})
		},
	}
}

// eachStandard visits all standards that say something.
func (p *Pass) eachStandard(visit func(*touchpoint.Touchpoint, touchpoint.Standard, blueprint.Path)) {
	for _, t := range p.Graph.Touchpoints() {
		if t.Standards == nil {
			continue
		}
		path := p.Graph.Path(t).Key("standards")
		for i, s := range t.Standards.Procedural {
			visit(t, s, path.Key("procedural").At(i))
		}
		for i, s := range t.Standards.Personal {
			visit(t, s, path.Key("personal").At(i))
		}
	}
}
