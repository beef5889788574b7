package measure

import (
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/flow"
)

// JourneyTime is how long a named journey takes.
type JourneyTime struct {
	ID, Title, Persona string
	Index              int // in Blueprint.Journeys
	// Found tells whether customers can go this way: all its touchpoints in order.
	Found bool
	// Standard is the time from the start of its first touchpoint to the end of its
	// last, where everything takes the mean time that it takes for the persona.
	Standard time.Duration
}

// journeyBudget bounds how many events are tried to find a journey.
const journeyBudget = 20_000

func (m *Model) journeyTimes(o Options) []JourneyTime {
	var out []JourneyTime
	for i, j := range m.Blueprint.Journeys {
		x := JourneyTime{ID: j.ID, Title: j.Title, Persona: j.Persona, Index: i}
		who := o
		if j.Persona != "" {
			who.Persona = j.Persona
		}
		s := &journeySearch{planner: m.planner(m.laws(who), m.waits(who)), budget: journeyBudget, seen: map[string]bool{}}
		s.name(m.journeyNodes(j))
		x.Standard, x.Found = s.find()
		out = append(out, x)
	}
	return out
}

func (m *Model) journeyNodes(j blueprint.Journey) []int {
	var out []int
	for _, id := range j.Touchpoints {
		if t, ok := m.Graph.Touchpoint(id); ok {
			out = append(out, m.Graph.Index(t))
		}
	}
	return out
}

// journeySearch looks for a run that comes by the named touchpoints in order, in
// depth and with the likeliest ways that lead to the next of them first.
type journeySearch struct {
	*planner
	named       []int
	first, last map[int]int // places of a named touchpoint: the first, and one behind the last
	budget      int
	seen        map[string]bool
}

func (s *journeySearch) name(nodes []int) {
	s.named, s.first, s.last = nodes, map[int]int{}, map[int]int{}
	for i, node := range nodes {
		if _, twice := s.first[node]; !twice {
			s.first[node] = i
		}
		s.last[node] = i + 1
	}
}

func (s *journeySearch) find() (time.Duration, bool) {
	h, err := s.begin()
	if err != nil || len(s.named) == 0 {
		return 0, false
	}
	return s.from(h)
}

// from follows a run until the journey is done or the run cannot be part of it.
func (s *journeySearch) from(h history) (time.Duration, bool) {
	for {
		if !s.progress(&h) {
			return 0, false
		}
		if h.done == len(s.named) {
			if d, ended := s.length(h.acts); ended {
				return d, true
			}
		}
		if s.budget--; s.budget < 0 || s.m.Net.Done(h.spot.state) {
			return 0, false
		}
		node, err := s.pass(&h)
		if err != nil {
			return 0, false
		}
		if node < 0 {
			if s.happen(&h, nil) != nil {
				return 0, false
			}
			continue
		}
		all := s.outcomes(&h, node)
		if len(all) != 1 {
			return s.branch(h, all)
		}
		if s.happen(&h, &all[0]) != nil {
			return 0, false
		}
	}
}

// branch tries outcomes one after the other, each state once.
func (s *journeySearch) branch(h history, all []flow.Outcome) (time.Duration, bool) {
	for _, o := range all {
		next := h
		next.acts, next.stays = slices.Clone(h.acts), nil
		if s.happen(&next, &o) != nil {
			continue
		}
		key := string(append(next.spot.state.AppendKey(nil), byte(h.done), byte(h.done>>8)))
		if s.seen[key] {
			continue
		}
		s.seen[key] = true
		if d, ok := s.from(next); ok {
			return d, true
		}
	}
	return 0, false
}

// outcomes lists what may become of a touchpoint, what leads straight to the next
// named one first, then what goes well, the likeliest first. Fails count where the
// journey names what mends them.
func (s *journeySearch) outcomes(h *history, node int32) []flow.Outcome {
	ways := s.m.Net.Ways()
	target := func(o flow.Outcome) int {
		if o.Way < 0 || ways[o.Way].To == nil {
			return -1
		}
		return s.m.Graph.Index(ways[o.Way].To)
	}
	all := slices.DeleteFunc(s.e.outcomes(h.spot.state, node), func(o flow.Outcome) bool {
		return o.Kind == flow.Failed && !slices.Contains(s.named, target(o))
	})
	rank := func(o flow.Outcome) int {
		switch {
		case h.done < len(s.named) && target(o) == s.named[h.done]:
			return 0
		case o.Kind == flow.Finished:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(all, func(a, b flow.Outcome) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		switch {
		case a.Chance > b.Chance:
			return -1
		case a.Chance < b.Chance:
			return 1
		}
		return 0
	})
	return all
}

// progress counts on how many of the named touchpoints have started, in order;
// false where one of them starts before its turn, so that the order cannot come
// true.
func (s *journeySearch) progress(h *history) bool {
	for ; h.seen < len(h.acts); h.seen++ {
		node := h.acts[h.seen].Touchpoint
		switch {
		case h.done < len(s.named) && node == s.named[h.done]:
			h.done++
		case h.done < s.last[node] && h.done <= s.first[node]:
			return false
		}
	}
	return true
}

// length is the time from the start of the first named touchpoint to the end of
// the last, once that has ended.
func (s *journeySearch) length(acts Activities) (time.Duration, bool) {
	done, from := 0, time.Duration(0)
	for _, a := range acts {
		if done == len(s.named) || a.Touchpoint != s.named[done] {
			continue
		}
		if done == 0 {
			from = a.Start
		}
		if done++; done == len(s.named) {
			return a.End - from, a.End >= 0
		}
	}
	return 0, false
}
