package coverage

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// sorter tells what counts in a profile from what is reported apart, and replays
// what counts.
type sorter struct {
	m      *model
	result *Result
	count  []replayed
}

func (s *sorter) sort(p *Profile) {
	r := s.result
	groups := map[string]int{} // places in count, by visits and persona
	for _, t := range p.Traces() {
		if t.Of.Blueprint != r.Blueprint {
			r.Journeys.Foreign += t.Count
			continue
		}
		stale := t.Of.Version != r.Version
		if stale {
			s.stale(t)
		}
		switch {
		case stale && !s.m.opts.Stale:
			r.Journeys.Stale += t.Count
		case t.Of.Outcome == Passed:
			r.Journeys.Passed += t.Count
			s.take(t, groups)
		case t.Of.Outcome == Failed:
			r.Journeys.Failed += t.Count
			s.apart(t)
		default:
			r.Journeys.Skipped += t.Count
			s.apart(t)
		}
	}
	for _, x := range p.Strays() {
		if x.Of.Blueprint == r.Blueprint && (x.Of.Version == r.Version || s.m.opts.Stale) {
			s.stray(x)
		}
	}
	slices.SortFunc(r.Unknown, func(a, b Unknown) int { return cmp.Compare(a.ID, b.ID) })
}

// take groups journeys that look alike to every criterion.
func (s *sorter) take(t Counted[Trace], groups map[string]int) {
	var visits []int
	for _, id := range t.Of.Visits {
		if x, ok := s.m.g.Touchpoint(id); ok {
			visits = append(visits, s.m.g.Index(x))
		}
	}
	key := string(appendTexts(appendTexts(nil, t.Of.Persona), t.Of.Visits...))
	i, known := groups[key]
	if !known {
		i = len(s.count)
		groups[key] = i
		s.count = append(s.count, replayed{visits: visits, persona: t.Of.Persona})
	}
	j := &s.count[i]
	j.count += t.Count
	if !slices.Contains(j.tests, t.Of.Test) {
		j.tests = append(j.tests, t.Of.Test)
	}
}

func (s *sorter) stale(t Counted[Trace]) {
	list := s.result.Stale
	i := slices.IndexFunc(list, func(x Stale) bool { return x.Version == t.Of.Version })
	if i < 0 {
		i = len(list)
		list = append(list, Stale{Version: t.Of.Version})
	}
	list[i].Count += t.Count
	for _, id := range t.Of.Visits {
		if _, ok := s.m.g.Touchpoint(id); !ok && !slices.Contains(list[i].Gone, id) {
			list[i].Gone = append(list[i].Gone, id)
		}
	}
	slices.Sort(list[i].Gone)
	s.result.Stale = list
}

func (s *sorter) apart(t Counted[Trace]) {
	list := s.result.Apart
	if n := len(list); n > 0 && list[n-1].Test == t.Of.Test && list[n-1].Outcome == t.Of.Outcome {
		list[n-1].Count += t.Count
		return
	}
	s.result.Apart = append(list, Apart{t.Of.Test, t.Of.Outcome, t.Count})
}

func (s *sorter) stray(x Counted[Stray]) {
	list := s.result.Unknown
	i := slices.IndexFunc(list, func(u Unknown) bool { return u.ID == x.Of.ID })
	if i < 0 {
		var ids []string
		for _, t := range s.m.points {
			ids = append(ids, t.ID)
		}
		i = len(list)
		list = append(list, Unknown{ID: x.Of.ID, Suggest: blueprint.Nearest(x.Of.ID, ids)})
	}
	list[i].Count += x.Count
	if !slices.Contains(list[i].Tests, x.Of.Test) {
		list[i].Tests = append(list[i].Tests, x.Of.Test)
	}
	s.result.Unknown = list
}

// replay explains the journeys that count and hands them to the model.
func (s *sorter) replay() {
	s.observe()
	align := Replayer{Net: s.m.net, Observed: s.m.observed}.Align
	if s.m.opts.Align != nil {
		align = s.m.opts.Align(s.m.net, s.m.observed)
	}
	done := map[string]Alignment{}
	for _, j := range s.count {
		seen := slices.DeleteFunc(slices.Clone(j.visits), func(v int) bool { return !s.m.observed[v] })
		var key []byte
		for _, v := range seen {
			key = append(key, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
		}
		a, known := done[string(key)]
		if !known {
			a = align(seen)
			done[string(key)] = a
		}
		j.align = a
		s.note(j, seen)
		s.m.record(j)
	}
}

// observe finds the lanes whose visits are known.
func (s *sorter) observe() {
	lanes := s.m.opts.Observe
	if lanes == nil {
		visited := map[string]bool{}
		for _, j := range s.count {
			for _, v := range j.visits {
				visited[s.m.g.Place(s.m.points[v]).Lane] = true
			}
		}
		for _, l := range s.m.g.Lanes() {
			if visited[l.ID] {
				lanes = append(lanes, l.ID)
			}
		}
	}
	s.result.Observed = append([]string{}, lanes...)
	s.m.observed = Observed(s.m.g, lanes)
}

// note counts a journey that fits, and reports one that does not.
func (s *sorter) note(j replayed, seen []int) {
	a, m := j.align, s.m
	if a.Fits {
		s.result.Journeys.Fit += j.count
		if a.Complete {
			s.result.Journeys.Complete += j.count
		}
		return
	}
	d := Departure{Tests: j.tests, Count: j.count, At: a.Departs, Unsure: a.GaveUp, Visits: []string{}, Expected: []string{}}
	for _, v := range seen {
		d.Visits = append(d.Visits, m.points[v].ID)
	}
	if a.Departs < len(seen) {
		d.Visit = d.Visits[a.Departs]
		d.Place = m.b.Locate(m.pointPath(seen[a.Departs])).Start.String()
	}
	if a.Departs > 0 {
		d.After = d.Visits[a.Departs-1]
	}
	for _, t := range a.Expected {
		d.Expected = append(d.Expected, m.points[t].ID)
	}
	s.result.Departures = append(s.result.Departures, d)
}
