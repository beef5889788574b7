package measure

import (
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// CustomersOfMonth is how many customers come in an average month of 365.25/12
// days, and whether the blueprint says so. A rate by the second, minute or hour
// counts while the service is open, so it needs opening hours; one by the day
// counts for each day that is open (every day where no hours are given), one by
// the week as it is. Periods of the day count as far as they lie within opening
// hours, or every day where no hours are given.
func CustomersOfMonth(b *blueprint.Blueprint) (float64, bool) {
	const weeks = daysOfMonth / 7
	d := b.Demand
	switch {
	case d == nil:
		return 0, false
	case len(d.Profile) > 0:
		week := 0.0
		for _, p := range d.Profile {
			week += p.Rate.PerHour() * openHours(b, p.From, p.To)
		}
		return week * weeks, true
	case d.Arrivals == nil || d.Arrivals.Per <= 0:
		return 0, false
	case d.Arrivals.Per >= touchpoint.Week:
		return d.Arrivals.Count * float64(touchpoint.Week) / float64(d.Arrivals.Per) * weeks, true
	case d.Arrivals.Per >= touchpoint.Day:
		return d.Arrivals.Count * float64(len(openDays(b))) * weeks, true
	case len(b.Hours) == 0:
		return 0, false
	}
	return d.Arrivals.PerHour() * openHours(b, 0, 24*60) * weeks, true
}

// openDays are the days of the week on which the service is open.
func openDays(b *blueprint.Blueprint) []time.Weekday {
	var out []time.Weekday
	for day := range time.Weekday(7) {
		if len(b.Hours) == 0 || slices.ContainsFunc(b.Hours, func(h blueprint.Hours) bool { return within(day, h) }) {
			out = append(out, day)
		}
	}
	return out
}

// within tells whether hours hold on a day; Sat-Mon runs over the week's end.
func within(day time.Weekday, h blueprint.Hours) bool {
	if h.First <= h.Last {
		return h.First <= day && day <= h.Last
	}
	return day >= h.First || day <= h.Last
}

// openHours are the hours of a week that are open between two times of the day.
func openHours(b *blueprint.Blueprint, from, to touchpoint.Clock) float64 {
	minutes := 0
	for _, day := range openDays(b) {
		if len(b.Hours) == 0 {
			minutes += int(to - from)
			continue
		}
		end := from // hours that overlap count once
		hours := slices.SortedFunc(slices.Values(b.Hours), func(a, b blueprint.Hours) int { return int(a.From - b.From) })
		for _, h := range hours {
			if within(day, h) {
				open, shut := max(h.From, end), min(h.To, to)
				minutes += max(0, int(shut-open))
				end = max(end, shut)
			}
		}
	}
	return float64(minutes) / 60
}
