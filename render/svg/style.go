package svg

import (
	"strings"

	"github.com/servicemoments/moments/render/scene"
)

// style writes the theme as CSS variables. Readers that know no variables do
// not look inside @supports and keep the plain attributes.
func (p *printer) style(s *scene.Scene) {
	fills, strokes := used(s)
	var set, rules strings.Builder
	for _, paint := range scene.Paints() {
		name := class(paint)
		if !fills[paint] && !strokes[paint] {
			continue
		}
		set.WriteString("--moments-" + name + ":" + escape(p.theme.Color(paint)) + ";")
		if fills[paint] {
			rules.WriteString(".moments .f-" + name + "{fill:var(--moments-" + name + ")}")
		}
		if strokes[paint] {
			rules.WriteString(".moments .s-" + name + "{stroke:var(--moments-" + name + ")}")
		}
	}
	p.line("<style>:where(.moments-" + class(p.theme.Name) + "){" + set.String() + "}@supports(fill:var(--a)){" + rules.String() + "}</style>")
}

// used says which paints fill and which stroke something.
func used(s *scene.Scene) (fills, strokes map[scene.Paint]bool) {
	fills, strokes = map[scene.Paint]bool{scene.Background: true}, map[scene.Paint]bool{}
	add := func(style scene.Style) {
		fills[style.Fill] = true
		strokes[style.Stroke] = true
	}
	s.Walk(func(g scene.Group) {
		for _, item := range g.Items {
			switch it := item.(type) {
			case scene.Rect:
				add(it.Style)
			case scene.Circle:
				add(it.Style)
			case scene.Polygon:
				add(it.Style)
			case scene.Path:
				add(it.Style)
			case scene.Text:
				fills[it.Paint] = true
			}
		}
	})
	return fills, strokes
}
