package view_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

// served is a random service in which so many touchpoints in a hundred provide
// the core or a petal.
func served(seed, share int) *blueprint.Blueprint {
	b := random(seed, blueprinttest.Shape{Steps: 1 + seed%20})
	pick := blueprinttest.Seeded(uint64(seed))
	for _, t := range b.Touchpoints() {
		if pick(100) < share {
			t.Service = touchpoint.Services()[pick(1+seed%9)]
		}
	}
	return b
}

func TestFlowersOfRandomBlueprintsAreSound(t *testing.T) {
	for seed := range atMost(600) {
		b := served(seed, 10+seed%90)
		s := view.Flower(b, view.Options{})
		sound(t, fmt.Sprintf("seed %d", seed), s)
		allServed(t, fmt.Sprintf("seed %d", seed), b, s)
		if t.Failed() {
			return
		}
	}
}

func TestPairsOfRandomFlowersAreSound(t *testing.T) {
	for seed := range atMost(200) {
		a, b := served(seed, 70), served(seed+1000, 30)
		a.ID, b.ID = "a", "b"
		s := view.FlowerPair(a, b, view.Options{})
		sound(t, fmt.Sprintf("seed %d", seed), s)
		seen := map[string]bool{}
		for _, id := range ids(s) {
			assert.False(t, seen[id], "%s stands twice", id)
			seen[id] = true
		}
		if t.Failed() {
			return
		}
	}
}

var moreNumber = regexp.MustCompile(`^\+(\d+) more$|^另有 (\d+) 项$`)

// allServed says that every touchpoint of an element is named there, or counted.
func allServed(t *testing.T, what string, b *blueprint.Blueprint, s *scene.Scene) {
	t.Helper()
	g := b.Graph()
	for _, service := range touchpoint.Services() {
		var shown []string
		counted := 0
		s.Walk(func(e scene.Group) {
			if e.Role != "" || e.Get("service") != string(service) {
				return
			}
			for _, in := range e.Inner {
				switch in.Role {
				case scene.RoleTouchpoint:
					shown = append(shown, in.ID)
				case scene.RoleLabel:
					if m := moreNumber.FindStringSubmatch(in.Items[1].(scene.Text).Line); m != nil {
						n, err := strconv.Atoi(m[1] + m[2])
						require.NoError(t, err)
						counted += n
						assert.NotEmpty(t, in.Tip, "%s: the rest is named on demand", what)
					}
				}
			}
		})
		want := idsOf(g.Of(service))
		assert.Equal(t, len(want), len(shown)+counted, "%s: %s", what, service)
		assert.Equal(t, want[:len(shown)], shown[:len(shown):len(shown)], "%s: %s", what, service)
	}
}

// petal finds a petal by its service, with its outline.
func petal(t *testing.T, s *scene.Scene, service touchpoint.Service) (scene.Group, scene.Polygon) {
	t.Helper()
	var found scene.Group
	s.Walk(func(g scene.Group) {
		if g.Get("service") == string(service) {
			found = g
		}
	})
	require.NotEmpty(t, found.Items, service)
	return found, found.Items[0].(scene.Polygon)
}

func TestPetalsStandClockwiseFromTwelve(t *testing.T) {
	s := view.Flower(&blueprint.Blueprint{Title: "x"}, view.Options{})
	middle := func(service touchpoint.Service) (x, y float64) {
		_, shape := petal(t, s, service)
		r := rendertest.Area([]scene.Item{shape})
		return r.X + r.W/2, r.Y + r.H/2
	}
	x0, y0 := middle(touchpoint.Information)
	x2, y2 := middle(touchpoint.OrderTaking)
	x4, y4 := middle(touchpoint.Safekeeping)
	x6, y6 := middle(touchpoint.Billing)
	assert.InDelta(t, x0, x4, 1, "information over safekeeping")
	assert.InDelta(t, y2, y6, 1, "order taking opposite to billing")
	assert.Greater(t, x2, x0)
	assert.Less(t, x6, x0)
	assert.Less(t, y0, y2)
	assert.Greater(t, y4, y2)
}

func TestEmptyPetalsAreDashedAndSaySo(t *testing.T) {
	b := &blueprint.Blueprint{ExpectedServices: []touchpoint.Service{touchpoint.Payment}}
	words := func(g scene.Group) string {
		var out []string
		for _, in := range g.Inner {
			for _, item := range in.Items {
				if t, ok := item.(scene.Text); ok {
					out = append(out, t.Line)
				}
			}
		}
		return strings.Join(out, " ")
	}
	s := view.Flower(b, view.Options{})
	g, shape := petal(t, s, touchpoint.Payment)
	assert.Equal(t, "nothing yet", words(g))
	assert.Positive(t, shape.Dash[0])
	assert.Equal(t, scene.None, shape.Fill)
	g, _ = petal(t, s, touchpoint.Hospitality)
	assert.Equal(t, "not offered", words(g), "the service does not mean to have it")
}

func TestFacilitatingAndEnhancingDifferNotByColourAlone(t *testing.T) {
	b := &blueprint.Blueprint{Phases: []blueprint.Phase{{Steps: []blueprint.Step{{Cells: []blueprint.Cell{{Lane: "customer", Stacks: [][]*touchpoint.Touchpoint{
		{{Title: "Pay", Service: touchpoint.Payment}}, {{Title: "Park", Service: touchpoint.Safekeeping}},
	}}}}}}}}
	b.Complete()
	s := view.Flower(b, view.Options{})
	glyph := func(service touchpoint.Service) int {
		g, _ := petal(t, s, service)
		return len(g.Items[1].(scene.Polygon).Points)
	}
	assert.NotEqual(t, glyph(touchpoint.Payment), glyph(touchpoint.Safekeeping))
	paying, _ := petal(t, s, touchpoint.Payment)
	parking, _ := petal(t, s, touchpoint.Safekeeping)
	assert.Equal(t, "payment, facilitating service", paying.Name)
	assert.Equal(t, "safekeeping, enhancing service", parking.Name)
}

func TestTwoServicesStandSideBySide(t *testing.T) {
	hotel, motel := example(t, "luxury-hotel"), example(t, "budget-motel")
	s := view.Flower(hotel, view.Options{Beside: motel})
	sound(t, "hotel beside motel", s)
	assert.Equal(t, "A night in a grand hotel · A night in a motel", s.Title)
	assert.Len(t, s.Find(scene.RoleTitle), 2)
	assert.Contains(t, ids(s), "sleep")
	assert.Contains(t, ids(s), "budget-motel/sleep")
	assert.Greater(t, s.Width, 2*s.Height*0.8)
}

func example(t testing.TB, name string) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Load("../../examples/" + name + "/blueprint.yaml")
	require.NoError(t, err)
	return b
}
