package lint

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// column is what rules about contact want to know of a step.
type column struct {
	detour     bool                   // customers pass it over
	customer   *touchpoint.Touchpoint // the first of each kind, nil if there is none;
	frontstage *touchpoint.Touchpoint // detours do not count
	offstage   *touchpoint.Touchpoint
}

// columns looks at every step.
func (p *Pass) columns() []column {
	v := p.view
	if v.columns != nil {
		return v.columns
	}
	v.columns = make([]column, len(p.Steps()))
	for i, step := range p.Steps() {
		c := &v.columns[i]
		c.detour = len(step) > 0 && len(p.stations()[i]) == 0
		for _, t := range step {
			var kind **touchpoint.Touchpoint
			switch {
			case p.Graph.IsDetour(t):
				continue
			case p.Graph.Kind(t) == touchpoint.Customer:
				kind = &c.customer
			case p.Graph.Kind(t) == touchpoint.Frontstage:
				kind = &c.frontstage
			default:
				kind = &c.offstage
			}
			if *kind == nil {
				*kind = t
			}
		}
	}
	return v.columns
}

// runs finds runs of steps that follow one another and are alike, detours and
// empty steps left out, and visits each with its steps.
func (p *Pass) runs(alike func(column) bool, visit func([]column)) {
	var run []column
	end := func() {
		if len(run) > 0 {
			visit(run)
		}
		run = nil
	}
	for _, c := range p.columns() {
		switch {
		case c.detour || c.customer == nil && c.frontstage == nil && c.offstage == nil:
		case alike(c):
			run = append(run, c)
		default:
			end()
		}
	}
	end()
}

func emptyStep() *Rule {
	return &Rule{
		Name: "empty-step", Group: Structure, Severity: blueprint.Hint,
		Title:  "A step in which nothing happens",
		Doc:    para(`A step has a title, evidence or notes, but no touchpoint in any lane.`),
		Why:    para(`It is drawn as a column, but customers pass it over: what they see there leads to nothing that they do.`),
		Source: "Bitner, Ostrom & Morgan 2008: evidence stands above a customer action",
		Run: func(p *Pass) {
			board, steps := p.Steps(), p.Blueprint.Steps()
			if len(board) == 0 {
				return
			}
			for i, s := range steps {
				if i >= len(board) || len(board[i]) == 0 {
					p.Report(p.Graph.StepPath(i), fmt.Sprintf("in %s nobody does anything, so customers pass it over", stepName(s, i)),
						"write what the customer does there, or put its evidence into the step before or after")
				}
			}
		},
	}
}

func actionWithoutCustomer() *Rule {
	return &Rule{
		Name: "action-without-customer", Group: Board, Severity: blueprint.Hint,
		Title: "Work before customers who have no part in it",
		Doc: para(`Staff work in sight of customers, and nothing says what customers do meanwhile: watch, wait, choose, help.
			Several such steps in a row are named once. Detours do not count.`),
		Why: para(`A service is made together with its customer. Whoever is not told his part does the wrong thing, or feels
			like an object on a conveyor.`),
		Source: "Bitner, Ostrom & Morgan 2008: customer actions come first; inseparability of services",
		Run: func(p *Pass) {
			alone := func(c column) bool { return c.customer == nil && c.frontstage != nil }
			p.runs(alone, func(run []column) {
				message := fmt.Sprintf("customers see %s, but have no part in it", called(run[0].frontstage))
				if len(run) > 1 {
					message = fmt.Sprintf("customers have no part in %s, from %s to %s", plural(len(run), "step"), called(run[0].frontstage), called(run[len(run)-1].frontstage))
				}
				p.Report(p.Graph.Path(run[0].frontstage), message,
					"write what the customer does there, even if it is to watch or to wait; or put the work behind the line of visibility")
			})
		},
	}
}

func customerLeftAlone() *Rule {
	return &Rule{
		Name: "customer-left-alone", Group: Board, Severity: blueprint.Hint,
		Title: "A customer who meets nobody for many steps",
		Doc: para(`In several steps that follow one another nothing happens on the frontstage: no person, no screen, no sign
			that answers. Detours do not count.`),
		Why: para(`Without any contact customers do not know whether they are still right. Small doubts grow, and nobody is
			there who would notice.`),
		Source:   "Bitner, Ostrom & Morgan 2008: line of interaction; Maister 1985: uncertain waits feel longer",
		Settings: []Setting{{Name: "most", Form: blueprint.FormCount, Default: "3", Title: "how many steps without contact are not too many"}},
		Run: func(p *Pass) {
			most := p.Count("most")
			p.runs(func(c column) bool { return c.frontstage == nil }, func(run []column) {
				first := firstCustomer(run)
				if len(run) <= most || first == nil {
					return
				}
				p.Report(p.Graph.Path(first),
					fmt.Sprintf("from %s on customers meet nobody and nothing of the firm for %s", called(first), plural(len(run), "step")),
					"let somebody look after them on the way, or write what already does: a screen, a sign, a message")
			})
		},
	}
}

func firstCustomer(run []column) *touchpoint.Touchpoint {
	for _, c := range run {
		if c.customer != nil {
			return c.customer
		}
	}
	return nil
}
