package scenario_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/scenario"
	"github.com/servicemoments/moments/touchpoint"
)

const hall = `
title: Service hall
acceptable: 45m
demand: {arrivals: 40/h, process: poisson}
economics: {price: 0.5, costs: [{title: Wax, per-customer: 0.03}]}
personas: [{id: regular, title: Regular, share: 20%}]
actors: [{id: clerk, title: Clerk, count: 2}]
lanes:
  - {id: guest, kind: customer}
  - {id: clerk, kind: frontstage, actor: clerk}
steps:
  - guest: Come
    clerk:
      id: counter
      title: Serve
      servers: 3
      time: {standard: 5m, acceptable: 15m, by: {regular: 4m}}
      wait: {expected: 6m, acceptable: 10m}
      fails: [{id: wrong-tariff, title: Wrong tariff booked, chance: 2%}, {title: Bill lost, chance: 1%}]
  - guest:
      id: polish
      title: Look at it
      time: {distribution: lognormal, mean: 4m, deviation: 1m}
      next: [{to: pay, when: clean, chance: 80%}, {to: counter, when: not clean, chance: 20%}]
  - guest: {title: Pay, emotion: {regular: 1}}
    clerk: {id: till, title: Till, next: [{to: end, chance: 50%}, {to: come, chance: 30%}, {to: pay, chance: 20%}]}
scenarios:
  - {id: more, title: One more, set: {counter.servers: 4, clerk.count: 3}}
  - title: Typing slips
    set:
      countr.servers: 4
      counter.srevers: 4
      "counter.servers": many
      polish.next[0].chance: 120%
`

func readHall(t testing.TB) *blueprint.Blueprint {
	b, err := blueprint.Read(strings.NewReader(hall), "hall.yaml")
	require.NoError(t, err)
	return b
}

func settings(t testing.TB, texts ...string) []blueprint.Setting {
	var out []blueprint.Setting
	for _, text := range texts {
		s, err := scenario.Parse(text)
		require.NoError(t, err)
		out = append(out, s)
	}
	return out
}

func written(t require.TestingT, b *blueprint.Blueprint) []string {
	var out bytes.Buffer
	require.NoError(t, b.Write(&out))
	return strings.Split(out.String(), "\n")
}

// changed lists the lines that differ.
func changed(t require.TestingT, a, b *blueprint.Blueprint) []string {
	before := map[string]int{}
	for _, line := range written(t, a) {
		before[line]++
	}
	var out []string
	for _, line := range written(t, b) {
		if before[line]--; before[line] < 0 {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
}

func ExampleApply() {
	b, err := blueprint.Read(strings.NewReader(hall), "hall.yaml")
	if err != nil {
		panic(err)
	}
	setting, _ := scenario.Parse("counter.servers=4")
	after, err := scenario.Apply(b, []blueprint.Setting{setting})
	if err != nil {
		panic(err)
	}
	counter, _ := after.Touchpoint("counter")
	fmt.Println(counter.Servers)

	setting, _ = scenario.Parse("counter.sevrers=4")
	_, err = scenario.Apply(b, []blueprint.Setting{setting})
	fmt.Println(err)
	// Output:
	// 4
	// --set:1:9: error: a touchpoint has no key "sevrers"; did you mean "servers"? (unknown-key)
}

func TestASettingChangesOneDatum(t *testing.T) {
	b := readHall(t)
	before := strings.Join(written(t, b), "\n")
	at := func(id string, b *blueprint.Blueprint) *touchpoint.Touchpoint {
		x, ok := b.Touchpoint(id)
		require.True(t, ok)
		return x
	}
	for text, says := range map[string]func(*blueprint.Blueprint) (got, want any){
		"counter.servers=4":           func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Servers, 4 },
		"counter.time=40s":            func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Time.Standard, 40 * time.Second },
		"counter.time.acceptable=20m": func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Time.Acceptable, 20 * time.Minute },
		"counter.time.by.regular=1m":  func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Time.By[0].Value, time.Minute },
		"counter.wait=1m": func(b *blueprint.Blueprint) (any, any) {
			return *at("counter", b).Wait, touchpoint.Wait{Expected: time.Minute, Acceptable: 10 * time.Minute}
		},
		"counter.wait.then=polish":                  func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Wait.Then, "polish" },
		"counter.wait=null":                         func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Wait, (*touchpoint.Wait)(nil) },
		"counter.fails[0].chance=5%":                func(b *blueprint.Blueprint) (any, any) { return *at("counter", b).Fails[0].Chance, 0.05 },
		"counter.fails.wrong-tariff.chance=6%":      func(b *blueprint.Blueprint) (any, any) { return *at("counter", b).Fails[0].Chance, 0.06 },
		"counter.fails.bill-lost.severity=9":        func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Fails[1].Severity, 9 },
		"counter.fails[1]=null":                     func(b *blueprint.Blueprint) (any, any) { return len(at("counter", b).Fails), 1 },
		"counter.fails=[{title: Late, chance: 9%}]": func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Fails[0].Title, "Late" },
		"counter.title=Serve: at once":              func(b *blueprint.Blueprint) (any, any) { return at("counter", b).Title, "Serve: at once" },
		"counter.moment=critical":                   func(b *blueprint.Blueprint) (any, any) { return at("counter", b).IsCritical(), true },
		"polish.time.mean=40s":                      func(b *blueprint.Blueprint) (any, any) { return at("polish", b).Time.Mean, 40 * time.Second },
		"polish.time={standard: 40s}":               func(b *blueprint.Blueprint) (any, any) { return at("polish", b).Time.Expected(""), 40 * time.Second },
		"polish.time=1m..2m":                        func(b *blueprint.Blueprint) (any, any) { return at("polish", b).Time.Expected(""), 90 * time.Second },
		"pay.emotion.regular=-1":                    func(b *blueprint.Blueprint) (any, any) { return at("pay", b).Emotion.By[0].Value, -1.0 },
		"pay.emotion=2":                             func(b *blueprint.Blueprint) (any, any) { return *at("pay", b).Emotion.Value, 2.0 },
		"demand.arrivals=60/h":                      func(b *blueprint.Blueprint) (any, any) { return b.Demand.Arrivals.PerHour(), 60.0 },
		"demand=1/min":                              func(b *blueprint.Blueprint) (any, any) { return b.Demand.Arrivals.PerHour(), 60.0 },
		"economics.price=0.6":                       func(b *blueprint.Blueprint) (any, any) { return *b.Economics.Price, 0.6 },
		"economics.costs.wax.per-minute=0.1":        func(b *blueprint.Blueprint) (any, any) { return *b.Economics.Costs[0].PerMinute, 0.1 },
		"economics.costs.per-minute=0.2":            func(b *blueprint.Blueprint) (any, any) { return *b.Economics.Costs[0].PerMinute, 0.2 },
		"clerk.count=7":                             func(b *blueprint.Blueprint) (any, any) { return b.Actors[0].Count, 7 },
		"clerk.cost-per-minute=0.7":                 func(b *blueprint.Blueprint) (any, any) { return *b.Actors[0].CostPerMinute, 0.7 },
		"clerk.kind=backstage":                      func(b *blueprint.Blueprint) (any, any) { return b.Lanes[1].Kind, touchpoint.Backstage },
		"actors.clerk.count=8":                      func(b *blueprint.Blueprint) (any, any) { return b.Actors[0].Count, 8 },
		"regular.share=50%":                         func(b *blueprint.Blueprint) (any, any) { return *b.Personas[0].Share, 0.5 },
		"acceptable=30m":                            func(b *blueprint.Blueprint) (any, any) { return b.Acceptable, 30 * time.Minute },
		"currency=EUR":                              func(b *blueprint.Blueprint) (any, any) { return b.Currency, "EUR" },
		`hours=["Mon-Fri 09:00-18:00"]`:             func(b *blueprint.Blueprint) (any, any) { return len(b.Hours), 1 },
	} {
		t.Run(text, func(t *testing.T) {
			after, err := scenario.Apply(b, settings(t, text))
			require.NoError(t, err)
			got, want := says(after)
			assert.Equal(t, want, got)
			assert.NotEmpty(t, append(changed(t, b, after), changed(t, after, b)...))
			assert.LessOrEqual(t, len(changed(t, b, after)), 10)
			var out bytes.Buffer
			require.NoError(t, after.Write(&out))
			again, err := blueprint.Read(&out, "again.yaml")
			require.NoError(t, err, "what was set can be loaded")
			assert.True(t, blueprint.Equal(after, again))
			assert.Equal(t, "hall.yaml", after.File(), "places stay known")
		})
	}
	assert.Equal(t, before, strings.Join(written(t, b), "\n"), "the blueprint itself stays as it is")
}

func TestTheLastWayTakesWhatIsLeft(t *testing.T) {
	b := readHall(t)
	after, err := scenario.Apply(b, settings(t, "polish.next.counter.chance=35%"))
	require.NoError(t, err)
	polish, _ := after.Touchpoint("polish")
	assert.Equal(t, []float64{.65, .35}, polish.Chances())

	after, err = scenario.Apply(b, settings(t, "till.next.come.chance=25%", "till.next.end.chance=15%"))
	require.NoError(t, err)
	till, _ := after.Touchpoint("till")
	assert.Equal(t, []float64{.15, .25, .6}, till.Chances())
}

func TestWhatCannotBeSetIsLocated(t *testing.T) {
	b := readHall(t)
	for text, want := range map[string]string{
		"countr.servers=4":                                       `--set:1:1: error: nothing here has the id "countr"; did you mean "counter"?`,
		"counter.sevrers=4":                                      `--set:1:9: error: a touchpoint has no key "sevrers"; did you mean "servers"?`,
		"counter.wait.exspected=4m":                              `--set:1:14: error: a wait has no key "exspected"; did you mean "expected"?`,
		"counter.servers=many":                                   `--set:1:17: error: servers cannot be "many"; expected a whole number`,
		"counter.servers=0":                                      `--set:1:17: error: servers cannot be "0"; expected 1 or more`,
		"counter.time=40":                                        `--set:1:14: error: time cannot be "40"; the unit is missing: write 40s, 40m or 40h`,
		"counter.time=-3m":                                       `a duration cannot be negative`,
		"counter.fails[0].chance=120%":                           `--set:1:25: error: chance cannot be "120%"`,
		"counter.fails[0].severity=11":                           `--set:1:27: error: severity is 11; expected 1 to 10`,
		"counter.fails[0].recover=payy":                          `--set:1:26: error: there is no touchpoint "payy"; did you mean "pay"?`,
		"counter.fails[2].chance=1%":                             `--set:1:14: error: fails has no item [2]; expected [0] to [1], or wrong-tariff, bill-lost`,
		"counter.fails.x.chance=1%":                              `--set:1:15: error: fails has no item x`,
		"counter.fails[0].chance=99.5%":                          `the fail points of "Serve" now happen with 100.5% in sum`,
		"till.next.come.chance=40%":                              `the ways out of "Till" now have chances of 110% in sum; exactly one way is taken`,
		"counter.time.by.nobody=4m":                              `there is no persona "nobody"`,
		"counter.service=paymnt":                                 `service cannot be "paymnt"; did you mean "payment"?`,
		"counter.time.distribution=gamma":                        `a gamma time lacks mean or deviation`,
		"counter.time={min: 4m, max: 1m, distribution: uniform}": `min, mode and max are out of order`,
		"counter.title=null":                                     `a touchpoint has no title`,
		"counter=4":                                              `--set:1:1: error: "counter" is a touchpoint, and the setting does not say which of its keys; expected one of counter.title`,
		"counter.servers.x=4":                                    `nothing stands below it`,
		"counter.time.by.regular.x=4m":                           `nothing stands below counter.time.by.regular`,
		"polish.wait.expected=null":                              `there is no wait to take away`,
		"polish.time=40s":                                        `this time is lognormal, so a standard time alone changes nothing; set polish.time.mean`,
		"demand.arrivals=40":                                     `expected a rate with its unit`,
		"phases=[]":                                              `a setting cannot change phases`,
		"steps[0].guest=x":                                       `a setting cannot change steps`,
		"demand[0]=4/h":                                          `error`,
		"[0].servers=4":                                          `names no datum`,
		"counter.fails=[":                                        `error`,
		"counter.id=end":                                         `"end" cannot be the id of a touchpoint`,
	} {
		t.Run(text, func(t *testing.T) {
			after, err := scenario.Apply(b, settings(t, text))
			require.ErrorContains(t, err, want)
			assert.Nil(t, after)
			var found blueprint.Diagnostics
			require.ErrorAs(t, err, &found)
			assert.Equal(t, text, found[0].Range.Line)
			assert.LessOrEqual(t, found[0].Range.End.Offset, len(text))
		})
	}
	_, err := scenario.Apply(b, settings(t, "countr.servers=4", "counter.sevrers=4", "counter.servers=x"))
	var found blueprint.Diagnostics
	require.ErrorAs(t, err, &found)
	assert.Len(t, found, 3, "all at once")
	_, err = scenario.Apply(b, make([]blueprint.Setting, scenario.MaxSettings+1))
	assert.ErrorContains(t, err, "1001 settings")
}

func TestAnArrivalRateBehindAProfileIsNoScenario(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader("title: a\nsteps: [{customer: b}]\ndemand: {profile: [{from: \"09:00\", to: \"12:00\", rate: 4/h}]}\n"), "a.yaml")
	require.NoError(t, err)
	for _, text := range []string{"demand.arrivals=8/h", "demand=8/h"} {
		_, err = scenario.Apply(b, settings(t, text))
		assert.ErrorContains(t, err, "the rates by time of the day go before arrivals")
		_, err = scenario.Apply(b, settings(t, text, "demand.profile=null"))
		assert.NoError(t, err)
	}
	after, err := scenario.Apply(b, settings(t, "demand.profile[0].rate=8/h"))
	require.NoError(t, err)
	assert.InDelta(t, 8, after.Demand.Profile[0].Rate.PerHour(), 1e-12)
}

func TestAScenarioOfTheFile(t *testing.T) {
	b := readHall(t)
	after, err := scenario.Named(b, "more")
	require.NoError(t, err)
	counter, _ := after.Touchpoint("counter")
	assert.Equal(t, 4, counter.Servers)
	assert.Equal(t, 3, after.Actors[0].Count)

	_, err = scenario.Named(b, "mor")
	assert.ErrorContains(t, err, `there is no scenario "mor"; did you mean "more"?`)
	_, err = scenario.Named(&blueprint.Blueprint{}, "x")
	assert.ErrorContains(t, err, "has no scenarios")

	assert.Equal(t, []string{
		`hall.yaml:31:7: error: nothing here has the id "countr"; did you mean "counter"? (dangling-id)`,
		`hall.yaml:32:15: error: a touchpoint has no key "srevers"; did you mean "servers"? (unknown-key)`,
		`hall.yaml:33:26: error: servers cannot be "many"; expected a whole number (bad-value)`,
		`hall.yaml:34:30: error: chance cannot be "120%"; a share lies between 0 and 1 (0% and 100%) (bad-value)`,
	}, strings.Split(scenario.Check(b).Error(), "\n"))
}

func TestIncludedTouchpointsCanBeSet(t *testing.T) {
	b, err := blueprint.Load("../testdata/include/good.yaml")
	require.NoError(t, err)
	after, err := scenario.Apply(b, settings(t, "complaint-record.time=4m"))
	require.NoError(t, err)
	record, _ := after.Touchpoint("complaint-record")
	assert.Equal(t, 4*time.Minute, record.Time.Standard)
	assert.Equal(t, b.Locate(b.Graph().Path(b.Touchpoints()[0])), after.Locate(after.Graph().Path(after.Touchpoints()[0])))
}

func TestNothingAppliedIsEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }, blueprinttest.Shape{})
		after, err := scenario.Apply(b, nil)
		require.NoError(t, err)
		require.True(t, blueprint.Equal(b, after))
		x := rapid.SampledFrom(b.Touchpoints()).Draw(t, "touchpoint")
		servers := rapid.IntRange(1, 50).Filter(func(n int) bool { return n != x.Servers }).Draw(t, "servers")
		after, err = scenario.Apply(b, []blueprint.Setting{{Key: x.ID + ".servers", Value: fmt.Sprint(servers)}})
		require.NoError(t, err)
		lines := changed(t, b, after)
		require.NotEmpty(t, lines)
		require.Contains(t, strings.Join(lines, " "), fmt.Sprintf("servers: %d", servers))
		was := x.Servers
		y, _ := after.Touchpoint(x.ID)
		y.Servers = was
		require.True(t, blueprint.Equal(b, after), "nothing else has changed")
	})
}

func FuzzApply(f *testing.F) {
	for _, text := range []string{"counter.servers=4", "polish.time={distribution: gamma, mean: 4m, deviation: 1m}", "counter.fails[0]=null", "till.next.come.chance=20%", "pay.emotion.regular=1", `"counter".wait=true`, "demand.profile=[{from: \"09:00\", to: \"10:00\", rate: 3/h}]", "a=1..3:2", "x.y=1%..2%:1%"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if sweep, err := scenario.ParseSweep(text); err == nil && (len(sweep.Values) == 0 || len(sweep.Values) > scenario.MaxSweep) {
			t.Fatalf("%d values", len(sweep.Values))
		}
		s, err := scenario.Parse(text)
		if err != nil {
			return
		}
		b := readHall(t)
		after, err := scenario.Apply(b, []blueprint.Setting{s})
		if !blueprint.Equal(b, readHall(t)) {
			t.Fatal("the blueprint itself was changed")
		}
		if err != nil {
			return
		}
		if found := after.Validate(); len(found) > 0 {
			t.Fatalf("%q was let through: %v", text, found)
		}
		after.Graph().Loops()
		var out bytes.Buffer
		require.NoError(t, after.Write(&out))
		_, err = blueprint.Read(&out, "again.yaml")
		require.NoError(t, err)
	})
}

// Whatever key the language has can be set to the example of its row in the table.
func TestEveryKeyCanBeSet(t *testing.T) {
	b := readHall(t)
	tried := 0
	for head, shape := range map[string]string{"counter.": "touchpoint", "counter.time.": "time", "counter.wait.": "wait", "counter.fails[0].": "fail", "polish.next[0].": "next", "clerk.": "actor", "regular.": "persona", "demand.": "demand", "economics.": "economics", "": "blueprint", "counter.moment.": "moment", "counter.cost.": "cost", "counter.proof.": "proof", "loyalty.": "loyalty", "worth.": "worth"} {
		for _, k := range blueprint.ShapeNamed(blueprint.Shapes(), shape).Keys {
			_, err := scenario.Apply(b, []blueprint.Setting{{Key: head + k.Name, Value: k.Example}})
			tried++
			var found blueprint.Diagnostics
			if err != nil {
				require.ErrorAs(t, err, &found)
			}
			for _, d := range found {
				// the examples name touchpoints that are not here, and parameters that go together
				allowed := d.Rule == "dangling-id" && !strings.HasPrefix(d.Message, "nothing here") || strings.Contains(d.Message, "a setting cannot change") ||
					shape == "time" && d.Rule == "bad-value" && d.Path == nil || d.Rule == "chances" || strings.Contains(d.Message, "used twice") || strings.Contains(d.Message, "there is no lane")
				assert.True(t, allowed, "%s%s=%s: %s", head, k.Name, k.Example, d.String())
			}
		}
	}
	assert.Greater(t, tried, 130)
}

func TestTheScenariosOfTheExamplesHold(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	count := 0
	for _, file := range files {
		b, err := blueprint.Load(file)
		require.NoError(t, err)
		assert.Empty(t, scenario.Check(b), file)
		count += len(b.Scenarios)
	}
	assert.Positive(t, count)
}
