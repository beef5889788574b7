package measure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/measure"
)

func modelOf(t *testing.T, text string) *measure.Model {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(text), "test.yaml")
	require.NoError(t, err)
	m, err := measure.New(b)
	require.NoError(t, err)
	return m
}

// Members need not queue for the key, and only guests fill in the form wrongly: 10
// minutes that one in five begins anew after 5 minutes of help are
// (10 + 0.2·5)/0.8 = 13.75.
func TestOnlyThoseConcernedMeetAFailure(t *testing.T) {
	m := modelOf(t, `
title: Check-in
personas:
  - {id: member, title: Member}
  - {id: guest, title: Guest}
steps:
  - customer:
      id: form
      title: Fill in the form
      time: 10m
      fails: [{title: Wrong line, chance: 20%, recover: help, for: guest}]
  - frontstage: {id: help, title: Help, time: 5m}
  - customer: {id: queue, title: Queue for the key, time: 3m, cost: 1, for: guest, fails: [{title: Lost, chance: 50%}]}
`)
	for persona, want := range map[string]struct{ minutes, fails, lost, queues float64 }{
		"member": {10, 0, 0, 0},
		"guest":  {13.75 + 3, 0.25, 0.5, 1},
		"":       {13.75 + 3, 0.25, 0.5, 1},
	} {
		x, err := m.Times(measure.Options{Persona: persona})
		require.NoError(t, err)
		assert.Equal(t, figures.Exact, x.How)
		assert.InDelta(t, 60*want.minutes, x.Customer.Mean, 1e-6, "persona %q", persona)
		assert.InDelta(t, want.fails, x.Flow.Fails[0][0], 1e-9, "persona %q", persona)
		assert.InDelta(t, want.lost, x.Flow.Fails[2][0], 1e-9, "persona %q", persona)
		assert.InDelta(t, want.queues, x.Flow.Visits[2], 1e-9, "persona %q", persona)
		assert.InDelta(t, 1/(1+want.fails)*(1-want.lost), x.FirstTimeRight, 1e-9, "persona %q", persona)
	}
}

// Dusting goes on beside what the customer does, and often after he has gone: how
// long that takes is none of his time.
func TestCustomersWhoLeaveDoNotWaitForWorkOfAnotherLaw(t *testing.T) {
	m := modelOf(t, `
title: Archive
steps:
  - backstage: {id: file, title: Take out the file}
    support: {id: dust, title: Dust the shelf, time: {distribution: uniform, min: 1m, max: 6m}}
  - customer: {id: read, title: Read, time: 4m}
`)
	x, err := m.Times(measure.Options{})
	require.NoError(t, err)
	require.NotNil(t, x.Customer)
	require.NotNil(t, x.Work)
	assert.Equal(t, figures.Exact, x.How)
	assert.InDelta(t, 240, x.Customer.Mean, 1e-9)
	assert.InDelta(t, 0, x.Customer.Variance, 1e-9)
	assert.InDelta(t, 240+60*(2*2/2.)/5, x.Work.Mean, 1e-6, "the shelf takes beyond 4 minutes, up to 2 more, in 2 of 5 cases")
}
