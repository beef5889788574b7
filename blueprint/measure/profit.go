package measure

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
)

// Profitability is the profit of one customer over the time that the service
// takes (Shostack 1984, step 4: analyse profitability). Amounts are in the
// blueprint's currency, times in seconds.
type Profitability struct {
	How        figures.How
	Price      *float64 // nil: not said
	Standard   float64  // mean time if nothing fails
	Acceptable float64  // 0: not said
	// BreakEven is the time at which the price is used up; nil where there is no
	// price, or where no cost grows with time. It is 0 where the service loses
	// money however fast it is.
	BreakEven *float64
	Times     []float64
	Costs     []ProfitLine

	simulated *figures.Figure   // Standard with its interval; nil: it was not simulated
	ends      [2]*Profitability // what all would be at the ends of that interval
}

// figure is something of the table, with its interval where the standard time was
// simulated.
func (p *Profitability) figure(unit figures.Unit, of func(*Profitability) float64) figures.Cell {
	f := fig(of(p), unit, p.How)
	if p.simulated != nil {
		a, b := of(p.ends[0]), of(p.ends[1])
		f.Low, f.High = min(f.Value, a, b), max(f.Value, a, b)
	}
	return figures.Cell{Figure: &f}
}

// ProfitLine is a cost as it grows with the execution time: Fixed + PerSecond ×
// time.
type ProfitLine struct {
	ID, Title string // no title: one of the two lines of touchpoints, "uses" or "work"
	Fixed     float64
	PerSecond float64
}

// lineID is how the figures of a cost of the whole service are called.
func lineID(i int) string { return fmt.Sprintf("cost-%d", i+1) }

// At is the cost at an execution time in seconds.
func (l ProfitLine) At(seconds float64) float64 { return l.Fixed + l.PerSecond*seconds }

// Cost is the total cost at an execution time in seconds.
func (p *Profitability) Cost(seconds float64) float64 {
	total := 0.0
	for _, l := range p.Costs {
		total += l.At(seconds)
	}
	return total
}

// Profit is price less cost at an execution time in seconds, and whether there is
// a price.
func (p *Profitability) Profit(seconds float64) (float64, bool) {
	if p.Price == nil {
		return 0, false
	}
	return *p.Price - p.Cost(seconds), true
}

// PatienceOutlastsProfit tells whether customers put up with a time at which the
// service already loses money.
func (p *Profitability) PatienceOutlastsProfit() bool {
	return p.BreakEven != nil && p.Acceptable > *p.BreakEven
}

// Profitability works the profit out over execution times; nil times are chosen:
// the standard time, and even steps of a round length up to the first time at or
// beyond the break-even or the acceptable time, whichever comes first. Nothing
// fails in it. Of a service that takes another time than the standard, work by
// the minute grows in proportion. The error is that of Flow, or says that the mean
// time is not known.
func (m *Model) Profitability(o Options, times []time.Duration) (*Profitability, error) {
	sound, err := m.withoutFails()
	if err != nil {
		return nil, err
	}
	way, err := sound.passage(o)
	switch {
	case err != nil:
		return nil, err
	case way.unknown != nil:
		return nil, way.unknown
	}
	cost := sound.cost(way, o)
	p := m.profitAt(way.seconds, cost)
	if p.simulated = way.simulated(); p.simulated != nil {
		p.How = figures.Simulated
		p.ends = [2]*Profitability{m.profitAt(p.simulated.Low, cost), m.profitAt(p.simulated.High, cost)}
	}
	for _, t := range times {
		p.Times = append(p.Times, t.Seconds())
	}
	if p.Times == nil {
		p.Times = p.chosenTimes()
	}
	return p, nil
}

// profitAt is the profitability of a service that takes so many seconds if nothing
// fails.
func (m *Model) profitAt(standard float64, cost *ServeCost) *Profitability {
	p := &Profitability{How: cost.How, Standard: standard, Acceptable: m.Blueprint.Acceptable.Seconds()}
	if e := m.Blueprint.Economics; e != nil {
		p.Price = e.Price
		for i, l := range e.Costs {
			p.Costs = append(p.Costs, ProfitLine{ID: lineID(i), Title: l.Title, Fixed: orZero(l.PerCustomer), PerSecond: orZero(l.PerMinute) / 60})
		}
	}
	uses, work := 0.0, 0.0
	for _, a := range cost.Activities {
		uses, work = uses+a.Uses, work+a.Work
	}
	if uses > 0 {
		p.Costs = append(p.Costs, ProfitLine{ID: "uses", Fixed: uses})
	}
	if work > 0 && standard > 0 {
		p.Costs = append(p.Costs, ProfitLine{ID: "work", PerSecond: work / standard})
	} else if work > 0 {
		p.Costs = append(p.Costs, ProfitLine{ID: "work", Fixed: work})
	}
	p.breakEven()
	return p
}

func (p *Profitability) breakEven() {
	slope := 0.0
	for _, l := range p.Costs {
		slope += l.PerSecond
	}
	if left, priced := p.Profit(0); priced && slope > 0 {
		at := max(0, left/slope)
		p.BreakEven = &at
	}
}

// roundSteps are lengths that people count in, in seconds.
func roundSteps() []float64 {
	const minute, hour, day = 60, 3600, 86400
	return []float64{1, 2, 5, 10, 15, 30, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day}
}

// mostSteps is how many steps the table takes from the standard time on; the
// exhibit of Shostack has two.
const mostSteps = 3

func (p *Profitability) chosenTimes() []float64 {
	out := []float64{p.Standard}
	end := p.Acceptable
	if p.BreakEven != nil && *p.BreakEven > p.Standard && (end == 0 || *p.BreakEven < end) {
		end = *p.BreakEven
	}
	if end <= p.Standard {
		return out
	}
	steps := roundSteps()
	i := slices.IndexFunc(steps, func(s float64) bool { return (end-p.Standard)/s <= mostSteps })
	if i < 0 {
		return append(out, end)
	}
	for k := math.Floor(p.Standard/steps[i]) + 1; ; k++ { // round times, whatever the standard is
		at := k * steps[i]
		out = append(out, at)
		if at >= end-1e-9 {
			return out
		}
	}
}
