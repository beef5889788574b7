package prose

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// Line is a text on one line, harmless to show.
func Line(s string) string { return text.Clean(s) }

// Lines are the lines of a text as they were written, harmless to show.
func Lines(s string) []string {
	var out []string
	for l := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 }) {
		if l = text.Clean(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// Wrapped are the lines of a text, each no wider than about n letters or half as
// many Chinese characters.
func Wrapped(s string, n int) []string {
	font := text.Font{Size: 10, Weight: 400}
	var out []string
	for _, l := range Lines(s) {
		out = append(out, text.Balance(l, font, float64(n)*6.2)...)
	}
	return out
}

// Mark is a sign that a touchpoint carries.
type Mark struct {
	Sign  string // one character
	Plain string // the same in ASCII
	Name  string // in the reader's language
	Doc   string // what it means, likewise
}

// Marks lists the marks of a touchpoint in a fixed order.
func (w Words) Marks(t *touchpoint.Touchpoint) []Mark {
	var out []Mark
	for i, m := range w.AllMarks() {
		if carries(t, i) {
			out = append(out, m)
		}
	}
	return out
}

// AllMarks lists the marks there are.
func (w Words) AllMarks() []Mark {
	d := w.Text.Marks
	return []Mark{{"★", "**", w.Critical, d[0]}, {"☆", "*", w.Moment, d[1]}, {"F", "F", w.Fail, d[2]}, {"W", "W", w.Wait, d[3]}, {"◇", "<>", w.Choice, d[4]}}
}

func carries(t *touchpoint.Touchpoint, mark int) bool {
	switch mark {
	case 0:
		return t.IsCritical()
	case 1:
		return t.IsMoment() && !t.IsCritical()
	case 2:
		return len(t.Fails) > 0
	case 3:
		return t.Wait != nil
	}
	return t.Choice()
}

// Used lists the marks that a blueprint uses, for a legend.
func (b *Board) Used() []Mark {
	var out []Mark
	for i, m := range b.AllMarks() {
		for _, t := range b.Touchpoints() {
			if carries(t, i) {
				out = append(out, m)
				break
			}
		}
	}
	return out
}

// Badge is a short line under a title: what Facts lists.
func (w Words) Badge(t *touchpoint.Touchpoint) string { return strings.Join(w.Facts(t, false), "  ") }

// Facts are the signs and the times of a touchpoint. There are none for one of
// which no more than the title is said.
func (w Words) Facts(t *touchpoint.Touchpoint, ascii bool) []string {
	var out []string
	for _, m := range w.Marks(t) {
		sign := m.Sign
		if ascii {
			sign = m.Plain
		}
		if m.Sign == "W" && t.Wait.Expected > 0 {
			sign += " " + w.Duration(t.Wait.Expected)
		}
		out = append(out, sign)
	}
	return append(out, w.times(t.Time)...)
}

// WayLabel says when a way is taken and how likely, "" where nothing is said.
func (w Words) WayLabel(way blueprint.Way) string {
	var parts []string
	when := Line(way.When)
	switch {
	case when != "":
		parts = append(parts, when)
	case way.Role == blueprint.OnFail:
		parts = append(parts, w.Fail)
	case way.Role == blueprint.OnWait:
		parts = append(parts, w.Text.Patience)
	}
	if way.Chance != nil {
		parts = append(parts, Percent(*way.Chance))
	}
	return strings.Join(parts, w.Comma)
}

// Percent writes a share as percent, with one decimal where it has one.
func Percent(share float64) string {
	return strconv.FormatFloat(math.Round(share*1000)/10, 'f', -1, 64) + "%"
}

// Number writes a figure without superfluous digits.
func Number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Time writes how long something takes: the standard, the range or the mean, and
// the bound that customers accept.
func (w Words) Time(t *touchpoint.Time) string { return strings.Join(w.times(t), w.Comma) }

func (w Words) times(t *touchpoint.Time) []string {
	if t == nil {
		return nil
	}
	var facts []string
	switch {
	case t.Standard > 0:
		facts = append(facts, w.Duration(t.Standard))
	case t.Max > 0 && t.Distribution != touchpoint.Empirical:
		facts = append(facts, w.Duration(t.Min)+"–"+w.Duration(t.Max))
	case t.Expected("") > 0:
		facts = append(facts, fmt.Sprintf(w.Mean, w.Duration(t.Expected(""))))
	}
	if t.Acceptable > 0 {
		facts = append(facts, fmt.Sprintf(w.AtMost, w.Duration(t.Acceptable)))
	}
	return facts
}

// Summary says how large a blueprint is.
func (b *Board) Summary() string {
	touchpoints, steps, lanes := len(b.Touchpoints()), len(b.Columns), len(b.Rows)
	if format := b.Words.Words.Summary; format != wording.For("en").Summary {
		return fmt.Sprintf(format, touchpoints, steps, lanes)
	}
	return "Service blueprint with " + several(touchpoints, "touchpoint") + ", " + several(steps, "step") + " and " + several(lanes, "lane") + "."
}

func several(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return itoa(n) + " " + noun + "s"
}

// Capital is a word as it begins a heading.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError { // nothing, or no text
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

func itoa(n int) string { return strconv.Itoa(n) }

func hex(r rune) string { return strconv.FormatInt(int64(r), 16) }
