package view

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

const (
	itemLine   = 15.0 // of a touchpoint's name in a petal
	itemGap    = 5.0  // between two names
	glyphLine  = 17.0 // over a petal's name
	mostLines  = 3    // of a name where there is room, else
	fewLines   = 2
	leastItems = 1
	widthStep  = 12.0 // from one width that is tried to the next
)

// fitted is what is written in a petal or the core: rows around its middle.
type fitted struct {
	rows  []fitRow
	whole bool // nothing is shortened or left out
	left  int  // touchpoints that are only counted
	wide  float64
}

// fitRow is a line of words with its middle and the touchpoint it names.
type fitRow struct {
	line string
	wide float64
	y    float64
	font text.Font
	part fitPart
	of   *touchpoint.Touchpoint

	badges [][]badge // one row of them, in place of a line
}

type fitPart int

const (
	aGlyph fitPart = iota
	aName
	anItem
	aNote
)

// fit sets the words of an element in a circle. Where not all have room, names
// are shortened first and left out then, unless only all will do.
func (f *flower) fit(i int, r float64, onlyAll bool) fitted {
	e := &f.parts[i]
	r -= petalPad
	if got, ok := f.try(i, r, len(e.of), mostLines); ok && got.whole || onlyAll {
		return got
	}
	for n := len(e.of); n >= leastItems; n-- {
		if got, ok := f.try(i, r, n, fewLines); ok {
			return got
		}
	}
	got, _ := f.try(i, r, 0, fewLines)
	return got
}

// try sets the first n names of an element at the width that suits them, and
// says whether they have room.
func (f *flower) try(i int, r float64, n, most int) (fitted, bool) {
	var cut fitted
	found := false
	if float64(n)*(itemLine+itemGap) > 2*r {
		return cut, false
	}
	for wide := math.Floor(1.9*r/widthStep) * widthStep; wide > 0.8*r; wide -= widthStep {
		got := f.set(i, wide, n, most)
		if !got.inside(f.setter, r) {
			continue
		}
		if got.whole {
			return got, true
		}
		if !found {
			cut, found = got, true
		}
	}
	return cut, found
}

// set writes an element's rows one under another around 0.
func (f *flower) set(i int, wide float64, n, most int) fitted {
	e := &f.parts[i]
	out := fitted{whole: n == len(e.of), left: len(e.of) - n, wide: wide}
	y := 0.0
	add := func(line string, font text.Font, high float64, part fitPart, of *touchpoint.Touchpoint) {
		out.rows = append(out.rows, fitRow{line: line, y: y + high/2, font: font, part: part, of: of})
		y += high
	}
	if i > 0 && len(e.of) > 0 {
		add("", itemFont, glyphLine, aGlyph, nil)
	}
	for _, l := range f.setter.Balance(f.labels.sentence(f.labels.Service(e.service)), strongFont, wide) {
		add(l, strongFont, nameLine, aName, nil)
	}
	y += itemGap
	for _, t := range e.of[:n] {
		name := f.wrap(t.Title, wide, most)
		out.whole = out.whole && name.whole
		for k, l := range name.lines {
			add(l, itemFont, itemLine, anItem, t)
			out.rows[len(out.rows)-1].wide = name.wide[k]
		}
		for _, row := range f.badges(t.ID, wide) {
			add("", itemFont, badgeLine, anItem, t)
			last := &out.rows[len(out.rows)-1]
			last.badges, last.wide = [][]badge{row}, rowWide(row)
		}
		y += itemGap
	}
	switch {
	case out.left > 0:
		add(fmt.Sprintf(f.labels.Flower.More, out.left), smallFont, smallLine, aNote, nil)
	case len(e.of) == 0 && e.wanted:
		add(f.labels.Flower.None, smallFont, smallLine, aNote, nil)
	case len(e.of) == 0:
		add(f.labels.Flower.Unwanted, smallFont, smallLine, aNote, nil)
	default:
		y -= itemGap
	}
	for k := range out.rows {
		out.rows[k].y -= y / 2
	}
	return out
}

// wrap breaks a name into so many lines at most, once for each width.
func (f *flower) wrap(title string, wide float64, most int) brokenName {
	key := wrapKey{title, wide, most}
	if name, ok := f.broken[key]; ok {
		return name
	}
	name := brokenName{lines: f.setter.Balance(title, itemFont, wide), whole: f.setter.LongestWord(title, itemFont) <= wide}
	if len(name.lines) > most {
		name.lines, name.whole = short(f.setter.Wrap(title, itemFont, wide-10), most), false // room for the dots
	}
	for _, l := range name.lines {
		name.wide = append(name.wide, f.setter.Width(l, itemFont))
	}
	f.broken[key] = name
	return name
}

type wrapKey struct {
	title string
	wide  float64
	most  int
}

type brokenName struct {
	lines []string
	wide  []float64
	whole bool // no word is cut, nothing left out
}

// inside says whether all rows lie in a circle around 0,0.
func (s *fitted) inside(t setter, r float64) bool {
	for _, row := range s.rows {
		wide := row.wide
		if wide == 0 {
			wide = t.Width(row.line, row.font)
		}
		x, y := wide/2, max(row.y, -row.y)+row.font.Size/2
		if x*x+y*y > r*r {
			return false
		}
	}
	return true
}

// petalGlyph tells the two kinds of petals apart without their colours: a
// facilitating service has a square, an enhancing one a cross.
func petalGlyph(x, y float64, enhancing bool) []scene.Item {
	if !enhancing {
		return []scene.Item{scene.Polygon{
			Points: []scene.Point{{X: x - 4, Y: y - 4}, {X: x + 4, Y: y - 4}, {X: x + 4, Y: y + 4}, {X: x - 4, Y: y + 4}},
			Style:  scene.Style{Fill: scene.Customer},
		}}
	}
	const arm, half = 5.5, 1.8
	return []scene.Item{scene.Polygon{
		Points: []scene.Point{
			{X: x - half, Y: y - arm}, {X: x + half, Y: y - arm}, {X: x + half, Y: y - half}, {X: x + arm, Y: y - half},
			{X: x + arm, Y: y + half}, {X: x + half, Y: y + half}, {X: x + half, Y: y + arm}, {X: x - half, Y: y + arm},
			{X: x - half, Y: y + half}, {X: x - arm, Y: y + half}, {X: x - arm, Y: y - half}, {X: x - half, Y: y - half},
		},
		Style: scene.Style{Fill: scene.Support},
	}}
}
