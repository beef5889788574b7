package render_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/graphviz"
	"github.com/servicemoments/moments/render/internal/font"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// fontFile writes the Go font with so many units in an em: 2048 are its own,
// fewer make every letter wider and more make it narrower.
func fontFile(t testing.TB, units uint16) string {
	t.Helper()
	ttf := bytes.Clone(goregular.TTF)
	for entry := 12; entry < 12+16*int(binary.BigEndian.Uint16(ttf[4:])); entry += 16 {
		if string(ttf[entry:entry+4]) == "head" {
			binary.BigEndian.PutUint16(ttf[binary.BigEndian.Uint32(ttf[entry+8:])+18:], units)
		}
	}
	path := filepath.Join(t.TempDir(), "go.ttf")
	require.NoError(t, os.WriteFile(path, ttf, 0o644))
	return path
}

func example(t testing.TB, name string) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Load("../examples/" + name + "/blueprint.yaml")
	require.NoError(t, err)
	return b
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	require.NoError(t, err)
	return v
}

// In whatever font the words are measured, every picture keeps what a picture
// must be: nothing overlaps, and all words fit.
func TestPicturesAreSoundInNamedFonts(t *testing.T) {
	for _, name := range []string{"telecom-hall", "telecom-hall-zh", "luxury-hotel"} {
		b := example(t, name)
		for _, units := range []uint16{1400, 2048, 3200} {
			widths, err := font.Measure([]string{fontFile(t, units)}, b.Language)
			require.NoError(t, err)
			for _, v := range render.ViewsWith(render.Options{Layouter: graphviz.Layouter{}}) {
				s, err := v.Draw(b, view.Options{Measurer: widths})
				require.NoError(t, err)
				if v.Name != "network" {
					assert.Empty(t, rendertest.CheckIn(widths, s), "%s of %s at %d units", v.Name, name, units)
				}
				assert.Empty(t, rendertest.WordsIn(widths, s), "%s of %s at %d units", v.Name, name, units)
			}
		}
	}
}

// boxes are the widths of the boxes of touchpoints, and the lines of their
// titles.
func boxes(t *testing.T, files ...string) (width float64, lines int) {
	t.Helper()
	root := parse(t, draw(t, example(t, "telecom-hall"), render.Options{Fonts: files}))
	root.walk(func(e *element) {
		if e.attr["data-role"] != "touchpoint" {
			return
		}
		for _, c := range e.children {
			switch {
			case c.name == "rect":
				width += number(t, c.attr["width"])
			case c.name == "text" && c.attr["font-size"] == "13":
				lines++
			}
		}
	})
	return width, lines
}

func TestTheFontThatIsNamedDecidesTheGeometry(t *testing.T) {
	usual, usualLines := boxes(t)
	wide, wideLines := boxes(t, fontFile(t, 1200))
	narrow, narrowLines := boxes(t, fontFile(t, 4000))
	assert.Greater(t, wide, usual, "wide letters need wide boxes")
	assert.Greater(t, wideLines, usualLines, "and break earlier")
	assert.LessOrEqual(t, narrow, usual)
	assert.Less(t, narrowLines, usualLines)
}

func TestPicturesOfAllFormatsHaveTheGeometryOfTheNamedFont(t *testing.T) {
	b, wide := example(t, "corner-shoeshine"), fontFile(t, 1200)
	o := render.Options{Fonts: []string{wide}, Scale: 1, NoSystemFonts: true}
	svg := draw(t, b, o)
	assert.Equal(t, svg, draw(t, b, o), "the same bytes twice")
	root := parse(t, svg)
	width, height := number(t, root.attr["width"]), number(t, root.attr["height"])

	o.Format = "png"
	png := draw(t, b, o)
	assert.Equal(t, png, draw(t, b, o), "the same bytes twice")
	assert.Equal(t, []uint32{uint32(width), uint32(height)}, []uint32{binary.BigEndian.Uint32([]byte(png[16:])), binary.BigEndian.Uint32([]byte(png[20:]))})

	o.Format = "pdf"
	pdf := draw(t, b, o)
	assert.Equal(t, pdf, draw(t, b, o), "the same bytes twice")
	box := regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`).FindStringSubmatch(pdf)
	require.NotNil(t, box)
	assert.InDelta(t, width*0.75, number(t, box[1]), 0.01)
	assert.InDelta(t, height*0.75, number(t, box[2]), 0.01)
	assert.NotContains(t, pdf, "GoBold", "all words are in the font that was named")

	o.Format = "html"
	page := draw(t, b, o)
	assert.Contains(t, page, `viewBox="0 0 `+root.attr["width"])
	assert.Contains(t, page, ":root:root{font-family:'Go', Inter,")
	plain := draw(t, b, render.Options{Format: "html"})
	assert.NotContains(t, plain, "'Go'")
}

// Named fonts stand in for one another in the order in which they are named, and
// a style sheet asks for them in that order.
func TestAPictureAsksForTheFontsThatWereNamed(t *testing.T) {
	b := example(t, "corner-shoeshine")
	mono := filepath.Join(t.TempDir(), "mono.ttf")
	require.NoError(t, os.WriteFile(mono, gomono.TTF, 0o644))
	theme := scene.Light()
	theme.Fonts = []string{"Own Face", "Bad'Face"}
	svg := draw(t, b, render.Options{Own: &theme, Fonts: []string{mono, fontFile(t, 2048)}})
	assert.Contains(t, svg, `font-family="&#39;Go Mono&#39;, &#39;Go&#39;, &#39;Own Face&#39;, Inter, `)
	both := draw(t, b, render.Options{Fonts: []string{fontFile(t, 2048), mono}})
	one := draw(t, b, render.Options{Fonts: []string{fontFile(t, 2048)}})
	assert.Equal(t, parse(t, one).attr["width"], parse(t, both).attr["width"], "the second is for what the first lacks")
	assert.NotEqual(t, one, draw(t, b, render.Options{}))
}

func TestABrokenFontIsAClearError(t *testing.T) {
	dir := t.TempDir()
	picture := filepath.Join(dir, "picture.ttf")
	require.NoError(t, os.WriteFile(picture, []byte("\x89PNG\r\n\x1a\n0000000000000000"), 0o644))
	for path, said := range map[string]string{
		filepath.Join(dir, "none.ttf"): "none.ttf: no such file", picture: "picture.ttf: this is no TrueType or OpenType font", dir: "this is no file",
	} {
		for _, format := range []string{"svg", "png", "pdf", "html"} {
			var out bytes.Buffer
			err := render.Render(&out, example(t, "corner-shoeshine"), render.Options{Format: format, Fonts: []string{path}})
			assert.ErrorContains(t, err, said, format)
			assert.Empty(t, out.String())
		}
	}
}

// The fonts of a theme are for all formats that know fonts; where none of them
// can be had it is said.
func TestTheFontsOfAThemeReachEveryPicture(t *testing.T) {
	b := example(t, "corner-shoeshine")
	theme := scene.Dark()
	theme.Name, theme.Fonts = "own", []string{"No Such Face At All", "sans-serif"}
	page := draw(t, b, render.Options{Format: "html", Own: &theme})
	assert.Contains(t, page, `:root[data-theme="own"] .moments{`)
	assert.Regexp(t, `:root\[data-theme="own"\] \.moments\{[^}]*font-family:'No Such Face At All', sans-serif, Inter`, page)
	for _, format := range []string{"png", "pdf"} {
		var said []string
		o := render.Options{Format: format, Scale: 0.5, Own: &theme, Warn: func(s string) { said = append(said, s) }}
		draw(t, b, o)
		require.Len(t, said, 1)
		assert.True(t, strings.HasPrefix(said[0], "no font of the theme is installed (No Such Face At All)"), said[0])
		o.Fonts = []string{fontFile(t, 2048)}
		draw(t, b, o)
		assert.Len(t, said, 1, "a named font decides")
	}
}
