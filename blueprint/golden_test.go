package blueprint_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
)

var update = flag.Bool("update", false, "rewrite golden files")

func requireGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run the tests with -update to make it")
	require.Equal(t, string(want), got)
}

// describeWays prints what a designer asks of the board: threads, ways, ends.
func describeWays(b *blueprint.Blueprint) string {
	g := b.Graph()
	var out strings.Builder
	for _, t := range g.Threads() {
		fmt.Fprintf(&out, "thread %s:", t.Lane)
		for _, s := range t.Stations {
			fmt.Fprintf(&out, " %s", s.Touchpoints[0].ID)
		}
		out.WriteByte('\n')
	}
	for _, w := range g.Ways() {
		to := "end"
		if w.To != nil {
			to = w.To.ID
		}
		fmt.Fprintf(&out, "%s -> %s: %s %s", w.From.ID, to, w.Origin, w.Role)
		if w.Choice {
			out.WriteString(" choice")
		}
		if w.When != "" {
			fmt.Fprintf(&out, " %q", w.When)
		}
		if w.Back {
			out.WriteString(" back")
		}
		for _, l := range w.Lines {
			fmt.Fprintf(&out, " crosses %s", l)
		}
		out.WriteByte('\n')
	}
	for i, reached := range g.Reachable() {
		if !reached {
			fmt.Fprintf(&out, "unreachable %s\n", g.Touchpoints()[i].ID)
		}
	}
	for _, loop := range g.Loops() {
		out.WriteString("loop")
		for _, t := range loop {
			out.WriteString(" " + t.ID)
		}
		out.WriteByte('\n')
	}
	for _, t := range g.Ends() {
		fmt.Fprintf(&out, "end %s\n", t.ID)
	}
	return out.String()
}

func TestWaysFollowFromTheBoard(t *testing.T) {
	var files []string
	for _, pattern := range []string{"testdata/golden/*.yaml", "testdata/ways/*.yaml", "../examples/telecom-hall*/blueprint.yaml"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, found)
		files = append(files, found...)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		if name == "blueprint" {
			name = filepath.Base(filepath.Dir(file))
		}
		t.Run(name, func(t *testing.T) {
			b, err := blueprint.Load(file)
			require.NoError(t, err)
			requireGolden(t, filepath.Join("testdata", "ways", name+".golden"), describeWays(b))
		})
	}
}
