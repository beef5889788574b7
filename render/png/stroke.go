package png

import (
	"math"

	"github.com/servicemoments/moments/render/scene"
)

// stroked gives lines their width: the borders of what a round pen of radius
// half covers, with flat ends, as SVG draws them.
func stroked(lines []polyline, half float64) []contour {
	var list []contour
	for _, l := range lines {
		points := distinct(l.points, l.closed)
		switch {
		case len(points) < 2:
		case l.closed && len(points) > 2:
			list = append(list, side(points, half, true), side(reversed(points), half, true))
		default:
			border := side(points, half, false)
			list = append(list, append(border, side(reversed(points), half, false)...))
		}
	}
	return list
}

// distinct leaves out points that are hardly apart from the one before.
func distinct(points []scene.Point, closed bool) []scene.Point {
	const least = 1e-3
	var list []scene.Point
	for _, p := range points {
		if n := len(list); n == 0 || distance(list[n-1], p) > least {
			list = append(list, p)
		}
	}
	for n := len(list); closed && n > 1 && distance(list[0], list[n-1]) <= least; n = len(list) {
		list = list[:n-1]
	}
	return list
}

func reversed(points []scene.Point) []scene.Point {
	list := make([]scene.Point, 0, len(points))
	for i := len(points) - 1; i >= 0; i-- {
		list = append(list, points[i])
	}
	return list
}

// side is the border on one side of a line, half away from it.
func side(points []scene.Point, half float64, closed bool) contour {
	var c contour
	n := len(points)
	legs := n - 1
	if closed {
		legs = n
	}
	if !closed {
		c = append(c, beside(points[0], points[1], points[0], half))
	}
	for i := range legs {
		a, b := points[i], points[(i+1)%n]
		if !closed && i == legs-1 {
			c = append(c, beside(a, b, b, half))
			break
		}
		c = join(c, a, b, points[(i+2)%n], half)
	}
	return c
}

// beside is the place half to the side of at, which lies on the leg from a to b.
func beside(a, b, at scene.Point, half float64) scene.Point {
	d := distance(a, b)
	return scene.Point{X: at.X + half*(b.Y-a.Y)/d, Y: at.Y - half*(b.X-a.X)/d}
}

// join goes round the turn at b: with an arc on its outer side, and where the
// borders meet on its inner side.
func join(c contour, a, b, next scene.Point, half float64) contour {
	first, second := beside(a, b, b, half), beside(b, next, b, half)
	u := scene.Point{X: b.X - a.X, Y: b.Y - a.Y}
	v := scene.Point{X: next.X - b.X, Y: next.Y - b.Y}
	turn := math.Atan2(u.X*v.Y-u.Y*v.X, u.X*v.X+u.Y*v.Y) // positive turns to the right, away from this side
	if turn > 0 || math.Abs(turn) > math.Pi-1e-6 {
		return arc(c, b, first, second, math.Abs(turn), half)
	}
	reach := half * math.Tan(-turn/2) // how far before the turn the borders meet
	if reach <= min(math.Hypot(u.X, u.Y), math.Hypot(v.X, v.Y)) {
		d := math.Hypot(u.X, u.Y)
		return append(c, scene.Point{X: first.X - reach*u.X/d, Y: first.Y - reach*u.Y/d})
	}
	return append(c, first, b, second)
}

// arc goes round a centre from one point to another.
func arc(c contour, centre, from, to scene.Point, angle, radius float64) contour {
	c = append(c, from)
	steps := min(math.Ceil(angle/(2*math.Acos(max(1-tolerance/radius, 0)))), maxLegs)
	start := math.Atan2(from.Y-centre.Y, from.X-centre.X)
	for i := 1.0; i < steps; i++ {
		sin, cos := math.Sincos(start + angle*i/steps)
		c = append(c, scene.Point{X: centre.X + radius*cos, Y: centre.Y + radius*sin})
	}
	return append(c, to)
}
