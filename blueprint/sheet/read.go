package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
)

// ReadOptions say how a spreadsheet is read. The zero value works.
type ReadOptions struct {
	Sheet string    // the sheet to read; empty: the one that holds a blueprint
	Map   []Mapping // what headings stand for, where they are not recognised
}

// Mapping says what a heading, or the name of a lane in a list, stands for: one
// of [Targets], or a key of touchpoints such as "wait.acceptable".
type Mapping struct{ Heading, Target string }

// ParseMapping reads a mapping as it is written on a command line: Heading=target.
func ParseMapping(s string) (Mapping, error) {
	at := strings.LastIndexByte(s, '=')
	if at < 1 || at == len(s)-1 {
		return Mapping{}, fmt.Errorf("%q is no mapping; expected one such as \"Waiters=frontstage\"", s)
	}
	m := Mapping{strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+1:])}
	if !slices.Contains(Targets(), m.Target) {
		near := blueprint.Nearest(m.Target, Targets())
		if near != "" {
			return m, fmt.Errorf("nothing is called %q; did you mean %q?", m.Target, near)
		}
		return m, fmt.Errorf("nothing is called %q; a heading stands for %s, or a key of touchpoints", m.Target, strings.Join(roleNames(), ", "))
	}
	return m, nil
}

func roleNames() []string {
	var out []string
	for _, r := range heading.Roles() {
		out = append(out, strings.ReplaceAll(string(r), " ", "-"))
	}
	return append(out, "lane", "touchpoint", "place")
}

// Targets lists what a heading can stand for: parts of a board, columns of a
// list, keys of touchpoints.
func Targets() []string {
	return append(roleNames(), columnsOf(blueprint.Shapes(), "touchpoint")...)
}

// Read reads a blueprint from an XLSX or CSV file; name is the name of the file.
// The findings tell by sheet and cell what could not be taken, or was taken for
// something. The error says why there is no blueprint; where headings have to be
// mapped first, it is [Findings] that say which.
func Read(r io.Reader, name string, o ReadOptions) (*blueprint.Blueprint, Findings, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	switch {
	case err != nil:
		return nil, nil, err
	case len(data) > maxBytes:
		return nil, nil, fmt.Errorf("this is larger than %d MiB, the most a spreadsheet may have", maxBytes>>20)
	}
	grids, found, err := open(data, name)
	if err != nil {
		return nil, found, err
	}
	in := &reader{builder: newBuilder(), options: o, findings: found, file: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), mapped: map[string]string{}, used: map[string]bool{}}
	for _, m := range o.Map {
		in.mapped[heading.Fold(m.Heading)] = m.Target
	}
	b, err := in.read(grids)
	return b, in.findings, err
}

// open reads the cells of a file, whatever its name says; where name and content
// disagree, it says so.
func open(data []byte, name string) ([]*grid, Findings, error) {
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, nil, errors.New("there is nothing in this file")
	case bytes.HasPrefix(data, oldOffice):
		if bytes.Contains(data, utf16le("EncryptedPackage")) {
			return nil, nil, errors.New("this workbook is encrypted; save it without a password")
		}
		return nil, nil, errors.New("this is a workbook of the old kind (XLS); save it as XLSX or CSV")
	case bytes.HasPrefix(data, packed) && (ext == ".csv" || ext == ".tsv" || ext == ".txt"):
		return nil, nil, fmt.Errorf("this is named %s, but it is a packed file such as a workbook; name it .xlsx", ext)
	case bytes.HasPrefix(data, packed):
		grids, err := readXLSX(data)
		return grids, nil, err
	case ext == ".xlsx" || ext == ".xlsm" || ext == ".xls":
		return nil, nil, fmt.Errorf("this is named %s, but it is no workbook; if it is a text of values, name it .csv", ext)
	}
	for _, kind := range []struct{ sign, name string }{{"%PDF", "a PDF"}, {"\x89PNG", "a picture"}, {"\xff\xd8", "a picture"}, {"{\\rtf", "a text document"}, {"\x1f\x8b", "a packed file"}} {
		if bytes.HasPrefix(data, []byte(kind.sign)) {
			return nil, nil, fmt.Errorf("this is %s, not a spreadsheet; save the table as XLSX or CSV", kind.name)
		}
	}
	if text := bytes.ToLower(bytes.TrimSpace(data[:min(len(data), 512)])); utf8.Valid(text) && (bytes.HasPrefix(text, []byte("<!doctype")) || bytes.HasPrefix(text, []byte("<html")) || bytes.HasPrefix(text, []byte("<?xml"))) {
		return nil, nil, errors.New("this is a page or XML, not a spreadsheet; save the table as XLSX or CSV")
	}
	g, found, err := readCSV(data, "")
	if err != nil {
		return nil, found, err
	}
	return []*grid{g}, found, nil
}

func utf16le(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}

// reader makes a blueprint of sheets.
type reader struct {
	*builder
	options  ReadOptions
	file     string // name of the file without its extension
	mapped   map[string]string
	used     map[string]bool // mappings that were of use
	findings Findings
	tables   map[string]*data
	ours     bool   // the file was written by us
	lists    header // the headings of lists
}

// tell adds a finding about a cell.
func (in *reader) tell(at ref, message, hint string) {
	if len(in.findings) < maxFindings {
		in.findings = append(in.findings, Finding{Cell: at.String(), Message: message, Hint: hint})
	}
}

// fail adds a finding because of which there is no blueprint.
func (in *reader) fail(at ref, message, hint string) {
	if len(in.findings) < maxFindings {
		in.findings = append(in.findings, Finding{Cell: at.String(), Message: message, Hint: hint, Failed: true})
	}
}

const maxFindings = 500

// failed is the error for the findings because of which there is no blueprint.
func (in *reader) failed() error {
	if list := in.findings.Failed(); len(list) > 0 {
		in.findings = slices.DeleteFunc(in.findings, func(f Finding) bool { return f.Failed })
		return list
	}
	return nil
}

// read finds the blueprint among the sheets and makes it.
func (in *reader) read(grids []*grid) (*blueprint.Blueprint, error) {
	main, err := in.choose(grids)
	if err != nil {
		return nil, err
	}
	p := &plan{root: mapping(ref{})}
	if main.list != nil {
		in.fromList(p, main.list)
	} else {
		in.fromBoard(p, main)
	}
	if err := in.failed(); err != nil {
		return nil, err
	}
	for _, m := range in.options.Map {
		if !in.used[heading.Fold(m.Heading)] {
			in.tell(ref{}, fmt.Sprintf("the mapping %s=%s was of no use: nothing is called %[1]q", m.Heading, m.Target), "")
		}
	}
	in.extras(main.block.grid)
	for _, g := range grids {
		if g != main.block.grid && slices.ContainsFunc(in.readTables(), func(d *data) bool { return d.block.grid == g }) {
			in.extras(g)
		}
	}
	return in.finish(p, main.name())
}
