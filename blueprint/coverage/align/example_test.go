package align_test

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/flow"
)

func Example() {
	b, err := blueprint.Read(strings.NewReader(`
title: Bakery
steps:
  - customer: Enter
  - customer: Choose
  - customer: Pay
  - customer: Leave
`), "bakery.yaml")
	if err != nil {
		panic(err)
	}
	n, err := flow.New(b.Graph())
	if err != nil {
		panic(err)
	}
	cache := &align.Cache{Aligner: &align.Aligner{Net: n}}
	var log align.Conformance
	log.Add(n, cache.Align([]int{0, 1, 2, 3}), 8) // eight customers as designed
	log.Add(n, cache.Align([]int{0, 1, 3}), 2)    // two who did not pay
	fitness, _ := log.Fitness()
	fmt.Printf("fitness %.3f\n", fitness)
	for _, d := range log.Frequent(3) {
		fmt.Printf("%d times: %s\n", d.Times, d.Describe(n))
	}
	// Output:
	// fitness 0.971
	// 2 times: pay skipped after choose
}
