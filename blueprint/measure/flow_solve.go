package measure

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/servicemoments/moments/blueprint/internal/components"
)

// entry is one element of a sparse row.
type entry struct {
	to    int32
	value float64
}

// target is where an element leads, for who looks for circles.
func (e entry) target() int32 { return e.to }

// system solves x = b + P·x and x = b + Pᵀ·x for a sparse matrix of chances P. It
// goes from one strongly connected component to the next, and solves densely
// within one only: that of states without loops takes a single pass.
type system struct {
	rows  [][]entry
	parts [][]int32 // components, each behind all that it leads to
	part  []int32   // of each state
	at    []int32   // place of a state in its component
	loops []float64 // of single states: the chance to come back at once
	lu    []*mat.LU // of components of several states, as far as they were needed
}

func newSystem(rows [][]entry) *system {
	s := &system{rows: rows}
	s.parts, s.part = components.Of(rows, entry.target)
	s.at = make([]int32, len(rows))
	for _, p := range s.parts {
		for k, v := range p {
			s.at[v] = int32(k)
		}
	}
	s.loops = make([]float64, len(rows))
	for v, row := range rows {
		for _, e := range row {
			if int(e.to) == v {
				s.loops[v] += e.value
			}
		}
	}
	s.lu = make([]*mat.LU, len(s.parts))
	return s
}

// backward solves x = b + P·x: what is still to be expected in each state.
func (s *system) backward(b []float64) []float64 {
	x := make([]float64, len(b))
	copy(x, b)
	for k, part := range s.parts {
		for _, v := range part {
			for _, e := range s.rows[v] {
				if s.part[e.to] != int32(k) {
					x[v] += e.value * x[e.to]
				}
			}
		}
		s.within(k, x, false)
	}
	return x
}

// forward solves x = b + Pᵀ·x: how often each state is come to.
func (s *system) forward(b []float64) []float64 {
	x := make([]float64, len(b))
	copy(x, b)
	for k := len(s.parts) - 1; k >= 0; k-- {
		s.within(k, x, true)
		for _, v := range s.parts[k] {
			for _, e := range s.rows[v] {
				if s.part[e.to] != int32(k) {
					x[e.to] += e.value * x[v]
				}
			}
		}
	}
	return x
}

// within solves one component, whose right-hand side stands in x.
func (s *system) within(k int, x []float64, transposed bool) {
	part := s.parts[k]
	if len(part) == 1 {
		x[part[0]] /= 1 - s.loops[part[0]]
		return
	}
	if len(part) > densest {
		s.iterate(k, x, transposed)
		return
	}
	if s.lu[k] == nil {
		s.lu[k] = s.factorize(k)
	}
	b := mat.NewVecDense(len(part), nil)
	for i, v := range part {
		b.SetVec(i, x[v])
	}
	var out mat.VecDense
	_ = s.lu[k].SolveVecTo(&out, transposed, b) // its error tells of a bad condition only; the values are there all the same
	for i, v := range part {
		x[v] = out.AtVec(i)
	}
}

// densest is the number of states up to which a component is solved densely.
const densest = 1500

func (s *system) factorize(k int) *mat.LU {
	part := s.parts[k]
	a := mat.NewDense(len(part), len(part), nil)
	for i, v := range part {
		a.Set(i, i, 1)
		for _, e := range s.rows[v] {
			if s.part[e.to] == int32(k) {
				j := int(s.at[e.to])
				a.Set(i, j, a.At(i, j)-e.value)
			}
		}
	}
	lu := &mat.LU{}
	lu.Factorize(a)
	return lu
}

// iterate solves a large component by repeated substitution (Gauss-Seidel), until
// nothing changes in the last digits.
func (s *system) iterate(k int, x []float64, transposed bool) {
	part := s.parts[k]
	rows := make([][]entry, len(part))
	b := make([]float64, len(part))
	diagonal := make([]float64, len(part))
	for i, v := range part {
		b[i], diagonal[i] = x[v], 1
	}
	for i, v := range part {
		for _, e := range s.rows[v] {
			if s.part[e.to] != int32(k) {
				continue
			}
			from, to := i, int(s.at[e.to])
			if transposed {
				from, to = to, from
			}
			if from == to {
				diagonal[from] -= e.value
			} else {
				rows[from] = append(rows[from], entry{int32(to), e.value})
			}
		}
	}
	y := make([]float64, len(part))
	for range 100_000 {
		change := 0.0
		for i := len(y) - 1; i >= 0; i-- {
			sum := b[i]
			for _, e := range rows[i] {
				sum += e.value * y[e.to]
			}
			sum /= diagonal[i]
			change = max(change, math.Abs(sum-y[i])/max(1, math.Abs(sum)))
			y[i] = sum
		}
		if change < 1e-14 {
			break
		}
	}
	for i, v := range part {
		x[v] = y[i]
	}
}
