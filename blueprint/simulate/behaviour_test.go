package simulate_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/blueprint/simulate"
)

// Who gives up after exactly 2 minutes: M/D-impatience has no simple formula, but
// nobody can have waited longer, and those who left are those who did not start.
func TestImpatientCustomersGiveUp(t *testing.T) {
	b := parse(t, `
title: Counter
demand: 60/h
economics: {price: 10}
steps:
  - frontstage: {id: counter, title: Serve, servers: 1, time: 1m, wait: {acceptable: 2m, then: end}}
`)
	r := run(t, b, simulate.Options{Customers: 2000})
	x := r.Touchpoints[0]
	assert.LessOrEqual(t, x.Wait.P99.Value, 120.0)
	assert.InDelta(t, 1-r.GaveUp.Value, x.Within.Value, 1e-9)
	assert.Greater(t, r.GaveUp.Value, 0.05)
	assert.InDelta(t, r.GaveUp.Value, x.GaveUp.Value, 0.01)
	assert.InDelta(t, 1-r.GaveUp.Value, x.Visits.Value, 1e-9)
	assert.InDelta(t, 10*(1-r.GaveUp.Value), r.Revenue.Value, 1e-9)
	require.NotEmpty(t, r.Findings)
}

// M/M/1/K: who finds 3 waiting and one served turns away. With load 1 all 5
// numbers of customers are as likely, so one in five is lost (Erlang).
func TestCustomersDoNotJoinLongQueues(t *testing.T) {
	for then, of := range map[string]func(*simulate.Result) simulate.Estimate{
		"":            func(r *simulate.Result) simulate.Estimate { return r.Balked },
		", then: end": func(r *simulate.Result) simulate.Estimate { return r.GaveUp },
	} {
		b := counter(t, 60, "{distribution: exponential, mean: 1m}, wait: {balk: 3"+then+"}", 1)
		r := run(t, b, simulate.Options{})
		covers(t, 0.2, of(r), "lost"+then)
		covers(t, 0.2, r.Touchpoints[0].Balked, "lost at the counter"+then)
		covers(t, 0.8, r.Servers[0].Utilisation, "utilisation")
	}
}

// Two classes at one server without preemption (Cobham 1954): with equal services
// of rate 1, loads .3 and .4: W0 = .7; Wq1 = .7/.7 = 1, Wq2 = .7/(.7·.3) = 3.333.
func TestPriorityCustomersGoFirst(t *testing.T) {
	b := parse(t, `
title: Counter
demand: 42/h
personas:
  - {id: gold, title: Gold, share: 0.428571428571, priority: 1}
  - {id: basic, title: Basic}
steps:
  - frontstage: {id: counter, title: Serve, servers: 1, time: {distribution: exponential, mean: 1m}}
`)
	r := run(t, b, simulate.Options{})
	require.Len(t, r.Personas, 2)
	covers(t, 60, r.Personas[0].Wait, "gold")
	covers(t, 200, r.Personas[1].Wait, "basic")
}

// A shoeshiner who does three things one after the other finishes a customer
// before he takes the next: the whole is M/G/1 with the sum of the times.
func TestASharedActorFinishesACustomerFirst(t *testing.T) {
	b := parse(t, `
title: Shoeshine
demand: 20/h
actors: [{id: shiner, title: Shiner, count: 1, cost-per-minute: 0.5}]
lanes: [{id: guest, kind: customer}, {id: shiner, kind: frontstage, actor: shiner}]
steps:
  - guest: Sit
    shiner: {title: Brush, time: 30s}
  - shiner: {title: Polish, time: 60s}
  - shiner: {title: Buff, time: 30s}
`)
	r := run(t, b, simulate.Options{})
	covers(t, 120+60*1/(2*(0.5-20/60.))*20/60.*4/2, r.Time.Mean, "time") // 120 + λE[S²]/2(1-ρ)
	covers(t, 20*2/60., r.Servers[0].Utilisation, "utilisation")
	assert.InDelta(t, 1, r.Cost.Value, 1e-9)
	assert.InDelta(t, 30, r.Servers[0].CostPerHour, 1e-9)
}

func TestHoursProfilesAndConstantArrivals(t *testing.T) {
	b := parse(t, `
title: Shop
hours: ["Mon-Fri 09:00-17:00"]
demand: {arrivals: 30/h, process: constant}
steps:
  - frontstage: {id: till, title: Pay, servers: 1, time: 1m}
`)
	r := run(t, b, simulate.Options{Replications: 2})
	assert.InDelta(t, 2*5*8*30, r.Customers, 2)
	assert.Zero(t, r.Wait.Mean.Value)
	assert.InDelta(t, 0.5, r.Servers[0].Utilisation.Value, 0.005)
	assert.InDelta(t, 30, r.Rate.Value, 0.2)
	for _, s := range r.OverTime {
		if open := s.From >= 9*time.Hour && s.From < 17*time.Hour; open {
			assert.InDelta(t, 0.5*5/7, s.Present.Value, 0.03, "%v", s.From)
		} else {
			assert.InDelta(t, 0, s.Present.Value, 0.03, "%v", s.From)
		}
	}

	b = parse(t, `
title: Shop
hours: ["Mon-Sun 09:00-17:00"]
demand:
  profile: [{from: "08:00", to: "10:00", rate: 30/h}, {from: "12:00", to: "13:00", rate: 60/h}]
steps:
  - frontstage: {id: till, title: Pay, servers: 2, time: 1m}
`)
	r = run(t, b, simulate.Options{})
	assert.InDelta(t, 20*7*90, r.Customers, 400)
	covers(t, 0.25, r.Closed, "too early")
}

func TestArrivalsFromALog(t *testing.T) {
	b := parse(t, `
title: Shop
demand: {log: arrivals.csv}
steps:
  - frontstage: {id: till, title: Pay, servers: 1, time: 1m}
`)
	log := "id,time\n1,2026-03-03 09:00:00\n2,2026-03-03 09:00:30\n3,2026-03-03 09:10:00\n"
	r := run(t, b, simulate.Options{Replications: 2, Files: fstest.MapFS{"arrivals.csv": {Data: []byte(log)}}})
	assert.Equal(t, 6, r.Customers)
	assert.InDelta(t, 10, r.Wait.Mean.Value, 1e-6, "the second waits 30 s, the others do not")

	times, err := simulate.ReadArrivals(strings.NewReader(log))
	require.NoError(t, err)
	assert.Equal(t, 24*time.Hour+9*time.Hour, times[0], "Tuesday at nine")
	again := run(t, b, simulate.Options{Replications: 2, Arrivals: times})
	assert.Equal(t, r.Wait, again.Wait)

	_, err = simulate.Run(context.Background(), b, simulate.Options{})
	assert.ErrorContains(t, err, "test.yaml:3:15")
	assert.ErrorContains(t, err, "no folder")
	for text, want := range map[string]string{"time\nnine": "line 2", "a,b\n\"": "line", "": "empty"} {
		_, err = simulate.Run(context.Background(), b, simulate.Options{Files: fstest.MapFS{"arrivals.csv": {Data: []byte(text)}}})
		assert.ErrorContains(t, err, want)
	}
	times, err = simulate.ReadArrivals(strings.NewReader("0\n90.5\n1h5m\n09:05\n"))
	require.NoError(t, err)
	assert.Equal(t, []time.Duration{0, 90500 * time.Millisecond, 65 * time.Minute, 9*time.Hour + 5*time.Minute}, times)
}

// An expected wait passes before its touchpoint, and gives way to the queue where
// servers and demand are known.
func TestExpectedWaits(t *testing.T) {
	text := `
title: Counter
steps:
  - frontstage: {id: counter, title: Serve, servers: 5, time: 1m, wait: {expected: 3m, acceptable: 5m}}
`
	r := run(t, parse(t, text), simulate.Options{Customers: 10, Replications: 2})
	assert.InDelta(t, 240, r.Time.Mean.Value, 1e-9)
	assert.InDelta(t, 180, r.Wait.Mean.Value, 1e-9)
	r = run(t, parse(t, text+"demand: {arrivals: 6/h, process: constant}\n"), simulate.Options{Customers: 10, Replications: 2})
	assert.InDelta(t, 60, r.Time.Mean.Value, 1e-9)
}

func TestOptionalAndForeignTouchpoints(t *testing.T) {
	b := parse(t, `
title: Hall
personas: [{id: old, title: Old, share: 50%}, {id: young, title: Young}]
steps:
  - customer: {title: Ask, time: 1m, optional: true}
  - customer: {title: Sit, time: 10m, for: [old]}
  - customer: {title: Stand, time: {standard: 2m, by: {old: 4m}}}
`)
	r := run(t, b, simulate.Options{})
	covers(t, 60*(1+5+3), r.Time.Mean, "all take it")
	covers(t, 60*15, r.Personas[0].Time, "old")
	assert.True(t, contains(r, "optional"))
	r = run(t, b, simulate.Options{PassOver: 0.25})
	covers(t, 60*(0.75+5+3), r.Time.Mean, "one in four passes over")
	assert.False(t, contains(r, "optional"))
}

func contains(r *simulate.Result, key string) bool {
	for _, m := range r.Missing {
		if m.Key == key {
			return true
		}
	}
	return false
}

func TestWhatCannotBeSimulatedIsALocatedError(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"loop":           {"title: T\nsteps:\n  - customer: {id: a, title: A, time: 1m}\n  - customer: {title: B, next: a}\n", `test.yaml:3:5: error: nobody ever leaves the loop of "A", "B"`},
		"overload":       {"title: T\ndemand: 120/h\nsteps:\n  - frontstage: {title: A, time: 1m, servers: 1}\n", `test.yaml:4:`},
		"times":          {"title: T\ndemand: 120/h\nsteps:\n  - frontstage: A\n", `test.yaml:2:`},
		"chances":        {"title: T\nsteps:\n  - customer: {id: a, title: A, next: [{to: b, chance: 60%}, {to: end, chance: 60%}]}\n  - customer: {id: b, title: B}\n", "120%"},
		"nobody":         {"title: T\ndemand: 0/h\nsteps:\n  - frontstage: {title: A, time: 1m}\n", "nobody ever comes"},
		"rare":           {"title: T\ndemand: 0.001/w\nsteps:\n  - frontstage: {title: A, time: 1m}\n", "30 years"},
		"zero time loop": {"title: T\nsteps:\n  - customer: {id: a, title: A, time: 1m, next: [{to: a, chance: 99.99999%}, {to: end, when: done}]}\n", "10000 touchpoints"},
	} {
		_, err := simulate.Run(context.Background(), parse(t, c.text), simulate.Options{MaxPresent: 1000})
		var found blueprint.Diagnostics
		if assert.ErrorAs(t, err, &found, name) {
			assert.ErrorContains(t, err, c.want, name)
		}
	}
	for _, o := range []simulate.Options{{Customers: -1}, {PassOver: 2}, {Replications: 1e9}} {
		_, err := simulate.Run(context.Background(), counter(t, 1, "1m", 1), o)
		assert.Error(t, err)
	}
}

func TestAnOverloadThatStaysWithinBoundsIsAFinding(t *testing.T) {
	r := run(t, counter(t, 66, "1m", 1), simulate.Options{Customers: 1000, WarmUp: -1})
	require.NotEmpty(t, r.Findings)
	assert.Equal(t, "overload", r.Findings[0].ID)
	assert.NotNil(t, r.Findings[0].Path)
}

func TestCancellingWorksAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	b := counter(t, 120_000, "{distribution: exponential, mean: 10ms}", 1)
	told := 0
	start := time.Now()
	_, err := simulate.Run(ctx, b, simulate.Options{Customers: 1e9, WarmUp: -1, Progress: func(done, total int) {
		if told++; told == 3 {
			cancel()
		}
		assert.LessOrEqual(t, done, total)
	}})
	require.ErrorIs(t, err, context.Canceled)
	assert.Less(t, time.Since(start), 5*time.Second)
	_, err = simulate.Run(ctx, b, simulate.Options{})
	assert.ErrorIs(t, err, context.Canceled)
}

func written(t *testing.T, r *simulate.Result) string {
	t.Helper()
	text, err := json.Marshal([]any{r.Sheet(), r.Layer(nil)})
	require.NoError(t, err)
	return string(text)
}

func TestTheSameOnAnyNumberOfCores(t *testing.T) {
	for _, file := range []string{"telecom-hall", "hot-pot-restaurant", "corner-shoeshine"} {
		b, err := blueprint.Load("../../examples/" + file + "/blueprint.yaml")
		require.NoError(t, err)
		o := simulate.Options{Customers: 300, Replications: 9, Seed: 5}
		var first string
		for _, workers := range []int{1, 2, 8} {
			o.Workers = workers
			r := run(t, b, o)
			text := written(t, r)
			if first == "" {
				first = text
			}
			assert.True(t, first == text, "%s with %d", file, workers)
		}
		o.Seed = 6
		assert.False(t, first == written(t, run(t, b, o)), file)
	}
}

// Every trace is a run of the blueprint: package flow accepts each event, and the
// customer is done at the end.
func replay(t *testing.T, n *flow.Net, j simulate.Journey) {
	t.Helper()
	if len(j.Events) == 0 {
		require.True(t, j.GaveUp)
		return
	}
	r := n.NewRun()
	before := time.Duration(0)
	for _, e := range j.Events {
		var err error
		if e.Kind == flow.Started {
			_, err = r.Start(e.Index)
		} else {
			_, err = r.Finish(flow.Outcome{Touchpoint: e.Index, Kind: e.Kind, Way: e.Way})
		}
		if err != nil || e.At < before {
			require.NoError(t, err)
			require.GreaterOrEqual(t, e.At, before)
		}
		before = e.At
	}
	require.True(t, r.Done())
	require.GreaterOrEqual(t, j.Left, j.Arrived)
}

func TestTracesAreRunsOfTheBlueprint(t *testing.T) {
	b, err := blueprint.Load("../../examples/telecom-hall/blueprint.yaml")
	require.NoError(t, err)
	n, err := flow.New(b.Graph())
	require.NoError(t, err)
	journeys, gaveUp := 0, 0
	r := run(t, b, simulate.Options{Customers: 500, Replications: 2, Trace: func(j simulate.Journey) {
		replay(t, n, j)
		if j.Counted {
			journeys++
		}
		if j.GaveUp {
			gaveUp++
		}
	}})
	assert.Equal(t, r.Customers, journeys)
	assert.Zero(t, gaveUp)
}
