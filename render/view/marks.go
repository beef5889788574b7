package view

import (
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// The letters in marks; a triangle has less room than a circle.
var (
	letterFont      = text.Font{Size: 12, Weight: 700}
	smallLetterFont = text.Font{Size: 10, Weight: 700}
)

// How wide a letter may be in its mark.
const (
	failRoom = 16.0
	waitRoom = 13.0
)

func (s *strip) drawMarks() []scene.Group {
	var groups []scene.Group
	add := func(b *box, kind, name string, items ...scene.Item) {
		groups = append(groups, markOf(b.t.ID, kind, name, items))
	}
	for _, e := range s.evidence {
		c := &s.columns[e.column]
		if fails := c.evidenceFails(); len(fails) > 0 && s.options.shows(PartMarks) {
			groups = append(groups, scene.Group{
				Role: scene.RoleMark, Name: s.labels.failNames(fails), Items: s.setter.failMark(e.rect.X+e.rect.W, e.rect.Y),
				Data: []scene.Datum{{Name: "mark", Value: "fail"}, {Name: "of", Value: "evidence"}, {Name: "step", Value: c.stepName()}},
			})
		}
	}
	for i := range s.boxes {
		b, r := &s.boxes[i], rect(s.layout.Boxes[i])
		switch b.standing {
		case anEnd:
			add(b, "end", s.labels.End, endMark(r.X+r.W/2, r.Y+r.H/2)...)
			continue
		case anOnward:
			add(b, "onward", s.labels.Onward, onwardMark(r, b.word)...)
			continue
		}
		if b.tag != "" {
			colour, _ := paints(s.lanes[b.row].Kind)
			add(b, "service", b.tag, tagMark(r.X-tagOut, r.Y+r.H-tagHeight/2, b.tagW, b.tag, colour, b.t.Service == "core")...)
		}
		if len(b.badges) > 0 {
			groups = append(groups, s.drawBadges(b.t.ID, b.badges, r.X+r.W/2, b.top(r)+b.words()-badgesHigh(b.badges), scene.Middle)...)
		}
		if !s.options.shows(PartMarks) {
			continue
		}
		if b.t.IsMoment() {
			name := s.labels.Moment
			if b.t.IsCritical() {
				name = s.labels.Critical
			}
			add(b, "moment", name, momentMark(r.X, r.Y, b.t.IsCritical())...)
		}
		x := r.X + r.W
		if len(b.t.Fails) > 0 {
			add(b, "fail", s.labels.failNames(b.t.Fails), s.setter.failMark(x, r.Y)...)
			x -= 26
		}
		if b.t.Wait != nil {
			add(b, "wait", s.labels.Wait+" "+s.labels.wait(b.t.Wait), s.setter.waitMark(x, r.Y)...)
		}
		if icon, ok := s.drawIcon(b, r); ok {
			groups = append(groups, icon)
		}
		if b.t.See != "" {
			groups = append(groups, scene.Group{
				Role: scene.RoleMark, Name: s.labels.See + ": " + text.Clean(b.t.See), Href: b.t.See,
				Data:  []scene.Datum{{Name: "mark", Value: "see"}, {Name: "of", Value: b.t.ID}},
				Items: seeMark(r.X+r.W, r.Y+r.H),
			})
		}
	}
	return groups
}

// markOf is a mark of the touchpoint with that id.
func markOf(id, kind, name string, items []scene.Item) scene.Group {
	return scene.Group{
		Role: scene.RoleMark, Name: name, Items: items,
		Data: []scene.Datum{{Name: "mark", Value: kind}, {Name: "of", Value: id}},
	}
}

// failNames is what a fail mark is called when the picture is read aloud.
func (l labels) failNames(fails []touchpoint.Fail) string {
	var names []string
	for _, f := range fails {
		if f.Title != "" {
			names = append(names, f.Title)
		}
	}
	if len(names) == 0 {
		return l.Fail
	}
	return text.Clean(l.Fail + ": " + l.join(names))
}

// momentMark is a star in a circle, filled when the moment is critical.
func momentMark(x, y float64, critical bool) []scene.Item {
	star := scene.Polygon{Style: scene.Style{Stroke: scene.Moment, Width: 1.3}}
	if critical {
		star.Fill = scene.Moment
	}
	for _, p := range starPoints {
		star.Points = append(star.Points, scene.Point{X: x + p.X, Y: y + p.Y})
	}
	return []scene.Item{
		scene.Circle{X: x, Y: y, R: 11.5, Style: scene.Style{Fill: scene.Box, Stroke: scene.Moment, Width: 1.2}},
		star,
	}
}

// starPoints are the corners of a five-pointed star of radius 8 around 0,0.
// They are written down so that no machine computes them differently.
var starPoints = [...]scene.Point{
	{X: 0, Y: -8}, {X: 2.12, Y: -2.91}, {X: 7.61, Y: -2.47}, {X: 3.42, Y: 1.11}, {X: 4.7, Y: 6.47},
	{X: 0, Y: 3.6}, {X: -4.7, Y: 6.47}, {X: -3.42, Y: 1.11}, {X: -7.61, Y: -2.47}, {X: -2.12, Y: -2.91},
}

func (t setter) failMark(x, y float64) []scene.Item {
	return []scene.Item{
		scene.Circle{X: x, Y: y, R: markRadius, Style: scene.Style{Fill: scene.Fail}},
		words(x, y+4.2, 2*markRadius, t.within(letterFont, "F", failRoom), scene.Background, scene.Middle, "F"),
	}
}

func (t setter) waitMark(x, y float64) []scene.Item {
	return []scene.Item{
		scene.Polygon{
			Points: []scene.Point{{X: x, Y: y - 11.5}, {X: x + 12, Y: y + 8.5}, {X: x - 12, Y: y + 8.5}},
			Style:  scene.Style{Fill: scene.Wait, Stroke: scene.Wait, Width: 1.5},
		},
		words(x, y+6, 2*markRadius, t.within(smallLetterFont, "W", waitRoom), scene.Background, scene.Middle, "W"),
	}
}

// tagMark names the service element; the core is filled.
func tagMark(x, y, width float64, name string, colour scene.Paint, core bool) []scene.Item {
	ground, ink := scene.Style{Fill: scene.Box, Stroke: colour, Width: 1}, colour
	if core {
		ground.Fill, ink = colour, scene.Background
	}
	return []scene.Item{
		scene.Rect{X: x, Y: y, W: width, H: tagHeight, Radius: tagHeight / 2, Style: ground},
		words(x+width/2, y+tagHeight/2+3.5, width-2*tagPad, tagFont, ink, scene.Middle, name),
	}
}

// seeMark is an arrow that leads out: the blueprint goes on elsewhere.
func seeMark(x, y float64) []scene.Item {
	stroke := scene.Style{Stroke: scene.Wire, Width: 1.3}
	return []scene.Item{
		scene.Circle{X: x, Y: y, R: 8, Style: scene.Style{Fill: scene.Box, Stroke: scene.Wire, Width: 1.2}},
		scene.Path{Points: []scene.Point{{X: x - 3, Y: y + 3}, {X: x + 3, Y: y - 3}}, Style: stroke},
		scene.Path{Points: []scene.Point{{X: x - 1.5, Y: y - 3}, {X: x + 3, Y: y - 3}, {X: x + 3, Y: y + 1.5}}, Style: stroke},
	}
}

// endMark is a ring with a filled middle.
func endMark(x, y float64) []scene.Item {
	return []scene.Item{
		scene.Circle{X: x, Y: y, R: endSize/2 - 1, Style: scene.Style{Fill: scene.Box, Stroke: scene.Wire, Width: wireWidth}},
		scene.Circle{X: x, Y: y, R: endSize/2 - 5, Style: scene.Style{Fill: scene.Wire}},
	}
}

// onwardMark carries the word that two ends of a way share.
func onwardMark(r scene.Rect, word string) []scene.Item {
	r.Radius = r.H / 2
	r.Style = scene.Style{Fill: scene.Box, Stroke: scene.Wire, Width: 1.2}
	return []scene.Item{
		r,
		words(r.X+r.W/2, r.Y+r.H/2+4, r.W, smallFont, scene.Ink, scene.Middle, word),
	}
}
