package eventlog

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// csvDecoder reads a table with a line for each event.
type csvDecoder struct {
	w       *window
	cells   cellReader
	layout  layout
	times   *timing
	count   int // cells of the header, or of the first record
	record  int
	strange int // transitions that no standard knows
	notes   []string
	problem Problem
}

func openCSV(r *Reader) (decoder, error) {
	d := &csvDecoder{w: r.window}
	d.cells.comma = r.opts.Delimiter
	how := "given"
	if d.cells.comma == 0 {
		d.cells.comma, how = findComma(r.window.rest(), r.opts), "recognised"
	}
	d.notes = append(d.notes, fmt.Sprintf("delimiter: %s (%s)", commaName(d.cells.comma), how))
	head, err := d.header(r)
	if err != nil {
		return nil, err
	}
	d.layout, err = arrange(r.opts.Columns, head, d.count, "column")
	if err != nil {
		return nil, r.whole(err.Error(), "the delimiter is taken to be "+commaName(d.cells.comma))
	}
	d.cells.keep = 0
	for _, i := range d.layout.at {
		d.cells.keep = max(d.cells.keep, i+1)
	}
	d.times, err = newTiming(r.opts, d.sample())
	if err != nil {
		return nil, r.whole(err.Error(), "")
	}
	return d, nil
}

// header reads the names of the columns, if there are any.
func (d *csvDecoder) header(r *Reader) ([]string, error) {
	d.cells.keep = 1 << 16
	for {
		line, size, long, ok := d.w.nextLine()
		switch {
		case !ok:
			return nil, r.whole("there is no line with the names of the columns", "")
		case long:
			return nil, r.whole("the first line is too long for the names of columns", "")
		case len(bytes.TrimSpace(line)) == 0:
			d.w.skip(size)
			continue
		}
		size, bad := d.cells.split(d.w)
		if bad != nil {
			return nil, &Problem{File: r.name, Line: d.w.line, Column: column(line, bad.at), Message: "the names of the columns cannot be read: " + bad.message}
		}
		d.count = d.cells.n
		if r.opts.NoHeader {
			return nil, nil
		}
		var head []string
		for _, c := range d.cells.list {
			head = append(head, strings.TrimSpace(string(c)))
		}
		d.w.skip(size)
		return head, nil
	}
}

// sample takes the times of the first records, without using them up.
func (d *csvDecoder) sample() []string {
	at := d.layout.at[partTime]
	if at < 0 {
		return nil
	}
	var out []string
	probe := *d.w
	probe.src, probe.err = nil, io.EOF // what is in the window is enough
	for len(out) < 1000 {
		line, size, long, ok := probe.nextLine()
		if !ok || long || d.w.err == nil && len(out) > 0 && probe.from+size == probe.to {
			break
		}
		if len(bytes.TrimSpace(line)) > 0 {
			n, bad := d.cells.split(&probe)
			if bad == nil {
				size = n
				if at < len(d.cells.list) {
					out = append(out, string(bytes.TrimSpace(d.cells.list[at])))
				}
			}
		}
		probe.skip(size)
	}
	return out
}

func (d *csvDecoder) next(e *Event) error {
	for {
		line, size, long, ok := d.w.nextLine()
		if !ok {
			if err := d.w.failed(); err != nil {
				return err
			}
			return io.EOF
		}
		if len(line) == 0 || len(line) < 64 && len(bytes.TrimSpace(line)) == 0 && !long {
			d.w.skip(size)
			continue
		}
		d.record++
		if long {
			p := d.wrong(line, 0, fmt.Sprintf("this line has more than %d bytes", maxRecord), "is the file damaged, or not CSV?")
			d.w.skipLine()
			return p
		}
		return d.one(e, line, size)
	}
}

// one reads the record that begins with a line.
func (d *csvDecoder) one(e *Event, line []byte, size int) error {
	n, bad := size, (*badCell)(nil)
	if bytes.IndexByte(line, '"') < 0 {
		d.cells.plain(line)
	} else {
		n, bad = d.cells.split(d.w)
		line = d.w.rest()[:n]
	}
	if bad != nil {
		line, size, _, _ = d.w.nextLine() // the window may have moved
		p := d.wrong(line, bad.at, bad.message, bad.hint)
		d.w.skip(size) // what follows may be good
		return p
	}
	p := d.fill(e, line)
	d.w.skip(n)
	if p != nil {
		return p
	}
	return nil
}

// fill makes an event of the cells.
func (d *csvDecoder) fill(e *Event, line []byte) *Problem {
	e.reset()
	e.Trace = 0
	at := &d.layout.at
	if d.cells.n > d.count {
		return d.wrong(line, len(line), fmt.Sprintf("this record has %d cells, the header has %d", d.cells.n, d.count), "put quotes around a text that has the delimiter in it")
	}
	for _, p := range [...]part{partCase, partActivity} {
		if at[p] >= d.cells.n {
			return d.wrong(line, len(line), fmt.Sprintf("this record has %d cells only: none for the %s", d.cells.n, columnNames[p].what), "")
		}
	}
	e.Case, e.Activity = trim(d.cells.list[at[partCase]]), trim(d.cells.list[at[partActivity]])
	switch {
	case len(e.Case) == 0:
		return d.wrongCell(line, partCase, "this record names no case", "")
	case len(e.Activity) == 0:
		return d.wrongCell(line, partActivity, "this record names no activity", "")
	}
	e.Resource = d.cell(partResource)
	for _, p := range [...]part{partTime, partStart} {
		text := d.cell(p)
		if len(text) == 0 {
			continue
		}
		i, ok := d.times.read(text)
		if !ok {
			return d.wrongCell(line, p, fmt.Sprintf("%q is no time in the format %s", shorten(string(text)), d.times.format.Name), "")
		}
		if p == partTime {
			e.Time = i
		} else {
			e.Start = i
		}
	}
	var known bool
	if e.Lifecycle, known = lifecycle(d.cell(partLifecycle)); !known {
		d.strange++
	}
	return nil
}

// cell is what a record has for a part, empty where there is nothing.
func (d *csvDecoder) cell(p part) []byte {
	if i := d.layout.at[p]; i >= 0 && i < len(d.cells.list) && i < d.cells.n {
		return trim(d.cells.list[i])
	}
	return nil
}

// trim is bytes.TrimSpace with a short way for what has nothing around it.
func trim(b []byte) []byte {
	if n := len(b); n == 0 || b[0] > ' ' && b[0] < utf8.RuneSelf && b[n-1] > ' ' && b[n-1] < utf8.RuneSelf {
		return b
	}
	return bytes.TrimSpace(b)
}

func (d *csvDecoder) wrongCell(line []byte, p part, message, hint string) *Problem {
	return d.wrong(line, d.cells.offset(line, d.layout.at[p]), message, hint)
}

// wrong is a problem at an offset of what begins at the current line.
func (d *csvDecoder) wrong(line []byte, at int, message, hint string) *Problem {
	at = min(max(at, 0), len(line))
	before := line[:at]
	row := d.w.line + bytes.Count(before, []byte{'\n'})
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	d.problem = Problem{Line: row, Column: utf8.RuneCount(before) + 1, Record: d.record, Message: message, Hint: hint}
	return &d.problem
}

func (d *csvDecoder) said() []string {
	out := append(append(d.notes[:len(d.notes):len(d.notes)], d.layout.said...), d.times.said()...)
	return append(out, strangeTransitions(d.strange)...)
}

func strangeTransitions(n int) []string {
	if n == 0 {
		return nil
	}
	return []string{"transitions that no standard knows: " + strconv.Itoa(n) + ", taken as complete"}
}

// commas are what may part cells, the most likely first.
var commas = []struct {
	b    byte
	name string
}{{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "bar"}, {'^', "caret"}, {'~', "tilde"}, {1, "control A"}, {0x1f, "unit separator"}}

func commaName(b byte) string {
	for _, c := range commas {
		if c.b == b {
			return c.name
		}
	}
	return strconv.QuoteRune(rune(b))
}

// findComma is the delimiter by which the header has most names that are known,
// then most that are given, then most lines have as many cells, then most cells.
func findComma(text []byte, o Options) byte {
	lines := firstLines(text, 20)
	if len(lines) == 0 {
		return ','
	}
	best, most := byte(','), -1
	for _, c := range commas {
		cells := cellReader{comma: c.b, keep: 1 << 16}
		cells.splitLine(lines[0])
		n := cells.n
		var head []string
		for _, b := range cells.list {
			head = append(head, strings.TrimSpace(string(b)))
		}
		score := 0
		if !o.NoHeader {
			score = recognised(head) + namedIn(head, o.Columns)
		}
		score *= 100
		for _, l := range lines[1:] {
			cells.splitLine(l)
			if cells.n == n && n > 1 {
				score += 4
			}
		}
		if score = score*1000 + min(n, 999); score > most {
			best, most = c.b, score
		}
	}
	return best
}

func namedIn(head []string, c Columns) int {
	n := 0
	for p := range parts {
		for _, h := range head {
			if g := c.of(p); g != "" && plainName(h) == plainName(g) {
				n++
				break
			}
		}
	}
	return n
}

// firstLines are the first lines of a text that are not empty and seem whole.
func firstLines(text []byte, most int) [][]byte {
	var out [][]byte
	for len(text) > 0 && len(out) < most {
		line, rest, whole := bytes.Cut(text, []byte{'\n'})
		if !whole && len(out) > 0 || len(line) > maxRecord {
			break
		}
		if len(bytes.TrimSpace(line)) > 0 {
			out = append(out, trimEnd(line))
		}
		text = rest
	}
	return out
}
