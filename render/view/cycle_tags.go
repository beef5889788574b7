package view

import (
	"math"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

const (
	tagRoom   = 190.0 // a moment's name is wrapped at that
	tagApart  = 10.0  // from name to name
	glyphRoom = 14.0  // before a line that begins with a glyph
)

// tag is what is written beside a moment on the ring.
type tag struct {
	rows []tagRow
	w, h float64
	list float64 // width of its lines about off-stage work
	area scene.Rect
	way  []scene.Point // from the moment to here
}

// tagRow is a line of a tag. Off-stage work begins with a glyph of its kind.
type tagRow struct {
	line  string
	font  text.Font
	paint scene.Paint
	high  float64
	kind  touchpoint.Kind // of a line about off-stage work
	first bool            // of its lines, which carries the glyph

	badges [][]badge // in place of a line
}

func (c *cycle) fillTags() {
	for i := range c.stops {
		s := &c.stops[i]
		font := bodyFont
		if s.t.IsCritical() {
			font = strongFont
		}
		add := func(line string, f text.Font, high, room float64, paint scene.Paint, kind touchpoint.Kind) {
			for k, l := range c.setter.wrapped(line, f, room) {
				s.tag.rows = append(s.tag.rows, tagRow{line: l, font: f, paint: paint, high: high, kind: kind, first: k == 0 && kind != ""})
			}
		}
		add(s.t.Title, font, bodyLine, tagRoom, scene.Ink, "")
		if c.options.shows(PartTimes) && s.wait != nil {
			add(c.labels.wait(s.wait), smallFont, smallLine, tagRoom, scene.Wait, "")
		}
		if rows := c.badges(s.t.ID, tagRoom); len(rows) > 0 {
			s.tag.rows = append(s.tag.rows, tagRow{high: badgesHigh(rows), badges: rows})
		}
		for _, x := range s.behind {
			colour, _ := paints(c.g.Kind(x))
			add(c.withValues(x), smallFont, smallLine, tagRoom-glyphRoom, colour, c.g.Kind(x))
		}
		for _, r := range s.tag.rows {
			w := badgesWide(r.badges)
			if r.badges == nil {
				w = c.setter.Width(r.line, r.font)
			}
			if r.kind != "" {
				w += glyphRoom
				s.tag.list = max(s.tag.list, w)
			}
			s.tag.w = max(s.tag.w, w)
			s.tag.h += r.high
		}
		s.tag.w, s.tag.h = max(s.tag.w, 8), max(s.tag.h, bodyLine)
	}
}

// placeTags puts the names around the ring: beside their moments where that
// goes, and one under another where it is crowded.
func (c *cycle) placeTags() {
	var sides [2][]*stop // top to bottom
	var last *stop
	for i := range c.stops {
		s := &c.stops[i]
		switch {
		case s.bottom():
			last = s
		case s.side() == 0:
			sides[0] = append(sides[0], s)
		default:
			sides[1] = append([]*stop{s}, sides[1]...)
		}
	}
	low := c.r + labelRing
	for side, stops := range sides {
		c.placeSide(stops, float64(1-2*side))
		for _, s := range stops {
			taken := around(s.tag.area, scene.Rect{X: s.tag.way[1].X, Y: s.tag.way[1].Y})
			if last != nil && grown(taken, tagApart).Overlaps(scene.Rect{X: -last.tag.w / 2, Y: low, W: last.tag.w, H: 1e6}) {
				low = max(low, taken.Y+taken.H+tagApart)
			}
		}
	}
	if last != nil {
		last.tag.area = scene.Rect{X: snap(-last.tag.w / 2), Y: snap(low), W: last.tag.w, H: last.tag.h}
		last.tag.way = []scene.Point{polar(c.r+last.half()+1, 0.5), {X: 0, Y: snap(low - 4)}}
	}
}

// placeSide puts the names of one half; sign is 1 for the right and -1 for the
// left.
func (c *cycle) placeSide(stops []*stop, sign float64) {
	wanted, sizes := make([]float64, len(stops)), make([]float64, len(stops))
	for i, s := range stops {
		up := -math.Cos(2 * math.Pi * s.turn) // -1 at 12 o'clock, where the name stands over its moment
		wanted[i] = (c.r+labelRing)*up + up*s.tag.h/2
		sizes[i] = s.tag.h + tagApart
	}
	leaders := make([]leader, len(stops))
	for i, middle := range spread(wanted, sizes) {
		at, top, bottom := polar(c.r+labelRing-2, stops[i].turn), middle-stops[i].tag.h/2, middle+stops[i].tag.h/2
		at.X = math.Abs(at.X)
		leaders[i] = leader{
			from: at, top: top, bottom: bottom, x: max(outside(c.r+labelRing, top, bottom), at.X) + leaderGap,
			y: min(max(at.Y, top+bodyLine/2), bottom-min(bodyLine/2, stops[i].tag.h/2)),
		}
	}
	giveWay(leaders)
	for i, l := range leaders {
		s := stops[i]
		s.tag.area = scene.Rect{X: snap(l.x), Y: snap(l.top), W: s.tag.w, H: s.tag.h}
		if sign < 0 {
			s.tag.area.X = snap(-l.x - s.tag.w)
		}
		s.tag.way = []scene.Point{polar(c.r+s.half()+1, s.turn), {X: sign * l.from.X, Y: l.from.Y}, {X: snap(sign * (l.x - leaderGap/2)), Y: snap(l.y)}}
	}
}

// half is the radius of a moment's mark.
func (s *stop) half() float64 {
	switch {
	case s.t.IsCritical():
		return 16
	case s.t.IsMoment():
		return 12
	}
	return 7
}

// anchor is where the lines of a tag are set, and on which side of it.
func (s *stop) anchor() (x, sign float64, anchor scene.Anchor) {
	area := s.tag.area
	switch {
	case s.bottom():
		return area.X + area.W/2, 1, scene.Middle
	case s.side() == 1:
		return area.X + area.W, -1, scene.End
	}
	return area.X, 1, scene.Start
}

// drawBadges draws what layers say beside a moment.
func (c *cycle) drawTagBadges(s *stop) []scene.Group {
	x, _, anchor := s.anchor()
	var groups []scene.Group
	y := s.tag.area.Y
	for _, r := range s.tag.rows {
		groups = append(groups, c.drawBadges(s.t.ID, r.badges, x, y, anchor)...)
		y += r.high
	}
	return groups
}

// drawTag writes a tag towards the ring.
func (s *stop) drawTag() []scene.Item {
	x, sign, anchor := s.anchor()
	var items []scene.Item
	y := s.tag.area.Y
	for _, r := range s.tag.rows {
		if r.badges != nil {
			y += r.high
			continue
		}
		at, from := x, anchor
		if r.kind != "" && anchor == scene.Middle { // a list looks better flush than in the middle
			at, from = snap(x-s.tag.list/2), scene.Start
		}
		if r.first {
			items = append(items, glyph(r.kind, at+sign*4, snap(y+r.high/2), 3.5))
		}
		if r.kind != "" {
			at += sign * glyphRoom
		}
		items = append(items, words(at, snap(y+r.high/2+baseline(r.font)), s.tag.area.W, r.font, r.paint, from, r.line))
		y += r.high
	}
	return items
}

// glyph tells the two kinds of off-stage work apart without their colours: a
// disc is backstage, a lozenge support.
func glyph(k touchpoint.Kind, x, y, r float64) scene.Item {
	colour, _ := paints(k)
	if k == touchpoint.Support {
		return scene.Polygon{
			Points: []scene.Point{{X: x, Y: y - r - 1}, {X: x + r + 1, Y: y}, {X: x, Y: y + r + 1}, {X: x - r - 1, Y: y}},
			Style:  scene.Style{Fill: colour},
		}
	}
	return scene.Circle{X: x, Y: y, R: r, Style: scene.Style{Fill: colour}}
}
