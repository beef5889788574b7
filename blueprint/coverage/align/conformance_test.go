package align_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/coverage/align"
)

const bakery = `
title: Bakery
steps:
  - customer: Enter
  - customer: {title: Choose, next: [{to: pay, when: found}, {to: leave, when: sold out, chance: 10%}]}
  - customer: Pay
  - customer: Leave
`

func TestConformanceCounts(t *testing.T) {
	n, observed := read(t, bakery, "")
	a := &align.Aligner{Net: n, Observed: observed}
	var c align.Conformance
	_, ok := c.Fitness()
	assert.False(t, ok, "over no cases nothing can be said")
	for line, cases := range map[string]int{
		"enter choose pay leave": 6, "enter choose leave": 1, "enter choose": 2, "enter ? choose pay pay leave": 1,
	} {
		got := a.Align(traceOf(t, n, line))
		c.Add(n, &got, cases)
	}
	assert.Equal(t, 10, c.Cases)
	assert.Equal(t, 7, c.Fitting)
	assert.Equal(t, 6*4+3+2*2+6, c.Events)
	assert.Equal(t, 1, c.Unknown)
	assert.Equal(t, 2*1+2, c.Cost)
	assert.Equal(t, []align.Counts{
		{Sync: 10}, {Sync: 10, DroppedOut: 2}, {Sync: 7, Extra: 1}, {Sync: 8, Skipped: 2},
	}, c.Touchpoints)
	mean, ok := c.Fitness()
	assert.True(t, ok)
	assert.InDelta(t, (7+2*(1-1.0/5)+(1-2.0/9))/10, mean, 1e-12)
	var frequent []string
	for _, f := range c.Frequent(-1) {
		frequent = append(frequent, f.Describe(n))
	}
	assert.Equal(t, []string{
		"leave skipped after choose", "unknown activity extra between enter and choose", "pay extra between pay and leave",
	}, frequent)
	assert.Len(t, c.Frequent(1), 1)
	for i, w := range n.Ways() { // who dropped out at the choice took none of its ways
		if w.Choice && w.To.ID == "leave" {
			assert.Equal(t, align.Taken{Times: 1, Cases: 1}, c.Ways[i])
		}
		if w.Choice && w.To.ID == "pay" {
			assert.Equal(t, align.Taken{Times: 7, Cases: 7}, c.Ways[i])
		}
	}
}

// However a log is cut and merged, and written and read in between, the figures are
// the same.
func TestMergingIsAssociativeAndCommutative(t *testing.T) {
	n, observed := read(t, bakery, "")
	a := &align.Cache{Aligner: &align.Aligner{Net: n, Observed: observed}}
	rapid.Check(t, func(t *rapid.T) {
		traces := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(-1, 3), 0, 6), 0, 12).Draw(t, "traces")
		var whole align.Conformance
		parts := make([]align.Conformance, 3)
		for _, trace := range traces {
			cases := rapid.IntRange(0, 3).Draw(t, "cases")
			whole.Add(n, a.Align(trace), cases)
			parts[rapid.IntRange(0, 2).Draw(t, "part")].Add(n, a.Align(trace), cases)
		}
		x, y, z := again(t, parts[0]), again(t, parts[1]), again(t, parts[2])
		left, right := again(t, *x), again(t, *z)
		left.Merge(y)
		left.Merge(z) // (x + y) + z
		inner := again(t, *y)
		inner.Merge(x)
		right.Merge(inner) // z + (y + x)
		whole.Merge(&align.Conformance{})
		require.Equal(t, &whole, left)
		require.Equal(t, &whole, right)
		a, _ := whole.Fitness()
		b, _ := right.Fitness()
		require.Equal(t, a, b)
	})
}

// again writes and reads a conformance.
func again(t require.TestingT, c align.Conformance) *align.Conformance {
	text, err := json.Marshal(c)
	require.NoError(t, err)
	var out align.Conformance
	require.NoError(t, json.Unmarshal(text, &out))
	return &out
}

func TestDeparturesAreText(t *testing.T) {
	for _, d := range []align.Departure{
		{Kind: align.Skip, Touchpoint: 4, After: -1, Before: -1}, {Kind: align.Extra, Touchpoint: -1, After: 2, Before: 10},
	} {
		text, err := d.MarshalText()
		require.NoError(t, err)
		var back align.Departure
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, d, back)
	}
	var d align.Departure
	for _, bad := range []string{"", "skip", "skip 1 2", "sync 1 2 3", "skip 1 2 3 4", "extra a b c", "skip -2 0 0"} {
		assert.ErrorContains(t, d.UnmarshalText([]byte(bad)), "is no departure")
	}
}
