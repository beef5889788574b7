package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func recoveryLeadsNowhere() *Rule {
	return &Rule{
		Name: "recovery-leads-nowhere", Group: Failures, Severity: blueprint.Warning,
		Title: "A recovery after which nothing follows",
		Doc: para(`Something fails on stage, and its recovery takes customers to a step that they otherwise pass over. From there no
			way leads back to what failed, on to another station, or to the end. A detour with a next of its own does not return by itself: its ways
			replace the way back.`),
		Why: para(`The mistake is mended, and the customer is forgotten: he stands there with clean shoes and does not know
			that they still have to be polished.`),
		Source: "Hart, Heskett & Sasser 1990: recovery closes the loop with the customer",
		Run: func(p *Pass) {
			back := p.leadsBack(p.OnThread)
			p.eachRecovery(func(w blueprint.Way) {
				column := p.Graph.Place(w.To).Column
				onstage := p.Graph.Kind(w.From).Onstage() && p.Graph.Kind(w.To).Onstage()
				if !onstage || column == p.Graph.Place(w.From).Column || len(p.stations()[column]) > 0 || back[p.Graph.Index(w.To)] {
					return
				}
				p.Report(p.Graph.WayPath(w),
					fmt.Sprintf("when %s fails, customers are sent to %s, and from there nothing leads on", called(w.From), called(w.To)),
					fmt.Sprintf("let its next name %s as well, or another station, or end; without any next it returns by itself", w.From.ID),
					p.related("the recovery is here", w.To)...)
			})
		},
	}
}

func recoveryPastTheCustomer() *Rule {
	return &Rule{
		Name: "recovery-past-the-customer", Group: Failures, Severity: blueprint.Hint,
		Title: "A recovery that the customer never hears of",
		Doc: para(`Something fails in sight of the customer; its recovery is backstage or in support, and neither returns to what
			failed nor leads to anything on stage.`),
		Why: para(`The firm learns and repairs, and the customer who suffered from it goes without a word. An apology that
			nobody hears is none.`),
		Source: "Tax, Brown & Chandrashekaran 1998: customers judge a recovery by how they are treated, too",
		Run: func(p *Pass) {
			seen := p.leadsBack(func(t *touchpoint.Touchpoint) bool { return p.Graph.Kind(t).Onstage() })
			p.eachRecovery(func(w blueprint.Way) {
				if !p.Graph.Kind(w.From).Onstage() || p.Graph.Kind(w.To).Onstage() || seen[p.Graph.Index(w.To)] {
					return
				}
				p.Report(p.Graph.WayPath(w),
					fmt.Sprintf("customers see that %s fails, but its recovery, %s, never comes back to them", called(w.From), called(w.To)),
					"lead on from it to somebody on the frontstage who tells the customer, or let it return to what failed",
					p.related("the recovery is here", w.To)...)
			})
		},
	}
}

// eachRecovery visits the ways from fail points to what mends them.
func (p *Pass) eachRecovery(visit func(blueprint.Way)) {
	for _, w := range p.Graph.Ways() {
		if w.Role == blueprint.OnFail && w.To != nil {
			visit(w)
		}
	}
}

// leadsBack tells of every touchpoint whether ways, other than after a failure,
// lead from it to one that is good, to the end of the journey, or back to what
// failed.
func (p *Pass) leadsBack(good func(*touchpoint.Touchpoint) bool) []bool {
	f := p.exits()
	marked := make([]bool, len(f.all))
	before := make([][]int, len(f.all))
	for i, t := range f.all {
		marked[i] = marked[i] || good(t)
		for _, w := range f.taken[i] {
			switch {
			case w.Role == blueprint.Return, w.To == nil:
				marked[i] = true
			case w.Origin == blueprint.Recovery:
			case p.entersBeside(w) && len(p.stations()[p.Graph.Place(w.To).Column]) > 0:
				marked[i] = true
			default:
				to := p.Graph.Index(w.To)
				before[to] = append(before[to], i)
			}
		}
		if first := p.Graph.Index(p.first(t)); first != i {
			before[i] = append(before[i], first)
			before[first] = append(before[first], i)
		}
	}
	return spread(marked, before)
}
