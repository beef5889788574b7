package yamltext

import (
	"fmt"
	"strings"
	"unicode"
)

// Quote writes a text as a YAML scalar in one line: bare where every reader
// takes it for that text, else in double quotes. In flow collections commas and
// brackets need quotes, too. A text that looks like a number, a date or a word
// such as yes is left bare where typed says that it is one.
func Quote(text string, flow, typed bool) string {
	if bare(text, flow) && (typed && !nullWord(text) || !typedLook(text)) {
		return text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case printable(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func printable(r rune) bool {
	return r >= ' ' && r != 0x7f && unicode.IsGraphic(r) && r != 0x2028 && r != 0x2029 && r != unicode.ReplacementChar
}

func bare(text string, flow bool) bool {
	if text == "" || strings.TrimSpace(text) != text || strings.ContainsAny(text[:1], "?:,[]{}#&*!|>'\"%@`=<") {
		return false
	}
	if text[0] == '-' && (len(text) == 1 || text[1] == ' ' || text[1] == '-') || strings.HasPrefix(text, "...") {
		return false
	}
	if strings.Contains(text, ": ") || strings.Contains(text, " #") || strings.HasSuffix(text, ":") {
		return false
	}
	if flow && strings.ContainsAny(text, ",[]{}\"':") {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return !printable(r) })
}

func nullWord(text string) bool {
	return text == "~" || strings.EqualFold(text, "null")
}

// typedLook tells whether some reader of YAML 1.1 or 1.2 could take a text for
// something else.
func typedLook(text string) bool {
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", ".inf", "-.inf", "+.inf", ".nan":
		return true
	}
	first := text[0]
	if first != '+' && first != '-' && first != '.' && (first < '0' || first > '9') {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !strings.ContainsRune("0123456789+-.:_eExXoOabcdefABCDEFTZtz ", r)
	})
}
