package figures

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/servicemoments/moments/touchpoint"
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

// String is the figure in plain English: "2m30s", "12.5%", "0.50", "40/h". Writers
// that know the currency and the reader's language do better.
func (f Figure) String() string {
	if math.IsNaN(f.Value) || math.IsInf(f.Value, 0) {
		return "without bound"
	}
	switch f.Unit {
	case Seconds:
		if math.Abs(f.Value) < 60 || math.Abs(f.Value) > 1e9 {
			return number(f.Value) + "s"
		}
		return touchpoint.FormatDuration(time.Duration(math.Round(f.Value)) * time.Second)
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

// Brief is a duration as short as a badge wants it, "4m30s" in English, with a
// phrase for each unit.
func Brief(d time.Duration) Text {
	said := touchpoint.FormatDuration(d)
	var out Text
	for at := 0; at < len(said); {
		end := at
		for end < len(said) && (said[end] < 'a' || said[end] > 'z') {
			end++
		}
		unit := end
		for unit < len(said) && said[unit] >= 'a' && said[unit] <= 'z' {
			unit++
		}
		part := Plain(said[at:unit])
		if phrase, ok := briefUnits()[said[end:unit]]; ok {
			part = T(phrase, said[at:end])
		}
		if out.Empty() {
			out = part
		} else {
			out = T("%s%s", out, part)
		}
		at = unit
	}
	return out
}

// briefUnits are the phrases of short durations by their units.
func briefUnits() map[string]string {
	return map[string]string{"w": "%sw", "d": "%sd", "h": "%sh", "m": "%sm", "s": "%ss", "ms": "%sms"}
}
