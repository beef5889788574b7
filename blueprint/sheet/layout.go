package sheet

import (
	"strconv"
	"strings"

	"github.com/servicemoments/moments/touchpoint"
)

// look says what a cell of a board is, so that it can be dressed.
type look int

const (
	lookNone look = iota
	lookTitle
	lookAbout
	lookLabel // of a row that is no lane
	lookPhase
	lookNumber
	lookHeading
	lookEvidenceLabel
	lookEvidence
	lookKind // name of a kind of lane
	lookLane // name of a lane
	lookCell
	lookLine
	lookWays
	lookLegend
)

// boxed is a cell of a board with its look.
type boxed struct {
	text string
	runs []run // the text in pieces, where it has colours
	look look
	kind touchpoint.Kind // of the lane
}

// area is a block of cells that are one.
type area struct{ top, left, bottom, right int }

// layout is a board as cells.
type layout struct {
	rows   [][]boxed
	merged []area
	labels int // columns left of the first step
	frozen int // rows above the first lane
	width  int // columns
}

// layout places the blueprint on a grid, from top to bottom: its title, phases,
// numbers and headings of the steps, evidence, lanes with the lines between
// them, written ways, legend.
func (c *carrier) layout() *layout {
	l := &layout{labels: 1}
	for _, lane := range c.lanes {
		if lane.Title != "" {
			l.labels = 2
		}
	}
	steps := c.Steps()
	l.width = l.labels + len(steps)
	l.add(c.row(l, lookTitle, plainLine(c.Title), nil))
	l.merge(len(l.rows)-1, 0, len(l.rows)-1, l.width-1)
	if about := plainLine(c.Description); about != "" {
		l.add(c.row(l, lookAbout, about, nil))
		l.merge(len(l.rows)-1, 0, len(l.rows)-1, l.width-1)
	}
	c.phaseRow(l)
	c.heads(l)
	l.frozen = len(l.rows)
	c.evidence(l)
	c.laneRows(l)
	c.below(l)
	return l
}

// row begins a row with a label in its first cell, and empty cells of a look.
func (c *carrier) row(l *layout, of look, label string, cells []boxed) []boxed {
	out := make([]boxed, l.width)
	for i := range out {
		out[i].look = of
	}
	out[0].text = label
	for i, b := range cells {
		b.look = of
		out[l.labels+i] = b
	}
	return out
}

func (l *layout) add(row []boxed) { l.rows = append(l.rows, row) }

func (l *layout) merge(top, left, bottom, right int) {
	if top != bottom || left != right {
		l.merged = append(l.merged, area{top, left, bottom, right})
	}
}

// label makes the first cells of the last row its label.
func (l *layout) label(of look) {
	at := len(l.rows) - 1
	for i := range l.labels {
		l.rows[at][i].look = of
	}
	l.merge(at, 0, at, l.labels-1)
}

func (c *carrier) phaseRow(l *layout) {
	named := false
	for _, p := range c.Phases {
		named = named || plainLine(p.Title) != ""
	}
	if !named && len(c.Phases) < 2 {
		return
	}
	row := c.row(l, lookPhase, head(colPhase, c.chinese, true), nil)
	l.add(row)
	l.label(lookLabel)
	at := l.labels
	for _, p := range c.Phases {
		if len(p.Steps) == 0 {
			continue
		}
		row[at].text = plainLine(p.Title)
		l.merge(len(l.rows)-1, at, len(l.rows)-1, at+len(p.Steps)-1)
		at += len(p.Steps)
	}
}

func (c *carrier) heads(l *layout) {
	var numbers, headings []boxed
	named := false
	for i, s := range c.Steps() {
		numbers = append(numbers, boxed{text: strconv.Itoa(i + 1)})
		headings = append(headings, boxed{text: plainLine(s.Title)})
		named = named || plainLine(s.Title) != ""
	}
	l.add(c.row(l, lookNumber, head(colStep, c.chinese, true), numbers))
	l.label(lookLabel)
	if named {
		l.add(c.row(l, lookHeading, head(colHeading, c.chinese, true), headings))
		l.label(lookLabel)
	}
}

func (c *carrier) evidence(l *layout) {
	var cells []boxed
	some := false
	for _, s := range c.Steps() {
		var lines []string
		for _, e := range s.Evidence {
			lines = append(lines, boardText(e.Title))
		}
		some = some || len(lines) > 0
		cells = append(cells, boxed{text: strings.Join(lines, "\n")})
	}
	if some {
		l.add(c.row(l, lookEvidence, c.words.Evidence, cells))
		l.label(lookEvidenceLabel)
	}
}

// laneRows are the lanes, and between two kinds the line that parts them.
func (c *carrier) laneRows(l *layout) {
	var last touchpoint.Kind
	first := 0 // row of the kind
	for i, lane := range c.lanes {
		if i > 0 && lane.Kind != last {
			l.merge(first, 0, len(l.rows)-1, 0)
			for _, line := range touchpoint.Crossed(last, lane.Kind) {
				l.add(c.row(l, lookLine, c.words.Line(line), nil))
				l.merge(len(l.rows)-1, 0, len(l.rows)-1, l.width-1)
			}
		}
		if i == 0 || lane.Kind != last {
			first, last = len(l.rows), lane.Kind
		}
		row := c.row(l, lookCell, "", nil)
		for j := range row {
			row[j].kind = lane.Kind
		}
		row[0].look = lookKind
		if first == len(l.rows) {
			row[0].text = c.words.Kind(lane.Kind)
		}
		if l.labels == 2 {
			row[1].look, row[1].text = lookLane, c.laneTitle(lane)
		} else {
			row[0].text = c.words.Kind(lane.Kind) // two lanes of a kind without titles
		}
		for j, s := range c.Steps() {
			row[l.labels+j].text, row[l.labels+j].runs = c.cellLines(s.Cells, lane.ID)
		}
		l.add(row)
	}
	if l.labels == 2 && len(c.lanes) > 0 {
		l.merge(first, 0, len(l.rows)-1, 0)
	}
}

func (c *carrier) below(l *layout) {
	var cells []boxed
	some := false
	for _, s := range c.Steps() {
		text := strings.Join(c.ways(s), "\n")
		some = some || text != ""
		cells = append(cells, boxed{text: text})
	}
	if some {
		l.add(c.row(l, lookWays, c.words.Ways, cells))
		l.label(lookLabel)
	}
	legend := c.legend()
	if len(legend) == 0 || l.width == l.labels {
		return
	}
	row := c.row(l, lookLegend, c.words.Legend, nil)
	for _, r := range legend {
		row[l.labels].text += r.text
	}
	row[l.labels].runs = legend
	l.add(row)
	l.label(lookLegend)
	l.merge(len(l.rows)-1, l.labels, len(l.rows)-1, l.width-1)
}
