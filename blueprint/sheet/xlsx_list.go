package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
)

// spare are the rows below a list in which choices can be picked, too.
const spare = 200

// list writes the list of touchpoints on a sheet of its own.
func (b *book) list(sheet string, t table) error {
	b.sheet(sheet)
	end := b.table(sheet, 0, t, func(j int) float64 { return columnWidth(t.paths[j]) })
	fixed := slices.Index(t.paths, "title") + 1
	b.keep(b.file.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: fixed, YSplit: 1, TopLeftCell: cellName(1, fixed), ActivePane: "bottomRight"}))
	b.keep(b.file.AutoFilter(sheet, "A1:"+cellName(max(end-1, 1), len(t.paths)-1), nil))
	for j, path := range t.paths {
		b.keep(b.file.SetColWidth(sheet, columnName(j), columnName(j), columnWidth(path)))
		if options, strict := b.options(path); len(options) > 0 {
			b.offer(sheet, fmt.Sprintf("%s:%s", cellName(1, j), cellName(end+spare, j)), options, strict)
		}
	}
	b.paper(sheet, len(t.paths))
	return b.problem
}

func (b *book) sheet(name string) {
	if i, _ := b.file.GetSheetIndex(name); i < 0 {
		_, err := b.file.NewSheet(name)
		b.keep(err)
	}
}

func columnWidth(path string) float64 {
	switch path {
	case "title", "description", "notes", "fails", "standards.procedural", "standards.personal", "moment.standards", "moment.enhancers", "moment.detractors":
		return 34
	case colStep, colPlace, colNo:
		return 7
	}
	return 18
}

// table writes a table from a row on, and gives the row behind it.
func (b *book) table(sheet string, top int, t table, width func(column int) float64) int {
	heading := excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: letters, Bold: true, Color: b.color(scene.Background)}, Fill: b.fill(scene.Evidence), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true}}
	for j, path := range t.paths {
		b.text(sheet, top, j, head(path, b.chinese, t.shape == "touchpoint"))
		b.dress(sheet, area{top, j, top, j}, heading)
	}
	b.keep(b.file.SetRowHeight(sheet, top+1, 24))
	at := top + 1
	for _, cells := range t.rows {
		for _, part := range parts(cells) {
			lines := 1
			band := b.band(t, cells)
			for j, cell := range part {
				b.value(sheet, at, j, t.paths[j], cell)
				b.dress(sheet, area{at, j, at, j}, band)
				n := 0
				for _, line := range strings.Split(cell, "\n") {
					n += max(len(text.WrapColumns(line, int(width(j)))), 1)
					if n > 40 {
						break
					}
				}
				lines = max(lines, n)
			}
			b.keep(b.file.SetRowHeight(sheet, at+1, min(float64(lines)*lineHeight+4, maxHeight)))
			at++
		}
	}
	return at
}

// band is the dress of a row: a touchpoint lies on the ground of its lane.
func (b *book) band(t table, cells []string) excelize.Style {
	out := excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: letters, Color: b.color(scene.Ink)}, Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true}, Border: b.border(scene.Hairline, 1)}
	if j := slices.Index(t.paths, colLane); j >= 0 && t.shape == "touchpoint" {
		for _, l := range b.AllLanes() {
			if b.labels[l.ID] == cells[j] {
				_, paint := kindPaints(l.Kind)
				out.Fill = b.fill(paint)
			}
		}
	}
	return out
}

// value writes a number as a number, all else as text.
func (b *book) value(sheet string, row, col int, path, text string) {
	if v, ok := numeric(text); ok && path != "id" && path != "title" && path != "aliases" {
		b.keep(b.file.SetCellFloat(sheet, cellName(row, col), v, -1, 64))
		return
	}
	b.text(sheet, row, col, text)
}

// parts splits a row with longer texts than a cell holds into several: those
// behind the first begin with the sign for more.
func parts(cells []string) [][]string {
	var out [][]string
	for rest := cells; rest != nil; {
		this := slices.Clone(rest)
		var next []string
		for i, text := range rest {
			head, tail := cut(text)
			if this[i] = head; tail != "" {
				if next == nil {
					next = make([]string, len(cells))
				}
				next[i] = tail
			}
		}
		if len(out) > 0 {
			this[0] = more
		}
		out, rest = append(out, this), next
	}
	return out
}

// cut parts a text where a cell is full. A part begins with a letter or a digit,
// so that nothing has to be guarded or quoted anew.
func cut(text string) (head, tail string) {
	const most = maxCellSigns - 300
	if units(text) <= most {
		return text, ""
	}
	n := 0
	at := 0
	for i, r := range text {
		if n++; r > 0xffff {
			n++
		}
		if n > most {
			return text[:at], text[at:]
		}
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x4e00 && r < 0xa000 {
			if i > 0 && text[i-1] > ' ' {
				at = i
			}
		}
		if n > most-200 && at < i-150 {
			at = i // no such place near: a break anywhere
		}
	}
	return text, ""
}

// others writes all other tables on one sheet, one below the other.
func (b *book) others(sheet string, tables []table) error {
	b.sheet(sheet)
	title := excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 13, Bold: true, Color: b.color(scene.Ink)}}
	at, wide := 0, 2
	width := func(j int) float64 {
		if j == 1 {
			return 40
		}
		return 22
	}
	for _, t := range tables {
		b.text(sheet, at, 0, marker+tableName(t.name, b.chinese))
		b.dress(sheet, area{at, 0, at, 0}, title)
		at = b.table(sheet, at+1, t, width) + 1
		wide = max(wide, len(t.paths))
	}
	b.keep(b.file.SetColWidth(sheet, "A", columnName(wide-1), width(0)))
	b.keep(b.file.SetColWidth(sheet, "B", "B", width(1)))
	b.paper(sheet, wide)
	return b.problem
}

// options lists what may be picked in a column of the list, and whether nothing
// else may stand there.
func (b *book) options(path string) (options []string, strict bool) {
	switch path {
	case colLane:
		for _, l := range b.AllLanes() {
			options = append(options, b.labels[l.ID])
		}
		return options, false
	case "actor":
		for _, a := range b.Actors {
			options = append(options, a.ID)
		}
		return options, false
	case "moment":
		return []string{b.flat.vocab.flag("true"), b.flat.vocab.flag("critical")}, false
	}
	s := blueprint.ShapeNamed(b.flat.shapes, "touchpoint")
	names := strings.Split(path, ".")
	for i, name := range names {
		k, ok := s.Key(name)
		switch {
		case !ok || k.Many:
			return nil, false
		case k.Form == blueprint.FormShape:
			s = blueprint.ShapeNamed(b.flat.shapes, k.Shape)
			if i == len(names)-1 {
				if k, ok = s.Key(s.Short); !ok || k.Form != blueprint.FormWord {
					return nil, false
				}
				return b.said(s, k), !k.Open
			}
		case k.Form == blueprint.FormBool:
			return []string{b.flat.vocab.flag("true"), b.flat.vocab.flag("false")}, true
		case k.Form == blueprint.FormWord:
			return b.said(s, k), !k.Open
		}
	}
	return nil, false
}

// said lists the words of a key as they are written in this sheet.
func (b *book) said(s *blueprint.Shape, k *blueprint.Key) []string {
	var out []string
	for _, word := range k.Words {
		if text, ok := b.flat.vocab.say(s, k, word); ok {
			out = append(out, text)
		}
	}
	return out
}

// offer lets cells be filled from a list of choices.
func (b *book) offer(sheet, cells string, options []string, strict bool) {
	at := slices.IndexFunc(b.picks, func(p []string) bool { return slices.Equal(p, options) })
	if at < 0 {
		at = len(b.picks)
		b.picks = append(b.picks, options)
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	v.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%[2]s$%d", choicesSheet, columnName(at), len(options)))
	if strict {
		title, message := "Moments", "Pick one of the list."
		if b.chinese {
			message = "请从列表中选择。"
		}
		v.SetError(excelize.DataValidationErrorStyleStop, title, message)
	}
	v.ShowErrorMessage = strict
	b.keep(b.file.AddDataValidation(sheet, v))
}

// choices writes what can be picked on a sheet that is not shown.
func (b *book) choices() error {
	if len(b.picks) == 0 {
		return b.problem
	}
	b.sheet(choicesSheet)
	for j, options := range b.picks {
		for i, text := range options {
			b.text(choicesSheet, i, j, text)
		}
	}
	b.keep(b.file.SetSheetVisible(choicesSheet, false))
	return b.problem
}
