package view

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// draw lists the groups in the order of the blueprint's board: what everything
// stands on, the touchpoints in the customer's order, what joins and marks them.
func (w *network) draw(b *blueprint.Blueprint) *scene.Scene {
	out := &scene.Scene{Title: text.Clean(b.Title), Desc: w.describe(b), Lang: w.language(b)}
	title, high := w.title(b, w.width)
	if high > 0 {
		out.Groups = append(out.Groups, title)
		w.bottom = max(w.bottom, margin+high)
	}
	out.Groups = append(out.Groups, w.drawFrames()...)
	out.Groups = append(out.Groups, scene.Group{Name: w.labels.Touchpoints, List: true, Inner: w.drawTouchpoints()})
	if ways := w.drawWays(); len(ways) > 0 {
		for i := range ways {
			smooth(ways[i].Items)
		}
		out.Groups = append(out.Groups, scene.Group{Name: w.labels.Ways, List: true, Inner: ways})
	}
	for _, g := range w.drawWayLabels() {
		if r, ok := g.Items[0].(scene.Rect); ok {
			r.Fill = w.groundAt(scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2})
			g.Items[0] = r
		}
		out.Groups = append(out.Groups, g)
	}
	out.Groups = append(out.Groups, w.drawMarks()...)
	legend, high := w.legend(w.width, w.bottom+20)
	if high > 0 {
		out.Groups = append(out.Groups, legend)
		w.bottom += 20 + high
	}
	out.Width, out.Height = w.width, w.bottom+margin
	return out
}

// smooth takes the rounded corners from lines that are curves already.
func smooth(items []scene.Item) {
	for i, it := range items {
		if p, ok := it.(scene.Path); ok {
			p.Radius = 0
			items[i] = p
		}
	}
}

func (w *network) drawFrames() []scene.Group {
	var groups []scene.Group
	for i, l := range w.lanes {
		r := w.frame(i)
		if r.W == 0 {
			continue
		}
		colour, ground := paints(l.Kind)
		r.Radius = 12
		r.Style = scene.Style{Fill: ground, Stroke: colour, Width: 1}
		g := scene.Group{Role: scene.RoleLane, ID: l.ID, Data: []scene.Datum{{Name: "kind", Value: string(l.Kind)}}, Items: []scene.Item{r}}
		n := w.names[i]
		y := n.Y
		if kind := w.kindName(i); kind != "" {
			g.Items = append(g.Items, words(n.X, y+9, n.W, lineFont, colour, scene.Start, kind))
			y += captionLine
		}
		g.Items = append(g.Items, words(n.X, y+clusterName/2+baseline(strongFont), n.W, strongFont, colour, scene.Start, l.name))
		groups = append(groups, g)
	}
	return groups
}

func (w *network) frame(lane int) scene.Rect {
	if lane < len(w.frames) {
		return w.frames[lane]
	}
	return scene.Rect{}
}

// groundAt is the paint on which something stands.
func (w *network) groundAt(p scene.Point) scene.Paint {
	for i := range w.frames {
		if r := w.frames[i]; p.X > r.X && p.X < r.X+r.W && p.Y > r.Y && p.Y < r.Y+r.H {
			_, ground := paints(w.lanes[i].Kind)
			return ground
		}
	}
	return scene.Background
}

// placeNames looks at the top of each frame for the place where the fewest lines
// run through the lane's name, from the left.
func (w *network) placeNames(routes [][]board.Point) {
	w.names = make([]scene.Rect, len(w.frames))
	for i, r := range w.frames {
		if r.W == 0 {
			continue
		}
		width, high := w.nameSize(i)
		best := scene.Rect{X: r.X + clusterPad, Y: r.Y + clusterPad - 3, W: width, H: high}
		least := -1
		for x := best.X; least != 0 && x+width <= max(best.X+width, r.X+r.W-clusterPad); x += 12 {
			at := scene.Rect{X: x, Y: best.Y, W: width, H: high}
			if n := touching(routes, scene.Rect{X: x - 4, Y: at.Y, W: width + 8, H: high}); least < 0 || n < least {
				best, least = at, n
			}
		}
		w.names[i] = best
	}
}

// touching counts the lines that run through an area.
func touching(routes [][]board.Point, area scene.Rect) int {
	n := 0
	for _, line := range routes {
		for i := 1; i < len(line); i++ {
			if passes(line[i-1], line[i], area) {
				n++
				break
			}
		}
	}
	return n
}

// passes says whether the leg from a to b enters an area.
func passes(a, b board.Point, area scene.Rect) bool {
	low, high := 0.0, 1.0
	clip := func(from, step, least, most float64) bool {
		if step == 0 {
			return from > least && from < most
		}
		t, u := (least-from)/step, (most-from)/step
		low, high = max(low, min(t, u)), min(high, max(t, u))
		return low < high
	}
	return clip(a.X, b.X-a.X, area.X, area.X+area.W) && clip(a.Y, b.Y-a.Y, area.Y, area.Y+area.H)
}
