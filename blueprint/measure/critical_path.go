package measure

import (
	"encoding/binary"
	"maps"
	"slices"
	"time"
)

// slacks tells how much longer each activity of the plain run may take without
// keeping the customer: it lets the activity take longer than everything together,
// and sees how much later the customer leaves. That holds for any network of
// activities, also where work waits for what does not come in the end. A run that
// is late need only be followed until it has come to a state of the plain run.
type slacks struct {
	*planner
	passed map[string]time.Duration // when the plain run was in a state
	starts []history                // by activity: the run when it has just started
}

// see remembers the states of the plain run.
func (s *slacks) see(h *history) bool {
	key := s.key(h)
	if _, twice := s.passed[key]; !twice {
		s.passed[key] = h.now
	}
	for len(s.starts) < len(h.acts) {
		s.starts = append(s.starts, history{spot: h.spot, now: h.now, taken: maps.Clone(h.taken), left: h.left})
	}
	return true
}

// key tells states apart, and rounds of one circle.
func (s *slacks) key(h *history) string {
	choices := 0
	for _, n := range h.taken {
		choices += n
	}
	return string(binary.AppendUvarint(s.e.keyOf(h.spot), uint64(choices)))
}

// tell fills in the slacks and the path.
func (s *slacks) tell(r *PlainRun) {
	free := background(s.m.Graph)
	delay := r.Work + time.Second
	for i := range r.Activities {
		a := &r.Activities[i]
		later := r.Customer
		if !free[a.Touchpoint] {
			later = s.delayed(r, i, delay)
		}
		if a.Free = later <= r.Customer; a.Free {
			continue
		}
		if a.Slack = max(delay-(later-r.Customer), 0); a.Slack == 0 {
			r.Path = append(r.Path, a.Touchpoint)
		}
	}
}

// delayed is when the customer leaves if one activity takes longer.
func (s *slacks) delayed(r *PlainRun, activity int, delay time.Duration) time.Duration {
	h := s.starts[activity]
	h.taken = maps.Clone(h.taken)
	h.spot.clocks = slices.Clone(h.spot.clocks)
	late := clock{node: int32(r.Activities[activity].Touchpoint), left: delay}
	at, there := slices.BinarySearchFunc(h.spot.clocks, late, clock.compare)
	if there {
		h.spot.clocks[at].left += delay
	} else {
		h.spot.clocks = slices.Insert(h.spot.clocks, at, late)
	}
	met := time.Duration(-1)
	s.run(&h, func(h *history) bool {
		t, there := s.passed[s.key(h)]
		if there {
			met = t
		}
		return !there
	})
	if met >= 0 && met < r.Customer {
		return h.now + r.Customer - met
	}
	return h.left
}
