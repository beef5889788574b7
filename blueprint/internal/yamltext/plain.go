package yamltext

import (
	"fmt"
	"strings"
)

// key reads the key of a block mapping and the colon behind it.
func (p *parser) key() *Node {
	switch c := p.peek(0); {
	case c == '?' && p.isBlankOrEnd(1):
		p.failHere(1, `"?" keys are not used in blueprints: expected a plain key`, "")
		return nil
	case c == ':' && p.isBlankOrEnd(1):
		p.failHere(1, "a key is missing before this colon", "")
		return nil
	case c == '[' || c == '{':
		p.failHere(1, "a key must be text, not a "+closers[c].kind, "")
		return nil
	case c == '*' && p.keyAhead():
		p.failHere(1, "a key must be written out, not an alias", "")
		return nil
	}
	anchor, tag, ok := p.properties()
	if !ok {
		return nil
	}
	n := p.keyText()
	if n == nil {
		return nil
	}
	n.Tag = tag
	if anchor != "" {
		p.define(anchor, n)
	}
	behind := p.at
	p.skipBlanks()
	if p.peek(0) != ':' || !p.isBlankOrEnd(1) {
		p.missingColon(n, behind)
		return nil
	}
	if n.End.Column-n.Start.Column > maxKey {
		p.fail(Problem{Start: n.Start, End: n.End, Message: fmt.Sprintf("this key is too long: at most %d characters", maxKey)})
		return nil
	}
	if n.Value == "<<" && n.Style == Plain {
		p.failHere(1, `merging with "<<" is not used in blueprints: write the keys out`, "")
		return nil
	}
	p.next()
	return n
}

// keyText reads the text of a key, which never goes beyond its line.
func (p *parser) keyText() *Node {
	n := p.node(Scalar, Plain)
	if c := p.peek(0); c == '"' || c == '\'' {
		line, end := p.at, p.src[p.at.Offset:]
		if i := strings.IndexByte(string(end[:min(len(end), 4*maxKey)]), '\n'); i >= 0 {
			end = end[:i]
		}
		if quotedEnd(end) < 0 {
			p.neverClosed(line, "quote", "another "+string(c))
			p.skipLine()
			return nil
		}
		return p.quoted(-1)
	}
	if !p.startsPlain(false) {
		return nil
	}
	from := p.at.Offset
	for !p.endOfLine() {
		if isBlank(p.peek(0)) {
			at := p.at
			p.skipBlanks()
			if p.peek(0) == '#' || p.endOfLine() || p.peek(0) == ':' && p.isBlankOrEnd(1) {
				p.at = at
				break
			}
			continue
		}
		if p.peek(0) == ':' && p.isBlankOrEnd(1) {
			break
		}
		p.next()
	}
	n.Value = string(p.src[from:p.at.Offset])
	n.End = p.at
	return n
}

func (p *parser) failHere(bytes int, message, hint string) {
	end := p.at
	end.Column += bytes
	end.Offset += bytes
	p.fail(Problem{Start: p.at, End: end, Message: message, Hint: hint})
}

// missingColon tells that a line of a mapping has no colon behind its key.
func (p *parser) missingColon(n *Node, behind Pos) {
	if n.Style == Plain {
		if i := strings.IndexByte(n.Value, ':'); i > 0 {
			at := n.Start
			at.Offset += i
			at.Column += len([]rune(n.Value[:i]))
			p.fail(Problem{Start: at, End: Pos{at.Line, at.Column + 1, at.Offset + 1}, Message: fmt.Sprintf("a space is missing behind the colon: expected %q", n.Value[:i]+": …")})
			return
		}
	}
	p.fail(Problem{Start: n.Start, End: behind, Message: fmt.Sprintf(`a colon is missing: expected "key: value", found %s`, short(n.Value))})
}

// startsPlain tells, with a problem if not, whether plain text may start here.
func (p *parser) startsPlain(flow bool) bool {
	c := p.peek(0)
	switch {
	case strings.IndexByte("-?:", c) >= 0:
		if !p.isBlankOrEnd(1) && !(flow && c == ':') {
			return true
		}
	case strings.IndexByte(",[]{}#&*!|>'\"%@`", c) < 0:
		return true
	}
	if c == '#' {
		p.failHere(1, "a comment needs a space before its #", "")
		return false
	}
	hint := "put the text in quotes"
	if c == ']' || c == '}' {
		hint = "was it closed before, or never opened?"
	}
	p.failHere(1, fmt.Sprintf("text cannot start with \"%c\": expected a value", c), hint)
	return false
}

// plain reads text without quotes, which may go on over deeper lines. own
// tells that it is the first thing on its line or behind its dash.
func (p *parser) plain(parent int, own, flow bool) *Node {
	if !p.startsPlain(flow) {
		return nil
	}
	n := p.node(Scalar, Plain)
	p.lastLine = p.at
	var text strings.Builder
	for {
		from := p.at.Offset
		end, colon := p.plainLine(flow)
		text.Write(p.src[from:end.Offset])
		n.End = end
		if colon && !flow {
			return p.colonInText(n, own)
		}
		if !p.endOfLine() || p.eof() {
			break
		}
		breaks, more := p.plainContinues(parent, flow)
		if !more {
			break
		}
		if p.broken && p.tabs {
			return nil
		}
		if breaks == 1 {
			text.WriteByte(' ')
		} else {
			text.WriteString(strings.Repeat("\n", breaks-1))
		}
		p.lastLine = p.at
		if !flow && p.peek(0) == '-' && p.isBlankOrEnd(1) {
			p.listBelowText(n, own)
			return nil
		}
	}
	n.Value = text.String()
	return n
}

// plainLine moves over the rest of a line of plain text: to a comment, the
// line's end, a colon that ends a key, or what ends text within brackets.
func (p *parser) plainLine(flow bool) (end Pos, colon bool) {
	end = p.at
	for !p.endOfLine() {
		c := p.peek(0)
		switch {
		case isBlank(c):
			p.skipBlanks()
			if p.peek(0) == '#' {
				return end, false
			}
			continue
		case c == ':' && p.isBlankOrEnd(1):
			return end, true
		case flow && strings.IndexByte(",[]{}", c) >= 0:
			return end, false
		case flow && c == '?':
			p.masks = append(p.masks, p.at.Offset)
		}
		p.next()
		end = p.at
	}
	return end, false
}

// plainContinues moves to the next line of the text if it has one, and counts
// the line breaks up to there.
func (p *parser) plainContinues(parent int, flow bool) (breaks int, more bool) {
	back, masks := p.at, len(p.masks)
	var tab *Pos
	for !p.eof() && (isBlank(p.peek(0)) || p.isBreak(0)) {
		switch {
		case p.isBreak(0):
			breaks++
			tab = nil
		case p.peek(0) == '\t' && p.col() <= parent && !flow:
			if tab == nil {
				at := p.at
				tab = &at
			}
			p.masks = append(p.masks, p.at.Offset)
		}
		p.next()
	}
	more = !p.eof() && p.peek(0) != '#' && !p.anyMarker() && (flow || p.col() > parent)
	if flow && more && (p.structural(parent) || strings.IndexByte(",[]{}", p.peek(0)) >= 0 || p.peek(0) == ':' && p.isBlankOrEnd(1)) {
		more = false
	}
	if !more {
		p.at, p.masks = back, p.masks[:masks]
		return 0, false
	}
	if tab != nil {
		p.tab(*tab)
	}
	return breaks, true
}

// colonInText tells what a colon in the middle of plain text most likely means.
func (p *parser) colonInText(n *Node, own bool) *Node {
	colon := p.at
	defer p.skipLine()
	switch {
	case p.lastLine.Line == n.Start.Line:
		p.fail(Problem{
			Start: colon, End: Pos{colon.Line, colon.Column + 1, colon.Offset + 1},
			Message: `a second ": " on this line: expected one key and its value`,
			Hint:    `text that contains ": " needs quotes`,
		})
	case own && p.lastLine.Column >= n.Start.Column:
		p.colonMissing(n)
	default:
		p.deeperThanText(n)
	}
	return nil
}

// deeperThanText tells that a key stands below, and deeper than, a text.
func (p *parser) deeperThanText(n *Node) {
	p.at = p.lastLine
	line := n.Start.Offset
	for line > 0 && p.src[line-1] != '\n' {
		line--
	}
	first := line
	for isBlank(p.src[first]) || p.src[first] == '-' && isBlank(p.src[first+1]) {
		first++
	}
	p.indentation([]int{first - line}, "this line is indented by %s, below a key that has its text already: expected %s")
}

func (p *parser) colonMissing(n *Node) {
	first := &parser{src: p.src[:n.End.Offset], at: n.Start}
	first.skipLine()
	text := p.src[n.Start.Offset:first.at.Offset]
	p.fail(Problem{Start: n.Start, End: first.at, Message: fmt.Sprintf(`a colon is missing: expected "key: value", found %s`, short(string(text)))})
}

// listBelowText tells that a list stands below, and deeper than, a text.
func (p *parser) listBelowText(n *Node, own bool) {
	if own {
		p.colonMissing(n)
		return
	}
	start := p.at
	p.skip(1)
	p.fail(Problem{
		Start: start, End: p.at,
		Message: "a list item below a key that has its text already: expected a key",
		Hint:    `text of several lines that contains "- " needs quotes or a "|"`,
		Related: []Related{{Start: n.Start, End: n.End, Message: "the text starts here"}},
	})
}
