package html

import (
	"slices"
	"strings"

	kit "github.com/servicemoments/moments/internal/page"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
)

// themed writes every theme as a set of variables for the page and its
// pictures, and lists what can be chosen. The variables are set on the pictures
// as well, which carry some of their own. Nothing chosen follows the reader's
// system. Fonts are the faces that all themes ask for first.
func themed(first scene.Theme, fonts []string, w words) (string, []choice) {
	themes := scene.Themes()
	if len(first.Colors) > 0 {
		if i := slices.IndexFunc(themes, func(t scene.Theme) bool { return t.Name == first.Name }); i >= 0 {
			themes[i] = first
		} else {
			themes = append(themes, first)
		}
	}
	var css strings.Builder
	if len(fonts) > 0 {
		css.WriteString(":root:root{font-family:" + svg.Families(fonts...) + "}\n")
	}
	css.WriteString(":root,:root .moments{" + kit.Variables(scene.Light()) + "}\n")
	for _, system := range []struct {
		query string
		theme scene.Theme
	}{{"(prefers-color-scheme:dark)", scene.Dark()}, {"(prefers-contrast:more)", scene.HighContrast()}} {
		css.WriteString("@media " + system.query + "{:root:not([data-theme]),:root:not([data-theme]) .moments{" + kit.Variables(system.theme) + "}}\n")
	}
	choices := []choice{{"", w.System, len(first.Colors) == 0}}
	for _, t := range themes {
		name := kit.Word(t.Name)
		on := `:root[data-theme="` + name + `"]`
		css.WriteString(on + "," + on + " .moments{" + kit.Variables(t) + faces(fonts, t) + "}\n")
		choices = append(choices, choice{name, w.theme(t.Name), len(first.Colors) > 0 && t.Name == first.Name})
	}
	css.WriteString("@media print{:root:root,:root:root .moments.moments{" + kit.Variables(scene.Print()) + "}}\n")
	return css.String(), choices
}

// faces asks for the faces of a theme, where it has some, behind those that
// were measured.
func faces(fonts []string, t scene.Theme) string {
	if len(t.Fonts) == 0 {
		return ""
	}
	return "font-family:" + svg.Families(slices.Concat(fonts, t.Fonts)...) + ";"
}

// chosen is the name that the root element carries for a theme, empty where the
// page follows the system.
func chosen(t scene.Theme) string {
	if len(t.Colors) == 0 {
		return ""
	}
	return kit.Word(t.Name)
}
