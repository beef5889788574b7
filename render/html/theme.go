package html

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

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
	css.WriteString(":root,:root .moments{" + variables(scene.Light()) + "}\n")
	for _, system := range []struct {
		query string
		theme scene.Theme
	}{{"(prefers-color-scheme:dark)", scene.Dark()}, {"(prefers-contrast:more)", scene.HighContrast()}} {
		css.WriteString("@media " + system.query + "{:root:not([data-theme]),:root:not([data-theme]) .moments{" + variables(system.theme) + "}}\n")
	}
	choices := []choice{{"", w.System, len(first.Colors) == 0}}
	for _, t := range themes {
		name := word(t.Name)
		on := `:root[data-theme="` + name + `"]`
		css.WriteString(on + "," + on + " .moments{" + variables(t) + faces(fonts, t) + "}\n")
		choices = append(choices, choice{name, w.theme(t.Name), len(first.Colors) > 0 && t.Name == first.Name})
	}
	css.WriteString("@media print{:root:root,:root:root .moments.moments{" + variables(scene.Print()) + "}}\n")
	return css.String(), choices
}

func variables(t scene.Theme) string {
	var out strings.Builder
	out.WriteString("color-scheme:" + scheme(t) + ";")
	for _, p := range scene.Paints() {
		out.WriteString("--moments-" + word(string(p)) + ":" + color(t, p) + ";")
	}
	return out.String()
}

// faces asks for the faces of a theme, where it has some, behind those that
// were measured.
func faces(fonts []string, t scene.Theme) string {
	if len(t.Fonts) == 0 {
		return ""
	}
	return "font-family:" + svg.Families(slices.Concat(fonts, t.Fonts)...) + ";"
}

// color is a colour that is safe in a style sheet: a theme may come from
// somewhere else.
func color(t scene.Theme, p scene.Paint) string {
	if c := t.Color(p); regexp.MustCompile(`^#[0-9a-fA-F]{3,8}$`).MatchString(c) {
		return c
	}
	return scene.Light().Color(p)
}

// scheme says whether a browser should draw its own parts light or dark.
func scheme(t scene.Theme) string {
	if scene.Contrast(color(t, scene.Background), "#ffffff") > scene.Contrast(color(t, scene.Background), "#000000") {
		return "dark"
	}
	return "light"
}

// word leaves of a name what may stand in a style sheet unquoted.
func word(name string) string {
	out := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, name)
	if out == "" || out == "-" {
		return "own" + strconv.Itoa(len(name))
	}
	return out
}

// chosen is the name that the root element carries for a theme, empty where the
// page follows the system.
func chosen(t scene.Theme) string {
	if len(t.Colors) == 0 {
		return ""
	}
	return word(t.Name)
}
