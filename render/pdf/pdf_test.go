package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	stdpng "image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/scenetest"
	"github.com/servicemoments/moments/render/pdf"
	"github.com/servicemoments/moments/render/png"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

func example(t testing.TB, name string) *scene.Scene {
	t.Helper()
	return drawn(t, filepath.Join("..", "..", "examples", name, "blueprint.yaml"), view.Options{})
}

func board(t testing.TB, name string, o view.Options) *scene.Scene {
	t.Helper()
	return drawn(t, filepath.Join("..", "view", "testdata", "boards", name+".yaml"), o)
}

func drawn(t testing.TB, path string, o view.Options) *scene.Scene {
	t.Helper()
	b, problems := blueprint.Load(path)
	require.NotNil(t, b, "%v", problems)
	return view.Blueprint(b, o)
}

func write(t testing.TB, s *scene.Scene, o pdf.Options) ([]byte, pdf.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := pdf.Write(&b, s, o)
	require.NoError(t, err)
	return b.Bytes(), report
}

// missing skips a test that needs what is not installed. Where everything ought
// to be, it fails.
func missing(t *testing.T, what, mend string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing: %s", what, mend)
	}
	t.Skipf("%s is missing: %s", what, mend)
}

// tool runs a program of poppler-utils on a document.
func tool(t *testing.T, document []byte, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		missing(t, name, "apt install poppler-utils")
	}
	path := filepath.Join(t.TempDir(), "picture.pdf")
	require.NoError(t, os.WriteFile(path, document, 0o600))
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "PDF", path)
	}
	cmd := exec.Command(name, args...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	require.NoError(t, err, complaints.String())
	assert.Empty(t, complaints.String(), "%s finds nothing wrong", name)
	return out
}

// words is the text of a document without blanks and line ends.
func words(t *testing.T, document []byte) string {
	return squash(string(tool(t, document, "pdftotext", "-raw", "PDF", "-")))
}

func squash(s string) string { return strings.Join(strings.Fields(s), "") }

// lines are the words of a scene, line by line.
func lines(s *scene.Scene) []string {
	var list []string
	s.Walk(func(g scene.Group) {
		for _, item := range g.Items {
			if t, ok := item.(scene.Text); ok {
				list = append(list, t.Line)
			}
		}
	})
	return list
}

const notoCJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"

func TestWordsCanBeReadBack(t *testing.T) {
	for _, name := range []string{"corner-shoeshine", "telecom-hall-zh"} {
		t.Run(name, func(t *testing.T) {
			s := example(t, name)
			document, report := write(t, s, pdf.Options{})
			if len(report.Missing) > 0 {
				missing(t, "a font with Chinese", "apt install fonts-noto-cjk")
			}
			got := words(t, document)
			for _, l := range lines(s) {
				assert.Contains(t, got, squash(l))
			}
		})
	}
}

func TestEveryKindOfFontGoesIn(t *testing.T) {
	for kind, path := range map[string]string{
		"PostScript outlines in a collection": notoCJK,
		"TrueType in a collection":            "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
		"TrueType":                            "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
	} {
		t.Run(kind, func(t *testing.T) {
			if _, err := os.Stat(path); err != nil {
				t.Skipf("%s is not installed", path)
			}
			s := board(t, "chinese", view.Options{})
			o := pdf.Options{Fonts: []string{path}, NoSystemFonts: true}
			document, report := write(t, s, o)
			assert.Empty(t, report.Missing)
			assert.Less(t, len(document), 300_000, "only what is used is embedded")
			assert.Contains(t, words(t, document), squash(s.Title))
			fonts := string(tool(t, document, "pdffonts", "PDF"))
			assert.Regexp(t, `CID TrueType +Identity-H +yes yes yes`, fonts)
			assert.NotContains(t, fonts, " no ")
			assert.Less(t, difference(t, s, s, o), alike)
		})
	}
}

// alike is how far pixels may lie apart on average where two programs smooth
// edges in their own ways.
const alike = 1.5

func TestItLooksAsThePNGDoes(t *testing.T) {
	s, o := example(t, "corner-shoeshine"), pdf.Options{NoSystemFonts: true}
	assert.Less(t, difference(t, s, s, o), alike)
	assert.Greater(t, difference(t, s, wordless(s), o), alike, "what is missing is seen")
}

// wordless is a scene without its words.
func wordless(s *scene.Scene) *scene.Scene {
	var strip func([]scene.Group) []scene.Group
	strip = func(groups []scene.Group) []scene.Group {
		var list []scene.Group
		for _, g := range groups {
			var items []scene.Item
			for _, item := range g.Items {
				if _, ok := item.(scene.Text); !ok {
					items = append(items, item)
				}
			}
			g.Items, g.Inner = items, strip(g.Inner)
			list = append(list, g)
		}
		return list
	}
	c := *s
	c.Groups = strip(s.Groups)
	return &c
}

// difference is how far the pixels of a scene as PDF lie from those of another
// as PNG on average, of 255.
func difference(t *testing.T, s, asPNG *scene.Scene, o pdf.Options) float64 {
	t.Helper()
	var b bytes.Buffer
	_, err := png.Write(&b, asPNG, png.Options{Theme: o.Theme, Scale: 1, Fonts: o.Fonts, NoSystemFonts: o.NoSystemFonts})
	require.NoError(t, err)
	want, err := stdpng.Decode(&b)
	require.NoError(t, err)
	document, _ := write(t, s, o)
	got, err := stdpng.Decode(bytes.NewReader(tool(t, document, "pdftoppm", "-r", "96", "-png", "-singlefile", "PDF")))
	require.NoError(t, err)
	require.InDelta(t, want.Bounds().Dx(), got.Bounds().Dx(), 1)
	left, right, sum := pixels(want, want.Bounds()), pixels(got, want.Bounds()), 0
	for i := range left {
		sum += max(int(left[i]), int(right[i])) - min(int(left[i]), int(right[i]))
	}
	return float64(sum) / (0.75 * float64(len(left))) // the fourth is opacity, always full
}

// pixels are the bytes of an area of a picture, on white.
func pixels(img image.Image, area image.Rectangle) []uint8 {
	flat := image.NewRGBA(area)
	draw.Draw(flat, area, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, area, img, area.Min, draw.Over)
	return flat.Pix
}

func TestTheSameSceneIsTheSameBytes(t *testing.T) {
	s := example(t, "telecom-hall-zh")
	a, _ := write(t, s, pdf.Options{Tile: true})
	b, _ := write(t, s, pdf.Options{Tile: true})
	assert.True(t, bytes.Equal(a, b))
	assert.NotContains(t, string(a), "Date")
}

// sizes are the pages of a document as "width x height" in whole pt.
func sizes(document []byte) []string {
	var list []string
	for _, m := range regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`).FindAllSubmatch(document, -1) {
		var w, h float64
		fmt.Sscan(string(m[1]), &w)
		fmt.Sscan(string(m[2]), &h)
		list = append(list, fmt.Sprintf("%.0f x %.0f", w, h))
	}
	return list
}

func TestPagesAreAsLargeAsAskedFor(t *testing.T) {
	wide, high := &scene.Scene{Width: 2000, Height: 500}, &scene.Scene{Width: 500, Height: 2000}
	cases := []struct {
		s     *scene.Scene
		o     pdf.Options
		size  string
		scale float64
	}{
		{wide, pdf.Options{}, "1500 x 375", 1},
		{wide, pdf.Options{Scale: 2}, "3000 x 750", 2},
		{wide, pdf.Options{Page: "a4"}, "842 x 595", 0.524},
		{high, pdf.Options{Page: "A4"}, "595 x 842", 0.524},
		{wide, pdf.Options{Page: "a0"}, "3370 x 2384", 2.21},
		{high, pdf.Options{Page: "letter"}, "612 x 792", 0.491},
		{&scene.Scene{}, pdf.Options{}, "1 x 1", 1},
		{nil, pdf.Options{}, "1 x 1", 1},
	}
	for _, c := range cases {
		document, report := write(t, c.s, c.o)
		assert.Equal(t, []string{c.size}, sizes(document), "%+v", c.o)
		assert.InDelta(t, c.scale, report.Scale, 0.001)
		assert.Equal(t, 1, report.Pages)
	}
	for _, o := range []pdf.Options{{Page: "b5"}, {Scale: -1}, {Scale: math.NaN()}, {Scale: 100_000, Page: "a4"}} {
		_, err := pdf.Write(io.Discard, wide, o)
		assert.ErrorContains(t, err, "pdf: ", "%+v", o)
	}
	_, err := pdf.Write(io.Discard, wide, pdf.Options{Page: "b5"})
	assert.ErrorContains(t, err, `there is no paper "b5"; there are a4, a3, a2, a1, a0, letter`)
}

func TestSheetsRepeatTheNamesOfTheLanes(t *testing.T) {
	s := example(t, "telecom-hall-zh")
	document, report := write(t, s, pdf.Options{Page: "a4", Tile: true})
	assert.Equal(t, 4, report.Pages)
	assert.Equal(t, []string{"595 x 842", "595 x 842", "595 x 842", "595 x 842"}, sizes(document))
	if len(report.Missing) > 0 {
		missing(t, "a font with Chinese", "apt install fonts-noto-cjk")
	}
	sheets := strings.Split(string(tool(t, document, "pdftotext", "-raw", "PDF", "-")), "\f")
	require.Len(t, sheets, 5, "and nothing after the last")
	for i, sheet := range sheets[:4] {
		assert.Contains(t, sheet, fmt.Sprintf("%s %d/4", s.Title, i+1))
		for _, lane := range s.Find(scene.RoleLane) {
			for _, item := range lane.Items {
				if words, ok := item.(scene.Text); ok {
					assert.Contains(t, sheet, words.Line)
				}
			}
		}
	}
	all := squash(strings.Join(sheets, ""))
	for _, l := range lines(s) {
		assert.Contains(t, all, squash(l))
	}
}

// A picture that is cut across says on every sheet which phase and which step a
// column belongs to.
func TestSheetsBelowRepeatWhatHeadsTheirColumns(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader(`
title: Hall
phases:
  - {title: Arrive, steps: [{title: Door, customer: Enter, frontstage: Greet, backstage: Watch, support: Camera}]}
  - {title: Settle, steps: [{title: Desk, customer: Pay, frontstage: Collect, backstage: Book, support: Ledger}]}
`), "hall.yaml")
	require.NoError(t, err)
	s := view.Blueprint(b, view.Options{})
	document, report := write(t, s, pdf.Options{Page: "a4", Tile: true, Scale: 2})
	require.Greater(t, report.Pages, 1)
	sheets := strings.Split(string(tool(t, document, "pdftotext", "-raw", "PDF", "-")), "\f")
	for i, boxes := range [][]string{{"Greet", "Watch", "Camera"}, {"Collect", "Book", "Ledger"}} {
		phase, step := [...]string{"Arrive", "Settle"}[i], [...]string{"Door", "Desk"}[i]
		for _, box := range boxes {
			found := false
			for _, sheet := range sheets {
				if strings.Contains(sheet, box) {
					found = true
					assert.Contains(t, sheet, phase, box)
					assert.Contains(t, sheet, step, box)
				}
			}
			assert.True(t, found, box)
		}
	}
}

func TestNoSheetCutsABox(t *testing.T) {
	for _, name := range []string{"luxury-hotel", "telecom-hall-zh", "hot-pot-restaurant"} {
		s := example(t, name)
		for _, paper := range pdf.Papers() {
			sheets := pdf.Sheets(t, s, pdf.Options{Page: paper.Name, Tile: true})
			for _, box := range s.Find(scene.RoleTouchpoint) {
				r := box.Items[0].(scene.Rect)
				whole := false
				for _, shown := range sheets {
					whole = whole || shown.Contains(r)
				}
				assert.True(t, whole, "%s on %s: %s is whole on a sheet", name, paper.Name, box.ID)
			}
		}
	}
}

func TestAWrappedBoardIsCutBetweenItsStrips(t *testing.T) {
	s := board(t, "sixty-steps", view.Options{Wrap: 10})
	sheets := pdf.Sheets(t, s, pdf.Options{Page: "a3", Tile: true})
	assert.Len(t, sheets, 5)
	for _, lane := range s.Find(scene.RoleLane) {
		whole := 0
		for _, shown := range sheets {
			if shown.Contains(lane.Items[0].(scene.Rect)) {
				whole++
			}
		}
		assert.Equal(t, 1, whole, "each lane of each strip is on one sheet")
	}
}

func TestALongPictureIsTiledByItself(t *testing.T) {
	document, report := write(t, &scene.Scene{Width: 50_000, Height: 300}, pdf.Options{})
	assert.Equal(t, 3, report.Pages)
	assert.Equal(t, []string{"14400 x 281", "14400 x 281", "14400 x 281"}, sizes(document))
	_, err := pdf.Write(io.Discard, &scene.Scene{Width: 1e12, Height: 300}, pdf.Options{})
	assert.ErrorContains(t, err, "more than 500 pages")
	_, err = pdf.Write(io.Discard, &scene.Scene{Width: math.NaN(), Height: 300}, pdf.Options{})
	assert.ErrorContains(t, err, "no size")
}

func TestLinksLeadToHarmlessAddressesOnly(t *testing.T) {
	group := func(href string) scene.Group {
		return scene.Group{Href: href, Items: []scene.Item{scene.Rect{X: 10, Y: 10, W: 20, H: 20, Style: scene.Style{Fill: scene.Box}}}}
	}
	s := &scene.Scene{Width: 100, Height: 100}
	for _, href := range []string{"https://example.org/a(b)?q=ä", "mailto:a@example.org", "other.yaml", "javascript:alert(1)", "file:///etc/passwd", "//example.org", ""} {
		s.Groups = append(s.Groups, group(href))
	}
	document, _ := write(t, s, pdf.Options{})
	var got []string
	for _, m := range regexp.MustCompile(`/Rect \[([^\]]*)\].*/URI \((.*)\) >>`).FindAllSubmatch(document, -1) {
		assert.Equal(t, "5.25 50.25 24.75 69.75", string(m[1]))
		got = append(got, string(m[2]))
	}
	assert.Equal(t, []string{"https://example.org/a%28b%29?q=%C3%A4", "mailto:a@example.org", "other.yaml"}, got)
}

func TestMissingCharactersAreReportedAndStillWords(t *testing.T) {
	s := &scene.Scene{Width: 90, Height: 20, Groups: []scene.Group{{Items: []scene.Item{
		scene.Text{X: 5, Y: 15, Size: 13, Paint: scene.Ink, Line: "办理 a"},
	}}}}
	document, report := write(t, s, pdf.Options{NoSystemFonts: true})
	assert.Equal(t, []rune("办理"), report.Missing)
	assert.Contains(t, report.Warning(), "fonts-noto-cjk")
	assert.Equal(t, "办理a", words(t, document))
	_, err := pdf.Write(io.Discard, s, pdf.Options{NoSystemFonts: true, Strict: true})
	var missing *pdf.MissingError
	assert.ErrorAs(t, err, &missing)
}

func TestWordsThatAreHardToReadBack(t *testing.T) {
	for name, c := range map[string]struct {
		line string
		room float64
	}{
		"a letter and a mark that share a glyph": {"cafe\u0301 au lait", 0},
		"a letter and a mark of its own":         {"x\u0301 y", 0},
		"words squeezed together":                {"squeezed into a hundred px", 100},
		"words in two styles of writing":         {"说“好”——直す", 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := &scene.Scene{Width: 400, Height: 40, Groups: []scene.Group{{Items: []scene.Item{
				scene.Text{X: 5, Y: 25, Size: 18, Max: c.room, Paint: scene.Ink, Line: c.line},
			}}}}
			document, _ := write(t, s, pdf.Options{NoSystemFonts: true})
			got := strings.TrimSpace(string(tool(t, document, "pdftotext", "-raw", "PDF", "-")))
			assert.Equal(t, strings.ReplaceAll(c.line, "e\u0301", "é"), strings.ReplaceAll(got, "e\u0301", "é"))
		})
	}
}

func TestTitlesOfAnyKindAreHarmless(t *testing.T) {
	title := `<script>alert(1)</script>"&'\)(>>` + " 办理 \x00"
	s := &scene.Scene{Width: 400, Height: 40, Title: title, Desc: title, Lang: `x)>>`, Groups: []scene.Group{{Items: []scene.Item{
		scene.Text{X: 5, Y: 25, Size: 13, Paint: scene.Ink, Line: title},
	}}}}
	document, _ := write(t, s, pdf.Options{NoSystemFonts: true})
	assert.Contains(t, words(t, document), squash(`<script>alert(1)</script>"&'\)(>> 办理`))
	assert.Contains(t, string(tool(t, document, "pdfinfo", "PDF")), `<script>alert(1)</script>"&'\)(>> 办理`)
}

func TestNoSceneMakesItPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenetest.Random(t)
		o := pdf.Options{
			Page: rapid.SampledFrom([]string{"", "a4"}).Draw(t, "page"), Tile: rapid.Bool().Draw(t, "tile"),
			Scale: rapid.SampledFrom([]float64{0, 0.1, 3}).Draw(t, "scale"), NoSystemFonts: true,
		}
		if _, err := pdf.Write(io.Discard, s, o); err != nil {
			assert.True(t, strings.HasPrefix(err.Error(), "pdf: "), err)
		}
	})
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestErrorsAreReturned(t *testing.T) {
	_, err := pdf.Write(failing{}, &scene.Scene{Width: 10, Height: 10}, pdf.Options{})
	assert.ErrorContains(t, err, "the disk is full")
	_, err = pdf.Write(io.Discard, nil, pdf.Options{Fonts: []string{"none.ttf"}})
	assert.ErrorContains(t, err, "none.ttf")
}

func BenchmarkEnglish(b *testing.B) { benchmark(b, "luxury-hotel") }
func BenchmarkChinese(b *testing.B) { benchmark(b, "telecom-hall-zh") }

func benchmark(b *testing.B, name string) {
	s := example(b, name)
	for b.Loop() {
		write(b, s, pdf.Options{})
	}
}
