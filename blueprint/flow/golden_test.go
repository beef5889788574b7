package flow_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/flow"
)

var update = flag.Bool("update", false, "rewrite golden files")

// first always takes what stands first.
func first(int) int { return 0 }

func TestWalksThroughTheGoldenBlueprints(t *testing.T) {
	for _, name := range []string{"shoeshine", "hotel", "two-customers", "upward-delivery", "join", "critical-path"} {
		t.Run(name, func(t *testing.T) {
			n := load(t, "../testdata/golden/"+name+".yaml")
			got := story(n, flow.Walk(n, first, 1000))
			file := filepath.Join("testdata", name+".walk")
			if *update {
				require.NoError(t, os.MkdirAll("testdata", 0o755))
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}

// Every example can be run, to its end.
func TestExamplesRun(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	golden, err := filepath.Glob("../testdata/golden/*.yaml")
	require.NoError(t, err)
	for _, file := range append(files, golden...) {
		n := load(t, file)
		covered := map[int]bool{}
		for seed := range uint64(50) {
			tr := flow.Walk(n, blueprinttest.Seeded(seed), 5000)
			require.NoError(t, tr.Err, file)
			for _, e := range tr.Events {
				covered[e.Touchpoint] = true
			}
		}
		for i := range n.Len() {
			assert.True(t, covered[i], "%s: %s never runs", file, n.Touchpoint(i).ID)
		}
	}
}
