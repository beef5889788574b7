package align_test

import (
	"container/heap"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

// costs is what an alignment costs, the most important first: skips and extra
// events, ways that nobody takes, extra events, surprises.
type costs [4]int

func (c costs) add(o costs) costs {
	for i := range c {
		c[i] += o[i]
	}
	return c
}

// brute is Dijkstra's search over everything that can happen, with nothing left out
// and nothing remembered.
type brute struct {
	n        *flow.Net
	observed []bool
	trace    []int
	best     map[string]costs
	queue    bruteQueue
}

type bruteNode struct {
	s flow.State
	i int
	c costs
}

type bruteQueue []bruteNode

func (q bruteQueue) Len() int           { return len(q) }
func (q bruteQueue) Less(i, j int) bool { return slices.Compare(q[i].c[:], q[j].c[:]) < 0 }
func (q bruteQueue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *bruteQueue) Push(x any)        { *q = append(*q, x.(bruteNode)) }
func (q *bruteQueue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

func (b *brute) push(s flow.State, i int, c costs) {
	key := string(append(s.AppendKey(nil), 0xff, byte(i), byte(i>>8)))
	if have, ok := b.best[key]; ok && slices.Compare(have[:], c[:]) <= 0 {
		return
	}
	b.best[key] = c
	heap.Push(&b.queue, bruteNode{s, i, c})
}

// cheapest is the least cost; false where there are too many states.
func cheapest(n *flow.Net, observed []bool, trace []int, limit int) (costs, bool) {
	return cheapestRun(n, observed, trace, limit, false)
}

// cheapestRun is that of a run that may stop anywhere (open), or of a whole one.
func cheapestRun(n *flow.Net, observed []bool, trace []int, limit int, open bool) (costs, bool) {
	b := &brute{n: n, observed: observed, trace: trace, best: map[string]costs{}}
	b.push(n.NewState(), 0, costs{})
	for len(b.queue) > 0 && len(b.best) < limit {
		x := heap.Pop(&b.queue).(bruteNode)
		if x.i == len(trace) && (open || n.Done(x.s)) {
			return x.c, true
		}
		b.expand(x)
	}
	return costs{}, false
}

func (b *brute) expand(x bruteNode) {
	if x.i < len(b.trace) {
		b.push(x.s, x.i+1, x.c.add(costs{1, 0, 1, 0}))
	}
	for _, e := range b.n.Enabled(x.s) {
		s, _, err := b.n.Start(x.s, e.Touchpoint)
		if err != nil {
			continue
		}
		if !b.observed[e.Touchpoint] {
			b.push(s, x.i, x.c)
			continue
		}
		b.push(s, x.i, x.c.add(costs{1, 0, 0, 0}))
		if x.i < len(b.trace) && b.trace[x.i] == e.Touchpoint {
			b.push(s, x.i+1, x.c)
		}
	}
	for t := range b.n.Len() {
		for _, o := range b.n.Outcomes(x.s, t) {
			s, _, err := b.n.Finish(x.s, o)
			if err != nil {
				continue
			}
			c := x.c
			if o.Kind == flow.Failed || o.Kind == flow.GaveUp || o.Kind == flow.PassedOver && !b.observed[t] {
				c[3]++
			}
			if o.Way >= 0 && dead(b.n.Ways()[o.Way]) {
				c[1]++
			}
			b.push(s, x.i, c)
		}
	}
}

func dead(w blueprint.Way) bool {
	if w.Chance != nil {
		return *w.Chance == 0
	}
	return w.Role == blueprint.ByNext && w.Choice && w.From.Chances()[w.Index] == 0
}

// wild is a random net with many failures, ways of impatience and optional parts,
// what a log shows of it, and a trace that does not quite fit; nil where the
// blueprint is no net.
func wild(pick blueprinttest.Pick) (n *flow.Net, observed []bool, trace []int) {
	b := blueprinttest.Random(pick, blueprinttest.Shape{Steps: 1 + pick(4), Lanes: 2 + pick(4), Plain: pick(4) == 0})
	all := b.Touchpoints()
	for _, x := range all {
		to := all[pick(len(all))].ID
		switch pick(14) {
		case 0:
			x.Fails = append(x.Fails, touchpoint.Fail{Title: "breaks", Recover: to, Chance: touchpoint.Of(0.1)})
		case 1:
			x.Optional = true
		case 2:
			x.Wait = &touchpoint.Wait{Then: to}
		case 3:
			x.Next = append(x.Next, touchpoint.Next{To: to})
		case 4:
			if len(x.Next) == 0 && to != all[0].ID {
				x.Next = []touchpoint.Next{{To: to, When: "yes", Chance: touchpoint.Of(0.0)}, {To: all[0].ID, When: "no", Chance: touchpoint.Of(1.0)}}
			}
		}
	}
	n, err := flow.New(b.Graph())
	if err != nil {
		return nil, nil, nil
	}
	observed, trace = logged(pick, n)
	return n, observed, trace
}

// deep is a random net with a loop and much work behind the scenes, some of it side
// by side.
func deep(pick blueprinttest.Pick) (n *flow.Net, observed []bool, trace []int) {
	b := &blueprint.Blueprint{Title: "Deep", Phases: []blueprint.Phase{{}}}
	for range 2 + pick(2) {
		s := blueprint.Step{Cells: []blueprint.Cell{cell("customer", 1)}}
		for _, lane := range []string{"frontstage", "backstage", "support"} {
			if pick(3) > 0 && (lane != "frontstage" || pick(3) == 0) {
				s.Cells = append(s.Cells, cell(lane, 1+pick(4)/3))
			}
		}
		b.Phases[0].Steps = append(b.Phases[0].Steps, s)
	}
	b.Complete()
	steps := b.Phases[0].Steps
	last := steps[len(steps)-1].Cells[0].Stacks[0][0]
	last.Next = []touchpoint.Next{
		{To: touchpoint.End, When: "done"},
		{To: steps[pick(len(steps)-1)].Cells[0].Stacks[0][0].ID, When: "again"},
	}
	if off := steps[0].Cells[len(steps[0].Cells)-1]; off.Lane == "support" && pick(2) == 0 {
		if later := steps[1].Cells[len(steps[1].Cells)-1]; later.Lane == "support" {
			off.Stacks[0][0].Next = []touchpoint.Next{{To: later.Stacks[0][0].ID}}
		}
	}
	n, err := flow.New(b.Graph())
	if err != nil {
		return nil, nil, nil
	}
	observed, trace = logged(pick, n)
	return n, observed, trace
}

func cell(lane string, beside int) blueprint.Cell {
	var stack []*touchpoint.Touchpoint
	for range beside {
		stack = append(stack, &touchpoint.Touchpoint{Title: lane})
	}
	return blueprint.Cell{Lane: lane, Stacks: [][]*touchpoint.Touchpoint{stack}}
}

// logged is what a log shows of a customer, not quite right.
func logged(pick blueprinttest.Pick, n *flow.Net) (observed []bool, trace []int) {
	observed = make([]bool, n.Len())
	hide := pick(3)
	for i := range observed {
		observed[i] = hide == 0 || pick(3) > 0
	}
	for _, e := range flow.Walk(n, pick, 60).Events {
		if e.Kind == flow.Started && observed[e.Touchpoint] {
			trace = append(trace, e.Touchpoint)
		}
	}
	return observed, spoil(pick, n.Len(), trace, 14)
}

// spoil leaves out, adds and swaps some events.
func spoil(pick blueprinttest.Pick, touchpoints int, trace []int, most int) []int {
	trace = slices.Clone(trace[:min(len(trace), most)])
	for range pick(4) {
		at := pick(len(trace) + 1)
		switch k := pick(4); {
		case k == 0:
			trace = slices.Insert(trace, at, pick(touchpoints+1)-1)
		case k == 1 && at < len(trace):
			trace = slices.Delete(trace, at, at+1)
		case k == 2 && at+1 < len(trace):
			trace[at], trace[at+1] = trace[at+1], trace[at]
		case k == 3:
			trace = trace[:at]
		}
	}
	return trace
}

// counting leaves out events that do not count.
func counting(observed []bool, trace []int) []int {
	return slices.DeleteFunc(slices.Clone(trace), func(t int) bool { return t >= 0 && !observed[t] })
}

// The alignment is the cheapest there is, whatever is left out of the search.
func TestNothingIsCheaper(t *testing.T) {
	many := 400
	if testing.Short() {
		many = 100
	}
	checked, departing, behind := 0, 0, 0
	for seed := range uint64(many) {
		random := wild
		if seed%3 == 0 {
			random = deep
		}
		n, observed, trace := random(blueprinttest.Seeded(seed))
		if n == nil {
			continue
		}
		want, ok := cheapest(n, observed, counting(observed, trace), 15_000)
		if !ok {
			continue
		}
		a := &align.Aligner{Net: n, Observed: observed}
		got, ok := a.Price(trace)
		require.True(t, ok, "seed %d", seed)
		require.Equal(t, want, costs(got), "seed %d: %v", seed, trace)
		full := a.Align(trace)
		require.Equal(t, want[0], full.Cost, "seed %d", seed)
		require.False(t, full.Bounded)
		checkMoves(t, n, observed, trace, full)
		checked++
		if full.Cost > 0 {
			departing++
		}
		if slices.ContainsFunc(full.Moves, func(m align.Move) bool { return m.Background && m.Kind == align.Skip }) {
			behind++
		}
	}
	t.Logf("%d checked, %d depart, %d of them behind the scenes", checked, departing, behind)
	assert.Greater(t, behind, checked/10)
	assert.Greater(t, checked, many/3)
	assert.Greater(t, departing, checked/4)
}

func TestNothingIsCheaperProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, observed, trace := wild(func(k int) int { return rapid.IntRange(0, k-1).Draw(t, "pick") })
		if n == nil {
			return
		}
		want, ok := cheapest(n, observed, counting(observed, trace), 5_000)
		if !ok {
			return
		}
		a := &align.Aligner{Net: n, Observed: observed}
		got := a.Align(trace)
		if got.Cost != want[0] {
			t.Fatalf("%v costs %d, not %d", trace, got.Cost, want[0])
		}
		checkMoves(t, n, observed, trace, got)
	})
}

// checkMoves checks that the moves are a whole run of the net, that they show every
// event once and in order, and cost what they are said to.
func checkMoves(t require.TestingT, n *flow.Net, observed []bool, trace []int, a align.Alignment) {
	run := n.NewRun()
	cost, event := 0, 0
	next := func() {
		for event < len(trace) && trace[event] >= 0 && !observed[trace[event]] {
			event++
		}
	}
	for _, m := range a.Moves {
		switch m.Kind {
		case align.Extra:
			next()
			require.Equal(t, event, m.Event)
			require.Equal(t, trace[event], m.Touchpoint)
			event++
			cost++
			continue
		case align.Sync:
			next()
			require.Equal(t, event, m.Event)
			require.Equal(t, trace[event], m.Touchpoint)
			event++
		case align.Skip:
			require.True(t, observed[m.Touchpoint])
			cost++
		case align.Silent:
			require.False(t, m.Happens == flow.Started && observed[m.Touchpoint])
		}
		if m.Happens == flow.Started {
			e, err := run.Start(m.Touchpoint)
			require.NoError(t, err)
			require.ElementsMatch(t, e.Ways, m.Ways)
			continue
		}
		e, err := run.Finish(flow.Outcome{Touchpoint: m.Touchpoint, Kind: m.Happens, Way: m.Way})
		require.NoError(t, err)
		require.ElementsMatch(t, e.Ways, m.Ways)
	}
	next()
	require.Equal(t, len(trace), event)
	require.True(t, run.Done())
	require.Equal(t, a.Cost, cost)
	require.LessOrEqual(t, a.Cost, a.Events+a.Shortest)
}
