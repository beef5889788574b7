package board

import (
	"cmp"
	"slices"
)

// Quality is how good a layout looks, in numbers. Smaller is better
// throughout.
type Quality struct {
	// Crossings is how often two routes cross.
	Crossings int
	// CrossingsLowerBound is a number of crossings that no layout of this board
	// can do without, by Euler's formula for planar graphs alone. It is honest
	// but weak: on most boards it is 0, since it knows nothing of columns and rows.
	CrossingsLowerBound int
	// MedianBends is the median over all routes of the bends in one.
	MedianBends float64
	// MaxDetour is the largest length of a route over the Manhattan distance of
	// its two ends; [DetourAllowance] px of every route are free. Loops from a box to
	// itself are left out, they have nowhere to go.
	MaxDetour float64
	// AreaRatio is the board's area over that of its columns and rows at their
	// least size: gutters and rows as they would be if no line ran.
	AreaRatio float64
}

// DetourAllowance is the length, in px, that a route may have beyond its
// Manhattan distance before it counts as a detour: one gutter. Ports that lie
// side by side would otherwise turn every small corner into an endless detour.
const DetourAllowance = gutter

// Measure says how good a layout of a board looks.
func Measure(in Input, l Layout) Quality {
	q := Quality{Crossings: crossings(l), MedianBends: medianBends(l)}
	for i, r := range l.Routes {
		if len(r.Points) > 1 && in.Edges[i].From != in.Edges[i].To {
			q.MaxDetour = max(q.MaxDetour, detour(r.Points))
		}
	}
	g := newGrid(in)
	s := newSpace(g)
	s.place()
	q.CrossingsLowerBound = forcedCrossings(g)
	if least := (s.right - g.in.Left) * (s.rowY[g.rows] - g.in.Top); least > 0 {
		q.AreaRatio = (l.Right - g.in.Left) * (l.Bottom - g.in.Top) / least
	}
	return q
}

func detour(p []Point) float64 {
	direct := segment(p[0], p[len(p)-1])
	length := 0.0
	for k := 1; k < len(p); k++ {
		s := segment(p[k-1], p[k])
		length += s.W + s.H
	}
	return max(1, (length-DetourAllowance)/max(direct.W+direct.H, 1))
}

func medianBends(l Layout) float64 {
	var bends []int
	for _, r := range l.Routes {
		if len(r.Points) > 1 {
			bends = append(bends, len(r.Points)-2)
		}
	}
	if len(bends) == 0 {
		return 0
	}
	slices.Sort(bends)
	n := len(bends)
	return float64(bends[(n-1)/2]+bends[n/2]) / 2
}

// crossings counts the places where an upright and a level line cross: a sweep
// from left to right with a tally of the level lines that are open.
func crossings(l Layout) int {
	type event struct {
		x      float64
		kind   int // a level line ends, an upright one asks, a level one begins
		y0, y1 float64
	}
	var events []event
	var ys []float64
	for _, r := range l.Routes {
		for k := 1; k < len(r.Points); k++ {
			s := segment(r.Points[k-1], r.Points[k])
			if s.W == 0 {
				events = append(events, event{s.X, 1, s.Y, s.Y + s.H})
				continue
			}
			ys = append(ys, s.Y)
			// A line that begins or ends on the asking one only touches it.
			events = append(events, event{s.X, 2, s.Y, 0}, event{s.X + s.W, 0, s.Y, 0})
		}
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.kind, b.kind)) })
	slices.Sort(ys)
	ys = slices.Compact(ys)
	tally := make([]int, len(ys)+1)
	add := func(i, d int) {
		for i++; i < len(tally); i += i & -i {
			tally[i] += d
		}
	}
	sum := func(i int) int { // of the first i
		total := 0
		for ; i > 0; i -= i & -i {
			total += tally[i]
		}
		return total
	}
	total := 0
	for _, e := range events {
		at, _ := slices.BinarySearch(ys, e.y0)
		switch e.kind {
		case 0:
			add(at, -1)
		case 2:
			add(at, 1)
		default:
			first, found := slices.BinarySearch(ys, e.y0)
			if found {
				first++
			}
			last, _ := slices.BinarySearch(ys, e.y1)
			if last > first {
				total += sum(last) - sum(first)
			}
		}
	}
	return total
}

// forcedCrossings is the least number of crossings of any drawing of the
// board's edges, by Euler's formula: n points in a plane can be joined by
// 3n-6 lines without a crossing, every further pair that is joined costs one.
func forcedCrossings(g *grid) int {
	var pairs [][2]int
	var ends []int
	for _, e := range g.in.Edges {
		if e.From == e.To || e.From < 0 || e.To < 0 || e.From >= len(g.live) || e.To >= len(g.live) || !g.live[e.From] || !g.live[e.To] {
			continue
		}
		pairs = append(pairs, [2]int{min(e.From, e.To), max(e.From, e.To)})
		ends = append(ends, e.From, e.To)
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	slices.Sort(ends)
	m, n := len(slices.Compact(pairs)), len(slices.Compact(ends))
	if n < 3 {
		return 0
	}
	return max(0, m-(3*n-6))
}
