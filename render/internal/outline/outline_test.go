package outline

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/render/scene"
)

func TestShapesHaveTheirBounds(t *testing.T) {
	cases := map[string]struct {
		item scene.Item
		want scene.Rect
	}{
		"rectangle": {scene.Rect{X: 1, Y: 2, W: 30, H: 40}, scene.Rect{X: 1, Y: 2, W: 30, H: 40}},
		"round":     {scene.Rect{X: 1, Y: 2, W: 30, H: 40, Radius: 99}, scene.Rect{X: 1, Y: 2, W: 30, H: 40}},
		"circle":    {scene.Circle{X: 10, Y: 10, R: 4}, scene.Rect{X: 6, Y: 6, W: 8, H: 8}},
		"polygon":   {scene.Polygon{Points: []scene.Point{{X: 0, Y: 0}, {X: 4, Y: 0}, {X: 2, Y: 3}}}, scene.Rect{W: 4, H: 3}},
		"path":      {scene.Path{Points: []scene.Point{{X: 0, Y: 0}, {X: 9, Y: 0}, {X: 9, Y: 9}}, Radius: 3}, scene.Rect{W: 9, H: 9}},
	}
	for name, c := range cases {
		o, _, ok := Of(c.item)
		assert.True(t, ok, name)
		r, ok := o.Bounds()
		assert.True(t, ok, name)
		assert.Equal(t, c.want, r, name)
	}
}

func TestWhatCannotBeDrawnIsNoShape(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, item := range []scene.Item{
		nil, scene.Text{Line: "words"}, scene.Rect{}, scene.Rect{W: -1, H: 5}, scene.Rect{X: nan, W: 5, H: 5}, scene.Rect{W: inf, H: 5},
		scene.Circle{R: -2}, scene.Circle{R: nan}, scene.Polygon{}, scene.Polygon{Points: []scene.Point{{X: 1, Y: 1}}}, scene.Path{},
		scene.Path{Points: []scene.Point{{X: nan, Y: 1}, {X: 2, Y: 2}}}, scene.Path{Points: []scene.Point{{X: 1e300, Y: 1}, {X: 2, Y: 2}}},
	} {
		_, _, ok := Of(item)
		assert.False(t, ok, "%#v", item)
	}
}

func TestTurnsAreRoundedWithinTheirLegs(t *testing.T) {
	turn := func(radius float64) scene.Point {
		o, _, _ := Of(scene.Path{Points: []scene.Point{{X: 0, Y: 0}, {X: 10, Y: 0}, {X: 10, Y: 4}, {X: 20, Y: 4}}, Radius: radius})
		return o[1].P[0] // where the first turn begins
	}
	assert.Equal(t, scene.Point{X: 9, Y: 0}, turn(1))
	assert.Equal(t, scene.Point{X: 8, Y: 0}, turn(8), "half of the short leg that two turns share")
	o, _, _ := Of(scene.Path{Points: []scene.Point{{X: 5, Y: 5}, {X: 5, Y: 5}, {X: 9, Y: 5}}, Radius: 3})
	_, ok := o.Bounds()
	assert.True(t, ok, "a leg without length has no turn")
}

func TestMapMovesEveryPoint(t *testing.T) {
	o := Rect(scene.Rect{W: 10, H: 10, Radius: 2})
	moved := o.Map(func(p scene.Point) scene.Point { return scene.Point{X: 2*p.X + 1, Y: p.Y} })
	r, _ := moved.Bounds()
	assert.Equal(t, scene.Rect{X: 1, W: 20, H: 10}, r)
	r, _ = o.Bounds()
	assert.Equal(t, scene.Rect{W: 10, H: 10}, r, "the outline itself stays")
}

func TestColoursAreRead(t *testing.T) {
	for hex, want := range map[string][3]uint8{"#1f5fa8": {0x1f, 0x5f, 0xa8}, "#FFFFFF": {255, 255, 255}, "red": {}, "#12345g": {}, "": {}} {
		r, g, b := RGB(hex)
		assert.Equal(t, want, [3]uint8{r, g, b}, hex)
	}
}
