package chart

import (
	"math"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// grid draws the lines of an axis that lies below, with the values at its foot.
func (d *drawing) grid(axis scale, top, bottom float64) {
	var items []scene.Item
	last := math.Inf(-1)
	f := text.Font{Size: smallSize}
	for _, v := range axis.ticks {
		x := axis.at(v)
		items = append(items, scene.Path{Points: []scene.Point{{X: x, Y: top}, {X: x, Y: bottom}}, Style: scene.Style{Stroke: scene.Hairline, Width: 1}})
		said := d.speaker.Value(v, d.axisUnit())
		half := d.o.Setter.Width(said, f) / 2
		if x-half < max(last+6, 2) || x+half > d.width-2 {
			continue
		}
		last = x + half
		items = append(items, scene.Text{X: x, Y: bottom + smallSize + 4, Anchor: scene.Middle, Size: smallSize, Paint: scene.Muted, Line: said})
	}
	d.items("", items...)
}

// axisUnit is the unit of the axis that lies below.
func (d *drawing) axisUnit() figures.Unit {
	if d.standing() {
		return d.chart.X.Unit
	}
	return d.chart.Y.Unit
}

func (d *drawing) standing() bool {
	return d.chart.Kind == figures.Histogram || d.chart.Kind == figures.Line
}

// axisNames names the axis that lies below.
func (d *drawing) axisNames(_ scale, left, right float64) {
	d.y += smallSize + 6
	name := d.chart.Y.Title
	if d.standing() {
		name = d.chart.X.Title
	}
	if said := d.say(name); said != "" {
		d.line(scene.Text{X: (left + right) / 2, Y: d.y + smallSize, Anchor: scene.Middle, Size: smallSize, Paint: scene.Muted, Max: right - left, Line: said})
		d.y += smallSize * leading
	}
}

// limitRoom is the height that the names of limits need above a lying chart.
func (d *drawing) limitRoom() float64 {
	n := 0
	for _, l := range d.chart.Limits {
		if l.OnX == d.standing() && !l.Title.Empty() {
			n++
		}
	}
	return float64(n)*smallSize*leading + 4
}

// limits draws the limits that stand upright, each with its name above.
func (d *drawing) limits(axis scale, top, bottom float64) {
	y := top
	for _, l := range d.chart.Limits {
		if l.OnX != d.standing() {
			continue
		}
		x := axis.at(l.Value)
		said := d.say(l.Title)
		room := d.o.Setter.Width(said, text.Font{Size: smallSize})
		anchor, at, most := scene.Start, x+4, d.width-x-8
		if room > most && x > d.width/2 {
			anchor, at, most = scene.End, x-4, x-8
		}
		d.items(scene.RoleMark,
			scene.Path{Points: []scene.Point{{X: x, Y: y}, {X: x, Y: bottom}}, Style: scene.Style{Stroke: scene.Fail, Width: 1.5, Dash: [2]float64{6, 4}}},
			scene.Text{X: at, Y: y + smallSize, Anchor: anchor, Size: smallSize, Max: most, Paint: scene.Fail, Line: said})
		y += smallSize * leading
	}
}

// plot draws a standing chart: a histogram or lines.
func (d *drawing) plot() {
	var x, y reach
	y.add(0)
	for _, s := range d.chart.Series {
		for _, p := range s.Points {
			x.add(p.X)
			if d.chart.Kind == figures.Histogram {
				x.add(p.X2)
			}
			y.add(p.Y, p.Low, p.High)
		}
	}
	for _, l := range d.chart.Limits {
		if l.OnX {
			x.add(l.Value)
		} else {
			y.add(l.Value)
		}
	}
	top := d.y + d.limitRoom()
	if said := d.say(d.chart.Y.Title); said != "" {
		d.line(scene.Text{X: margin, Y: top + smallSize, Size: smallSize, Paint: scene.Muted, Max: d.width - 2*margin, Line: said})
		top += smallSize*leading + 10
	}
	bottom := top + plotTall
	up := newScale(y.low, y.high, d.chart.Y.Unit, bottom, -plotTall, 5)
	left := margin + d.rule(up, bottom)
	right := d.atLeast(left, d.width-margin-12)
	along := newScale(x.low, x.high, d.chart.X.Unit, left, right-left, 7)
	d.across(up, left, right)
	d.grid(along, top, bottom)
	for i, s := range d.chart.Series {
		if d.chart.Kind == figures.Histogram {
			d.classes(s, i, along, up)
		} else {
			d.curve(s, i, along, up)
		}
	}
	d.limits(along, d.y, bottom)
	for _, l := range d.chart.Limits {
		if !l.OnX {
			v := up.at(l.Value)
			d.items(scene.RoleMark,
				scene.Path{Points: []scene.Point{{X: left, Y: v}, {X: right, Y: v}}, Style: scene.Style{Stroke: scene.Fail, Width: 1.5, Dash: [2]float64{6, 4}}},
				scene.Text{X: right, Y: v - 4, Anchor: scene.End, Size: smallSize, Max: right - left, Paint: scene.Fail, Line: d.say(l.Title)})
		}
	}
	d.y = bottom + 4
	d.axisNames(along, left, right)
}

// rule writes the values beside an upright axis and gives the room they take.
func (d *drawing) rule(up scale, _ float64) float64 {
	room := 0.0
	f := text.Font{Size: smallSize}
	for _, v := range up.ticks {
		room = max(room, d.o.Setter.Width(d.speaker.Value(v, d.chart.Y.Unit), f))
	}
	return room + 8
}

// atLeast widens the picture where words leave no room to draw in, and gives the
// right border.
func (d *drawing) atLeast(left, right float64) float64 {
	const least = 120.0
	if more := left + least - right; more > 0 {
		d.width += more
		return right + more
	}
	return right
}

func (d *drawing) across(up scale, left, right float64) {
	var items []scene.Item
	for _, v := range up.ticks {
		y := up.at(v)
		items = append(items,
			scene.Path{Points: []scene.Point{{X: left, Y: y}, {X: right, Y: y}}, Style: scene.Style{Stroke: scene.Hairline, Width: 1}},
			scene.Text{X: left - 6, Y: y + smallSize*0.35, Anchor: scene.End, Size: smallSize, Paint: scene.Muted, Line: d.speaker.Value(v, d.chart.Y.Unit)})
	}
	d.items("", items...)
}

func (d *drawing) classes(s figures.Series, series int, along, up scale) {
	zero := up.at(0)
	var items []scene.Item
	for _, p := range s.Points {
		x, to, y := along.at(p.X), along.at(p.X2), up.at(p.Y)
		items = append(items, scene.Rect{X: x, Y: y, W: max(to-x, 0.5), H: max(zero-y, 0), Style: scene.Style{Fill: paint(series, p.Tone), Stroke: scene.Background, Width: 0.5}})
	}
	d.add(scene.Group{Name: d.say(s.Title), Items: items})
}

// strokes tell lines apart without their colours.
var strokes = [][2]float64{{}, {7, 4}, {2, 3}, {9, 3}, {5, 2}, {1, 2}}

func (d *drawing) curve(s figures.Series, series int, along, up scale) {
	var items []scene.Item
	var line, low, high []scene.Point
	band := false
	for _, p := range s.Points {
		x := along.at(p.X)
		line = append(line, scene.Point{X: x, Y: up.at(p.Y)})
		low = append(low, scene.Point{X: x, Y: up.at(p.Low)})
		high = append(high, scene.Point{X: x, Y: up.at(p.High)})
		band = band || p.High > p.Low
	}
	if band {
		ring := append([]scene.Point{}, high...)
		for i := len(low) - 1; i >= 0; i-- {
			ring = append(ring, low[i])
		}
		items = append(items, scene.Polygon{Points: ring, Style: scene.Style{Fill: scene.CustomerBand}})
	}
	p := paint(series, figures.NoTone)
	items = append(items, scene.Path{Points: line, Style: scene.Style{Stroke: p, Width: 2, Dash: strokes[series%len(strokes)]}})
	if len(line) <= 30 {
		for i, at := range line {
			items = append(items, scene.Circle{X: at.X, Y: at.Y, R: 3, Style: scene.Style{Fill: paint(series, s.Points[i].Tone)}})
		}
	}
	d.add(scene.Group{Name: d.say(s.Title), Items: items})
}
