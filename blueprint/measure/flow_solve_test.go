package measure

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/touchpoint"
)

// randomRows is a chain of many states, of which each leads to a few others with
// some chance to end.
func randomRows(seed uint64, n int) [][]entry {
	rng := rand.New(rand.NewPCG(seed, 1))
	rows := make([][]entry, n)
	for i := range rows {
		for range 1 + rng.IntN(3) {
			rows[i] = append(rows[i], entry{int32(rng.IntN(n)), rng.Float64() / 3.2})
		}
	}
	return rows
}

func TestSolutionsSatisfyTheirEquations(t *testing.T) {
	for seed := range uint64(30) {
		rows := randomRows(seed, 40)
		s := newSystem(rows)
		b := make([]float64, len(rows))
		for i := range b {
			b[i] = float64(i%5) + 1
		}
		x, y := s.backward(b), s.forward(b)
		back, forth := append([]float64(nil), b...), append([]float64(nil), b...)
		for i, row := range rows {
			for _, e := range row {
				back[i] += e.value * x[e.to]
				forth[e.to] += e.value * y[i]
			}
		}
		assert.InDeltaSlice(t, back, x, 1e-9)
		assert.InDeltaSlice(t, forth, y, 1e-9)
	}
}

func TestLargeComponentsAreSolvedTheSame(t *testing.T) {
	s := newSystem(randomRows(3, 400))
	for k, part := range s.parts {
		if len(part) < 20 {
			continue
		}
		for _, transposed := range []bool{false, true} {
			dense, iterated := make([]float64, len(s.rows)), make([]float64, len(s.rows))
			for i := range dense {
				dense[i], iterated[i] = 1, 1
			}
			s.within(k, dense, transposed)
			s.iterate(k, iterated, transposed)
			require.InDeltaSlice(t, dense, iterated, 1e-9)
		}
		return
	}
	t.Fatal("no large component")
}

func timeLaws() []touchpoint.Time {
	const m = time.Minute
	return []touchpoint.Time{
		{Standard: 3 * m},
		{Distribution: touchpoint.Uniform, Min: m, Max: 3 * m},
		{Distribution: touchpoint.Exponential, Mean: 4 * m},
		{Distribution: touchpoint.Triangular, Min: m, Mode: 2 * m, Max: 6 * m},
		{Distribution: touchpoint.PERT, Min: 2 * m, Mode: 4 * m, Max: 12 * m},
		{Distribution: touchpoint.Lognormal, Mean: 5 * m, Deviation: 2 * m},
		{Distribution: touchpoint.Gamma, Mean: 5 * m, Deviation: 4 * m},
		{Distribution: touchpoint.Empirical, Samples: []time.Duration{m, 2 * m, 2 * m, 5 * m}},
	}
}

// The longest of one is itself.
func TestDistributionsHaveTheirMeans(t *testing.T) {
	for _, x := range timeLaws() {
		l := lawOf(&x, "")
		mean, variance := longest([]member{{0, l}})
		assert.InEpsilon(t, l.mean, mean, 1e-6, x.Distribution)
		assert.InDelta(t, l.variance, variance, 1e-4*(1+l.variance), x.Distribution)
	}
}

func TestLongestOfSeveral(t *testing.T) {
	unit := touchpoint.Time{Distribution: touchpoint.Uniform, Max: time.Second}
	one := member{0, lawOf(&unit, "")}
	mean, variance := longest([]member{one, one})
	assert.InDelta(t, 2.0/3, mean, 1e-9)
	assert.InDelta(t, 1.0/18, variance, 1e-9)

	samples := touchpoint.Time{Distribution: touchpoint.Empirical, Samples: []time.Duration{time.Second, 3 * time.Second}}
	mean, variance = longest([]member{{0, lawOf(&samples, "")}, {1, fixedFor(2 * time.Second)}})
	assert.InDelta(t, 2.5, mean, 1e-9)
	assert.InDelta(t, .25, variance, 1e-9)

	a, b := timeLaws()[2], timeLaws()[2]
	b.Mean = 6 * time.Minute
	mean, _ = longest([]member{{0, lawOf(&a, "")}, {1, lawOf(&b, "")}})
	assert.InDelta(t, 7.6*60, mean, 1e-6)
}
