package view

import (
	"math"

	"github.com/servicemoments/moments/render/scene"
)

const (
	keyRoom    = 300.0 // for the name of a phase below the ring
	keyLetter  = 26.0  // before it
	letterRoom = 100.0 // along the ring, from moment to moment where letters stand between
)

// placeKeys lists the names of the phases below the ring, where they found no
// room inside it: the ring carries letters instead.
func (c *cycle) placeKeys() {
	area := c.area()
	columns := max(1, math.Floor(area.W/keyRoom))
	top := area.Y + area.H + 24
	y, high := top, 0.0
	column := 0.0
	for i := range c.arcs {
		a := &c.arcs[i]
		a.lines = c.setter.Wrap(a.of.Title, itemFont, keyRoom-keyLetter-16)
		if len(a.lines) == 0 {
			continue
		}
		if column == columns {
			column, y, high = 0, y+high+8, 0
		}
		a.area = scene.Rect{X: snap(area.X + column*keyRoom), Y: snap(y), W: keyRoom - 16, H: float64(len(a.lines)) * nameLine}
		column, high = column+1, max(high, a.area.H)
	}
}

// drawKey writes the letter of a phase on the ring, and its name below.
func (c *cycle) drawKey(a *ringArc) []scene.Item {
	if len(a.lines) == 0 {
		return nil
	}
	p := polar(c.r, a.from+(ringGap+ringTip+5)/(2*math.Pi*c.r))
	first := a.area.Y + nameLine/2
	items := []scene.Item{
		words(p.X, p.Y+baseline(itemFont), keyLetter, letterFont, scene.Ink, scene.Middle, a.letter),
		words(a.area.X, first+baseline(itemFont), keyLetter, letterFont, scene.Ink, scene.Start, a.letter),
	}
	middle := a.area.Y + a.area.H/2
	return append(items, block(a.lines, a.area.X+keyLetter, middle, a.area.W-keyLetter, nameLine, itemFont, scene.Ink, scene.Start)...)
}
