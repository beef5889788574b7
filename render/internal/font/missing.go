package font

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Warning says in words which characters no font has and which families are not
// installed, with how to mend it; "" if nothing is lacking.
func Warning(missing []rune, lacking []string) string {
	var said []string
	if len(missing) > 0 {
		said = append(said, (&MissingError{Runes: missing}).Error())
	}
	if len(lacking) > 0 {
		said = append(said, fmt.Sprintf("no font of the theme is installed (%s): the words are set in the built-in fonts; install one or name a font file (--font FILE)", strings.Join(lacking, ", ")))
	}
	return strings.Join(said, "; ")
}

// MissingError says which characters no font has, and how to mend it.
type MissingError struct {
	Runes []rune // in the order of their numbers
}

func (e *MissingError) Error() string {
	const most = 5
	var names []string
	for _, r := range e.Runes[:min(len(e.Runes), most)] {
		names = append(names, fmt.Sprintf("%c (U+%04X)", r, r))
	}
	list := strings.Join(names, ", ")
	if more := len(e.Runes) - most; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("no font has %s: install one that does (on Debian and Ubuntu: apt install %s) or name a font file (--font FILE)",
		list, strings.Join(e.packages(), " "))
}

// packages are the Debian packages with fonts that have the characters.
func (e *MissingError) packages() []string {
	var list []string
	for _, r := range e.Runes {
		name := "fonts-noto-core"
		switch {
		case isEastAsian(r):
			name = "fonts-noto-cjk"
		case unicode.In(r, unicode.So, unicode.Sk, unicode.Co), r >= 0x1F000 && r <= 0x1FFFF:
			name = "fonts-symbola"
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}
