package measure

import "github.com/servicemoments/moments/touchpoint"

// DayPeriod is the load in a part of the day.
type DayPeriod struct {
	From, To touchpoint.Clock
	Arrivals float64      // customers an hour
	Loads    []PeriodLoad // parallel to Waiting.Stations
}

// PeriodLoad is the load of one station in a part of the day.
type PeriodLoad struct {
	Utilisation float64
	Stable      bool
	Wait        float64 // mean wait in seconds, as if the period lasted long; without meaning where unstable
	// Backlog is how many visits are left over at the end of the period: more
	// arrive than can be served, and what is left over is worked off later. It is
	// the fluid approximation (Newell 1971): chance is left out, and so is who loses
	// patience.
	Backlog float64
	Drain   float64 // seconds that a customer who comes at the period's end waits for the backlog
}

// findPeriods follows the load over a day that begins without a backlog. Between
// periods nobody arrives, and backlogs are worked off.
func (w *Waiting) findPeriods(rates []rate) {
	if w.model.Blueprint.Demand == nil || len(w.model.Blueprint.Demand.Profile) == 0 {
		return
	}
	backlog := make([]float64, len(w.Stations))
	for k, r := range rates {
		p := DayPeriod{From: r.from, To: r.to, Arrivals: r.perHour}
		for i := range w.Stations {
			s := &w.Stations[i]
			if k > 0 {
				pause := max(float64(r.from-rates[k-1].to)/60, 0)
				backlog[i] = max(backlog[i]-pause*s.Capacity(), 0)
			}
			backlog[i] = max(backlog[i]+(r.perHour*s.Visits-s.Capacity())*r.hours, 0)
			q := s.Queue
			q.Arrivals = r.perHour / 3600 * s.Visits
			l := PeriodLoad{Utilisation: q.Utilisation(), Stable: q.Stable(), Backlog: backlog[i], Drain: backlog[i] / q.Capacity()}
			if l.Stable {
				l.Wait = s.periods[k].Wait
			}
			p.Loads = append(p.Loads, l)
		}
		w.Periods = append(w.Periods, p)
	}
}
