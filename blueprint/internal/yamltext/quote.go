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
	if bare(text, flow) && (!looksTyped(text) || typed && !nullWord(text)) {
		return text
	}
	return Double(text)
}

// Bare tells whether a text may be written without quotes and stays text, for
// every reader: yes and no are truth values to some.
func Bare(text string, flow bool) bool { return bare(text, flow) && !looksTyped(text) }

// Double writes a text in double quotes.
func Double(text string) string {
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
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Printable tells whether a text can stand on one line without escapes.
func Printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !printable(r) })
}

func printable(r rune) bool {
	return (r == ' ' || unicode.IsPrint(r)) && r != 0xfeff && r != unicode.ReplacementChar
}

func bare(text string, flow bool) bool {
	if text == "" || strings.TrimSpace(text) != text || strings.ContainsAny(text[:1], "?:,[]{}#&*!|>'\"%@`=<") {
		return false
	}
	if text[0] == '-' && (flow || len(text) == 1 || text[1] == ' ' || text[1] == '-') && !looksTyped(text) || strings.HasPrefix(text, "...") {
		return false
	}
	if strings.Contains(text, ": ") || strings.Contains(text, " #") || strings.HasSuffix(text, ":") {
		return false
	}
	if flow && strings.ContainsAny(text, ",[]{}\"':?") {
		return false
	}
	return Printable(text)
}

func nullWord(text string) bool {
	return text == "~" || strings.EqualFold(text, "null")
}

// looksTyped tells whether some reader of YAML 1.1 or 1.2 could take a text for
// something else.
func looksTyped(text string) bool {
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "null", "~", ".inf", "-.inf", "+.inf", ".nan":
		return true
	}
	first := text[0]
	if first != '+' && first != '-' && first != '.' && (first < '0' || first > '9') {
		return false
	}
	return PlainTag(text) != "!!str" || !strings.ContainsFunc(text, func(r rune) bool {
		return !strings.ContainsRune("0123456789+-.:_eExXoOabcdefABCDEFTZtz ", r)
	})
}
