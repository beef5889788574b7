package yamltext

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// peek returns the byte i places ahead, and 0 behind the end.
func (p *parser) peek(i int) byte {
	if i += p.at.Offset; i < len(p.src) {
		return p.src[i]
	}
	return 0
}

func (p *parser) eof() bool { return p.at.Offset >= len(p.src) }

// col is the column counted from 0, as indentation is.
func (p *parser) col() int { return p.at.Column - 1 }

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// isBreak tells whether a line ends at offset i. A lone carriage return never
// gets this far without a problem.
func (p *parser) isBreak(i int) bool {
	return p.peek(i) == '\n' || p.peek(i) == '\r' && p.peek(i+1) == '\n'
}

func (p *parser) isBlankOrEnd(i int) bool {
	return p.at.Offset+i >= len(p.src) || isBlank(p.peek(i)) || p.isBreak(i)
}

func (p *parser) endOfLine() bool { return p.eof() || p.isBreak(0) }

// next moves over one character, or over a whole line break.
func (p *parser) next() {
	if p.eof() {
		return
	}
	if p.isBreak(0) {
		if p.src[p.at.Offset] == '\r' {
			p.at.Offset++
		}
		p.at = Pos{Line: p.at.Line + 1, Column: 1, Offset: p.at.Offset + 1}
		return
	}
	size := 1
	if p.src[p.at.Offset] >= utf8.RuneSelf {
		_, size = utf8.DecodeRune(p.src[p.at.Offset:])
	}
	p.at.Offset += size
	p.at.Column++
}

func (p *parser) skip(n int) {
	for range n {
		p.next()
	}
}

func (p *parser) skipBlanks() {
	for isBlank(p.peek(0)) {
		p.next()
	}
}

func (p *parser) skipLine() {
	for !p.endOfLine() {
		p.next()
	}
}

// lineStart tells whether only blanks stand before the current place.
func (p *parser) lineStart() bool {
	i := p.at.Offset
	for i > 0 && isBlank(p.src[i-1]) {
		i--
	}
	return i == 0 || p.src[i-1] == '\n' || i == len(bom) && bytes.HasPrefix(p.src, bom)
}

// comment skips a comment if one starts here: a # at the start of the line or
// behind a blank.
func (p *parser) comment() {
	if p.peek(0) != '#' {
		return
	}
	if i := p.at.Offset; !isBlank(p.src[max(i-1, 0)]) && !p.lineStart() {
		return
	}
	start := p.at
	p.skipLine()
	// Looking ahead may pass the same comment twice.
	if n := len(p.comments); n == 0 || p.comments[n-1].Start.Offset < start.Offset {
		p.comments = append(p.comments, Span{start, p.at})
	}
}

// content moves to the next thing that is neither blank nor comment in block
// context, complaining about tabs that indent it.
func (p *parser) content() {
	for !p.eof() {
		fresh := p.lineStart()
		var tab *Pos
		for isBlank(p.peek(0)) {
			if p.peek(0) == '\t' && fresh {
				if tab == nil {
					tab = &Pos{p.at.Line, p.at.Column, p.at.Offset}
				}
				p.masks = append(p.masks, p.at.Offset)
			}
			p.next()
		}
		p.comment()
		if !p.endOfLine() {
			if tab != nil {
				p.tab(*tab)
			}
			return
		}
		p.next()
	}
}

// tab complains about a tab that indents, once for a text: tabs come in droves.
func (p *parser) tab(at Pos) {
	if p.tabs {
		p.broken = true
		return
	}
	p.tabs = true
	p.fail(Problem{
		Start: at, End: Pos{at.Line, at.Column + 1, at.Offset + 1},
		Message: "a tab indents this line: expected spaces",
		Hint:    "set the editor to two spaces for YAML",
	})
}

// marker tells whether the current line starts with the mark (--- or ...).
func (p *parser) marker(mark string) bool {
	return p.at.Column == 1 && bytes.HasPrefix(p.src[p.at.Offset:], []byte(mark)) && p.isBlankOrEnd(len(mark))
}

func (p *parser) anyMarker() bool { return p.marker("---") || p.marker("...") }

// document reads the whole text.
func (p *parser) document() *Node {
	p.content()
	if p.peek(0) == '%' && p.at.Column == 1 {
		start := p.at
		p.skipLine()
		p.fail(Problem{Start: start, End: p.at, Message: "directives that start with % are not used in blueprints: expected a key"})
		p.content()
	}
	if p.marker("---") {
		p.skip(3)
		p.skipBlanks()
		p.comment()
		if !p.endOfLine() {
			p.fail(Problem{Start: p.at, End: p.at, Message: `text behind "---": expected it on the next line`})
			p.skipLine()
		}
		p.content()
	}
	root := p.value(place{parent: -1, own: true, behind: p.at})
	for root != nil && !p.eof() {
		if p.content(); p.eof() {
			break
		}
		if p.marker("...") {
			p.skip(3)
			p.skipBlanks()
			if p.comment(); p.endOfLine() {
				continue
			}
		}
		if p.anyMarker() {
			p.fail(Problem{
				Start: p.at, End: Pos{p.at.Line, p.at.Column + 3, p.at.Offset + 3},
				Message: `a second document starts here: expected the end of the text, one file is one blueprint`,
				Hint:    "move what follows into a file of its own",
			})
			break
		}
		start := p.at
		p.skipLine()
		p.fail(Problem{Start: start, End: p.at, Message: fmt.Sprintf("unexpected text behind %s", describe(root))})
	}
	return root
}

func describe(n *Node) string {
	switch {
	case n.Kind == Mapping:
		return "the mapping"
	case n.Kind == Sequence:
		return "the list"
	}
	return "the text " + short(n.Value)
}

// short quotes a text for a message, cut to a readable length.
func short(s string) string {
	r := []rune(s)
	if len(r) > 30 {
		return fmt.Sprintf("%q", string(r[:29])+"…")
	}
	return fmt.Sprintf("%q", s)
}
