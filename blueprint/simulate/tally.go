package simulate

import "math"

// tally is what was counted in one replication, or in one stretch of a single run.
// Sums of time are in seconds.
type tally struct {
	came     int64 // customers who are counted, without those turned away at the door
	inTime   int64 // left within the acceptable time
	closed   int64 // turned away as the service was closed
	balked   int64 // would not join a queue
	gaveUp   int64 // lost patience
	time     spread
	wait     spread
	served   moments // time of those who never gave up
	window   float64 // seconds in which levels were taken
	present  float64 // mean number of customers in the service
	queued   float64 // mean number waiting for servers
	revenue  float64
	cost     float64
	points   []pointTally
	pools    []poolTally
	personas []personaTally
	exits    []moments // by the touchpoint where the journey ended
	bins     []bin
}

// moments sums up a quantity.
type moments struct {
	n   int64
	sum float64
}

func (m *moments) add(v float64) { m.n++; m.sum += v }

func (m *moments) mean() (float64, bool) { return m.sum / float64(max(m.n, 1)), m.n > 0 }

// spread is a quantity with its quantiles.
type spread struct {
	moments
	squares   float64
	histogram *Histogram
	quantiles [4]float64 // see shares
}

// shares are the quantiles that are reported.
var shares = [4]float64{0.5, 0.9, 0.95, 0.99}

func (s *spread) add(ns int64) {
	v := float64(ns) / nanosPerSecond
	s.n++
	s.sum += v
	s.squares += v * v
	s.histogram.add(ns)
}

// deviation is the standard deviation.
func (s *spread) deviation() (float64, bool) {
	if s.n < 2 {
		return 0, false
	}
	n := float64(s.n)
	return math.Sqrt(max(s.squares-s.sum*s.sum/n, 0) / (n - 1)), true
}

// close takes the quantiles, and gives the histogram back.
func (s *spread) close() *Histogram {
	h := s.histogram
	s.histogram = nil
	if h == nil {
		return nil
	}
	for i, p := range shares {
		s.quantiles[i] = h.Quantile(p).Seconds()
	}
	return h
}

type pointTally struct {
	starts int64
	wait   spread // before it started
	within int64  // of those who waited, not longer than acceptable or than asked for
	gaveUp int64
	balked int64
	fails  int64
	busy   float64 // seconds that it took
	cost   float64
}

type poolTally struct {
	busy   float64 // mean number at work
	queue  float64 // mean number of customers waiting
	most   int32   // longest queue
	demand float64 // mean number that would be at work if nobody had to wait
}

type personaTally struct {
	time, wait moments
}

// bin is a stretch of the time in the chart over time: sums of customers × seconds.
type bin struct {
	span, present, queued float64
}

func newTally(m *model, bins int) *tally {
	t := &tally{
		points: make([]pointTally, len(m.points)), pools: make([]poolTally, len(m.pools)),
		personas: make([]personaTally, len(m.personas)), exits: make([]moments, len(m.points)), bins: make([]bin, bins),
	}
	t.time.histogram, t.wait.histogram = &Histogram{}, &Histogram{}
	for i := range m.points {
		if m.points[i].waits() {
			t.points[i].wait.histogram = &Histogram{}
		}
	}
	return t
}

// waits tells whether customers may wait before a touchpoint, which is then
// counted.
func (p *point) waits() bool { return p.awaited || p.pool != none }

// level is a number over time, with its area in customers × nanoseconds.
type level struct {
	n    int32
	most int32
	last int64
	area float64
}

func (l *level) add(now int64, by int32) {
	l.area += float64(l.n) * float64(now-l.last)
	l.last = now
	l.n += by
	l.most = max(l.most, l.n)
}

// take gives the area up to now in customers × seconds, and begins anew.
func (l *level) take(now int64) float64 {
	l.add(now, 0)
	area := l.area / nanosPerSecond
	l.area, l.most = 0, l.n
	return area
}
