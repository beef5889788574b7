package text

import "strings"

// Wrap is [Setter.Wrap] with the built-in widths.
func Wrap(s string, f Font, width float64) []string { return Setter{}.Wrap(s, f, width) }

// Balance is [Setter.Balance] with the built-in widths.
func Balance(s string, f Font, width float64) []string { return Setter{}.Balance(s, f, width) }

// Block is [Setter.Block] with the built-in widths.
func Block(lines []string, f Font) float64 { return Setter{}.Block(lines, f) }

// LongestWord is [Setter.LongestWord] with the built-in widths.
func LongestWord(s string, f Font) float64 { return Setter{}.LongestWord(s, f) }

// Wrap breaks s into lines no wider than width, filling each line as far as it
// goes. It breaks at blanks, after hyphens and slashes, and between full-width
// characters; closing punctuation never begins a line and opening punctuation
// never ends one. A word wider than the line is broken between characters. A
// single character wider than the line stands alone. No words give no lines.
func (t Setter) Wrap(s string, f Font, width float64) []string {
	return wrap(t.set(s, f), width)
}

// Balance breaks s into as few lines as [Setter.Wrap] does, but of about equal length,
// which looks calmer in a box.
func (t Setter) Balance(s string, f Font, width float64) []string {
	return balance(t.set(s, f), width)
}

func balance(line setting, width float64) []string {
	lines := wrap(line, width)
	if len(lines) < 2 {
		return lines
	}
	whole := broken(lines, line.clusters)
	low, high := int(width)/(len(lines)+1), int(width)
	for high-low > 1 {
		middle := (low + high) / 2
		tried := wrap(line, float64(middle))
		if len(tried) <= len(lines) && broken(tried, line.clusters) <= whole {
			high, lines = middle, tried
		} else {
			low = middle
		}
	}
	return lines
}

// Block is the width of the widest of the lines.
func (t Setter) Block(lines []string, f Font) float64 {
	var w float64
	for _, l := range lines {
		w = max(w, t.Width(l, f))
	}
	return w
}

// LongestWord is the width of the widest part of s that lines are not broken
// within.
func (t Setter) LongestWord(s string, f Font) float64 {
	line, longest, used, from := t.set(s, f), 0.0, 0, 0
	for i, w := range line.widths {
		if line.clusters[i] != " " {
			used += w
		}
		if end := i + 1; end == len(line.widths) || breaks(line.clusters, end) {
			longest = max(longest, px(used, end-from, f))
			used, from = 0, end
		}
	}
	return longest
}

// setting is text ready to be broken: its characters with their widths.
type setting struct {
	font     Font
	clusters []string
	widths   []int
}

func (t Setter) set(s string, f Font) setting {
	clusters := Clusters(Clean(s))
	return setting{font: f, clusters: clusters, widths: t.widths(clusters, f)}
}

func wrap(s setting, width float64) []string {
	var lines []string
	for start := 0; start < len(s.clusters); {
		end := s.lineEnd(start, width)
		lines = append(lines, strings.Trim(strings.Join(s.clusters[start:end], ""), " "))
		start = end
		for start < len(s.clusters) && s.clusters[start] == " " {
			start++
		}
	}
	return lines
}

// lineEnd returns where the line that begins at start ends: at the last place
// that allows a break and still fits, else wherever it is full.
func (s setting) lineEnd(start int, width float64) int {
	soft, hard, used := 0, start+1, 0
	for end := start + 1; end <= len(s.clusters); end++ {
		used += s.widths[end-1]
		if s.clusters[end-1] == " " {
			continue // a blank at the end takes no room
		}
		if end > start+1 && px(used, end-start, s.font) > width {
			break
		}
		hard = end
		if end == len(s.clusters) || breaks(s.clusters, end) {
			soft = end
		}
	}
	if soft > 0 {
		return soft
	}
	for cut := hard; cut > start+1; cut-- { // keep punctuation with its word where that is possible
		if !binds(s.clusters[cut-1], s.clusters[cut]) {
			return cut
		}
	}
	return hard
}

// breaks says whether a line may end before clusters[i].
func breaks(clusters []string, i int) bool {
	before, after := clusters[i-1], clusters[i]
	if after == " " {
		next := i
		for next < len(clusters) && clusters[next] == " " {
			next++
		}
		return next == len(clusters) || !binds(before, clusters[next])
	}
	if before == " " || binds(before, after) {
		return false // the break belongs before the blank
	}
	b, a := last(before), first(after)
	switch {
	case b == 0x200B:
		return true
	case ideographic(first(before)) || ideographic(a):
		return a != 0xA0 && b != 0xA0
	case b == '-' || b == 0x2010 || b == '/' || b == 0x2013 || b == 0x2014:
		return i >= 2 && letter(last(clusters[i-2])) && letter(a)
	}
	return false
}

// binds says whether two characters must stay on one line.
func binds(before, after string) bool {
	return strings.ContainsRune(closing, first(after)) || strings.ContainsRune(opening, first(before))
}

const (
	closing = `,.;:!?)]}%` + `、。，．・：；？！）］｝〕〉》」』】〗〙〛’”…—～％‰℃°ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡｣､`
	opening = `([{` + `（［｛〔〈《「『【〖〘〚‘“｢$￥¥£＄`
)

// ideographic says whether lines break beside r without a blank. Hangul keeps
// its words together.
func ideographic(r rune) bool {
	return isWide(r) && !(r >= 0x1100 && r <= 0x115F || r >= 0xAC00 && r <= 0xD7A3)
}

func letter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r < 0x2000
}

// broken counts the words that the lines cut: line ends where the text has
// neither a blank nor a place to break.
func broken(lines []string, clusters []string) int {
	at, cuts := 0, 0
	for _, l := range lines[:len(lines)-1] {
		for n := len(Clusters(l)); n > 0; n-- {
			at++
		}
		if at < len(clusters) && !breaks(clusters, at) {
			cuts++
		}
		for at < len(clusters) && clusters[at] == " " {
			at++
		}
	}
	return cuts
}
