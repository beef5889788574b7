package rendertest

import (
	"strings"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// Area is the smallest rectangle around what is drawn; it is empty for nothing.
// Text takes the room that the built-in widths give it.
func Area(items []scene.Item) scene.Rect { return ruler{}.around(items) }

// ruler measures what is drawn, words by the built-in widths or those of a font.
type ruler struct{ text.Setter }

func (u ruler) around(items []scene.Item) scene.Rect {
	var all scene.Rect
	for i, it := range items {
		r := u.area(it)
		if i == 0 {
			all = r
			continue
		}
		right, bottom := max(all.X+all.W, r.X+r.W), max(all.Y+all.H, r.Y+r.H)
		all.X, all.Y = min(all.X, r.X), min(all.Y, r.Y)
		all.W, all.H = right-all.X, bottom-all.Y
	}
	return all
}

func (u ruler) area(item scene.Item) scene.Rect {
	switch it := item.(type) {
	case scene.Rect:
		return scene.Rect{X: it.X, Y: it.Y, W: it.W, H: it.H}
	case scene.Circle:
		return scene.Rect{X: it.X - it.R, Y: it.Y - it.R, W: 2 * it.R, H: 2 * it.R}
	case scene.Path:
		return around(it.Points)
	case scene.Polygon:
		return around(it.Points)
	case scene.Text:
		return u.text(it)
	}
	return scene.Rect{}
}

func around(points []scene.Point) scene.Rect {
	if len(points) == 0 {
		return scene.Rect{}
	}
	low, high := points[0], points[0]
	for _, p := range points {
		low.X, low.Y = min(low.X, p.X), min(low.Y, p.Y)
		high.X, high.Y = max(high.X, p.X), max(high.Y, p.Y)
	}
	return scene.Rect{X: low.X, Y: low.Y, W: high.X - low.X, H: high.Y - low.Y}
}

func (u ruler) text(t scene.Text) scene.Rect {
	w := u.Width(t.Line, text.Font{Size: t.Size, Weight: t.Weight, Spacing: t.Spacing})
	x := t.X
	switch t.Anchor {
	case scene.Middle:
		x -= w / 2
	case scene.End:
		x -= w
	}
	return scene.Rect{X: x, Y: t.Y - t.Size*0.75, W: w, H: t.Size}
}

func overlap(a, b scene.Rect) bool { return inset(a, slack).Overlaps(inset(b, slack)) }

func inset(r scene.Rect, by float64) scene.Rect {
	return scene.Rect{X: r.X + by, Y: r.Y + by, W: r.W - 2*by, H: r.H - 2*by}
}

func inside(r scene.Rect, p scene.Point) bool {
	return p.X > r.X && p.X < r.X+r.W && p.Y > r.Y && p.Y < r.Y+r.H
}

// crosses says whether a level and upright line enters an area.
func crosses(points []scene.Point, r scene.Rect) bool {
	for i := 1; i < len(points); i++ {
		leg := around(points[i-1 : i+1])
		if leg.X < r.X+r.W && leg.X+leg.W > r.X && leg.Y < r.Y+r.H && leg.Y+leg.H > r.Y {
			return true
		}
	}
	return false
}

// crossesDiamond says whether a level and upright line enters a diamond that
// fills an area.
func crossesDiamond(points []scene.Point, r scene.Rect) bool {
	x, y, half := r.X+r.W/2, r.Y+r.H/2, r.W/2
	for i := 1; i < len(points); i++ {
		leg := around(points[i-1 : i+1])
		dx := max(0, leg.X-x, x-leg.X-leg.W) // from the middle to the nearest point of the leg
		dy := max(0, leg.Y-y, y-leg.Y-leg.H)
		if dx+dy < half-slack {
			return true
		}
	}
	return false
}

func firstRect(g scene.Group) scene.Rect {
	for _, it := range g.Items {
		if r, ok := it.(scene.Rect); ok {
			return scene.Rect{X: r.X, Y: r.Y, W: r.W, H: r.H}
		}
	}
	return scene.Rect{}
}

// nameOf tells a group from others in a message.
func nameOf(g scene.Group) string {
	parts := []string{string(g.Role)}
	if g.ID != "" {
		parts = append(parts, g.ID)
	}
	for _, d := range g.Data {
		switch d.Name {
		case "of", "from", "to", "mark":
			parts = append(parts, d.Name+"="+d.Value)
		}
	}
	return strings.Join(parts, " ")
}
