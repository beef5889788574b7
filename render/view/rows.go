package view

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// Row is a row that can stand under a board, with a cell for each step.
type Row string

// The rows.
const (
	RowTimes   Row = "times"   // what customers spend: the step's time, else its customers', else that on stage; and waits
	RowEmotion Row = "emotion" // how customers feel
	RowMetrics Row = "metrics" // what is watched
	RowPolicy  Row = "policy"  // rules that bind
	RowNotes   Row = "notes"   // the notes of the step and its touchpoints
)

// Rows lists the rows, top to bottom.
func Rows() []Row { return []Row{RowTimes, RowEmotion, RowMetrics, RowPolicy, RowNotes} }

// underRow is a row of a strip with its cells.
type underRow struct {
	row   Row
	cells []underCell // by column
	top   float64
	high  float64
}

// underCell is what a row says of a step.
type underCell struct {
	lines []string
	at    []float64 // where the lines stand, from the top of the cell to their middles
	faces []int     // of the emotions, one for each line
	high  float64
}

// add sets lines under those that are there.
func (c *underCell) add(lines []string, least float64) {
	top := c.high
	if top > 0 && least > underLine {
		top += 4
	}
	own := float64(len(lines)) * underLine
	for k := range lines {
		c.lines, c.at = append(c.lines, lines[k]), append(c.at, top+max(0, least-own)/2+(float64(k)+0.5)*underLine)
	}
	c.high = top + max(least, own)
}

const (
	underLine = 15.0
	underPad  = 10.0
	underFace = 2*faceRadius + 6
)

// placeRows sets the rows that were asked for under the board.
func (s *strip) placeRows() {
	y := s.bottom
	for _, row := range Rows() {
		if index(s.options.Rows, row) < 0 {
			continue
		}
		u := underRow{row: row, top: y}
		for i := range s.columns {
			var cell underCell
			if s.columns[i].step != nil {
				span := s.layout.Columns[i]
				cell = s.cell(row, s.columns[i].step, span.Max-span.Min)
			}
			u.high = max(u.high, cell.high)
			u.cells = append(u.cells, cell)
		}
		if u.high == 0 {
			continue
		}
		u.high = max(u.high, nameLine) + 2*underPad
		s.under = append(s.under, u)
		y += u.high
	}
	s.bottom = y
}

// cell is what a row says of a step, wrapped.
func (s *strip) cell(row Row, step *blueprint.Step, room float64) underCell {
	if row == RowEmotion {
		return s.feelings(step, room)
	}
	var cell underCell
	for _, fact := range s.facts(row, step) {
		cell.add(s.setter.wrapped(fact, smallFont, room), underLine)
	}
	return cell
}

// facts are what a row says of a step: of itself, and of its touchpoints.
func (s *strip) facts(row Row, step *blueprint.Step) []string {
	var out []string
	add := func(fact string) {
		if fact = text.Clean(fact); fact != "" && index(out, fact) < 0 {
			out = append(out, fact)
		}
	}
	metrics := func(list []touchpoint.Metric) {
		for _, m := range list {
			add(s.labels.metric(m))
		}
	}
	switch row {
	case RowTimes:
		add(s.labels.time(step.Time))
	case RowMetrics:
		metrics(step.Metrics)
	case RowPolicy:
		add(step.Policy)
	case RowNotes:
		add(step.Notes)
	}
	own, busy := len(out) > 0, false
	s.eachTouchpoint(step, func(t *touchpoint.Touchpoint, k touchpoint.Kind) {
		switch row {
		case RowTimes:
			if s.detour(t) {
				return
			}
			if w := s.labels.wait(t.Wait); w != "" {
				add(s.labels.Wait + " " + w)
			}
			// A step lasts as long as its customer is busy, or is waited on.
			if words := s.labels.time(t.Time); words != "" && k.Onstage() && !own && (k == touchpoint.Customer || !busy) {
				add(words)
				busy = busy || k == touchpoint.Customer
			}
		case RowMetrics:
			metrics(t.Metrics)
		case RowPolicy:
			add(t.Policy)
		case RowNotes:
			add(t.Notes)
		}
	})
	return out
}

// detour tells whether a touchpoint stands off the customer's way.
func (s *strip) detour(t *touchpoint.Touchpoint) bool {
	return s.any(func(b *box) bool { return b.t == t && b.detour })
}

func (s *strip) eachTouchpoint(step *blueprint.Step, visit func(*touchpoint.Touchpoint, touchpoint.Kind)) {
	for _, l := range s.lanes {
		for _, cell := range step.Cells {
			if cell.Lane != l.ID {
				continue
			}
			for _, stack := range cell.Stacks {
				for _, t := range stack {
					if t != nil {
						visit(t, l.Kind)
					}
				}
			}
		}
	}
}

// metric writes a figure that is watched, with what it should be.
func (l labels) metric(m touchpoint.Metric) string {
	name := m.Title
	if m.Value != nil {
		name += l.Colon + bind(strconv.FormatFloat(*m.Value, 'f', -1, 64)+" "+m.Unit)
	}
	if m.Target != nil {
		name += l.Separator + fmt.Sprintf(l.Target, bind(strconv.FormatFloat(*m.Target, 'f', -1, 64)+" "+m.Unit))
	}
	return strings.TrimSpace(name)
}

// feelings are the emotions of a step: its own, else those of its touchpoints.
// Personas who feel alike share a face.
func (s *strip) feelings(step *blueprint.Step, room float64) underCell {
	var cell underCell
	emotion := step.Emotion
	s.eachTouchpoint(step, func(t *touchpoint.Touchpoint, _ touchpoint.Kind) {
		if emotion == nil {
			emotion = t.Emotion
		}
	})
	if emotion == nil {
		return cell
	}
	type mood struct {
		value float64
		names []string
	}
	var moods []mood
	add := func(v float64, name string) {
		for i := range moods {
			if moods[i].value == v {
				moods[i].names = append(moods[i].names, name)
				return
			}
		}
		moods = append(moods, mood{v, []string{name}})
	}
	for _, p := range s.personas {
		if v, ok := emotion.Feels(p.ID); ok {
			add(v, s.personaNames([]string{p.ID})[0])
		}
	}
	if len(s.personas) == 0 {
		if v, ok := emotion.Feels(""); ok {
			add(v, "")
		}
	}
	for _, m := range moods {
		v := int(math.Round(min(2, max(-2, m.value))))
		words := s.labels.Curve.Feelings[v+2]
		if len(moods) > 1 {
			words = s.labels.join(m.names) + s.labels.Colon + words
		}
		lines := s.setter.Balance(words, smallFont, room-underFace)
		cell.add(lines, 2*faceRadius+2)
		for k := range lines {
			face := noFace
			if k == (len(lines)-1)/2 {
				face = v
			}
			cell.faces = append(cell.faces, face)
		}
	}
	return cell
}

const noFace = 99 // of a line that goes on

// drawRows draws the rows under the board like the band of the evidence.
func (s *strip) drawRows() []scene.Group {
	var groups []scene.Group
	width := s.width - 2*margin
	for _, u := range s.under {
		name := s.setter.nameLines(s.labels.row(u.row))
		g := scene.Group{Role: scene.RoleLane, ID: "row-" + string(u.row), Data: []scene.Datum{{Name: "kind", Value: "row"}}}
		g.Items = band(u.top, u.high, width, scene.Evidence, scene.EvidenceBand)
		g.Items = append(g.Items, scene.Path{
			Points: []scene.Point{{X: margin, Y: u.top}, {X: margin + width, Y: u.top}}, Style: scene.Style{Stroke: scene.Hairline, Width: 1},
		})
		g.Items = append(g.Items, block(name, margin+barWidth+namePad, u.top+u.high/2, s.nameW, nameLine, strongFont, scene.Evidence, scene.Start)...)
		groups = append(groups, g)
		for i, cell := range u.cells {
			if len(cell.lines) > 0 {
				groups = append(groups, s.drawRowCell(u, i, cell))
			}
		}
	}
	return groups
}

func (s *strip) drawRowCell(u underRow, i int, cell underCell) scene.Group {
	span, c := s.layout.Columns[i], &s.columns[i]
	g := scene.Group{
		Role: scene.RoleLabel, Name: text.Clean(s.labels.row(u.row) + s.labels.Colon + strings.Join(cell.lines, " ")),
		Data:  []scene.Datum{{Name: "of", Value: c.stepName()}, {Name: "row", Value: string(u.row)}, {Name: "step", Value: c.stepName()}},
		Items: []scene.Item{scene.Rect{X: span.Min, Y: u.top + 1, W: span.Max - span.Min, H: u.high - 2}},
	}
	top := u.top + (u.high-cell.high)/2
	x, anchor := (span.Min+span.Max)/2, scene.Middle
	if len(cell.faces) > 0 {
		x, anchor = x-(s.setter.Block(cell.lines, smallFont)+underFace)/2, scene.Start
	}
	for k, l := range cell.lines {
		y, at := snap(top+cell.at[k]), x
		if len(cell.faces) > 0 {
			at += underFace
			if v := cell.faces[k]; v != noFace {
				g.Items = append(g.Items, face(x+faceRadius, y, v)...)
			}
		}
		g.Items = append(g.Items, words(at, y+baseline(smallFont), span.Max-span.Min, smallFont, scene.Ink, anchor, l))
	}
	return g
}

// row is the name of a row.
func (l labels) row(r Row) string { return at(l.Rows[:], index(Rows(), r), string(r)) }
