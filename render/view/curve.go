package view

import (
	"fmt"
	"math"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/touchpoint"
)

// The measures of an experience curve, in px.
const (
	leastColumn = 108.0 // from station to station
	barApart    = 50.0  // from expectation to expectation at one station
	levelHigh   = 40.0  // from one feeling to the next
	panelPad    = 22.0  // over the highest and under the lowest line of a part
	panelGap    = 30.0  // between the parts
	zoneHigh    = 150.0
	seriesRoom  = 150.0 // for the names of personas at the right
	axisGap     = 10.0
	faceRadius  = 8.0
)

// Curve draws the journey as it is experienced: how each persona feels from
// station to station of the first customer, and below what customers expect
// (the zone of tolerance, from adequate to desired) and perceive. Moments of
// truth, waits and fail points are marked, and the lowest points named. What is
// not written down is not drawn: a curve has a gap there. Any blueprint can be
// drawn.
func Curve(b *blueprint.Blueprint, o Options) *scene.Scene {
	c := &curve{page: newPage(b, o)}
	c.findStations()
	if len(c.stations) == 0 {
		return c.nothing(c.labels.Curve.Nothing)
	}
	c.findSeries()
	c.findScale()
	c.findLows()
	c.measure()
	return c.draw()
}

// curve is the experience of a journey.
type curve struct {
	*page
	stations    []station
	series      []series
	low, high   float64 // of the scale of expectations
	step        float64 // from tick to tick; 0 where nothing is known
	lows        []int   // stations that are named
	axis, right float64 // room left and right of the stations
	wide        float64 // of a station
}

// station is a touchpoint of the first customer's way.
type station struct {
	serving
	phase   int
	emotion *touchpoint.Emotion
	expects []touchpoint.Expectation // those with a figure
}

// series is how some personas feel alike.
type series struct {
	names []string
	feel  []feeling // by station
}

// feeling is how customers feel at a station.
type feeling struct {
	value float64
	known bool
	away  bool // they do not come here
}

func (c *curve) findStations() {
	threads := c.g.Threads()
	if len(threads) == 0 {
		return
	}
	var picked []*touchpoint.Touchpoint
	for _, s := range threads[0].Stations {
		picked = append(picked, s.Touchpoints...)
	}
	for _, s := range c.serve(picked) {
		column := c.columns[c.g.Place(s.t).Column]
		x := station{serving: s, phase: column.phase, emotion: s.t.Emotion}
		if x.emotion == nil {
			x.emotion = column.step.Emotion
		}
		for _, e := range s.t.Expects {
			e.Adequate, e.Desired, e.Perceived = drawable(e.Adequate), drawable(e.Desired), drawable(e.Perceived)
			if e.Adequate != nil || e.Desired != nil || e.Perceived != nil {
				x.expects = append(x.expects, e)
			}
		}
		// What holds for all comes first: the band leads from one to the next.
		slices.SortStableFunc(x.expects, func(a, b touchpoint.Expectation) int { return min(len(a.For), 1) - min(len(b.For), 1) })
		c.stations = append(c.stations, x)
	}
}

// findSeries finds how each persona feels; those who feel alike share a curve.
func (c *curve) findSeries() {
	add := func(id, name string) {
		feel := make([]feeling, len(c.stations))
		for i := range c.stations {
			s := &c.stations[i]
			feel[i].away = !s.t.ForPersona(id)
			if v, ok := s.emotion.Feels(id); ok && !feel[i].away && !math.IsNaN(v) {
				feel[i].value, feel[i].known = min(2, max(-2, v)), true
			}
		}
		for i := range c.series {
			if slices.Equal(c.series[i].feel, feel) {
				c.series[i].names = append(c.series[i].names, name)
				return
			}
		}
		c.series = append(c.series, series{[]string{name}, feel})
	}
	for _, p := range c.personas {
		name := p.Title
		if name == "" {
			name = p.ID
		}
		add(p.ID, name)
	}
	if len(c.series) == 0 {
		add("", c.labels.Curve.All)
	}
	if len(c.series) == 1 {
		c.series[0].names = []string{c.labels.Curve.All}
	}
	c.series = slices.DeleteFunc(c.series, func(s series) bool {
		return !slices.ContainsFunc(s.feel, func(f feeling) bool { return f.known })
	})
}

// felt counts the stations at which some feeling is known.
func (c *curve) felt() int {
	n := 0
	for i := range c.stations {
		if c.feltAt(i) {
			n++
		}
	}
	return n
}

func (c *curve) feltAt(i int) bool {
	return slices.ContainsFunc(c.series, func(s series) bool { return s.feel[i].known })
}

// expected counts the stations at which some expectation is known.
func (c *curve) expected() int {
	n := 0
	for i := range c.stations {
		if len(c.stations[i].expects) > 0 {
			n++
		}
	}
	return n
}

// findScale rounds the scale of the expectations to whole ticks.
func (c *curve) findScale() {
	c.low, c.high = math.Inf(1), math.Inf(-1)
	for i := range c.stations {
		for _, e := range c.stations[i].expects {
			for _, v := range []*float64{e.Adequate, e.Desired, e.Perceived} {
				if v != nil {
					c.low, c.high = min(c.low, *v), max(c.high, *v)
				}
			}
		}
	}
	if c.low > c.high {
		return
	}
	c.step = math.Pow(10, math.Floor(math.Log10(max((c.high-c.low)/2, 0.5))))
	for _, times := range []float64{1, 2, 5, 10} { // at most six ticks
		if times*c.step >= (c.high-c.low)/5 {
			c.step *= times
			break
		}
	}
	c.low, c.high = math.Floor(c.low/c.step)*c.step, math.Ceil(c.high/c.step)*c.step
	if c.high == c.low {
		c.high += c.step
	}
}

// drawable is a figure that a scale can carry; what no survey gives is not known.
func drawable(v *float64) *float64 {
	const most = 1e6
	if v == nil || !(math.Abs(*v) <= most) { // not a number, too
		return nil
	}
	return v
}

// ticks are the figures that the scale of the expectations names.
func (c *curve) ticks() []float64 {
	var out []float64
	for k := 0; c.step > 0 && float64(k) <= math.Round((c.high-c.low)/c.step); k++ {
		out = append(out, c.low+float64(k)*c.step)
	}
	return out
}

// measure finds the room that the axis, the stations and the personas need.
func (c *curve) measure() {
	for _, w := range c.labels.Curve.Feelings {
		c.axis = max(c.axis, c.setter.Width(w, itemFont))
	}
	c.axis += 2*faceRadius + 2*axisGap + 4
	for _, v := range c.ticks() {
		c.axis = max(c.axis, c.setter.Width(figure(v), itemFont)+axisGap)
	}
	c.wide = leastColumn
	for i := range c.stations {
		s := &c.stations[i]
		c.wide = max(c.wide, barApart*float64(len(s.expects))+8)
	}
	c.wide = max(c.wide, (leastWide-2*margin-c.axis)/float64(len(c.stations)))
	for i := range c.series {
		for _, l := range c.seriesLines(i) {
			c.right = max(c.right, c.setter.Width(l, itemFont))
		}
	}
	if c.right > 0 {
		c.right += 40
	}
	c.wide = math.Ceil(c.wide)
}

// strip is a run of stations that stand side by side.
func (c *curve) strips() []cut {
	p := &plan{}
	for i := range c.stations {
		p.columns = append(p.columns, column{phase: c.stations[i].phase})
	}
	if cuts := p.cuts(c.options.Wrap); len(cuts) > 0 {
		return cuts
	}
	return []cut{{0, len(c.stations)}}
}

// draw puts the strips one under another.
func (c *curve) draw() *scene.Scene {
	var groups []scene.Group
	y, wide := 0.0, 0.0
	list := scene.Group{Name: c.labels.Touchpoints, List: true}
	var marks []scene.Group
	for i, k := range c.strips() {
		if i > 0 {
			y += stripGap
		}
		s := &curveStrip{curve: c, cut: k}
		s.place(y)
		groups = append(groups, s.draw()...)
		titles, m := s.drawStations()
		list.Inner = append(list.Inner, titles...)
		marks = append(marks, m...)
		y = s.bottom
		wide = max(wide, s.width(), s.headsWide())
	}
	groups = append(append(groups, list), marks...)
	area := scene.Rect{W: wide, H: y}
	return c.compose(groups, area, c.samples(), c.describe())
}

func (c *curve) describe() string {
	w := c.labels.Curve
	desc := fmt.Sprintf(w.Summary, len(c.stations))
	for _, i := range c.lows {
		desc += " " + w.Lowest + c.labels.Separator + c.stations[i].t.Title + "."
	}
	return desc
}
