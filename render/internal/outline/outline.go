// Package outline holds shapes as lines and curves, as the formats need them
// that draw a scene themselves: the shapes of a scene and the glyphs of a font.
package outline

import (
	"math"
	"strconv"

	"github.com/servicemoments/moments/render/scene"
)

// Op says how a segment goes on from where the one before it ended.
type Op uint8

// The ops, with the number of points that they use.
const (
	Move  Op = iota // 1: begins a contour
	Line            // 1
	Quad            // 2: a control point, the end
	Cube            // 3: two control points, the end
	Close           // 0: a line back to where the contour began
)

// Segment is one piece of an outline.
type Segment struct {
	Op Op
	P  [3]scene.Point
}

// Points are the points that the segment uses.
func (s *Segment) Points() []scene.Point {
	switch s.Op {
	case Move, Line:
		return s.P[:1]
	case Quad:
		return s.P[:2]
	case Cube:
		return s.P[:3]
	}
	return nil
}

// Outline is a shape of any number of contours. What they go round more often
// one way than the other is inside.
type Outline []Segment

// MoveTo begins a contour.
func (o *Outline) MoveTo(p scene.Point) {
	*o = append(*o, Segment{Op: Move, P: [3]scene.Point{p}})
}

// LineTo adds a line.
func (o *Outline) LineTo(p scene.Point) {
	*o = append(*o, Segment{Op: Line, P: [3]scene.Point{p}})
}

// QuadTo adds a quadratic curve.
func (o *Outline) QuadTo(c, p scene.Point) {
	*o = append(*o, Segment{Op: Quad, P: [3]scene.Point{c, p}})
}

// CubeTo adds a cubic curve.
func (o *Outline) CubeTo(c, d, p scene.Point) {
	*o = append(*o, Segment{Op: Cube, P: [3]scene.Point{c, d, p}})
}

// Close closes the contour.
func (o *Outline) Close() { *o = append(*o, Segment{Op: Close}) }

// Map returns the outline with every point moved.
func (o Outline) Map(move func(scene.Point) scene.Point) Outline {
	moved := make(Outline, len(o))
	for i, s := range o {
		for k := range s.Points() {
			s.P[k] = move(s.P[k])
		}
		moved[i] = s
	}
	return moved
}

// Bounds is a rectangle that all points lie in, control points too. It says
// false where there is no point or one that is no number.
func (o Outline) Bounds() (scene.Rect, bool) {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := range o {
		for _, p := range o[i].Points() {
			if !finite(p.X) || !finite(p.Y) {
				return scene.Rect{}, false
			}
			left, right = min(left, p.X), max(right, p.X)
			top, bottom = min(top, p.Y), max(bottom, p.Y)
		}
	}
	if left > right {
		return scene.Rect{}, false
	}
	return scene.Rect{X: left, Y: top, W: right - left, H: bottom - top}, true
}

// far is how far from the origin something may lie and still be drawn.
const far = 1e9

func finite(v float64) bool { return v >= -far && v <= far }

// RGB are the shares of a colour (#rrggbb), as bytes. One that cannot be read is
// black.
func RGB(hex string) (r, g, b uint8) {
	if len(hex) != 7 || hex[0] != '#' {
		return 0, 0, 0
	}
	v, err := strconv.ParseUint(hex[1:], 16, 24)
	if err != nil {
		return 0, 0, 0
	}
	return uint8(v >> 16), uint8(v >> 8), uint8(v)
}
