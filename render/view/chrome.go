package view

import (
	"strings"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// lineFont sets the names of the three lines and of the kinds.
var lineFont = text.Font{Size: 10, Spacing: 0.5}

const (
	captionLine = 12.0
	lineFooter  = 18.0 // room for a line's name over the line
	lineWidth   = 1.4
)

// paints are the colour and the band of a kind.
func paints(k touchpoint.Kind) (colour, band scene.Paint) {
	switch k {
	case touchpoint.Customer:
		return scene.Customer, scene.CustomerBand
	case touchpoint.Frontstage:
		return scene.Frontstage, scene.FrontstageBand
	case touchpoint.Backstage:
		return scene.Backstage, scene.BackstageBand
	}
	return scene.Support, scene.SupportBand
}

// capitals writes a name in capitals where its script has them.
func (l labels) capitals(name string) string { return strings.ToUpper(name) }

func (s *strip) drawPhases() []scene.Group {
	var groups []scene.Group
	high := s.phasesHeight()
	if high == 0 {
		return nil
	}
	top := s.top
	for _, p := range s.phases {
		if len(p.lines) == 0 {
			continue
		}
		g := scene.Group{Role: scene.RolePhase, ID: p.of.ID, Items: []scene.Item{
			scene.Rect{X: p.left, Y: top, W: p.right - p.left, H: high, Radius: 5, Style: scene.Style{Fill: scene.PhaseBar}},
		}}
		g.Items = append(g.Items, block(p.lines, (p.left+p.right)/2, top+high/2, p.right-p.left, nameLine, strongFont, scene.Ink, scene.Middle)...)
		groups = append(groups, g)
	}
	return groups
}

// block is lines of text around a middle.
func block(lines []string, x, middle, room, high float64, f text.Font, paint scene.Paint, anchor scene.Anchor) []scene.Item {
	var items []scene.Item
	for i, l := range lines {
		y := middle + (float64(i)-float64(len(lines)-1)/2)*high + baseline(f)
		items = append(items, words(x, y, room, f, paint, anchor, l))
	}
	return items
}

// baseline is how far the base line lies under the middle of a line.
func baseline(f text.Font) float64 {
	switch {
	case f.Size >= 13:
		return 4.5
	case f.Size >= 11:
		return 4
	}
	return 3.5
}

func (s *strip) drawLanes() []scene.Group {
	var groups []scene.Group
	width := s.width - 2*margin
	name := func(lines []string, middle float64, paint scene.Paint) []scene.Item {
		return block(lines, margin+barWidth+namePad, middle, s.nameW, nameLine, strongFont, paint, scene.Start)
	}
	if s.rows > s.bands {
		g := scene.Group{Role: scene.RoleLane, ID: "evidence", Data: []scene.Datum{{Name: "kind", Value: "evidence"}}}
		g.Items = band(s.bands, s.rows-s.bands, width, scene.Evidence, scene.EvidenceBand)
		g.Items = append(g.Items, name(s.setter.nameLines(s.labels.Evidence), (s.bands+s.rows)/2, scene.Evidence)...)
		groups = append(groups, g)
	}
	for i, l := range s.lanes {
		colour, ground := paints(l.Kind)
		row := s.layout.Rows[i]
		g := scene.Group{Role: scene.RoleLane, ID: l.ID, Data: []scene.Datum{{Name: "kind", Value: string(l.Kind)}}}
		g.Items = band(row.Min, row.Max-row.Min, width, colour, ground)
		if i > 0 && s.lanes[i-1].band == l.band {
			g.Items = append(g.Items, scene.Path{
				Points: []scene.Point{{X: margin + barWidth, Y: row.Min}, {X: margin + width, Y: row.Min}},
				Style:  scene.Style{Stroke: scene.Hairline, Width: 1},
			})
		}
		lines := s.laneNames(i)
		middle := s.rowMiddle(i)
		if caption := s.caption(i); caption != "" {
			half := float64(len(lines)) * nameLine / 2
			middle = max(middle, row.Min+captionLine+12+half)
			g.Items = append(g.Items, words(margin+barWidth+namePad, row.Min+18, s.nameW+24, lineFont, colour, scene.Start, caption))
		}
		g.Items = append(g.Items, name(lines, middle, colour)...)
		groups = append(groups, g)
	}
	return groups
}

func band(y, high, width float64, colour, ground scene.Paint) []scene.Item {
	return []scene.Item{
		scene.Rect{X: margin, Y: y, W: width, H: high, Style: scene.Style{Fill: ground}},
		scene.Polygon{
			Points: []scene.Point{{X: margin, Y: y}, {X: margin + barWidth, Y: y}, {X: margin + barWidth, Y: y + high}, {X: margin, Y: y + high}},
			Style:  scene.Style{Fill: colour},
		},
	}
}

// rowMiddle is the height at which the boxes of a row stand.
func (s *strip) rowMiddle(row int) float64 {
	top, bottom := s.layout.Rows[row].Max, s.layout.Rows[row].Min
	for i := range s.boxes {
		if b := &s.boxes[i]; b.row == row {
			r := s.layout.Boxes[i]
			top, bottom = min(top, r.Y), max(bottom, r.Y+r.H)
		}
	}
	if top > bottom {
		return (s.layout.Rows[row].Min + s.layout.Rows[row].Max) / 2
	}
	return (top + bottom) / 2
}

// drawColumns lists the steps with their headings. The area of a step is there
// to be found, not to be seen.
func (s *strip) drawColumns() []scene.Group {
	var groups []scene.Group
	for i := range s.columns {
		c := &s.columns[i]
		if c.step == nil {
			continue
		}
		span := s.layout.Columns[i]
		g := scene.Group{Role: scene.RoleColumn, ID: c.stepName()}
		g.Items = append(g.Items, scene.Rect{X: span.Min, Y: s.bands, W: span.Max - span.Min, H: s.bottom - s.bands})
		y := s.bands - headGap - c.headingHeight()
		for _, l := range c.heading {
			g.Items = append(g.Items, words((span.Min+span.Max)/2, y+12, span.Max-span.Min+24, headingFont, scene.Muted, scene.Middle, l))
			y += headingLine
		}
		if c.note != "" {
			g.Items = append(g.Items, words((span.Min+span.Max)/2, y+11, span.Max-span.Min+24, smallFont, scene.Muted, scene.Middle, c.note))
		}
		groups = append(groups, g)
	}
	return groups
}

func (s *strip) drawHairs() scene.Group {
	var g scene.Group
	for _, x := range s.layout.Hairs {
		x = s.calmHair(x)
		g.Items = append(g.Items, scene.Path{
			Points: []scene.Point{{X: x, Y: s.bands}, {X: x, Y: s.bottom}},
			Style:  scene.Style{Stroke: scene.Hairline, Width: 1},
		})
	}
	return g
}

// calmHair moves a hairline that nearly touches the marks of the column behind
// it a little away from there, where nothing is in the way.
func (s *strip) calmHair(x float64) float64 {
	const near, free = 22.0, 6.0
	for _, column := range s.layout.Columns {
		if column.Min < x || column.Min-x > near {
			continue
		}
		for _, by := range [...]float64{28, 25, 23} {
			if moved := column.Min - by; s.free(scene.Rect{X: moved - free, Y: s.bands, W: 2 * free, H: s.bottom - s.bands}) {
				return moved
			}
		}
	}
	return x
}

// free says whether nothing stands or runs along in an area; ways may cross it.
func (s *strip) free(area scene.Rect) bool {
	free := true
	s.obstacles(func(r scene.Rect) {
		across := r.H == 0 && r.W > area.W
		free = free && (across || !area.Overlaps(scene.Rect{X: r.X, Y: r.Y, W: max(r.W, 1), H: max(r.H, 1)}))
	})
	return free
}
