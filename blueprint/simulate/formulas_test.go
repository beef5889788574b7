package simulate_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/simulate"
)

const (
	chain = `
title: Absorbing chain
steps:
  - customer: {id: a, title: A, time: 2m}
  - customer:
      id: b
      title: B
      time: 3m
      next: [{to: c, chance: 80%}, {to: a, chance: 15%}, {to: end, chance: 5%}]
  - customer: {id: c, title: C, time: 4m}
`
	rework = `
title: Rework
steps:
  - customer: Come
    frontstage: {id: work, title: Work, time: 10m, fails: [{title: Slip, chance: 20%, recover: fix}]}
  - frontstage: {id: fix, title: Fix, time: 5m}
`
	join = `
title: Join
steps:
  - customer: {title: Fill in the form, time: {distribution: exponential, mean: 4m}}
    frontstage: {title: Look up the file, time: {distribution: exponential, mean: 6m}}
`
	shoeshine = "../../examples/corner-shoeshine/blueprint.yaml"
)

func run(tb testing.TB, b *blueprint.Blueprint, o simulate.Options) *simulate.Result {
	tb.Helper()
	r, err := simulate.Run(context.Background(), b, o)
	require.NoError(tb, err)
	return r
}

// covers checks that an interval holds the true value, and is not wide: a third of
// the value at most.
func covers(t *testing.T, want float64, e simulate.Estimate, what string) {
	t.Helper()
	assert.True(t, e.Covers(want), "%s: %g is not in %g (%g to %g)", what, want, e.Value, e.Low, e.High)
	assert.Less(t, e.High-e.Low, want/3, what)
}

func TestQueuesAgreeWithTheirFormulas(t *testing.T) {
	longRun(t)
	for _, q := range []struct {
		name              string
		arrivals          float64 // an hour
		time              string
		servers           int
		wait, utilisation float64 // seconds, share
	}{
		{"M/M/1", 48, "{distribution: exponential, mean: 1m}", 1, 240, 0.8},
		{"M/M/2", 10, "{distribution: exponential, mean: 7m30s}", 2, 4.8077 * 60, 0.625},
		{"M/M/3", 120, "{distribution: exponential, mean: 1m}", 3, 60 * 4 / 9., 2 / 3.},
		{"M/M/3 busy", 12, "{distribution: exponential, mean: 12m}", 3, 12.9438 * 60, 0.8},
		{"M/M/10", 120, "{distribution: exponential, mean: 3m}", 10, 60 * 0.101299 / (10./3 - 2), 0.6},
		{"M/D/1", 10, "5m", 1, 12.5 * 60, 10 / 12.},
		{"M/G/1 gamma", 48, "{distribution: gamma, mean: 1m, deviation: 30s}", 1, 240 * (1 + 0.25) / 2, 0.8},
		{"M/G/1 uniform", 30, "0s..2m", 1, 60 * 0.5 / (1 - 0.5) * (1 + 1/3.) / 2, 0.5},
	} {
		t.Run(q.name, func(t *testing.T) {
			r := run(t, counter(t, q.arrivals, q.time, q.servers), simulate.Options{Customers: 20_000, Seed: 1})
			covers(t, q.wait, r.Wait.Mean, "wait")
			covers(t, q.wait, r.Touchpoints[0].Wait.Mean, "wait at the counter")
			covers(t, q.utilisation, r.Servers[0].Utilisation, "utilisation")
			covers(t, q.arrivals/3600*q.wait, r.Servers[0].Queue, "queue")
			covers(t, r.Little.Value, r.Present, "Little's law")
			assert.InDelta(t, q.arrivals, r.Rate.Value, q.arrivals*0.01)
		})
	}
}

// P(Wq>6 min) of M/M/3 with 12 an hour, 12 minutes each, is .479451; half of all
// journeys and nine in ten have the quantiles of the formula.
func TestWaitsHaveTheQuantilesOfTheFormula(t *testing.T) {
	longRun(t)
	b := counter(t, 12, "{distribution: exponential, mean: 12m}", 3)
	b.Touchpoints()[0].Wait = wait(6)
	r := run(t, b, simulate.Options{Customers: 20_000})
	covers(t, 1-0.479451, r.Touchpoints[0].Within, "waits of 6 minutes at most")
}

func TestJourneysAgreeWithTheChain(t *testing.T) {
	r := run(t, parse(t, chain), simulate.Options{Seed: 3})
	covers(t, 60*164/17., r.Time.Mean, "time")
	covers(t, 20/17., r.Touchpoints[0].Visits, "visits of A")
	covers(t, 16/17., r.Touchpoints[2].Visits, "visits of C")
	require.Len(t, r.Exits, 2)
	covers(t, 60*100/17., r.Exits[0].Time, "time of those who leave at B")
	covers(t, 60*168/17., r.Exits[1].Time, "time of those who complete")
	covers(t, 1/17., r.Exits[0].Share, "share of those who leave at B")
	assert.InDelta(t, 3600*1756/289., r.Time.Deviation.Value*r.Time.Deviation.Value, 3600*0.1)
	assert.False(t, r.Demand)
	assert.Empty(t, r.Servers)
}

func TestReworkAndJoin(t *testing.T) {
	covers(t, 60*13.75, run(t, parse(t, rework), simulate.Options{}).Time.Mean, "rework with a step to fix it")
	covers(t, 60*7.6, run(t, parse(t, join), simulate.Options{}).Time.Mean, "both of two")
	b, err := blueprint.Load(shoeshine)
	require.NoError(t, err)
	r := run(t, b, simulate.Options{})
	covers(t, 2355/19., r.Time.Mean, "shoeshine")
	covers(t, 0.5-0.12-0.1/60*2355/19., r.Profit, "profit of a shoeshine")
	assert.InDelta(t, 120, r.Time.P50.Value, 1e-3, "half of all go well")
	assert.InDelta(t, 195, r.Time.P99.Value, 1e-3, "one in a hundred has one failure")
}

// What the intervals promise: of 100 simulations about 95 cover the true value. With
// MOMENTS_INTERVAL_RUNS=1000 the share must be 93% to 97%.
func TestIntervalsCoverTheTruth(t *testing.T) {
	longRun(t)
	runs, least, most := 100, 88, 100
	if s := os.Getenv("MOMENTS_INTERVAL_RUNS"); s != "" {
		n, err := strconv.Atoi(s)
		require.NoError(t, err)
		runs, least, most = n, n*93/100, n*97/100
	}
	long := runs > 100
	for _, c := range []struct {
		name      string
		b         *blueprint.Blueprint
		customers int
		want      float64
		of        func(*simulate.Result) simulate.Estimate
	}{
		{"M/M/1", counter(t, 48, "{distribution: exponential, mean: 1m}", 1), 2000, 240, wholeWait},
		{"M/M/3", counter(t, 120, "{distribution: exponential, mean: 1m}", 3), 1000, 60 * 4 / 9., wholeWait},
		{"M/D/1", counter(t, 48, "1m", 1), 2000, 120, wholeWait},
		{"queue of M/M/1", counter(t, 30, "{distribution: exponential, mean: 1m}", 1), 1000, 0.5, func(r *simulate.Result) simulate.Estimate { return r.Servers[0].Queue }},
		{"chain", parse(t, chain), 200, 60 * 164 / 17., wholeTime},
		{"rework", parse(t, rework), 200, 60 * 13.75, wholeTime},
		{"join", parse(t, join), 200, 60 * 7.6, wholeTime},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := simulate.Options{Customers: c.customers, Replications: 10, WarmUp: 10 * time.Minute * time.Duration(c.customers/500)}
			if long { // the longer, the closer to the normal law that intervals suppose
				o.Customers, o.Replications, o.WarmUp = 5*c.customers, 20, 10*time.Hour
			}
			covered := 0
			for seed := range runs {
				o.Seed = uint64(seed)
				if c.of(run(t, c.b, o)).Covers(c.want) {
					covered++
				}
			}
			t.Logf("%s: %d of %d intervals cover the true value", c.name, covered, runs)
			assert.GreaterOrEqual(t, covered, least)
			assert.LessOrEqual(t, covered, most)
		})
	}
}

// longRun leaves a test out of the short ones: it is about figures, and takes the
// detector of races minutes.
func longRun(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("too many customers for a short test")
	}
}

func wholeWait(r *simulate.Result) simulate.Estimate { return r.Wait.Mean }
func wholeTime(r *simulate.Result) simulate.Estimate { return r.Time.Mean }

// A single long run has its intervals from the means of its stretches.
func TestOneLongRun(t *testing.T) {
	longRun(t)
	b := counter(t, 120, "{distribution: exponential, mean: 1m}", 3)
	covered := 0
	for seed := range uint64(20) {
		r := run(t, b, simulate.Options{Customers: 40_000, Replications: 1, Seed: seed})
		assert.InDelta(t, 40_000, r.Customers, 0)
		if r.Wait.Mean.Covers(60 * 4 / 9.) {
			covered++
		}
	}
	assert.GreaterOrEqual(t, covered, 16)
}

func ExampleRun() {
	b, err := blueprint.Load("../../examples/corner-shoeshine/blueprint.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := simulate.Run(context.Background(), b, simulate.Options{Customers: 10_000, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d customers, %.0f s on average, 99 in 100 within %.0f s\n", r.Customers, r.Time.Mean.Value, r.Time.P99.Value)
	fmt.Println("2355/19 s is covered:", r.Time.Mean.Covers(2355./19))
	// Output:
	// 200000 customers, 124 s on average, 99 in 100 within 195 s
	// 2355/19 s is covered: true
}
