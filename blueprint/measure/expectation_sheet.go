package measure

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// Judgement is what customers expect and perceive somewhere, as the blueprint
// says it or as a survey summed up.
type Judgement struct {
	touchpoint.Expectation
	Touchpoint *touchpoint.Touchpoint // nil: the whole service
	Whose      string                 // titles of the personas who judge so; empty: all
	N          int                    // answers behind it; 0: the blueprint says it
	Survey     int                    // index into Blueprint.Surveys; -1: the blueprint says it
	Path       blueprint.Path         // where it is written, or where its survey is
}

// name is what the judgement is about.
func (j Judgement) name() figures.Text {
	if j.Whose != "" {
		whose := j.Whose
		j.Whose = ""
		return figures.T("%s (%s)", j.name(), figures.Plain(whose))
	}
	switch {
	case j.Touchpoint == nil && j.Title == "":
		return figures.T("The whole service")
	case j.Touchpoint == nil:
		return figures.Plain(j.Title)
	case j.Title == "":
		return figures.Plain(j.Touchpoint.Title)
	}
	return figures.T("%s: %s", figures.Plain(j.Touchpoint.Title), figures.Plain(j.Title))
}

func (j Judgement) id() string {
	if j.Touchpoint == nil {
		return ""
	}
	return j.Touchpoint.ID
}

// Judgements lists what customers expect and perceive: what the touchpoints say,
// in reading order, then what surveys say. Where a persona is named only what is
// for that persona counts.
func (m *Model) Judgements(o Options, in Inputs) []Judgement {
	var out []Judgement
	for _, t := range m.Graph.Touchpoints() {
		for i, e := range t.Expects {
			if len(e.For) > 0 && o.Persona != "" && !slices.Contains(e.For, o.Persona) {
				continue
			}
			out = append(out, Judgement{Expectation: e, Touchpoint: t, Whose: m.personas(e.For), Survey: -1, Path: m.Graph.Path(t).Key("expects").At(i)})
		}
	}
	for _, s := range Summarise(in.Responses, o.Persona) {
		t, _ := m.Graph.Touchpoint(s.Touchpoint)
		if s.Perceived.N+s.Adequate.N+s.Desired.N+s.Importance.N > 0 {
			out = append(out, Judgement{Expectation: s.expectation(), Touchpoint: t, N: s.N, Survey: s.Survey, Path: blueprint.Path{}.Key("surveys").At(s.Survey)})
		}
	}
	return out
}

// personas lists the titles of personas.
func (m *Model) personas(ids []string) string {
	var out []string
	for _, p := range m.Blueprint.Personas {
		if slices.Contains(ids, p.ID) {
			out = append(out, p.Title)
		}
	}
	return strings.Join(out, ", ")
}

// ExpectationSheet is what customers expect and perceive: the zone of tolerance at
// each touchpoint and by level of drivers, importance against performance, the
// five gaps, SERVQUAL and Kano. The error is a blueprint.Diagnostics, located, of
// data that contradict themselves.
func (m *Model) ExpectationSheet(o Options, in Inputs) (figures.Sheet, error) {
	s := sheet{figures.Sheet{ID: "expectation", Title: figures.T("Expectation")}}
	judged := m.Judgements(o, in)
	s.surveys(m.Blueprint, in)
	s.zones(judged)
	s.drivingLevels(judged)
	s.quadrants(judged)
	s.gaps(m, in, o, judged)
	found := errors.Join(s.servqual(m.Blueprint, in, o), s.kano(m, in, o))
	return s.Sheet, located(m.Blueprint, found)
}

// surveys lists where the data were heard.
func (s *sheet) surveys(b *blueprint.Blueprint, in Inputs) {
	if len(b.Surveys) == 0 {
		return
	}
	t := figures.Table{ID: "surveys", Title: figures.T("Surveys"), Head: figures.T("Survey"),
		Columns: heads("post", "Listening post", "source", "Source", "date", "Date", "answers", "Answers read")}
	for i, x := range b.Surveys {
		row := figures.Row{ID: blueprint.Slug(x.Title), Title: figures.Plain(x.Title), Cells: []figures.Cell{verbatim(x.Post), verbatim(x.Source), verbatim(string(x.Date)), {}}}
		at := slices.IndexFunc(in.Responses, func(r Responses) bool { return r.Index == i })
		switch {
		case at >= 0:
			row.Cells[3] = figures.F(float64(len(in.Responses[at].Answers)), figures.Count, figures.Given)
		case x.File != "":
			s.missing(needed("surveys.file", "The data of the survey %s in %s were not read", figures.Plain(x.Title), figures.Plain(x.File)))
		}
		t.Rows = append(t.Rows, row)
	}
	s.table(t)
}

// verdictTone judges a verdict.
func verdictTone(v touchpoint.Verdict) figures.Tone {
	switch v {
	case touchpoint.Disadvantage:
		return figures.Poor
	case touchpoint.Advantage:
		return figures.Fair
	case touchpoint.Loyalty:
		return figures.Good
	}
	return figures.NoTone
}

// verdictText says a verdict in words.
func verdictText(v touchpoint.Verdict) figures.Text {
	switch v {
	case touchpoint.Disadvantage:
		return figures.T("disadvantage")
	case touchpoint.Advantage:
		return figures.T("advantage")
	case touchpoint.Loyalty:
		return figures.T("loyalty")
	}
	return figures.Text{}
}

func zoneColumns(first ...string) []figures.Column {
	return heads(append(first, "adequate", "Adequate", "desired", "Desired", "perceived", "Perceived", "zone", "Zone", "msa", "Adequacy (MSA)", "mss", "Superiority (MSS)", "verdict", "Verdict")...)
}

// zoneCells are the figures of a zone of tolerance; levels are how they came to be.
func zoneCells(e touchpoint.Expectation, levels figures.How) []figures.Cell {
	cells := []figures.Cell{maybe(e.Adequate, figures.Points, levels), maybe(e.Desired, figures.Points, levels), maybe(e.Perceived, figures.Points, levels)}
	tone := verdictTone(e.Verdict())
	for i, d := range []func() (float64, bool){e.Zone, e.MSA, e.MSS} {
		c := figures.Cell{}
		if v, ok := d(); ok {
			c = figures.F(v, figures.Points, figures.Exact)
			if i > 0 {
				c = toned(c, tone)
			}
		}
		cells = append(cells, c)
	}
	return append(cells, figures.Said(verdictText(e.Verdict())))
}

func band(id string, title figures.Text) figures.Chart {
	return figures.Chart{ID: id, Title: title, Kind: figures.Band, Y: figures.Axis{Title: figures.T("Points"), Unit: figures.Points},
		Series: []figures.Series{{Title: figures.T("Perceived, in or beside the zone from adequate to desired")}}}
}

func (s *sheet) zones(judged []Judgement) {
	t := figures.Table{ID: "zones", Title: figures.T("Zone of tolerance"), Head: figures.T("Touchpoint"), Columns: zoneColumns("driver", "Driver", "importance", "Importance"),
		Notes: []figures.Text{figures.T("MSA = perceived - adequate, MSS = perceived - desired; below adequate is a disadvantage, inside the zone an advantage, above desired loyalty (Parasuraman, Zeithaml & Berry 1994)")}}
	c := band("zones", t.Title)
	for _, j := range judged {
		how := figures.Given
		if j.N > 0 {
			how = figures.Exact // the mean of the answers
		}
		t.Rows = append(t.Rows, figures.Row{ID: j.id(), Title: j.name(), Cells: append([]figures.Cell{phrase(string(j.Driver)), maybe(j.Importance, figures.Points, how)}, zoneCells(j.Expectation, how)...)})
		v := j.Verdict()
		if v == touchpoint.Unknown {
			s.zoneMissing(j)
			continue
		}
		c.Series[0].Points = append(c.Series[0].Points, figures.Point{ID: j.id(), Label: j.name(), Y: *j.Perceived, Low: *j.Adequate, High: *j.Desired, Tone: verdictTone(v)})
		if v == touchpoint.Disadvantage {
			s.finding(figures.Finding{ID: "below-adequate", Tone: figures.Poor, Touchpoint: j.id(), Path: j.Path,
				Text: figures.T("%s: customers perceive %v, below the %v that will just do", j.name(), fig(*j.Perceived, figures.Points, how), fig(*j.Adequate, figures.Points, how))})
		}
	}
	if len(judged) == 0 {
		s.missing(needed("expects", "The zone of tolerance needs what customers find adequate, desire and perceive"))
		return
	}
	if slices.ContainsFunc(judged, func(j Judgement) bool { return j.N > 0 }) {
		t.Notes = append(t.Notes, figures.T("Levels of surveys are means of the answers"))
	}
	s.table(t)
	if len(c.Series[0].Points) > 0 {
		s.chart(c)
	}
}

func (s *sheet) zoneMissing(j Judgement) {
	for _, x := range []struct {
		key string
		v   *float64
	}{{"adequate", j.Adequate}, {"desired", j.Desired}, {"perceived", j.Perceived}} {
		if x.v == nil {
			s.missing(figures.Missing{Key: "expects." + x.key, Touchpoint: j.id(), Text: figures.T("%s: the verdict needs what is adequate, desired and perceived", j.name())})
		}
	}
}

// Levels are the means of what customers judge on one of the five levels of
// drivers of satisfaction (Cumby & Barnes), over expectations of which adequate,
// desired and perceived are known.
type Levels struct {
	touchpoint.Expectation
	N int
}

// DriverLevels gives the means on each level, from the core outwards. Levels of
// which nothing is known have N 0.
func DriverLevels(judged []Judgement) []Levels {
	var out []Levels
	for _, d := range touchpoint.Drivers() {
		var a, w, p float64
		l := Levels{}
		for _, j := range judged {
			if j.Driver == d && j.Verdict() != touchpoint.Unknown {
				a, w, p = a+*j.Adequate, w+*j.Desired, p+*j.Perceived
				l.N++
			}
		}
		l.Driver = d
		if n := float64(l.N); l.N > 0 {
			l.Adequate, l.Desired, l.Perceived = touchpoint.Of(a/n), touchpoint.Of(w/n), touchpoint.Of(p/n)
		}
		out = append(out, l)
	}
	return out
}

func (s *sheet) drivingLevels(judged []Judgement) {
	if len(judged) == 0 {
		return
	}
	t := figures.Table{ID: "levels", Title: figures.T("Satisfaction by level of drivers"), Head: figures.T("Level"), Columns: zoneColumns("judgements", "Judgements"),
		Notes: []figures.Text{figures.T("Five levels from the core outwards (Cumby & Barnes); means of what is judged there, each as much as the others")}}
	c := band("levels", t.Title)
	for _, l := range DriverLevels(judged) {
		if l.N == 0 {
			s.missing(needed("expects.driver", "Nothing that customers judge is assigned to the level %s", figures.T(string(l.Driver))))
			continue
		}
		t.Rows = append(t.Rows, figures.Row{ID: string(l.Driver), Title: figures.T(string(l.Driver)),
			Cells: append([]figures.Cell{figures.F(float64(l.N), figures.Count, figures.Exact)}, zoneCells(l.Expectation, figures.Exact)...)})
		c.Series[0].Points = append(c.Series[0].Points, figures.Point{ID: string(l.Driver), Label: figures.T(string(l.Driver)), Y: *l.Perceived, Low: *l.Adequate, High: *l.Desired, Tone: verdictTone(l.Verdict())})
	}
	if len(t.Rows) > 0 {
		s.table(t)
		s.chart(c)
	}
}

func (s *sheet) quadrants(judged []Judgement) {
	var known []Judgement
	importance, performance := 0.0, 0.0
	for _, j := range judged {
		if j.Importance != nil && j.Perceived != nil {
			known = append(known, j)
			importance, performance = importance+*j.Importance, performance+*j.Perceived
		}
	}
	if len(known) < 2 {
		s.missing(needed("expects.importance", "Importance against performance needs both for two judgements or more"))
		return
	}
	importance, performance = importance/float64(len(known)), performance/float64(len(known))
	t := figures.Table{ID: "importance-performance", Title: figures.T("Importance against performance"), Head: figures.T("Touchpoint"),
		Columns: heads("importance", "Importance", "performance", "Performance", "quadrant", "Quadrant"),
		Notes: []figures.Text{figures.T("The field is divided at the means, importance %v and performance %v (Martilla & James 1977): half of it is always below, however good the service",
			fig(importance, figures.Points, figures.Exact), fig(performance, figures.Points, figures.Exact))}}
	c := figures.Chart{ID: "importance-performance", Title: t.Title, Kind: figures.Bars, Y: figures.Axis{Title: figures.T("Points"), Unit: figures.Points},
		Series: []figures.Series{{Title: figures.T("Importance")}, {Title: figures.T("Performance")}}}
	for _, j := range known {
		q := ImportancePerformance(*j.Importance, *j.Perceived, importance, performance)
		tone := figures.NoTone
		switch q {
		case Concentrate:
			tone = figures.Poor
			s.finding(figures.Finding{ID: "concentrate-here", Tone: figures.Fair, Touchpoint: j.id(), Path: j.Path, Text: figures.T("%s matters more than most, and is done worse than most", j.name())})
		case KeepUp:
			tone = figures.Good
		}
		t.Rows = append(t.Rows, figures.Row{ID: j.id(), Title: j.name(), Cells: []figures.Cell{given(j.Importance, figures.Points), toned(given(j.Perceived, figures.Points), tone), phrase(string(q))}})
		c.Series[0].Points = append(c.Series[0].Points, figures.Point{ID: j.id(), Label: j.name(), Y: *j.Importance})
		c.Series[1].Points = append(c.Series[1].Points, figures.Point{ID: j.id(), Label: j.name(), Y: *j.Perceived, Tone: tone})
	}
	s.table(t)
	s.chart(c)
}

// surveyProblem is a problem with data of a survey in the blueprint.
func surveyProblem(i int, key string, err error) blueprint.Diagnostics {
	return blueprint.Diagnostics{{Rule: "survey", Severity: blueprint.Error, Path: blueprint.Path{}.Key("surveys").At(i).Key(key), Message: fmt.Sprint(err), Hint: "see docs/measures/surveys.md"}}
}
