package coverage_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/flow"
)

// walked records customers who go through a random blueprint, whatever happens.
func walked(t *testing.T, seed uint64, many int) (*blueprint.Blueprint, *coverage.Profile, bool) {
	pick := blueprinttest.Seeded(seed)
	b := blueprinttest.Random(pick, blueprinttest.Shape{Steps: 1 + pick(4), Lanes: 2 + pick(3), Plain: seed%3 == 0})
	n, err := flow.New(b.Graph())
	if err != nil {
		return nil, nil, false
	}
	rec := coverage.NewRecorder(b)
	for range many {
		trace := flow.Walk(n, pick, 60)
		if trace.Err != nil {
			continue
		}
		j := rec.Journey("a walk")
		for _, e := range trace.Events {
			if e.Kind == flow.Started {
				require.NoError(t, j.Visit(n.Touchpoint(e.Touchpoint).ID))
			}
		}
		require.NoError(t, j.End(coverage.Passed))
	}
	return b, rec.Profile(), true
}

// What a customer did is never called infeasible, and no customer of the blueprint
// departs from it.
func TestWhatHappensIsFeasible(t *testing.T) {
	many, paths, infeasible := 120, 0, 0
	if testing.Short() {
		many = 40
	}
	for seed := range uint64(many) {
		b, p, ok := walked(t, seed, 12)
		if !ok {
			continue
		}
		r, err := coverage.Measure(b, p, coverage.Options{Paths: 60})
		require.NoError(t, err)
		for _, d := range r.Departures {
			assert.True(t, d.Unsure, "seed %d: %v", seed, d)
		}
		nobody, err := coverage.Measure(b, &coverage.Profile{}, coverage.Options{Paths: 60})
		require.NoError(t, err)
		for k, s := range r.Criteria {
			before := nobody.Criteria[k]
			require.Len(t, s.Items, len(before.Items), "seed %d: %s", seed, s.Name)
			assert.Equal(t, len(s.Items), s.Total+s.Waived+s.Quarantined+s.Infeasible)
			assert.Zero(t, before.Covered)
			for i, item := range s.Items {
				if item.Count > 0 {
					assert.NotEqual(t, coverage.Infeasible, before.Items[i].Status, "seed %d: %s %s", seed, s.Name, item.ID)
				}
				if s.Name == coverage.Paths {
					paths++
					if item.Status == coverage.Infeasible {
						infeasible++
					}
				}
			}
		}
	}
	t.Log(paths, "paths,", infeasible, "infeasible")
	assert.Positive(t, infeasible)
}

// More journeys never cover less.
func TestMoreJourneysNeverCoverLess(t *testing.T) {
	for seed := range uint64(30) {
		b, p, ok := walked(t, seed, 8)
		if !ok {
			continue
		}
		var some coverage.Profile
		last := map[string]int{}
		for _, x := range p.Traces() {
			some.Add(x.Of, x.Count)
			r, err := coverage.Measure(b, &some, coverage.Options{Paths: 40, Observe: lanes(b)})
			require.NoError(t, err)
			for _, s := range r.Criteria {
				assert.GreaterOrEqual(t, s.Covered, last[s.Name], "seed %d: %s", seed, s.Name)
				last[s.Name] = s.Covered
			}
		}
	}
}

func lanes(b *blueprint.Blueprint) []string {
	var out []string
	for _, l := range b.AllLanes() {
		out = append(out, l.ID)
	}
	return out
}
