package font

import (
	"fmt"

	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

// A character that no font has is drawn as a box with its number in two rows of
// hexadecimal digits. Sizes are in em.
const (
	codeAdvance = 0.8
	codeBottom  = -0.12
	codeTop     = 0.78
	codeSide    = 0.04
	codeFrame   = 0.04
	codeDigits  = 0.66 // room for a row of digits
	codeSize    = 0.44 // of a digit, at most
)

func codeBoxes(digits *Face) *Face {
	return &Face{Name: "CodeBoxes", Units: 1000, digits: digits, outlines: map[uint32]outline.Outline{}}
}

func (f *Face) codeBox(r rune) outline.Outline {
	frame := func(in float64) outline.Outline {
		return outline.Rect(scene.Rect{
			X: codeSide + in, Y: codeBottom + in,
			W: codeAdvance - 2*codeSide - 2*in, H: codeTop - codeBottom - 2*in, Radius: 0.08 - in,
		})
	}
	o := frame(0)
	o = append(o, turned(frame(codeFrame))...)
	hex := fmt.Sprintf("%04X", r)
	if len(hex)%2 == 1 {
		hex = "0" + hex
	}
	half := len(hex) / 2
	digit, _ := f.digits.glyph('0')
	size := min(codeSize, codeDigits/float64(half)/f.digits.Advance(digit))
	for row, line := range []string{hex[:half], hex[half:]} {
		width := 0.0
		for _, d := range line {
			id, _ := f.digits.glyph(d)
			width += size * f.digits.Advance(id)
		}
		x, y := (codeAdvance-width)/2, (codeTop+codeBottom)/2+0.055-float64(row)*0.42
		for _, d := range line {
			id, _ := f.digits.glyph(d)
			o = append(o, f.digits.Outline(id).Map(func(p scene.Point) scene.Point {
				return scene.Point{X: x + size*p.X, Y: y + size*p.Y}
			})...)
			x += size * f.digits.Advance(id)
		}
	}
	return o
}

// turned is a shape of one contour drawn the other way round, which cuts it out
// of one that lies around it.
func turned(o outline.Outline) outline.Outline {
	var ends []scene.Point // where each segment ends
	for i := range o {
		if p := o[i].Points(); len(p) > 0 {
			ends = append(ends, p[len(p)-1])
		}
	}
	var t outline.Outline
	if len(ends) == 0 {
		return t
	}
	t.MoveTo(ends[len(ends)-1])
	for i := len(ends) - 1; i > 0; i-- {
		switch s := o[i]; s.Op {
		case outline.Quad:
			t.QuadTo(s.P[0], ends[i-1])
		case outline.Cube:
			t.CubeTo(s.P[1], s.P[0], ends[i-1])
		default:
			t.LineTo(ends[i-1])
		}
	}
	t.Close()
	return t
}
