package view

import (
	"strings"

	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/touchpoint"
)

// lineUnder is the line that runs under a lane: between two kinds that follow
// one another on the board, the first that is crossed from the one to the other.
func (s *strip) lineUnder(row int) (touchpoint.Line, bool) {
	if row+1 >= len(s.lanes) || s.lanes[row+1].band == s.lanes[row].band {
		return "", false
	}
	lines := touchpoint.Crossed(s.lanes[row].Kind, s.lanes[row+1].Kind)
	if len(lines) == 0 {
		return "", false
	}
	return lines[0], true
}

func dash(l touchpoint.Line) [2]float64 {
	switch l {
	case touchpoint.Visibility:
		return [2]float64{7, 5}
	case touchpoint.InternalInteraction:
		return [2]float64{2, 4}
	}
	return [2]float64{}
}

// lineName is a line's name as it stands at the right border: on one line where
// that is free, else broken in two so that it takes less room beside the last
// column.
func (s *strip) lineName(line touchpoint.Line, row int) []string {
	name := s.labels.capitals(s.labels.Line(line))
	if !s.broken[row] && s.needs(row, []string{name}) <= s.layout.Right+margin {
		return []string{name}
	}
	return s.setter.Balance(name, lineFont, s.setter.Width(name, lineFont)*2/3)
}

// raise gives more room to lines whose name takes two lines, and says whether
// there are any.
func (s *strip) raise(in *board.Input) bool {
	raised := false
	for i := range s.lanes {
		if line, ok := s.lineUnder(i); ok && len(s.lineName(line, i)) > 1 {
			in.Rows[i].Footer = lineFooter + captionLine + 6
			s.broken[i] = true
			raised = true
		}
	}
	return raised
}

// lineNeeds is the width of the picture that leaves the name of the line under
// a lane free of everything that is drawn.
func (s *strip) lineNeeds(row int) float64 {
	line, ok := s.lineUnder(row)
	if !ok {
		return 0
	}
	return s.needs(row, s.lineName(line, row))
}

func (s *strip) needs(row int, name []string) float64 {
	const clear = 10
	bottom := s.layout.Rows[row].Max
	area := scene.Rect{Y: bottom - 4 - captionLine*float64(len(name)), H: captionLine*float64(len(name)) + 3, W: 1e9}
	width, right := s.setter.Block(name, lineFont), s.layout.Right
	area.X = right - width - 6
	for moved := true; moved; { // what lies right of the name now may push it on
		moved = false
		pass := func(r scene.Rect) {
			if area.Overlaps(scene.Rect{X: r.X, Y: r.Y, W: r.W + clear, H: r.H}) {
				area.X = r.X + r.W + clear
				moved = true
			}
		}
		s.obstacles(pass)
		for _, x := range s.layout.Hairs { // the fine lines between phases run through all lanes
			calm := s.calmHair(x)
			pass(scene.Rect{X: min(x, calm), Y: area.Y, W: abs(x - calm), H: area.H})
		}
	}
	return area.X + width + 6 + margin
}

// obstacles visits what is drawn in a lane.
func (s *strip) obstacles(visit func(scene.Rect)) {
	for i := range s.boxes {
		r := rect(s.layout.Boxes[i])
		below := s.boxes[i].below()
		if s.stacked(i) {
			below = max(below, stackPad)
		}
		visit(scene.Rect{X: r.X - 12, Y: r.Y - 12, W: r.W + 24, H: r.H + 12 + below})
	}
	for _, d := range s.layout.Diamonds {
		visit(rect(d))
	}
	for _, r := range s.layout.Routes {
		if r.Label.W > 0 {
			visit(rect(r.Label))
		}
		for i := 1; i < len(r.Points); i++ {
			a, b := r.Points[i-1], r.Points[i]
			visit(scene.Rect{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: abs(a.X - b.X), H: abs(a.Y - b.Y)})
		}
	}
}

// stacked says whether a box may stand in a frame with others.
func (s *strip) stacked(i int) bool {
	b := &s.boxes[i]
	return b.standing == aTouchpoint && !b.detour && b.layer > 0
}

func abs(v float64) float64 { return max(v, -v) }

func (s *strip) drawLines() []scene.Group {
	var groups []scene.Group
	for i := range s.lanes {
		line, ok := s.lineUnder(i)
		if !ok {
			continue
		}
		y := s.layout.Rows[i].Max
		name := s.lineName(line, i)
		if one := []string{s.labels.capitals(s.labels.Line(line))}; s.needs(i, one) <= s.width {
			name = one // another strip or the title made room
		}
		g := scene.Group{Role: scene.RoleLine, ID: string(line), Name: s.labels.Line(line), Items: []scene.Item{scene.Path{
			Points: []scene.Point{{X: margin, Y: y}, {X: s.width - margin, Y: y}},
			Style:  scene.Style{Stroke: scene.Ink, Width: lineWidth, Dash: dash(line)},
		}}}
		for k, l := range name {
			base := y - 6 - captionLine*float64(len(name)-1-k)
			g.Items = append(g.Items, words(s.width-margin-6, base, s.setter.Width(l, lineFont), lineFont, scene.Muted, scene.End, strings.TrimSpace(l)))
		}
		groups = append(groups, g)
	}
	return groups
}
