package eventlog

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// xmlScan finds the tags of an XML text. It reads what logs consist of, elements
// with attributes, and passes over all else. It is our own as encoding/xml takes
// three times as long, and can not go on behind damage.
type xmlScan struct {
	w       *window
	name    []byte // of the tag, without a prefix
	closes  bool   // </name>
	empty   bool   // <name/>
	attrs   []xmlAttr
	scratch []byte
}

type xmlAttr struct{ name, value []byte } // name without a prefix

// badTag is what is wrong with a tag.
type badTag struct{ message, hint string }

// next finds the next tag, which then stands at the beginning of the window: done
// is how many bytes are to be skipped for it. ok is false at the end of the log.
func (x *xmlScan) next() (done int, bad *badTag, ok bool) {
	for {
		if !x.find() {
			return 0, nil, false
		}
		rest := x.ahead(9)
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			bad = x.pass("-->", "a comment")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			bad = x.pass("]]>", "a CDATA section")
		case bytes.HasPrefix(rest, []byte("<?")):
			bad = x.pass("?>", "a processing instruction")
		case bytes.HasPrefix(rest, []byte("<!")):
			bad = x.pass(">", "a declaration")
		default:
			done, bad = x.tag()
			return done, bad, true
		}
		if bad != nil {
			return 0, bad, true
		}
	}
}

// find moves to the next '<'.
func (x *xmlScan) find() bool {
	for {
		rest := x.w.rest()
		if i := bytes.IndexByte(rest, '<'); i >= 0 {
			x.w.skip(i)
			return true
		}
		x.w.skip(len(rest))
		if !x.w.more() {
			return false
		}
	}
}

// ahead is the rest of the window, with at least n bytes if there are so many.
func (x *xmlScan) ahead(n int) []byte {
	for len(x.w.rest()) < n && x.w.more() {
		continue
	}
	return x.w.rest()
}

// pass goes behind an end mark, however far away.
func (x *xmlScan) pass(end, what string) *badTag {
	line := x.w.line
	for {
		rest := x.w.rest()
		if i := bytes.Index(rest, []byte(end)); i >= 0 {
			x.w.skip(i + len(end))
			return nil
		}
		x.w.skip(max(len(rest)-len(end)+1, 0)) // the end mark may have begun
		if !x.w.more() {
			return &badTag{what + " that begins in line " + strconv.Itoa(line) + " has no end", ""}
		}
	}
}

// tag reads the tag at the beginning of the window.
func (x *xmlScan) tag() (done int, bad *badTag) {
	from := 1
	for {
		rest := x.w.rest()
		end := tagEnd(rest, from)
		switch {
		case end > 0 && end <= maxRecord:
			if bad := x.parts(rest[1:end]); bad != nil {
				return 1, bad
			}
			return end + 1, nil
		case end < 0:
			return 1, &badTag{"this tag does not end before the next one begins", "is a > or a quote missing?"}
		case end > maxRecord || len(rest) > maxRecord || !x.w.more():
			return 1, &badTag{"this tag does not end", ""}
		}
	}
}

// tagEnd finds the '>' of a tag, outside quotes: 0 where it is further on, -1 where
// another tag begins before.
func tagEnd(b []byte, from int) int {
	for i := from; i < len(b); i++ {
		switch b[i] {
		case '>':
			return i
		case '<':
			return -1
		case '"', '\'':
			n := bytes.IndexByte(b[i+1:], b[i])
			if n < 0 {
				if bytes.IndexByte(b[i+1:], '<') >= 0 {
					return -1
				}
				return 0
			}
			if bytes.IndexByte(b[i+1:i+1+n], '<') >= 0 {
				return -1 // no value may have it; a quote is missing
			}
			i += n + 1
		}
	}
	return 0
}

// parts takes the inside of a tag apart.
func (x *xmlScan) parts(b []byte) *badTag {
	x.closes, x.empty, x.attrs, x.scratch = false, false, x.attrs[:0], x.scratch[:0]
	if len(b) > 0 && b[0] == '/' {
		x.closes, b = true, b[1:]
	}
	if n := len(b); n > 0 && b[n-1] == '/' {
		x.empty, b = true, b[:n-1]
	}
	n := nameEnd(b)
	if n == 0 {
		return &badTag{"this is no tag: it has no name", "write &lt; for a < in a text"}
	}
	x.name, b = local(b[:n]), b[n:]
	for {
		b = skipSpace(b)
		if len(b) == 0 {
			return nil
		}
		n := nameEnd(b)
		name := b[:n]
		b = skipSpace(b[n:])
		if n == 0 || len(b) < 3 || b[0] != '=' {
			return &badTag{"this tag is broken: an attribute has no value", ""}
		}
		if b = skipSpace(b[1:]); len(b) < 2 || b[0] != '"' && b[0] != '\'' {
			return &badTag{"this tag is broken: a value has no quotes", ""}
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return &badTag{"this tag is broken: a quote is not closed", ""}
		}
		value, bad := x.text(b[1 : end+1])
		if bad != nil {
			return bad
		}
		x.attrs = append(x.attrs, xmlAttr{local(name), value})
		b = b[end+2:]
	}
}

// attr is the value of an attribute of the tag, nil where it has none.
func (x *xmlScan) attr(name string) []byte {
	for i := range x.attrs {
		if string(x.attrs[i].name) == name {
			return x.attrs[i].value
		}
	}
	return nil
}

func skipSpace(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\n' || b[0] == '\t' || b[0] == '\r') {
		b = b[1:]
	}
	return b
}

// nameEnd is how long the name at the beginning is.
func nameEnd(b []byte) int {
	for i, c := range b {
		switch c {
		case ' ', '\n', '\t', '\r', '=', '/', '"', '\'':
			return i
		}
	}
	return len(b)
}

// local is a name without its prefix.
func local(name []byte) []byte {
	return name[bytes.LastIndexByte(name, ':')+1:]
}

// text puts characters for the references of a value.
func (x *xmlScan) text(b []byte) ([]byte, *badTag) {
	if bytes.IndexByte(b, '&') < 0 {
		return b, nil
	}
	from := len(x.scratch)
	for len(b) > 0 {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			x.scratch = append(x.scratch, b...)
			break
		}
		x.scratch = append(x.scratch, b[:i]...)
		b = b[i+1:]
		end := bytes.IndexByte(b[:min(len(b), 12)], ';')
		r := rune(-1)
		if end > 0 {
			r = reference(string(b[:end]))
		}
		if r < 0 {
			return nil, &badTag{"a value has an & that means nothing", "write &amp; for it"}
		}
		x.scratch = utf8.AppendRune(x.scratch, r)
		b = b[end+1:]
	}
	return x.scratch[from:len(x.scratch):len(x.scratch)], nil
}

// reference is the character that a reference stands for, -1 for none.
func reference(s string) rune {
	switch s {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if len(s) < 2 || s[0] != '#' {
		return -1
	}
	base, digits := 10, s[1:]
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return -1
	}
	return rune(n)
}
