package sheet

import (
	"regexp"
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// more marks a row that continues the one above: its cells are behind those.
const more = "…"

// The texts of cells are what the blueprint says, as it stands. A text that a
// reader would take for something else is written as YAML in double quotes:
// one that begins with a bracket, a brace or a quote, has blanks at its ends, or
// signs that files cannot hold.

// cellText writes a plain value for a cell of its own; lines for one that
// shares its cell with others, a line each.
func cellText(text string, lines bool) string {
	if text == "" || text == more || strings.TrimSpace(text) != text || strings.ContainsRune(`[{"'`, rune(text[0])) ||
		lines && strings.ContainsAny(text, "\n\u2028\u2029\u0085") {
		return yamltext.Double(text)
	}
	for _, r := range text {
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xfeff || r == 0xfffe || r == 0xffff || r == 0xfffd || r == 0x2028 || r == 0x2029 {
			return yamltext.Double(text)
		}
	}
	return text
}

// escaped is how XLSX writes signs that XML cannot hold.
var escaped = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// literal keeps a text that looks like such a sign from being read as one.
func literal(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for i := range len(text) {
		if text[i] == '_' && escaped.MatchString(text[i:]) {
			out.WriteString("_x005F")
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// cellNode reads what a cell, or a line of it, says. Where collections are not
// welcome, a text in brackets is just that.
func cellNode(text string, at ref, collections bool) *node {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	if strings.ContainsRune(`[{"`, rune(text[0])) {
		y, problems := yamltext.Parse([]byte(text), yamltext.Limits{Bytes: maxCell, Nodes: 10_000, Depth: 20})
		if len(problems) == 0 && y != nil && y.Kind != yamltext.Null && (y.Kind == yamltext.Scalar || collections) {
			return fromYAML(y, at)
		}
	}
	return scalar(text, at)
}

// maxCell bounds the text of one cell, in bytes.
const maxCell = 1 << 20

// splitLines parts a cell into its lines.
func splitLines(text string) []string {
	return strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
}

// Spreadsheets take a text for a formula that begins with one of a few signs. A
// quote before it keeps it a text, in a file as in what is copied from it.

// dangerous is a text that could be run as a formula, with the quotes that may
// already stand before it.
var dangerous = regexp.MustCompile("^'*[=+\\-@\t\r＝＋－＠]")

// harmless is a plain number, which may begin with a sign.
var harmless = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?%?$`)

// guard keeps a text from being run as a formula.
func guard(text string) string {
	if dangerous.MatchString(text) && !harmless.MatchString(text) {
		return "'" + text
	}
	return text
}

// unguard gives back what guard was given.
func unguard(text string) string {
	if strings.HasPrefix(text, "'") && dangerous.MatchString(text) {
		return text[1:]
	}
	return text
}

// bullet begins a line of a list that people write into a cell.
var bullet = regexp.MustCompile(`^(?:[•▪◦‣●○■□·*–—-]\s+|[•▪◦‣●])`)

// plainLine is a text on one line, without signs that cannot be seen.
func plainLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029:
			return ' '
		case r == 0xfeff || r == 0xfffe || r == 0xffff:
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// plainNumber is a number that comes back from a spreadsheet as it went in.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$`)
