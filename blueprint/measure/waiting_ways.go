package measure

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/distribution"
	"github.com/servicemoments/moments/touchpoint"
)

// patience finds for each station how long customers put up with waiting there.
// A wait point speaks of its own touchpoint where that is served, else of the
// first station that customers come to after it.
func (w *Waiting) patience() {
	g := w.model.Graph
	for i := range w.served {
		t := w.model.Net.Touchpoint(i)
		if t.Wait == nil || t.Wait.Acceptable == 0 && t.Wait.Expected == 0 {
			continue
		}
		for _, at := range w.ahead(i) {
			s := &w.Stations[at]
			if a := t.Wait.Acceptable; a > 0 && (s.Acceptable == 0 || a < s.Acceptable) {
				s.Acceptable, s.WaitPath = a, g.Path(t).Key("wait")
			}
			s.Expected = max(s.Expected, t.Wait.Expected)
			if s.WaitPath == nil {
				s.WaitPath = g.Path(t).Key("wait")
			}
		}
	}
	rates := w.model.rates()
	for i := range w.Stations {
		if s := &w.Stations[i]; s.Stable && s.Acceptable > 0 {
			s.Longer = s.longer(s.Acceptable.Seconds(), rates)
		}
	}
}

// ahead lists the stations that customers queue at first on their way on from a
// touchpoint.
func (w *Waiting) ahead(from int) []int {
	var out []int
	for _, i := range distribution.Ahead(w.model.Graph, from, w.serves) {
		if at := w.served[i]; at >= 0 && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// servers tells which touchpoints are queued for: they take time, and it is said
// how many do it.
func (m *Model) servers() func(int) bool {
	takes := make([]bool, m.Net.Len())
	ids := []string{""}
	for _, p := range m.Blueprint.Personas {
		ids = append(ids, p.ID)
	}
	for _, id := range ids {
		for i, l := range m.laws(Options{Persona: id}) {
			takes[i] = takes[i] || l.mean > 0
		}
	}
	return func(i int) bool {
		t := m.Net.Touchpoint(i)
		if !takes[i] || t.Servers > 0 {
			return takes[i]
		}
		k := m.actor(t)
		return k >= 0 && m.Blueprint.Actors[k].Count > 0
	}
}

// holds tells whether a customer waits while work waits: it is on stage, or leads
// to work that is, by forward ways.
func (w *Waiting) holds() []bool {
	g := w.model.Graph
	out := make([]bool, len(w.served))
	var todo []*touchpoint.Touchpoint
	for i, t := range g.Touchpoints() {
		if out[i] = g.Kind(t).Onstage(); out[i] {
			todo = append(todo, t)
		}
	}
	for ; len(todo) > 0; todo = todo[1:] {
		for _, x := range g.In(todo[0]) {
			if i := g.Index(x.From); !out[i] && !x.Back {
				out[i] = true
				todo = append(todo, x.From)
			}
		}
	}
	return out
}

// findJourneys sums up the waits of single journeys and of the average customer.
func (w *Waiting) findJourneys(o Options) error {
	f := w.flow
	if o.Persona != "" {
		var err error
		if f, err = w.model.Flow(o); err != nil {
			return err
		}
	}
	holds := w.holds()
	w.Known = true
	for i, s := range w.served {
		t := w.model.Net.Touchpoint(i)
		if s < 0 || !holds[i] || f.Visits[i] == 0 || !t.ForPersona(o.Persona) {
			continue
		}
		w.Known = w.Known && w.Stations[s].Stable
		w.Wait += f.Visits[i] * w.Stations[s].Waits.Wait
	}
	if !w.Known {
		w.Wait = 0
	}
	for _, j := range w.model.Blueprint.Journeys {
		if o.Persona == "" || j.Persona == "" || j.Persona == o.Persona {
			w.Journeys = append(w.Journeys, w.journey(j, holds))
		}
	}
	return nil
}

// journey sums up the waits at the stations of a journey and at the work that is
// set off in their steps, each once.
func (w *Waiting) journey(j blueprint.Journey, holds []bool) JourneyWait {
	g := w.model.Graph
	out := JourneyWait{ID: j.ID, Title: j.Title, Known: true}
	for _, id := range j.Touchpoints {
		t, ok := g.Touchpoint(id)
		if !ok {
			continue
		}
		seen := map[*touchpoint.Touchpoint]bool{}
		for todo := []*touchpoint.Touchpoint{t}; len(todo) > 0; todo = todo[1:] {
			x := todo[0]
			if seen[x] {
				continue
			}
			seen[x] = true
			if i := g.Index(x); w.served[i] >= 0 && holds[i] {
				s := &w.Stations[w.served[i]]
				out.Known = out.Known && s.Stable
				out.Wait += s.Waits.Wait
			}
			for _, way := range g.Out(x) {
				down := way.Role == blueprint.Down || way.Role == blueprint.InCell && x != t
				if down && way.To != nil && g.Kind(way.To).Onstage() {
					todo = append(todo, way.To)
				}
			}
		}
	}
	if !out.Known {
		out.Wait = 0
	}
	return out
}
