package measure

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// csv reads a table whose first line names the columns. Commas, semicolons or tabs
// part them: what the first line has most of. With semicolons and tabs a number
// may have a decimal comma, as spreadsheets write it in many countries.
func (r *answerReader) csv() {
	text := r.source.Text
	mark := len(text) - len(bytes.TrimPrefix(text, []byte("\ufeff")))
	body := text[mark:]
	comma := delimiter(body)
	r.decimalComma = comma != ','
	table := csv.NewReader(bytes.NewReader(body))
	table.Comma, table.ReuseRecord, table.FieldsPerRecord = comma, true, -1
	lines := &lineStarts{text: body, mark: mark}

	head, err := table.Read()
	if err != nil {
		r.csvError(err, lines, "there is nothing in this file")
		return
	}
	columns := r.header(head, table, lines)
	if columns == nil {
		return
	}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.csvError(err, lines, "")
			return
		}
		if !r.row(row, columns, table, lines) {
			return
		}
	}
}

// header finds the columns by their names; nil where there is nothing to read.
func (r *answerReader) header(head []string, table *csv.Reader, lines *lineStarts) []*field {
	columns := make([]*field, len(head))
	seen, wrong := map[string]bool{}, false
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		from, to := lines.cell(table, i, head[i])
		f, ok := r.field(name)
		switch {
		case name == "" && len(head) > 1: // a column that nobody named is nobody's data
		case !ok:
			r.unknownColumn(name, from, to)
			wrong = true
		case seen[name]:
			r.reportAt(from, to, fmt.Sprintf("the column %q is there twice", name), "leave one out")
			wrong = true
		default:
			columns[i] = &f
		}
		seen[name] = true
	}
	if wrong {
		return nil
	}
	return columns
}

// row reads a line of the table, and tells whether to go on.
func (r *answerReader) row(row []string, columns []*field, table *csv.Reader, lines *lineStarts) bool {
	from, to := lines.cell(table, 0, row[0])
	a, good, empty := Answer{Line: from.line}, true, true
	for i, text := range row {
		if strings.TrimSpace(text) == "" {
			continue
		}
		empty = false
		start, end := from, to
		if i > 0 {
			start, end = lines.cell(table, i, text)
		}
		switch {
		case i >= len(columns):
			r.reportAt(start, end, fmt.Sprintf("this line has %d cells, the first line names %d columns", len(row), len(columns)), "put quotes around a text that has the separator in it")
			good = false
		case columns[i] != nil:
			good = r.fill(&a, *columns[i], text, start, end) && good
		}
		if !good && i >= len(columns) {
			break
		}
	}
	if empty || !good {
		return true
	}
	return r.add(a, from, to)
}

func (r *answerReader) csvError(err error, lines *lineStarts, empty string) {
	var at *csv.ParseError
	switch {
	case errors.As(err, &at):
		from := lines.at(at.Line, at.Column)
		r.reportAt(from, from, "this is no table: "+at.Err.Error(), `put quotes around a whole cell, and write a quote within it twice: "say ""yes"""`)
	case errors.Is(err, io.EOF):
		r.reportAt(textSpot{}, textSpot{}, empty, "the first line names the columns: touchpoint,adequate,desired,perceived")
	default:
		r.reportAt(textSpot{}, textSpot{}, "this cannot be read: "+err.Error(), "")
	}
}

// delimiter is what parts the columns: of comma, semicolon and tab the one that
// the first line has most of.
func delimiter(text []byte) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, c := range []rune{';', '\t'} {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// lineStarts turns the places that the table's reader tells, which count bytes,
// into places that count characters. It is asked from the top down, so it keeps
// one line only.
type lineStarts struct {
	text  []byte
	mark  int // bytes of a byte order mark, which the text no longer has
	line  int // the line last asked for, 1 the first; 0: none yet
	start int // its offset
}

// at is a place by line and byte column, both from 1.
func (l *lineStarts) at(line, column int) textSpot {
	if l.line == 0 || line < l.line {
		l.line, l.start = 1, 0
	}
	for l.line < line {
		i := bytes.IndexByte(l.text[l.start:], '\n')
		if i < 0 {
			break
		}
		l.line, l.start = l.line+1, l.start+i+1
	}
	offset := min(l.start+max(column, 1)-1, len(l.text))
	return textSpot{line, utf8.RuneCount(l.text[l.start:offset]) + 1, offset + l.mark}
}

// cell is the place of a cell of the row that was read last.
func (l *lineStarts) cell(table *csv.Reader, i int, text string) (from, to textSpot) {
	line, column := table.FieldPos(i)
	from = l.at(line, column)
	end := from
	if first, _, more := strings.Cut(text, "\n"); !more {
		end.column += utf8.RuneCountInString(first)
		end.offset = min(end.offset+len(first), len(l.text)+l.mark)
	}
	return from, end
}
