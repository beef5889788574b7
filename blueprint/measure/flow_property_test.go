package measure_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

// player follows single customers by chance, knowing nothing of chains: it keeps
// the moments at which what runs will be done.
type player struct {
	net    *flow.Net
	rng    *rand.Rand
	run    *flow.Run
	now    float64
	done   map[int]float64 // when what runs is done
	ready  map[int]float64 // when the wait before a touchpoint is over
	visits []float64
	ways   []float64
	left   float64 // when all customers had left; -1: not yet
}

func (p *player) draw(t *touchpoint.Time) float64 {
	mean := t.Expected("").Seconds()
	switch {
	case t == nil:
		return 0
	case t.Distribution == touchpoint.Exponential:
		return p.rng.ExpFloat64() * mean
	case t.Distribution == touchpoint.Uniform:
		return t.Min.Seconds() + p.rng.Float64()*(t.Max-t.Min).Seconds()
	case t.Distribution == touchpoint.Triangular:
		a, c, b, u := t.Min.Seconds(), t.Mode.Seconds(), t.Max.Seconds(), p.rng.Float64()
		if u < (c-a)/(b-a) {
			return a + math.Sqrt(u*(b-a)*(c-a))
		}
		return b - math.Sqrt((1-u)*(b-a)*(b-c))
	case t.Distribution == touchpoint.Lognormal:
		cv := t.Deviation.Seconds() / mean
		v := math.Log1p(cv * cv)
		return math.Exp(math.Log(mean) - v/2 + math.Sqrt(v)*p.rng.NormFloat64())
	}
	return mean
}

// settle starts what may start.
func (p *player) settle() {
	for {
		p.waits()
		started := false
		for _, t := range p.run.AppendEnabled(nil) {
			if at, waits := p.ready[t]; waits && at > p.now+1e-9 {
				continue
			}
			e, _ := p.run.Start(t)
			p.note(e)
			p.visits[t]++
			p.done[t] = p.now + p.draw(p.net.Touchpoint(t).Time)
			delete(p.ready, t)
			started = true
			break
		}
		if !started {
			return
		}
	}
}

// waits begins the waits of who just came.
func (p *player) waits() {
	here := map[int]bool{}
	for _, t := range p.run.State().Waiting() {
		here[t] = true
		if w := p.net.Touchpoint(t).Wait; w != nil && w.Expected > 0 {
			if _, known := p.ready[t]; !known {
				p.ready[t] = p.now + w.Expected.Seconds()
			}
		}
	}
	for t := range p.ready {
		if !here[t] {
			delete(p.ready, t)
		}
	}
}

func (p *player) note(e flow.Effect) {
	for _, w := range e.Ways {
		p.ways[w]++
	}
	for _, t := range e.Withdrawn {
		delete(p.done, t)
	}
}

// step lets the next thing happen; false at the end.
func (p *player) step() bool {
	p.settle()
	if p.left < 0 && p.run.Left() {
		p.left = p.now
	}
	if p.run.Done() {
		return false
	}
	next := math.Inf(1)
	for _, at := range p.done {
		next = min(next, at)
	}
	for _, at := range p.ready {
		if at > p.now+1e-9 {
			next = min(next, at)
		}
	}
	p.now = max(p.now, next)
	for _, t := range p.run.AppendRunning(nil) { // of several at once the first in reading order
		if p.done[t] > p.now+1e-9 {
			continue
		}
		u := p.rng.Float64()
		for _, o := range p.run.Outcomes(t) {
			if u -= o.Chance; u < 0 {
				delete(p.done, t)
				e, _ := p.run.Finish(o)
				p.note(e)
				return true
			}
		}
		return true
	}
	return true
}

// timed gives a random blueprint times of several laws, and chances to its fails.
func timed(seed uint64) *blueprint.Blueprint {
	pick := blueprinttest.Seeded(seed)
	b := blueprinttest.Random(pick, blueprinttest.Shape{Plain: seed%3 == 0})
	for _, x := range b.Touchpoints() {
		if x.Wait != nil {
			x.Wait.Then = ""
		}
		if x.Time == nil {
			continue
		}
		mean := x.Time.Standard
		switch {
		case seed%4 == 1:
			x.Time = &touchpoint.Time{Distribution: touchpoint.Exponential, Mean: mean}
			x.Wait = nil
		case seed%4 == 2 && pick(3) == 0:
			x.Time = &touchpoint.Time{Distribution: touchpoint.Triangular, Min: mean / 2, Mode: mean, Max: 3 * mean}
		case seed%4 == 2 && pick(3) == 0:
			x.Time = &touchpoint.Time{Distribution: touchpoint.Lognormal, Mean: mean, Deviation: mean / 2}
		case seed%4 == 2 && pick(3) == 0:
			x.Time = &touchpoint.Time{Distribution: touchpoint.Uniform, Min: mean / 4, Max: mean}
		}
	}
	return b
}

// estimate is a running mean with its spread.
type estimate struct{ n, sum, squares float64 }

func (e *estimate) add(x float64) { e.n, e.sum, e.squares = e.n+1, e.sum+x, e.squares+x*x }

// agrees tells whether a mean lies within four standard errors, with room for
// what is so rare that the sample has hardly seen it.
func (e *estimate) agrees(mean, scale float64) bool {
	m := e.sum / e.n
	v := max(e.squares/e.n-m*m, 0)
	return math.Abs(m-mean) <= 4*math.Sqrt(v/e.n)+5*scale/e.n
}

func TestExactFiguresAgreeWithManyCustomers(t *testing.T) {
	many, customers := uint64(90), 1000
	if testing.Short() {
		many = 30
	}
	exact, whole, formula, unknown, traps := 0, 0, 0, 0, 0
	for seed := range many {
		m, err := measure.New(timed(seed))
		if err != nil {
			continue // a loop out of a branch
		}
		x, err := m.Times(measure.Options{MaxStates: 20_000})
		var u *measure.Unknown
		switch {
		case errors.As(err, &u):
			unknown++
			continue
		case err != nil:
			require.ErrorContains(t, err, "no way out", "seed %d", seed)
			traps++
			continue
		}
		_, err = m.TimeSheet(measure.Options{MaxStates: 20_000})
		require.NoError(t, err, "seed %d", seed)
		if x.Flow.How != figures.Exact {
			formula++
			continue
		}
		exact++
		if x.Customer != nil {
			whole++
		}
		compare(t, seed, m, x, customers)
	}
	t.Logf("of %d random blueprints %d had exact counts, %d of them exact times; %d by assumption, %d unknown, %d without exit", many, exact, whole, formula, unknown, traps)
	require.Greater(t, exact, int(many)/2)
}

func compare(t *testing.T, seed uint64, m *measure.Model, x *measure.Times, customers int) {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 7))
	visits, ways := make([]estimate, m.Net.Len()), make([]estimate, len(m.Net.Ways()))
	var left, left2, all estimate
	for range customers {
		p := &player{net: m.Net, rng: rng, run: m.Net.NewRun(), done: map[int]float64{}, ready: map[int]float64{}, left: -1,
			visits: make([]float64, m.Net.Len()), ways: make([]float64, len(m.Net.Ways()))}
		for p.step() {
		}
		for i, v := range p.visits {
			visits[i].add(v)
		}
		for i, v := range p.ways {
			ways[i].add(v)
		}
		left.add(p.left)
		left2.add(p.left * p.left)
		all.add(p.now)
	}
	for i := range visits {
		require.True(t, visits[i].agrees(x.Flow.Visits[i], 5), "seed %d: %s: %v visits, not %v", seed, m.Net.Touchpoint(i).ID, visits[i].sum/visits[i].n, x.Flow.Visits[i])
	}
	for i := range ways {
		require.True(t, ways[i].agrees(x.Flow.Ways[i], 5), "seed %d: way %d: %v, not %v", seed, i, ways[i].sum/ways[i].n, x.Flow.Ways[i])
	}
	if x.Customer != nil && x.How == figures.Exact {
		scale := 10 * x.Customer.Mean
		require.True(t, left.agrees(x.Customer.Mean, scale), "seed %d: customers took %v s, not %v", seed, left.sum/left.n, x.Customer.Mean)
		require.True(t, left2.agrees(x.Customer.Second(), scale*scale), "seed %d: mean square %v, not %v", seed, left2.sum/left2.n, x.Customer.Second())
	}
	if x.Work != nil && x.How == figures.Exact {
		require.True(t, all.agrees(x.Work.Mean, 10*x.Work.Mean), "seed %d: all took %v s, not %v", seed, all.sum/all.n, x.Work.Mean)
	}
}
