package measure

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/touchpoint"
)

func asUnknown(err error) (*Unknown, bool) {
	var u *Unknown
	ok := errors.As(err, &u)
	return u, ok
}

func (s *sheet) timeCharts(m *Model, t *Times) {
	if t.Plain == nil {
		return
	}
	falls := figures.Chart{ID: "main-path", Title: figures.T("Time along the main path"), Kind: figures.Waterfall,
		X: figures.Axis{Title: figures.T("Touchpoint")}, Y: figures.Axis{Title: figures.T("Time"), Unit: figures.Seconds}, Series: []figures.Series{{Title: figures.T("Standard")}}}
	if d := m.Blueprint.Acceptable; d > 0 {
		falls.Limits = []figures.Limit{{Title: figures.T("Acceptable time"), Value: d.Seconds()}}
	}
	falls.Series[0].Points = t.mainPath(m)
	if len(falls.Series[0].Points) > 0 {
		s.chart(falls)
	}
	bars := figures.Chart{ID: "standard-acceptable", Title: figures.T("Standard and acceptable time"), Kind: figures.Bars, X: falls.X, Y: falls.Y,
		Series: []figures.Series{{Title: figures.T("Standard")}, {Title: figures.T("Acceptable")}}}
	for i, x := range t.Touchpoints {
		if !x.Known || x.Acceptable <= 0 {
			continue
		}
		p := figures.Point{ID: x.ID, Label: figures.Plain(m.Net.Touchpoint(i).Title), Y: x.Visit.Mean, Tone: x.tone()}
		bars.Series[0].Points = append(bars.Series[0].Points, p)
		p.Y, p.Tone = x.Acceptable.Seconds(), figures.NoTone
		bars.Series[1].Points = append(bars.Series[1].Points, p)
	}
	if len(bars.Series[0].Points) > 0 {
		s.chart(bars)
	}
}

// mainPath divides the plain run's time until the customer has left: each stay
// goes to the critical touchpoint at work, else to the topmost one at work or
// waited for.
func (t *Times) mainPath(m *Model) []figures.Point {
	critical := map[int32]bool{}
	for _, i := range t.Plain.Path {
		critical[int32(i)] = true
	}
	var out []figures.Point
	for _, stay := range t.Plain.stays {
		if stay.gone || stay.length == 0 {
			continue
		}
		at, wait := int32(-1), false
		if i := slices.IndexFunc(stay.running, func(x int32) bool { return critical[x] }); i >= 0 {
			at = stay.running[i]
		} else if len(stay.waiting) > 0 {
			at, wait = stay.waiting[0], true
		} else if len(stay.running) > 0 {
			at = stay.running[0]
		}
		if at < 0 {
			continue
		}
		x := m.Net.Touchpoint(int(at))
		label := figures.Plain(x.Title)
		if wait {
			label = figures.T("Wait: %s", figures.Plain(x.Title))
		}
		p := figures.Point{ID: x.ID, Label: label, Y: stay.length.Seconds(), Tone: t.Touchpoints[at].tone()}
		if last := len(out) - 1; last >= 0 && out[last].ID == p.ID && out[last].Label.Phrase == p.Label.Phrase {
			out[last].Y += p.Y
			continue
		}
		out = append(out, p)
	}
	return out
}

func (s *sheet) timeFindings(m *Model, t *Times) {
	b := m.Blueprint
	if limit := b.Acceptable.Seconds(); limit > 0 && t.Customer != nil && t.Customer.Mean > limit {
		s.finding(figures.Finding{ID: "journey-over-acceptable", Tone: figures.Poor, Path: blueprint.Path{}.Key("acceptable"),
			Text: figures.T("The whole takes %v on average, but customers put up with %v", fig(t.Customer.Mean, figures.Seconds, t.How), fig(limit, figures.Seconds, figures.Given))})
	}
	for i, p := range b.Phases {
		if p.Time == nil || p.Time.Acceptable <= 0 {
			continue
		}
		for _, g := range t.Phases {
			if g.ID == p.ID && g.Title == p.Title && g.Elapsed != nil && g.Elapsed.Value > p.Time.Acceptable.Seconds() {
				s.finding(figures.Finding{ID: "phase-over-acceptable", Tone: figures.Poor, Path: blueprint.Path{}.Key("phases").At(i).Key("time"),
					Text: figures.T("%s takes %v on average, but customers put up with %v", figures.Plain(nameOr(p.Title, p.ID)), fig(g.Elapsed.Value, figures.Seconds, g.Elapsed.How), fig(p.Time.Acceptable.Seconds(), figures.Seconds, figures.Given))})
			}
		}
	}
	for i, x := range t.Touchpoints {
		if x.tone() == figures.Poor {
			s.finding(figures.Finding{ID: "time-over-acceptable", Tone: figures.Poor, Touchpoint: x.ID, Path: m.Graph.Path(m.Net.Touchpoint(i)).Key("time"),
				Text: figures.T("%s takes %v on average, but customers put up with %v", figures.Plain(m.Net.Touchpoint(i).Title), fig(x.Visit.Mean, figures.Seconds, figures.Exact), fig(x.Acceptable.Seconds(), figures.Seconds, figures.Given))})
		}
	}
}

func (s *sheet) timeMissing(m *Model, t *Times) {
	if !slices.ContainsFunc(t.Touchpoints, func(x TouchpointTime) bool { return x.Known }) {
		s.missing(needed("time", "Nothing says how long anything takes"))
		t = &Times{Flow: t.Flow}
	}
	for _, i := range t.Missing {
		x := m.Net.Touchpoint(i)
		s.missing(figures.Missing{Key: "time", Touchpoint: x.ID, Text: figures.T("Nothing says how long %s takes: the whole takes longer than is said here", figures.Plain(x.Title))})
	}
	for i := range m.Net.Len() {
		x := m.Net.Touchpoint(i)
		if t.Flow.Visits[i] == 0 {
			continue
		}
		if open := slices.ContainsFunc(x.Next, func(n touchpoint.Next) bool { return n.Chance == nil }); x.Choice() && open && len(x.Next) > 1 && !oneLeft(x) {
			s.missing(figures.Missing{Key: "next.chance", Touchpoint: x.ID, Text: figures.T("The choice at %s has no chances: its ways are taken to be equally likely", figures.Plain(x.Title))})
		}
		for _, f := range x.Fails {
			if f.Chance == nil && f.Recover != "" {
				s.missing(figures.Missing{Key: "fails.chance", Touchpoint: x.ID, Text: figures.T("%s has no chance: it is taken never to happen", figures.Plain(nameOr(f.Title, x.Title)))})
			}
		}
	}
}

// oneLeft tells whether a single way of a choice has no chance: it takes what the
// others leave.
func oneLeft(t *touchpoint.Touchpoint) bool {
	open := 0
	for _, n := range t.Next {
		if n.Chance == nil {
			open++
		}
	}
	return open == 1
}

// Layer gives the time of each touchpoint, judged by what is acceptable.
func (t *Times) Layer(say figures.Sayer) layer.Layer {
	out := layer.Layer{ID: "time", Title: say.Say("Expected time")}
	tones := map[layer.Tone]bool{}
	for _, x := range t.Touchpoints {
		v := layer.Value{ID: x.ID, Tone: x.tone()}
		switch {
		case x.Visits == 0:
			v.Tone, v.Note = layer.Absent, say.Say("nobody comes by")
		case !x.Known:
			continue
		default:
			v.Text = say.Say("%s", shortTime(x.Visit.Mean))
			v.Note = say.Say("%s on average, %s visits, %s in all", v.Text, fmt.Sprintf("%.4g", x.Visits), shortTime(x.Expected))
			if x.Acceptable > 0 {
				v.Note = say.Say("%s; acceptable %s", v.Note, figures.Duration(x.Acceptable.Seconds()))
			}
		}
		tones[v.Tone] = true
		out.Values = append(out.Values, v)
	}
	for _, e := range []layer.Entry{
		{Tone: layer.Good, Text: say.Say("within the acceptable time")}, {Tone: layer.Fair, Text: say.Say("within it on average, but often not")},
		{Tone: layer.Poor, Text: say.Say("longer than acceptable")}, {Tone: layer.Absent, Text: say.Say("nobody comes by")},
	} {
		if tones[e.Tone] {
			out.Legend = append(out.Legend, e)
		}
	}
	return out
}

func shortTime(s float64) figures.Text { return figures.Duration(math.Round(s)) }
