package measure_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/blueprint/measure"
)

func waitingOf(t testing.TB, m *measure.Model) *measure.Waiting {
	t.Helper()
	w, err := m.Waiting(measure.Options{})
	require.NoError(t, err)
	return w
}

func stationOf(t testing.TB, w *measure.Waiting, id string) *measure.Station {
	t.Helper()
	s, ok := w.Station(id)
	require.True(t, ok, id)
	return s
}

func TestTheQueuesOfTheGoldenBlueprints(t *testing.T) {
	for _, c := range []struct {
		file                      string
		busy, empty, delayed, min float64 // a negative number is not checked; min: mean wait in minutes
		waiting                   float64
		digits                    float64
	}{
		{"queue-mmc-3-servers-unit", 2. / 3, 1. / 9, 4. / 9, 60 * 4. / 9, 8. / 9, 1e-9},
		{"queue-mmc-2-servers", .625, -1, 25. / 52, 4.8077, -1, 5e-5},
		{"queue-mmc-3-servers", .8, -1, 288. / 445, 12.9438, -1, 5e-5},
		{"queue-mmc-10-servers", .6, -1, .101299, -1, -1, 5e-7},
		{"queue-mm1", 5. / 6, 1. / 6, 5. / 6, 25, 25. / 6, 1e-9},
		{"queue-md1", 5. / 6, -1, 5. / 6, 12.5, -1, 1e-9},
	} {
		t.Run(c.file, func(t *testing.T) {
			s := stationOf(t, waitingOf(t, goldenModel(t, c.file)), "counter")
			require.True(t, s.Stable)
			for _, x := range []struct{ want, got float64 }{
				{c.busy, s.Waits.Utilisation}, {c.empty, s.Waits.Empty}, {c.delayed, s.Waits.Delayed}, {c.min, s.Waits.Wait / 60}, {c.waiting, s.Waits.Waiting},
			} {
				if x.want >= 0 {
					assert.InDelta(t, x.want, x.got, c.digits)
				}
			}
			assert.InDelta(t, s.Queue.Arrivals*s.Waits.Stay, s.Waits.Inside, 1e-12, "Little's law")
			assert.True(t, s.Bottleneck)
		})
	}
}

func TestTheChanceOfWaitingLongerThanAcceptable(t *testing.T) {
	w := waitingOf(t, goldenModel(t, "queue-mmc-3-servers"))
	s := stationOf(t, w, "counter")
	assert.Equal(t, 6*time.Minute, s.Acceptable)
	assert.InDelta(t, .479451, s.Longer, 5e-7)
	enough, err := w.Staffing("counter", 6*time.Minute, .9)
	require.NoError(t, err)
	assert.Equal(t, 5, enough.Servers)
	assert.GreaterOrEqual(t, enough.Share, .9)
	_, err = w.Staffing("nobody", time.Minute, .9)
	assert.ErrorContains(t, err, `"nobody" is no station`)
	_, err = w.Staffing("counter", time.Minute, 1.5)
	assert.ErrorContains(t, err, "share")
}

func TestAnOverloadedCounterHasNoWait(t *testing.T) {
	w := waitingOf(t, goldenModel(t, "queue-overload"))
	s := stationOf(t, w, "counter")
	assert.InDelta(t, 1, s.Waits.Utilisation, 1e-12)
	assert.False(t, s.Stable)
	assert.False(t, w.Known)
	assert.Zero(t, w.Wait)
}

func TestCapacityAndItsBottleneck(t *testing.T) {
	w := waitingOf(t, goldenModel(t, "capacity"))
	for id, want := range map[string][2]float64{"greet": {30, .4}, "advise": {15, .8}, "take-payment": {20, .6}} {
		s := stationOf(t, w, id)
		assert.InDelta(t, want[0], s.Capacity(), 1e-9)
		assert.InDelta(t, want[1], s.Waits.Utilisation, 1e-12)
		assert.Equal(t, id == "advise", s.Bottleneck)
	}
	assert.InDelta(t, 15, w.Capacity(), 1e-9)
	assert.True(t, w.Known)

}

// The stations of capacity.yaml; every fifth customer is advised again when he has
// been advised, so that there are 1.25 visits.
func TestReworkMultipliesTheArrivals(t *testing.T) {
	w := waitingOf(t, goldenModel(t, "capacity-rework"))
	assert.InDelta(t, 1.25, stationOf(t, w, "advise").Visits, 1e-9)
	for id, want := range map[string]float64{"greet": .4, "advise": 1, "take-payment": .6} {
		s := stationOf(t, w, id)
		assert.InDelta(t, want, s.Waits.Utilisation, 1e-9)
		assert.Equal(t, id != "advise", s.Stable)
	}
	assert.InDelta(t, 12, w.Capacity(), 1e-9, "customers an hour: visits an hour by visits of one customer")
	assert.False(t, w.Known)
}

func TestAnActorServesAllThatHasNoServersOfItsOwn(t *testing.T) {
	w := waitingOf(t, waitModel(t, `
title: One clerk for two things
demand: 6/h
actors: [{id: clerk, title: Clerk, count: 2}]
lanes: [{id: guest, kind: customer}, {id: desk, kind: frontstage, actor: clerk}]
steps:
  - guest: Ask
    desk: {id: advise, title: Advise, time: 4m}
  - guest: Pay
    desk: {id: till, title: Take money, time: 2m}
  - guest: Go
    desk: {id: door, title: Open the door, servers: 1, time: 1m}
  - desk: {id: nod, title: Nod}
`))
	require.Len(t, w.Stations, 2)
	s := stationOf(t, w, "till")
	assert.Equal(t, "clerk", s.ID)
	assert.Len(t, s.Touchpoints, 2)
	assert.InDelta(t, 2, s.Visits, 1e-12)
	assert.InDelta(t, 180, s.Queue.Service, 1e-9, "3 minutes on average")
	assert.InDelta(t, 1./9, s.Queue.ServiceVariation, 1e-9, "4 and 2 minutes: variance 1, mean 3")
	assert.InDelta(t, .3, s.Waits.Utilisation, 1e-12)
	require.Len(t, w.Actors, 1)
	assert.InDelta(t, .35, w.Actors[0].Utilisation(), 1e-12, "with the door, which has servers of its own")
	assert.True(t, w.Actors[0].Twice, "two at the desk and one at the door are three, but there are two")
	assert.InDelta(t, 140, w.Actors[0].Queue.Service, 1e-9)
	assert.InDelta(t, 18./3600, w.Actors[0].Queue.Arrivals, 1e-12)
	assert.Greater(t, solved(t, w.Actors[0].Queue).Wait, s.Waits.Wait)
	assert.InDelta(t, 2*s.Waits.Wait+stationOf(t, w, "door").Waits.Wait, w.Wait, 1e-9)
	_, ok := w.Station("nod")
	assert.False(t, ok, "work without a time needs nobody")
}

func TestPersonasBringTheirOwnTimes(t *testing.T) {
	text := `
title: Two kinds of customers
demand: 10/h
personas: [{id: quick, title: Quick, share: 75%}, {id: slow, title: Slow, share: 25%}]
steps:
  - customer: Come
    frontstage: {id: counter, title: Serve, servers: 1, time: {standard: 2m, by: {slow: 6m}}}
  - customer: Go
    frontstage: {id: help, title: Help, servers: 1, time: 4m, for: slow}
`
	w := waitingOf(t, waitModel(t, text))
	s := stationOf(t, w, "counter")
	assert.InDelta(t, 180, s.Queue.Service, 1e-9)
	assert.InDelta(t, (.75*4+.25*36)/9-1, s.Queue.ServiceVariation, 1e-9)
	assert.InDelta(t, .25, stationOf(t, w, "help").Visits, 1e-12)
	quick, err := waitModel(t, text).Waiting(measure.Options{Persona: "quick"})
	require.NoError(t, err)
	assert.InDelta(t, s.Waits.Wait, quick.Wait, 1e-9, "the queue is everybody's, but the quick pass the help by")
}

func TestTheDayHasItsPeaks(t *testing.T) {
	w := waitingOf(t, waitModel(t, `
title: A counter over the day
demand:
  profile:
    - {from: "12:00", to: "14:00", rate: 24/h}
    - {from: "09:00", to: "12:00", rate: 6/h}
    - {from: "15:00", to: "17:00", rate: 6/h}
steps:
  - customer: Come
    frontstage: {id: counter, title: Serve, servers: 1, time: 5m, wait: {acceptable: 10m}}
`))
	assert.InDelta(t, (24*2+6*3+6*2)/7., w.Arrivals, 1e-12)
	assert.InDelta(t, 24, w.Busiest, 1e-12)
	require.Len(t, w.Periods, 3)
	morning, noon, evening := w.Periods[0].Loads[0], w.Periods[1].Loads[0], w.Periods[2].Loads[0]
	assert.InDelta(t, .5, morning.Utilisation, 1e-12)
	assert.InDelta(t, 150, morning.Wait, 1e-9, "half of M/M/1: 5 min")
	assert.InDelta(t, 2, noon.Utilisation, 1e-12)
	assert.False(t, noon.Stable)
	assert.InDelta(t, 24, noon.Backlog, 1e-9, "2 hours, 12 more an hour than can be served")
	assert.InDelta(t, 2*3600, noon.Drain, 1e-9)
	assert.InDelta(t, 0, evening.Backlog, 1e-9, "24 less 12 in the pause and 12 in the evening")
	assert.False(t, stationOf(t, w, "counter").Stable, "not all day")
	need, err := w.Staffing("counter", 10*time.Minute, .9)
	require.NoError(t, err)
	assert.Equal(t, 3, need.Servers, "at the peak")
}

func TestAWaitIsForTheNextWhoServes(t *testing.T) {
	w := waitingOf(t, waitModel(t, `
title: A waiting room
demand: 10/h
steps:
  - customer: {id: sit, title: Sit and wait, wait: {expected: 6m, acceptable: 10m, then: end}}
  - customer: Be served
    frontstage: {id: counter, title: Serve, servers: 1, time: 3m}
  - customer: Leave
    frontstage: {id: door, title: Open, servers: 1, time: 1m}
`))
	s := stationOf(t, w, "counter")
	assert.Equal(t, 10*time.Minute, s.Acceptable)
	assert.Equal(t, 6*time.Minute, s.Expected)
	assert.Equal(t, "steps[0].customer[0].wait", s.WaitPath.String())
	assert.Zero(t, stationOf(t, w, "door").Acceptable)
}

func TestEvenArrivalsAtASteadyCounterDoNotWait(t *testing.T) {
	w := waitingOf(t, waitModel(t, `
title: Appointments
demand: {arrivals: 10/h, process: constant}
steps:
  - customer: Come
    frontstage: {id: counter, title: Serve, servers: 1, time: 5m}
`))
	assert.InDelta(t, 0, stationOf(t, w, "counter").Waits.Wait, 1e-6)
}

func TestTheTelecomHallNeedsItsCounters(t *testing.T) {
	w := waitingOf(t, modelAt(t, "../../examples/telecom-hall/blueprint.yaml"))
	assert.InDelta(t, 40, w.Arrivals, 1e-12)
	s := stationOf(t, w, "counter")
	assert.Equal(t, 10*time.Minute, s.Acceptable, "of the wait to be called")
	assert.Equal(t, 6*time.Minute, s.Expected)
	assert.InDelta(t, 40./60*s.Visits*9/6, s.Waits.Utilisation, 1e-9)
	assert.InDelta(t, 25./81, s.Queue.ServiceVariation, 1e-9, "9 min, give or take 5")

	need, err := w.Staffing("counter", 6*time.Minute, .9)
	require.NoError(t, err)
	assert.Equal(t, 6, need.Servers)
	assert.InDelta(t, .926, need.Share, .002)
	clerks := w.Actors[slices.IndexFunc(w.Actors, func(a measure.ActorLoad) bool { return a.ID == "clerk" })]
	assert.True(t, clerks.Twice, "the clerks take payments, too")
	all, _, err := clerks.Queue.FewestServers(360, .9)
	require.NoError(t, err)
	assert.Equal(t, 7, all, "all that the clerks do, in one queue")

	fewer := s.Queue
	fewer.Servers = 5
	assert.Greater(t, solved(t, fewer).Longer(360), .1)
}

func TestWithoutDemandOrServersNothingIsSaid(t *testing.T) {
	_, err := goldenModel(t, "shoeshine").Waiting(measure.Options{})
	assert.ErrorIs(t, err, measure.ErrNoDemand)
	w := waitingOf(t, goldenModel(t, "little"))
	assert.Empty(t, w.Stations)
	assert.Nil(t, w.Bottleneck())
	assert.True(t, w.Known)
	assert.Zero(t, w.Wait)
}

func waitModel(t testing.TB, text string) *measure.Model {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(text), "test.yaml")
	require.NoError(t, err)
	m, err := measure.New(b)
	require.NoError(t, err)
	return m
}

func TestTheLayerShowsHowBusyEverybodyIs(t *testing.T) {
	l := waitingOf(t, goldenModel(t, "capacity")).Layer(nil)
	advise, ok := l.Value("advise")
	require.True(t, ok)
	assert.Equal(t, "80%", advise.Text)
	assert.Equal(t, layer.Good, advise.Tone)
	assert.Equal(t, []layer.Mark{layer.Bottleneck}, advise.Marks)
	assert.Contains(t, advise.Note, "busy 80% of the time, 3 serving; mean wait")
	greet, _ := l.Value("greet")
	assert.Empty(t, greet.Marks)
	assert.Len(t, l.Legend, 2)

	l = waitingOf(t, goldenModel(t, "queue-overload")).Layer(nil)
	counter, _ := l.Value("counter")
	assert.Equal(t, layer.Poor, counter.Tone)
	assert.Contains(t, counter.Note, "grows without end")
}

func waitingSheetOf(t *testing.T, m *measure.Model) figures.Sheet {
	t.Helper()
	s, err := m.WaitingSheet(measure.Options{})
	require.NoError(t, err)
	soundSheet(t, s)
	return s
}

func findingsOf(s figures.Sheet) []string {
	var out []string
	for _, f := range s.Findings {
		out = append(out, f.ID)
	}
	return out
}

func TestTheSheetOfWaits(t *testing.T) {
	m := goldenModel(t, "queue-mmc-3-servers")
	s := waitingSheetOf(t, m)
	waits := tableOf(t, s, "waits")
	assert.InDelta(t, 12.9438*60, cellOf(t, waits, "counter", "wait").Figure.Value, .005)
	assert.InDelta(t, .479451, cellOf(t, waits, "counter", "longer").Figure.Value, 5e-7)
	assert.Equal(t, figures.Formula, cellOf(t, waits, "counter", "wait").Figure.How)
	assert.Equal(t, figures.Exact, cellOf(t, tableOf(t, s, "stations"), "counter", "utilisation").Figure.How)
	assert.InDelta(t, 5, cellOf(t, tableOf(t, s, "staffing"), "counter", "fewest").Figure.Value, 0)
	inside := cellOf(t, tableOf(t, s, "inside"), "service", "customers").Figure.Value
	assert.InDelta(t, .2*(12.9438+12), inside, 1e-4, "12 an hour stay for wait and service")
	assert.Equal(t, []string{"wait-beyond-acceptable", "bottleneck"}, findingsOf(s))
	assert.Equal(t, "steps[0].frontstage[0].wait", s.Findings[0].Path.String())
	assert.Equal(t, 8, m.Blueprint.Locate(s.Findings[0].Path).Start.Line)
	assert.Len(t, s.Charts, 2)
	assert.Empty(t, s.Missing)

	assert.InDelta(t, 6, cellOf(t, tableOf(t, waitingSheetOf(t, goldenModel(t, "little")), "inside"), "service", "customers").Figure.Value, 1e-9, "Little's law")
}

func TestTheSheetNamesWhatCannotKeepUp(t *testing.T) {
	m := goldenModel(t, "queue-overload")
	s := waitingSheetOf(t, m)
	assert.Equal(t, []string{"unstable", "bottleneck"}, findingsOf(s))
	assert.Equal(t, "counter", s.Findings[0].Touchpoint)
	assert.Equal(t, "steps[0].frontstage[0].servers", s.Findings[0].Path.String())
	assert.Equal(t, 7, m.Blueprint.Locate(s.Findings[0].Path).Start.Line)
	assert.Nil(t, cellOf(t, tableOf(t, s, "waits"), "counter", "wait").Figure, "no wait is computed")
	assert.NotContains(t, tableIDs(s), "inside")
}

func tableIDs(s figures.Sheet) []string {
	var out []string
	for _, x := range s.Tables {
		out = append(out, x.ID)
	}
	return out
}

func TestTheSheetOfADay(t *testing.T) {
	s := waitingSheetOf(t, waitModel(t, `
title: A counter over the day
demand: {profile: [{from: "09:00", to: "12:00", rate: 6/h}, {from: "12:00", to: "14:00", rate: 24/h}, {from: "14:00", to: "20:00", rate: 1/h}]}
steps:
  - customer: Come
    frontstage: {id: counter, title: Serve, servers: 1, time: 5m}
`))
	day := tableOf(t, s, "day")
	assert.Len(t, day.Rows, 3)
	assert.InDelta(t, 24, cellOf(t, day, "12:00", "counter.backlog").Figure.Value, 1e-9)
	assert.Equal(t, []string{"backlog", "overload", "bottleneck"}, findingsOf(s))
	assert.Equal(t, "at Serve, about 24 visits are left over at 14:00: who comes then waits for 2 h", s.Findings[0].Text.String())
}

func TestTheSheetListsWhatIsMissing(t *testing.T) {
	keys := func(text string) []string {
		var out []string
		for _, m := range waitingSheetOf(t, waitModel(t, text)).Missing {
			out = append(out, m.Key+" "+m.Touchpoint)
		}
		return out
	}
	assert.Equal(t, []string{"demand.arrivals "}, keys("title: a\nsteps: [{customer: b}]\n"))
	assert.Equal(t, []string{"servers "}, keys("title: a\ndemand: 3/h\nsteps: [{customer: b}]\n"))
	assert.Equal(t, []string{"time help", "servers advise", "actors.count ", "wait.acceptable counter"}, keys(`
title: Gaps
demand: 10/h
actors: [{id: cook, title: Cook}]
steps:
  - customer: Come
    frontstage: [{id: help, title: Help, servers: 1}, {id: advise, title: Advise, time: 1m}]
    backstage: {id: cooking, title: Cook it, actor: cook, time: 5m}
  - customer: Pay
    frontstage: {id: counter, title: Serve, servers: 1, time: 5m}
`))
}
