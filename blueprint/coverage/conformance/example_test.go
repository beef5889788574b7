package conformance_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

func Example() {
	b, err := blueprint.Read(strings.NewReader(`
title: Bakery
steps:
  - customer: Enter
  - customer: Choose
  - customer: Pay
`), "bakery.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	names, err := eventlog.NewMapper(b.Graph(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	log, err := eventlog.NewReader(strings.NewReader(`case,activity,time
anna,enter,2026-03-02 09:00
anna,choose,2026-03-02 09:01
anna,pay,2026-03-02 09:04
ben,enter,2026-03-02 09:02
ben,pay,2026-03-02 09:05
`), "march.csv", eventlog.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	tally := eventlog.NewTally(b.Graph(), 0)
	read, err := eventlog.Count(context.Background(), log, names, tally, eventlog.CaseOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := conformance.Measure(context.Background(), b, tally, []eventlog.Log{read}, conformance.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d of %d journeys as designed, fitness %.2f\n", result.Fitness.Fitting, result.Fitness.Cases, result.Fitness.Mean)
	for _, d := range result.Departures {
		fmt.Println(d.Times, d)
	}
	ways, _ := result.Coverage.Score("ways")
	fmt.Println("ways:", ways.Summary())
	// Output:
	// 1 of 2 journeys as designed, fitness 0.90
	// 1 bakery.yaml:5:15: “Choose” is skipped after “Enter”
	// ways: 2 of 2, 100%
}
