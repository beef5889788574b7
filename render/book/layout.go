package book

import (
	"html/template"
	"math"
	"slices"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/render/internal/speak"
	"github.com/servicemoments/moments/render/text"
)

// pageRun is a part of a sheet: charts and narrow tables that flow in columns, or one
// table that takes the whole width.
type pageRun struct {
	Wide   bool
	Tall   bool // one of many rows: it flows in columns itself where so many fit
	Width  int  // of a tall one, in whole hundreds of px
	Blocks []pageBlock
}

// pageBlock is a chart or a table.
type pageBlock struct {
	Chart template.HTML
	Table *pageTable
	tall  float64 // height of a chart in px, about as pages show it
}

// height is about how tall a block is in a column, in px.
func (b pageBlock) height() float64 {
	if b.Table == nil {
		return b.tall
	}
	const head, row, more, note = 90, 32, 16, 42
	total := float64(head + note*len(b.Table.Notes))
	for _, r := range b.Table.Rows {
		total += row
		if text.Columns(r.Title) > 34 || slices.ContainsFunc(r.Cells, func(c pageCell) bool { return c.Interval != "" }) {
			total += more
		}
	}
	return total
}

// hole is how much emptier the emptier of two columns is at best.
func hole(blocks []pageBlock) float64 {
	all, first := 0.0, 0.0
	for _, b := range blocks {
		all += b.height()
	}
	best := all
	for _, b := range blocks {
		first += b.height()
		best = min(best, math.Abs(all-2*first))
	}
	return best
}

// mostHole is the largest hole in px that the last table may leave beside it: else it
// takes the whole width.
const mostHole = 260

// Sizes of the page's tables in px, as its style sheet has them.
const (
	columnWide = 620.0 // of a table in a column of the page; words are measured with a reserve
	mostHalf   = 900.0 // of half a tall table
	cellPad    = 16.0
	tallRows   = 18 // rows from which on a table is tall
)

// widths are about how wide the columns want to be.
func (t *pageTable) widths() []float64 {
	head, body, small, strong := text.Font{Size: 13, Weight: 700}, text.Font{Size: 15}, text.Font{Size: 11}, text.Font{Size: 15, Weight: 600}
	var out []float64
	for i, h := range t.Head {
		wide := text.LongestWord(h.Text, head)
		for _, r := range t.Rows {
			switch {
			case i == 0:
				wide = max(wide, min(text.Width(r.Title, body), 200))
			case r.Cells[i-1].Left:
				wide = max(wide, min(text.Width(r.Cells[i-1].Text, body), 180))
			default:
				c := r.Cells[i-1]
				sign := 0.0
				if c.Sign != "" {
					sign = 20
				}
				wide = max(wide, text.Width(c.Text, strong)+sign, text.Width(c.Interval, small))
			}
		}
		out = append(out, max(wide, 70)+cellPad)
	}
	return out
}

// halve divides a tall table, so that its halves may stand beside each other, and
// tells how wide one wants to be.
func (t *pageTable) halve() float64 {
	widths := t.widths()
	total := sum(widths)
	for _, w := range widths {
		t.Cols = append(t.Cols, int(math.Round(100*w/total)))
	}
	half := (len(t.Rows) + 1) / 2
	t.Parts = [][]pageRow{t.Rows[:half], t.Rows[half:]}
	return total
}

func sum(list []float64) float64 {
	total := 0.0
	for _, v := range list {
		total += v
	}
	return total
}

// runs lays the parts of a sheet out: what is narrow stands in columns, and no narrow
// table stands alone on a wide page if it can be helped.
func runs(charts []pageBlock, tables []*pageTable) []pageRun {
	var out []pageRun
	if len(charts) > 0 {
		out = append(out, pageRun{Blocks: charts})
	}
	for _, t := range tables {
		wide := sum(t.widths())
		narrow := wide <= columnWide
		t.Parts = [][]pageRow{t.Rows}
		if len(t.Rows) >= tallRows && wide <= mostHalf {
			out = append(out, pageRun{Wide: true, Tall: true, Width: max(600, int(math.Ceil(t.halve()/100))*100), Blocks: []pageBlock{{Table: t}}})
			continue
		}
		if last := len(out) - 1; narrow && last >= 0 && !out[last].Wide {
			out[last].Blocks = append(out[last].Blocks, pageBlock{Table: t})
			continue
		}
		out = append(out, pageRun{Wide: !narrow, Blocks: []pageBlock{{Table: t}}})
	}
	out = joined(out)
	for k := len(out) - 1; k >= 0; k-- {
		blocks := out[k].Blocks
		if last := len(blocks) - 1; !out[k].Wide && last == 2 && blocks[last].Table != nil && hole(blocks) > mostHole && hole(blocks[:last]) <= mostHole {
			out[k].Blocks = blocks[:last:last]
			out = slices.Insert(out, k+1, pageRun{Wide: true, Blocks: blocks[last:]})
		}
	}
	return out
}

// joined moves a narrow table that would stand alone into the columns before it; the
// first one takes another single one to itself, or else goes into the columns behind.
func joined(list []pageRun) []pageRun {
	alone := func(k int) bool { return !list[k].Wide && len(list[k].Blocks) == 1 }
	next := func(from int) int { // the next columns from a place on; -1: there are none
		at := slices.IndexFunc(list[from:], func(r pageRun) bool { return !r.Wide })
		if at < 0 {
			return -1
		}
		return from + at
	}
	first := next(0)
	if first < 0 {
		return list
	}
	for k := next(first + 1); k >= 0; k = next(k + 1) {
		switch {
		case alone(k):
			list[first].Blocks = append(list[first].Blocks, list[k].Blocks...)
			list = slices.Delete(list, k, k+1)
			k--
		case alone(first):
			list[k].Blocks = append(list[first].Blocks, list[k].Blocks...)
			list = slices.Delete(list, first, first+1)
			k--
			first = k
		default:
			first = k
		}
	}
	return list
}

// mostTiles is how many figures a page opens with.
const mostTiles = 8

// tiles are what the page opens with: the figures that its sheets find the most
// important, a fair share from each; where none says any, the first figure of each
// row of the first table.
func tiles(s speak.Speaker, b figures.Book) []pageTile {
	var out []pageTile
	add := func(title figures.Text, f figures.Figure) {
		tile := pageTile{Title: upper(s.Say(title)), Text: s.Value(f.Value, f.Unit), Interval: s.Interval(f)}
		if f.Tone != figures.NoTone {
			tile.Tone, tile.Sign = string(f.Tone), mark(f.Tone)
		}
		out = append(out, tile)
	}
	said := 0
	for _, sheet := range b.Sheets {
		said += len(sheet.Highlights)
	}
	for _, sheet := range b.Sheets {
		room := len(sheet.Highlights)
		if said > mostTiles {
			room = max(1, room*mostTiles/said)
		}
		for _, h := range sheet.Highlights[:min(room, len(sheet.Highlights))] {
			if len(out) < mostTiles {
				add(h.Title, h.Figure)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, sheet := range b.Sheets {
		if len(sheet.Tables) == 0 {
			continue
		}
		for _, r := range sheet.Tables[0].Rows {
			for _, c := range r.Cells {
				if c.Figure != nil && len(out) < mostTiles {
					add(r.Title, *c.Figure)
					break
				}
			}
		}
		return out
	}
	return out
}
