package outline

import (
	"math"

	"github.com/servicemoments/moments/render/scene"
)

// round is how far the control points of a quarter of a circle lie from its
// ends, in radii.
const round = 0.5522847498307936

// Of returns the outline of a shape and how it is painted. It says false for
// what is no shape, such as text, and for what cannot be drawn, such as a
// rectangle of negative width.
func Of(item scene.Item) (Outline, scene.Style, bool) {
	var o Outline
	var style scene.Style
	switch it := item.(type) {
	case scene.Rect:
		o, style = Rect(it), it.Style
	case scene.Circle:
		o, style = Rect(scene.Rect{X: it.X - it.R, Y: it.Y - it.R, W: 2 * it.R, H: 2 * it.R, Radius: it.R}), it.Style
	case scene.Polygon:
		o, style = polygon(it.Points), it.Style
	case scene.Path:
		o, style = Path(it.Points, it.Radius), it.Style
	}
	_, ok := o.Bounds()
	return o, style, ok
}

// Rect is the outline of a rectangle with round corners, clockwise.
func Rect(r scene.Rect) Outline {
	if !(r.W > 0) || !(r.H > 0) {
		return nil
	}
	at := func(x, y float64) scene.Point { return scene.Point{X: x, Y: y} }
	left, top, right, bottom := r.X, r.Y, r.X+r.W, r.Y+r.H
	c := min(max(r.Radius, 0), r.W/2, r.H/2)
	if !(c > 0) {
		return polygon([]scene.Point{at(left, top), at(right, top), at(right, bottom), at(left, bottom)})
	}
	k := c * (1 - round)
	var o Outline
	o.MoveTo(at(left+c, top))
	o.LineTo(at(right-c, top))
	o.CubeTo(at(right-k, top), at(right, top+k), at(right, top+c))
	o.LineTo(at(right, bottom-c))
	o.CubeTo(at(right, bottom-k), at(right-k, bottom), at(right-c, bottom))
	o.LineTo(at(left+c, bottom))
	o.CubeTo(at(left+k, bottom), at(left, bottom-k), at(left, bottom-c))
	o.LineTo(at(left, top+c))
	o.CubeTo(at(left, top+k), at(left+k, top), at(left+c, top))
	o.Close()
	return o
}

func polygon(at []scene.Point) Outline {
	if len(at) < 2 {
		return nil
	}
	o := Path(at, 0)
	o.Close()
	return o
}

// Path is an open line whose turns are rounded.
func Path(at []scene.Point, radius float64) Outline {
	var o Outline
	for i, p := range at {
		switch {
		case i == 0:
			o.MoveTo(p)
			continue
		case i == len(at)-1:
			o.LineTo(p)
			continue
		}
		// A turn may use up half of each leg, all of it at an end of the line.
		r := min(radius, room(at, i-1, i), room(at, i+1, i))
		if !(r > 0) {
			o.LineTo(p)
			continue
		}
		o.LineTo(toward(p, at[i-1], r))
		o.QuadTo(p, toward(p, at[i+1], r))
	}
	return o
}

// room is how much of the leg from the turn at to its neighbour the turn may
// take.
func room(at []scene.Point, neighbour, turn int) float64 {
	leg := math.Hypot(at[neighbour].X-at[turn].X, at[neighbour].Y-at[turn].Y)
	if neighbour == 0 || neighbour == len(at)-1 {
		return leg
	}
	return leg / 2
}

func toward(from, to scene.Point, by float64) scene.Point {
	leg := math.Hypot(to.X-from.X, to.Y-from.Y)
	return scene.Point{X: from.X + by*(to.X-from.X)/leg, Y: from.Y + by*(to.Y-from.Y)/leg}
}
