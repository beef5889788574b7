package board

import (
	"cmp"
	"math"
	"slices"
)

// A thread is the first or last line of a path, or the whole of a straight
// one: it lies in the void between two cells of a row or of a slot, and needs
// its own lane there.
type thread struct {
	void     int
	wire     int
	first    bool // the thread at the path's first end
	straight bool
	other    int     // the box at the other end, if straight
	e        end     // its end, at the void's near or far border
	far      bool    // the end is at the void's far border: right or lower
	turn     float64 // where the thread turns off, comparable within its void; the whole void if straight
	way      int     // where it turns to: -1 left or up, 1 right or down
	lo, hi   float64 // where its lane may lie
	want     float64
	fixed    bool
	lane     float64
}

// dealPorts gives every end its place on its side: ordered so that what turns
// off does not cross, spread out evenly, straight ones in the middle.
func (r *router) dealPorts() {
	threads := r.threads()
	slices.SortStableFunc(threads, func(a, b thread) int { return cmp.Compare(a.void, b.void) })
	for i := 0; i < len(threads); {
		j := i
		for j < len(threads) && threads[j].void == threads[i].void {
			j++
		}
		dealVoid(threads[i:j])
		i = j
	}
	for _, t := range threads {
		p := &r.paths[t.wire]
		if t.first || t.straight {
			p.a.lane = t.lane
		}
		if !t.first || t.straight {
			p.b.lane = t.lane
		}
	}
}

func (r *router) threads() []thread {
	var out []thread
	for i := range r.paths {
		if !r.live[i] {
			continue
		}
		p := &r.paths[i]
		out = append(out, r.thread(i, true))
		if !p.straight() {
			out = append(out, r.thread(i, false))
		}
	}
	return out
}

func (r *router) thread(wire int, first bool) thread {
	p, g := &r.paths[wire], r.g
	t := thread{wire: wire, first: first, straight: p.straight(), e: p.a}
	own, next, beyond := 0, 1, 2
	if !first {
		t.e = p.b
		own = p.lines() - 1
		next, beyond = own-1, own-2
	}
	t.void = r.voidOf(t.e)
	t.far = t.e.side == sideLeft || t.e.side == sideTop
	t.lo, t.hi = g.ports(t.e)
	t.fixed = t.e.at == onMark
	if t.straight {
		t.other = p.b.box
		lo, hi := g.ports(p.b)
		t.lo, t.hi = max(t.lo, lo), min(t.hi, hi)
		return t
	}
	t.turn = float64(g.zoneOf(p, next)) * (1 << 20)
	if next > 0 && next < p.lines()-1 {
		t.turn += p.runs[next-1].track
	}
	// Where the line after the turn leads: to the line beyond it, or to a box.
	here := r.s.coordinate(p, own, false)
	var there float64
	if beyond >= 0 && beyond < p.lines() {
		there = r.place(p, beyond)
	} else if first {
		there = r.start(p.b)
	} else {
		there = r.start(p.a)
	}
	t.way = 1 // both ends of a small loop lie beside the straight ways
	if there < here {
		t.way = -1
	}
	return t
}

// voidOf numbers the stretch between two cells in which an end's thread lies:
// those of the rows first, then those of the slots, then the gaps in stacks.
func (r *router) voidOf(e end) int {
	g := r.g
	c := g.cellOf[e.box]
	level := len(g.cells) + g.rows
	upright := len(g.cells) + g.slots
	switch e.side {
	case sideLeft:
		return c + g.cells[c].row
	case sideRight:
		return c + g.cells[c].row + 1
	case sideTop:
		if !g.isTop(e.box) {
			return level + upright + g.cells[c].boxes[g.layer[e.box]-1]
		}
		return level + g.colPos[c] + g.cells[c].slot
	}
	if !g.isBottom(e.box) {
		return level + upright + e.box
	}
	return level + g.colPos[c] + g.cells[c].slot + 1
}

// ports is the stretch in which an end may lie, from the slot's centre line or
// the row's middle line.
func (g *grid) ports(e end) (lo, hi float64) {
	b := g.in.Boxes[e.box]
	half, centre := b.W/2, 0.0
	if e.side.horizontal() {
		half, centre = b.H/2, g.off[e.box]
	}
	switch e.at {
	case onMark:
		if e.side.horizontal() {
			centre -= half
		} else {
			centre += half
		}
		return centre - MarkRadius/2, centre + MarkRadius/2
	case onDiamond:
		half = diamondOf(b)/2 - 2
		if !e.side.horizontal() {
			centre = g.portX(e)
		}
		return centre - half, centre + half
	}
	half -= min(portMargin, half/2)
	switch {
	case e.side == sideBottom && b.Below > 0: // a tag stands at the left
		return -min(wordPort, half), half
	case e.side == sideTop && b.Above > 0: // words stand at the right
		return -half, min(wordPort, half)
	}
	return centre - half, centre + half
}

// dealVoid gives the threads of one void their lanes.
func dealVoid(ts []thread) {
	step := sidePort
	if !ts[0].e.side.horizontal() {
		step = columnPort
	}
	slices.SortStableFunc(ts, byPort)
	dealStraight(ts, step)
	for i := 0; i < len(ts); {
		j := i
		for j < len(ts) && sameGroup(&ts[i], &ts[j]) {
			j++
		}
		if !ts[i].straight {
			dealSide(ts[i:j], ts, step)
		}
		i = j
	}
	settle(ts)
}

// byPort sorts the threads of a void: straight ones first, then side by side
// those of one end, in the order of their ports.
func byPort(a, b thread) int {
	return cmp.Or(
		cmp.Compare(bit(!a.straight), bit(!b.straight)),
		cmp.Compare(bit(a.far), bit(b.far)),
		cmp.Compare(a.e.box, b.e.box),
		cmp.Compare(a.e.at, b.e.at),
		cmp.Compare(a.way, b.way),
		cmp.Compare(a.distance(), b.distance()),
		cmp.Compare(a.wire, b.wire),
		cmp.Compare(bit(a.first), bit(b.first)),
	)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// distance orders the threads of a side that turn the same way: of those that
// turn back to smaller coordinates the nearest comes first, of the others the
// farthest, so that none crosses another.
func (t *thread) distance() float64 {
	d := t.turn
	if t.far {
		d = -d
	}
	if t.way > 0 {
		d = -d
	}
	return d
}

func sameGroup(a, b *thread) bool {
	if a.straight || b.straight {
		return a.straight == b.straight
	}
	return a.far == b.far && a.e.box == b.e.box && a.e.at == b.e.at
}

// dealStraight spreads straight threads around the middle of what they have in
// common, moved as far as those that turn off beside them need.
func dealStraight(ts []thread, step float64) {
	n := 0
	for n < len(ts) && ts[n].straight {
		n++
	}
	for i := 0; i < n; {
		j := i
		for j < n && ts[j].lo == ts[i].lo && ts[j].hi == ts[i].hi {
			j++
		}
		lo, hi := ts[i].lo, ts[i].hi
		gap := step
		if k := float64(j - i - 1); k*gap > hi-lo {
			gap = (hi - lo) / k
		}
		span := gap * float64(j-i-1)
		least, most := roomFor(ts[i], ts[n:], lo, hi-span, step)
		from := min(max(middle(ts[i])-span/2, least), most)
		for k := i; k < j; k++ {
			ts[k].want = from + gap*float64(k-i)
		}
		i = j
	}
}

// roomFor narrows the stretch in which a straight thread may lie by what the
// others at its two ends need on either side of it.
func roomFor(t thread, others []thread, lo, hi, step float64) (least, most float64) {
	if len(others) > manyThreads {
		return lo, hi
	}
	least, most = lo, hi
	var before, after [2]float64
	for _, o := range others {
		if o.fixed || o.e.at == onDiamond || o.e.box != t.e.box && o.e.box != t.other {
			continue
		}
		// Every one that turns off takes a step between the end's range and here.
		if k := bit(o.far); o.way < 0 {
			before[k] += step
			least = max(least, o.lo+before[k])
		} else {
			after[k] += step
			most = min(most, o.hi-after[k]-(t.hi-t.lo-(hi-lo)))
		}
	}
	least, most = min(least, hi), max(most, lo)
	if least > most {
		least = (least + most) / 2
		most = least
	}
	return least, most
}

// middle is where a lone thread lies best.
func middle(t thread) float64 {
	if !t.e.side.horizontal() && t.e.at == onBox {
		return min(max(0, t.lo), t.hi)
	}
	return (t.lo + t.hi) / 2
}

// dealSide spreads the threads of one side that turn off: those that turn back
// before its straight threads, the others behind them.
func dealSide(side, all []thread, step float64) {
	lo, hi := side[0].lo, side[0].hi
	if side[0].fixed || len(all) > manyThreads || !touched(side[0], all) {
		spread(side, lo, hi, middle(side[0]), step)
		return
	}
	first, last := math.Inf(1), math.Inf(-1)
	for _, t := range all {
		if !t.straight {
			break
		}
		if t.want >= lo-1 && t.want <= hi+1 {
			first, last = min(first, t.want), max(last, t.want)
		}
	}
	n := 0
	for n < len(side) && side[n].way < 0 {
		n++
	}
	up, down := side[:n], side[n:]
	gap := step
	if n > 0 && gap*float64(n) > first-lo {
		gap = max(0, first-lo) / float64(n)
	}
	for i := range up {
		up[i].want = first - gap*float64(n-i)
	}
	gap = step
	if m := len(down); m > 0 && gap*float64(m) > hi-last {
		gap = max(0, hi-last) / float64(m)
	}
	for i := range down {
		down[i].want = last + gap*float64(i+1)
	}
}

// touched says whether straight threads lie at the side of a thread's end.
func touched(t thread, all []thread) bool {
	for _, s := range all {
		if !s.straight {
			return false
		}
		if s.want >= t.lo-1 && s.want <= t.hi+1 {
			return true
		}
	}
	return false
}

// spread sets threads evenly around a middle.
func spread(side []thread, lo, hi, mid, step float64) {
	n := float64(len(side) - 1)
	if n*step > hi-lo {
		step = (hi - lo) / n
	}
	from := min(max(mid-step*n/2, lo), hi-step*n)
	for i := range side {
		side[i].want = from + step*float64(i)
	}
}
