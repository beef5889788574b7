package simulate

import "time"

const (
	chartBins = 48
	halfHour  = int64(30 * time.Minute)
)

// chart counts how many customers are there over time: over the day where demand
// changes with the time of the day, else from the beginning to the expected end.
type chart struct {
	bins  []bin
	width int64
	daily bool
	last  int64
	at    int   // bin of last
	end   int64 // of that bin
}

func newChart(m *model, p plan) chart {
	switch {
	case !m.demand:
		return chart{}
	case m.arrivals.daily:
		return chart{bins: make([]bin, day/halfHour), width: halfHour, daily: true, end: halfHour}
	}
	width := max(p.horizon/chartBins, 1)
	return chart{bins: make([]bin, chartBins), width: width, end: width}
}

// until counts what was there from the last time up to now.
func (c *chart) until(now int64, present, queued int32) {
	if c.last >= now || len(c.bins) == 0 {
		return
	}
	for c.last < now && c.at < len(c.bins) {
		to := min(now, c.end)
		seconds := float64(to-c.last) / nanosPerSecond
		b := &c.bins[c.at]
		b.span += seconds
		b.present += float64(present) * seconds
		b.queued += float64(queued) * seconds
		c.last = to
		if to == c.end {
			c.end += c.width
			if c.at++; c.daily && c.at == len(c.bins) {
				c.at = 0
			}
		}
	}
	c.last = now
}
