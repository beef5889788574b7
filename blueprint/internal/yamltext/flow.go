package yamltext

import (
	"fmt"
	"strings"
)

// closers says what belongs to an opening bracket or brace.
var closers = map[byte]struct {
	with       byte
	name, kind string
}{
	'[': {']', "bracket", "list"},
	'{': {'}', "brace", "mapping"},
}

// flowCollection reads a collection in brackets or braces. parent is the
// column of the block around it.
func (p *parser) flowCollection(parent int) *Node {
	open := p.peek(0)
	n := p.node(Sequence, Flow)
	if open == '{' {
		n.Kind = Mapping
	}
	p.enter()
	p.next()
	for {
		if !p.flowSpace(n, parent) {
			return nil
		}
		if c := p.peek(0); c == closers[open].with {
			p.next()
			n.End = p.at
			p.depth--
			return n
		}
		if !p.flowEntry(n, parent) || !p.flowSpace(n, parent) || !p.flowComma(n, open) {
			p.depth--
			return nil
		}
	}
}

// flowComma moves over a comma, or stays before the end of the collection.
func (p *parser) flowComma(n *Node, open byte) bool {
	switch c := p.peek(0); c {
	case ',':
		p.next()
		return true
	case closers[open].with:
		return true
	case ']', '}':
		p.mismatch(n)
		return false
	case ':':
		if p.lastLine.Offset > n.Start.Offset && p.lastLine.Line > n.Start.Line {
			p.at = p.lastLine
			p.failHere(0, "a comma is missing before this line", "")
			return false
		}
		p.failHere(1, fmt.Sprintf("unexpected colon: expected \",\" or \"%c\"", closers[open].with), `text that contains ": " needs quotes`)
		return false
	}
	if p.lastQuoteBlamed(n) {
		return false
	}
	p.failHere(0, fmt.Sprintf("unexpected text: expected \",\" or \"%c\"", closers[open].with), "")
	return false
}

// lastQuoteBlamed blames a quoted text that spans lines for what follows it.
func (p *parser) lastQuoteBlamed(n *Node) bool {
	last := n
	for last != nil && last.Style == Flow {
		switch {
		case len(last.Items) > 0:
			last = last.Items[len(last.Items)-1]
		case len(last.Pairs) > 0:
			last = last.Pairs[len(last.Pairs)-1].Value
		default:
			last = nil
		}
	}
	return last != nil && p.unclosedEarlier(last)
}

// mismatch tells that another bracket ends what this one opened.
func (p *parser) mismatch(n *Node) {
	c := closers[p.src[n.Start.Offset]]
	end := p.at
	end.Column++
	end.Offset++
	p.neverClosed(n.Start, c.name, fmt.Sprintf("%q", string(c.with)), Related{Start: p.at, End: end, Message: fmt.Sprintf("\"%c\" stands here instead", p.peek(0))})
	p.skipLine()
}

// flowSpace moves over blanks, comments and lines within brackets, and says
// whether the collection goes on: a line that starts with a key or a dash no
// deeper than the block around belongs to that block.
func (p *parser) flowSpace(n *Node, parent int) bool {
	for {
		for isBlank(p.peek(0)) {
			p.next()
		}
		p.comment()
		if p.eof() || p.anyMarker() || p.lineStart() && p.structural(parent) {
			c := closers[p.src[n.Start.Offset]]
			p.neverClosed(n.Start, c.name, fmt.Sprintf("%q", string(c.with)))
			return false
		}
		if !p.endOfLine() {
			return true
		}
		p.next()
	}
}

// structural tells whether the content at hand, first on its line, starts an
// entry of the block around.
func (p *parser) structural(parent int) bool {
	if p.endOfLine() || p.col() > parent {
		return false
	}
	return p.peek(0) == '-' && p.isBlankOrEnd(1) || p.keyAhead()
}

// flowEntry reads one entry: of a list a value, of a mapping a key and its
// value. A pair within a list is a mapping of its own.
func (p *parser) flowEntry(n *Node, parent int) bool {
	start := p.at
	switch c := p.peek(0); {
	case c == ',':
		p.failHere(1, "a comma with nothing before it: expected a value", "")
		return false
	case c == ']' || c == '}':
		p.mismatch(n)
		return false
	case c == '?' && p.isBlankOrEnd(1):
		p.failHere(1, `"?" keys are not used in blueprints: expected a plain key`, "")
		return false
	case c == ':' && (p.isBlankOrEnd(1) || strings.IndexByte(",]}", p.peek(1)) >= 0):
		p.failHere(1, "a key is missing before this colon", "")
		return false
	}
	key := p.flowValue(parent)
	if key == nil {
		return false
	}
	p.skipBlanks()
	pair := p.peek(0) == ':' && (p.isBlankOrEnd(1) || key.Style != Plain || key.Alias != nil)
	if !pair && n.Kind == Sequence {
		n.Items = append(n.Items, key)
		n.size += key.size
		return true
	}
	if !p.flowKey(key, start) {
		return false
	}
	v := p.node(Null, Plain)
	v.Start, v.End = written(key), written(key)
	if pair {
		colon := p.at
		if v = p.flowPairValue(n, parent); v == nil {
			return false
		}
		v.Mark = colon
	}
	if n.Kind == Mapping {
		n.Pairs = append(n.Pairs, Pair{key, v})
		n.size += key.size + v.size
		return true
	}
	inner := p.node(Mapping, Flow)
	inner.Start, inner.End = start, written(v)
	inner.Pairs, inner.size = []Pair{{key, v}}, 1+key.size+v.size
	n.Items = append(n.Items, inner)
	n.size += inner.size
	return true
}

// flowKey checks that a node can be the key of a pair.
func (p *parser) flowKey(key *Node, start Pos) bool {
	switch {
	case key.Alias != nil:
		p.fail(Problem{Start: key.Alias.Start, End: key.Alias.End, Message: "a key must be written out, not an alias"})
	case key.Kind == Null:
		p.fail(Problem{Start: start, End: p.at, Message: "a key is missing before this colon"})
	case key.Kind != Scalar:
		p.fail(Problem{Start: key.Start, End: key.End, Message: "a key must be text, not a " + key.Kind.String()})
	case key.Start.Line != key.End.Line && p.peek(0) == ':':
		if key.Style == Plain {
			p.fail(Problem{Start: p.lastLine, End: key.End, Message: "a comma is missing before this line"})
		} else {
			p.reopen(key, p.src[key.Start.Offset])
		}
	case key.End.Column-key.Start.Column > maxKey && key.Start.Line == key.End.Line && p.peek(0) == ':':
		p.fail(Problem{Start: key.Start, End: key.End, Message: fmt.Sprintf("this key is too long: at most %d characters", maxKey)})
	case key.Value == "<<" && key.Style == Plain:
		p.fail(Problem{Start: key.Start, End: key.End, Message: `merging with "<<" is not used in blueprints: write the keys out`})
	default:
		return true
	}
	return false
}

// flowPairValue reads what stands behind the colon of a pair.
func (p *parser) flowPairValue(n *Node, parent int) *Node {
	p.next()
	behind := p.at
	if !p.flowSpace(n, parent) {
		return nil
	}
	if strings.IndexByte(",]}", p.peek(0)) >= 0 {
		v := p.node(Null, Plain)
		v.Start, v.End = behind, behind
		return v
	}
	return p.flowValue(parent)
}

// flowValue reads one value within brackets.
func (p *parser) flowValue(parent int) *Node {
	switch p.peek(0) {
	case '[', '{':
		return p.flowCollection(parent)
	case '"', '\'':
		return p.quoted(parent)
	case '*':
		return p.alias()
	case '&', '!':
		return p.flowWithProperties(parent)
	}
	return p.plain(parent, false, true)
}
