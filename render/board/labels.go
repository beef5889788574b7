package board

import (
	"cmp"
	"math"
	"slices"
)

const (
	labelGap    = 5.0    // around a label
	labelMargin = 16.0   // of a line with its corner that shows before and after its label
	headMargin  = 20.0   // and where a head stands
	labelReach  = 1600.0 // how far along a line room for its label is sought
)

// host is the line of a path that should carry its label: the first in a
// horizontal channel, else the first that is level; -1 where none is.
func (p *path) host() int {
	level := -1
	for k := range p.lines() {
		if p.a.side.horizontal() == (k%2 == 1) {
			continue
		}
		if k > 0 && k < p.lines()-1 {
			return k
		}
		if level < 0 {
			level = k
		}
	}
	return level
}

// hosts finds the line for every label and spaces the tracks of the horizontal
// channels so that labels do not touch the lines beside theirs.
func (r *router) hosts(out *space) []int {
	hosts := make([]int, len(r.paths))
	half := make([][]float64, 2*r.g.rows)
	for ch := range half {
		half[ch] = make([]float64, out.hTracks[ch])
	}
	for i := range r.paths {
		hosts[i] = -1
		e := r.g.in.Edges[i]
		if !r.live[i] || e.LabelW == 0 {
			continue
		}
		p := &r.paths[i]
		hosts[i] = p.host()
		if k := hosts[i]; k > 0 && k < p.lines()-1 {
			x := p.runs[k-1]
			half[x.ch][int(x.track)] = max(half[x.ch][int(x.track)], e.LabelH/2)
		}
	}
	for ch, h := range half {
		out.hGaps[ch] = make([]float64, max(0, len(h)-1))
		for t := range out.hGaps[ch] {
			out.hGaps[ch][t] = trackGap
			if both := h[t] + h[t+1]; both > 0 {
				out.hGaps[ch][t] = max(trackGap, both+labelGap)
			}
		}
		if len(h) > 0 {
			out.hEdge[ch] = h[0]
			if !isUpper(ch) {
				out.hEdge[ch] = h[len(h)-1]
			}
		}
	}
	return hosts
}

// placeLabels finds room for every label on its own route, and says for which
// there is none.
func (r *router) placeLabels(s *space, routes []Route, hosts []int) (missing []int) {
	var labelled []int
	for i, e := range r.g.in.Edges {
		if r.live[i] && e.LabelW > 0 {
			labelled = append(labelled, i)
		}
	}
	if len(labelled) == 0 {
		return nil
	}
	f := r.newField(s, routes)
	for _, i := range labelled {
		routes[i].Label = Rect{}
		for _, k := range r.tryLines(&r.paths[i], hosts[i]) {
			box, ok := f.room(r.stretch(routes[i].Points, i, k))
			if ok {
				routes[i].Label = box
				f.add(box, labelOwner)
				break
			}
		}
		if routes[i].Label == (Rect{}) {
			missing = append(missing, i)
		}
	}
	return missing
}

// forceLabels sets labels for which there is no room in the middle of the
// longest line of their route: better a crowd than a word lost.
func (r *router) forceLabels(routes []Route, missing []int) {
	for _, i := range missing {
		var longest Rect
		p := routes[i].Points
		for k := 1; k < len(p); k++ {
			if s := segment(p[k-1], p[k]); s.W+s.H > longest.W+longest.H {
				longest = s
			}
		}
		e := r.g.in.Edges[i]
		routes[i].Label = Rect{longest.X + (longest.W-e.LabelW)/2, longest.Y + (longest.H-e.LabelH)/2, e.LabelW, e.LabelH}
	}
}

// A stretch is a line on which a label may stand.
type stretch struct {
	a, b       Point
	w, h       float64 // of the label
	start, end float64 // what shows of the line before and after the label
	owner      int
}

func (r *router) stretch(p []Point, edge, k int) stretch {
	e := r.g.in.Edges[edge]
	t := stretch{p[k], p[k+1], e.LabelW, e.LabelH, labelMargin, labelMargin, edge}
	if k == 0 && e.Both {
		t.start = headMargin
	}
	if k == len(p)-2 {
		t.end = headMargin
	}
	return t
}

// tryLines is the order in which the lines of a path are tried: the host, the
// other level ones, the upright ones.
func (r *router) tryLines(p *path, host int) []int {
	var out []int
	if host >= 0 {
		out = append(out, host)
	}
	for _, level := range [2]bool{true, false} {
		for k := range p.lines() {
			if k != host && level == (p.a.side.horizontal() == (k%2 == 0)) {
				out = append(out, k)
			}
		}
	}
	return out
}

// reserve makes room in a gutter for every label that found none, on the line
// that should carry it: what the line is too short by at first, else the whole
// label. It says whether that changed anything.
func (r *router) reserve(s *space, routes []Route, missing, hosts []int, first bool) bool {
	changed := false
	for _, i := range missing {
		if hosts[i] < 0 {
			continue
		}
		ch, before := gutterOf(r.g.lineOf(&r.paths[i], hosts[i]))
		if ch < 0 || ch > r.g.slots {
			continue
		}
		room := &s.labelBefore[ch]
		if !before {
			room = &s.labelAfter[ch]
		}
		t := r.stretch(routes[i].Points, i, hosts[i])
		need := t.w + t.start + t.end
		if lack := need + labelGap - math.Abs(t.a.X-t.b.X); first && lack > 0 {
			need = *room + lack
			if s.vTracks[ch] == 0 && *room == 0 {
				need += r.g.leastGutter(ch) - gutterPad // what the gutter lends without growing
			}
		}
		if *room < need {
			*room = need
			changed = true
		}
	}
	return changed
}

// gutterOf is the first vertical channel that a level line passes, and on
// which side of its tracks the line is sure to lie.
func gutterOf(l line) (ch int, before bool) {
	lo, hi := min(l.from, l.to), max(l.from, l.to)
	if lo == hi {
		return -1, false
	}
	first := lo + lo%2 // the first gutter's zone at or after lo
	last := hi - hi%2
	if l.from > l.to { // leaves to the left
		return last / 2, lo < last
	}
	if first == lo { // begins at a track of the gutter
		if first+2 <= last {
			return first/2 + 1, true
		}
		return first / 2, false
	}
	return first / 2, true
}

// A field is what labels must keep off: boxes, diamonds, marks, lines and one
// another.
type field struct {
	board  Rect
	rowY   []float64
	cells  map[[2]int][]int
	things []thing
	long   []int
	seen   []int
	query  int
	free   Rect // a label that is about to leave its place
}

// A thing stands in the field; owner is the edge whose line it is.
type thing struct {
	box   Rect
	owner int
}

const (
	fieldCell  = 160.0
	mostCells  = 96
	boxOwner   = -1
	labelOwner = -2
)

func (r *router) newField(s *space, routes []Route) *field {
	top := s.g.in.Top
	f := &field{cells: map[[2]int][]int{}, board: Rect{s.g.in.Left, top, s.right - s.g.in.Left, s.rowY[s.g.rows] - top}, rowY: s.rowY}
	for i, b := range r.g.in.Boxes {
		if !r.g.live[i] {
			continue
		}
		box := s.box(i)
		f.add(Rect{box.X, box.Y - b.Above, box.W, box.H + b.Above + b.Below}, boxOwner)
		if b.Above > 0 { // marks on the upper corners stand out sideways as well
			f.add(Rect{box.X - b.Above, box.Y - b.Above, box.W + 2*b.Above, 2 * b.Above}, boxOwner)
		}
		if b.Below > 0 { // and so does a tag on the lower border
			f.add(Rect{box.X - b.Below, box.Y + box.H - b.Below, box.W + 2*b.Below, 2 * b.Below}, boxOwner)
		}
		if b.Choice {
			d := diamondOf(b)
			f.add(Rect{box.X + box.W, box.Y + box.H/2 - d/2, stubLength + d, d}, boxOwner)
		}
	}
	for i, route := range routes {
		for k := 1; k < len(route.Points); k++ {
			a, b := route.Points[k-1], route.Points[k]
			f.add(Rect{min(a.X, b.X), min(a.Y, b.Y), math.Abs(a.X - b.X), math.Abs(a.Y - b.Y)}, i)
		}
		if r.live[i] && r.paths[i].a.at == onMark {
			box := s.box(r.paths[i].a.box)
			f.add(Rect{box.X + box.W - MarkRadius, box.Y - MarkRadius, 2 * MarkRadius, 2 * MarkRadius}, boxOwner)
		}
	}
	return f
}

func (f *field) add(box Rect, owner int) {
	id := len(f.things)
	f.things = append(f.things, thing{box, owner})
	f.seen = append(f.seen, 0)
	x0, x1 := int(math.Floor(box.X/fieldCell)), int(math.Floor((box.X+box.W)/fieldCell))
	y0, y1 := int(math.Floor(box.Y/fieldCell)), int(math.Floor((box.Y+box.H)/fieldCell))
	if (x1-x0+1)*(y1-y0+1) > mostCells {
		f.long = append(f.long, id)
		return
	}
	for x := x0; x <= x1; x++ {
		for y := y0; y <= y1; y++ {
			f.cells[[2]int{x, y}] = append(f.cells[[2]int{x, y}], id)
		}
	}
}

// near hands every thing that may touch a box to the function.
func (f *field) near(box Rect, visit func(thing)) {
	f.query++
	look := func(id int) {
		if f.seen[id] == f.query {
			return
		}
		f.seen[id] = f.query
		if t := f.things[id]; touches(t.box, box) && (t.owner != labelOwner || t.box != f.free) {
			visit(t)
		}
	}
	x0, x1 := int(math.Floor(box.X/fieldCell)), int(math.Floor((box.X+box.W)/fieldCell))
	y0, y1 := int(math.Floor(box.Y/fieldCell)), int(math.Floor((box.Y+box.H)/fieldCell))
	for x := x0; x <= x1; x++ {
		for y := y0; y <= y1; y++ {
			for _, id := range f.cells[[2]int{x, y}] {
				look(id)
			}
		}
	}
	for _, id := range f.long {
		look(id)
	}
}

func touches(a, b Rect) bool {
	return a.X <= b.X+b.W && b.X <= a.X+a.W && a.Y <= b.Y+b.H && b.Y <= a.Y+a.H
}

// room finds a place for a label on a line: in the middle of a short one, as
// near to the beginning as it can be of a long one.
func (f *field) room(t stretch) (Rect, bool) {
	level := t.a.Y == t.b.Y
	size, from, to := t.w, t.a.X, t.b.X
	if !level {
		size, from, to = t.h, t.a.Y, t.b.Y
	}
	dir := 1.0
	if to < from {
		dir = -1
	}
	length := math.Abs(to - from)
	at := func(d float64) Rect { // the label's box with its middle d along the line
		if level {
			return Rect{from + dir*d - t.w/2, t.a.Y - t.h/2, t.w, t.h}
		}
		return Rect{t.a.X - t.w/2, from + dir*d - t.h/2, t.w, t.h}
	}
	least, most := t.start+size/2, min(length, labelReach)-t.end-size/2
	if least > most || !within(at(least), f.board) || !within(at(most), f.board) {
		return Rect{}, false
	}
	want := least
	if length <= 2.4*size+t.start+t.end || !level && length < 200 {
		want = (least + most) / 2
	}
	return nearest(at, f.blocked(at, least, most, level, dir, from, size, t.owner), want, least, most)
}

func within(a, b Rect) bool {
	return a.X >= b.X && a.Y >= b.Y && a.X+a.W <= b.X+b.W && a.Y+a.H <= b.Y+b.H
}

// blocked gathers the stretches of a line in which the middle of its label
// cannot lie.
func (f *field) blocked(at func(float64) Rect, least, most float64, level bool, dir, from, size float64, owner int) []Span {
	first, last := at(least), at(most)
	all := Rect{min(first.X, last.X) - labelGap, min(first.Y, last.Y) - labelGap, 0, 0}
	all.W = max(first.X, last.X) + first.W + labelGap - all.X
	all.H = max(first.Y, last.Y) + first.H + labelGap - all.Y
	// A level line's neighbours come nearer than what crosses it.
	if level {
		all.Y, all.H = all.Y+labelGap-2, all.H-2*labelGap+4
	} else {
		all.X, all.W = all.X+labelGap-2, all.W-2*labelGap+4
	}
	var out []Span
	f.near(all, func(t thing) {
		if t.owner == owner {
			return
		}
		lo, hi := t.box.X-from, t.box.X+t.box.W-from
		if !level {
			lo, hi = t.box.Y-from, t.box.Y+t.box.H-from
		}
		if dir < 0 {
			lo, hi = -hi, -lo
		}
		out = append(out, Span{lo - size/2 - labelGap, hi + size/2 + labelGap})
	})
	if !level { // off the borders of rows, where other words stand
		i, _ := slices.BinarySearch(f.rowY, all.Y)
		for ; i < len(f.rowY) && f.rowY[i] <= all.Y+all.H; i++ {
			d := dir * (f.rowY[i] - from)
			out = append(out, Span{d - size/2 - 1, d + size/2 + 1})
		}
	}
	slices.SortFunc(out, func(a, b Span) int { return cmp.Compare(a.Min, b.Min) })
	return out
}

// nearest is the free place next to the one that is wanted.
func nearest(at func(float64) Rect, blocked []Span, want, least, most float64) (Rect, bool) {
	best, found := 0.0, false
	consider := func(lo, hi float64) {
		lo, hi = max(lo, least), min(hi, most)
		if lo > hi {
			return
		}
		d := min(max(want, lo), hi)
		if !found || math.Abs(d-want) < math.Abs(best-want) {
			best, found = d, true
		}
	}
	end := math.Inf(-1)
	for _, b := range blocked {
		if b.Min > end {
			consider(end, b.Min)
		}
		end = max(end, b.Max)
	}
	consider(end, math.Inf(1))
	if !found {
		return Rect{}, false
	}
	return at(best), true
}
