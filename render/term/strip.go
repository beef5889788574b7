package term

import (
	"strings"

	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// box is a touchpoint on a strip.
type box struct {
	t          *touchpoint.Touchpoint
	lines      []string
	badge      []string
	column     int  // of the strip
	row        int  // of the board
	below      bool // it follows the one above; otherwise they stand side by side
	x, y, w, h int
}

// strip draws some steps of the board.
func (v *viewer) strip(from, to int) string {
	s := &strip{viewer: v, from: from, to: to}
	s.fill()
	return s.draw()
}

type strip struct {
	*viewer
	from, to int
	boxes    []*box
	at       map[*touchpoint.Touchpoint]*box
	tops     []int // where each row of the board begins
	heights  []int
	header   int
	canvas   *canvas
}

// fill makes the boxes and places them.
func (s *strip) fill() {
	s.at = map[*touchpoint.Touchpoint]*box{}
	s.heights = make([]int, len(s.Rows))
	for row, lane := range s.Rows {
		s.heights[row] = max(len(text.WrapColumns(s.LaneName(lane), s.names)), 1)
		for c := s.from; c < s.to; c++ {
			s.heights[row] = max(s.heights[row], s.cell(row, c))
		}
	}
	s.header = s.headerHeight()
	y := s.header
	for row := range s.Rows {
		s.tops = append(s.tops, y)
		y += s.heights[row] + 1
	}
	for _, b := range s.boxes {
		b.y += s.tops[b.row]
	}
	s.canvas = newCanvas(s.viewer.width, max(y-1, s.header))
}

// cell stacks the boxes of a cell and gives its height.
func (s *strip) cell(row, column int) int {
	y := 0
	for i, t := range s.Cell(column, s.Rows[row].ID) {
		b := &box{t: t, lines: text.BalanceColumns(t.Title, s.room-4), badge: pack(s.Facts(t, s.o.ASCII), s.room-4), column: column - s.from, row: row, x: s.x(column - s.from), w: s.room}
		b.below = i > 0 && s.Kind(t).Onstage() && s.Place(t).Beside == 0
		if b.below {
			y++
		}
		b.y, b.h = y, 2+max(len(b.lines), 1)+len(b.badge)
		y += b.h
		s.boxes = append(s.boxes, b)
		s.at[t] = b
	}
	return y
}

// evidence are the lines of a step's evidence.
func (s *strip) evidence(column int) []string {
	var out []string
	for _, e := range s.Columns[column].Step.Evidence {
		for i, l := range text.WrapColumns(e.Title, s.room-2) {
			if i == 0 {
				l = "· " + l
			} else {
				l = "  " + l
			}
			if s.o.ASCII {
				l = strings.Replace(l, "·", "-", 1)
			}
			out = append(out, l)
		}
	}
	return out
}

func (s *strip) stepName(column int) []string {
	col := s.Columns[column]
	return text.WrapColumns(strings.TrimSpace(itoa(col.Number)+" "+prose.Line(col.Step.Title)), s.room)
}

// headerHeight is what phases, steps and evidence take, with a rule below.
func (s *strip) headerHeight() int {
	names, evidence := 0, 0
	for c := s.from; c < s.to; c++ {
		names = max(names, len(s.stepName(c)))
		evidence = max(evidence, len(s.evidence(c)))
	}
	if evidence > 0 {
		evidence = max(evidence, len(text.WrapColumns(s.Evidence, s.names)))
	}
	return 1 + names + evidence + 1
}

func (s *strip) draw() string {
	s.drawHeader()
	right := s.x(s.to-s.from) - 1
	for row, lane := range s.Rows {
		for i, l := range text.WrapColumns(s.LaneName(lane), s.names) {
			s.canvas.write(0, s.tops[row]+i, l, inkOf(lane.Kind))
		}
		if line, ok := s.LineBelow(row); ok {
			s.canvas.rule(s.tops[row]+s.heights[row], 0, right, s.glyphs.line(line))
		}
	}
	for _, b := range s.boxes {
		s.drawBox(b)
	}
	s.route()
	s.nameLines(right)
	return s.canvas.text(s.o.Color)
}

// nameLines writes the names of the lines as far right as no way crosses them.
// In a strip too full for that a line goes without: its kind is told by its
// pattern.
func (s *strip) nameLines(right int) {
	for row := range s.Rows {
		line, ok := s.LineBelow(row)
		if !ok {
			continue
		}
		name, y := " "+s.LineName(line)+" ", s.tops[row]+s.heights[row]
		for x := right - text.Columns(name) - 1; x >= 0; x-- {
			if s.canvas.ruled(x, x+text.Columns(name), y) {
				s.canvas.write(x, y, name, muted)
				break
			}
		}
	}
}

func (s *strip) drawHeader() {
	for c := s.from; c < s.to; c++ {
		if c > s.from && s.Columns[c].Phase == s.Columns[c-1].Phase {
			continue
		}
		end := c
		for end < s.to && s.Columns[end].Phase == s.Columns[c].Phase {
			end++
		}
		s.drawPhase(c, end)
	}
	y, evidence := 1, false
	for c := s.from; c < s.to; c++ {
		for i, l := range s.stepName(c) {
			s.canvas.write(s.x(c-s.from), 1+i, l, muted)
			y = max(y, 2+i)
		}
		evidence = evidence || len(s.evidence(c)) > 0
	}
	for c := s.from; c < s.to; c++ {
		for i, l := range s.evidence(c) {
			s.canvas.write(s.x(c-s.from), y+i, l, plain)
		}
	}
	if evidence {
		for i, l := range text.WrapColumns(s.Evidence, s.names) {
			s.canvas.write(0, y+i, l, muted)
		}
	}
	s.canvas.rule(s.header-1, 0, s.x(s.to-s.from)-1, s.glyphs.across)
}

func (s *strip) drawPhase(from, to int) {
	title := prose.Line(s.Blueprint.Phases[s.Columns[from].Phase].Title)
	if title == "" {
		return
	}
	left, right := s.x(from-s.from), s.x(to-s.from)-gutter
	s.canvas.write(left, 0, s.glyphs.bracketOpen, strong)
	name := text.WrapColumns(title, right-left-4)
	s.canvas.write(left+2, 0, name[0], strong)
	for x := left + 3 + text.Columns(name[0]); x < right-1; x++ {
		s.canvas.write(x, 0, s.glyphs.bracket, strong)
	}
	s.canvas.write(right-1, 0, s.glyphs.bracketShut, strong)
}

func (s *strip) drawBox(b *box) {
	f, i := s.glyphs.box, inkOf(s.Rows[b.row].Kind)
	if b.t.IsCritical() {
		f = s.glyphs.bold
	}
	right, bottom := b.x+b.w-1, b.y+b.h-1
	for x := b.x + 1; x < right; x++ {
		s.canvas.set(x, b.y, f.across, i)
		s.canvas.set(x, bottom, f.across, i)
	}
	for y := b.y + 1; y < bottom; y++ {
		s.canvas.set(b.x, y, f.down, i)
		s.canvas.set(right, y, f.down, i)
		for x := b.x + 1; x < right; x++ {
			s.canvas.set(x, y, " ", plain)
		}
	}
	for _, c := range []struct {
		x, y  int
		glyph string
	}{{b.x, b.y, f.ul}, {right, b.y, f.ur}, {right, bottom, f.lr}, {b.x, bottom, f.ll}} {
		s.canvas.set(c.x, c.y, c.glyph, i)
	}
	y := b.y + 1
	for _, l := range b.lines {
		s.canvas.write(b.x+2, y, l, plain)
		y++
	}
	badgeInk := truth
	if len(b.t.Fails) > 0 {
		badgeInk = alarm
	}
	for _, l := range b.badge {
		s.canvas.write(b.x+2, y, l, badgeInk)
		y++
	}
}
