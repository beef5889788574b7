package eventlog

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint"
)

// timing reads the times of one log, in the format that was given or found.
type timing struct {
	clock  clock
	format TimeFormat
	note   string // how the format was decided
	naive  int    // times that named no zone
}

func (t *timing) read(b []byte) (Instant, bool) {
	i, ok := t.format.parse(&t.clock, b)
	if ok && !t.clock.zoned {
		t.naive++
	}
	return i, ok
}

func (t *timing) said() []string {
	if t.note == "" {
		return nil
	}
	out := []string{t.note}
	if t.naive > 0 {
		zone := "UTC"
		if t.clock.zone != nil {
			zone = t.clock.zone.String()
		}
		out = append(out, fmt.Sprintf("times without a zone: %d, taken as %s", t.naive, zone))
	}
	return out
}

// newTiming finds the format of some times. Those that are empty do not count.
func newTiming(o Options, sample []string) (*timing, error) {
	t := &timing{clock: clock{zone: o.Zone}}
	if o.TimeFormat != "" {
		return t, t.given(o.TimeFormat)
	}
	var some [][]byte
	for _, s := range sample {
		if s != "" {
			some = append(some, []byte(s))
		}
	}
	if len(some) == 0 {
		t.format = TimeFormats()[0]
		t.note = "times: none among the first records; read as iso where there are any"
		return t, nil
	}
	best, most := TimeFormat{}, 0
	for _, f := range TimeFormats() {
		if n := t.reads(f, some); n > most {
			best, most = f, n
		}
	}
	if most == 0 {
		return nil, fmt.Errorf("no time can be read from %q: name the column of the times, or give their layout as package time writes it, such as 02.01.06 15h04", some[0])
	}
	t.format = best
	t.note = fmt.Sprintf("times: %s, as in %s (recognised)", best.Name, some[0])
	switch {
	case strings.HasPrefix(best.Name, "unix"):
		t.unit(some)
	case best.Name == "day-first" || best.Name == "month-first":
		t.dayOrMonth(some)
	}
	return t, nil
}

func (t *timing) given(name string) error {
	var names []string
	for _, f := range TimeFormats() {
		if f.Name == name {
			t.format, t.note = f, "times: "+name+" (given)"
			return nil
		}
		names = append(names, f.Name)
	}
	// A layout says when noon of a day was, and gives it back.
	at := time.Date(2017, 11, 23, 14, 48, 59, 0, time.UTC)
	back, err := time.Parse(name, at.Format(name))
	if err != nil || back.Year() != at.Year() || back.YearDay() != at.YearDay() {
		hint := "known are " + strings.Join(names, ", ") + ", or a layout of Go's package time such as 02.01.2006 15:04"
		if near := blueprint.Nearest(name, names); near != "" {
			hint = "did you mean " + near + "?"
		}
		return fmt.Errorf("there is no time format %q; %s", name, hint)
	}
	t.format, t.note = layoutFormat(name), "times: "+name+" (given)"
	return nil
}

func (t *timing) reads(f TimeFormat, some [][]byte) int {
	n := 0
	for _, b := range some {
		if _, ok := f.parse(&t.clock, b); ok {
			n++
		}
	}
	return n
}

// unit decides what numbers count, by how many digits most of them have.
func (t *timing) unit(some [][]byte) {
	votes := [4]int{}
	for _, b := range some {
		whole, _, _ := bytes.Cut(bytes.TrimPrefix(b, []byte("-")), []byte("."))
		votes[min(max((len(whole)-9)/3, 0), 3)]++ // up to 11 digits are seconds, 14 milliseconds, 17 microseconds
	}
	best := 0
	for i, n := range votes {
		if n > votes[best] {
			best = i
		}
	}
	t.format = formatNamed([]string{"unix", "unix-ms", "unix-us", "unix-ns"}[best])
	t.note = fmt.Sprintf("times: %s, as in %s (recognised by the number of digits)", t.format.Name, some[0])
}

func formatNamed(name string) TimeFormat {
	for _, f := range TimeFormats() {
		if f.Name == name {
			return f
		}
	}
	return TimeFormat{}
}

// dayOrMonth decides which number is the day: the one of which some are over 12,
// else the reading by which the log takes less time.
func (t *timing) dayOrMonth(some [][]byte) {
	day, month := formatNamed("day-first"), formatNamed("month-first")
	days, months := t.reads(day, some), t.reads(month, some)
	if days != months {
		t.note = fmt.Sprintf("times: %s, as in %s (%d of the first %d times allow nothing else)", t.format.Name, some[0], max(days, months)-min(days, months), len(some))
		return
	}
	byDay, byMonth := t.span(day, some), t.span(month, some)
	t.format = day
	if byMonth < byDay {
		t.format = month
	}
	why := "the log is shorter so"
	if byDay == byMonth {
		why = "nothing tells"
	}
	t.note = fmt.Sprintf("times: %s, as in %s (day and month could be the other way round; %s)", t.format.Name, some[0], why)
}

func (t *timing) span(f TimeFormat, some [][]byte) float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, b := range some {
		if i, ok := f.parse(&t.clock, b); ok {
			lo, hi = min(lo, float64(i)), max(hi, float64(i))
		}
	}
	return hi - lo
}
