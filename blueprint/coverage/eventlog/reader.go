package eventlog

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
)

// Format is a way to write event logs.
type Format struct {
	Name  string // as Options.Format names it
	Title string

	looks func(beginning []byte) bool
	open  func(*Reader) (decoder, error)
}

// Formats lists what can be read. Any of them may be compressed with gzip.
func Formats() []Format {
	return []Format{
		{"xes", "XES 1.0 and 2.0 (IEEE 1849)", looksLikeXML, openXES},
		{"jsonl", "JSON lines: an object for each event", looksLikeJSON, openJSON},
		{"csv", "CSV: a line for each event, with a header", func([]byte) bool { return true }, openCSV},
	}
}

// decoder takes one format apart. A *Problem as error is a bad record: reading can
// go on behind it. All else ends the log.
type decoder interface {
	next(*Event) error
	// said are the decisions, with what is known so far.
	said() []string
}

// Reader reads the events of one log, one after the other. It is for one goroutine.
type Reader struct {
	name    string
	opts    Options
	format  string
	input   *counter
	window  *window
	decoder decoder
	closer  io.Closer
	report  Report
	gzipped bool
	failed  error
}

// Open opens a log of a file. Close it when done.
func Open(path string, o Options) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && o.Size == 0 {
		o.Size = info.Size()
	}
	r, err := NewReader(f, path, o)
	if err != nil {
		_ = f.Close() // it was only read
		return nil, err
	}
	r.closer = f
	return r, nil
}

// NewReader begins to read a log. The name is for messages. The errors tell what is
// wrong with the log as a whole: an unknown format, columns that are not there.
func NewReader(src io.Reader, name string, o Options) (*Reader, error) {
	r := &Reader{name: name, opts: o, input: &counter{src: src, size: o.Size, progress: o.Progress}}
	if r.opts.KeepProblems == 0 {
		r.opts.KeepProblems = 20
	}
	if err := r.unpack(); err != nil {
		return nil, err
	}
	if err := r.readable(); err != nil {
		return nil, err
	}
	format, err := r.choose()
	if err != nil {
		return nil, err
	}
	r.format = format.Name
	r.decoder, err = format.open(r)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// unpack opens the window on the log, through gzip where the log is packed.
func (r *Reader) unpack() error {
	r.window = newWindow(r.input)
	r.window.more()
	if !bytes.HasPrefix(r.window.rest(), []byte{0x1f, 0x8b}) {
		return r.window.failed()
	}
	head := bytes.Clone(r.window.rest())
	packed, err := gzip.NewReader(io.MultiReader(bytes.NewReader(head), &afterwards{r.window}))
	if err != nil {
		return r.whole("it begins like a gzip file and is none: "+err.Error(), "")
	}
	r.gzipped = true
	r.window = newWindow(packed)
	r.window.more()
	return nil // what is wrong with the packing shows where it is met
}

// afterwards reads on behind what a window has already taken.
type afterwards struct{ w *window }

func (a *afterwards) Read(p []byte) (int, error) {
	if a.w.err != nil {
		return 0, a.w.err
	}
	return a.w.src.Read(p)
}

// readable refuses what is no text, and takes the byte order mark away.
func (r *Reader) readable() error {
	text := r.window.rest()
	switch {
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}), bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		return r.whole("this is UTF-16", "save it as UTF-8: iconv -f UTF-16 -t UTF-8 "+r.name+" > utf8.csv, or \"CSV UTF-8\" in a spreadsheet")
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return r.whole("this is a spreadsheet or a ZIP archive", "save the sheet as CSV (UTF-8), or unpack the archive")
	case bytes.HasPrefix(text, []byte("PAR1")):
		return r.whole("this is Parquet", "write it as CSV or JSON lines")
	case bytes.HasPrefix(text, []byte("\ufeff")):
		r.window.skip(3)
	}
	head, _, _ := bytes.Cut(r.window.rest(), []byte("\n"))
	if i := bytes.IndexByte(head, 0); i >= 0 {
		return r.whole("this is no text: there is a zero byte in its first line", "if it is UTF-16, save it as UTF-8")
	}
	if head = head[:min(len(head), 4096)]; !utf8.Valid(cutRune(head)) {
		return r.whole("the first line is not UTF-8", "convert it: iconv -f GB18030 -t UTF-8 "+r.name+" > utf8.csv (or -f WINDOWS-1252)")
	}
	if len(bytes.TrimSpace(r.window.rest())) == 0 && r.window.err == io.EOF { //nolint:errorlint // io.Reader promises the bare value
		return r.whole("there is nothing in this log", "")
	}
	return r.window.failed()
}

// cutRune takes a last character away of which bytes may be missing.
func cutRune(b []byte) []byte {
	for i := 0; i < utf8.UTFMax && len(b) > i; i++ {
		if at := len(b) - 1 - i; utf8.RuneStart(b[at]) {
			if utf8.FullRune(b[at:]) {
				return b
			}
			return b[:at]
		}
	}
	return b
}

// whole is a problem of the log as a whole.
func (r *Reader) whole(message, hint string) error {
	return &Problem{File: r.name, Message: message, Hint: hint}
}

func (r *Reader) choose() (Format, error) {
	all := Formats()
	if r.opts.Format == "" {
		for _, f := range all {
			if f.looks(r.window.rest()) {
				return f, nil
			}
		}
	}
	var names []string
	for _, f := range all {
		if f.Name == r.opts.Format {
			return f, nil
		}
		names = append(names, f.Name)
	}
	hint := "known are " + strings.Join(names, ", ")
	if near := blueprint.Nearest(r.opts.Format, names); near != "" {
		hint = "did you mean " + near + "?"
	}
	return Format{}, fmt.Errorf("there is no log format %q; %s", r.opts.Format, hint)
}

// Next reads the next event into e; io.EOF at the end of the log. Bad records are
// left out, or end the reading, as Options say.
func (r *Reader) Next(e *Event) error {
	if r.failed != nil {
		return r.failed
	}
	for {
		err := r.decoder.next(e)
		if err == nil {
			if !e.Empty {
				r.report.Events++
				if e.Time == Never && e.Start == Never {
					r.report.Untimed++
				}
			}
			return nil
		}
		if p, ok := err.(*Problem); ok { //nolint:errorlint // decoders promise the bare value; this is on the path of damage
			if err = r.bad(p); err == nil {
				continue
			}
		} else if errors.Is(err, io.ErrUnexpectedEOF) {
			err = fmt.Errorf("%s: the packed log breaks off", r.name)
		} else if !errors.Is(err, io.EOF) {
			err = fmt.Errorf("%s: %w", r.name, err)
		}
		r.failed = err
		return err
	}
}

// bad takes note of a bad record; its error ends the reading.
func (r *Reader) bad(p *Problem) error {
	p.File = r.name
	r.report.Bad++
	if len(r.report.Problems) < r.opts.KeepProblems {
		r.report.Problems = append(r.report.Problems, *p)
	}
	if r.opts.OnBad != nil {
		if err := r.opts.OnBad(p); err != nil {
			return err
		}
	}
	if r.opts.Strict {
		return p
	}
	return nil
}

// Report tells how the log was read so far.
func (r *Reader) Report() Report {
	out := r.report
	out.File, out.Format, out.Bytes = r.name, r.format, r.input.n
	out.Problems = append([]Problem(nil), out.Problems...)
	kind := "format: " + r.format
	if r.gzipped {
		kind += ", unpacked with gzip"
	}
	out.Decisions = append([]string{kind}, r.decoder.said()...)
	if out.Untimed > 0 {
		out.Decisions = append(out.Decisions, fmt.Sprintf("events without a time: %d of %d, they keep their place in the file", out.Untimed, out.Events))
	}
	if out.Bad > 0 {
		out.Decisions = append(out.Decisions, fmt.Sprintf("bad records left out: %d", out.Bad))
	}
	return out
}

// Close closes the file that Open opened.
func (r *Reader) Close() error {
	if r.closer == nil {
		return nil
	}
	c := r.closer
	r.closer = nil
	return c.Close()
}
