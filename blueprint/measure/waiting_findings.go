package measure

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

func percent(share float64) string { return fmt.Sprintf("%.0f%%", 100*share) }

// waitingFindings tells what a reader should know of queues.
func (s *sheet) waitingFindings(w *Waiting) {
	for i := range w.Stations {
		x := &w.Stations[i]
		id := w.touchpoint(x).ID
		switch {
		case x.Waits.Utilisation >= saturated:
			s.finding(figures.Finding{ID: "unstable", Tone: figures.Poor, Touchpoint: id, Path: x.Path,
				Text: figures.T("%s cannot keep up: %s of the capacity would be needed, so the queue grows without end and no wait can be computed", x.name(), percent(x.Waits.Utilisation))})
		case !x.Stable:
			s.finding(figures.Finding{ID: "overload", Tone: figures.Poor, Touchpoint: id, Path: x.Path,
				Text: figures.T("%s cannot keep up in the busiest period, though it could on average", x.name())})
		case x.waitTone() == figures.Poor:
			s.finding(figures.Finding{ID: "wait-beyond-acceptable", Tone: figures.Poor, Touchpoint: id, Path: x.WaitPath,
				Text: figures.T("at %s, %s of the customers wait longer than the acceptable %s", x.name(), percent(x.Longer), figures.Duration(x.Acceptable.Seconds()))})
		}
	}
	for _, a := range w.Actors {
		if a.Twice {
			s.finding(figures.Finding{ID: "counted-twice", Tone: figures.Fair, Touchpoint: w.model.Net.Touchpoint(a.Touchpoints[0]).ID, Path: a.Path,
				Text: figures.T("the %d of %s are counted more than once: they serve at touchpoints with servers of their own and at others, so waits there are longer than their queues alone tell", a.Count, figures.Plain(nameOr(a.Title, a.ID)))})
		}
		if u := a.Utilisation(); u >= saturated && !w.saturatedPool(a.ID) {
			s.finding(figures.Finding{ID: "actor-overload", Tone: figures.Poor, Touchpoint: w.model.Net.Touchpoint(a.Touchpoints[0]).ID, Path: a.Path,
				Text: figures.T("%s has more work at all touchpoints together than there is time for: %s of it would be needed", figures.Plain(nameOr(a.Title, a.ID)), percent(u))})
		}
	}
	if b := w.Bottleneck(); b != nil {
		s.finding(figures.Finding{ID: "bottleneck", Tone: b.tone(), Touchpoint: w.touchpoint(b).ID, Path: b.Path,
			Text: figures.T("the bottleneck is %s: it limits the service to %s customers an hour", b.name(), fmt.Sprintf("%.3g", b.Customers()))})
	}
}

// saturatedPool tells whether an actor is reported as a station already.
func (w *Waiting) saturatedPool(id string) bool {
	for _, s := range w.Stations {
		if s.Actor && s.ID == id && s.Waits.Utilisation >= saturated {
			return true
		}
	}
	return false
}

// waitingMissing lists what keeps waits from being known.
func (s *sheet) waitingMissing(w *Waiting) {
	m := w.model
	loads := m.loads(w.flow)
	uncounted := map[int]bool{}
	for i, at := range w.served {
		t := m.Net.Touchpoint(i)
		k := m.actor(t)
		switch {
		case at >= 0 || w.flow.Visits[i] == 0:
		case !loads[i].known && (t.Servers > 0 || t.Wait != nil && k >= 0):
			missing := needed("time", "How busy the servers of %s are needs to know how long it takes", figures.Plain(nameOr(t.Title, t.ID)))
			missing.Touchpoint = t.ID
			s.missing(missing)
		case loads[i].mean > 0 && k >= 0 && !uncounted[k]:
			uncounted[k] = true
			a := m.Blueprint.Actors[k]
			s.missing(needed("actors.count", "How busy %s is, and how long customers wait, needs to know how many there are", figures.Plain(nameOr(a.Title, a.ID))))
		case loads[i].mean > 0 && k < 0 && m.Graph.Kind(t) == touchpoint.Frontstage:
			missing := needed("servers", "How long customers wait for %s needs to know how many serve there", figures.Plain(nameOr(t.Title, t.ID)))
			missing.Touchpoint = t.ID
			s.missing(missing)
		}
	}
	for i := range w.Stations {
		if x := &w.Stations[i]; x.Acceptable == 0 && x.Stable && x.Waits.Wait >= 60 {
			missing := needed("wait.acceptable", "Whether the wait at %s is short enough needs to know what customers put up with", x.name())
			missing.Touchpoint = w.touchpoint(x).ID
			s.missing(missing)
		}
	}
	if len(w.Stations) == 0 {
		s.missing(needed("servers", "How busy everybody is, and how long customers wait, needs to know of some work how long it takes and how many do it"))
	}
}

// presence is how many customers are inside.
func (s *sheet) presence(w *Waiting) error {
	p, known, err := w.Presence()
	if err == nil && !known && w.Known {
		s.missing(figures.Missing{Text: figures.T("How many customers are inside follows from how long they stay, and only a simulation can tell that")})
	}
	if err != nil || !known {
		return err
	}
	s.table(figures.Table{ID: "inside", Title: figures.T("Customers inside"), Head: figures.T("Service"), Columns: heads("arrivals", "Arrivals", "stay", "Time inside", "customers", "Customers inside"),
		Rows: []figures.Row{{ID: "service", Title: figures.T("The whole service"), Cells: []figures.Cell{
			figures.F(w.Arrivals, figures.PerHour, figures.Given), cellOf(&p.stay), cellOf(&p.customers),
		}}},
		Notes: []figures.Text{figures.T("Little's law: customers inside are arrivals by the time that each stays, whatever the distributions.")}})
	return nil
}

// day is the load over the periods of the day.
func (s *sheet) day(w *Waiting) {
	if len(w.Periods) == 0 {
		return
	}
	t := figures.Table{ID: "day", Title: figures.T("Load over the day"), Head: figures.T("Period"), Columns: heads("arrivals", "Arrivals"),
		Notes: []figures.Text{figures.T("Where more arrive than can be served, the rest is carried over and worked off later: a fluid approximation, which leaves out chance and who loses patience.")}}
	c := figures.Chart{ID: "day", Title: figures.T("Load over the day"), Kind: figures.Line, X: figures.Axis{Title: figures.T("Time of the day"), Unit: figures.Seconds}, Y: figures.Axis{Title: figures.T("Utilisation"), Unit: figures.Share},
		Limits: []figures.Limit{{Title: figures.T("all that is possible"), Value: 1}}}
	for i := range w.Stations {
		x := &w.Stations[i]
		t.Columns = append(t.Columns, figures.Column{ID: x.ID + ".utilisation", Title: figures.T("%s: utilisation", x.name())}, figures.Column{ID: x.ID + ".backlog", Title: figures.T("%s: left over", x.name())})
		c.Series = append(c.Series, figures.Series{Title: x.name()})
	}
	for _, p := range w.Periods {
		row := figures.Row{ID: p.From.String(), Title: figures.T("%s to %s", p.From.String(), p.To.String()), Cells: []figures.Cell{figures.F(p.Arrivals, figures.PerHour, figures.Given)}}
		for i, l := range p.Loads {
			tone := busyTone(l.Utilisation, l.Stable)
			row.Cells = append(row.Cells, toned(figures.F(l.Utilisation, figures.Share, w.How), tone), figures.F(l.Backlog, figures.Customers, figures.Formula))
			points := &c.Series[i].Points
			*points = append(*points, figures.Point{X: 60 * float64(p.From), Y: l.Utilisation, Tone: tone}, figures.Point{X: 60 * float64(p.To), Y: l.Utilisation, Tone: tone})
			if l.Backlog > 0.5 {
				s.finding(figures.Finding{ID: "backlog", Tone: figures.Poor, Touchpoint: w.touchpoint(&w.Stations[i]).ID, Path: w.Stations[i].Path,
					Text: figures.T("at %s, about %s visits are left over at %s: who comes then waits for %s", w.Stations[i].name(), fmt.Sprintf("%.0f", l.Backlog), p.To.String(), figures.Duration(math.Round(l.Drain/60)*60))})
			}
		}
		t.Rows = append(t.Rows, row)
	}
	s.table(t)
	s.chart(c)
}
