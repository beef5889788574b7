package board

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// oneRow is a row of n boxes, one after another, with a loop back over all.
func oneRow(n int) Input {
	s := newSketch(n, 1)
	for c := range n {
		s.in.Boxes = append(s.in.Boxes, Box{Column: c, W: 144, H: 60})
		if c > 0 {
			s.way(c-1, c)
		}
	}
	return s.way(n-1, 0).in
}

func oneColumn(n int) Input {
	s := newSketch(1, n)
	for r := range n {
		s.in.Boxes = append(s.in.Boxes, Box{Row: r, W: 144, H: 60})
		if r > 0 {
			s.way(r-1, r)
		}
	}
	return s.way(n-1, 0).in
}

func oneCell(n int, stacked bool) Input {
	s := newSketch(3, 1)
	s.in.Boxes = append(s.in.Boxes, Box{W: 144, H: 60}, Box{Column: 2, W: 144, H: 60})
	for i := range n {
		b := Box{Column: 1, Slot: i, W: 144, H: 60}
		if stacked {
			b.Slot, b.Layer = 0, i
		}
		s.in.Boxes = append(s.in.Boxes, b)
		s.way(0, i+2, 1)
	}
	return s.in
}

// manyWays is one choice with n ways out, labelled, over a row and back.
func manyWays(n int) Input {
	s := newSketch(n, 2)
	for c := range n {
		s.in.Boxes = append(s.in.Boxes, Box{Column: c, Row: c % 2, W: 144, H: 60})
	}
	for c := range n {
		s.choice(n/2, c, 40)
	}
	return s.in
}

// nested are loops back from every box to the one as far from the start.
func nested(n int) Input {
	in := oneRow(n)
	for i := range n / 2 {
		in.Edges = append(in.Edges, Edge{From: n - 1 - i, To: i})
	}
	return in
}

// fan joins every box of one stack with its counterpart in another.
func fan(n int) Input {
	s := newSketch(2, 1)
	a, b := s.stack(0, 0, n), s.stack(1, 0, n)
	for i := range n {
		s.way(a[i], b[n-1-i])
	}
	return s.in
}

func TestHardBoardsAreLaidOutInSeconds(t *testing.T) {
	for _, b := range []struct {
		name string
		in   Input
	}{
		{"ten thousand boxes in one row", oneRow(10000)},
		{"ten thousand boxes in one column", oneColumn(10000)},
		{"ten thousand boxes in one stack", oneCell(10000, true)},
		{"ten thousand boxes in one cell", oneCell(10000, false)},
		{"a choice with two thousand ways", manyWays(2000)},
		{"two thousand nested loops", nested(4000)},
		{"stacks of three thousand", fan(3000)},
		{"a thousand rows", large(20, 1000, 90)},
		{"20,000 boxes", large(2000, 10, 100)},
	} {
		t.Run(b.name, func(t *testing.T) {
			begin := time.Now()
			l := Place(b.in)
			took := time.Since(begin)
			t.Log(took)
			assert.Less(t, took, time.Minute, "far above what it takes, for slow machines")
			for i, r := range l.Routes {
				require.GreaterOrEqual(t, len(r.Points), 2, "edge %d has no route", i)
			}
			require.False(t, math.IsNaN(l.Right+l.Bottom) || math.IsInf(l.Right+l.Bottom, 0))
		})
	}
}

func TestSmallerHardBoardsKeepTheirPromises(t *testing.T) {
	for name, in := range map[string]Input{
		"row": oneRow(60), "column": oneColumn(60), "cell": oneCell(30, false), "stack": oneCell(7, true),
		"ways": manyWays(5), "loops": nested(30), "rows": large(4, 40, 60), "fan": fan(12),
	} {
		t.Run(name, func(t *testing.T) {
			assert.Empty(t, Check(in, Place(in)))
		})
	}
}

func TestStrangeInputIsLaidOut(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	strange := Input{
		Columns: []Column{{MinWidth: nan}, {MinWidth: -5, Phase: -1}, {MinWidth: inf}},
		Rows:    []Row{{MinHeight: inf, Footer: nan}, {MinHeight: -1, Footer: -inf}},
		Boxes: []Box{
			{}, {Column: -1}, {Column: 7}, {Row: 9}, {W: nan, H: inf, Above: -3, Below: nan, Slot: math.MinInt, Layer: math.MaxInt},
			{Slot: math.MaxInt, Choice: true, W: -inf}, {Column: 1, Row: 1, Choice: true, W: 1, H: 1},
		},
		Edges: []Edge{
			{}, {From: -1}, {To: 99}, {From: 1, To: 2}, {From: 4, To: 5, Kind: 42, LabelW: nan, LabelH: inf},
			{From: 5, To: 6, FromChoice: true, LabelW: 1e300, LabelH: 5}, {From: 0, To: 6, FromChoice: true}, {From: 6, To: 0, Kind: Recovery},
		},
		Left: nan, Top: -inf,
	}
	for _, in := range []Input{{}, {Columns: make([]Column, 3)}, {Rows: make([]Row, 3)}, {Boxes: make([]Box, 2), Edges: make([]Edge, 2)}, strange} {
		l := Place(in)
		assert.Len(t, l.Boxes, len(in.Boxes))
		assert.Len(t, l.Routes, len(in.Edges))
		Measure(in, l)
		Check(in, l)
	}
	l := Place(strange)
	assert.Zero(t, l.Boxes[1], "a box out of range gets no place")
	assert.Empty(t, l.Routes[3].Points)
	assert.NotEmpty(t, l.Routes[7].Points)
}

func TestTheSameBoardIsLaidOutTheSame(t *testing.T) {
	in := large(60, 8, 45)
	first := Place(in)
	for range 3 {
		require.Equal(t, first, Place(in))
	}
}

func FuzzPlace(f *testing.F) {
	f.Add([]byte("a board from bytes"), 100.0)
	f.Fuzz(func(t *testing.T, data []byte, size float64) {
		if len(data) > 400 {
			return
		}
		pick := func(n int) int {
			if len(data) == 0 {
				return 0
			}
			v := int(data[0]) % n
			data = data[1:]
			return v
		}
		in := random(pick)
		if len(in.Boxes) > 0 {
			b := &in.Boxes[pick(len(in.Boxes))]
			b.W, b.Above = size, -size
			in.Edges = append(in.Edges, Edge{From: pick(9) - 2, To: pick(300) - 5, LabelW: size, LabelH: size})
		}
		l := Place(in)
		for _, r := range l.Routes {
			require.False(t, slices.ContainsFunc(r.Points, func(p Point) bool { return math.IsNaN(p.X + p.Y) }))
		}
	})
}

func benchmark(b *testing.B, in Input) {
	b.ReportMetric(float64(len(in.Boxes)), "boxes")
	for b.Loop() {
		Place(in)
	}
}

func BenchmarkPlace20(b *testing.B)    { benchmark(b, large(7, 4, 65)) }
func BenchmarkPlace200(b *testing.B)   { benchmark(b, large(50, 6, 60)) }
func BenchmarkPlace2000(b *testing.B)  { benchmark(b, large(330, 8, 74)) }
func BenchmarkPlace20000(b *testing.B) { benchmark(b, large(2000, 10, 100)) }
