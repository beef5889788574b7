package view

import (
	"fmt"
	"math"
	"strconv"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

func (q *quadrant) draw() *scene.Scene {
	groups := []scene.Group{q.drawGrounds(), q.drawGrid()}
	groups = append(groups, q.drawAxes()...)
	for i, k := range quadrants() {
		groups = append(groups, q.drawName(k, q.names[i]))
	}
	var leaders scene.Group
	var marks []scene.Group
	list := scene.Group{Name: q.labels.Touchpoints, List: true}
	for i := range q.spots {
		s := &q.spots[i]
		if s.led {
			leaders.Items = append(leaders.Items, scene.Path{Points: []scene.Point{s.from, s.to}, Style: scene.Style{Stroke: scene.Wire, Width: 1}})
		}
		marks = append(marks, q.drawSpot(s))
		if s.letter == "" {
			list.Inner = append(list.Inner, q.drawNames(s)...)
		}
	}
	if len(leaders.Items) > 0 {
		groups = append(groups, leaders)
	}
	keys, area := q.drawKeys()
	list.Inner = append(list.Inner, keys...)
	head, unknown, below := q.drawUnknown(max(planeSide, area.X+area.W))
	groups = append(groups, head...)
	list.Inner = append(list.Inner, unknown...)
	groups = append(append(append(groups, list), marks...), q.said...)
	whole := around(scene.Rect{X: -60, Y: -34, W: planeSide + 64, H: planeSide + 34 + 58}, area)
	if below.H > 0 {
		whole = around(whole, below)
	}
	return q.compose(groups, whole, q.samples(), q.describe())
}

func groundOf(k touchpoint.Quadrant) scene.Paint {
	switch k {
	case touchpoint.Freezer:
		return scene.CustomerBand
	case touchpoint.Factory:
		return scene.EvidenceBand
	case touchpoint.FriendlyZoo:
		return scene.BackstageBand
	}
	return scene.FrontstageBand
}

func (q *quadrant) drawGrounds() scene.Group {
	var g scene.Group
	for _, k := range quadrants() {
		r := corner(k)
		r.Fill = groundOf(k)
		g.Items = append(g.Items, r)
	}
	return g
}

// drawGrid draws a fine line for each number of aspects and the cross between
// low and high.
func (q *quadrant) drawGrid() scene.Group {
	var g scene.Group
	rule := func(a, b scene.Point, s scene.Style) {
		g.Items = append(g.Items, scene.Path{Points: []scene.Point{a, b}, Style: s})
	}
	fine := scene.Style{Stroke: scene.Hairline, Width: 1}
	for i := range aspects + 1 {
		v := (float64(i) + 0.5) * aspectCell
		rule(scene.Point{X: v, Y: planeSide}, scene.Point{X: v, Y: planeSide + 5}, fine) // ticks alone keep the plane calm
		rule(scene.Point{X: -5, Y: v}, scene.Point{X: 0, Y: v}, fine)
	}
	strong := scene.Style{Stroke: scene.Wire, Width: 1.2, Dash: [2]float64{5, 4}}
	rule(scene.Point{X: planeSide / 2}, scene.Point{X: planeSide / 2, Y: planeSide}, strong)
	rule(scene.Point{Y: planeSide / 2}, scene.Point{X: planeSide, Y: planeSide / 2}, strong)
	return g
}

// drawAxes names the axes, with the numbers of aspects.
func (q *quadrant) drawAxes() []scene.Group {
	w := &q.labels.Quadrant
	axis := scene.Style{Stroke: scene.Ink, Width: 1.4}
	var g scene.Group
	for _, ends := range [...][2]scene.Point{{{Y: planeSide}, {Y: -12}}, {{Y: planeSide}, {X: planeSide + 12, Y: planeSide}}} {
		g.Items = append(g.Items, scene.Path{Points: []scene.Point{ends[0], back(ends[0], ends[1], headStop)}, Style: axis}, arrow(ends[0], ends[1], scene.Ink))
	}
	for i := range aspects + 1 {
		n := strconv.Itoa(i)
		v := (float64(i) + 0.5) * aspectCell
		g.Items = append(g.Items,
			words(v, planeSide+18, 20, smallFont, scene.Muted, scene.Middle, n),
			words(-10, planeSide-v+4, 20, smallFont, scene.Muted, scene.End, n))
	}
	name := func(id, title string, area scene.Rect, right bool) scene.Group {
		out := scene.Group{Role: scene.RoleLabel, ID: id, Data: []scene.Datum{{Name: "of", Value: id}}, Items: []scene.Item{area}}
		wide := q.setter.Width(title, strongFont)
		x := area.X
		if right {
			x = area.X + area.W - wide - 10 - q.setter.Width(w.Aspects, smallFont)
		}
		base := area.Y + area.H/2 + baseline(strongFont)
		out.Items = append(out.Items, words(x, base, wide, strongFont, scene.Ink, scene.Start, title),
			words(x+wide+10, base, q.setter.Width(w.Aspects, smallFont), smallFont, scene.Muted, scene.Start, w.Aspects))
		return out
	}
	return []scene.Group{
		g,
		name("procedural", w.Procedural, scene.Rect{X: 10, Y: -30, W: planeSide - 10, H: 20}, false),
		name("personal", w.Personal, scene.Rect{X: 0, Y: planeSide + 30, W: planeSide, H: 20}, true),
	}
}

func (q *quadrant) drawName(k touchpoint.Quadrant, area scene.Rect) scene.Group {
	w := &q.labels.Quadrant
	x := area.X + cardPadX
	name, say := q.nameFonts(k)
	return scene.Group{
		Role: scene.RoleLabel, ID: string(k), Data: []scene.Datum{{Name: "of", Value: string(k)}}, Name: w.Name(k),
		Items: []scene.Item{
			area,
			words(x, area.Y+18, area.W-2*cardPadX, name, scene.Ink, scene.Start, w.Name(k)),
			words(x, area.Y+35, area.W-2*cardPadX, say, scene.Muted, scene.Start, w.Say(k)),
		},
	}
}

// drawSpot marks a place: a disc, larger where several stand, a lozenge for the
// whole service, a letter where the names stand beside the plane.
func (q *quadrant) drawSpot(s *spot) scene.Group {
	first := &s.items[0]
	g := markOf(first.id, "place", "", nil)
	g.Data = append(g.Data, scene.Datum{Name: "count", Value: strconv.Itoa(len(s.items))})
	whole := false
	for i := range s.items {
		whole = whole || s.items[i].whole
	}
	switch {
	case s.letter != "":
		g.Items = append(g.Items, scene.Circle{X: s.at.X, Y: s.at.Y, R: s.r, Style: scene.Style{Fill: scene.Moment}},
			words(s.at.X, s.at.Y+4.2, 2*s.r, letterFont, scene.Background, scene.Middle, s.letter))
	case whole:
		g.Items = append(g.Items, wholeMark(s.at.X, s.at.Y)...)
	default:
		g.Items = append(g.Items, spotMark(s.at.X, s.at.Y, s.r, len(s.items) > 1)...)
	}
	return g
}

func spotMark(x, y, r float64, several bool) []scene.Item {
	items := []scene.Item{scene.Circle{X: x, Y: y, R: r, Style: scene.Style{Fill: scene.Moment, Stroke: scene.Background, Width: 1.5}}}
	if several {
		items = append(items, scene.Circle{X: x, Y: y, R: snap(r * 0.55), Style: scene.Style{Stroke: scene.Background, Width: 1.5}})
	}
	return items
}

func wholeMark(x, y float64) []scene.Item {
	d := diamond(scene.Rect{X: x - 9, Y: y - 9, W: 18, H: 18}, scene.Ink)
	d.Fill = scene.Ink
	return []scene.Item{d}
}

// drawNames sets the names of a spot, each in a group of its own on one card.
func (q *quadrant) drawNames(s *spot) []scene.Group {
	card := s.area
	card.Radius, card.Style = 5, scene.Style{Fill: scene.Box, Stroke: scene.Hairline, Width: 1}
	groups := []scene.Group{{Items: []scene.Item{card}}}
	y := s.area.Y + cardPadY
	for i := range s.items {
		lines, font := q.setter.itemLines(&s.items[i], cardRoom)
		high := float64(len(lines)) * cardLine
		area := scene.Rect{X: s.area.X + 1, Y: snap(y), W: s.area.W - 2, H: high}
		groups = append(groups, q.thing(&s.items[i], area,
			block(lines, s.area.X+cardPadX, snap(y+high/2), s.area.W-2*cardPadX, cardLine, font, scene.Ink, scene.Start)...))
		rows := q.badgesOf(&s.items[i], cardRoom)
		q.said = append(q.said, q.drawBadges(s.items[i].id, rows, s.area.X+cardPadX, snap(y+high), scene.Start)...)
		y += high + badgesHigh(rows) + cardGap
	}
	return groups
}

// thing is the group of an item, with its scores.
func (q *quadrant) thing(item *standingItem, area scene.Rect, items ...scene.Item) scene.Group {
	var g scene.Group
	switch {
	case item.t != nil:
		g = q.touch(item.t, area, items...)
	case item.phase:
		g = scene.Group{Role: scene.RolePhase, ID: item.id, Name: item.name, Items: append([]scene.Item{area}, items...)}
	default:
		g = scene.Group{Role: scene.RoleLabel, ID: item.id, Name: item.name, Data: []scene.Datum{{Name: "of", Value: item.id}}, Items: append([]scene.Item{area}, items...)}
	}
	if item.quadrant() == touchpoint.Freezer && item.procedural+item.personal == 0 && !item.whole {
		return g
	}
	g.Data = append(g.Data, scene.Datum{Name: "procedural", Value: score(item.procedural, 1)},
		scene.Datum{Name: "personal", Value: score(item.personal, 1)}, scene.Datum{Name: "quadrant", Value: string(item.quadrant())})
	g.Name = text.Clean(g.Name + q.labels.Separator + q.labels.Quadrant.Name(item.quadrant()) + q.labels.Separator + q.scores(item))
	return g
}

// scores says where an item stands.
func (q *quadrant) scores(item *standingItem) string {
	return fmt.Sprintf(q.labels.Quadrant.Score, score(item.procedural, aspects), score(item.personal, aspects))
}

// score writes a score in parts of a whole.
func score(v, parts float64) string { return figure(math.Round(v*parts*100) / 100) }

// drawKeys lists the names that found no room in the plane.
func (q *quadrant) drawKeys() ([]scene.Group, scene.Rect) {
	var groups []scene.Group
	area := scene.Rect{}
	left, y := planeSide+keyGap, 0.0
	for i := range q.spots {
		s := &q.spots[i]
		if s.letter == "" {
			continue
		}
		mark := markOf(s.items[0].id, "key", "", []scene.Item{
			scene.Circle{X: left + 11, Y: y + 11, R: 11, Style: scene.Style{Fill: scene.Moment}},
			words(left+11, y+15.2, 22, letterFont, scene.Background, scene.Middle, s.letter),
		})
		groups = append(groups, mark)
		x := left + 32
		top := y + 2
		for k := range s.items {
			lines, font := q.setter.itemLines(&s.items[k], keyWide-32)
			high := float64(len(lines)) * cardLine
			r := scene.Rect{X: x, Y: top, W: keyWide - 32, H: high}
			groups = append(groups, q.thing(&s.items[k], r, block(lines, x, top+high/2, r.W, cardLine, font, scene.Ink, scene.Start)...))
			rows := q.badgesOf(&s.items[k], r.W)
			q.said = append(q.said, q.drawBadges(s.items[k].id, rows, x, top+high, scene.Start)...)
			top += high + badgesHigh(rows) + cardGap
		}
		said := q.scores(&s.items[0])
		if len(s.items) == 1 || s.items[0].procedural == s.items[len(s.items)-1].procedural && s.items[0].personal == s.items[len(s.items)-1].personal {
			groups = append(groups, scene.Group{Items: []scene.Item{words(x, top+11, keyWide, smallFont, scene.Muted, scene.Start, said)}})
			top += smallLine
		}
		y = max(top, y+24) + 10
		area = scene.Rect{X: left, W: max(keyWide, 32+q.setter.Width(said, smallFont)), H: y}
	}
	return groups, area
}

// drawUnknown lists what has no standards under the plane.
func (q *quadrant) drawUnknown(right float64) (head, chips []scene.Group, area scene.Rect) {
	if len(q.unknown) == 0 {
		return nil, nil, area
	}
	y := planeSide + 78
	title := q.labels.Quadrant.Unknown
	head = []scene.Group{{Items: []scene.Item{words(0, y+baseline(strongFont), right, strongFont, scene.Ink, scene.Start, title)}}}
	top, x := y+18, 0.0
	high := chipHigh
	for i := range q.unknown {
		item := &q.unknown[i]
		lines, font := q.setter.itemLines(item, min(cardRoom+60, right-2*chipPadX))
		rows := q.badgesOf(item, cardRoom)
		wide := max(q.setter.Block(lines, font), badgesWide(rows)) + 2*chipPadX
		tall := float64(len(lines))*cardLine + 11 + badgesHigh(rows)
		if x > 0 && x+wide > right {
			x, top, high = 0, top+high+chipGap, chipHigh
		}
		box := scene.Rect{X: x, Y: top, W: wide, H: tall, Radius: 5, Style: scene.Style{Fill: scene.Box, Stroke: scene.Wire, Width: 1, Dash: [2]float64{3, 3}}}
		middle := top + (tall-badgesHigh(rows))/2
		q.said = append(q.said, q.drawBadges(item.id, rows, x+wide/2, top+tall-6-badgesHigh(rows), scene.Middle)...)
		chips = append(chips, q.thing(item, box, block(lines, x+wide/2, middle, wide, cardLine, font, scene.Ink, scene.Middle)...))
		x, high = x+wide+chipGap, max(high, tall)
	}
	return head, chips, scene.Rect{X: 0, Y: y - 10, W: max(right, q.setter.Width(title, strongFont)), H: top + high - y + 10}
}

// samples lists the legend's entries, each only if it is used.
func (q *quadrant) samples() []sample {
	var out []sample
	several, lettered, bold := false, false, false
	for i := range q.spots {
		s := &q.spots[i]
		several = several || len(s.items) > 1 && s.letter == ""
		lettered = lettered || s.letter != ""
		for k := range s.items {
			bold = bold || s.items[k].critical()
		}
	}
	if several {
		out = append(out, sample{q.labels.Quadrant.Several, 18, func(x, y float64) []scene.Item { return spotMark(x, y, 9, true) }})
	}
	if lettered {
		out = append(out, sample{q.labels.Quadrant.Letter, 22, func(x, y float64) []scene.Item {
			return []scene.Item{scene.Circle{X: x, Y: y, R: 11, Style: scene.Style{Fill: scene.Moment}}, words(x, y+4.2, 22, letterFont, scene.Background, scene.Middle, "A")}
		}})
	}
	if bold {
		strong := itemFont
		strong.Weight = 600
		out = append(out, sample{q.labels.Critical, q.setter.Width("Abc", strong), func(x, y float64) []scene.Item {
			return []scene.Item{words(x, y+4, 40, strong, scene.Ink, scene.Middle, "Abc")}
		}})
	}
	return append(out, sample{q.labels.Quadrant.Whole, 18, wholeMark})
}
