package scene_test

import (
	"fmt"

	"github.com/servicemoments/moments/render/scene"
)

func ExampleContrast() {
	for _, theme := range scene.Themes() {
		fmt.Printf("%s: %.1f\n", theme.Name, scene.Contrast(theme.Color(scene.Ink), theme.Color(scene.Background)))
	}
	// Output:
	// light: 15.7
	// dark: 16.0
	// high-contrast: 21.0
	// print: 21.0
}
