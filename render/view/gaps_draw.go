package view

import (
	"fmt"
	"strconv"

	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

func (p *gaps) draw() *scene.Scene {
	groups := []scene.Group{p.drawChain()}
	kinds := [6]touchpoint.Kind{touchpoint.Customer, touchpoint.Backstage, touchpoint.Backstage, touchpoint.Frontstage, touchpoint.Frontstage, touchpoint.Customer}
	w := &p.labels.Gaps
	for i, r := range p.stations {
		groups = append(groups, p.drawStation(r, w.Stations[i], w.Says[i], kinds[i]))
	}
	groups = append(groups, p.drawStation(p.promise, w.Promise, w.Told, touchpoint.Backstage))
	area := scene.Rect{W: gapLeft + p.wide + toCard + gapCardWide, H: p.stations[5].Y + stationHigh}
	for i := range p.five {
		groups = append(groups, p.drawCard(i)...)
		area = around(area, p.five[i].card)
	}
	for i := range p.five {
		groups = append(groups, scene.Group{Items: gapMark(p.badges[i].X, p.badges[i].Y, i+1, p.five[i].state())})
	}
	return p.compose(groups, area, p.samples(), p.describe())
}

// drawChain draws what leads from station to station, and the gaps.
func (p *gaps) drawChain() scene.Group {
	var g scene.Group
	wire := scene.Style{Stroke: scene.Wire, Width: wireWidth}
	x := p.stations[0].X + p.wide/2
	for i := 1; i < len(p.stations); i++ {
		from, to := p.stations[i-1].Y+stationHigh, p.stations[i].Y
		g.Items = append(g.Items, line([]board.Point{{X: x, Y: from}, {X: x, Y: to}}, 0, wire, false)...)
	}
	// The fifth gap joins both ends, the fourth the contact and the promise.
	first, last := p.stations[0], p.stations[5]
	gap := scene.Style{Stroke: scene.Wire, Width: wireWidth, Dash: [2]float64{5, 4}}
	g.Items = append(g.Items, line([]board.Point{
		{X: first.X, Y: first.Y + stationHigh/2}, {X: p.badges[4].X, Y: first.Y + stationHigh/2},
		{X: p.badges[4].X, Y: last.Y + stationHigh/2}, {X: last.X, Y: last.Y + stationHigh/2},
	}, wireRadius, gap, true)...)
	contact := p.stations[4]
	g.Items = append(g.Items, line([]board.Point{{X: contact.X + contact.W, Y: contact.Y + stationHigh/2}, {X: p.promise.X, Y: contact.Y + stationHigh/2}}, 0, gap, true)...)
	lead := scene.Style{Stroke: scene.Wire, Width: 1, Dash: [2]float64{1, 3}}
	for i := range p.five {
		from := scene.Point{X: p.badges[i].X + gapRadius, Y: p.badges[i].Y}
		switch i {
		case 3:
			from = scene.Point{X: p.promise.X + p.promise.W, Y: p.badges[i].Y}
		case 4:
			from = scene.Point{X: last.X + last.W, Y: last.Y + stationHigh/2}
		}
		g.Items = append(g.Items, scene.Path{Points: []scene.Point{from, {X: p.five[i].card.X, Y: from.Y}}, Style: lead})
	}
	return g
}

func (p *gaps) drawStation(r scene.Rect, name, says string, k touchpoint.Kind) scene.Group {
	colour, ground := paints(k)
	r.Radius, r.Style = boxRadius, scene.Style{Fill: ground, Stroke: colour, Width: lineWidth}
	g := scene.Group{Role: scene.RoleLabel, Data: []scene.Datum{{Name: "of", Value: "station"}}, Name: name, Items: []scene.Item{r}}
	y := r.Y + r.H/2
	g.Items = append(g.Items,
		words(r.X+r.W/2, y-4, r.W-8, strongFont, scene.Ink, scene.Middle, name),
		words(r.X+r.W/2, y+13, r.W-8, smallFont, scene.Muted, scene.Middle, says))
	return g
}

// drawCard writes what is known of a gap.
func (p *gaps) drawCard(i int) []scene.Group {
	g := &p.five[i]
	w := &p.labels.Gaps
	state := g.state()
	box := g.card
	box.Radius, box.Style = 8, scene.Style{Fill: scene.Box, Stroke: stateInk(state), Width: 1.2}
	if state == "unknown" {
		box.Dash = [2]float64{4, 4}
	}
	x, y := box.X+gapPad, box.Y+gapPad
	right := box.X + box.W - gapPad
	high := max(2*gapRadius, float64(len(g.lines.name))*nameLine)
	word := p.stateWord(g)
	head := scene.Group{
		Role: scene.RoleLabel, ID: "gap-" + strconv.Itoa(i+1), Name: text.Clean(fmt.Sprintf(w.Gap, i+1) + p.labels.Separator + w.Names[i] + p.labels.Separator + word),
		Data: []scene.Datum{
			{Name: "of", Value: "gap-" + strconv.Itoa(i+1)}, {Name: "gap", Value: strconv.Itoa(i + 1)}, {Name: "state", Value: state},
			{Name: "open", Value: strconv.Itoa(g.open)}, {Name: "known", Value: strconv.Itoa(g.known)},
		},
		Items: []scene.Item{scene.Rect{X: x, Y: y - 2, W: box.W - 2*gapPad, H: high + 6 + float64(len(g.lines.fact))*16}},
	}
	head.Items = append(head.Items, gapMark(x+gapRadius, y+high/2, i+1, state)...)
	head.Items = append(head.Items, block(g.lines.name, x+2*gapRadius+10, y+high/2, box.W, nameLine, gapFont, scene.Ink, scene.Start)...)
	head.Items = append(head.Items, words(right, y+high/2+baseline(strongFont), 140, strongFont, stateInk(state), scene.End, word))
	head.Items = append(head.Items, stateMark(right-p.setter.Width(word, strongFont)-14, y+high/2, state)...)
	y += high + 4
	head.Items = append(head.Items, block(g.lines.fact, x, y+float64(len(g.lines.fact))*8, box.W-2*gapPad, 16, itemFont, scene.Muted, scene.Start)...)
	y += float64(len(g.lines.fact)) * 16
	groups := []scene.Group{{Items: []scene.Item{box}}, head}
	if n := len(g.lines.how); n > 0 {
		area := scene.Rect{X: x, Y: y + 8, W: box.W - 2*gapPad, H: float64(n)*smallLine + 10, Radius: 4, Style: scene.Style{Fill: scene.EvidenceBand}}
		how := scene.Group{Role: scene.RoleLabel, Data: []scene.Datum{{Name: "of", Value: "gap-" + strconv.Itoa(i+1)}}, Items: []scene.Item{area}}
		how.Items = append(how.Items, block(g.lines.how, x+8, area.Y+area.H/2, area.W-16, smallLine, stepBack, scene.Ink, scene.Start)...)
		groups = append(groups, how)
	}
	for k := range g.items {
		groups = append(groups, p.drawItem(i, k))
	}
	return groups
}

// drawItem writes one thing that is named with a gap.
func (p *gaps) drawItem(i, k int) scene.Group {
	g := &p.five[i]
	item, row := &g.items[k], &g.lines.rows[k]
	area := scene.Rect{X: g.card.X + gapPad, Y: snap(g.card.Y + row.top), W: g.card.W - 2*gapPad, H: row.high}
	state := "closed"
	if item.open {
		state = "open"
	}
	out := scene.Group{
		Role: scene.RoleLabel, Name: text.Clean(item.title + p.labels.Separator + item.detail),
		Data:  []scene.Datum{{Name: "of", Value: item.of}, {Name: "gap", Value: strconv.Itoa(i + 1)}, {Name: "state", Value: state}},
		Items: []scene.Item{area, scene.Path{Points: []scene.Point{{X: area.X, Y: area.Y}, {X: area.X + area.W, Y: area.Y}}, Style: scene.Style{Stroke: scene.Hairline, Width: 1}}},
	}
	y := area.Y + area.H/2
	out.Items = append(out.Items, stateMark(area.X+8, y, state)...)
	out.Items = append(out.Items, block(row.title, area.X+signRoom, y, area.W, 16, itemFont, scene.Ink, scene.Start)...)
	anchor, x := scene.End, area.X+area.W
	if item.zone != nil {
		x, anchor = area.X+area.W-detailRoom, scene.Start
		out.Items = append(out.Items, p.zoneBar(x-zoneBarWide-14, y, item.zone)...)
	}
	ink := scene.Muted
	if item.open {
		ink = scene.Fail
	}
	out.Items = append(out.Items, block(row.detail, x, y, detailRoom, smallLine, stepBack, ink, anchor)...)
	return out
}

// zoneBar is the zone of tolerance on the scale of all expectations, with what
// is perceived on it.
func (p *gaps) zoneBar(x, y float64, e *touchpoint.Expectation) []scene.Item {
	at := func(v float64) float64 {
		if p.high <= p.low {
			return x + zoneBarWide/2
		}
		return snap(x + 7 + (v-p.low)/(p.high-p.low)*(zoneBarWide-14))
	}
	items := []scene.Item{scene.Path{Points: []scene.Point{{X: x, Y: y}, {X: x + zoneBarWide, Y: y}}, Style: scene.Style{Stroke: scene.Hairline, Width: 1}}}
	if e.Adequate != nil && e.Desired != nil {
		from, to := at(min(*e.Adequate, *e.Desired)), at(max(*e.Adequate, *e.Desired))
		items = append(items, scene.Rect{X: from, Y: y - zoneBarHigh/2, W: to - from, H: zoneBarHigh, Radius: 2, Style: scene.Style{Fill: scene.CustomerBand, Stroke: scene.Customer, Width: 1}})
	}
	if e.Perceived != nil {
		items = append(items, verdictMark(at(*e.Perceived), y, e.Verdict())...)
	}
	return items
}

func stateInk(state string) scene.Paint {
	switch state {
	case "open":
		return scene.Fail
	case "closed":
		return scene.Frontstage
	}
	return scene.Wire
}

// gapMark is the number of a gap: filled where it is open, a plain ring where
// none was found, a dashed one where nothing is known.
func gapMark(x, y float64, n int, state string) []scene.Item {
	ring := scene.Circle{X: x, Y: y, R: gapRadius, Style: scene.Style{Fill: scene.Box, Stroke: stateInk(state), Width: 1.5}}
	ink := stateInk(state)
	switch state {
	case "open":
		ring.Fill, ink = scene.Fail, scene.Background
	case "unknown":
		ring.Dash, ink = [2]float64{3, 2.5}, scene.Muted
	}
	return []scene.Item{ring, words(x, y+4.2, 2*gapRadius, letterFont, ink, scene.Middle, strconv.Itoa(n))}
}

// stateMark says the state without a colour: a stroke over a dot, a tick, or a
// ring.
func stateMark(x, y float64, state string) []scene.Item {
	stroke := scene.Style{Stroke: stateInk(state), Width: 2}
	switch state {
	case "open":
		return []scene.Item{
			scene.Path{Points: []scene.Point{{X: x, Y: y - 6}, {X: x, Y: y + 1.5}}, Style: stroke},
			scene.Circle{X: x, Y: y + 5, R: 1.3, Style: scene.Style{Fill: scene.Fail}},
		}
	case "closed":
		return []scene.Item{scene.Path{Points: []scene.Point{{X: x - 5, Y: y}, {X: x - 1.5, Y: y + 4}, {X: x + 5, Y: y - 4.5}}, Style: stroke}}
	}
	return []scene.Item{scene.Circle{X: x, Y: y, R: 4, Style: scene.Style{Stroke: scene.Wire, Width: 1.5, Dash: [2]float64{2, 2}}}}
}

func (p *gaps) samples() []sample {
	w := &p.labels.Gaps
	var out []sample
	for _, s := range [...]struct{ state, name string }{{"open", w.OpenWord}, {"closed", w.ClosedWord}, {"unknown", w.FoundNot}} {
		for i := range p.five {
			if p.five[i].state() == s.state || s.state == "closed" && len(p.five[i].items) > p.five[i].open {
				out = append(out, sample{s.name, 14, func(x, y float64) []scene.Item { return stateMark(x, y, s.state) }})
				break
			}
		}
	}
	if p.five[4].known > 0 {
		out = append(out, sample{w.ZoneWord, 36, func(x, y float64) []scene.Item {
			return append([]scene.Item{scene.Rect{X: x - 16, Y: y - 6, W: 32, H: zoneBarHigh, Radius: 2, Style: scene.Style{Fill: scene.CustomerBand, Stroke: scene.Customer, Width: 1}}},
				verdictMark(x+4, y, touchpoint.Advantage)...)
		}})
	}
	return out
}

func (p *gaps) describe() string {
	desc := p.labels.Gaps.Summary
	for i := range p.five {
		desc += " " + fmt.Sprintf(p.labels.Gaps.Gap, i+1) + p.labels.Colon + p.five[i].fact + p.labels.Quadrant.Stop
	}
	return desc
}
