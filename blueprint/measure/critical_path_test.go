package measure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

// What takes longer by its slack keeps nobody, and one second more keeps everybody
// one second.
func TestSlackIsWhatCanBeSpent(t *testing.T) {
	checked := 0
	for seed := range uint64(15) {
		fresh := func() *blueprint.Blueprint {
			b := blueprinttest.Random(blueprinttest.Seeded(seed), blueprinttest.Shape{Plain: true})
			for _, x := range b.Touchpoints() {
				x.Wait = nil // who comes later may find that the wait has passed without him
			}
			return b
		}
		plain := plainRun(t, fresh())
		if plain == nil {
			continue
		}
		visits := map[int]int{}
		for _, a := range plain.Activities {
			visits[a.Touchpoint]++
		}
		for _, a := range plain.Activities {
			if visits[a.Touchpoint] > 1 {
				continue
			}
			later := func(d time.Duration) time.Duration {
				b := fresh()
				x := b.Graph().Touchpoints()[a.Touchpoint]
				if x.Time == nil {
					x.Time = &touchpoint.Time{}
				}
				x.Time.Standard += d
				return plainRun(t, b).Customer
			}
			checked++
			if a.Free {
				require.Equal(t, plain.Customer, later(time.Hour), "seed %d: %d is free", seed, a.Touchpoint)
				continue
			}
			require.Equal(t, plain.Customer, later(a.Slack), "seed %d: %d has %s", seed, a.Touchpoint, a.Slack)
			require.Equal(t, plain.Customer+time.Second, later(a.Slack+time.Second), "seed %d: %d has %s", seed, a.Touchpoint, a.Slack)
		}
	}
	require.Greater(t, checked, 90)
}

// plainRun is the plain run of a blueprint, nil where it has none.
func plainRun(t *testing.T, b *blueprint.Blueprint) *measure.PlainRun {
	t.Helper()
	m, err := measure.New(b)
	if err != nil {
		return nil
	}
	x, err := m.Times(measure.Options{MaxStates: 5000})
	if err != nil {
		return nil
	}
	return x.Plain
}
