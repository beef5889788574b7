package view

import (
	"cmp"
	"math"
	"slices"

	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
)

// The measures of a way's ends, in px.
const (
	finePiece = 5.0  // a curve is drawn as straight legs of about that length
	fineError = 0.05 // by which a leg may miss the curve
	headLeg   = 10.0 // the last leg, for the head to stand straight on its box
	landing   = 24.0 // before its end a way turns towards where it enters, and more if that is far aside
	steep     = 0.7  // cosine of the most a way may lean where it enters
	slant     = 0.8  // how much of its lean stays if it leans more
	portGap   = 12.0 // between two ways at one side
	cornerOut = 22.0 // a star or a circle takes of a side
	tagSide   = 14.0 // a tag takes of an upright side
)

// side is a side of a box.
type side int

const (
	onTop side = iota
	onRight
	onBottom
	onLeft
)

// outward is the direction that a side faces.
func (s side) outward() scene.Point {
	return [...]scene.Point{{Y: -1}, {X: 1}, {Y: 1}, {X: -1}}[s]
}

// port is where an edge meets a box: at a place along one side.
type netPort struct {
	edge  int
	last  bool // the end of the edge, not its beginning
	node  int
	side  side
	along float64
}

// routes are the lines of the edges, each from border to border of what it
// joins: a layouter ends them around the boxes' marks.
func (w *network) routes(g LayoutGraph, l Layout) [][]board.Point {
	lines := make([][]scene.Point, len(g.Edges))
	var ports []netPort
	for i, e := range g.Edges {
		lines[i] = flatten(l.Routes[i].Curve)
		reversed := slices.Clone(lines[i])
		slices.Reverse(reversed)
		ports = append(ports, w.port(i, false, e.From, reversed), w.port(i, true, e.To, lines[i]))
	}
	w.spread(ports)
	out := make([][]board.Point, len(lines))
	for _, p := range ports { // beginning and end of an edge follow one another
		at := w.at(p)
		if p.last {
			lines[p.edge] = w.land(lines[p.edge], at, p.side.outward(), g.Edges[p.edge])
			for _, q := range simplified(lines[p.edge]) {
				out[p.edge] = append(out[p.edge], board.Point(q))
			}
			continue
		}
		slices.Reverse(lines[p.edge])
		lines[p.edge] = w.land(lines[p.edge], at, p.side.outward(), g.Edges[p.edge])
		slices.Reverse(lines[p.edge])
	}
	return out
}

// port finds where an edge that ends around a node would meet it if it went on:
// the side and the place along it. The line comes in by its last leg.
func (w *network) port(edge int, last bool, node int, line []scene.Point) netPort {
	r, _ := w.shape(node)
	p, ahead := shortened(line, 0)
	at := p[len(p)-1]
	middle := scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2}
	if !meets(at, ahead, r) { // it passes by: lead it to the middle
		dx, dy := unit(at, middle)
		ahead = scene.Point{X: dx, Y: dy}
	}
	// How far it is to the near upright and the near level side.
	x, y := r.X, r.Y
	sideX, sideY := onLeft, onTop
	if ahead.X < 0 {
		x, sideX = r.X+r.W, onRight
	}
	if ahead.Y < 0 {
		y, sideY = r.Y+r.H, onBottom
	}
	farX, farY := math.Inf(-1), math.Inf(-1)
	if ahead.X != 0 {
		farX = (x - at.X) / ahead.X
	}
	if ahead.Y != 0 {
		farY = (y - at.Y) / ahead.Y
	}
	if math.Abs(ahead.X) < steep && math.Abs(ahead.Y) > steep && near(at, ahead, farX, r) {
		farX = math.Inf(-1) // just beside a corner: the other side is met less flatly
	} else if math.Abs(ahead.Y) < steep && math.Abs(ahead.X) > steep && near(at, ahead, farY, r) {
		farY = math.Inf(-1)
	}
	if farX > farY {
		return netPort{edge: edge, last: last, node: node, side: sideX, along: at.Y + farX*ahead.Y}
	}
	return netPort{edge: edge, last: last, node: node, side: sideY, along: at.X + farY*ahead.X}
}

// near says whether a line from p on meets a box beside one of its corners.
func near(p, ahead scene.Point, far float64, r scene.Rect) bool {
	x, y := p.X+far*ahead.X, p.Y+far*ahead.Y
	return min(math.Abs(x-r.X), math.Abs(x-r.X-r.W)) < cornerOut*2 && min(math.Abs(y-r.Y), math.Abs(y-r.Y-r.H)) < cornerOut*2
}

// meets says whether a line from p on meets a box.
func meets(p, ahead scene.Point, r scene.Rect) bool {
	far := 2*(r.W+r.H) + distance(p, scene.Point{X: r.X, Y: r.Y})
	return passes(board.Point(p), board.Point{X: p.X + ahead.X*far, Y: p.Y + ahead.Y*far}, r)
}

// shape is the area of a node as it is drawn, and whether it is a box.
func (w *network) shape(node int) (r scene.Rect, box *box) {
	if node < len(w.boxes) {
		r = rect(w.layout.Boxes[node])
		if b := &w.boxes[node]; b.standing == aTouchpoint {
			return r, b
		}
		return r, nil
	}
	return rect(w.layout.Diamonds[slices.Index(w.diamonds, node)]), nil
}

// free is the part of a side that no mark takes. Choices and ends have one
// place at each side.
func (w *network) freeSide(node int, s side) (low, high float64) {
	r, b := w.shape(node)
	low, high = r.X, r.X+r.W
	if s == onLeft || s == onRight {
		low, high = r.Y, r.Y+r.H
	}
	if b == nil {
		return (low + high) / 2, (low + high) / 2
	}
	before, after := boxRadius+headWide, boxRadius+headWide
	marks := w.options.shows(PartMarks)
	moment, fails, wait := marks && b.t.IsMoment(), marks && len(b.t.Fails) > 0, marks && b.t.Wait != nil
	see := marks && b.t.See != ""
	switch {
	case (s == onTop || s == onLeft) && moment:
		before = cornerOut
	case s == onRight && (fails || wait):
		before = cornerOut
	case s == onBottom && b.tag != "":
		before = b.tagW - tagOut + headWide + 2
	}
	switch {
	case s == onTop && fails && wait:
		after = cornerOut + 26
	case s == onTop && (fails || wait), (s == onRight || s == onBottom) && see:
		after = cornerOut
	case s == onLeft && b.tag != "":
		after = tagSide
	}
	return low + before, high - after
}

// spread keeps the ways at one side apart, in the order in which they come.
func (w *network) spread(ports []netPort) {
	order := make([]int, len(ports))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		p, q := ports[a], ports[b]
		return cmp.Or(cmp.Compare(p.node, q.node), cmp.Compare(p.side, q.side), cmp.Compare(p.along, q.along))
	})
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && ports[order[j]].node == ports[order[i]].node && ports[order[j]].side == ports[order[i]].side {
			j++
		}
		low, high := w.freeSide(ports[order[i]].node, ports[order[i]].side)
		gap := 0.0
		if j > i+1 {
			gap = min(portGap, (high-low)/float64(j-i-1))
		}
		at := low
		for k := i; k < j; k++ {
			p := &ports[order[k]]
			at = max(at, min(p.along, high-gap*float64(j-1-k)))
			p.along = at
			at += gap
		}
		i = j
	}
}

func (w *network) at(p netPort) scene.Point {
	r, _ := w.shape(p.node)
	switch p.side {
	case onTop:
		return scene.Point{X: p.along, Y: r.Y}
	case onBottom:
		return scene.Point{X: p.along, Y: r.Y + r.H}
	case onLeft:
		return scene.Point{X: r.X, Y: p.along}
	}
	return scene.Point{X: r.X + r.W, Y: p.along}
}

// land moves the end of a line to a place that faces outward. The bend begins
// early where it is wide, but later if another node is in its way.
func (w *network) land(line []scene.Point, at, outward scene.Point, e LayoutEdge) []scene.Point {
	for _, share := range [...]float64{1, 0.6, 0.35} {
		if out, bend := landed(line, at, outward, share); w.clear(out[bend:], e) {
			return out
		}
	}
	out, _ := landed(line, at, outward, 0.2)
	return out
}

// clear says whether a line stays out of the nodes that an edge does not join.
func (w *network) clear(line []scene.Point, e LayoutEdge) bool {
	for n := range len(w.layout.Boxes) {
		r, _ := w.shape(n)
		if n == e.From || n == e.To {
			continue
		}
		for i := 1; i < len(line); i++ {
			if passes(board.Point(line[i-1]), board.Point(line[i]), r) {
				return false
			}
		}
	}
	return true
}

// landed is a line whose end is moved to a place that faces outward, and where
// the bend begins. It ends in a straight leg that does not lie flat on the side.
func landed(line []scene.Point, at, outward scene.Point, share float64) (out []scene.Point, start int) {
	all := 0.0
	for i := 1; i < len(line); i++ {
		all += distance(line[i-1], line[i])
	}
	_, came := shortened(line, 0)
	end := line[len(line)-1]
	aside := math.Abs((at.X-end.X)*came.Y - (at.Y-end.Y)*came.X) // by how much the end is moved
	line, ahead := shortened(line, min(share*(landing+2*aside), all/2))
	from := line[len(line)-1]
	dx, dy := unit(at, from)
	if dx*outward.X+dy*outward.Y < steep {
		dx, dy = unit(scene.Point{}, scene.Point{X: outward.X + dx*slant, Y: outward.Y + dy*slant})
	}
	foot := scene.Point{X: at.X + dx*headLeg, Y: at.Y + dy*headLeg}
	reach := distance(from, foot) * 0.4
	bend := flatten([]scene.Point{
		from, {X: from.X + ahead.X*reach, Y: from.Y + ahead.Y*reach}, {X: foot.X + dx*reach, Y: foot.Y + dy*reach}, foot,
	})
	start = len(line) - 1
	return append(append(line, bend[1:]...), at), start
}

// shortened cuts a length off the end of a line, and says where the line heads
// there.
func shortened(line []scene.Point, by float64) (rest []scene.Point, ahead scene.Point) {
	rest = slices.Clone(line)
	for len(rest) > 1 {
		a, b := rest[len(rest)-2], rest[len(rest)-1]
		leg := distance(a, b)
		dx, dy := unit(a, b)
		ahead = scene.Point{X: dx, Y: dy}
		if leg > by {
			rest[len(rest)-1] = back(a, b, by)
			return rest, ahead
		}
		by -= leg
		rest = rest[:len(rest)-1]
	}
	return rest, ahead
}

func distance(a, b scene.Point) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }

// flatten turns curves into short legs.
func flatten(curve []scene.Point) []scene.Point {
	out := []scene.Point{curve[0]}
	for i := 0; i+3 < len(curve); i += 3 {
		a, b, c, d := curve[i], curve[i+1], curve[i+2], curve[i+3]
		n := int(min(200, max(2, math.Ceil((distance(a, b)+distance(b, c)+distance(c, d))/finePiece))))
		for k := 1; k < n; k++ {
			t := float64(k) / float64(n)
			u := 1 - t
			wa, wb, wc, wd := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
			out = append(out, scene.Point{X: wa*a.X + wb*b.X + wc*c.X + wd*d.X, Y: wa*a.Y + wb*b.Y + wc*c.Y + wd*d.Y})
		}
		out = append(out, d)
	}
	return out
}

// simplified leaves out the points of a line that lie as good as on it. The
// last leg stays: a head stands on it.
func simplified(line []scene.Point) []scene.Point {
	if len(line) < 4 {
		return line
	}
	out := line[:1:1]
	for i := 0; i < len(line)-2; {
		j := i + 1
		for j+1 < len(line)-1 && straight(line[i:j+2]) {
			j++
		}
		out = append(out, line[j])
		i = j
	}
	return append(out, line[len(line)-1])
}

// straight says whether the points between the first and the last lie on the
// leg between them.
func straight(points []scene.Point) bool {
	a, b := points[0], points[len(points)-1]
	dx, dy := unit(a, b)
	for _, p := range points[1 : len(points)-1] {
		if math.Abs((p.X-a.X)*dy-(p.Y-a.Y)*dx) > fineError {
			return false
		}
	}
	return true
}
