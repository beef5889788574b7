package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const zeroJoiner = 0x200D

// Clusters cuts s into characters as a reader sees them: a letter with its
// combining marks, an emoji with everything joined to it, a flag.
func Clusters(s string) []string {
	clusters := make([]string, 0, len(s))
	start, previous, flags := 0, rune(-1), 0
	for i, r := range s {
		if i > start && !joins(previous, r, flags) {
			clusters = append(clusters, s[start:i])
			start, flags = i, 0
		}
		if isFlag(r) {
			flags++
		}
		previous = r
	}
	if start < len(s) {
		clusters = append(clusters, s[start:])
	}
	return clusters
}

// joins says whether r belongs to the character that previous ends, which holds
// that many halves of a flag.
func joins(previous, r rune, flags int) bool {
	switch {
	case previous == zeroJoiner && unicode.In(r, unicode.So, unicode.Sk):
		return true
	case isFlag(r):
		return flags%2 == 1 && isFlag(previous)
	case r == zeroJoiner, r == 0x200C, unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc):
		return true
	case r >= 0x1F3FB && r <= 0x1F3FF, r >= 0xE0020 && r <= 0xE007F:
		return true
	case r >= 0x1160 && r <= 0x11FF: // Hangul vowels and finals
		return previous >= 0x1100 && previous <= 0x11FF || previous >= 0xAC00 && previous <= 0xD7A3
	}
	return false
}

func isFlag(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

func hasEmojiStyle(cluster string) bool { return strings.ContainsRune(cluster, 0xFE0F) }

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func last(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// Clean returns s as it can safely be shown on a line: every kind of blank is
// one space, marks that turn the reading direction and other control characters
// become visible, and bytes that are no text are replaced.
func Clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	blank := true // swallows leading blanks
	for _, r := range s {
		switch {
		case r == 0xAD || r == 0xFEFF || r == 0x200E || r == 0x200F || r == 0x061C:
			continue
		case unicode.IsSpace(r) && r != 0xA0:
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		case !showable(r):
			r = utf8.RuneError
		}
		b.WriteRune(r)
		blank = false
	}
	return strings.TrimSuffix(b.String(), " ")
}

func showable(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r < 0xA0:
		return false
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return false
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return false
	}
	return true
}
