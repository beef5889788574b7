package lint

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func singleWayChoice() *Rule {
	return &Rule{
		Name: "single-way-choice", Group: Structure, Severity: blueprint.Hint,
		Title: "A condition on the only way out",
		Doc: para(`The only way out of a touchpoint carries a condition, and nothing says where customers go who do not
			meet it. Where a chance is written and it is below 100%, the rule chances says so.`),
		Why:    para(`A condition divides customers into two kinds. The kind that nobody thought of is left standing.`),
		Source: "Shostack 1984, step 1: a decision has at least two ways out",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Choices() {
				if len(t.Next) != 1 || t.Next[0].When == "" || t.Next[0].Chance != nil && *t.Next[0].Chance < 1-rounding {
					continue
				}
				p.Report(p.Graph.Path(t).Key("next"),
					fmt.Sprintf("customers go on from %s only if %s, and nothing says where the others go", called(t), quote(t.Next[0].When)),
					"add the other way, end if they leave, or drop the condition where everybody meets it")
			}
		},
	}
}

func unnamedWays() *Rule {
	return &Rule{
		Name: "unnamed-ways", Group: Structure, Severity: blueprint.Hint,
		Title: "A choice that does not say what it is about",
		Doc: para(`Two or more ways of a choice have no condition. One without a condition is enough said: it is the way of
			all others.`),
		Why: para(`Chances tell how many customers go each way, but not which ones. Staff cannot tell customers where to go,
			and nobody can ask whether it is right that so many go there.`),
		Source: "Shostack 1984; Kingman-Brundage 1989: a decision is written as a question with its answers",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Choices() {
				unnamed := 0
				for _, n := range t.Next {
					if n.When == "" {
						unnamed++
					}
				}
				if unnamed > 1 {
					p.Report(p.Graph.Path(t).Key("next"),
						fmt.Sprintf("%d ways lead out of %s without a word on which customers go which", unnamed, called(t)),
						"add when: to each, in the customer's words: when: papers missing")
				}
			}
		},
	}
}

func sameCondition() *Rule {
	return &Rule{
		Name: "same-condition", Group: Structure, Severity: blueprint.Warning,
		Title: "Two ways with the same condition",
		Doc: para(`Two ways of one choice have the same condition, in capitals or not, and neither chances nor the personas
			that their targets are for tell them apart. Each condition is named once.`),
		Why:    para(`Exactly one way is taken. Whoever meets the condition is sent two ways at once, and staff decide by mood.`),
		Source: "logic: the cases of a decision exclude one another",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Choices() {
				first := map[string]int{}
				for i, n := range t.Next {
					when := condition(n.When)
					j, seen := first[when]
					switch {
					case when == "" || seen && j < 0: // said already
					case !seen:
						first[when] = i
					case n.To == t.Next[j].To: // written twice, says same-way, or chances that add up
					case (n.Chance == nil || t.Next[j].Chance == nil) && !p.forOthers(n.To, t.Next[j].To):
						p.Report(p.Graph.Path(t).Key("next").At(i),
							fmt.Sprintf("two ways lead out of %s when %s, and only one can be taken", called(t), quote(n.When)),
							"say what makes the difference, or leave one of them out",
							blueprint.Related{Message: "the other way is here", Path: p.Graph.Path(t).Key("next").At(j)})
						first[when] = -1
					}
				}
			}
		},
	}
}

// forOthers tells whether two touchpoints are for different personas.
func (p *Pass) forOthers(a, b string) bool {
	x, ok := p.Graph.Touchpoint(a)
	y, ok2 := p.Graph.Touchpoint(b)
	return ok && ok2 && len(x.For) > 0 && len(y.For) > 0 && !slices.ContainsFunc(x.For, y.ForPersona)
}

func tooManyWays() *Rule {
	return &Rule{
		Name: "too-many-ways", Group: Structure, Severity: blueprint.Hint,
		Title: "A choice with too many ways out",
		Doc:   para(`More ways lead out of one choice than a customer, or an employee who points the way, can keep in mind.`),
		Why: para(`Customers listen to the list of a telephone menu, forget how it began and take the wrong way. Every wrong way
			is a wait at the wrong place.`),
		Source:   "Shostack 1987: complexity; Miller 1956: seven, plus or minus two, is what can be told apart at once",
		Settings: []Setting{{Name: "most", Form: blueprint.FormCount, Default: "5", Title: "how many ways are not too many"}},
		Run: func(p *Pass) {
			most := p.Count("most")
			for _, t := range p.Graph.Choices() {
				if len(t.Next) > most {
					p.Report(p.Graph.Path(t).Key("next"),
						fmt.Sprintf("customers choose among %s at %s, more than they can keep in mind", plural(len(t.Next), "way"), called(t)),
						"ask in two steps, the most frequent things first, or let somebody ask and lead on")
				}
			}
		},
	}
}

func endBesideOthers() *Rule {
	return &Rule{
		Name: "end-beside-others", Group: Structure, Severity: blueprint.Warning,
		Title: "A customer who leaves and goes on",
		Doc: para(`Several plain ways are all taken, and one of them leads to the end: the customer leaves the journey and goes
			on with it. A choice was meant, or the end is superfluous.`),
		Why:    para(`Nobody can say whether the customer is still there: whoever waits for him waits in vain, or he is still being served when everybody thinks he has gone.`),
		Source: "the language: several plain ways are all taken",
		Run: func(p *Pass) {
			for _, t := range p.Graph.Splits() {
				i := slices.IndexFunc(t.Next, func(n touchpoint.Next) bool { return n.To == touchpoint.End })
				if i >= 0 {
					p.Report(p.Graph.Path(t).Key("next").At(i),
						fmt.Sprintf("after %s customers leave and go on at the same time, as ways without a condition are all taken", called(t)),
						"write when or chance on each way, so that one is taken; or leave the end out, and what goes on will come to it")
				}
			}
		},
	}
}
