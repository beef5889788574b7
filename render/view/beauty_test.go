package view

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/board"
)

var updateBeauty = flag.Bool("update", false, "rewrite golden files")

// TestPicturesStayBeautiful records how good the pictures of the reference
// boards and the examples are, so that none gets worse unnoticed, and holds them
// to the aims.
func TestPicturesStayBeautiful(t *testing.T) {
	var files []string
	for _, pattern := range []string{"testdata/boards/*.yaml", "../../examples/*/blueprint.yaml"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, found)
		files = append(files, found...)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%-22s %5s %9s %5s %5s %7s %5s %6s\n", "board", "ways", "crossings", "bound", "bends", "detour", "area", "width")
	for _, file := range files {
		b, err := blueprint.Load(file)
		require.NoError(t, err)
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		if name == "blueprint" {
			name = filepath.Base(filepath.Dir(file))
		}
		p := newPlan(b, Options{})
		for _, s := range p.strips() {
			s.nameW = p.nameWidth()
			s.place(b)
			in := s.input(margin + barWidth + namePad + s.nameW)
			s.raise(&in)
			q := board.Measure(in, s.layout)
			fmt.Fprintf(&out, "%-22s %5d %9d %5d %5.1f %7.2f %5.2f %6.0f\n", name, len(in.Edges), q.Crossings, q.CrossingsLowerBound, q.MedianBends, q.MaxDetour, q.AreaRatio, s.layout.Right)
			assert.LessOrEqual(t, q.MedianBends, 2.0, name)
			assert.LessOrEqual(t, q.MaxDetour, 1.6, name)
			most := 1.4
			if name == "long-titles" {
				most = 1.6 // every word on its ways is too long on purpose
			}
			assert.LessOrEqual(t, q.AreaRatio, most, name)
		}
	}
	golden := filepath.Join("testdata", "beauty.golden")
	if *updateBeauty {
		require.NoError(t, os.WriteFile(golden, []byte(out.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), out.String(), "look at the pictures, then run the tests with -update")
}
