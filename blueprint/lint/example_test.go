package lint_test

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

func ExampleRun() {
	text := `title: Bicycle shop
steps:
  - customer: Choose a bicycle
    evidence: [Show room]
    frontstage: {title: Advise, time: {standard: 30m, acceptable: 20m}}
  - customer: Pay
    evidence: [Till]
`
	b, err := blueprint.Read(strings.NewReader(text), "shop.yaml")
	if err != nil {
		fmt.Println(err)
	}
	for _, d := range lint.Run(b, lint.Options{}) {
		fmt.Println(d)
	}
	// Output:
	// shop.yaml:5:50: warning: "Advise" takes 30m, but customers put up with 20m; shorten the work, share it, or do part of it before the customer comes; or ask customers anew what is acceptable (standard-above-acceptable)
}

// A company's own rule runs beside the project's.
func ExampleRule() {
	owned := &lint.Rule{
		Name: "moment-without-owner", Group: "house", Severity: blueprint.Warning,
		Title: "A moment of truth that nobody answers for",
		Run: func(p *lint.Pass) {
			for _, t := range p.Graph.Moments() {
				if t.Owner == "" {
					p.Report(p.Graph.Path(t), fmt.Sprintf("nobody answers for %q", t.Title), "add owner")
				}
			}
		},
	}
	b, _ := blueprint.Read(strings.NewReader(`title: Bank
steps:
  - customer: {title: Come in, moment: true, time: 1m, expects: {adequate: 5, desired: 7}, standards: {personal: [A smile]}}
    evidence: [Door]
`), "bank.yaml")
	fmt.Println(lint.Run(b, lint.Options{Rules: append(lint.Rules(), owned)}))
	// Output:
	// bank.yaml:3:5: warning: nobody answers for "Come in"; add owner (moment-without-owner)
}
