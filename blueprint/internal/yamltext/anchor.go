package yamltext

import (
	"fmt"
	"strings"
)

// tags that say what a value is without making it something of a language.
var tags = []string{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!timestamp", "!!map", "!!seq"}

// properties reads the anchor and the tag before a node.
func (p *parser) properties() (anchor, tag string, ok bool) {
	for p.peek(0) == '&' || p.peek(0) == '!' {
		start := p.at
		if p.peek(0) == '&' {
			name := p.name()
			if name == "" {
				return "", "", false
			}
			if anchor != "" {
				p.fail(Problem{Start: start, End: p.at, Message: "a second anchor on one value: expected one"})
				return "", "", false
			}
			anchor = name
		} else {
			t := p.tag()
			if t == "" || tag != "" {
				p.fail(Problem{Start: start, End: p.at, Message: fmt.Sprintf("the tag %q is not used in blueprints", p.src[start.Offset:p.at.Offset]), Hint: `text that starts with "!" needs quotes`})
				return "", "", false
			}
			tag = t
		}
		p.skipBlanks()
	}
	return anchor, tag, true
}

func (p *parser) tag() string {
	from := p.at.Offset
	for !p.isBlankOrEnd(0) && strings.IndexByte(",[]{}", p.peek(0)) < 0 {
		p.next()
	}
	written := string(p.src[from:p.at.Offset])
	for _, t := range tags {
		if t == written {
			return t
		}
	}
	return ""
}

// name reads the name of an anchor or alias with the sign before it.
func (p *parser) name() string {
	start := p.at
	sign := p.peek(0)
	p.next()
	from := p.at.Offset
	for c := p.peek(0); c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '-'; c = p.peek(0) {
		p.next()
	}
	name := string(p.src[from:p.at.Offset])
	if name != "" && (p.isBlankOrEnd(0) || strings.IndexByte(",]}:", p.peek(0)) >= 0) {
		return name
	}
	for !p.isBlankOrEnd(0) {
		p.next()
	}
	p.fail(Problem{
		Start: start, End: p.at,
		Message: fmt.Sprintf("%q names no anchor: expected ASCII letters, digits, - and _", p.src[start.Offset:p.at.Offset]),
		Hint:    fmt.Sprintf("text that starts with \"%c\" needs quotes", sign),
	})
	return ""
}

// withProperties reads an anchor or tag in block context and the value behind.
func (p *parser) withProperties(at place) *Node {
	start := p.at
	anchor, tag, ok := p.properties()
	if !ok {
		return nil
	}
	p.comment()
	at.behind, at.tagged = p.at, true
	return p.tagged(start, anchor, tag, func() *Node {
		if at.own = p.endOfLine(); at.own {
			p.content()
		}
		if p.peek(0) == '*' && !p.outside(at) && !p.keyAhead() {
			p.failHere(1, "an alias behind an anchor or tag: expected the value", "")
			return nil
		}
		return p.value(at)
	})
}

// flowWithProperties does the same within brackets.
func (p *parser) flowWithProperties(parent int) *Node {
	start := p.at
	anchor, tag, ok := p.properties()
	if !ok {
		return nil
	}
	return p.tagged(start, anchor, tag, func() *Node {
		switch c := p.peek(0); {
		case p.endOfLine() || c == '*':
			p.failHere(0, "a value is missing behind the anchor or tag: expected it on the same line", "")
			return nil
		case strings.IndexByte(",]}", c) >= 0 || c == ':' && p.isBlankOrEnd(1):
			return p.node(Null, Plain)
		}
		return p.flowValue(parent)
	})
}

// tagged reads a value and gives it its anchor and tag.
func (p *parser) tagged(start Pos, anchor, tag string, read func() *Node) *Node {
	if anchor != "" {
		if p.pending == nil {
			p.pending = map[string]Pos{}
		}
		p.pending[anchor] = start
	}
	n := read()
	if anchor != "" {
		delete(p.pending, anchor)
	}
	if n == nil {
		// Known all the same, so that one mistake is not told at every use.
		p.define(anchor, &Node{Start: start, End: start, size: 1})
		return nil
	}
	n.Tag = tag
	if anchor != "" {
		p.define(anchor, n)
	}
	return n
}

func (p *parser) define(anchor string, n *Node) {
	if p.anchors == nil {
		p.anchors = map[string]*Node{}
	}
	n.Anchor = anchor
	p.anchors[anchor] = n
}

// alias reads *name and returns what it stands for.
func (p *parser) alias() *Node {
	start := p.at
	name := p.name()
	if name == "" {
		return nil
	}
	here := Span{start, p.at}
	if at, inside := p.pending[name]; inside {
		p.fail(Problem{
			Start: here.Start, End: here.End,
			Message: fmt.Sprintf("the anchor %q contains itself", name),
			Related: []Related{{Start: at, End: at, Message: "it is defined here"}},
		})
		return nil
	}
	n, known := p.anchors[name]
	if !known {
		p.fail(Problem{
			Start: here.Start, End: here.End,
			Message: fmt.Sprintf("the alias *%s has no anchor: expected &%s before it", name, name),
			Hint:    `text that starts with "*" needs quotes`,
		})
		return nil
	}
	p.expanded += n.size
	if p.expanded > p.lim.Aliases {
		p.stop(Problem{Start: here.Start, End: here.End, Message: fmt.Sprintf("aliases stand for too many values: at most %d are read", p.lim.Aliases)})
	}
	copied := *n
	copied.Alias = &here
	return &copied
}
