package sheet

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
)

// What a sheet can hold.
const (
	maxCellSigns = 32_767 // UTF-16 units in a cell
	maxColumns   = 16_384
)

// Names of the sheets that are not called after a table.
const choicesSheet = "Choices"

// Write writes a blueprint as a spreadsheet of a format.
func Write(w io.Writer, b *blueprint.Blueprint, f Format, o Options) error {
	switch f {
	case XLSX:
		return WriteXLSX(w, b, o)
	case CSV:
		return WriteCSV(w, b, o)
	}
	return fmt.Errorf("there is no format %q of spreadsheets; there are xlsx and csv", string(f))
}

// WriteXLSX writes a blueprint as a workbook: the board as it is drawn, unless
// only the list is asked for, the list of touchpoints with choices to pick from,
// and a sheet with all else. The same blueprint gives the same bytes.
func WriteXLSX(w io.Writer, b *blueprint.Blueprint, o Options) (err error) {
	c, err := newCarrier(b, o.Language)
	if err != nil {
		return err
	}
	book := &book{carrier: c, file: excelize.NewFile(), theme: scene.Light(), styles: map[string]int{}}
	defer func() { err = errors.Join(err, book.file.Close()) }()
	name := tableName(touchpointsTable, c.chinese)
	first := name
	if o.Form != List {
		first, _ = c.words.View("blueprint")
	}
	if err := book.file.SetSheetName("Sheet1", first); err != nil {
		return err
	}
	if o.Form != List {
		if err := book.board(first, c.layout()); err != nil {
			return err
		}
	}
	if err := book.list(name, c.touchpoints()); err != nil {
		return err
	}
	if err := book.others(tableName(serviceTable, c.chinese), c.others()); err != nil {
		return err
	}
	if err := book.choices(); err != nil {
		return err
	}
	if err := book.properties(); err != nil {
		return err
	}
	_, err = book.file.WriteTo(w)
	return err
}

// book is a workbook that is being written. Its first error is kept: nothing is
// written after it.
type book struct {
	*carrier
	file    *excelize.File
	theme   scene.Theme
	styles  map[string]int
	picks   [][]string // lists of the sheet of choices
	problem error
}

func (b *book) keep(err error) {
	if b.problem == nil {
		b.problem = err
	}
}

// properties fixes what would tell the hour.
func (b *book) properties() error {
	const fixed = "2000-01-01T00:00:00Z"
	return b.file.SetDocProps(&excelize.DocProperties{Title: plainLine(b.Title), Creator: "Moments", LastModifiedBy: "Moments", Created: fixed, Modified: fixed, Language: b.words.Language})
}

// text writes a text, kept from being run as a formula.
func (b *book) text(sheet string, row, col int, text string) {
	if text == "" {
		return
	}
	if text = guard(text); units(text) > maxCellSigns {
		b.keep(fmt.Errorf("cell %s would hold more than %d characters; write the list", ref{sheet, row, col, true}, maxCellSigns))
		return
	}
	b.keep(b.file.SetCellStr(sheet, cellName(row, col), literal(text)))
}

// units counts the characters of a text as spreadsheets do.
func units(text string) int {
	if len(text) <= maxCellSigns {
		return len(text) // at least as many as there are
	}
	n := 0
	for _, r := range text {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// rich writes a text in coloured pieces.
func (b *book) rich(sheet string, row, col int, text string, runs []run, size float64) {
	if guard(text) != text || literal(text) != text || units(text) > maxCellSigns {
		b.text(sheet, row, col, text)
		return
	}
	var out []excelize.RichTextRun
	for _, r := range runs {
		out = append(out, excelize.RichTextRun{Text: r.text, Font: &excelize.Font{Size: size, Bold: r.bold, Family: "Calibri", Color: b.color(r.paint)}})
	}
	b.keep(b.file.SetCellRichText(sheet, cellName(row, col), out))
}

func (b *book) color(p scene.Paint) string {
	return strings.ToUpper(strings.TrimPrefix(b.theme.Color(p), "#"))
}

// dress gives cells a style.
func (b *book) dress(sheet string, a area, s excelize.Style) {
	id, err := b.style(s)
	b.keep(err)
	b.keep(b.file.SetCellStyle(sheet, cellName(a.top, a.left), cellName(a.bottom, a.right), id))
}

// style registers a style once.
func (b *book) style(s excelize.Style) (int, error) {
	key := fmt.Sprintf("%+v %+v %+v", s.Border, s.Fill, s.Alignment)
	if s.Font != nil {
		key += fmt.Sprintf("%+v", *s.Font)
	}
	if s.Alignment != nil {
		key += fmt.Sprintf("%+v", *s.Alignment)
	}
	if id, ok := b.styles[key]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(&s)
	if err == nil {
		b.styles[key] = id
	}
	return id, err
}

func (b *book) fill(p scene.Paint) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{b.color(p)}}
}

// border is a line around a cell.
func (b *book) border(p scene.Paint, style int, sides ...string) []excelize.Border {
	if len(sides) == 0 {
		sides = []string{"left", "right", "top", "bottom"}
	}
	var out []excelize.Border
	for _, side := range sides {
		out = append(out, excelize.Border{Type: side, Color: b.color(p), Style: style})
	}
	return out
}

// numeric tells whether a text may be written as a number without a change.
func numeric(text string) (float64, bool) {
	if len(text) > 15 || !plainNumber.MatchString(text) {
		return 0, false
	}
	var v float64
	_, err := fmt.Sscanf(text, "%g", &v)
	return v, err == nil && !math.IsInf(v, 0)
}
