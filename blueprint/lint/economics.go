package lint

import (
	"fmt"
	"math"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

// mostStates bounds what rules look at for a figure: beyond it they are silent, so
// that checking stays fast. The command measure looks further.
const mostStates = 5_000

// measured is the blueprint made ready to be measured, nil where it cannot be: other
// rules say why.
func (p *Pass) measured() *measure.Model {
	m, err := measure.New(p.Blueprint)
	if err != nil {
		return nil
	}
	return m
}

func patienceOutlastsProfit() *Rule {
	return &Rule{
		Name: "patience-outlasts-profit", Group: Economics, Severity: blueprint.Hint,
		Title: "Customers whose patience outlasts the profit",
		Doc: para(`The time after which the price is used up by costs is shorter than the acceptable time of the whole, though
			at the standard time there is a profit. Costs are those of economics, of touchpoints and of actors, if nothing
			fails; work by the minute grows in proportion to the time that the service takes.

			The rule is silent where price, costs or acceptable time are not written, and where only a simulation can tell
			how long the service takes.`),
		Why: para(`A service that is slow, but not slow enough for anybody to complain, loses money on every customer, and nobody
			notices. The time that has to be watched is that of the profit, not that of the patience.`),
		Source: "Shostack 1984, step 4: analyse profitability over execution times",
		Run: func(p *Pass) {
			if e := p.Blueprint.Economics; e == nil || e.Price == nil || p.Blueprint.Acceptable <= 0 {
				return
			}
			m := p.measured()
			if m == nil {
				return
			}
			profit, err := m.Profitability(measure.Options{MaxStates: mostStates}, nil)
			if err != nil || !profit.PatienceOutlastsProfit() || *profit.BreakEven < profit.Standard {
				return
			}
			p.Report(blueprint.Path{}.Key("acceptable"),
				fmt.Sprintf("customers put up with %s, but the profit is gone after %s", touchpoint.FormatDuration(p.Blueprint.Acceptable), roundly(*profit.BreakEven)),
				"watch that the service stays below the second time, or lower the cost of a minute, or raise the price")
		},
	}
}

// roundly writes seconds in whole seconds.
func roundly(seconds float64) string {
	if seconds > float64(100*touchpoint.Week/time.Second) {
		return "more than two years"
	}
	return touchpoint.FormatDuration(time.Duration(math.Round(seconds)) * time.Second)
}

func priceBelowCost() *Rule {
	return &Rule{
		Name: "price-below-cost", Group: Economics, Severity: blueprint.Warning,
		Title: "A price below the cost to serve",
		Doc: para(`What it costs to serve one customer, on average over all choices and failures, is more than what he pays: work by
			the minute, what touchpoints use up, the costs of economics, and what failures cost. Fixed costs do not count.

			The rule is silent where price or costs are not written, and where only a simulation can tell how long the service
			takes and a cost depends on it.`),
		Why: para(`Every customer more is a loss more. Soon the service is starved, and customers get less than they came for; or
			somebody else pays for it, and had better know.`),
		Source: "Shostack 1984, step 4; Kaplan & Anderson 2004, Time-Driven Activity-Based Costing",
		Run: func(p *Pass) {
			if e := p.Blueprint.Economics; e == nil || e.Price == nil {
				return
			}
			m := p.measured()
			if m == nil {
				return
			}
			c, err := m.Cost(measure.Options{MaxStates: mostStates})
			price := *p.Blueprint.Economics.Price
			if err != nil || c.Unknown != nil || c.Total <= price+1e-9 {
				return
			}
			p.Report(blueprint.Path{}.Key("economics").Key("price"),
				fmt.Sprintf("a customer pays %.2f, but it costs %.2f to serve him", price, c.Total),
				"see what costs most with moments measure; shorten it, leave it to the customer, or raise the price")
		},
	}
}

func overloaded() *Rule {
	return &Rule{
		Name: "overloaded", Group: Economics, Severity: blueprint.Warning,
		Title: "Servers that cannot keep up",
		Doc: para(`The servers of a touchpoint are needed for all of their time or for more than there is: utilisation is 100% or
			above, on average or in a period of the day. Every visit counts, those after a failure or around a loop as well.

			The rule is silent where demand, times or the number of servers are not written, and about actors: somebody with
			many duties may do some of them at once. How busy actors would be says moments measure.`),
		Why: para(`The queue grows as long as the doors are open, whatever else is done about the wait. Customers leave, and those
			who stay meet people who have been behind all day.`),
		Source: "Queueing theory: with a utilisation of 1 and above there is no steady wait (Erlang 1917; Kleinrock 1975)",
		Run: func(p *Pass) {
			if p.Blueprint.Demand == nil {
				return
			}
			m := p.measured()
			if m == nil {
				return
			}
			w, err := m.Waiting(measure.Options{MaxStates: mostStates})
			if err != nil {
				return
			}
			for i := range w.Stations {
				s := &w.Stations[i]
				if s.Stable || s.Actor {
					continue
				}
				when := fmt.Sprintf("with a utilisation of %.0f%%", 100*s.Queue.Utilisation())
				if s.Queue.Stable() {
					when = "in the busiest period of the day"
				}
				p.Report(s.Path, fmt.Sprintf("%s cannot keep up %s, so the queue grows without end", quote(nameOf(s.Title, s.ID)), when),
					"add servers, make the work shorter, or spread arrivals over the day")
			}
		},
	}
}
