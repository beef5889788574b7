package board

// A reach is the channels to which a straight line leads from an end: up to
// the next box.
type reach struct {
	lo, hi     int
	past       int // slot or row of the box at the far end
	horizontal bool
}

// reachOf finds the channels that an end reaches without passing a box.
func (g *grid) reachOf(e end) reach {
	c := g.cellOf[e.box]
	row, slot := g.cells[c].row, g.cells[c].slot
	if e.side.horizontal() {
		left, right := g.neighbours(c)
		if e.side == sideRight {
			return reach{slot + 1, right, right, true}
		}
		return reach{left + 1, slot, left, true}
	}
	above, below := g.aboveBelow(c)
	if e.side == sideBottom {
		return reach{lowerChannel(row), min(upperChannel(below), 2*g.rows-1), below, false}
	}
	return reach{max(lowerChannel(above), 0), upperChannel(row), above, false}
}

// near is the reach's channel next to its end.
func (g *grid) near(e end, r reach) int {
	if e.side == sideRight || e.side == sideBottom {
		return r.lo
	}
	return r.hi
}

func (r reach) nearest(ch int) int { return min(max(ch, r.lo), r.hi) }

// beside is a channel of the reach next to another, or that itself.
func (r reach) beside(ch int) int {
	if ch < r.hi {
		return ch + 1
	}
	return max(ch-1, r.lo)
}

func (r reach) has(ch int) bool { return ch >= r.lo && ch <= r.hi }

// covers says whether a thread from e may end in the middle of a slot (or a
// row) between e's box and the next.
func (g *grid) covers(e end, r reach, at int) bool {
	c := g.cells[g.cellOf[e.box]]
	own := c.row
	if r.horizontal {
		own = c.slot
	}
	if e.side == sideRight || e.side == sideBottom {
		return at > own && at < r.past
	}
	return at < own && at > r.past
}

// propose hands the paths from one end to another that are worth a look to
// the function: the straight one, those with one run, and those around corners.
func (r *router) propose(a, b end, try func(path)) {
	g := r.g
	ra, rb := g.reachOf(a), g.reachOf(b)
	make1 := func(v bool, ch ...int) {
		p := path{a: a, b: b, n: len(ch)}
		for i, c := range ch {
			p.runs[i] = run{vertical: v == (i%2 == 0), ch: c}
		}
		try(p)
	}
	if ra.horizontal == rb.horizontal {
		if g.facing(a, b) && r.roomBetween(a, b) {
			make1(true)
		}
		r.parallel(a, b, ra, rb, make1)
		return
	}
	r.across(a, b, ra, rb, make1)
}

// parallel proposes paths between ends that both lie level or both upright.
func (r *router) parallel(a, b end, ra, rb reach, try func(v bool, ch ...int)) {
	g, v := r.g, ra.horizontal
	na, nb := g.near(a, ra), g.near(b, rb)
	if max(ra.lo, rb.lo) <= min(ra.hi, rb.hi) {
		first := ra.nearest(rb.nearest(na))
		second := rb.nearest(ra.nearest(nb))
		if rb.has(first) {
			try(v, first)
		}
		if second != first && ra.has(second) {
			try(v, second)
		}
		if mid := (first + second) / 2; mid != first && mid != second && ra.has(mid) && rb.has(mid) {
			try(v, mid)
		}
	}
	ca, cb := g.cells[g.cellOf[a.box]], g.cells[g.cellOf[b.box]]
	far := ra.nearest(nb)
	back := rb.nearest(na)
	between := [4]int{upperChannel(ca.row), lowerChannel(ca.row), upperChannel(cb.row), lowerChannel(cb.row)}
	if !v {
		between = [4]int{ca.slot, ca.slot + 1, cb.slot, cb.slot + 1}
	}
	for i, m := range between {
		if i > 1 && (m == between[0] || m == between[1]) {
			continue
		}
		if na != nb {
			try(v, na, m, nb)
		}
		if far != na && far != nb {
			try(v, far, m, nb)
		}
		if back != nb && back != na {
			try(v, na, m, back)
		}
		if na != nb {
			continue
		}
		// Both ends at one channel: a line between needs one farther off.
		if alt := ra.beside(nb); alt != nb {
			try(v, alt, m, nb)
		}
		if alt := rb.beside(na); alt != na {
			try(v, na, m, alt)
		}
	}
}

// across proposes paths between a level and an upright end.
func (r *router) across(a, b end, ra, rb reach, try func(v bool, ch ...int)) {
	g, v := r.g, ra.horizontal
	ca, cb := g.cells[g.cellOf[a.box]], g.cells[g.cellOf[b.box]]
	atA, atB := cb.slot, ca.row // where the bend of a path without runs would lie
	if !v {
		atA, atB = cb.row, ca.slot
	}
	if g.covers(a, ra, atA) && g.covers(b, rb, atB) {
		try(v)
	}
	na, nb := g.near(a, ra), g.near(b, rb)
	// The channels beside the other end's box, as seen from each end.
	besideA := [2]int{cb.slot, cb.slot + 1}
	besideB := [2]int{upperChannel(ca.row), lowerChannel(ca.row)}
	if !v {
		besideA = [2]int{upperChannel(cb.row), lowerChannel(cb.row)}
		besideB = [2]int{ca.slot, ca.slot + 1}
	}
	as := [3]int{na, ra.nearest(besideA[0]), ra.nearest(besideA[1])}
	bs := [3]int{nb, rb.nearest(besideB[0]), rb.nearest(besideB[1])}
	for i, x := range as {
		if i > 0 && x == as[0] || i == 2 && x == as[1] {
			continue
		}
		for j, y := range bs {
			if j > 0 && y == bs[0] || j == 2 && y == bs[1] {
				continue
			}
			try(v, x, y)
		}
	}
}
