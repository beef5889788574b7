package desk

import (
	"regexp"
	"slices"
	"strings"

	"github.com/servicemoments/moments/render/scene"
)

// themeSheet is the style sheet with the colours of all themes, for the page and
// its pictures alike. The pictures carry none of their own: a page of the desk
// allows no styles but those of its files.
func themeSheet(themes []scene.Theme) string {
	var css strings.Builder
	css.WriteString(":root{" + variables(scene.Light()) + "}\n")
	css.WriteString("@media (prefers-color-scheme:dark){:root:not([data-theme]){" + variables(scene.Dark()) + "}}\n")
	css.WriteString("@media (prefers-contrast:more){:root:not([data-theme]){" + variables(scene.HighContrast()) + "}}\n")
	for _, t := range themes {
		css.WriteString(`:root[data-theme="` + word(t.Name) + `"]{` + variables(t) + "}\n")
	}
	for _, p := range scene.Paints() {
		name := word(string(p))
		css.WriteString(".moments .f-" + name + "{fill:var(--moments-" + name + ")}.moments .s-" + name + "{stroke:var(--moments-" + name + ")}\n")
	}
	return css.String()
}

func variables(t scene.Theme) string {
	var out strings.Builder
	scheme := "light"
	if scene.Contrast(color(t, scene.Background), "#ffffff") > scene.Contrast(color(t, scene.Background), "#000000") {
		scheme = "dark"
	}
	out.WriteString("color-scheme:" + scheme + ";")
	for _, p := range scene.Paints() {
		out.WriteString("--moments-" + word(string(p)) + ":" + color(t, p) + ";")
	}
	return out.String()
}

// color is a colour that is safe in a style sheet: a theme may come from a file.
func color(t scene.Theme, p scene.Paint) string {
	if c := t.Color(p); regexp.MustCompile(`^#[0-9a-fA-F]{3,8}$`).MatchString(c) {
		return c
	}
	return scene.Light().Color(p)
}

// word leaves of a name what may stand in a style sheet unquoted.
func word(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
}

var ownStyle = regexp.MustCompile(`(?s)<style>.*?</style>\n?`)

// withoutStyle takes a picture's own style sheet out; the page's does its work.
func withoutStyle(svg string) string {
	at := ownStyle.FindStringIndex(svg)
	if at == nil {
		return svg
	}
	return svg[:at[0]] + svg[at[1]:]
}

// themeNames are the names as the page asks for them.
func themeNames(themes []scene.Theme) []string {
	var out []string
	for _, t := range themes {
		if !slices.Contains(out, t.Name) {
			out = append(out, t.Name)
		}
	}
	return out
}
