package touchpoint

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Day and Week are the units that durations of a service need besides Go's.
// They are plain spans of 24 hours and of seven such days: no calendar.
const (
	Day  = 24 * time.Hour
	Week = 7 * Day
)

var errDuration = errors.New(`expected a duration such as "90s", "2m30s", "1h", "3d", "2w" or "PT5M"`)

var isoDuration = regexp.MustCompile(`^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$`)

// ParseDuration reads a duration: Go's form ("2m30s") with the further units d
// and w, or ISO 8601 ("PT2M30S", "P3D"; no months and years, whose length is
// not fixed). It is never negative.
func ParseDuration(s string) (time.Duration, error) {
	text := strings.TrimSpace(s)
	switch {
	case text == "":
		return 0, errDuration
	case strings.HasPrefix(text, "-"):
		return 0, errors.New("a duration cannot be negative")
	case strings.HasPrefix(text, "P"):
		return parseISO(text)
	case text == "0":
		return 0, nil
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return 0, fmt.Errorf("the unit is missing: write %ss, %sm or %sh", text, text, text)
	}
	return parseUnits(text)
}

func parseISO(s string) (time.Duration, error) {
	m := isoDuration.FindStringSubmatch(s)
	if m == nil || strings.Join(m[1:], "") == "" {
		return 0, errDuration
	}
	total := 0.0
	for i, unit := range []time.Duration{Week, Day, time.Hour, time.Minute, time.Second} {
		if m[i+1] == "" {
			continue
		}
		n, err := strconv.ParseFloat(m[i+1], 64)
		if err != nil {
			return 0, errDuration
		}
		total += n * float64(unit)
	}
	return bounded(total)
}

func unitOf(s string) (time.Duration, int) {
	for _, u := range []struct {
		name string
		unit time.Duration
	}{{"ns", time.Nanosecond}, {"us", time.Microsecond}, {"µs", time.Microsecond}, {"ms", time.Millisecond},
		{"s", time.Second}, {"min", time.Minute}, {"m", time.Minute}, {"h", time.Hour}, {"d", Day}, {"w", Week}} {
		if strings.HasPrefix(s, u.name) {
			return u.unit, len(u.name)
		}
	}
	return 0, 0
}

func parseUnits(s string) (time.Duration, error) {
	total := 0.0
	for s != "" {
		i := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
		if i <= 0 {
			return 0, errDuration
		}
		n, err := strconv.ParseFloat(s[:i], 64)
		if err != nil {
			return 0, errDuration
		}
		s = strings.TrimPrefix(s[i:], " ")
		unit, width := unitOf(s)
		if width == 0 {
			return 0, errDuration
		}
		total += n * float64(unit)
		s = strings.TrimPrefix(s[width:], " ")
	}
	return bounded(total)
}

func bounded(ns float64) (time.Duration, error) {
	if ns >= math.MaxInt64/2 {
		return 0, errors.New("this duration is longer than a century, which no service lasts")
	}
	return time.Duration(math.Round(ns)), nil
}

// FormatDuration writes a duration in the shortest form that ParseDuration
// reads back to the same value: "1m30s", "3d", "2w".
func FormatDuration(d time.Duration) string {
	if d == 0 {
		return "0s"
	}
	var b strings.Builder
	if d < 0 {
		b.WriteByte('-')
		d = -d
	}
	for _, u := range []struct {
		name string
		unit time.Duration
	}{{"w", Week}, {"d", Day}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond}, {"us", time.Microsecond}, {"ns", 1}} {
		if u.unit == Week && d%Week != 0 {
			continue // 10d reads better than 1w3d
		}
		if n := d / u.unit; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.name)
			d -= n * u.unit
		}
	}
	return b.String()
}

// Span is a stretch of time from Min to Max; both are equal where one value was
// given.
type Span struct{ Min, Max time.Duration }

// ParseSpan reads a duration or a range such as "1w..2w".
func ParseSpan(s string) (Span, error) {
	lo, hi, ranged := strings.Cut(s, "..")
	a, err := ParseDuration(lo)
	if err != nil {
		return Span{}, err
	}
	if !ranged {
		return Span{a, a}, nil
	}
	b, err := ParseDuration(hi)
	if err != nil {
		return Span{}, err
	}
	if b < a {
		return Span{}, fmt.Errorf("the range runs backwards: write %s..%s", FormatDuration(b), FormatDuration(a))
	}
	return Span{a, b}, nil
}

// String writes the span as ParseSpan reads it.
func (s Span) String() string {
	if s.Min == s.Max {
		return FormatDuration(s.Min)
	}
	return FormatDuration(s.Min) + ".." + FormatDuration(s.Max)
}
