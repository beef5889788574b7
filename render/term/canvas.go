package term

import (
	"strings"

	"github.com/servicemoments/moments/render/text"
)

// ink is how a character is set.
type ink byte

const (
	plain ink = iota
	strong
	muted
	customer
	frontstage
	backstage
	support
	alarm
	truth
)

// codes are the ANSI codes of the inks: colours that are legible on light and on
// dark ground.
var codes = [...]string{"", "1", "2", "34", "32", "33", "35", "31", "35;1"}

// canvas is a grid of the terminal's cells. A full-width character stands in its
// first cell; the second is empty.
type canvas struct {
	rows  [][]cell
	width int
}

type cell struct {
	glyph string
	ink   ink
	rule  bool // part of a line of the board, over which ways may run
	taken bool // the second cell of a full-width character
}

func newCanvas(width, height int) *canvas {
	c := &canvas{width: width, rows: make([][]cell, height)}
	for y := range c.rows {
		c.rows[y] = make([]cell, width)
	}
	return c
}

func (c *canvas) inside(x, y int) bool {
	return y >= 0 && y < len(c.rows) && x >= 0 && x < c.width
}

// free tells whether a way may run over a cell.
func (c *canvas) free(x, y int) bool {
	return c.inside(x, y) && (c.rows[y][x].glyph == "" && !c.rows[y][x].taken || c.rows[y][x].rule)
}

func (c *canvas) set(x, y int, glyph string, i ink) {
	if c.inside(x, y) {
		c.rows[y][x] = cell{glyph: glyph, ink: i}
	}
}

// write sets a text; what does not fit in the width is left out.
func (c *canvas) write(x, y int, s string, i ink) {
	for _, cluster := range text.Clusters(s) {
		n := text.Columns(cluster)
		switch {
		case n == 0 && c.inside(x-1, y) && c.rows[y][x-1].glyph != "":
			c.rows[y][x-1].glyph += cluster
			continue
		case n == 0 || !c.inside(x+n-1, y):
			continue
		}
		c.set(x, y, cluster, i)
		if n == 2 {
			c.rows[y][x+1] = cell{taken: true}
		}
		x += n
	}
}

// rule draws a line of the board over free cells.
func (c *canvas) rule(y, from, to int, glyph string) {
	for x := from; x < to; x++ {
		if c.free(x, y) {
			c.set(x, y, glyph, muted)
			c.rows[y][x].rule = true
		}
	}
}

// ruled tells whether nothing but a line of the board is between two columns.
func (c *canvas) ruled(from, to, y int) bool {
	for x := from; x < to; x++ {
		if !c.inside(x, y) || !c.rows[y][x].rule {
			return false
		}
	}
	return true
}

// text gives the rows without blanks at their ends.
func (c *canvas) text(colour bool) string {
	var out strings.Builder
	for _, row := range c.rows {
		end := len(row)
		for end > 0 && row[end-1].glyph == "" && !row[end-1].taken {
			end--
		}
		now := plain
		for _, cell := range row[:end] {
			if cell.taken {
				continue
			}
			if colour && cell.ink != now {
				out.WriteString("\x1b[0m")
				if cell.ink != plain {
					out.WriteString("\x1b[" + codes[cell.ink] + "m")
				}
				now = cell.ink
			}
			if cell.glyph == "" {
				out.WriteByte(' ')
			} else {
				out.WriteString(cell.glyph)
			}
		}
		if now != plain {
			out.WriteString("\x1b[0m")
		}
		out.WriteByte('\n')
	}
	return out.String()
}
