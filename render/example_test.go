package render_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render"
)

func ExampleRender() {
	b, err := blueprint.Read(strings.NewReader("title: Vending machine\nsteps:\n  - customer: Put a coin in\n  - customer: Take the drink\n"), "drink.yaml")
	if err != nil {
		panic(err)
	}
	var picture bytes.Buffer
	if err := render.Render(&picture, b, render.Options{Theme: "dark"}); err != nil {
		panic(err)
	}
	fmt.Println(strings.Contains(picture.String(), `data-id="put-a-coin-in" data-lane="customer" data-kind="customer" data-step="1"`))
	// Output: true
}
