package chart

import (
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

const (
	barThick = 14.0
	barGap   = 3.0
	rowGap   = 8.0
	maxRows  = 40
)

// row is a named line of a lying chart.
type row struct {
	id    string
	lines []string
	label string
	y, h  float64
	bars  []bar
}

// bar goes from one value to another.
type bar struct {
	from, to float64
	paint    scene.Paint
	said     string
	band     bool // a zone with a point at the value
	value    float64
	inside   bool // its value is written within, if there is room
}

// rows draws a lying chart: bars, piles, a waterfall, a Pareto chart or zones.
func (d *drawing) rows() {
	rows := d.gather()
	limit := d.o.Rows
	if limit <= 0 {
		limit = maxRows
	}
	more := max(0, len(rows)-limit)
	rows = rows[:len(rows)-more]

	f := text.Font{Size: wordSize}
	names := 0.0
	for i := range rows {
		rows[i].lines = d.o.Setter.Balance(rows[i].label, f, min(230, d.width*0.34))
		names = max(names, d.o.Setter.Block(rows[i].lines, f))
	}
	left, right := margin+names+10, d.width-margin-d.tailRoom(rows)
	right = d.atLeast(left, right)
	axis := d.rowScale(rows, left, right-left)
	top := d.y + d.limitRoom()
	y := top
	for i := range rows {
		r := &rows[i]
		bars := float64(len(r.bars))*(barThick+barGap) - barGap
		if d.chart.Kind == figures.Stacked {
			bars = barThick
		}
		r.h = max(bars, float64(len(r.lines))*wordSize*leading)
		r.y = y
		y += r.h + rowGap
	}
	bottom := y - rowGap + 6
	d.grid(axis, top-4, bottom)
	for _, r := range rows {
		d.row(r, axis, left)
	}
	d.limits(axis, d.y, bottom)
	d.y = bottom + 4
	d.axisNames(axis, left, right)
	if more > 0 {
		d.line(scene.Text{X: margin, Y: d.y + smallSize, Size: smallSize, Paint: scene.Muted, Line: d.say(figures.T("and %d more", more))})
		d.y += smallSize * leading
	}
}

// gather makes rows of the points: one for each label, with a bar for each
// series.
func (d *drawing) gather() []row {
	var rows []row
	at := map[string]int{}
	key := func(p figures.Point) string { return p.ID + "\x00" + p.Label.String() }
	for i, s := range d.chart.Series {
		end := 0.0 // of the bar before, in a waterfall
		for _, p := range s.Points {
			k := key(p)
			n, ok := at[k]
			if !ok {
				n = len(rows)
				at[k] = n
				rows = append(rows, row{id: p.ID, label: d.say(p.Label)})
			}
			b := bar{to: p.Y, value: p.Y, paint: paint(i, d.tone(p)), said: d.speaker.Value(p.Y, d.chart.Y.Unit)}
			switch d.chart.Kind {
			case figures.Waterfall:
				b.from, b.to = end, end+p.Y
				end = b.to
			case figures.Stacked:
				for _, below := range rows[n].bars {
					b.from = max(b.from, below.to)
				}
				b.to, b.inside = b.from+p.Y, true
			case figures.Band:
				b.from, b.to, b.band = p.Low, p.High, true
			}
			rows[n].bars = append(rows[n].bars, b)
		}
	}
	if d.chart.Kind == figures.Pareto {
		d.running(rows)
	}
	return rows
}

// running writes beside each value of a Pareto chart which share of the whole it
// and those above it make.
func (d *drawing) running(rows []row) {
	total, sum := 0.0, 0.0
	for _, r := range rows {
		for _, b := range r.bars {
			total += max(b.value, 0)
		}
	}
	if total <= 0 {
		return
	}
	for _, r := range rows {
		for i := range r.bars {
			sum += max(r.bars[i].value, 0)
			r.bars[i].said += " · Σ " + d.speaker.Value(sum/total, figures.Share)
		}
	}
}

// tailRoom is what the values need that are written behind the bars.
func (d *drawing) tailRoom(rows []row) float64 {
	room := 8.0
	for _, r := range rows {
		if total := d.tail(r); total != "" {
			room = max(room, d.o.Setter.Width(total, text.Font{Size: smallSize})+10)
		}
		if d.chart.Kind == figures.Stacked {
			continue
		}
		for _, b := range r.bars {
			room = max(room, d.o.Setter.Width(b.said, text.Font{Size: smallSize})+10)
		}
	}
	return room
}

// tail is the sum behind a pile.
func (d *drawing) tail(r row) string {
	if d.chart.Kind != figures.Stacked || len(r.bars) == 0 {
		return ""
	}
	return d.speaker.Value(r.bars[len(r.bars)-1].to, d.chart.Y.Unit)
}

func (d *drawing) rowScale(rows []row, from, room float64) scale {
	var r reach
	if d.chart.Kind != figures.Band {
		r.add(0)
	}
	for _, row := range rows {
		for _, b := range row.bars {
			r.add(b.from, b.to, b.value)
			if d.chart.Kind == figures.Waterfall {
				r.add(0, b.to)
			}
		}
	}
	for _, l := range d.chart.Limits {
		r.add(l.Value)
	}
	if d.chart.Kind == figures.Band { // points on the border would touch the names
		r.add(r.low-(r.high-r.low)*0.05, r.high+(r.high-r.low)*0.05)
	}
	return newScale(r.low, r.high, d.chart.Y.Unit, from, room, int(max(2, min(6, room/90))))
}

func (d *drawing) row(r row, axis scale, left float64) {
	g := scene.Group{ID: "", Name: r.label, Data: []scene.Datum{{Name: "of", Value: r.id}}}
	if r.id == "" {
		g.Data = nil
	}
	y := r.y + (r.h-float64(len(r.lines))*wordSize*leading)/2 + wordSize
	for _, l := range r.lines {
		g.Items = append(g.Items, scene.Text{X: left - 10, Y: y, Anchor: scene.End, Size: wordSize, Paint: scene.Ink, Line: l})
		y += wordSize * leading
	}
	stacked := d.chart.Kind == figures.Stacked
	tall := float64(len(r.bars))*(barThick+barGap) - barGap
	if stacked {
		tall = barThick
	}
	y = r.y + (r.h-tall)/2
	for _, b := range r.bars {
		g.Items = append(g.Items, d.bar(b, axis, y)...)
		if !stacked {
			y += barThick + barGap
		}
	}
	if total := d.tail(r); total != "" {
		g.Items = append(g.Items, scene.Text{X: axis.at(r.bars[len(r.bars)-1].to) + 6, Y: y + barThick - 3, Size: smallSize, Paint: scene.Ink, Line: total})
	}
	d.add(g)
}

func (d *drawing) bar(b bar, axis scale, y float64) []scene.Item {
	a, e := axis.at(min(b.from, b.to)), axis.at(max(b.from, b.to))
	if b.band {
		at := axis.at(b.value)
		return []scene.Item{
			scene.Rect{X: a, Y: y, W: max(e-a, 1), H: barThick, Radius: 3, Style: scene.Style{Fill: scene.CustomerBand, Stroke: scene.Customer, Width: 1}},
			scene.Circle{X: at, Y: y + barThick/2, R: 4.5, Style: scene.Style{Fill: b.paint, Stroke: scene.Background, Width: 1}},
			scene.Text{X: max(e, at+5) + 6, Y: y + barThick - 3, Size: smallSize, Paint: scene.Ink, Line: b.said},
		}
	}
	items := []scene.Item{scene.Rect{X: a, Y: y, W: max(e-a, 1), H: barThick, Radius: 2, Style: scene.Style{Fill: b.paint, Stroke: scene.Background, Width: 0.5}}}
	f := text.Font{Size: smallSize}
	switch {
	case !b.inside:
		items = append(items, scene.Text{X: e + 6, Y: y + barThick - 3, Size: smallSize, Paint: scene.Ink, Line: b.said})
	case d.o.Setter.Width(b.said, f) < e-a-8:
		items = append(items, scene.Text{X: (a + e) / 2, Y: y + barThick - 3, Anchor: scene.Middle, Size: smallSize, Paint: scene.Background, Line: b.said})
	}
	return items
}
