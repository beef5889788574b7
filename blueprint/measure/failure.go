package measure

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// FailureMode is a fail point with what it means (failure mode and effects
// analysis).
type FailureMode struct {
	Touchpoint int // index in reading order
	Fail       int // index into its fails
	RPN        *int
	Priority   touchpoint.Level // empty: not known
	Severe     bool             // severity 9 and above, flagged whatever the product
	Protected  bool             // something prevents or mends it
	Expected   *float64         // times that it happens to one customer; nil: no chance is given
	// Seconds and Cost are what one failure costs the customer in time and the firm
	// in money: the wasted attempt, its recovery and what is repeated, if nothing
	// else fails. Nil: not known, as nothing mends it and it has no cost of its own.
	Seconds *float64
	Cost    *float64
	// SecondsSaved and CostSaved are by how much mean time and mean cost of all
	// customers would fall if it never happened: what one prevention more is worth.
	SecondsSaved *float64
	CostSaved    *float64
}

// Failures are all fail points of a blueprint with their effects.
type Failures struct {
	How      figures.How // of all effects: figures.Exact, or figures.Formula as that of a flow
	Standard *float64    // time of the whole if nothing fails, in seconds; nil: only a simulation can tell
	// Unknown is why a simulation is needed to tell the mean time of the whole, and
	// so what preventions save of it; nil where it is known.
	Unknown *Unknown
	Modes   []FailureMode // of touchpoints, in reading order
	// Evidence are the fail points of evidence. They take no part in the flow, so
	// only their ratings are known.
	Evidence []EvidenceFailure
}

// EvidenceFailure is a fail point of evidence: a sign that hangs askew.
type EvidenceFailure struct {
	Column, Evidence, Fail int // index of the step over all phases, of the evidence in it, of the fail
	Title                  string
	Rated                  touchpoint.Fail
	RPN                    *int
	Priority               touchpoint.Level
}

// maxModes bounds for how many fail points effects are worked out, as each takes
// the whole blueprint anew.
const maxModes = 200

// Failures works out what can fail and what it means. A nil table stands for
// DefaultPriorities. The error is that of Flow.
func (m *Model) Failures(o Options, table PriorityTable) (*Failures, error) {
	now, err := m.passage(o)
	if err != nil {
		return nil, err
	}
	sound, err := m.withoutFails()
	if err != nil {
		return nil, err
	}
	clean, err := sound.passage(o)
	if err != nil {
		return nil, err
	}
	out := &Failures{How: figures.Exact, Unknown: now.unknown}
	if now.flow.How == figures.Formula || clean.flow.How == figures.Formula {
		out.How = figures.Formula
	}
	if clean.unknown == nil {
		out.Standard = &clean.seconds
	}
	e := effects{m: m, o: o, now: now, clean: clean, sound: sound}
	for i, t := range m.Graph.Touchpoints() {
		for k, f := range t.Fails {
			mode := FailureMode{Touchpoint: i, Fail: k, Priority: table.Of(f), Severe: f.Severe(), Protected: f.Protected()}
			if n, known := f.RPN(); known {
				mode.RPN = &n
			}
			if f.Chance != nil {
				mode.Expected = &now.flow.Fails[i][k]
			}
			if len(out.Modes) < maxModes {
				e.of(&mode, f)
			}
			out.Modes = append(out.Modes, mode)
		}
	}
	out.Evidence = m.evidenceFailures(table)
	return out, nil
}

func (m *Model) evidenceFailures(table PriorityTable) []EvidenceFailure {
	var out []EvidenceFailure
	for column, step := range m.Blueprint.Steps() {
		for i, e := range step.Evidence {
			for k, f := range e.Fails {
				x := EvidenceFailure{Column: column, Evidence: i, Fail: k, Title: e.Title, Rated: f, Priority: table.Of(f)}
				if n, known := f.RPN(); known {
					x.RPN = &n
				}
				out = append(out, x)
			}
		}
	}
	return out
}

// effects works out what fail points do, by measuring blueprints in which their
// chances differ.
type effects struct {
	m, sound   *Model
	o          Options
	now, clean passage
}

func (e *effects) of(mode *FailureMode, f touchpoint.Fail) {
	e.one(mode, f)
	switch {
	case f.Chance == nil || *f.Chance == 0:
		return
	case f.Recover == "": // nothing else changes, so nothing has to be measured anew
		if f.Cost != nil && mode.Expected != nil {
			mode.CostSaved = touchpoint.Of(*mode.Expected * *f.Cost)
		}
		return
	}
	id := e.m.Net.Touchpoint(mode.Touchpoint).ID
	without, err := e.m.withFails(func(t string, k int, now *float64) *float64 {
		if t == id && k == mode.Fail {
			return touchpoint.Of(0.)
		}
		return now
	})
	if err != nil {
		return
	}
	then, err := without.passage(e.o)
	if err != nil {
		return
	}
	if e.now.unknown == nil && then.unknown == nil {
		mode.SecondsSaved = touchpoint.Of(e.now.seconds - then.seconds)
	}
	if before, after := e.m.cost(e.now, e.o), without.cost(then, e.o); before.known() && before.Unknown == nil && after.Unknown == nil {
		mode.CostSaved = touchpoint.Of(before.Total - after.Total)
	}
}

// rare is a chance so small that no customer meets two failures.
const rare = 1. / 1024

// one works out what a single failure does: the rise of time and cost for each
// failure, as failures become rare.
func (e *effects) one(mode *FailureMode, f touchpoint.Fail) {
	if f.Recover == "" { // it changes nothing in the flow
		mode.Cost = f.Cost
		return
	}
	id := e.m.Net.Touchpoint(mode.Touchpoint).ID
	base, baseModel, others := e.clean, e.sound, false
	if e.clean.flow.Ends[mode.Touchpoint] == 0 { // it is met only after another failure
		others = true
	}
	with := func(chance float64) (passage, *Model, bool) {
		changed, err := e.m.withFails(func(t string, k int, now *float64) *float64 {
			switch {
			case t == id && k == mode.Fail:
				return &chance
			case others && t != id:
				return now
			}
			return touchpoint.Of(0.)
		})
		if err != nil {
			return passage{}, nil, false
		}
		p, err := changed.passage(e.o)
		return p, changed, err == nil && p.unknown == nil
	}
	ok := base.unknown == nil
	if others {
		base, baseModel, ok = with(0)
	}
	p1, m1, ok1 := with(rare)
	p2, m2, ok2 := with(2 * rare)
	if !ok || !ok1 || !ok2 {
		return
	}
	n1, n2 := p1.flow.Fails[mode.Touchpoint][mode.Fail], p2.flow.Fails[mode.Touchpoint][mode.Fail]
	if n1 == 0 || n2 == 0 {
		return
	}
	limit := func(x, x1, x2 float64) *float64 { // the straight line through two small chances, at no chance at all
		return touchpoint.Of(2*(x1-x)/n1 - (x2-x)/n2)
	}
	mode.Seconds = limit(base.seconds, p1.seconds, p2.seconds)
	if c := baseModel.cost(base, e.o); c.known() {
		mode.Cost = limit(c.Total, m1.cost(p1, e.o).Total, m2.cost(p2, e.o).Total)
	}
}

// fail is the fail point of a mode.
func (m *Model) fail(mode FailureMode) touchpoint.Fail {
	return m.Net.Touchpoint(mode.Touchpoint).Fails[mode.Fail]
}

// failName is what a mode is called.
func (m *Model) failName(mode FailureMode) figures.Text {
	t := m.Net.Touchpoint(mode.Touchpoint)
	if title := m.fail(mode).Title; title != "" {
		return figures.T("%s: %s", figures.Plain(t.Title), figures.Plain(title))
	}
	return figures.Plain(t.Title)
}

// failID is how the figures of a failure are called: as its touchpoint, and where
// that has several, with the id of the failure or the slug of its title behind it.
func (m *Model) failID(mode FailureMode) string {
	t := m.Net.Touchpoint(mode.Touchpoint)
	if len(t.Fails) < 2 {
		return t.ID
	}
	f := m.fail(mode)
	return t.ID + "." + cmp.Or(f.ID, blueprint.Slug(f.Title), strconv.Itoa(mode.Fail+1))
}

func (m *Model) failPath(mode FailureMode) blueprint.Path {
	return m.Graph.Path(m.Net.Touchpoint(mode.Touchpoint)).Key("fails").At(mode.Fail)
}

// pareto sorts modes by a figure, the largest first, and leaves out what has none.
func pareto(modes []FailureMode, of func(FailureMode) (float64, bool)) []FailureMode {
	var out []FailureMode
	for _, x := range modes {
		if v, ok := of(x); ok && v > 0 {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b FailureMode) int {
		x, _ := of(a)
		y, _ := of(b)
		return cmp.Compare(y, x)
	})
	return out
}
