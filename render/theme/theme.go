// Package theme reads theme files: the colours and fonts of a house in place of
// the built-in ones.
//
//	{
//	  "name": "blue-house",
//	  "base": "light",
//	  "fonts": ["Inter", "sans-serif"],
//	  "colours": {"customer": "#0b3d78", "customer-band": "#eef4fb"}
//	}
//
// What a file leaves out, its base gives. Every pair of words and ground that
// pictures use is held to the contrast of WCAG 2.2 ([Pairs]).
package theme

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/jsontext"
	"github.com/servicemoments/moments/render/scene"
)

// Rule is the name of all that is said of theme files.
const Rule = "theme-file"

const (
	mostFonts = 8
	mostName  = 40 // characters
	mostDoc   = 200
)

// Load reads a theme file. See [Read].
func Load(path string) (scene.Theme, error) {
	f, err := os.Open(path)
	if err != nil {
		return scene.Theme{}, err
	}
	defer func() { _ = f.Close() }()
	return Read(f, path)
}

// Read reads a theme; name is what the file is called in messages, and what the
// theme is called that has no name of its own. The theme gives every paint a
// colour as #rrggbb.
//
// All that is wrong comes back as one [blueprint.Diagnostics] with places: JSON
// that cannot be read, unknown keys and paints, colours that are not #rgb or
// #rrggbb, names that no font has, and every pair of [Pairs] with too little
// contrast.
func Read(r io.Reader, name string) (scene.Theme, error) {
	f, err := jsontext.Read(r, name, Rule)
	if err != nil {
		return scene.Theme{}, err
	}
	t := reader{File: f, base: scene.Light(), places: map[scene.Paint]jsontext.Value{}}
	t.theme.Name = ownName(name)
	f.Each(f.Root, Keys(), t.key)
	t.paint()
	if err := f.Err(); err != nil {
		return scene.Theme{}, err
	}
	return t.theme, nil
}

// Keys lists the keys of a theme file.
func Keys() []string { return []string{"$schema", "name", "doc", "base", "fonts", "colours"} }

// ownName makes the name of a theme of that of its file.
func ownName(file string) string {
	base := filepath.Base(filepath.ToSlash(file))
	var name strings.Builder
	for _, r := range blueprint.Slug(strings.TrimSuffix(base, filepath.Ext(base))) {
		if r < 0x80 && name.Len() < mostName {
			name.WriteRune(r)
		}
	}
	if s := strings.Trim(name.String(), "-"); nameOK(s) && !slices.Contains(builtIn(), s) {
		return s
	}
	return "own"
}

// nameOK says whether a name may become part of a class name.
func nameOK(name string) bool {
	for i, r := range name {
		if small := r >= 'a' && r <= 'z'; !small && (i == 0 || r != '-' && (r < '0' || r > '9')) {
			return false
		}
	}
	return name != "" && len(name) <= mostName
}

func builtIn() []string {
	var names []string
	for _, t := range scene.Themes() {
		names = append(names, t.Name)
	}
	return names
}

// reader gathers a theme.
type reader struct {
	*jsontext.File
	theme  scene.Theme
	base   scene.Theme
	own    []scene.Color
	places map[scene.Paint]jsontext.Value // of the colours that the file gives
}

func (t *reader) key(m jsontext.Member) {
	switch m.Name {
	case "$schema": // for editors
		t.String(m.Value, m.Name)
	case "name":
		t.name(m.Value)
	case "doc":
		if s, ok := t.String(m.Value, m.Name); ok {
			t.theme.Doc = s
			if len([]rune(s)) > mostDoc {
				t.Say(m.Value, fmt.Sprintf("doc is longer than %d characters", mostDoc), "say it in a few words")
			}
		}
	case "base":
		if s, ok := t.Word(m.Value, "built-in theme", builtIn()); ok {
			t.base, _ = scene.ThemeNamed(s)
		}
	case "fonts":
		t.fonts(m.Value)
	case "colours":
		t.colours(m.Value)
	}
}

func (t *reader) name(v jsontext.Value) {
	s, ok := t.String(v, "name")
	switch {
	case !ok:
	case slices.Contains(builtIn(), s):
		t.Say(v, fmt.Sprintf("%q is the name of a built-in theme", s), `give it a name of its own; "base" says which one it goes out from`)
	case !nameOK(s):
		t.Say(v, fmt.Sprintf("%s cannot be the name of a theme", jsontext.Quoted(s)), fmt.Sprintf("up to %d small letters, digits and hyphens, a letter first", mostName))
	default:
		t.theme.Name = s
	}
}

func (t *reader) fonts(v jsontext.Value) {
	if v.List == nil {
		t.Say(v, "fonts has to be a list", `expected ["Inter", "sans-serif"]`)
		return
	}
	if len(v.List) > mostFonts {
		t.Say(v, fmt.Sprintf("there are %d fonts, more than %d", len(v.List), mostFonts), "name the most wanted ones")
		return
	}
	for _, x := range v.List {
		s, ok := t.String(x, "a font")
		switch {
		case !ok:
		case !scene.FontName(s):
			t.Say(x, fmt.Sprintf("%s cannot be the name of a font", jsontext.Quoted(s)), "up to 64 letters, digits, blanks, hyphens, underscores and dots, a letter first")
		case !slices.Contains(t.theme.Fonts, s):
			t.theme.Fonts = append(t.theme.Fonts, s)
		}
	}
}

func (t *reader) colours(v jsontext.Value) {
	if !v.Object {
		t.Say(v, "colours has to be an object", `expected {"customer": "#0b3d78"}`)
		return
	}
	var known []string
	for _, p := range scene.Paints() {
		known = append(known, string(p))
	}
	t.Each(v, known, func(m jsontext.Member) {
		s, ok := t.String(m.Value, m.Name)
		if !ok {
			return
		}
		hex, ok := colour(s)
		if !ok {
			t.Say(m.Value, fmt.Sprintf("%s is no colour", jsontext.Quoted(s)), `expected "#rgb" or "#rrggbb", such as "#0b3d78"`)
			return
		}
		p := scene.Paint(m.Name)
		t.own = append(t.own, scene.Color{Paint: p, Hex: hex})
		t.places[p] = m.Value
	})
}

// colour brings #rgb and #rrggbb to #rrggbb in small letters.
func colour(s string) (string, bool) {
	if len(s) != 4 && len(s) != 7 || s[0] != '#' {
		return "", false
	}
	s = strings.ToLower(s)
	out := []byte{'#'}
	for _, c := range []byte(s[1:]) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return "", false
		}
		out = append(out, c)
		if len(s) == 4 {
			out = append(out, c)
		}
	}
	return string(out), true
}

// paint gives every paint its colour, and says which words could not be read.
func (t *reader) paint() {
	own := scene.Theme{Colors: append(t.own, t.base.Colors...)}
	for _, p := range scene.Paints() {
		t.theme.Colors = append(t.theme.Colors, scene.Color{Paint: p, Hex: own.Color(p)})
	}
	for _, w := range Weak(t.theme) {
		at, ok := t.places[w.Words]
		if !ok {
			at = t.places[w.Ground]
		}
		t.Say(at, w.String(), "make one of them darker or lighter")
	}
}
