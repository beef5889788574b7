package measure

import (
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint/distribution"
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
	if !distribution.Says(t) {
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

// laws gives the law of every touchpoint, with the times as they count for the
// persona. What is for other personas takes no time.
func (m *Model) laws(o Options) []law {
	out := make([]law, m.Net.Len())
	for i, t := range distribution.Times(m.Blueprint, m.Graph, o.Persona) {
		if out[i] = lawOf(t, o.Persona); !m.Net.Touchpoint(i).ForPersona(o.Persona) {
			out[i] = law{known: true}
		}
	}
	return out
}

// meetBy is the model as a persona meets it: what is for others does not fail, and
// fail points of others do not happen. An empty persona stands for anybody.
func (m *Model) meetBy(persona string) (*Model, error) {
	concerns := func(t *touchpoint.Touchpoint, f touchpoint.Fail) bool {
		return persona == "" || t.ForPersona(persona) && (len(f.For) == 0 || slices.Contains(f.For, persona))
	}
	for i := range m.Net.Len() {
		t := m.Net.Touchpoint(i)
		if slices.ContainsFunc(t.Fails, func(f touchpoint.Fail) bool { return f.Chance != nil && !concerns(t, f) }) {
			return m.changed(func(t *touchpoint.Touchpoint) {
				fails := slices.Clone(t.Fails)
				for k := range fails {
					if fails[k].Chance != nil && !concerns(t, fails[k]) {
						fails[k].Chance = touchpoint.Of(0.)
					}
				}
				t.Fails = fails
			})
		}
	}
	return m, nil
}

// waits gives what passes at least from where a customer comes to each touchpoint
// to its start. A queue that is known goes before it and is not part of this.
func (m *Model) waits(o Options) []time.Duration {
	out := make([]time.Duration, m.Net.Len())
	queues := m.queues()
	for i := range out {
		if t := m.Net.Touchpoint(i); t.Wait != nil && t.Wait.Expected > 0 && t.ForPersona(o.Persona) && !queues(i) {
			out[i] = t.Wait.Expected
		}
	}
	return out
}

// queues tells at which touchpoints an expected wait gives way to a queue: where
// the rate of arrivals is known, and somebody is queued for ahead.
func (m *Model) queues() func(int) bool {
	if len(m.rates()) == 0 {
		return func(int) bool { return false }
	}
	serves := m.servers()
	return func(i int) bool { return len(distribution.Ahead(m.Graph, i, serves)) > 0 }
}
