package cli

import (
	"bytes"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/internal/layouthelper"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/theme"
)

// chosen is the theme that was asked for; none has no name.
func (s *sheets) chosen(a *app) (scene.Theme, error) {
	if isThemeFile(s.theme) {
		t, err := theme.Load(s.theme)
		return t, a.fileError(s.theme, err)
	}
	for _, t := range render.Themes() {
		if t.Name == s.theme {
			return t, nil
		}
	}
	return scene.Theme{}, nil
}

// picture paints layers over the blueprint, if a picture was asked for.
func (s *sheets) picture(b *blueprint.Blueprint, layers []layer.Layer, chosen scene.Theme) ([]byte, error) {
	if s.paint == "" {
		return nil, nil
	}
	painted, err := s.painted(layers)
	if err != nil {
		return nil, err
	}
	o := render.Options{View: s.view, Format: s.picturesAs}
	o.Language, o.Layers = s.language, painted
	if s.own != nil {
		o.Labels = &s.own.Words
	}
	o.Layouter = layouthelper.Client{Limit: layouthelper.UsualLimit}
	if chosen.Name != "" {
		o.Own = &chosen
	}
	var out bytes.Buffer
	err = render.Render(&out, b, o)
	return out.Bytes(), err
}

func (s *sheets) painted(layers []layer.Layer) ([]layer.Layer, error) {
	if len(layers) == 0 {
		return nil, fmt.Errorf("nothing was computed that could be painted into %s; the figures say what the blueprint does not", s.paint)
	}
	if len(s.layers) == 0 {
		return layers[:1], nil
	}
	all := names(layers, func(l layer.Layer) string { return l.ID })
	var chosen []layer.Layer
	for _, id := range s.layers {
		if err := known("layer", id, all); err != nil {
			return nil, err
		}
		for _, l := range layers {
			if l.ID == id {
				chosen = append(chosen, l)
			}
		}
	}
	return chosen, nil
}
