package view

import (
	"fmt"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

const (
	partHead  = 26.0 // the name of a part, over it
	marksHigh = 32.0
	markApart = 28.0
	titlePad  = 7.0
)

// curveStrip is a run of stations with the heights of its parts.
type curveStrip struct {
	*curve
	cut
	top      float64
	heads    float64 // lower border of the phases
	neutral  float64 // the middle of the feelings
	feelEnd  float64 // lower border of that part
	callouts []callout
	zoneHead float64 // upper border of the name of the other part
	zoneTop  float64 // of the highest tick
	zoneEnd  float64
	marksMid float64
	titles   float64
	bottom   float64
}

// x is the middle of a station.
func (s *curveStrip) x(i int) float64 { return s.axis + s.wide*(float64(i-s.from)+0.5) }

// end is the right border of the last station.
func (s *curveStrip) end() float64 { return s.axis + s.wide*float64(s.to-s.from) }

func (s *curveStrip) width() float64 { return s.end() + s.right }

// place gives the parts their heights.
func (s *curveStrip) place(y float64) {
	s.top = y
	if high := s.phasesHigh(); high > 0 {
		y += high + 12
	}
	s.heads = y
	y += partHead
	if len(s.series) > 0 {
		above := max(0, s.namesHigh()/2-2*levelHigh-panelPad)
		s.neutral = y + above + panelPad + 2*levelHigh
		s.feelEnd = s.neutral + 2*levelHigh + panelPad + 8 + above
		y = s.placeCallouts(s.feelEnd)
	} else {
		y += bodyLine + 8
		s.feelEnd = y
	}
	s.zoneHead = y + panelGap
	y = s.zoneHead + partHead
	if s.step > 0 {
		s.zoneTop = y + panelPad
		s.zoneEnd = s.zoneTop + zoneHigh + panelPad
		y = s.zoneEnd
	} else {
		y += bodyLine + 8
		s.zoneEnd = y
	}
	y += 12
	if s.anyMarks() {
		s.marksMid = y + marksHigh/2
		y += marksHigh
	}
	s.titles = y + 4
	s.bottom = s.titles + s.titlesHigh()
}

func (s *curveStrip) anyMarks() bool {
	for i := s.from; i < s.to; i++ {
		if len(s.marksOf(&s.stations[i])) > 0 {
			return true
		}
	}
	return false
}

// phase runs of the strip.
func (s *curveStrip) eachPhase(visit func(from, to int)) {
	for i := s.from; i < s.to; {
		j := i + 1
		for j < s.to && s.stations[j].phase == s.stations[i].phase {
			j++
		}
		visit(i, j)
		i = j
	}
}

func (s *curveStrip) phaseLines(from, to int) []string {
	return s.setter.Balance(s.b.Phases[s.stations[from].phase].Title, strongFont, float64(to-from)*s.wide-24)
}

func (s *curveStrip) phasesHigh() float64 {
	high := 0.0
	s.eachPhase(func(from, to int) {
		if n := len(s.phaseLines(from, to)); n > 0 {
			high = max(high, phaseHeight+float64(n-1)*nameLine)
		}
	})
	return high
}

func (s *curveStrip) title(i int) ([]string, text.Font) {
	font := bodyFont
	if s.stations[i].t.IsCritical() {
		font = strongFont
	}
	return s.setter.Balance(s.stations[i].t.Title, font, s.wide-2*titlePad), font
}

func (s *curveStrip) titlesHigh() float64 {
	high := bodyLine
	for i := s.from; i < s.to; i++ {
		lines, _ := s.title(i)
		high = max(high, float64(len(lines))*bodyLine+badgesHigh(s.badgesAt(i)))
	}
	return high
}

// badgesAt is what layers say of a station.
func (s *curveStrip) badgesAt(i int) [][]badge {
	return s.badges(s.stations[i].t.ID, s.wide-2*titlePad)
}

// draw draws all but the stations.
func (s *curveStrip) draw() []scene.Group {
	groups := s.drawPhases()
	groups = append(groups, s.drawFeelings()...)
	groups = append(groups, s.drawZone()...)
	return groups
}

// drawPhases heads the stations, with a fine line between two phases.
func (s *curveStrip) drawPhases() []scene.Group {
	var groups []scene.Group
	high := s.phasesHigh()
	var hairs scene.Group
	s.eachPhase(func(from, to int) {
		left, right := s.x(from)-s.wide/2, s.x(to-1)+s.wide/2
		if from > s.from {
			for _, y := range s.hairs() {
				hairs.Items = append(hairs.Items, scene.Path{Points: []scene.Point{{X: left, Y: y[0]}, {X: left, Y: y[1]}}, Style: scene.Style{Stroke: scene.Hairline, Width: 1}})
			}
		}
		lines := s.phaseLines(from, to)
		if len(lines) == 0 {
			return
		}
		g := scene.Group{Role: scene.RolePhase, ID: s.b.Phases[s.stations[from].phase].ID, Items: []scene.Item{
			scene.Rect{X: left + 4, Y: s.top, W: right - left - 8, H: high, Radius: 5, Style: scene.Style{Fill: scene.PhaseBar}},
		}}
		g.Items = append(g.Items, block(lines, (left+right)/2, s.top+high/2, right-left-16, nameLine, strongFont, scene.Ink, scene.Middle)...)
		groups = append(groups, g)
	})
	return append(groups, hairs)
}

// hairs are the heights in which fine lines stand between phases: not where the
// names of the parts and notes are.
func (s *curveStrip) hairs() [][2]float64 {
	lower := s.zoneHead + partHead
	if s.step == 0 {
		lower = s.zoneEnd
	}
	if len(s.series) == 0 {
		return [][2]float64{{lower, s.bottom}}
	}
	return [][2]float64{{s.heads + partHead, s.zoneHead}, {lower, s.bottom}}
}

// knownGap is between the name of a part and how much of it is known.
const knownGap = 12.0

// head writes the name of a part, with how much of it is known.
func (s *curveStrip) head(y float64, name string, known string) []scene.Item {
	room := max(s.end(), s.headsWide())
	items := []scene.Item{words(0, y+baseline(strongFont), room, strongFont, scene.Ink, scene.Start, name)}
	if known == "" {
		return items
	}
	x := s.setter.Width(name, strongFont) + knownGap
	return append(items, words(x, y+baseline(itemFont), room, itemFont, scene.Muted, scene.Start, known))
}

// known says at how many stations something is known; nothing where that is all
// or none of them.
func (c *curve) known(n int) string {
	if n == 0 || n == len(c.stations) {
		return ""
	}
	return fmt.Sprintf(c.labels.Curve.Known, n, len(c.stations))
}

// headsWide is the room that the names of the parts need, and what stands in
// place of a part: few stations may be narrower.
func (c *curve) headsWide() float64 {
	w := c.labels.Curve
	wide := 0.0
	for _, part := range []struct{ name, known string }{{w.Name, c.known(c.felt())}, {w.Zone, c.known(c.expected())}} {
		room := c.setter.Width(part.name, strongFont)
		if part.known != "" {
			room += knownGap + c.setter.Width(part.known, itemFont)
		}
		wide = max(wide, room)
	}
	if len(c.series) == 0 {
		wide = max(wide, c.setter.Width(w.NoEmotion, bodyFont))
	}
	if c.step == 0 {
		wide = max(wide, c.setter.Width(w.NoZone, bodyFont))
	}
	return wide
}

// drawStations lists the stations with their titles, and their marks.
func (s *curveStrip) drawStations() (titles, marks []scene.Group) {
	for i := s.from; i < s.to; i++ {
		t := s.stations[i].t
		lines, font := s.title(i)
		area := scene.Rect{X: s.x(i) - s.wide/2 + 2, Y: s.titles, W: s.wide - 4, H: max(1, float64(len(lines))) * bodyLine}
		titles = append(titles, s.touch(t, area, block(lines, s.x(i), s.titles+area.H/2, s.wide-2*titlePad, bodyLine, font, scene.Ink, scene.Middle)...))
		marks = append(marks, s.drawBadges(t.ID, s.badgesAt(i), s.x(i), area.Y+area.H, scene.Middle)...)
		all := s.marksOf(&s.stations[i])
		for k, m := range all {
			x := s.x(i) + markApart*(float64(k)-float64(len(all)-1)/2)
			marks = append(marks, moved([]scene.Group{m}, x, s.marksMid)...)
		}
	}
	return titles, marks
}

// marksOf are the marks of a station, each around 0,0.
func (c *curve) marksOf(s *station) []scene.Group {
	var marks []scene.Group
	t := s.t
	if !c.options.shows(PartMarks) {
		return nil
	}
	switch {
	case t.IsCritical():
		marks = append(marks, markOf(t.ID, "moment", c.labels.Critical, momentMark(0, 0, true)))
	case t.IsMoment():
		marks = append(marks, markOf(t.ID, "moment", c.labels.Moment, momentMark(0, 0, false)))
	}
	if s.wait != nil {
		marks = append(marks, markOf(t.ID, "wait", c.labels.Wait+" "+c.labels.wait(s.wait), c.setter.waitMark(0, 0)))
	}
	if len(s.fails) > 0 {
		marks = append(marks, markOf(t.ID, "fail", c.labels.failNames(s.fails), c.setter.failMark(0, 0)))
	}
	return marks
}
