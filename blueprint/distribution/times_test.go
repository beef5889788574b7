package distribution_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/distribution"
	"github.com/servicemoments/moments/touchpoint"
)

// A step's own time belongs to its topmost touchpoint, unless the step says its times
// one by one.
func TestStepsGiveTheirTimeToTheTopmostTouchpoint(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader(`
title: Hotel
personas:
  - {id: member, title: Member}
  - {id: guest, title: Guest}
steps:
  - {title: Arrive, time: 4m, customer: {id: arrive, title: Arrive}, frontstage: {id: greet, title: Greet}}
  - {title: Check in, time: 9m, customer: {id: sign, title: Sign}, frontstage: {id: key, title: Hand over the key, time: 1m}}
  - {title: Lounge, time: 5m, customer: {id: lounge, title: Sit in the lounge, for: member}, frontstage: {id: tea, title: Serve tea}}
  - {title: Stay, time: {acceptable: 2m}, customer: {id: stay, title: Stay}}
`), "hotel.yaml")
	require.NoError(t, err)
	g := b.Graph()
	for persona, want := range map[string]map[string]time.Duration{
		"":       {"arrive": 4 * time.Minute, "key": time.Minute, "lounge": 5 * time.Minute},
		"member": {"arrive": 4 * time.Minute, "key": time.Minute, "lounge": 5 * time.Minute},
		"guest":  {"arrive": 4 * time.Minute, "key": time.Minute, "tea": 5 * time.Minute},
	} {
		got := map[string]time.Duration{}
		for i, x := range distribution.Times(b, g, persona) {
			if x != nil {
				got[g.Touchpoints()[i].ID] = x.Standard
			}
		}
		assert.Equal(t, want, got, "persona %q", persona)
	}
}

func TestOnlyWhatIsAcceptableSaysNoTime(t *testing.T) {
	assert.False(t, distribution.Says(nil))
	assert.False(t, distribution.Says(&touchpoint.Time{Acceptable: time.Minute}))
	assert.True(t, distribution.Says(&touchpoint.Time{Standard: time.Minute}))
	assert.True(t, distribution.Says(&touchpoint.Time{Distribution: touchpoint.Exponential, Mean: time.Minute}))
	assert.True(t, distribution.Says(&touchpoint.Time{}), "a time of nothing")
}
