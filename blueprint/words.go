package blueprint

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordRune tells whether a character may stand in an id: letters, digits and
// the marks that belong to letters, of any script.
func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// Slug makes an id of a title: small letters, letters of any script kept, all
// else a hyphen. It is empty where the title has no letter and no digit.
func Slug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		switch {
		case r == utf8.RuneError:
			gap = true
		case wordRune(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’': // don't -> dont
		default:
			gap = true
		}
		if b.Len() > maxID-20 {
			break
		}
	}
	return b.String()
}

// Nearest finds the candidate that a word was most likely meant to be, or "".
// It counts swapped, missing, added and wrong letters, and lets about one in
// three letters be wrong.
func Nearest(word string, candidates []string) string {
	best, _, _ := nearest(word, candidates)
	return best
}

// nearest finds what Nearest does, with its distance, and whether other
// candidates are as near.
func nearest(word string, candidates []string) (best string, bound int, tied bool) {
	folded := []rune(strings.ToLower(word))
	if len(folded) > 64 {
		return "", 0, false
	}
	for _, c := range candidates {
		r := []rune(strings.ToLower(c))
		limit := max(len(folded), len(r)) / 3
		if len(r) > 96 || c == best {
			continue
		}
		if strings.HasPrefix(string(r), string(folded)) && len(folded) >= 3 {
			limit = max(limit, len(r)-len(folded)) // the beginning of a longer word
		}
		limit = max(limit, 1)
		dist := editDistance(folded, r)
		switch {
		case dist > limit || dist >= len(r):
		case best == "" || dist < bound:
			best, bound, tied = c, dist, false
		case dist == bound:
			tied = true
		}
	}
	return best, bound, tied
}

// certain is the candidate that a word was meant to be where that takes no
// judgement, else "": one slip, in longer words two, no other candidate as near,
// and the same digits, as counter-2 is no slip for counter-1.
func certain(word string, candidates []string) string {
	best, dist, tied := nearest(word, candidates)
	length := utf8.RuneCountInString(best)
	if tied || dist > 0 && (length < 4 || dist > 1 && length < 8 || dist > 2) || digits(word) != digits(best) {
		return ""
	}
	return best
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// editDistance is the optimal string alignment distance.
func editDistance(a, b []rune) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}

// quoted shows a value in a message, cut where it is long.
func quoted(s string) string {
	if utf8.RuneCountInString(s) > 40 {
		s = string([]rune(s)[:39]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// article puts a or an before a noun.
func article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// expected says what may stand behind the key.
func (k *Key) expected() string {
	one := k.expectedOne()
	if k.Many {
		return one + ", or a list of those"
	}
	return one
}

func (k *Key) expectedOne() string {
	switch k.Form {
	case FormWord:
		if k.Open {
			return "a word such as " + strings.Join(k.Words, ", ")
		}
		return "one of " + strings.Join(k.Words, ", ")
	case FormBool:
		return "true or false"
	case FormRef:
		return "the id of " + article(string(k.Targets[0]))
	case FormMap:
		return fmt.Sprintf("a mapping such as %s", k.Example)
	case FormShape:
		return fmt.Sprintf("%s such as %s", article(k.Shape), k.Example)
	case FormText:
		return "a text"
	}
	return fmt.Sprintf("%s such as %s", article(string(k.Form)), k.Example)
}

// expected says what may stand where the shape may.
func (s *Shape) expected() string {
	out := "a mapping with " + strings.Join(s.Names()[:min(4, len(s.Keys))], ", ")
	if len(s.Keys) > 4 {
		out += " and so on"
	}
	if s.Short != "" {
		out = s.Short + " alone, or " + out
	}
	if s.Flag {
		out = "true, or " + out
	}
	return out
}
