package view_test

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

func ExampleBlueprint() {
	b, err := blueprint.Load("testdata/boards/shoeshine-loop.yaml")
	if err != nil {
		panic(err)
	}
	for _, g := range view.Blueprint(b, view.Options{}).Find(scene.RoleTouchpoint) {
		fmt.Println(g.Name)
	}
	// Output:
	// Sit down, Customer, step 1
	// Brush shoes, Frontstage, step 1
	// Apply polish, Frontstage, step 2, core, fail point Wrong colour wax
	// Buy supplies, Support processes, step 2
	// Clean shoes, Frontstage, step 3
	// Buff, Frontstage, step 4
	// Pay, Customer, step 5
	// Collect payment, Frontstage, step 5, payment
}
