package board

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// draw draws a number from 0 to n-1.
type draw func(n int) int

// random is a board as a blueprint may ask for: several lanes a band,
// sequences, stacks, choices, loops, jumps, empty cells, links, recoveries.
func random(pick draw) Input {
	var in Input
	columns, rows := 1+pick(8), 1+pick(6)
	phase := 0
	for range columns {
		phase += pick(4) / 3
		in.Columns = append(in.Columns, Column{MinWidth: float64(pick(3) * 80), Phase: phase})
	}
	for r := range rows {
		in.Rows = append(in.Rows, Row{Band: r / (1 + pick(2)), MinHeight: float64(pick(3) * 60), Footer: float64(pick(2) * 14)})
	}
	fill := 20 + pick(80)
	for c := range columns {
		for r := range rows {
			if pick(100) >= fill {
				continue
			}
			n, stacked := 1, pick(3) == 0
			if pick(4) == 0 {
				n += pick(3)
			}
			for k := range n {
				b := Box{Column: c, Row: r, W: 144, H: 60 + float64(pick(3)*17)}
				if pick(6) == 0 {
					b.W = 100 + float64(pick(120))
				}
				if stacked {
					b.Layer = k
				} else {
					b.Slot = k
				}
				b.Above, b.Below = float64(pick(4)/3*20), float64(pick(3)/2*9)
				in.Boxes = append(in.Boxes, b)
			}
		}
	}
	if n := len(in.Boxes); n > 0 {
		in.Edges = randomEdges(in.Boxes, pick)
	}
	return in
}

func randomEdges(boxes []Box, pick draw) []Edge {
	n := len(boxes)
	var out []Edge
	for i := 0; i+1 < n; i++ {
		if pick(3) > 0 {
			out = append(out, Edge{From: i, To: i + 1})
		}
	}
	for range pick(n + 1) {
		e := Edge{From: pick(n), To: pick(n)}
		if pick(3) > 0 {
			e.To = min(max(e.From+pick(9)-4, 0), n-1)
		}
		switch pick(4) {
		case 0:
			e.Kind, e.Both = Link, pick(2) == 0
		case 1:
			e.Kind = Recovery
		}
		if pick(4) == 0 {
			e.LabelW, e.LabelH = 30+float64(pick(70)), 16
		}
		out = append(out, e)
	}
	for range pick(3) {
		from := pick(n)
		if boxes[from].Choice {
			continue
		}
		boxes[from].Choice = true
		ways := 2 + pick(4)
		if boxes[from].Layer > 0 || from+1 < n && boxes[from+1].Layer > 0 {
			ways = 2 // in a stack, a diamond has its right corner only
		}
		for range ways {
			out = append(out, Edge{From: from, To: pick(n), FromChoice: true, LabelW: 24 + float64(pick(70)), LabelH: 16})
		}
	}
	return out
}

func TestRandomBoardsKeepTheirPromises(t *testing.T) {
	for seed := range 2000 {
		numbers := lcg(seed)
		in := random(numbers.next)
		require.Empty(t, Check(in, Place(in)), "board %d", seed)
	}
}

func TestAnyRandomBoardKeepsItsPromises(t *testing.T) {
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" {
		require.NoError(t, seed.Value.Set("1")) // the same boards every time, others with -rapid.seed
	}
	rapid.Check(t, func(t *rapid.T) {
		in := random(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") })
		if found := Check(in, Place(in)); len(found) > 0 {
			t.Fatalf("%v\n%+v", found, in)
		}
	})
}
