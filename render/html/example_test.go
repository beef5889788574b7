package html_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/html"
)

// A page that shows a blueprint, to send on as one file.
func ExampleWrite() {
	build := blueprint.New("Corner shoeshine")
	build.Phase("Shine").Step().On("customer", "Sit down").On("frontstage", "Brush shoes")
	b, err := build.Blueprint()
	if err != nil {
		fmt.Println(err)
		return
	}
	var page bytes.Buffer
	if err := html.Write(&page, b, html.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(page.String(), "<title>Corner shoeshine</title>"))
	// Output: true
}
