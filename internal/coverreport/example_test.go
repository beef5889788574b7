package coverreport_test

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/internal/coverreport"
)

func Example() {
	b, err := blueprint.Read(strings.NewReader(bakery), "bakery.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	var p coverage.Profile
	p.Add(coverage.Trace{Blueprint: coverage.Name(b), Version: coverage.Version(b), Test: "TestLook", Outcome: coverage.Passed, Visits: []string{"enter"}}, 1)
	result, err := coverage.Measure(b, &p, coverage.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := coverreport.Report{Of: b, Tests: result}
	if err := r.Hold([]coverreport.Threshold{{Name: coverage.Moments, Want: 100}}); err != nil {
		fmt.Println(err)
	}
	for _, sheet := range r.Book().Sheets {
		for _, f := range sheet.Findings {
			fmt.Println(f.Text)
		}
	}
	fmt.Println(r.Passed())
	// Output:
	// Moments of truth: 0%, wanted 100%
	// false
}
