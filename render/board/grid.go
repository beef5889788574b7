package board

import (
	"cmp"
	"math"
	"slices"
)

// The measures of a board, in px.
const (
	gutter      = 48.0 // least gutter between two columns
	slotGutter  = 40.0 // least gutter between two slots of a column
	edgeGutter  = 24.0 // least gutter before the first and after the last column
	phaseGutter = 56.0 // least gutter with a hairline in it
	trackGap    = 12.0 // between two lines that run side by side in a channel
	gutterPad   = 18.0 // from a box to the nearest line in its gutter: room for a corner and a head
	hairGap     = 10.0 // from a hairline to the nearest line
	rowAbove    = 32.0 // least room above the boxes of a row
	rowBelow    = 28.0 // least room under the boxes of a row
	channelPad  = 22.0 // from a row's boxes to the nearest line above or under them
	rowPad      = 12.0 // from a row's border to the nearest line
	stackGap    = 24.0 // between two boxes of a stack
	stubLength  = 20.0 // from a box to its diamond
	diamondSize = 26.0
	portMargin  = 14.0 // what ports keep off the corners of their box, where marks stand
	wordPort    = 8.0  // how far past the middle ports go where words or a tag stand
	columnPort  = 16.0 // between two ports on an upper or lower side
	sidePort    = 12.0 // between two ports on a left or right side
	leastGap    = 10.0 // what lines side by side keep at the very least
	leastBox    = 12.0 // smaller boxes are laid out at this size
	mostSize    = 1e5  // larger or unreal sizes are cut
)

// A cell is what stands in one slot of one row: a box or a stack of them.
type cell struct {
	row, slot int
	boxes     []int // top to bottom
	up, down  float64
}

// A grid says who stands where: slots counted over all columns, the cells of
// every row and of every slot in order.
type grid struct {
	in        Input
	live      []bool // boxes with a place on the board
	rows      int
	slots     int
	firstSlot []int // per column, and one past the end
	slotCol   []int // column of each slot

	cells   []cell // by row, then slot
	rowFrom []int  // first cell of each row, and one past the end
	order   []int  // cells by slot, then row
	colFrom []int  // first entry of order of each slot, and one past the end
	colPos  []int  // where a cell stands in order

	cellOf  []int     // cell of a box
	layer   []int     // place of a box in its stack
	off     []float64 // y of the box's centre from its row's middle line
	left    []float64 // what the slot needs left of its centre line
	right   []float64 // and right of it
	diamond []float64 // and right of that for diamonds
}

func newGrid(in Input) *grid {
	g := &grid{in: clean(in), rows: len(in.Rows)}
	g.numberSlots()
	g.fillCells()
	g.measureCells()
	return g
}

// size makes a size usable whatever it is.
func size(v, least float64) float64 {
	if math.IsNaN(v) {
		return least
	}
	return min(max(v, least), mostSize)
}

func clean(in Input) Input {
	out := in
	out.Columns, out.Rows, out.Boxes = slices.Clone(in.Columns), slices.Clone(in.Rows), slices.Clone(in.Boxes)
	out.Edges = slices.Clone(in.Edges)
	for i := range out.Columns {
		out.Columns[i].MinWidth = size(out.Columns[i].MinWidth, 0)
	}
	for i := range out.Rows {
		r := &out.Rows[i]
		r.MinHeight, r.Footer = size(r.MinHeight, 0), size(r.Footer, 0)
	}
	for i := range out.Boxes {
		b := &out.Boxes[i]
		b.W, b.H = size(b.W, leastBox), size(b.H, leastBox)
		b.Above, b.Below = size(b.Above, 0), size(b.Below, 0)
	}
	for i := range out.Edges {
		e := &out.Edges[i]
		e.LabelW, e.LabelH = size(e.LabelW, 0), size(e.LabelH, 0)
		if e.LabelW == 0 || e.LabelH == 0 {
			e.LabelW, e.LabelH = 0, 0
		}
	}
	out.Left, out.Top = origin(in.Left), origin(in.Top)
	return out
}

func origin(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return min(max(v, -1e9), 1e9)
}

// numberSlots gives every slot that is used in a column its number on the
// board, left to right; a column without boxes has one empty slot.
func (g *grid) numberSlots() {
	in := g.in
	g.live = make([]bool, len(in.Boxes))
	byColumn := make([][]int, len(in.Columns))
	for i, b := range in.Boxes {
		if b.Column >= 0 && b.Column < len(in.Columns) && b.Row >= 0 && b.Row < len(in.Rows) {
			g.live[i] = true
			byColumn[b.Column] = append(byColumn[b.Column], i)
		}
	}
	g.cellOf = make([]int, len(in.Boxes))
	for c, boxes := range byColumn {
		g.firstSlot = append(g.firstSlot, g.slots)
		slices.SortStableFunc(boxes, func(a, b int) int { return cmp.Compare(in.Boxes[a].Slot, in.Boxes[b].Slot) })
		for k, b := range boxes {
			if k > 0 && in.Boxes[b].Slot != in.Boxes[boxes[k-1]].Slot {
				g.slots++
				g.slotCol = append(g.slotCol, c)
			}
			g.cellOf[b] = g.slots // the slot for now, the cell below
		}
		g.slots++
		g.slotCol = append(g.slotCol, c)
	}
	g.firstSlot = append(g.firstSlot, g.slots)
}

func (g *grid) fillCells() {
	var boxes []int
	for i, ok := range g.live {
		if ok {
			boxes = append(boxes, i)
		}
	}
	in, slotOf := g.in, g.cellOf
	slices.SortStableFunc(boxes, func(a, b int) int {
		return cmp.Or(cmp.Compare(in.Boxes[a].Row, in.Boxes[b].Row), cmp.Compare(slotOf[a], slotOf[b]),
			cmp.Compare(in.Boxes[a].Layer, in.Boxes[b].Layer))
	})
	g.rowFrom = make([]int, g.rows+1)
	g.layer = make([]int, len(in.Boxes))
	for i := 0; i < len(boxes); {
		row, slot, j := in.Boxes[boxes[i]].Row, slotOf[boxes[i]], i
		for j < len(boxes) && in.Boxes[boxes[j]].Row == row && slotOf[boxes[j]] == slot {
			g.layer[boxes[j]] = j - i
			j++
		}
		g.cells = append(g.cells, cell{row: row, slot: slot, boxes: boxes[i:j]})
		g.rowFrom[row+1]++
		i = j
	}
	for r := range g.rows {
		g.rowFrom[r+1] += g.rowFrom[r]
	}
	g.order = make([]int, len(g.cells))
	g.colFrom = make([]int, g.slots+1)
	for c := range g.cells {
		g.order[c] = c
		g.colFrom[g.cells[c].slot+1]++
		for _, b := range g.cells[c].boxes {
			g.cellOf[b] = c
		}
	}
	for s := range g.slots {
		g.colFrom[s+1] += g.colFrom[s]
	}
	slices.SortStableFunc(g.order, func(a, b int) int { return cmp.Compare(g.cells[a].slot, g.cells[b].slot) })
	g.colPos = make([]int, len(g.cells))
	for p, c := range g.order {
		g.colPos[c] = p
	}
}

// measureCells stacks the boxes of every cell around the row's middle line and
// finds the room that slots and cells need.
func (g *grid) measureCells() {
	g.off = make([]float64, len(g.in.Boxes))
	g.left, g.right, g.diamond = make([]float64, g.slots), make([]float64, g.slots), make([]float64, g.slots)
	for i := range g.cells {
		c := &g.cells[i]
		height := 0.0
		for k, b := range c.boxes {
			box := g.in.Boxes[b]
			if k > 0 {
				height += stackGap + g.in.Boxes[c.boxes[k-1]].Below + box.Above
			}
			g.off[b] = height + box.H/2
			height += box.H
			g.left[c.slot] = max(g.left[c.slot], box.W/2)
			if box.Choice {
				g.diamond[c.slot] = max(g.diamond[c.slot], box.W/2+stubLength+diamondOf(box))
			}
		}
		for _, b := range c.boxes {
			g.off[b] -= height / 2
		}
		c.up = height/2 + g.in.Boxes[c.boxes[0]].Above
		c.down = height/2 + g.in.Boxes[c.boxes[len(c.boxes)-1]].Below
	}
	for s := range g.slots {
		g.right[s] = g.left[s]
		g.diamond[s] = max(0, g.diamond[s]-g.right[s])
	}
}

// diamondOf is the size of a box's diamond: lines that leave the fail mark
// sideways pass above it.
func diamondOf(b Box) float64 { return min(diamondSize, b.H*0.6) }

// neighbours are the slots of the next cells in the row, -1 and the number of
// slots where there is none.
func (g *grid) neighbours(c int) (left, right int) {
	left, right = -1, g.slots
	r := g.cells[c].row
	if c > g.rowFrom[r] {
		left = g.cells[c-1].slot
	}
	if c+1 < g.rowFrom[r+1] {
		right = g.cells[c+1].slot
	}
	return left, right
}

// above and below are the rows of the next cells in the slot, -1 and the
// number of rows where there is none.
func (g *grid) aboveBelow(c int) (above, below int) {
	above, below = -1, g.rows
	s, p := g.cells[c].slot, g.colPos[c]
	if p > g.colFrom[s] {
		above = g.cells[g.order[p-1]].row
	}
	if p+1 < g.colFrom[s+1] {
		below = g.cells[g.order[p+1]].row
	}
	return above, below
}

func (g *grid) isTop(b int) bool { return g.layer[b] == 0 }

func (g *grid) isBottom(b int) bool { return g.layer[b] == len(g.cells[g.cellOf[b]].boxes)-1 }
