package board

import (
	"cmp"
	"slices"
)

// What a route costs, in px of length.
const (
	bendCost     = 50.0
	crossingCost = 70.0
	cornerCost   = 160.0  // a second route at one corner of a diamond
	portCost     = 10.0   // a second route at one side of a box
	againstCost  = 70.0   // leaving or entering against the direction of reading
	loopCost     = 900.0  // a loop back that does not run under its row
	tightCost    = 250.0  // a loop too small to be seen
	jumpCost     = 60.0   // a jump ahead that does not run along the top of its row
	lostCost     = 3000.0 // a line that cannot make sure of room for its label
	labelCost    = 3.0    // every px by which a label is too long for its line
)

// Above this many steps (edges times zones that one may pass) crossings are not
// counted while routes are chosen, and routes are chosen once.
const (
	mostSteps  = 8_000_000
	mostRounds = 2
)

// A router chooses a path for every edge.
type router struct {
	g     *grid
	s     *space
	paths []path
	live  []bool // edges with a path

	width     int      // zones along x
	vertical  []uint16 // how many lines run through a pair of zones; nil on large boards
	level     []uint16
	sides     [][4]uint16 // routes at each side of a box
	corners   [][4]uint16 // and of its diamond
	blocked   []bool      // edges that must not run straight, since their label finds no room there
	crossings bool
}

func newRouter(g *grid, s *space, blocked []bool) *router {
	r := &router{g: g, s: s, paths: make([]path, len(g.in.Edges)), live: make([]bool, len(g.in.Edges)), blocked: blocked}
	r.sides, r.corners = make([][4]uint16, len(g.in.Boxes)), make([][4]uint16, len(g.in.Boxes))
	r.width = 2*g.slots + 1
	if zones := r.width * 3 * g.rows; zones+len(g.in.Edges)*(r.width+3*g.rows) <= mostSteps {
		r.vertical, r.level, r.crossings = make([]uint16, zones), make([]uint16, zones), true
	}
	return r
}

// route chooses all paths: straight ones first, then the others from short to
// long, and the others once more knowing all.
func (r *router) route() {
	var rest []int
	for i, e := range r.g.in.Edges {
		if !r.valid(e.From) || !r.valid(e.To) {
			continue
		}
		r.live[i] = true
		if p, ok := r.direct(i); ok {
			r.paths[i] = p
			r.count(&r.paths[i], 1)
		} else {
			rest = append(rest, i)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return cmp.Compare(r.distance(a), r.distance(b)) })
	for _, i := range rest {
		r.paths[i] = r.best(i)
		r.count(&r.paths[i], 1)
	}
	if !r.crossings {
		return
	}
	for range mostRounds {
		for _, i := range rest {
			r.count(&r.paths[i], -1)
			r.paths[i] = r.best(i)
			r.count(&r.paths[i], 1)
		}
	}
}

func (r *router) valid(box int) bool { return box >= 0 && box < len(r.g.live) && r.g.live[box] }

func (r *router) distance(edge int) int {
	e := r.g.in.Edges[edge]
	a, b := r.g.cells[r.g.cellOf[e.From]], r.g.cells[r.g.cellOf[e.To]]
	return abs(a.slot-b.slot) + abs(a.row-b.row)
}

func abs(v int) int { return max(v, -v) }

// starts and targets are the sides at which an edge may leave and enter.
func (r *router) starts(e Edge) []end {
	b := r.g.in.Boxes[e.From]
	var out []end
	add := func(at anchor, s side) { out = append(out, end{box: e.From, at: at, side: s}) }
	top, bottom := r.g.isTop(e.From), r.g.isBottom(e.From)
	switch {
	case e.Kind == Recovery:
		add(onMark, sideRight)
		if top {
			add(onMark, sideTop)
		}
	case e.FromChoice && b.Choice:
		add(onDiamond, sideRight)
		if top {
			add(onDiamond, sideTop)
		}
		if bottom {
			add(onDiamond, sideBottom)
		}
	default:
		return r.targets(e.From)
	}
	return out
}

func (r *router) targets(box int) []end {
	out := make([]end, 0, 4)
	out = append(out, end{box: box, side: sideLeft})
	if !r.g.in.Boxes[box].Choice {
		out = append(out, end{box: box, side: sideRight})
	}
	if r.g.isTop(box) {
		out = append(out, end{box: box, side: sideTop})
	}
	if r.g.isBottom(box) {
		out = append(out, end{box: box, side: sideBottom})
	}
	return out
}

// direct finds the straight line between neighbours, which nothing beats. A
// loop back to the neighbour on the left is not straight, it runs under the row.
func (r *router) direct(i int) (path, bool) {
	e := r.g.in.Edges[i]
	if e.Kind == Recovery || r.blocked[i] {
		return path{}, false
	}
	starts, targets := r.starts(e), r.targets(e.To)
	if !e.FromChoice && r.g.cellOf[e.From] == r.g.cellOf[e.To] { // neighbours in a stack
		starts = append(starts, end{box: e.From, side: sideBottom}, end{box: e.From, side: sideTop})
		targets = append(targets, end{box: e.To, side: sideTop}, end{box: e.To, side: sideBottom})
	}
	for _, a := range starts {
		if a.side == sideLeft && e.Kind == Way && !e.Both {
			continue
		}
		for _, b := range targets {
			if r.g.facing(a, b) && r.roomBetween(a, b) {
				return path{a: a, b: b}, true
			}
		}
	}
	return path{}, false
}

// facing says whether a straight line leads from one end to the other.
func (g *grid) facing(a, b end) bool {
	if a.at == onMark || a.box == b.box {
		return false
	}
	ca, cb := g.cellOf[a.box], g.cellOf[b.box]
	switch {
	case a.side == sideRight && b.side == sideLeft:
		_, right := g.neighbours(ca)
		return g.cells[ca].row == g.cells[cb].row && right == g.cells[cb].slot && g.overlap(a, b)
	case a.side == sideLeft && b.side == sideRight:
		return a.at == onBox && g.facing(b, a)
	case a.side == sideBottom && b.side == sideTop:
		if a.at == onDiamond {
			return false
		}
		if ca == cb {
			return g.layer[b.box] == g.layer[a.box]+1 && g.overlap(a, b)
		}
		_, below := g.aboveBelow(ca)
		return g.cells[ca].slot == g.cells[cb].slot && below == g.cells[cb].row && g.overlap(a, b)
	case a.side == sideTop && b.side == sideBottom:
		return a.at == onBox && g.facing(b, a)
	}
	return false
}

// overlap says whether the ports of two facing ends have a stretch in common.
func (g *grid) overlap(a, b end) bool {
	lo, hi := g.shared(a, b)
	return lo <= hi
}

// shared is the stretch that the ports of two facing ends have in common.
func (g *grid) shared(a, b end) (lo, hi float64) {
	al, ah := g.ports(a)
	bl, bh := g.ports(b)
	return max(al, bl), min(ah, bh)
}

// roomBetween says whether one more straight line fits between facing ends.
func (r *router) roomBetween(a, b end) bool {
	lo, hi := r.g.shared(a, b)
	return leastGap*float64(min(r.used(a), r.used(b))) <= hi-lo
}

func (r *router) used(e end) uint16 {
	if e.at == onDiamond {
		return r.corners[e.box][e.side]
	}
	return r.sides[e.box][e.side]
}

// best is the cheapest path of an edge; the first of equals.
func (r *router) best(i int) path {
	e := r.g.in.Edges[i]
	var out path
	least := -1.0
	for _, a := range r.starts(e) {
		for _, b := range r.targets(e.To) {
			r.propose(a, b, func(p path) {
				if p.straight() && r.blocked[i] {
					return
				}
				if c := r.cost(i, &p); least < 0 || c < least {
					out, least = p, c
				}
			})
		}
	}
	return out
}

// cost is what a path costs: its length, its bends, what it crosses, and how far
// it is from where a reader expects it.
func (r *router) cost(i int, p *path) float64 {
	return r.length(p) + bendCost*float64(p.bends()) + r.custom(i, p) + r.crowding(i, p) + r.labelLack(i, p) + crossingCost*r.crossed(p)
}

// custom is the price of running elsewhere than ways of this sort use to.
func (r *router) custom(i int, p *path) float64 {
	g, e := r.g, r.g.in.Edges[i]
	c := 0.0
	a, b := g.cells[g.cellOf[e.From]], g.cells[g.cellOf[e.To]]
	ahead := b.slot - a.slot
	switch {
	case e.Kind == Way && a.row == b.row && (ahead < 0 || e.From == e.To):
		if !p.runsIn(lowerChannel(a.row)) {
			c += loopCost
		}
		if p.b.side != sideBottom {
			c += bendCost
		}
	case e.Kind == Way && ahead < 0:
		if p.runsIn(upperChannel(a.row)) {
			c += againstCost
		}
	case ahead > 0 && a.row == b.row:
		if !p.runsIn(upperChannel(a.row)) {
			c += jumpCost
		}
		if p.b.side != sideTop {
			c += jumpCost
		}
	}
	if ahead >= 0 && p.a.side == sideLeft || ahead <= 0 && p.a.side == sideRight && p.a.at == onBox && e.From != e.To {
		c += againstCost
	}
	if ahead >= 0 && p.b.side == sideRight || ahead <= 0 && p.b.side == sideLeft {
		c += againstCost
	}
	return c
}

// crowding is the price of sides that other routes use already.
func (r *router) crowding(i int, p *path) float64 {
	e := r.g.in.Edges[i]
	c := portCost * float64(r.used(p.b))
	switch {
	case p.a.at == onDiamond && p.a.side == sideRight: // the straight way's label stands there
		c += 2 * cornerCost * float64(r.used(p.a))
	case p.a.at == onDiamond:
		c += cornerCost * float64(r.used(p.a))
	default:
		c += portCost * float64(r.used(p.a))
	}
	if p.n == 1 && e.From == e.To && p.a.at == onBox && p.a.side == p.b.side {
		c += tightCost
	}
	return c
}

// labelLack is the price of a label that is longer than the line it stands on,
// more where no gutter can be widened for it; and once a label found no room,
// of every line that cannot make sure of it.
func (r *router) labelLack(i int, p *path) float64 {
	e := &r.g.in.Edges[i]
	if e.LabelW == 0 {
		return 0
	}
	k := p.host()
	if k < 0 {
		if r.blocked[i] {
			return lostCost
		}
		return bendCost
	}
	from, to := r.along(p, k)
	lack := max(0, e.LabelW+labelMargin+headMargin-max(from-to, to-from))
	c := labelCost * lack
	if gutter, _ := gutterOf(r.g.lineOf(p, k)); gutter < 0 && (lack > 0 || r.blocked[i]) {
		if r.blocked[i] || !r.upright(p, e.LabelH) {
			return lostCost
		}
		c = bendCost / 2
	}
	if r.blocked[i] && (k == 0 || k == p.lines()-1) {
		c += lostCost / 2
	}
	return c
}

// upright says whether a path has an upright line long enough for a label.
func (r *router) upright(p *path, h float64) bool {
	for k := range p.lines() {
		if from, to := r.along(p, k); r.g.lineOf(p, k).vertical && max(from-to, to-from) >= h+labelMargin+headMargin {
			return true
		}
	}
	return false
}

// length is the length of a path on the board as it would be with nothing in
// its channels.
func (r *router) length(p *path) float64 {
	total := 0.0
	n := p.lines()
	for k := range n {
		from, to := r.along(p, k)
		total += max(from-to, to-from)
	}
	return total
}

// along is where the k-th line begins and ends along its direction.
func (r *router) along(p *path, k int) (from, to float64) {
	n := p.lines()
	if k == 0 {
		from = r.start(p.a)
	} else {
		from = r.s.coordinate(p, k-1, false)
	}
	if k == n-1 {
		to = r.start(p.b)
	} else {
		to = r.s.coordinate(p, k+1, false)
	}
	return from, to
}

// start is where an end lies along the direction in which it leaves.
func (r *router) start(e end) float64 {
	b := r.g.in.Boxes[e.box]
	c := r.g.cells[r.g.cellOf[e.box]]
	x, y := r.s.slotX[c.slot], r.s.midY[c.row]+r.g.off[e.box]
	switch e.side {
	case sideLeft:
		return x - b.W/2
	case sideRight:
		if e.at == onDiamond {
			return x + b.W/2 + stubLength + diamondOf(b)
		}
		return x + b.W/2
	case sideTop:
		if e.at == onDiamond {
			return y - diamondOf(b)/2
		}
		return y - b.H/2
	}
	if e.at == onDiamond {
		return y + diamondOf(b)/2
	}
	return y + b.H/2
}

// count enters a path into the tallies of lines and ports, or takes it out.
func (r *router) count(p *path, d int) {
	add := func(v *uint16) { *v = uint16(int(*v) + d) }
	if p.a.at == onDiamond {
		add(&r.corners[p.a.box][p.a.side])
	} else {
		add(&r.sides[p.a.box][p.a.side])
	}
	add(&r.sides[p.b.box][p.b.side])
	if !r.crossings {
		return
	}
	for k := range p.lines() {
		l := r.g.lineOf(p, k)
		lo, hi := min(l.from, l.to), max(l.from, l.to)
		for z := lo; z <= hi; z++ {
			cell, w := r.zoneIndex(l, z), 2
			if z == lo || z == hi {
				w = 1
			}
			tally := r.level
			if l.vertical {
				tally = r.vertical
			}
			tally[cell] = uint16(int(tally[cell]) + w*d)
		}
	}
}

func (r *router) zoneIndex(l line, z int) int {
	if l.vertical {
		return z*r.width + l.zone
	}
	return l.zone*r.width + z
}

// crossed is about how many lines a path would cross. What it meets where it
// turns may lie on either side of it and counts for less.
func (r *router) crossed(p *path) float64 {
	if !r.crossings {
		return 0
	}
	through, beside := 0, 0
	for k := range p.lines() {
		l := r.g.lineOf(p, k)
		lo, hi := min(l.from, l.to), max(l.from, l.to)
		tally := r.vertical
		if l.vertical {
			tally = r.level
		}
		for z := lo + 1; z < hi; z++ {
			through += int(tally[r.zoneIndex(l, z)])
		}
		if lo < hi {
			beside += int(tally[r.zoneIndex(l, lo)]) + int(tally[r.zoneIndex(l, hi)])
		}
	}
	return float64(through)/2 + float64(beside)/8
}
