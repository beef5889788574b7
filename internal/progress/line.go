package progress

import (
	"fmt"
	"strings"
	"time"
)

const columns = 24 // of the bar

// line fits into the narrowest terminal that is in use, so that it never breaks.
func (b *Bar) line(done int64, taken time.Duration) string {
	counted := fmt.Sprintf("%d of %d", done, b.total)
	switch {
	case b.total <= 0 && b.bytes:
		return fmt.Sprintf("%s: %s%s", b.what, size(float64(done)), rate(done, taken))
	case b.total <= 0:
		return fmt.Sprintf("%s: %d", b.what, done)
	case b.bytes:
		counted = fmt.Sprintf("%d%%%s", min(100, 100*max(done, 0)/b.total), rate(done, taken))
	}
	full := int(min(columns*max(done, 0)/b.total, columns))
	return fmt.Sprintf("%s [%s%s] %s%s", b.what, strings.Repeat("=", full), strings.Repeat(" ", columns-full), counted, left(done, b.total, taken))
}

// rate is how many bytes a second were done so far.
func rate(done int64, taken time.Duration) string {
	if done <= 0 || taken <= 0 {
		return ""
	}
	return ", " + size(float64(done)/taken.Seconds()) + "/s"
}

// size writes bytes as people read them: 1.2 MB, 12 MB.
func size(bytes float64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	i := 0
	for i < len(units)-1 && bytes >= 999.5 {
		bytes /= 1000
		i++
	}
	if i > 0 && bytes < 9.95 {
		return fmt.Sprintf("%.1f %s", bytes, units[i])
	}
	return fmt.Sprintf("%.0f %s", bytes, units[i])
}

// left is how long the rest takes, if it goes on as it went so far. Nothing is
// said where nothing is done yet, or all is.
func left(done, total int64, taken time.Duration) string {
	if done <= 0 || done >= total || taken <= 0 {
		return ""
	}
	rest := time.Duration(float64(taken) * float64(total-done) / float64(done))
	switch {
	case rest < time.Minute:
		return fmt.Sprintf(", %d s left", int(rest/time.Second)+1)
	case rest < time.Hour:
		return fmt.Sprintf(", %d min left", int(rest/time.Minute)+1)
	case rest < 100*time.Hour:
		return fmt.Sprintf(", %d h left", int(rest/time.Hour)+1)
	}
	return ", days left"
}
