// Package speak puts figures into words: numbers with their units, durations,
// shares and money, and the phrases around them, in the reader's language.
package speak

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint/figures"
)

// Speaker puts figures and phrases into a language. The zero value speaks
// English and knows no currency.
type Speaker struct {
	Language string // BCP 47 tag; a language that is not known is spoken in English
	Currency string // ISO 4217 code or sign of amounts; empty: none
	// Own goes before the built-in phrases: it says whether it knows a phrase, and
	// what it is in the reader's language. nil knows none.
	Own func(phrase string) (string, bool)
}

// Chinese tells whether the speaker's words are Chinese.
func (s Speaker) Chinese() bool {
	tag, _, _ := strings.Cut(strings.ToLower(s.Language), "-")
	return tag == "zh"
}

// Knows tells whether a phrase can be said in the speaker's language.
func (s Speaker) Knows(phrase string) bool {
	if s.Own != nil {
		if _, ok := s.Own(phrase); ok {
			return true
		}
	}
	if !s.Chinese() {
		return true
	}
	_, ok := chinese[phrase]
	return ok || phrase == "" || phrase == "%s"
}

func (s Speaker) phrase(p string) string {
	if s.Own != nil {
		if said, ok := s.Own(p); ok {
			return said
		}
	}
	if s.Chinese() {
		if said, ok := chinese[p]; ok {
			return said
		}
	}
	return p
}

// Say puts a text into the language, with its values.
func (s Speaker) Say(t figures.Text) string {
	said := s.phrase(t.Phrase)
	if len(t.Args) == 0 {
		return said
	}
	args := make([]any, len(t.Args))
	for i, a := range t.Args {
		switch a := a.(type) {
		case figures.Text:
			args[i] = s.Say(a)
		case figures.Figure:
			args[i] = s.Figure(a)
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(said, args...)
}

// Cell puts what stands in a cell into words; an empty cell is an empty word.
func (s Speaker) Cell(c figures.Cell) string {
	switch {
	case c.Figure != nil && c.Text.Empty():
		return s.Figure(*c.Figure)
	case c.Figure != nil:
		return s.Figure(*c.Figure) + " " + s.Say(c.Text)
	}
	return s.Say(c.Text)
}

// Figure writes a number with its unit, and with its interval where it has one.
func (s Speaker) Figure(f figures.Figure) string {
	said := s.Value(f.Value, f.Unit)
	if low, high, ok := s.ends(f); ok {
		return s.Say(figures.T("%s (%s to %s)", said, low, high))
	}
	return said
}

// Interval writes the ends of a figure's interval; empty where it has none.
func (s Speaker) Interval(f figures.Figure) string {
	low, high, ok := s.ends(f)
	if !ok {
		return ""
	}
	return s.Say(figures.T("%s to %s", low, high))
}

// ends are those of an interval in words, and whether there is one: an interval so
// narrow that both its ends read as the same says no more than the figure.
func (s Speaker) ends(f figures.Figure) (low, high string, ok bool) {
	if f.How != figures.Simulated || !(f.High > f.Low) || math.IsInf(f.High, 0) {
		return "", "", false
	}
	low, high = s.Value(f.Low, f.Unit), s.Value(f.High, f.Unit)
	return low, high, low != high
}

// Value writes a number in a unit, as exactly as a reader wants it: about four
// digits, whole seconds from a minute on, never more than there is to say.
func (s Speaker) Value(v float64, unit figures.Unit) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case math.IsInf(v, 0):
		return s.phrase("without bound")
	}
	switch unit {
	case figures.Seconds:
		return s.Say(figures.Duration(v))
	case figures.SecondsSq:
		return fmt.Sprintf(s.phrase("%s s²"), Number(v))
	case figures.Share:
		return Number(100*v) + "%"
	case figures.PerHour:
		return fmt.Sprintf(s.phrase("%s/h"), Number(v))
	case figures.Money:
		return s.money(v)
	case figures.MoneyPerHour:
		return fmt.Sprintf(s.phrase("%s/h"), s.money(v))
	case figures.Count, figures.Score:
		if v == math.Trunc(v) {
			return strconv.FormatFloat(v, 'f', 0, 64)
		}
	}
	return Number(v)
}

// Number writes a number with about four digits: 6.667, 12.94, 1333.
func Number(v float64) string { return figures.Digits(v) }

func (s Speaker) money(v float64) string {
	said := strconv.FormatFloat(v, 'f', 2, 64)
	if a := math.Abs(v); a > 0 && a < 0.1 && math.Abs(v*100-math.Round(v*100)) > 1e-6 {
		said = Number(v)
	}
	if said == "-0.00" {
		said = "0.00"
	}
	if s.Currency == "" {
		return said
	}
	return said + " " + s.Currency
}

// Phrases are all phrases that are known, in a language: in English they stand
// for themselves.
func Phrases(language string) map[string]string {
	all := maps.Clone(chinese)
	if !(Speaker{Language: language}).Chinese() {
		for phrase := range all {
			all[phrase] = phrase
		}
	}
	for phrase := range all {
		if strings.TrimSpace(phrase) == "" || bare.MatchString(phrase) {
			delete(all, phrase) // there is nothing to translate
		}
	}
	return all
}

var bare = regexp.MustCompile(`^(%[a-z])+$`)

// How says how a figure was got, in a word.
func (s Speaker) How(h figures.How) string { return s.phrase(string(h)) }
