package view

import (
	"cmp"
	"math"
	"slices"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

const (
	mostLows     = 5
	calloutWide  = 192.0
	calloutPad   = 8.0
	calloutApart = 10.0
	calloutDrop  = 16.0 // from the curves to the names
	reasonLines  = 3
)

// findLows picks the stations that are named: where each persona feels worst,
// the worst first.
func (c *curve) findLows() {
	var found []int
	worst := func(i int) float64 {
		least := math.Inf(1)
		for k := range c.series {
			if f := c.series[k].feel[i]; f.known {
				least = min(least, f.value)
			}
		}
		return least
	}
	for k := range c.series {
		least, most := math.Inf(1), math.Inf(-1)
		for _, f := range c.series[k].feel {
			if f.known {
				least, most = min(least, f.value), max(most, f.value)
			}
		}
		if least == most && least >= 0 {
			continue // nobody feels worse anywhere
		}
		for i, f := range c.series[k].feel {
			if f.known && f.value == least && !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Or(cmp.Compare(worst(a), worst(b)), cmp.Compare(a, b)) })
	found = found[:min(len(found), mostLows)]
	slices.Sort(found)
	c.lows = found
}

// callout names a low point.
type callout struct {
	station int
	from    scene.Point // under the lowest mark there
	rows    []tagRow
	area    scene.Rect
}

// placeCallouts sets the names of the lowest points under the curves, and
// returns where they end.
func (s *curveStrip) placeCallouts(y float64) float64 {
	room := s.end() - s.axis
	most := int((room + calloutApart) / (calloutWide + calloutApart))
	for _, i := range s.lows {
		if i >= s.from && i < s.to && len(s.callouts) < max(1, most) {
			s.callouts = append(s.callouts, s.callout(i, min(calloutWide, room)))
		}
	}
	if len(s.callouts) == 0 {
		return y
	}
	left := s.axis
	for k := range s.callouts { // none over the one before it
		a := &s.callouts[k].area
		a.X = max(a.X, left)
		left = a.X + a.W + calloutApart
	}
	right, high := s.end(), 0.0
	for k := len(s.callouts) - 1; k >= 0; k-- { // none over the right border
		a := &s.callouts[k].area
		a.X = snap(min(a.X, right-a.W))
		right = a.X - calloutApart
		a.Y = y + calloutDrop
		high = max(high, a.H)
	}
	return y + calloutDrop + high
}

// callout is what is written about a low point, wanted right under it.
func (s *curveStrip) callout(i int, room float64) callout {
	c := callout{station: i}
	t := s.stations[i].t
	wide := room - 2*calloutPad
	add := func(line string, f text.Font, high float64, paint scene.Paint) {
		for _, l := range short(s.setter.wrapped(line, f, wide-8), reasonLines) {
			c.rows = append(c.rows, tagRow{line: l, font: f, paint: paint, high: high})
		}
	}
	add(t.Title, strongFont, nameLine, scene.Ink)
	least, who := math.Inf(1), []string(nil)
	for k := range s.series {
		f := s.series[k].feel[i]
		if !f.known {
			continue
		}
		switch at := s.at(k, i); {
		case c.from.Y == 0 || at.Y > c.from.Y:
			c.from = scene.Point{X: at.X, Y: at.Y + pointRadius + 2}
		}
		if f.value < least {
			least, who = f.value, nil
		}
		if f.value == least {
			who = append(who, s.series[k].names...)
		}
	}
	if s.everybody(who) {
		who = []string{s.labels.Curve.All}
	}
	add(s.labels.Curve.Feelings[int(math.Round(least))+2]+s.labels.Separator+s.labels.join(who), smallFont, smallLine, scene.Muted)
	if wait := s.stations[i].wait; s.options.shows(PartTimes) {
		if w := s.labels.wait(wait); w != "" {
			add(s.labels.Wait+s.labels.Separator+w, smallFont, smallLine, scene.Wait)
		}
	}
	if fails := s.stations[i].fails; len(fails) > 0 {
		add(s.labels.failNames(fails), smallFont, smallLine, scene.Fail)
	}
	for _, r := range c.rows {
		c.area.W = max(c.area.W, s.setter.Width(r.line, r.font)+2*calloutPad)
		c.area.H += r.high
	}
	c.area.W = min(c.area.W, room)
	c.area.H += 2*calloutPad - 4
	c.area.X = c.from.X - c.area.W/2
	return c
}

// everybody says whether those are all personas of the blueprint.
func (s *curveStrip) everybody(names []string) bool {
	return len(names) > 1 && len(names) == len(s.personas)
}

// drawLeaders joins the names of the low points to the curves.
func (s *curveStrip) drawLeaders() scene.Group {
	var g scene.Group
	for _, c := range s.callouts {
		x := min(max(c.from.X, c.area.X+10), c.area.X+c.area.W-10)
		g.Items = append(g.Items, scene.Path{
			Points: []scene.Point{c.from, {X: c.from.X, Y: s.feelEnd - 4}, {X: snap(x), Y: c.area.Y}},
			Style:  scene.Style{Stroke: scene.Wire, Width: 1, Dash: [2]float64{3, 3}},
		})
	}
	return g
}

func (s *curveStrip) drawCallouts() []scene.Group {
	var groups []scene.Group
	for _, c := range s.callouts {
		box := c.area
		box.Radius, box.Style = 5, scene.Style{Fill: scene.Box, Stroke: scene.Wire, Width: 1}
		g := scene.Group{
			Role: scene.RoleLabel, Name: text.Clean(s.labels.Curve.Lowest + s.labels.Separator + s.stations[c.station].t.Title),
			Data: []scene.Datum{{Name: "of", Value: s.stations[c.station].t.ID}}, Items: []scene.Item{box},
		}
		y := c.area.Y + calloutPad - 2
		for _, r := range c.rows {
			g.Items = append(g.Items, words(c.area.X+calloutPad, snap(y+r.high/2)+baseline(r.font), c.area.W-2*calloutPad, r.font, r.paint, scene.Start, r.line))
			y += r.high
		}
		groups = append(groups, g)
	}
	return groups
}
