package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/servicemoments/moments/touchpoint"
)

// maxMerged is the number of blocks of merged cells that are looked at.
const maxMerged = 2_000

// workbook files of other kinds begin with these signs.
var (
	oldOffice = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}
	packed    = []byte("PK\x03\x04")
)

// readXLSX reads all sheets of a workbook.
func readXLSX(data []byte) (grids []*grid, err error) {
	seen, err := scan(data)
	if err != nil {
		return nil, err
	}
	// The library panics on some broken files. They are the user's, and get a
	// message like all others.
	defer func() {
		if recover() != nil {
			grids, err = nil, errors.New("this workbook is broken: its parts do not fit together; open it and save it anew")
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, ShortDatePattern: "yyyy-mm-dd", LongTimePattern: "h:mm:ss"})
	if err != nil {
		return nil, errors.New("this workbook is broken: it cannot be read; open it and save it anew")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for _, name := range f.GetSheetList() {
		if seen.sheets[seen.path(name)] == nil {
			continue // a sheet that is a chart
		}
		g, err := readSheet(f, name)
		if err != nil {
			return nil, fmt.Errorf("sheet %q cannot be read; open the workbook and save it anew", name)
		}
		grids = append(grids, g)
	}
	if len(grids) == 0 {
		return nil, errors.New("this workbook has no sheets")
	}
	seen.tell(grids)
	return grids, nil
}

func readSheet(f *excelize.File, name string) (*grid, error) {
	g := &grid{name: name, notes: map[[2]int]string{}, formulas: map[[2]int]bool{}, rich: map[[2]int]bool{}}
	shown, err := f.GetSheetVisible(name)
	if err != nil {
		return nil, err
	}
	g.hidden = !shown
	if g.rows, err = texts(f, name); err != nil {
		return nil, err
	}
	merged, err := f.GetMergeCells(name, true)
	if err != nil {
		return nil, err
	}
	for _, m := range merged[:min(len(merged), maxMerged)] {
		left, top, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 == nil && err2 == nil {
			g.merged = append(g.merged, area{top - 1, left - 1, bottom - 1, right - 1})
		}
	}
	sort.Slice(g.merged, func(i, j int) bool {
		a, b := g.merged[i], g.merged[j]
		return a.top < b.top || a.top == b.top && a.left < b.left
	})
	comments, err := f.GetComments(name)
	if err != nil {
		return nil, err
	}
	for _, c := range comments {
		if col, row, err := excelize.CellNameToCoordinates(c.Cell); err == nil {
			g.notes[[2]int{row - 1, col - 1}] = commentText(c)
		}
	}
	return g, nil
}

// commentText is what a remark says, without the name that offices put before it.
func commentText(c excelize.Comment) string {
	text := c.Text
	if text == "" {
		for _, p := range c.Paragraph {
			text += p.Text
		}
	}
	if at := strings.LastIndex(text, "Comment:\n"); strings.HasPrefix(text, "[Threaded comment]") && at >= 0 {
		text = text[at+len("Comment:\n"):]
	}
	if c.Author != "" {
		text = strings.TrimPrefix(text, c.Author+":")
	}
	return strings.TrimSpace(text)
}

// texts reads what the cells show, but numbers in full.
func texts(f *excelize.File, name string) ([][]string, error) {
	shown, err := f.GetRows(name)
	if err != nil {
		return nil, err
	}
	raw, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	for i := range shown {
		for j := range shown[i] {
			if i < len(raw) && j < len(raw[i]) && shown[i][j] != raw[i][j] {
				shown[i][j] = inFull(shown[i][j], raw[i][j])
			}
			shown[i][j] = unguard(shown[i][j])
		}
	}
	return shown, nil
}

// inFull is a number as it is stored, where it is only shown rounded; days and
// times stay as they are shown.
func inFull(shown, raw string) string {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return shown
	}
	if strings.HasSuffix(shown, "%") && v >= 0 && v <= 1 {
		return touchpoint.FormatShare(v)
	}
	if _, err := strconv.ParseFloat(strings.NewReplacer(",", "", " ", "").Replace(shown), 64); err == nil {
		return raw
	}
	return shown
}

// tell notes the formulas and formats that the first look found.
func (s *scanned) tell(grids []*grid) {
	for _, g := range grids {
		sheet := s.sheets[s.path(g.name)]
		for name := range sheet.formulas {
			put(g.formulas, name)
		}
		for name := range sheet.rich {
			put(g.rich, name)
		}
		for name, shared := range sheet.shared {
			if s.rich[shared] {
				put(g.rich, name)
			}
		}
	}
}

func put(set map[[2]int]bool, name string) {
	if col, row, err := excelize.CellNameToCoordinates(name); err == nil {
		set[[2]int{row - 1, col - 1}] = true
	}
}
