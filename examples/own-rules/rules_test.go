package main

import (
	"testing"

	"github.com/servicemoments/moments/blueprint/lint/linttest"
)

// What must be found stands in the blueprints, behind "# want".
func TestRules(t *testing.T) {
	linttest.Run(t, Rules(), "testdata")
}
