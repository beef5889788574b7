package simulate

import (
	"fmt"
	"math"
	"time"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
)

// find says what a reader should know even without reading the tables.
func (r *Result) find() {
	add := func(id string, tone figures.Tone, at string, t figures.Text) *figures.Finding {
		r.Findings = append(r.Findings, figures.Finding{ID: id, Tone: tone, Touchpoint: at, Text: t})
		return &r.Findings[len(r.Findings)-1]
	}
	for i := range r.Servers {
		s := &r.Servers[i]
		if s.Load.Value < 1 || r.Daily {
			continue
		}
		at := s.ID
		if s.Actor {
			at = ""
		}
		add("overload", figures.Poor, at, figures.T("“%s” cannot keep up: %s of what there is would be needed, and the queue grows without end", figures.Plain(s.Title), share(s.Load.Value))).Path = s.path
	}
	if s := r.bottleneck(); s != nil && s.Utilisation.Value >= 0.85 {
		f := add("bottleneck", toneOfLoad(s.Utilisation.Value), "", figures.T("“%s” limits the service: at work %s of the time", figures.Plain(s.Title), share(s.Utilisation.Value)))
		f.Path = s.path
		if !s.Actor {
			f.Touchpoint = s.ID
		}
	}
	for i := range r.Touchpoints {
		t := &r.Touchpoints[i]
		if t.Waits && t.Within.Known() && t.Within.High < 0.9 {
			add("wait-beyond-acceptable", toneOfShare(t.Within.Value), t.ID, figures.T("before “%s” %s of those who wait are served within the acceptable %s", figures.Plain(t.Title), share(t.Within.Value), said(t.Acceptable)))
		}
	}
	if r.GaveUp.Value > 0 {
		add("lost-patience", figures.Fair, "", figures.T("%s of the customers lose patience", share(r.GaveUp.Value)))
	}
	if r.Balked.Value > 0 {
		add("turned-away", figures.Fair, "", figures.T("%s of the customers turn away from the queue", share(r.Balked.Value)))
	}
	if r.acceptable > 0 && r.Time.P90.Low > r.acceptable.Seconds() {
		add("journey-beyond-acceptable", figures.Poor, "", figures.T("one journey in ten lasts longer than %s, and %s is acceptable", figures.Duration(r.Time.P90.Value), said(r.acceptable)))
	}
	if r.priced && r.Profit.High < 0 {
		add("loss", figures.Poor, "", figures.T("every customer makes a loss of %s on average", fmt.Sprintf("%.2f", -r.Profit.Value)))
	}
}

// bottleneck is who works the largest part of the time, nil where nobody serves.
func (r *Result) bottleneck() *Servers {
	var most *Servers
	for i := range r.Servers {
		if s := &r.Servers[i]; most == nil || s.Utilisation.Value > most.Utilisation.Value {
			most = s
		}
	}
	return most
}

func said(d time.Duration) figures.Text { return figures.Duration(d.Seconds()) }

// badge is a mean wait in the precision that a badge wants.
func badge(seconds float64) figures.Text {
	if seconds < 10 {
		return figures.Duration(math.Round(seconds*10) / 10)
	}
	return figures.Duration(math.Round(seconds))
}

func share(v float64) string { return fmt.Sprintf("%.3g%%", 100*v) }

// Layer shows on a picture where customers wait, and who limits the service.
func (r *Result) Layer(say figures.Sayer) layer.Layer {
	l := layer.Layer{ID: "simulation", Title: say.Say("Simulated waits")}
	used := map[layer.Tone]bool{}
	limit := ""
	if s := r.bottleneck(); s != nil && !s.Actor && s.Utilisation.Value > 0 {
		limit = s.ID
	}
	for i := range r.Touchpoints {
		t := &r.Touchpoints[i]
		v := layer.Value{ID: t.ID}
		switch {
		case t.Waits:
			v.Text = say.Say("%s", badge(t.Wait.Mean.Value))
			v.Note = say.Say("mean wait %s (95%% interval %s to %s), 9 in 10 within %s", figures.Duration(t.Wait.Mean.Value), figures.Duration(t.Wait.Mean.Low), figures.Duration(t.Wait.Mean.High), figures.Duration(t.Wait.P90.Value))
			if t.Within.Known() {
				v.Tone = toneOfShare(t.Within.Value)
				v.Note = say.Say("%s; %s within the acceptable %s", v.Note, share(t.Within.Value), said(t.Acceptable))
			}
		case t.Visits.Value == 0:
			v.Tone, v.Note = layer.Absent, say.Say("no simulated customer came here")
		default:
			continue
		}
		if t.ID == limit {
			v.Marks = []layer.Mark{layer.Bottleneck}
		}
		used[v.Tone] = true
		l.Values = append(l.Values, v)
	}
	words := map[layer.Tone]string{layer.Good: say.Say("9 in 10 wait acceptably"), layer.Fair: say.Say("7 in 10 wait acceptably"), layer.Poor: say.Say("more than 3 in 10 wait too long"), layer.Absent: say.Say("no simulated customer came here"), layer.Plain: say.Say("mean wait")}
	for _, t := range layer.Tones() {
		if used[t] {
			l.Legend = append(l.Legend, layer.Entry{Tone: t, Text: words[t]})
		}
	}
	if limit != "" {
		l.Legend = append(l.Legend, layer.Entry{Mark: layer.Bottleneck, Text: say.Say("limits the service")})
	}
	return l
}
