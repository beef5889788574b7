package svg

import (
	"strings"

	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

func (p *printer) item(item scene.Item) {
	p.indent()
	switch it := item.(type) {
	case scene.Rect:
		p.raw("<rect")
		p.numbers("x", it.X, "y", it.Y, "width", it.W, "height", it.H)
		if it.Radius > 0 {
			p.numbers("rx", it.Radius)
		}
		p.paint(it.Style)
	case scene.Circle:
		p.raw("<circle")
		p.numbers("cx", it.X, "cy", it.Y, "r", it.R)
		p.paint(it.Style)
	case scene.Polygon:
		p.raw("<polygon")
		p.attr("points", points(it.Points))
		p.paint(it.Style)
	case scene.Path:
		p.raw("<path")
		p.attr("d", line(it.Points, it.Radius))
		p.paint(it.Style)
	case scene.Text:
		p.text(it)
		return
	}
	p.raw("/>\n")
}

func (p *printer) text(t scene.Text) {
	p.raw("<text")
	p.numbers("x", t.X, "y", t.Y, "font-size", t.Size)
	if t.Weight != 0 && t.Weight != 400 {
		p.numbers("font-weight", float64(t.Weight))
	}
	if t.Spacing != 0 {
		p.numbers("letter-spacing", t.Spacing)
	}
	if t.Anchor != scene.Start {
		p.attr("text-anchor", string(t.Anchor))
	}
	p.color("fill", "f-", t.Paint)
	p.raw(">" + escape(t.Line) + "</text>\n")
}

// paint writes the colours of a shape as plain attributes, with classes by
// which the style sheet can set them anew.
func (p *printer) paint(s scene.Style) {
	var classes []string
	p.raw(` fill="`)
	if s.Fill == scene.None {
		p.raw("none")
	} else {
		p.raw(escape(p.theme.Color(s.Fill)))
		classes = append(classes, "f-"+class(s.Fill))
	}
	p.raw(`"`)
	if s.Stroke != scene.None {
		p.attr("stroke", p.theme.Color(s.Stroke))
		p.numbers("stroke-width", s.Width)
		classes = append(classes, "s-"+class(s.Stroke))
	}
	if s.Dash[0] > 0 && s.Dash[1] > 0 {
		p.attr("stroke-dasharray", number(s.Dash[0])+" "+number(s.Dash[1]))
	}
	if len(classes) > 0 {
		p.attr("class", strings.Join(classes, " "))
	}
}

func (p *printer) color(attribute, prefix string, paint scene.Paint) {
	p.attr(attribute, p.theme.Color(paint))
	p.attr("class", prefix+class(paint))
}

// numbers writes name, value, name, value ...
func (p *printer) numbers(pairs ...any) {
	for i := 0; i+1 < len(pairs); i += 2 {
		p.attr(pairs[i].(string), number(pairs[i+1].(float64)))
	}
}

func points(at []scene.Point) string {
	var b strings.Builder
	for i, q := range at {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(number(q.X) + "," + number(q.Y))
	}
	return b.String()
}

// line writes an open line whose turns are rounded.
func line(at []scene.Point, radius float64) string {
	letters := [...]string{outline.Move: "M", outline.Line: "L", outline.Quad: "Q"}
	var b strings.Builder
	for _, s := range outline.Path(at, radius) {
		b.WriteString(letters[s.Op] + points(s.Points()))
	}
	return b.String()
}
