package render_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/view"
)

var update = flag.Bool("update", false, "rewrite golden files")

func board(t testing.TB, name string) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Load(filepath.Join("view", "testdata", "boards", name+".yaml"))
	require.NoError(t, err)
	return b
}

func draw(t testing.TB, b *blueprint.Blueprint, o render.Options) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, render.Render(&out, b, o))
	return out.String()
}

func TestPicturesStayTheSame(t *testing.T) {
	for _, c := range []struct {
		file, board string
		o           render.Options
	}{
		{"shoeshine-loop", "shoeshine-loop", render.Options{}},
		{"three-ways-dark", "three-ways", render.Options{Theme: "dark"}},
		{"upward-delivery", "upward-delivery", render.Options{}},
		{"two-customers", "two-customers", render.Options{}},
		{"several-lanes-print", "several-lanes", render.Options{Theme: "print"}},
		{"three-in-a-cell", "three-in-a-cell", render.Options{}},
		{"chinese-high-contrast", "chinese", render.Options{Theme: "high-contrast"}},
		{"dense-wrapped", "dense", render.Options{Options: view.Options{Wrap: 5}}},
	} {
		t.Run(c.file, func(t *testing.T) {
			got := draw(t, board(t, c.board), c.o)
			golden := filepath.Join("testdata", c.file+".svg")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.True(t, string(want) == got, "%s differs from what is drawn now; look at both, then run: go test ./render -update", golden)
		})
	}
}
