package html

import (
	"strings"

	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

// laid is a layer as the script knows it: to show and hide it, and to know then
// which tone a box has.
type laid struct {
	ID    string                `json:"id"`
	Title string                `json:"title"`
	Tones map[string]layer.Tone `json:"tones"` // by touchpoint
}

func (w *writer) laid() []laid {
	var out []laid
	for i := range w.layers {
		l := &w.layers[i]
		one := laid{ID: l.ID, Title: prose.Line(l.Title), Tones: map[string]layer.Tone{}}
		for id, v := range l.Index() {
			if _, ok := w.Touchpoint(id); ok && v.Tone != layer.Plain {
				one.Tones[id] = v.Tone
			}
		}
		out = append(out, one)
	}
	return out
}

// layered is what the layers say of a touchpoint.
func (w *writer) layered(t *touchpoint.Touchpoint) []group {
	var out []group
	for i := range w.layers {
		if cell := w.layerCell(i, t); len(cell) > 0 {
			g := group{Name: prose.Line(w.layers[i].Title)}
			g.add("", cell...)
			out = append(out, g)
		}
	}
	return out
}

func (w *writer) layerCell(i int, t *touchpoint.Touchpoint) []item {
	l := &w.layers[i]
	v, ok := l.Value(t.ID)
	if !ok {
		return nil
	}
	return []item{{Text: prose.Line(strings.Join(view.Said(l, v), w.Comma)), Note: prose.Line(v.Note)}}
}
