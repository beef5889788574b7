package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Bounds of what is read.
const (
	maxBytes = 32 << 20   // of a file
	maxCells = 200_000    // with a text, of a file
	maxRows  = 20_000     // to the last one with a text
	maxWide  = maxColumns // columns
)

// readCSV reads a text of values with commas, semicolons or tabs between them,
// in UTF-8, UTF-16 or what offices in China and Europe write.
func readCSV(data []byte, name string) (*grid, Findings, error) {
	var found Findings
	text, note := decode(data)
	if note != "" {
		found = append(found, Finding{Message: note})
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, found, errors.New("this is no text: it holds zero bytes; save it as CSV (UTF-8) or as XLSX")
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	g := &grid{name: name, notes: map[[2]int]string{}, formulas: map[[2]int]bool{}, rich: map[[2]int]bool{}}
	cells, next := 0, 1 // next: the line behind the last row
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, found, fmt.Errorf("this cannot be read as CSV: %w", err)
		}
		line, _ := r.FieldPos(0)
		for ; next < line && len(g.rows) <= maxRows; next++ { // the reader passes blank lines over, which are rows, too
			g.rows = append(g.rows, nil)
		}
		if len(fields) > maxWide || len(g.rows) > maxRows {
			return nil, found, tooLarge()
		}
		row := make([]string, len(fields))
		for i, f := range fields {
			if row[i] = unguard(f); f != "" {
				cells++
			}
		}
		if cells > maxCells {
			return nil, found, tooLarge()
		}
		g.rows = append(g.rows, row)
		end, _ := r.FieldPos(len(fields) - 1)
		next = end + strings.Count(fields[len(fields)-1], "\n") + 1
	}
	return g, found, nil
}

func tooLarge() error {
	return fmt.Errorf("this is more than a blueprint: at most %d rows and %d filled cells are read", maxRows, maxCells)
}

// decode makes UTF-8 of what is not, and says what it took it for.
func decode(data []byte) ([]byte, string) {
	if text, ok := bytes.CutPrefix(data, []byte("\ufeff")); ok {
		data = text
	}
	var from encoding.Encoding
	note := ""
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(data):
		return data, ""
	default:
		if text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data); err == nil && mostlyChinese(text) {
			return text, "this is no UTF-8; it was read as GB 18030"
		}
		from, note = charmap.Windows1252, "this is no UTF-8; it was read as Windows-1252"
	}
	text, err := from.NewDecoder().Bytes(data)
	if err != nil {
		return bytes.ToValidUTF8(data, []byte("?")), "this is no UTF-8; signs that could not be read are question marks"
	}
	return text, note
}

// mostlyChinese tells whether what is no ASCII is common Chinese.
func mostlyChinese(text []byte) bool {
	han, other := 0, 0
	for _, r := range string(text) {
		switch {
		case r >= 0x4e00 && r < 0xa000 || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xfff0:
			han++
		case r >= 0x80:
			other++
		}
	}
	return han > 4*other
}

// separator is the sign that parts most of the first lines, outside of quotes.
func separator(text []byte) rune {
	counts := map[byte]int{}
	quoted := false
	for _, c := range text[:min(len(text), 1<<14)] {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted:
			counts[c]++
		}
	}
	best := byte(',')
	for _, sign := range []byte{';', '\t'} {
		if counts[sign] > counts[best] {
			best = sign
		}
	}
	return rune(best)
}
