package coverage_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/touchpoint"
)

func measure(t testing.TB, b *blueprint.Blueprint, lines string, o coverage.Options) *coverage.Result {
	t.Helper()
	r, err := coverage.Measure(b, profile(t, b, lines), o)
	require.NoError(t, err)
	return r
}

func score(t testing.TB, r *coverage.Result, name string) coverage.Score {
	t.Helper()
	s, ok := r.Score(name)
	require.True(t, ok, name)
	return s
}

func TestFailedAndSkippedJourneysAreKeptApart(t *testing.T) {
	r := measure(t, read(t, bakery), "enter\nenter\nfailed: enter choose\nskipped: pay\n", coverage.Options{})
	assert.Equal(t, coverage.Tally{Passed: 2, Failed: 1, Skipped: 1, Fit: 2}, r.Journeys)
	assert.Equal(t, []coverage.Apart{{Test: "the example", Outcome: "failed", Count: 1}, {Test: "the example", Outcome: "skipped", Count: 1}}, r.Apart)
	assert.Equal(t, 1, score(t, r, coverage.Touchpoints).Covered)
}

func TestCommentsTitlesAndTimesMakeNoOtherVersion(t *testing.T) {
	plain := coverage.Version(read(t, bakery))
	same := strings.NewReplacer("title: Pay,", "id: pay, title: Settle, time: 30s,", "steps:", "# the steps\nsteps:").Replace(bakery)
	assert.Equal(t, plain, coverage.Version(read(t, same)))
	for _, other := range []string{
		strings.Replace(bakery, "Choose", "Pick", 1),
		strings.Replace(bakery, "customer: Choose", "frontstage: Choose", 1),
		strings.Replace(bakery, "customer: Choose", "customer: {title: Choose, next: enter}", 1),
		strings.Replace(bakery, "customer: Choose", "customer: {title: Choose, optional: true}", 1),
	} {
		assert.NotEqual(t, plain, coverage.Version(read(t, other)), other)
	}
}

func TestAStaleProfileSaysSoAndWhatIsGone(t *testing.T) {
	old := profile(t, read(t, bakery), "enter choose pay\n")
	now := read(t, strings.Replace(bakery, "Choose", "Pick", 1))
	r, err := coverage.Measure(now, old, coverage.Options{})
	require.NoError(t, err)
	assert.Equal(t, coverage.Tally{Stale: 1}, r.Journeys)
	assert.Equal(t, []coverage.Stale{{Version: coverage.Version(read(t, bakery)), Count: 1, Gone: []string{"choose"}}}, r.Stale)
	assert.Zero(t, score(t, r, coverage.Touchpoints).Covered)
	r, err = coverage.Measure(now, old, coverage.Options{Stale: true})
	require.NoError(t, err)
	assert.Equal(t, 2, score(t, r, coverage.Touchpoints).Covered)
	assert.Len(t, r.Departures, 1)
}

func TestJourneysOfOtherBlueprintsAreForeign(t *testing.T) {
	other := profile(t, read(t, strings.Replace(bakery, "Bakery", "Butcher", 1)), "enter\n")
	r, err := coverage.Measure(read(t, bakery), other, coverage.Options{})
	require.NoError(t, err)
	assert.Equal(t, coverage.Tally{Foreign: 1}, r.Journeys)
}

func TestWaivedAndQuarantinedLeaveTheShareUntilTheirLastDay(t *testing.T) {
	b := read(t, `title: Bakery
steps:
  - customer: {title: Enter, waive: {reason: door is new, until: 2026-06-30}}
  - customer: {title: Choose, quarantine: {reason: flaky, until: 2026-07-31}}
  - customer: Pay
`)
	at := func(day string) *coverage.Result {
		return measure(t, b, "enter choose\n", coverage.Options{Day: touchpoint.Date(day)})
	}
	s := score(t, at("2026-06-30"), coverage.Touchpoints)
	assert.Equal(t, []int{0, 1, 1, 1}, []int{s.Covered, s.Total, s.Waived, s.Quarantined})
	assert.Equal(t, "waived: door is new (until 2026-06-30)", s.With(coverage.Waived)[0].Note)
	assert.Equal(t, 1, s.With(coverage.Quarantined)[0].Count, "it is counted all the same")
	r := at("2026-07-01")
	assert.Equal(t, []coverage.Expired{{Touchpoint: "enter", What: coverage.Waived, Reason: "door is new", Until: "2026-06-30", Place: "blueprint.yaml:3:30"}}, r.Expired)
	assert.Equal(t, "1 of 2, 50%", score(t, r, coverage.Touchpoints).Summary())
	assert.Equal(t, "2 of 3, 66.6%", score(t, at("2026-08-01"), coverage.Touchpoints).Summary())
	s = score(t, at(""), coverage.Touchpoints)
	assert.Equal(t, 2, s.Waived+s.Quarantined, "without a day they hold")
}

func TestLanesThatCount(t *testing.T) {
	b := read(t, "title: Bakery\nsteps:\n  - customer: Enter\n    frontstage: Greet\n  - customer: Pay\n")
	r := measure(t, b, "enter pay\n", coverage.Options{})
	assert.Equal(t, []string{"customer"}, r.Observed)
	assert.Equal(t, "1 of 2, 50%", score(t, r, coverage.Ways).Summary(), "who never records greeting has not tested it")
	assert.Equal(t, coverage.Tally{Passed: 1, Fit: 1, Complete: 1}, r.Journeys)
	r = measure(t, b, "enter pay\n", coverage.Options{Observe: []string{"customer"}})
	assert.Equal(t, "1 of 1, 100%", score(t, r, coverage.Ways).Summary())
	r = measure(t, b, "enter pay\n", coverage.Options{Observe: []string{"customer", "frontstage"}})
	require.Len(t, r.Departures, 1)
	assert.Equal(t, "blueprint.yaml:4:17: the example: greet is skipped after enter", r.Departures[0].String())
	_, err := coverage.Measure(b, &coverage.Profile{}, coverage.Options{Observe: []string{"costumer"}})
	assert.EqualError(t, err, `there is no lane "costumer" to observe; did you mean "customer"?`)
}

func TestPatienceRunsOut(t *testing.T) {
	b := read(t, `title: Counter
steps:
  - customer: Take a ticket
  - customer: {title: Wait, wait: {expected: 6m, acceptable: 9m, then: leave}}
  - customer: Buy
  - customer: Leave
`)
	r := measure(t, b, "take-a-ticket leave\n", coverage.Options{})
	assert.Empty(t, r.Departures)
	assert.Equal(t, `ways: 2 of 4, 50%
covered 1x take-a-ticket -> wait
missing wait -> buy
covered 1x wait -> leave (wait)
missing buy -> leave
`, short(score(t, r, coverage.Ways)))
	assert.Equal(t, "1 of 2, 50%", score(t, r, coverage.Paths).Summary())
}

func TestThresholds(t *testing.T) {
	r := measure(t, read(t, bakery), "enter choose\n", coverage.Options{})
	short, err := coverage.Thresholds{coverage.Moments: 100, coverage.Touchpoints: 60, coverage.Recoveries: 1}.Check(r)
	require.NoError(t, err)
	require.Len(t, short, 2)
	assert.Equal(t, "Moments of truth (moments): 1 of 2, 50%, wanted 100%; missing:\n  blueprint.yaml:6:23: Pay (pay)", short[0].String())
	assert.Equal(t, "Recoveries (recoveries): the blueprint has nothing to cover by it, and a threshold of 1% over nothing does not hold", short[1].String())
	_, err = coverage.Thresholds{"moment": 10, coverage.Ways: 101}.Check(r)
	assert.EqualError(t, err, "there is no criterion \"moment\"; did you mean \"moments\"?\nthe threshold of ways is 101: expected 0 to 100, in percent")
}

func TestOnlySomeCriteria(t *testing.T) {
	b := read(t, bakery)
	r := measure(t, b, "enter\n", coverage.Options{Criteria: []string{coverage.Ways, coverage.Moments}})
	require.Len(t, r.Criteria, 2)
	assert.Equal(t, coverage.Moments, r.Criteria[0].Name)
	_, err := coverage.Thresholds{coverage.Pairs: 1}.Check(r)
	assert.EqualError(t, err, "pairs was not measured")
	_, err = coverage.Measure(b, &coverage.Profile{}, coverage.Options{Criteria: []string{"moment", "way"}})
	assert.EqualError(t, err, "there is no criterion \"moment\"; did you mean \"moments\"?\nthere is no criterion \"way\"; did you mean \"ways\"?")
}

// Two of three are 66.67%: shown rounded down, compared as they are.
func TestThresholdsAreNotRounded(t *testing.T) {
	r := measure(t, read(t, bakery), "enter choose\n", coverage.Options{})
	for want, held := range map[float64]bool{66.6: true, 66.66: true, 66.67: false, 67: false} {
		short, err := coverage.Thresholds{coverage.Touchpoints: want}.Check(r)
		require.NoError(t, err)
		assert.Equal(t, held, len(short) == 0, "%v", want)
	}
}

func TestTheRatchetHoldsWhatWasReached(t *testing.T) {
	b := read(t, bakery)
	file := filepath.Join(t.TempDir(), "coverage.json")
	ratchet, err := coverage.LoadRatchet(file)
	require.NoError(t, err)
	less, more := measure(t, b, "enter\n", coverage.Options{}), measure(t, b, "enter choose\n", coverage.Options{})
	short, err := ratchet.Check(less)
	require.NoError(t, err)
	assert.Empty(t, short, "nothing is held yet")
	assert.True(t, ratchet.Raise(more))
	assert.False(t, ratchet.Raise(less), "nothing is lowered")
	require.NoError(t, ratchet.Save(file))
	ratchet, err = coverage.LoadRatchet(file)
	require.NoError(t, err)
	short, err = ratchet.Check(more)
	require.NoError(t, err)
	assert.Empty(t, short)
	short, err = ratchet.Check(less)
	require.NoError(t, err)
	require.NotEmpty(t, short)
	assert.Equal(t, "Touchpoints (touchpoints): 1 of 3, 33.3%, wanted 66.6% as reached before (2 of 3); missing:\n"+
		"  blueprint.yaml:5:15: Choose (choose)\n  blueprint.yaml:6:23: Pay (pay)", short[0].String())
	more.Blueprint = "another"
	_, err = ratchet.Check(more)
	assert.EqualError(t, err, `the ratchet is of the blueprint "bakery", the coverage of "another"`)
}

func TestARatchetThatIsWrongSaysWhere(t *testing.T) {
	for want, in := range map[string]string{
		`r.json:2:11: invalid character 'x' looking for beginning of value`:                                                                                      "{\n \"format\":x}",
		"r.json: format is \"\": expected \"moments-ratchet/1\"\nr.json: there is no criterion \"wys\"; did you mean \"ways\"?\nr.json: wys: 2 of 1 is no share": `{"reached":[{"criterion":"wys","covered":2,"total":1}]}`,
	} {
		_, err := coverage.ReadRatchet(strings.NewReader(in), "r.json")
		assert.EqualError(t, err, want)
	}
}

func TestTheLayerShowsWhatWasVisited(t *testing.T) {
	l := measure(t, read(t, bakery), "enter choose\nenter\nenter pay\n", coverage.Options{}).Layer(nil)
	v, ok := l.Value("enter")
	require.True(t, ok)
	assert.Equal(t, layer.Value{ID: "enter", Text: "3×", Tone: layer.Good, Note: "visited 3 times"}, v)
	v, _ = l.Value("choose")
	assert.Equal(t, []layer.Mark{layer.Departure}, v.Marks)
	assert.Equal(t, []layer.Way{{From: "enter", To: "choose", Text: "1×", Tone: layer.Good, Weight: 1}, {From: "choose", To: "pay", Tone: layer.Absent}}, l.Ways)
	assert.Len(t, l.Legend, 2)
}

func TestTheSameJourneysGiveTheSameResultInAnyOrder(t *testing.T) {
	b := read(t, bakery)
	lines := []string{"enter choose\n", "enter choose pay\n", "failed: pay\n", "choose\n", "enter\n"}
	var texts [2]bytes.Buffer
	for k := range texts {
		r := measure(t, b, strings.Join(lines, ""), coverage.Options{})
		require.NoError(t, json.NewEncoder(&texts[k]).Encode(r))
		lines[0], lines[1], lines[4] = lines[4], lines[0], lines[1]
	}
	assert.Equal(t, texts[0].String(), texts[1].String())
}
