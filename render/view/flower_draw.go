package view

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// sentence writes a name as a heading of its own: with a capital where its
// script has them.
func (l labels) sentence(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// draw lists the core and the petals, each with its touchpoints.
func (f *flower) draw() []scene.Group {
	var groups []scene.Group
	for i := range f.parts {
		groups = append(groups, f.drawElement(i))
	}
	return append(groups, f.marks...)
}

// drawElement draws the core or a petal.
func (f *flower) drawElement(i int) scene.Group {
	e := &f.parts[i]
	at, r := scene.Point{}, f.core
	var shape scene.Item = scene.Circle{R: r, Style: coreStyle(len(e.of) == 0)}
	if i > 0 {
		turn := float64(i-1) / 8
		at, r = polar(f.out(), turn), f.r
		shape = scene.Polygon{Points: f.petal(turn), Style: petalStyle(e.service, len(e.of) == 0)}
	}
	name := f.nameOf(i)
	g := scene.Group{Name: text.Clean(name), List: len(e.of) > 0, Items: []scene.Item{shape}, Data: []scene.Datum{{Name: "service", Value: string(e.service)}}}
	ink, strong := f.inks(i)
	fit := f.fit(i, r, false)
	for k := 0; k < len(fit.rows); k++ {
		row := fit.rows[k]
		y := snap(at.Y + row.y)
		switch row.part {
		case aGlyph:
			g.Items = append(g.Items, petalGlyph(at.X, y, e.service.Enhancing())...)
		case aName:
			g.Items = append(g.Items, words(at.X, y+baseline(row.font), fit.wide, row.font, strong, scene.Middle, row.line))
		case aNote:
			g.Inner = append(g.Inner, f.note(i, at, row, fit, ink))
		case anItem:
			last := k
			for last+1 < len(fit.rows) && fit.rows[last+1].of == row.of {
				last++
			}
			g.Inner = append(g.Inner, f.item(at, fit.rows[k:last+1], fit.wide, ink))
			k = last
		}
	}
	return g
}

// item is a touchpoint in a petal: its name around a middle.
func (f *flower) item(at scene.Point, rows []fitRow, wide float64, ink scene.Paint) scene.Group {
	var items []scene.Item
	w := 0.0
	for _, r := range rows {
		if r.badges != nil {
			w = max(w, r.wide)
			f.marks = append(f.marks, f.drawBadges(f.prefix+rows[0].of.ID, r.badges, at.X, snap(at.Y+r.y)-badgesHigh(r.badges)/2, scene.Middle)...)
			continue
		}
		w = max(w, f.setter.Width(r.line, r.font))
		items = append(items, words(at.X, snap(at.Y+r.y)+baseline(r.font), wide, r.font, ink, scene.Middle, r.line))
	}
	high := float64(len(items))*itemLine + badgeLine*float64(len(rows)-len(items))
	g := f.touch(rows[0].of, scene.Rect{X: snap(at.X - w/2), Y: snap(at.Y + rows[0].y - itemLine/2), W: w, H: high}, items...)
	g.ID = f.prefix + g.ID
	return g
}

// note says that there is nothing, or how much more there is.
func (f *flower) note(i int, at scene.Point, row fitRow, all fitted, ink scene.Paint) scene.Group {
	e := &f.parts[i]
	w := f.setter.Width(row.line, row.font)
	var more []string
	for _, t := range e.of[len(e.of)-all.left:] {
		more = append(more, t.Title)
	}
	y := snap(at.Y + row.y)
	return scene.Group{
		Role: scene.RoleLabel, Data: []scene.Datum{{Name: "of", Value: string(e.service)}}, Tip: text.Clean(f.labels.join(more)),
		Items: []scene.Item{
			scene.Rect{X: snap(at.X - w/2), Y: y - smallLine/2, W: w, H: smallLine},
			words(at.X, y+baseline(row.font), all.wide, row.font, ink, scene.Middle, row.line),
		},
	}
}

// nameOf is what an element is called when the picture is read aloud.
func (f *flower) nameOf(i int) string {
	e, w := &f.parts[i], f.labels.Flower
	name := f.labels.Service(e.service)
	switch {
	case e.service.Facilitating():
		name = fmt.Sprintf(w.FacilitatingPetal, name)
	case e.service.Enhancing():
		name = fmt.Sprintf(w.Petal, name)
	}
	if len(e.of) == 0 {
		name = strings.Join([]string{name, w.Empty}, f.labels.Separator)
	}
	return name
}

// inks are the paints of names of touchpoints and of the element.
func (f *flower) inks(i int) (ink, strong scene.Paint) {
	e := &f.parts[i]
	switch {
	case len(e.of) == 0:
		return scene.Muted, scene.Muted
	case i == 0:
		return scene.Background, scene.Background
	case e.service.Enhancing():
		return scene.Ink, scene.Support
	}
	return scene.Ink, scene.Customer
}

func coreStyle(empty bool) scene.Style {
	if empty {
		return emptyStyle()
	}
	return scene.Style{Fill: scene.Customer}
}

func petalStyle(s touchpoint.Service, empty bool) scene.Style {
	switch {
	case empty:
		return emptyStyle()
	case s.Enhancing():
		return scene.Style{Fill: scene.SupportBand, Stroke: scene.Support, Width: lineWidth}
	}
	return scene.Style{Fill: scene.CustomerBand, Stroke: scene.Customer, Width: lineWidth}
}

func emptyStyle() scene.Style {
	return scene.Style{Stroke: scene.Wire, Width: 1.2, Dash: [2]float64{5, 4}}
}

// petal is the outline of a petal: from the core outwards between two straight
// sides, and round at its end.
func (f *flower) petal(turn float64) []scene.Point {
	out := f.out()
	half := math.Asin(f.r/out) / (2 * math.Pi)
	points := arc(f.core+coreGap, turn-half, turn+half)
	end := polar(out, turn)
	for _, p := range arc(f.r, turn+half+0.25, turn-half-0.25) {
		points = append(points, scene.Point{X: snap(end.X + p.X), Y: snap(end.Y + p.Y)})
	}
	return points
}
