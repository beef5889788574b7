package measure

import (
	"errors"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// wholes works out the times of the whole and the chances to come through.
func (t *Times) wholes(c *chains) {
	if c.counted == nil {
		complete, right := c.seen.share(func(r *seenRun) float64 { return r.complete }), c.seen.share(func(r *seenRun) float64 { return r.right })
		t.shares = map[string]*figures.Figure{"completes": complete, "first-time-right": right}
		t.Completes, t.FirstTimeRight = complete.Value, right.Value
		t.simulated(c.seen)
		return
	}
	completes := c.counted.completes()
	t.Completes = completes[0]
	t.FirstTimeRight = newSystem(c.counted.rows(func(e *edge) float64 {
		if e.left || e.back {
			return 0
		}
		return e.clean
	})).backward(c.counted.absorbed())[0]
	t.Completes, t.FirstTimeRight = min(t.Completes, 1), min(t.FirstTimeRight, 1)
	switch {
	case c.customer != nil:
		t.conditional(c.customer)
	case c.seen != nil:
		t.simulated(c.seen)
	}
	switch {
	case c.all != nil:
		t.Work = c.all.moments(c.all.rows(nil), func(s stay) bool { return true })
	case c.seen != nil:
		t.Work = momentsOf(c.seen.runs, func(r *seenRun) *sums { return &r.work })
	}
}

// simulated takes the customers' time from a trial.
func (t *Times) simulated(s *observed) {
	t.Customer = momentsOf(s.runs, func(r *seenRun) *sums { return &r.time })
	t.Completing = momentsOf(s.runs, func(r *seenRun) *sums { return &r.completing })
	t.Leaving = momentsOf(s.runs, func(r *seenRun) *sums { return &r.gone })
	t.Work = momentsOf(s.runs, func(r *seenRun) *sums { return &r.work })
}

// workBehind simulates how long work goes on that nobody waits for, where a formula
// tells the customers' time only.
func (m *Model) workBehind(c *chains, o Options) error {
	if c.all != nil || c.customer == nil || c.seen != nil {
		return nil
	}
	seen, err := m.observe(o)
	var found blueprint.Diagnostics
	if errors.As(err, &found) {
		return nil // the customers' time is known all the same
	}
	c.seen = seen
	return err
}

func untilLeft(s stay) bool { return !s.gone }

// conditional works out the customers' time, also by whether they complete.
func (t *Times) conditional(c *chain) {
	t.Customer = c.moments(c.rows(nil), untilLeft)
	h := c.completes()
	switch {
	case h[0] >= 1-chanceRounding:
		t.Completing = t.Customer
		return
	case h[0] <= 0:
		t.Leaving = t.Customer
		return
	}
	// Those who complete go along a chain of their own, in which each way is as
	// likely as it is for them (Doob's transform).
	rows := make([][]entry, len(c.edges))
	for s, edges := range c.edges {
		for i := range edges {
			if e := &edges[i]; !e.left && h[e.to] > 0 && h[s] > 0 {
				rows[s] = append(rows[s], entry{e.to, e.chance * h[e.to] / h[s]})
			}
		}
	}
	t.Completing = c.moments(rows, untilLeft)
	rest := 1 - h[0]
	mean := (t.Customer.Mean - h[0]*t.Completing.Mean) / rest
	second := (t.Customer.Second() - h[0]*t.Completing.Second()) / rest
	t.Leaving = &Moments{Mean: mean, Variance: max(second-mean*mean, 0)}
}

// absorbed is 1 for the states where all is done.
func (c *chain) absorbed() []float64 {
	out := make([]float64, len(c.edges))
	for s, edges := range c.edges {
		if len(edges) == 0 {
			out[s] = 1
		}
	}
	return out
}

// completes is the chance in every state that the customer will not leave early.
func (c *chain) completes() []float64 {
	return newSystem(c.rows(func(e *edge) float64 {
		if e.left {
			return 0
		}
		return 1
	})).backward(c.absorbed())
}

// moments are the mean and variance of the time spent in states that count, from
// the first state on. The variance is what the stays add and what the means of
// what can follow differ by (Kemeny & Snell 1960).
func (c *chain) moments(rows [][]entry, counts func(stay) bool) *Moments {
	s := newSystem(rows)
	b := make([]float64, len(rows))
	for i, x := range c.stays {
		if counts(x) {
			b[i] = x.mean
		}
	}
	mean := s.backward(b)
	for i, x := range c.stays {
		b[i] = 0
		if counts(x) {
			b[i] = x.variance
		}
		next, sum := 0.0, 0.0
		for _, e := range rows[i] {
			next, sum = next+e.value*mean[e.to], sum+e.value
		}
		if sum > 0 {
			next /= sum
		}
		for _, e := range rows[i] {
			b[i] += e.value * (mean[e.to] - next) * (mean[e.to] - next)
		}
	}
	return &Moments{Mean: mean[0], Variance: s.backward(b)[0]}
}

// lasting is how long a stay lasts with any of some touchpoints at work.
func (s stay) lasting(some func(int32) bool) float64 {
	if s.together == nil {
		for _, node := range s.running {
			if some(node) {
				return s.mean
			}
		}
		return 0
	}
	var members []member
	for _, m := range s.together {
		if some(m.node) {
			members = append(members, m)
		}
	}
	if len(members) == len(s.together) {
		return s.mean
	}
	mean, _ := longest(members)
	return mean
}
