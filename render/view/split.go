package view

import (
	"slices"
	"strconv"
)

// strips is the plan cut into parts of at most so many columns, at phases where
// that goes. A way from one part to another ends in a mark and begins again
// under the same letter.
func (p *plan) strips() []*strip {
	cuts := p.cuts(p.options.Wrap)
	only, one := p.onlyPhase()
	if one {
		cuts = p.cutsAround(only)
	}
	if len(cuts) < 2 {
		return []*strip{p.strip(p)}
	}
	c := cutter{plan: p, of: make([]int, len(p.columns)), letters: map[int]string{}}
	for i, cut := range cuts {
		for k := cut.from; k < cut.to; k++ {
			c.of[k] = i
		}
	}
	for _, cut := range cuts {
		c.parts = append(c.parts, c.part(cut))
	}
	for i := range p.edges {
		c.deal(&p.edges[i])
	}
	p.wrapped = len(c.letters) > 0
	var strips []*strip
	for i, part := range c.parts {
		if one && (cuts[i].from < only.from || cuts[i].to > only.to) {
			continue
		}
		part.close()
		strips = append(strips, p.strip(&part.plan))
	}
	return strips
}

func (p *plan) strip(part *plan) *strip {
	return &strip{plan: part, broken: make([]bool, len(part.lanes))}
}

// cut is a run of columns.
type cut struct{ from, to int }

// cuts finds the fewest parts, and of those the most even ones.
func (p *plan) cuts(most int) []cut {
	if most <= 0 || len(p.columns) <= most {
		return nil
	}
	best := p.cutAt(most)
	for bound := most - 1; bound > 0; bound-- {
		cuts := p.cutAt(bound)
		if len(cuts) > len(best) {
			break
		}
		best = cuts
	}
	return best
}

// cutAt fills parts with whole phases up to a bound; a phase that is longer is
// cut within.
func (p *plan) cutAt(bound int) []cut {
	var cuts []cut
	start, phase := 0, 0 // where the part and the phase begin
	for i := range p.columns {
		if i > 0 && p.columns[i].phase != p.columns[i-1].phase {
			phase = i
		}
		if i-start < bound {
			continue
		}
		at := phase
		if at <= start {
			at = i
		}
		cuts = append(cuts, cut{start, at})
		start = at
	}
	return append(cuts, cut{start, len(p.columns)})
}

// cutter deals the boxes and edges of a plan to its parts.
type cutter struct {
	*plan
	of      []int // part of each column
	parts   []*part
	letters map[int]string // by the box that a way leads to
}

// part is a plan of its own with a column for marks before and after.
type part struct {
	plan
	boxes map[int]int    // box of the whole plan -> box of the part
	ports map[port]int   // mark -> box of the part
	used  [2]bool        // marks stand before, after
	depth map[[2]int]int // marks in a row, by side and row
}

// port is a mark where ways to one box leave the part, or come in.
type port struct {
	owner, target, side int
	in                  bool
	word                string // of one where ways come in
}

const (
	before = iota
	after
)

func (c *cutter) part(k cut) *part {
	out := &part{boxes: map[int]int{}, ports: map[port]int{}, depth: map[[2]int]int{}}
	out.plan = plan{labels: c.labels, setter: c.setter, options: c.options, lanes: c.lanes, bands: c.bands, over: c.over, personas: c.personas, actors: c.actors}
	edge := func(like column) column { return column{phase: like.phase, number: like.number, width: endSize} }
	out.columns = append(out.columns, edge(c.columns[k.from]))
	out.columns = append(out.columns, c.columns[k.from:k.to]...)
	out.columns = append(out.columns, edge(c.columns[k.to-1]))
	for i := range c.plan.boxes {
		b := c.plan.boxes[i]
		if b.column < k.from || b.column >= k.to {
			continue
		}
		b.column += 1 - k.from
		out.boxes[i] = len(out.plan.boxes)
		out.plan.boxes = append(out.plan.boxes, b)
	}
	return out
}

// deal gives an edge to the part that holds it, or a piece to each of two.
func (c *cutter) deal(e *edge) {
	from, to := c.of[c.plan.boxes[e.from].column], c.of[c.plan.boxes[e.to].column]
	a, b := c.parts[from], c.parts[to]
	if from == to {
		piece := *e
		piece.from, piece.to = a.boxes[e.from], a.boxes[e.to]
		a.plan.edges = append(a.plan.edges, piece)
		return
	}
	letter, ok := c.letters[e.to]
	if !ok {
		letter = letterOf(len(c.letters))
		c.letters[e.to] = letter
	}
	out, in := after, before
	if to < from {
		out, in = before, after
	}
	leave := *e
	leave.part = "begin"
	leave.from = a.boxes[e.from]
	leave.to, _ = a.mark(port{owner: e.from, target: e.to, side: out}, a.boxes[e.from], c.onwardWord(c.plan.boxes[e.to].column, letter))
	a.plan.edges = append(a.plan.edges, leave)

	word := c.onwardWord(c.plan.boxes[e.from].column, letter)
	mark, fresh := b.mark(port{target: e.to, side: in, in: true, word: word}, b.boxes[e.to], word)
	if !fresh {
		return // ways to one box come in together
	}
	enter := *e
	enter.part, enter.kind, enter.choice, enter.label, enter.said = "end", 0, false, nil, ""
	enter.from, enter.to = mark, b.boxes[e.to]
	b.plan.edges = append(b.plan.edges, enter)
}

// mark returns the box of a mark in the row of the box it belongs to, and
// whether it is a new one.
func (p *part) mark(at port, owner int, letter string) (index int, fresh bool) {
	if i, ok := p.ports[at]; ok {
		return i, false
	}
	o := p.plan.boxes[owner]
	column := 0
	if at.side == after {
		column = len(p.columns) - 1
	}
	p.used[at.side] = true
	i := len(p.plan.boxes)
	p.ports[at] = i
	p.plan.boxes = append(p.plan.boxes, box{
		standing: anOnward, t: o.t, column: column, row: o.row, layer: p.depth[[2]int{at.side, o.row}], word: letter, w: endSize, h: endSize,
	})
	p.depth[[2]int{at.side, o.row}]++
	return i, true
}

// close drops the columns for marks that are not used.
func (p *part) close() {
	if !p.used[after] {
		p.columns = p.columns[:len(p.columns)-1]
	}
	if !p.used[before] {
		p.columns = slices.Clone(p.columns[1:])
		for i := range p.plan.boxes {
			p.plan.boxes[i].column--
		}
	}
}

// letterOf counts A to Z, then A1 and so on.
func letterOf(n int) string {
	letter := string(rune('A' + n%26))
	if n >= 26 {
		letter += strconv.Itoa(n / 26)
	}
	return letter
}
