package wording

import (
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/touchpoint"
)

// Duration writes a duration with its two largest units, as people say it.
func (w Words) Duration(d time.Duration) string {
	sizes := [...]time.Duration{touchpoint.Week, touchpoint.Day, time.Hour, time.Minute, time.Second, time.Millisecond}
	for i, size := range sizes {
		if d < size || i == 0 && d%size != 0 {
			continue // 10 days read better than a week and 3 days
		}
		text := strconv.FormatInt(int64(d/size), 10) + w.Units[i]
		if i+1 < len(sizes) && d%size >= sizes[i+1] {
			text += " " + strconv.FormatInt(int64(d%size/sizes[i+1]), 10) + w.Units[i+1]
		}
		return text
	}
	return "0" + w.Units[4]
}

// Span writes a stretch of time, the unit once where both ends share it.
func (w Words) Span(from, to time.Duration) string {
	a, b := w.Duration(from), w.Duration(to)
	if a == b {
		return a
	}
	n, unit, one := strings.Cut(a, " ")
	if _, other, _ := strings.Cut(b, " "); one && unit == other {
		a = n
	}
	return a + "–" + b
}
