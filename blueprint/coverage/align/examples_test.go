package align_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/flow"
)

// read makes the net of a blueprint, and tells what stands in a lane; an empty one:
// in any.
func read(t testing.TB, text, lane string) (*flow.Net, []bool) {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(text), "blueprint.yaml")
	require.NoError(t, err)
	n, err := flow.New(b.Graph())
	require.NoError(t, err)
	observed := make([]bool, n.Len())
	for i := range observed {
		observed[i] = lane == "" || n.Graph().Place(n.Touchpoint(i)).Lane == lane
	}
	return n, observed
}

// traceOf reads a line of ids; "?" is an unknown activity, "-" no event at all.
func traceOf(t testing.TB, n *flow.Net, line string) []int {
	t.Helper()
	var out []int
	for _, id := range strings.Fields(line) {
		switch x, ok := n.Graph().Touchpoint(id); {
		case id == "?":
			out = append(out, -1)
		case id != "-":
			require.True(t, ok, id)
			out = append(out, n.Graph().Index(x))
		}
	}
	return out
}

// short writes an alignment as the worked examples do.
func short(n *flow.Net, a align.Alignment) string {
	var b strings.Builder
	if a.Cost == 0 {
		b.WriteString("  fitness 1\n")
	} else {
		fmt.Fprintf(&b, "  fitness 1 - %d/(%d+%d) = %.3f\n", a.Cost, a.Events, a.Shortest, a.Fitness())
	}
	if a.Ignored > 0 {
		fmt.Fprintf(&b, "  %d event ignored\n", a.Ignored)
	}
	for _, m := range a.Moves {
		if m.Kind == align.Skip || m.Kind == align.Extra {
			d := align.Departure{Kind: m.Kind, Touchpoint: m.Touchpoint, After: m.After, Before: m.Before}
			b.WriteString("  " + d.Describe(n) + "\n")
		}
	}
	for _, m := range a.Moves[:a.Travelled] {
		if m.Way >= 0 {
			w, to := n.Ways()[m.Way], "end"
			if w.To != nil {
				to = w.To.ID
			}
			fmt.Fprintf(&b, "  by %s -> %s\n", w.From.ID, to)
		}
	}
	switch {
	case a.Stopped == align.AtOnce:
		b.WriteString("  never seen\n")
	case a.Stopped >= 0:
		b.WriteString("  seen last at " + n.Touchpoint(a.Stopped).ID + "\n")
	}
	return b.String()
}

// The worked examples were worked by hand; docs/conformance.md shows them.
func TestWorkedExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/examples/*.txtar")
	require.NoError(t, err)
	require.Len(t, files, 6)
	docs, err := os.ReadFile("../../../docs/conformance.md")
	require.NoError(t, err)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			parts, err := txtar.ParseFile(file)
			require.NoError(t, err)
			part := map[string]string{}
			for _, f := range parts.Files {
				part[f.Name] = string(f.Data)
				if f.Name == "blueprint.yaml" || f.Name == "want" {
					assert.Contains(t, string(docs), "\n"+string(f.Data)+"```", "docs/conformance.md shows another %s", f.Name)
				}
			}
			n, observed := read(t, part["blueprint.yaml"], strings.TrimSpace(part["observe"]))
			a := &align.Aligner{Net: n, Observed: observed}
			var got strings.Builder
			for line := range strings.Lines(part["traces"]) {
				got.WriteString(line + short(n, a.Align(traceOf(t, n, line))))
			}
			assert.Equal(t, part["want"], got.String())
		})
	}
}
