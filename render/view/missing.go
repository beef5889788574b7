package view

import (
	"strings"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

var sourceFont = text.Font{Size: 12}

const sourceIndent = 14.0 // for each level of the language

// missing is a picture that says in words what the blueprint does not hold yet,
// and how to write it down: lines of the language, indented by blanks.
func (p *page) missing(why string, source []string) *scene.Scene {
	const pad, line = 14.0, 19.0
	room, indents := leastWide-2*margin, make([]float64, len(source))
	for i, l := range source {
		indents[i] = sourceIndent * float64(len(l)-len(strings.TrimLeft(l, " "))) / 2
		room = max(room, p.setter.Width(strings.TrimSpace(l), sourceFont)+indents[i]+2*pad)
	}
	lines := p.setter.Wrap(why, bodyFont, room-8)
	high := float64(len(lines)) * bodyLine
	said := scene.Group{Role: scene.RoleLabel, Items: []scene.Item{scene.Rect{W: room, H: high + 8}}}
	said.Items = append(said.Items, block(lines, 2, high/2+4, room, bodyLine, bodyFont, scene.Ink, scene.Start)...)
	area := scene.Rect{W: room, H: high + 8}
	groups := []scene.Group{said}
	if len(source) > 0 {
		card := scene.Rect{Y: high + 20, W: room, H: float64(len(source))*line + 2*pad - 6, Radius: 6, Style: scene.Style{Fill: scene.EvidenceBand}}
		code := scene.Group{Role: scene.RoleLabel, Items: []scene.Item{card}}
		for i, l := range source {
			y := card.Y + pad - 3 + (float64(i)+0.5)*line + baseline(sourceFont)
			code.Items = append(code.Items, words(pad+indents[i], y, room-pad-indents[i], sourceFont, scene.Ink, scene.Start, strings.TrimSpace(l)))
		}
		groups = append(groups, code)
		area.H = card.Y + card.H
	}
	return p.compose(groups, area, nil, why)
}
