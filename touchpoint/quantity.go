package touchpoint

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// ParseShare reads a share of the whole, "5%" or "0.05", between 0 and 1.
func ParseShare(s string) (float64, error) {
	text := strings.TrimSpace(s)
	number, percent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errors.New(`expected a share such as "5%" or 0.05`)
	}
	if percent {
		v /= 100
	}
	switch {
	case v > 1 && !percent && v <= 100:
		return 0, fmt.Errorf("a share lies between 0 and 1: did you mean %s%%?", text)
	case v < 0 || v > 1:
		return 0, errors.New("a share lies between 0 and 1 (0% and 100%)")
	}
	return v, nil
}

// FormatShare writes a share so that ParseShare reads the same value back: as a
// percentage where that is exact, else as a number.
func FormatShare(v float64) string {
	text := strconv.FormatFloat(math.Round(v*1e10)/1e8, 'f', -1, 64) + "%"
	if back, err := ParseShare(text); err == nil && back == v {
		return text
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Rate is a number of customers in a unit of time.
type Rate struct {
	Count float64       // zero or more
	Per   time.Duration // a second, minute, hour, day or week
}

// PerHour gives the rate as a number an hour, 0 for the zero Rate.
func (r Rate) PerHour() float64 {
	if r.Per <= 0 {
		return 0
	}
	return r.Count * float64(time.Hour) / float64(r.Per)
}

// ParseRate reads a rate such as "40/h", "3/min" or "500/d".
func ParseRate(s string) (Rate, error) {
	number, unit, ok := strings.Cut(strings.TrimSpace(s), "/")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	unit = strings.TrimSpace(unit)
	per, width := unitOf(unit)
	if !ok || err != nil || width != len(unit) || per < time.Second || math.IsInf(v, 0) || math.IsNaN(v) {
		return Rate{}, errors.New(`expected a rate with its unit, such as "40/h", "3/min" or "500/d"`)
	}
	if v < 0 {
		return Rate{}, errors.New("a rate cannot be negative")
	}
	return Rate{v, per}, nil
}

// String writes the rate as ParseRate reads it.
func (r Rate) String() string {
	unit := "h"
	for _, u := range []string{"s", "min", "h", "d", "w"} {
		if per, _ := unitOf(u); per == r.Per {
			unit = u
		}
	}
	return strconv.FormatFloat(r.Count, 'g', -1, 64) + "/" + unit
}

// Date is a day of the calendar, written 2026-03-01. It is a text so that no
// time zone can move it; the zero value means "not said".
type Date string

// ParseDate reads a day.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, strings.TrimSpace(s)); err != nil {
		return "", errors.New("expected a day such as 2026-03-01")
	}
	return Date(strings.TrimSpace(s)), nil
}

// Clock is a time of the day in minutes after midnight, 0 to 1440.
type Clock int

// ParseClock reads a time of the day such as "09:30"; "24:00" is the day's end.
func ParseClock(s string) (Clock, error) {
	h, m, ok := strings.Cut(strings.TrimSpace(s), ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	c := Clock(hour*60 + minute)
	if !ok || err1 != nil || err2 != nil || len(m) != 2 || len(h) > 2 || hour < 0 || minute < 0 || minute > 59 || c > 24*60 {
		return 0, errors.New(`expected a time of the day such as "09:30"`)
	}
	return c, nil
}

// String writes the time of the day as "09:30".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }
