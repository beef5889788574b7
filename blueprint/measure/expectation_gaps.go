package measure

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// Gap is one of the five gaps (Parasuraman, Zeithaml & Berry), with what a
// blueprint knows of it.
type Gap struct {
	Number int // 1 to 5
	Known  int // places that say something of it
	Open   int // those where it gapes
	// Size is its mean over the places that are known: for gaps 1 and 2 the share
	// of places that are open, for gap 3 the time measured beyond the standard, for
	// gap 4 the time designed beyond the promise, both as shares of it and 0 where
	// it was kept, for gap 5 perceived less desired in points. Nil: no place says it
	// in figures.
	Size *float64
}

// Gaps works out what is known of the five gaps: 1, moments of truth without an
// expectation; 2, expectations without a standard; 3, standards and what was
// measured; 4, promised times and those of the design; 5, desired and perceived.
// An expectation or a standard of another touchpoint on stage in the same step
// counts for gaps 1 and 2. Standards that were met in all but some cases leave
// gap 3 open, by the share of those cases.
func (m *Model) Gaps(o Options, in Inputs) [5]Gap {
	return m.gaps(o, in, m.Judgements(o, in))
}

func (m *Model) gaps(o Options, in Inputs, judged []Judgement) [5]Gap {
	asked := map[*touchpoint.Touchpoint]bool{} // by a survey
	for _, j := range judged {
		asked[j.Touchpoint] = true
	}
	expected := func(t *touchpoint.Touchpoint) bool {
		return asked[t] || len(t.Expects) > 0 || t.Moment != nil && len(t.Moment.Standards) > 0
	}
	specified := func(t *touchpoint.Touchpoint) bool {
		return t.Standards != nil && len(t.Standards.Procedural)+len(t.Standards.Personal) > 0 || t.Time.Expected(o.Persona) > 0
	}
	var out [5]Gap
	for i := range out {
		out[i].Number = i + 1
	}
	for _, t := range m.Graph.Touchpoints() {
		if t.IsMoment() {
			out[0].count(!m.besideInStep(t, expected))
		}
		if expected(t) {
			out[1].count(!m.besideInStep(t, specified))
		}
	}
	for i := range 2 {
		out[i].share()
	}
	var late, broken, short sizes
	for _, x := range m.deliveries(o, in) {
		out[2].count(x.beyond > 0)
		late.add(max(0, x.beyond))
	}
	for _, x := range m.promises(o) {
		beyond := x.designed/x.promised - 1
		out[3].count(beyond > 0)
		broken.add(max(0, beyond))
	}
	for _, j := range judged {
		if mss, ok := j.MSS(); ok {
			out[4].count(mss < 0)
			short.add(mss)
		}
	}
	out[2].Size, out[3].Size, out[4].Size = late.mean(), broken.mean(), short.mean()
	return out
}

func (g *Gap) count(open bool) {
	g.Known++
	if open {
		g.Open++
	}
}

func (g *Gap) share() {
	if g.Known > 0 {
		g.Size = touchpoint.Of(float64(g.Open) / float64(g.Known))
	}
}

// sizes gathers sizes of a gap.
type sizes struct {
	sum float64
	n   int
}

func (s *sizes) add(v float64) { s.sum, s.n = s.sum+v, s.n+1 }

func (s *sizes) mean() *float64 {
	if s.n == 0 {
		return nil
	}
	return touchpoint.Of(s.sum / float64(s.n))
}

// besideInStep tells whether something holds of a touchpoint, or, where it is on
// stage, of another one on stage in its step.
func (m *Model) besideInStep(t *touchpoint.Touchpoint, holds func(*touchpoint.Touchpoint) bool) bool {
	if holds(t) || !m.Graph.Kind(t).Onstage() {
		return holds(t)
	}
	for _, x := range m.Graph.InStep(m.Graph.Place(t).Column) {
		if m.Graph.Kind(x).Onstage() && holds(x) {
			return true
		}
	}
	return false
}

// delivery is a standard with what was measured of it.
type delivery struct {
	t        *touchpoint.Touchpoint
	title    figures.Text
	standard figures.Cell
	measured figures.Cell
	n        int
	source   string
	beyond   float64 // share of the standard by which it was missed; below 0 where it was beaten
}

func (m *Model) deliveries(o Options, in Inputs) []delivery {
	var out []delivery
	timed := Summarise(in.Responses, o.Persona)
	for _, t := range m.Graph.Touchpoints() {
		standard := t.Time.Expected(o.Persona)
		if t.Time != nil && t.Time.Standard > 0 && len(t.Time.By) == 0 {
			standard = t.Time.Standard
		}
		add := func(seconds float64, n int, source string) {
			if standard > 0 && seconds > 0 {
				out = append(out, delivery{t, figures.Plain(t.Title), lasting(standard), figures.F(seconds, figures.Seconds, figures.Given), n, source, seconds/standard.Seconds() - 1})
			}
		}
		if t.Time != nil && t.Time.Measured != nil {
			add(t.Time.Measured.Mean.Seconds(), t.Time.Measured.Count, t.Time.Measured.Source)
		}
		for _, x := range timed {
			if x.Touchpoint == t.ID && x.Time.N > 0 {
				add(x.Time.Mean, x.Time.N, surveyTitle(m.Blueprint, x.Survey))
			}
		}
		if t.Standards == nil {
			continue
		}
		for _, list := range [][]touchpoint.Standard{t.Standards.Procedural, t.Standards.Personal} {
			for _, x := range list {
				if x.Met != nil {
					out = append(out, delivery{t, figures.T("%s: %s", figures.Plain(t.Title), figures.Plain(x.Title)), figures.F(1, figures.Share, figures.Exact), given(x.Met, figures.Share), 0, "", 1 - *x.Met})
				}
			}
		}
	}
	return out
}

func surveyTitle(b *blueprint.Blueprint, i int) string {
	if i < 0 || i >= len(b.Surveys) { // data that were read for another blueprint
		return ""
	}
	return b.Surveys[i].Title
}

// promised is a promise of a time with the time of the design, both in seconds.
type promised struct {
	t                  *touchpoint.Touchpoint
	promised, designed float64
}

// promises lists promised times. The design is the shorter of wait and time, as
// nobody knows which of the two is promised.
func (m *Model) promises(o Options) []promised {
	var out []promised
	for _, t := range m.Graph.Touchpoints() {
		if t.Promise == nil {
			continue
		}
		designed := t.Time.Expected(o.Persona)
		if t.Wait != nil && t.Wait.Expected > 0 && (designed == 0 || t.Wait.Expected < designed) {
			designed = t.Wait.Expected
		}
		if p := t.Promise.Time.Expected(o.Persona); p > 0 && designed > 0 {
			out = append(out, promised{t, p.Seconds(), designed.Seconds()})
		}
	}
	return out
}

func (s *sheet) gaps(m *Model, in Inputs, o Options, judged []Judgement) {
	about := [5]string{
		"1: what customers expect, and what the firm knows of it",
		"2: what the firm knows, and what it specifies",
		"3: what is specified, and what is delivered",
		"4: what is promised, and what is designed",
		"5: what is expected, and what is perceived",
	}
	absent := [5]string{
		"There is no moment of truth to look for expectations at",
		"There is no expectation to look for a standard of",
		"No standard was measured: a measured time, or the share of cases that meet a standard",
		"No promise names a time",
		"No desired level stands beside a perceived one",
	}
	keys := [5]string{"moment", "expects", "time.measured", "promise.time", "expects.perceived"}
	t := figures.Table{ID: "gaps", Title: figures.T("The five gaps"), Head: figures.T("Gap"), Columns: heads("known", "Places known", "open", "Open", "size", "Mean size"),
		Notes: []figures.Text{
			figures.T("Size: for gaps 1 and 2 the share of places that are open, for 3 and 4 what is late as a share of standard or promise, for 5 perceived less desired"),
			figures.T("A gap of which nothing is known is not closed"),
		}}
	for i, g := range m.gaps(o, in, judged) {
		unit := figures.Share
		if g.Number == 5 {
			unit = figures.Points
		}
		row := figures.Row{ID: "gap-" + string(rune('0'+g.Number)), Title: figures.T(about[i]), Cells: []figures.Cell{figures.F(float64(g.Known), figures.Count, figures.Exact), {}, maybe(g.Size, unit, figures.Exact)}}
		if g.Known == 0 {
			s.missing(needed(keys[i], absent[i]))
		} else {
			row.Cells[1] = toned(figures.F(float64(g.Open), figures.Count, figures.Exact), toneOf(g.Open == 0))
		}
		t.Rows = append(t.Rows, row)
	}
	s.table(t)
	s.deliveries(m.deliveries(o, in))
	s.promises(m, m.promises(o))
}

func (s *sheet) deliveries(list []delivery) {
	t := figures.Table{ID: "delivered", Title: figures.T("Standards and what was measured"), Head: figures.T("Standard"),
		Columns: heads("standard", "Standard", "measured", "Measured", "missed", "Missed by", "n", "Observations", "source", "Source")}
	for _, x := range list {
		t.Rows = append(t.Rows, figures.Row{ID: x.t.ID, Title: x.title, Cells: []figures.Cell{x.standard, x.measured,
			toned(figures.F(x.beyond, figures.Share, figures.Exact), toneOf(x.beyond <= 0)), counted(x.n), verbatim(x.source)}})
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
}

func (s *sheet) promises(m *Model, list []promised) {
	t := figures.Table{ID: "promises", Title: figures.T("Promises"), Head: figures.T("Touchpoint"), Columns: heads("promised", "Promised", "designed", "Designed", "late", "Late by")}
	for _, x := range list {
		late := x.designed - x.promised
		t.Rows = append(t.Rows, touchpointRow(x.t, figures.F(x.promised, figures.Seconds, figures.Given), figures.F(x.designed, figures.Seconds, figures.Given),
			toned(figures.F(late, figures.Seconds, figures.Exact), toneOf(late <= 0))))
		if late > 0 {
			s.finding(figures.Finding{ID: "overpromise", Tone: figures.Poor, Touchpoint: x.t.ID, Path: m.Graph.Path(x.t).Key("promise"),
				Text: figures.T("Customers are promised %v at %s, and the design takes %v", fig(x.promised, figures.Seconds, figures.Given), figures.Plain(x.t.Title), fig(x.designed, figures.Seconds, figures.Given))})
		}
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
}
