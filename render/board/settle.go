package board

import (
	"cmp"
	"math"
	"slices"
)

// manyThreads is up to how many threads of a void find the nearest free lane
// one by one; more only keep from lying on one another.
const manyThreads = 160

// settle moves threads that would lie on, or too near, one that they meet.
// Fixed and straight threads stay, the others take the nearest free lane.
func settle(ts []thread) {
	for i := range ts {
		ts[i].lane = ts[i].want
	}
	if len(ts) > manyThreads {
		part(ts)
		return
	}
	order := make([]int, len(ts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(&ts[a]), rank(&ts[b])) })
	for n, i := range order {
		for _, gap := range [...]float64{leastGap, 8, 6, 4, 3, 2, 1, 0.5, 0.25} {
			if gap < leastGap && arrange(ts, leastGap) {
				return
			}
			if free(ts, order[:n], i, ts[i].want, gap) || search(ts, order[:n], i, gap) {
				break
			}
		}
	}
}

// arrange sets all threads in the order of the lanes they want, each as near to
// it as a distance to all others allows. It says whether that is possible.
func arrange(ts []thread, gap float64) bool {
	order := make([]int, len(ts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ts[a].want, ts[b].want) })
	stretch := func(t *thread) (lo, hi float64) {
		if t.fixed {
			return t.want, t.want
		}
		return t.lo, t.hi
	}
	lanes, latest := make([]float64, len(ts)), make([]float64, len(ts))
	end := math.Inf(1)
	for k := len(order) - 1; k >= 0; k-- {
		_, hi := stretch(&ts[order[k]])
		latest[k] = min(hi, end-gap)
		end = latest[k]
	}
	begin := math.Inf(-1)
	for k, i := range order {
		lo, _ := stretch(&ts[i])
		lo = max(lo, begin+gap)
		if lo > latest[k] {
			return false
		}
		lanes[k] = min(max(ts[i].want, lo), latest[k])
		begin = lanes[k]
	}
	for k, i := range order {
		ts[i].lane = lanes[k]
	}
	return true
}

func rank(t *thread) int {
	switch {
	case t.fixed:
		return 0
	case t.straight:
		return 1
	case !t.far:
		return 2
	}
	return 3
}

// free says whether a lane keeps a distance from all placed threads that the
// thread meets.
func free(ts []thread, placed []int, i int, lane, gap float64) bool {
	for _, j := range placed {
		if d := ts[j].lane - lane; d < gap-1e-9 && d > -gap+1e-9 && meet(&ts[i], &ts[j]) {
			return false
		}
	}
	return true
}

// meet says whether two threads of a void have a stretch in common.
func meet(a, b *thread) bool {
	if a.straight || b.straight || a.far == b.far {
		return true
	}
	if a.far {
		a, b = b, a
	}
	return a.turn >= b.turn
}

// search tries lanes nearer and farther until one is free.
func search(ts []thread, placed []int, i int, gap float64) bool {
	t := &ts[i]
	if t.hi-t.lo > 4000 {
		return false
	}
	const stride = 0.5
	for d := stride; d <= t.hi-t.lo; d += stride {
		for _, lane := range [2]float64{t.want + d, t.want - d} {
			if lane >= t.lo && lane <= t.hi && free(ts, placed, i, lane, gap) {
				t.lane = lane
				return true
			}
		}
	}
	return false
}

// part keeps many threads from lying on one another: in the order of their
// lanes each goes a hair past the one before.
func part(ts []thread) {
	const hair = 1.0 / 1024
	order := make([]int, len(ts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ts[a].want, ts[b].want) })
	for k := 1; k < len(order); k++ {
		before, t := &ts[order[k-1]], &ts[order[k]]
		if t.lane < before.lane+hair {
			t.lane = before.lane + hair
		}
	}
}
