package board

import (
	"fmt"
	"math"
)

const slack = 1e-6 // for sums of floating-point numbers

// Check looks whether a layout keeps what [Place] promises and says in words
// what it finds; nothing is a sound layout. It checks that
//
//   - boxes stand inside their column and row and overlap no other box or diamond,
//   - routes are level and upright lines from the border of the box, diamond or
//     fail mark that they leave to the border of the box that they enter,
//   - no route passes through a box or diamond,
//   - no two routes lie on one another, and those side by side keep 10 px; only
//     where more ends meet at a side than fit at 12 px, and at the small diamonds
//     and marks, they may be nearer,
//   - labels stand on their own route and touch no box, no other label, no
//     other route,
//   - everything lies on the board.
//
// It compares everything with everything and is meant for tests.
func Check(in Input, l Layout) []string {
	c := &checker{in: clean(in), l: l}
	if len(l.Columns) != len(in.Columns) || len(l.Rows) != len(in.Rows) || len(l.Boxes) != len(in.Boxes) ||
		len(l.Diamonds) != len(in.Boxes) || len(l.Routes) != len(in.Edges) {
		return []string{"the layout is not one of this board"}
	}
	c.boxes()
	c.routes()
	c.distances()
	c.labels()
	return c.found
}

type checker struct {
	in    Input
	l     Layout
	found []string
}

func (c *checker) say(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *checker) live(i int) bool {
	if i < 0 || i >= len(c.in.Boxes) {
		return false
	}
	b := c.in.Boxes[i]
	return b.Column >= 0 && b.Column < len(c.in.Columns) && b.Row >= 0 && b.Row < len(c.in.Rows)
}

func (c *checker) onBoard(r Rect) bool {
	return r.X >= c.in.Left-slack && r.Y >= c.in.Top-slack && r.X+r.W <= c.l.Right+slack && r.Y+r.H <= c.l.Bottom+slack
}

func (c *checker) boxes() {
	for i, b := range c.in.Boxes {
		if !c.live(i) {
			continue
		}
		r, col, row := c.l.Boxes[i], c.l.Columns[b.Column], c.l.Rows[b.Row]
		if r.W != b.W || r.H != b.H {
			c.say("box %d has another size", i)
		}
		if r.X < col.Min-slack || r.X+r.W > col.Max+slack {
			c.say("box %d stands outside its column", i)
		}
		if r.Y-b.Above < row.Min-slack || r.Y+r.H+b.Below > row.Max-c.in.Rows[b.Row].Footer+slack {
			c.say("box %d stands outside its row", i)
		}
		if b.Choice && !c.onBoard(c.l.Diamonds[i]) || !c.onBoard(r) {
			c.say("box %d does not stand on the board", i)
		}
		for j := range i {
			if c.live(j) && c.overlap(i, j) {
				c.say("boxes %d and %d overlap", j, i)
			}
		}
	}
}

func (c *checker) overlap(i, j int) bool {
	for _, a := range c.solids(i) {
		for _, b := range c.solids(j) {
			if inside(a, b) {
				return true
			}
		}
	}
	return false
}

// solids are the rectangles of a box and its diamond.
func (c *checker) solids(i int) []Rect {
	if c.in.Boxes[i].Choice {
		return []Rect{c.l.Boxes[i], c.l.Diamonds[i]}
	}
	return []Rect{c.l.Boxes[i]}
}

// inside says whether two rectangles have more than a border in common.
func inside(a, b Rect) bool {
	return a.X+slack < b.X+b.W && b.X+slack < a.X+a.W && a.Y+slack < b.Y+b.H && b.Y+slack < a.Y+a.H
}

func segment(a, b Point) Rect {
	return Rect{min(a.X, b.X), min(a.Y, b.Y), math.Abs(a.X - b.X), math.Abs(a.Y - b.Y)}
}

func (c *checker) routes() {
	for i, e := range c.in.Edges {
		p := c.l.Routes[i].Points
		if !c.live(e.From) || !c.live(e.To) {
			if len(p) > 0 {
				c.say("edge %d joins nothing but has a route", i)
			}
			continue
		}
		if len(p) < 2 {
			c.say("edge %d has no route", i)
			continue
		}
		if !c.leaves(e, p[0]) {
			c.say("edge %d does not begin at what it leaves", i)
		}
		if !onBorder(c.l.Boxes[e.To], p[len(p)-1]) {
			c.say("edge %d does not end at its box", i)
		}
		for k := 1; k < len(p); k++ {
			if p[k-1].X != p[k].X && p[k-1].Y != p[k].Y {
				c.say("edge %d runs slantwise", i)
			}
			if p[k-1] == p[k] {
				c.say("edge %d has a line without length", i)
			}
			if !c.onBoard(segment(p[k-1], p[k])) {
				c.say("edge %d leaves the board", i)
			}
			c.passes(i, k)
		}
	}
}

// passes looks whether a line of a route goes through a box or diamond, or the
// room above and below a box that is not its own.
func (c *checker) passes(edge, k int) {
	p, e := c.l.Routes[edge].Points, c.in.Edges[edge]
	s := segment(p[k-1], p[k])
	for b := range c.in.Boxes {
		if !c.live(b) {
			continue
		}
		for n, r := range c.solids(b) {
			if n == 1 && b == e.From && e.FromChoice && k == 1 {
				continue // begins on the diamond's slanted border
			}
			if inside(s, r) || through(s, r) {
				c.say("edge %d passes through box %d", edge, b)
			}
		}
		if b != e.From && b != e.To {
			r, box := c.l.Boxes[b], c.in.Boxes[b]
			if through(s, Rect{r.X, r.Y - box.Above, r.W, r.H + box.Above + box.Below}) {
				c.say("edge %d passes through the room of box %d", edge, b)
			}
		}
	}
}

// through says whether a line, a rectangle without width or height, lies in a
// rectangle.
func through(s, r Rect) bool {
	return s.X+s.W > r.X+slack && s.X < r.X+r.W-slack && s.Y+s.H > r.Y+slack && s.Y < r.Y+r.H-slack
}

func (c *checker) leaves(e Edge, p Point) bool {
	box := c.l.Boxes[e.From]
	switch {
	case e.Kind == Recovery:
		d := math.Hypot(p.X-box.X-box.W, p.Y-box.Y)
		return math.Abs(d-MarkRadius) < 0.01
	case e.FromChoice && c.in.Boxes[e.From].Choice:
		d := c.l.Diamonds[e.From]
		off := math.Abs(p.X-d.X-d.W/2) + math.Abs(p.Y-d.Y-d.H/2)
		return math.Abs(off-d.W/2) < 0.01
	}
	return onBorder(box, p)
}

func onBorder(r Rect, p Point) bool {
	near := func(a, b float64) bool { return math.Abs(a-b) <= slack }
	insideX := p.X >= r.X-slack && p.X <= r.X+r.W+slack
	insideY := p.Y >= r.Y-slack && p.Y <= r.Y+r.H+slack
	return insideY && (near(p.X, r.X) || near(p.X, r.X+r.W)) || insideX && (near(p.Y, r.Y) || near(p.Y, r.Y+r.H))
}

// distances looks at every two parallel lines of different routes.
func (c *checker) distances() {
	around := make([]Rect, len(c.l.Routes))
	for i, r := range c.l.Routes {
		around[i] = bounds(r.Points)
		for j := range i {
			if touches(around[i], around[j]) {
				c.distance(i, j)
			}
		}
	}
}

// bounds is the rectangle around a route with the distance that others keep.
func bounds(p []Point) Rect {
	if len(p) == 0 {
		return Rect{math.Inf(1), math.Inf(1), 0, 0}
	}
	lo, hi := p[0], p[0]
	for _, q := range p {
		lo, hi = Point{min(lo.X, q.X), min(lo.Y, q.Y)}, Point{max(hi.X, q.X), max(hi.Y, q.Y)}
	}
	return Rect{lo.X - leastGap, lo.Y - leastGap, hi.X - lo.X + 2*leastGap, hi.Y - lo.Y + 2*leastGap}
}

func (c *checker) distance(i, j int) {
	a, b := c.l.Routes[i].Points, c.l.Routes[j].Points
	for k := 1; k < len(a); k++ {
		for m := 1; m < len(b); m++ {
			d, beside := apart(a[k-1], a[k], b[m-1], b[m])
			if !beside || d >= leastGap-0.01 {
				continue
			}
			if d <= 1e-4 {
				c.say("edges %d and %d lie on one another", j, i)
			} else if !c.crowded(i, k, len(a)) && !c.crowded(j, m, len(b)) {
				c.say("edges %d and %d run only %.1f px apart", j, i, d)
			}
		}
	}
}

// apart is the distance of two parallel lines that run side by side.
func apart(a, b, p, q Point) (d float64, beside bool) {
	if a.X == b.X && p.X == q.X {
		lo, hi := max(min(a.Y, b.Y), min(p.Y, q.Y)), min(max(a.Y, b.Y), max(p.Y, q.Y))
		return math.Abs(a.X - p.X), lo < hi-slack
	}
	if a.Y == b.Y && p.Y == q.Y {
		lo, hi := max(min(a.X, b.X), min(p.X, q.X)), min(max(a.X, b.X), max(p.X, q.X))
		return math.Abs(a.Y - p.Y), lo < hi-slack
	}
	return 0, false
}

// crowded says whether the k-th line of a route touches a side that has, with
// the lines that pass it, more than fit with ease.
func (c *checker) crowded(edge, k, n int) bool {
	p, e := c.l.Routes[edge].Points, c.in.Edges[edge]
	if k == 1 && (e.Kind == Recovery || e.FromChoice || c.fullAt(e.From, p[0], p[1])) {
		return true // small marks and diamonds share what they have
	}
	return k == n-1 && c.fullAt(e.To, p[n-1], p[n-2])
}

func (c *checker) fullAt(box int, p, q Point) bool {
	r, b, upright := c.l.Boxes[box], c.in.Boxes[box], p.X == q.X
	lo, hi := r.Y, r.Y+r.H
	room := r.H - 2*portMargin
	if upright {
		lo, hi = r.X, r.X+r.W
		room = r.W - 2*portMargin
		if b.Below > 0 && q.Y > p.Y || b.Above > 0 && q.Y < p.Y {
			room = 2 * wordPort // what is left where words and a tag face one another
		}
	}
	beside := 0
	for _, route := range c.l.Routes {
		for k := 1; k < len(route.Points); k++ {
			s, t := route.Points[k-1], route.Points[k]
			if _, near := apart(s, t, p, q); near && (upright && s.X >= lo && s.X <= hi || !upright && s.Y >= lo && s.Y <= hi) {
				beside++
			}
		}
	}
	return float64(beside+1)*sidePort > room
}

func (c *checker) labels() {
	for i, route := range c.l.Routes {
		e, r := c.in.Edges[i], route.Label
		if len(route.Points) < 2 || e.LabelW == 0 {
			continue
		}
		if r == (Rect{}) {
			c.say("the label of edge %d has no place", i)
			continue
		}
		if !c.onBoard(r) {
			c.say("the label of edge %d leaves the board", i)
		}
		c.label(i, r)
	}
}

func (c *checker) label(i int, r Rect) {
	onOwn := false
	for j, route := range c.l.Routes {
		for k := 1; k < len(route.Points); k++ {
			s := segment(route.Points[k-1], route.Points[k])
			switch {
			case i == j:
				onOwn = onOwn || through(s, r)
			case through(s, r):
				c.say("edge %d crosses the label of edge %d", j, i)
			}
		}
		if j < i && inside(route.Label, r) {
			c.say("the labels of edges %d and %d overlap", j, i)
		}
	}
	if !onOwn {
		c.say("the label of edge %d does not stand on it", i)
	}
	for b := range c.in.Boxes {
		if !c.live(b) {
			continue
		}
		for _, s := range c.solids(b) {
			if inside(s, r) {
				c.say("the label of edge %d stands on box %d", i, b)
			}
		}
	}
}
