package coverage_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
)

// What an assertion of a test costs.
func BenchmarkMeasure(b *testing.B) {
	blue, err := blueprint.Load("../../examples/telecom-hall/blueprint.yaml")
	require.NoError(b, err)
	rec := coverage.NewRecorder(blue)
	j := rec.Journey("top-up")
	for _, id := range []string{"find-a-place-to-park", "enter-the-hall", "inquire", "use-the-terminal", "leave-the-hall", "ride-off"} {
		require.NoError(b, j.Visit(id))
	}
	require.NoError(b, j.End(coverage.Passed))
	p := rec.Profile()
	for b.Loop() {
		_, err := coverage.Measure(blue, p, coverage.Options{Criteria: []string{coverage.Moments}})
		require.NoError(b, err)
	}
}
