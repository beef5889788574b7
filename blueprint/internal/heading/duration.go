package heading

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/touchpoint"
)

// spoken is a duration as people write it: 5 min, 2 hours 30 minutes, 1分30秒.
var spoken = regexp.MustCompile(`^(?:(\d+(?:\.\d+)?)\s*([\pL.]+)\s*)(?:(\d+(?:\.\d+)?)\s*([\pL.]+))?$`)

var clock = regexp.MustCompile(`^(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:\.0+)?)?$`)

// Duration turns a duration that somebody wrote in their own way into ours. What is
// not understood stays as it is.
func Duration(text string) string {
	if _, err := touchpoint.ParseSpan(text); err == nil {
		return text
	}
	if from, to, ok := strings.Cut(strings.NewReplacer("–", "-", "—", "-", "~", "-", "至", "-", " to ", "-").Replace(text), "-"); ok && !strings.Contains(text, "..") {
		if n := number.FindString(from); n == strings.TrimSpace(from) && n != "" { // 3-5 min
			from += strings.TrimLeft(strings.TrimSpace(to), "0123456789.")
		}
		a, b := Duration(strings.TrimSpace(from)), Duration(strings.TrimSpace(to))
		if _, err := touchpoint.ParseSpan(a + ".." + b); err == nil {
			return a + ".." + b
		}
		return text
	}
	if m := clock.FindStringSubmatch(text); m != nil { // as spreadsheets show times: hours, minutes, seconds
		if d, err := touchpoint.ParseDuration(m[1] + "h" + m[2] + "m" + zero(m[3]) + "s"); err == nil {
			return touchpoint.FormatDuration(d)
		}
	}
	m := spoken.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return text
	}
	var total time.Duration
	for i := 1; i+1 < len(m); i += 2 {
		if m[i] == "" {
			continue
		}
		u := unit(strings.Trim(m[i+1], "."))
		n, err := strconv.ParseFloat(m[i], 64)
		if u == 0 || err != nil || n > 1e6 {
			return text
		}
		total += time.Duration(n * float64(u))
	}
	return touchpoint.FormatDuration(total)
}

var number = regexp.MustCompile(`^\s*\d+(\.\d+)?\s*$`)

func zero(digits string) string {
	if digits == "" {
		return "0"
	}
	return digits
}

func unit(word string) time.Duration {
	for _, u := range []struct {
		size  time.Duration
		names []string
	}{
		{time.Second, []string{"s", "sec", "secs", "second", "seconds", "秒", "秒钟"}},
		{time.Minute, []string{"m", "min", "mins", "minute", "minutes", "分", "分钟"}},
		{time.Hour, []string{"h", "hr", "hrs", "hour", "hours", "时", "小时", "个小时"}},
		{touchpoint.Day, []string{"d", "day", "days", "天", "日"}},
		{touchpoint.Week, []string{"w", "wk", "week", "weeks", "周", "星期"}},
	} {
		if slices.Contains(u.names, word) {
			return u.size
		}
	}
	return 0
}
