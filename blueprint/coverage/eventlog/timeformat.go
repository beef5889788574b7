package eventlog

import (
	"math"
	"time"
)

// TimeFormat is a way to write points in time.
type TimeFormat struct {
	Name    string // as Options.TimeFormat names it
	Example string
	parse   func(*clock, []byte) (Instant, bool)
}

// TimeFormats lists the forms that are recognised, in the order in which they are
// tried. Blanks around are ignored, seconds and their parts may be missing, a zone
// may follow (Z, UTC, +08:00, +0800), and AM or PM.
func TimeFormats() []TimeFormat {
	return []TimeFormat{
		{"iso", "2006-01-02T15:04:05.000Z07:00, 2006-01-02 15:04, 2006/1/2", func(c *clock, b []byte) (Instant, bool) { return c.written(b, yearFirst) }},
		{"compact", "20060102, 20060102150405", (*clock).compact},
		{"day-first", "02/01/2006 15:04:05", func(c *clock, b []byte) (Instant, bool) { return c.written(b, dayFirst) }},
		{"month-first", "01/02/2006 03:04:05 PM", func(c *clock, b []byte) (Instant, bool) { return c.written(b, monthFirst) }},
		{"unix", "1136214245 or 1136214245.25, seconds since 1970", unixIn(1e9)},
		{"unix-ms", "1136214245000, milliseconds since 1970", unixIn(1e6)},
		{"unix-us", "1136214245000000, microseconds since 1970", unixIn(1e3)},
		{"unix-ns", "1136214245000000000, nanoseconds since 1970", unixIn(1)},
	}
}

type order uint8

const (
	yearFirst order = iota
	dayFirst
	monthFirst
)

// clock reads times. It is our own as it stands on the path of every event:
// package time takes five times as long.
type clock struct {
	zone  *time.Location // nil: UTC
	zoned bool           // the last time that was read named its zone

	year, month, day int // the date last worked out
	days             int64
}

// digits reads a number of at most so many digits.
func digits(b []byte, most int) (v, n int) {
	for n < len(b) && n < most && b[n]-'0' < 10 {
		v = v*10 + int(b[n]-'0')
		n++
	}
	return v, n
}

// written reads a date with separators, and a time of the day after it.
func (c *clock) written(b []byte, o order) (Instant, bool) {
	var part [3]int
	var width [3]int
	for i := range part {
		most := 2
		if (i == 0) == (o == yearFirst) && (i == 0 || i == 2) {
			most = 4
		}
		v, n := digits(b, most)
		if n == 0 {
			return 0, false
		}
		part[i], width[i], b = v, n, b[n:]
		if i == 2 {
			break
		}
		if len(b) == 0 || b[0] != '-' && b[0] != '/' && b[0] != '.' {
			return 0, false
		}
		b = b[1:]
	}
	var year, month, day int
	switch o {
	case yearFirst:
		year, month, day = part[0], part[1], part[2]
	case dayFirst:
		year, month, day = part[2], part[1], part[0]
	default:
		year, month, day = part[2], part[0], part[1]
	}
	if o == yearFirst && width[0] != 4 || o != yearFirst && width[2] != 4 {
		return 0, false
	}
	return c.rest(year, month, day, b)
}

// rest reads the time of the day behind a date.
func (c *clock) rest(year, month, day int, b []byte) (Instant, bool) {
	var sec, nano int64
	if len(b) > 0 {
		if b[0] != 'T' && b[0] != 't' && b[0] != ' ' {
			return 0, false
		}
		b = b[1:]
		for len(b) > 0 && b[0] == ' ' {
			b = b[1:]
		}
		hour, n := digits(b, 2)
		if n == 0 || len(b) <= n || b[n] != ':' {
			return 0, false
		}
		b = b[n+1:]
		minute, n := digits(b, 2)
		if n == 0 || minute > 59 {
			return 0, false
		}
		b = b[n:]
		second := 0
		if len(b) > 0 && b[0] == ':' {
			second, n = digits(b[1:], 2)
			if n == 0 || second > 60 {
				return 0, false
			}
			b = b[1+n:]
			if len(b) > 1 && (b[0] == '.' || b[0] == ',') {
				nano, b = fraction(b[1:])
			}
		}
		hour, b = halfDay(hour, b)
		if hour > 23 {
			return 0, false
		}
		sec = int64(hour)*3600 + int64(minute)*60 + int64(second)
	}
	east, named, ok := offset(b)
	if !ok {
		return 0, false
	}
	c.zoned = named
	return c.instant(year, month, day, sec-east, nano, named)
}

// fraction reads the part of a second behind the point, in nanoseconds.
func fraction(b []byte) (nano int64, rest []byte) {
	scale := int64(1e8)
	for len(b) > 0 && b[0]-'0' < 10 {
		nano += int64(b[0]-'0') * scale
		scale /= 10
		b = b[1:]
	}
	return nano, b
}

// halfDay takes AM or PM into account; an hour of 24 is no good.
func halfDay(hour int, b []byte) (h int, rest []byte) {
	s := b
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	if len(s) < 2 || s[1]|0x20 != 'm' || s[0]|0x20 != 'a' && s[0]|0x20 != 'p' {
		return hour, b
	}
	if hour < 1 || hour > 12 {
		return 24, s[2:]
	}
	hour %= 12
	if s[0]|0x20 == 'p' {
		hour += 12
	}
	return hour, s[2:]
}

// offset reads what a zone is east of UTC, in seconds.
func offset(b []byte) (east int64, named, ok bool) {
	for len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	if len(b) == 0 {
		return 0, false, true
	}
	switch string(b) {
	case "Z", "z", "UTC", "GMT":
		return 0, true, true
	}
	sign := int64(1)
	switch b[0] {
	case '-':
		sign = -1
	case '+':
	default:
		return 0, false, false
	}
	hour, n := digits(b[1:], 2)
	if n != 2 || hour > 18 {
		return 0, false, false
	}
	b = b[3:]
	if len(b) > 0 && b[0] == ':' {
		b = b[1:]
	}
	minute, n := digits(b, 2)
	if n != len(b) || n == 1 || minute > 59 {
		return 0, false, false
	}
	return sign * (int64(hour)*3600 + int64(minute)*60), true, true
}

// instant puts a date and the seconds of its day together.
func (c *clock) instant(year, month, day int, sec, nano int64, named bool) (Instant, bool) {
	if year != c.year || month != c.month || day != c.day || c.year == 0 {
		if year < 1678 || year > 2261 || month < 1 || month > 12 || day < 1 || day > 31 {
			return 0, false
		}
		t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if t.Day() != day {
			return 0, false // the 30th of February
		}
		c.year, c.month, c.day, c.days = year, month, day, t.Unix()
	}
	if !named && c.zone != nil && c.zone != time.UTC {
		t := time.Date(year, time.Month(month), day, 0, 0, int(sec), int(nano), c.zone)
		return Instant(t.UnixNano()), true
	}
	return Instant((c.days+sec)*1e9 + nano), true
}

// compact reads dates without separators.
func (c *clock) compact(b []byte) (Instant, bool) {
	if len(b) != 8 && len(b) != 14 && !(len(b) == 15 && (b[8] == 'T' || b[8] == ' ')) {
		return 0, false
	}
	date, n := digits(b, 8)
	if n != 8 || date < 19000101 || date > 21001231 {
		return 0, false
	}
	c.zoned = false
	sec := int64(0)
	if len(b) > 8 {
		at, n := digits(b[len(b)-6:], 6)
		h, m, s := at/10000, at/100%100, at%100
		if n != 6 || h > 23 || m > 59 || s > 60 {
			return 0, false
		}
		sec = int64(h)*3600 + int64(m)*60 + int64(s)
	}
	return c.instant(date/10000, date/100%100, date%100, sec, 0, false)
}

// unixIn reads numbers of a unit of so many nanoseconds since 1970.
func unixIn(unit int64) func(*clock, []byte) (Instant, bool) {
	return func(c *clock, b []byte) (Instant, bool) {
		c.zoned = true
		negative := len(b) > 0 && b[0] == '-'
		if negative {
			b = b[1:]
		}
		var v int64
		n := 0
		for n < len(b) && b[n]-'0' < 10 {
			if v > math.MaxInt64/10-1 {
				return 0, false
			}
			v = v*10 + int64(b[n]-'0')
			n++
		}
		if n == 0 || v > math.MaxInt64/unit-1 {
			return 0, false
		}
		v *= unit
		if n < len(b) {
			if b[n] != '.' || n+1 == len(b) {
				return 0, false
			}
			nano, left := fraction(b[n+1:])
			if len(left) > 0 {
				return 0, false
			}
			v += nano / (1e9 / unit)
		}
		if negative {
			v = -v
		}
		return Instant(v), true
	}
}

// layoutFormat reads times by a layout of package time.
func layoutFormat(layout string) TimeFormat {
	return TimeFormat{Name: layout, Example: layout, parse: func(c *clock, b []byte) (Instant, bool) {
		zone := c.zone
		if zone == nil {
			zone = time.UTC
		}
		t, err := time.ParseInLocation(layout, string(b), zone)
		if err != nil || t.Year() < 1678 || t.Year() > 2261 {
			return 0, false
		}
		return Instant(t.UnixNano()), true
	}}
}
