package conformance

import (
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/touchpoint"
)

// Layers gives what can be painted over a picture: how many journeys came where
// ("journeys"), departures ("conformance"), times ("passages"), and where customers
// were seen last ("drop-out"). The first is the one to show where nobody chooses.
// What stands in lanes that do not count is left blank.
func (r *Result) Layers(say figures.Sayer) []layer.Layer {
	return []layer.Layer{r.journeysLayer(say), r.conformanceLayer(say), r.passagesLayer(say), r.dropOutLayer(say)}
}

// painter fills a layer and remembers what its legend must explain.
type painter struct {
	layer.Layer
	tones map[layer.Tone]bool
	marks map[layer.Mark]bool
}

func newPainter(id, title string) *painter {
	return &painter{Layer: layer.Layer{ID: id, Title: title}, tones: map[layer.Tone]bool{}, marks: map[layer.Mark]bool{}}
}

func (p *painter) value(v layer.Value) {
	p.tones[v.Tone] = true
	for _, m := range v.Marks {
		p.marks[m] = true
	}
	p.Values = append(p.Values, v)
}

// legend explains what was used.
func (p *painter) legend(tones map[layer.Tone]string, marks map[layer.Mark]string) layer.Layer {
	for _, t := range layer.Tones() {
		if p.tones[t] && tones[t] != "" {
			p.Legend = append(p.Legend, layer.Entry{Tone: t, Text: tones[t]})
		}
	}
	for _, m := range layer.Marks() {
		if p.marks[m] && marks[m] != "" {
			p.Legend = append(p.Legend, layer.Entry{Mark: m, Text: marks[m]})
		}
	}
	return p.Layer
}

// journeysLayer says what share of the journeys came where.
func (r *Result) journeysLayer(say figures.Sayer) layer.Layer {
	p := newPainter("journeys", say.Say("Where journeys came"))
	waived := r.excused()
	for _, t := range r.Touchpoints {
		if !t.Observed {
			continue
		}
		v := layer.Value{ID: t.ID, Tone: layer.Absent, Note: say.Say("never visited")}
		if t.Visits > 0 {
			share := percent(float64(t.Cases) / float64(r.Journeys.Cases))
			v.Text, v.Tone, v.Note = share, layer.Good, say.Say("%s of the journeys came here; visits: %d", share, t.Visits)
		}
		if note := waived[t.ID]; note != "" {
			v.Marks, v.Note = []layer.Mark{layer.Waived}, say.Say("%s; %s", v.Note, note)
			if v.Tone == layer.Absent {
				v.Tone = layer.Plain
			}
		}
		p.value(v)
	}
	p.Ways = r.travelled()
	for _, w := range p.Ways {
		p.tones[w.Tone] = true
	}
	return p.legend(map[layer.Tone]string{
		layer.Good: say.Say("with the share of the journeys that came here"), layer.Absent: say.Say("never visited"),
	}, map[layer.Mark]string{layer.Waived: say.Say("waived or quarantined")})
}

// excused are the touchpoints that need not be covered, with the reason.
func (r *Result) excused() map[string]string {
	out := map[string]string{}
	s, _ := r.Coverage.Score(coverage.Touchpoints)
	for _, i := range s.Items {
		if i.Status == coverage.Waived || i.Status == coverage.Quarantined {
			out[i.ID] = i.Note
		}
	}
	return out
}

// travelled says in what share of the journeys each way was travelled. Of several
// ways between the same two the most travelled one counts.
func (r *Result) travelled() []layer.Way {
	at := map[[2]string]int{}
	var out []layer.Way
	for i, w := range r.ways {
		to := touchpoint.End
		if w.To != nil {
			to = w.To.ID
		}
		from := r.touchpoint(w.From.ID)
		if from == nil || !from.Observed || w.To != nil && !r.touchpoint(to).Observed {
			continue
		}
		x := layer.Way{From: w.From.ID, To: to, Tone: layer.Absent}
		if i < len(r.Conformance.Ways) && r.Conformance.Ways[i].Cases > 0 {
			share := float64(r.Conformance.Ways[i].Cases) / float64(r.Conformance.Cases)
			x.Text, x.Tone, x.Weight = percent(share), layer.Good, share
		}
		k, known := at[[2]string{x.From, to}]
		switch {
		case !known:
			at[[2]string{x.From, to}] = len(out)
			out = append(out, x)
		case x.Weight > out[k].Weight:
			out[k] = x
		}
	}
	return out
}

// conformanceLayer says where journeys depart from the design.
func (r *Result) conformanceLayer(say figures.Sayer) layer.Layer {
	p := newPainter("conformance", say.Say("Departures from the design"))
	for _, t := range r.Touchpoints {
		share, known := t.Departing()
		if !t.Observed || !known {
			continue
		}
		v := layer.Value{ID: t.ID, Tone: toneOfDeparting(share), Note: say.Say("as designed; visits: %d", t.Fitting)}
		if share > 0 {
			v.Text = percent(share)
			v.Note = say.Say("as designed: %d; skipped: %d; extra: %d", t.Fitting, t.Skipped, t.Extra)
		}
		if v.Tone != layer.Good {
			v.Marks = []layer.Mark{layer.Departure}
		}
		p.value(v)
	}
	return p.legend(map[layer.Tone]string{
		layer.Good: say.Say("as designed, in 99 of 100 visits or more"), layer.Fair: say.Say("skipped or extra in up to 1 of 10"), layer.Poor: say.Say("skipped or extra in more than 1 of 10"),
	}, map[layer.Mark]string{layer.Departure: say.Say("journeys depart from the blueprint here")})
}

// passagesLayer says how long it took in touchpoints and from one to the next.
func (r *Result) passagesLayer(say figures.Sayer) layer.Layer {
	p := newPainter("passages", say.Say("Times in the log"))
	into := r.mainPassages()
	for i, t := range r.Journeys.Touchpoints {
		if !r.Touchpoints[i].Observed {
			continue
		}
		v := layer.Value{ID: t.ID}
		note := figures.Text{}
		if t.Times.Timed > 0 {
			v.Text, v.Tone = say.Say("%s", brief(t.Times.Median)), toneOfTimes(t.Times)
			note = figures.T("in the touchpoint %s", within(t.Times))
		}
		if w, ok := into[t.ID]; ok {
			text := figures.T("coming from “%s” %s", figures.Plain(r.touchpoint(w.From).Title), within(w.Times))
			if note.Empty() {
				v.Text, v.Tone, note = say.Say("+%s", brief(w.Times.Median)), toneOfTimes(w.Times), text
			} else {
				v.Tone, note = worse(v.Tone, toneOfTimes(w.Times)), figures.T("%s; %s", note, text)
			}
		}
		if note.Empty() {
			continue
		}
		v.Note = say.Say("%s", note)
		p.value(v)
	}
	for _, w := range r.Journeys.Passages {
		if w.Times.Timed > 0 {
			p.Ways = append(p.Ways, layer.Way{From: w.From, To: w.To, Text: say.Say("%s", brief(w.Times.Median)), Tone: toneOfTimes(w.Times)})
		}
	}
	return p.legend(map[layer.Tone]string{
		layer.Good:  say.Say("mostly within the standard"),
		layer.Fair:  say.Say("more than half take longer than the standard"),
		layer.Poor:  say.Say("more than 1 in 10 take longer than acceptable"),
		layer.Plain: say.Say("half take no longer; + is the time before a touchpoint"),
	}, nil)
}

// mainPassages are, by touchpoint, the passage by which most come, of those with
// times.
func (r *Result) mainPassages() map[string]eventlog.Passage {
	out := map[string]eventlog.Passage{}
	for _, p := range r.Journeys.Passages {
		if p.Times.Timed > out[p.To].Times.Timed {
			out[p.To] = p
		}
	}
	return out
}

// worse is the tone that asks for more attention.
func worse(a, b layer.Tone) layer.Tone {
	for _, t := range []layer.Tone{layer.Poor, layer.Fair, layer.Good} {
		if a == t || b == t {
			return t
		}
	}
	return layer.Plain
}

// within says how long something takes, and what it should.
func within(s eventlog.Spread) figures.Text {
	out := figures.T("half are within %s, 9 in 10 within %s", brief(s.Median), brief(s.P90))
	if s.Standard > 0 {
		out = figures.T("%s, standard %s", out, brief(s.Standard))
	}
	if s.Acceptable > 0 {
		out = figures.T("%s, acceptable %s", out, brief(s.Acceptable))
	}
	return out
}

// dropOutLayer says where customers were seen last though more was to come.
func (r *Result) dropOutLayer(say figures.Sayer) layer.Layer {
	p := newPainter("drop-out", say.Say("Where customers drop out"))
	for _, t := range r.Touchpoints {
		share, known := t.DropOut()
		if !t.Observed || !known {
			continue
		}
		v := layer.Value{ID: t.ID, Tone: layer.Good, Note: say.Say("whoever came here was seen again, or had come to an end")}
		if t.DroppedOut > 0 {
			v.Text, v.Tone = percent(share), toneOfDropOut(share)
			v.Note = say.Say("%s of those who came were seen no more, though more was to come; journeys: %d", percent(share), t.DroppedOut)
		}
		p.value(v)
	}
	return p.legend(map[layer.Tone]string{
		layer.Good: say.Say("all go on"), layer.Fair: say.Say("up to 1 in 10 are seen no more"), layer.Poor: say.Say("more than 1 in 10 are seen no more"),
	}, nil)
}
