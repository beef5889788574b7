package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/render/board"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// The measures of a board, in px.
const (
	margin     = 20.0 // around the picture
	leastBoxW  = 144.0
	mostBoxW   = 208.0
	leastBoxH  = 60.0
	boxPadX    = 10.0
	boxPadY    = 12.0
	bodyLine   = 17.0 // line height of box text
	smallLine  = 14.0
	notePadX   = 6.0
	noteBoxW   = 168.0 // a box gets this wide for its times to stand on one line
	mostLabel  = 3     // lines of a recovery's label
	goodLines  = 3     // a box gets wider before its title takes more lines
	calmHeight = 98.0  // boxes of a row up to this height are made equally high
	labelWidth = 92.0
	// widestLabel is for words that would take too many lines.
	widestLabel = 150.0
	oneLabel    = 80.0 // words and share stand on one line up to this width
	labelPadX   = 2.0
	labelPadY   = 2.0
	tagPad      = 6.0
	tagHeight   = 16.0
	tagOut      = 6.0  // by which a tag stands out to the left of its box
	tagClear    = 14.0 // from a tag to the middle of the lower border, where ways leave
	markRadius  = 10.0
	endSize     = 20.0
)

// size gives every box its width and height: boxes of a column are equally
// wide, those of a row equally high as long as none is much higher.
func (p *plan) size() {
	for i := range p.columns {
		p.columns[i].width = leastBoxW
	}
	for i := range p.boxes {
		if b := &p.boxes[i]; b.standing == aTouchpoint {
			b.tagW = p.tagWidth(b.tag)
			c := &p.columns[b.column]
			c.width = max(c.width, p.setter.goodWidth(b.t.Title), 2*(b.tagW-tagOut+tagClear), p.noteWidth(b))
		}
	}
	high := make([]float64, len(p.lanes))
	for i := range p.boxes {
		b := &p.boxes[i]
		if b.standing != aTouchpoint {
			b.w, b.h = endSize, endSize
			continue
		}
		b.w = p.columns[b.column].width
		p.fill(b)
		if b.h <= calmHeight {
			high[b.row] = max(high[b.row], b.h)
		}
	}
	for i := range p.boxes {
		if b := &p.boxes[i]; b.standing == aTouchpoint && b.h <= calmHeight {
			b.h = high[b.row]
		}
	}
	for i := range p.columns {
		c := &p.columns[i]
		if c.step != nil {
			c.heading = p.setter.Balance(c.step.Title, headingFont, c.width+24)
		}
	}
}

func (p *plan) tagWidth(tag string) float64 {
	if tag == "" {
		return 0
	}
	return p.setter.Width(tag, tagFont) + 2*tagPad
}

// notes are the smaller lines of a touchpoint, not wrapped yet.
func (p *plan) notes(t *touchpoint.Touchpoint) []note {
	var notes []note
	if p.options.shows(PartTimes) {
		notes = append(notes, note{p.labels.wait(t.Wait), scene.Wait}, note{p.labels.time(t.Time), scene.Muted})
	}
	if p.options.Detail == Full {
		for _, l := range p.more(t) {
			notes = append(notes, note{l, scene.Muted})
		}
	}
	if t.Optional {
		notes = append(notes, note{p.labels.Optional, scene.Muted})
	}
	if len(t.For) > 0 {
		notes = append(notes, note{fmt.Sprintf(p.labels.Only, p.labels.join(p.personaNames(t.For))), scene.Muted})
	}
	return notes
}

func (p *plan) personaNames(ids []string) []string {
	names := slices.Clone(ids)
	for i, id := range ids {
		for _, persona := range p.personas {
			if persona.ID == id && persona.Title != "" {
				names[i] = persona.Title
			}
		}
	}
	return names
}

func (p *plan) noteWidth(b *box) float64 {
	wide := 0.0
	for _, n := range p.notes(b.t) {
		wide = max(wide, p.setter.Width(n.line, smallFont)+2*notePadX)
	}
	if p.options.Detail == Full {
		return min(wide, mostBoxW)
	}
	return min(wide, noteBoxW)
}

// fill wraps what stands in a box and finds its height.
func (p *plan) fill(b *box) {
	b.lines = p.setter.Balance(b.t.Title, bodyFont, b.w-2*boxPadX)
	for _, n := range p.notes(b.t) {
		for _, l := range p.setter.wrapped(n.line, smallFont, b.w-2*notePadX) {
			b.notes = append(b.notes, note{l, n.paint})
		}
	}
	b.badges = p.badges(b.t.ID, b.w-2*notePadX)
	b.h = max(leastBoxH, b.needs())
}

// needs is the least height that holds what stands in a box.
func (b *box) needs() float64 {
	return boxPadY + b.words() + max(boxPadY, b.iconRoom())
}

// words is the height of the lines in a box, and of the badges under them.
func (b *box) words() float64 {
	return float64(len(b.lines))*bodyLine + float64(len(b.notes))*smallLine + badgesHigh(b.badges)
}

// top is where the first line in a box begins.
func (b *box) top(r scene.Rect) float64 {
	return r.Y + min((r.H-b.words())/2, r.H-b.words()-b.iconRoom())
}

// lastLine is the width of the lowest line.
func (b *box) lastLine() float64 {
	switch {
	case len(b.badges) > 0:
		return rowWide(b.badges[len(b.badges)-1])
	case len(b.notes) > 0:
		return b.setter.Width(b.notes[len(b.notes)-1].line, smallFont)
	case len(b.lines) > 0:
		return b.setter.Width(b.lines[len(b.lines)-1], bodyFont)
	}
	return 0
}

// above is the room that marks take over a box, below the room of its tag.
func (b *box) above() float64 {
	if b.standing == aTouchpoint && (b.t.Moment != nil || len(b.t.Fails) > 0 || b.t.Wait != nil) {
		return 12
	}
	return 0
}

func (b *box) below() float64 {
	if b.tag != "" || b.standing == aTouchpoint && b.t.See != "" {
		return tagHeight / 2
	}
	return 0
}

// short cuts the words on a way after some lines.
func short(lines []string, most int) []string {
	if len(lines) <= most {
		return lines
	}
	lines = lines[:most:most]
	lines[most-1] += "…"
	return lines
}

// bound is a blank at which lines are not broken.
const bound = "\u00a0"

func bind(s string) string { return strings.ReplaceAll(text.Clean(s), " ", bound) }

// input is the plan as a board of bare boxes.
func (p *plan) input(left float64) board.Input {
	in := board.Input{Left: left}
	for _, c := range p.columns {
		in.Columns = append(in.Columns, board.Column{MinWidth: c.width, Phase: c.phase})
	}
	for i, l := range p.lanes {
		row := board.Row{Band: l.band, MinHeight: p.laneHeight(i)}
		if i+1 < len(p.lanes) && p.lanes[i+1].band != l.band {
			row.Footer = lineFooter
		}
		in.Rows = append(in.Rows, row)
	}
	for i := range p.boxes {
		b := &p.boxes[i]
		in.Boxes = append(in.Boxes, board.Box{
			Column: b.column, Row: b.row, Slot: b.slot, Layer: b.layer, W: b.w, H: b.h,
			Above: b.above(), Below: b.below(), Choice: b.choice,
		})
	}
	for _, e := range p.edges {
		w, h := p.labelSize(&e)
		in.Edges = append(in.Edges, board.Edge{From: e.from, To: e.to, Kind: e.kind, FromChoice: e.choice, Both: e.both, LabelW: w, LabelH: h})
	}
	return in
}
