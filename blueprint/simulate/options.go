package simulate

import (
	"errors"
	"io/fs"
	"math"
	"runtime"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
)

// Options say how long and how often is simulated. The zero value is good for a
// first look: 20 replications of 10,000 customers.
type Options struct {
	// Customers is how many are counted in each replication, after the warm-up.
	// 0: 10,000; where Duration is set, as many as come; of a log, all.
	Customers int
	// Duration is how long customers are counted in each replication, after the
	// warm-up. 0: until there are Customers, or a week where demand or opening hours
	// change with the time of the day and Customers is 0.
	Duration time.Duration
	// WarmUp is the time before anybody counts, so that an empty service at the
	// beginning does not flatter the figures. 0: until 2,000 customers are expected
	// to have come, or none where demand changes with the time of the day or is a
	// log. Negative: none.
	WarmUp time.Duration
	// Replications is how often all is repeated with other random numbers; intervals
	// come from how the replications differ. 0: 20. With 1 they come from the means
	// of 20 stretches of the one run (batch means).
	Replications int
	Seed         uint64
	Workers      int // how many replications run at once; 0: as many as there are cores. It does not change the result.
	// MaxPresent bounds how many customers may be in the service at once; beyond it
	// the service is overloaded, which is an error. 0: 100,000.
	MaxPresent int
	// PassOver is the share of customers, 0 to 1, that pass over each optional
	// touchpoint.
	PassOver float64
	// Files is the folder in which the log of arrivals is found (demand.log).
	Files fs.FS
	// Arrivals are times of real arrivals, counted from Monday midnight; they go
	// before the blueprint's demand. See [ReadArrivals].
	Arrivals []time.Duration
	// Progress is told from time to time how many customers are done, of how many
	// (an estimate, where Duration is set). It is never called twice at once.
	Progress func(done, total int)
	// Trace is given every customer who is counted or came before those, when all is
	// done for him, replication by replication. It makes the run use one core. What
	// it is given is valid during the call only.
	Trace func(Journey)
}

// Journey is what happened to one customer.
type Journey struct {
	Replication int
	Customer    int    // number in the order of arrival, from 0
	Persona     string // id; empty: anybody
	Counted     bool   // came after the warm-up
	GaveUp      bool   // lost patience somewhere, or would not join a queue
	Arrived     time.Duration
	Left        time.Duration // when the last thread came to its end; work may go on
	Events      []Event       // in order; none for who turned away at once
}

// Event is a touchpoint starting, or what became of it.
type Event struct {
	At         time.Duration // since Monday midnight; of single customers, since they came
	Touchpoint string        // id
	Index      int           // of the touchpoint, as package flow counts
	Kind       flow.Kind     // flow.Started or the kind of an outcome
	Way        int           // of an outcome: the choice, recovery or impatience; -1: none
}

// MaxReplications bounds the replications of one run.
const MaxReplications = 100_000

const (
	defaultCustomers    = 10_000
	defaultWarmUp       = 2_000 // customers
	defaultReplications = 20
	defaultPresent      = 100_000
	batches             = 20
	maxStarts           = 10_000         // of touchpoints, for one customer
	longest             = int64(1) << 61 // nanoseconds: 73 years
)

var errOptions = errors.New("simulate: customers, duration and replications must not be negative, at most 100,000 replications, and the share that passes over must be between 0 and 1")

func (o Options) withDefaults() (Options, error) {
	if o.Customers < 0 || o.Duration < 0 || o.Replications < 0 || o.Replications > MaxReplications || o.MaxPresent < 0 || math.IsNaN(o.PassOver) || o.PassOver < 0 || o.PassOver > 1 {
		return o, errOptions
	}
	if o.Replications == 0 {
		o.Replications = defaultReplications
	}
	if o.MaxPresent == 0 {
		o.MaxPresent = defaultPresent
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Trace != nil {
		o.Workers = 1
	}
	o.Workers = min(o.Workers, o.Replications)
	return o, nil
}

// plan is how long a replication goes on, in nanoseconds and customers.
type plan struct {
	warmUp    int64
	customers int   // to be counted; 0: by time
	length    int64 // of the time in which customers are counted; 0: by customers
	expected  int   // customers, for progress
	horizon   int64 // expected end, for the chart over time; 0: no chart
}

func (o Options) plan(m *model) plan {
	p := plan{warmUp: max(int64(o.WarmUp), 0), customers: o.Customers, length: int64(o.Duration)}
	a := &m.arrivals
	switch {
	case !m.demand:
		p = plan{customers: o.Customers}
		if p.customers == 0 {
			p.customers = defaultCustomers
		}
		p.expected = p.customers
		return p
	case a.log != nil:
		p.horizon = a.log[len(a.log)-1]
		p.expected = len(a.log)
		if p.customers == 0 && p.length == 0 {
			p.length = max(p.horizon-p.warmUp, 0) + 1
		}
		return p
	case p.customers == 0 && p.length == 0 && a.daily:
		p.length = int64(7 * 24 * time.Hour)
	case p.customers == 0 && p.length == 0:
		p.customers = defaultCustomers
	}
	if o.WarmUp == 0 && !a.daily {
		p.warmUp = int64(math.Min(defaultWarmUp/a.mean, float64(longest)))
	}
	if p.length > 0 {
		p.expected = int(math.Min(a.mean*(float64(p.length)+float64(p.warmUp)), 1e15))
		p.horizon = p.length + p.warmUp
	} else {
		p.expected = p.customers + int(a.mean*float64(p.warmUp))
		p.horizon = int64(math.Min(float64(p.warmUp)+float64(p.customers)/a.mean, float64(longest)))
	}
	return p
}

// tooLong is said of a run whose clock would not hold its time.
func tooLong(p plan, m *model) error {
	if p.horizon < longest/2 && p.warmUp < longest/2 && p.length < longest/2 {
		return nil
	}
	return m.problem("too-long", blueprint.Path{}.Key("demand"), "so few customers come that the simulated time exceeds 30 years", "simulate fewer customers, or say how long")
}
