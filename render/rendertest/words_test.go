package rendertest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
)

func group(items ...scene.Item) scene.Group { return scene.Group{Items: items} }

// legible is a picture with a word at 20 to 60, on a disc.
func legible() *scene.Scene {
	return &scene.Scene{Width: 200, Height: 100, Groups: []scene.Group{
		group(scene.Circle{X: 40, Y: 46, R: 40, Style: scene.Style{Fill: scene.Box, Stroke: scene.Ink, Width: 1}}),
		group(scene.Text{X: 20, Y: 50, Size: 13, Line: "words"}),
	}}
}

func TestWordsFindsWhatCannotBeRead(t *testing.T) {
	assert.Empty(t, rendertest.Words(legible()))
	fill, stroke := scene.Style{Fill: scene.Ink}, scene.Style{Stroke: scene.Ink, Width: 1}
	triangle := []scene.Point{{X: 30, Y: 30}, {X: 90, Y: 30}, {X: 60, Y: 80}}
	for want, add := range map[string][]scene.Group{
		"outside the picture":    {group(scene.Text{X: 190, Y: 90, Size: 13, Line: "clipped"})},
		`touches "more"`:         {group(scene.Text{X: 30, Y: 52, Size: 13, Line: "more"})},
		"is painted over":        {group(scene.Rect{X: 30, Y: 40, W: 9, H: 9, Style: fill})},
		"is painted over by ":    {group(scene.Polygon{Points: triangle, Style: fill})},
		"has a line of":          {group(scene.Path{Points: []scene.Point{{X: 0, Y: 0}, {X: 80, Y: 90}}, Style: stroke})},
		"has a line of choice":   {{Role: scene.RoleChoice, Items: []scene.Item{scene.Circle{X: 30, Y: 30, R: 20, Style: stroke}}}},
		"has a line of lane l":   {{Role: scene.RoleLane, ID: "l", Items: []scene.Item{scene.Rect{X: 30, Y: 10, W: 90, H: 80, Style: stroke}}}},
		"touches mark mark=fail": {{Role: scene.RoleMark, Data: data("mark", "fail"), Items: []scene.Item{scene.Rect{X: 30, Y: 40, W: 9, H: 9}}}},
	} {
		s := legible()
		s.Groups = append(s.Groups, add...)
		assert.Contains(t, strings.Join(rendertest.Words(s), "; "), want)
	}
	for what, add := range map[string]scene.Group{
		"a shape whose corner alone is near": group(scene.Polygon{Points: []scene.Point{{X: 70, Y: 0}, {X: 90, Y: 0}, {X: 70, Y: 90}, {X: 65, Y: 90}}, Style: fill}),
		"a disc beside it":                   group(scene.Circle{X: 90, Y: 70, R: 30, Style: fill}),
		"a line that cannot be seen":         group(scene.Path{Points: []scene.Point{{X: 0, Y: 0}, {X: 80, Y: 90}}}),
	} {
		s := legible()
		s.Groups = append(s.Groups, add)
		assert.Empty(t, rendertest.Words(s), what)
	}
}

func TestALineUnderWhatCoversItIsNotInTheWay(t *testing.T) {
	line := group(scene.Path{Points: []scene.Point{{X: 0, Y: 45}, {X: 100, Y: 45}}, Style: scene.Style{Stroke: scene.Ink, Width: 1}})
	cover := group(scene.Rect{X: 10, Y: 35, W: 80, H: 20, Style: scene.Style{Fill: scene.Box}})
	s := legible()
	s.Groups = []scene.Group{line, s.Groups[1]}
	assert.NotEmpty(t, rendertest.Words(s))
	s.Groups = []scene.Group{line, cover, s.Groups[1]}
	assert.Empty(t, rendertest.Words(s))
}

func TestAPictureWithoutLanesAndColumnsNeedsNone(t *testing.T) {
	s := sound()
	s.Groups = s.Groups[2:]
	assert.Empty(t, rendertest.Check(s))
}

func TestContrastGoesByTheShapeNotByItsCorners(t *testing.T) {
	ring := scene.Polygon{Points: []scene.Point{{X: 0, Y: 0}, {X: 100, Y: 0}, {X: 0, Y: 100}}, Style: scene.Style{Fill: scene.Ink}}
	s := &scene.Scene{Width: 100, Height: 100, Groups: []scene.Group{group(ring, scene.Text{X: 60, Y: 90, Size: 13, Paint: scene.Ink, Line: "on"})}}
	assert.Empty(t, rendertest.Contrasts(s, scene.Light(), 4.5))
	s.Groups[0].Items[1] = scene.Text{X: 10, Y: 30, Size: 13, Paint: scene.Ink, Line: "on"}
	assert.Len(t, rendertest.Contrasts(s, scene.Light(), 4.5), 1)
}

func ExampleWords() {
	s := &scene.Scene{Width: 100, Height: 40, Groups: []scene.Group{
		{Role: scene.RoleTitle, Items: []scene.Item{scene.Text{X: 10, Y: 20, Size: 13, Line: "Pay"}, scene.Text{X: 12, Y: 22, Size: 13, Line: "Go"}}},
	}}
	fmt.Println(rendertest.Words(s))
	// Output: ["Pay" in title touches "Go" in title]
}
