package eventlog

import (
	"bytes"
	"io"
	"unicode/utf8"
)

const (
	windowSize = 256 << 10
	// maxRecord bounds a record (a line, a tag) in bytes. What is longer is
	// damage: skipped, and said.
	maxRecord = 1 << 20
)

// window is the part of a log that is being looked at. It slides along, so the
// memory for a log is bounded by its longest record.
type window struct {
	src  io.Reader
	buf  []byte
	from int // what comes before is done with
	to   int
	line int // number of the line at from, from 1
	err  error
}

func newWindow(src io.Reader) *window {
	return &window{src: src, buf: make([]byte, windowSize), line: 1}
}

// rest is what has been read and is not done with.
func (w *window) rest() []byte { return w.buf[w.from:w.to] }

// more reads on until the window is full, and tells whether anything came. It moves
// what rest gave before. It refuses where a record would be too long.
func (w *window) more() bool {
	if w.err != nil {
		return false
	}
	if w.from > 0 {
		w.to = copy(w.buf, w.buf[w.from:w.to])
		w.from = 0
	}
	if w.to == len(w.buf) {
		if len(w.buf) >= maxRecord+windowSize {
			return false
		}
		w.buf = append(w.buf, make([]byte, len(w.buf))...)
	}
	before := w.to
	for idle := 0; w.to < len(w.buf) && w.err == nil; {
		var n int
		n, w.err = w.src.Read(w.buf[w.to:])
		w.to += n
		if n > 0 {
			idle = 0
		} else if idle++; idle > 100 && w.err == nil {
			w.err = io.ErrNoProgress
		}
	}
	return w.to > before
}

// failed is why reading ended, nil at the end of the log.
func (w *window) failed() error {
	if w.err == nil || w.err == io.EOF { //nolint:errorlint // io.Reader promises the bare value
		return nil
	}
	return w.err
}

// skip is done with n bytes.
func (w *window) skip(n int) {
	w.line += bytes.Count(w.buf[w.from:w.from+n], []byte{'\n'})
	w.from += n
}

// nextLine finds the next line: without its end, and with it how many bytes it
// takes. ok is false at the end of the log. A line that is too long is cut, and
// long is true; what is left of it goes with skipLine.
func (w *window) nextLine() (line []byte, size int, long, ok bool) {
	seen := 0
	for {
		rest := w.rest()
		if i := bytes.IndexByte(rest[seen:], '\n'); i >= 0 {
			size = seen + i + 1
			return trimEnd(rest[:size-1]), size, size > maxRecord, true
		}
		seen = len(rest)
		if seen > maxRecord {
			return rest[:maxRecord], 0, true, true
		}
		if !w.more() {
			return trimEnd(w.rest()), seen, false, seen > 0
		}
	}
}

// skipLine is done with all up to the next end of a line.
func (w *window) skipLine() {
	for {
		rest := w.rest()
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			w.skip(i + 1)
			return
		}
		w.skip(len(rest))
		if !w.more() {
			return
		}
	}
}

func trimEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// column is the number of the character that stands at an offset of a line.
func column(line []byte, offset int) int {
	return utf8.RuneCount(line[:min(max(offset, 0), len(line))]) + 1
}

// counter counts the bytes of a log as they stand in the file.
type counter struct {
	src      io.Reader
	n, told  int64
	size     int64
	progress func(read, total int64)
}

const progressStep = 1 << 20

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n += int64(n)
	if c.progress != nil && (c.n-c.told >= progressStep || err != nil && c.n != c.told) {
		c.told = c.n
		c.progress(c.n, c.size)
	}
	return n, err
}
