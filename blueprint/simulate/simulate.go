package simulate

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/servicemoments/moments/blueprint"
)

// Run simulates a blueprint. The error is a [blueprint.Diagnostics] where the
// blueprint cannot be simulated (a loop without exit, demand without any times, an
// overload without end), else that of the context, or of impossible options.
//
// Memory follows the number of customers who are in the service at once, which
// [Options.MaxPresent] bounds, never how many come.
func Run(ctx context.Context, b *blueprint.Blueprint, o Options) (*Result, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	m, err := newModel(b, o)
	if err != nil {
		return nil, err
	}
	return m.simulate(ctx, o)
}

func (m *model) simulate(ctx context.Context, o Options) (*Result, error) {
	h, err := m.replicate(ctx, o)
	if err != nil {
		return nil, err
	}
	return h.result(o), nil
}

// replicate runs all replications, as many at once as there are workers. What one
// replication finds depends on its number only, and is put together in the order
// of the numbers.
func (m *model) replicate(ctx context.Context, o Options) (*harvest, error) {
	p := o.plan(m)
	if err := tooLong(p, m); err != nil {
		return nil, err
	}
	h := newHarvest(m, o.Replications)
	h.horizon = p.horizon
	var (
		next    atomic.Int64
		lock    sync.Mutex
		all     sync.WaitGroup
		found   = make([][]*tally, o.Replications)
		failed  atomic.Int64 // the first replication that failed: those before it are still to be heard
		failure error
		done    int
	)
	failed.Store(int64(o.Replications))
	progress := func(n int) {
		if o.Progress == nil {
			return
		}
		lock.Lock()
		defer lock.Unlock()
		done += n
		o.Progress(done, max(p.expected*o.Replications, done))
	}
	work := func() {
		e := newEngine(m, o)
		for {
			i := int(next.Add(1)) - 1
			if int64(i) >= failed.Load() || ctx.Err() != nil {
				return
			}
			tallies, err := e.run(ctx, i, progress)
			lock.Lock()
			if err != nil {
				if int64(i) < failed.Load() {
					failed.Store(int64(i))
					failure = err
				}
				lock.Unlock()
				return
			}
			found[i] = tallies
			for _, t := range tallies {
				h.takeHistograms(t)
			}
			lock.Unlock()
		}
	}
	for range o.Workers {
		all.Go(work)
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if failure != nil {
		return nil, failure
	}
	for _, tallies := range found {
		h.tallies = append(h.tallies, tallies...)
	}
	return h, nil
}
