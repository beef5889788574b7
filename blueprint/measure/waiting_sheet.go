package measure

import (
	"errors"
	"math"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/touchpoint"
)

// WaitTarget is the share of customers that should wait no longer than is
// acceptable, where nothing else is said.
const WaitTarget = 0.9

// busyFair is the utilisation from which on a small rise of demand makes long
// queues; it is a rule of thumb.
const busyFair = 0.85

// WaitingSheet is how busy everybody is, where customers wait and how long, what
// it would take to keep waits short, and the load over the day. The error is that
// of Flow where chances are impossible or a loop has no way out.
func (m *Model) WaitingSheet(o Options) (figures.Sheet, error) {
	s := sheet{figures.Sheet{ID: "waiting", Title: figures.T("Waiting and capacity")}}
	o = o.remembering()
	w, err := m.Waiting(o)
	var unknown *Unknown
	switch {
	case errors.Is(err, ErrNoDemand):
		phrase := "How busy everybody is, and how long customers wait, needs to know how many customers arrive"
		if d := m.Blueprint.Demand; d != nil && d.Log != "" {
			phrase = "How busy everybody is, and how long customers wait, needs a rate of arrivals; only a simulation can follow a log"
		}
		s.missing(needed("demand.arrivals", phrase))
		return s.Sheet, nil
	case errors.As(err, &unknown):
		s.missing(figures.Missing{Text: figures.T("Only a simulation can tell how often customers come by: %s", unknown.why())})
		return s.Sheet, nil
	case err != nil:
		return s.Sheet, err
	}
	s.waitingMissing(w)
	if len(w.Stations) > 0 {
		s.capacity(w)
		s.actorLoads(w)
		s.waits(w)
		s.staffing(w)
		s.journeyWaits(w)
		s.day(w)
		s.waitingFindings(w)
	}
	err = s.presence(w)
	s.waitingHighlights(w)
	return s.Sheet, err
}

// waitingHighlights are how busy the bottleneck is, the longest wait, and how many
// are inside.
func (s *sheet) waitingHighlights(w *Waiting) {
	worst := w.Bottleneck()
	if worst != nil {
		s.highlight(figures.T("%s is busy", worst.name()), "stations", worst.ID, "utilisation")
	}
	for i := range w.Stations {
		if x := &w.Stations[i]; worst == nil || x.Stable && x.Waits.Wait > worst.Waits.Wait {
			worst = x
		}
	}
	if worst != nil {
		s.highlight(figures.T("Mean wait for %s", worst.name()), "waits", worst.ID, "wait")
		s.highlight(figures.T("Wait too long for %s", worst.name()), "waits", worst.ID, "longer")
	}
	s.highlight(figures.T("Customers inside"), "inside", "service", "customers")
}

func (s *Station) name() figures.Text { return figures.Plain(nameOr(s.Title, s.ID)) }

func nameOr(title, id string) string {
	if title == "" {
		return id
	}
	return title
}

// touchpoint is the id of the first touchpoint of the station.
func (w *Waiting) touchpoint(s *Station) *touchpoint.Touchpoint {
	return w.model.Net.Touchpoint(s.Touchpoints[0])
}

// tone judges how busy a station is.
func (s *Station) tone() figures.Tone { return busyTone(s.Waits.Utilisation, s.Stable) }

func busyTone(utilisation float64, stable bool) figures.Tone {
	switch {
	case !stable:
		return figures.Poor
	case utilisation >= busyFair:
		return figures.Fair
	}
	return figures.Good
}

func (s *sheet) capacity(w *Waiting) {
	t := figures.Table{ID: "stations", Title: figures.T("Capacity and utilisation"), Head: figures.T("Station"),
		Columns: heads("servers", "Servers", "visits", "Visits of a customer", "arrivals", "Arrivals", "service", "Time of a visit", "capacity", "Visits it can take", "customers", "Customers it can take", "utilisation", "Utilisation"),
		Notes:   []figures.Text{figures.T("Arrivals are the customers who come in, multiplied by the visits of each. Capacity is servers by the time of a visit; utilisation is arrivals by capacity.")}}
	c := figures.Chart{ID: "utilisation", Title: figures.T("Utilisation"), Kind: figures.Bars, X: figures.Axis{Title: figures.T("Station")}, Y: figures.Axis{Title: figures.T("Utilisation"), Unit: figures.Share},
		Limits: []figures.Limit{{Title: figures.T("all that is possible"), Value: 1}}}
	bars := figures.Series{Title: figures.T("Utilisation")}
	for i := range w.Stations {
		x := &w.Stations[i]
		row := figures.Row{ID: x.ID, Title: x.name(), Cells: []figures.Cell{
			figures.F(float64(x.Queue.Servers), figures.Count, figures.Given), figures.F(x.Visits, figures.Number, w.How), figures.F(3600*x.Queue.Arrivals, figures.PerHour, w.How),
			figures.F(x.Queue.Service, figures.Seconds, w.How), figures.F(x.Capacity(), figures.PerHour, w.How), {}, toned(figures.F(x.Waits.Utilisation, figures.Share, w.How), x.tone()),
		}}
		if x.Visits > 0 {
			row.Cells[5] = figures.F(x.Customers(), figures.PerHour, w.How)
		}
		if x.Actor {
			row.Title = figures.T("%s (all without servers of their own)", x.name())
		}
		t.Rows = append(t.Rows, row)
		bars.Points = append(bars.Points, figures.Point{ID: x.ID, Label: x.name(), Y: x.Waits.Utilisation, Tone: x.tone()})
	}
	c.Series = []figures.Series{bars}
	s.table(t)
	s.chart(c)
}

func (s *sheet) actorLoads(w *Waiting) {
	if len(w.Actors) == 0 {
		return
	}
	t := figures.Table{ID: "actors-load", Title: figures.T("How busy actors are with all their work"), Head: figures.T("Actor"),
		Columns: heads("count", "How many", "touchpoints", "Touchpoints", "busy", "Busy on average", "utilisation", "Utilisation", "wait", "Mean wait in one queue"),
		Notes:   []figures.Text{figures.T("Work at touchpoints with servers of their own is part of this, though queues there do not wait for the rest of the actor's work. The last column says how long the wait would be if all work of the actor stood in one queue.")}}
	for _, a := range w.Actors {
		u := a.Utilisation()
		t.Rows = append(t.Rows, figures.Row{ID: a.ID, Title: figures.Plain(nameOr(a.Title, a.ID)), Cells: []figures.Cell{
			figures.F(float64(a.Count), figures.Count, figures.Given), figures.F(float64(len(a.Touchpoints)), figures.Count, figures.Exact),
			figures.F(a.Load, figures.Number, w.How), toned(figures.F(u, figures.Share, w.How), busyTone(u, u < saturated)), pooledWait(a.Queue),
		}})
	}
	s.table(t)
}

func pooledWait(q Queue) figures.Cell {
	waits, err := q.Solve()
	if err != nil {
		return figures.Said(figures.T("grows without end"))
	}
	return figures.F(waits.Wait, figures.Seconds, figures.Formula)
}

// assumptions are what all waits rest on.
func (w *Waiting) assumptions() []figures.Text {
	notes := []figures.Text{
		figures.T("Assumed: customers arrive independently of each other (Poisson) everywhere, are served first come, first served, and wait as long as it takes; every queue has been open long enough to be as it always is."),
		figures.T("Waits are those of M/M/c (Erlang) where times are exponential, of Pollaczek and Khinchine for one server, else Allen and Cunneen's approximation; chances of long waits take the wait of those who wait as exponential."),
	}
	if slices.ContainsFunc(w.Stations, func(s Station) bool { return len(s.Touchpoints) > 1 }) {
		notes = append(notes, figures.T("Who does several things takes what comes from one queue: the wait is the same for all of them."))
	}
	if w.model.Blueprint.Demand.Process == blueprint.Constant {
		notes = append(notes, figures.T("Customers come at even intervals, and by chance only where they part: Allen and Cunneen's approximation for all queues."))
	}
	if len(w.Periods) > 0 {
		notes = append(notes, figures.T("Waits are worked out for each period of the day as if it lasted long, and averaged over the customers."))
	}
	return append(notes, w.flow.Notes...)
}

func (s *sheet) waits(w *Waiting) {
	t := figures.Table{ID: "waits", Title: figures.T("Waits"), Head: figures.T("Station"),
		Columns: heads("delayed", "Must wait", "wait", "Mean wait", "percentile", "9 in 10 wait at most", "queue", "Customers waiting", "inside", "Customers waiting or served", "acceptable", "Acceptable wait", "longer", "Wait longer", "expected", "Wait as written"),
		Notes:   w.assumptions()}
	c := figures.Chart{ID: "waits", Title: figures.T("Waits"), Kind: figures.Bars, X: figures.Axis{Title: figures.T("Station")}, Y: figures.Axis{Title: figures.T("Wait"), Unit: figures.Seconds}}
	mean, limit := figures.Series{Title: figures.T("Mean wait")}, figures.Series{Title: figures.T("Acceptable wait")}
	for i := range w.Stations {
		x := &w.Stations[i]
		row := figures.Row{ID: x.ID, Title: x.name(), Cells: make([]figures.Cell, len(t.Columns))}
		tone := x.waitTone()
		if x.Stable {
			formula := func(v float64, unit figures.Unit) figures.Cell { return figures.F(v, unit, figures.Formula) }
			row.Cells[0], row.Cells[1] = formula(x.Waits.Delayed, figures.Share), toned(figures.F(x.Waits.Wait, figures.Seconds, figures.Formula), tone)
			if len(x.periods) == 1 {
				row.Cells[2] = formula(x.periods[0].Percentile(.9), figures.Seconds)
			}
			row.Cells[3], row.Cells[4] = formula(x.Waits.Waiting, figures.Customers), formula(x.Waits.Inside, figures.Customers)
			if x.Acceptable > 0 {
				row.Cells[6] = toned(figures.F(x.Longer, figures.Share, figures.Formula), tone)
			}
			mean.Points = append(mean.Points, figures.Point{ID: x.ID, Label: x.name(), Y: x.Waits.Wait, Tone: tone})
		} else {
			row.Cells[1] = figures.Said(figures.T("grows without end"))
		}
		if x.Acceptable > 0 {
			row.Cells[5] = figures.F(x.Acceptable.Seconds(), figures.Seconds, figures.Given)
			limit.Points = append(limit.Points, figures.Point{ID: x.ID, Label: x.name(), Y: x.Acceptable.Seconds()})
		}
		if x.Expected > 0 {
			row.Cells[7] = figures.F(x.Expected.Seconds(), figures.Seconds, figures.Given)
		}
		t.Rows = append(t.Rows, row)
	}
	s.table(t)
	for _, series := range []figures.Series{mean, limit} {
		if len(series.Points) > 0 {
			c.Series = append(c.Series, series)
		}
	}
	if len(mean.Points) > 0 {
		s.chart(c)
	}
}

// waitTone judges the waits of a station against what is acceptable.
func (s *Station) waitTone() figures.Tone {
	switch {
	case !s.Stable:
		return figures.Poor
	case s.Acceptable == 0:
		return figures.NoTone
	case s.Longer > 1-WaitTarget:
		return figures.Poor
	case s.Longer > (1-WaitTarget)/2:
		return figures.Fair
	}
	return figures.Good
}

func (s *sheet) staffing(w *Waiting) {
	t := figures.Table{ID: "staffing", Title: figures.T("Fewest servers so that 9 in 10 wait no longer than is acceptable"), Head: figures.T("Station"),
		Columns: heads("within", "Acceptable wait", "now", "Servers now", "fewest", "Fewest servers", "share", "Wait no longer", "wait-then", "Mean wait", "utilisation-then", "Utilisation"),
		Notes:   []figures.Text{figures.T("In the busiest period of the day, under the assumptions on waits.")}}
	for i := range w.Stations {
		x := &w.Stations[i]
		if x.Acceptable == 0 {
			continue
		}
		id := x.ID
		n, err := w.Staffing(id, x.Acceptable, WaitTarget)
		if err != nil {
			continue
		}
		tone := figures.Good
		if n.Servers > x.Queue.Servers {
			tone = figures.Poor
		}
		t.Rows = append(t.Rows, figures.Row{ID: id, Title: x.name(), Cells: []figures.Cell{
			figures.F(x.Acceptable.Seconds(), figures.Seconds, figures.Given), figures.F(float64(x.Queue.Servers), figures.Count, figures.Given),
			toned(figures.F(float64(n.Servers), figures.Count, figures.Formula), tone), figures.F(n.Share, figures.Share, figures.Formula),
			figures.F(n.Wait, figures.Seconds, figures.Formula), figures.F(n.Busy, figures.Share, w.How),
		}})
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
}

func (s *sheet) journeyWaits(w *Waiting) {
	t := figures.Table{ID: "journey-waits", Title: figures.T("Waits of a customer"), Head: figures.T("Journey"), Columns: heads("wait", "Mean wait"),
		Notes: []figures.Text{figures.T("Waits at work on stage, and at work off stage that leads back to it. Of a journey each of its touchpoints counts once.")}}
	row := func(id string, title figures.Text, wait float64, known bool) {
		cell := figures.Said(figures.T("grows without end"))
		if known {
			cell = figures.F(wait, figures.Seconds, figures.Formula)
		}
		t.Rows = append(t.Rows, figures.Row{ID: id, Title: title, Cells: []figures.Cell{cell}})
	}
	for _, j := range w.Journeys {
		row(j.ID, figures.Plain(nameOr(j.Title, j.ID)), j.Wait, j.Known)
	}
	row("", figures.T("All customers, on average"), w.Wait, w.Known)
	s.table(t)
}

// Layer lays how busy everybody is over a picture.
func (w *Waiting) Layer(say figures.Sayer) layer.Layer {
	out := layer.Layer{ID: "utilisation", Title: say.Say("Utilisation of servers")}
	tones := map[layer.Tone]bool{}
	for i, at := range w.served {
		if at < 0 {
			continue
		}
		s := &w.Stations[at]
		v := layer.Value{ID: w.model.Net.Touchpoint(i).ID, Text: percent(s.Waits.Utilisation), Tone: s.tone(), Note: s.note(say)}
		if s.Bottleneck {
			v.Marks = []layer.Mark{layer.Bottleneck}
		}
		tones[v.Tone] = true
		out.Values = append(out.Values, v)
	}
	for _, e := range []layer.Entry{
		{Tone: layer.Good, Text: say.Say("busy up to 85% of the time")}, {Tone: layer.Fair, Text: say.Say("busy for 85% or more: small peaks make long queues")}, {Tone: layer.Poor, Text: say.Say("more customers than can be served")},
	} {
		if tones[e.Tone] {
			out.Legend = append(out.Legend, e)
		}
	}
	if w.Bottleneck() != nil {
		out.Legend = append(out.Legend, layer.Entry{Mark: layer.Bottleneck, Text: say.Say("bottleneck: it limits how many customers can be served")})
	}
	return out
}

func (s *Station) note(say figures.Sayer) string {
	busy := figures.T("busy %s of the time, %d serving", percent(s.Waits.Utilisation), s.Queue.Servers)
	if !s.Stable {
		return say.Say("%s; the queue grows without end", busy)
	}
	return say.Say("%s; mean wait %s, by formula", busy, figures.Duration(math.Round(s.Waits.Wait)))
}
