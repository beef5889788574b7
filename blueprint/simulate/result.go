package simulate

import (
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// Result is what a simulation found. Times are in seconds, rates in customers an
// hour, amounts in the blueprint's currency.
type Result struct {
	Title        string
	Language     string
	Currency     string
	Seed         uint64
	Replications int
	Customers    int  // counted, over all replications
	Demand       bool // customers arrived as demand says; false: one after the other
	Daily        bool // demand changes with the time of the day

	Time   Spread   // of the journey, from coming to leaving
	Served Estimate // mean time of those who never gave up, seconds
	Wait   Spread   // time of the journey in which nothing is done on stage for the customer

	InTime  Estimate // share that left within the acceptable time, of those who came in; unknown where none is said
	GaveUp  Estimate // share that lost patience or would not join a queue, once inside
	Balked  Estimate // share that turned away from the queue at the beginning
	Lost    Estimate // share that gave up or balked
	Closed  Estimate // share that came while the service was closed
	Rate    Estimate // customers who came in, an hour while the service is open
	Present Estimate // mean number of customers in the service
	Little  Estimate // the same by Little's law: their rate × their mean time

	Revenue Estimate // a customer
	Cost    Estimate // a customer
	Profit  Estimate // a customer
	// ProfitPerHour is that of an hour while the service is open, before fixed costs.
	ProfitPerHour Estimate

	Touchpoints []Touchpoint // in reading order; those that anything is said of
	Servers     []Servers
	Personas    []Persona // those with a share
	Exits       []Exit    // where journeys ended, in reading order
	OverTime    []Slot

	Findings []figures.Finding
	Missing  []figures.Missing

	acceptable time.Duration
	priced     bool
	costed     bool
}

// Spread is how a time spreads over customers.
type Spread struct {
	Mean      Estimate
	Deviation Estimate
	P50       Estimate // half of all are below
	P90       Estimate
	P95       Estimate
	P99       Estimate
	Histogram Histogram
}

// Touchpoint is what happened at a touchpoint.
type Touchpoint struct {
	ID         string
	Title      string
	Visits     Estimate // starts for each customer
	Time       Estimate // mean seconds
	Waits      bool     // customers may wait there
	Wait       Spread   // before it started
	Acceptable time.Duration
	Within     Estimate // share of those who came to wait that was served within the acceptable time
	MayLeave   bool     // somebody may lose patience there, or not join
	GaveUp     Estimate // share of those who came to wait that lost patience
	Balked     Estimate // share of those who came that would not join
	Fails      Estimate // failures for each start
	Cost       Estimate // for each customer
}

// Servers is what those did who serve.
type Servers struct {
	ID          string // of a touchpoint, or of an actor
	Title       string
	Actor       bool
	Count       int
	Utilisation Estimate // share of the opening hours that each was at work
	Queue       Estimate // mean number of customers who wait for them
	Longest     int      // queue at any time in any replication
	Load        Estimate // the utilisation if nobody had left the queue; 1 and more cannot be served
	CostPerHour float64  // of all of them, busy or not; 0: not said

	path blueprint.Path
}

// Persona is what customers of a persona met with.
type Persona struct {
	ID    string
	Title string
	Share Estimate
	Time  Estimate // mean seconds
	Wait  Estimate // mean seconds
}

// Exit is a touchpoint where journeys ended.
type Exit struct {
	ID    string
	Title string
	Share Estimate // of all journeys
	Time  Estimate // mean seconds of these journeys
}

// Slot is a stretch of time with how many customers were there, on average.
type Slot struct {
	From, To time.Duration // since the beginning, or since midnight
	Present  Estimate
	Queued   Estimate
}

// harvest gathers the tallies of all replications into a result.
type harvest struct {
	m       *model
	tallies []*tally
	time    Histogram
	wait    Histogram
	points  []Histogram
	horizon int64 // of the chart over time
}

func newHarvest(m *model, n int) *harvest {
	return &harvest{m: m, tallies: make([]*tally, 0, n), points: make([]Histogram, len(m.points))}
}

// takeHistograms moves a tally's histograms into those of all; counts add up in any
// order.
func (h *harvest) takeHistograms(t *tally) {
	take := func(all *Histogram, s *spread) {
		if own := s.close(); own != nil {
			all.merge(own)
		}
	}
	take(&h.time, &t.time)
	take(&h.wait, &t.wait)
	for i := range t.points {
		take(&h.points[i], &t.points[i].wait)
	}
}

// est is an estimate of what cannot be negative.
func (h *harvest) est(of func(*tally) (float64, bool)) Estimate {
	return estimate(h.tallies, of).positive()
}

// ratio is an estimate of a sum by another, which cannot be negative.
func (h *harvest) ratio(top, bottom func(*tally) float64) Estimate {
	return h.balance(top, bottom).positive()
}

// balance is a ratio that may be negative: a profit.
func (h *harvest) balance(top, bottom func(*tally) float64) Estimate {
	return estimate(h.tallies, func(t *tally) (float64, bool) {
		b := bottom(t)
		return top(t) / b, b > 0
	})
}

func came(t *tally) float64 { return float64(t.came) }

func (h *harvest) result(o Options) *Result {
	m := h.m
	r := &Result{
		Title: m.bp.Title, Language: m.bp.Language, Currency: m.bp.Currency, Seed: o.Seed, Replications: o.Replications,
		Demand: m.demand, Daily: m.arrivals.daily, acceptable: m.bp.Acceptable, Missing: m.missing, priced: m.economy.known,
	}
	for _, t := range h.tallies {
		r.Customers += int(t.came)
	}
	r.Time = h.spread(&h.time, func(t *tally) *spread { return &t.time })
	r.Wait = h.spread(&h.wait, func(t *tally) *spread { return &t.wait })
	r.Served = h.est(func(t *tally) (float64, bool) { return t.served.mean() })
	if r.acceptable > 0 {
		r.InTime = h.ratio(func(t *tally) float64 { return float64(t.inTime) }, func(t *tally) float64 { return float64(t.time.n) }).asShare()
	}
	r.GaveUp = h.ratio(func(t *tally) float64 { return float64(t.gaveUp) }, came).asShare()
	r.Balked = h.ratio(func(t *tally) float64 { return float64(t.balked) }, came).asShare()
	r.Lost = h.ratio(func(t *tally) float64 { return float64(t.gaveUp + t.balked) }, came).asShare()
	r.Closed = h.ratio(func(t *tally) float64 { return float64(t.closed) }, func(t *tally) float64 { return float64(t.closed + t.came) }).asShare()
	r.Revenue = h.ratio(func(t *tally) float64 { return t.revenue }, came)
	r.Cost = h.ratio(func(t *tally) float64 { return t.cost }, came)
	r.Profit = h.balance(func(t *tally) float64 { return t.revenue - t.cost }, came)
	r.costed = r.Cost.High > 0
	h.touchpoints(r)
	h.people(r)
	if m.demand {
		h.overTime(r)
	}
	r.find()
	return r
}

// overTime adds what only customers together have.
func (h *harvest) overTime(r *Result) {
	open := h.m.openShare()
	hours := func(t *tally) float64 { return t.window * open / 3600 }
	r.Rate = h.ratio(came, hours)
	r.Present = h.est(func(t *tally) (float64, bool) { return t.present, t.window > 0 })
	r.Little = h.ratio(func(t *tally) float64 { return t.time.sum }, func(t *tally) float64 { return t.window })
	r.ProfitPerHour = h.balance(func(t *tally) float64 { return t.revenue - t.cost }, hours)
	for i := range h.m.pools {
		p := &h.m.pools[i]
		s := Servers{ID: p.id, Title: p.title, Actor: p.actor, Count: int(p.count), CostPerHour: p.perHour * float64(p.count), path: p.path}
		s.Utilisation = h.est(func(t *tally) (float64, bool) { return t.pools[i].busy / float64(p.count) / open, t.window > 0 }).asShare()
		s.Load = h.est(func(t *tally) (float64, bool) { return t.pools[i].demand / float64(p.count) / open, t.window > 0 })
		s.Queue = h.est(func(t *tally) (float64, bool) { return t.pools[i].queue, t.window > 0 })
		for _, t := range h.tallies {
			s.Longest = max(s.Longest, int(t.pools[i].most))
		}
		r.Servers = append(r.Servers, s)
	}
	bins := 0
	for _, t := range h.tallies {
		bins = max(bins, len(t.bins))
	}
	width := halfHour
	if !r.Daily {
		width = max(h.horizon/max(int64(bins), 1), 1)
	}
	for i := range bins {
		at := func(of func(bin) float64) Estimate {
			return h.est(func(t *tally) (float64, bool) {
				if i >= len(t.bins) || t.bins[i].span <= 0 {
					return 0, false
				}
				return of(t.bins[i]) / t.bins[i].span, true
			})
		}
		slot := Slot{From: time.Duration(int64(i) * width), To: time.Duration(int64(i+1) * width)}
		slot.Present = at(func(b bin) float64 { return b.present })
		slot.Queued = at(func(b bin) float64 { return b.queued })
		if slot.Present.Known() {
			r.OverTime = append(r.OverTime, slot)
		}
	}
}

func (h *harvest) spread(all *Histogram, of func(*tally) *spread) Spread {
	s := Spread{Histogram: *all}
	s.Mean = h.est(func(t *tally) (float64, bool) { return of(t).mean() })
	s.Deviation = h.est(func(t *tally) (float64, bool) { return of(t).deviation() })
	for i, q := range []*Estimate{&s.P50, &s.P90, &s.P95, &s.P99} {
		*q = h.est(func(t *tally) (float64, bool) { return of(t).quantiles[i], of(t).n > 0 })
	}
	return s
}

func (h *harvest) touchpoints(r *Result) {
	for i := range h.m.points {
		p, t := &h.m.points[i], h.m.net.Touchpoint(i)
		at := func(x *tally) *pointTally { return &x.points[i] }
		starts := func(x *tally) float64 { return float64(at(x).starts) }
		x := Touchpoint{ID: t.ID, Title: orElse(t.Title, t.ID), Acceptable: time.Duration(p.limit), MayLeave: p.giveUp != none && p.patience > 0 || p.balk > 0}
		x.Visits = h.ratio(starts, came)
		x.Time = h.ratio(func(x *tally) float64 { return at(x).busy }, starts)
		x.Fails = h.ratio(func(x *tally) float64 { return float64(at(x).fails) }, starts)
		x.Cost = h.ratio(func(x *tally) float64 { return at(x).cost }, came)
		// A waiting room whose queue stands elsewhere has no wait of its own.
		if x.Waits = p.waits() && h.points[i].total > 0 && (p.pool != none || p.delay > 0 || p.patience > 0 && p.giveUp != none || h.points[i].zero < h.points[i].total); x.Waits {
			x.Wait = h.spread(&h.points[i], func(x *tally) *spread { return &at(x).wait })
			stood := func(x *tally) float64 { return float64(at(x).wait.n + at(x).gaveUp) }
			if p.limit > 0 {
				x.Within = h.ratio(func(x *tally) float64 { return float64(at(x).within) }, stood).asShare()
			}
			x.GaveUp = h.ratio(func(x *tally) float64 { return float64(at(x).gaveUp) }, stood).asShare()
			x.Balked = h.ratio(func(x *tally) float64 { return float64(at(x).balked) }, func(x *tally) float64 { return stood(x) + float64(at(x).balked) }).asShare()
		}
		r.Touchpoints = append(r.Touchpoints, x)
	}
}

func (h *harvest) people(r *Result) {
	for i := 1; i < len(h.m.personas); i++ {
		x := Persona{ID: h.m.personas[i].id, Title: h.m.personas[i].title}
		x.Share = h.ratio(func(t *tally) float64 { return float64(t.personas[i].time.n) }, func(t *tally) float64 { return float64(t.time.n) }).asShare()
		x.Time = h.est(func(t *tally) (float64, bool) { return t.personas[i].time.mean() })
		x.Wait = h.est(func(t *tally) (float64, bool) { return t.personas[i].wait.mean() })
		r.Personas = append(r.Personas, x)
	}
	for i := range h.m.points {
		x := Exit{ID: h.m.net.Touchpoint(i).ID, Title: orElse(h.m.net.Touchpoint(i).Title, h.m.net.Touchpoint(i).ID)}
		x.Time = h.est(func(t *tally) (float64, bool) { return t.exits[i].mean() })
		if !x.Time.Known() {
			continue
		}
		x.Share = h.ratio(func(t *tally) float64 { return float64(t.exits[i].n) }, func(t *tally) float64 { return float64(t.time.n) }).asShare()
		r.Exits = append(r.Exits, x)
	}
}
