// Package png draws a scene as a PNG picture, with no browser: the same look as
// the SVG, its words set in the Go fonts and, for what those lack, in fonts of
// the system or in ones that are named.
package png

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strconv"

	"github.com/servicemoments/moments/render/internal/font"
	"github.com/servicemoments/moments/render/internal/outline"
	"github.com/servicemoments/moments/render/scene"
)

// MaxPixels is how large a picture may be. Drawing one takes four bytes of
// memory for each.
const MaxPixels = 100_000_000

// maxSide is how long a side may be, in pixels.
const maxSide = 1_000_000

// defaultScale suits screens with a high resolution.
const defaultScale = 2

// Options say how a scene is drawn. The zero value is a good choice.
type Options struct {
	Theme         scene.Theme // zero is [scene.Light]
	Scale         float64     // pixels per px of the scene; 0 is 2
	Fonts         []string    // font files that go before those of the theme, the built-in and the system's
	NoSystemFonts bool        // use none of the fonts that are installed
	Strict        bool        // fail with a [MissingError] instead of drawing a box for a character
}

// Report is what there is to know about a picture that was drawn.
type Report struct {
	Width, Height int      // in pixels
	Missing       []rune   // characters that no font has; each is drawn as a box with its number
	Lacking       []string // fonts of the theme, if none of them is installed
}

// Warning says in words what is wrong with the picture and how to mend it; ""
// if nothing is.
func (r Report) Warning() string {
	return font.Warning(r.Missing, r.Lacking)
}

// MissingError says which characters no font has, and how to mend it.
type MissingError = font.MissingError

// Write draws s and writes it as PNG. The same scene, options and fonts give
// the same bytes. It fails when the picture would have more than [MaxPixels],
// when a font that was named cannot be read, and with the first error of w; it
// has written nothing unless it is the latter.
func Write(w io.Writer, s *scene.Scene, o Options) (Report, error) {
	if s == nil {
		s = &scene.Scene{}
	}
	if len(o.Theme.Colors) == 0 {
		o.Theme.Colors = scene.Light().Colors
	}
	if o.Scale == 0 {
		o.Scale = defaultScale
	}
	size, err := sizeOf(s, o.Scale)
	if err != nil {
		return Report{}, err
	}
	book, err := font.Open(font.Options{Files: o.Fonts, Families: o.Theme.Fonts, NoSystem: o.NoSystemFonts})
	if err != nil {
		return Report{}, fmt.Errorf("png: %w", err)
	}
	p := &painter{canvas: newCanvas(size), theme: o.Theme, scale: o.Scale, book: book, lang: s.Lang}
	p.canvas.clear(p.color(scene.Background))
	s.Walk(p.group)
	report := Report{Width: size.X, Height: size.Y, Missing: book.Missing(), Lacking: book.Lacking()}
	if o.Strict && len(report.Missing) > 0 {
		return report, fmt.Errorf("png: %w", &MissingError{Runes: report.Missing})
	}
	out := bufio.NewWriter(w)
	if err := png.Encode(out, p.canvas.image); err != nil {
		return report, err
	}
	return report, out.Flush()
}

// sizeOf is how many pixels the picture has. A scene without extent has one.
func sizeOf(s *scene.Scene, scale float64) (image.Point, error) {
	if !(scale > 0) || math.IsInf(scale, 0) {
		return image.Point{}, fmt.Errorf("png: the scale is a number above 0, not %v", scale)
	}
	if bad(s.Width) || bad(s.Height) {
		return image.Point{}, errors.New("png: the scene has no size")
	}
	width, height := max(math.Ceil(s.Width*scale), 1), max(math.Ceil(s.Height*scale), 1)
	if width*height > MaxPixels || width > maxSide || height > maxSide {
		fits := min(math.Sqrt(MaxPixels/(max(s.Width, 1)*max(s.Height, 1))), maxSide/max(s.Width, 1), maxSide/max(s.Height, 1))
		return image.Point{}, fmt.Errorf("png: at scale %v the picture has %.0f x %.0f pixels (%.0f megapixels), more than the %d that a PNG may have: scale %s fits",
			scale, width, height, width*height/1e6, MaxPixels/1_000_000, roundDown(fits))
	}
	return image.Pt(int(width), int(height)), nil
}

func bad(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// roundDown writes a scale with two digits, so that what it says still fits.
func roundDown(v float64) string {
	unit := math.Pow(10, math.Floor(math.Log10(v))-1)
	return strconv.FormatFloat(math.Floor(v*0.9999/unit)*unit, 'g', 2, 64)
}

// painter draws the items of a scene.
type painter struct {
	canvas *canvas
	theme  scene.Theme
	scale  float64
	book   *font.Book
	lang   string
}

func (p *painter) group(g scene.Group) {
	for _, item := range g.Items {
		if t, ok := item.(scene.Text); ok {
			p.text(t)
			continue
		}
		o, style, ok := outline.Of(item)
		if !ok {
			continue
		}
		p.shape(o, style)
	}
}

func (p *painter) shape(o outline.Outline, style scene.Style) {
	if style.Fill == scene.None && (style.Stroke == scene.None || !(style.Width > 0)) {
		return
	}
	lines := flatten(o, p.scale)
	if style.Fill != scene.None {
		p.canvas.fill(contours(lines), p.color(style.Fill))
	}
	if style.Stroke == scene.None || !(style.Width > 0) {
		return
	}
	if style.Dash[0] > 0 && style.Dash[1] > 0 {
		lines = dashed(lines, style.Dash[0]*p.scale, style.Dash[1]*p.scale)
	}
	// Dashes are apart, and so is the inside of a line from its outside: each
	// contour goes once round what it encloses.
	p.canvas.fill(stroked(lines, style.Width*p.scale/2), p.color(style.Stroke))
}

func (p *painter) text(t scene.Text) {
	if bad(t.X) || bad(t.Y) || bad(t.Size) {
		return
	}
	set := p.book.Set(t, p.lang)
	var words []contour
	for _, g := range set.Glyphs {
		x, y := set.X+g.X*set.Stretch, t.Y+g.Y
		glyph := g.Face.Outline(g.ID).Map(func(q scene.Point) scene.Point {
			return scene.Point{X: x + q.X*t.Size*set.Stretch, Y: y - q.Y*t.Size}
		})
		words = append(words, contours(flatten(glyph, p.scale))...)
	}
	p.canvas.fill(words, p.color(t.Paint))
}

func (p *painter) color(paint scene.Paint) color.RGBA {
	r, g, b := outline.RGB(p.theme.Color(paint))
	return color.RGBA{R: r, G: g, B: b, A: 0xff}
}
