package eventlog

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonScan takes a JSON object apart without making anything of it. It is our own
// as encoding/json makes some garbage of every event.
type jsonScan struct{ scratch []byte }

// object calls found with each key of the object that a line holds, and its value:
// the text of strings, numbers as they stand, nothing for null, and all else raw.
func (s *jsonScan) object(line []byte, found func(key, value []byte)) *badCell {
	s.scratch = s.scratch[:0]
	b := line
	at := func() int { return len(line) - len(b) }
	if b = skipSpace(b); len(b) == 0 || b[0] != '{' {
		return &badCell{at(), "this line is no JSON object", "an event is an object on a line of its own"}
	}
	b = skipSpace(b[1:])
	for first := true; ; first = false {
		switch {
		case len(b) == 0:
			return &badCell{at(), "this object is not closed", "an event is an object on a line of its own"}
		case first && b[0] == '}':
			return s.behind(line, b[1:])
		case b[0] != '"':
			return &badCell{at(), "expected a key in quotes", ""}
		}
		n := stringEnd(b)
		if n < 0 {
			return &badCell{at(), "this string is not closed", ""}
		}
		key, ok := s.text(b[1 : n-1])
		if !ok {
			return &badCell{at(), "this string has an escape or a character that JSON does not know", ""}
		}
		if b = skipSpace(b[n:]); len(b) == 0 || b[0] != ':' {
			return &badCell{at(), "expected a colon behind the key", ""}
		}
		b = skipSpace(b[1:])
		n = valueEnd(b)
		switch {
		case n < 0 && b[0] == '"':
			return &badCell{at(), "this string is not closed", ""}
		case n <= 0:
			return &badCell{at(), "this value is no JSON", ""}
		}
		value := b[:n]
		switch {
		case value[0] == '"':
			if value, ok = s.text(value[1 : n-1]); !ok {
				return &badCell{at(), "this string has an escape or a character that JSON does not know", ""}
			}
		case value[0] == 'n':
			value = nil
		}
		found(key, value)
		b = skipSpace(b[n:])
		switch {
		case len(b) > 0 && b[0] == '}':
			return s.behind(line, b[1:])
		case len(b) == 0 || b[0] != ',':
			return &badCell{at(), "expected a comma or the end of the object", ""}
		}
		b = skipSpace(b[1:])
	}
}

func (s *jsonScan) behind(line, b []byte) *badCell {
	if b = skipSpace(b); len(b) > 0 {
		return &badCell{len(line) - len(b), "something follows the object", "an event is an object on a line of its own"}
	}
	return nil
}

// stringEnd is the length of the string at the beginning, with its quotes; -1
// where it has no end.
func stringEnd(b []byte) int {
	at := 1
	for {
		i := bytes.IndexByte(b[at:], '"')
		if i < 0 {
			return -1
		}
		at += i
		slashes := 0
		for b[at-1-slashes] == '\\' {
			slashes++
		}
		at++
		if slashes%2 == 0 {
			return at
		}
	}
}

// valueEnd is the length of the value at the beginning; 0 or less where it is none.
func valueEnd(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	switch b[0] {
	case '"':
		return stringEnd(b)
	case '{', '[':
		return nestedEnd(b)
	}
	for _, word := range []string{"null", "true", "false"} {
		if bytes.HasPrefix(b, []byte(word)) {
			return len(word)
		}
	}
	n := 0
	for n < len(b) && (b[n]-'0' < 10 || b[n] == '-' || b[n] == '+' || b[n] == '.' || b[n] == 'e' || b[n] == 'E') {
		n++
	}
	if n > 0 && b[0] != '-' && b[0]-'0' > 9 {
		return 0
	}
	return n
}

// nestedEnd passes over what is nested: only brackets and strings count.
func nestedEnd(b []byte) int {
	var open []byte
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			n := stringEnd(b[i:])
			if n < 0 {
				return -1
			}
			i += n - 1
		case '{':
			open = append(open, '}')
		case '[':
			open = append(open, ']')
		case '}', ']':
			if open[len(open)-1] != b[i] {
				return -1
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// text puts characters for the escapes of a string.
func (s *jsonScan) text(b []byte) ([]byte, bool) {
	if bytes.IndexByte(b, '\\') < 0 {
		return b, true
	}
	from := len(s.scratch)
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			s.scratch = append(s.scratch, b[i])
			continue
		}
		if i++; i == len(b) {
			return nil, false
		}
		if b[i] == 'u' {
			r, n := hexRune(b[i+1:])
			if n == 0 {
				return nil, false
			}
			s.scratch = utf8.AppendRune(s.scratch, r)
			i += n
			continue
		}
		at := bytes.IndexByte([]byte(`"\/bfnrt`), b[i])
		if at < 0 {
			return nil, false
		}
		s.scratch = append(s.scratch, "\"\\/\b\f\n\r\t"[at])
	}
	return s.scratch[from:len(s.scratch):len(s.scratch)], true
}

// hexRune reads the four digits of an escape, or two escapes that are one
// character, and how many bytes that takes.
func hexRune(b []byte) (rune, int) {
	hi, ok := hex4(b)
	if !ok {
		return 0, 0
	}
	if utf16.IsSurrogate(hi) && len(b) >= 10 && b[4] == '\\' && b[5] == 'u' {
		if lo, ok := hex4(b[6:]); ok {
			if r := utf16.DecodeRune(hi, lo); r != utf8.RuneError {
				return r, 10
			}
		}
	}
	return hi, 4 // half of a pair becomes U+FFFD
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 16)
	return rune(n), err == nil
}
