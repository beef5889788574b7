package simulate_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/simulate"
	"github.com/servicemoments/moments/touchpoint"
)

// counter is one counter: arrivals an hour, law of the service, clerks.
func counter(tb testing.TB, arrivals float64, law string, servers int, more ...string) *blueprint.Blueprint {
	tb.Helper()
	return parse(tb, fmt.Sprintf(`
title: Counter
demand: {arrivals: %g/h}
%s
steps:
  - frontstage: {id: counter, title: Serve, servers: %d, time: %s}
`, arrivals, strings.Join(more, "\n"), servers, law))
}

func parse(tb testing.TB, text string) *blueprint.Blueprint {
	tb.Helper()
	b, err := blueprint.Read(strings.NewReader(text), "test.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// M/M/3 with utilisation 2/3, on one core, with all that is counted of every
// customer.
func BenchmarkMM3(b *testing.B) {
	bp := counter(b, 120, "{distribution: exponential, mean: 1m}", 3)
	const customers = 200_000
	for b.Loop() {
		if _, err := simulate.Run(context.Background(), bp, simulate.Options{Customers: customers, WarmUp: -1, Replications: 1, Workers: 1}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*customers/b.Elapsed().Seconds(), "customers/s")
}

// The telecom hall, whose customers meet some twenty touchpoints each.
func BenchmarkTelecomHall(b *testing.B) {
	bp, err := blueprint.Load("../../examples/telecom-hall/blueprint.yaml")
	if err != nil {
		b.Fatal(err)
	}
	const customers = 5_000
	for b.Loop() {
		if _, err := simulate.Run(context.Background(), bp, simulate.Options{Customers: customers, Replications: 1, Workers: 1}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*customers/b.Elapsed().Seconds(), "customers/s")
}

// wait is a wait point with an acceptable wait in minutes.
func wait(acceptable int) *touchpoint.Wait {
	return &touchpoint.Wait{Acceptable: time.Duration(acceptable) * time.Minute}
}
