package view

import (
	"math"

	"github.com/servicemoments/moments/render/scene"
)

// snap rounds to hundredths, so that the last bits of sines, which machines
// compute differently, never reach a picture.
func snap(v float64) float64 { return math.Round(v*100) / 100 }

// polar is the point at a distance from 0,0. The turn goes clockwise from 12
// o'clock; 1 is a whole turn.
func polar(r, turn float64) scene.Point {
	sin, cos := math.Sincos(2 * math.Pi * turn)
	return scene.Point{X: snap(r * sin), Y: snap(-r * cos)}
}

// arc is a part of a circle around 0,0 as a fine open line, clockwise where to
// is larger than from.
func arc(r, from, to float64) []scene.Point {
	const fine = 5.0 // px from point to point; the line is off by less than 0.05 px from a radius of 62 on
	n := max(2, int(math.Ceil(math.Abs(to-from)*2*math.Pi*r/fine)))
	points := make([]scene.Point, 0, n+1)
	for i := range n + 1 {
		points = append(points, polar(r, from+(to-from)*float64(i)/float64(n)))
	}
	return points
}

// chevron is a piece of a ring between two radii that points clockwise: its end
// has a tip, and its begin a notch of the same depth, in turns.
func chevron(inner, outer, from, to, tip float64) []scene.Point {
	middle := (inner + outer) / 2
	points := arc(outer, from, to)
	points = append(points, polar(middle, to+tip))
	points = append(points, arc(inner, to, from)...)
	return append(points, polar(middle, from+tip))
}

// glide is a smooth line through points that go from left to right. Between two
// of them it never rises above the higher or falls under the lower one: a
// monotone cubic (Fritsch & Carlson 1980), so that no feeling is drawn that
// nobody has. It is made of short straight legs.
func glide(points []scene.Point) []scene.Point {
	if len(points) < 3 {
		return points
	}
	const legs = 16
	slopes := slopesOf(points)
	out := []scene.Point{points[0]}
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		wide := b.X - a.X
		for k := 1; k < legs; k++ {
			t := float64(k) / legs
			u := 1 - t
			y := u*u*(1+2*t)*a.Y + t*t*(3-2*t)*b.Y + wide*(u*u*t*slopes[i-1]-t*t*u*slopes[i])
			out = append(out, scene.Point{X: snap(a.X + t*wide), Y: snap(y)})
		}
		out = append(out, b)
	}
	return out
}

// slopesOf are the slopes at the points of a monotone cubic.
func slopesOf(points []scene.Point) []float64 {
	n := len(points)
	legs := make([]float64, n-1)
	for i := range legs {
		legs[i] = (points[i+1].Y - points[i].Y) / (points[i+1].X - points[i].X)
	}
	slopes := make([]float64, n)
	for i := range slopes {
		switch {
		case i == 0, i == n-1: // level ends look calm
			slopes[i] = 0
		case legs[i-1]*legs[i] <= 0:
			slopes[i] = 0
		default: // the harmonic mean keeps between the neighbours
			slopes[i] = 2 * legs[i-1] * legs[i] / (legs[i-1] + legs[i])
		}
	}
	return slopes
}

// outside is how far from the middle line something must stand at heights from
// top to bottom to be outside a circle around 0,0.
func outside(r, top, bottom float64) float64 {
	dy := max(0, top, -bottom)
	if dy >= r {
		return 0
	}
	return math.Sqrt(r*r - dy*dy)
}
