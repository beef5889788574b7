package figures

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Sayer puts a text into the reader's language. nil says English.
type Sayer func(Text) string

// Say puts a phrase with its values into the reader's language.
func (s Sayer) Say(phrase string, args ...any) string {
	if s == nil {
		return T(phrase, args...).String()
	}
	return s(T(phrase, args...))
}

// String is the figure in plain English: "2 min 30 s", "12.5%", "0.50", "40/h". Writers
// that know the currency and the reader's language do better.
func (f Figure) String() string {
	if math.IsNaN(f.Value) || math.IsInf(f.Value, 0) {
		return "without bound"
	}
	switch f.Unit {
	case Seconds:
		return Duration(f.Value).String()
	case Share:
		return number(100*f.Value) + "%"
	case Money:
		return strconv.FormatFloat(f.Value, 'f', 2, 64)
	case MoneyPerHour:
		return strconv.FormatFloat(f.Value, 'f', 2, 64) + "/h"
	case PerHour:
		return number(f.Value) + "/h"
	}
	return number(f.Value)
}

func number(v float64) string { return fmt.Sprintf("%.4g", v) }

// Digits writes a number with about four digits: 6.667, 12.94, 1333.
func Digits(v float64) string {
	digits := 3
	if a := math.Abs(v); a >= 1 {
		digits = max(0, 3-int(math.Log10(a)))
	} else if a > 0 {
		digits = min(6, 3-int(math.Floor(math.Log10(a)))-1)
	}
	said := strconv.FormatFloat(v, 'f', digits, 64)
	if strings.Contains(said, ".") {
		said = strings.TrimRight(strings.TrimRight(said, "0"), ".")
	}
	if said == "-0" {
		return "0"
	}
	return said
}

// Duration writes seconds in the two largest units that count, "4 min 30 s" in
// English, with a phrase for each unit. Tables, sentences and pictures all say times
// by it.
func Duration(seconds float64) Text {
	switch {
	case math.IsNaN(seconds):
		return Plain("–")
	case math.IsInf(seconds, 0):
		return T("without bound")
	case seconds < 0:
		return T("−%s", Duration(-seconds))
	case seconds < 1: // to the millisecond
		return T("%s s", Digits(math.Round(seconds*1000)/1000))
	case seconds < 60 && Digits(seconds) != "60":
		return T("%s s", Digits(seconds))
	}
	units := durationUnits()
	for i, u := range units {
		if seconds < u.seconds && i < len(units)-1 {
			continue
		}
		small := units[min(i+1, len(units)-1)]
		rounded := math.Round(seconds/small.seconds) * small.seconds
		if i > 0 && rounded >= units[i-1].seconds { // 59 min 59.8 s is an hour
			return Duration(rounded)
		}
		whole := math.Floor(rounded / u.seconds)
		said := T(u.phrase, Digits(whole))
		if rest := rounded - whole*u.seconds; rest > 0 {
			said = T("%s %s", said, T(small.phrase, Digits(math.Round(rest/small.seconds))))
		}
		return said
	}
	return Plain(Digits(seconds))
}

// Brief is Duration of what is a duration already.
func Brief(d time.Duration) Text { return Duration(d.Seconds()) }

// durationUnits are the units of durations, the largest first; the last is the
// smallest rest.
func durationUnits() []durationUnit {
	return []durationUnit{{86400, "%s d"}, {3600, "%s h"}, {60, "%s min"}, {1, "%s s"}}
}

type durationUnit struct {
	seconds float64
	phrase  string
}
