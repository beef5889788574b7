// Package half reads YAML that is only half typed. What comes in is any text at
// all; what goes out is a tree of what can be made out of it, by indents and
// brackets, with the place of every key and value. It never fails and judges
// nothing: whether a text is right is said by the strict reader.
package half

import "strings"

// Kind tells what a Node is.
type Kind uint8

// The kinds of nodes.
const (
	Empty   Kind = iota // nothing was typed yet
	Scalar              // a plain or quoted value, or a text of several lines
	Mapping             // keys with values
	List                // items
)

// Node is a value. Places are bytes of the text.
type Node struct {
	Kind       Kind
	Start, End int
	Text       string // of a scalar, without its quotes
	Quoted     bool
	Flow       bool // a mapping or list in brackets
	Column     int  // of a mapping or list in lines: how far it is indented
	Entries    []Entry
	Items      []*Node
}

// Entry is a key of a mapping with its value.
type Entry struct {
	Key        string
	Start, End int // of the key, with its quotes
	Colon      int // where the colon stands, -1 where none was typed yet
	Value      *Node
}

// Get is the value of a key, nil where it is not there.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// maxDepth bounds mappings within mappings; what is deeper is a plain value.
const maxDepth = 60

// Parse reads a text as far as it goes.
func Parse(text string) *Node {
	p := &parser{text: text}
	if strings.HasPrefix(text, "\ufeff") {
		p.at = len("\ufeff")
	}
	root := p.block(0, 0)
	for p.skipBlank(); p.at < len(p.text); p.skipBlank() { // further in or out than all before
		more := p.block(0, 0)
		switch {
		case root.Kind == Mapping && more.Kind == Mapping:
			root.Entries = append(root.Entries, more.Entries...)
			root.End = more.End
		case root.Kind < Mapping:
			root = more
		}
	}
	return root
}

// parser goes through a text once, from the first byte to the last.
type parser struct {
	text string
	at   int
}

func (p *parser) peek(i int) byte {
	if p.at+i < len(p.text) {
		return p.text[p.at+i]
	}
	return 0
}

// column is how many bytes stand before a place in its line.
func (p *parser) column(at int) int {
	return at - (strings.LastIndexByte(p.text[:at], '\n') + 1)
}

// skipBlank goes to the first byte of the next line that says something, behind
// its indent, passing over blank lines, comments and marks of documents. Where
// something stands on this line still, it goes there.
func (p *parser) skipBlank() {
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			p.at++
		case c == '#':
			p.line()
		case (c == '-' && strings.HasPrefix(p.text[p.at:], "---") || c == '%') && p.column(p.at) == 0:
			p.line()
		default:
			return
		}
	}
}

// line goes to the end of the line.
func (p *parser) line() {
	if i := strings.IndexByte(p.text[p.at:], '\n'); i >= 0 {
		p.at += i
		return
	}
	p.at = len(p.text)
}

func (p *parser) spaces() {
	for p.peek(0) == ' ' || p.peek(0) == '\t' {
		p.at++
	}
}

// ended tells whether nothing but a comment follows on the line.
func (p *parser) ended() bool {
	p.spaces()
	c := p.peek(0)
	return p.at >= len(p.text) || c == '\n' || c == '\r' || c == '#' && (p.at == 0 || strings.IndexByte(" \t\n", p.text[p.at-1]) >= 0)
}

// dash tells whether an item of a list begins here.
func (p *parser) dash() bool {
	c := p.peek(1)
	return p.peek(0) == '-' && (c == ' ' || c == '\n' || c == '\r' || c == '\t' || p.at+1 >= len(p.text))
}

// block reads what stands in the next lines, if it is indented by at least so
// many columns.
func (p *parser) block(least, depth int) *Node {
	from := p.at
	p.skipBlank()
	column := p.column(p.at)
	if p.at >= len(p.text) || column < least {
		p.at = from
		return &Node{Start: from, End: from}
	}
	return p.here(column, depth)
}

// here reads a value that begins at this place, in lines that are indented as it
// is.
func (p *parser) here(column, depth int) *Node {
	switch {
	case depth > maxDepth:
		return p.plain(column, false)
	case p.dash():
		return p.list(column, depth)
	}
	if _, ok := p.key(); ok {
		return p.mapping(column, depth)
	}
	return p.value(column, depth)
}

// list reads items that begin at a column.
func (p *parser) list(column, depth int) *Node {
	n := &Node{Kind: List, Start: p.at, Column: column}
	for p.dash() && p.column(p.at) == column {
		p.at++
		if p.ended() {
			n.Items = append(n.Items, p.block(column+1, depth+1))
		} else {
			n.Items = append(n.Items, p.here(p.column(p.at), depth+1))
		}
		n.End = n.Items[len(n.Items)-1].End
		back := p.at
		p.skipBlank()
		for p.at < len(p.text) && p.column(p.at) > column { // indented like nothing before
			p.stray(n.Items[len(n.Items)-1], depth)
			back = p.at
			p.skipBlank()
		}
		if p.at >= len(p.text) || p.column(p.at) != column || !p.dash() {
			p.at = back
			break
		}
	}
	return n
}

// stray reads lines that are indented like nothing before them, and takes them as
// further keys of the mapping that is nearest.
func (p *parser) stray(n *Node, depth int) {
	more := p.here(p.column(p.at), depth+1)
	for n.Kind == Mapping && len(n.Entries) > 0 && n.Entries[len(n.Entries)-1].Value.Kind == Mapping && !n.Entries[len(n.Entries)-1].Value.Flow {
		n = n.Entries[len(n.Entries)-1].Value
	}
	switch {
	case more.Kind == Mapping && n.Kind == Mapping && !n.Flow:
		n.Entries = append(n.Entries, more.Entries...)
	case more.Kind == Scalar && n.Kind == Mapping && !n.Flow:
		n.Entries = append(n.Entries, Entry{Key: more.Text, Start: more.Start, End: more.End, Colon: -1, Value: &Node{Start: more.End, End: more.End}})
	case n.Kind == Empty:
		*n = *more
	}
	n.End = max(n.End, more.End)
}

// mapping reads keys that begin at a column.
func (p *parser) mapping(column, depth int) *Node {
	n := &Node{Kind: Mapping, Start: p.at, Column: column}
	for {
		e, ok := p.key()
		if ok {
			p.at = e.Colon + 1
			e.Value = p.behind(column, depth)
		} else { // a key that is being typed
			v := p.plain(column, true)
			if v.End == v.Start {
				p.line()
				v.End = p.at
			}
			e = Entry{Key: v.Text, Start: v.Start, End: v.End, Colon: -1, Value: &Node{Start: v.End, End: v.End}}
		}
		n.Entries = append(n.Entries, e)
		n.End = max(e.End, e.Colon+1, e.Value.End)
		back := p.at
		p.skipBlank()
		for p.at < len(p.text) && p.column(p.at) > column {
			p.stray(n, depth)
			back = p.at
			p.skipBlank()
		}
		if p.at >= len(p.text) || p.column(p.at) != column || p.dash() {
			p.at = back
			return n
		}
	}
}

// behind reads what stands behind the colon of a key that begins at a column.
func (p *parser) behind(column, depth int) *Node {
	if !p.ended() {
		return p.value(column, depth)
	}
	empty := p.at
	p.skipBlank()
	if p.at < len(p.text) && p.column(p.at) == column && p.dash() { // a list may begin below its key
		return p.list(column, depth+1)
	}
	p.at = empty
	n := p.block(column+1, depth+1)
	if n.Kind == Empty {
		n.Start, n.End = empty, empty
	}
	return n
}

// value reads a value that begins on this line, under a key or dash at a column.
func (p *parser) value(column, depth int) *Node {
	for p.peek(0) == '&' || p.peek(0) == '!' { // anchors and tags
		for c := p.peek(0); c != 0 && c != ' ' && c != '\n'; c = p.peek(0) {
			p.at++
		}
		if p.ended() {
			return p.block(column+1, depth+1)
		}
	}
	switch p.peek(0) {
	case '{', '[':
		return p.flow(column, depth)
	case '"', '\'':
		n := p.quoted()
		p.rest(n)
		return n
	case '|', '>':
		return p.literal(column)
	}
	return p.plain(column, true)
}

// rest passes over what follows a value on its line and cannot belong to it.
func (p *parser) rest(n *Node) {
	if !p.ended() {
		n.End = p.at
		p.line()
	}
}
