package markdown

import "strings"

// escape makes a text harmless within a line, also in a table: what Markdown or
// HTML would take for its own shows as it was written.
func escape(s string) string { return escaper.Replace(s) }

// Escape makes a text harmless within a line of Markdown, also in a table: what
// Markdown or HTML would take for its own shows as it was written.
func Escape(s string) string { return escape(s) }

var escaper = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "$", `\$`,
	"://", `:\/\/`, // no bare address turns into a link
)

// paragraph is escape for a text at the beginning of a line, where some signs
// would begin a heading, a list or a rule.
func paragraph(s string) string { return guard(escape(s)) }

// item is the same for a text behind a list's dash.
func item(s string) string { return guard(escape(s)) }

func guard(s string) string {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case s == "":
		return s
	case strings.ContainsRune("#+-=", rune(s[0])):
		return `\` + s
	case digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')'):
		return s[:digits] + `\` + s[digits:]
	}
	return s
}
