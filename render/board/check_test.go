package board

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every promise is broken once, so that a sound layout means something.
func TestCheckFindsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, want string
		spoil      func(l *Layout)
	}{
		{"a box beside its column", "box 1 stands outside its column", func(l *Layout) { l.Boxes[1].X += 90 }},
		{"a box under its row", "box 0 stands outside its row", func(l *Layout) { l.Boxes[0].Y += 200 }},
		{"a box of another size", "box 0 has another size", func(l *Layout) { l.Boxes[0].W++ }},
		{"two boxes in one place", "boxes 0 and 1 overlap", func(l *Layout) { l.Boxes[1] = l.Boxes[0] }},
		{"a slanted line", "edge 0 runs slantwise", func(l *Layout) { l.Routes[0].Points[0].Y++ }},
		{"a line that begins in the air", "edge 1 does not begin at what it leaves", func(l *Layout) { l.Routes[1].Points[0].X += 3 }},
		{"a line that ends in the air", "edge 0 does not end at its box", func(l *Layout) { p := l.Routes[0].Points; p[len(p)-1].X -= 3 }},
		{"a line through a box", "edge 0 passes through box 2", func(l *Layout) {
			b := l.Boxes[2]
			l.Routes[0].Points = []Point{{b.X - 100, b.Y + 5}, {b.X + 100, b.Y + 5}}
		}},
		{"a line on another", "edges 0 and 3 lie on one another", func(l *Layout) { l.Routes[3] = l.Routes[0] }},
		{"a line off the board", "edge 0 leaves the board", func(l *Layout) { l.Routes[0].Points[0].X = -400 }},
		{"no line", "edge 0 has no route", func(l *Layout) { l.Routes[0].Points = nil }},
		{"no label", "the label of edge 1 has no place", func(l *Layout) { l.Routes[1].Label = Rect{} }},
		{"a label beside its line", "the label of edge 1 does not stand on it", func(l *Layout) { l.Routes[1].Label.Y += 40 }},
		{"a label on a box", "the label of edge 1 stands on box 2", func(l *Layout) { l.Routes[1].Label.X += 60 }},
		{"a label on another line", "edge 2 crosses the label of edge 1", func(l *Layout) { p := l.Routes[2].Points[1]; l.Routes[1].Label = Rect{p.X - 5, p.Y - 5, 10, 10} }},
		{"a layout of another board", "the layout is not one of this board", func(l *Layout) { l.Routes = nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSketch(4, 1)
			a, b, d, e := s.put(0, 0), s.put(1, 0), s.put(2, 0), s.put(3, 0)
			s.way(a, b).choice(b, d, 40).choice(b, e, 40).way(d, e)
			l := Place(s.in)
			assert.Empty(t, Check(s.in, l))
			c.spoil(&l)
			assert.Contains(t, Check(s.in, l), c.want)
		})
	}
}
