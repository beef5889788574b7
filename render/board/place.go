package board

import "math"

// How often a board is tried for labels that found no room: gutters are
// widened for them, then their edges take another way.
const (
	labelRounds = 3
	routeRounds = 6
)

// Place lays out a board: it gives every box its place, chooses a route for
// every edge, and makes gutters and rows as wide as boxes, lines and labels
// need. Boxes and edges with indexes out of range get no place. It takes any
// input; sizes that are no numbers or beyond reason are cut. The work grows
// with n·log n, the same input always gives the same layout.
func Place(in Input) Layout {
	g := newGrid(in)
	bare := newSpace(g)
	bare.place()
	lost := make([]bool, len(g.in.Edges))
	var best Layout
	least := -1
	for range routeRounds {
		r := newRouter(g, bare, lost)
		out, routes, missing := r.lay()
		if least < 0 || len(missing) < least {
			r.forceLabels(routes, missing)
			r.tighten(out, routes)
			best, least = r.layout(out, routes), len(missing)
		}
		if len(missing) == 0 {
			break
		}
		for _, i := range missing {
			lost[i] = true
		}
	}
	return best
}

// lay routes the board and finds its coordinates; missing are the edges whose
// labels found no room.
func (r *router) lay() (out *space, routes []Route, missing []int) {
	r.route()
	out = newSpace(r.g)
	r.dealTracks(out)
	r.dealPorts()
	hosts := r.hosts(out)
	for round := range labelRounds + 1 {
		out.place()
		routes = r.draw(out)
		missing = r.placeLabels(out, routes, hosts)
		if len(missing) == 0 || round == labelRounds || !r.reserve(out, routes, missing, hosts, round == 0) {
			break
		}
	}
	return out, routes, missing
}

// layout gathers the finished coordinates.
func (r *router) layout(s *space, routes []Route) Layout {
	g := r.g
	l := Layout{
		Columns: s.columns, Rows: make([]Span, g.rows),
		Boxes: make([]Rect, len(g.in.Boxes)), Diamonds: make([]Rect, len(g.in.Boxes)), Stubs: make([][]Point, len(g.in.Boxes)),
		Routes: routes, Right: s.right, Bottom: s.rowY[g.rows],
	}
	for i := range l.Rows {
		l.Rows[i] = Span{s.rowY[i], s.rowY[i+1]}
	}
	for c := 1; c < len(g.in.Columns); c++ {
		if ch := g.firstSlot[c]; g.beginsPhase(ch) {
			l.Hairs = append(l.Hairs, s.hairX[ch])
		}
	}
	for i, b := range g.in.Boxes {
		if !g.live[i] {
			continue
		}
		box := s.box(i)
		l.Boxes[i] = box
		if b.Choice {
			d, y := diamondOf(b), box.Y+box.H/2
			x := box.X + box.W + stubLength
			l.Diamonds[i] = Rect{x, y - d/2, d, d}
			l.Stubs[i] = []Point{{box.X + box.W, y}, {x, y}}
		}
	}
	return l
}

func (s *space) box(i int) Rect {
	g := s.g
	b, c := g.in.Boxes[i], g.cells[g.cellOf[i]]
	return Rect{s.slotX[c.slot] - b.W/2, s.midY[c.row] + g.off[i] - b.H/2, b.W, b.H}
}

// draw turns the paths into lines with coordinates.
func (r *router) draw(s *space) []Route {
	routes := make([]Route, len(r.paths))
	for i := range r.paths {
		if r.live[i] {
			routes[i].Points = r.points(s, &r.paths[i])
		}
	}
	return routes
}

func (r *router) points(s *space, p *path) []Point {
	n := p.lines()
	out := make([]Point, 0, n+1)
	first := s.coordinate(p, 0, true)
	out = append(out, r.port(s, p.a, first))
	level := p.a.side.horizontal()
	for k := 1; k < n; k++ {
		next := s.coordinate(p, k, true)
		if level == (k%2 == 1) {
			out = append(out, Point{next, first})
		} else {
			out = append(out, Point{first, next})
		}
		first = next
	}
	return append(out, r.port(s, p.b, first))
}

// port is the point at which a route meets the border of its end: of the box,
// of the slanted diamond, or of the mark's circle.
func (r *router) port(s *space, e end, at float64) Point {
	box := s.box(e.box)
	b := r.g.in.Boxes[e.box]
	middle := Point{box.X + box.W/2, box.Y + box.H/2}
	w, h := box.W/2, box.H/2
	switch e.at {
	case onDiamond:
		d := diamondOf(b) / 2
		middle.X = box.X + box.W + stubLength + d
		off := at - middle.X
		if e.side.horizontal() {
			off = at - middle.Y
		}
		w = max(0, d-math.Abs(off))
		h = w
	case onMark:
		middle = Point{box.X + box.W, box.Y}
		off := at - middle.X
		if e.side.horizontal() {
			off = at - middle.Y
		}
		w = math.Sqrt(max(0, MarkRadius*MarkRadius-off*off))
		h = w
	}
	switch e.side {
	case sideLeft:
		return Point{middle.X - w, at}
	case sideRight:
		return Point{middle.X + w, at}
	case sideTop:
		return Point{at, middle.Y - h}
	}
	return Point{at, middle.Y + h}
}
