package view

import (
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/scene"
)

// toneSign tells a tone without its colour: a tick is good, a wave worth a look,
// an exclamation mark to be mended, a ring unknown. A plain value has none.
func toneSign(t layer.Tone) (func(x, y float64, ink scene.Paint) []scene.Item, bool) {
	lines := func(paths ...[]scene.Point) func(x, y float64, ink scene.Paint) []scene.Item {
		return func(x, y float64, ink scene.Paint) []scene.Item {
			var items []scene.Item
			for _, points := range paths {
				items = append(items, scene.Path{Points: shiftedPoints(points, x, y), Style: scene.Style{Stroke: ink, Width: 1.8}})
			}
			return items
		}
	}
	switch t {
	case layer.Good:
		return lines([]scene.Point{{X: -4, Y: 0.3}, {X: -1.2, Y: 3.2}, {X: 4, Y: -3.2}}), true
	case layer.Fair:
		return lines([]scene.Point{{X: -4.2, Y: 1.4}, {X: -1.6, Y: -1.4}, {X: 1.6, Y: 1.4}, {X: 4.2, Y: -1.4}}), true
	case layer.Poor:
		stroke := lines([]scene.Point{{X: 0, Y: -4.6}, {X: 0, Y: 1.4}})
		return func(x, y float64, ink scene.Paint) []scene.Item {
			return append(stroke(x, y, ink), scene.Circle{X: x, Y: y + 4, R: 1.2, Style: scene.Style{Fill: ink}})
		}, true
	case layer.Absent:
		return func(x, y float64, ink scene.Paint) []scene.Item {
			return []scene.Item{scene.Circle{X: x, Y: y, R: 3.4, Style: scene.Style{Stroke: ink, Width: 1.4}}}
		}, true
	}
	return nil, false
}

func shiftedPoints(points []scene.Point, dx, dy float64) []scene.Point {
	out := make([]scene.Point, len(points))
	for i, p := range points {
		out[i] = scene.Point{X: p.X + dx, Y: p.Y + dy}
	}
	return out
}

// markSign draws a mark of a layer around a place, in a disc: a bottleneck is a
// pinch, a departure a way that turns off, what is waived is struck out. An
// unknown mark is nothing.
func markSign(m layer.Mark, x, y float64) []scene.Item {
	ink := scene.Style{Stroke: scene.Ink, Width: 1.5}
	path := func(style scene.Style, points ...scene.Point) scene.Item {
		return scene.Path{Points: shiftedPoints(points, x, y), Style: style}
	}
	disc := scene.Circle{X: x, Y: y, R: badgeHigh/2 - 0.5, Style: scene.Style{Fill: scene.Box, Stroke: scene.Ink, Width: 1.1}}
	switch m {
	case layer.Bottleneck:
		solid := scene.Style{Fill: scene.Ink}
		wedge := func(sign float64) scene.Item {
			return scene.Polygon{Points: shiftedPoints([]scene.Point{{X: sign * 4.6, Y: -4}, {X: sign * 4.6, Y: 4}, {X: sign * 0.6, Y: 0.9}, {X: sign * 0.6, Y: -0.9}}, x, y), Style: solid}
		}
		return []scene.Item{disc, wedge(-1), wedge(1), path(ink, scene.Point{X: -1, Y: 0}, scene.Point{X: 1, Y: 0})}
	case layer.Departure:
		return []scene.Item{
			disc,
			path(scene.Style{Stroke: scene.Ink, Width: 1.3, Dash: [2]float64{1.6, 1.6}}, scene.Point{X: -4.5, Y: 2.6}, scene.Point{X: 4.8, Y: 2.6}),
			path(ink, scene.Point{X: -4.5, Y: 2.6}, scene.Point{X: -1.6, Y: 2.6}, scene.Point{X: 2.6, Y: -2.6}),
			path(ink, scene.Point{X: -0.6, Y: -3.4}, scene.Point{X: 3.2, Y: -3.4}, scene.Point{X: 3.2, Y: 0.2}),
		}
	case layer.Waived:
		return []scene.Item{disc, path(ink, scene.Point{X: -4, Y: 0}, scene.Point{X: 4, Y: 0})}
	}
	return nil
}
