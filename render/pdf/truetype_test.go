package pdf

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

func TestQuadraticCurvesStayCloseToTheCubicOne(t *testing.T) {
	a, b, c, d := scene.Point{X: 0, Y: 0}, scene.Point{X: 0, Y: 0.55}, scene.Point{X: 0.45, Y: 1}, scene.Point{X: 1, Y: 1}
	pen, pieces := a, 0
	quadratic(a, b, c, d, func(control, end scene.Point) {
		for i := 1; i <= 8; i++ { // the curve is nearly a circle around 1,0
			at := float64(i) / 8
			x := (1-at)*(1-at)*pen.X + 2*(1-at)*at*control.X + at*at*end.X
			y := (1-at)*(1-at)*pen.Y + 2*(1-at)*at*control.Y + at*at*end.Y
			assert.InDelta(t, 1, math.Hypot(x-1, y), 0.002)
		}
		pen = end
		pieces++
	})
	assert.Equal(t, d, pen)
	assert.LessOrEqual(t, pieces, 6)
}

func TestAGlyphIsWrittenInFewBytes(t *testing.T) {
	o := outline.Rect(scene.Rect{X: 0.1, Y: 0.1, W: 0.1, H: 0.5})
	g := newGlyph(o, 1000)
	assert.Equal(t, box{100, 100, 200, 600}, g.box)
	assert.Len(t, g.points, 4, "the point where it began is not repeated")
	data := g.append(nil)
	assert.Len(t, data, 24) // 10 for the head, 2 for the end, 2 for no instructions, 4 flags, 3 for x, 3 for y
	empty := newGlyph(nil, 1000)
	assert.Empty(t, empty.append(nil))
}

func TestTablesAddUp(t *testing.T) {
	font := sfnt([]table{{"glyf", []byte("12345")}, {"head", make([]byte, 54)}})
	assert.Equal(t, uint32(0xB1B0AFBA), checksum(font), "as the format asks for")
	assert.Equal(t, uint32(44), binary.BigEndian.Uint32(font[12+8:]))
	assert.Equal(t, uint32(52), binary.BigEndian.Uint32(font[28+8:]))
}
