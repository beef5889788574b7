package font

import (
	"strings"
	"unicode"
)

// region is a way of writing the characters that East Asia shares.
type region string

const (
	anyRegion   region = ""
	simplified  region = "sc"
	traditional region = "tc"
	hongKong    region = "hk"
	japanese    region = "jp"
	korean      region = "kr"
)

// regionOf says how the characters of a line are written. Kana and Hangul say
// it themselves; else the language does, and Chinese is simplified unless it
// says otherwise.
func regionOf(lang string, line []rune) region {
	han := false
	for _, r := range line {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return japanese
		case unicode.Is(unicode.Hangul, r):
			return korean
		case isEastAsian(r):
			han = true
		}
	}
	if !han {
		return anyRegion
	}
	tag := strings.ToLower(strings.ReplaceAll(lang, "_", "-"))
	switch {
	case strings.HasPrefix(tag, "ja"):
		return japanese
	case strings.HasPrefix(tag, "ko"):
		return korean
	case strings.Contains(tag, "-hk"), strings.Contains(tag, "-mo"):
		return hongKong
	case strings.Contains(tag, "-hant"), strings.Contains(tag, "-tw"):
		return traditional
	}
	return simplified
}

// isEastAsian says whether r is written in a full square.
func isEastAsian(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFFE6
}

// shared says whether r is a sign that Latin and East Asian faces both have,
// but of different width.
func shared(r rune) bool {
	return r == 0xB7 || r == 0xD7 || r >= 0x2010 && r <= 0x2027 || r == 0x2030 || r == 0x203B || r >= 0x2190 && r <= 0x2193
}

func (r region) mismatch(of region) int {
	if r == anyRegion || of == anyRegion || r == of {
		return 0
	}
	return 1
}

// endings are how fonts say which region they are for.
var endings = [...]struct {
	ending string
	region region
}{
	{"sc", simplified}, {"cn", simplified}, {"gb", simplified}, {"tc", traditional}, {"tw", traditional}, {"hk", hongKong}, {"hc", hongKong},
	{"jp", japanese}, {"kr", korean}, {"k", korean}, {"j", japanese},
}

// prefixRegion is the region that stands in a file's name after its family.
func prefixRegion(rest string) region {
	for _, e := range endings {
		if len(e.ending) > 1 && strings.HasPrefix(rest, e.ending) {
			return e.region
		}
	}
	return anyRegion
}

// familyRegion is the region that a family's name has as a word, such as Noto
// Sans CJK SC.
func familyRegion(family string) region {
	for word := range strings.FieldsSeq(strings.ToLower(family)) {
		for _, e := range endings {
			if word == e.ending {
				return e.region
			}
		}
	}
	return anyRegion
}
