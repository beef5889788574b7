package pdf

import (
	"fmt"
	"math"
	"strings"

	"github.com/servicemoments/moments/render/internal/font"
	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

// content writes what is drawn on a page.
type content struct {
	*document
	out strings.Builder
}

// op writes an operator after its numbers.
func (c *content) op(name string, operands ...float64) {
	for _, v := range operands {
		c.out.WriteString(number(v))
		c.out.WriteByte(' ')
	}
	c.out.WriteString(name)
	c.out.WriteByte('\n')
}

func (c *content) fill(p scene.Paint)   { c.color("rg", p) }
func (c *content) stroke(p scene.Paint) { c.color("RG", p) }

func (c *content) color(op string, p scene.Paint) {
	r, g, b := outline.RGB(c.theme.Color(p))
	c.op(op, float64(r)/255, float64(g)/255, float64(b)/255)
}

// part draws the cut-out of the scene that a part of a sheet shows.
func (c *content) part(s sheet, p part) {
	c.op("q")
	c.op("re W n", p.x, s.height-p.y-p.from.H*s.scale, p.from.W*s.scale, p.from.H*s.scale)
	c.op("cm", s.scale, 0, 0, -s.scale, p.x-p.from.X*s.scale, s.height-p.y+p.from.Y*s.scale)
	c.op("j", 1)
	for _, i := range c.stock.near(p.from) {
		k := &c.stock.inks[i]
		switch {
		case !p.draws(k.role):
		case k.phase == nil:
			c.draw(k, p.from)
		default:
			for _, item := range heading(*k.phase, p.from) {
				if k, ok := c.ink(item); ok {
					c.draw(&k, p.from)
				}
			}
		}
	}
	c.op("Q")
}

// heading is a phase as a sheet shows it that cuts it: its name stands in the
// middle of what can be seen of it.
func heading(g scene.Group, shown scene.Rect) []scene.Item {
	const least = 40 // room for a name, in px
	r, ok := area(g)
	left, right := max(r.X, shown.X), min(r.X+r.W, shown.X+shown.W)
	if !ok || right-left >= r.W || right <= left {
		return g.Items
	}
	var items []scene.Item
	for _, item := range g.Items {
		if t, ok := item.(scene.Text); ok {
			if right-left < least {
				continue
			}
			t.X, t.Anchor = (left+right)/2, scene.Middle
			t.Max = min(t.Max, right-left-8)
			item = t
		}
		items = append(items, item)
	}
	return items
}

// draw draws what is seen of an ink.
func (c *content) draw(k *ink, shown scene.Rect) {
	if !touches(shown, k.area) {
		return
	}
	if k.text != nil {
		c.text(*k.text, k.line)
		return
	}
	style := k.style
	stroked := style.Stroke != scene.None && style.Width > 0
	paint := "n"
	if style.Fill != scene.None {
		c.fill(style.Fill)
		paint = "f"
	}
	if stroked {
		c.stroke(style.Stroke)
		c.op("w", style.Width)
		if style.Dash[0] > 0 && style.Dash[1] > 0 {
			c.op(fmt.Sprintf("[%s %s] 0 d", number(style.Dash[0]), number(style.Dash[1])))
		} else {
			c.op("[] 0 d")
		}
		paint = "S"
		if style.Fill != scene.None {
			paint = "B"
		}
	}
	c.outline(k.shape)
	c.op(paint)
}

// touches says whether two areas have a point in common, lines without width
// included.
func touches(a, b scene.Rect) bool {
	return a.X <= b.X+b.W && b.X <= a.X+a.W && a.Y <= b.Y+b.H && b.Y <= a.Y+a.H
}

func (c *content) outline(o outline.Outline) {
	var pen scene.Point
	for i := range o {
		s := &o[i]
		switch p := s.P; s.Op {
		case outline.Move:
			c.op("m", p[0].X, p[0].Y)
		case outline.Line:
			c.op("l", p[0].X, p[0].Y)
		case outline.Quad: // there are only cubic curves
			c.op("c", pen.X+(p[0].X-pen.X)*2/3, pen.Y+(p[0].Y-pen.Y)*2/3, p[1].X+(p[0].X-p[1].X)*2/3, p[1].Y+(p[0].Y-p[1].Y)*2/3, p[1].X, p[1].Y)
		case outline.Cube:
			c.op("c", p[0].X, p[0].Y, p[1].X, p[1].Y, p[2].X, p[2].Y)
		case outline.Close:
			c.op("h")
		}
		if points := s.Points(); len(points) > 0 {
			pen = points[len(points)-1]
		}
	}
}

// maxPlace bounds what is drawn, in px, so that no reader meets a number that
// it cannot hold.
const maxPlace = 1e7

// closest is how far a line is squeezed before readers take its words for one.
const closest = 0.8

func (c *content) text(t scene.Text, line font.Line) {
	c.fill(t.Paint)
	// Where glyphs share characters or stand so close that readers lose the
	// blanks, the line says what it is; readers sort out by themselves what runs
	// from right to left.
	spelled := (line.Shared || line.Stretch < closest) && !line.Leftward
	if spelled {
		c.out.WriteString("/Span << /ActualText " + text(t.Line) + " >> BDC\n")
	}
	c.out.WriteString("BT\n")
	for from := 0; from < len(line.Glyphs); {
		to := from + 1
		for to < len(line.Glyphs) && line.Glyphs[to].Face == line.Glyphs[from].Face && line.Glyphs[to].Y == line.Glyphs[from].Y {
			to++
		}
		c.run(t, line, line.Glyphs[from:to])
		from = to
	}
	c.out.WriteString("ET\n")
	if spelled {
		c.out.WriteString("EMC\n")
	}
}

// run shows glyphs of one face that stand on one base line.
func (c *content) run(t scene.Text, line font.Line, glyphs []font.Glyph) {
	first := glyphs[0]
	var open string
	pen := first.X
	for _, g := range glyphs {
		name, code := c.fonts.code(g.Face, g.ID, g.Text)
		switch back := math.Round((pen - g.X) / t.Size * 1000); {
		case name != open:
			if open != "" {
				c.out.WriteString(">] TJ\n")
			}
			c.out.WriteString("/" + name + " " + number(t.Size) + " Tf\n")
			c.op("Tm", line.Stretch, 0, 0, -1, line.X+g.X*line.Stretch, t.Y+g.Y)
			c.out.WriteString("[<")
			open, pen = name, g.X
		case back != 0:
			c.out.WriteString("> " + number(back) + " <")
			pen -= back / 1000 * t.Size
		}
		fmt.Fprintf(&c.out, "%04X", code)
		pen += math.Round(g.Face.Advance(g.ID)*1000) / 1000 * t.Size
	}
	c.out.WriteString(">] TJ\n")
}

// mark writes which sheet this is, in the margin at its foot.
func (c *content) mark(s sheet) {
	if s.mark == "" {
		return
	}
	const size = 8
	c.op("q")
	c.op("cm", 1, 0, 0, -1, 0, s.height)
	k, ok := c.words(scene.Text{
		X: s.width - margin, Y: s.height - margin/2 + size/3, Anchor: scene.End, Size: size,
		Max: s.width - 2*margin, Paint: scene.Muted, Line: s.mark,
	})
	if ok {
		c.draw(&k, scene.Rect{W: s.width, H: s.height})
	}
	c.op("Q")
}
