package measure

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
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

// ahead lists the first stations on the ways on from a touchpoint: those of its
// own step, else those of the next steps on the way in which there are any.
func (w *Waiting) ahead(from int) []int {
	g := w.model.Graph
	all := g.Touchpoints()
	var out []int
	seen := make([]bool, len(w.served))
	for todo := []int{from}; len(todo) > 0; todo = todo[1:] {
		if seen[todo[0]] {
			continue
		}
		column := g.Place(all[todo[0]]).Column
		var leaving []int
		found := false
		for within := []int{todo[0]}; len(within) > 0; within = within[1:] {
			i := within[0]
			if at := w.served[i]; at >= 0 {
				found = true
				if !slices.Contains(out, at) {
					out = append(out, at)
				}
				continue
			}
			if seen[i] {
				continue
			}
			seen[i] = true
			for _, x := range g.Out(all[i]) {
				switch {
				case x.To == nil || x.Back || x.Origin == blueprint.Recovery || x.Role == blueprint.Return:
				case g.Place(x.To).Column == column:
					within = append(within, g.Index(x.To))
				default:
					leaving = append(leaving, g.Index(x.To))
				}
			}
		}
		if !found {
			todo = append(todo, leaving...)
		}
	}
	return out
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
