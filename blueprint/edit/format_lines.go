package edit

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// comments finds how lines move that hold nothing but a comment: with the
// entry below if they stand in its column, else with the entry above that has
// their column, else as far as the nearest one that is no deeper.
func (f *formatter) comments(all []yamltext.Span) {
	for _, c := range slices.Backward(all) { // a comment may lean on the one below
		l := &f.lines[c.Start.Line-1]
		if l.known || l.kept || !f.first(c.Start) {
			continue
		}
		*l = line{known: true, old: c.Start.Column - 1}
		below := c.Start.Line
		for below < len(f.lines) && !f.lines[below].entry {
			below++
		}
		if below < len(f.lines) && f.lines[below].old == l.old {
			l.shift = f.lines[below].shift
			continue
		}
		l.shift = f.above(c.Start.Line-1, l.old)
	}
}

// above is how a comment in a column moves that belongs to what is above it.
func (f *formatter) above(i, column int) int {
	n, _ := slices.BinarySearchFunc(f.places, i, func(p placed, i int) int { return cmp.Compare(p.line, i) })
	// Never deeper than the entries that it ends: their texts would swallow it.
	deepest, bound := math.MaxInt, math.MaxInt
	for _, p := range slices.Backward(f.places[:n]) {
		if p.column >= deepest {
			continue
		}
		if p.column <= column {
			return min(column+p.shift, bound) - column
		}
		deepest, bound = p.column, p.column+p.shift
	}
	return min(column, bound) - column
}

// whitespace moves the lines and tidies how they start and end.
func (f *formatter) whitespace() {
	blanks := 0
	for i, from := range f.starts {
		to := len(f.src)
		if i+1 < len(f.starts) {
			to = f.starts[i+1]
		}
		l := f.lines[i]
		if f.blank(from, to) && !l.kept {
			if blanks++; blanks > maxBlankLines || f.blank(from, len(f.src)) {
				f.put(from, to, "")
			} else {
				f.put(from, to, f.nl)
			}
			continue
		}
		blanks = 0
		f.start(from, l)
		f.end(from, to, l)
	}
}

// start gives a line its indentation.
func (f *formatter) start(from int, l line) {
	to := from
	for to < len(f.src) && f.src[to] == ' ' {
		to++
	}
	if l.shift != 0 {
		f.put(from, to, strings.Repeat(" ", max(0, to-from+l.shift)))
	}
}

// end takes the blanks off a line and gives it its line break.
func (f *formatter) end(from, to int, l line) {
	stop := f.lineEnd(from)
	bare := stop
	for !(l.kept && !l.last) && bare > from && (f.src[bare-1] == ' ' || f.src[bare-1] == '\t') {
		bare--
	}
	if l.kept && to == len(f.src) && stop == to {
		return // a last line without an end may be part of the text
	}
	f.put(bare, to, f.nl)
}
