package sheet

import (
	"encoding/csv"
	"io"

	"github.com/servicemoments/moments/blueprint"
)

// Options say how a blueprint is written. The zero value works.
type Options struct {
	Form     Form   // empty: Board
	Language string // of headings and labels; empty: the blueprint's
}

// marker stands before the name of a table that shares its sheet with others.
const marker = "# "

// WriteCSV writes a blueprint as one CSV file in UTF-8: the board or the list
// first, and below it what they have no room for, table by table.
func WriteCSV(w io.Writer, b *blueprint.Blueprint, o Options) error {
	c, err := newCarrier(b, o.Language)
	if err != nil {
		return err
	}
	var rows [][]string
	if o.Form != List {
		for _, line := range c.layout().rows {
			if line[0].look == lookLegend {
				continue
			}
			cells := make([]string, len(line))
			for i, b := range line {
				cells[i] = b.text
			}
			rows = append(rows, cells)
		}
		rows = append(rows, nil, []string{marker + tableName(touchpointsTable, c.chinese)})
	}
	rows = append(rows, c.lines(c.touchpoints())...)
	for _, t := range c.others() {
		rows = append(append(rows, nil, []string{marker + tableName(t.name, c.chinese)}), c.lines(t)...)
	}
	return writeCSV(w, rows)
}

// lines are the rows of a table, its headings first.
func (c *carrier) lines(t table) [][]string {
	heads := make([]string, len(t.paths))
	for i, path := range t.paths {
		heads[i] = head(path, c.chinese, t.shape == "touchpoint")
	}
	return append([][]string{heads}, t.rows...)
}

// writeCSV writes rows of one width, with a byte order mark: without it offices
// take UTF-8 for something else.
func writeCSV(w io.Writer, rows [][]string) error {
	width := 1
	for _, r := range rows {
		width = max(width, len(r))
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, r := range rows {
		cells := make([]string, width)
		for i, text := range r {
			cells[i] = guard(text)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
