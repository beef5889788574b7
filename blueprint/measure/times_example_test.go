package measure_test

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/measure"
)

func ExampleModel_Times() {
	b, err := blueprint.Read(strings.NewReader(`
title: Repair
acceptable: 40m
steps:
  - customer: {title: Hand in, time: 5m}
    frontstage: {title: Look at it, time: 10m}
  - customer:
      title: Try it
      time: 2m
      next:
        - {to: hand-in, when: still broken, chance: 20%}
        - {to: pay, when: works}
  - customer: {title: Pay, time: 3m}
`), "repair.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := measure.New(b)
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := m.Times(measure.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f min on average (%s), %s if all goes well\n", t.Customer.Mean/60, t.How, t.Plain.Customer)
	fmt.Printf("right the first time: %.0f%%\n", 100*t.FirstTimeRight)
	for _, i := range t.Plain.Path {
		fmt.Printf("critical: %s, %.2f visits\n", t.Touchpoints[i].ID, t.Flow.Visits[i])
	}
	// Output:
	// 18.0 min on average (exact), 15m0s if all goes well
	// right the first time: 80%
	// critical: look-at-it, 1.25 visits
	// critical: try-it, 1.25 visits
	// critical: pay, 1.00 visits
}
