package graphviz

import (
	"math"
	"slices"

	"github.com/servicemoments/moments/render/scene"
)

// Engines lead edges through foreign nodes: dot where clusters stand in the way
// of long edges, the others because they draw straight lines. (They can draw
// ways around nodes, but for 200 nodes that takes them half a minute.) So what
// is blocked gets a shortest way around, from corner to corner.

// area is where a node stands, or the words on an edge.
type area struct {
	scene.Rect
	words bool
}

// How far a route may run into a foreign node and into words, in px: nodes have
// room of their own around them.
const (
	deep      = 5.0
	deepWords = 0.5
)

// The measures of ways around nodes, in px.
const (
	clear     = 2.0 // from a node to the way around it
	clearStep = 2.5 // more, for ways not to lie on one another
	cutOff    = 3.0 // a turn is rounded by up to that much
	rounds    = 60  // nodes in the way are found one after the other
)

func inset(r scene.Rect, by float64) scene.Rect {
	return scene.Rect{X: r.X + by, Y: r.Y + by, W: r.W - 2*by, H: r.H - 2*by}
}

func (a area) core() scene.Rect {
	if a.words {
		return inset(a.Rect, deepWords)
	}
	return inset(a.Rect, deep)
}

// around is a way for an edge from one area to another: the given one, or where
// it runs through a third, one around that.
func around(curve []scene.Point, all []area, from, to, edge int) []scene.Point {
	if !blocked(flat(curve), all, from, to) {
		return curve
	}
	way := detour(all, from, to, clear+clearStep*float64(edge%4))
	way = clipped(way, all[from].Rect)
	slices.Reverse(way)
	way = clipped(way, all[to].Rect)
	slices.Reverse(way)
	return rounded(way)
}

func blocked(line []scene.Point, all []area, from, to int) bool {
	for i, a := range all {
		if i != from && i != to && crosses(line, a.core()) {
			return true
		}
	}
	return false
}

// detour is the shortest line between the middles of two areas that leads around
// the others. Only what is in the way is looked at, so it stays quick.
func detour(all []area, from, to int, off float64) []scene.Point {
	points := []scene.Point{middle(all[from].Rect), middle(all[to].Rect)}
	var walls []scene.Rect
	used := make([]bool, len(all))
	way := points
	for range rounds {
		found := false
		for i, a := range all {
			if i == from || i == to || used[i] || !crosses(way, a.core()) {
				continue
			}
			found, used[i] = true, true
			walls = append(walls, a.core())
			r := inset(a.Rect, -off)
			points = append(points, scene.Point{X: r.X, Y: r.Y}, scene.Point{X: r.X + r.W, Y: r.Y},
				scene.Point{X: r.X, Y: r.Y + r.H}, scene.Point{X: r.X + r.W, Y: r.Y + r.H})
		}
		if !found {
			return way
		}
		if next := shortest(points, walls); next != nil {
			way = next
		}
	}
	return way
}

// shortest is the shortest line from the first point to the second over the
// others that no wall is in the way of; nil if there is none.
func shortest(points []scene.Point, walls []scene.Rect) []scene.Point {
	far := make([]float64, len(points))
	before, done := make([]int, len(points)), make([]bool, len(points))
	for i := range far {
		far[i] = math.Inf(1)
	}
	far[0] = 0
	for {
		at := -1
		for i := range points {
			if !done[i] && !math.IsInf(far[i], 1) && (at < 0 || far[i] < far[at]) {
				at = i
			}
		}
		if at < 0 {
			return nil
		}
		if at == 1 {
			break
		}
		done[at] = true
		for i, p := range points {
			d := far[at] + distance(points[at], p)
			if !done[i] && d < far[i] && sees(points[at], p, walls) {
				far[i], before[i] = d, at
			}
		}
	}
	way := []scene.Point{points[1]}
	for at := 1; at != 0; {
		at = before[at]
		way = append(way, points[at])
	}
	slices.Reverse(way)
	return way
}

func sees(a, b scene.Point, walls []scene.Rect) bool {
	for _, w := range walls {
		if passes(a, b, w) {
			return false
		}
	}
	return true
}

func crosses(line []scene.Point, r scene.Rect) bool {
	for i := 1; i < len(line); i++ {
		if passes(line[i-1], line[i], r) {
			return true
		}
	}
	return false
}

// passes says whether the leg from a to b runs through the inside of r.
func passes(a, b scene.Point, r scene.Rect) bool {
	low, high := 0.0, 1.0
	clip := func(from, step, least, most float64) bool {
		if step == 0 {
			return from > least && from < most
		}
		t, u := (least-from)/step, (most-from)/step
		low, high = max(low, min(t, u)), min(high, max(t, u))
		return low < high
	}
	return r.W > 0 && r.H > 0 && clip(a.X, b.X-a.X, r.X, r.X+r.W) && clip(a.Y, b.Y-a.Y, r.Y, r.Y+r.H)
}

// clipped is a line from the middle of r, without what lies in r.
func clipped(line []scene.Point, r scene.Rect) []scene.Point {
	for len(line) > 2 && inside(line[1], r) {
		line = line[1:]
	}
	out := slices.Clone(line)
	if inside(out[1], r) {
		return out
	}
	low, high := 0.0, 1.0 // where the leg crosses the border
	for range 40 {
		if half := (low + high) / 2; inside(between(out[0], out[1], half), r) {
			low = half
		} else {
			high = half
		}
	}
	out[0] = between(out[0], out[1], high)
	return out
}

func inside(p scene.Point, r scene.Rect) bool {
	return p.X > r.X && p.X < r.X+r.W && p.Y > r.Y && p.Y < r.Y+r.H
}

func between(a, b scene.Point, t float64) scene.Point {
	return scene.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}

func distance(a, b scene.Point) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }

// rounded is a line as curves, its turns rounded.
func rounded(way []scene.Point) []scene.Point {
	curve, last := way[:1:1], way[0]
	for i := 1; i+1 < len(way); i++ {
		a, p, b := way[i-1], way[i], way[i+1]
		before, after := distance(a, p), distance(p, b)
		if before == 0 || after == 0 {
			continue
		}
		// The turn's half angle says how much rounding cuts off the corner.
		ux, uy, vx, vy := (p.X-a.X)/before, (p.Y-a.Y)/before, (b.X-p.X)/after, (b.Y-p.Y)/after
		half := math.Sqrt(max(0, (1-ux*vx-uy*vy)/2))
		r := min(before/2, after/2)
		if half > 0 {
			r = min(r, 2*cutOff/half)
		}
		in, out := between(p, a, r/before), between(p, b, r/after)
		curve = append(curve, straight(last, in)[1:]...)
		curve = append(curve, between(in, p, 2.0/3), between(out, p, 2.0/3), out)
		last = out
	}
	return append(curve, straight(last, way[len(way)-1])[1:]...)
}

// straight is a straight line as a curve.
func straight(a, b scene.Point) []scene.Point {
	return []scene.Point{a, between(a, b, 1.0/3), between(a, b, 2.0/3), b}
}

// flat turns curves into short legs.
func flat(curve []scene.Point) []scene.Point {
	out := curve[:1:1]
	for i := 0; i+3 < len(curve); i += 3 {
		a, b, c, d := curve[i], curve[i+1], curve[i+2], curve[i+3]
		n := int(min(400, max(1, math.Ceil((distance(a, b)+distance(b, c)+distance(c, d))/8))))
		for k := 1; k <= n; k++ {
			t := float64(k) / float64(n)
			u := 1 - t
			wa, wb, wc, wd := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
			out = append(out, scene.Point{X: wa*a.X + wb*b.X + wc*c.X + wd*d.X, Y: wa*a.Y + wb*b.Y + wc*c.Y + wd*d.Y})
		}
	}
	return out
}
