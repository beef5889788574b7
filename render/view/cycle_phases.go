package view

import (
	"math"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// ringArc is a phase on the ring.
type ringArc struct {
	of          *blueprint.Phase
	first, last int // stops
	from, to    float64
	lines       []string
	area        scene.Rect // of its name
	letter      string
}

// findArcs joins the moments of a phase that follow one another. The ring is
// open at 12 o'clock, where it begins and ends.
func (c *cycle) findArcs() {
	half := 0.5 / float64(len(c.stops)+1)
	for i := range c.stops {
		of := &c.b.Phases[c.g.Place(c.stops[i].t).Phase]
		if n := len(c.arcs); n > 0 && c.arcs[n-1].of == of {
			c.arcs[n-1].last, c.arcs[n-1].to = i, c.stops[i].turn+half
			continue
		}
		c.arcs = append(c.arcs, ringArc{of: of, first: i, last: i, from: c.stops[i].turn - half, to: c.stops[i].turn + half})
	}
	c.arcs[0].from = 0
	c.arcs[len(c.arcs)-1].to = 1
	for i := range c.arcs {
		c.arcs[i].letter = letterOf(i)
	}
}

// middleRows is what stands in the middle: the picture's name and its numbers.
func (c *cycle) middleRows() []tagRow {
	w := c.labels.Cycle
	critical, waits, fails := 0, 0, 0
	for i := range c.stops {
		s := &c.stops[i]
		if s.t.IsCritical() {
			critical++
		}
		if s.wait != nil {
			waits++
		}
		fails += len(s.fails)
	}
	name, fact := tagRow{line: w.Name, font: strongFont, paint: scene.Ink, high: 22}, tagRow{font: itemFont, paint: scene.Muted, high: 17}
	if len(c.stops) > 20 { // a large ring is looked at from farther away
		name.font, name.high, fact.font, fact.high = titleFont, 34, bodyFont, 20
	}
	rows := []tagRow{name}
	add := func(lines ...string) {
		for _, l := range lines {
			fact.line = l
			rows = append(rows, fact)
		}
	}
	if c.all {
		add(c.setter.Balance(w.All, itemFont, 150)...)
	} else {
		add(count(w.Moments, len(c.g.Moments())))
	}
	for i, n := range []int{critical, waits, fails} {
		if n > 0 {
			add(count([]string{w.Critical, w.Waits, w.Fails}[i], n))
		}
	}
	return rows
}

// middle is the room of what stands in the middle.
func (c *cycle) middle() scene.Rect {
	var w, h float64
	for _, r := range c.middleRows() {
		w, h = max(w, c.setter.Width(r.line, r.font)), h+r.high
	}
	return scene.Rect{X: -w / 2, Y: -h / 2, W: w, H: h}
}

// placeNames looks for room inside the ring for the names of the phases, and
// says whether all have found it.
func (c *cycle) placeNames() bool {
	taken := c.taken()
	for i := range c.arcs {
		a := &c.arcs[i]
		if text.Clean(a.of.Title) == "" {
			continue
		}
		if !c.placeName(a, taken) {
			return false
		}
		taken = append(taken, grown(a.area, 6))
	}
	return true
}

// taken is what stands inside the ring already.
func (c *cycle) taken() []scene.Rect {
	taken := []scene.Rect{grown(c.middle(), 10), {X: -50, Y: -c.r, W: 100, H: 54}}
	dot := func(p scene.Point, half float64) {
		taken = append(taken, scene.Rect{X: p.X - half, Y: p.Y - half, W: 2 * half, H: 2 * half})
	}
	for i := range c.stops {
		s := &c.stops[i]
		dot(polar(c.r, s.turn), s.half()+3)
		for k := range s.marks() {
			dot(polar(c.r-firstMark-nextMark*float64(k), s.turn), 16)
		}
		for k := range s.behind {
			dot(c.dot(s, k), dotSize/2+5)
		}
		if len(s.behind) > 0 { // the spoke from the ring to the first of them
			for d := ringHalf; d < c.visibility()+dotApart; d += 8 {
				dot(polar(c.r-d, s.turn), 5)
			}
		}
	}
	return taken
}

// placeName looks for the free place of a phase's name that is nearest to the
// middle of its piece of the ring.
func (c *cycle) placeName(a *ringArc, taken []scene.Rect) bool {
	span := a.to - a.from
	along := span * 2 * math.Pi * c.r * 0.7 // px that count like px inwards
	for _, room := range [...]float64{132, 96, 72} {
		if c.setter.LongestWord(a.of.Title, strongFont) > room && room < 132 {
			continue
		}
		lines := c.setter.Balance(a.of.Title, strongFont, room)
		w, h := c.setter.Block(lines, strongFont), float64(len(lines))*nameLine
		least := math.Inf(1)
		for depth := ringHalf + 8; depth < c.r*0.7; depth += 6 {
			for _, off := range [...]float64{0, -0.08, 0.08, -0.16, 0.16, -0.24, 0.24, -0.32, 0.32, -0.4, 0.4} {
				cost := depth + math.Abs(off)*along
				if c.options.Behind && depth > c.visibility() {
					cost += 90 // a phase is what the customer goes through
				}
				if cost >= least {
					continue
				}
				if area := within(c.r-depth, (a.from+a.to)/2+off*span, w, h); c.open(area, taken) {
					least, a.lines, a.area = cost, lines, area
				}
			}
		}
		if least < math.Inf(1) {
			return true
		}
	}
	return false
}

// within is an area that touches a circle around 0,0 from inside at a turn.
func within(r, turn, w, h float64) scene.Rect {
	out := polar(1, turn)
	low, high := 0.0, r
	for range 30 { // the farthest place of its middle at which its corners are inside
		at := (low + high) / 2
		x, y := math.Abs(out.X*at)+w/2, math.Abs(out.Y*at)+h/2
		if x*x+y*y <= r*r {
			low = at
		} else {
			high = at
		}
	}
	return scene.Rect{X: snap(out.X*low - w/2), Y: snap(out.Y*low - h/2), W: w, H: h}
}

// open says whether nothing stands in an area, and the line of visibility does
// not run through it.
func (c *cycle) open(area scene.Rect, taken []scene.Rect) bool {
	far := math.Hypot(max(math.Abs(area.X), math.Abs(area.X+area.W)), max(math.Abs(area.Y), math.Abs(area.Y+area.H)))
	if far > c.r-ringHalf {
		return false // too large to stand inside at all
	}
	for _, r := range taken {
		if r.Overlaps(area) {
			return false
		}
	}
	if !c.options.Behind {
		return true
	}
	line := c.r - c.visibility()
	near := math.Hypot(max(0, area.X, -area.X-area.W), max(0, area.Y, -area.Y-area.H))
	return near > line+4 || far < line-4
}
