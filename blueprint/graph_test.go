package blueprint_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/touchpoint"
)

func read(t testing.TB, text string) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(text), "test.yaml")
	require.NoError(t, err)
	return b
}

func ids(list []*touchpoint.Touchpoint) []string {
	out := []string{}
	for _, t := range list {
		out = append(out, t.ID)
	}
	return out
}

func TestQuestionsAboutABoard(t *testing.T) {
	g := read(t, `
title: Café
lanes:
  - {id: guest, kind: customer}
  - {id: waiter, kind: frontstage, actor: anna}
  - {id: barista, kind: backstage}
actors: [{id: anna, title: Anna}, {id: ben, title: Ben}]
phases:
  - title: Order
    steps:
      - guest: {title: Ask, moment: true}
        waiter: {title: Take order, service: order-taking, next: [brew, note]}
        barista: [Brew, Note]
  - title: Drink
    steps:
      - guest: {title: Drink, service: core, moment: critical, next: [{to: ask, when: once more}, {to: end, when: enough}]}
        waiter: {title: Serve, actor: ben}
links: [{from: brew, to: serve, both: true}]
journeys: [{title: Short, touchpoints: [ask, drink]}]
`).Graph()
	assert.Equal(t, []string{"take-order", "serve"}, ids(g.InLane("waiter")))
	assert.Equal(t, []string{"drink", "serve"}, ids(g.InPhase(1)))
	assert.Equal(t, []string{"ask", "take-order", "brew", "note"}, ids(g.InStep(0)))
	assert.Equal(t, []string{"drink"}, ids(g.Of(touchpoint.Core)))
	assert.Equal(t, []string{"ask", "drink"}, ids(g.Moments()))
	assert.Equal(t, []string{"drink"}, ids(g.Choices()))
	assert.Equal(t, []string{"take-order"}, ids(g.Splits()))
	assert.Equal(t, []string{"ask"}, ids(g.Starts()))
	assert.Equal(t, []string{"drink"}, ids(g.Ends()))
	require.Len(t, g.Loops(), 1)
	assert.Equal(t, []string{"ask", "drink"}, ids(g.Loops()[0]))

	brew, _ := g.Touchpoint("brew")
	serve, _ := g.Touchpoint("serve")
	assert.Equal(t, []string{"brew", "note"}, ids(g.Beside(brew)))
	assert.Equal(t, touchpoint.Backstage, g.Kind(brew))
	assert.Equal(t, "ben", g.Actor(serve), "its own actor goes before the lane's")
	assert.Equal(t, "phases[0].steps[0].barista[0]", g.Path(brew).String())
	require.Len(t, g.Links(), 1)
	assert.Equal(t, []touchpoint.Line{touchpoint.Visibility}, g.Links()[0].Lines)
	in := g.In(brew)
	require.Len(t, in, 1)
	assert.Equal(t, blueprint.Written, in[0].Origin)
	assert.Equal(t, "phases[0].steps[0].waiter[0].next[0]", g.WayPath(in[0]).String())
	assert.Equal(t, 13, g.Blueprint.Locate(g.Path(brew).Key("title")).Start.Line)
}

func TestWaysJoinWhatIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(blueprinttest.Seeded(rapid.Uint64().Draw(t, "seed")), blueprinttest.Shape{})
		require.Empty(t, b.Validate())
		g := b.Graph()
		seen := map[string]bool{}
		for _, w := range g.Ways() {
			if w.Origin == blueprint.Implied {
				key := fmt.Sprint(w.From.ID, " ", w.To.ID)
				require.False(t, seen[key], "two implied ways %s", key)
				seen[key] = true
				require.NotSame(t, w.From, w.To)
			}
			if w.To == nil {
				continue
			}
			from, to := g.Place(w.From).Column, g.Place(w.To).Column
			require.Equal(t, w.Back, w.Back || to < from, "to an earlier step is back")
			require.Len(t, w.Lines, max(g.Kind(w.From).Rank(), g.Kind(w.To).Rank())-min(g.Kind(w.From).Rank(), g.Kind(w.To).Rank()))
		}
		for _, th := range g.Threads() {
			for i, s := range th.Stations {
				require.NotEmpty(t, s.Touchpoints)
				require.True(t, i == 0 || th.Stations[i-1].Column < s.Column)
			}
		}
		requireForwardIsAcyclic(t, g)
	})
}

// requireForwardIsAcyclic holds the definition of back to its purpose: without
// ways back nothing goes round within a step.
func requireForwardIsAcyclic(t *rapid.T, g *blueprint.Graph) {
	state := map[*touchpoint.Touchpoint]int{}
	var walk func(x *touchpoint.Touchpoint)
	walk = func(x *touchpoint.Touchpoint) {
		require.NotEqual(t, 1, state[x], "a circle of forward ways through %s", x.ID)
		if state[x] == 2 {
			return
		}
		state[x] = 1
		for _, w := range g.Out(x) {
			if w.To != nil && !w.Back {
				walk(w.To)
			}
		}
		state[x] = 2
	}
	for _, x := range g.Touchpoints() {
		walk(x)
	}
}

func TestPathsNameWhatTheyPointAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(blueprinttest.Seeded(rapid.Uint64().Draw(t, "seed")), blueprinttest.Shape{})
		var text strings.Builder
		require.NoError(t, b.Write(&text))
		back, err := blueprint.Read(strings.NewReader(text.String()), "back.yaml")
		require.NoError(t, err)
		g := back.Graph()
		for _, x := range g.Touchpoints() {
			r := back.Locate(g.Path(x).Key("title"))
			written := text.String()[r.Start.Offset:r.End.Offset]
			unquoted := strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(strings.Trim(written, `"`))
			require.Equal(t, strings.Trim(x.Title, `"`), strings.Trim(unquoted, `"`))
		}
	})
}

func TestPathsAreReadAsWritten(t *testing.T) {
	for _, text := range []string{"", "title", "phases[0].steps[12].guest[0].together[1].time", `steps[0]."a.b"[1]`} {
		p, ok := blueprint.ParsePath(text)
		require.True(t, ok, text)
		assert.Equal(t, text, p.String())
	}
	for _, text := range []string{"[", "a..b", "a[x]", "a[-1]", `"open`, ".a"} {
		_, ok := blueprint.ParsePath(text)
		assert.False(t, ok, text)
	}
}

func TestNearestFindsWhatWasMeant(t *testing.T) {
	words := []string{"customer", "frontstage", "backstage", "support", "evidence", "time"}
	for typed, want := range map[string]string{"custmer": "customer", "fronstage": "frontstage", "Suport": "support", "tiem": "time", "evid": "evidence", "xyz": "", "a": "", "顾客": ""} {
		assert.Equal(t, want, blueprint.Nearest(typed, words), typed)
	}
}

func TestSlugsKeepLettersOfAnyScript(t *testing.T) {
	for title, want := range map[string]string{"Sit down": "sit-down", "  Don't — panic! ": "dont-panic", "等候 叫号": "等候-叫号", "Ärger №5": "ärger-5", "!?": "", "a\xffb": "a-b"} {
		assert.Equal(t, want, blueprint.Slug(title), title)
	}
}

func TestChancesShareWhatIsLeft(t *testing.T) {
	x := touchpoint.Touchpoint{Next: []touchpoint.Next{{To: "a", Chance: touchpoint.Of(0.5)}, {To: "b", When: "x"}, {To: "c", When: "y"}}}
	assert.Equal(t, []float64{0.5, 0.25, 0.25}, x.Chances())
}

func BenchmarkGraph(b *testing.B) {
	for _, steps := range []int{5, 50, 500, 5000} {
		bp := blueprinttest.Random(blueprinttest.Seeded(1), blueprinttest.Shape{Steps: steps, Lanes: 7})
		b.Run(fmt.Sprintf("touchpoints=%d", len(bp.Touchpoints())), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bp.Graph()
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, steps := range []int{5, 50, 500, 5000} {
		bp := blueprinttest.Random(blueprinttest.Seeded(1), blueprinttest.Shape{Steps: steps, Lanes: 7})
		var text strings.Builder
		require.NoError(b, bp.Write(&text))
		b.Run(fmt.Sprintf("touchpoints=%d", len(bp.Touchpoints())), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := blueprint.Read(strings.NewReader(text.String()), "bench.yaml")
				require.NoError(b, err)
			}
		})
	}
}

func TestLargeBoardsInOddShapesAreNoTrouble(t *testing.T) {
	const n = 10_000
	titles := make([]string, n)
	next := make([]string, n)
	steps := make([]string, n)
	for i := range n {
		titles[i] = fmt.Sprintf("T%d", i)
		next[i] = fmt.Sprintf("{to: t%d, when: w%d}", i, i)
		steps[i] = fmt.Sprintf("  - customer: {title: T%d, next: t%d}\n", i, (i+1)%n)
	}
	for name, text := range map[string]string{
		"one cell":      "title: x\nsteps:\n  - customer: [" + strings.Join(titles, ", ") + "]\n",
		"one group":     "title: x\nsteps:\n  - support: [" + strings.Join(titles, ", ") + "]\n",
		"one choice":    "title: x\nsteps:\n  - customer: {title: Choose, next: [" + strings.Join(next, ", ") + "]}\n  - support: [" + strings.Join(titles, ", ") + "]\n",
		"all parallel":  "title: x\nsteps:\n  - customer: {title: Go, next: [" + strings.ToLower(strings.Join(titles, ", ")) + "]}\n  - customer: " + strings.Join(titles, "\n  - customer: ") + "\n",
		"a loop of all": "title: x\nsteps:\n" + strings.Join(steps, ""),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			g := read(t, text).Graph()
			g.Loops()
			g.Reachable()
			t.Logf("%d ways in %v", len(g.Ways()), time.Since(began))
		})
	}
}
