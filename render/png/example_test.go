package png_test

import (
	"bytes"
	"fmt"

	"github.com/servicemoments/moments/render/png"
	"github.com/servicemoments/moments/render/scene"
)

func Example() {
	s := &scene.Scene{Width: 120, Height: 40, Groups: []scene.Group{{Items: []scene.Item{
		scene.Rect{X: 5, Y: 5, W: 110, H: 30, Radius: 6, Style: scene.Style{Fill: scene.Box, Stroke: scene.Customer, Width: 1.4}},
		scene.Text{X: 60, Y: 25, Anchor: scene.Middle, Size: 13, Weight: 500, Max: 90, Paint: scene.Ink, Line: "Sit down"},
	}}}}
	var picture bytes.Buffer
	report, err := png.Write(&picture, s, png.Options{Scale: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Width, "x", report.Height)
	// Output: 360 x 120
}
