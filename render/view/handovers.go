package view

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// Handovers draws who hands over to whom: a row for each actor that gives, a
// column for each that takes, and in the cell how many ways lead from
// touchpoints of the one to touchpoints of the other, implied, written and
// recoveries, with marks for the lines they cross. Ways within one actor's work
// stand muted on the diagonal and are in no total. Where no actor is named, the
// lane stands for itself. Actors stand in the order of the lanes, and the lines
// of the blueprint between those of different kinds. Any blueprint can be drawn.
func Handovers(b *blueprint.Blueprint, o Options) *scene.Scene {
	h := &handovers{page: newPage(b, o)}
	h.list = h.actors()
	if len(h.list) < 2 {
		return h.missing(h.labels.Handovers.Nothing, h.labels.Handovers.Source)
	}
	h.count()
	h.measure()
	return h.draw()
}

// handovers is the matrix of actor by actor.
type handovers struct {
	*page
	list     []actor
	cells    [][]handover
	given    []int
	taken    []int
	most     int // in a cell off the diagonal
	names    [][]string
	heads    [][]string
	left     float64 // width of the rows' names
	top      float64 // height of the columns' names
	wide     float64 // of a column
	sumLines []string
}

// handover is a cell.
type handover struct {
	count int
	lines []touchpoint.Line
}

const (
	cellHigh     = 58.0
	leastCell    = 68.0
	mostCell     = 116.0
	tightCell    = 88.0 // with many actors
	manyActors   = 10
	rowNames     = 170.0
	sumWide      = 74.0
	sumHigh      = 36.0
	bubbleLeast  = 11.0
	bubbleMost   = 18.0
	crossedWide  = 22.0
	crossedApart = 5.0
)

func (h *handovers) count() {
	at := map[*touchpoint.Touchpoint]int{}
	for i := range h.list {
		for _, t := range h.list[i].touchpoints {
			at[t] = i
		}
	}
	n := len(h.list)
	h.given, h.taken = make([]int, n), make([]int, n)
	h.cells = make([][]handover, n)
	for i := range h.cells {
		h.cells[i] = make([]handover, n)
	}
	for _, w := range h.g.Ways() {
		from, ok := at[w.From]
		to, ok2 := at[w.To]
		if w.To == nil || !ok || !ok2 {
			continue
		}
		c := &h.cells[from][to]
		c.count++
		for _, l := range w.Lines {
			if !slices.Contains(c.lines, l) {
				c.lines = append(c.lines, l)
			}
		}
		if from != to {
			h.given[from]++
			h.taken[to]++
			h.most = max(h.most, c.count)
		}
	}
}

// measure wraps the names and finds the width of the columns.
func (h *handovers) measure() {
	most := mostCell
	if len(h.list) > manyActors {
		most = tightCell
	}
	h.wide = leastCell
	for i := range h.list {
		h.wide = max(h.wide, min(most, h.setter.LongestWord(h.list[i].name, headingFont)+10))
	}
	for i := range h.list {
		row := h.setter.Balance(h.list[i].name, bodyFont, rowNames)
		head := h.setter.Balance(h.list[i].name, headingFont, h.wide-8)
		h.names, h.heads = append(h.names, row), append(h.heads, head)
		h.left = max(h.left, h.setter.Block(row, bodyFont))
		h.top = max(h.top, float64(len(head))*headingLine)
	}
	w := &h.labels.Handovers
	h.sumLines = h.setter.Balance(w.Taken, headingFont, sumWide)
	h.top = max(h.top, float64(len(h.sumLines))*headingLine, 40) + 18
	h.left = max(h.left, h.setter.Width(w.Given, strongFont), h.setter.Width(w.From, smallFont)+20, h.setter.Width(w.To, smallFont)+20) + barWidth + 2*namePad
}

// rowHigh is the height of a row: more where the name needs it.
func (h *handovers) rowHigh(i int) float64 {
	return max(cellHigh, float64(len(h.names[i]))*nameLine+12)
}

func (h *handovers) draw() *scene.Scene {
	n := len(h.list)
	width := h.left + float64(n)*h.wide + sumWide
	tops := []float64{h.top}
	for i := range h.list {
		tops = append(tops, tops[i]+h.rowHigh(i))
	}
	bottom := tops[n] + sumHigh
	groups := []scene.Group{h.drawGrounds(tops, width), h.drawCorner()}
	for i := range h.list {
		groups = append(groups, h.drawRowName(i, tops), h.drawHead(i))
	}
	for i := range h.list {
		for k := range h.list {
			groups = append(groups, h.drawCell(i, k, tops))
		}
	}
	groups = append(groups, h.drawSums(tops))
	return h.compose(groups, scene.Rect{W: width, H: bottom}, h.samples(), h.describe())
}

// drawGrounds draws the diagonal, fine lines between the actors, and the lines
// of the blueprint between those of different kinds.
func (h *handovers) drawGrounds(tops []float64, width float64) scene.Group {
	var g scene.Group
	n := len(h.list)
	for i := range h.list {
		g.Items = append(g.Items, scene.Rect{X: h.x(i), Y: tops[i], W: h.wide, H: tops[i+1] - tops[i], Style: scene.Style{Fill: scene.PhaseBar}})
	}
	bottom := tops[n]
	for i := range n + 1 {
		style := scene.Style{Stroke: scene.Hairline, Width: 1}
		if i > 0 && i < n {
			if lines := touchpoint.Crossed(h.list[i-1].kind, h.list[i].kind); len(lines) > 0 {
				style = scene.Style{Stroke: scene.Ink, Width: lineWidth, Dash: dash(lines[0])}
			}
		}
		x := h.x(i)
		g.Items = append(g.Items,
			scene.Path{Points: []scene.Point{{X: 0, Y: tops[i]}, {X: width, Y: tops[i]}}, Style: style},
			scene.Path{Points: []scene.Point{{X: x, Y: 0}, {X: x, Y: bottom + sumHigh}}, Style: style})
	}
	return g
}

// x is the left border of a column.
func (h *handovers) x(i int) float64 { return h.left + float64(i)*h.wide }

// drawCorner says which way the matrix is read.
func (h *handovers) drawCorner() scene.Group {
	w := &h.labels.Handovers
	right := h.left - 10
	return scene.Group{Items: []scene.Item{
		words(right-20, h.top-28, h.left, smallFont, scene.Muted, scene.End, w.To),
		scene.Path{Points: []scene.Point{{X: right - 14, Y: h.top - 32}, {X: right - 3, Y: h.top - 32}}, Style: scene.Style{Stroke: scene.Muted, Width: 1.2}},
		arrow(scene.Point{X: right - 14, Y: h.top - 32}, scene.Point{X: right, Y: h.top - 32}, scene.Muted),
		words(barWidth+namePad+16, h.top-9, h.left, smallFont, scene.Muted, scene.Start, w.From),
		scene.Path{Points: []scene.Point{{X: barWidth + namePad + 5, Y: h.top - 20}, {X: barWidth + namePad + 5, Y: h.top - 9}}, Style: scene.Style{Stroke: scene.Muted, Width: 1.2}},
		arrow(scene.Point{X: barWidth + namePad + 5, Y: h.top - 20}, scene.Point{X: barWidth + namePad + 5, Y: h.top - 6}, scene.Muted),
	}}
}

func (h *handovers) drawRowName(i int, tops []float64) scene.Group {
	a := &h.list[i]
	colour, ground := paints(a.kind)
	high := tops[i+1] - tops[i]
	g := scene.Group{
		Role: scene.RoleLabel, Name: text.Clean(a.name),
		Data: []scene.Datum{{Name: "of", Value: a.id}, {Name: "kind", Value: string(a.kind)}, {Name: "given", Value: strconv.Itoa(h.given[i])}, {Name: "taken", Value: strconv.Itoa(h.taken[i])}},
		Items: []scene.Item{
			scene.Rect{X: 0, Y: tops[i] + 2, W: h.left - 2, H: high - 4, Style: scene.Style{Fill: ground}},
			scene.Polygon{Points: []scene.Point{{X: 0, Y: tops[i] + 2}, {X: barWidth, Y: tops[i] + 2}, {X: barWidth, Y: tops[i+1] - 2}, {X: 0, Y: tops[i+1] - 2}}, Style: scene.Style{Fill: colour}},
		},
	}
	g.Items = append(g.Items, block(h.names[i], barWidth+namePad, tops[i]+high/2, h.left, nameLine, bodyFont, scene.Ink, scene.Start)...)
	return g
}

func (h *handovers) drawHead(i int) scene.Group {
	a := &h.list[i]
	colour, ground := paints(a.kind)
	x := h.x(i)
	g := scene.Group{
		Role: scene.RoleLabel, Data: []scene.Datum{{Name: "of", Value: a.id}, {Name: "kind", Value: string(a.kind)}},
		Items: []scene.Item{
			scene.Rect{X: x + 2, Y: 0, W: h.wide - 4, H: h.top - 2, Style: scene.Style{Fill: ground}},
			scene.Polygon{Points: []scene.Point{{X: x + 2}, {X: x + h.wide - 2}, {X: x + h.wide - 2, Y: barWidth}, {X: x + 2, Y: barWidth}}, Style: scene.Style{Fill: colour}},
		},
	}
	g.Items = append(g.Items, block(h.heads[i], x+h.wide/2, (h.top+barWidth)/2, h.wide-8, headingLine, headingFont, scene.Ink, scene.Middle)...)
	return g
}

func (h *handovers) drawCell(i, k int, tops []float64) scene.Group {
	c := &h.cells[i][k]
	x, y := h.x(k)+h.wide/2, (tops[i]+tops[i+1])/2
	g := scene.Group{
		Role:  scene.RoleLabel,
		Data:  []scene.Datum{{Name: "of", Value: h.list[i].id}, {Name: "from", Value: h.list[i].id}, {Name: "to", Value: h.list[k].id}, {Name: "count", Value: strconv.Itoa(c.count)}},
		Items: []scene.Item{scene.Rect{X: h.x(k) + 1, Y: tops[i] + 1, W: h.wide - 2, H: tops[i+1] - tops[i] - 2}},
	}
	number := strconv.Itoa(c.count)
	switch {
	case c.count == 0 && i == k:
		return g
	case c.count == 0:
		g.Items = append(g.Items, scene.Circle{X: x, Y: y, R: 1.3, Style: scene.Style{Fill: scene.Hairline}})
		return g
	case i == k:
		g.Items = append(g.Items, words(x, y+4, h.wide, itemFont, scene.Muted, scene.Middle, number))
		return g
	}
	g.Name = text.Clean(fmt.Sprintf(h.labels.From, h.list[i].name, h.list[k].name) + h.labels.Colon + number)
	if len(c.lines) > 0 {
		y -= 4 + crossedApart*float64(len(c.lines)-1)/2
	}
	r := bubbleLeast
	if h.most > 1 {
		r += (bubbleMost - bubbleLeast) * math.Sqrt(float64(c.count-1)/float64(h.most-1))
	}
	r = snap(max(r, h.setter.Width(number, strongFont)/2+3))
	if len(c.lines) > 0 {
		r = min(r, 15)
	}
	g.Items = append(g.Items, scene.Circle{X: x, Y: y, R: r, Style: scene.Style{Fill: scene.Box, Stroke: scene.Wire, Width: snap(1 + float64(c.count)/float64(h.most))}},
		words(x, y+baseline(strongFont), 2*r, h.setter.within(strongFont, number, 2*r-4), scene.Ink, scene.Middle, number))
	at := y + r + 5
	for _, line := range touchpoint.Lines() {
		if slices.Contains(c.lines, line) {
			g.Data = append(g.Data, scene.Datum{Name: string(line), Value: "crossed"})
			g.Items = append(g.Items, crossedMark(x, at, line)...)
			at += crossedApart
		}
	}
	return g
}

// crossedMark is a short piece of a line of the blueprint.
func crossedMark(x, y float64, line touchpoint.Line) []scene.Item {
	d := dash(line)
	if d[0] > 4 { // so that two dashes can be seen in so short a piece
		d = [2]float64{5, 3.5}
	}
	return []scene.Item{scene.Path{
		Points: []scene.Point{{X: x - crossedWide/2, Y: snap(y)}, {X: x + crossedWide/2, Y: snap(y)}},
		Style:  scene.Style{Stroke: scene.Ink, Width: 1.6, Dash: d},
	}}
}

func (h *handovers) drawSums(tops []float64) scene.Group {
	n := len(h.list)
	w := &h.labels.Handovers
	x, y := h.x(n)+sumWide/2, tops[n]+sumHigh/2
	var g scene.Group
	sum := 0
	for i := range h.list {
		sum += h.given[i]
		g.Items = append(g.Items,
			words(x, (tops[i]+tops[i+1])/2+baseline(strongFont), sumWide, strongFont, scene.Ink, scene.Middle, strconv.Itoa(h.given[i])),
			words(h.x(i)+h.wide/2, y+baseline(strongFont), h.wide, strongFont, scene.Ink, scene.Middle, strconv.Itoa(h.taken[i])))
	}
	g.Items = append(g.Items, block(h.sumLines, x, (h.top+barWidth)/2, sumWide, headingLine, headingFont, scene.Muted, scene.Middle)...)
	return scene.Group{Items: append(g.Items,
		words(h.left-10, y+baseline(headingFont), h.left, headingFont, scene.Muted, scene.End, w.Given),
		words(x, y+baseline(strongFont), sumWide, strongFont, scene.Ink, scene.Middle, strconv.Itoa(sum)))}
}

func (h *handovers) samples() []sample {
	w := &h.labels.Handovers
	out := []sample{{w.Count, 24, func(x, y float64) []scene.Item {
		return []scene.Item{
			scene.Circle{X: x, Y: y, R: bubbleLeast, Style: scene.Style{Fill: scene.Box, Stroke: scene.Wire, Width: 1.5}},
			words(x, y+baseline(strongFont), 20, strongFont, scene.Ink, scene.Middle, "3"),
		}
	}}, {w.Within, 22, func(x, y float64) []scene.Item {
		return []scene.Item{
			scene.Rect{X: x - 11, Y: y - 9, W: 22, H: 18, Style: scene.Style{Fill: scene.PhaseBar}},
			words(x, y+4, 20, itemFont, scene.Muted, scene.Middle, "3"),
		}
	}}}
	for _, line := range touchpoint.Lines() {
		used := false
		for i := range h.cells {
			for k := range h.cells[i] {
				used = used || i != k && slices.Contains(h.cells[i][k].lines, line)
			}
		}
		if used {
			out = append(out, sample{fmt.Sprintf(w.Crosses, h.labels.Line(line)), crossedWide, func(x, y float64) []scene.Item { return crossedMark(x, y, line) }})
		}
	}
	return out
}

func (h *handovers) describe() string {
	sum := 0
	for _, n := range h.given {
		sum += n
	}
	return fmt.Sprintf(h.labels.Handovers.Summary, sum, len(h.list))
}
