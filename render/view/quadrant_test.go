package view_test

import (
	"fmt"
	"math/rand/v2"
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

// known is a random blueprint of which much is known: standards, what was
// measured, promises, expectations, fail points and who does the work.
func known(seed int) *blueprint.Blueprint {
	b := random(seed, blueprinttest.Shape{Steps: 1 + seed%12})
	r := rand.New(rand.NewPCG(uint64(seed), 7))
	one := func(n int) bool { return r.IntN(n) == 0 }
	title := func() string {
		return []string{"Smile", "九成顾客十分钟内叫到", "A standard that says in rather many words what good work means here", "Rechtsschutzversicherungsgesellschaften"}[r.IntN(4)]
	}
	for i := range 3 + r.IntN(4) {
		b.Actors = append(b.Actors, blueprint.Actor{ID: fmt.Sprintf("actor-%d", i), Title: title()})
	}
	figure := func() *float64 { return touchpoint.Of(float64(r.IntN(90)) / 10) }
	for _, t := range b.Touchpoints() {
		if one(2) {
			t.Actor = b.Actors[r.IntN(len(b.Actors))].ID
		}
		if one(2) {
			t.Standards = &touchpoint.Standards{}
			some := func(aspects []touchpoint.Aspect) (out []touchpoint.Standard) {
				for range r.IntN(9) {
					s := touchpoint.Standard{Title: title(), Aspect: aspects[r.IntN(len(aspects))]}
					if one(4) {
						s.Met = touchpoint.Of(float64(r.IntN(101)) / 100)
					}
					if one(6) {
						s.Aspect = ""
					}
					out = append(out, s)
				}
				return out
			}
			t.Standards.Procedural, t.Standards.Personal = some(touchpoint.ProceduralAspects()), some(touchpoint.PersonalAspects())
		}
		if one(4) {
			t.Promise = &touchpoint.Promise{Title: title(), Time: &touchpoint.Time{Standard: time.Duration(1+r.IntN(900)) * time.Second}}
		}
		if t.Time != nil && one(2) {
			t.Time.Measured = &touchpoint.Measured{Mean: time.Duration(1+r.IntN(900)) * time.Second}
		}
		for range r.IntN(3) * r.IntN(2) {
			t.Expects = append(t.Expects, touchpoint.Expectation{Adequate: figure(), Desired: figure(), Perceived: figure()})
		}
		for range r.IntN(3) * r.IntN(2) {
			f := touchpoint.Fail{Title: title(), Cause: title(), Severity: r.IntN(11)}
			if one(2) {
				f.Severity, f.Occurrence, f.Detection = 1+r.IntN(10), 1+r.IntN(10), 1+r.IntN(10)
			}
			if one(2) {
				f.Prevent = []touchpoint.Prevention{{Title: title(), Kind: touchpoint.PreventionKinds()[r.IntN(6)]}}
			}
			t.Fails = append(t.Fails, f)
		}
	}
	return b
}

func TestQuadrantsOfRandomBlueprintsAreSound(t *testing.T) {
	for seed := range atMost(600) {
		b := known(seed)
		by := view.Bys()[seed%3]
		s := view.Quadrant(b, view.Options{By: by, Language: []string{"en", "zh"}[seed/3%2]})
		sound(t, fmt.Sprintf("seed %d by %s", seed, by), s)
		if by == view.ByMoment && len(s.Find(scene.RoleMark)) > 0 {
			for _, m := range b.Graph().Moments() {
				assert.Contains(t, ids(s), m.ID, "seed %d", seed)
			}
		}
		if t.Failed() {
			return
		}
	}
}

func TestScoresCountAspectsAndHowFarTheyAreMet(t *testing.T) {
	met := func(v float64) *float64 { return &v }
	s := &touchpoint.Standards{
		Procedural: []touchpoint.Standard{{Aspect: touchpoint.Timing, Met: met(0.5)}, {Aspect: touchpoint.Timing}, {Aspect: touchpoint.Flow}},
		Personal:   []touchpoint.Standard{{Title: "of no aspect"}, {Aspect: touchpoint.Tact, Met: met(0)}},
	}
	procedural, personal := view.Scores(s, nil)
	assert.InDelta(t, 1.75/7, procedural, 1e-9)
	assert.InDelta(t, 1.0/7, personal, 1e-9)
	again, _ := view.Scores(s, &touchpoint.Standards{Procedural: []touchpoint.Standard{{Aspect: touchpoint.Feedback}}})
	assert.InDelta(t, 2.75/7, again, 1e-9)
	var many touchpoint.Standards
	for range 20 {
		many.Procedural = append(many.Procedural, touchpoint.Standard{})
	}
	full, none := view.Scores(&many)
	assert.InDelta(t, 1, full, 0)
	assert.Zero(t, none)
}

// placeOf is the middle of the mark of what stands at a place.
func placeOf(t *testing.T, s *scene.Scene, id string) scene.Point {
	t.Helper()
	for _, g := range s.Find(scene.RoleMark) {
		if g.Get("mark") == "place" && g.Get("of") == id {
			r := rendertest.Area(g.Items)
			return scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2}
		}
	}
	require.Fail(t, "no place", id)
	return scene.Point{}
}

func TestMomentsStandWhereTheirStandardsPutThem(t *testing.T) {
	all := func(aspects []touchpoint.Aspect) (out []touchpoint.Standard) {
		for _, a := range aspects {
			out = append(out, touchpoint.Standard{Title: string(a), Aspect: a})
		}
		return out
	}
	moment := func(title string, procedural, personal bool) *touchpoint.Touchpoint {
		x := &touchpoint.Touchpoint{Title: title, Moment: &touchpoint.Moment{}, Standards: &touchpoint.Standards{Procedural: all(touchpoint.ProceduralAspects())[:1]}}
		if procedural {
			x.Standards.Procedural = all(touchpoint.ProceduralAspects())
		}
		if personal {
			x.Standards.Personal = all(touchpoint.PersonalAspects())
		}
		return x
	}
	build := blueprint.New("Four")
	phase := build.Phase("")
	phase.Step().Put("customer", *moment("Cold", false, false))
	phase.Step().Put("customer", *moment("Quick", true, false))
	phase.Step().Put("customer", *moment("Kind", false, true))
	phase.Step().Put("customer", *moment("Good", true, true))
	phase.Step().Put("customer", touchpoint.Touchpoint{Title: "Unknown", Moment: &touchpoint.Moment{}})
	b, err := build.Blueprint()
	require.NoError(t, err)
	s := view.Quadrant(b, view.Options{})
	cold, quick, kind := placeOf(t, s, "cold"), placeOf(t, s, "quick"), placeOf(t, s, "kind")
	assert.Less(t, quick.Y, cold.Y, "procedure leads upwards")
	assert.Greater(t, kind.X, cold.X, "the person to the right")
	for _, g := range s.Find(scene.RoleTouchpoint) {
		assert.Equal(t, map[string]string{"cold": "freezer", "quick": "factory", "kind": "friendly-zoo", "good": "quality", "unknown": ""}[g.ID], g.Get("quadrant"), g.ID)
	}
	sound(t, "four", s)
}

func TestWhatHasNoStandardsIsNotCalledCold(t *testing.T) {
	s := view.Quadrant(example(t, "corner-shoeshine"), view.Options{})
	assert.Contains(t, bytesOf(t, s), "standards:")
	assert.Empty(t, s.Find(scene.RoleMark))
}

func TestManyAtOnePlaceShareIt(t *testing.T) {
	b := manyMoments(40, 8)
	for i, x := range b.Graph().Moments() {
		x.Standards = &touchpoint.Standards{Procedural: []touchpoint.Standard{{Aspect: touchpoint.ProceduralAspects()[i%3]}}}
	}
	s := view.Quadrant(b, view.Options{})
	sound(t, "many", s)
	for _, m := range b.Graph().Moments() {
		assert.Contains(t, ids(s), m.ID)
	}
	places := 0
	for _, g := range s.Find(scene.RoleMark) {
		if g.Get("mark") == "place" {
			places++
		}
	}
	assert.Equal(t, 2, places, "the moments, and the whole service")
}
