package yamltext

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// escapes are the single-character escapes of double quotes.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r",
	'e': "\x1b", ' ': " ", '"': `"`, '\'': "'", '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

const backslashHint = `write a backslash as \\, or use single quotes`

// neverClosed tells that what opens at a place does not end.
func (p *parser) neverClosed(open Pos, name, with string, related ...Related) {
	p.fail(Problem{
		Start: open, End: Pos{open.Line, open.Column + 1, open.Offset + 1},
		Message: fmt.Sprintf("this %s is never closed: expected %s", name, with),
		Related: related,
	})
}

// quoted reads a text in single or double quotes.
func (p *parser) quoted(parent int) *Node {
	quote := p.peek(0)
	n := p.node(Scalar, SingleQuoted)
	if quote == '"' {
		n.Style = DoubleQuoted
	}
	p.next()
	var text strings.Builder
	ok := true
	for {
		switch c := p.peek(0); {
		case p.eof():
			p.reopen(n, quote)
			return nil
		case c == quote && quote == '\'' && p.peek(1) == quote:
			text.WriteByte(quote)
			p.skip(2)
		case c == quote:
			p.next()
			n.End, n.Value = p.at, text.String()
			if !ok {
				return nil
			}
			return n
		case c == '\\' && quote == '"':
			ok = p.escape(&text, n, parent) && ok
		case isBlank(c) || p.isBreak(0):
			if !p.foldQuoted(&text, n, parent, false) {
				return nil
			}
		default:
			from := p.at.Offset
			p.next()
			text.Write(p.src[from:p.at.Offset])
		}
	}
}

// reopen tells that a quote is never closed and goes back to the end of its
// line, so that the lines it swallowed are read for themselves.
func (p *parser) reopen(n *Node, quote byte) {
	p.neverClosed(n.Start, "quote", "another "+string(quote))
	p.at = n.Start
	p.skipLine()
}

// foldQuoted reads blanks and line breaks within quotes: one break is a
// space, more are breaks. escaped tells that a backslash took the first one.
func (p *parser) foldQuoted(text *strings.Builder, n *Node, parent int, escaped bool) bool {
	from, breaks := p.at.Offset, 0
	for isBlank(p.peek(0)) || p.isBreak(0) {
		if p.isBreak(0) {
			breaks++
		}
		p.next()
	}
	if breaks == 0 && !escaped {
		text.Write(p.src[from:p.at.Offset])
		return true
	}
	quote := p.src[n.Start.Offset]
	// yaml.v3 itself writes the quote that ends a text with final line breaks there.
	alone := p.peek(0) == quote && (p.isBlankOrEnd(1) || strings.IndexByte(",]}", p.peek(1)) >= 0)
	if p.anyMarker() || !p.eof() && p.col() <= parent && !alone {
		p.neverClosed(n.Start, "quote", "another "+string(quote))
		return false
	}
	switch {
	case escaped:
		text.WriteString(strings.Repeat("\n", breaks))
	case breaks == 1:
		text.WriteByte(' ')
	default:
		text.WriteString(strings.Repeat("\n", breaks-1))
	}
	return true
}

// escape reads a backslash and what belongs to it.
func (p *parser) escape(text *strings.Builder, n *Node, parent int) bool {
	start := p.at
	p.next()
	c := p.peek(0)
	if p.isBreak(0) {
		p.next()
		return p.foldQuoted(text, n, parent, true)
	}
	if s, known := escapes[c]; known {
		p.next()
		text.WriteString(s)
		return true
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	p.next()
	if digits == 0 {
		p.fail(Problem{
			Start: start, End: p.at,
			Message: fmt.Sprintf(`%q is no escape: expected one like \n, \t, \", \\ or \u00e9`, p.src[start.Offset:p.at.Offset]),
			Hint:    backslashHint,
		})
		return false
	}
	var r rune
	for range digits {
		d := strings.IndexByte("0123456789abcdef", lower(p.peek(0)))
		if d < 0 || p.eof() {
			p.fail(Problem{Start: start, End: p.at, Message: fmt.Sprintf(`\%c needs %d hexadecimal digits`, c, digits), Hint: backslashHint})
			return false
		}
		r = r<<4 | rune(d)
		p.next()
	}
	if !utf8.ValidRune(r) {
		p.fail(Problem{Start: start, End: p.at, Message: fmt.Sprintf("%s is not a character", p.src[start.Offset:p.at.Offset])})
		return false
	}
	text.WriteRune(r)
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'F' {
		return c + 'a' - 'A'
	}
	return c
}

// unclosedEarlier blames a quote that spans lines for what does not fit behind
// it: most likely it was to end on its first line.
func (p *parser) unclosedEarlier(n *Node) bool {
	if n.Kind != Scalar || n.Start.Line == n.End.Line || n.Style != SingleQuoted && n.Style != DoubleQuoted {
		return false
	}
	p.reopen(n, p.src[n.Start.Offset])
	return true
}
