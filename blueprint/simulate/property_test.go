package simulate_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/blueprint/simulate"
	"github.com/servicemoments/moments/touchpoint"
)

// random is a random blueprint with times, servers, actors, personas, impatience,
// failures and demand.
func random(seed uint64) *blueprint.Blueprint {
	pick := blueprinttest.Seeded(seed)
	b := blueprinttest.Random(pick, blueprinttest.Shape{Plain: seed%3 == 0})
	one := func(n int) bool { return pick(n) == 0 }
	seconds := func(most int) time.Duration { return time.Duration(1+pick(most)) * time.Second }
	b.Actors = []blueprint.Actor{{ID: "clerk", Title: "Clerk", Count: 1 + pick(4), CostPerMinute: touchpoint.Of(0.5)}}
	b.Personas = []blueprint.Persona{{ID: "gold", Title: "Gold", Share: touchpoint.Of(0.2), Priority: 1}, {ID: "basic", Title: "Basic"}}
	if !one(4) {
		b.Demand = &blueprint.Demand{Arrivals: &touchpoint.Rate{Count: float64(1 + pick(20)), Per: time.Hour}}
	}
	all := b.Touchpoints()
	for _, t := range all {
		switch pick(6) {
		case 0:
			t.Time = &touchpoint.Time{Distribution: touchpoint.Exponential, Mean: seconds(200)}
		case 1:
			t.Time = &touchpoint.Time{Standard: seconds(100)}
		case 2:
			t.Time = &touchpoint.Time{Distribution: touchpoint.Gamma, Mean: seconds(100), Deviation: seconds(200)}
		}
		if one(5) {
			t.Servers = 1 + pick(3)
		} else if one(5) {
			t.Actor = "clerk"
		}
		if one(6) {
			t.Optional = true
		}
		if one(6) {
			t.For = []string{"gold"}
		}
		if one(5) {
			t.Wait = &touchpoint.Wait{Acceptable: seconds(300), Expected: seconds(100), Balk: pick(4)}
			if one(2) {
				t.Wait.Then = touchpoint.End
			}
		}
		if one(6) {
			t.Fails = append(t.Fails, touchpoint.Fail{Title: "F", Chance: touchpoint.Of(0.2), Recover: all[pick(len(all))].ID})
		}
	}
	return b
}

// Nobody gets stuck in a random blueprint: the simulation ends, every trace is a
// run of the blueprint, all shares are shares, and one worker finds what several do.
// What it may refuse are loops without a way out and overloads.
func TestRandomBlueprintsAreSimulated(t *testing.T) {
	many := uint64(200)
	if testing.Short() {
		many = 40
	}
	refused := map[string]int{}
	for seed := range many {
		b := random(seed)
		n, err := flow.New(b.Graph())
		if err != nil {
			continue
		}
		o := simulate.Options{Customers: 15, WarmUp: -1, Replications: 3, Seed: seed, MaxPresent: 300, PassOver: 0.3}
		o.Trace = func(j simulate.Journey) { replay(t, n, j) }
		r, err := simulate.Run(context.Background(), b, o)
		if err != nil {
			var found blueprint.Diagnostics
			require.ErrorAs(t, err, &found, "seed %d", seed)
			for _, d := range found {
				require.Contains(t, []string{"loop-without-exit", "overload", "impossible-chances", "no-times"}, d.Rule, "seed %d: %v", seed, err)
				refused[d.Rule]++
			}
			continue
		}
		require.Equal(t, 45, r.Customers, "seed %d", seed)
		for _, e := range []simulate.Estimate{r.GaveUp, r.Balked, r.Closed} {
			require.True(t, e.Low >= 0 && e.Value <= 1 && e.High <= 1, "seed %d: %v", seed, e)
		}
		for _, s := range r.Servers {
			require.True(t, s.Utilisation.Value <= 1+1e-9, "seed %d: %s %v", seed, s.ID, s.Utilisation.Value)
		}
		require.LessOrEqual(t, r.Wait.Mean.Value, r.Time.Mean.Value+1e-6, "seed %d", seed)
		o.Trace, o.Workers = nil, 3
		require.True(t, written(t, r) == written(t, run(t, b, o)), "seed %d", seed)
	}
	t.Logf("refused: %v", refused)
	total := 0
	for _, n := range refused {
		total += n
	}
	require.Less(t, total, int(many)/3)
}

// Quantiles are those of the sorted times, within 1%, also of merged histograms.
func TestQuantilesAreWithinOnePercent(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var h simulate.Histogram
	var list []float64
	parts := make([]simulate.Histogram, 3)
	for i := range 20_000 {
		v := time.Duration(math.Exp(20 + 4*r.NormFloat64()))
		list = append(list, float64(v))
		simulate.Add(&parts[i%3], v)
	}
	for i := range parts {
		simulate.Merge(&h, &parts[i])
	}
	slices.Sort(list)
	assert.Equal(t, len(list), h.Count())
	for _, p := range []float64{0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1} {
		want := list[int(math.Ceil(p*float64(len(list))))-1]
		assert.InEpsilon(t, want, float64(h.Quantile(p)), 0.01, "%g", p)
	}
	sum := 0.0
	for _, c := range h.Classes(20) {
		sum += c.Share
		assert.Less(t, c.From, c.To)
	}
	assert.InDelta(t, 1, sum, 1e-9)
}

// The same customers come to every variant: differences show that single results
// would hide.
func TestComparingUsesTheSameCustomers(t *testing.T) {
	variants := []simulate.Variant{
		{ID: "three", Title: "Three clerks", Blueprint: counter(t, 120, "{distribution: exponential, mean: 1m}", 3)},
		{ID: "four", Title: "Four clerks", Blueprint: counter(t, 120, "{distribution: exponential, mean: 1m}", 4)},
		{ID: "again", Title: "Three again", Blueprint: counter(t, 120, "{distribution: exponential, mean: 1m}", 3)},
	}
	c, err := simulate.Compare(context.Background(), variants, simulate.Options{Customers: 5000, Seed: 2})
	require.NoError(t, err)
	for _, d := range c.Rows {
		assert.Zero(t, d.ToFirst[2].Value, d.ID)
		if d.ID == "wait" {
			assert.Less(t, d.ToFirst[1].High, 0.0)
			assert.True(t, d.ToFirst[1].Covers(60*(2/23.-4/9.)), "%v", d.ToFirst[1]) // M/M/4: C = 4/23, Wq = C/(4-2)
			assert.Less(t, d.ToFirst[1].High-d.ToFirst[1].Low, d.Values[0].High-d.Values[0].Low+1e-9)
		}
	}
	s := c.Sheet()
	assert.Contains(t, s.Findings[0].Text.String(), "Four clerks: journeys are")
	assert.Equal(t, "no-difference", s.Findings[1].ID)
	assert.Len(t, s.Tables[0].Columns, 5)
	_, err = simulate.Compare(context.Background(), variants[:1], simulate.Options{})
	assert.Error(t, err)
}

// M/M/c with 40 an hour and 6 minutes each: 4 erlang. P(wait > 6 min) is .554·e^-1 =
// .204 with 5 clerks and .285·e^-2 = .0386 with 6.
func TestFewestServers(t *testing.T) {
	b := counter(t, 40, "{distribution: exponential, mean: 6m}", 1)
	s, err := simulate.FewestServers(context.Background(), b, simulate.Target{Servers: "counter", Within: 6 * time.Minute, Share: 0.9}, simulate.Options{Customers: 5000})
	require.NoError(t, err)
	assert.Equal(t, 6, s.Servers)
	for _, x := range s.Tried {
		switch x.Servers {
		case 5:
			covers(t, 1-0.5541*math.Exp(-1), x.Share, "5 clerks")
		case 6:
			covers(t, 1-0.2848*math.Exp(-2), x.Share, "6 clerks")
		}
	}
	assert.Contains(t, s.Sheet().Findings[0].Text.String(), "6 servers")
	s, err = simulate.FewestServers(context.Background(), b, simulate.Target{Servers: "counter", Within: time.Minute, Share: 0.9, Most: 3}, simulate.Options{Customers: 500})
	require.NoError(t, err)
	assert.Zero(t, s.Servers)
	_, err = simulate.FewestServers(context.Background(), b, simulate.Target{Servers: "countr", Share: 0.9}, simulate.Options{})
	assert.ErrorContains(t, err, `did you mean "counter"?`)
}

// However long a run, memory follows the customers who are there.
func TestMemoryDoesNotGrow(t *testing.T) {
	longRun(t)
	b := counter(t, 120, "{distribution: exponential, mean: 1m}, wait: {acceptable: 1h, then: end}", 3)
	o := simulate.Options{Customers: 20_000, Replications: 1, Workers: 1}
	small := testing.AllocsPerRun(3, func() { run(t, b, o) })
	o.Customers *= 10
	large := testing.AllocsPerRun(3, func() { run(t, b, o) })
	assert.Less(t, large, small*1.5+500)
}

func FuzzReadArrivals(f *testing.F) {
	for _, s := range []string{"time\n09:00\n", "id,at\n1,2026-03-02T09:00:00Z\n", "90\n1h\n", "\"", "a,b\n", "2026-03-02 09:00\n2026-03-01 09:00\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		times, err := simulate.ReadArrivals(strings.NewReader(s))
		for _, x := range times {
			if x < 0 || err != nil {
				t.Fatalf("%v %v", x, err)
			}
		}
	})
}
