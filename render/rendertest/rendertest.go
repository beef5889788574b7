// Package rendertest is the kit for tests of pictures: it looks whether a scene
// keeps what a picture of a blueprint must be.
package rendertest

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// slack is what sums of floating-point numbers may be off by.
const slack = 1e-6

// Check says in words what is wrong with a picture; nothing is a sound one. It
// checks that
//
//   - every touchpoint has one box, which stands in its column and its lane
//     where the picture has columns and lanes,
//   - boxes and choices overlap no other,
//   - text fits its box,
//   - ways and links are one level and upright line each, which passes through
//     no box and no choice,
//   - labels and marks touch no foreign box, no label and no foreign line,
//   - everything lies in the picture.
//
// It compares everything with everything and is meant for tests.
func Check(s *scene.Scene) []string { return CheckIn(nil, s) }

// CheckIn is [Check] for a picture whose words were measured in a font.
func CheckIn(font text.Measurer, s *scene.Scene) []string {
	c := &checker{ruler: ruler{text.Setter{Measurer: font}}, scene: s, lanes: map[string][]scene.Rect{}, columns: map[string][]scene.Rect{}}
	s.Walk(c.collect)
	c.boxes()
	c.lines()
	c.labels()
	return c.found
}

// thing is a group with its area.
type thing struct {
	scene.Group
	area scene.Rect
}

// wire is a way or link with its line.
type wire struct {
	scene.Group
	points []scene.Point
}

type checker struct {
	ruler
	scene   *scene.Scene
	lanes   map[string][]scene.Rect
	columns map[string][]scene.Rect
	solid   []thing // touchpoints and choices
	words   []thing // labels
	marks   []thing
	wires   []wire
	found   []string
}

func (c *checker) say(format string, args ...any) {
	if len(c.found) < 50 {
		c.found = append(c.found, fmt.Sprintf(format, args...))
	}
}

func (c *checker) collect(g scene.Group) {
	area := c.around(g.Items)
	if len(g.Items) > 0 && !(scene.Rect{X: -slack, Y: -slack, W: c.scene.Width + 2*slack, H: c.scene.Height + 2*slack}).Contains(area) {
		c.say("%s lies outside the picture: %v", nameOf(g), area)
	}
	switch g.Role {
	case scene.RoleLane:
		c.lanes[g.ID] = append(c.lanes[g.ID], firstRect(g))
	case scene.RoleColumn:
		c.columns[g.ID] = append(c.columns[g.ID], firstRect(g))
	case scene.RoleTouchpoint:
		c.touchpoint(g)
	case scene.RoleChoice:
		for _, it := range g.Items {
			if p, ok := it.(scene.Polygon); ok && p.Stroke != scene.None {
				c.solid = append(c.solid, thing{g, c.around([]scene.Item{p})})
			}
		}
	case scene.RoleLabel:
		c.words = append(c.words, thing{g, area})
		c.textFits(g, firstRect(g))
	case scene.RoleMark:
		c.marks = append(c.marks, thing{g, area})
	case scene.RoleEvidence:
		c.textFits(g, firstRect(g))
	case scene.RoleWay, scene.RoleLink:
		c.wire(g)
	}
}

func (c *checker) touchpoint(g scene.Group) {
	rects := 0
	for _, it := range g.Items {
		if _, ok := it.(scene.Rect); ok {
			rects++
		}
	}
	if rects != 1 {
		c.say("%s has %d boxes", nameOf(g), rects)
		return
	}
	c.solid = append(c.solid, thing{g, firstRect(g)})
	c.textFits(g, firstRect(g))
}

func (c *checker) textFits(g scene.Group, box scene.Rect) {
	for _, it := range g.Items {
		t, ok := it.(scene.Text)
		if !ok {
			continue
		}
		if area := c.text(t); area.X < box.X-slack || area.X+area.W > box.X+box.W+slack || t.Y > box.Y+box.H || t.Y-t.Size*0.75 < box.Y {
			if len(text.Clusters(t.Line)) > 1 {
				c.say("%q does not fit %s: %v in %v", t.Line, nameOf(g), area, box)
			}
		}
	}
}

func (c *checker) wire(g scene.Group) {
	var points []scene.Point
	paths := 0
	for _, it := range g.Items {
		if p, ok := it.(scene.Path); ok {
			paths++
			points = p.Points
		}
	}
	if paths != 1 {
		c.say("%s has %d lines", nameOf(g), paths)
		return
	}
	for i := 1; i < len(points); i++ {
		if math.Abs(points[i].X-points[i-1].X) > slack && math.Abs(points[i].Y-points[i-1].Y) > slack {
			c.say("%s is neither level nor upright at %v", nameOf(g), points[i])
		}
	}
	c.wires = append(c.wires, wire{g, points})
}

// boxes checks where touchpoints stand.
func (c *checker) boxes() {
	for i, a := range c.solid {
		for _, b := range c.solid[i+1:] {
			if overlap(a.area, b.area) {
				c.say("%s overlaps %s", nameOf(a.Group), nameOf(b.Group))
			}
		}
		if a.Role != scene.RoleTouchpoint {
			continue
		}
		if len(c.lanes) > 0 && !anyHolds(c.lanes[a.Get("lane")], a.area) {
			c.say("%s does not stand in its lane", nameOf(a.Group))
		}
		if len(c.columns) > 0 && !anyHolds(c.columns[a.Get("step")], a.area) {
			c.say("%s does not stand in its column", nameOf(a.Group))
		}
	}
}

func anyHolds(areas []scene.Rect, r scene.Rect) bool {
	for _, a := range areas {
		if (scene.Rect{X: a.X - slack, Y: a.Y - slack, W: a.W + 2*slack, H: a.H + 2*slack}).Contains(r) {
			return true
		}
	}
	return false
}

// lines checks that no way passes through a box or a choice.
func (c *checker) lines() {
	for _, w := range c.wires {
		for _, b := range c.solid {
			pass := crosses
			if b.Role == scene.RoleChoice {
				pass = crossesDiamond
			}
			if pass(w.points, inset(b.area, 1)) {
				c.say("%s passes through %s", nameOf(w.Group), nameOf(b.Group))
			}
		}
	}
}

// labels checks that labels are free, and marks of everything but their own box.
func (c *checker) labels() {
	for i, l := range c.words {
		for _, b := range c.solid {
			if overlap(l.area, b.area) {
				c.say("%s covers %s", nameOf(l.Group), nameOf(b.Group))
			}
		}
		for _, other := range c.words[i+1:] {
			if overlap(l.area, other.area) {
				c.say("%s covers %s", nameOf(l.Group), nameOf(other.Group))
			}
		}
		for _, m := range c.marks {
			if overlap(inset(l.area, 1), m.area) {
				c.say("%s covers %s", nameOf(l.Group), nameOf(m.Group))
			}
		}
		for _, w := range c.wires {
			own := w.Get("from") == l.Get("from") && w.Get("to") == l.Get("to")
			if !own && crosses(w.points, inset(l.area, 0.5)) {
				c.say("%s lies on %s", nameOf(l.Group), nameOf(w.Group))
			}
		}
	}
	for i, m := range c.marks {
		for _, b := range c.solid {
			if b.ID != m.Get("of") && b.Get("of") != m.Get("of") && overlap(m.area, b.area) {
				c.say("%s covers %s", nameOf(m.Group), nameOf(b.Group))
			}
		}
		for _, other := range c.marks[i+1:] {
			if overlap(m.area, other.area) {
				c.say("%s covers %s", nameOf(m.Group), nameOf(other.Group))
			}
		}
		for _, w := range c.wires {
			if w.Get("from") != m.Get("of") && w.Get("to") != m.Get("of") && crosses(w.points, inset(m.area, 1)) {
				c.say("%s lies on %s", nameOf(m.Group), nameOf(w.Group))
			}
			if n := len(w.points); m.Get("mark") == "service" && n > 0 && inside(m.area, w.points[n-1]) {
				c.say("%s covers the tip of %s", nameOf(m.Group), nameOf(w.Group))
			}
		}
	}
}
