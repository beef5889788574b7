package half

import "strings"

// key finds a key with a colon behind it at this place; the place stays.
func (p *parser) key() (Entry, bool) {
	from := p.at
	defer func() { p.at = from }()
	if c := p.peek(0); c == '"' || c == '\'' {
		n := p.quoted()
		p.spaces()
		return Entry{Key: n.Text, Start: n.Start, End: n.End, Colon: p.at}, p.colon() && !strings.Contains(p.text[n.Start:n.End], "\n")
	}
	if strings.IndexByte("{[#|>", p.peek(0)) >= 0 {
		return Entry{}, false
	}
	for ; p.at < len(p.text) && p.text[p.at] != '\n'; p.at++ {
		switch {
		case p.colon():
			key := strings.TrimRight(p.text[from:p.at], " \t")
			return Entry{Key: key, Start: from, End: from + len(key), Colon: p.at}, true
		case p.text[p.at] == '#' && p.at > from && p.text[p.at-1] == ' ':
			return Entry{}, false
		}
	}
	return Entry{}, false
}

// colon tells whether a colon that ends a key stands here.
func (p *parser) colon() bool {
	c := p.peek(1)
	return p.peek(0) == ':' && (c == 0 || c == ' ' || c == '\n' || c == '\r' || c == '\t')
}

// plain reads a value without quotes, with the lines that go on with it: those
// that are indented further and do not look like keys or items.
func (p *parser) plain(column int, oneOf bool) *Node {
	n := &Node{Kind: Scalar, Start: p.at, End: p.at}
	for {
		start := p.at
		for p.at < len(p.text) && p.text[p.at] != '\n' && !(p.text[p.at] == '#' && p.at > start && strings.IndexByte(" \t", p.text[p.at-1]) >= 0) {
			p.at++
		}
		if line := strings.TrimRight(p.text[start:p.at], " \t\r"); line != "" {
			if n.Text != "" {
				n.Text += " "
			}
			n.Text += line
			n.End = start + len(line)
		}
		p.line()
		back := p.at
		p.skipBlank()
		_, isKey := p.key()
		if p.at >= len(p.text) || p.column(p.at) <= column || oneOf && (isKey || p.dash()) || len(n.Text) > 1<<16 {
			p.at = back
			return n
		}
	}
}

// quoted reads a value in quotes; where the closing ones are missing, it ends
// with the line.
func (p *parser) quoted() *Node {
	n := &Node{Kind: Scalar, Start: p.at, Quoted: true}
	quote := p.text[p.at]
	p.at++
	var b strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '\\' && quote == '"' && p.at+1 < len(p.text):
			p.at++
			b.WriteByte(p.text[p.at])
		case c == quote && quote == '\'' && p.peek(1) == '\'':
			p.at++
			b.WriteByte(c)
		case c == quote:
			p.at++
			n.Text, n.End = b.String(), p.at
			return n
		case c == '\n' && !p.closes(quote):
			n.Text, n.End = strings.TrimRight(b.String(), "\r"), p.at
			return n
		case c == '\n':
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
		p.at++
	}
	n.Text, n.End = b.String(), p.at
	return n
}

// closes tells whether quotes that were opened before this line's end close
// within the next lines, before a line that looks like a key or an item.
func (p *parser) closes(quote byte) bool {
	rest := p.text[p.at+1:]
	for range 20 {
		line, more, found := strings.Cut(rest, "\n")
		trimmed := strings.TrimLeft(line, " ")
		if strings.HasPrefix(trimmed, "- ") {
			return false
		}
		q := strings.IndexByte(line, quote)
		if colon := strings.Index(line, ": "); colon >= 0 && (q < 0 || colon < q) || strings.HasSuffix(strings.TrimSpace(line), ":") {
			return false
		}
		if q >= 0 {
			return true
		}
		if !found {
			return false
		}
		rest = more
	}
	return false
}

// literal reads a text of several lines behind | or >.
func (p *parser) literal(column int) *Node {
	n := &Node{Kind: Scalar, Start: p.at, Quoted: true}
	p.line()
	n.End = p.at
	from := p.at
	for p.at < len(p.text) {
		start := p.at + 1
		end := start
		for end < len(p.text) && p.text[end] == ' ' {
			end++
		}
		if end < len(p.text) && p.text[end] != '\n' && p.text[end] != '\r' && end-start <= column {
			break
		}
		p.at = min(start, len(p.text))
		p.line()
		if strings.TrimSpace(p.text[min(start, p.at):p.at]) != "" {
			n.End = p.at
		}
	}
	n.Text = p.text[from:n.End]
	p.at = n.End
	return n
}

// flow reads a mapping or a list in brackets. Where the closing one is missing,
// it ends with the last line that is indented further than the column.
func (p *parser) flow(column, depth int) *Node {
	open := p.text[p.at]
	n := &Node{Kind: List, Start: p.at, Flow: true}
	shut := byte(']')
	if open == '{' {
		n.Kind, shut = Mapping, '}'
	}
	p.at++
	for {
		if !p.within(column) {
			n.End = p.at
			return n
		}
		switch c := p.text[p.at]; {
		case c == shut:
			p.at++
			n.End = p.at
			return n
		case c == ']' || c == '}': // of what stands around
			n.End = p.at
			return n
		case c == ',':
			p.at++
		case open == '{':
			n.Entries = append(n.Entries, p.flowEntry(column, depth))
		default:
			n.Items = append(n.Items, p.flowItem(column, depth))
		}
	}
}

// within goes to the next byte that says something, and tells whether it still
// belongs to what stands in brackets.
func (p *parser) within(column int) bool {
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '\n':
			back := p.at
			p.skipBlank()
			_, isKey := p.key()
			if p.at >= len(p.text) || p.column(p.at) <= column && strings.IndexByte("]},", p.text[p.at]) < 0 || p.dash() && isKey {
				p.at = back
				return false
			}
		case c == ' ' || c == '\t' || c == '\r':
			p.at++
		case c == '#' && strings.IndexByte(" \t", p.text[p.at-1]) >= 0:
			p.line()
		default:
			return true
		}
	}
	return false
}

func (p *parser) flowEntry(column, depth int) Entry {
	k := p.flowScalar(true)
	e := Entry{Key: k.Text, Start: k.Start, End: k.End, Colon: -1, Value: &Node{Start: k.End, End: k.End}}
	p.spaces()
	if p.peek(0) != ':' {
		return e
	}
	e.Colon = p.at
	p.at++
	e.Value = &Node{Start: p.at, End: p.at}
	if p.spaces(); !p.within(column) || strings.IndexByte(",]}", p.text[p.at]) >= 0 {
		return e
	}
	e.Value = p.flowItem(column, depth)
	return e
}

func (p *parser) flowItem(column, depth int) *Node {
	if c := p.text[p.at]; (c == '{' || c == '[') && depth < maxDepth {
		return p.flow(column, depth+1)
	}
	n := p.flowScalar(false)
	if p.spaces(); p.peek(0) == ':' && !n.Quoted { // a key alone in a list: [a: b]
		p.at++
		p.spaces()
	}
	return n
}

// flowScalar reads a plain or quoted value in brackets, on one line.
func (p *parser) flowScalar(key bool) *Node {
	if c := p.text[p.at]; c == '"' || c == '\'' {
		return p.quoted()
	}
	n := &Node{Kind: Scalar, Start: p.at}
	for p.at < len(p.text) {
		c := p.text[p.at]
		if c == '\n' || strings.IndexByte(",]}", c) >= 0 || (c == '{' || c == '[') && p.at > n.Start && key ||
			c == ':' && (p.colon() || strings.IndexByte(",]}", p.peek(1)) >= 0) || c == '#' && p.at > n.Start && p.text[p.at-1] == ' ' {
			break
		}
		p.at++
	}
	if p.at == n.Start { // what cannot begin a value is passed over, so that there is always a next
		p.at++
	}
	n.Text = strings.TrimRight(p.text[n.Start:p.at], " \t\r")
	n.End = n.Start + len(n.Text)
	return n
}
