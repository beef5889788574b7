// Package sheet carries blueprints into spreadsheets and back. What comes in is
// a blueprint, or an XLSX or CSV file; what goes out is the other.
//
// A spreadsheet has one of two forms. The board is what designers draw: steps
// are columns, lanes are rows, phases stand above, evidence on top. The list has
// a touchpoint in each row and what is known of it in columns. Both carry the
// whole blueprint: what finds no place on the board stands in the tables below
// it or on the sheets behind it, so that nothing is lost on the way there and
// back.
//
// [Read] takes sheets of other people, too: it knows what they call their rows
// and columns, asks where it is not sure, and tells by sheet and cell what it
// could not take.
package sheet

import (
	"fmt"
	"strings"
)

// Format is a file format of spreadsheets.
type Format string

// The formats.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// Formats lists the formats.
func Formats() []Format { return []Format{XLSX, CSV} }

// Form is how a blueprint is laid out in a spreadsheet.
type Form string

// The forms.
const (
	Board Form = "board" // steps are columns, lanes are rows
	List  Form = "list"  // a touchpoint is a row
)

// Forms lists the forms, the default first.
func Forms() []Form { return []Form{Board, List} }

// ref is a cell of a sheet; rows and columns count from 0.
type ref struct {
	sheet    string
	row, col int
	ok       bool // false: no cell
}

// String is the cell as spreadsheets name it: Blueprint!C7.
func (r ref) String() string {
	switch {
	case !r.ok:
		return ""
	case r.sheet == "":
		return cellName(r.row, r.col)
	}
	return r.sheet + "!" + cellName(r.row, r.col)
}

// cellName is the name of a cell within its sheet.
func cellName(row, col int) string { return columnName(col) + fmt.Sprint(row+1) }

func columnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// Finding is something about a spreadsheet that its owner should know: what
// could not be taken, or was taken for something.
type Finding struct {
	Cell    string // Blueprint!C7; empty where it is about the whole file
	Message string
	Hint    string
	Failed  bool // it could not be read at all, or a mapping is needed
}

// String is one line.
func (f Finding) String() string {
	var parts []string
	for _, p := range []string{f.Cell, f.Message} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	out := strings.Join(parts, ": ")
	if f.Hint != "" {
		out += "; " + f.Hint
	}
	return out
}

// Findings is a list of them. As an error it says every one, a line each.
type Findings []Finding

// Error writes all findings, a line each.
func (fs Findings) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Failed are the findings because of which there is no blueprint.
func (fs Findings) Failed() Findings {
	var out Findings
	for _, f := range fs {
		if f.Failed {
			out = append(out, f)
		}
	}
	return out
}
