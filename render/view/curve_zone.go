package view

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

const (
	barHalf       = 8.0
	verdictRadius = 5.0
)

// figure writes a value of a scale, with one decimal where it has one.
func figure(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64)
}

// level is the height of a value on the scale of expectations.
func (s *curveStrip) level(v float64) float64 {
	v = min(s.high, max(s.low, v))
	return snap(s.zoneTop + (s.high-v)/(s.high-s.low)*zoneHigh)
}

// barX is the middle of a station's expectation number k.
func (s *curveStrip) barX(i, k int) float64 {
	return s.x(i) + barApart*(float64(k)-float64(len(s.stations[i].expects)-1)/2) - 6 // the figure stands at its right
}

// drawZone draws what customers expect and perceive.
func (s *curveStrip) drawZone() []scene.Group {
	w := s.labels.Curve
	top := s.zoneHead + partHead/2
	frame := scene.Group{Items: s.head(top, w.Zone, s.known(s.expected()))}
	if s.step == 0 {
		y := top + partHead/2 + bodyLine/2
		frame.Items = append(frame.Items, words(0, y+baseline(bodyFont), max(s.width(), s.headsWide()), bodyFont, scene.Muted, scene.Start, w.NoZone))
		return []scene.Group{frame}
	}
	frame.Items = append(frame.Items, s.bands()...)
	for _, v := range s.ticks() {
		y := s.level(v)
		frame.Items = append(frame.Items, scene.Path{Points: []scene.Point{{X: s.axis, Y: y}, {X: s.end(), Y: y}}, Style: scene.Style{Stroke: scene.Hairline, Width: 1}})
		frame.Items = append(frame.Items, words(s.axis-axisGap, y+baseline(itemFont), s.axis, itemFont, scene.Muted, scene.End, figure(v)))
	}
	groups := []scene.Group{frame}
	for i := s.from; i < s.to; i++ {
		for k := range s.stations[i].expects {
			groups = append(groups, s.drawExpectation(i, k))
		}
	}
	return groups
}

// bands lead the zone of tolerance on to the next station, where both know it.
func (s *curveStrip) bands() []scene.Item {
	var items []scene.Item
	for i := s.from; i < s.to; i++ {
		upper, lower, ok := s.band(i)
		if !ok {
			continue
		}
		slices.Reverse(lower)
		items = append(items, scene.Polygon{Points: append(upper, lower...), Style: scene.Style{Fill: scene.CustomerBand}})
	}
	return items
}

// band is the upper and the lower border of the zone of tolerance from a station
// to the next, and whether both know it.
func (s *curveStrip) band(i int) (upper, lower []scene.Point, ok bool) {
	zone := func(i int) (touchpoint.Expectation, bool) {
		if i >= s.to || len(s.stations[i].expects) == 0 {
			return touchpoint.Expectation{}, false
		}
		e := s.stations[i].expects[0]
		wide, known := e.Zone()
		return e, known && wide >= 0 && len(e.For) == 0
	}
	a, ok := zone(i)
	b, ok2 := zone(i + 1)
	if !ok || !ok2 {
		return nil, nil, false
	}
	from, to := s.barX(i, 0), s.barX(i+1, 0)
	upper = glide3(scene.Point{X: from, Y: s.level(*a.Desired)}, scene.Point{X: to, Y: s.level(*b.Desired)})
	lower = glide3(scene.Point{X: from, Y: s.level(*a.Adequate)}, scene.Point{X: to, Y: s.level(*b.Adequate)})
	return upper, lower, true
}

// onBand says whether most of an area right of a station lies on the band.
func (s *curveStrip) onBand(i int, area scene.Rect) bool {
	upper, lower, ok := s.band(i)
	if !ok {
		return false
	}
	x, y := area.X+area.W/2, area.Y+area.H/2
	for k := range upper {
		if upper[k].X >= x {
			return y > upper[k].Y && y < lower[k].Y
		}
	}
	return false
}

// glide3 is a smooth line between two points that is level at both.
func glide3(a, b scene.Point) []scene.Point {
	const legs = 16
	var out []scene.Point
	for k := range legs + 1 {
		t := float64(k) / legs
		out = append(out, scene.Point{X: snap(a.X + t*(b.X-a.X)), Y: snap(a.Y + t*t*(3-2*t)*(b.Y-a.Y))})
	}
	return out
}

// drawExpectation draws one expectation: its zone as a bar, and on it what is
// perceived.
func (s *curveStrip) drawExpectation(i, k int) scene.Group {
	e := s.stations[i].expects[k]
	x := s.barX(i, k)
	g := scene.Group{Name: s.spokenExpectation(i, e), Tip: text.Clean(e.Title), Data: []scene.Datum{{Name: "expectation", Value: s.stations[i].t.ID}}}
	style := scene.Style{Fill: scene.CustomerBand, Stroke: scene.Customer, Width: 1.3}
	if len(e.For) > 0 {
		style.Dash = [2]float64{3, 2}
	}
	if zone, ok := e.Zone(); ok && zone >= 0 {
		g.Items = append(g.Items, scene.Rect{X: x - barHalf, Y: s.level(*e.Desired), W: 2 * barHalf, H: s.level(*e.Adequate) - s.level(*e.Desired), Radius: 2, Style: style})
	} else {
		for _, v := range []*float64{e.Adequate, e.Desired} {
			if v != nil {
				g.Items = append(g.Items, scene.Path{Points: []scene.Point{{X: x - barHalf, Y: s.level(*v)}, {X: x + barHalf, Y: s.level(*v)}}, Style: scene.Style{Stroke: scene.Customer, Width: 2, Dash: style.Dash}})
			}
		}
	}
	if e.Perceived != nil {
		y := s.level(*e.Perceived)
		g.Items = append(g.Items, verdictMark(x, y, e.Verdict())...)
		line := figure(*e.Perceived)
		wide := s.setter.Width(line, smallFont)
		// The figure covers the line behind it.
		cover := scene.Rect{X: x + barHalf + 3, Y: y - 6.5, W: wide + 2, H: 13, Style: scene.Style{Fill: scene.Background}}
		if s.onBand(i, cover) {
			cover.Fill = scene.CustomerBand
		}
		g.Items = append(g.Items, cover, words(x+barHalf+4, y+baseline(smallFont), barApart-2*barHalf-6, smallFont, scene.Ink, scene.Start, line))
	}
	return g
}

// verdictMark is what is perceived: a disc inside the zone of tolerance, a
// triangle that points down under it and one that points up over it.
func verdictMark(x, y float64, v touchpoint.Verdict) []scene.Item {
	r := verdictRadius
	triangle := func(sign float64, paint scene.Paint) []scene.Item {
		return []scene.Item{scene.Polygon{
			Points: []scene.Point{{X: x, Y: y + sign*(r+1)}, {X: x + r + 1, Y: y - sign*r}, {X: x - r - 1, Y: y - sign*r}},
			Style:  scene.Style{Fill: paint, Stroke: scene.Background, Width: 1},
		}}
	}
	switch v {
	case touchpoint.Disadvantage:
		return triangle(1, scene.Fail)
	case touchpoint.Loyalty:
		return triangle(-1, scene.Frontstage)
	}
	return []scene.Item{scene.Circle{X: x, Y: y, R: r, Style: scene.Style{Fill: scene.Customer, Stroke: scene.Background, Width: 1}}}
}

// spokenExpectation is what an expectation is called when the picture is read
// aloud.
func (s *curveStrip) spokenExpectation(i int, e touchpoint.Expectation) string {
	w := s.labels.Curve
	name := s.stations[i].t.Title
	if len(e.For) > 0 {
		name += ", " + fmt.Sprintf(s.labels.Only, s.labels.join(s.personaNames(e.For)))
	}
	for _, f := range []struct {
		word string
		v    *float64
	}{{w.Adequate, e.Adequate}, {w.Desired, e.Desired}, {w.Felt, e.Perceived}} {
		if f.v != nil {
			name += ", " + f.word + " " + figure(*f.v)
		}
	}
	return text.Clean(name)
}

// samples lists the legend's entries, each only if it is used.
func (c *curve) samples() []sample {
	w := c.labels.Curve
	var out []sample
	if c.options.shows(PartMarks) {
		add := func(is func(*station) bool, name string, width float64, draw func(x, y float64) []scene.Item) {
			for i := range c.stations {
				if is(&c.stations[i]) {
					out = append(out, sample{name, width, draw})
					return
				}
			}
		}
		add(func(s *station) bool { return s.t.IsMoment() && !s.t.IsCritical() }, c.labels.Moment, 24,
			func(x, y float64) []scene.Item { return momentMark(x, y, false) })
		add(func(s *station) bool { return s.t.IsCritical() }, c.labels.Critical, 24, func(x, y float64) []scene.Item { return momentMark(x, y, true) })
		add(func(s *station) bool { return len(s.fails) > 0 }, c.labels.Fail, 20, c.setter.failMark)
		add(func(s *station) bool { return s.wait != nil }, c.labels.Wait, 24, c.setter.waitMark)
	}
	add := func(is func(touchpoint.Expectation) bool, name string, width float64, draw func(x, y float64) []scene.Item) {
		for i := range c.stations {
			for _, e := range c.stations[i].expects {
				if is(e) {
					out = append(out, sample{name, width, draw})
					return
				}
			}
		}
	}
	bar := func(dash [2]float64) func(x, y float64) []scene.Item {
		return func(x, y float64) []scene.Item {
			return []scene.Item{scene.Rect{X: x - barHalf, Y: y - 10, W: 2 * barHalf, H: 20, Radius: 2, Style: scene.Style{Fill: scene.CustomerBand, Stroke: scene.Customer, Width: 1.3, Dash: dash}}}
		}
	}
	verdict := func(v touchpoint.Verdict) func(x, y float64) []scene.Item {
		return func(x, y float64) []scene.Item { return verdictMark(x, y, v) }
	}
	is := func(v touchpoint.Verdict) func(touchpoint.Expectation) bool {
		return func(e touchpoint.Expectation) bool { return e.Perceived != nil && e.Verdict() == v }
	}
	add(func(e touchpoint.Expectation) bool { return len(e.For) == 0 }, w.ZoneWord, 16, bar([2]float64{}))
	add(func(e touchpoint.Expectation) bool { return len(e.For) > 0 }, w.Some, 16, bar([2]float64{3, 2}))
	add(is(touchpoint.Advantage), w.Perceived, 12, verdict(touchpoint.Advantage))
	add(is(touchpoint.Disadvantage), w.Below, 12, verdict(touchpoint.Disadvantage))
	add(is(touchpoint.Loyalty), w.Above, 12, verdict(touchpoint.Loyalty))
	return out
}
