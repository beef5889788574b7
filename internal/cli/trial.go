package cli

import (
	"context"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/blueprint/simulate"
	"github.com/servicemoments/moments/internal/progress"
)

// The simulation of what no formula tells: enough customers for intervals of about
// a hundredth of a time, few enough to be done at once.
const (
	trialCustomers    = 1_000
	trialReplications = 20
)

// trial lets package simulate tell what package measure cannot. done ends what it
// shows on the terminal.
func (a *app) trial(ctx context.Context) (trial *measure.Trial, done func()) {
	var bar *progress.Bar
	t := &measure.Trial{Customers: trialCustomers, Replications: trialReplications}
	t.Run = func(b *blueprint.Blueprint, see func(measure.TrialJourney)) ([]float64, error) {
		o := simulate.Options{Customers: t.Customers, Replications: t.Replications, Seed: t.Seed}
		before := 0
		o.Progress = func(done, _ int) {
			if bar == nil {
				bar = a.progress("simulating what no formula tells", 0) // how often it takes comes out only then
			}
			bar.Add(done - before)
			before = done
		}
		var events []measure.TrialEvent
		if see != nil {
			o.Trace = func(j simulate.Journey) {
				events = events[:0]
				for _, e := range j.Events {
					events = append(events, measure.TrialEvent{At: e.At, Index: e.Index, Kind: e.Kind, Way: e.Way})
				}
				see(measure.TrialJourney{Replication: j.Replication, Left: j.Left, Events: events})
			}
		}
		r, err := simulate.Run(ctx, b, o)
		if err != nil {
			return nil, err
		}
		return r.Time.Mean.Each(), nil
	}
	return t, func() { bar.Stop() }
}
