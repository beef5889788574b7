package flow_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

// long is a board of many steps with a customer, a clerk, a kitchen and a system,
// with choices that jump, loops and deliveries to later steps.
func long(steps int) *blueprint.Blueprint {
	b := &blueprint.Blueprint{Title: "Long", Phases: []blueprint.Phase{{}}}
	id := func(lane string, i int) string { return fmt.Sprintf("%s%d", lane, i) }
	for i := range steps {
		var s blueprint.Step
		for _, lane := range []string{"customer", "frontstage", "backstage", "support"} {
			t := &touchpoint.Touchpoint{ID: id(lane, i), Title: id(lane, i)}
			switch {
			case lane == "customer" && i%7 == 3 && i+9 < steps:
				t.Next = []touchpoint.Next{{To: id(lane, i-2), When: "again", Chance: touchpoint.Of(0.1)}, {To: id(lane, i+1), When: "on"}, {To: id(lane, i+9), When: "skip"}}
			case lane == "backstage" && i+40 < steps && i%3 == 0:
				t.Next = []touchpoint.Next{{To: id(lane, i+(i*7919)%40+1)}}
			}
			s.Cells = append(s.Cells, blueprint.Cell{Lane: lane, Stacks: [][]*touchpoint.Touchpoint{{t}}})
		}
		b.Phases[0].Steps = append(b.Phases[0].Steps, s)
	}
	return b
}

// wide is two steps with very many touchpoints: a long cell, each with ways to
// several of a large group side by side.
func wide(many int) *blueprint.Blueprint {
	var here, there []*touchpoint.Touchpoint
	for i := range many {
		x := &touchpoint.Touchpoint{ID: fmt.Sprintf("a%d", i)}
		for k := range 5 {
			x.Next = append(x.Next, touchpoint.Next{To: fmt.Sprintf("b%d", (i*7919+k*104729)%many)})
		}
		here = append(here, x)
		there = append(there, &touchpoint.Touchpoint{ID: fmt.Sprintf("b%d", i)})
	}
	cell := func(lane string, all []*touchpoint.Touchpoint) blueprint.Cell {
		c := blueprint.Cell{Lane: lane}
		for _, x := range all {
			c.Stacks = append(c.Stacks, []*touchpoint.Touchpoint{x})
		}
		return c
	}
	return &blueprint.Blueprint{Title: "Wide", Phases: []blueprint.Phase{{Steps: []blueprint.Step{
		{Cells: []blueprint.Cell{cell("customer", here)}}, {Cells: []blueprint.Cell{cell("backstage", there)}},
	}}}}
}

// 20,000 touchpoints are ready to run in a second, in less than 200 MB.
func TestLargeBoardsAreReadySoon(t *testing.T) {
	for name, b := range map[string]*blueprint.Blueprint{"long": long(5000), "wide": wide(10000)} {
		g := b.Graph()
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		n, err := flow.New(g)
		took := time.Since(start)
		require.NoError(t, err)
		runtime.ReadMemStats(&after)
		t.Logf("%s: %v, %d MB", name, took, (after.TotalAlloc-before.TotalAlloc)>>20)
		assert.Equal(t, 20000, n.Len())
		assert.Less(t, took, 5*time.Second, name) // a slow machine under test has room
	}
}

// Many tokens at once cost no more than their square.
func TestLargeBoardsRun(t *testing.T) {
	for name, c := range map[string]struct {
		b      *blueprint.Blueprint
		events int
	}{"long": {long(5000), 3000}, "wide": {wide(500), 2 + 2*500}} {
		n, err := flow.New(c.b.Graph())
		require.NoError(t, err)
		start := time.Now()
		tr := flow.Walk(n, func(int) int { return 0 }, 3000)
		assert.NoError(t, n.Stuck(tr.Last), name)
		assert.Len(t, tr.Events, c.events, name)
		assert.Less(t, time.Since(start), 30*time.Second, name) // a slow machine under test has room
	}
}

func BenchmarkNew(b *testing.B) {
	for name, x := range map[string]*blueprint.Blueprint{"long": long(5000), "wide": wide(10000)} {
		g := x.Graph()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := flow.New(g); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// What a simulator does: a customer goes through the telecom hall.
func BenchmarkRun(b *testing.B) {
	n := load(b, "../../examples/telecom-hall/blueprint.yaml")
	pick := blueprinttest.Seeded(1)
	first, r := n.NewState(), n.NewRun()
	var starts []int
	var outcomes []flow.Outcome
	b.ReportAllocs()
	steps := 0
	for b.Loop() {
		r.Reset(first)
		for !r.Done() {
			starts = r.AppendEnabled(starts[:0])
			for _, x := range starts {
				if _, err := r.Start(x); err == nil {
					steps++
				}
			}
			starts = r.AppendRunning(starts[:0])
			outcomes = r.AppendOutcomes(outcomes[:0], starts[pick(len(starts))])
			if _, err := r.Finish(outcomes[pick(len(outcomes))]); err != nil {
				b.Fatal(err)
			}
			steps++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps), "ns/step")
}

// What a search does: states are kept, and looked up by key.
func BenchmarkSearch(b *testing.B) {
	n := load(b, "../../examples/telecom-hall/blueprint.yaml")
	pick := blueprinttest.Seeded(1)
	b.ReportAllocs()
	for b.Loop() {
		seen := map[string]bool{}
		s := n.NewState()
		for range 100 {
			seen[s.Key()] = true
			next, ok := anyStep(n, s, pick)
			if !ok {
				break
			}
			s = next
		}
	}
}
