package view

import (
	"slices"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

const (
	pointRadius = 4.5
	dodge       = 7.0  // curves of several personas run side by side where they feel alike
	mostDodge   = 18.0 // from the first to the last of them
	nameApart   = 8.0
)

// seriesStyle tells curves apart by colour, and by dashes and marks, too.
func seriesStyle(i int) scene.Style {
	colours := [...]scene.Paint{scene.Customer, scene.Backstage, scene.Frontstage, scene.Support}
	dashes := [...][2]float64{{}, {7, 4}, {2, 3}, {12, 3}}
	return scene.Style{Stroke: colours[i%len(colours)], Width: 2, Dash: dashes[(i%len(colours)+i/len(colours))%len(dashes)]}
}

// point is the mark of a curve at a station: a disc, a square, a lozenge or a
// triangle.
func (c *curve) point(i int, at scene.Point) scene.Item {
	style := seriesStyle(i)
	paint := scene.Style{Fill: style.Stroke, Stroke: scene.Background, Width: 1}
	r, x, y := pointRadius, at.X, at.Y
	shape := func(points ...scene.Point) scene.Item { return scene.Polygon{Points: points, Style: paint} }
	switch i % 4 {
	case 1:
		return shape(scene.Point{X: x - r + 0.5, Y: y - r + 0.5}, scene.Point{X: x + r - 0.5, Y: y - r + 0.5}, scene.Point{X: x + r - 0.5, Y: y + r - 0.5}, scene.Point{X: x - r + 0.5, Y: y + r - 0.5})
	case 2:
		return shape(scene.Point{X: x, Y: y - r - 1}, scene.Point{X: x + r + 1, Y: y}, scene.Point{X: x, Y: y + r + 1}, scene.Point{X: x - r - 1, Y: y})
	case 3:
		return shape(scene.Point{X: x, Y: y - r - 0.5}, scene.Point{X: x + r + 0.5, Y: y + r - 0.5}, scene.Point{X: x - r - 0.5, Y: y + r - 0.5})
	}
	return scene.Circle{X: x, Y: y, R: r, Style: paint}
}

// aside is by how much a curve is moved so that it can be seen beside others.
func (c *curve) aside(i int) float64 {
	n := len(c.series)
	if n < 2 {
		return 0
	}
	return min(dodge, mostDodge/float64(n-1)) * (float64(i) - float64(n-1)/2)
}

// at is where a curve is at a station.
func (s *curveStrip) at(k, i int) scene.Point {
	off := s.aside(k)
	return scene.Point{X: snap(s.x(i) + off), Y: snap(s.neutral - s.series[k].feel[i].value*levelHigh + off)}
}

func (c *curve) seriesLines(i int) []string {
	return c.setter.Balance(c.labels.join(c.series[i].names), itemFont, seriesRoom)
}

// namesHigh is the room that the names of the curves need one under another.
func (c *curve) namesHigh() float64 {
	high := 0.0
	for i := range c.series {
		high += float64(len(c.seriesLines(i)))*itemLine + nameApart
	}
	return high
}

// drawFeelings draws the curves over the lines of the five feelings.
func (s *curveStrip) drawFeelings() []scene.Group {
	w := s.labels.Curve
	frame := scene.Group{Items: s.head(s.heads+partHead/2, w.Name, s.known(s.felt()))}
	if len(s.series) == 0 {
		y := s.heads + partHead + bodyLine/2
		frame.Items = append(frame.Items, words(0, y+baseline(bodyFont), max(s.width(), s.headsWide()), bodyFont, scene.Muted, scene.Start, w.NoEmotion))
		return []scene.Group{frame}
	}
	for level, name := range w.Feelings {
		y := s.neutral - float64(level-2)*levelHigh
		line := scene.Style{Stroke: scene.Hairline, Width: 1}
		if level == 2 {
			line.Stroke = scene.Wire
		}
		frame.Items = append(frame.Items, scene.Path{Points: []scene.Point{{X: s.axis, Y: y}, {X: s.end(), Y: y}}, Style: line})
		frame.Items = append(frame.Items, words(s.axis-2*faceRadius-2*axisGap+4, y+baseline(itemFont), s.axis, itemFont, scene.Muted, scene.End, name))
		frame.Items = append(frame.Items, face(s.axis-faceRadius-axisGap, y, level-2)...)
	}
	for i := s.from; i < s.to; i++ {
		if !s.feltAt(i) {
			y := s.neutral + 2*levelHigh + panelPad - 2
			frame.Items = append(frame.Items, words(s.x(i), y+baseline(smallFont), s.wide-8, smallFont, scene.Muted, scene.Middle, w.Missing))
		}
	}
	groups := []scene.Group{frame, s.drawLeaders()}
	for k := range s.series {
		groups = append(groups, s.drawSeries(k))
	}
	groups = append(groups, s.drawSeriesNames()...)
	return append(groups, s.drawCallouts()...)
}

// runs are the stretches of a curve without a gap.
func (s *curveStrip) runs(k int) [][]int {
	var runs [][]int
	open := false
	for i := s.from; i < s.to; i++ {
		switch f := s.series[k].feel[i]; {
		case f.away: // these customers pass by
		case !f.known:
			open = false
		case open:
			runs[len(runs)-1] = append(runs[len(runs)-1], i)
		default:
			runs = append(runs, []int{i})
			open = true
		}
	}
	return runs
}

func (s *curveStrip) drawSeries(k int) scene.Group {
	name := text.Clean(s.labels.join(s.series[k].names))
	g := scene.Group{Name: name, Data: []scene.Datum{{Name: "persona", Value: name}}}
	for _, run := range s.runs(k) {
		var points []scene.Point
		for _, i := range run {
			points = append(points, s.at(k, i))
		}
		if len(points) > 1 {
			g.Items = append(g.Items, scene.Path{Points: glide(points), Style: seriesStyle(k)})
		}
		for _, p := range points {
			g.Items = append(g.Items, s.point(k, p))
		}
	}
	return g
}

// drawSeriesNames writes at the right whose curve is whose, as near to the ends
// of the curves as there is room.
func (s *curveStrip) drawSeriesNames() []scene.Group {
	order := make([]int, len(s.series))
	wanted := make([]float64, len(s.series))
	for k := range s.series {
		order[k], wanted[k] = k, s.neutral+s.aside(k)
		for i := s.from; i < s.to; i++ {
			if s.series[k].feel[i].known {
				wanted[k] = s.at(k, i).Y
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case wanted[a] < wanted[b]:
			return -1
		case wanted[a] > wanted[b]:
			return 1
		}
		return 0
	})
	var middles, sizes []float64
	for _, k := range order {
		middles = append(middles, wanted[k])
		sizes = append(sizes, float64(len(s.seriesLines(k)))*itemLine+nameApart)
	}
	high := s.namesHigh()
	middle := spread(middles, sizes)
	// All of them stay between the borders of the part.
	top, bottom := middle[0]-sizes[0]/2, middle[len(middle)-1]+sizes[len(sizes)-1]/2
	least := min(s.neutral-2*levelHigh-panelPad, s.neutral-high/2)
	most := max(s.neutral+2*levelHigh+panelPad, s.neutral+high/2)
	off := max(0, least-top) - max(0, bottom-most)
	var groups []scene.Group
	for n, k := range order {
		y := snap(middle[n] + off)
		lines := s.seriesLines(k)
		x := s.end() + 36
		g := scene.Group{Role: scene.RoleLabel, Data: []scene.Datum{{Name: "of", Value: text.Clean(s.labels.join(s.series[k].names))}}}
		area := scene.Rect{X: x, Y: y - float64(len(lines))*itemLine/2, W: s.right - 36, H: float64(len(lines)) * itemLine}
		g.Items = []scene.Item{area}
		g.Items = append(g.Items, scene.Path{Points: []scene.Point{{X: s.end() + 6, Y: y}, {X: x - 6, Y: y}}, Style: seriesStyle(k)})
		g.Items = append(g.Items, s.point(k, scene.Point{X: s.end() + 18, Y: y}))
		g.Items = append(g.Items, block(lines, x, y, area.W, itemLine, itemFont, scene.Ink, scene.Start)...)
		groups = append(groups, g)
	}
	return groups
}

// face is one of five faces, from -2 (furious) to 2 (delighted).
func face(x, y float64, feels int) []scene.Item {
	stroke := scene.Style{Stroke: scene.Muted, Width: 1.2}
	bend := 2.0 * float64(feels) // by which the middle of the mouth lies under its corners
	mouth := make([]scene.Point, 0, 9)
	for i := range 9 {
		t := float64(i-4) / 4
		mouth = append(mouth, scene.Point{X: snap(x + 4*t), Y: snap(y + 3 + bend/2 - bend*t*t)})
	}
	eye := func(dx float64) scene.Item {
		return scene.Circle{X: x + dx, Y: y - 2.2, R: 1.1, Style: scene.Style{Fill: scene.Muted}}
	}
	return []scene.Item{scene.Circle{X: x, Y: y, R: faceRadius, Style: stroke}, eye(-2.8), eye(2.8), scene.Path{Points: mouth, Style: stroke}}
}
