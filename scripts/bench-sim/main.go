// Command bench-sim runs an M/M/3 queue in simgo and says how many customers a
// second it serves. It is a module of its own, so that nothing else depends on it.
package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/fschuetz04/simgo"
)

const customers = 100_000

func main() {
	r := rand.New(rand.NewPCG(1, 2))
	start := time.Now()
	sim := simgo.NewSimulation()
	clerks := newResource(sim, 3)
	waited := 0.0
	sim.Process(func(source simgo.Process) {
		for range customers {
			source.Wait(source.Timeout(r.ExpFloat64() / 2))
			sim.Process(func(customer simgo.Process) {
				came := customer.Now()
				customer.Wait(clerks.request())
				waited += customer.Now() - came
				customer.Wait(customer.Timeout(r.ExpFloat64()))
				clerks.release()
			})
		}
	})
	sim.Run()
	fmt.Printf("simgo    %9.0f customers/s, mean wait %.3f (4/9)\n", customers/time.Since(start).Seconds(), waited/customers)
}

// resource is servers with a queue: simgo has stores only.
type resource struct {
	sim     *simgo.Simulation
	free    int
	waiting []*simgo.Event
}

func newResource(sim *simgo.Simulation, n int) *resource { return &resource{sim: sim, free: n} }

func (r *resource) request() *simgo.Event {
	ev := r.sim.Event()
	if r.free > 0 {
		r.free--
		ev.Trigger()
	} else {
		r.waiting = append(r.waiting, ev)
	}
	return ev
}

func (r *resource) release() {
	if len(r.waiting) > 0 {
		r.waiting[0].Trigger()
		r.waiting = r.waiting[1:]
		return
	}
	r.free++
}
