package view

import (
	"cmp"
	"math"
	"slices"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// The measures of a quadrant, in px.
const (
	aspects      = 7
	aspectCell   = 84.0 // from aspect to aspect
	planeSide    = (aspects + 1) * aspectCell
	cardRoom     = 150.0 // names in the plane are wrapped at that
	cardPadX     = 8.0
	cardPadY     = 5.0
	cardLine     = 15.0
	cardGap      = 4.0 // from name to name in a card
	mostInCard   = 6
	spotRadius   = 6.0
	keyWide      = 250.0 // of the names beside the plane
	keyGap       = 28.0
	quadrantHead = 44.0 // room for the name of a quadrant
	chipPadX     = 10.0
	chipHigh     = 26.0
	chipGap      = 8.0
)

var quadrantFont = text.Font{Size: 15, Weight: 600}

// spot is a place in the plane with what stands there.
type spot struct {
	at     scene.Point
	r      float64
	items  []standingItem
	area   scene.Rect  // of its names
	from   scene.Point // where a leader begins
	to     scene.Point
	led    bool
	letter string // where the names found no room
}

// plane gives the point of two scores; the plane's upper left corner is 0,0.
func plane(procedural, personal float64) scene.Point {
	return scene.Point{X: snap((personal*aspects + 0.5) * aspectCell), Y: snap(planeSide - (procedural*aspects+0.5)*aspectCell)}
}

// place gathers what stands at one place, and finds room for the names.
func (q *quadrant) place() {
	for _, item := range append(slices.Clone(q.items), q.whole) {
		s := spot{at: plane(item.procedural, item.personal), items: []standingItem{item}}
		q.spots = append(q.spots, s)
	}
	q.gather()
	for i, k := range quadrants() {
		q.names[i] = q.nameArea(k)
	}
	order := make([]int, len(q.spots))
	for i := range order {
		s := &q.spots[i]
		order[i] = i
		s.r = spotRadius + 2*math.Sqrt(float64(len(s.items)-1))
		if s.items[0].whole {
			s.r = 9
		}
		s.r = min(s.r, 13)
	}
	// What needs most room chooses first.
	slices.SortStableFunc(order, func(a, b int) int { return -cmp.Compare(len(q.spots[a].items), len(q.spots[b].items)) })
	for _, i := range order {
		q.seat(i)
	}
	letters := 0
	for i := range q.spots {
		if s := &q.spots[i]; s.area.W == 0 {
			s.letter, s.r = letterOf(letters), 11
			letters++
		}
	}
}

// gather joins spots that would touch, at their middle. The whole service stays
// for itself unless another stands exactly there or too near.
func (q *quadrant) gather() {
	const near = 30.0
	for joined := true; joined; {
		joined = false
		for i := 0; i < len(q.spots); i++ {
			for k := i + 1; k < len(q.spots); k++ {
				a, b := &q.spots[i], &q.spots[k]
				if distance(a.at, b.at) >= near {
					continue
				}
				n, m := float64(len(a.items)), float64(len(b.items))
				a.at = scene.Point{X: snap((a.at.X*n + b.at.X*m) / (n + m)), Y: snap((a.at.Y*n + b.at.Y*m) / (n + m))}
				a.items = append(a.items, b.items...)
				q.spots = slices.Delete(q.spots, k, k+1)
				joined = true
				k--
			}
		}
	}
}

// itemLines are the lines of a name in the plane or beside it.
func (t setter) itemLines(item *standingItem, room float64) ([]string, text.Font) {
	font := itemFont
	if item.whole || item.critical() {
		font.Weight = 600
	}
	lines := t.Balance(item.name, font, room)
	if len(lines) == 0 {
		lines = []string{item.id}
	}
	return lines, font
}

func (q *quadrant) size(s *spot) (w, h float64) {
	for i := range s.items {
		lines, font := q.setter.itemLines(&s.items[i], cardRoom)
		w = max(w, q.setter.Block(lines, font))
		rows := q.badgesOf(&s.items[i], cardRoom)
		w = max(w, badgesWide(rows))
		h += float64(len(lines))*cardLine + badgesHigh(rows)
	}
	return w + 2*cardPadX, h + 2*cardPadY + cardGap*float64(len(s.items)-1)
}

// seat finds room for the names of a spot: beside it, else farther away with a
// leader. Where there is none the spot gets a letter.
func (q *quadrant) seat(i int) {
	s := &q.spots[i]
	if len(s.items) > mostInCard {
		return
	}
	w, h := q.size(s)
	home := corner(touchpoint.QuadrantOf((planeSide-s.at.Y)/planeSide, s.at.X/planeSide))
	for _, far := range [...]float64{5, 14, 30, 52, 80, -5, -14, -30, -52} { // names leave their quadrant only where they must
		inside := far > 0
		far = abs(far)
		x, y := s.r+far, s.r+far
		d := 0.75 * far
		for _, at := range [...]scene.Point{
			{X: x, Y: -h / 2}, {X: -x - w, Y: -h / 2}, {X: -w / 2, Y: -y - h}, {X: -w / 2, Y: y},
			{X: s.r + d, Y: -s.r - d - h}, {X: s.r + d, Y: s.r + d}, {X: -s.r - d - w, Y: -s.r - d - h}, {X: -s.r - d - w, Y: s.r + d},
		} {
			area := scene.Rect{X: snap(s.at.X + at.X), Y: snap(s.at.Y + at.Y), W: w, H: h}
			to := scene.Point{X: min(max(s.at.X, area.X), area.X+w), Y: min(max(s.at.Y, area.Y), area.Y+h)}
			if (!inside || home.Contains(area)) && q.vacant(i, area, to) {
				s.area, s.to, s.from = area, to, toward(s.at, to, s.r)
				s.led = distance(s.at, to) > s.r+8
				return
			}
		}
	}
}

// toward is the point at a distance from a on the way to b.
func toward(a, b scene.Point, by float64) scene.Point {
	dx, dy := unit(a, b)
	return scene.Point{X: snap(a.X + dx*by), Y: snap(a.Y + dy*by)}
}

// vacant says whether names and their leader touch nothing that has its place.
func (q *quadrant) vacant(own int, area scene.Rect, to scene.Point) bool {
	const border = 4.0
	if !(scene.Rect{X: border, Y: border, W: planeSide - 2*border, H: planeSide - 2*border}).Contains(area) {
		return false
	}
	for _, name := range q.names {
		if name.Overlaps(area) || strikes(q.spots[own].at, to, name) {
			return false
		}
	}
	for i := range q.spots {
		s := &q.spots[i]
		dot := scene.Rect{X: s.at.X - s.r, Y: s.at.Y - s.r, W: 2 * s.r, H: 2 * s.r}
		if i != own && (grown(dot, 6).Overlaps(area) || strikes(q.spots[own].at, to, grown(dot, 4))) {
			return false
		}
		if s.area.W == 0 {
			continue
		}
		if grown(s.area, 6).Overlaps(area) || strikes(q.spots[own].at, to, grown(s.area, 3)) || s.led && strikes(s.at, s.to, grown(area, 3)) {
			return false
		}
	}
	return true
}

// strikes says whether the straight line from a to b passes through an area.
func strikes(a, b scene.Point, area scene.Rect) bool {
	const fine = 3.0
	n := math.Ceil(distance(a, b)/fine) + 1
	for i := 0.0; i <= n; i++ {
		x, y := a.X+(b.X-a.X)*i/n, a.Y+(b.Y-a.Y)*i/n
		if x > area.X && x < area.X+area.W && y > area.Y && y < area.Y+area.H {
			return true
		}
	}
	return false
}

// quadrants lists the four as they stand, row by row from the top.
func quadrants() [4]touchpoint.Quadrant {
	return [4]touchpoint.Quadrant{touchpoint.Factory, touchpoint.Quality, touchpoint.Freezer, touchpoint.FriendlyZoo}
}

// corner is the area of a quadrant.
func corner(k touchpoint.Quadrant) scene.Rect {
	r := scene.Rect{W: planeSide / 2, H: planeSide / 2}
	if k == touchpoint.Quality || k == touchpoint.FriendlyZoo {
		r.X = planeSide / 2
	}
	if k == touchpoint.Freezer || k == touchpoint.FriendlyZoo {
		r.Y = planeSide / 2
	}
	return r
}

// nameFonts are what the name of a quadrant and its meaning are set in, so that
// they stay in it.
func (q *quadrant) nameFonts(k touchpoint.Quadrant) (name, say text.Font) {
	const room = planeSide/2 - 12 - 2*cardPadX
	return q.setter.within(quadrantFont, q.labels.Quadrant.Name(k), room), q.setter.within(smallFont, q.labels.Quadrant.Say(k), room)
}

// nameArea is where the name of a quadrant stands: at its outer border, or where
// no spot is in the way.
func (q *quadrant) nameArea(k touchpoint.Quadrant) scene.Rect {
	c, w := corner(k), &q.labels.Quadrant
	name, say := q.nameFonts(k)
	wide := max(q.setter.Width(w.Name(k), name), q.setter.Width(w.Say(k), say)) + 2*cardPadX
	area := scene.Rect{X: c.X + 6, Y: c.Y + 6, W: wide, H: quadrantHead}
	step := 10.0
	if c.Y > 0 { // the lower ones at their lower border
		area.Y, step = c.Y+c.H-6-quadrantHead, -step
	}
	first := area
	for ; area.Y+area.H <= c.Y+c.H-6 && area.Y >= c.Y+6; area.Y += step {
		for area.X = c.X + 6; area.X+area.W <= c.X+c.W-6; area.X += 10 {
			if !slices.ContainsFunc(q.spots, func(s spot) bool {
				return grown(area, 4).Overlaps(scene.Rect{X: s.at.X - 13, Y: s.at.Y - 13, W: 26, H: 26})
			}) {
				return area
			}
		}
	}
	return first
}
