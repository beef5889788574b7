package lint

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func chances() *Rule {
	return &Rule{
		Name: "chances", Group: Structure, Severity: blueprint.Error,
		Title: "Chances that do not sum to 1",
		Doc: para(`Of the ways of a choice exactly one is taken, so their chances sum to 1; ways without a chance share
			what the others leave, and something must be left for them. Fail points of a touchpoint exclude one another, so
			their chances sum to 1 at most.

			A choice without any chance is fine: its ways are equally likely.`),
		Why: para(`Some customers go nowhere, or some are counted twice: every time, cost and share that is worked out
			from these chances is wrong.`),
		Source: "probability: exclusive and exhaustive cases",
		Settings: []Setting{{
			Name: "tolerance", Form: blueprint.FormShare, Default: "0.1%",
			Title: "how far a sum may be off, for chances that were rounded",
		}},
		Run: func(p *Pass) {
			tolerance := p.Share("tolerance") + rounding
			for _, t := range p.Graph.Touchpoints() {
				checkChoice(p, t, tolerance)
				if sum, _ := t.FailChance(); sum > 1+tolerance {
					p.Report(p.Graph.Path(t).Key("fails"),
						fmt.Sprintf("the fail points of %s happen with %s in sum, more often than customers come", called(t), percent(sum)),
						"fail points exclude one another: their chances sum to 100% at most")
				}
			}
		},
	}
}

func checkChoice(p *Pass, t *touchpoint.Touchpoint, tolerance float64) {
	sum, said := 0.0, 0
	for _, n := range t.Next {
		if n.Chance != nil {
			sum += *n.Chance
			said++
		}
	}
	if said == 0 {
		return
	}
	open := len(t.Next) - said
	path := p.Graph.Path(t).Key("next")
	switch {
	case sum > 1+tolerance:
		p.Report(path, fmt.Sprintf("the ways out of %s have chances of %s in sum, so some customers would go two ways", called(t), percent(sum)),
			"exactly one way is taken: the chances sum to 100%")
	case open > 0 && sum >= 1-rounding:
		p.Report(path, fmt.Sprintf("the ways out of %s have chances of 100%% in sum already, so no customer ever takes the way without a chance", called(t)),
			"lower the chances, or leave the way out")
	case open == 0 && sum < 1-tolerance:
		hint := fmt.Sprintf("add the way that the other %s of customers take, or raise the chances to 100%%", percent(1-sum))
		p.Report(path, fmt.Sprintf("the ways out of %s have chances of %s in sum, so nothing says where the other customers go", called(t), percent(sum)), hint)
	}
}

// percent writes a sum of chances, to a hundredth of a percent.
func percent(v float64) string { return fmt.Sprintf("%g%%", math.Round(v*10_000)/100) }
