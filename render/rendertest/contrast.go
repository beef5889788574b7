package rendertest

import (
	"fmt"

	"github.com/servicemoments/moments/render/scene"
)

// Contrasts lists the words that stand out too little from what lies under them
// in a theme: those with a contrast below least.
func Contrasts(s *scene.Scene, theme scene.Theme, least float64) []string {
	type ground struct {
		item  scene.Item
		paint scene.Paint
	}
	grounds := []ground{{scene.Rect{W: s.Width, H: s.Height}, scene.Background}}
	var found []string
	s.Walk(func(g scene.Group) {
		for _, item := range g.Items {
			t, ok := item.(scene.Text)
			if !ok {
				if p := filled(item); p != scene.None {
					grounds = append(grounds, ground{item, p})
				}
				continue
			}
			at := ruler{}.text(t)
			middle := scene.Point{X: at.X + at.W/2, Y: at.Y + at.H/2}
			for i := len(grounds) - 1; i >= 0; i-- {
				if !holds(grounds[i].item, middle) {
					continue
				}
				if c := scene.Contrast(theme.Color(t.Paint), theme.Color(grounds[i].paint)); c < least {
					found = append(found, fmt.Sprintf("%q in %s: %s on %s has %.2f", t.Line, nameOf(g), t.Paint, grounds[i].paint, c))
				}
				break
			}
		}
	})
	return found
}

func filled(item scene.Item) scene.Paint {
	switch it := item.(type) {
	case scene.Rect:
		return it.Fill
	case scene.Circle:
		return it.Fill
	case scene.Polygon:
		return it.Fill
	}
	return scene.None
}
