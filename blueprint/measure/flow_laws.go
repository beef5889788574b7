package measure

import (
	"time"

	"github.com/servicemoments/moments/touchpoint"
)

// shape is what matters of a law when several times pass side by side.
type shape uint8

const (
	fixedLaw       shape = iota // what is left of it is known
	exponentialLaw              // what is left of it is as at its beginning
	otherLaw                    // neither
)

// law is how long a touchpoint takes.
type law struct {
	shape    shape
	fixed    time.Duration    // of a fixed one
	mean     float64          // seconds
	variance float64          // square seconds
	known    bool             // the blueprint says it; otherwise it is 0
	time     *touchpoint.Time // where it is from, of one that is not fixed
}

func (l law) instant() bool { return l.shape == fixedLaw && l.fixed <= 0 }

// lawOf is how long a touchpoint takes for a persona.
func lawOf(t *touchpoint.Time, persona string) law {
	if !timeKnown(t) {
		return law{}
	}
	d := max(t.Expected(persona), 0)
	l := law{shape: fixedLaw, fixed: d, mean: d.Seconds(), variance: t.Variance(), known: true, time: t}
	for _, by := range t.By {
		if by.Persona == persona {
			l.variance = 0
			return l
		}
	}
	switch {
	case l.variance <= 0 || l.mean <= 0 || impossible(t):
		l.variance = 0
	case t.Distribution == touchpoint.Exponential:
		l.shape = exponentialLaw
	default:
		l.shape = otherLaw
	}
	return l
}

// impossible tells whether bounds contradict one another, which only a blueprint
// that was not checked can say.
func impossible(t *touchpoint.Time) bool {
	switch t.Distribution {
	case touchpoint.Uniform:
		return t.Max <= t.Min
	case touchpoint.Triangular, touchpoint.PERT:
		return t.Max <= t.Min || t.Mode < t.Min || t.Mode > t.Max
	}
	return false
}

// timeKnown tells whether a time says how long it takes. Only what is acceptable
// does not.
func timeKnown(t *touchpoint.Time) bool {
	return t != nil && (t.Standard > 0 || t.Distribution != "" || len(t.By) > 0 || t.Acceptable == 0)
}

// laws gives the law of every touchpoint. A step's own time goes to its topmost
// touchpoint where none of the step has a time. What is for other personas takes
// no time.
func (m *Model) laws(o Options) []law {
	out := make([]law, m.Net.Len())
	byStep := map[int][]int{}
	for i := range out {
		t := m.Net.Touchpoint(i)
		column := m.Graph.Place(t).Column
		byStep[column] = append(byStep[column], i)
		if out[i] = lawOf(t.Time, o.Persona); !t.ForPersona(o.Persona) {
			out[i] = law{known: true}
		}
	}
	for column, step := range m.Blueprint.Steps() {
		if l := lawOf(step.Time, o.Persona); l.known {
			m.giveStep(out, byStep[column], l)
		}
	}
	return out
}

func (m *Model) giveStep(laws []law, step []int, l law) {
	lead := -1
	for _, i := range step {
		if m.Net.Touchpoint(i).Time != nil {
			return
		}
		if lead < 0 && !m.Graph.IsDetour(m.Net.Touchpoint(i)) {
			lead = i
		}
	}
	if lead >= 0 {
		laws[lead] = l
	}
}

// waits gives what passes at least from where a customer comes to each touchpoint
// to its start. A queue, where servers and demand are known, goes before it and
// is not part of this.
func (m *Model) waits(o Options) []time.Duration {
	out := make([]time.Duration, m.Net.Len())
	for i := range out {
		t := m.Net.Touchpoint(i)
		if t.Wait != nil && !m.queues(t) && t.ForPersona(o.Persona) {
			out[i] = max(t.Wait.Expected, 0)
		}
	}
	return out
}

// queues tells whether a queue follows from what is known of a touchpoint.
func (m *Model) queues(t *touchpoint.Touchpoint) bool {
	d := m.Blueprint.Demand
	return t.Servers > 0 && d != nil && (d.Arrivals != nil || len(d.Profile) > 0)
}
