package view

import (
	"strings"

	"github.com/servicemoments/moments/render/text"
)

// How words are set.
var (
	titleFont   = text.Font{Size: 20, Weight: 600}
	strongFont  = text.Font{Size: 13, Weight: 600}
	bodyFont    = text.Font{Size: 13, Weight: 500}
	headingFont = text.Font{Size: 12, Weight: 500}
	smallFont   = text.Font{Size: 11}
	itemFont    = text.Font{Size: 12}
	tagFont     = text.Font{Size: 10}
)

// setter measures and breaks words, by the built-in widths or those of a font
// that was named.
type setter struct{ text.Setter }

// goodWidth is the least width at which a title takes few lines and no word is
// cut.
func (t setter) goodWidth(title string) float64 {
	for w := leastBoxW; w < mostBoxW; w += 16 {
		if room := w - 2*boxPadX; t.LongestWord(title, bodyFont) <= room && len(t.Wrap(title, bodyFont, room)) <= goodLines {
			return w
		}
	}
	return mostBoxW
}

// labelLines wraps the words on a way; a share that does not fit beside them
// gets a line of its own.
func (t setter) labelLines(when, share, separator string) []string {
	if when == "" || share == "" {
		return t.Balance(when+share, smallFont, t.labelRoom(when+share))
	}
	if one := text.Clean(when) + separator + share; t.Width(one, smallFont) <= oneLabel {
		return []string{one}
	}
	return append(t.Balance(when, smallFont, t.labelRoom(when)), share)
}

// labelRoom is the width that words on a way may take: more where they would
// otherwise stand in too many lines.
func (t setter) labelRoom(words string) float64 {
	return min(max(labelWidth, t.Width(words, smallFont)/(mostLabel-0.4)), widestLabel)
}

// wrapped breaks s in about equal lines and frees the blanks that were bound.
func (t setter) wrapped(s string, f text.Font, room float64) []string {
	lines := t.Balance(s, f, room)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], bound, " ")
	}
	return lines
}

func (t setter) labelSize(lines []string) (w, h float64) {
	if len(lines) == 0 {
		return 0, 0
	}
	return t.Block(lines, smallFont) + 2*labelPadX, float64(len(lines))*smallLine + 2*labelPadY
}

// boundItems are the items with the blanks in short ones bound, so that lines
// are broken between them rather than within.
func (t setter) boundItems(items []string, room float64) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = item
		if t.Width(item, itemFont) <= room*0.6 {
			out[i] = bind(item)
		}
	}
	return out
}

// nameLines wraps the name of a lane; a long word makes its room wider.
func (t setter) nameLines(name string) []string {
	room := max(mostName, min(t.LongestWord(name, strongFont), wideName))
	return t.Balance(name, strongFont, room)
}

// within is a font, set smaller where a word would be wider than its room.
func (t setter) within(f text.Font, word string, room float64) text.Font {
	if wide := t.Width(word, f); wide > room {
		f.Size *= room / wide
	}
	return f
}
