package measure_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

// serial is a board of steps that follow one another, each with a customer, a
// clerk, a kitchen and a system that take time, and a loop back every tenth step.
func serial(steps int) *blueprint.Blueprint {
	b := &blueprint.Blueprint{Title: "Serial", Phases: []blueprint.Phase{{}}}
	id := func(lane string, i int) string { return fmt.Sprintf("%s%d", lane, i) }
	for i := range steps {
		var s blueprint.Step
		for k, lane := range []string{"customer", "frontstage", "backstage", "support"} {
			t := &touchpoint.Touchpoint{ID: id(lane, i), Title: id(lane, i), Time: &touchpoint.Time{Standard: time.Duration(30+k) * time.Second}}
			if lane == "customer" && i%10 == 9 && i+1 < steps {
				t.Next = []touchpoint.Next{{To: id(lane, i-3), When: "again", Chance: touchpoint.Of(.1)}, {To: id(lane, i+1), When: "on"}}
			}
			s.Cells = append(s.Cells, blueprint.Cell{Lane: lane, Stacks: [][]*touchpoint.Touchpoint{{t}}})
		}
		b.Phases[0].Steps = append(b.Phases[0].Steps, s)
	}
	return b
}

func BenchmarkTimes(b *testing.B) {
	for _, touchpoints := range []int{200, 2000} {
		b.Run(fmt.Sprint(touchpoints), func(b *testing.B) {
			m, err := measure.New(serial(touchpoints / 4))
			require.NoError(b, err)
			for b.Loop() {
				x, err := m.Times(measure.Options{})
				require.NoError(b, err)
				require.NotNil(b, x.Customer)
			}
		})
	}
}

func BenchmarkFlow(b *testing.B) {
	for _, touchpoints := range []int{200, 2000} {
		b.Run(fmt.Sprint(touchpoints), func(b *testing.B) {
			m, err := measure.New(serial(touchpoints / 4))
			require.NoError(b, err)
			for b.Loop() {
				_, err := m.Flow(measure.Options{})
				require.NoError(b, err)
			}
		})
	}
}
