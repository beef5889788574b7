package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

func TestTheBakeryIsSoundAndDrawn(t *testing.T) {
	b, err := bakery()
	require.NoError(t, err)
	for _, found := range lint.Run(b, lint.Options{}) {
		require.Equal(t, blueprint.Hint, found.Severity, "%s", found)
	}
	file := filepath.Join(t.TempDir(), "bakery.svg")
	require.NoError(t, run(file))
	svg, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(svg), "Swap the loaf")
}
