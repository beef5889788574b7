package rendertest

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// Words says which words of a picture cannot be read; nothing is a sound one.
// Every line of text
//
//   - lies in the picture,
//   - touches no other line of text and no mark of another group,
//   - has no line through it, and nothing painted over it.
//
// It looks at all words, whatever they are: [Check] only looks at those that
// belong to boxes and ways. It compares everything with everything and is meant
// for tests.
func Words(s *scene.Scene) []string { return WordsIn(nil, s) }

// WordsIn is [Words] for a picture whose words were measured in a font.
func WordsIn(font text.Measurer, s *scene.Scene) []string {
	w := &reader{ruler: ruler{text.Setter{Measurer: font}}, page: scene.Rect{X: -slack, Y: -slack, W: s.Width + 2*slack, H: s.Height + 2*slack}}
	s.Walk(w.collect)
	for i, word := range w.words {
		w.check(i, word)
	}
	return w.found
}

// painted is an item with its place in the order of painting.
type painted struct {
	item  scene.Item
	group scene.Group
	of    int // number of its group
	at    int
	area  scene.Rect
	line  []scene.Point // around a shape that has a line
}

type reader struct {
	ruler
	page   scene.Rect
	groups int
	count  int
	words  []painted
	shapes []painted
	found  []string
}

func (w *reader) collect(g scene.Group) {
	w.groups++
	for _, item := range g.Items {
		w.count++
		p := painted{item: item, group: g, of: w.groups, at: w.count, area: w.area(item), line: outline(item)}
		t, ok := item.(scene.Text)
		switch {
		case !ok:
			w.shapes = append(w.shapes, p)
		case t.Line != "":
			w.words = append(w.words, p)
		}
	}
}

func (w *reader) check(i int, word painted) {
	line := word.item.(scene.Text).Line
	say := func(format string, args ...any) {
		if len(w.found) < 50 {
			w.found = append(w.found, fmt.Sprintf("%q in %s ", line, nameOf(word.group))+fmt.Sprintf(format, args...))
		}
	}
	if !w.page.Contains(word.area) {
		say("lies outside the picture: %v", word.area)
	}
	for _, other := range w.words[i+1:] {
		if overlap(word.area, other.area) {
			say("touches %q in %s", other.item.(scene.Text).Line, nameOf(other.group))
		}
	}
	for _, shape := range w.shapes {
		switch {
		case shape.at > word.at && filled(shape.item) != scene.None && covers(shape.item, inset(word.area, 1)):
			say("is painted over by %s", nameOf(shape.group))
		case shape.group.Role == scene.RoleMark && shape.of != word.of && overlap(inset(word.area, 1), shape.area):
			say("touches %s", nameOf(shape.group))
		case w.strikes(shape, word):
			say("has a line of %s through it", nameOf(shape.group))
		}
	}
}

// strikes says whether the outline of a shape runs through words and can be
// seen there: nothing filled lies between.
func (w *reader) strikes(shape, word painted) bool {
	if !shape.area.Overlaps(word.area) || !cuts(shape.line, inset(word.area, 1)) {
		return false
	}
	for _, cover := range w.shapes {
		if cover.at > shape.at && cover.at < word.at && filled(cover.item) != scene.None && cover.area.Contains(inset(word.area, 1)) {
			return false
		}
	}
	return true
}

// outline is the line that is drawn along or around a shape, if any is.
func outline(item scene.Item) []scene.Point {
	var line []scene.Point
	switch it := item.(type) {
	case scene.Path:
		if it.Stroke != scene.None {
			line = it.Points
		}
	case scene.Polygon:
		if it.Stroke != scene.None {
			line = closed(it.Points)
		}
	case scene.Rect:
		if it.Stroke != scene.None {
			line = closed([]scene.Point{{X: it.X, Y: it.Y}, {X: it.X + it.W, Y: it.Y}, {X: it.X + it.W, Y: it.Y + it.H}, {X: it.X, Y: it.Y + it.H}})
		}
	case scene.Circle:
		for i := 0; i <= 64 && it.Stroke != scene.None; i++ {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / 64)
			line = append(line, scene.Point{X: it.X + it.R*cos, Y: it.Y + it.R*sin})
		}
	}
	return line
}

func closed(points []scene.Point) []scene.Point {
	return append(append([]scene.Point{}, points...), points[:min(1, len(points))]...)
}

// holds says whether a point lies in a shape.
func holds(item scene.Item, p scene.Point) bool {
	switch it := item.(type) {
	case scene.Circle:
		return math.Hypot(p.X-it.X, p.Y-it.Y) < it.R
	case scene.Polygon:
		in := false
		for i, b := range it.Points {
			a := it.Points[(i+len(it.Points)-1)%len(it.Points)]
			if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(b.X-a.X)*(p.Y-a.Y)/(b.Y-a.Y) {
				in = !in
			}
		}
		return in
	}
	return inside(ruler{}.area(item), p)
}

// covers says whether a shape and an area share more than a border.
func covers(item scene.Item, r scene.Rect) bool {
	switch it := item.(type) {
	case scene.Circle:
		return math.Hypot(max(0, r.X-it.X, it.X-r.X-r.W), max(0, r.Y-it.Y, it.Y-r.Y-r.H)) < it.R-slack
	case scene.Polygon:
		return cuts(closed(it.Points), r) || holds(it, scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2})
	}
	return overlap(ruler{}.area(item), r)
}

// cuts says whether a line enters an area.
func cuts(points []scene.Point, r scene.Rect) bool {
	for i := 1; i < len(points); i++ {
		if legEnters(points[i-1], points[i], r) {
			return true
		}
	}
	return false
}

// legEnters clips the leg from a to b at the borders of an area (Liang and
// Barsky): something is left where it enters.
func legEnters(a, b scene.Point, r scene.Rect) bool {
	low, high := 0.0, 1.0
	clip := func(from, step, least, most float64) bool {
		if step == 0 {
			return from > least && from < most
		}
		t, u := (least-from)/step, (most-from)/step
		low, high = max(low, min(t, u)), min(high, max(t, u))
		return low < high
	}
	return clip(a.X, b.X-a.X, r.X, r.X+r.W) && clip(a.Y, b.Y-a.Y, r.Y, r.Y+r.H)
}
