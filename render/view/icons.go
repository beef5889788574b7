package view

import (
	"slices"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/touchpoint"
)

// The measures of icons. They are drawn on a grid of 16 by 16 and set smaller by
// a factor that binary numbers hold exactly.
const (
	iconScale = 0.875
	iconSize  = 16 * iconScale
	iconInset = 4.0 // from the borders of a box
	iconClear = 2.0 // to the words of a box
)

// stroke is a line of an icon; a shape that ends where it begins is closed.
type stroke struct {
	radius float64 // of its turns
	points []scene.Point
}

// icon is a drawing of lines and circles on the grid.
type icon struct {
	strokes []stroke
	circles []scene.Circle // only places and sizes
	dots    []scene.Circle // filled
}

// channelIcon draws a channel; one that the tools do not know has no icon.
func channelIcon(channel string) (icon, bool) {
	i := slices.Index(touchpoint.Channels(), channel)
	if i < 0 || i >= len(icons) {
		return icon{}, false
	}
	return icons[i], true
}

func closed(radius float64, points ...scene.Point) stroke {
	return stroke{radius, append(points, points[0])}
}

func open(radius float64, points ...scene.Point) stroke { return stroke{radius, points} }

// pt is a point of the grid.
func pt(x, y float64) scene.Point { return scene.Point{X: x, Y: y} }

func frame(x, y, w, h, radius float64) stroke {
	// begins in the middle of a side, so that all four corners are turns
	return closed(radius, pt(x+w/2, y), pt(x+w, y), pt(x+w, y+h), pt(x, y+h), pt(x, y))
}

// icons are in the order of touchpoint.Channels.
var icons = [...]icon{
	{ // in-person: head and shoulders
		circles: []scene.Circle{{X: 8, Y: 5, R: 3}},
		strokes: []stroke{open(3.5, pt(2.5, 14), pt(2.5, 10.5), pt(13.5, 10.5), pt(13.5, 14))},
	},
	{ // phone: a receiver that lies on its hook
		strokes: []stroke{
			closed(1, pt(8, 3.5), pt(11.5, 3.5), pt(14.5, 6.5), pt(14.5, 10), pt(10.5, 10), pt(10.5, 7), pt(5.5, 7), pt(5.5, 10), pt(1.5, 10), pt(1.5, 6.5), pt(4.5, 3.5)),
			open(0, pt(4, 13), pt(12, 13)),
		},
	},
	{ // web: a globe
		circles: []scene.Circle{{X: 8, Y: 8, R: 6.5}},
		strokes: []stroke{
			open(0, pt(1.5, 8), pt(14.5, 8)),
			open(4, pt(8, 1.5), pt(5, 4.5), pt(5, 11.5), pt(8, 14.5)),
			open(4, pt(8, 1.5), pt(11, 4.5), pt(11, 11.5), pt(8, 14.5)),
		},
	},
	{ // app: a telephone with a screen
		strokes: []stroke{frame(4, 1.5, 8, 13, 1.5), open(0, pt(7, 12), pt(9, 12))},
	},
	{ // email: an envelope from behind
		strokes: []stroke{frame(1.5, 3, 13, 10, 1), open(0, pt(2, 4), pt(8, 9), pt(14, 4))},
	},
	{ // post: one from the front, with a stamp
		strokes: []stroke{frame(1.5, 3, 13, 10, 1), frame(10.5, 5, 2, 2.5, 0), open(0, pt(3.5, 8), pt(7.5, 8)), open(0, pt(3.5, 10.5), pt(9, 10.5))},
	},
	{ // kiosk: a screen on a foot, and a slot
		strokes: []stroke{frame(3, 1.5, 10, 8, 1), open(0, pt(5.5, 7), pt(10.5, 7)), open(0, pt(8, 9.5), pt(8, 14.5)), open(0, pt(4, 14.5), pt(12, 14.5))},
	},
	{ // chat: a bubble in which somebody is writing
		strokes: []stroke{closed(1.2, pt(8, 2), pt(14.5, 2), pt(14.5, 11), pt(7.5, 11), pt(4.5, 14.5), pt(4.5, 11), pt(1.5, 11), pt(1.5, 2))},
		dots:    []scene.Circle{{X: 5, Y: 6.5, R: 1}, {X: 8, Y: 6.5, R: 1}, {X: 11, Y: 6.5, R: 1}},
	},
	{ // sms: a bubble out of a telephone
		strokes: []stroke{
			open(1.2, pt(5.5, 5), pt(1.5, 5), pt(1.5, 14.5), pt(8.5, 14.5), pt(8.5, 11)),
			closed(0.8, pt(11, 1.5), pt(14.5, 1.5), pt(14.5, 7), pt(11, 7), pt(8.5, 9), pt(8.5, 7), pt(7, 7), pt(7, 1.5)),
		},
	},
	{ // sign: a board that points the way
		strokes: []stroke{closed(0.5, pt(6, 3), pt(11.5, 3), pt(14.5, 5.5), pt(11.5, 8), pt(2, 8), pt(2, 3)), open(0, pt(7, 8), pt(7, 14.5)), open(0, pt(7, 1), pt(7, 3))},
	},
}

// items draws an icon around a middle, in lines of one weight.
func (i icon) items(x, y float64) []scene.Item {
	style := scene.Style{Stroke: scene.Muted, Width: 1.4 * iconScale}
	on := func(p scene.Point) scene.Point {
		return scene.Point{X: x + (p.X-8)*iconScale, Y: y + (p.Y-8)*iconScale}
	}
	var out []scene.Item
	for _, s := range i.strokes {
		p := scene.Path{Radius: s.radius * iconScale, Style: style}
		for _, at := range s.points {
			p.Points = append(p.Points, on(at))
		}
		out = append(out, p)
	}
	round := func(c scene.Circle, style scene.Style) {
		at := on(pt(c.X, c.Y))
		out = append(out, scene.Circle{X: at.X, Y: at.Y, R: c.R * iconScale, Style: style})
	}
	for _, c := range i.circles {
		round(c, style)
	}
	for _, c := range i.dots {
		round(c, scene.Style{Fill: scene.Muted})
	}
	return out
}

// iconLeft is how far left of the right border of a box its icon begins: the
// mark of what goes on elsewhere stands on the corner.
func (b *box) iconLeft() float64 {
	if b.t.See != "" {
		return iconInset + iconSize + 7
	}
	return iconInset + iconSize
}

// iconRoom is the room that the last line of a box leaves under itself for the
// icon, 0 where the line does not reach it.
func (b *box) iconRoom() float64 {
	if b.channel == "" || b.w/2+b.lastLine()/2 < b.w-b.iconLeft()-iconClear {
		return 0
	}
	foot := 4.0 // lines of text end above their foot
	if len(b.badges) == 0 && len(b.notes) > 0 {
		foot = 2 // small ones stand closer
	}
	return iconInset + iconSize + iconClear - foot
}

// drawIcon is the mark of the channel in the lower right corner of a box.
func (s *strip) drawIcon(b *box, r scene.Rect) (scene.Group, bool) {
	drawing, ok := channelIcon(b.channel)
	if !ok {
		return scene.Group{}, false
	}
	x, y := r.X+r.W-b.iconLeft()+iconSize/2, r.Y+r.H-iconInset-iconSize/2
	g := markOf(b.t.ID, "channel", s.labels.Channel+": "+s.labels.ChannelName(b.channel), drawing.items(x, y))
	g.Data = append(g.Data, scene.Datum{Name: "channel", Value: b.channel})
	return g, true
}

// channelSamples are the legend's entries of the channels in use.
func (p *plan) channelSamples() []sample {
	var out []sample
	for _, channel := range touchpoint.Channels() {
		drawing, ok := channelIcon(channel)
		if !ok || !p.any(func(b *box) bool { return b.channel == channel }) {
			continue
		}
		if len(out) == 0 {
			out = append(out, sample{p.labels.Channel + ":", -8, func(float64, float64) []scene.Item { return nil }})
		}
		out = append(out, sample{p.labels.ChannelName(channel), iconSize, drawing.items})
	}
	return out
}
