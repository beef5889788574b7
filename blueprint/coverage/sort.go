package coverage

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/align"
)

// sorter tells what counts in a profile from what is reported apart, and explains
// what counts.
type sorter struct {
	b       *blueprint.Blueprint
	g       *blueprint.Graph
	opts    Options
	name    string
	version string
	visited []bool // touchpoints that some journey visits
	result  Result // what does not count
	count   []recorded
}

// recorded is a journey that counts. Equal ones are counted.
type recorded struct {
	visits  []int
	persona string
	count   int
	tests   []string
}

func newSorter(b *blueprint.Blueprint, o Options) *sorter {
	g := b.Graph()
	return &sorter{b: b, g: g, opts: o, name: Name(b), version: version(g), visited: make([]bool, len(g.Touchpoints()))}
}

func (s *sorter) sort(p *Profile) {
	groups := map[string]int{} // places in count, by visits and persona
	for _, t := range p.Traces() {
		if t.Of.Blueprint != s.name {
			s.result.Journeys.Foreign += t.Count
			continue
		}
		stale := t.Of.Version != s.version
		if stale {
			s.stale(t)
		}
		switch {
		case stale && !s.opts.Stale:
			s.result.Journeys.Stale += t.Count
		case t.Of.Outcome == Passed:
			s.take(t, groups)
		case t.Of.Outcome == Failed:
			s.result.Journeys.Failed += t.Count
			s.leave(t)
		default:
			s.result.Journeys.Skipped += t.Count
			s.leave(t)
		}
	}
	for _, x := range p.Strays() {
		if x.Of.Blueprint == s.name && (x.Of.Version == s.version || s.opts.Stale) {
			s.stray(x)
		}
	}
	slices.SortFunc(s.result.Unknown, func(a, b Unknown) int { return cmp.Compare(a.ID, b.ID) })
}

// take groups journeys that look alike to every criterion.
func (s *sorter) take(t Counted[Trace], groups map[string]int) {
	var visits []int
	for _, id := range t.Of.Visits {
		if x, ok := s.g.Touchpoint(id); ok {
			visits = append(visits, s.g.Index(x))
			s.visited[s.g.Index(x)] = true
		}
	}
	key := string(appendTexts(appendTexts(nil, t.Of.Persona), t.Of.Visits...))
	i, known := groups[key]
	if !known {
		i = len(s.count)
		groups[key] = i
		s.count = append(s.count, recorded{visits: visits, persona: t.Of.Persona})
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
		if _, ok := s.g.Touchpoint(id); !ok && !slices.Contains(list[i].Gone, id) {
			list[i].Gone = append(list[i].Gone, id)
		}
	}
	slices.Sort(list[i].Gone)
	s.result.Stale = list
}

// leave counts the journeys of a test that did not pass.
func (s *sorter) leave(t Counted[Trace]) {
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
		for _, t := range s.g.Touchpoints() {
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

// explain aligns the journeys that count, counts them, and reports those that
// depart.
func (s *sorter) explain(c *Counter) []Departure {
	var out []Departure
	cache := align.Cache{Aligner: c.Aligner(true)}
	for _, j := range s.count {
		a := cache.Align(j.visits)
		c.Add(j.visits, j.persona, a, j.count)
		if a.Cost > 0 {
			out = append(out, s.departure(j, a))
		}
	}
	return out
}

func (s *sorter) departure(j recorded, a *align.Alignment) Departure {
	d := Departure{Tests: j.tests, Count: j.count, Visits: []string{}, Cost: a.Cost, Unsure: a.Bounded}
	for _, v := range j.visits {
		d.Visits = append(d.Visits, s.id(v))
	}
	for _, m := range a.Moves {
		if m.Kind == align.Skip || m.Kind == align.Extra {
			at := s.b.Locate(s.g.Path(s.g.Touchpoints()[m.Touchpoint]).Key("title")).Start
			d.Steps = append(d.Steps, Step{Kind: m.Kind, Touchpoint: s.id(m.Touchpoint), After: s.id(m.After), Before: s.id(m.Before), Place: at.String()})
		}
	}
	return d
}

// id is that of a touchpoint, empty where there is none.
func (s *sorter) id(touchpoint int) string {
	if touchpoint < 0 {
		return ""
	}
	return s.g.Touchpoints()[touchpoint].ID
}
