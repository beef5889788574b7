package png_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	stdpng "image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/scenetest"
	"github.com/servicemoments/moments/render/png"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

func draw(t testing.TB, s *scene.Scene, o png.Options) image.Image {
	t.Helper()
	var b bytes.Buffer
	_, err := png.Write(&b, s, o)
	require.NoError(t, err)
	img, err := stdpng.Decode(&b)
	require.NoError(t, err)
	return img
}

func example(t testing.TB, name string) *scene.Scene {
	t.Helper()
	b, problems := blueprint.Load(filepath.Join("..", "..", "examples", name, "blueprint.yaml"))
	require.NotNil(t, b, "%v", problems)
	return view.Blueprint(b, view.Options{})
}

// at is the colour of a pixel as #rrggbb.
func at(img image.Image, x, y float64) string {
	c := color.RGBAModel.Convert(img.At(int(x), int(y))).(color.RGBA)
	const digits = "0123456789abcdef"
	hex := []byte{'#'}
	for _, v := range []uint8{c.R, c.G, c.B} {
		hex = append(hex, digits[v>>4], digits[v&15])
	}
	return string(hex)
}

// inked counts the pixels in an area that are not of the colour.
func inked(img image.Image, area scene.Rect, ground string) int {
	n := 0
	for y := math.Floor(area.Y); y < area.Y+area.H; y++ {
		for x := math.Floor(area.X); x < area.X+area.W; x++ {
			if at(img, x, y) != ground {
				n++
			}
		}
	}
	return n
}

func TestBoxesAndBordersHaveTheirColours(t *testing.T) {
	s := example(t, "corner-shoeshine")
	for _, theme := range scene.Themes() {
		img := draw(t, s, png.Options{Theme: theme, NoSystemFonts: true})
		assert.Equal(t, image.Pt(int(math.Ceil(2*s.Width)), int(math.Ceil(2*s.Height))), img.Bounds().Size(), "two pixels for one px")
		assert.Equal(t, theme.Color(scene.Background), at(img, 2, 2))
		for _, g := range s.Find(scene.RoleTouchpoint) {
			r := g.Items[0].(scene.Rect)
			if r.Dash[0] > 0 {
				continue
			}
			assert.Equal(t, theme.Color(r.Stroke), at(img, 2*(r.X+20), 2*r.Y), "%s: upper border of %s", theme.Name, g.ID)
			assert.Equal(t, theme.Color(scene.Box), at(img, 2*(r.X+14), 2*(r.Y+14)), "%s: ground of %s", theme.Name, g.ID)
		}
	}
}

func TestWordsStandInTheirBox(t *testing.T) {
	s := example(t, "corner-shoeshine")
	img := draw(t, s, png.Options{Scale: 1, NoSystemFonts: true})
	for _, g := range s.Find(scene.RoleTouchpoint) {
		r := g.Items[0].(scene.Rect)
		assert.Greater(t, inked(img, scene.Rect{X: r.X + 12, Y: r.Y + 12, W: r.W - 24, H: r.H - 24}, "#ffffff"), 60, g.ID)
		assert.Zero(t, inked(img, scene.Rect{X: r.X + 3, Y: r.Y + 14, W: 5, H: 18}, "#ffffff"), "%s: air beside the words", g.ID)
	}
}

func TestNothingIsDrawnBesideAShape(t *testing.T) {
	s := &scene.Scene{Width: 60, Height: 60, Groups: []scene.Group{{Items: []scene.Item{
		scene.Rect{X: 20, Y: 20, W: 20, H: 20, Radius: 4, Style: scene.Style{Fill: scene.Box, Stroke: scene.Fail, Width: 2}},
	}}}}
	img := draw(t, s, png.Options{Scale: 1})
	fail := scene.Light().Color(scene.Fail)
	assert.Equal(t, fail, at(img, 30, 19))
	assert.Equal(t, fail, at(img, 30, 20))
	assert.Equal(t, "#ffffff", at(img, 30, 21))
	assert.Equal(t, "#ffffff", at(img, 19, 19), "the corner is round")
	for _, outside := range []scene.Rect{{W: 60, H: 19}, {Y: 41, W: 60, H: 19}, {W: 19, H: 60}, {X: 41, W: 19, H: 60}} {
		assert.Zero(t, inked(img, outside, "#ffffff"))
	}
}

func TestDashesLeaveGaps(t *testing.T) {
	s := &scene.Scene{Width: 100, Height: 20, Groups: []scene.Group{{Items: []scene.Item{
		scene.Path{Points: []scene.Point{{X: 0, Y: 10}, {X: 100, Y: 10}}, Style: scene.Style{Stroke: scene.Ink, Width: 2, Dash: [2]float64{6, 4}}},
	}}}}
	img := draw(t, s, png.Options{Scale: 1})
	ink := scene.Light().Color(scene.Ink)
	for x := 0.0; x < 100; x++ {
		want := ink
		if int(x)%10 >= 6 {
			want = "#ffffff"
		}
		assert.Equal(t, want, at(img, x, 10), x)
	}
}

func TestALineTooWideIsSqueezed(t *testing.T) {
	s := &scene.Scene{Width: 200, Height: 40, Groups: []scene.Group{{Items: []scene.Item{
		scene.Text{X: 100, Y: 25, Anchor: scene.Middle, Size: 20, Max: 80, Paint: scene.Ink, Line: "WWWWWWWWWW"},
	}}}}
	img := draw(t, s, png.Options{Scale: 1})
	assert.Greater(t, inked(img, scene.Rect{X: 60, W: 80, H: 40}, "#ffffff"), 200)
	assert.Zero(t, inked(img, scene.Rect{W: 59, H: 40}, "#ffffff"))
	assert.Zero(t, inked(img, scene.Rect{X: 141, W: 59, H: 40}, "#ffffff"))
}

func TestTheSameSceneIsTheSameBytes(t *testing.T) {
	s := example(t, "telecom-hall-zh")
	var a, b bytes.Buffer
	_, err := png.Write(&a, s, png.Options{Scale: 0.25})
	require.NoError(t, err)
	_, err = png.Write(&b, s, png.Options{Scale: 0.25})
	require.NoError(t, err)
	assert.True(t, bytes.Equal(a.Bytes(), b.Bytes()))
}

func TestMissingCharactersAreReportedAndDrawn(t *testing.T) {
	s := &scene.Scene{Width: 60, Height: 20, Groups: []scene.Group{{Items: []scene.Item{
		scene.Text{X: 5, Y: 15, Size: 13, Paint: scene.Ink, Line: "办理 a"},
	}}}}
	var b bytes.Buffer
	report, err := png.Write(&b, s, png.Options{NoSystemFonts: true})
	require.NoError(t, err)
	assert.Equal(t, []rune("办理"), report.Missing)
	assert.Contains(t, report.Warning(), "办 (U+529E)")
	assert.Contains(t, report.Warning(), "fonts-noto-cjk")
	img, err := stdpng.Decode(&b)
	require.NoError(t, err)
	assert.Greater(t, inked(img, scene.Rect{X: 10, W: 40, H: 40}, "#ffffff"), 100)

	_, err = png.Write(io.Discard, s, png.Options{NoSystemFonts: true, Strict: true})
	var missing *png.MissingError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, []rune("办理"), missing.Runes)
	assert.Empty(t, png.Report{}.Warning())
}

func TestAPictureTooLargeSaysWhichScaleFits(t *testing.T) {
	s := &scene.Scene{Width: 20_000, Height: 3_000}
	_, err := png.Write(io.Discard, s, png.Options{Scale: 2})
	require.Error(t, err)
	assert.Equal(t, "png: at scale 2 the picture has 40000 x 6000 pixels (240 megapixels), more than the 100 that a PNG may have: scale 1.2 fits", err.Error())
	for _, s := range []*scene.Scene{{Width: 1e300, Height: 1e300}, {Width: 5e6, Height: 1}, {Width: math.Inf(1), Height: 1}, {Width: math.NaN(), Height: 1}} {
		_, err := png.Write(io.Discard, s, png.Options{})
		assert.Error(t, err)
	}
	for _, scale := range []float64{-1, math.NaN(), math.Inf(1)} {
		_, err := png.Write(io.Discard, s, png.Options{Scale: scale})
		assert.ErrorContains(t, err, "scale")
	}
}

func TestAFontThatIsNoneIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.ttf")
	require.NoError(t, os.WriteFile(path, []byte("no font"), 0o600))
	_, err := png.Write(io.Discard, nil, png.Options{Fonts: []string{path}})
	assert.ErrorContains(t, err, path)
	_, err = png.Write(io.Discard, nil, png.Options{Fonts: []string{path + "x"}})
	assert.ErrorContains(t, err, "no such file")
}

func TestAnEmptySceneIsAPicture(t *testing.T) {
	assert.Equal(t, image.Pt(1, 1), draw(t, nil, png.Options{}).Bounds().Size())
	assert.Equal(t, image.Pt(1, 1), draw(t, &scene.Scene{Width: -5}, png.Options{}).Bounds().Size())
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	_, err := png.Write(failing{}, &scene.Scene{Width: 10, Height: 10}, png.Options{})
	assert.ErrorContains(t, err, "the disk is full")
}

func TestNoSceneMakesItPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenetest.Random(t)
		_, err := png.Write(io.Discard, s, png.Options{Scale: rapid.SampledFrom([]float64{0.3, 1, 2.7}).Draw(t, "scale"), NoSystemFonts: true})
		if err != nil {
			assert.True(t, strings.HasPrefix(err.Error(), "png: "), err)
		}
	})
}

func BenchmarkEnglish(b *testing.B) { benchmark(b, "luxury-hotel") }
func BenchmarkChinese(b *testing.B) { benchmark(b, "telecom-hall-zh") }

func benchmark(b *testing.B, name string) {
	s := example(b, name)
	for b.Loop() {
		_, err := png.Write(io.Discard, s, png.Options{})
		require.NoError(b, err)
	}
}
