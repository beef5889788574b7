package scenario

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// MaxSweep bounds the values of one sweep.
const MaxSweep = 1000

// Sweep is one datum with the values that it takes in turn.
type Sweep struct {
	Key    string
	Values []string
}

// Settings lists the settings of the sweep, one for each value.
func (s Sweep) Settings() []blueprint.Setting {
	out := make([]blueprint.Setting, len(s.Values))
	for i, v := range s.Values {
		out[i] = blueprint.Setting{Key: s.Key, Value: v}
	}
	return out
}

// ParseSweep reads a datum and its values: a range of whole numbers
// "counter.servers=1..10", a range with a step "polish.time=20s..2m:20s"
// (durations, numbers, shares such as 2%, rates such as 40/h), or a list
// "counter.servers=2,4,8". A range includes its end where a step meets it, and
// may run downwards. The error is a blueprint.Diagnostics with the column in
// the text.
func ParseSweep(text string) (Sweep, error) {
	key, value, err := split(text, "counter.servers=1..10")
	if err != nil {
		return Sweep{}, err
	}
	at := strings.LastIndex(text, value)
	var values []string
	var bad string
	if from, to, ok := strings.Cut(value, ".."); ok {
		values, bad = ranged(from, to)
	} else {
		values, bad = listed(value)
	}
	if bad != "" {
		return Sweep{}, blueprint.Diagnostics{{Rule: "bad-value", Message: fmt.Sprintf("%q cannot be swept", shorten(value)), Hint: bad, Range: stretch(text, at, len(text))}}
	}
	return Sweep{Key: key, Values: values}, nil
}

func listed(value string) ([]string, string) {
	if yamlText(value) {
		return []string{value}, ""
	}
	values := strings.Split(value, ",")
	if len(values) > MaxSweep {
		return nil, fmt.Sprintf("these are more than %d values", MaxSweep)
	}
	for i := range values {
		if values[i] = strings.TrimSpace(values[i]); values[i] == "" {
			return nil, "expected values with commas between them, such as 2,4,8"
		}
	}
	return values, ""
}

// quantity is how one kind of value is read as a number and written again.
type quantity struct {
	read  func(string) (float64, error)
	write func(float64) string
	unit  float64 // step where none is given; 0: one must be given
	hint  string
}

// quantities lists the kinds, the narrowest first.
func quantities() []quantity {
	whole := func(s string) (float64, error) { n, err := strconv.ParseInt(s, 10, 32); return float64(n), err }
	number := func(s string) (float64, error) { return strconv.ParseFloat(s, 64) }
	percent := func(s string) (float64, error) {
		digits, ok := strings.CutSuffix(s, "%")
		if !ok {
			return 0, strconv.ErrSyntax
		}
		return strconv.ParseFloat(strings.TrimSpace(digits), 64)
	}
	decimal := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	out := []quantity{
		{whole, decimal, 1, ""},
		{percent, func(v float64) string { return decimal(v) + "%" }, 0, "say the step: 2%..10%:2%"},
		{number, decimal, 0, "say the step: 0.5..1.5:0.25"},
		{
			func(s string) (float64, error) { d, err := touchpoint.ParseDuration(s); return float64(d), err },
			func(v float64) string { return touchpoint.FormatDuration(time.Duration(math.Round(v))) }, 0, "say the step: 20s..2m:20s",
		},
	}
	for _, per := range []string{"s", "sec", "min", "m", "h", "hour", "d", "day", "w", "week"} {
		out = append(out, quantity{
			func(s string) (float64, error) {
				digits, unit, ok := strings.Cut(s, "/")
				if _, err := touchpoint.ParseRate(s); !ok || unit != per || err != nil {
					return 0, strconv.ErrSyntax
				}
				return strconv.ParseFloat(strings.TrimSpace(digits), 64)
			},
			func(v float64) string { return decimal(v) + "/" + per }, 0, "say the step: 20/h..60/h:10/h",
		})
	}
	return out
}

// ranged lists the values of a range; the second answer says why it cannot.
func ranged(from, to string) ([]string, string) {
	to, step, stepped := strings.Cut(to, ":")
	from, to, step = strings.TrimSpace(from), strings.TrimSpace(to), strings.TrimSpace(step)
	for _, q := range quantities() {
		lo, errLo := q.read(from)
		hi, errHi := q.read(to)
		if errLo != nil || errHi != nil || !finite(lo) || !finite(hi) {
			continue
		}
		by := q.unit
		if stepped {
			var err error
			if by, err = q.read(step); err != nil || !(by > 0) || math.IsInf(by, 0) {
				continue
			}
		}
		if by == 0 {
			return nil, q.hint
		}
		return q.list(lo, hi, by)
	}
	return nil, "expected a range such as 1..10, 20s..2m:20s, 2%..10%:2% or 20/h..60/h:10/h, its step more than nothing and in the same unit"
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func (q quantity) list(lo, hi, by float64) ([]string, string) {
	n := math.Abs(hi-lo) / by
	if !(n+1 <= MaxSweep) {
		return nil, fmt.Sprintf("this range has more than %d values: make its step larger", MaxSweep)
	}
	if hi < lo {
		by = -by
	}
	var out []string
	for i := range int(n+1e-9) + 1 {
		out = append(out, q.write(rounded(lo+float64(i)*by)))
	}
	return out, ""
}
