package measure_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/measure"
)

func ExampleQueue() {
	counter := measure.Queue{Arrivals: 12, Service: 1. / 5, Servers: 3, ServiceVariation: 1} // an hour
	w, err := counter.Solve()
	if err != nil {
		panic(err)
	}
	fmt.Printf("busy %.0f%%, mean wait %.1f min, longer than 6 min: %.0f%%\n", 100*w.Utilisation, 60*w.Wait, 100*w.Longer(.1))
	n, _, _ := counter.FewestServers(.1, .9)
	fmt.Printf("%d servers let 90%% start within 6 min\n", n)
	// Output:
	// busy 80%, mean wait 12.9 min, longer than 6 min: 48%
	// 5 servers let 90% start within 6 min
}

func solved(t require.TestingT, q measure.Queue) measure.Waits {
	w, err := q.Solve()
	require.NoError(t, err)
	return w
}

func TestQueuesComeOutAsPublished(t *testing.T) {
	w := solved(t, measure.Queue{Arrivals: 2, Service: 1, Servers: 3, ServiceVariation: 1})
	assert.InDelta(t, 1./9, w.Empty, 1e-12)
	assert.InDelta(t, 4./9, w.Delayed, 1e-12)
	assert.InDelta(t, 4./9, w.Wait, 1e-12)
	assert.InDelta(t, 8./9, w.Waiting, 1e-12)
	assert.InDelta(t, 2+8./9, w.Inside, 1e-12)
	assert.InDelta(t, 1+4./9, w.Stay, 1e-12)

	w = solved(t, measure.Queue{Arrivals: 10, Service: 1. / 8, Servers: 2, ServiceVariation: 1})
	assert.InDelta(t, 25./52, w.Delayed, 1e-12)
	assert.InDelta(t, 4.8077, 60*w.Wait, 5e-5)

	w = solved(t, measure.Queue{Arrivals: 12, Service: 1. / 5, Servers: 3, ServiceVariation: 1})
	assert.InDelta(t, 288./445, w.Delayed, 1e-12)
	assert.InDelta(t, 12.9438, 60*w.Wait, 5e-5)
	assert.InDelta(t, .479451, w.Longer(.1), 5e-7)
	assert.InDelta(t, .1, w.Percentile(1-w.Longer(.1)), 1e-12)

	w = solved(t, measure.Queue{Arrivals: 2, Service: 3, Servers: 10, ServiceVariation: 1})
	assert.InDelta(t, .101299, w.Delayed, 5e-7)

	assert.InDelta(t, 25, solved(t, measure.Queue{Arrivals: 10. / 60, Service: 5, Servers: 1, ServiceVariation: 1}).Wait, 1e-9)
	assert.InDelta(t, 12.5, solved(t, measure.Queue{Arrivals: 10. / 60, Service: 5, Servers: 1}).Wait, 1e-9)
}

func TestAQueueThatCannotKeepUpHasNoWait(t *testing.T) {
	for _, arrivals := range []float64{12, 12.0000000001, 13, 1e300} {
		_, err := measure.Queue{Arrivals: arrivals, Service: 5. / 60, Servers: 1, ServiceVariation: 1}.Solve()
		assert.ErrorIs(t, err, measure.ErrUnstable)
	}
	_, err := measure.Queue{Arrivals: 11.999, Service: 5. / 60, Servers: 1}.Solve()
	assert.NoError(t, err)
}

func TestImpossibleQueuesAreNamed(t *testing.T) {
	good := measure.Queue{Arrivals: 1, Service: .5, Servers: 1}
	require.NoError(t, good.Check())
	for want, spoil := range map[string]func(*measure.Queue){
		"arrivals":   func(q *measure.Queue) { q.Arrivals = -1 },
		"NaN":        func(q *measure.Queue) { q.Arrivals = math.NaN() },
		"service":    func(q *measure.Queue) { q.Service = 0 },
		"servers":    func(q *measure.Queue) { q.Servers = 0 },
		"variation":  func(q *measure.Queue) { q.ServiceVariation = math.Inf(1) },
		"regularity": func(q *measure.Queue) { q.Regularity = 1.5 },
	} {
		q := good
		spoil(&q)
		_, err := q.Solve()
		assert.ErrorContains(t, err, want)
	}
	_, _, err := good.FewestServers(1, 1)
	assert.ErrorContains(t, err, "share")
}

// direct sums the states of M/M/c one by one, with factorials as in the book.
func direct(lambda, service float64, c int) (p0, delayed, inside float64) {
	a := lambda * service
	rho, term, sum := a/float64(c), 1.0, 0.0
	for k := range c {
		if k > 0 {
			term *= a / float64(k)
		}
		sum += term
	}
	last := term * a / float64(c)
	p0 = 1 / (sum + last/(1-rho))
	delayed = last / (1 - rho) * p0
	p := p0
	for k := 1; k < 200_000 && (k < c || p > 1e-18); k++ {
		p *= a / float64(min(k, c))
		inside += float64(k) * p
	}
	return p0, delayed, inside
}

func TestTheFormulaAgreesWithTheStates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.IntRange(1, 60).Draw(t, "servers")
		rho := rapid.Float64Range(.001, .98).Draw(t, "utilisation")
		service := rapid.Float64Range(.01, 100).Draw(t, "service")
		q := measure.Queue{Arrivals: rho * float64(c) / service, Service: service, Servers: c, ServiceVariation: 1}
		w := solved(t, q)
		p0, delayed, inside := direct(q.Arrivals, service, c)
		require.InEpsilon(t, p0, w.Empty, 1e-9)
		require.InEpsilon(t, delayed, w.Delayed, 1e-9)
		require.InEpsilon(t, inside, w.Inside, 1e-7, "Little's law: λW is the mean over the states")
	})
}

func TestManyServersAndFullOnesStayStable(t *testing.T) {
	for _, c := range []int{1, 100, 10_000, measure.MaxServers} {
		before := 0.0
		for _, rho := range []float64{.1, .5, .9, .99, .9999, .9999999} {
			w := solved(t, measure.Queue{Arrivals: rho * float64(c), Service: 1, Servers: c, ServiceVariation: 1})
			assert.True(t, w.Delayed >= before && w.Delayed <= 1, "%d at %v: %v", c, rho, w.Delayed)
			assert.False(t, math.IsNaN(w.Wait) || math.IsInf(w.Wait, 0) || w.Empty < 0 || w.Empty > 1)
			before = w.Delayed
		}
	}
	// Halfin and Whitt 1981: with c = a + β√a servers C tends to 1/(1+βΦ(β)/φ(β)).
	a, beta := 9_900.0, 1.0
	limit := 1 / (1 + beta*(.5*(1+math.Erf(beta/math.Sqrt2)))/(math.Exp(-beta*beta/2)/math.Sqrt(2*math.Pi)))
	assert.InDelta(t, limit, measure.ErlangC(int(math.Round(a+beta*math.Sqrt(a))), a), .005)
}

func TestTheFewestServersAreTheFewest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := measure.Queue{
			Arrivals: rapid.Float64Range(0, 200).Draw(t, "arrivals"), Service: rapid.Float64Range(.01, 1).Draw(t, "service"),
			ServiceVariation: rapid.Float64Range(0, 4).Draw(t, "variation"),
		}
		limit := rapid.Float64Range(0, 2).Draw(t, "limit")
		share := rapid.Float64Range(0, .999).Draw(t, "share")
		n, w, err := q.FewestServers(limit, share)
		require.NoError(t, err)
		q.Servers = n
		require.InDelta(t, solved(t, q).Wait, w.Wait, 1e-9*(1+w.Wait))
		require.LessOrEqual(t, w.Longer(limit), 1-share+1e-9)
		if q.Servers--; q.Servers > 0 && q.Stable() {
			require.Greater(t, solved(t, q).Longer(limit), 1-share)
		}
	})
}

func TestARegularServiceHalvesTheWait(t *testing.T) {
	random := measure.Queue{Arrivals: 10, Service: .25, Servers: 3, ServiceVariation: 1}
	steady := random
	steady.ServiceVariation = 0
	assert.InDelta(t, solved(t, random).Wait/2, solved(t, steady).Wait, 1e-12)
	steady.Regularity = 1
	even := solved(t, steady)
	assert.Zero(t, even.Wait)
	assert.Zero(t, even.Longer(0))
	assert.Zero(t, even.Percentile(.9))
}
