package measure_test

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/measure"
)

// The corner shoeshine loses money before its customers lose patience.
func ExampleModel_Profitability() {
	b, err := blueprint.Load("../testdata/golden/shoeshine.yaml")
	if err != nil {
		panic(err)
	}
	m, err := measure.New(b)
	if err != nil {
		panic(err)
	}
	p, err := m.Profitability(measure.Options{}, nil)
	if err != nil {
		panic(err)
	}
	for _, at := range p.Times {
		profit, _ := p.Profit(at)
		fmt.Printf("%.0f min: cost %.2f, profit %+.2f\n", at/60, p.Cost(at), profit)
	}
	fmt.Printf("break-even at %.1f min, patience ends at %.0f min\n", *p.BreakEven/60, p.Acceptable/60)
	// Output:
	// 2 min: cost 0.32, profit +0.18
	// 3 min: cost 0.42, profit +0.08
	// 4 min: cost 0.52, profit -0.02
	// break-even at 3.8 min, patience ends at 5 min
}

// What a recovery is worth is never taken for granted: the figures are chosen.
func ExampleTARP() {
	value, err := measure.LifetimeValue(100, .8, .1)
	if err != nil {
		panic(err)
	}
	outcomes := measure.TARP()
	silent, mended := outcomes[0], outcomes[2]
	fmt.Printf("lifetime value %.2f, or %.2f when the first payment comes after a year\n", value.PaidNow, value.PaidLater)
	fmt.Printf("mending a major problem: %.2f\n", measure.RecoveryWorth(*silent.Major, *mended.Major, .8, value.PaidNow))
	// Output:
	// lifetime value 366.67, or 266.67 when the first payment comes after a year
	// mending a major problem: 165.00
}
