package lint_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// messages are what the rules say of a text under some settings.
func messages(t *testing.T, text, rule string, settings map[string]string) []string {
	t.Helper()
	o := lint.Options{Only: []string{rule}, Settings: settings}
	require.NoError(t, o.Check())
	var out []string
	for _, d := range lint.Run(read(t, text), o) {
		out = append(out, d.Message)
	}
	return out
}

// What a team holds to be right goes before the defaults.
func TestLimitsAndListsAreSet(t *testing.T) {
	const kiosk = `
title: Kiosk
steps:
  - customer: {title: Buy, service: payment, wait: true, channel: in-person, standards: {procedural: [{title: Nice and quick, met: 85%}]}}
    frontstage: {title: SELL, service: billing, proof: assumed, expects: {adequate: 5, perceived: 4, importance: 3}}
  - customer: {title: Complain at the window, service: core, complaint: made, fails: [{title: A, kind: product}]}
`
	for _, c := range []struct {
		rule, setting, value string
		before, after        int
	}{
		{"missing-petal", "expected", "billing, payment", 2, 1},
		{"missing-petal", "expected", "billing, no-such-petal", 2, 1},
		{"missing-petal", "on-site", "false", 2, 1},
		{"core-everywhere", "share", "20%", 0, 0},
		{"core-everywhere", "least", "1", 0, 0},
		{"complaint-stages", "stages", "made", 1, 0},
		{"complaint-kinds", "least", "1", 0, 1},
		{"vague-standard", "words", "quick", 0, 1},
		{"standard-not-met", "least", "90%", 0, 1},
		{"below-adequate", "importance", "5", 1, 0},
		{"mostly-assumed", "least", "1", 0, 1},
		{"long-title", "lines", "0", 0, 3},
		{"long-title", "width", "5", 0, 1},
		{"shouting", "letters", "4", 0, 1},
		{"company-voice", "verbs", "buy", 0, 1},
		{"company-voice", "names", "the window", 0, 1},
	} {
		name := c.rule + "." + c.setting + "=" + c.value
		assert.Len(t, messages(t, kiosk, c.rule, nil), c.before, "%s before", name)
		assert.Len(t, messages(t, kiosk, c.rule, map[string]string{c.rule + "." + c.setting: c.value}), c.after, name)
	}
}

// The day to compare with is an input, so that runs can be repeated.
func TestSourcesGrowOldAgainstTheDayThatIsSet(t *testing.T) {
	const shop = `
title: Shop
steps:
  - customer: {title: Come, proof: {status: observed, source: Us, checked: 2025-01-01}}
    frontstage: {title: Greet, time: {standard: 10s, measured: {mean: 9s, on: 2025-06-01}}}
`
	today := func(day, age string) map[string]string {
		return map[string]string{"old-source.today": day, "old-source.age": age}
	}
	assert.Empty(t, messages(t, shop, "old-source", nil), "without a day the parts are compared with one another")
	assert.Empty(t, messages(t, shop, "old-source", today("2026-01-01", "365d")), "a year is not more than a year")
	assert.Equal(t, []string{`"Come" was last looked at on 2025-01-01, 366 days before today, 2026-01-02; customers may meet something else by now`},
		messages(t, shop, "old-source", today("2026-01-02", "365d")))
	assert.Len(t, messages(t, shop, "old-source", today("2026-01-02", "30d")), 2)
	assert.Len(t, messages(t, shop, "old-source", map[string]string{"old-source.age": "10w"}), 1)

	assert.Error(t, lint.Options{Settings: map[string]string{"old-source.today": "tomorrow"}}.Check())
}

// A service that is one touchpoint many times over is linted in no time, and
// each cause is named once.
func TestFullTouchpointsAreLinted(t *testing.T) {
	b := full(4_000)
	got := map[string]int{}
	for _, d := range lint.Run(b, lint.Options{Only: []string{"services", "complaints", "standards", "gaps", "proof", "wording"}}) {
		got[d.Rule]++
	}
	for _, rule := range []string{"core-everywhere", "complaint-stages", "service-quadrant", "mostly-assumed", "mixed-languages", "same-title-in-step"} {
		assert.Equal(t, 1, got[rule], rule)
	}
	for _, rule := range []string{"one-sided-standards", "vague-standard", "standard-not-met", "slower-than-standard", "below-adequate", "shouting"} {
		assert.Equal(t, 4_000, got[rule], rule)
	}
}

// full makes one step of n touchpoints that say all that can be said, and as many
// links.
func full(n int) *blueprint.Blueprint {
	b := &blueprint.Blueprint{Title: "Full", Language: "zh", Status: blueprint.AsIs}
	var stacks [][]*touchpoint.Touchpoint
	for i := range n {
		t := dressed(func(int) int { return 0 })
		t.ID = fmt.Sprintf("t%d", i)
		stacks = append(stacks, []*touchpoint.Touchpoint{t})
		b.Links = append(b.Links, blueprint.Link{From: "t0", To: t.ID})
	}
	b.Phases = []blueprint.Phase{{Steps: []blueprint.Step{{Cells: []blueprint.Cell{{Lane: "customer", Stacks: stacks}}}}}}
	return b
}

// dressed makes a touchpoint with facets of all kinds.
func dressed(pick func(int) int) *touchpoint.Touchpoint {
	share := func() *float64 { return touchpoint.Of(float64(pick(11)) / 10) }
	of := func(list ...string) string { return list[pick(len(list))] }
	span := func() *touchpoint.Time {
		m := touchpoint.Measured{Mean: 9 * touchpoint.Day, On: touchpoint.Date(of("2026-02-31", "2020-01-01", ""))}
		return &touchpoint.Time{Standard: touchpoint.Day, Measured: &m}
	}
	return &touchpoint.Touchpoint{
		Title:     of("SERVE THE CUSTOMER", "", "接待顾客", "\xff\u0301", "Pay", "pay "),
		Channel:   of("", "app", "in-person"),
		Service:   append(touchpoint.Services(), "", "elephants")[pick(11)],
		Complaint: append(touchpoint.ComplaintStages(), "", "sung")[pick(13)],
		Moment:    []*touchpoint.Moment{{}, nil, {Standards: []string{""}}}[pick(3)],
		Time:      span(),
		Wait:      []*touchpoint.Wait{nil, {}, {Expected: 1}}[pick(3)],
		Promise:   []*touchpoint.Promise{{}, nil, {Time: span()}}[pick(3)],
		Standards: &touchpoint.Standards{Procedural: []touchpoint.Standard{{Title: of("Fast", "", "尽快"), Aspect: touchpoint.Timing, Met: share()}}},
		Expects:   []touchpoint.Expectation{{Adequate: touchpoint.Of(5.0), Perceived: share()}, {}},
		Fails:     []touchpoint.Fail{{Kind: append(touchpoint.FailKinds(), "")[pick(5)]}, {Kind: touchpoint.ServiceFault}, {Kind: touchpoint.ServiceFault}},
		Proof:     &touchpoint.Proof{Status: []touchpoint.ProofStatus{touchpoint.Assumed, touchpoint.Observed, touchpoint.Proposed}[pick(3)], Checked: touchpoint.Date(of("2026-01-01", "", "once"))},
		Facets:    []*touchpoint.Facets{nil, {}, {Place: touchpoint.AtPlace, Recipient: touchpoint.Possession}}[pick(3)],
		See:       of("", "", "complaints.yaml"),
	}
}

// Whatever a touchpoint says, no rule panics, and the same blueprint gives the
// same findings, each with what to do about it.
func TestRandomFacetsAreLinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		b := blueprinttest.Random(pick, blueprinttest.Shape{})
		b.Language = []string{"", "en", "zh-CN", "sr-Latn", "-"}[pick(5)]
		b.Status = blueprint.Statuses()[pick(2)]
		b.ExpectedServices = [][]touchpoint.Service{nil, {}, {touchpoint.Core, "elephants", touchpoint.Billing}}[pick(3)]
		for _, x := range b.Touchpoints() {
			id, next := x.ID, x.Next
			if pick(2) == 0 {
				*x = *dressed(pick)
				x.ID, x.Next = id, next
			}
		}
		found := lint.Run(b, lint.Options{})
		require.Equal(t, found, lint.Run(b, lint.Options{}))
		require.Equal(t, found, found.Sort())
		for _, d := range found {
			assert.NotEmpty(t, d.Message)
			assert.NotEmpty(t, d.Hint)
			assert.NotEmpty(t, d.Path)
		}
	})
}

func BenchmarkFull(b *testing.B) {
	for _, n := range []int{2_500, 10_000} {
		service := full(n)
		for _, g := range []lint.Group{lint.Services, lint.Complaints, lint.Standards, lint.Gaps, lint.Proof, lint.Wording} {
			b.Run(fmt.Sprintf("%s/%d", g, n), func(b *testing.B) {
				for b.Loop() {
					lint.Run(service, lint.Options{Only: []string{string(g)}})
				}
			})
		}
	}
}
