package view

import (
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// mostWeight is how much heavier than usual a way is drawn at most, in px.
const mostWeight = 3.0

// saidWay is what a layer says of a way.
type saidWay struct{ layer.Way }

// style is how the way is drawn that is drawn so by itself: its dashes stay.
func (w saidWay) style(s scene.Style) scene.Style {
	if colour, _ := tonePaints(w.Tone); colour != scene.None {
		s.Stroke = colour
	}
	if w.Weight > 0 { // not for what is not a number
		s.Width += mostWeight * min(1, w.Weight)
	}
	return s
}

func (w saidWay) data(id string) []scene.Datum {
	data := []scene.Datum{{Name: "layer", Value: id}, {Name: "value", Value: text.Clean(w.Text)}}
	if w.Tone != layer.Plain {
		data = append(data, scene.Datum{Name: "tone", Value: string(w.Tone)})
	}
	return data
}

// labelSize is the room of the words on a way, with what a layer says of it.
func (p *plan) labelSize(e *edge) (w, h float64) {
	w, h = p.setter.labelSize(e.label)
	if e.said == "" {
		return w, h
	}
	if len(e.label) == 0 {
		h = 2 * labelPadY
	}
	return max(w, p.setter.Width(e.said, badgeFont)+2*labelPadX), h + e.saidHigh()
}

func (e *edge) saidHigh() float64 {
	if e.said == "" {
		return 0
	}
	return smallLine
}

// drawSaid writes what a layer says of a way as the last line of its label.
func (s *strip) drawSaid(e *edge, r scene.Rect) scene.Group {
	_, id, _ := s.over.way(e.fromID, e.toID)
	y := r.Y + r.H - labelPadY - smallLine/2
	return scene.Group{
		Data:  []scene.Datum{{Name: "layer", Value: id}},
		Items: block([]string{e.said}, r.X+r.W/2, y, r.W, smallLine, badgeFont, scene.Ink, scene.Middle),
	}
}

// layerLegend explains a layer: its title, then its tones and marks. It returns
// the height of its last row.
func (p *plan) layerLegend(i int, y, width float64) (scene.Group, float64) {
	l := &p.over.layers[i]
	g := scene.Group{Role: scene.RoleLegend, Name: text.Clean(l.Title), Data: []scene.Datum{{Name: "layer", Value: l.ID}}}
	left := margin + 2
	font := itemFont
	font.Weight = 600
	for k, line := range p.setter.Wrap(l.Title, font, width-2*margin) {
		if k > 0 {
			y += nameLine
		}
		g.Items = append(g.Items, words(left, y+4, width-2*margin, font, scene.Ink, scene.Start, line))
	}
	if lines := p.setter.Wrap(l.Title, font, width-2*margin); len(lines) == 1 {
		left += p.setter.Width(lines[0], font) + legendGap
	}
	var samples []sample
	for _, e := range l.Legend {
		if s, ok := entrySample(e); ok {
			samples = append(samples, s)
		}
	}
	if s, ok := entrySample(layer.Entry{}); ok && len(samples) == 0 && len(l.Values) > 0 {
		samples = append(samples, s) // so that one sees whose badges they are
	}
	wide := 0.0
	for _, s := range samples {
		wide = max(wide, s.width+8+p.setter.Width(s.name, itemFont))
	}
	if left > margin+2 && left+wide > width-margin { // beside the title is too little room
		left = margin + 2
	}
	if len(samples) > 0 && (left == margin+2 && len(g.Items) > 0) {
		y += legendLine
	}
	items, y := p.sampleRows(samples, left, y, width)
	g.Items = append(g.Items, items...)
	return g, y
}

// entrySample shows a tone as a badge without words, and a mark as it is.
func entrySample(e layer.Entry) (sample, bool) {
	name := text.Clean(e.Text)
	if e.Mark != "" {
		return sample{name, badgeHigh, func(x, y float64) []scene.Item { return markSign(e.Mark, x, y) }}, markSign(e.Mark, 0, 0) != nil
	}
	b := badge{value: layer.Value{Tone: e.Tone}, w: 2*badgePad + badgeGlyph}
	return sample{name, b.w, func(x, y float64) []scene.Item { return badgeItems(b, x-b.w/2, y) }}, true
}
