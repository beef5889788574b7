// Package scenetest makes scenes for tests of formats.
package scenetest

import (
	"math"

	"pgregory.net/rapid"

	"github.com/servicemoments/moments/render/scene"
)

// Random is a scene with shapes anywhere, of any size, also ones that make no sense.
func Random(t *rapid.T) *scene.Scene {
	number := rapid.OneOf(
		rapid.Float64Range(-20, 150),
		rapid.SampledFrom([]float64{0, -1, 1e-9, 64, 100, 5e5, -1e8, 1e12, 1e300, math.NaN(), math.Inf(1), math.Inf(-1)}),
	)
	paint := rapid.SampledFrom([]scene.Paint{scene.None, scene.Ink, scene.Box, "unknown"})
	style := func() scene.Style {
		return scene.Style{
			Fill: paint.Draw(t, "fill"), Stroke: paint.Draw(t, "stroke"), Width: number.Draw(t, "width"),
			Dash: [2]float64{number.Draw(t, "dash"), number.Draw(t, "gap")},
		}
	}
	points := func() []scene.Point {
		var list []scene.Point
		for range rapid.IntRange(0, 6).Draw(t, "points") {
			list = append(list, scene.Point{X: number.Draw(t, "x"), Y: number.Draw(t, "y")})
		}
		return list
	}
	s := &scene.Scene{Width: rapid.Float64Range(0, 300).Draw(t, "W"), Height: rapid.Float64Range(0, 300).Draw(t, "H"), Lang: "zh"}
	for range rapid.IntRange(0, 8).Draw(t, "items") {
		var item scene.Item
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			item = scene.Rect{X: number.Draw(t, "x"), Y: number.Draw(t, "y"), W: number.Draw(t, "w"), H: number.Draw(t, "h"), Radius: number.Draw(t, "r"), Style: style()}
		case 1:
			item = scene.Circle{X: number.Draw(t, "x"), Y: number.Draw(t, "y"), R: number.Draw(t, "r"), Style: style()}
		case 2:
			item = scene.Polygon{Points: points(), Style: style()}
		case 3:
			item = scene.Path{Points: points(), Radius: number.Draw(t, "r"), Style: style()}
		case 4:
			item = scene.Text{
				X: number.Draw(t, "x"), Y: number.Draw(t, "y"), Size: number.Draw(t, "size"), Max: number.Draw(t, "max"), Spacing: number.Draw(t, "spacing"),
				Anchor: rapid.SampledFrom([]scene.Anchor{scene.Start, scene.Middle, scene.End}).Draw(t, "anchor"), Paint: scene.Ink,
				Weight: rapid.IntRange(0, 900).Draw(t, "weight"), Line: rapid.String().Draw(t, "line"),
			}
		}
		s.Groups = append(s.Groups, scene.Group{Items: []scene.Item{item}})
	}
	return s
}
