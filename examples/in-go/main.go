// Command in-go builds a blueprint in Go, checks it and draws it: everything
// that the other examples do with a page of YAML, done in code.
//
//	go run ./examples/in-go bakery.svg
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/touchpoint"
)

func main() {
	out := "bakery.svg"
	if len(os.Args) > 1 {
		out = os.Args[1]
	}
	if err := run(out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string) error {
	b, err := bakery()
	if err != nil {
		return err // every problem, a line each
	}
	for _, found := range lint.Run(b, lint.Options{}) {
		fmt.Println(found)
	}
	g := b.Graph()
	fmt.Printf("%d touchpoints, %d ways, %d moments of truth\n", len(g.Touchpoints()), len(g.Ways()), len(g.Moments()))
	return render.File(out, b, render.Options{})
}

// bakery is a morning in a bakery: a queue, a choice, a fail point with its
// recovery, and work behind the counter.
func bakery() (*blueprint.Blueprint, error) {
	takes := func(d time.Duration) *touchpoint.Time { return &touchpoint.Time{Standard: d, Acceptable: 2 * d} }
	build := blueprint.New("A morning at the bakery").With(func(b *blueprint.Blueprint) {
		b.Acceptable = 12 * time.Minute
		b.Demand = &blueprint.Demand{Arrivals: &touchpoint.Rate{Count: 60, Per: time.Hour}}
	})

	arrive := build.Phase("Come in")
	arrive.Step().Evidence("Smell of bread", "Shop window").
		Put("customer", touchpoint.Touchpoint{Title: "Come in", Service: touchpoint.Hospitality}).
		Put("frontstage", touchpoint.Touchpoint{Title: "Greet by name", Moment: &touchpoint.Moment{},
			Standards: &touchpoint.Standards{Personal: []touchpoint.Standard{{Title: "Look up and smile", Aspect: touchpoint.Attentiveness}}}})
	arrive.Step().Evidence("Line on the floor").
		Put("customer", touchpoint.Touchpoint{Title: "Wait in line",
			Wait: &touchpoint.Wait{Expected: 3 * time.Minute, Acceptable: 6 * time.Minute, Occupied: "A taste of today's loaf"}})

	order := build.Phase("Buy")
	order.Step().Evidence("Bread on the shelf", "Price tags").
		Put("customer", touchpoint.Touchpoint{Title: "Ask for bread", Next: []touchpoint.Next{
			{To: "pay", When: "on the shelf", Chance: touchpoint.Of(0.9)},
			{To: "wait-for-the-oven", When: "still in the oven"}}}).
		Put("frontstage", touchpoint.Touchpoint{Title: "Take the order", Service: touchpoint.OrderTaking, Time: takes(30 * time.Second)})
	order.Step().Evidence("Timer on the counter").
		Put("customer", touchpoint.Touchpoint{Title: "Wait for the oven",
			Wait: &touchpoint.Wait{Expected: 5 * time.Minute, Acceptable: 8 * time.Minute, Explained: true}}).
		Put("backstage", touchpoint.Touchpoint{Title: "Bake", Service: touchpoint.Core, Time: takes(5 * time.Minute)}).
		On("support", "Flour deliveries")
	order.Step().Evidence("Bag", "Receipt").
		On("customer", "Pay").
		Put("frontstage", touchpoint.Touchpoint{Title: "Hand over and charge", Service: touchpoint.Payment, Time: takes(20 * time.Second),
			Moment:    &touchpoint.Moment{Critical: true},
			Standards: &touchpoint.Standards{Procedural: []touchpoint.Standard{{Title: "Right change at once", Aspect: touchpoint.Timing}}},
			Fails: []touchpoint.Fail{{Title: "Wrong loaf", Chance: touchpoint.Of(0.02), Recover: "swap-the-loaf",
				Prevent: []touchpoint.Prevention{{Title: "Read the order back", Kind: touchpoint.Treatment}}}}})
	order.Step().Put("frontstage", touchpoint.Touchpoint{Title: "Swap the loaf", Service: touchpoint.Exceptions, Time: takes(40 * time.Second)})

	return build.Blueprint()
}
