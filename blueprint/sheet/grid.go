package sheet

import (
	"strings"
)

// grid is a sheet as it was read: texts, and what else its cells have.
type grid struct {
	name     string
	rows     [][]string
	merged   []area
	notes    map[[2]int]string // remarks on cells, by row and column
	formulas map[[2]int]bool
	rich     map[[2]int]bool // cells with more than one format in their text
	hidden   bool
}

// at is the text of a cell, "" outside of the sheet.
func (g *grid) at(row, col int) string {
	if row < 0 || row >= len(g.rows) || col < 0 || col >= len(g.rows[row]) {
		return ""
	}
	return g.rows[row][col]
}

func (g *grid) ref(row, col int) ref { return ref{g.name, row, col, true} }

func (g *grid) blank(row, col int) bool { return strings.TrimSpace(g.at(row, col)) == "" }

func (g *grid) width(row int) int {
	if row < 0 || row >= len(g.rows) {
		return 0
	}
	return len(g.rows[row])
}

// wide is the number of columns between two rows.
func (g *grid) wide(top, bottom int) int {
	out := 0
	for r := top; r < bottom; r++ {
		out = max(out, g.width(r))
	}
	return out
}

// mergedAt is the block of merged cells that a cell is in.
func (g *grid) mergedAt(row, col int) (area, bool) {
	for _, m := range g.merged {
		if row >= m.top && row <= m.bottom && col >= m.left && col <= m.right {
			return m, true
		}
	}
	return area{}, false
}

// turned is the sheet with rows as columns. Cells know where they really are
// through the block that holds it.
func (b *block) turned() *block {
	out := &block{grid: b.grid, flip: !b.flip, top: b.left, left: b.top, bottom: b.right, right: b.bottom}
	return out
}

// block is a part of a sheet that holds one table or board. Where it is flipped,
// its rows are columns of the sheet.
type block struct {
	*grid
	flip                     bool
	top, left, bottom, right int // bounds, the latter two behind the last
	name                     string
}

func (b *block) cell(row, col int) string {
	if b.flip {
		return b.at(col, row)
	}
	return b.at(row, col)
}

func (b *block) place(row, col int) ref {
	if b.flip {
		return b.ref(col, row)
	}
	return b.ref(row, col)
}

func (b *block) empty(row, col int) bool { return strings.TrimSpace(b.cell(row, col)) == "" }

func (b *block) emptyRow(row int) bool {
	for c := b.left; c < b.right; c++ {
		if !b.empty(row, c) {
			return false
		}
	}
	return true
}

// merge is the block of merged cells that a cell is in, in the block's own
// directions.
func (b *block) merge(row, col int) (area, bool) {
	if b.flip {
		m, ok := b.mergedAt(col, row)
		return area{m.left, m.top, m.right, m.bottom}, ok
	}
	return b.mergedAt(row, col)
}

// blocks parts a sheet at the rows that name a table: what stands above the
// first such row has no name.
func (g *grid) blocks() []*block {
	var out []*block
	top, name := 0, ""
	end := func(bottom int) {
		b := &block{grid: g, top: top, bottom: bottom, right: g.wide(top, bottom), name: name}
		for b.top < b.bottom && b.emptyRow(b.top) {
			b.top++
		}
		for b.bottom > b.top && b.emptyRow(b.bottom-1) {
			b.bottom--
		}
		if b.top < b.bottom {
			out = append(out, b)
		}
	}
	for r := range g.rows {
		label, ok := strings.CutPrefix(strings.TrimSpace(g.at(r, 0)), marker)
		if table := tableNamed(label); ok && table != "" && g.alone(r) {
			end(r)
			top, name = r+1, table
		}
	}
	end(len(g.rows))
	return out
}

// alone tells whether a row has a text in its first cell only.
func (g *grid) alone(row int) bool {
	for c := 1; c < g.width(row); c++ {
		if !g.blank(row, c) {
			return false
		}
	}
	return true
}
