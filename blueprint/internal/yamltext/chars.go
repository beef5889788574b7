package yamltext

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// maxBadCharacters is from how many on a text is called no text at all.
const maxBadCharacters = 10

// checkCharacters finds what has no place in a text file.
func (p *parser) checkCharacters() {
	if hasPrefix(p.src, "\xff\xfe") || hasPrefix(p.src, "\xfe\xff") {
		p.stop(Problem{Start: p.at, End: p.at, Message: "this text is UTF-16: expected UTF-8", Hint: "save it again as UTF-8"})
	}
	scan := &parser{src: p.src, at: p.at}
	var bad []Problem
	for !scan.eof() {
		start := scan.at
		message, hint := scan.badCharacter()
		scan.next()
		if message == "" {
			continue
		}
		if n := len(bad); n > 0 && bad[n-1].End == start && bad[n-1].Message == message {
			bad[n-1].End = scan.at // a run of the same is one problem
			continue
		}
		bad = append(bad, Problem{Start: start, End: scan.at, Message: message, Hint: hint})
		if len(bad) > maxBadCharacters || p.src[start.Offset] == 0 {
			p.stop(Problem{Start: bad[0].Start, End: bad[0].End, Message: "this is not a text file: expected a blueprint in UTF-8"})
		}
	}
	for _, b := range bad {
		p.fail(b)
	}
}

func hasPrefix(src []byte, s string) bool { return bytes.HasPrefix(src, []byte(s)) }

// badCharacter says what is wrong with the character at hand, if anything.
func (p *parser) badCharacter() (message, hint string) {
	c := p.src[p.at.Offset]
	if c >= 0x20 && c < 0x7f || c == '\t' || p.isBreak(0) {
		return "", ""
	}
	r, size := utf8.DecodeRune(p.src[p.at.Offset:])
	switch {
	case r == utf8.RuneError && size <= 1:
		return fmt.Sprintf("the byte 0x%02X is not valid UTF-8", c), "save the file again as UTF-8"
	case r == '\r':
		return "a carriage return without a line feed", `end lines with "\n" or "\r\n"`
	case r == 0x85 || r == 0x2028 || r == 0x2029:
		return fmt.Sprintf("an invisible line separator (U+%04X): expected an ordinary line break", r), ""
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return fmt.Sprintf("an invisible control character (U+%04X)", r), "delete it, or write it as an escape in double quotes"
	case r == 0xfeff:
		return "a byte order mark inside the text", "delete it; it belongs to the very start of a file only"
	case r == 0xfffe || r == 0xffff:
		return fmt.Sprintf("U+%04X is not a character", r), "delete it"
	}
	return "", ""
}
