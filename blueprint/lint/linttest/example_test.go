package linttest_test

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/linttest"
)

// printer stands for the *testing.T of a real test.
type printer struct{}

func (printer) Helper() {}

func (printer) Errorf(format string, args ...any) { fmt.Printf(format+"\n", args...) }

// A test of a rule is one line. Here the rule finds what the comments in the
// file announce, and then another rule does not.
func ExampleRun() {
	const file = "../testdata/no-end/avoid.yaml"
	rule, _ := lint.Find(lint.Rules(), "no-end")
	linttest.Run(printer{}, []*lint.Rule{rule}, file)

	rule, _ = lint.Find(lint.Rules(), "empty-lane")
	linttest.Run(printer{}, []*lint.Rule{rule}, file)
	// Output:
	// ../testdata/no-end/avoid.yaml:7: nothing found that matches no-end "no customer is ever done"
}
