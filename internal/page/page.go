// Package page holds what pages with pictures share: the colours of a theme as
// variables of a style sheet, and a policy that lets a browser use what is in the
// page and nothing else.
package page

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/render/scene"
)

// Variables sets the colours of a theme, and whether it is light or dark.
func Variables(t scene.Theme) string {
	var out strings.Builder
	out.WriteString("color-scheme:" + scheme(t) + ";")
	for _, p := range scene.Paints() {
		out.WriteString("--moments-" + Word(string(p)) + ":" + color(t, p) + ";")
	}
	return out.String()
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

// Word leaves of a name what may stand in a style sheet unquoted.
func Word(name string) string {
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

// Policy allows the styles and the script that are in a page, and nothing else;
// an empty script is none.
func Policy(styles []string, script string) string {
	var allowed []string
	for _, s := range styles {
		allowed = append(allowed, hash(s))
	}
	slices.Sort(allowed)
	scripts := ""
	if script != "" {
		scripts = "script-src " + hash(script) + "; "
	}
	return "default-src 'none'; " + scripts + "style-src " + strings.Join(slices.Compact(allowed), " ") +
		"; img-src data:; base-uri 'none'; form-action 'none'"
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

var sheets = regexp.MustCompile(`(?s)<style>(.*?)</style>`)

// Styles finds the style sheets in a picture, as a browser reads them: within an
// SVG their text is decoded like any other.
func Styles(svg string) []string {
	var found []string
	for _, m := range sheets.FindAllStringSubmatch(svg, -1) {
		found = append(found, html.UnescapeString(m[1]))
	}
	return found
}
