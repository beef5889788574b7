package conformance_test

import (
	"cmp"
	"context"
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
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

func read(t testing.TB, text string) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(text), "blueprint.yaml")
	require.NoError(t, err)
	return b
}

// tallied counts lines such as "50x ask wait leave"; "?" is an activity that is no
// touchpoint and "-" no visit at all.
func tallied(t testing.TB, b *blueprint.Blueprint, lines string) *eventlog.Tally {
	t.Helper()
	tally := eventlog.NewTally(b.Graph(), 0)
	for line := range strings.Lines(lines) {
		count, visits, ok := strings.Cut(line, "x ")
		require.True(t, ok, line)
		n := 0
		_, err := fmt.Sscan(count, &n)
		require.NoError(t, err)
		c := eventlog.Case{Events: journey(t, b.Graph(), visits)}
		for range n {
			tally.Add(&c)
		}
	}
	return tally
}

func journey(t testing.TB, g *blueprint.Graph, line string) []eventlog.Visit {
	t.Helper()
	var out []eventlog.Visit
	for _, id := range strings.Fields(line) {
		v := eventlog.Visit{Touchpoint: eventlog.Unknown, Start: eventlog.Never, End: eventlog.Never}
		if id == "-" {
			continue
		}
		if id != "?" {
			x, ok := g.Touchpoint(id)
			require.True(t, ok, id)
			v.Touchpoint = g.Index(x)
		}
		out = append(out, v)
	}
	return out
}

func measure(t testing.TB, b *blueprint.Blueprint, tally *eventlog.Tally, o conformance.Options) *conformance.Result {
	t.Helper()
	r, err := conformance.Measure(context.Background(), b, tally, nil, o)
	require.NoError(t, err)
	return r
}

// short writes a result as the worked examples do.
func short(r *conformance.Result, criteria string) string {
	var b strings.Builder
	f := r.Fitness
	fmt.Fprintf(&b, "%d journeys, %d fit, fitness %.4f, %d seen no more\n", f.Cases, f.Fitting, f.Mean, f.Dropped)
	for _, d := range r.Departures {
		fmt.Fprintf(&b, "%dx %s\n", d.Times, d)
	}
	for _, m := range r.WrongOrder {
		fmt.Fprintf(&b, "%dx %s\n", m.Times, m)
	}
	for _, t := range r.Touchpoints {
		if t.DroppedOut > 0 {
			fmt.Fprintf(&b, "%s: %d of %d drop out\n", t.ID, t.DroppedOut, t.Cases)
		}
	}
	if len(r.Unobserved) > 0 {
		fmt.Fprintln(&b, "not observed:", strings.Join(r.Unobserved, " "))
	}
	for line := range strings.Lines(criteria) {
		name, _, _ := strings.Cut(line, ":")
		if s, ok := r.Coverage.Score(name); ok {
			fmt.Fprintf(&b, "%s: %s\n", s.Name, s.Summary())
			for _, i := range s.Items {
				fmt.Fprintln(&b, strings.TrimSpace(string(i.Status)+cmp.Or(strings.Repeat(fmt.Sprintf(" %dx", i.Count), min(1, i.Count)))+" "+i.ID))
			}
		}
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
				assert.Contains(t, string(docs), "\n"+string(f.Data)+"```", "docs/conformance.md shows another %s", f.Name)
			}
			b := read(t, part["blueprint.yaml"])
			r := measure(t, b, tallied(t, b, part["journeys"]), conformance.Options{Coverage: coverage.Options{Day: "2026-06-30"}})
			assert.Equal(t, part["want"], short(r, part["want"]))
		})
	}
}
