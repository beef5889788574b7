package yamltext

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// maxKey is the longest key in characters; YAML sets it.
const maxKey = 1024

// place says where a value in block context stands.
type place struct {
	parent int  // column of the block that holds it, -1 at the root
	own    bool // a block mapping or sequence may start right here
	inMap  bool // it is the value of a key: a list may stand in the key's own column
	tagged bool // it has an anchor or tag already
	behind Pos  // where a value that is left out stands
}

// value reads a value in block context; nil means that it is broken, with the
// problem told and the reader somewhere in it.
func (p *parser) value(at place) *Node {
	if !at.own {
		p.skipBlanks()
		p.comment()
	}
	if p.endOfLine() || p.anyMarker() {
		p.content()
		at.own = true
	}
	start := p.at
	if at.own && (p.outside(at) || p.eof() || p.anyMarker()) {
		n := p.node(Null, Plain)
		n.Start, n.End = at.behind, at.behind
		return n
	}
	if c := p.peek(0); (c == '&' || c == '!') && !(at.own && p.keyAhead()) {
		if at.tagged {
			p.failHere(1, "a second anchor or tag on one value: expected the value", "")
			return nil
		}
		return p.withProperties(at)
	}
	switch c := p.peek(0); {
	case c == '|' || c == '>':
		return p.blockScalar(at.parent)
	case c == '-' && p.isBlankOrEnd(1):
		if at.own {
			return p.sequence(p.col() == at.parent)
		}
		p.skip(1)
		p.fail(Problem{Start: start, End: p.at, Message: "a list cannot start on the line of its key: expected it on the next line", Hint: "or write it in brackets: [one, two]"})
		return nil
	case at.own && (c == '?' && p.isBlankOrEnd(1) || c == ':' && p.isBlankOrEnd(1) || p.keyAhead()):
		return p.mapping()
	}
	return p.inline(at)
}

// outside tells whether the content at hand is no longer within the place.
func (p *parser) outside(at place) bool {
	if p.col() > at.parent {
		return false
	}
	return !(at.inMap && p.col() == at.parent && p.peek(0) == '-' && p.isBlankOrEnd(1))
}

// inline reads a value that is no block collection, up to its line's end.
func (p *parser) inline(at place) *Node {
	var n *Node
	switch c := p.peek(0); c {
	case '[', '{':
		n = p.flowCollection(at.parent)
	case '"', '\'':
		n = p.quoted(at.parent)
	case '*':
		n = p.alias()
	default:
		n = p.plain(at.parent, at.own, false)
	}
	if n == nil || n.Kind == Scalar && n.Style == Plain && n.Alias == nil {
		return n // plain text takes all it can by itself
	}
	return p.lineDone(n)
}

// lineDone checks that nothing but a comment follows on the line.
func (p *parser) lineDone(n *Node) *Node {
	p.skipBlanks()
	start := p.at
	p.comment()
	if p.endOfLine() {
		return n
	}
	if p.unclosedEarlier(n) {
		return nil
	}
	p.skipLine()
	message, hint := "unexpected text: expected the end of the line", ""
	switch {
	case n.Style == SingleQuoted:
		message, hint = "unexpected text behind the closing quote", `inside '…' an apostrophe is written twice: 'it''s'`
	case n.Style == DoubleQuoted:
		message, hint = "unexpected text behind the closing quote", `inside "…" a quote is written as \"`
	case n.Style == Flow:
		message = fmt.Sprintf("unexpected text behind the closing %s", closers[p.src[n.Start.Offset]].name)
	}
	if p.src[start.Offset] == '#' {
		message, hint = "a comment needs a space before its #", ""
	}
	p.fail(Problem{Start: start, End: p.at, Message: message, Hint: hint})
	return nil
}

// mapping reads a block mapping whose first key starts here.
func (p *parser) mapping() *Node {
	n := p.node(Mapping, Block)
	p.enter()
	indent := p.col()
	for {
		line := p.at.Line
		p.closed = p.closed[:0]
		if !p.entry(n, indent) {
			p.skipEntry(indent, line)
		}
		if !p.nextEntry(indent, line) {
			break
		}
	}
	p.depth--
	p.closed = append(p.closed, indent)
	return n
}

// entry reads one key and its value.
func (p *parser) entry(n *Node, indent int) bool {
	if p.peek(0) == '-' && p.isBlankOrEnd(1) {
		start := p.at
		p.skip(1)
		p.fail(Problem{Start: start, End: p.at, Message: `a list item among keys: expected a key`, Hint: "a list stands below a key of its own"})
		return false
	}
	key := p.key()
	if key == nil {
		return false
	}
	colon := Pos{p.at.Line, p.at.Column - 1, p.at.Offset - 1}
	v := p.value(place{parent: indent, inMap: true, behind: p.at})
	if v == nil {
		return false
	}
	v.Mark = colon
	n.Pairs = append(n.Pairs, Pair{key, v})
	n.size += key.size + v.size
	n.End = written(v)
	return true
}

// written is where a value ends in the text itself.
func written(n *Node) Pos {
	if n.Alias != nil {
		return n.Alias.End
	}
	return n.End
}

// sequence reads a block sequence whose first dash is here. shared tells that
// it stands in the column of the mapping around it, whose keys end it.
func (p *parser) sequence(shared bool) *Node {
	n := p.node(Sequence, Block)
	p.enter()
	indent := p.col()
	for {
		dash := p.peek(0) == '-' && p.isBlankOrEnd(1)
		if !dash && shared {
			break
		}
		line := p.at.Line
		p.closed = p.closed[:0]
		if !dash || !p.item(n, indent) {
			if !dash {
				p.failHere(0, `this line stands among list items: expected "- "`, "")
			}
			p.skipEntry(indent, line)
		}
		if !p.nextEntry(indent, line) {
			break
		}
	}
	p.depth--
	p.closed = append(p.closed, indent)
	return n
}

// item reads one dash and its value.
func (p *parser) item(n *Node, indent int) bool {
	dash := p.at
	p.skip(1)
	behind := p.at
	for p.peek(0) == ' ' {
		p.next()
	}
	if p.peek(0) == '\t' {
		p.tabBehindDash()
	}
	p.comment()
	v := p.value(place{parent: indent, own: true, behind: behind})
	if v == nil {
		return false
	}
	v.Mark = dash
	n.Items = append(n.Items, v)
	n.size += v.size
	n.End = written(v)
	return true
}

func (p *parser) tabBehindDash() {
	tab := p.at
	for isBlank(p.peek(0)) {
		p.masks = append(p.masks, p.at.Offset)
		p.next()
	}
	if !p.endOfLine() && p.peek(0) != '#' {
		p.tab(tab)
	}
}

// nextEntry moves to the next entry in a column, telling about lines that fit
// no open block, and says whether there is one.
func (p *parser) nextEntry(indent, line int) bool {
	for {
		p.content()
		switch {
		case p.eof() || p.anyMarker() || p.col() < indent:
			return false
		case p.col() == indent:
			return true
		}
		if p.at.Line == line {
			return false // cannot be: entries end with their line
		}
		p.badIndentation(indent)
		line = p.at.Line
		p.skipEntry(indent, line)
	}
}

// skipEntry moves past a broken entry: to the next line that is not deeper
// than the entry's column.
func (p *parser) skipEntry(indent, line int) {
	if !(p.lineStart() && p.at.Line > line && !p.endOfLine()) {
		p.skipLine()
	}
	for {
		for !p.eof() && (isBlank(p.peek(0)) || p.isBreak(0)) {
			p.next()
		}
		p.comment()
		if p.eof() || !p.endOfLine() && p.col() <= indent {
			return
		}
		p.skipLine()
	}
}

// badIndentation tells that the line at hand fits no open block.
func (p *parser) badIndentation(indent int) {
	fitting := []int{indent}
	for _, c := range p.closed {
		if c > indent && !slices.Contains(fitting, c) {
			fitting = append(fitting, c)
		}
	}
	slices.Sort(fitting)
	p.indentation(fitting, "this line is indented by %s, which fits no open block: expected %s")
}

func (p *parser) indentation(fitting []int, format string) {
	if p.tabs {
		p.broken = true // tabs were told about; columns mean little now
		return
	}
	start := p.at
	end := p.at
	for i := 0; !p.isBlankOrEnd(i); i++ {
		end.Offset++
		if p.peek(i)&0xc0 != 0x80 {
			end.Column++
		}
	}
	p.fail(Problem{Start: start, End: end, Message: fmt.Sprintf(format, spaces(p.col()), columns(fitting))})
}

// columns lists indentations: "2 or 4 spaces".
func columns(fitting []int) string {
	var words []string
	for _, f := range fitting[:len(fitting)-1] {
		words = append(words, strings.TrimSuffix(spaces(f), " spaces"))
	}
	return strings.Join(append(words, spaces(fitting[len(fitting)-1])), " or ")
}

func spaces(n int) string {
	switch n {
	case 0:
		return "no spaces"
	case 1:
		return "1 space"
	}
	return fmt.Sprintf("%d spaces", n)
}

// keyAhead tells whether a key with its colon stands here, on this line.
func (p *parser) keyAhead() bool {
	line := p.src[p.at.Offset:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = bytes.TrimSuffix(line[:i], []byte("\r"))
	}
	for len(line) > 0 && (line[0] == '&' || line[0] == '!') {
		i := bytes.IndexAny(line, " \t")
		if i < 0 {
			return false
		}
		line = bytes.TrimLeft(line[i:], " \t")
	}
	if len(line) == 0 {
		return false
	}
	switch line[0] {
	case '"', '\'':
		i := quotedEnd(line)
		if i < 0 {
			return false
		}
		return colonAt(bytes.TrimLeft(line[i:], " \t"), 0)
	case '[', '{':
		i := flowEnd(line)
		return i >= 0 && colonAt(bytes.TrimLeft(line[i:], " \t"), 0)
	case '|', '>', '#', '%', '@', '`':
		return false
	}
	for i := range line {
		if colonAt(line, i) {
			return true
		}
		if line[i] == '#' && i > 0 && isBlank(line[i-1]) {
			return false
		}
	}
	return false
}

// colonAt tells whether a colon that ends a key stands in a line.
func colonAt(line []byte, i int) bool {
	return i < len(line) && line[i] == ':' && (i+1 == len(line) || isBlank(line[i+1]))
}

// quotedEnd is the length of the quoted text that a line starts with, or -1.
func quotedEnd(line []byte) int {
	quote := line[0]
	for i := 1; i < len(line); i++ {
		switch {
		case quote == '"' && line[i] == '\\':
			i++
		case line[i] == quote && quote == '\'' && i+1 < len(line) && line[i+1] == quote:
			i++
		case line[i] == quote:
			return i + 1
		}
	}
	return -1
}

// flowEnd is the length of the flow collection that a line starts with, or -1.
func flowEnd(line []byte) int {
	depth := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '\'':
			if line[i-1] != ' ' && line[i-1] != '[' && line[i-1] != '{' && line[i-1] != ',' {
				continue // an apostrophe within a word
			}
			end := quotedEnd(line[i:])
			if end < 0 {
				return -1
			}
			i += end - 1
		}
	}
	return -1
}
