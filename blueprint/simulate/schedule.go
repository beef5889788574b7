package simulate

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

const (
	minute = int64(time.Minute)
	day    = int64(24 * time.Hour)
	week   = 7 * day
)

// schedule is the opening hours of a week that begins on Monday at midnight.
type schedule struct {
	open []stretch // in order, apart from one another
}

// stretch is a part of the week in nanoseconds.
type stretch struct{ from, to int64 }

func (m *model) findHours() {
	if len(m.bp.Hours) == 0 {
		return
	}
	s := &schedule{}
	for _, h := range m.bp.Hours {
		for d := h.First; ; d = (d + 1) % 7 {
			start := int64((d+6)%7) * day
			s.open = append(s.open, stretch{start + int64(h.From)*minute, start + int64(h.To)*minute})
			if d == h.Last {
				break
			}
		}
	}
	s.open = union(s.open)
	m.hours = s
}

// union sorts stretches and joins those that touch.
func union(list []stretch) []stretch {
	slices.SortFunc(list, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	out := list[:0]
	for _, x := range list {
		if n := len(out); n > 0 && x.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, x.to)
			continue
		}
		out = append(out, x)
	}
	return out
}

// isOpen tells whether the service is open at a time since Monday midnight.
func (s *schedule) isOpen(t int64) bool {
	t %= week
	i := sort.Search(len(s.open), func(i int) bool { return s.open[i].to > t })
	return i < len(s.open) && s.open[i].from <= t
}

// openShare is the share of the week in which the service is open: 1 where nothing
// is said.
func (m *model) openShare() float64 {
	if m.hours == nil {
		return 1
	}
	sum := int64(0)
	for _, x := range m.hours.open {
		sum += x.to - x.from
	}
	return float64(sum) / float64(week)
}

// segment is a stretch of the week with a rate of arrivals.
type segment struct {
	from, to int64
	rate     float64 // customers in a nanosecond
}

// weekly spreads a plain rate over the opening hours.
func (s *schedule) weekly(rate float64) []segment {
	var out []segment
	for _, x := range s.open {
		out = append(out, segment{x.from, x.to, rate})
	}
	return out
}

// profiled repeats the periods of a day over the week. Where periods overlap, the
// one that is written first counts.
func profiled(profile []blueprint.Period) []segment {
	cuts := []touchpoint.Clock{}
	for _, p := range profile {
		cuts = append(cuts, p.From, p.To)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []segment
	for d := range int64(7) {
		for i := 1; i < len(cuts); i++ {
			k := slices.IndexFunc(profile, func(p blueprint.Period) bool { return p.From <= cuts[i-1] && p.To >= cuts[i] })
			if k < 0 {
				continue
			}
			if rate := profile[k].Rate.PerHour() / nanosPerHour; rate > 0 {
				out = append(out, segment{d*day + int64(cuts[i-1])*minute, d*day + int64(cuts[i])*minute, rate})
			}
		}
	}
	return out
}
