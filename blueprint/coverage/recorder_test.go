package coverage_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/coverage"
)

const bakery = `title: Bakery
personas: [{id: child, title: Child}]
steps:
  - customer: {title: Enter, moment: true}
  - customer: Choose
  - customer: {title: Pay, moment: critical}
`

func TestAJourneyIsRecordedByContext(t *testing.T) {
	rec := coverage.NewRecorder(read(t, bakery))
	ctx := rec.Begin(t.Context(), "a visit")
	require.NoError(t, rec.Visit(ctx, "enter"))
	require.NoError(t, coverage.Visit(ctx, "choose"))
	require.NoError(t, coverage.FromContext(ctx).As("child"))
	assert.Zero(t, rec.Profile().Len(), "it is not over")
	require.NoError(t, rec.End(ctx, coverage.Passed))
	assert.ErrorIs(t, rec.End(ctx, coverage.Passed), coverage.ErrOver)
	assert.ErrorIs(t, rec.Visit(ctx, "pay"), coverage.ErrOver)
	traces := rec.Profile().Traces()
	require.Len(t, traces, 1)
	assert.Equal(t, []string{"enter", "choose"}, traces[0].Of.Visits)
	assert.Equal(t, "child", traces[0].Of.Persona)
	assert.Equal(t, "bakery", traces[0].Of.Blueprint)
}

func TestWithoutAJourneyNothingIsRecorded(t *testing.T) {
	rec := coverage.NewRecorder(read(t, bakery))
	assert.ErrorIs(t, rec.Visit(t.Context(), "enter"), coverage.ErrNoJourney)
	assert.NoError(t, coverage.Visit(t.Context(), "whatever"), "the service itself need not care")
	assert.Zero(t, rec.Profile().Len())
}

func TestAnUnknownTouchpointIsAnErrorWithTheNearestID(t *testing.T) {
	b := read(t, bakery)
	rec := coverage.NewRecorder(b)
	j := rec.Journey("a visit")
	assert.EqualError(t, j.Visit("chose"), `there is no touchpoint "chose" in the blueprint; did you mean "choose"?`)
	assert.EqualError(t, j.As("chidl"), `there is no persona "chidl" in the blueprint; did you mean "child"?`)
	assert.EqualError(t, j.Visit("xyz-abc-def"), `there is no touchpoint "xyz-abc-def" in the blueprint`)
	r, err := coverage.Measure(b, rec.Profile(), coverage.Options{})
	require.NoError(t, err)
	assert.Equal(t, []coverage.Unknown{{ID: "chose", Count: 1, Suggest: "choose", Tests: []string{"a visit"}}, {ID: "xyz-abc-def", Count: 1, Tests: []string{"a visit"}}}, r.Unknown)
}

func TestAJourneyHasABound(t *testing.T) {
	j := coverage.NewRecorder(read(t, bakery)).Journey("for ever")
	for range coverage.MaxVisits {
		require.NoError(t, j.Visit("enter"))
	}
	assert.ErrorIs(t, j.Visit("enter"), coverage.ErrTooLong)
}

func TestASessionJudgesItsJourneysTogether(t *testing.T) {
	rec := coverage.NewRecorder(read(t, bakery))
	s := rec.Session("TestX")
	require.NoError(t, s.Visit(t.Context(), "enter"))
	ctx := s.Begin(t.Context())
	require.NoError(t, s.Visit(ctx, "choose"))
	gone := s.Journey()
	require.NoError(t, gone.Visit("pay"))
	require.NoError(t, gone.End(coverage.Skipped))
	assert.Error(t, s.Visit(ctx, "nowhere"))
	assert.Len(t, s.Errs(), 1)
	assert.Zero(t, rec.Profile().Len())
	assert.Equal(t, 3, s.Profile(coverage.Passed).Len(), "as if it ended now")
	s.End(coverage.Passed)
	var got []string
	for _, c := range rec.Profile().Traces() {
		got = append(got, fmt.Sprint(c.Of.Test, " ", c.Of.Outcome, " ", c.Of.Visits))
	}
	assert.Equal(t, []string{"TestX passed [choose]", "TestX passed [enter]", "TestX skipped [pay]"}, got)
	assert.ErrorIs(t, s.Visit(t.Context(), "enter"), coverage.ErrOver)
}

func TestManyMayRecordAtOnce(t *testing.T) {
	rec := coverage.NewRecorder(read(t, bakery))
	s := rec.Session("TestX")
	var all sync.WaitGroup
	for range 50 {
		all.Add(1)
		go func() {
			defer all.Done()
			ctx := s.Begin(context.Background())
			for range 20 {
				_ = s.Visit(ctx, "enter")
				_ = s.Visit(context.Background(), "pay")
			}
			_ = rec.Profile()
		}()
	}
	all.Wait()
	s.End(coverage.Passed)
	traces := rec.Profile().Traces()
	require.Len(t, traces, 2)
	assert.Equal(t, 50, traces[0].Count)
	assert.Equal(t, strings.Repeat("enter ", 20), strings.Join(traces[0].Of.Visits, " ")+" ")
	assert.Len(t, traces[1].Of.Visits, 1000)
}

func BenchmarkVisit(b *testing.B) {
	rec := coverage.NewRecorder(read(b, bakery))
	for _, byContext := range []bool{false, true} {
		b.Run(fmt.Sprintf("context=%v", byContext), func(b *testing.B) {
			b.ReportAllocs()
			var visit func(string) error
			for i := range b.N {
				if i%1000 == 0 {
					visit = visitor(rec, byContext)
				}
				_ = visit("choose")
			}
		})
	}
}

// visitor begins a journey and gives what notes its visits.
func visitor(rec *coverage.Recorder, byContext bool) func(string) error {
	j := rec.Journey("a visit")
	if !byContext {
		return j.Visit
	}
	ctx := coverage.NewContext(context.Background(), j)
	return func(id string) error { return rec.Visit(ctx, id) }
}

func BenchmarkVisitWithoutJourney(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = coverage.Visit(context.Background(), "choose")
	}
}
