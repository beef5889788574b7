package render

import (
	"cmp"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/font"
	"github.com/servicemoments/moments/render/scene"
)

// measured has the words of pictures measured in the fonts that are named.
func (o Options) measured(b *blueprint.Blueprint, f Format) (Options, error) {
	if len(o.Fonts) == 0 || !f.Fonts {
		return o, nil
	}
	widths, err := font.Measure(o.Fonts, cmp.Or(o.Language, b.Language))
	if err != nil {
		return o, fmt.Errorf("render: %w", err)
	}
	o.Measurer = widths
	for _, name := range widths.Families() {
		if !scene.FontName(name) {
			o.warn(fmt.Sprintf("the font family %q has a name that no style sheet takes: whoever shows the picture sets it in other fonts", name), nil)
			continue
		}
		o.families = append(o.families, name)
	}
	return o, nil
}

// CheckFonts says what is wrong with font files, of each that cannot be read or
// drawn. Render says the same; whoever draws many pictures asks first.
func CheckFonts(files []string) error {
	if len(files) == 0 {
		return nil
	}
	_, err := font.Open(font.Options{Files: files, NoSystem: true})
	return err
}
