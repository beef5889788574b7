package measure

import (
	"errors"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Lifetime is what a customer is worth over all the time that he stays, in the
// currency of the margin.
type Lifetime struct {
	PaidNow   float64 // the first margin comes now: m(1+d)/(1+d-r)
	PaidLater float64 // the first margin comes after a period, if he stays: m·r/(1+d-r)
	// Periods is how many periods customers stay on average, 1/(1-r); 0 where
	// nobody ever leaves.
	Periods float64
}

// LifetimeValue is the value of a customer with a margin in every period, of whom
// the share retention (0 to 1) stays from period to period, at a discount rate of
// a period (0 and above). Margin, retention and discount stay as they are for
// ever. The error says that the sum has no end, where nobody leaves and nothing is
// discounted, or that a share is none.
func LifetimeValue(margin, retention, discount float64) (Lifetime, error) {
	switch {
	case !(retention >= 0 && retention <= 1):
		return Lifetime{}, fmt.Errorf("retention is a share between 0 and 1, not %g", retention)
	case !(discount >= 0):
		return Lifetime{}, fmt.Errorf("a discount rate is 0 or more, not %g", discount)
	case 1+discount-retention <= 0:
		return Lifetime{}, errors.New("where no customer ever leaves and nothing is discounted, lifetime value has no bound")
	}
	l := Lifetime{
		PaidNow:   margin * (1 + discount) / (1 + discount - retention),
		PaidLater: margin * retention / (1 + discount - retention),
	}
	if retention < 1 {
		l.Periods = 1 / (1 - retention)
	}
	return l, nil
}

// TARP lists what share of customers with a problem bought again, by what became
// of their complaint, as the Technical Assistance Research Programs published it.
// The figures are decades old and from other trades: they are given to be chosen
// and edited, nothing computes with them unless they are asked for. The shares of
// the outcomes are left open, as each firm has its own.
func TARP() []blueprint.Repurchase {
	of := func(outcome string, major, minor float64) blueprint.Repurchase {
		return blueprint.Repurchase{Outcome: outcome, Major: &major, Minor: &minor, Source: "Technical Assistance Research Programs (TARP)"}
	}
	return []blueprint.Repurchase{
		of("no complaint", .09, .37),
		of("complained, not resolved", .19, .46),
		of("resolved", .54, .70),
		of("resolved quickly", .82, .95),
	}
}

// Repurchases are the shares of all customers with a problem that buy again, 0 to
// 1. A nil share is not known, as some outcome lacks its own.
type Repurchases struct{ Minor, Major *float64 }

// RepurchaseRate mixes what share buys again after each outcome by the share of
// that outcome. The error says that an outcome has no share, or that the shares
// do not sum to 1.
func RepurchaseRate(outcomes []blueprint.Repurchase) (Repurchases, error) {
	sum := 0.0
	for _, o := range outcomes {
		if o.Share == nil {
			return Repurchases{}, fmt.Errorf("the outcome %q has no share", o.Outcome)
		}
		sum += *o.Share
	}
	if len(outcomes) == 0 || sum < 1-shareSlack || sum > 1+shareSlack {
		return Repurchases{}, fmt.Errorf("the shares of what became of problems sum to %.4g, not to 1", sum)
	}
	mix := func(rate func(blueprint.Repurchase) *float64) *float64 {
		total := 0.0
		for _, o := range outcomes {
			r := rate(o)
			if r == nil {
				return nil
			}
			total += *o.Share * *r
		}
		return &total
	}
	return Repurchases{
		Minor: mix(func(o blueprint.Repurchase) *float64 { return o.Minor }),
		Major: mix(func(o blueprint.Repurchase) *float64 { return o.Major }),
	}, nil
}

// shareSlack is by how much shares that were rounded to a tenth of a percent may
// miss 1 in sum.
const shareSlack = 0.005

// RecoveryWorth is what it is worth that one customer with a problem stays who
// else would not: the rise in the share that buys again, times what a customer
// is worth from now on. The rise is counted up to the share that stays without
// any problem and no further: studies did not find that customers whose problem
// was mended buy more than those who had none (de Matos, Henrique & Rossi 2007).
// All shares are 0 to 1.
func RecoveryWorth(without, with, undisturbed, lifetime float64) float64 {
	return (min(with, undisturbed) - min(without, undisturbed)) * lifetime
}

// Relationship is how closely a firm keeps in touch with its customers (Kotler).
type Relationship string

// The levels of relationship, from loose to close.
const (
	Basic       Relationship = "basic"       // sells, and does not ask again
	Reactive    Relationship = "reactive"    // sells, and asks customers to call
	Accountable Relationship = "accountable" // calls soon after the sale, and asks
	Proactive   Relationship = "proactive"   // calls again and again with ideas
	Partnership Relationship = "partnership" // works with the customer all the time
)

// Relationships lists the levels, from loose to close.
func Relationships() []Relationship {
	return []Relationship{Basic, Reactive, Accountable, Proactive, Partnership}
}

// RelationshipLevel is the level of relationship that pays for the number of
// customers (Low: few, High: many) and the margin of one (Kotler). It is empty
// where either is not said.
func RelationshipLevel(customers, margin touchpoint.Level) Relationship {
	if customers.Score() == 0 || margin.Score() == 0 {
		return ""
	}
	// Rows: few, medium, many customers; columns: low, medium, high margin.
	table := [3][3]Relationship{
		{Accountable, Proactive, Partnership},
		{Reactive, Accountable, Proactive},
		{Basic, Reactive, Accountable},
	}
	return table[customers.Score()-1][margin.Score()-1]
}

// Bounds part a quantity into low, medium and high: below Low, from Low up to
// but not including High, from High on.
type Bounds struct{ Low, High float64 }

// Level tells where a value lies.
func (b Bounds) Level(v float64) touchpoint.Level {
	switch {
	case v < b.Low:
		return touchpoint.Low
	case v < b.High:
		return touchpoint.Medium
	}
	return touchpoint.High
}
