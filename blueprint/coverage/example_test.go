package coverage_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
)

func Example() {
	b, err := blueprint.Read(strings.NewReader(`
title: Bakery
steps:
  - customer: {title: Enter, moment: true}
  - customer: Choose
  - customer: {title: Pay, moment: critical}
`), "bakery.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	rec := coverage.NewRecorder(b)
	ctx := rec.Begin(context.Background(), "just looking")
	for _, id := range []string{"enter", "choose"} {
		if err := rec.Visit(ctx, id); err != nil {
			fmt.Println(err)
		}
	}
	if err := rec.End(ctx, coverage.Passed); err != nil {
		fmt.Println(err)
	}
	result, err := coverage.Measure(b, rec.Profile(), coverage.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{coverage.Moments, coverage.Ways} {
		score, _ := result.Score(name)
		fmt.Printf("%s: %s\n", score.Title, score.Summary())
		for _, item := range score.With(coverage.Missing) {
			fmt.Println("  missing", item)
		}
	}
	// Output:
	// Moments of truth: 1 of 2, 50%
	//   missing bakery.yaml:6:23: Pay (pay)
	// Ways: 1 of 2, 50%
	//   missing bakery.yaml:5:15: Choose → Pay (choose -> pay)
}
