package png

import (
	"math"

	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

// contour is a shape's border in pixels; its last point is joined to its first.
type contour []scene.Point

// polyline is a line with straight legs, in pixels.
type polyline struct {
	points []scene.Point
	closed bool
}

// tolerance is how far a leg may lie beside the curve that it stands for, in
// pixels.
const tolerance = 0.05

// maxLegs is how many legs stand for one curve at most.
const maxLegs = 64

// flatten turns curves into legs and px into pixels.
func flatten(o outline.Outline, scale float64) []polyline {
	var lines []polyline
	var line polyline
	end := func() {
		if len(line.points) > 0 {
			lines = append(lines, line)
		}
		line = polyline{}
	}
	add := func(p scene.Point) {
		if n := len(line.points); n == 0 || line.points[n-1] != p {
			line.points = append(line.points, p)
		}
	}
	for i := range o {
		s := &o[i]
		var p [3]scene.Point
		for k, q := range s.Points() {
			p[k] = scene.Point{X: q.X * scale, Y: q.Y * scale}
		}
		if s.Op != outline.Move && len(line.points) == 0 {
			continue
		}
		switch s.Op {
		case outline.Move:
			end()
			add(p[0])
		case outline.Line:
			add(p[0])
		case outline.Quad:
			from := line.points[len(line.points)-1]
			curve(add, from, mix(from, p[0], 2.0/3), mix(p[1], p[0], 2.0/3), p[1])
		case outline.Cube:
			curve(add, line.points[len(line.points)-1], p[0], p[1], p[2])
		case outline.Close:
			line.closed = true
			end()
		}
	}
	end()
	return lines
}

// curve adds the legs of a cubic curve. Their number follows from how far its
// control points lie from a straight line (Wang's formula).
func curve(add func(scene.Point), a, b, c, d scene.Point) {
	bend := max(
		math.Hypot(a.X-2*b.X+c.X, a.Y-2*b.Y+c.Y),
		math.Hypot(b.X-2*c.X+d.X, b.Y-2*c.Y+d.Y),
	)
	legs := min(max(math.Ceil(math.Sqrt(0.75*bend/tolerance)), 1), maxLegs)
	for i := 1.0; i < legs; i++ {
		t := i / legs
		u := 1 - t
		add(scene.Point{
			X: u*u*u*a.X + 3*u*u*t*b.X + 3*u*t*t*c.X + t*t*t*d.X,
			Y: u*u*u*a.Y + 3*u*u*t*b.Y + 3*u*t*t*c.Y + t*t*t*d.Y,
		})
	}
	add(d)
}

func mix(a, b scene.Point, t float64) scene.Point {
	return scene.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)}
}

func contours(lines []polyline) []contour {
	list := make([]contour, 0, len(lines))
	for _, l := range lines {
		if len(l.points) > 2 {
			list = append(list, l.points)
		}
	}
	return list
}

// maxDashes is how many dashes one shape has at most; what is left of it is
// drawn solid.
const maxDashes = 20_000

// dashed cuts lines into dashes.
func dashed(lines []polyline, on, off float64) []polyline {
	var dashes []polyline
	for _, l := range lines {
		points := l.points
		if l.closed {
			points = append(points[:len(points):len(points)], points[0])
		}
		drawing, left := true, on
		dash := polyline{}
		for i, p := range points {
			if i == 0 {
				dash.points = append(dash.points, p)
				continue
			}
			from := points[i-1]
			for leg := distance(from, p); leg > left && len(dashes) < maxDashes; leg = distance(from, p) {
				from = mix(from, p, left/leg)
				if drawing {
					dashes = append(dashes, polyline{points: append(dash.points, from)})
					dash, left = polyline{}, off
				} else {
					dash, left = polyline{points: []scene.Point{from}}, on
				}
				drawing = !drawing
			}
			left -= distance(from, p)
			if drawing {
				dash.points = append(dash.points, p)
			}
		}
		if drawing && len(dash.points) > 1 {
			dashes = append(dashes, dash)
		}
	}
	return dashes
}

func distance(a, b scene.Point) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }
