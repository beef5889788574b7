package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/servicemoments/moments/render/text"
)

// columns is the number of a terminal's columns that a text takes: two for a
// full-width character or an emoji, none for a mark that joins the one before.
func columns(s string) int {
	n := 0
	for _, c := range text.Clusters(s) {
		n += clusterColumns(c)
	}
	return n
}

func clusterColumns(c string) int {
	r, _ := utf8.DecodeRuneInString(c)
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case strings.ContainsRune(c, 0xFE0F), r >= 0x1F1E6 && r <= 0x1F1FF && utf8.RuneCountInString(c) > 1:
		return 2
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// wrap breaks a text into lines of at most n columns: at blanks, and between
// full-width characters, of which closing ones begin no line. A word longer than
// a line is cut.
func wrap(s string, n int) []string {
	clusters := text.Clusters(text.Clean(s))
	var lines []string
	for start := 0; start < len(clusters); {
		end := lineEnd(clusters, start, max(n, 2))
		lines = append(lines, strings.Trim(strings.Join(clusters[start:end], ""), " "))
		for start = end; start < len(clusters) && clusters[start] == " "; start++ {
		}
	}
	return lines
}

// balance breaks a text into as few lines as wrap does, but of about equal
// length, unless that would cut a word.
func balance(s string, n int) []string {
	lines := wrap(s, n)
	least := 1
	for _, word := range words(s) {
		least = max(least, columns(word))
	}
	for n--; n >= least && len(lines) > 1; n-- {
		tried := wrap(s, n)
		if len(tried) > len(lines) {
			break
		}
		lines = tried
	}
	return lines
}

// words are the parts of a text that lines are not broken within.
func words(s string) []string {
	clusters := text.Clusters(text.Clean(s))
	var out []string
	start := 0
	for i := 1; i <= len(clusters); i++ {
		if i == len(clusters) || mayBreak(clusters[i-1], clusters[i]) {
			out = append(out, strings.Trim(strings.Join(clusters[start:i], ""), " "))
			start = i
		}
	}
	return out
}

// pack sets short texts beside one another in lines of at most n columns.
func pack(parts []string, n int) []string {
	var lines []string
	for _, p := range parts {
		last := len(lines) - 1
		switch {
		case last >= 0 && columns(lines[last])+2+columns(p) <= n:
			lines[last] += "  " + p
		default:
			lines = append(lines, wrap(p, n)...)
		}
	}
	return lines
}

// lineEnd finds where the line that begins at start ends.
func lineEnd(clusters []string, start, n int) int {
	used, soft := 0, 0
	for i := start; i < len(clusters); i++ {
		if i > start && mayBreak(clusters[i-1], clusters[i]) {
			soft = i
		}
		if used += clusterColumns(clusters[i]); used > n && clusters[i] != " " {
			if soft > start {
				return soft
			}
			return max(i, start+1)
		}
	}
	return len(clusters)
}

func mayBreak(before, after string) bool {
	switch {
	case strings.Contains(closing, after), strings.Contains(opening, before):
		return false
	case before == " ", after == " ":
		return true
	case before == "-" || before == "/":
		return true
	}
	return clusterColumns(before) == 2 || clusterColumns(after) == 2
}

const (
	closing = ",.;:!?)]}%、。，．：；？！）］｝〉》」』】’”…"
	opening = "([{（［｛〈《「『【‘“"
)

// pad fills a text up with blanks to n columns.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(n-columns(s), 0)) }
