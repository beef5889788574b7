package lint_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// A team's own limits go before the defaults.
func TestDesignLimitsAreSet(t *testing.T) {
	const clinic = `
title: Clinic
lanes: [{id: patient, kind: customer}, {id: desk, kind: frontstage}, {id: nurse, kind: frontstage}]
steps:
  - patient: {title: Come, wait: {expected: 4m, acceptable: 10m}, moment: critical, next: [{to: sit, when: a}, {to: stand, when: b}, {to: end, when: c}]}
    desk: Greet
    nurse: Measure
  - patient: {title: Sit, moment: critical, fails: [{title: A, severity: 5, occurrence: 4, detection: 5, recover: come}]}
  - patient: {title: Stand, fails: [{title: B, prevent: [{kind: task, title: X}]}]}
  - patient: Go
    desk: Wave
`
	quiet := regexp.MustCompile(` moment: critical,`).ReplaceAllString(clinic, "")
	for _, c := range []struct {
		text, rule, setting, value string
		before, after              int
	}{
		{clinic, "too-many-ways", "most", "2", 0, 1},
		{clinic, "customer-left-alone", "most", "1", 0, 1},
		{clinic, "customer-left-alone", "most", "2", 0, 0},
		{clinic, "too-many-hands", "most", "1", 0, 1},
		{clinic, "nothing-behind", "steps", "2", 0, 1},
		{clinic, "too-many-critical", "share", "49%", 0, 1},
		{quiet, "no-moment", "steps", "4", 0, 1},
		{clinic, "no-moment", "steps", "1", 0, 0},
		{clinic, "wait-before-first-contact", "limit", "4m", 1, 0},
		{clinic, "unexplained-wait", "from", "4m", 0, 1},
		{clinic, "unoccupied-wait", "from", "4m", 0, 1},
		{clinic, "unoccupied-wait", "to", "1m", 0, 0},
		{clinic, "wait-without-way-out", "from", "10m", 0, 1},
		{clinic, "wait-without-way-out", "to", "1h", 0, 0},
		{clinic, "unprevented-fail", "least", "5", 0, 1},
		{clinic, "high-rpn", "limit", "99", 0, 1},
		{clinic, "high-rpn", "limit", "100", 0, 0},
		{clinic, "one-sided-prevention", "least", "1", 0, 1},
	} {
		name := c.rule + "." + c.setting + "=" + c.value
		assert.Len(t, messages(t, c.text, c.rule, nil), c.before, "%s before", name)
		assert.Len(t, messages(t, c.text, c.rule, map[string]string{c.rule + "." + c.setting: c.value}), c.after, name)
	}
}

// Where a recovery leads nowhere, nobody who is sent there comes to another
// station, as it really runs.
func TestWhoIsSentNowhereStaysThere(t *testing.T) {
	said := 0
	for seed := range uint64(1200) {
		pick := blueprinttest.Seeded(seed)
		b := blueprinttest.Random(pick, blueprinttest.Shape{Steps: 3 + int(seed)%4, Lanes: 4})
		strand(b, pick)
		g := b.Graph()
		found := lint.Run(b, lint.Options{Only: []string{"recovery-leads-nowhere"}})
		net, err := flow.New(g)
		calledOn := slices.ContainsFunc(g.Choices(), func(x *touchpoint.Touchpoint) bool { return !g.Kind(x).Onstage() })
		if len(found) == 0 || err != nil || len(g.Threads()) > 1 || calledOn || len(g.Splits()) > 0 {
			continue // those off stage who choose, or work split off before, may call the customer on
		}
		nowhere := map[string]bool{}
		for _, d := range found {
			nowhere[d.Path.String()] = true
		}
		stations := map[int]bool{}
		for _, s := range g.Threads()[0].Stations {
			for _, x := range s.Touchpoints {
				stations[g.Index(x)] = g.Kind(x).Onstage() // off stage it may be mere work
			}
		}
		for range 10 {
			said += walkNowhere(t, net, pick, seed, nowhere, stations)
		}
	}
	assert.Greater(t, said, 20, "some must have been sent nowhere")
}

// strand adds a step that is only come to when something fails, with staff who
// hand on to work off stage, which sometimes leads back.
func strand(b *blueprint.Blueprint, pick func(int) int) {
	lanes := map[touchpoint.Kind]string{}
	for _, l := range b.AllLanes() {
		lanes[l.Kind] = l.ID
	}
	log := touchpoint.Backstage
	if lanes[log] == "" {
		log = touchpoint.Support
	}
	if lanes[log] == "" {
		return
	}
	all := b.Touchpoints()
	all[pick(len(all))].Fails = []touchpoint.Fail{{Title: "Fail", Recover: "sorry"}}
	note := &touchpoint.Touchpoint{ID: "note", Title: "Note it"}
	if pick(3) == 0 {
		note.Next = []touchpoint.Next{{To: all[pick(len(all))].ID}}
	}
	last := &b.Phases[len(b.Phases)-1]
	last.Steps = append(last.Steps, blueprint.Step{Detour: touchpoint.Of(true), Cells: []blueprint.Cell{
		{Lane: lanes[touchpoint.Frontstage], Stacks: [][]*touchpoint.Touchpoint{{{ID: "sorry", Title: "Say sorry", Next: []touchpoint.Next{{To: "note"}}}}}},
		{Lane: lanes[log], Stacks: [][]*touchpoint.Touchpoint{{note}}},
	}})
}

// walkNowhere sends one customer through, and tells whether she was sent nowhere.
func walkNowhere(t *testing.T, net *flow.Net, pick func(int) int, seed uint64, nowhere map[string]bool, stations map[int]bool) int {
	t.Helper()
	g, s, sent := net.Graph(), net.NewState(), 0
	for range 100 {
		var next []func() (flow.State, flow.Effect, error)
		for _, e := range net.Enabled(s) {
			next = append(next, func() (flow.State, flow.Effect, error) {
				assert.False(t, sent > 0 && stations[e.Touchpoint], "seed %d: sent nowhere, and yet at %s", seed, net.Touchpoint(e.Touchpoint).Title)
				return net.Start(s, e.Touchpoint)
			})
		}
		for _, i := range s.Running() {
			for _, o := range net.Outcomes(s, i) {
				next = append(next, func() (flow.State, flow.Effect, error) {
					if o.Kind == flow.Failed && nowhere[g.WayPath(net.Ways()[o.Way]).String()] {
						sent = 1
					}
					return net.Finish(s, o)
				})
			}
		}
		if len(next) == 0 {
			break
		}
		s, _, _ = next[pick(len(next))]()
	}
	return sent
}

// The time of the shortest way is the least: whoever comes to the end has spent
// as much.
func TestNobodyIsFasterThanTheShortestWay(t *testing.T) {
	takes := regexp.MustCompile(`takes (\S+), even`)
	compared := 0
	for seed := range uint64(1500) {
		pick := blueprinttest.Seeded(seed)
		b := blueprinttest.Random(pick, blueprinttest.Shape{Plain: true})
		b.Acceptable = 1
		net, err := flow.New(b.Graph())
		found := lint.Run(b, lint.Options{Only: []string{"journey-too-long"}})
		if err != nil || len(found) == 0 {
			continue
		}
		least, err := touchpoint.ParseDuration(takes.FindStringSubmatch(found[0].Message)[1])
		require.NoError(t, err)
		for range 5 {
			spent, done := spend(net, pick)
			if done {
				compared++
				assert.LessOrEqual(t, least, spent, "seed %d: %s", seed, found[0].Message)
			}
		}
	}
	assert.Greater(t, compared, 500)
}

// spend sums what customers and staff do until all is done, waits included.
func spend(net *flow.Net, pick func(int) int) (sum time.Duration, done bool) {
	s := net.NewState()
	for range 300 {
		if net.Done(s) {
			return sum, true
		}
		enabled, running := net.Enabled(s), s.Running()
		k := pick(len(enabled) + len(running))
		if k < len(enabled) {
			x := net.Touchpoint(enabled[k].Touchpoint)
			sum += x.Time.Expected("")
			if x.Wait != nil {
				sum += x.Wait.Expected
			}
			s, _, _ = net.Start(s, enabled[k].Touchpoint)
			continue
		}
		outcomes := net.Outcomes(s, running[k-len(enabled)])
		s, _, _ = net.Finish(s, outcomes[pick(len(outcomes))])
	}
	return sum, false
}
