package desk

import (
	"regexp"
	"slices"
	"strings"

	"github.com/servicemoments/moments/internal/page"
	"github.com/servicemoments/moments/render/scene"
)

// themeSheet is the style sheet with the colours of all themes, for the page and
// its pictures alike. The pictures carry none of their own: a page of the desk
// allows no styles but those of its files.
func themeSheet(themes []scene.Theme) string {
	var css strings.Builder
	css.WriteString(":root{" + page.Variables(scene.Light()) + "}\n")
	css.WriteString("@media (prefers-color-scheme:dark){:root:not([data-theme]){" + page.Variables(scene.Dark()) + "}}\n")
	css.WriteString("@media (prefers-contrast:more){:root:not([data-theme]){" + page.Variables(scene.HighContrast()) + "}}\n")
	for _, t := range themes {
		css.WriteString(`:root[data-theme="` + word(t.Name) + `"]{` + page.Variables(t) + "}\n")
	}
	for _, p := range scene.Paints() {
		name := word(string(p))
		css.WriteString(".moments .f-" + name + "{fill:var(--moments-" + name + ")}.moments .s-" + name + "{stroke:var(--moments-" + name + ")}\n")
	}
	return css.String()
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
