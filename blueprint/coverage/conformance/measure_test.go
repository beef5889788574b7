package conformance_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
)

const bakery = `title: Bakery
steps:
  - customer: {title: Enter, moment: true}
  - customer: {title: Choose, time: {standard: 1m, acceptable: 2m}}
    frontstage: Advise
  - customer: {title: Pay, moment: critical, wait: {expected: 30s, acceptable: 1m}}
  - customer: {title: Rate, waive: {reason: nobody is asked yet}}
`

func TestOnlyWhatTheLogKnowsCounts(t *testing.T) {
	b := read(t, bakery)
	log := "9x enter choose pay rate\n1x enter advise pay rate\n"
	r := measure(t, b, tallied(t, b, log), conformance.Options{})
	assert.Equal(t, []string{"customer", "frontstage"}, r.Observed)
	assert.Empty(t, r.Unobserved)
	assert.Zero(t, r.Fitness.Fitting, "nine were not advised, and one did not choose")
	r = measure(t, b, tallied(t, b, log), conformance.Options{Coverage: coverage.Options{Observe: []string{"customer"}}})
	assert.Equal(t, []string{"frontstage"}, r.Unobserved)
	assert.Equal(t, 9, r.Fitness.Fitting)
	assert.Equal(t, 1, r.Fitness.Ignored)
	require.Len(t, r.Variants, 2)
	assert.Equal(t, []string{"enter", "pay", "rate"}, r.Variants[1].Touchpoints)
	more := tallied(t, b, log+"3x enter advise choose pay rate\n")
	r = measure(t, b, more, conformance.Options{Coverage: coverage.Options{Observe: []string{"customer"}}})
	assert.Equal(t, uint64(12), r.Variants[0].Cases, "what differs elsewhere only is one variant")
	assert.Equal(t, 4, r.Fitness.Ignored)
	assert.Equal(t, 12, r.Fitness.Fitting)
	_, err := conformance.Measure(context.Background(), b, tallied(t, b, log), nil, conformance.Options{Coverage: coverage.Options{Observe: []string{"costumer"}}})
	assert.EqualError(t, err, `there is no lane "costumer" to observe; did you mean "customer"?`)
}

func TestJourneysThatStopMayFit(t *testing.T) {
	b := read(t, bakery)
	tally := tallied(t, b, "6x enter choose pay rate\n4x enter choose\n")
	r := measure(t, b, tally, conformance.Options{})
	assert.Equal(t, 6, r.Fitness.Fitting)
	assert.Equal(t, 4, r.Fitness.Dropped)
	assert.InDelta(t, (6+4*(1-2.0/6))/10, r.Fitness.Mean, 1e-12)
	assert.Equal(t, []int{4, 4}, []int{r.Departures[0].Times, r.Departures[0].Dropped})
	assert.Empty(t, among(r, "departure"), "a summary has them as seen no more only")
	assert.Equal(t, []string{"of those who come to “Choose” 40% are seen no more, though more was to come"}, among(r, "drop-out"))
	r = measure(t, b, tally, conformance.Options{Open: true})
	assert.Equal(t, 10, r.Fitness.Fitting)
	assert.Equal(t, 4, r.Fitness.Dropped, "they were seen no more all the same")
	assert.InDelta(t, 1, r.Fitness.Mean, 0)
}

// among lists what the findings of a kind say.
func among(r *conformance.Result, id string) []string {
	var out []string
	for _, s := range r.Sheets() {
		for _, f := range s.Findings {
			if f.ID == id {
				out = append(out, f.Text.String())
			}
		}
	}
	return out
}

// Where no variant has room there is nothing to compare, and no threshold holds.
func TestVariantsWithoutRoomAreSaid(t *testing.T) {
	b := read(t, bakery)
	tally := eventlog.NewTally(b.Graph(), 80) // one variant of a few visits
	for _, line := range []string{"enter", "enter choose pay rate", "enter choose pay rate enter choose pay rate enter choose pay rate"} {
		tally.Add(&eventlog.Case{Events: journey(t, b.Graph(), line)})
	}
	r := measure(t, b, tally, conformance.Options{})
	assert.Equal(t, 1, r.Fitness.Cases)
	assert.Equal(t, uint64(2), r.Fitness.Left)
	assert.Equal(t, []uint64{3, 5}, []uint64{r.Touchpoints[0].Cases, r.Touchpoints[0].Visits}, "visits count all the same")
	assert.Equal(t, []string{"journeys of variants for which there was no room: 2; their visits and times count, but nothing else of them does"}, among(r, "no-room"))
}

func TestThresholdsOverNothingDoNotHold(t *testing.T) {
	b := read(t, bakery)
	r := measure(t, b, tallied(t, b, ""), conformance.Options{})
	short, err := r.Check(coverage.Thresholds{conformance.ByFitness: 0, conformance.ByFitting: 90, coverage.Recoveries: 0})
	require.NoError(t, err)
	require.Len(t, short, 3)
	assert.Equal(t, "Fitness (fitness): there are no journeys, and a threshold of 0% over nothing does not hold", short[0].String())
	assert.Equal(t, "Journeys that fit (fitting): there are no journeys, and a threshold of 90% over nothing does not hold", short[1].String())
	assert.Equal(t, "Recoveries (recoveries): the blueprint has nothing to cover by it, and a threshold of 0% over nothing does not hold", short[2].String())
	for _, s := range short {
		assert.True(t, s.Empty, s.Name)
	}
}

func TestThresholds(t *testing.T) {
	b := read(t, bakery)
	r := measure(t, b, tallied(t, b, "2x enter choose pay rate\n1x enter pay rate\n"), conformance.Options{})
	short, err := r.Check(coverage.Thresholds{conformance.ByFitness: 95.2, conformance.ByFitting: 66.6, coverage.Moments: 100})
	require.NoError(t, err)
	assert.Empty(t, short)
	short, err = r.Check(coverage.Thresholds{conformance.ByFitness: 95.3, conformance.ByFitting: 66.7, coverage.Choices: 100})
	require.NoError(t, err)
	require.Len(t, short, 3)
	assert.Equal(t, "Fitness (fitness): 95.23%, wanted 95.3%; most often:\n  blueprint.yaml:4:23: “Choose” is skipped after “Enter” (once)", short[0].String())
	assert.Equal(t, conformance.ByFitting, short[1].Name)
	assert.Equal(t, coverage.Choices, short[2].Name)
	assert.True(t, short[2].Empty)
	_, err = r.Check(coverage.Thresholds{"fitnes": 1, coverage.Ways: 101})
	assert.EqualError(t, err, "there is no threshold \"fitnes\"; did you mean \"fitness\"?\nthe threshold of ways is 101: expected 0 to 100, in percent")
	r = measure(t, b, tallied(t, b, "1x enter\n"), conformance.Options{Coverage: coverage.Options{Criteria: []string{coverage.Moments}}})
	_, err = r.Check(coverage.Thresholds{coverage.Ways: 1})
	assert.EqualError(t, err, "ways was not measured")
}

func TestTalliesOfOtherBlueprintsAreNoGood(t *testing.T) {
	b := read(t, bakery)
	other := read(t, strings.Replace(bakery, "Enter", "Come in", 1))
	_, err := conformance.Measure(context.Background(), other, tallied(t, b, "1x enter\n"), nil, conformance.Options{})
	assert.EqualError(t, err, "the journeys were counted for another blueprint: its touchpoints are not these")
}

// Who stops it gets no result, and nobody works on.
func TestMeasuringCanBeStopped(t *testing.T) {
	b := read(t, bakery)
	tally := tallied(t, b, "1x enter\n1x enter choose\n1x enter choose pay\n1x choose\n1x pay\n1x pay pay\n")
	ctx, stop := context.WithCancel(context.Background())
	told := 0
	_, err := conformance.Measure(ctx, b, tally, nil, conformance.Options{Workers: 1, Progress: func(done, total int) {
		told++
		assert.Equal(t, 6, total)
		if done == 2 {
			stop()
		}
	}})
	assert.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, 2, told)
	_, err = conformance.Measure(ctx, b, tally, nil, conformance.Options{})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestListsAreBounded(t *testing.T) {
	b := read(t, bakery)
	tally := tallied(t, b, "3x enter choose pay rate\n2x enter choose rate\n1x choose pay pay rate\n1x ? ?\n")
	r := measure(t, b, tally, conformance.Options{Variants: 2, Departures: 1})
	assert.Len(t, r.Variants, 2)
	assert.Equal(t, 2, r.MoreVariants)
	require.Len(t, r.Departures, 1)
	assert.Equal(t, "“Enter” is skipped at the beginning", r.Departures[0].Text, "as often as paying, and first in the blueprint")
	assert.Equal(t, 2, r.Departures[0].Times)
	assert.Equal(t, len(r.Conformance.Departures)-1, r.MoreDepartures)
	all := measure(t, b, tally, conformance.Options{Variants: -1, Departures: -1})
	assert.Len(t, all.Variants, 4)
	assert.Zero(t, all.MoreVariants+all.MoreDepartures)
	v := all.Variants[3]
	assert.Equal(t, []string{"choose", "pay", "pay", "rate"}, v.Touchpoints)
	assert.Equal(t, 2, v.Cost)
	assert.InDelta(t, 1-2.0/8, v.Fitness, 1e-12)
	require.Len(t, v.Departs, 2)
	assert.Equal(t, "“Enter” is skipped at the beginning", v.Departs[0].Text)
	assert.Equal(t, "“Pay” is extra between “Pay” and “Rate”", v.Departs[1].Text)
}

// timed is a log in which choosing takes 30s seven times in ten and 3m three times,
// and paying begins 45s after choosing.
func timed(t testing.TB, b *blueprint.Blueprint) *eventlog.Tally {
	g := b.Graph()
	tally := eventlog.NewTally(g, 0)
	for i := range 10 {
		at := time.Date(2026, 3, 2, 9, i, 0, 0, time.UTC)
		visits := journey(t, g, "enter choose pay")
		took := 30 * time.Second
		if i < 3 {
			took = 3 * time.Minute
		}
		set := func(k int, from, to time.Time) {
			visits[k].Start, visits[k].End = eventlog.Instant(from.UnixNano()), eventlog.Instant(to.UnixNano())
		}
		set(0, at, at)
		set(1, at, at.Add(took))
		set(2, at.Add(took+45*time.Second), at.Add(took+50*time.Second))
		tally.Add(&eventlog.Case{Events: visits})
	}
	return tally
}

func TestSlowPassagesAreNamed(t *testing.T) {
	b := read(t, bakery)
	r := measure(t, b, timed(t, b), conformance.Options{})
	require.Len(t, r.Slow, 2)
	choose, pay := r.Slow[0], r.Slow[1]
	assert.Equal(t, []any{"", "choose", true, uint64(3), "blueprint.yaml:4:23"}, []any{choose.From, choose.To, choose.Worst, choose.Times.OverAcceptable, choose.Place})
	assert.Equal(t, []any{"choose", "pay", false, uint64(10)}, []any{pay.From, pay.To, pay.Worst, pay.Times.OverStandard})
	assert.InEpsilon(t, 30*time.Second, choose.Times.Median, 0.01)
	assert.InEpsilon(t, 3*time.Minute, choose.Times.P90, 0.01)
	s := r.Sheets()[2]
	require.Len(t, s.Findings, 1)
	assert.Equal(t, "in “Choose” 30% of the visits take longer than the acceptable "+figures.Brief(2*time.Minute).String(), s.Findings[0].Text.String())
	assert.Equal(t, "blueprint.yaml:4:23", b.Locate(s.Findings[0].Path).Start.String())
	l := r.Layers(nil)[2]
	v, ok := l.Value("choose")
	require.True(t, ok)
	assert.Equal(t, layer.Poor, v.Tone)
	v, _ = l.Value("pay")
	assert.Equal(t, layer.Fair, v.Tone)
	assert.Contains(t, v.Note, "coming from “Choose” half are within")
	assert.Equal(t, layer.Fair, l.Ways[1].Tone)
}

// Every table has as many cells as columns, ids are stable and unique, and what a
// layer uses its legend explains.
func TestSheetsAndLayersAreWhole(t *testing.T) {
	b := read(t, bakery)
	for _, tally := range []*eventlog.Tally{timed(t, b), tallied(t, b, ""), tallied(t, b, "1x -\n3x ? ?\n9x enter enter choose\n1x pay\n")} {
		r := measure(t, b, tally, conformance.Options{})
		book := figures.Book{Sheets: r.Sheets()}
		seen := map[string]bool{}
		for _, f := range book.All() {
			assert.False(t, seen[f.Address], f.Address)
			seen[f.Address] = true
			assert.NotEmpty(t, f.Figure.How, f.Address)
		}
		for _, s := range book.Sheets {
			for _, x := range s.Tables {
				for _, row := range x.Rows {
					assert.Len(t, row.Cells, len(x.Columns), "%s/%s/%s", s.ID, x.ID, row.ID)
				}
			}
		}
		for _, l := range r.Layers(nil) {
			tones, marks := map[layer.Tone]bool{}, map[layer.Mark]bool{}
			for _, e := range l.Legend {
				tones[e.Tone], marks[e.Mark] = true, true
			}
			for _, v := range l.Values {
				assert.True(t, tones[v.Tone], "%s: %q", l.ID, v.Tone)
				for _, m := range v.Marks {
					assert.True(t, marks[m], "%s: %q", l.ID, m)
				}
				assert.NotEmpty(t, v.Note)
			}
		}
	}
}

func TestLayers(t *testing.T) {
	b := read(t, bakery)
	r := measure(t, b, tallied(t, b, "16x enter choose pay\n2x enter choose\n2x enter pay\n"), conformance.Options{})
	all := r.Layers(nil)
	value := func(k int, id string) layer.Value {
		v, ok := all[k].Value(id)
		assert.True(t, ok, "%s of %s", id, all[k].ID)
		return v
	}
	assert.Equal(t, layer.Value{ID: "choose", Text: "90%", Tone: layer.Good, Note: "90% of the journeys came here; visits: 18"}, value(0, "choose"))
	assert.Equal(t, layer.Value{ID: "rate", Tone: layer.Plain, Marks: []layer.Mark{layer.Waived}, Note: "never visited; waived: nobody is asked yet"}, value(0, "rate"))
	_, ok := all[0].Value("advise")
	assert.False(t, ok, "the log knows nothing of that lane")
	assert.Equal(t, layer.Value{ID: "choose", Text: "10%", Tone: layer.Fair, Marks: []layer.Mark{layer.Departure}, Note: "as designed: 18; skipped: 2; extra: 0"}, value(1, "choose"))
	assert.Equal(t, layer.Good, value(1, "enter").Tone)
	assert.Equal(t, "11%", value(3, "choose").Text)
	assert.Equal(t, layer.Poor, value(3, "choose").Tone)
	var ways []layer.Way
	for _, w := range all[0].Ways {
		if w.From == "enter" {
			ways = append(ways, w)
		}
	}
	assert.Equal(t, []layer.Way{{From: "enter", To: "choose", Text: "100%", Tone: layer.Good, Weight: 1}}, ways)
}
