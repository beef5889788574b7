package measure_test

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/blueprint/scenario"
	"github.com/servicemoments/moments/touchpoint"
)

func TestWaitingHoldsForAnyBlueprint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		b := blueprinttest.Random(pick, blueprinttest.Shape{Steps: 4, Plain: true})
		b.Demand = &blueprint.Demand{Arrivals: &touchpoint.Rate{Count: float64(pick(30)), Per: time.Hour}}
		for _, x := range b.Touchpoints() {
			x.Servers = pick(4)
			x.Time = &touchpoint.Time{Standard: time.Duration(pick(10)) * time.Minute}
		}
		m, err := measure.New(b)
		require.NoError(t, err)
		w, err := m.Waiting(measure.Options{MaxStates: 5000})
		var unknown *measure.Unknown
		var impossible blueprint.Diagnostics
		if errors.As(err, &unknown) || errors.As(err, &impossible) {
			return
		}
		require.NoError(t, err)
		f, err := m.Flow(measure.Options{MaxStates: 5000})
		require.NoError(t, err)
		for i, x := range b.Touchpoints() {
			s, ok := w.Station(x.ID)
			if x.Servers == 0 || x.Time.Standard == 0 || f.Visits[i] == 0 {
				continue
			}
			require.True(t, ok, x.ID)
			require.InDelta(t, w.Arrivals*f.Visits[i]*x.Time.Standard.Hours()/float64(x.Servers), s.Waits.Utilisation, 1e-9)
			require.Equal(t, s.Waits.Utilisation < 1-1e-9, s.Stable)
			require.GreaterOrEqual(t, w.Capacity(), 0.)
			require.LessOrEqual(t, w.Capacity(), s.Customers()*(1+1e-9))
		}
		require.False(t, math.IsNaN(w.Wait) || w.Wait < 0)
		sheet, err := m.WaitingSheet(measure.Options{MaxStates: 5000})
		require.NoError(t, err)
		soundSheet(t, sheet)
		for _, v := range w.Layer(nil).Values {
			_, ok := b.Touchpoint(v.ID)
			require.True(t, ok)
		}
	})
}

// The question of the telecom hall, asked in the other way: try one number of
// counters after the other.
func TestScenariosFindTheSameNumberOfCounters(t *testing.T) {
	b, err := blueprint.Load("../../examples/telecom-hall/blueprint.yaml")
	require.NoError(t, err)
	enough := func(n int) (bool, error) {
		after, err := scenario.Apply(b, []blueprint.Setting{{Key: "demand.arrivals", Value: "40/h"}, {Key: "counter.servers", Value: fmt.Sprint(n)}})
		if err != nil {
			return false, err
		}
		m, err := measure.New(after)
		if err != nil {
			return false, err
		}
		w, err := m.Waiting(measure.Options{})
		if err != nil {
			return false, err
		}
		s, _ := w.Station("counter")
		return s.Stable && s.Waits.Longer(360) <= .1, nil
	}
	n, found, err := scenario.Fewest(1, 20, enough)
	require.NoError(t, err)
	require.True(t, found)
	assert.Equal(t, 6, n)
}
