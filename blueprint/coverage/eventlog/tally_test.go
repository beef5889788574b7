package eventlog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// desk is three touchpoints, each with times to be counted against.
func desk() *blueprint.Graph {
	b, err := blueprint.Read(strings.NewReader(deskText), "desk.yaml")
	if err != nil {
		panic(err) // the text stands below
	}
	return b.Graph()
}

const deskText = `title: Desk
acceptable: 2m
steps:
  - customer: {title: Ask, aliases: [Q1]}
  - customer: {id: pay, title: Pay the bill, time: {standard: 30s, acceptable: 1m}}
  - customer: {title: Leave, wait: {expected: 10s, acceptable: 20s}}
`

const second = eventlog.Instant(time.Second)

var anyCase = rapid.Custom(func(t *rapid.T) *eventlog.Case {
	at := rapid.OneOf(rapid.Just(eventlog.Never), rapid.Map(rapid.Int64Range(0, 1e12), func(n int64) eventlog.Instant { return eventlog.Instant(n) }))
	return &eventlog.Case{Events: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) eventlog.Visit {
		return eventlog.Visit{Touchpoint: rapid.IntRange(-1, 2).Draw(t, "touchpoint"), Start: at.Draw(t, "start"), End: at.Draw(t, "end")}
	}), 0, 6).Draw(t, "visits")}
})

func stateOf(t require.TestingT, tally *eventlog.Tally) []byte {
	b, err := tally.MarshalBinary()
	require.NoError(t, err)
	return b
}

// Parts merge to the whole in any order and any grouping, also where not all
// variants have room, and also as bytes.
func TestPartsOfALogMergeToTheWhole(t *testing.T) {
	g := desk()
	rapid.Check(t, func(t *rapid.T) {
		room := rapid.SampledFrom([]int64{0, 70, 200, 700}).Draw(t, "room")
		cases := rapid.SliceOfN(anyCase, 0, 60).Draw(t, "cases")
		whole := eventlog.NewTally(g, room)
		for _, c := range cases {
			whole.Add(c)
		}
		order := rapid.Permutation(cases).Draw(t, "order")
		cut1 := rapid.IntRange(0, len(order)).Draw(t, "cut")
		cut2 := rapid.IntRange(cut1, len(order)).Draw(t, "another cut")
		var part [3]*eventlog.Tally
		for i, some := range [][]*eventlog.Case{order[:cut1], order[cut1:cut2], order[cut2:]} {
			part[i] = eventlog.NewTally(g, room)
			for _, c := range some {
				part[i].Add(c)
			}
		}
		if rapid.Bool().Draw(t, "right first") {
			require.NoError(t, part[1].Merge(part[2]))
			require.NoError(t, part[1].MergeBinary(stateOf(t, part[0])))
			require.Equal(t, stateOf(t, whole), stateOf(t, part[1]))
			return
		}
		require.NoError(t, part[0].MergeBinary(stateOf(t, part[1])))
		require.NoError(t, part[2].Merge(part[0]))
		require.Equal(t, stateOf(t, whole), stateOf(t, part[2]))
		require.Equal(t, whole.Result(), part[2].Result())
		require.Equal(t, whole.Variants(), part[2].Variants())
	})
}

func TestVariantsThatStayHaveTheirWholeCount(t *testing.T) {
	g := desk()
	rapid.Check(t, func(t *rapid.T) {
		cases := rapid.SliceOfN(anyCase, 0, 80).Draw(t, "cases")
		all, some := eventlog.NewTally(g, 0), eventlog.NewTally(g, 400)
		for _, c := range cases {
			all.Add(c)
			some.Add(c)
		}
		sum := some.Result().OtherCases
		full := all.Variants()
		for _, v := range some.Variants() {
			sum += v.Cases
			require.True(t, slices.ContainsFunc(full, func(w eventlog.Variant) bool {
				return slices.Equal(v.Touchpoints, w.Touchpoints) && v.Cases == w.Cases
			}))
		}
		require.Equal(t, uint64(len(cases)), sum)
		require.LessOrEqual(t, len(some.Variants()), 400/64)
	})
}

func TestTimesAreCountedAgainstStandardAndAcceptable(t *testing.T) {
	tally := eventlog.NewTally(desk(), 0)
	for _, took := range []eventlog.Instant{20, 40, 70} {
		tally.Add(&eventlog.Case{Events: []eventlog.Visit{
			{Touchpoint: 0, Start: eventlog.Never, End: 0},
			{Touchpoint: 1, Start: 5 * second, End: (5 + took) * second},
			{Touchpoint: 2, Start: (5 + took + took/4) * second, End: eventlog.Never},
		}})
	}
	tally.Add(&eventlog.Case{Events: []eventlog.Visit{{Touchpoint: 0, Start: eventlog.Never, End: eventlog.Never}}})
	tally.Add(&eventlog.Case{Events: []eventlog.Visit{{Touchpoint: -1, Start: 0, End: 150 * second}}})
	tally.Add(&eventlog.Case{})
	r := tally.Result()
	assert.Equal(t, []uint64{6, 1, 11, 1}, []uint64{r.Cases, r.Empty, r.Visits, r.Unknown})

	pay := r.Touchpoints[1]
	assert.Equal(t, uint64(3), pay.Visits)
	assert.InEpsilon(t, 40*time.Second, pay.Times.Median, 0.01)
	assert.Equal(t, 70*time.Second, pay.Times.Most)
	assert.Equal(t, 43_333_333_333*time.Nanosecond, pay.Times.Mean)
	assert.Equal(t, []uint64{2, 1}, []uint64{pay.Times.OverStandard, pay.Times.OverAcceptable})

	ask := r.Touchpoints[0]
	assert.Equal(t, []uint64{4, 0}, []uint64{ask.Times.Count, ask.Times.Timed}, "a complete alone tells of no time")
	assert.Equal(t, []uint64{4, 1}, []uint64{ask.First, ask.Last})

	require.Len(t, r.Passages, 2)
	wait := r.Passages[1] // 5 s, 10 s and 17 s
	assert.Equal(t, "pay", wait.From)
	assert.Equal(t, "leave", wait.To)
	assert.Equal(t, []uint64{1, 0}, []uint64{wait.Times.OverStandard, wait.Times.OverAcceptable})
	assert.Equal(t, uint64(1), r.Journeys.OverAcceptable, "150 s are more than the 2 min of the journey")
	assert.Equal(t, uint64(4), r.Journeys.Timed)

	assert.Equal(t, []eventlog.Variant{{[]int{0, 1, 2}, 3}, {[]int{}, 1}, {[]int{-1}, 1}, {[]int{0}, 1}}, tally.Variants())
}

func TestTalliesOfOtherBlueprintsDoNotMerge(t *testing.T) {
	g := desk()
	other := desk()
	other.Blueprint.Acceptable = time.Hour
	require.Error(t, eventlog.NewTally(g, 0).Merge(eventlog.NewTally(other, 0)))
	require.Error(t, eventlog.NewTally(g, 0).Merge(eventlog.NewTally(g, 1000)))
	require.NoError(t, eventlog.NewTally(g, 0).Merge(eventlog.NewTally(desk(), 0)))
}

// A tally's state that came from elsewhere may be anything.
func FuzzState(f *testing.F) {
	g := desk()
	some := eventlog.NewTally(g, 300)
	for i := range 9 {
		some.Add(&eventlog.Case{Events: slices.Repeat([]eventlog.Visit{{Touchpoint: i % 3, Start: 5, End: 9 * second}}, i)})
	}
	f.Add(stateOf(f, some))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, state []byte) {
		tally := eventlog.NewTally(g, 300)
		if tally.MergeBinary(state) != nil {
			require.Equal(t, stateOf(t, eventlog.NewTally(g, 300)), stateOf(t, tally))
			return
		}
		tally.Result()
		again := eventlog.NewTally(g, 300)
		require.NoError(t, again.MergeBinary(stateOf(t, tally)))
		require.Equal(t, stateOf(t, tally), stateOf(t, again))
	})
}

func TestStartAndCompleteAreOneVisit(t *testing.T) {
	const never = eventlog.Never
	o := func(at eventlog.Instant, touchpoint int32, l eventlog.Lifecycle) eventlog.Occurrence {
		return eventlog.Occurrence{At: at, Touchpoint: touchpoint, Lifecycle: l}
	}
	for name, c := range map[string]struct {
		all  []eventlog.Occurrence
		want []eventlog.Visit
	}{
		"a pair":                      {[]eventlog.Occurrence{o(1, 0, eventlog.Start), o(5, 0, eventlog.Complete)}, []eventlog.Visit{{0, 1, 5}}},
		"side by side":                {[]eventlog.Occurrence{o(1, 0, eventlog.Start), o(2, 1, eventlog.Start), o(5, 0, eventlog.Complete), o(6, 1, eventlog.Complete)}, []eventlog.Visit{{0, 1, 5}, {1, 2, 6}}},
		"twice the same":              {[]eventlog.Occurrence{o(1, 0, eventlog.Start), o(2, 0, eventlog.Start), o(5, 0, eventlog.Complete), o(6, 0, eventlog.Complete)}, []eventlog.Visit{{0, 1, 5}, {0, 2, 6}}},
		"never complete":              {[]eventlog.Occurrence{o(1, 0, eventlog.Start)}, []eventlog.Visit{{0, 1, never}}},
		"never begun":                 {[]eventlog.Occurrence{o(1, 0, eventlog.Complete)}, []eventlog.Visit{{0, never, 1}}},
		"only scheduled":              {[]eventlog.Occurrence{o(1, 0, eventlog.Other)}, nil},
		"out of order":                {[]eventlog.Occurrence{o(5, 0, eventlog.Complete), o(1, 0, eventlog.Start)}, []eventlog.Visit{{0, 1, 5}}},
		"the file breaks ties":        {[]eventlog.Occurrence{o(5, 2, 0), o(5, 1, 0), o(5, 0, 0)}, []eventlog.Visit{{2, never, 5}, {1, never, 5}, {0, never, 5}}},
		"no time stays behind":        {[]eventlog.Occurrence{o(9, 0, 0), o(never, 1, 0), o(5, 2, 0)}, []eventlog.Visit{{2, never, 5}, {0, never, 9}, {1, never, never}}},
		"no time at the front":        {[]eventlog.Occurrence{o(never, 1, 0), o(9, 0, 0), o(5, 2, 0)}, []eventlog.Visit{{1, never, never}, {2, never, 5}, {0, never, 9}}},
		"unknown ones are a pair too": {[]eventlog.Occurrence{o(1, -1, eventlog.Start), o(2, -1, eventlog.Complete)}, []eventlog.Visit{{-1, 1, 2}}},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, eventlog.Visits(c.all)) })
	}
}
