// Package text measures and wraps words without any font: widths come from a
// built-in table with a reserve, so that the same words take the same room on
// every machine and fit in whatever font shows them. Whoever knows the font
// measures with a [Setter] that has its widths.
package text

import "unicode"

// Font says how large and how strong words are set. Size is in px, Weight from
// 400 to 700; a zero Weight is 400.
type Font struct {
	Size   float64
	Weight int
	// Spacing is extra room after each character, in px.
	Spacing float64
}

// Reserve added to the table, in percent. Common Latin faces are up to 18%
// wider than the table, their strong cuts up to 30%; full-width characters are
// one em in nearly all faces.
const (
	latinReserve  = 118
	strongReserve = 130
	wideReserve   = 102
	namedReserve  = 102 // of a font that is known; browsers round each character
)

// mostAdvance is how wide a character of a named font may be, in thousandths of
// an em: a broken font must not make a picture of any size.
const mostAdvance = 8000

const (
	otherWidth = 700  // a rune that no table knows
	wideWidth  = 1000 // a full-width rune
	emojiWidth = 1250 // the widest colour fonts
	quoteWidth = 400  // typographic quotes among Latin letters
)

// Measurer knows the characters of a font that was named.
type Measurer interface {
	// Advance is the room that a character as [Clusters] cuts it takes at a
	// weight from 400 to 700, in thousandths of an em; false if the font
	// lacks it. It depends on nothing but the font.
	Advance(cluster string, weight int) (int, bool)
}

// Setter measures and breaks words. The zero value does so with the built-in
// widths; one with a Measurer takes the widths of its font, and the built-in
// ones for what the font lacks.
type Setter struct{ Measurer Measurer }

// Width returns the room that s needs on one line by the built-in widths, in
// whole px.
func Width(s string, f Font) float64 { return Setter{}.Width(s, f) }

// Width returns the room that s needs on one line, in whole px.
func (t Setter) Width(s string, f Font) float64 {
	clusters := Clusters(s)
	width := 0
	for _, w := range t.widths(clusters, f) {
		width += w
	}
	return px(width, len(clusters), f)
}

// px turns a width in hundred-thousandths of an em into whole px. Everything
// before it is whole numbers, so that no machine rounds differently.
func px(width, count int, f Font) float64 {
	px := float64(width)*f.Size/100000 + float64(count)*f.Spacing
	whole := float64(int64(px))
	if px > whole {
		whole++
	}
	return whole
}

// widths returns the width of each cluster in hundred-thousandths of an em.
func (t Setter) widths(clusters []string, f Font) []int {
	eastAsian := false
	for _, c := range clusters {
		eastAsian = eastAsian || isWide(first(c))
	}
	widths := make([]int, len(clusters))
	for i, c := range clusters {
		if own, ok := t.own(c, f); ok {
			widths[i] = own
			continue
		}
		widths[i] = clusterWidth(c, f, eastAsian)
	}
	return widths
}

// own is the width of a cluster in the font that was named, if that has it.
func (t Setter) own(c string, f Font) (int, bool) {
	if t.Measurer == nil || isZero(first(c)) {
		return 0, false
	}
	advance, ok := t.Measurer.Advance(c, max(f.Weight, 400))
	return min(max(advance, 0), mostAdvance) * namedReserve, ok
}

func clusterWidth(c string, f Font, eastAsian bool) int {
	r := first(c)
	reserve := latinReserve
	if f.Weight >= 600 {
		reserve = strongReserve
	}
	switch {
	case isZero(r):
		return 0
	case isEmoji(r), hasEmojiStyle(c):
		return emojiWidth * wideReserve
	case isWide(r):
		return wideWidth * wideReserve
	case isQuote(r) && eastAsian:
		return wideWidth * wideReserve // a Chinese face sets them full-width
	}
	return latinWidth(r) * reserve
}

func latinWidth(r rune) int {
	w := 0
	switch {
	case r >= 0x20 && r < 0x180:
		w = int(latinWidths[r-0x20])
	case r >= 0x370 && r < 0x400:
		w = int(greekWidths[r-0x370])
	case r >= 0x400 && r < 0x460:
		w = int(cyrillicWidths[r-0x400])
	case isQuote(r):
		w = quoteWidth
	case r == 0x2010, r == 0x2011, r == 0x2022:
		w = 350
	case r == 0x2012, r == 0x2013, r == 0x20AC, r == 0x2212:
		w = 584
	case r >= 0x2014 && r <= 0x2027, r >= 0x2100 && r < 0x2C00, r == 0xFFFD:
		w = 1000 // dashes, dots, arrows, signs and shapes
	case r >= 0x2000 && r <= 0x200A, r == 0x202F:
		w = 500 // spaces of fixed width
	}
	if w == 0 {
		return otherWidth
	}
	return w
}

func isZero(r rune) bool {
	return r == 0x200B || r == zeroJoiner || r == 0x200C || r == 0x2060 || unicode.In(r, unicode.Mn, unicode.Me)
}

func isQuote(r rune) bool { return r >= 0x2018 && r <= 0x201F }

// isWide says whether r is set in a full square.
func isWide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115F, // Hangul initials
		r >= 0x2E80 && r <= 0x303E, // radicals, CJK punctuation
		r >= 0x3041 && r <= 0xA4CF, // kana, bopomofo, ideographs, Yi
		r >= 0xA960 && r <= 0xA97F,
		r >= 0xAC00 && r <= 0xD7A3, // Hangul
		r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFE30 && r <= 0xFE6F,
		r >= 0xFF01 && r <= 0xFF60,
		r >= 0xFFE0 && r <= 0xFFE6,
		r >= 0x16FE0 && r <= 0x18DFF,
		r >= 0x1B000 && r <= 0x1B2FF,
		r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return false
}

func isEmoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r == 0x2B50 || r == 0x2B55
}
