package view

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

var badgeFont = text.Font{Size: 11, Weight: 600}

// The measures of badges, in px.
const (
	badgeHigh  = 16.0
	badgeLine  = 20.0 // from row to row of badges
	badgePad   = 7.0
	badgeGap   = 4.0
	badgeGlyph = 9.0   // width of a tone's sign
	mostBadge  = 120.0 // a longer text is cut
)

// overlay is what the layers of a picture say, ready to be asked.
type overlay struct {
	layers []layer.Layer
	values []map[string]layer.Value // by touchpoint
	ways   []map[[2]string]layer.Way
	used   []bool // what is to be seen of it
}

func overlayOf(layers []layer.Layer) *overlay {
	o := &overlay{layers: layers, used: make([]bool, len(layers))}
	for i := range layers {
		o.values = append(o.values, layers[i].Index())
		ways := map[[2]string]layer.Way{}
		for _, w := range layers[i].Ways {
			if at := [2]string{w.From, w.To}; ways[at] == (layer.Way{}) {
				ways[at] = w
			}
		}
		o.ways = append(o.ways, ways)
	}
	return o
}

// tint is the ground of a touchpoint's box: that of the first layer that judges
// it.
func (o *overlay) tint(id string) scene.Paint {
	for i := range o.layers {
		if v := o.values[i][id]; v.Tone != layer.Plain {
			if _, band := tonePaints(v.Tone); band != scene.None {
				return band
			}
		}
	}
	return scene.Box
}

// way is what the first layer that knows it says of a way.
func (o *overlay) way(from, to string) (said saidWay, id string, ok bool) {
	for i := range o.layers {
		if w, ok := o.ways[i][[2]string{from, to}]; ok {
			o.used[i] = true
			return saidWay{w}, o.layers[i].ID, true
		}
	}
	return saidWay{}, "", false
}

// data are the facts of a touchpoint that the first layer says something of it.
func (o *overlay) data(id string) []scene.Datum {
	for i := range o.layers {
		if v, ok := o.values[i][id]; ok {
			return layerData(&o.layers[i], v)
		}
	}
	return nil
}

func layerData(l *layer.Layer, v layer.Value) []scene.Datum {
	data := []scene.Datum{{Name: "layer", Value: l.ID}, {Name: "value", Value: text.Clean(v.Text)}}
	if v.Tone != layer.Plain {
		data = append(data, scene.Datum{Name: "tone", Value: string(v.Tone)})
	}
	return data
}

// spoken is what the layers say of a touchpoint when the picture is read aloud.
func (o *overlay) spoken(id string) []string {
	var said []string
	for i := range o.layers {
		if v, ok := o.values[i][id]; ok {
			said = append(said, valueName(&o.layers[i], v))
		}
	}
	return said
}

// valueName says a value in words: a tone and marks as the legend explains them.
func valueName(l *layer.Layer, v layer.Value) string {
	return l.Title + ": " + strings.Join(Said(l, v), ", ")
}

// Said is what a layer says of a touchpoint in words: the text of the value, then
// its tone and its marks as the legend explains them.
func Said(l *layer.Layer, v layer.Value) []string {
	var said []string
	if v.Text != "" {
		said = append(said, v.Text)
	}
	if v.Tone != layer.Plain {
		said = append(said, entryText(l, v.Tone, ""))
	}
	for _, m := range v.Marks {
		said = append(said, entryText(l, "", m))
	}
	return said
}

// entryText is what the legend says of a tone or a mark, else its own name.
func entryText(l *layer.Layer, tone layer.Tone, mark layer.Mark) string {
	for _, e := range l.Legend {
		if e.Mark == mark && (mark != "" || e.Tone == tone) && e.Text != "" {
			return e.Text
		}
	}
	if mark != "" {
		return string(mark)
	}
	return string(tone)
}

// badge is what a layer shows at a touchpoint: a value, or a mark.
type badge struct {
	layer int
	value layer.Value
	mark  layer.Mark // where not empty, this is the mark and not the value
	text  string
	w     float64
}

// badges are the badges of a touchpoint in rows that fit into some room.
func (p *plan) badges(id string, room float64) [][]badge {
	var rows [][]badge
	wide := 0.0
	add := func(b badge) {
		if len(rows) == 0 || wide+badgeGap+b.w > room {
			rows, wide = append(rows, nil), -badgeGap
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], b)
		wide += badgeGap + b.w
	}
	for i := range p.over.layers {
		v, ok := p.over.values[i][id]
		if !ok {
			continue
		}
		_, judged := toneSign(v.Tone)
		if words := text.Clean(v.Text); words != "" || judged {
			words = p.setter.cutTo(words, badgeFont, min(mostBadge, room)-2*badgePad-badgeGlyph-badgeGap)
			b := badge{layer: i, value: v, text: words, w: 2 * badgePad}
			if words != "" {
				b.w += p.setter.Width(words, badgeFont)
			}
			if judged {
				b.w += badgeGlyph
				if words != "" {
					b.w += badgeGap
				}
			}
			add(b)
		}
		for _, m := range v.Marks {
			if markSign(m, 0, 0) != nil {
				add(badge{layer: i, value: v, mark: m, w: badgeHigh})
			}
		}
	}
	return rows
}

// cutTo shortens words that are wider than some room.
func (t setter) cutTo(words string, f text.Font, room float64) string {
	if t.Width(words, f) <= room {
		return words
	}
	clusters := text.Clusters(words)
	for len(clusters) > 0 && t.Width(strings.Join(clusters, "")+"…", f) > room {
		clusters = clusters[:len(clusters)-1]
	}
	return strings.Join(clusters, "") + "…"
}

// badgesHigh is the height of rows of badges, the gap over them included.
func badgesHigh(rows [][]badge) float64 {
	if len(rows) == 0 {
		return 0
	}
	return badgeLine*float64(len(rows)) + 4
}

func badgesWide(rows [][]badge) float64 {
	wide := 0.0
	for _, row := range rows {
		wide = max(wide, rowWide(row))
	}
	return wide
}

func rowWide(row []badge) float64 {
	wide := -badgeGap
	for _, b := range row {
		wide += badgeGap + b.w
	}
	return wide
}

// drawBadges draws rows of badges from a height on, each row at, before or
// around a place.
func (p *plan) drawBadges(id string, rows [][]badge, at, top float64, anchor scene.Anchor) []scene.Group {
	var groups []scene.Group
	y := top + 2 + badgeLine/2
	for _, row := range rows {
		x := at
		switch anchor {
		case scene.Middle:
			x -= rowWide(row) / 2
		case scene.End:
			x -= rowWide(row)
		}
		x = snap(x)
		for _, b := range row {
			groups = append(groups, p.drawBadge(id, b, x, snap(y)))
			x = snap(x + b.w + badgeGap)
		}
		y += badgeLine
	}
	return groups
}

// drawBadge draws a badge from x on, around a height.
func (p *plan) drawBadge(id string, b badge, x, y float64) scene.Group {
	l := &p.over.layers[b.layer]
	p.over.used[b.layer] = true
	g := scene.Group{Role: scene.RoleMark, Tip: text.Clean(b.value.Note)}
	if b.mark != "" {
		g.Name = text.Clean(l.Title + ": " + entryText(l, "", b.mark))
		g.Data = []scene.Datum{{Name: "mark", Value: string(b.mark)}, {Name: "of", Value: id}, {Name: "layer", Value: l.ID}}
		g.Items = markSign(b.mark, x+badgeHigh/2, y)
		return g
	}
	g.Name = text.Clean(valueName(l, layer.Value{Text: b.value.Text, Tone: b.value.Tone}))
	g.Data = append([]scene.Datum{{Name: "mark", Value: "value"}, {Name: "of", Value: id}}, layerData(l, b.value)...)
	g.Items = badgeItems(b, x, y)
	return g
}

// badgeItems is a pill with the sign of its tone and its words.
func badgeItems(b badge, x, y float64) []scene.Item {
	ground, ink := badgeStyle(b.value.Tone)
	items := []scene.Item{scene.Rect{X: x, Y: y - badgeHigh/2, W: snap(b.w), H: badgeHigh, Radius: badgeHigh / 2, Style: ground}}
	x += badgePad
	if sign, ok := toneSign(b.value.Tone); ok {
		items = append(items, sign(x+badgeGlyph/2, y, ink)...)
		x += badgeGlyph + badgeGap
	}
	if b.text != "" {
		items = append(items, words(x, y+baseline(badgeFont), b.w-2*badgePad, badgeFont, ink, scene.Start, b.text))
	}
	return items
}

// badgeStyle is the ground of a badge and the paint of what stands on it. A tone
// that says that nothing is known is an outline, as is none at all.
func badgeStyle(t layer.Tone) (ground scene.Style, ink scene.Paint) {
	colour, _ := tonePaints(t)
	switch {
	case t == layer.Absent:
		return scene.Style{Fill: scene.Box, Stroke: colour, Width: 1, Dash: [2]float64{3, 2}}, colour
	case colour == scene.None:
		return scene.Style{Fill: scene.Box, Stroke: scene.Wire, Width: 1}, scene.Ink
	}
	return scene.Style{Fill: colour, Stroke: scene.Background, Width: 1}, scene.Background
}

// tonePaints are the colour of a tone and the ground of what it judges.
func tonePaints(t layer.Tone) (colour, band scene.Paint) {
	switch t {
	case layer.Good:
		return scene.Good, scene.GoodBand
	case layer.Fair:
		return scene.Fair, scene.FairBand
	case layer.Poor:
		return scene.Poor, scene.PoorBand
	case layer.Absent:
		return scene.Absent, scene.AbsentBand
	}
	return scene.None, scene.None
}

// spoken is what a touchpoint is called when the picture is read aloud, with
// what the layers say of it.
func (p *plan) spoken(t *touchpoint.Touchpoint, lane string, step int, tag string) string {
	return text.Clean(strings.Join(append([]string{p.labels.spoken(t, lane, step, tag)}, p.over.spoken(t.ID)...), ", "))
}

// withValues is the title of a touchpoint with its values behind it, where there
// is no room for badges.
func (p *plan) withValues(t *touchpoint.Touchpoint) string {
	said := []string{t.Title}
	for i := range p.over.layers {
		if v := p.over.values[i][t.ID]; v.Text != "" {
			said = append(said, p.setter.cutTo(text.Clean(v.Text), smallFont, mostBadge))
			p.over.used[i] = true
		}
	}
	return strings.Join(said, p.labels.Separator)
}

// shown says whether any layer is to be seen in the picture that was drawn.
func (o *overlay) shown() bool { return slices.Contains(o.used, true) }

// badgesOf are the badges of what stands in a quadrant, if it is a touchpoint.
func (q *quadrant) badgesOf(item *standingItem, room float64) [][]badge {
	if item.t == nil {
		return nil
	}
	return q.badges(item.t.ID, room)
}
