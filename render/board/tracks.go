package board

import (
	"cmp"
	"slices"
)

// A lying is a run on its way to a track.
type lying struct {
	wire, k int
	lo, hi  int     // zones that it touches, ends included
	group   int     // which side its ends attach to: both before it, one and one, both after it
	key     float64 // order in the group
	track   int
}

// dealTracks gives every run a track in its channel, so that runs that touch
// the same zone never share one, and their order crosses as little as it can.
// Upright and level channels wait for each other's order, so it goes twice.
func (r *router) dealTracks(out *space) {
	for i := range r.paths {
		for k := range r.paths[i].n {
			r.paths[i].runs[k].track = 0
		}
	}
	for range 2 {
		r.dealAlong(out, true)
		r.dealAlong(out, false)
	}
}

func (r *router) dealAlong(out *space, vertical bool) {
	channels := 2 * r.g.rows
	if vertical {
		channels = r.g.slots + 1
	}
	byChannel := make([][]lying, channels)
	for i := range r.paths {
		p := &r.paths[i]
		for k := range p.n {
			if p.runs[k].vertical == vertical {
				ch := p.runs[k].ch
				byChannel[ch] = append(byChannel[ch], r.lie(i, k))
			}
		}
	}
	for ch, runs := range byChannel {
		r.dealChannel(out, vertical, ch, runs)
	}
}

// lie finds what a run's place among the others depends on.
func (r *router) lie(wire, k int) lying {
	p := &r.paths[wire]
	l := r.g.lineOf(p, k+1)
	out := lying{wire: wire, k: k, lo: min(l.from, l.to), hi: max(l.from, l.to)}
	a, b := r.place(p, k), r.place(p, k+2)
	da, db := r.attached(p, k, true), r.attached(p, k+2, false)
	if a > b {
		a, b, da, db = b, a, db, da
	}
	switch {
	case da < 0 && db < 0:
		out.group, out.key = 0, b-a
	case da > 0 && db > 0:
		out.group, out.key = 2, a-b
	case da < 0: // from the upper left to the lower right
		out.group, out.key = 1, -(a + b)
	default:
		out.group, out.key = 1, a+b
	}
	return out
}

// place is where the k-th line of a path lies on the bare board; tracks only
// tell the runs of one channel apart.
func (r *router) place(p *path, k int) float64 {
	const shade = 1e-3
	at := r.s.coordinate(p, k, false)
	if k > 0 && k < p.lines()-1 {
		at += shade * p.runs[k-1].track
	}
	return at
}

// attached says on which side of a run its neighbour, the k-th line, lies: -1
// left of or above it, 1 right of or under it. The neighbour comes before the
// run on the path, or after it.
func (r *router) attached(p *path, k int, before bool) int {
	e, inner := p.b, k+1
	if before {
		e, inner = p.a, k-1
	}
	if k == 0 || k == p.lines()-1 {
		if e.side == sideLeft || e.side == sideTop {
			return 1
		}
		return -1
	}
	// A line between two runs: it lies where the farther one is.
	own := k + 1
	if !before {
		own = k - 1
	}
	if r.place(p, inner) < r.place(p, own) {
		return -1
	}
	return 1
}

// dealChannel orders the runs of a channel and packs them.
func (r *router) dealChannel(out *space, vertical bool, ch int, runs []lying) {
	if len(runs) == 0 {
		return
	}
	slices.SortStableFunc(runs, func(a, b lying) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.key, b.key))
	})
	// Above the boxes of a row, tracks fill from the boxes upwards.
	upwards := !vertical && isUpper(ch)
	if upwards {
		slices.Reverse(runs)
	}
	tracks := pack(runs)
	if upwards {
		for i := range runs {
			runs[i].track = tracks - 1 - runs[i].track
		}
	}
	shift := make([]float64, len(runs))
	if vertical {
		shift = centre(runs, tracks)
		out.vTracks[ch] = float64(tracks)
	} else {
		out.hTracks[ch] = tracks
	}
	for i, x := range runs {
		r.paths[x.wire].runs[x.k].track = float64(x.track) + shift[i]
	}
}

// pack gives each run the first track behind all earlier ones that touch its
// zones: the order given is kept between any two that meet.
func pack(runs []lying) int {
	zones := make([]int, 0, 2*len(runs))
	for _, x := range runs {
		zones = append(zones, x.lo, x.hi)
	}
	slices.Sort(zones)
	zones = slices.Compact(zones)
	t := newMaxTree(len(zones))
	tracks := 0
	for i := range runs {
		lo, _ := slices.BinarySearch(zones, runs[i].lo)
		hi, _ := slices.BinarySearch(zones, runs[i].hi)
		runs[i].track = t.most(lo, hi)
		t.raise(lo, hi, runs[i].track+1)
		tracks = max(tracks, runs[i].track+1)
	}
	return tracks
}

// centre moves runs that meet no others, or few, to the middle of their
// channel: all runs that hang together move as one.
func centre(runs []lying, tracks int) []float64 {
	order := make([]int, len(runs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(runs[a].lo, runs[b].lo) })
	shift := make([]float64, len(runs))
	for i := 0; i < len(order); {
		end, least, most := runs[order[i]].hi, tracks, 0
		j := i
		for ; j < len(order) && (j == i || runs[order[j]].lo <= end); j++ {
			x := runs[order[j]]
			end, least, most = max(end, x.hi), min(least, x.track), max(most, x.track)
		}
		for ; i < j; i++ {
			shift[order[i]] = float64(tracks-1-most-least) / 2
		}
	}
	return shift
}

// A maxTree keeps numbers at places and answers for the largest in a stretch.
type maxTree struct {
	n    int
	best []int // largest number at or under a node
	lazy []int // what a node's whole stretch was raised to
}

func newMaxTree(n int) *maxTree {
	return &maxTree{n: n, best: make([]int, 4*n), lazy: make([]int, 4*n)}
}

func (t *maxTree) most(lo, hi int) int { return t.query(1, 0, t.n-1, lo, hi) }

func (t *maxTree) raise(lo, hi, v int) { t.update(1, 0, t.n-1, lo, hi, v) }

func (t *maxTree) query(node, l, r, lo, hi int) int {
	if hi < l || r < lo {
		return 0
	}
	if lo <= l && r <= hi {
		return t.best[node]
	}
	m := (l + r) / 2
	return max(t.lazy[node], t.query(2*node, l, m, lo, hi), t.query(2*node+1, m+1, r, lo, hi))
}

func (t *maxTree) update(node, l, r, lo, hi, v int) {
	if hi < l || r < lo {
		return
	}
	t.best[node] = max(t.best[node], v)
	if lo <= l && r <= hi {
		t.lazy[node] = max(t.lazy[node], v)
		return
	}
	m := (l + r) / 2
	t.update(2*node, l, m, lo, hi, v)
	t.update(2*node+1, m+1, r, lo, hi, v)
}
