package lint_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/blueprint/lint"
)

// What the rules say of ways holds when customers really go them: nothing that
// is called unreachable ever starts, nobody comes out of an endless loop, and
// nobody is done where no journey ends.
func TestRulesAgreeWithWhatRuns(t *testing.T) {
	said := map[string]int{}
	for seed := range uint64(500) {
		pick := blueprinttest.Seeded(seed)
		b := blueprinttest.Random(pick, blueprinttest.Shape{Plain: seed%2 == 0, Steps: 1 + int(seed)%9, Lanes: 2 + int(seed)%3})
		net, err := flow.New(b.Graph())
		if err != nil {
			continue // a loop leaves one branch of a split
		}
		index := map[string]int{}
		for i, x := range b.Graph().Touchpoints() {
			index[b.Graph().Path(x).String()] = i
		}
		found := lint.Run(b, lint.Options{Only: []string{"unreachable", "endless-loop", "no-end"}})
		if len(found) == 0 {
			continue
		}
		started, done := follow(net, pick)
		for _, d := range found {
			said[d.Rule]++
			i, ok := index[d.Path.String()]
			switch d.Rule {
			case "unreachable":
				assert.False(t, started[i], "seed %d: %s, but it starts", seed, d)
			case "endless-loop":
				assert.False(t, ok && started[i] && done, "seed %d: %s, but somebody comes out", seed, d)
			case "no-end":
				assert.False(t, done, "seed %d: %s, but somebody is done", seed, d)
			}
		}
	}
	assert.Greater(t, said["unreachable"], 100, "the boards must be such that the rules have something to say")
}

// follow sends one customer through, at random, and tells what has started and
// whether all was done in the end.
func follow(net *flow.Net, pick func(int) int) (started map[int]bool, done bool) {
	started = map[int]bool{}
	s := net.NewState()
	for range 200 {
		if net.Done(s) {
			return started, true
		}
		var next []func() (flow.State, flow.Effect, error)
		for _, e := range net.Enabled(s) {
			next = append(next, func() (flow.State, flow.Effect, error) {
				started[e.Touchpoint] = true
				return net.Start(s, e.Touchpoint)
			})
		}
		for _, i := range s.Running() {
			for _, o := range net.Outcomes(s, i) {
				next = append(next, func() (flow.State, flow.Effect, error) { return net.Finish(s, o) })
			}
		}
		if len(next) == 0 {
			return started, false
		}
		s, _, _ = next[pick(len(next))]()
	}
	return started, false
}
