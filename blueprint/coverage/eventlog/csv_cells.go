package eventlog

import "bytes"

// cellReader parts records into cells.
type cellReader struct {
	comma   byte
	keep    int      // cells behind these are counted only
	list    [][]byte // at most keep of them
	n       int      // how many cells the record has
	scratch []byte   // cells of which quotes had to be taken out
}

// badCell is what is wrong with a record, at an offset from where it begins.
type badCell struct {
	at            int
	message, hint string
}

// plain parts a line without quotes.
func (c *cellReader) plain(line []byte) {
	c.list, c.n = c.list[:0], 0
	for {
		if len(c.list) == c.keep {
			c.n = len(c.list) + 1 + bytes.Count(line, []byte{c.comma})
			return
		}
		i := bytes.IndexByte(line, c.comma)
		if i < 0 {
			c.list = append(c.list, line)
			c.n = len(c.list)
			return
		}
		c.list = append(c.list, line[:i])
		line = line[i+1:]
	}
}

// splitLine parts a single line, as well as it goes.
func (c *cellReader) splitLine(line []byte) {
	if _, bad, _ := c.quoted(line, true); bad != nil {
		c.plain(line)
	}
}

// split parts the record at the beginning of the window, and tells how many bytes
// it takes with its end. A record may go over several lines within quotes.
func (c *cellReader) split(w *window) (size int, bad *badCell) {
	for {
		rest := w.rest()
		size, bad, whole := c.quoted(rest[:min(len(rest), maxRecord)], w.err != nil && len(rest) <= maxRecord)
		if whole || bad != nil {
			return size, bad
		}
		if len(rest) > maxRecord || !w.more() && len(w.rest()) == len(rest) && w.err == nil {
			return 0, &badCell{c.open(rest), "this quote is not closed", "write a quote within quotes twice"}
		}
	}
}

// open is where the last quote of a record opens that is not closed.
func (c *cellReader) open(rest []byte) int {
	at := 0
	for {
		i := c.cellEnd(rest[at:])
		if i < 0 {
			return at
		}
		at += i
	}
}

// cellEnd is where the cell behind this one begins; -1 where this one has no end.
func (c *cellReader) cellEnd(b []byte) int {
	i := blanks(b, c.comma)
	if i < len(b) && b[i] == '"' {
		end := closing(b[i+1:])
		if end < 0 {
			return -1
		}
		i += 2 + end
	}
	next := bytes.IndexByte(b[i:], c.comma)
	if next < 0 {
		return -1
	}
	return i + next + 1
}

// quoted parts a record in which quotes may stand. whole is false where more of
// the log must be read to tell; last says that there is no more.
func (c *cellReader) quoted(b []byte, last bool) (size int, bad *badCell, whole bool) {
	c.list, c.n, c.scratch = c.list[:0], 0, c.scratch[:0]
	at := 0
	for {
		cell, next, bad := c.cell(b, at, last)
		switch {
		case bad != nil:
			return 0, bad, false
		case next < 0:
			return 0, nil, false
		}
		if len(c.list) < c.keep {
			c.list = append(c.list, cell)
		}
		c.n++
		if next >= len(b) || b[next] == '\n' {
			return min(next+1, len(b)), nil, true
		}
		at = next + 1
		if at == len(b) && !last {
			return 0, nil, false
		}
	}
}

// cell reads the cell at an offset, and tells where it ends: at a delimiter, the
// end of a line, or of all. -1: only more of the log can tell.
func (c *cellReader) cell(b []byte, at int, last bool) (cell []byte, next int, bad *badCell) {
	i := at + blanks(b[at:], c.comma)
	if i < len(b) && b[i] == '"' {
		return c.inQuotes(b, i, last)
	}
	for i = at; i < len(b); i++ {
		if b[i] == c.comma || b[i] == '\n' {
			break
		}
	}
	if i == len(b) && !last {
		return nil, -1, nil
	}
	return trimEnd(b[at:i]), i, nil
}

func (c *cellReader) inQuotes(b []byte, open int, last bool) (cell []byte, next int, bad *badCell) {
	end := closing(b[open+1:])
	if end < 0 {
		if last {
			return nil, 0, &badCell{open, "this quote is not closed", "write a quote within quotes twice"}
		}
		return nil, -1, nil
	}
	end += open + 1
	if end+1 == len(b) && !last {
		return nil, -1, nil // a second quote may follow
	}
	next = end + 1 + blanks(b[end+1:], c.comma)
	switch {
	case next == len(b) && !last:
		return nil, -1, nil
	case next < len(b) && b[next] != c.comma && b[next] != '\n':
		return nil, 0, &badCell{next, "text follows a closing quote", "write a quote within quotes twice"}
	}
	return c.unquote(b[open+1 : end]), next, nil
}

// blanks counts what may stand around quotes.
func blanks(b []byte, comma byte) int {
	i := 0
	for i < len(b) && b[i] != comma && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

// closing finds the quote that closes a cell; -1 where there is none.
func closing(b []byte) int {
	at := 0
	for {
		i := bytes.IndexByte(b[at:], '"')
		if i < 0 {
			return -1
		}
		at += i
		if at+1 >= len(b) || b[at+1] != '"' {
			return at
		}
		at += 2
	}
}

// unquote takes the second of two quotes out.
func (c *cellReader) unquote(b []byte) []byte {
	if bytes.IndexByte(b, '"') < 0 {
		return b
	}
	from := len(c.scratch)
	for i := 0; i < len(b); i++ {
		c.scratch = append(c.scratch, b[i])
		if b[i] == '"' {
			i++
		}
	}
	return c.scratch[from:len(c.scratch):len(c.scratch)]
}

// offset is where a cell begins in its record.
func (c *cellReader) offset(record []byte, cell int) int {
	at := 0
	for range cell {
		i := c.cellEnd(record[at:])
		if i < 0 {
			break
		}
		at += i
	}
	return at + blanks(record[at:], c.comma)
}
