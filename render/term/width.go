package term

import "github.com/servicemoments/moments/render/text"

// pack sets short texts beside one another in lines of at most n columns.
func pack(parts []string, n int) []string {
	var lines []string
	for _, p := range parts {
		last := len(lines) - 1
		switch {
		case last >= 0 && text.Columns(lines[last])+2+text.Columns(p) <= n:
			lines[last] += "  " + p
		default:
			lines = append(lines, text.WrapColumns(p, n)...)
		}
	}
	return lines
}
