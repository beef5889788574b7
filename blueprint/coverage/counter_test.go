package coverage_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/layer"
)

const office = `title: Office
personas: [{id: regular, title: A regular}]
steps:
  - customer: Take a number
  - customer:
      title: Hand in the papers
      next:
        - {to: pay, when: complete}
        - {to: take-a-number, when: something is missing}
    frontstage:
      title: Check
      fails: [{title: wrong form, recover: explain}]
  - customer: Pay
    frontstage: Explain
journeys:
  - {id: plain, title: Plain, persona: regular, touchpoints: [take-a-number, hand-in-the-papers, pay]}
`

// Journeys that are counted apart and merged, in any order, give what they give
// together.
func TestCountingInPartsMakesNoDifference(t *testing.T) {
	b := read(t, office)
	points := len(b.Graph().Touchpoints())
	all := make([]bool, points)
	for i := range all {
		all[i] = true
	}
	origin, err := coverage.NewCounter(b, all, coverage.Options{})
	require.NoError(t, err)
	aligner := &align.Cache{Aligner: origin.Aligner(true)}
	rapid.Check(t, func(t *rapid.T) {
		whole, parts := origin.Empty(), []*coverage.Counter{origin.Empty(), origin.Empty()}
		for _, visits := range rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(-1, points-1), 0, 8), 0, 9).Draw(t, "journeys") {
			n, who := rapid.IntRange(0, 3).Draw(t, "count"), rapid.SampledFrom([]string{"", "regular", "another"}).Draw(t, "persona")
			whole.Add(visits, who, aligner.Align(visits), n)
			parts[rapid.IntRange(0, 1).Draw(t, "part")].Add(visits, who, aligner.Align(visits), n)
		}
		require.NoError(t, parts[1].Merge(parts[0]))
		require.NoError(t, parts[1].Merge(origin.Empty()))
		want, err := whole.Result(context.Background())
		require.NoError(t, err)
		got, err := parts[1].Result(context.Background())
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err = origin.Result(ctx)
	assert.ErrorIs(t, err, context.Canceled)
	other, err := coverage.NewCounter(b, all, coverage.Options{})
	require.NoError(t, err)
	assert.EqualError(t, other.Merge(origin), "these counters are not of the same origin")
}

// A customer whose papers are missing three hundred times.
func TestLongJourneysFit(t *testing.T) {
	b, err := blueprint.Load("../../examples/telecom-hall/blueprint.yaml")
	require.NoError(t, err)
	rec := coverage.NewRecorder(b)
	walk := func(rounds int, last ...string) {
		j := rec.Journey("a long day")
		visits := []string{"find-a-place-to-park", "enter-the-hall", "inquire"}
		for range rounds {
			visits = append(visits, "find-the-right-counter", "wait-to-be-called", "have-the-request-handled")
		}
		for _, id := range append(visits, last...) {
			require.NoError(t, j.Visit(id))
		}
		require.NoError(t, j.End(coverage.Passed))
	}
	walk(300)
	walk(300, "check-the-bill-and-pay", "leave-the-hall", "ride-off")
	r, err := coverage.Measure(b, rec.Profile(), coverage.Options{Criteria: []string{coverage.Choices}})
	require.NoError(t, err)
	assert.Equal(t, coverage.Tally{Passed: 2, Fit: 2, Complete: 1}, r.Journeys)
	for _, i := range score(t, r, coverage.Choices).Items {
		if i.ID == "have-the-request-handled -> find-the-right-counter" {
			assert.Equal(t, 2*299, i.Count)
		}
	}
	walk(300, "complain")
	r, err = coverage.Measure(b, rec.Profile(), coverage.Options{Criteria: []string{coverage.Choices}})
	require.NoError(t, err)
	require.Len(t, r.Departures, 1)
	assert.Equal(t, 1, r.Departures[0].Cost)
	assert.Equal(t, "check-the-bill-and-pay is skipped after have-the-request-handled", r.Departures[0].Steps[0].String())
}

// What comes after a departure counts as what came before it.
func TestADepartureHidesNothingBehindIt(t *testing.T) {
	r := measure(t, read(t, bakery), "enter pay enter\nchoose pay\n", coverage.Options{})
	require.Len(t, r.Departures, 2)
	assert.Equal(t, "blueprint.yaml:4:23: the example: enter is skipped after the beginning", r.Departures[0].String())
	assert.Equal(t, []coverage.Step{
		{Kind: align.Skip, Touchpoint: "choose", After: "enter", Place: "blueprint.yaml:5:15"},
		{Kind: align.Extra, Touchpoint: "enter", After: "pay", Place: "blueprint.yaml:4:23"},
	}, r.Departures[1].Steps)
	assert.Equal(t, `ways: 1 of 2, 50%
missing enter -> choose
covered 1x choose -> pay
`, short(score(t, r, coverage.Ways)))
	l := r.Layer(nil)
	v, _ := l.Value("enter")
	assert.Equal(t, []layer.Mark{layer.Departure}, v.Marks)
	assert.Contains(t, v.Note, "2 journeys depart")
}

func TestTheSheetSaysWhatIsMissing(t *testing.T) {
	b := read(t, office)
	s := measure(t, b, "take-a-number hand-in-the-papers pay\nfailed: pay\ntake-a-number pay\n", coverage.Options{Observe: []string{"customer"}}).Sheet()
	assert.Equal(t, "coverage", s.ID)
	var rows []string
	for _, x := range s.Tables[1].Rows {
		rows = append(rows, x.ID+" "+x.Cells[1].Text.String())
	}
	assert.Contains(t, rows, "ways:hand-in-the-papers -> take-a-number blueprint.yaml:9:12")
	var said []string
	for _, f := range s.Findings {
		said = append(said, f.ID+": "+f.Text.String())
	}
	assert.Equal(t, []string{
		"departure: the example departs from the blueprint: hand-in-the-papers is skipped after take-a-number",
		"not-passed: journeys of the example that failed and do not count: 1",
	}, said)
	for _, x := range s.Tables {
		for _, row := range x.Rows {
			assert.Len(t, row.Cells, len(x.Columns), "%s/%s", x.ID, row.ID)
		}
	}
}
