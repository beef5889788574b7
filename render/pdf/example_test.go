package pdf_test

import (
	"bytes"
	"fmt"

	"github.com/servicemoments/moments/render/pdf"
	"github.com/servicemoments/moments/render/scene"
)

func Example() {
	s := &scene.Scene{Title: "Corner shoeshine", Width: 3000, Height: 400, Groups: []scene.Group{{Items: []scene.Item{
		scene.Text{X: 60, Y: 25, Size: 13, Weight: 500, Paint: scene.Ink, Line: "Sit down"},
	}}}}
	var document bytes.Buffer
	report, err := pdf.Write(&document, s, pdf.Options{Page: "a4", Tile: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Pages, "sheets")
	// Output: 3 sheets
}
