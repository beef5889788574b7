package view

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

func count(format string, n int) string { return fmt.Sprintf(format, n) }

// dot is where the touchpoint number k behind a moment stands on the inner
// ring.
func (c *cycle) dot(s *stop, k int) scene.Point {
	return polar(c.r-c.visibility()-dotApart*(float64(k)+1)+4, s.turn)
}

// draw lists the ring, what stands on it in the customer's order, and its marks.
func (c *cycle) draw() []scene.Group {
	groups := c.drawArcs()
	if c.options.Behind {
		groups = append(groups, c.drawVisibility())
	}
	groups = append(groups, c.drawMiddle(), c.drawWays())
	list := scene.Group{Name: c.labels.Touchpoints, List: true}
	var marks []scene.Group
	for i := range c.stops {
		s := &c.stops[i]
		list.Inner = append(list.Inner, c.touch(s.t, s.tag.area, s.drawTag()...))
		for k, x := range s.behind {
			p := c.dot(s, k)
			area := scene.Rect{X: p.X - dotSize/2, Y: p.Y - dotSize/2, W: dotSize, H: dotSize}
			list.Inner = append(list.Inner, c.touch(x, area, glyph(c.g.Kind(x), p.X, p.Y, dotSize/2-1)))
		}
		marks = append(marks, c.drawMarks(s)...)
		marks = append(marks, c.drawTagBadges(s)...)
	}
	return append(append(groups, list), marks...)
}

// drawArcs draws the phases; each points on to the next.
func (c *cycle) drawArcs() []scene.Group {
	var groups []scene.Group
	turn := 1 / (2 * math.Pi * c.r) // of a px along the ring
	for i := range c.arcs {
		a := &c.arcs[i]
		from, to := a.from+ringGap/2*turn, a.to-(ringGap/2+ringTip)*turn
		if i == 0 {
			from += 12 * turn // beside the mark at 12 o'clock
		}
		if i == len(c.arcs)-1 {
			to -= 14 * turn
		}
		if i > 0 { // the notch takes in the tip before it
			from -= ringTip * turn
		}
		g := scene.Group{Role: scene.RolePhase, ID: a.of.ID, Name: text.Clean(a.of.Title), Items: []scene.Item{scene.Polygon{
			Points: chevron(c.r-ringHalf, c.r+ringHalf, from, to, ringTip*turn), Style: scene.Style{Fill: scene.PhaseBar},
		}}}
		switch {
		case c.lettered:
			g.Items = append(g.Items, c.drawKey(a)...)
		case len(a.lines) > 0:
			g.Items = append(g.Items, block(a.lines, snap(a.area.X+a.area.W/2), snap(a.area.Y+a.area.H/2), a.area.W, nameLine, strongFont, scene.Ink, scene.Middle)...)
		}
		groups = append(groups, g)
	}
	return groups
}

func (c *cycle) drawVisibility() scene.Group {
	return scene.Group{
		Role: scene.RoleLine, ID: string(touchpoint.Visibility), Name: c.labels.Line(touchpoint.Visibility),
		Items: []scene.Item{scene.Path{
			Points: arc(c.r-c.visibility(), 0, 1),
			Style:  scene.Style{Stroke: scene.Ink, Width: 1.2, Dash: dash(touchpoint.Visibility)},
		}},
	}
}

// drawMiddle writes what the picture is, and where it begins and ends.
func (c *cycle) drawMiddle() scene.Group {
	area := c.middle()
	g := scene.Group{Role: scene.RoleLabel, Data: []scene.Datum{{Name: "of", Value: "cycle"}}}
	area.X, area.Y = snap(area.X), snap(area.Y)
	g.Items = append(g.Items, area)
	y := area.Y
	for _, r := range c.middleRows() {
		g.Items = append(g.Items, words(0, snap(y+r.high/2+baseline(r.font)), area.W, r.font, r.paint, scene.Middle, r.line))
		y += r.high
	}
	g.Inner = append(g.Inner, scene.Group{
		Role: scene.RoleMark, Name: c.labels.Cycle.Begin + ", " + c.labels.Cycle.End,
		Data:  []scene.Datum{{Name: "mark", Value: "begin"}, {Name: "of", Value: "cycle"}},
		Items: endMark(0, -c.r),
	})
	top := -c.r + ringHalf + 6
	ends := scene.Group{Items: []scene.Item{
		scene.Path{Points: []scene.Point{{X: 0, Y: top - 2}, {X: 0, Y: top + 16}}, Style: scene.Style{Stroke: scene.Wire, Width: 1}},
		words(-7, top+11, 50, smallFont, scene.Muted, scene.End, c.labels.Cycle.End),
		words(7, top+11, 50, smallFont, scene.Muted, scene.Start, c.labels.Cycle.Begin),
	}}
	g.Inner = append(g.Inner, ends)
	return g
}

// drawWays joins names and off-stage work to their moments.
func (c *cycle) drawWays() scene.Group {
	var g scene.Group
	for i := range c.stops {
		s := &c.stops[i]
		g.Items = append(g.Items, scene.Path{Points: s.tag.way, Style: scene.Style{Stroke: scene.Wire, Width: 0.8}})
		if end := c.spoke(s); end > 0 {
			g.Items = append(g.Items, scene.Path{
				Points: []scene.Point{polar(c.r-s.half(), s.turn), polar(c.r-end, s.turn)},
				Style:  scene.Style{Stroke: scene.Wire, Width: 0.8},
			})
		}
	}
	return g
}

// spoke is how far inwards a line leads from a moment to its marks and to what
// stands behind it; 0 is nowhere.
func (c *cycle) spoke(s *stop) float64 {
	if n := len(s.behind); n > 0 {
		return c.visibility() + dotApart*float64(n) - 4
	}
	if n := s.marks(); n > 0 {
		return firstMark + nextMark*float64(n-1)
	}
	return 0
}

func (c *cycle) drawMarks(s *stop) []scene.Group {
	at := polar(c.r, s.turn)
	var groups []scene.Group
	switch {
	case s.t.IsCritical():
		ring := scene.Circle{X: at.X, Y: at.Y, R: s.half(), Style: scene.Style{Fill: scene.Box, Stroke: scene.Moment, Width: 2.4}}
		groups = append(groups, markOf(s.t.ID, "moment", c.labels.Critical, append([]scene.Item{ring}, momentMark(at.X, at.Y, true)...)))
	case s.t.IsMoment():
		groups = append(groups, markOf(s.t.ID, "moment", c.labels.Moment, momentMark(at.X, at.Y, false)))
	default:
		groups = append(groups, markOf(s.t.ID, "encounter", c.labels.Cycle.Encounter, encounterMark(at.X, at.Y)))
	}
	depth := firstMark
	if len(s.fails) > 0 {
		p := polar(c.r-depth, s.turn)
		groups = append(groups, markOf(s.t.ID, "fail", c.labels.failNames(s.fails), c.setter.failMark(p.X, p.Y)))
		depth += nextMark
	}
	if s.wait != nil {
		p := polar(c.r-depth, s.turn)
		groups = append(groups, markOf(s.t.ID, "wait", c.labels.Wait+" "+c.labels.wait(s.wait), c.setter.waitMark(p.X, p.Y)))
	}
	return groups
}

func encounterMark(x, y float64) []scene.Item {
	return []scene.Item{scene.Circle{X: x, Y: y, R: 6, Style: scene.Style{Fill: scene.Box, Stroke: scene.Customer, Width: 1.6}}}
}

// samples lists the legend's entries, each only if it is used.
func (c *cycle) samples() []sample {
	var out []sample
	any := func(is func(*stop) bool, name string, width float64, draw func(x, y float64) []scene.Item) {
		for i := range c.stops {
			if is(&c.stops[i]) {
				out = append(out, sample{name, width, draw})
				return
			}
		}
	}
	any(func(s *stop) bool { return s.t.IsMoment() && !s.t.IsCritical() }, c.labels.Moment, 24,
		func(x, y float64) []scene.Item { return momentMark(x, y, false) })
	any(func(s *stop) bool { return s.t.IsCritical() }, c.labels.Critical, 24,
		func(x, y float64) []scene.Item { return momentMark(x, y, true) })
	any(func(s *stop) bool { return !s.t.IsMoment() }, c.labels.Cycle.Encounter, 14, encounterMark)
	any(func(s *stop) bool { return len(s.fails) > 0 }, c.labels.Fail, 20, c.setter.failMark)
	any(func(s *stop) bool { return s.wait != nil }, c.labels.Wait, 24, c.setter.waitMark)
	for _, k := range []touchpoint.Kind{touchpoint.Backstage, touchpoint.Support} {
		any(func(s *stop) bool {
			for _, x := range s.behind {
				if c.g.Kind(x) == k {
					return true
				}
			}
			return false
		}, c.labels.Kind(k), 12, func(x, y float64) []scene.Item { return []scene.Item{glyph(k, x, y, dotSize/2-1)} })
	}
	if c.options.Behind {
		out = append(out, sample{c.labels.Line(touchpoint.Visibility), 36, func(x, y float64) []scene.Item {
			return []scene.Item{scene.Path{
				Points: []scene.Point{{X: x - 18, Y: y}, {X: x + 18, Y: y}},
				Style:  scene.Style{Stroke: scene.Ink, Width: 1.2, Dash: dash(touchpoint.Visibility)},
			}}
		}})
	}
	return out
}
