package theme_test

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/theme"
)

func ExampleRead() {
	t, err := theme.Read(strings.NewReader(`{"name": "blue-house", "colours": {"customer": "#0b3d78"}}`), "theme.json")
	fmt.Println(t.Name, t.Color(scene.Customer), err)
	_, err = theme.Read(strings.NewReader(`{"colours": {"costumer": "#0b3d78"}}`), "theme.json")
	fmt.Println(err)
	// Output:
	// blue-house #0b3d78 <nil>
	// theme.json:1:14: error: unknown key "costumer"; did you mean "customer"? (theme-file)
}
