package board

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite golden files")

// What is written down may get better with -update, and never worse unnoticed.
func TestBeautyIsKept(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s %9s %5s %12s %7s %5s\n", "board", "crossings", "bound", "median bends", "detour", "area")
	for _, look := range looks {
		in := look.board()
		q := Measure(in, Place(in))
		fmt.Fprintf(&b, "%-14s %9d %5d %12.1f %7.2f %5.2f\n", look.name, q.Crossings, q.CrossingsLowerBound, q.MedianBends, q.MaxDetour, q.AreaRatio)
		assert.LessOrEqual(t, q.MedianBends, 2.0, look.name)
		assert.LessOrEqual(t, q.MaxDetour, 1.6, look.name)
		assert.LessOrEqual(t, q.AreaRatio, 1.4, look.name)
		assert.GreaterOrEqual(t, q.Crossings, q.CrossingsLowerBound, look.name)
	}
	path := filepath.Join("testdata", "beauty.golden")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String(), "beauty has changed: look at the boards, then run with -update")
}

func TestMeasureCountsWhatCrosses(t *testing.T) {
	boxes := []Box{{Column: 0, W: 100, H: 40}, {Column: 1, W: 100, H: 40}}
	in := Input{Columns: make([]Column, 2), Rows: make([]Row, 1), Boxes: boxes, Edges: make([]Edge, 2)}
	in.Edges[0], in.Edges[1] = Edge{From: 0, To: 1}, Edge{From: 1, To: 0}
	l := Place(in)
	l.Routes[0].Points = []Point{{0, 50}, {100, 50}}
	l.Routes[1].Points = []Point{{50, 0}, {50, 100}, {80, 100}, {80, 50}}
	q := Measure(in, l)
	assert.Equal(t, 1, q.Crossings, "lines that touch do not cross")
	assert.Equal(t, 1.0, q.MedianBends)
	assert.InDelta(t, (180-DetourAllowance)/80, q.MaxDetour, 1e-9)
}

func TestManyEdgesMustCross(t *testing.T) {
	s := newSketch(6, 1)
	for c := range 6 {
		s.put(c, 0)
		for other := range c {
			s.link(c, other, 0)
		}
	}
	q := Measure(s.in, Place(s.in))
	assert.Equal(t, 15-(3*6-6), q.CrossingsLowerBound)
	assert.GreaterOrEqual(t, q.Crossings, q.CrossingsLowerBound)
}
