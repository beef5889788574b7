package measure_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/measure"
)

// goldenModel is one of the blueprints with known numbers.
func goldenModel(t *testing.T, name string) *measure.Model {
	t.Helper()
	return modelAt(t, filepath.Join("..", "testdata", "golden", name+".yaml"))
}

func modelAt(t *testing.T, file string) *measure.Model {
	t.Helper()
	b, err := blueprint.Load(file)
	require.NoError(t, err)
	m, err := measure.New(b)
	require.NoError(t, err)
	return m
}

// visitsOf is how often a customer comes by a touchpoint.
func visitsOf(t *testing.T, m *measure.Model, f *measure.Flow, id string) float64 {
	t.Helper()
	x, ok := m.Graph.Touchpoint(id)
	require.True(t, ok, id)
	return f.Visits[m.Graph.Index(x)]
}

func TestVisitsOfTheGoldenBlueprints(t *testing.T) {
	for _, c := range []struct {
		file, id string
		visits   float64
	}{
		{"absorbing-chain", "a", 20.0 / 17},
		{"absorbing-chain", "b", 20.0 / 17},
		{"absorbing-chain", "c", 16.0 / 17},
		{"rework", "work", 1.25},
		{"rework-with-fix", "work", 1.25},
		{"rework-with-fix", "fix", .25},
		{"shoeshine", "apply-polish", 1 / .95},
		{"shoeshine", "clean-shoes", .05 / .95},
		{"shoeshine", "buff", 1},
		{"choice", "simple-case", .7},
		{"join", "done", 1},
		{"hotel", "check-out-and-leave", 1},
		{"upward-delivery", "serve", 1},
		{"two-customers", "load-the-car", 1},
	} {
		m := goldenModel(t, c.file)
		f, err := m.Flow(measure.Options{})
		require.NoError(t, err, c.file)
		assert.Equal(t, figures.Exact, f.How, c.file)
		assert.InDelta(t, c.visits, visitsOf(t, m, f, c.id), 1e-12, "%s: %s", c.file, c.id)
	}
}
