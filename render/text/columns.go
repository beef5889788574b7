package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Columns is the number of a terminal's columns that a text takes: two for a
// full-width character or an emoji, none for a mark that joins the one before.
func Columns(s string) int {
	n := 0
	for _, c := range Clusters(s) {
		n += clusterColumns(c)
	}
	return n
}

func clusterColumns(c string) int {
	r := first(c)
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case hasEmojiStyle(c), isFlag(r) && utf8.RuneCountInString(c) > 1:
		return 2
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// WrapColumns is [Setter.Wrap] for a terminal: into lines of at most n columns.
func WrapColumns(s string, n int) []string { return wrap(inColumns(s), float64(max(n, 2))) }

// BalanceColumns is [Setter.Balance] for a terminal.
func BalanceColumns(s string, n int) []string { return balance(inColumns(s), float64(max(n, 2))) }

// inColumns is text in which a column is as wide as a px.
func inColumns(s string) setting {
	line := setting{font: Font{Size: 1}, clusters: Clusters(Clean(s))}
	for _, c := range line.clusters {
		line.widths = append(line.widths, clusterColumns(c)*100000)
	}
	return line
}

// PadColumns fills a text up with blanks to n columns.
func PadColumns(s string, n int) string { return s + strings.Repeat(" ", max(n-Columns(s), 0)) }
