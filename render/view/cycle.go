package view

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/touchpoint"
)

// The measures of a cycle of service, in px.
const (
	leastRing  = 190.0
	ringHalf   = 13.0 // half the width of the ring
	stopApart  = 62.0 // along the ring, from moment to moment
	ringTip    = 8.0  // by which a phase's end points on
	ringGap    = 5.0  // from one phase to the next
	firstMark  = 40.0 // from the ring's middle inwards to the first mark of a moment
	nextMark   = 32.0 // and from there to the second
	labelRing  = 28.0 // from the ring's middle outwards to where labels may stand
	dotApart   = 19.0 // on the inner ring, from touchpoint to touchpoint inwards
	dotSize    = 12.0
	ringGrowth = 26.0 // the ring gets larger by that until the names of the phases fit
	ringTries  = 6
)

// Cycle draws the cycle of service: the moments of truth in the customer's
// order as a clock, from 12 o'clock round to where it began. Phases are pieces
// of the ring, waits and fail points stand inside it, names outside. A
// blueprint that marks no moment of truth shows all stations of the first
// customer. Any blueprint can be drawn.
func Cycle(b *blueprint.Blueprint, o Options) *scene.Scene {
	c := &cycle{page: newPage(b, o)}
	c.findStops()
	if len(c.stops) == 0 {
		return c.nothing(c.labels.Cycle.Nothing)
	}
	c.fillTags()
	c.findArcs()
	c.place()
	return c.compose(c.draw(), c.area(), c.samples(), fmt.Sprintf(c.labels.Cycle.Summary, len(c.stops)))
}

// cycle is a cycle of service around 0,0.
type cycle struct {
	*page
	all      bool // no moment is marked: all stations are shown
	stops    []stop
	arcs     []ringArc
	r        float64 // of the ring's middle
	lettered bool    // the names of the phases stand below the ring
}

// stop is a moment on the ring.
type stop struct {
	serving
	turn float64
	tag  tag
}

// marks counts the wait and fail marks.
func (s *stop) marks() int {
	n := 0
	if len(s.fails) > 0 {
		n++
	}
	if s.wait != nil {
		n++
	}
	return n
}

// findStops picks what stands on the ring, and deals to it what belongs to it.
func (c *cycle) findStops() {
	served := c.serve(c.pick())
	for i, s := range served {
		if !c.options.Behind {
			s.behind = nil
		}
		c.stops = append(c.stops, stop{serving: s, turn: float64(i+1) / float64(len(served)+1)})
	}
}

// pick lists what stands on the ring, in the customer's order.
func (c *cycle) pick() []*touchpoint.Touchpoint {
	moments := c.g.Moments()
	c.all = len(moments) == 0
	if !c.all && !c.options.Encounters {
		return moments
	}
	on := map[*touchpoint.Touchpoint]bool{}
	for _, t := range moments {
		on[t] = true
	}
	for i, thread := range c.g.Threads() {
		for _, s := range thread.Stations {
			for _, t := range s.Touchpoints {
				on[t] = on[t] || i == 0
			}
		}
	}
	var out []*touchpoint.Touchpoint
	for _, t := range c.g.Touchpoints() {
		if on[t] {
			out = append(out, t)
		}
	}
	return out
}

// place finds the size of the ring and puts everything on it.
func (c *cycle) place() {
	for try := range ringTries {
		c.r = c.leastRadius(stopApart) + float64(try)*ringGrowth
		if c.placeNames() {
			c.placeTags()
			return
		}
	}
	c.r, c.lettered = c.leastRadius(letterRoom), true
	c.placeTags()
	c.placeKeys()
}

// leastRadius is the radius at which moments stand so far apart along the ring,
// labels find room at the sides, and what stands inside does not meet in the middle.
func (c *cycle) leastRadius(apart float64) float64 {
	var side [2]float64
	inside := 0.0
	for i := range c.stops {
		s := &c.stops[i]
		side[s.side()] += s.tag.h + tagApart
		inside = max(inside, c.depth(s))
	}
	return math.Ceil(max(leastRing, float64(len(c.stops)+1)*apart/(2*math.Pi), max(side[0], side[1])*0.44, inside+math.Hypot(c.middle().W, c.middle().H)/2+12))
}

// depth is how far inwards from the ring's middle a moment needs room.
func (c *cycle) depth(s *stop) float64 {
	if c.options.Behind {
		return c.visibility() + dotApart*float64(len(s.behind)) + dotSize
	}
	return firstMark + nextMark*float64(s.marks()-1) + markRadius + 4
}

// visibility is how far inside the ring's middle the line of visibility runs.
func (c *cycle) visibility() float64 {
	most := 0
	for i := range c.stops {
		most = max(most, c.stops[i].marks())
	}
	if most == 0 {
		return ringHalf + 24
	}
	return firstMark + nextMark*float64(most-1) + markRadius + 10
}

// side is 0 for the right half of the clock and 1 for the left.
func (s *stop) side() int {
	if s.turn > 0.5 {
		return 1
	}
	return 0
}

// bottom says whether a moment stands at 6 o'clock.
func (s *stop) bottom() bool { return s.turn == 0.5 }

// area is all that the picture takes.
func (c *cycle) area() scene.Rect {
	r := c.r + ringHalf + 8
	area := scene.Rect{X: -r, Y: -r, W: 2 * r, H: 2 * r}
	for i := range c.stops {
		area = around(area, c.stops[i].tag.area)
	}
	for i := range c.arcs {
		if c.lettered && c.arcs[i].area.W > 0 {
			area = around(area, c.arcs[i].area)
		}
	}
	return area
}
