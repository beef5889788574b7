package edit_test

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
)

func ExampleSet() {
	src := []byte(`title: Corner shoeshine # by the station
steps:
  - customer: Sit down
    frontstage: {title: Brush shoes, time: 30s}
`)
	path := blueprint.Path{}.Key("steps").At(0).Key("frontstage").Key("time")
	edits, err := edit.Set(src, path, "45s")
	if err != nil {
		fmt.Println(err)
		return
	}
	out, _ := edit.Apply(src, edits)
	fmt.Print(string(out))
	// Output:
	// title: Corner shoeshine # by the station
	// steps:
	//   - customer: Sit down
	//     frontstage: {title: Brush shoes, time: 45s}
}

func ExampleWiden() {
	src := []byte("steps:\n  - customer: Sit down\n")
	cell := blueprint.Path{}.Key("steps").At(0).Key("customer")
	edits, _ := edit.Widen(src, cell, "title")
	src, _ = edit.Apply(src, edits)
	edits, _ = edit.Set(src, cell.Key("time"), "30s")
	src, _ = edit.Apply(src, edits)
	fmt.Print(string(src))
	// Output:
	// steps:
	//   - customer: {title: Sit down, time: 30s}
}

func ExampleFormat() {
	out, _ := edit.Format([]byte("title:   Corner shoeshine  \nsteps:\n-   customer: Sit down\n    evidence: [ Stand,Chair ]\n"))
	fmt.Print(string(out))
	// Output:
	// title: Corner shoeshine
	// steps:
	//   - customer: Sit down
	//     evidence: [Stand, Chair]
}
