package board

// Channels are where lines run. A vertical channel lies left of every slot,
// and one after the last; a horizontal one above (number 2·row) and one under
// (2·row+1) the boxes of every row. Along an axis, channels and what lies
// between them are zones, counted in order: along x channel 0, slot 0, channel
// 1, ...; along y the channel above row 0, its boxes, the channel under it, ...

func slotZone(slot int) int    { return 2*slot + 1 }
func gutterZone(ch int) int    { return 2 * ch }
func rowZone(row int) int      { return 3*row + 1 }
func channelZone(ch int) int   { return ch/2*3 + ch%2*2 }
func upperChannel(r int) int   { return 2 * r }
func lowerChannel(r int) int   { return 2*r + 1 }
func isUpper(channel int) bool { return channel%2 == 0 }

// A space is the board's coordinates: what the channels need decides where
// slots and rows stand.
type space struct {
	g *grid

	// What the channels need.
	vTracks     []float64   // tracks of each vertical channel
	hGaps       [][]float64 // distances between the tracks of each horizontal channel; one less than tracks
	hTracks     []int
	hEdge       []float64 // half the height of a label on a horizontal channel's outermost track
	labelBefore []float64 // room for labels before and after the tracks of a vertical channel
	labelAfter  []float64

	// What follows.
	slotX   []float64 // centre line of each slot
	gutterX []float64 // where each vertical channel begins
	gutterW []float64
	trackX  []float64 // x of track 0 of each vertical channel
	hairX   []float64 // hairline of a vertical channel, 0 where it has none
	rowY    []float64 // upper border of each row, and the end of the last
	midY    []float64
	up      []float64 // content of a row above and under its middle line
	down    []float64
	trackY  [][]float64
	columns []Span
	right   float64
}

func newSpace(g *grid) *space {
	return &space{
		g: g, vTracks: make([]float64, g.slots+1), hGaps: make([][]float64, 2*g.rows), hTracks: make([]int, 2*g.rows), hEdge: make([]float64, 2*g.rows),
		labelBefore: make([]float64, g.slots+1), labelAfter: make([]float64, g.slots+1),
	}
}

// place works out all coordinates.
func (s *space) place() {
	s.placeColumns()
	s.placeRows()
}

func (s *space) placeColumns() {
	g := s.g
	n := g.slots
	s.slotX, s.gutterX, s.gutterW = make([]float64, n), make([]float64, n+1), make([]float64, n+1)
	s.trackX, s.hairX = make([]float64, n+1), make([]float64, n+1)
	s.columns = make([]Span, len(g.in.Columns))
	x := g.in.Left
	for c, col := range g.in.Columns {
		from, to := g.firstSlot[c], g.firstSlot[c+1]
		x = s.placeGutter(from, x)
		start := x
		slack := (col.MinWidth - s.contentWidth(from, to)) / 2
		x += max(0, slack)
		for k := from; k < to; k++ {
			if k > from {
				x = s.placeGutter(k, x)
			}
			s.slotX[k] = x + g.left[k]
			x += g.left[k] + g.right[k]
			if k < to-1 {
				x += g.diamond[k]
			}
		}
		x += max(0, slack)
		s.columns[c] = Span{start, x}
		x += max(0, g.diamond[to-1]-max(0, slack))
	}
	s.right = s.placeGutter(n, x)
}

// contentWidth is the width of a column's slots with the gutters between them.
func (s *space) contentWidth(from, to int) float64 {
	w := 0.0
	for k := from; k < to; k++ {
		w += s.g.left[k] + s.g.right[k]
		if k > from {
			w += s.gutterNeed(k)
		}
		if k < to-1 {
			w += s.g.diamond[k]
		}
	}
	return w
}

// beginsPhase says whether a hairline stands in a vertical channel.
func (g *grid) beginsPhase(ch int) bool {
	if ch == 0 || ch == g.slots {
		return false
	}
	c := g.slotCol[ch]
	return g.firstSlot[c] == ch && g.in.Columns[c].Phase != g.in.Columns[c-1].Phase
}

func (g *grid) leastGutter(ch int) float64 {
	switch {
	case ch == 0 || ch == g.slots:
		return edgeGutter
	case g.slotCol[ch] == g.slotCol[ch-1]:
		return slotGutter
	case g.beginsPhase(ch):
		return phaseGutter
	}
	return gutter
}

// trackSpan is the width of a channel's tracks, with the hairline among them.
func (s *space) trackSpan(ch int) float64 {
	n := s.vTracks[ch]
	if n == 0 {
		return 0
	}
	span := (n - 1) * trackGap
	if s.g.beginsPhase(ch) {
		span += 2 * hairGap
	}
	return span
}

func (s *space) gutterNeed(ch int) float64 {
	need := 0.0
	if s.vTracks[ch] > 0 {
		need = 2*gutterPad + s.trackSpan(ch)
	}
	return max(s.g.leastGutter(ch), need) + s.labelRoom(ch)
}

// labelRoom is by how much labels widen a channel: one without tracks lends
// them its own width.
func (s *space) labelRoom(ch int) float64 {
	room := s.labelBefore[ch] + s.labelAfter[ch]
	if room == 0 || s.vTracks[ch] > 0 {
		return room
	}
	return max(0, room+gutterPad-s.g.leastGutter(ch)) + hairRoom(s.g.beginsPhase(ch))
}

func hairRoom(hair bool) float64 {
	if hair {
		return 2 * hairGap
	}
	return 0
}

func (s *space) placeGutter(ch int, x float64) float64 {
	w := s.gutterNeed(ch)
	s.gutterX[ch], s.gutterW[ch] = x, w
	before, after := s.labelBefore[ch], s.labelAfter[ch]
	if s.vTracks[ch] > 0 {
		s.trackX[ch] = x + before + (w-before-after-s.trackSpan(ch))/2
	}
	if s.g.beginsPhase(ch) {
		s.hairX[ch] = x + w/2
		if s.vTracks[ch] > 0 {
			s.hairX[ch] = s.trackX[ch] + s.trackSpan(ch)/2
		} else if before > 0 {
			s.hairX[ch] = x + w - hairGap
		}
	}
	return x + w
}

// vertical is the x of a track of a vertical channel.
func (s *space) vertical(ch int, track float64) float64 {
	x := s.trackX[ch] + track*trackGap
	if s.g.beginsPhase(ch) && track > (s.vTracks[ch]-1)/2 {
		x += 2 * hairGap
	}
	return x
}

func (s *space) placeRows() {
	g := s.g
	s.rowY, s.midY = make([]float64, g.rows+1), make([]float64, g.rows)
	s.up, s.down = make([]float64, g.rows), make([]float64, g.rows)
	s.trackY = make([][]float64, 2*g.rows)
	for _, c := range g.cells {
		s.up[c.row], s.down[c.row] = max(s.up[c.row], c.up), max(s.down[c.row], c.down)
	}
	y := g.in.Top
	for r, row := range g.in.Rows {
		above := max(rowAbove, s.channelNeed(upperChannel(r), 0))
		below := max(rowBelow, s.channelNeed(lowerChannel(r), row.Footer), row.Footer)
		slack := max(0, row.MinHeight-above-below-s.up[r]-s.down[r]) / 2
		s.rowY[r] = y
		s.midY[r] = y + slack + above + s.up[r]
		y = s.midY[r] + s.down[r] + below + slack
		s.placeTracks(r)
	}
	s.rowY[g.rows] = y
}

// channelNeed is the height of a horizontal channel with its pads, or 0 where
// nothing runs.
func (s *space) channelNeed(ch int, footer float64) float64 {
	if s.hTracks[ch] == 0 {
		return 0
	}
	h := channelPad + max(rowPad, footer+rowPad/2, s.hEdge[ch]+4)
	for _, d := range s.hGaps[ch] {
		h += d
	}
	return h
}

// placeTracks sets the lines of a row's channels from the boxes outwards.
func (s *space) placeTracks(r int) {
	upper, lower := upperChannel(r), lowerChannel(r)
	s.trackY[upper], s.trackY[lower] = make([]float64, s.hTracks[upper]), make([]float64, s.hTracks[lower])
	y := s.midY[r] - s.up[r] - channelPad
	for t := s.hTracks[upper] - 1; t >= 0; t-- {
		s.trackY[upper][t] = y
		if t > 0 {
			y -= s.hGaps[upper][t-1]
		}
	}
	y = s.midY[r] + s.down[r] + channelPad
	for t := range s.hTracks[lower] {
		s.trackY[lower][t] = y
		if t < s.hTracks[lower]-1 {
			y += s.hGaps[lower][t]
		}
	}
}

// horizontal is the y of a track of a horizontal channel; where nothing runs
// yet, of the first line that would.
func (s *space) horizontal(ch int, track float64) float64 {
	if t := int(track); t < len(s.trackY[ch]) {
		return s.trackY[ch][t]
	}
	r := ch / 2
	if isUpper(ch) {
		return s.midY[r] - s.up[r] - channelPad
	}
	return s.midY[r] + s.down[r] + channelPad
}
