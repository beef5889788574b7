package measure

import (
	"errors"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

// Trial lets customers go through a blueprint, one after the other, where no formula
// tells how long that takes. Measuring itself never simulates: who wants the figures
// filled in hands a trial in by [Options], made of package simulate, say.
type Trial struct {
	Customers    int    // of each replication
	Replications int    // 2 or more: intervals come from how they differ
	Seed         uint64 // for the notes
	// Run simulates a blueprint that says nothing of demand, and gives the mean time of
	// the customers in each replication, in seconds. It gives see what every customer
	// met with, replication by replication from 0 on; valid during the call only. Where
	// see is nil nobody wants to know. The same customers with the same needs come to
	// each blueprint, so that differences show.
	Run func(b *blueprint.Blueprint, see func(TrialJourney)) (means []float64, err error)
}

// TrialJourney is what one customer met with. Times are counted from where he came.
type TrialJourney struct {
	Replication int
	Left        time.Duration // when the last thread came to its end; work may go on
	Events      []TrialEvent  // in order
}

// TrialEvent is a touchpoint starting, or what became of it.
type TrialEvent struct {
	At    time.Duration
	Index int       // of the touchpoint, as package flow counts
	Kind  flow.Kind // flow.Started or the kind of an outcome
	Way   int       // of an outcome: the choice or recovery; -1: none
}

// note says how figures were simulated.
func (t *Trial) note() figures.Text {
	return figures.T("Simulated: %d customers in %d replications, seed %d, one after the other, without queues; intervals are 95%% (Student's t over replications) and end where no value can lie: below 0, beyond 100%%", t.Customers*t.Replications, t.Replications, t.Seed)
}

// trials are what was simulated already: several subjects ask the same.
type trials struct{ seen map[trialKey]*observed }

type trialKey struct {
	m       *Model
	persona string
}

// remembering gives options by which nothing is simulated twice.
func (o Options) remembering() Options {
	if o.Trial != nil && o.trials == nil {
		o.trials = &trials{map[trialKey]*observed{}}
	}
	return o
}

// observe simulates the blueprint as it is measured. nil: no trial is there to do
// it, or it failed, which the error says.
func (m *Model) observe(o Options) (*observed, error) {
	if o.Trial == nil || o.Trial.Run == nil {
		return nil, nil
	}
	key := trialKey{m, o.Persona}
	if o.trials != nil {
		if seen, ok := o.trials.seen[key]; ok {
			return seen, seen.err
		}
	}
	seen := &observed{}
	alone, err := m.alone(o)
	if err == nil {
		x := newObserver(alone, m.waits(o), o.mostStates())
		if _, err = o.Trial.Run(alone.Blueprint, x.see); err == nil {
			seen, err = &x.observed, x.err
			if err == nil && len(x.runs) == 0 {
				err = errNobody
			}
		}
	}
	seen.err = err
	if o.trials != nil {
		o.trials.seen[key] = seen
	}
	return seen, err
}

// meanTimes simulates only how long customers are there, by replication.
func (m *Model) meanTimes(o Options) ([]float64, error) {
	if o.trials != nil {
		if seen, ok := o.trials.seen[trialKey{m, o.Persona}]; ok && seen.err == nil {
			return seen.means(), nil
		}
	}
	alone, err := m.alone(o)
	if err != nil {
		return nil, err
	}
	means, err := o.Trial.Run(alone.Blueprint, nil)
	if err == nil && simulated(means, figures.Seconds, false) == nil {
		err = errNobody
	}
	return means, err
}

var errNobody = errors.New("nobody went through it")

// alone is the model in which customers meet nobody else, and as all is measured:
// without queues, with all the patience in the world, and all of one persona.
func (m *Model) alone(o Options) (*Model, error) {
	waits := map[string]time.Duration{}
	for i, d := range m.waits(o) {
		waits[m.Net.Touchpoint(i).ID] = d
	}
	out, err := m.changed(func(t *touchpoint.Touchpoint) {
		if t.Wait != nil {
			w := *t.Wait
			w.Expected, w.Acceptable, w.Balk = waits[t.ID], 0, 0
			t.Wait = &w
		}
	})
	if err != nil {
		return nil, err
	}
	b := out.Blueprint
	b.Demand, b.Personas = nil, append([]blueprint.Persona(nil), b.Personas...)
	for i := range b.Personas {
		b.Personas[i].Share = nil
		if o.Persona != "" {
			b.Personas[i].Share = touchpoint.Of(0.)
		}
		if b.Personas[i].ID == o.Persona {
			b.Personas[i].Share = touchpoint.Of(1.)
		}
	}
	return out, nil
}
