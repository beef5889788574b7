package board

import (
	"math"
	"slices"
)

// leastPull is by how much a route must get shorter to be pulled tight, in px:
// less would only spoil the even spacing of a gutter.
const leastPull = 30.0

// tighten pulls upright lines that hang out into a wide gutter back towards the
// boxes they join: a gutter that a label has widened would otherwise send every
// line in it on a detour. A line is moved over free ground only, so that nothing
// new is crossed, and only where its label still finds room.
func (r *router) tighten(s *space, routes []Route) {
	if !r.crossings {
		return // too large a board to look so closely
	}
	var f *field
	for i := range routes {
		for k := 1; k+2 < len(routes[i].Points); k++ {
			p := routes[i].Points
			near, dir := hangs(p, k)
			if dir == 0 || math.Abs(p[k].X-near) < leastPull {
				continue
			}
			if f == nil {
				f = r.fieldWithLabels(s, routes)
			}
			r.pull(f, routes, i, k, near, dir)
		}
	}
}

// hangs tells whether the k-th line of a route is upright with both neighbours on
// one side: the nearer end of these, and the side the line hangs out to.
func hangs(p []Point, k int) (near, dir float64) {
	if p[k].X != p[k+1].X {
		return 0, 0
	}
	before, after := p[k-1].X, p[k+2].X
	switch {
	case before < p[k].X && after < p[k].X:
		return max(before, after), 1
	case before > p[k].X && after > p[k].X:
		return min(before, after), -1
	}
	return 0, 0
}

func (r *router) fieldWithLabels(s *space, routes []Route) *field {
	f := r.newField(s, routes)
	for _, route := range routes {
		if route.Label != (Rect{}) {
			f.add(route.Label, labelOwner)
		}
	}
	return f
}

// pull moves the k-th line of a route towards near as far as the way is free.
func (r *router) pull(f *field, routes []Route, i, k int, near, dir float64) {
	route := &routes[i]
	p := route.Points
	at := p[k].X
	top, bottom := min(p[k].Y, p[k+1].Y), max(p[k].Y, p[k+1].Y)
	to := near + dir*gutterPad
	swept := Rect{min(at, near), top - leastGap, math.Abs(at - near), bottom - top + 2*leastGap}
	f.near(swept, func(t thing) {
		if t.owner == i || t.owner == labelOwner && t.box == route.Label {
			return
		}
		left, right := t.box.X, t.box.X+t.box.W
		if t.owner >= 0 && t.box.H == 0 && left <= min(at, near) && right >= max(at, near) {
			return // crossed before, crossed after
		}
		gap := trackGap
		if t.owner == boxOwner {
			gap = gutterPad
		}
		if dir > 0 {
			to = max(to, right+gap)
		} else {
			to = min(to, left-gap)
		}
	})
	for ; dir*(at-to) >= leastPull; to += dir * trackGap { // as far as leaves room for the label
		moved := slices.Clone(p)
		moved[k].X, moved[k+1].X = to, to
		label, ok := r.labelOn(f, moved, i, route.Label)
		if !ok {
			continue
		}
		route.Points, route.Label = moved, label
		if label != (Rect{}) {
			f.add(label, labelOwner)
		}
		f.add(segment(moved[k], moved[k+1]), i)
		return
	}
}

// labelOn finds room for a label on a route that was changed; was is where it
// stood before. A route without a label needs none.
func (r *router) labelOn(f *field, p []Point, i int, was Rect) (Rect, bool) {
	if was == (Rect{}) {
		return was, true
	}
	f.free = was
	defer func() { f.free = Rect{} }()
	for _, k := range r.tryLines(&r.paths[i], r.paths[i].host()) {
		if k+1 < len(p) {
			if box, ok := f.room(r.stretch(p, i, k)); ok {
				return box, true
			}
		}
	}
	return Rect{}, false
}
