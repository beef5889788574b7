package align_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/coverage/align"
)

// Who leaves a long way under way has not departed from it.
func TestOpenJourneysMayStopAnywhere(t *testing.T) {
	n, observed := read(t, `
title: Office
steps:
  - customer: {title: Ask, next: [{to: end, when: answered}, {to: fill-in, when: a form}]}
  - customer: Fill in
  - customer: Sign
  - customer: Pay
  - customer: Leave
`, "")
	closed, open := &align.Aligner{Net: n, Observed: observed}, &align.Aligner{Net: n, Observed: observed, Open: true}
	trace := traceOf(t, n, "ask fill-in")
	whole := closed.Align(trace)
	assert.Equal(t, "  fitness 1 - 1/(2+1) = 0.667\n  fill-in extra between ask and the end\n  by ask -> end\n", short(n, whole),
		"three touchpoints skipped would cost more")
	a := open.Align(trace)
	assert.Equal(t, "  fitness 1\n  by ask -> fill-in\n  seen last at fill-in\n", short(n, a))
	a = open.Align(traceOf(t, n, "ask fill-in pay leave"))
	assert.Equal(t, "  fitness 1 - 1/(4+0) = 0.750\n  sign skipped after fill-in\n  by ask -> fill-in\n", short(n, a), "it came to the end at the same cost")
	a = open.Align(nil)
	assert.Equal(t, "  fitness 1\n  never seen\n", short(n, a))
	least, exact := open.ShortestRun()
	assert.Zero(t, least)
	assert.True(t, exact)
}

// Open alignments are the cheapest, too, and end a run wherever that costs no more.
func TestNothingIsCheaperThanOpenAlignments(t *testing.T) {
	many := 400
	if testing.Short() {
		many = 100
	}
	checked, stopped := 0, 0
	for seed := range uint64(many) {
		random := wild
		if seed%3 == 0 {
			random = deep
		}
		n, observed, trace := random(blueprinttest.Seeded(seed))
		if n == nil {
			continue
		}
		counts := counting(observed, trace)
		want, ok := cheapestRun(n, observed, counts, 15_000, true)
		if !ok {
			continue
		}
		a := &align.Aligner{Net: n, Observed: observed, Open: true}
		got, ok := a.Price(trace)
		require.True(t, ok)
		require.Equal(t, want, costs(got), "seed %d: %v", seed, trace)
		full := a.Align(trace)
		require.Equal(t, want[0], full.Cost, "seed %d", seed)
		require.LessOrEqual(t, full.Cost, full.Events)
		checked++
		whole, ok := cheapest(n, observed, counts, 15_000)
		if full.Stopped != align.Never {
			stopped++
			require.True(t, !ok || whole[0] > want[0], "seed %d: a whole run costs no more", seed)
			continue
		}
		checkMoves(t, n, observed, trace, full)
	}
	t.Logf("%d checked, %d of them stop", checked, stopped)
	assert.Greater(t, checked, many/3)
	assert.Greater(t, stopped, checked/10)
}
