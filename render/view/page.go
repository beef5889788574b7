package view

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// page is what the views that are no board share: a title on top, the picture,
// and a legend below.
type page struct {
	*plan
	b *blueprint.Blueprint
	g *blueprint.Graph

	untitled bool // the picture has titles of its own
}

func newPage(b *blueprint.Blueprint, o Options) *page {
	if b == nil {
		b = &blueprint.Blueprint{}
	}
	p := &page{plan: bare(b, o), b: b, g: b.Graph()}
	p.addColumns(b)
	return p
}

// laneOf is the lane of a touchpoint with its name.
func (p *page) laneOf(t *touchpoint.Touchpoint) lane {
	id := p.g.Place(t).Lane
	for _, l := range p.lanes {
		if l.ID == id {
			return l
		}
	}
	return lane{Lane: p.g.Lane(t), name: id}
}

// touch is a touchpoint whose box is an area that is not seen but can be found,
// with what is drawn in it.
func (p *page) touch(t *touchpoint.Touchpoint, area scene.Rect, items ...scene.Item) scene.Group {
	l, column := p.laneOf(t), p.g.Place(t).Column
	g := scene.Group{
		Role: scene.RoleTouchpoint, ID: t.ID, Tip: text.Clean(t.Description),
		Name: p.spoken(t, l.name, column, p.serviceName(t)),
		Data: []scene.Datum{
			{Name: "lane", Value: l.ID}, {Name: "kind", Value: string(l.Kind)}, {Name: "step", Value: p.columns[column].stepName()},
		},
		Items: append([]scene.Item{area}, items...),
	}
	if p.g.IsDetour(t) {
		g.Data = append(g.Data, scene.Datum{Name: "detour", Value: "true"})
	}
	g.Data = append(g.Data, p.over.data(t.ID)...)
	return g
}

func (p *page) serviceName(t *touchpoint.Touchpoint) string {
	if t.Service == "" {
		return ""
	}
	return p.labels.Service(t.Service)
}

// compose puts a picture that was drawn in an area around any point on a page
// with the title over it and the legend under it.
func (p *page) compose(picture []scene.Group, area scene.Rect, samples []sample, desc string) *scene.Scene {
	width := max(leastWide, area.W+2*margin)
	out := &scene.Scene{Title: text.Clean(p.b.Title), Desc: text.Clean(desc), Lang: p.language(p.b)}
	y := margin
	if g, high := p.title(p.b, width); high > 0 && !p.untitled {
		out.Groups = append(out.Groups, g)
		y += high
	}
	out.Groups = append(out.Groups, moved(picture, snap(width/2-area.X-area.W/2), snap(y-area.Y))...)
	y += area.H
	if g, high := p.legendOf(samples, width, y+20); high > 0 {
		out.Groups = append(out.Groups, g)
		y += 20 + high
	}
	out.Width, out.Height = snap(width), snap(y+margin)
	return out
}

// nothing is a picture that says that there is nothing to show, and why.
func (p *page) nothing(why string) *scene.Scene {
	const room = leastWide - 2*margin
	lines := p.setter.Wrap(why, bodyFont, room)
	area := scene.Rect{W: room, H: max(1, float64(len(lines)))*bodyLine + 2*margin}
	note := scene.Group{Role: scene.RoleLabel, Items: append([]scene.Item{area}, block(lines, area.W/2, area.H/2, room, bodyLine, bodyFont, scene.Muted, scene.Middle)...)}
	return p.compose([]scene.Group{note}, area, nil, why)
}

// moved shifts groups with all that is in them.
func moved(groups []scene.Group, dx, dy float64) []scene.Group {
	out := make([]scene.Group, len(groups))
	for i, g := range groups {
		items := make([]scene.Item, len(g.Items))
		for k, item := range g.Items {
			items[k] = shifted(item, dx, dy)
		}
		g.Items, g.Inner = items, moved(g.Inner, dx, dy)
		out[i] = g
	}
	return out
}

func shifted(item scene.Item, dx, dy float64) scene.Item {
	all := func(points []scene.Point) []scene.Point {
		out := make([]scene.Point, len(points))
		for i, p := range points {
			out[i] = scene.Point{X: p.X + dx, Y: p.Y + dy}
		}
		return out
	}
	switch it := item.(type) {
	case scene.Rect:
		it.X, it.Y = it.X+dx, it.Y+dy
		return it
	case scene.Circle:
		it.X, it.Y = it.X+dx, it.Y+dy
		return it
	case scene.Text:
		it.X, it.Y = it.X+dx, it.Y+dy
		return it
	case scene.Path:
		it.Points = all(it.Points)
		return it
	case scene.Polygon:
		it.Points = all(it.Points)
		return it
	}
	return item
}

// around is the smallest area that holds both.
func around(a, b scene.Rect) scene.Rect {
	right, bottom := max(a.X+a.W, b.X+b.W), max(a.Y+a.H, b.Y+b.H)
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return scene.Rect{X: x, Y: y, W: right - x, H: bottom - y}
}

// grown is an area with some room around it.
func grown(r scene.Rect, by float64) scene.Rect {
	return scene.Rect{X: r.X - by, Y: r.Y - by, W: r.W + 2*by, H: r.H + 2*by}
}

// spread moves what stands one under another as little as possible until
// nothing overlaps: it takes the middles wanted, in order, and the sizes, and
// returns the middles given.
func spread(middles, sizes []float64) []float64 {
	type cluster struct {
		sum   float64 // of the places wanted, each less the room before it
		count float64
	}
	var clusters []cluster
	before := make([]float64, len(middles)) // room from the first middle to each
	for i := range middles {
		if i > 0 {
			before[i] = before[i-1] + (sizes[i-1]+sizes[i])/2
		}
		c := cluster{middles[i] - before[i], 1}
		for len(clusters) > 0 { // a cluster that would stand before the last one joins it
			last := clusters[len(clusters)-1]
			if last.sum*c.count <= c.sum*last.count {
				break
			}
			c.sum, c.count = c.sum+last.sum, c.count+last.count
			clusters = clusters[:len(clusters)-1]
		}
		clusters = append(clusters, c)
	}
	out := make([]float64, 0, len(middles))
	for _, c := range clusters {
		for range int(c.count) {
			out = append(out, c.sum/c.count+before[len(out)])
		}
	}
	return out
}
