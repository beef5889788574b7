package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// Bounds of a workbook, unpacked. They are checked before the library that
// reads workbooks sees the file, so that it cannot be made to fill the memory.
const (
	maxUnpacked = 96 << 20 // bytes of all parts together
	maxParts    = 2_000
	maxElements = 600_000   // of XML, rows and cells without a text among them
	maxArea     = 3_000_000 // places from the first column to the last one of every row
	maxDepth    = 100
)

// scanned is what a first look at a workbook tells.
type scanned struct {
	sheets map[string]*scannedSheet // by the path of the part
	rich   map[int]bool             // shared texts with more than one format
	names  []sheetName              // of the sheets
	parts  map[string]string        // parts of sheets by their id
	count  int                      // elements so far
	area   int
}

type sheetName struct{ name, id string }

// path is the part that a sheet stands in.
func (s *scanned) path(name string) string {
	for _, n := range s.names {
		if n.name == name {
			target := s.parts[n.id]
			if rest, ok := strings.CutPrefix(target, "/"); ok {
				return rest
			}
			return path.Join("xl", target)
		}
	}
	return ""
}

type scannedSheet struct {
	rows     int             // to the last one with a text
	cells    int             // with a text
	formulas map[string]bool // names of cells
	shared   map[string]int  // names of cells to the shared text
	rich     map[string]bool // names of cells with a text of their own in formats
}

// scan looks through a workbook without keeping it.
func scan(data []byte) (*scanned, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("this is no workbook, or it is broken: it cannot be unpacked")
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("this is no workbook of a blueprint: it has %d parts", len(z.File))
	}
	out := &scanned{sheets: map[string]*scannedSheet{}, rich: map[int]bool{}, parts: map[string]string{}}
	left, book := int64(maxUnpacked), false
	for _, f := range z.File {
		n, err := out.part(f, left)
		if err != nil {
			return nil, err
		}
		left -= n
		book = book || strings.EqualFold(f.Name, "xl/workbook.xml")
	}
	if !book {
		return nil, notWorkbook(z)
	}
	total := 0
	for _, s := range out.sheets {
		if total += s.cells; s.rows > maxRows || total > maxCells {
			return nil, tooLarge()
		}
	}
	return out, nil
}

// notWorkbook says what a packed file is instead.
func notWorkbook(z *zip.Reader) error {
	for _, f := range z.File {
		switch {
		case strings.HasPrefix(f.Name, "word/"):
			return errors.New("this is a text document, not a workbook; save its table as XLSX or CSV")
		case strings.HasPrefix(f.Name, "ppt/"):
			return errors.New("this is a presentation, not a workbook")
		case f.Name == "content.xml" || f.Name == "mimetype":
			return errors.New("this is an OpenDocument file; save it as XLSX or CSV")
		case strings.HasSuffix(f.Name, ".bin") && strings.HasPrefix(f.Name, "xl/"):
			return errors.New("this is a binary workbook (XLSB); save it as XLSX or CSV")
		}
	}
	return errors.New("this is a packed file, but no workbook: it has no xl/workbook.xml")
}

// limited reads so much and no more: what a packed file says of its size is not
// believed.
type limited struct {
	io.Reader
	left int64
}

var errUnpacked = errors.New("this would fill more than 96 MiB when it is unpacked, which is more than a blueprint")

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errUnpacked
	}
	if int64(len(p)) > l.left {
		p = p[:l.left]
	}
	n, err := l.Reader.Read(p)
	l.left -= int64(n)
	return n, err
}

// part looks through one part and gives its size.
func (s *scanned) part(f *zip.File, left int64) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, fmt.Errorf("this workbook is broken: %s cannot be unpacked", printable(f.Name))
	}
	defer func() { _ = r.Close() }()
	in := &limited{r, left}
	switch name := strings.ToLower(f.Name); {
	case strings.HasPrefix(name, "xl/worksheets/") && path.Ext(name) == ".xml":
		sheet := &scannedSheet{formulas: map[string]bool{}, shared: map[string]int{}, rich: map[string]bool{}}
		s.sheets[f.Name] = sheet
		err = s.sheet(sheet, in)
	case name == "xl/sharedstrings.xml":
		err = s.strings(in)
	case path.Ext(name) == ".xml" || path.Ext(name) == ".rels":
		err = s.elements(in, s.place)
	default:
		_, err = io.Copy(io.Discard, in)
	}
	if errors.Is(err, errUnpacked) || errors.Is(err, errElements) {
		return 0, err
	}
	if err != nil {
		return 0, fmt.Errorf("this workbook is broken: %s cannot be read", printable(f.Name))
	}
	return left - in.left, nil
}

func printable(name string) string { return strconv.QuoteToGraphic(name[:min(len(name), 80)]) }

var errElements = errors.New("this workbook has more rows and cells than a blueprint could have; delete the empty ones below and beside the table")

// place notes where the sheets stand.
func (s *scanned) place(t xml.Token) {
	e, ok := t.(xml.StartElement)
	switch {
	case !ok:
	case e.Name.Local == "sheet" && len(s.names) < maxParts:
		n := sheetName{name: attr(e, "name")}
		for _, a := range e.Attr {
			if a.Name.Local == "id" && a.Name.Space != "" {
				n.id = a.Value
			}
		}
		s.names = append(s.names, n)
	case e.Name.Local == "Relationship" && strings.Contains(attr(e, "Type"), "worksheet"):
		s.parts[attr(e, "Id")] = attr(e, "Target")
	}
}

// elements goes through XML, bounded in number and depth.
func (s *scanned) elements(r io.Reader, visit func(t xml.Token)) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) { return in, nil }
	depth := 0
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
			if s.count++; s.count > maxElements || depth > maxDepth {
				return errElements
			}
		case xml.EndElement:
			depth--
		}
		visit(t)
		if s.area > maxArea {
			return errElements
		}
	}
}

func (s *scanned) sheet(sheet *scannedSheet, r io.Reader) error {
	row, wide, name, kind := 0, 0, "", ""
	value, inValue := "", false
	return s.elements(r, func(t xml.Token) {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				row++
				wide = 0
				if n, err := strconv.Atoi(attr(t, "r")); err == nil {
					row = n
				}
			case "c":
				name, kind = attr(t, "r"), attr(t, "t")
				if col := columnNumber(name); col > wide {
					s.area += col - wide
					wide = col
				}
			case "f":
				sheet.formulas[name] = true
			case "r":
				sheet.rich[name] = true
			case "v", "is":
				sheet.cells++
				sheet.rows = max(sheet.rows, row)
				value, inValue = "", t.Name.Local == "v"
			}
		case xml.CharData:
			if inValue && len(value) < 20 {
				value += string(t)
			}
		case xml.EndElement:
			if t.Name.Local == "v" {
				inValue = false
				if n, err := strconv.Atoi(value); err == nil && kind == "s" {
					sheet.shared[name] = n
				}
			}
		}
	})
}

// strings finds the shared texts that have more than one format.
func (s *scanned) strings(r io.Reader) error {
	at, runs := -1, 0
	return s.elements(r, func(t xml.Token) {
		if e, ok := t.(xml.StartElement); ok {
			switch e.Name.Local {
			case "si":
				at++
				runs = 0
			case "r":
				if runs++; runs > 1 {
					s.rich[at] = true
				}
			}
		}
	})
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// columnNumber is the number of the column of a cell's name, from 1; 0 where
// there is none.
func columnNumber(name string) int {
	n := 0
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c < 'A' || c > 'Z' || n > maxArea {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n
}
