package yamltext

import (
	"fmt"
	"strings"
)

// blockScalar reads a literal (|) or folded (>) text.
func (p *parser) blockScalar(parent int) *Node {
	n := p.node(Scalar, Literal)
	if p.peek(0) == '>' {
		n.Style = Folded
	}
	p.next()
	chomp, indent, ok := p.blockHeader(parent)
	if !ok {
		return nil
	}
	n.End = p.at
	if p.lineHasComment(n) {
		n.End = p.beforeComment()
	}
	p.next()
	var text strings.Builder
	var breaks int        // line breaks not written yet
	var wasMore, any bool // the line before starts with a blank; there was a line
	for !p.eof() {
		blanks, ok := p.blockLines(&indent, parent)
		breaks += blanks
		if !ok || p.eof() || p.col() < indent {
			break
		}
		more := isBlank(p.peek(0))
		switch {
		case any && n.Style == Folded && !wasMore && !more:
			if breaks == 1 {
				text.WriteByte(' ')
			} else {
				text.WriteString(strings.Repeat("\n", breaks-1))
			}
		default:
			text.WriteString(strings.Repeat("\n", breaks))
		}
		from := p.at.Offset
		p.skipLine()
		text.Write(p.src[from:p.at.Offset])
		n.End, breaks, wasMore, any = p.at, 0, more, true
		if !p.eof() {
			p.next()
			breaks = 1
		}
	}
	n.Value = p.chomp(text.String(), chomp, breaks, any, n)
	p.backToLine()
	return n
}

// chomp ends a block text as its header says.
func (p *parser) chomp(text string, chomp byte, breaks int, any bool, n *Node) string {
	switch {
	case chomp == '+':
		if breaks > 1 || !any && breaks > 0 {
			n.End = p.lastBlank()
		}
		return text + strings.Repeat("\n", breaks)
	case chomp == '-' || !any || breaks == 0:
		return text
	}
	return text + "\n"
}

// lastBlank is the end of the line before the one at hand.
func (p *parser) lastBlank() Pos {
	i := p.at.Offset - p.col() - 1 // the line feed
	if i > 0 && p.src[i-1] == '\r' {
		i--
	}
	end := Pos{Line: p.at.Line - 1, Column: 1, Offset: i}
	for j := i; j > 0 && p.src[j-1] != '\n'; j-- {
		end.Column++ // blanks only: bytes are characters
	}
	return end
}

// backToLine moves back to the start of a line whose indentation was skipped,
// so that whoever reads on sees the line whole.
func (p *parser) backToLine() {
	if p.lineStart() {
		p.at.Offset -= p.col()
		p.at.Column = 1
	}
}

func (p *parser) lineHasComment(n *Node) bool {
	c := len(p.comments)
	return c > 0 && p.comments[c-1].Start.Line == n.Start.Line && p.comments[c-1].Start.Offset > n.Start.Offset
}

func (p *parser) beforeComment() Pos {
	at := p.comments[len(p.comments)-1].Start
	for isBlank(p.src[at.Offset-1]) {
		at.Offset--
		at.Column--
	}
	return at
}

// blockHeader reads what stands behind | or >: how to end the text, and how
// far it is indented. An indent of -1 is to be found from the first line.
func (p *parser) blockHeader(parent int) (chomp byte, indent int, ok bool) {
	indent = -1
	sign := p.peek(-1)
	for {
		c := p.peek(0)
		switch {
		case (c == '+' || c == '-') && chomp == 0:
			chomp = c
		case c >= '1' && c <= '9' && indent < 0:
			indent = max(parent, 0) + int(c-'0')
		default:
			p.skipBlanks()
			start := p.at
			if isBlank(p.peek(-1)) {
				p.comment()
			}
			if !p.endOfLine() {
				p.skipLine()
				p.fail(Problem{Start: start, End: p.at, Message: fmt.Sprintf("unexpected text behind \"%c\": expected it on the next line", sign), Hint: `text that starts with "|" or ">" needs quotes`})
				return 0, 0, false
			}
			return chomp, indent, true
		}
		p.next()
	}
}

// blockLines moves over blank lines to the next line of the text and counts
// them, finding the indentation on the way if it is not known.
func (p *parser) blockLines(indent *int, parent int) (blanks int, ok bool) {
	deepest := 0
	for !p.eof() {
		for p.peek(0) == ' ' && (*indent < 0 || p.col() < *indent) {
			p.next()
		}
		deepest = max(deepest, p.col())
		if p.peek(0) == '\t' && (*indent < 0 || p.col() < *indent) {
			p.tab(p.at)
			return blanks, false
		}
		if !p.isBreak(0) {
			break
		}
		blanks++
		p.next()
	}
	if *indent < 0 {
		*indent = max(deepest, parent+1, 1)
	}
	return blanks, true
}
