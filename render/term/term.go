// Package term shows a blueprint in a terminal: the board in box drawing,
// fitted to a width, and under it what arrows cannot say. What comes in is a
// blueprint; what goes out is text in which full-width characters take two
// columns, so that everything stands under one another. A board wider than the
// terminal goes on in strips, one below the other.
package term

import (
	"bufio"
	"io"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// Options say how a blueprint is shown. The zero value is for a terminal of 80
// columns without colours.
type Options struct {
	Language string         // of the words that are added; empty: the blueprint's
	Labels   *wording.Words // the words themselves, for other languages (see render/labels); nil are those of the language
	Width    int            // columns of the terminal, at least 40; 0: 80
	Color    bool           // with ANSI colours
	ASCII    bool           // the board is drawn with ASCII signs only
}

// leastWidth is the narrowest terminal that a board is fitted to.
const leastWidth = 40

// Write writes the board. A nil blueprint is an empty board.
func Write(w io.Writer, b *blueprint.Blueprint, o Options) error {
	if o.Width == 0 {
		o.Width = 80
	}
	v := &viewer{Board: prose.Of(b, o.Language, o.Labels), glyphs: unicodeGlyphs(), o: o, width: max(o.Width, leastWidth)}
	if o.ASCII {
		v.glyphs = plainGlyphs()
	}
	out := bufio.NewWriter(w) // it keeps its first error for Flush
	_, _ = out.WriteString(v.head())
	v.measure()
	for from := 0; from < len(v.Columns); {
		to := v.stripEnd(from)
		_, _ = out.WriteString("\n" + v.strip(from, to))
		from = to
	}
	_, _ = out.WriteString(v.foot())
	return out.Flush()
}

type viewer struct {
	*prose.Board
	glyphs glyphs
	o      Options
	width  int

	names int // columns that the lanes' names take
	room  int // columns inside a box's step
	most  int // steps in a strip
	ways  []blueprint.Way
	out   map[*touchpoint.Touchpoint][]int // the ways from a touchpoint, by their place in ways
	drawn map[int]bool                     // those that are drawn
}

// Measures in columns. Between two steps there is a gutter in which ways turn.
const (
	gutter    = 3
	leastRoom = 14
	mostRoom  = 26
	mostNames = 16
)

// measure fits the board to the width: as many steps beside one another as have
// the least room, then the room is shared out.
func (v *viewer) measure() {
	v.drawn, v.out, v.ways = map[int]bool{}, map[*touchpoint.Touchpoint][]int{}, v.Ways()
	for i, w := range v.ways {
		v.out[w.From] = append(v.out[w.From], i)
	}
	v.names = text.Columns(v.Evidence)
	for _, l := range v.Rows {
		v.names = max(v.names, text.Columns(v.LaneName(l)))
	}
	v.names = min(v.names, mostNames, v.width/5)
	space := v.width - v.names - 1 - gutter
	v.most = max(space/(leastRoom+gutter), 1)
	n := max(len(v.Columns), 1)
	strips := (n + v.most - 1) / v.most
	v.most = max((n+strips-1)/strips, 1)
	v.room = min(max(space/v.most-gutter, 6), mostRoom)
}

// stripEnd is where the strip that begins at a step ends: at a phase's end where
// one comes in its second half.
func (v *viewer) stripEnd(from int) int {
	to := min(from+v.most, len(v.Columns))
	if to == len(v.Columns) {
		return to
	}
	for end := to; end > from+v.most/2; end-- {
		if v.Columns[end].Phase != v.Columns[end-1].Phase {
			return end
		}
	}
	return to
}

// x is where the boxes of a strip's step begin.
func (v *viewer) x(column int) int { return v.names + 1 + gutter + column*(v.room+gutter) }

// head is what stands above the board.
func (v *viewer) head() string {
	c := &lister{viewer: v}
	if v.Title != "" {
		c.paragraph(v.Title, strong)
	}
	for _, l := range prose.Lines(v.Blueprint.Description) {
		c.paragraph(l, muted)
	}
	return c.text()
}
