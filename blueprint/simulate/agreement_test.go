package simulate_test

import (
	"context"
	"errors"
	"math"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/blueprint/simulate"
	"github.com/servicemoments/moments/touchpoint"
)

// measurable is a random blueprint without demand: times of every law, also of
// steps, waits, chances of failing, choices, loops and parallel ways. One in four
// has only exponential times, so that much of what goes on side by side can be
// measured exactly, too.
func measurable(seed uint64) *blueprint.Blueprint {
	pick := blueprinttest.Seeded(seed)
	b := blueprinttest.Random(pick, blueprinttest.Shape{Plain: seed%3 == 0})
	one := func(n int) bool { return pick(n) == 0 }
	seconds := func() time.Duration { return time.Duration(1+pick(300)) * time.Second }
	all := b.Touchpoints()
	for i, t := range all {
		if t.Wait != nil {
			t.Wait.Then = "" // whether it is longer than patience is not a matter of chances
		}
		if t.Time == nil && one(4) {
			t.Time = &touchpoint.Time{Standard: seconds()}
		}
		switch {
		case t.Time == nil:
		case seed%4 == 1:
			t.Time, t.Wait = &touchpoint.Time{Distribution: touchpoint.Exponential, Mean: t.Time.Standard}, nil
		case seed%4 == 2 && one(2):
			t.Time = varying(pick(6), t.Time.Standard)
		}
		if len(t.Fails) > 0 && t.Fails[0].Chance == nil && one(2) {
			t.Fails[0].Chance = touchpoint.Of(0.15)
			if later := all[i+pick(len(all)-i)]; later != t && seed%3 != 0 && one(2) {
				t.Fails[0].Recover = later.ID
			}
		}
		t.Optional = one(8)
	}
	if seed%5 == 4 {
		differ(b, pick)
	}
	for _, step := range b.Steps() {
		if one(4) {
			step.Time = &touchpoint.Time{Standard: seconds()}
		}
	}
	return b
}

// differ gives a blueprint two personas with touchpoints, fail points and times of
// their own.
func differ(b *blueprint.Blueprint, pick blueprinttest.Pick) {
	b.Personas = []blueprint.Persona{{ID: "gold", Title: "Gold", Share: touchpoint.Of(0.3)}, {ID: "basic", Title: "Basic"}}
	for _, t := range b.Touchpoints() {
		t.For = nil
		switch pick(4) {
		case 0:
			t.For = []string{"gold"}
		case 1:
			if t.Time != nil {
				t.Time.By = []touchpoint.PersonaTime{{Persona: "gold", Value: t.Time.Expected("") / 2}}
			}
		}
		if len(t.Fails) > 0 && pick(2) == 0 {
			t.Fails[0].For = []string{"basic"}
		}
	}
}

// varying is a time of one of the laws.
func varying(law int, mean time.Duration) *touchpoint.Time {
	switch law {
	case 0:
		return &touchpoint.Time{Distribution: touchpoint.Triangular, Min: mean / 2, Mode: mean, Max: 3 * mean}
	case 1:
		return &touchpoint.Time{Distribution: touchpoint.PERT, Min: mean / 2, Mode: mean, Max: 3 * mean}
	case 2:
		return &touchpoint.Time{Distribution: touchpoint.Lognormal, Mean: mean, Deviation: mean / 2}
	case 3:
		return &touchpoint.Time{Distribution: touchpoint.Gamma, Mean: mean, Deviation: mean / 3}
	case 4:
		return &touchpoint.Time{Distribution: touchpoint.Uniform, Min: mean / 4, Max: mean}
	}
	return &touchpoint.Time{Distribution: touchpoint.Empirical, Samples: []time.Duration{mean / 2, mean, mean, 4 * mean}}
}

// covering counts the intervals that hold the measured value.
type covering struct {
	what    string
	in, out int
}

// add checks one interval. Of what never varied there is none: there the values are
// equal, save for what is too rare to have been seen. Nothing lies more than three
// times as far off as the interval reaches, more than six standard errors.
func (c *covering) add(t *testing.T, seed uint64, what string, want float64, e simulate.Estimate, rare float64) {
	t.Helper()
	half := (e.High - e.Low) / 2
	off := math.Abs(e.Value - want)
	if off > 3*half+rare+1e-6*(1+want) {
		t.Errorf("seed %d: %s: measured %.6g, simulated %.6g (%.6g to %.6g)", seed, what, want, e.Value, e.Low, e.High)
	}
	switch {
	case half <= 1e-9*(1+want):
	case e.Covers(want):
		c.in++
	default:
		c.out++
	}
}

// check holds the share of intervals that cover against what chance allows in 999 of
// 1,000 cases.
func (c *covering) check(t *testing.T) {
	t.Helper()
	law := distuv.Binomial{N: float64(c.in + c.out), P: 0.05}
	most := 0
	for law.CDF(float64(most)) < 0.999 {
		most++
	}
	t.Logf("%s: %d of %d intervals cover the measured value (%.1f%%); chance allows %d misses", c.what, c.in, c.in+c.out, 100*float64(c.in)/float64(c.in+c.out), most)
	assert.LessOrEqual(t, c.out, most, c.what)
}

// What is measured exactly is what is simulated: one meaning of times, waits,
// chances, loops, parallel ways and recoveries. 60 random blueprints, or as many as
// MOMENTS_INTERVAL_RUNS says, each with many more customers then.
func TestMeasuredMeansLieInTheIntervals(t *testing.T) {
	many, customers := 60, 50
	if s := os.Getenv("MOMENTS_INTERVAL_RUNS"); s != "" {
		n, err := strconv.Atoi(s)
		require.NoError(t, err)
		many, customers = n, 400
	} else if testing.Short() {
		many = 20
	}
	times, visits, completes := covering{what: "times"}, covering{what: "visits"}, covering{what: "completing"}
	compared, unknown, refused := 0, 0, 0
	for seed := uint64(0); compared < many; seed++ {
		require.Less(t, seed, uint64(4*many), "most blueprints can be measured exactly")
		b := measurable(seed)
		m, err := measure.New(b)
		if err != nil {
			continue // a loop out of a branch
		}
		x, exact, err := measured(m)
		if err == nil && !exact {
			unknown++
			continue
		}
		done := newCompletion(m.Net)
		r, failed := simulate.Run(context.Background(), b, simulate.Options{Customers: customers, Seed: seed, Trace: done.note})
		if err != nil || failed != nil {
			require.Error(t, err, "seed %d: %v", seed, failed)
			require.Error(t, failed, "seed %d: %v", seed, err)
			refused++
			continue
		}
		compared++
		rare := 12 / float64(r.Customers)
		times.add(t, seed, "time", x.time, r.Time.Mean, 10*x.time*rare)
		for k, p := range r.Personas {
			times.add(t, seed, "time of "+p.ID, x.times[k], p.Time, 10*x.times[k]*rare/0.3)
		}
		for i, p := range r.Touchpoints {
			visits.add(t, seed, "visits of "+p.ID, x.visits[i], p.Visits, rare)
		}
		completes.addShare(t, seed, x.completes, done)
	}
	t.Logf("%d blueprints compared; besides %d that only a simulation can tell, %d that both refuse", compared, unknown, refused)
	times.check(t)
	visits.check(t)
	completes.check(t)
}

// means are what is measured of all customers together: personas by their shares.
type means struct {
	time      float64
	times     []float64 // by persona
	visits    []float64
	completes float64
}

// measured is false where only a simulation can tell.
func measured(m *measure.Model) (means, bool, error) {
	personas, shares := []string{""}, []float64{1}
	if p := m.Blueprint.Personas; len(p) > 0 && p[0].Share != nil {
		personas, shares = []string{p[0].ID, p[1].ID}, []float64{*p[0].Share, 1 - *p[0].Share}
	}
	out := means{visits: make([]float64, m.Net.Len())}
	for k, who := range personas {
		x, err := m.Times(measure.Options{Persona: who, MaxStates: 20_000})
		var unknown *measure.Unknown
		if errors.As(err, &unknown) || err == nil && (x.Customer == nil || x.How != figures.Exact) {
			return means{}, false, nil
		} else if err != nil {
			return means{}, false, err
		}
		out.times = append(out.times, x.Customer.Mean)
		out.time += shares[k] * x.Customer.Mean
		out.completes += shares[k] * x.Completes
		for i, v := range x.Flow.Visits {
			out.visits[i] += shares[k] * v
		}
	}
	return out, true, nil
}

// completion counts the customers who come to the end that is meant: who never take a
// choice of the end where others go on.
type completion struct {
	net      *flow.Net
	early    map[int]bool
	all, got int
}

func newCompletion(n *flow.Net) *completion {
	c := &completion{net: n, early: map[int]bool{}}
	onward := map[*touchpoint.Touchpoint]bool{}
	for _, w := range n.Ways() {
		onward[w.From] = onward[w.From] || w.Choice && w.To != nil && !w.Back
	}
	for i, w := range n.Ways() {
		c.early[i] = w.Choice && w.To == nil && onward[w.From]
	}
	return c
}

// note goes along with one customer in every five.
func (c *completion) note(j simulate.Journey) {
	if j.Customer%5 != 0 {
		return
	}
	c.all++
	r := c.net.NewRun()
	for _, e := range j.Events {
		var effect flow.Effect
		if e.Kind == flow.Started {
			effect, _ = r.Start(e.Index)
		} else {
			effect, _ = r.Finish(flow.Outcome{Touchpoint: e.Index, Kind: e.Kind, Way: e.Way})
		}
		for _, w := range effect.Ways {
			if c.early[w] {
				return
			}
		}
	}
	c.got++
}

// addShare is add for a share, with the interval of the normal law.
func (c *covering) addShare(t *testing.T, seed uint64, want float64, done *completion) {
	n := float64(done.all)
	got := float64(done.got) / n
	half := 1.96 * math.Sqrt(got*(1-got)/n)
	c.add(t, seed, "completing", want, simulate.Estimate{Value: got, Low: got - half, High: got + half}, 12/n)
}
