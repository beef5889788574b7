package measure

import (
	"errors"
	"fmt"
	"math"
)

// Queue is a line in which customers wait for the next free one of several
// servers, first come, first served. Both times are in one unit, whichever:
// waits come out in the same.
//
// The zero values of the variations mean arrivals at random (Poisson) and a
// service that always takes as long: M/D/c in Kendall's notation. With
// ServiceVariation 1 it is M/M/c.
type Queue struct {
	Arrivals         float64 // customers in a unit of time
	Service          float64 // mean time of a service; more than 0
	Servers          int     // 1 to MaxServers
	ServiceVariation float64 // squared coefficient of variation of the service: 0 always as long, 1 exponential
	Regularity       float64 // 1 less the squared coefficient of variation of the times between arrivals: 0 Poisson, 1 evenly spaced
}

// MaxServers is the largest number of servers that is looked at.
const MaxServers = 100_000

// saturated is the utilisation from which on a queue grows without end. It is
// a little below 1, as chances that sum to 1 do so only nearly in binary.
const saturated = 1 - 1e-9

// ErrUnstable is the error of a queue that grows without end: customers arrive
// as fast as they can be served, or faster.
var ErrUnstable = errors.New("customers arrive as fast as they can be served, or faster: the queue grows without end")

// Waits are the long-run averages of a queue.
type Waits struct {
	Utilisation float64 // share of time that a server is busy, ρ
	Empty       float64 // chance that nobody is there, P0; exact for M/M/c
	Delayed     float64 // chance that an arriving customer must wait, Erlang's C; exact for M/M/c and M/G/1
	Wait        float64 // mean wait before the service, Wq
	Stay        float64 // mean wait and service, W
	Waiting     float64 // customers who wait, on average, Lq
	Inside      float64 // customers who wait or are served, on average, L
}

// Check says what is impossible about the queue, nil where nothing is.
func (q Queue) Check() error {
	finite := func(v float64) bool { return v >= 0 && v <= math.MaxFloat64 } // not a NaN either
	switch {
	case !finite(q.Arrivals):
		return fmt.Errorf("%v arrivals: expected 0 or more", q.Arrivals)
	case !finite(q.Service) || q.Service == 0:
		return fmt.Errorf("a service of %v: expected more than 0", q.Service)
	case q.Servers < 1 || q.Servers > MaxServers:
		return fmt.Errorf("%d servers: expected 1 to %d", q.Servers, MaxServers)
	case !finite(q.ServiceVariation):
		return fmt.Errorf("a service variation of %v: expected 0 or more", q.ServiceVariation)
	case !(q.Regularity >= 0 && q.Regularity <= 1):
		return fmt.Errorf("a regularity of %v: expected 0 to 1", q.Regularity)
	}
	return nil
}

// Load is the number of servers that the arrivals keep busy, in erlangs: a = λ/μ.
func (q Queue) Load() float64 { return q.Arrivals * q.Service }

// Utilisation is the share of time that a server is busy, ρ = a/c. From 1 on the
// queue is unstable.
func (q Queue) Utilisation() float64 { return q.Load() / float64(q.Servers) }

// Capacity is how many customers can be served in a unit of time: c/s.
func (q Queue) Capacity() float64 { return float64(q.Servers) / q.Service }

// Stable tells whether the queue does not grow without end.
func (q Queue) Stable() bool { return q.Utilisation() < saturated }

// Solve gives the long-run averages: exactly for M/M/c (Erlang 1917) and for the
// means of M/G/1 (Pollaczek 1930, Khinchine 1932), and by the approximation of
// Allen and Cunneen (Allen 1990, Probability, Statistics, and Queueing Theory)
// for other variations: Wq = C/(cμ-λ) · (Ca²+Cs²)/2. The error is ErrUnstable,
// or that of Check.
func (q Queue) Solve() (Waits, error) {
	if err := q.Check(); err != nil {
		return Waits{}, err
	}
	if !q.Stable() {
		return Waits{Utilisation: q.Utilisation()}, ErrUnstable
	}
	c := ErlangC(q.Servers, q.Load())
	return q.solve(c), nil
}

func (q Queue) solve(c float64) Waits {
	w := Waits{Utilisation: q.Utilisation(), Delayed: c, Empty: emptiness(q.Servers, q.Load(), c)}
	w.Wait = c / (q.Capacity() - q.Arrivals) * (1 - q.Regularity + q.ServiceVariation) / 2
	w.Stay = w.Wait + q.Service
	w.Waiting = q.Arrivals * w.Wait
	w.Inside = q.Arrivals * w.Stay
	return w
}

// Longer is the chance of waiting longer than a time: C·e^-(cμ-λ)t for M/M/c,
// which is exact. For other variations the waits of those who wait are taken as
// exponential about their mean, which is an approximation.
func (w Waits) Longer(t float64) float64 {
	switch {
	case t < 0:
		return 1
	case w.Wait <= 0:
		return 0
	}
	return w.Delayed * math.Exp(-t*w.Delayed/w.Wait)
}

// Percentile is the time that a share of customers, 0 to less than 1, waits at
// most; it rests on what Longer rests on.
func (w Waits) Percentile(share float64) float64 {
	if w.Wait <= 0 || 1-share >= w.Delayed {
		return 0
	}
	return math.Log(w.Delayed/(1-share)) * w.Wait / w.Delayed
}

// ErlangB is the chance that all of c servers are busy when nobody waits:
// Erlang's loss formula for a load of a erlangs. Its recursion B(n) = aB/(n+aB)
// needs no factorials, so that it neither overflows nor loses digits.
func ErlangB(c int, a float64) float64 {
	b := 1.0
	for n := 1; n <= c; n++ {
		b = a * b / (float64(n) + a*b)
	}
	return b
}

// ErlangC is the chance to wait for one of c servers under a load of a erlangs,
// a < c: C = B/(1-ρ(1-B)). It is 1 from a = c on.
func ErlangC(c int, a float64) float64 { return delay(c, a, ErlangB(c, a)) }

func delay(c int, a, b float64) float64 {
	rho := a / float64(c)
	if !(rho < 1) {
		return 1
	}
	return b / (1 - rho*(1-b))
}

// emptiness is P0, from C = [a^c/(c!(1-ρ))]·P0. Logarithms keep a^c/c! in
// bounds.
func emptiness(c int, a, delayed float64) float64 {
	if a == 0 || delayed == 0 {
		return math.Exp(-a) // so many servers that nobody ever waits
	}
	factorial, _ := math.Lgamma(float64(c) + 1)
	return math.Exp(math.Log(delayed) + math.Log1p(-a/float64(c)) + factorial - float64(c)*math.Log(a))
}

// FewestServers is the least number of servers with which at least a share of
// customers, 0 to less than 1, waits no longer than a time, and the waits then.
// The queue's own number of servers does not matter. The error says that no
// number up to MaxServers does, or what is impossible about the queue.
func (q Queue) FewestServers(t, share float64) (int, Waits, error) {
	q.Servers = 1
	if err := q.Check(); err != nil {
		return 0, Waits{}, err
	}
	if !(share >= 0 && share < 1) {
		return 0, Waits{}, fmt.Errorf("a share of %v: expected 0 to less than 1", share)
	}
	a, b := q.Load(), 1.0
	for n := 1; n <= MaxServers; n++ {
		b = a * b / (float64(n) + a*b)
		q.Servers = n
		if !q.Stable() {
			continue
		}
		if w := q.solve(delay(n, a, b)); w.Longer(t) <= 1-share+1e-12 {
			return n, w, nil
		}
	}
	return 0, Waits{}, fmt.Errorf("not even %d servers keep %v of the customers from waiting longer", MaxServers, share)
}
