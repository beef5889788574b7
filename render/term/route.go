package term

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// route draws the ways that are plain and find free cells. All others are
// listed below the board, where their labels are read.
func (s *strip) route() {
	for _, i := range s.leaving() {
		w := s.ways[i]
		if w.To == nil || w.Choice || w.Back || w.Origin == blueprint.Recovery || s.WayLabel(w) != "" {
			continue
		}
		from, to := s.at[w.From], s.at[w.To]
		switch {
		case from == nil:
		case to == nil:
			s.onward(from, w)
		case from.column == to.column && to.y > from.y:
			if s.down(from, to) || s.around(from, to) {
				s.drawn[i] = true
			}
		case from.column == to.column:
			if s.up(from, to) || s.around(from, to) {
				s.drawn[i] = true
			}
		case from.column < to.column:
			if s.across(from, to) {
				s.drawn[i] = true
			}
		}
	}
}

// leaving lists the ways from the boxes of the strip, in their order.
func (s *strip) leaving() []int {
	var out []int
	for t := range s.at {
		out = append(out, s.out[t]...)
	}
	slices.Sort(out)
	return out
}

// point is a cell of a way, with what stands there.
type point struct {
	x, y  int
	glyph string
}

// lay draws the points if all of their cells are free.
func (s *strip) lay(points []point) bool {
	for _, p := range points {
		if !s.canvas.free(p.x, p.y) {
			return false
		}
	}
	for _, p := range points {
		s.canvas.set(p.x, p.y, p.glyph, plain)
	}
	return true
}

// down goes straight from a box to one under it.
func (s *strip) down(from, to *box) bool {
	x := from.x + from.w/2
	var points []point
	for y := from.y + from.h; y < to.y; y++ {
		points = append(points, point{x, y, s.glyphs.down})
	}
	if len(points) == 0 {
		return false
	}
	points[len(points)-1].glyph = s.glyphs.tipDown
	if !s.lay(points) {
		return false
	}
	s.leave(x, from.y+from.h-1, from, s.glyphs.below)
	return true
}

// up goes straight from a box to one above it: a delivery to the customer.
func (s *strip) up(from, to *box) bool {
	x := from.x + from.w/2
	points := []point{{x, to.y + to.h, s.glyphs.tipUp}}
	for y := to.y + to.h + 1; y < from.y; y++ {
		points = append(points, point{x, y, s.glyphs.down})
	}
	if to.y+to.h >= from.y || !s.lay(points) {
		return false
	}
	s.leave(x, from.y, from, s.glyphs.above)
	return true
}

// around goes out at the right and comes back to a box of the same step.
func (s *strip) around(from, to *box) bool {
	x, y, z := from.x+from.w, from.y+1, to.y+1
	corner, back := s.glyphs.fromLeftDown, s.glyphs.fromLeftUp
	if z < y {
		corner, back = back, corner
	}
	points := []point{{x, y, s.glyphs.across}, {x + 1, y, corner}}
	points = append(points, s.vertical(x+1, y, z)...)
	points = append(points, point{x + 1, z, back}, point{x, z, s.glyphs.tipLeft})
	return y != z && s.lay(points) && s.leaveRight(from)
}

func (s *strip) vertical(x, y, z int) []point {
	var out []point
	for i := min(y, z) + 1; i < max(y, z); i++ {
		out = append(out, point{x, i, s.glyphs.down})
	}
	return out
}

// across goes to a later step: it turns in the gutter behind its own or in the
// one before the other step, whichever is free.
func (s *strip) across(from, to *box) bool {
	for _, turn := range []int{from.x + from.w + 1, to.x - 2} {
		if s.lay(s.elbow(from, to, turn)) {
			return s.leaveRight(from)
		}
	}
	return false
}

func (s *strip) elbow(from, to *box, turn int) []point {
	y, z := from.y+1, to.y+1
	var points []point
	for x := from.x + from.w; x < to.x-1; x++ {
		switch {
		case x < turn:
			points = append(points, point{x, y, s.glyphs.across})
		case x > turn:
			points = append(points, point{x, z, s.glyphs.across})
		case y == z:
			points = append(points, point{x, y, s.glyphs.across})
		case z > y:
			points = append(points, point{x, y, s.glyphs.fromLeftDown}, point{x, z, s.glyphs.downRight})
		default:
			points = append(points, point{x, y, s.glyphs.fromLeftUp}, point{x, z, s.glyphs.upRight})
		}
	}
	points = append(points, s.vertical(turn, y, z)...)
	return append(points, point{to.x - 1, z, s.glyphs.tipRight})
}

// onward shows that the customer's way goes on in a later strip. The way is
// listed all the same.
func (s *strip) onward(from *box, w blueprint.Way) {
	if w.Role != blueprint.Along || from.column != s.to-s.from-1 {
		return
	}
	x, y := from.x+from.w, from.y+1
	if s.lay([]point{{x, y, s.glyphs.across}, {x + 1, y, s.glyphs.tipRight}}) {
		s.leaveRight(from)
	}
}

func (s *strip) leaveRight(b *box) bool {
	s.leave(b.x+b.w-1, b.y+1, b, s.glyphs.out)
	return true
}

// leave joins a way to the border of its box; a bold border stays as it is.
func (s *strip) leave(x, y int, b *box, glyph string) {
	if !b.t.IsCritical() {
		s.canvas.set(x, y, glyph, inkOf(s.Rows[b.row].Kind))
	}
}
