package view_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

// felt is a random service of which much is known: feelings of up to six
// personas and expectations, some of single personas.
func felt(seed int) *blueprint.Blueprint {
	b := random(seed, blueprinttest.Shape{Steps: 1 + seed%16})
	pick := blueprinttest.Seeded(uint64(seed))
	b.Personas = nil
	for i := range pick(7) {
		b.Personas = append(b.Personas, blueprint.Persona{ID: fmt.Sprintf("p%d", i), Title: []string{"Regular", "熟客，每周都来", "A customer who has never been here before", "VIP"}[pick(4)]})
	}
	for _, t := range b.Touchpoints() {
		t.For = nil
		if len(b.Personas) > 0 && pick(8) == 0 {
			t.For = []string{"p0"}
		}
		switch pick(3) {
		case 0:
			t.Emotion = &touchpoint.Emotion{Value: touchpoint.Of(float64(pick(9)-4) / 2)}
		case 1:
			t.Emotion = &touchpoint.Emotion{}
			for _, p := range b.Personas {
				if pick(3) > 0 {
					t.Emotion.By = append(t.Emotion.By, touchpoint.PersonaEmotion{Persona: p.ID, Value: float64(pick(5) - 2)})
				}
			}
		}
		t.Expects = nil
		for k := range pick(4) {
			e := touchpoint.Expectation{}
			if pick(4) > 0 {
				e.Adequate = touchpoint.Of(float64(pick(90)) / 10)
			}
			if pick(4) > 0 {
				e.Desired = touchpoint.Of(float64(pick(90)) / 10)
			}
			if pick(4) > 0 {
				e.Perceived = touchpoint.Of(float64(pick(90)) / 10)
			}
			if k > 0 && len(b.Personas) > 0 {
				e.For = []string{"p0"}
			}
			t.Expects = append(t.Expects, e)
		}
	}
	return b
}

func TestCurvesOfRandomBlueprintsAreSound(t *testing.T) {
	for seed := range atMost(600) {
		b, o := felt(seed), view.Options{}
		if seed%5 == 4 {
			o.Wrap = 2 + seed%4
		}
		if seed%7 == 0 {
			b = random(seed, blueprinttest.Shape{}) // little is known
		}
		s := view.Curve(b, o)
		what := fmt.Sprintf("seed %d", seed)
		sound(t, what, s)
		assert.Equal(t, stations(b), ids(s), what)
		if t.Failed() {
			return
		}
	}
}

// stations lists the touchpoints of the first customer's way.
func stations(b *blueprint.Blueprint) []string {
	var out []string
	for _, s := range b.Graph().Threads()[0].Stations {
		out = append(out, idsOf(s.Touchpoints)...)
	}
	return out
}

// journey is a service of stations with these feelings; nil is not known.
func journey(feelings ...*float64) *blueprint.Blueprint {
	b := &blueprint.Blueprint{Title: "A journey"}
	p := blueprint.Phase{}
	for i, v := range feelings {
		t := &touchpoint.Touchpoint{Title: fmt.Sprintf("Station %d", i+1)}
		if v != nil {
			t.Emotion = &touchpoint.Emotion{Value: v}
		}
		p.Steps = append(p.Steps, blueprint.Step{Cells: []blueprint.Cell{{Lane: "customer", Stacks: [][]*touchpoint.Touchpoint{{t}}}}})
	}
	b.Phases = []blueprint.Phase{p}
	b.Complete()
	return b
}

func curvesOf(s *scene.Scene) (curves [][]scene.Point, points int) {
	s.Walk(func(g scene.Group) {
		if g.Get("persona") == "" {
			return
		}
		for _, item := range g.Items {
			if p, ok := item.(scene.Path); ok {
				curves = append(curves, p.Points)
			} else {
				points++
			}
		}
	})
	return curves, points
}

func wordsOf(s *scene.Scene) string {
	var out []string
	s.Walk(func(g scene.Group) {
		for _, item := range g.Items {
			if t, ok := item.(scene.Text); ok {
				out = append(out, t.Line)
			}
		}
	})
	return strings.Join(out, "\n")
}

func TestWhatIsNotKnownIsNotDrawnAndSaidSo(t *testing.T) {
	of := touchpoint.Of[float64]
	s := view.Curve(journey(of(1), of(0), nil, of(-1), of(2), nil), view.Options{})
	curves, points := curvesOf(s)
	assert.Len(t, curves, 2, "one curve before the gap and one after it")
	assert.Equal(t, 4, points)
	assert.Equal(t, 2, strings.Count(wordsOf(s), "not known"))
	assert.Contains(t, wordsOf(s), "known at 4 of 6 stations")
	assert.Contains(t, wordsOf(s), "What customers expect is not written down yet.")

	s = view.Curve(journey(nil, nil), view.Options{})
	curves, points = curvesOf(s)
	assert.Empty(t, curves)
	assert.Zero(t, points)
	assert.Contains(t, wordsOf(s), "How customers feel is not written down yet.")
}

// A curve shows no feeling that nobody has: it stays between the points.
func TestCurvesNeverOvershoot(t *testing.T) {
	of := touchpoint.Of[float64]
	curves, _ := curvesOf(view.Curve(journey(of(0), of(0), of(2), of(2), of(-2), of(-1), of(2)), view.Options{}))
	require.Len(t, curves, 1)
	line := curves[0]
	const legs = 16
	for i := 0; i+legs < len(line); i += legs {
		low, high := min(line[i].Y, line[i+legs].Y), max(line[i].Y, line[i+legs].Y)
		for k := i; k <= i+legs; k++ {
			assert.GreaterOrEqual(t, line[k].Y, low-0.011)
			assert.LessOrEqual(t, line[k].Y, high+0.011)
			if k > i {
				assert.Greater(t, line[k].X, line[k-1].X)
			}
		}
	}
}

func TestTheLowestPointsAreNamed(t *testing.T) {
	named := func(b *blueprint.Blueprint) []string {
		var out []string
		for _, g := range view.Curve(b, view.Options{}).Find(scene.RoleLabel) {
			if strings.HasPrefix(g.Name, "lowest point") {
				out = append(out, g.Get("of"))
			}
		}
		return out
	}
	assert.Equal(t, []string{"wait-to-be-called", "complain", "find-the-comment-book"}, named(example(t, "telecom-hall")))
	of := touchpoint.Of[float64]
	assert.Equal(t, []string{"station-2"}, named(journey(of(1), of(0), of(2))))
	assert.Empty(t, named(journey(of(1), of(1))), "nobody feels worse anywhere")
}

func TestEachPersonaHasACurveAndThoseWhoFeelAlikeShareOne(t *testing.T) {
	persons := func(b *blueprint.Blueprint) []string {
		var out []string
		view.Curve(b, view.Options{}).Walk(func(g scene.Group) {
			if p := g.Get("persona"); p != "" {
				out = append(out, p)
			}
		})
		return out
	}
	assert.Equal(t, []string{"Pensioner on a basic tariff", "Household with phones and fibre", "Owner of a small firm"}, persons(example(t, "telecom-hall")))
	assert.Equal(t, []string{"all customers"}, persons(example(t, "luxury-hotel")))
	b := example(t, "telecom-hall")
	for _, x := range b.Touchpoints() {
		if x.Emotion != nil {
			mass, _ := x.Emotion.Feels("mass")
			x.Emotion = &touchpoint.Emotion{By: []touchpoint.PersonaEmotion{{Persona: "basic", Value: mass}, {Persona: "mass", Value: mass}, {Persona: "business", Value: -1}}}
		}
	}
	assert.Equal(t, []string{"Pensioner on a basic tariff, Household with phones and fibre", "Owner of a small firm"}, persons(b))
}

func TestPerceivedStandsOnTheZoneOfTolerance(t *testing.T) {
	b := journey(nil)
	of := touchpoint.Of[float64]
	b.Touchpoints()[0].Expects = []touchpoint.Expectation{{Adequate: of(5.8), Desired: of(7.2), Perceived: of(6.4)}}
	var bar scene.Rect
	var mark scene.Circle
	view.Curve(b, view.Options{}).Walk(func(g scene.Group) {
		if g.Get("expectation") != "" {
			assert.Equal(t, "Station 1, adequate 5.8, desired 7.2, perceived 6.4", g.Name)
			bar, mark = g.Items[0].(scene.Rect), g.Items[1].(scene.Circle)
		}
	})
	assert.InDelta(t, (7.2-6.4)/(7.2-5.8), (mark.Y-bar.Y)/bar.H, 0.001, "where it is between desired and adequate")
}

func TestFiguresThatNobodyCanMeanAreNotKnown(t *testing.T) {
	b := journey(touchpoint.Of(math.NaN()), touchpoint.Of(1.0))
	for _, v := range []float64{math.NaN(), math.Inf(1), 1e300} {
		b.Touchpoints()[0].Expects = append(b.Touchpoints()[0].Expects, touchpoint.Expectation{Adequate: touchpoint.Of(v), Perceived: touchpoint.Of(-v)})
	}
	s := view.Curve(b, view.Options{})
	sound(t, "wild figures", s)
	assert.Contains(t, wordsOf(s), "not known")
	assert.Contains(t, wordsOf(s), "What customers expect is not written down yet.")
}

func TestAWrappedCurveKeepsAllStations(t *testing.T) {
	b := example(t, "telecom-hall")
	plain, wrapped := view.Curve(b, view.Options{}), view.Curve(b, view.Options{Wrap: 5})
	assert.Equal(t, ids(plain), ids(wrapped))
	assert.Less(t, wrapped.Width, plain.Width/2)
	sound(t, "wrapped", wrapped)
}
