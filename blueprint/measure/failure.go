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
	Seconds *figures.Figure
	Cost    *figures.Figure
	// SecondsSaved and CostSaved are by how much mean time and mean cost of all
	// customers would fall if it never happened: what one prevention more is worth.
	SecondsSaved *figures.Figure
	CostSaved    *figures.Figure
}

// Failures are all fail points of a blueprint with their effects.
type Failures struct {
	How      figures.How     // of all effects: figures.Exact, or figures.Formula as that of a flow
	Standard *figures.Figure // time of the whole if nothing fails, in seconds; nil: only a simulation can tell
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
		standard := clean.time()
		out.Standard = &standard
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
			mode.CostSaved = figureOf(*mode.Expected**f.Cost, figures.Money, e.now.flow.How)
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
		mode.SecondsSaved = e.now.less(then)
	}
	if before, after := e.m.cost(e.now, e.o), without.cost(then, e.o); before.known() && before.Unknown == nil && after.Unknown == nil {
		mode.CostSaved = figureOf(before.Total-after.Total, figures.Money, lessSure(before.How, after.How))
		if perMinute := e.m.perMinuteOfJourney(); perMinute > 0 && mode.SecondsSaved != nil {
			saved := line(before.Total-after.Total-perMinute/60*mode.SecondsSaved.Value, perMinute/60, *mode.SecondsSaved, figures.Money)
			mode.CostSaved = &saved
		}
	}
}

// rare is a chance so small that no customer meets two failures.
const rare = 1. / 1024

// one works out what a single failure does: the rise of time and cost for each
// failure, as failures become rare.
func (e *effects) one(mode *FailureMode, f touchpoint.Fail) {
	if f.Recover == "" { // it changes nothing in the flow
		if f.Cost != nil {
			mode.Cost = figureOf(*f.Cost, figures.Money, figures.Given)
		}
		return
	}
	id := e.m.Net.Touchpoint(mode.Touchpoint).ID
	formula := e.o // a failure so rare is met by no simulated customer
	formula.Trial = nil
	base, baseModel, others := e.clean, e.sound, false
	if e.clean.flow.Ends[mode.Touchpoint] == 0 { // it is met only after another failure
		others = true
	}
	with := func(chance float64, o Options) (passage, *Model, bool) {
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
		p, err := changed.passage(o)
		return p, changed, err == nil && p.unknown == nil
	}
	ok := base.unknown == nil && base.each == nil
	if others {
		base, baseModel, ok = with(0, formula)
	}
	p1, m1, ok1 := with(rare, formula)
	p2, m2, ok2 := with(2*rare, formula)
	if !ok || !ok1 || !ok2 {
		if e.o.Trial != nil {
			e.simulated(mode, others, with)
		}
		return
	}
	n1, n2 := p1.flow.Fails[mode.Touchpoint][mode.Fail], p2.flow.Fails[mode.Touchpoint][mode.Fail]
	if n1 == 0 || n2 == 0 {
		return
	}
	how := lessSure(base.flow.How, p1.flow.How)
	limit := func(x, x1, x2 float64, unit figures.Unit) *figures.Figure { // the straight line through two small chances, at no chance at all
		return figureOf(2*(x1-x)/n1-(x2-x)/n2, unit, how)
	}
	mode.Seconds = limit(base.seconds, p1.seconds, p2.seconds, figures.Seconds)
	if c := baseModel.cost(base, e.o); c.known() {
		mode.Cost = limit(c.Total, m1.cost(p1, e.o).Total, m2.cost(p2, e.o).Total, figures.Money)
	}
}

// often is the chance with which a failure is simulated: often enough to be met, and
// seldom enough not to go round for ever.
const often = 1. / 4

// simulated works out what a single failure does from simulations with it and
// without: the rise of time and cost for each time that it happened.
func (e *effects) simulated(mode *FailureMode, others bool, with func(float64, Options) (passage, *Model, bool)) {
	base, baseModel, ok := e.clean, e.sound, e.clean.unknown == nil
	if others {
		base, baseModel, ok = with(0, e.o)
	}
	p, m, ok1 := with(often, e.o)
	if !ok || !ok1 || p.flow.Fails[mode.Touchpoint][mode.Fail] == 0 {
		return
	}
	times := p.flow.Fails[mode.Touchpoint][mode.Fail]
	more := p.less(base)
	seconds := line(0, 1/times, *more, figures.Seconds)
	mode.Seconds = &seconds
	if before, after := baseModel.cost(base, e.o), m.cost(p, e.o); before.known() {
		perMinute := e.m.perMinuteOfJourney()
		cost := line((after.Total-before.Total-perMinute/60*more.Value)/times, perMinute/60/times, *more, figures.Money)
		if perMinute == 0 {
			cost.How, cost.Low, cost.High = lessSure(before.How, after.How), 0, 0
		}
		mode.Cost = &cost
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
