package lsp

import (
	"sort"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint/edit"
)

// The ways in which an editor may count the characters of a line.
const (
	utf8Encoding  = "utf-8"
	utf16Encoding = "utf-16" // what every editor knows
	utf32Encoding = "utf-32"
)

// text is a text with its lines.
type text struct {
	string
	starts   []int // offsets of the lines
	encoding string
}

func newText(s, encoding string) *text {
	t := &text{string: s, starts: []int{0}, encoding: encoding}
	for i := range len(s) {
		if s[i] == '\n' || s[i] == '\r' && (i+1 == len(s) || s[i+1] != '\n') {
			t.starts = append(t.starts, i+1)
		}
	}
	return t
}

// lineEnd is where a line ends, before its break.
func (t *text) lineEnd(line int) int {
	end := len(t.string)
	if line+1 < len(t.starts) {
		end = t.starts[line+1]
	}
	for end > t.starts[line] && (t.string[end-1] == '\n' || t.string[end-1] == '\r') {
		end--
	}
	return end
}

// offset is the byte that a position means; one that lies outside means the
// nearest that there is.
func (t *text) offset(p position) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.starts):
		return len(t.string)
	}
	at, end := t.starts[p.Line], t.lineEnd(p.Line)
	for left := p.Character; left > 0 && at < end; {
		r, size := utf8.DecodeRuneInString(t.string[at:])
		if left -= t.units(r, size); left < 0 {
			break // within a character
		}
		at += size
	}
	return at
}

// units is how many units of the encoding a character takes.
func (t *text) units(r rune, size int) int {
	switch {
	case t.encoding == utf8Encoding:
		return size
	case t.encoding == utf16Encoding && r > 0xffff:
		return 2
	}
	return 1
}

// position is where a byte stands.
func (t *text) position(offset int) position {
	offset = min(max(offset, 0), len(t.string))
	line := sort.SearchInts(t.starts, offset+1) - 1
	p := position{Line: line}
	for at := t.starts[line]; at < offset; {
		r, size := utf8.DecodeRuneInString(t.string[at:])
		if at += size; at > offset {
			break
		}
		p.Character += t.units(r, size)
	}
	return p
}

func (t *text) span(from, to int) span { return span{t.position(from), t.position(to)} }

// edits writes edits of bytes as the editor has them.
func (t *text) edits(list []edit.Edit) []textEdit {
	out := []textEdit{}
	for _, e := range list {
		out = append(out, textEdit{Range: t.span(e.Start, e.End), NewText: e.Text})
	}
	return out
}

// changed makes the changes that an editor tells of, one after the other.
func (t *text) changed(changes []change) *text {
	for _, c := range changes {
		if c.Range == nil {
			t = newText(c.Text, t.encoding)
			continue
		}
		from, to := t.offset(c.Range.Start), t.offset(c.Range.End)
		if from > to {
			from, to = to, from
		}
		t = newText(t.string[:from]+c.Text+t.string[to:], t.encoding)
	}
	return t
}
