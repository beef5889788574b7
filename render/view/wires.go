package view

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

const (
	wireWidth  = 1.5
	wireRadius = 8.0
	headLong   = 8.0
	headWide   = 4.0 // to each side
	headStop   = 2.0 // the line ends that much before the tip, which would look blunt else
)

// wire is how an edge is drawn. A recovery is dashed and a link dotted, so that
// they differ without their colour.
func wire(e *edge) scene.Style {
	switch {
	case e.origin == "":
		return scene.Style{Stroke: scene.Wire, Width: wireWidth, Dash: [2]float64{2, 3}}
	case e.paint != "":
		return scene.Style{Stroke: e.paint, Width: wireWidth, Dash: [2]float64{6, 4}}
	}
	return scene.Style{Stroke: scene.Wire, Width: wireWidth}
}

func (s *strip) drawWays() []scene.Group {
	var groups []scene.Group
	for i := range s.edges {
		e := &s.edges[i]
		g := scene.Group{
			Role: scene.RoleWay, Name: text.Clean(fmt.Sprintf(s.labels.From, e.fromName, e.toName)),
			Data: []scene.Datum{{Name: "from", Value: e.fromID}, {Name: "to", Value: e.toID}},
		}
		if e.origin == "" {
			g.Role = scene.RoleLink
		} else {
			g.Data = append(g.Data, scene.Datum{Name: "origin", Value: e.origin})
		}
		if e.part != "" {
			g.Data = append(g.Data, scene.Datum{Name: "part", Value: e.part})
		}
		style := wire(e)
		if said, id, ok := s.over.way(e.fromID, e.toID); ok && e.origin != "" {
			style = said.style(style)
			g.Data = append(g.Data, said.data(id)...)
		}
		g.Items = line(s.layout.Routes[i].Points, wireRadius, style, e.both)
		groups = append(groups, g)
	}
	return groups
}

// line is a line with its head, and one at its tail where it goes both ways.
func line(points []board.Point, radius float64, style scene.Style, tail bool) []scene.Item {
	if len(points) < 2 {
		return nil
	}
	path := scene.Path{Radius: radius, Style: style}
	for _, p := range points {
		path.Points = append(path.Points, scene.Point(p))
	}
	n := len(path.Points)
	first, last := path.Points[0], path.Points[n-1]
	items := []scene.Item{path}
	grown := max(1, 0.55+0.3*style.Width) // a heavy line has a larger head
	items = append(items, grownArrow(path.Points[n-2], last, grown, style.Stroke))
	path.Points[n-1] = back(path.Points[n-2], last, headStop*grown*grown)
	if tail {
		items = append(items, grownArrow(path.Points[1], first, grown, style.Stroke))
		path.Points[0] = back(path.Points[1], first, headStop*grown*grown)
	}
	items[0] = path
	return items
}

// arrow is the head of a line that ends at tip.
func arrow(from, tip scene.Point, paint scene.Paint) scene.Polygon {
	return grownArrow(from, tip, 1, paint)
}

func grownArrow(from, tip scene.Point, by float64, paint scene.Paint) scene.Polygon {
	b := back(from, tip, headLong*by)
	dx, dy := unit(from, tip)
	wide := headWide * by
	return scene.Polygon{
		Points: []scene.Point{tip, {X: b.X - dy*wide, Y: b.Y + dx*wide}, {X: b.X + dy*wide, Y: b.Y - dx*wide}},
		Style:  scene.Style{Fill: paint},
	}
}

func back(from, tip scene.Point, by float64) scene.Point {
	dx, dy := unit(from, tip)
	return scene.Point{X: tip.X - dx*by, Y: tip.Y - dy*by}
}

func unit(from, to scene.Point) (x, y float64) {
	leg := math.Hypot(to.X-from.X, to.Y-from.Y)
	if leg == 0 {
		return 1, 0
	}
	return (to.X - from.X) / leg, (to.Y - from.Y) / leg
}

func (s *strip) drawWayLabels() []scene.Group {
	var groups []scene.Group
	for i := range s.edges {
		e, r := &s.edges[i], rect(s.layout.Routes[i].Label)
		if r.W == 0 || len(e.label) == 0 && e.said == "" {
			continue
		}
		paint := scene.Ink
		if e.paint != "" {
			paint = e.paint
		}
		r.Radius = 4
		r.Fill = s.ground(r.Y + r.H/2)
		g := scene.Group{
			Role:  scene.RoleLabel,
			Data:  []scene.Datum{{Name: "of", Value: e.fromID}, {Name: "from", Value: e.fromID}, {Name: "to", Value: e.toID}},
			Items: []scene.Item{r},
		}
		g.Items = append(g.Items, block(e.label, r.X+r.W/2, r.Y+(r.H-e.saidHigh())/2, r.W, smallLine, smallFont, paint, scene.Middle)...)
		if e.said != "" {
			g.Inner = append(g.Inner, s.drawSaid(e, r))
		}
		groups = append(groups, g)
	}
	return groups
}

// ground is the paint of the band at a height.
func (s *strip) ground(y float64) scene.Paint {
	for i, row := range s.layout.Rows {
		if y >= row.Min && y < row.Max {
			_, band := paints(s.lanes[i].Kind)
			return band
		}
	}
	return scene.Background
}
