package html

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/touchpoint"
)

// group is a part of what is known of a touchpoint, under a heading.
type group struct {
	Name  string `json:"name"`
	Facts []fact `json:"facts"`
}

// fact is a name with what is said under it.
type fact struct {
	Name  string `json:"name,omitempty"`
	Items []item `json:"items"`
	Quiet bool   `json:"quiet,omitempty"` // not searched: it is said of another touchpoint, too
}

// item is one thing that is said: where it leads, and what stands below it.
type item struct {
	Text string `json:"text"`
	Note string `json:"note,omitempty"`
	To   string `json:"to,omitempty"`   // id of a touchpoint
	Href string `json:"href,omitempty"` // a safe address
	Tone string `json:"tone,omitempty"` // plus, minus, fail
}

// add adds a fact unless there is nothing to say.
func (g *group) add(name string, items ...item) {
	var said []item
	for _, it := range items {
		if it.Text = prose.Line(it.Text); it.Text != "" {
			it.Note = prose.Line(it.Note)
			said = append(said, it)
		}
	}
	if name != "" {
		name = prose.Capital(prose.Line(name))
	}
	if len(said) > 0 {
		g.Facts = append(g.Facts, fact{Name: name, Items: said})
	}
}

// text adds a plain fact.
func (g *group) text(name, text string) { g.add(name, item{Text: text}) }

// groups say everything that is known of a touchpoint.
func (w *writer) groups(t *touchpoint.Touchpoint) []group {
	out := w.layered(t)
	for _, g := range []group{
		w.time(t), w.flow(t), w.sheet(t), w.standards(t), w.expectations(t), w.fails(t), w.work(t), w.backing(t), w.more(t),
	} {
		if len(g.Facts) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (w *writer) time(t *touchpoint.Touchpoint) group {
	f := w.words.Facts
	g := group{Name: f.TimeAndWait}
	g.text(f.Time, w.Time(t.Time))
	if t.Time != nil {
		for _, p := range t.Time.By {
			g.text(w.person(p.Persona), w.Duration(p.Value))
		}
		if m := t.Time.Measured; m != nil {
			g.add(f.Measured, item{Text: w.measured(m), Note: w.joined(m.Source, string(m.On))})
		}
	}
	if x := t.Wait; x != nil {
		text := w.wait(x)
		if text == "" {
			text = f.Yes
		}
		g.text(f.Wait, text)
		if x.Then != "" {
			g.add(f.Then, w.goal(x.Then))
		}
		if x.Balk > 0 {
			g.text("", fmt.Sprintf(f.Balk, x.Balk))
		}
		g.text(f.Occupied, x.Occupied)
		if x.Explained {
			g.text(f.Explained, f.Yes)
		}
	}
	if t.At != nil {
		g.text(f.At, w.span(t.At))
	}
	return g
}

func (w *writer) measured(m *touchpoint.Measured) string {
	var parts []string
	if m.Mean > 0 {
		parts = append(parts, fmt.Sprintf(w.Mean, w.Duration(m.Mean)))
	}
	if m.Median > 0 {
		parts = append(parts, "P50 "+w.Duration(m.Median))
	}
	if m.P90 > 0 {
		parts = append(parts, "P90 "+w.Duration(m.P90))
	}
	if m.Count > 0 {
		parts = append(parts, fmt.Sprintf("n = %d", m.Count))
	}
	return strings.Join(parts, w.Comma)
}

func (w *writer) span(s *touchpoint.Span) string {
	from, to := w.Duration(s.Min), w.Duration(s.Max)
	if from == to || s.Max == 0 {
		return from
	}
	return from + "–" + to
}

// goal is a touchpoint, or the end, to go to.
func (w *writer) goal(id string) item {
	if t, ok := w.Touchpoint(id); ok {
		return item{Text: t.Title, To: t.ID}
	}
	if id == touchpoint.End {
		return item{Text: w.End}
	}
	return item{Text: id}
}

func (w *writer) flow(t *touchpoint.Touchpoint) group {
	f := w.words.Facts
	g := group{Name: f.Flow}
	var from, sets, to, links []item
	for _, way := range w.In(t) {
		if way.From != nil && way.From != t {
			from = append(from, item{Text: way.From.Title, To: way.From.ID, Note: w.said(way), Tone: toneOf(way)})
		}
	}
	for _, way := range w.Out(t) {
		it := item{Text: w.End, Note: w.said(way), Tone: toneOf(way)}
		if way.To != nil {
			it.Text, it.To = way.To.Title, way.To.ID
		}
		if way.Role == blueprint.Down {
			sets = append(sets, it)
		} else {
			to = append(to, it)
		}
	}
	for _, l := range w.Links() {
		switch {
		case l.From == t:
			links = append(links, item{Text: l.To.Title, To: l.To.ID, Note: l.Link.Title})
		case l.To == t:
			links = append(links, item{Text: l.From.Title, To: l.From.ID, Note: l.Link.Title})
		}
	}
	g.add(f.From, from...)
	g.add(f.Starts, sets...)
	g.add(f.To, to...)
	g.add(f.Links, links...)
	return g
}

// said is what stands on a way: its condition and chance, whether it mends
// something, whether it leads back.
func (w *writer) said(way blueprint.Way) string {
	var parts []string
	if way.Origin == blueprint.Recovery && way.Role == blueprint.OnFail {
		parts = append(parts, w.Text.Recover)
	}
	if label := w.WayLabel(way); label != "" {
		parts = append(parts, label)
	}
	if way.Back {
		parts = append(parts, w.words.Facts.BackTo)
	}
	return strings.Join(parts, w.Comma)
}

func toneOf(way blueprint.Way) string {
	if way.Origin == blueprint.Recovery {
		return "fail"
	}
	return ""
}

func (w *writer) work(t *touchpoint.Touchpoint) group {
	f := w.words.Facts
	g := group{Name: f.Work}
	g.text(f.Actor, w.ActorTitle(t))
	g.text(f.Channel, w.words.term("channel", t.Channel))
	g.text(f.Owner, t.Owner)
	if t.Servers > 0 {
		g.text(f.Servers, fmt.Sprint(t.Servers))
	}
	if t.Cost != nil {
		if t.Cost.PerUse != nil {
			g.text(f.Cost, fmt.Sprintf(f.PerUse, w.money(*t.Cost.PerUse)))
		}
		if t.Cost.PerMinute != nil {
			g.text(f.Cost, fmt.Sprintf(f.PerMinute, w.money(*t.Cost.PerMinute)))
		}
	}
	g.text(f.Policy, t.Policy)
	g.text(f.Value, w.words.term("value", string(t.AddsValue)))
	g.text(f.Latitude, w.words.term("level", string(t.Latitude)))
	g.text(f.Complaint, w.words.term("complaint", string(t.Complaint)))
	g.text(f.Facets, w.facets(t.Facets))
	return g
}

// money writes an amount with the blueprint's currency.
func (w *writer) money(v float64) string {
	if c := prose.Line(w.Blueprint.Currency); c != "" {
		return prose.Number(v) + " " + c
	}
	return prose.Number(v)
}

func (w *writer) facets(x *touchpoint.Facets) string {
	if x == nil {
		return ""
	}
	f := w.words.Facts
	either := func(v *bool, yes, no string) string {
		switch {
		case v == nil:
			return ""
		case *v:
			return yes
		}
		return no
	}
	return w.joined(
		w.words.term("stage", string(x.Stage)), either(x.Technical, f.Technical, f.NotTechnical), w.words.term("place", string(x.Place)),
		either(x.Paid, f.Paid, f.Free), w.words.term("audience", string(x.Audience)), w.words.term("recipient", string(x.Recipient)))
}

// joined puts what is not empty into one line.
func (w *writer) joined(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p = prose.Line(p); p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, w.Comma)
}

// person is the title of a persona.
func (w *writer) person(id string) string { return w.Personas([]string{id})[0] }

// only says for whom something is, "" where it is for everybody.
func (w *writer) only(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return fmt.Sprintf(w.Only, strings.Join(w.Personas(ids), w.Comma))
}
