package view

import (
	"fmt"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// The measures of the five gaps, in px.
const (
	stationPad   = 4.0
	gapLeft      = 76.0  // to the left of the chain, for the gap between both ends
	leastStation = 176.0 // a station of the chain
	leastPromise = 150.0
	stationHigh  = 54.0
	stationGap   = 34.0 // between two without a gap
	leastGap     = 78.0 // with a gap
	toCard       = 62.0 // from the chain to the cards
	gapCardWide  = 560.0
	gapCardGap   = 16.0
	gapPad       = 14.0
	signRoom     = 24.0
	zoneBarWide  = 108.0
	zoneBarHigh  = 12.0
	detailRoom   = 176.0
	gapRadius    = 12.0
)

var (
	gapFont  = text.Font{Size: 14, Weight: 600}
	stepBack = text.Font{Size: 11}
)

// gapLines are the wrapped words of a card.
type gapLines struct {
	name, fact, how []string
	rows            []gapRow
}

// gapRow is a wrapped item, its height and where it begins in its card.
type gapRow struct {
	title, detail []string
	top, high     float64
}

// place sets the chain, and a card beside each gap, from 0,0 on.
func (p *gaps) place() {
	w := &p.labels.Gaps
	p.wide = p.widest(leastStation, w.Stations[:], w.Says[:])
	p.told = p.widest(leastPromise, []string{w.Promise}, []string{w.Told})
	x := gapLeft
	y, free := 0.0, 0.0 // free is the first height at which a card may stand
	card := func(i int, middle float64, left float64) {
		g := &p.five[i]
		g.card = scene.Rect{X: left, Y: snap(middle - g.card.H/2), W: gapLeft + p.wide + toCard + gapCardWide - left, H: g.card.H}
		free = g.card.Y + g.card.H + gapCardGap
	}
	left := x + p.wide + toCard
	between := func(i int) { // a gap between two stations
		p.fill(i, left)
		high := max(leastGap, 2*(free+p.five[i].card.H/2-y))
		p.badges[i] = scene.Point{X: x + p.wide/2, Y: snap(y + high/2)}
		card(i, p.badges[i].Y, left)
		y = snap(y + high)
	}
	station := func(i int) {
		p.stations[i] = scene.Rect{X: x, Y: y, W: p.wide, H: stationHigh}
		y += stationHigh
	}
	beside := func(i int, left float64) { // a card in the row of the next station
		p.fill(i, left)
		y = snap(max(y, free+p.five[i].card.H/2-stationHigh/2))
		card(i, y+stationHigh/2, left)
	}
	station(0)
	between(0)
	station(1)
	between(1)
	station(2)
	y += stationGap
	station(3)
	between(2)
	y += stationGap / 2
	promise := left + p.told + 26
	beside(3, promise)
	station(4)
	p.promise = scene.Rect{X: left, Y: p.stations[4].Y, W: p.told, H: stationHigh}
	p.badges[3] = scene.Point{X: x + p.wide + toCard/2, Y: y - stationHigh/2}
	y += stationGap
	beside(4, left)
	station(5)
	p.badges[4] = scene.Point{X: 24, Y: snap((p.stations[0].Y + p.stations[5].Y + stationHigh) / 2)}
}

// widest is the width of boxes of which each has a name and what it says.
func (p *gaps) widest(least float64, names, says []string) float64 {
	return snap(max(least, p.setter.Block(names, strongFont)+2*stationPad, p.setter.Block(says, smallFont)+2*stationPad))
}

// fill wraps the words of a gap's card and finds its height.
func (p *gaps) fill(i int, left float64) {
	g, w := &p.five[i], &p.labels.Gaps
	room := gapLeft + p.wide + toCard + gapCardWide - left - 2*gapPad
	state := p.stateWord(g)
	g.lines.name = p.setter.Balance(w.Names[i], gapFont, room-2*gapRadius-20-p.setter.Width(state, strongFont)-signRoom)
	g.lines.fact = p.setter.Wrap(g.fact, itemFont, room)
	if g.state() == "unknown" {
		g.lines.how = p.setter.Wrap(w.Hows[i], stepBack, room-16)
	}
	y := gapPad + max(2*gapRadius, float64(len(g.lines.name))*nameLine) + 6 + float64(len(g.lines.fact))*16
	if n := len(g.lines.how); n > 0 {
		y += 8 + float64(n)*smallLine + 10
	}
	if len(g.items) > 0 {
		y += 6
	}
	for k := range g.items {
		item := &g.items[k]
		detail := min(detailRoom, p.setter.Width(item.detail, stepBack))
		if i == 4 {
			detail = detailRoom
		}
		titleRoom := room - signRoom - detail - 14
		if item.zone != nil {
			titleRoom -= zoneBarWide + 14
		}
		row := gapRow{title: p.setter.Balance(item.title, itemFont, titleRoom), detail: p.setter.wrapped(item.detail, stepBack, detail), top: y}
		row.high = max(float64(len(row.title))*16, float64(len(row.detail))*smallLine, 16) + 8
		g.lines.rows = append(g.lines.rows, row)
		y += row.high
	}
	g.card.H = snap(y + gapPad - 4)
}

func (p *gaps) stateWord(g *gap) string {
	switch g.state() {
	case "open":
		return fmt.Sprintf(p.labels.Gaps.Open, g.open)
	case "closed":
		return p.labels.Gaps.Closed
	}
	return p.labels.Gaps.NotKnown
}
