package blueprint_test

import (
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

const shoeshine = `title: Corner shoeshine
phases:
  - title: Shine
    steps:
      - customer: Sit down
        evidence: [Stand, Chair]
        frontstage: {title: Brush shoes, time: 30s}
      - frontstage: {title: Apply polish, time: 30s, fails: [{title: Wrong colour wax, chance: 5%, recover: clean-shoes}]}
        support: Buy supplies
      - frontstage: {title: Clean shoes, time: 45s, next: apply-polish}
      - frontstage: {title: Buff, time: 45s}
  - title: Settle
    steps:
      - customer: Pay
        frontstage: {title: Collect payment, service: payment, time: 15s}
`

// A page of YAML, loaded and walked.
func Example() {
	b, err := blueprint.Read(strings.NewReader(shoeshine), "shoeshine.yaml")
	if err != nil {
		log.Fatal(err)
	}
	g := b.Graph()
	polish, _ := g.Touchpoint("apply-polish")
	for _, w := range g.Out(polish) {
		fmt.Println(w.From.Title, "->", w.To.Title, w.Origin)
	}
	// Output:
	// Apply polish -> Buy supplies implied
	// Apply polish -> Buff implied
	// Apply polish -> Clean shoes recovery
}

// The same blueprint built in Go says exactly what the page of YAML says.
func ExampleNew() {
	takes := func(d time.Duration) *touchpoint.Time { return &touchpoint.Time{Standard: d} }
	build := blueprint.New("Corner shoeshine")

	shine := build.Phase("Shine")
	shine.Step().On("customer", "Sit down").Evidence("Stand", "Chair").
		Put("frontstage", touchpoint.Touchpoint{Title: "Brush shoes", Time: takes(30 * time.Second)})
	shine.Step().On("support", "Buy supplies").
		Put("frontstage", touchpoint.Touchpoint{Title: "Apply polish", Time: takes(30 * time.Second),
			Fails: []touchpoint.Fail{{Title: "Wrong colour wax", Chance: touchpoint.Of(0.05), Recover: "clean-shoes"}}})
	shine.Step().Put("frontstage", touchpoint.Touchpoint{Title: "Clean shoes", Time: takes(45 * time.Second),
		Next: []touchpoint.Next{{To: "apply-polish"}}})
	shine.Step().Put("frontstage", touchpoint.Touchpoint{Title: "Buff", Time: takes(45 * time.Second)})

	settle := build.Phase("Settle")
	settle.Step().On("customer", "Pay").
		Put("frontstage", touchpoint.Touchpoint{Title: "Collect payment", Service: touchpoint.Payment, Time: takes(15 * time.Second)})

	built, err := build.Blueprint()
	if err != nil {
		log.Fatal(err)
	}
	read, err := blueprint.Read(strings.NewReader(shoeshine), "shoeshine.yaml")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(blueprint.Equal(built, read))
	// Output: true
}

// Every problem comes with its place, and with what was most likely meant.
func ExampleRead_errors() {
	_, err := blueprint.Read(strings.NewReader("title: Shoes\nsteps:\n  - custmer: Sit down\n  - frontstage: {title: Brush, time: 30}\n"), "shoes.yaml")
	var found blueprint.Diagnostics
	if errors.As(err, &found) {
		for _, d := range found {
			fmt.Println(d)
		}
	}
	// Output:
	// shoes.yaml:3:5: error: a step has no key "custmer"; did you mean "customer"? (unknown-key)
	// shoes.yaml:4:38: error: time cannot be "30"; the unit is missing: write 30s, 30m or 30h (bad-value)
}

func ExampleBlueprint_Write() {
	b, err := blueprint.New("Kiosk").With(func(b *blueprint.Blueprint) { b.Acceptable = 5 * time.Minute }).Blueprint()
	fmt.Println(err)
	b.Phases = []blueprint.Phase{{Steps: []blueprint.Step{{Cells: []blueprint.Cell{{Lane: "customer",
		Stacks: [][]*touchpoint.Touchpoint{{{Title: "Buy: a paper", Wait: &touchpoint.Wait{Expected: time.Minute}}}}}}}}}}
	b.Complete()
	var out strings.Builder
	if err := b.Write(&out); err != nil {
		log.Fatal(err)
	}
	fmt.Print(out.String())
	// Output:
	// error: the blueprint has no steps; expected "steps:" or "phases:" with at least one step (missing-key)
	// title: Kiosk
	// steps:
	//   - customer: {title: "Buy: a paper", wait: 1m}
	// acceptable: 5m
}
