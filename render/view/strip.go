package view

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
)

// The measures of what stands around the board, in px.
const (
	barWidth     = 4.0  // the strip of colour at the left end of a lane
	namePad      = 12.0 // from there to the lane's name
	mostName     = 124.0
	wideName     = 176.0 // for a name with a long word
	leastName    = 84.0
	nameLine     = 17.0
	phasePad     = 14.0 // by which a phase's bar stands out over its columns
	phaseHeight  = 26.0
	headGap      = 8.0 // between the heads and the bands
	headingLine  = 16.0
	evidenceLine = 16.0
	evidencePad  = 12.0 // around the evidence's boxes
)

// strip is what stands side by side: a board, or a part of one, with places.
type strip struct {
	*plan
	layout board.Layout
	nameW  float64 // room for the lanes' names
	width  float64 // of the whole picture
	broken []bool  // per lane: the name of the line under it takes two lines

	top      float64
	phases   []phase
	evidence []evidence
	headings float64 // upper border of the steps' headings
	bands    float64 // and of the bands
	rows     float64 // and of the lanes, under the evidence
	bottom   float64
	under    []underRow
}

// phase is a heading over some columns.
type phase struct {
	of          *blueprint.Phase
	first, last int // columns
	left, right float64
	lines       []string
}

// evidence is what a customer can see in one step.
type evidence struct {
	column int
	lines  []string
	rect   scene.Rect
}

// place works out where everything of the strip stands, from 0 downwards.
func (s *strip) place(b *blueprint.Blueprint) {
	in := s.input(margin + barWidth + namePad + s.nameW)
	s.layout = board.Place(in)
	if s.raise(&in) {
		s.layout = board.Place(in)
	}
	s.placePhases(b)
	y := 0.0
	if high := s.phasesHeight(); high > 0 {
		y += high + headGap
	}
	s.headings = y
	if high := s.headingsHeight(); high > 0 {
		y += high + headGap
	}
	s.bands = y
	s.rows = y + s.placeEvidence(y)
	s.shift(s.rows)
	s.bottom = max(s.rows, s.layout.Bottom)
	s.placeRows()
	s.width = s.layout.Right + margin
	for i := range s.lanes {
		s.width = max(s.width, s.lineNeeds(i))
	}
}

// shift moves the board down: it was placed at 0.
func (s *strip) shift(dy float64) {
	l := &s.layout
	for i := range l.Rows {
		l.Rows[i].Min += dy
		l.Rows[i].Max += dy
	}
	for _, rects := range [][]board.Rect{l.Boxes, l.Diamonds} {
		for i := range rects {
			rects[i].Y += dy
		}
	}
	move := func(points []board.Point) {
		for i := range points {
			points[i].Y += dy
		}
	}
	for i := range l.Stubs {
		move(l.Stubs[i])
	}
	for i := range l.Routes {
		move(l.Routes[i].Points)
		l.Routes[i].Label.Y += dy
	}
	l.Bottom += dy
}

func (s *strip) placePhases(b *blueprint.Blueprint) {
	for i := 0; i < len(s.columns); {
		j := i
		for j+1 < len(s.columns) && s.columns[j+1].phase == s.columns[i].phase {
			j++
		}
		first, last := i, j
		for first < last && s.columns[first].step == nil {
			first++
		}
		for last > first && s.columns[last].step == nil {
			last--
		}
		of := &b.Phases[s.columns[i].phase]
		p := phase{of: of, first: first, last: last, left: s.layout.Columns[first].Min - phasePad, right: s.layout.Columns[last].Max + phasePad}
		p.lines = s.setter.Balance(of.Title, strongFont, p.right-p.left-16)
		s.phases = append(s.phases, p)
		i = j + 1
	}
}

func (s *strip) phasesHeight() float64 {
	high := 0.0
	for _, p := range s.phases {
		if n := len(p.lines); n > 0 {
			high = max(high, phaseHeight+float64(n-1)*nameLine)
		}
	}
	return high
}

func (c *column) headingHeight() float64 {
	high := float64(len(c.heading)) * headingLine
	if c.note != "" {
		high += smallLine
	}
	return high
}

func (s *strip) headingsHeight() float64 {
	high := 0.0
	for i := range s.columns {
		high = max(high, s.columns[i].headingHeight())
	}
	return high
}

// placeEvidence sets the boxes of the evidence from y on and returns the height
// of their band, 0 where there is none.
func (s *strip) placeEvidence(y float64) float64 {
	high, calm := 0.0, 0.0
	for i := range s.columns {
		c := &s.columns[i]
		if len(c.items) == 0 {
			continue
		}
		span := s.layout.Columns[i]
		wide := s.evidenceWidth(c, span.Max-span.Min)
		lines := s.setter.wrapped(s.labels.join(s.setter.boundItems(c.items, wide-2*boxPadX)), itemFont, wide-2*boxPadX)
		h := float64(len(lines))*evidenceLine + 14
		if len(lines) <= 4 {
			calm = max(calm, h)
		}
		high = max(high, h)
		x := (span.Min+span.Max)/2 - wide/2
		s.evidence = append(s.evidence, evidence{column: i, lines: lines, rect: scene.Rect{X: x, W: wide, H: h, Radius: 3}})
	}
	if high == 0 {
		return 0
	}
	for i := range s.evidence {
		r := &s.evidence[i].rect
		r.H = max(r.H, calm)
		r.Y = y + evidencePad + (high-r.H)/2
	}
	return high + 2*evidencePad
}

// evidenceWidth is the width of a step's evidence: that of its boxes, more where
// the step is wider than one box.
func (s *strip) evidenceWidth(c *column, span float64) float64 {
	return min(max(span, c.width), max(c.width, s.setter.Width(s.labels.join(c.items), itemFont)+2*boxPadX))
}

// nameWidth is the room that the names of lanes need at the left.
func (p *plan) nameWidth() float64 {
	width := leastName
	names := []string{p.labels.Evidence}
	for _, l := range p.lanes {
		names = append(names, l.name)
	}
	for _, row := range p.options.Rows {
		names = append(names, p.labels.row(row))
	}
	for _, n := range names {
		width = max(width, p.setter.Block(p.setter.nameLines(n), strongFont))
	}
	for i := range p.lanes {
		width = max(width, p.setter.Width(p.caption(i), lineFont))
	}
	return width
}

func (p *plan) laneNames(i int) []string { return p.setter.nameLines(p.lanes[i].name) }

// caption is the name of a kind over the first of its lanes, where the lanes
// have names of their own: the colour of a band never tells its kind alone.
func (p *plan) caption(i int) string {
	if !p.bands || i > 0 && p.lanes[i-1].band == p.lanes[i].band {
		return ""
	}
	if name := p.labels.Kind(p.lanes[i].Kind); name != p.lanes[i].name {
		return p.labels.capitals(name)
	}
	return ""
}

func (p *plan) laneHeight(i int) float64 {
	high := 24 + float64(len(p.laneNames(i)))*nameLine
	if p.caption(i) != "" {
		high += 2 * captionLine
	}
	return high
}
