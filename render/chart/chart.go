// Package chart draws charts of figures as scenes, so that they can be written
// in every format and theme that pictures can.
//
// Charts whose points have names lie down: a row for each name, so that long
// titles stand beside their bars and need not be turned. Histograms and lines
// stand, over an axis of numbers. Values are written at the bars, colours follow
// the tones of the figures, and limits are lines with their names.
package chart

import (
	"math"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/internal/speak"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// Options say how a chart is drawn. The zero value is 760 px wide and English.
type Options struct {
	Width    float64 // of the picture, in px, from 320 on; 0: 760
	Rows     int     // rows at most, the others are counted below; 0: 40
	Language string  // BCP 47 tag; empty: English
	Currency string  // of amounts; empty: none
	// Own says phrases in the reader's language and goes before the built-in ones;
	// nil knows none.
	Own    func(phrase string) (string, bool)
	Setter text.Setter // measures words; the zero value by the built-in widths
}

// Sizes, in px.
const (
	margin    = 16.0
	titleSize = 15.0
	wordSize  = 12.0
	smallSize = 11.0
	leading   = 1.3 // line height, in sizes
	plotTall  = 220.0
)

// Draw draws a chart. One without points says so.
func Draw(c figures.Chart, o Options) *scene.Scene {
	d := &drawing{
		o: o, chart: sound(c), width: max(o.Width, 320),
		speaker: speak.Speaker{Language: o.Language, Currency: o.Currency, Own: o.Own},
	}
	if o.Width == 0 {
		d.width = 760
	}
	d.y = margin
	d.title()
	switch {
	case d.empty():
		d.line(scene.Text{X: margin, Y: d.y + wordSize, Size: wordSize, Paint: scene.Muted, Line: d.say(figures.T("There is nothing to show."))})
		d.y += wordSize * leading
	case c.Kind == figures.Histogram || c.Kind == figures.Line:
		d.key()
		d.plot()
	default:
		d.key()
		d.rows()
	}
	return &scene.Scene{
		Width: d.width, Height: d.y + margin, Title: d.say(c.Title), Desc: d.describe(), Lang: o.Language, Groups: d.groups,
	}
}

// beyond is what no axis can show: drawn as nothing at all.
const beyond = 1e12

// sound leaves out what is no number or beyond all measure, and puts the ends of
// classes and zones in their order.
func sound(c figures.Chart) figures.Chart {
	shown := func(values ...float64) bool {
		for _, v := range values {
			if !(math.Abs(v) <= beyond) {
				return false
			}
		}
		return true
	}
	series := make([]figures.Series, len(c.Series))
	for i, s := range c.Series {
		series[i].Title = s.Title
		for _, p := range s.Points {
			if shown(p.X, p.X2, p.Y, p.Low, p.High) {
				p.X, p.X2 = min(p.X, max(p.X2, p.X)), max(p.X, p.X2)
				p.Low, p.High = min(p.Low, p.High), max(p.Low, p.High)
				series[i].Points = append(series[i].Points, p)
			}
		}
	}
	limits := make([]figures.Limit, 0, len(c.Limits))
	for _, l := range c.Limits {
		if shown(l.Value) {
			limits = append(limits, l)
		}
	}
	c.Series, c.Limits = series, limits
	return c
}

// drawing is a chart being drawn, from the top down.
type drawing struct {
	o       Options
	chart   figures.Chart
	speaker speak.Speaker
	width   float64
	y       float64 // where the next part begins
	groups  []scene.Group
}

func (d *drawing) say(t figures.Text) string { return text.Clean(d.speaker.Say(t)) }

func (d *drawing) empty() bool {
	for _, s := range d.chart.Series {
		if len(s.Points) > 0 {
			return false
		}
	}
	return true
}

// describe says what the chart shows to who cannot see it.
func (d *drawing) describe() string {
	n := 0
	for _, s := range d.chart.Series {
		n = max(n, len(s.Points))
	}
	return d.say(figures.T("A chart of %d values. The table beside it has the same figures.", n))
}

func (d *drawing) add(g scene.Group) { d.groups = append(d.groups, g) }

func (d *drawing) items(role scene.Role, items ...scene.Item) {
	d.add(scene.Group{Role: role, Items: items})
}

func (d *drawing) line(t scene.Text) { d.items(scene.RoleLabel, t) }

func (d *drawing) title() {
	f := text.Font{Size: titleSize, Weight: 600}
	for _, l := range d.o.Setter.Wrap(d.say(d.chart.Title), f, d.width-2*margin) {
		d.items(scene.RoleTitle, scene.Text{X: margin, Y: d.y + titleSize, Size: titleSize, Weight: 600, Max: d.width - 2*margin, Paint: scene.Ink, Line: l})
		d.y += titleSize * leading
	}
	d.y += 8
}

// paints are those of the series, in order, told apart in light and dark.
var paints = []scene.Paint{scene.Customer, scene.Backstage, scene.Frontstage, scene.Support, scene.Evidence, scene.Moment}

func paint(series int, tone figures.Tone) scene.Paint {
	switch tone {
	case figures.Poor:
		return scene.Fail
	case figures.Fair:
		return scene.Wait
	case figures.Good:
		return scene.Frontstage
	}
	return paints[series%len(paints)]
}

// tone is what a point's colour says: where several series are told apart by
// their colours, what is as it should be keeps that of its series.
func (d *drawing) tone(p figures.Point) figures.Tone {
	if p.Tone == figures.Good && len(d.chart.Series) > 1 {
		return figures.NoTone
	}
	return p.Tone
}

// key names the series where there are several.
func (d *drawing) key() {
	if len(d.chart.Series) < 2 {
		return
	}
	const box, gap, apart = 12.0, 6.0, 18.0
	f := text.Font{Size: wordSize}
	x := margin
	var items []scene.Item
	for i, s := range d.chart.Series {
		name := d.say(s.Title)
		room := min(d.o.Setter.Width(name, f), d.width-2*margin-box-gap)
		if x > margin && x+box+gap+room > d.width-margin {
			x, d.y = margin, d.y+wordSize*1.6
		}
		items = append(items,
			scene.Rect{X: x, Y: d.y + 1, W: box, H: box, Radius: 2, Style: scene.Style{Fill: paint(i, figures.NoTone)}},
			scene.Text{X: x + box + gap, Y: d.y + wordSize - 1, Size: wordSize, Max: room, Paint: scene.Ink, Line: name})
		x += box + gap + room + apart
	}
	d.items(scene.RoleLegend, items...)
	d.y += wordSize*1.6 + 6
}
