package lsp

import (
	"strings"

	"github.com/servicemoments/moments/blueprint/edit"
)

// difference gives small edits that make one text of another, line by line: so an
// editor keeps its marks and its cursor. Lines are matched by their words, since
// what is compared differs in blanks and single words.
func difference(old, now string) []edit.Edit {
	a, b := strings.SplitAfter(old, "\n"), strings.SplitAfter(now, "\n")
	var out []edit.Edit
	at := 0
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
		case len(a)-i != len(b)-j && strings.TrimSpace(a[i]) == "" && strings.TrimSpace(b[j]) != "":
			out = append(out, edit.Edit{Start: at, End: at + len(a[i])})
			at += len(a[i])
			i++
			continue
		case len(a)-i == len(b)-j || strings.TrimSpace(a[i]) == strings.TrimSpace(b[j]) || sameWords(a[i], b[j]):
			out = append(out, within(at, a[i], b[j]))
		default: // no telling what belongs together
			rest := strings.Join(a[i:], "")
			return append(out, within(at, rest, strings.Join(b[j:], "")))
		}
		at += len(a[i])
		i, j = i+1, j+1
	}
	if i < len(a) || j < len(b) {
		out = append(out, edit.Edit{Start: at, End: len(old), Text: strings.Join(b[j:], "")})
	}
	return out
}

func sameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
}

// within leaves out what two texts begin and end with, whole characters.
func within(at int, old, now string) edit.Edit {
	from := 0
	for from < len(old) && from < len(now) && old[from] == now[from] {
		from++
	}
	for from > 0 && !boundary(old, from) {
		from--
	}
	to := 0
	for to < len(old)-from && to < len(now)-from && old[len(old)-1-to] == now[len(now)-1-to] {
		to++
	}
	for to > 0 && (!boundary(old, len(old)-to) || !boundary(now, len(now)-to)) {
		to--
	}
	return edit.Edit{Start: at + from, End: at + len(old) - to, Text: now[from : len(now)-to]}
}

// boundary tells whether a character begins at a place, and no break of a line is
// torn apart there.
func boundary(s string, i int) bool {
	return i >= len(s) || s[i]&0xc0 != 0x80 && (i == 0 || s[i-1] != '\r' || s[i] != '\n')
}
