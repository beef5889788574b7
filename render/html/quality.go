package html

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/touchpoint"
)

func (w *writer) sheet(t *touchpoint.Touchpoint) group {
	f := w.words.Facts
	g := group{Name: f.Sheet}
	if t.Moment != nil {
		g.add(f.Delights, texts(t.Moment.Enhancers, "plus")...)
		g.add(f.TakenForGranted, texts(t.Moment.Standards, "")...)
		g.add(f.Annoys, texts(t.Moment.Detractors, "minus")...)
	}
	return g
}

func texts(list []string, tone string) []item {
	var out []item
	for _, s := range list {
		out = append(out, item{Text: s, Tone: tone})
	}
	return out
}

func (w *writer) standards(t *touchpoint.Touchpoint) group {
	f := w.words.Facts
	g := group{Name: f.Standards}
	if t.Standards != nil {
		g.add(f.Procedural, w.standard(t.Standards.Procedural)...)
		g.add(f.Personal, w.standard(t.Standards.Personal)...)
	}
	return g
}

func (w *writer) standard(list []touchpoint.Standard) []item {
	var out []item
	for _, s := range list {
		met := ""
		if s.Met != nil {
			met = fmt.Sprintf(w.words.Facts.Met, prose.Percent(*s.Met))
		}
		aspect := w.words.term("aspect", string(s.Aspect))
		it := item{Text: s.Title, Note: w.joined(aspect, met)}
		if prose.Line(it.Text) == "" {
			it = item{Text: aspect, Note: met}
		}
		out = append(out, it)
	}
	return out
}

func (w *writer) expectations(t *touchpoint.Touchpoint) group {
	f := w.words.Facts
	g := group{Name: f.Expectations}
	for _, e := range t.Expects {
		var scores []string
		for _, s := range []struct {
			name  string
			value *float64
		}{{w.Curve.Adequate, e.Adequate}, {w.Curve.Desired, e.Desired}, {w.Curve.Felt, e.Perceived}, {f.Importance, e.Importance}} {
			if s.value != nil {
				scores = append(scores, s.name+" "+prose.Number(*s.value))
			}
		}
		line := strings.Join(scores, w.Comma)
		kind := w.joined(w.words.term("driver", string(e.Driver)), w.words.term("dimension", string(e.Dimension)), w.only(e.For))
		verdict := item{Text: w.words.term("verdict", string(e.Verdict())), Tone: map[touchpoint.Verdict]string{touchpoint.Disadvantage: "minus", touchpoint.Loyalty: "plus"}[e.Verdict()]}
		switch title := prose.Line(e.Title); {
		case title != "":
			g.add("", item{Text: title, Note: w.joined(line, kind)}, verdict)
		case line != "":
			g.add("", item{Text: line, Note: kind}, verdict)
		default:
			g.add("", item{Text: kind}, verdict)
		}
	}
	return g
}

// fails tell of every fail point, of those of the evidence in the step as well
// where the touchpoint leads the step: they belong to no other touchpoint.
func (w *writer) fails(t *touchpoint.Touchpoint) group {
	g := group{Name: w.words.Facts.Fails}
	for _, f := range t.Fails {
		w.fail(&g, f, "")
	}
	if w.leads(t) {
		for _, e := range w.step(t).Evidence {
			for _, f := range e.Fails {
				w.fail(&g, f, e.Title)
			}
		}
	}
	return g
}

// leads says whether a touchpoint is the topmost one of its step.
func (w *writer) leads(t *touchpoint.Touchpoint) bool {
	step := w.InStep(w.Place(t).Column)
	return len(step) > 0 && step[0] == t
}

// step is the column that a touchpoint stands in.
func (w *writer) step(t *touchpoint.Touchpoint) *blueprint.Step {
	place := w.Place(t)
	return &w.Blueprint.Phases[place.Phase].Steps[place.Step]
}

func (w *writer) fail(g *group, f touchpoint.Fail, evidence string) {
	facts := w.words.Facts
	title := prose.Line(f.Title)
	if title == "" {
		title = prose.Capital(w.Fail)
	}
	var numbers []string
	if f.Chance != nil {
		numbers = append(numbers, fmt.Sprintf(facts.Chance, prose.Percent(*f.Chance)))
	}
	if n, known := f.RPN(); known {
		numbers = append(numbers, fmt.Sprintf(facts.Risk, n)+fmt.Sprintf(" (%d·%d·%d)", f.Severity, f.Occurrence, f.Detection))
	}
	if f.Cost != nil {
		numbers = append(numbers, fmt.Sprintf(facts.FailCost, w.money(*f.Cost)))
	}
	kind := ""
	if f.Kind != "" {
		kind = w.words.term("fail", string(f.Kind))
	}
	g.add(evidence, item{Text: title, Note: w.joined(strings.Join(numbers, w.Comma), kind, w.only(f.For)), Tone: "fail"})
	if f.Cause != "" {
		g.text("", fmt.Sprintf(facts.Cause, f.Cause))
	}
	var prevent []item
	for _, p := range f.Prevent {
		cost := ""
		if p.Cost != nil {
			cost = fmt.Sprintf(facts.FailCost, w.money(*p.Cost))
		}
		prevent = append(prevent, item{Text: p.Title, Note: w.joined(w.words.term("prevention", string(p.Kind)), cost)})
	}
	g.add(facts.Prevent, prevent...)
	if f.Recover != "" {
		g.add(facts.Recover, w.goal(f.Recover))
	}
	var tags []string
	for _, tag := range f.Tags {
		tags = append(tags, w.words.term("irritant", tag))
	}
	g.text(facts.Tags, w.joined(tags...))
	g.text(facts.Notes, f.Notes)
	g.add(facts.Refs, addresses(f.Refs)...)
}

func (w *writer) more(t *touchpoint.Touchpoint) group {
	f := w.words.Facts
	g := group{Name: f.More}
	g.text(f.Evidence, w.evidence(w.step(t)))
	if len(g.Facts) > 0 {
		g.Facts[0].Quiet = !w.leads(t)
	}
	if len(t.For) > 0 {
		g.text(f.For, strings.Join(w.Personas(t.For), w.Comma))
	}
	if e := t.Emotion; e != nil {
		if e.Value != nil {
			g.text(f.Emotion, signed(*e.Value))
		}
		for _, p := range e.By {
			g.text(f.Emotion+w.Text.Open+w.person(p.Persona)+w.Text.Shut, signed(p.Value))
		}
	}
	if p := t.Promise; p != nil {
		g.add(f.Promise, item{Text: w.joined(p.Title, w.Time(p.Time)), Note: p.Where})
	}
	for _, m := range t.Metrics {
		g.add(f.Metrics, w.metric(m))
	}
	g.text(f.Aliases, w.joined(t.Aliases...))
	g.text(w.Text.ID, t.ID)
	return g
}

func (w *writer) metric(m touchpoint.Metric) item {
	text, unit := m.Title, ""
	if u := prose.Line(m.Unit); u != "" {
		unit = " " + u
	}
	if m.Value != nil {
		text += w.Colon + prose.Number(*m.Value) + unit
	}
	note := m.Source
	if m.Target != nil {
		note = w.joined(fmt.Sprintf(w.Target, prose.Number(*m.Target)+unit), m.Source)
	}
	return item{Text: text, Note: note}
}

// signed writes a feeling, +2 to -2.
func signed(v float64) string {
	if v > 0 {
		return "+" + prose.Number(v)
	}
	return strings.Replace(prose.Number(v), "-", "−", 1)
}

// evidence is what can be seen in a step, as one line.
func (w *writer) evidence(s *blueprint.Step) string {
	var list []string
	for _, e := range s.Evidence {
		if title := prose.Line(e.Title); title != "" {
			list = append(list, title)
		}
	}
	return strings.Join(list, w.Comma)
}

func (w *writer) backing(t *touchpoint.Touchpoint) group {
	f := w.words.Facts
	g := group{Name: f.Backing}
	if p := t.Proof; p != nil {
		g.text(f.Proof, w.words.term("proof", string(p.Status)))
		g.add(f.Source, address(p.Source))
		g.text(f.Checked, string(p.Checked))
	}
	if t.See != "" {
		g.add(f.See, address(t.See))
	}
	g.add(f.Refs, addresses(t.Refs)...)
	g.text(f.Notes, t.Notes)
	for _, x := range []struct {
		name   string
		waiver *touchpoint.Waiver
	}{{f.Waived, t.Waive}, {f.Quarantined, t.Quarantine}} {
		if x.waiver == nil {
			continue
		}
		until := ""
		if x.waiver.Until != "" {
			until = fmt.Sprintf(f.Until, x.waiver.Until)
		}
		reason := x.waiver.Reason
		if prose.Line(reason) == "" {
			reason = f.Yes
		}
		g.add(x.name, item{Text: reason, Note: until})
	}
	return g
}

func addresses(list []string) []item {
	var out []item
	for _, a := range list {
		out = append(out, address(a))
	}
	return out
}

// address is a text that can be followed where it is a harmless address. What
// has no scheme is a place beside the page only if it looks like one.
func address(s string) item {
	s = strings.TrimSpace(s)
	it := item{Text: s}
	if blueprint.SafeAddress(s) && !strings.ContainsAny(s, " \t\n<>") && strings.ContainsAny(s, "./:") {
		it.Href = s
	}
	return it
}
