package board

// A side of a box.
type side uint8

const (
	sideLeft side = iota
	sideRight
	sideTop
	sideBottom
)

func (s side) horizontal() bool { return s == sideLeft || s == sideRight }

// An anchor is what a route is fixed to.
type anchor uint8

const (
	onBox anchor = iota
	onDiamond
	onMark
)

// An end is where a route leaves or enters.
type end struct {
	box  int
	at   anchor
	side side
	lane float64 // place along the side, from the slot's centre line or the row's middle line
}

// A run is the part of a route that lies in a channel.
type run struct {
	vertical bool
	ch       int
	track    float64
}

// A path is the way of a route over the board, before coordinates: it leaves
// at a, follows up to three runs, each across the one before, and enters at b.
// Without runs it is straight, or has one bend where the ends lie across.
type path struct {
	a, b end
	runs [3]run
	n    int
}

func (p *path) straight() bool {
	return p.n == 0 && p.a.side.horizontal() == p.b.side.horizontal()
}

// bends of the finished line.
func (p *path) bends() int {
	switch {
	case p.straight():
		return 0
	case p.n == 0:
		return 1
	}
	return p.n + 1
}

// runsIn says whether a path runs in a horizontal channel.
func (p *path) runsIn(ch int) bool {
	for _, r := range p.runs[:p.n] {
		if !r.vertical && r.ch == ch {
			return true
		}
	}
	return false
}

// lines is how many straight lines the path has.
func (p *path) lines() int { return p.bends() + 1 }

// A line is one straight part of a path.
type line struct {
	vertical bool
	zone     int // across its direction: the x zone of a vertical line, the y zone of a horizontal one
	from, to int // zones along its direction
}

// zoneOf is the zone of the k-th line across its direction.
func (g *grid) zoneOf(p *path, k int) int {
	last := p.lines() - 1
	switch {
	case k == 0:
		return g.endZone(p.a, !p.a.side.horizontal())
	case k == last:
		return g.endZone(p.b, !p.b.side.horizontal())
	}
	r := p.runs[k-1]
	if r.vertical {
		return gutterZone(r.ch)
	}
	return channelZone(r.ch)
}

// endZone is the zone in which an end's box stands, along x or along y.
func (g *grid) endZone(e end, x bool) int {
	c := g.cells[g.cellOf[e.box]]
	if x {
		return slotZone(c.slot)
	}
	return rowZone(c.row)
}

// lineOf is the k-th line of a path.
func (g *grid) lineOf(p *path, k int) line {
	last := p.lines() - 1
	vertical := p.a.side.horizontal() == (k%2 == 1)
	l := line{vertical: vertical, zone: g.zoneOf(p, k)}
	if k == 0 {
		l.from = g.endZone(p.a, !vertical)
	} else {
		l.from = g.zoneOf(p, k-1)
	}
	if k == last {
		l.to = g.endZone(p.b, !vertical)
	} else {
		l.to = g.zoneOf(p, k+1)
	}
	return l
}

// portX and portY are where a thread from an end lies, from the slot's centre
// line and the row's middle line, as long as ports are not dealt out.
func (g *grid) portX(e end) float64 {
	b := g.in.Boxes[e.box]
	switch e.at {
	case onDiamond:
		return b.W/2 + stubLength + diamondOf(b)/2
	case onMark:
		return b.W / 2
	}
	return 0
}

func (g *grid) portY(e end) float64 {
	y := g.off[e.box]
	if e.at == onMark {
		y -= g.in.Boxes[e.box].H / 2
	}
	return y
}

// coordinate is x of the k-th line if it is vertical, else its y, with
// lanes where dealt is set and with the middle of what it leaves where not.
func (s *space) coordinate(p *path, k int, dealt bool) float64 {
	last := p.lines() - 1
	if k > 0 && k < last {
		r := p.runs[k-1]
		if !r.vertical {
			return s.horizontal(r.ch, r.track)
		}
		if s.vTracks[r.ch] == 0 {
			return s.gutterX[r.ch] + s.gutterW[r.ch]/2
		}
		return s.vertical(r.ch, r.track)
	}
	e := p.a
	if k == last && !p.straight() {
		e = p.b
	}
	c := s.g.cells[s.g.cellOf[e.box]]
	switch {
	case e.side.horizontal() && dealt:
		return s.midY[c.row] + e.lane
	case e.side.horizontal():
		return s.midY[c.row] + s.g.portY(e)
	case dealt:
		return s.slotX[c.slot] + e.lane
	}
	return s.slotX[c.slot] + s.g.portX(e)
}
