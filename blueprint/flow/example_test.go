package flow_test

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
)

func Example() {
	b, err := blueprint.Read(strings.NewReader(`
title: Coffee
steps:
  - customer: order
    frontstage: take the order
    backstage: {title: brew, next: hand-over}
  - customer: receive
    frontstage: {title: hand over, next: receive}
`), "coffee.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	net, err := flow.New(b.Graph())
	if err != nil {
		fmt.Println(err)
		return
	}
	walk := flow.Walk(net, func(int) int { return 0 }, 100)
	for _, e := range walk.Events {
		fmt.Println(net.Touchpoint(e.Touchpoint).Title, e.Kind)
	}
	// Output:
	// order started
	// take the order started
	// brew started
	// order finished
	// take the order finished
	// brew finished
	// hand over started
	// hand over finished
	// receive started
	// receive finished
}
