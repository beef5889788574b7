package align

import "slices"

// mostFront bounds the states of a net without its background work.
const mostFront = 20_000

// front is all of a net without its background work, turned round: what leads to
// each state. It never changes.
type front struct {
	machine *machine
	into    [][]into  // by state
	starts  [][]start // by touchpoint: where it starts
}

// into is a move that leads to a state.
type into struct{ from, touchpoint int32 } // touchpoint: none unless it starts

type start struct{ from, to int32 }

// newFront works out all states, or gives up where there are too many.
func newFront(m *machine, most int) *front {
	for i := 0; i < len(m.states); i++ { //nolint:intrange // states are added meanwhile
		if len(m.states) > most {
			return nil
		}
		m.at(int32(i))
		m.states[i].front = int32(i)
	}
	f := &front{machine: m, into: make([][]into, len(m.states)), starts: make([][]start, m.net.Len())}
	for i := range m.states {
		for _, a := range m.states[i].moves {
			from := into{int32(i), none}
			if a.kind == started {
				from.touchpoint = a.touchpoint
				f.starts[a.touchpoint] = append(f.starts[a.touchpoint], start{int32(i), a.to})
			}
			f.into[a.to] = append(f.into[a.to], from)
		}
	}
	return f
}

// follow finds where a move leads that is made in the net with its background.
func (f *front) follow(from int32, a arc) int32 {
	if from == none || a.ground {
		return from
	}
	for _, x := range f.machine.states[from].moves {
		if x.touchpoint == a.touchpoint && x.kind == a.kind && x.way == a.way {
			return x.to
		}
	}
	return none
}

// far is the cost from where no run ends.
const far = int32(1) << 30

// rest works out the least cost of the rest of a trace, by place in the trace and
// state. Events of background work cost nothing here; nor does, where the run may
// stop anywhere (open), what comes after the last event.
func (f *front) rest(trace []int32, observed []bool, open bool) [][]int32 {
	out := make([][]int32, len(trace)+1)
	s := sweep{f: f, observed: observed}
	for i := len(trace); i >= 0; i-- {
		row := make([]int32, len(f.into))
		if i == len(trace) {
			for q := range row {
				if row[q] = far; open || f.machine.states[q].over {
					row[q] = 0
				}
			}
		} else {
			s.event(row, out[i+1], trace[i])
		}
		s.relax(row)
		out[i] = row
	}
	return out
}

// sweep works out one row after the other.
type sweep struct {
	f        *front
	observed []bool
	buckets  [][]int32
}

// event is what an event does: it is extra, or it shows a start.
func (s *sweep) event(row, after []int32, touchpoint int32) {
	extra := int32(1)
	if s.f.machine.ground.is[touchpoint] {
		extra = 0
	}
	for q := range row {
		row[q] = min(after[q]+extra, far)
	}
	for _, a := range s.f.starts[touchpoint] {
		row[a.from] = min(row[a.from], after[a.to])
	}
}

// relax lets moves happen that no event shows: states are taken up in the order of
// their cost (Dial 1969).
func (s *sweep) relax(row []int32) {
	for q, c := range row {
		s.drop(int32(q), c)
	}
	for c := int32(0); int(c) < len(s.buckets); c++ {
		for k := 0; k < len(s.buckets[c]); k++ { //nolint:intrange // a bucket grows meanwhile
			q := s.buckets[c][k]
			if row[q] != c {
				continue
			}
			for _, a := range s.f.into[q] {
				next := c
				if a.touchpoint != none && s.observed[a.touchpoint] && !s.f.machine.ground.is[a.touchpoint] {
					next++
				}
				if next < row[a.from] {
					row[a.from] = next
					s.drop(a.from, next)
				}
			}
		}
		s.buckets[c] = s.buckets[c][:0]
	}
}

func (s *sweep) drop(q, cost int32) {
	if cost >= far {
		return
	}
	if grow := int(cost) + 1 - len(s.buckets); grow > 0 {
		s.buckets = slices.Grow(s.buckets, grow)
		for range grow {
			s.buckets = append(s.buckets, nil)
		}
	}
	s.buckets[cost] = append(s.buckets[cost], q)
}
