package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// care is what is written about a moment of truth, or the step that it stands in.
type care struct {
	owner, fail, recovery bool
}

func (c *care) add(p *Pass, t *touchpoint.Touchpoint) {
	c.owner = c.owner || t.Owner != "" || p.Graph.Lane(t).Owner != "" || p.ownedActors()[p.Graph.Actor(t)]
	c.fails(t.Fails)
}

func (c *care) fails(list []touchpoint.Fail) {
	for _, f := range list {
		c.fail = true
		c.recovery = c.recovery || f.Recover != ""
	}
}

// care says what is written about a touchpoint. On stage, customer and staff make
// a moment together, so it may stand on any of them, and on the evidence.
func (p *Pass) care(t *touchpoint.Touchpoint) care {
	if !p.Graph.Kind(t).Onstage() {
		var own care
		own.add(p, t)
		return own
	}
	v := p.view
	if v.cares == nil {
		v.cares = make([]care, len(p.Steps()))
		steps := p.Blueprint.Steps()
		for i, step := range p.Steps() {
			for _, x := range step {
				if p.Graph.Kind(x).Onstage() {
					v.cares[i].add(p, x)
				}
			}
			for _, e := range steps[i].Evidence {
				v.cares[i].fails(e.Fails)
			}
		}
	}
	return v.cares[p.Graph.Place(t).Column]
}

// ownedActors tells which actors somebody answers for.
func (p *Pass) ownedActors() map[string]bool {
	if p.view.owned == nil {
		p.view.owned = map[string]bool{}
		for _, a := range p.Blueprint.Actors {
			if a.ID != "" && a.Owner != "" {
				p.view.owned[a.ID] = true
			}
		}
	}
	return p.view.owned
}

// criticalLacks reports the critical moments of truth that lack something.
func criticalLacks(lacks func(care) bool, what, hint string) func(*Pass) {
	return func(p *Pass) {
		for _, t := range p.Graph.Moments() {
			if t.IsCritical() && lacks(p.care(t)) {
				p.Report(p.Graph.Path(t), fmt.Sprintf("%s decides whether customers come back, but %s", called(t), what), hint)
			}
		}
	}
}

func criticalWithoutOwner() *Rule {
	return &Rule{
		Name: "critical-without-owner", Group: Moments, Severity: blueprint.Hint,
		Title: "A critical moment of truth that nobody answers for",
		Doc: para(`A critical moment of truth has an owner: on the touchpoint, its lane or its actor. On stage, that of
			anybody who takes part in the same step will do. The owner of the whole blueprint is too far away to count.`),
		Why: para(`Who does the work changes with every shift. If nobody answers for it, nobody notices that it gets worse, and
			nobody may change it.`),
		Source: "Carlzon 1987, Moments of Truth: responsibility belongs where the contact is",
		Run: criticalLacks(func(c care) bool { return !c.owner }, "nobody answers for it",
			"add owner: with a role, to the touchpoint or to what the frontstage does in its step"),
	}
}

func criticalWithoutFail() *Rule {
	return &Rule{
		Name: "critical-without-fail", Group: Moments, Severity: blueprint.Hint,
		Title: "A critical moment of truth of which nobody thinks that it may fail",
		Doc: para(`Nothing is written of what may go wrong at a critical moment of truth: no fail point on it, on anything
			else on stage in its step, or on the step's evidence.`),
		Why: para(`What decides whether customers come back deserves the question what spoils it. The answer comes anyway, then
			from a customer.`),
		Source: "Shostack 1984, step 2: isolate fail points",
		Run: criticalLacks(func(c care) bool { return !c.fail }, "nothing says what may go wrong there",
			"ask those who work there what went wrong last, and write it down with fails:"),
	}
}

func criticalWithoutRecovery() *Rule {
	return &Rule{
		Name: "critical-without-recovery", Group: Moments, Severity: blueprint.Hint,
		Title: "A critical moment of truth without recovery",
		Doc: para(`It is known what may go wrong at a critical moment of truth, but none of it has a recovery. Prevention
			alone is not enough there: no prevention is perfect.`),
		Why: para(`Customers forgive a mistake more easily than being left with it. When it happens here, staff have nothing
			to offer but regret.`),
		Source: "Hart, Heskett & Sasser 1990, The Profitable Art of Service Recovery",
		Run: criticalLacks(func(c care) bool { return c.fail && !c.recovery }, "nothing that goes wrong there is ever put right",
			"add recover: with the id of a touchpoint that puts it right"),
	}
}

func detractorWithoutEnhancer() *Rule {
	return &Rule{
		Name: "detractor-without-enhancer", Group: Moments, Severity: blueprint.Hint,
		Title: "A moment of truth that can only annoy",
		Doc: para(`The sheet of a moment of truth says what annoys customers there, but not what would delight
			them.`),
		Why: para(`Who only avoids what annoys is no worse than others, and no better: nothing stays in the customer's
			memory.`),
		Source: "Albrecht 1988, At America's Service: the moment sheet has three columns",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Moments() {
				if len(t.Moment.Detractors) > 0 && len(t.Moment.Enhancers) == 0 {
					p.Report(p.Graph.Path(t).Key("moment"),
						fmt.Sprintf("at %s it is known what annoys customers, but not what would delight them", called(t)),
						`ask customers what they tell others of, and add enhancers: ["Called by name"], say`)
				}
			}
		},
	}
}

func noMoment() *Rule {
	return &Rule{
		Name: "no-moment", Group: Moments, Severity: blueprint.Hint,
		Title: "A blueprint without a moment of truth",
		Doc: para(`Customers go through several steps, and none of their contacts is marked as a moment of truth. Every
			contact is one in Carlzon's sense; marked are those that matter.`),
		Why: para(`Where everything weighs the same, money and attention go where it is loudest, not where customers make up their
			minds.`),
		Source:   "Carlzon 1987; Albrecht & Zemke 1985: moments of truth",
		Settings: []Setting{{Name: "steps", Form: blueprint.FormCount, Default: "6", Title: "how many steps with contact there are before the rule speaks"}},
		Run: func(p *Pass) {
			if len(p.Graph.Moments()) > 0 {
				return
			}
			first, steps := p.contacts()
			if first != nil && steps >= p.Count("steps") {
				p.Report(p.Graph.Path(first),
					fmt.Sprintf("customers go through %s from %s on, and nothing says which of them decide whether they come back", plural(steps, "step"), called(first)),
					"ask customers which contacts they remember, and mark those with moment: true, the decisive ones with moment: critical")
			}
		},
	}
}

func tooManyCritical() *Rule {
	return &Rule{
		Name: "too-many-critical", Group: Moments, Severity: blueprint.Hint,
		Title: "Too many critical moments of truth",
		Doc: para(`More than a given share of the steps in which customers have contact with the service hold a critical
			moment of truth. Services of three such steps or fewer are too small to tell.`),
		Why: para(`If everything is critical, nothing is: staff cannot give their best everywhere, and save it where nobody
			told them to.`),
		Source:   "Normann 1984; Carlzon 1987: a few contacts decide",
		Settings: []Setting{{Name: "share", Form: blueprint.FormShare, Default: "50%", Title: "which share of the steps is not too much"}},
		Run: func(p *Pass) {
			critical := map[int]bool{}
			var last *touchpoint.Touchpoint
			for _, t := range p.Graph.Moments() {
				if column := p.Graph.Place(t).Column; t.IsCritical() && p.Graph.Kind(t).Onstage() && !p.columns()[column].detour {
					critical[column] = true
					last = t
				}
			}
			const few = 3
			_, steps := p.contacts()
			if last != nil && steps > few && float64(len(critical)) > p.Share("share")*float64(steps)+rounding {
				p.Report(p.Graph.Path(last).Key("moment"),
					fmt.Sprintf("%d of %d steps hold a critical moment of truth: when everything is critical, nothing is", len(critical), steps),
					"keep critical for the contacts after which customers leave or stay, and make the others moment: true")
			}
		},
	}
}

// contacts counts the steps in which customers have contact with the service, and
// gives the first touchpoint of them.
func (p *Pass) contacts() (first *touchpoint.Touchpoint, steps int) {
	for _, c := range p.columns() {
		t := c.customer
		if t == nil {
			t = c.frontstage
		}
		if t == nil || c.detour {
			continue
		}
		steps++
		if first == nil {
			first = t
		}
	}
	return first, steps
}
