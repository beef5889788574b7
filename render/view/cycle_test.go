package view_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

func random(seed int, s blueprinttest.Shape) *blueprint.Blueprint {
	return blueprinttest.Random(blueprinttest.Seeded(uint64(seed)), s)
}

// sound says that nothing in a picture overlaps, is clipped, or cannot be read.
func sound(t *testing.T, what string, s *scene.Scene) {
	t.Helper()
	for _, problem := range append(rendertest.Check(s), rendertest.Words(s)...) {
		t.Errorf("%s: %s", what, problem)
	}
	for _, theme := range scene.Themes() {
		assert.Empty(t, rendertest.Contrasts(s, theme, 4.5), "%s: %s", what, theme.Name)
	}
	facts(t, what, s)
}

// facts says that every touchpoint says where it belongs and has one box.
func facts(t *testing.T, what string, s *scene.Scene) {
	t.Helper()
	for _, g := range s.Find(scene.RoleTouchpoint) {
		for _, name := range []string{"lane", "kind", "step"} {
			assert.NotEmpty(t, g.Get(name), "%s: %s of %s", what, name, g.ID)
		}
		assert.NotEmpty(t, g.Name, what)
	}
}

// ids lists the touchpoints of a picture in its reading order.
func ids(s *scene.Scene) []string {
	var out []string
	for _, g := range s.Find(scene.RoleTouchpoint) {
		out = append(out, g.ID)
	}
	return out
}

func idsOf(list []*touchpoint.Touchpoint) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.ID)
	}
	return out
}

// manyMoments is a service with so many moments of truth, some with long and
// Chinese titles, waits, fail points, and work off stage.
func manyMoments(n int, phase int) *blueprint.Blueprint {
	titles := []string{
		"Enter", "Find a place to park", "Wait until the number is called and a counter is free", "核对账单并付款，确认每一项收费都与报价一致",
		"Donaudampfschifffahrtsgesellschaftskapitän", "Have the request handled",
	}
	b := &blueprint.Blueprint{Title: "Many moments"}
	for i := range n {
		if i%phase == 0 {
			b.Phases = append(b.Phases, blueprint.Phase{Title: fmt.Sprintf("%s %d", titles[i/phase%len(titles)], i/phase)})
		}
		t := &touchpoint.Touchpoint{Title: fmt.Sprintf("%s %d", titles[i%len(titles)], i), Moment: &touchpoint.Moment{Critical: i%4 == 1}}
		if i%3 == 0 {
			t.Wait = &touchpoint.Wait{Expected: time.Minute, Acceptable: 2 * time.Minute}
		}
		if i%2 == 0 {
			t.Fails = []touchpoint.Fail{{Title: "Nobody there"}}
		}
		step := blueprint.Step{Cells: []blueprint.Cell{{Lane: "customer", Stacks: [][]*touchpoint.Touchpoint{{t}}}}}
		for k := range i % 4 {
			step.Cells = append(step.Cells, blueprint.Cell{
				Lane: []string{"frontstage", "backstage", "support"}[k], Stacks: [][]*touchpoint.Touchpoint{{{Title: titles[(i+k)%len(titles)]}}},
			})
		}
		p := &b.Phases[len(b.Phases)-1]
		p.Steps = append(p.Steps, step)
	}
	b.Complete()
	return b
}

func TestCyclesOfRandomBlueprintsAreSound(t *testing.T) {
	for seed := range atMost(600) {
		b := random(seed, blueprinttest.Shape{Steps: 1 + seed%24})
		o := view.Options{Encounters: seed%3 == 1, Behind: seed%2 == 1}
		sound(t, fmt.Sprintf("seed %d", seed), view.Cycle(b, o))
		if t.Failed() {
			return // one blueprint says enough
		}
	}
}

func TestCyclesHoldFiveToFortyMoments(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 9, 12, 19, 28, 40, 45} {
		for _, phase := range []int{1, 2, 5, 50} {
			for _, behind := range []bool{false, true} {
				what := fmt.Sprintf("%d moments, %d in a phase, behind %t", n, phase, behind)
				b := manyMoments(n, phase)
				s := view.Cycle(b, view.Options{Behind: behind})
				sound(t, what, s)
				for _, m := range b.Graph().Moments() {
					assert.Contains(t, ids(s), m.ID, what)
				}
				assert.Len(t, s.Find(scene.RolePhase), (n+phase-1)/phase, what)
				if t.Failed() {
					return
				}
			}
		}
	}
}

func TestACycleShowsEveryMomentInTheCustomersOrder(t *testing.T) {
	for seed := range atMost(200) {
		b := random(seed, blueprinttest.Shape{})
		g := b.Graph()
		got := ids(view.Cycle(b, view.Options{}))
		if moments := g.Moments(); len(moments) > 0 {
			assert.Equal(t, idsOf(moments), got, "seed %d", seed)
			continue
		}
		var stations []string
		for _, s := range g.Threads()[0].Stations {
			stations = append(stations, idsOf(s.Touchpoints)...)
		}
		assert.ElementsMatch(t, stations, got, "seed %d: without moments it shows the stations", seed)
	}
}

func TestACycleRunsClockwiseFromTwelve(t *testing.T) {
	s := view.Cycle(manyMoments(3, 50), view.Options{})
	at := map[string]scene.Rect{}
	for _, g := range s.Find(scene.RoleMark) {
		if g.Get("mark") == "moment" {
			at[g.Get("of")] = rendertest.Area(g.Items)
		}
		if g.Get("mark") == "begin" {
			at["begin"] = rendertest.Area(g.Items)
		}
	}
	names := ids(s)
	require.Len(t, names, 3)
	first, second, third, begin := at[names[0]], at[names[1]], at[names[2]], at["begin"]
	assert.Greater(t, first.X, begin.X, "the first is at 3 o'clock")
	assert.Greater(t, second.Y, first.Y, "the second at 6 o'clock")
	assert.Less(t, third.X, begin.X, "the third at 9 o'clock")
	assert.Less(t, begin.Y, first.Y, "it begins at 12 o'clock")
}

func TestACycleMarksWaitsAndFailPoints(t *testing.T) {
	b := manyMoments(12, 4)
	marks := map[string]int{}
	for _, g := range view.Cycle(b, view.Options{}).Find(scene.RoleMark) {
		marks[g.Get("mark")]++
	}
	assert.Equal(t, map[string]int{"moment": 12, "wait": 4, "fail": 6, "begin": 1}, marks)
	s := view.Cycle(b, view.Options{Hide: []view.Part{view.PartMarks, view.PartLegend, view.PartTitle}})
	for _, g := range s.Find(scene.RoleMark) {
		assert.NotContains(t, []string{"wait", "fail"}, g.Get("mark"))
	}
	assert.Empty(t, s.Find(scene.RoleLegend))
	assert.Empty(t, s.Find(scene.RoleTitle))
}

func TestWhatStandsBehindAMomentIsShownOnRequest(t *testing.T) {
	b := manyMoments(12, 4)
	g := b.Graph()
	plain, behind := view.Cycle(b, view.Options{}), view.Cycle(b, view.Options{Behind: true})
	for _, x := range g.Touchpoints() {
		if g.Kind(x).Onstage() {
			continue
		}
		assert.NotContains(t, ids(plain), x.ID)
		assert.Contains(t, ids(behind), x.ID)
	}
	assert.Empty(t, plain.Find(scene.RoleLine))
	assert.Len(t, behind.Find(scene.RoleLine), 1, "the line of visibility")
}

// drawn lists the views that can draw every blueprint.
func drawn(t *testing.T) []view.View {
	t.Helper()
	var out []view.View
	for _, name := range []string{"blueprint", "cycle", "flower", "curve"} {
		v, ok := view.Named(name)
		require.True(t, ok, name)
		out = append(out, v)
	}
	return out
}

func TestATinyOrEmptyBlueprintGivesEveryView(t *testing.T) {
	for _, b := range []*blueprint.Blueprint{nil, {}, {Title: "Only a title"}, {Title: "A phase", Phases: []blueprint.Phase{{Title: "Empty"}}},
		{Phases: []blueprint.Phase{{Steps: []blueprint.Step{{}}}}}} {
		for _, v := range drawn(t) {
			s, err := v.Draw(b, view.Options{})
			require.NoError(t, err, v.Name)
			assert.Positive(t, s.Width)
			assert.Positive(t, s.Height)
			sound(t, v.Name, s)
		}
	}
}

func TestTheSameBlueprintGivesTheSamePicture(t *testing.T) {
	for seed := range 20 {
		for _, v := range drawn(t) {
			one, err := v.Draw(felt(seed), view.Options{Behind: true})
			require.NoError(t, err)
			two, err := v.Draw(felt(seed), view.Options{Behind: true})
			require.NoError(t, err)
			require.Equal(t, bytesOf(t, one), bytesOf(t, two), "%s, seed %d", v.Name, seed)
		}
	}
}

// Lines that join names to their moments keep apart.
func TestLinesToNamesNeverCross(t *testing.T) {
	for _, n := range []int{5, 12, 23, 40} {
		var lines [][]scene.Point
		view.Cycle(manyMoments(n, 6), view.Options{}).Walk(func(g scene.Group) {
			for _, item := range g.Items {
				if p, ok := item.(scene.Path); ok && g.Role == "" && len(p.Points) == 3 {
					lines = append(lines, p.Points)
				}
			}
		})
		assert.GreaterOrEqual(t, len(lines), n-1, "all but one at 6 o'clock turn")
		for i, a := range lines {
			for _, b := range lines[i+1:] {
				assert.False(t, crossing(a, b), "%d moments", n)
			}
		}
	}
}

func crossing(a, b []scene.Point) bool {
	side := func(p, q, r scene.Point) float64 { return (q.X-p.X)*(r.Y-p.Y) - (q.Y-p.Y)*(r.X-p.X) }
	for i := 1; i < len(a); i++ {
		for k := 1; k < len(b); k++ {
			p, q, r, s := a[i-1], a[i], b[k-1], b[k]
			if side(p, q, r)*side(p, q, s) < 0 && side(r, s, p)*side(r, s, q) < 0 {
				return true
			}
		}
	}
	return false
}

func TestViewsSpeakTheLanguageThatIsAskedFor(t *testing.T) {
	b := manyMoments(4, 2)
	for _, v := range drawn(t) {
		s, err := v.Draw(b, view.Options{Language: "zh"})
		require.NoError(t, err)
		english, err := v.Draw(b, view.Options{Language: "en"})
		require.NoError(t, err)
		assert.NotEqual(t, s.Desc, english.Desc, v.Name)
		assert.False(t, slices.Contains(ids(s), ""), v.Name)
	}
}
