package view

import (
	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
)

// sample is an entry of the legend: a mark around 0,0 with its name.
type sample struct {
	name  string
	width float64
	draw  func(x, y float64) []scene.Item
}

const (
	legendLine = 30.0
	legendGap  = 18.0
)

// legend explains what the picture uses, and only that. It returns its height.
func (p *plan) legend(width, top float64) (scene.Group, float64) {
	return p.legendOf(p.samples(), width, top)
}

// legendOf sets samples in rows, and under them what the layers that are shown
// mean.
func (p *plan) legendOf(samples []sample, width, top float64) (scene.Group, float64) {
	if !p.options.shows(PartLegend) || len(samples) == 0 && !p.over.shown() {
		return scene.Group{}, 0
	}
	g := scene.Group{Role: scene.RoleLegend, Name: p.labels.Legend}
	y := top + legendLine/2
	if len(samples) > 0 {
		g.Items, y = p.sampleRows(samples, margin+2, y, width)
		y += legendLine
	}
	for i := range p.over.layers {
		if p.over.used[i] {
			var of scene.Group
			of, y = p.layerLegend(i, y, width)
			g.Inner = append(g.Inner, of)
			y += legendLine
		}
	}
	return g, y - legendLine/2 - top
}

// sampleRows sets samples from x on, and returns the height of the last row.
func (p *plan) sampleRows(samples []sample, left, y, width float64) ([]scene.Item, float64) {
	var items []scene.Item
	x := left
	for _, s := range samples {
		room := p.setter.Width(s.name, itemFont)
		if x+s.width+8+room > width-margin && x > left {
			x, y = left, y+legendLine
		}
		items = append(items, s.draw(x+s.width/2, y)...)
		items = append(items, words(x+s.width+8, y+4, room, itemFont, scene.Muted, scene.Start, s.name))
		x += s.width + 8 + room + legendGap
	}
	return items, y
}

// samples lists the legend's entries in a fixed order, each only if it is used.
func (p *plan) samples() []sample {
	var out []sample
	add := func(used bool, name string, width float64, draw func(x, y float64) []scene.Item) {
		if used {
			out = append(out, sample{name, width, draw})
		}
	}
	marks := p.options.shows(PartMarks)
	add(marks && p.any(func(b *box) bool { return b.t.IsMoment() && !b.t.IsCritical() }), p.labels.Moment, 24,
		func(x, y float64) []scene.Item { return momentMark(x, y, false) })
	add(marks && p.any(func(b *box) bool { return b.t.IsCritical() }), p.labels.Critical, 24,
		func(x, y float64) []scene.Item { return momentMark(x, y, true) })
	add(marks && (p.any(func(b *box) bool { return len(b.t.Fails) > 0 }) || p.evidenceFails()), p.labels.Fail, 20, p.setter.failMark)
	add(marks && p.any(func(b *box) bool { return b.t.Wait != nil }), p.labels.Wait, 24, p.setter.waitMark)
	add(p.any(func(b *box) bool { return b.choice }), p.labels.Choice, 20, func(x, y float64) []scene.Item {
		return []scene.Item{diamond(scene.Rect{X: x - 10, Y: y - 10, W: 20, H: 20}, scene.Wire)}
	})
	pill := func(core bool) func(x, y float64) []scene.Item {
		return func(x, y float64) []scene.Item {
			return tagMark(x-16, y-tagHeight/2, 32, "", scene.Customer, core)[:1]
		}
	}
	add(p.any(func(b *box) bool { return b.tag != "" && b.t.Service == "core" }), p.labels.Core, 32, pill(true))
	add(p.any(func(b *box) bool { return b.tag != "" && b.t.Service != "core" }), p.labels.Supplementary, 32, pill(false))
	wires := func(e edge) func(x, y float64) []scene.Item {
		return func(x, y float64) []scene.Item {
			return line([]board.Point{{X: x - 18, Y: y}, {X: x + 18, Y: y}}, 0, wire(&e), e.both)
		}
	}
	recovery := edge{kind: board.Recovery, origin: "recovery", paint: scene.Fail}
	add(p.any(func(b *box) bool { return b.detour }), p.labels.Detour, 26, func(x, y float64) []scene.Item {
		return []scene.Item{scene.Rect{X: x - 13, Y: y - 8, W: 26, H: 16, Radius: 4, Style: scene.Style{
			Fill: scene.Box, Stroke: scene.Wire, Width: lineWidth, Dash: detourDash(),
		}}}
	})
	add(p.anyEdge(func(e *edge) bool { return e.paint != "" }), p.labels.Recovery, 36, wires(recovery))
	add(p.anyEdge(func(e *edge) bool { return e.origin == "" && !e.both }), p.labels.Link, 36, wires(edge{}))
	add(p.anyEdge(func(e *edge) bool { return e.both }), p.labels.Both, 36, wires(edge{both: true}))
	out = append(out, p.channelSamples()...)
	add(marks && p.any(func(b *box) bool { return b.t.See != "" }), p.labels.See, 17, seeMark)
	out = append(out, p.onwardSamples()...)
	add(p.anyBox(func(b *box) bool { return b.standing == anEnd }), p.labels.End, endSize, endMark)
	return out
}

func (p *plan) evidenceFails() bool {
	for i := range p.columns {
		if c := &p.columns[i]; len(c.items) > 0 && len(c.evidenceFails()) > 0 {
			return true
		}
	}
	return false
}

func (p *plan) any(is func(*box) bool) bool {
	return p.anyBox(func(b *box) bool { return b.standing == aTouchpoint && is(b) })
}

func (p *plan) anyBox(is func(*box) bool) bool {
	for i := range p.boxes {
		if is(&p.boxes[i]) {
			return true
		}
	}
	return false
}

func (p *plan) anyEdge(is func(*edge) bool) bool {
	for i := range p.edges {
		if is(&p.edges[i]) {
			return true
		}
	}
	return false
}
