package coverage_test

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
	"github.com/servicemoments/moments/blueprint/coverage"
)

func read(t testing.TB, text string) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(text), "blueprint.yaml")
	require.NoError(t, err)
	return b
}

// profile makes a profile of lines such as "failed: enter pay" and
// "persona=child: enter".
func profile(t testing.TB, b *blueprint.Blueprint, lines string) *coverage.Profile {
	t.Helper()
	rec := coverage.NewRecorder(b)
	for line := range strings.Lines(lines) {
		j := rec.Journey("the example")
		outcome := coverage.Passed
		head, visits, ok := strings.Cut(line, ":")
		if !ok {
			head, visits = "", line
		}
		if persona, ok := strings.CutPrefix(head, "persona="); ok {
			require.NoError(t, j.As(persona))
		} else if head != "" {
			outcome = coverage.Outcome(head)
		}
		for _, id := range strings.Fields(visits) {
			require.NoError(t, j.Visit(id))
		}
		require.NoError(t, j.End(outcome))
	}
	return rec.Profile()
}

// short writes a score as the worked examples do.
func short(s coverage.Score) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", s.Name, s.Summary())
	for _, i := range s.Items {
		b.WriteString(string(i.Status))
		if i.Count > 0 {
			fmt.Fprintf(&b, " %dx", i.Count)
		}
		b.WriteString(" " + i.ID + "\n")
	}
	return b.String()
}

// The worked examples were worked by hand; docs/coverage.md shows them.
func TestWorkedExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/examples/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	docs, err := os.ReadFile("../../docs/coverage.md")
	require.NoError(t, err)
	shown := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			parts, err := txtar.ParseFile(file)
			require.NoError(t, err)
			part := map[string]string{}
			for _, f := range parts.Files {
				part[f.Name] = string(f.Data)
				assert.Contains(t, string(docs), "\n"+string(f.Data)+"```", "docs/coverage.md shows another %s", f.Name)
			}
			b := read(t, part["blueprint.yaml"])
			r, err := coverage.Measure(b, profile(t, b, part["journeys"]), coverage.Options{Day: "2026-06-30"})
			require.NoError(t, err)
			var got strings.Builder
			for line := range strings.Lines(part["want"]) {
				name, _, _ := strings.Cut(line, ":")
				if s, ok := r.Score(name); ok {
					got.WriteString(short(s))
					shown[name] = true
				}
			}
			for _, d := range r.Departures {
				got.WriteString("departs: " + d.String() + "\n")
			}
			assert.Equal(t, part["want"], got.String())
		})
	}
	for _, name := range coverage.CriterionNames() {
		assert.True(t, shown[name], "there is no worked example for %s", name)
		assert.Contains(t, string(docs), "`"+name+"`")
	}
}
