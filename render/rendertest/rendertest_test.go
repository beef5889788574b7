package rendertest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
)

func data(pairs ...string) []scene.Datum {
	var out []scene.Datum
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, scene.Datum{Name: pairs[i], Value: pairs[i+1]})
	}
	return out
}

func box(id string, x float64) scene.Group {
	return scene.Group{
		Role: scene.RoleTouchpoint, ID: id, Data: data("lane", "l", "step", "1"),
		Items: []scene.Item{scene.Rect{X: x, Y: 20, W: 100, H: 40}},
	}
}

func sound() *scene.Scene {
	return &scene.Scene{Width: 400, Height: 100, Groups: []scene.Group{
		{Role: scene.RoleLane, ID: "l", Items: []scene.Item{scene.Rect{W: 400, H: 100}}},
		{Role: scene.RoleColumn, ID: "1", Items: []scene.Item{scene.Rect{W: 400, H: 100}}},
		box("a", 10), box("b", 200),
		{Role: scene.RoleWay, Data: data("from", "a", "to", "b"), Items: []scene.Item{scene.Path{Points: []scene.Point{{X: 110, Y: 40}, {X: 200, Y: 40}}}}},
	}}
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	assert.Empty(t, rendertest.Check(sound()))
	cases := map[string]func(*scene.Scene){
		"overlaps":                   func(s *scene.Scene) { s.Groups = append(s.Groups, box("c", 50)) },
		"does not stand in its lane": func(s *scene.Scene) { s.Groups[0].Items = []scene.Item{scene.Rect{W: 150, H: 100}} },
		"does not stand in its column": func(s *scene.Scene) {
			s.Groups[1].Items = []scene.Item{scene.Rect{W: 150, H: 100}}
		},
		"has 2 boxes": func(s *scene.Scene) {
			s.Groups[2].Items = append(s.Groups[2].Items, scene.Rect{X: 10, Y: 20, W: 1, H: 1})
		},
		"does not fit": func(s *scene.Scene) {
			s.Groups[2].Items = append(s.Groups[2].Items, scene.Text{X: 12, Y: 40, Size: 13, Line: strings.Repeat("wide ", 9)})
		},
		"passes through": func(s *scene.Scene) { s.Groups = append(s.Groups, box("c", 115)); s.Groups[3] = box("b", 250) },
		"neither level nor upright": func(s *scene.Scene) {
			s.Groups[4].Items = []scene.Item{scene.Path{Points: []scene.Point{{X: 110, Y: 40}, {X: 200, Y: 45}}}}
		},
		"has 0 lines": func(s *scene.Scene) { s.Groups[4].Items = nil },
		"covers touchpoint b": func(s *scene.Scene) {
			s.Groups = append(s.Groups, scene.Group{Role: scene.RoleLabel, Items: []scene.Item{scene.Rect{X: 190, Y: 30, W: 40, H: 10}}})
		},
		"covers the tip": func(s *scene.Scene) {
			s.Groups = append(s.Groups, scene.Group{Role: scene.RoleMark, Data: data("mark", "service", "of", "b"), Items: []scene.Item{scene.Rect{X: 195, Y: 35, W: 10, H: 10}}})
		},
		"outside the picture": func(s *scene.Scene) { s.Width = 250 },
	}
	for want, spoil := range cases {
		t.Run(want, func(t *testing.T) {
			s := sound()
			spoil(s)
			assert.Contains(t, strings.Join(rendertest.Check(s), "; "), want)
		})
	}
}

func TestContrastsFindsWordsThatDoNotStandOut(t *testing.T) {
	s := &scene.Scene{Width: 100, Height: 100, Groups: []scene.Group{{Role: scene.RoleLabel, Items: []scene.Item{
		scene.Rect{W: 100, H: 100, Style: scene.Style{Fill: scene.Ink}},
		scene.Text{X: 10, Y: 50, Size: 13, Paint: scene.Muted, Line: "dim"},
	}}}}
	assert.Len(t, rendertest.Contrasts(s, scene.Light(), 4.5), 1)
	s.Groups[0].Items[0] = scene.Rect{W: 100, H: 100, Style: scene.Style{Fill: scene.Box}}
	assert.Empty(t, rendertest.Contrasts(s, scene.Light(), 4.5))
}

func ExampleCheck() {
	s := &scene.Scene{Width: 100, Height: 100, Groups: []scene.Group{{Role: scene.RoleTouchpoint, ID: "pay", Data: data("lane", "l", "step", "1")}}}
	fmt.Println(rendertest.Check(s))
	// Output: [touchpoint pay has 0 boxes]
}
