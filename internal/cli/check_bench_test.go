package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/internal/cli"
)

// tree writes n blueprints of at least 40 touchpoints each, in folders of 25.
func tree(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		pick := blueprinttest.Seeded(uint64(i + 1))
		b := blueprinttest.Random(pick, blueprinttest.Shape{Steps: 16, Lanes: 4})
		for steps := 18; len(b.Touchpoints()) < 40; steps++ {
			b = blueprinttest.Random(pick, blueprinttest.Shape{Steps: steps, Lanes: 4})
		}
		var text strings.Builder
		require.NoError(t, b.Write(&text))
		folder := filepath.Join(dir, fmt.Sprintf("team-%02d", i/25))
		require.NoError(t, os.MkdirAll(folder, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("service-%04d.blueprint.yaml", i)), []byte(text.String()), 0o644))
	}
	return dir
}

// How long a team waits for a folder of a thousand blueprints. MOMENTS_TREE names
// a folder to leave them in, for the command itself to be measured.
func BenchmarkCheckFolder(b *testing.B) {
	dir := tree(b, 1000)
	if keep := os.Getenv("MOMENTS_TREE"); keep != "" {
		require.NoError(b, os.CopyFS(keep, os.DirFS(dir)))
	}
	b.ReportAllocs()
	for b.Loop() {
		code := cli.Run(cli.System{}, []string{"check", dir})
		require.LessOrEqual(b, code, cli.ExitFindings)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys>>20), "MB-from-system")
}

// A file of which the same is to be said eighty thousand times.
func BenchmarkCheckCrowd(b *testing.B) {
	var text strings.Builder
	text.WriteString("title: Crowd\nsteps:\n")
	for i := range 80_000 {
		fmt.Fprintf(&text, "  - customer: Do thing %d\n", i)
	}
	file := filepath.Join(b.TempDir(), "crowd.yaml")
	require.NoError(b, os.WriteFile(file, []byte(text.String()), 0o644))
	b.ReportAllocs()
	for b.Loop() {
		require.Equal(b, cli.ExitClean, cli.Run(cli.System{}, []string{"check", file}))
	}
}
