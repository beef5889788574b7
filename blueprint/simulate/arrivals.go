package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// arrivals is how customers come.
type arrivals struct {
	constant bool
	rate     float64   // customers in a nanosecond, at all times; 0: see segments
	segments []segment // of a week
	log      []int64   // times, sorted
	mean     float64   // customers in a nanosecond, on average
	daily    bool      // changes with the time of the day
}

func (m *model) findArrivals(o Options) blueprint.Diagnostics {
	if !m.demand {
		return nil
	}
	a, d := &m.arrivals, m.bp.Demand
	at := blueprint.Path{}.Key("demand")
	switch {
	case o.Arrivals != nil || d.Log != "":
		return m.findLog(o)
	case len(d.Profile) > 0:
		a.segments, a.daily = profiled(d.Profile), true
		at = at.Key("profile")
	case m.hours != nil:
		a.segments, a.daily = m.hours.weekly(d.Arrivals.PerHour()/nanosPerHour), true
	default:
		a.rate = d.Arrivals.PerHour() / nanosPerHour
		a.mean = a.rate
	}
	a.constant = d.Process == blueprint.Constant
	for _, s := range a.segments {
		a.mean += s.rate * float64(s.to-s.from) / float64(week)
	}
	if !(a.mean > 1e-18) || math.IsInf(a.mean, 0) { // less than one in 30 years
		return blueprint.Diagnostics{{Rule: "no-demand", Severity: blueprint.Error, Path: at, Message: "nobody ever comes: the rate of arrivals is nothing", Hint: "expected a rate such as 40/h"}}
	}
	if a.mean > 1e-3 {
		return blueprint.Diagnostics{{Rule: "no-demand", Severity: blueprint.Error, Path: at, Message: "more than a million customers a second cannot be simulated", Hint: "expected a rate such as 40/h"}}
	}
	return nil
}

func (m *model) findLog(o Options) blueprint.Diagnostics {
	times := o.Arrivals
	at := blueprint.Path{}.Key("demand").Key("log")
	if times == nil {
		if o.Files == nil {
			return blueprint.Diagnostics{{Rule: "file", Severity: blueprint.Error, Path: at, Message: "the log of arrivals cannot be read: there is no folder", Hint: "give Options.Files or Options.Arrivals"}}
		}
		var err error
		if times, err = readLog(o.Files, m.bp.Demand.Log); err != nil {
			return blueprint.Diagnostics{{Rule: "file", Severity: blueprint.Error, Path: at, Message: fmt.Sprintf("the log of arrivals cannot be used: %v", err)}}
		}
	}
	a := &m.arrivals
	for _, t := range times {
		if t < 0 || int64(t) > longest/4 {
			return blueprint.Diagnostics{{Rule: "file", Severity: blueprint.Error, Path: at, Message: "an arrival is before Monday midnight, or decades after it"}}
		}
		a.log = append(a.log, int64(t))
	}
	if len(a.log) == 0 {
		return blueprint.Diagnostics{{Rule: "no-demand", Severity: blueprint.Error, Path: at, Message: "nobody ever comes: the log of arrivals is empty"}}
	}
	slices.Sort(a.log)
	a.daily = true
	a.mean = float64(len(a.log)) / float64(max(a.log[len(a.log)-1], 1))
	return nil
}

// never is a time that does not come.
const never = int64(math.MaxInt64)

// arriving gives the arrivals of one replication, one after the other.
type arriving struct {
	*arrivals
	rand *rand.Rand
	at   int64
	next int // in the log, or the segment of the last arrival
	week int64
}

func (a *arriving) draw() float64 {
	if a.constant {
		return 1
	}
	return a.rand.ExpFloat64()
}

// following is the time of the next arrival, never after the last one of a log.
func (a *arriving) following() int64 {
	switch {
	case a.log != nil:
		if a.next == len(a.log) {
			return never
		}
		a.next++
		return a.log[a.next-1]
	case a.rate > 0:
		a.at += int64(math.Min(a.draw()/a.rate+0.5, float64(longest)))
		return a.at
	}
	// The chances of a while are used up segment by segment.
	for need := a.draw(); ; a.next++ {
		if a.next == len(a.segments) {
			a.next = 0
			a.week += week
		}
		s := a.segments[a.next]
		a.at = max(a.at, a.week+s.from)
		there := float64(a.week+s.to-a.at) * s.rate
		if need < there {
			a.at += int64(need / s.rate)
			return a.at
		}
		need -= max(there, 0)
	}
}
