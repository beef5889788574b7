package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func severeFail() *Rule {
	return &Rule{
		Name: "severe-fail", Group: Failures, Severity: blueprint.Warning,
		Title: "A severe failure that is not met from both sides",
		Doc: para(`The severity of a fail point is 9 or 10. Whatever its occurrence and detection, and so its risk priority
			number, something must keep it from happening, and something must put it right.`),
		Why: para(`Severity 9 and 10 mean danger to the customer, or the loss of the customer. A small product of three numbers does not make it
			harmless.`),
		Source: "FMEA (AIAG & VDA 2019): high severity is acted on first, whatever the product",
		Run: func(p *Pass) {
			p.eachFail(func(f failPoint) {
				if !f.Severe() || len(f.Prevent) > 0 && f.Recover != "" {
					return
				}
				what, hint := "nothing prevents or mends", "add prevent: with what keeps it from happening, and recover: with the id of what puts it right"
				switch {
				case f.Recover != "":
					what, hint = "nothing prevents", "add prevent: with what keeps it from happening: a lock, a check, a form that cannot be filled in wrongly"
				case len(f.Prevent) > 0:
					what, hint = "nothing mends", "add recover: with the id of the touchpoint that puts it right, should it happen all the same"
				}
				p.Report(f.path(p), fmt.Sprintf("%s %s at %s, though with severity %d customers are harmed or lost", what, f.name(), f.where(), f.Severity), hint)
			})
		},
	}
}

func unpreventedFail() *Rule {
	return &Rule{
		Name: "unprevented-fail", Group: Failures, Severity: blueprint.Hint,
		Title: "A serious failure that is only mended",
		Doc: para(`A fail point of some severity has a recovery, but nothing keeps it from happening. Of severity 9 and 10
			severe-fail speaks.`),
		Why: para(`Recovery makes customers content again, but not for long: it works once, and every time it costs more than
			doing it right.`),
		Source:   "Chase & Stewart 1994, Make Your Service Fail-Safe; de Matos, Henrique & Rossi 2007 on the limits of recovery",
		Settings: []Setting{{Name: "least", Form: blueprint.FormCount, Default: "7", Title: "from which severity on"}},
		Run: func(p *Pass) {
			severity := p.Count("least")
			p.eachFail(func(f failPoint) {
				if f.Severity >= severity && !f.Severe() && f.Recover != "" && len(f.Prevent) == 0 {
					p.Report(f.path(p), fmt.Sprintf("%s at %s has severity %d and is mended when it has happened, but nothing keeps it from happening", f.name(), f.where(), f.Severity),
						"add prevent: with a poka-yoke, one of task, treatment, tangibles, preparation, encounter, resolution")
				}
			})
		},
	}
}

func highRPN() *Rule {
	return &Rule{
		Name: "high-rpn", Group: Failures, Severity: blueprint.Hint,
		Title: "A high risk that is met from one side only",
		Doc: para(`The risk priority number of a fail point, severity × occurrence × detection, is high, and it has either
			no prevention or no recovery. Of severity 9 and 10 severe-fail speaks.`),
		Why:      para(`It happens often, is noticed late, and hurts. Either it goes on happening, or customers are left with it.`),
		Source:   "FMEA: risk priority number, 1 to 1000",
		Settings: []Setting{{Name: "limit", Form: blueprint.FormCount, Default: "150", Title: "which risk priority number is not too high"}},
		Run: func(p *Pass) {
			limit := p.Count("limit")
			p.eachFail(func(f failPoint) {
				n, known := f.RPN()
				if !known || n <= limit || f.Severe() || len(f.Prevent) > 0 && f.Recover != "" {
					return
				}
				lacks, hint := "prevention", "add prevent: with what keeps it from happening, or makes it noticed in time"
				if len(f.Prevent) > 0 {
					lacks, hint = "recovery", "add recover: with the id of the touchpoint that puts it right"
				}
				p.Report(f.path(p), fmt.Sprintf("%s at %s has a risk priority number of %d (%d·%d·%d), and no %s", f.name(), f.where(), n, f.Severity, f.Occurrence, f.Detection, lacks), hint)
			})
		},
	}
}

func oneSidedPrevention() *Rule {
	return &Rule{
		Name: "one-sided-prevention", Group: Failures, Severity: blueprint.Hint,
		Title: "Prevention on one side of the counter only",
		Doc: para(`All preventions of the blueprint whose kind is written down fail-safe the server (task, treatment, tangibles), or all
			fail-safe the customer (preparation, encounter, resolution).`),
		Why: para(`A service is made by two. Customers come without papers, press the wrong key, leave before the end; staff mix
			up orders and forget to greet. Who looks at one side finds half of the mistakes.`),
		Source:   "Chase & Stewart 1994, Make Your Service Fail-Safe: six kinds of poka-yoke",
		Settings: []Setting{{Name: "least", Form: blueprint.FormCount, Default: "4", Title: "how many preventions there are before the rule speaks"}},
		Run: func(p *Pass) {
			var first blueprint.Path
			server, customer := 0, 0
			p.eachFail(func(f failPoint) {
				for i, x := range f.Prevent {
					switch x.Kind {
					case touchpoint.Task, touchpoint.Treatment, touchpoint.Tangibles:
						server++
					case touchpoint.Preparation, touchpoint.Encounter, touchpoint.Resolution:
						customer++
					default:
						continue
					}
					if first == nil {
						first = f.path(p).Key("prevent").At(i)
					}
				}
			})
			n, whose, hint := server, "staff", "ask what customers do wrong before, during and after, and what would keep them from it: a list, a guard rail, a reminder"
			if customer > 0 {
				n, whose, hint = customer, "customers", "ask what staff do wrong in the task, in their treatment of customers and in what customers see, and what would keep them from it"
			}
			if (server == 0 || customer == 0) && n > 0 && n >= p.Count("least") {
				p.Report(first, fmt.Sprintf("all %d preventions keep %s from mistakes, none the other side, though a service is made by both", n, whose), hint)
			}
		},
	}
}
