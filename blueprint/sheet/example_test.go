package sheet_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/servicemoments/moments/blueprint/sheet"
)

func ExampleRead() {
	b, found, err := sheet.Read(strings.NewReader(`Lemonade stand,,
Customer actions,Choose,Pay
Onstage,Greet,Take the money ★
Support processes,Lemons,
`), "stand.csv", sheet.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(found), "findings")
	if err := b.Write(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 0 findings
	// title: Lemonade stand
	// steps:
	//   - customer: Choose
	//     frontstage: Greet
	//     support: Lemons
	//   - customer: Pay
	//     frontstage: {title: Take the money, moment: critical}
}

func ExampleParseMapping() {
	m, err := sheet.ParseMapping("Waiters=frontstage")
	fmt.Println(m, err)
	_, err = sheet.ParseMapping("Waiters=frontstge")
	fmt.Println(err)
	// Output:
	// {Waiters frontstage} <nil>
	// nothing is called "frontstge"; did you mean "frontstage"?
}
