package view

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/touchpoint"
)

// Duration writes a duration with its two largest units, as people say it.
func (l Labels) Duration(d time.Duration) string {
	sizes := [...]time.Duration{touchpoint.Week, touchpoint.Day, time.Hour, time.Minute, time.Second, time.Millisecond}
	for i, size := range sizes {
		if d < size || i == 0 && d%size != 0 {
			continue // 10 days read better than a week and 3 days
		}
		text := strconv.FormatInt(int64(d/size), 10) + l.Units[i]
		if i+1 < len(sizes) && d%size >= sizes[i+1] {
			text += " " + strconv.FormatInt(int64(d%size/sizes[i+1]), 10) + l.Units[i+1]
		}
		return text
	}
	return "0" + l.Units[4]
}

// Span writes a stretch of time, the unit once where both ends share it.
func (l Labels) Span(from, to time.Duration) string {
	a, b := l.Duration(from), l.Duration(to)
	if a == b {
		return a
	}
	n, unit, one := strings.Cut(a, " ")
	if _, other, _ := strings.Cut(b, " "); one && unit == other {
		a = n
	}
	return a + "–" + b
}

// time writes how long something takes: the standard or the range, and the
// bound that customers accept. Only between the two a line may be broken.
func (l Labels) time(t *touchpoint.Time) string {
	if t == nil {
		return ""
	}
	var facts []string
	switch {
	case t.Standard > 0:
		facts = append(facts, bind(l.Duration(t.Standard)))
	case t.Max > 0 && t.Distribution != touchpoint.Empirical:
		facts = append(facts, bind(l.Span(t.Min, t.Max)))
	case t.Expected("") > 0:
		facts = append(facts, bind(fmt.Sprintf(l.Mean, l.Duration(t.Expected("")))))
	}
	if t.Acceptable > 0 {
		facts = append(facts, bind(fmt.Sprintf(l.AtMost, l.Duration(t.Acceptable))))
	}
	return strings.Join(facts, l.Comma)
}

// wait writes how long a wait lasts and how long customers put up with it.
func (l Labels) wait(w *touchpoint.Wait) string {
	if w == nil {
		return ""
	}
	return l.time(&touchpoint.Time{Standard: w.Expected, Acceptable: w.Acceptable})
}

// chance writes a share as percent, with one decimal where it has one.
func chance(share float64) string {
	tenths := math.Round(share * 1000)
	return strconv.FormatFloat(tenths/10, 'f', -1, 64) + "%"
}
