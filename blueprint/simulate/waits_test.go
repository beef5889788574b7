package simulate_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/blueprint/simulate"
)

// An expected wait gives way to the queue ahead, by one rule wherever it is counted:
// in the times, in how long customers are inside, and in the simulation. Everything
// but the expected wait takes 10 s, the queues are next to nothing.
func TestExpectedWaitsGiveWayByOneRule(t *testing.T) {
	const demand = "demand: {arrivals: 1/h, process: constant}\n"
	for name, x := range map[string]struct {
		text  string
		stays bool // the expected wait of 60 s
	}{
		"own servers": {demand + `steps: [{frontstage: {title: Serve, time: 10s, servers: 2, wait: 60s}}]`, false},
		"an actor of whom it is said how many there are": {demand + "actors: [{id: clerk, title: Clerk, count: 2}]\n" +
			`steps: [{frontstage: {title: Serve, time: 10s, actor: clerk, wait: 60s}}]`, false},
		"a waiting room in the step of the servers": {demand + `steps: [{customer: {title: Wait, wait: 60s}, frontstage: {title: Serve, time: 10s, servers: 2}}]`, false},
		"a waiting room in the step before":         {demand + `steps: [{customer: {title: Wait, wait: 60s}}, {customer: Go, frontstage: {title: Serve, time: 10s, servers: 2}}]`, false},
		"servers in the step, but behind": {demand + `
steps:
  - customer: {title: Be served, time: 10s, servers: 2, next: rest}
    frontstage: {id: rest, title: Rest, wait: 60s}
`, true},
		"servers in the step before only": {demand + `steps: [{customer: Come, frontstage: {title: Serve, time: 10s, servers: 2}}, {customer: {title: Wait, wait: 60s}}]`, true},
		"servers that only a recovery leads to": {demand + `
steps:
  - customer: {title: Wait, wait: 60s, time: 10s, fails: [{title: Lost, chance: 0, recover: help}]}
  - frontstage: {id: help, title: Help, time: 10s, servers: 2}
`, true},
		"servers without any time": {demand + `steps: [{customer: {title: Wait, wait: 60s, time: 10s}}, {customer: Go, frontstage: {title: Serve, servers: 2}}]`, true},
		"nobody who serves":        {demand + `steps: [{customer: {title: Wait, wait: 60s, time: 10s}}]`, true},
		"nobody who comes":         {`steps: [{frontstage: {title: Serve, time: 10s, servers: 2, wait: 60s}}]`, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := parse(t, "title: T\n"+x.text)
			want := 10.0
			if x.stays {
				want += 60
			}
			m, err := measure.New(b)
			require.NoError(t, err)
			times, err := m.Times(measure.Options{})
			require.NoError(t, err)
			assert.InDelta(t, want, times.Customer.Mean, 1e-9, "times")
			if w, err := m.Waiting(measure.Options{}); err == nil {
				inside, known, err := w.Presence()
				require.NoError(t, err)
				require.True(t, known)
				assert.InDelta(t, want, inside.Stay, 0.1, "inside")
			}
			r := run(t, b, simulate.Options{Customers: 50, Replications: 2, WarmUp: -1 * time.Second})
			assert.InDelta(t, want, r.Time.Mean.Value, 1e-6, "simulation")
		})
	}
}
