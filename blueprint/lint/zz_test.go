package lint_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

func TestZZ(t *testing.T) {
	for _, n := range []int{5000, 20000} {
		for _, sep := range []string{"", "\n"} {
			var s strings.Builder
			s.WriteString("title: T\nsteps: [")
			for i := range n {
				fmt.Fprintf(&s, "{customer: {title: A%d, wait: true}}, %s", i, sep)
			}
			s.WriteString("]\n")
			t0 := time.Now()
			b, err := blueprint.Read(strings.NewReader(s.String()), "x")
			t1 := time.Now()
			f := lint.Run(b, lint.Options{})
			fmt.Println(n, len(sep), s.Len(), err == nil, t1.Sub(t0), len(f), time.Since(t1))
		}
	}
}
