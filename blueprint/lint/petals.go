package lint

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func petalOrder() *Rule {
	return &Rule{
		Name: "petal-order", Group: Services, Severity: blueprint.Hint,
		Title: "A petal that comes too late",
		Doc: para(`All payment stands before the first bill, or all of the core before the first order: going forward from
			what should come second customers get to what should come first, and never the other way round.

			One bill before one of the payments is enough, so a deposit is fine. Within a step all is at once.`),
		Why:    para(`Customers pay before anybody has told them for what, or are served before anybody has asked what they want.`),
		Source: "Lovelock: order taking, billing and payment make the core possible, in this order",
		Run: func(p *Pass) {
			pairs := []struct{ first, second touchpoint.Service }{
				{touchpoint.Billing, touchpoint.Payment},
				{touchpoint.OrderTaking, touchpoint.Core},
			}
			for _, x := range pairs {
				checkOrder(p, x.first, x.second)
			}
		},
	}
}

func checkOrder(p *Pass, first, second touchpoint.Service) {
	a, b := p.Graph.Of(first), p.Graph.Of(second)
	if len(a) == 0 || len(b) == 0 {
		return
	}
	inTime := p.columnsFrom(p.columnsOf(a), onward, forward)
	if slices.ContainsFunc(p.columnsOf(b), func(c int) bool { return inTime[c] }) {
		return
	}
	after := p.columnsFrom(p.columnsOf(b), onward, forward)
	i := slices.IndexFunc(p.columnsOf(a), func(c int) bool { return after[c] })
	if i < 0 {
		return
	}
	p.Report(p.Graph.Path(b[0]), fmt.Sprintf("customers come to %s (%s) before any %s", called(b[0]), second, first),
		fmt.Sprintf("move %s to before it, or add what gives customers %s earlier: a price, a form, a question", called(a[i]), first),
		p.related(string(first)+" comes only here", a[i])...)
}

func petalOutOfSight() *Rule {
	return &Rule{
		Name: "petal-out-of-sight", Group: Services, Severity: blueprint.Hint,
		Title: "A petal that customers never see",
		Doc: para(`A supplementary service that lives from contact is provided behind the line of visibility only. What goes
			through a channel, or leads up to the stage by a way or a link, does come to customers.

			Things are kept and money is booked out of sight, so safekeeping, billing and payment are not asked for.`),
		Why:    para(`Advice, a welcome or help that stays in the back office is paid for and never received.`),
		Source: "Lovelock: the flower of service; Bitner, Ostrom & Morgan 2008: the line of visibility",
		Settings: []Setting{
			{Name: "petals", Title: "petals that must be seen", Form: blueprint.FormText, Default: "information, consultation, hospitality, exceptions"},
		},
		Run: func(p *Pass) {
			toStage := p.toStage()
			for _, name := range words(p.Text("petals")) {
				list := p.Graph.Of(touchpoint.Service(name))
				if len(list) == 0 || slices.ContainsFunc(list, toStage) {
					continue
				}
				p.Report(p.Graph.Path(list[0]), fmt.Sprintf("%s is provided at %s only (%s), where no customer ever gets it", name, called(list[0]), p.Graph.Kind(list[0])),
					"add where customers get it on stage, or say how it comes to them, with channel: or next:")
			}
		},
	}
}
