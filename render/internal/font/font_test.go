package font

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/servicemoments/moments/render/scene"
)

// cjk are fonts with Chinese as Debian installs them: PostScript outlines in a
// collection, TrueType in a collection, and TrueType by itself.
var cjk = []string{
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
	"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
}

func need(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); err == nil {
		return
	}
	if os.Getenv("CI") == "true" && path == cjk[0] {
		t.Fatalf("%s is missing: apt install fonts-noto-cjk", path)
	}
	t.Skipf("%s is not installed", path)
}

func book(t *testing.T, o Options) *Book {
	t.Helper()
	b, err := Open(o)
	require.NoError(t, err)
	return b
}

func TestLatinNeedsNoSystemFont(t *testing.T) {
	b := book(t, Options{})
	line := b.Set(scene.Text{Size: 13, Weight: 500, Line: "Wait for the “number” – 5 €, naïve, Ωμέγα, Привет…"}, "en")
	for _, g := range line.Glyphs {
		assert.Equal(t, "GoMedium", g.Face.Name)
		assert.True(t, g.Text == " " || len(g.Face.Outline(g.ID)) > 0, "%q is drawn", g.Text)
	}
	assert.Empty(t, b.Missing())
	assert.False(t, b.listed, "nobody looked for fonts")
}

func TestWeightsHaveTheirOwnFace(t *testing.T) {
	b := book(t, Options{NoSystem: true})
	for weight, name := range map[int]string{0: "GoRegular", 400: "GoRegular", 500: "GoMedium", 600: "GoBold", 700: "GoBold"} {
		line := b.Set(scene.Text{Size: 10, Weight: weight, Line: "a"}, "")
		assert.Equal(t, name, line.Glyphs[0].Face.Name, weight)
	}
}

func TestALineStandsAtItsAnchorAndFitsItsRoom(t *testing.T) {
	b := book(t, Options{NoSystem: true})
	free := b.Set(scene.Text{X: 100, Size: 10, Line: "Have a look"}, "")
	assert.Equal(t, 1.0, free.Stretch)
	assert.Equal(t, 100.0, free.X)
	assert.InDelta(t, 49.5, free.Width, 5)
	middle := b.Set(scene.Text{X: 100, Size: 10, Anchor: scene.Middle, Line: "Have a look"}, "")
	assert.InDelta(t, 100-free.Width/2, middle.X, 1e-9)
	end := b.Set(scene.Text{X: 100, Size: 10, Anchor: scene.End, Max: 30, Line: "Have a look"}, "")
	assert.InDelta(t, 70, end.X, 1e-9)
	assert.InDelta(t, 30, end.Width, 1e-9)
	assert.InDelta(t, 30/free.Width, end.Stretch, 1e-9)
	spaced := b.Set(scene.Text{Size: 10, Spacing: 2, Line: "Have a look"}, "")
	assert.InDelta(t, free.Width+22, spaced.Width, 1e-9)
	assert.Empty(t, b.Set(scene.Text{Size: 10}, "").Glyphs)
}

func TestAMissingCharacterIsReportedAndSeen(t *testing.T) {
	b := book(t, Options{NoSystem: true})
	line := b.Set(scene.Text{Size: 10, Line: "a办理🙂办"}, "zh")
	assert.Equal(t, []rune("办理🙂"), b.Missing())
	require.Len(t, line.Glyphs, 5)
	for _, g := range line.Glyphs[1:] {
		assert.Equal(t, "CodeBoxes", g.Face.Name)
		assert.Greater(t, len(g.Face.Outline(g.ID)), 30, "a box with digits")
	}
	assert.Equal(t, "办", line.Glyphs[1].Text, "what is copied is still the character")
}

func TestWhatNoFontCouldHaveIsNotReported(t *testing.T) {
	b := book(t, Options{NoSystem: true})
	b.Set(scene.Text{Size: 10, Line: "a\x01b\xffc\u200d\ufe0f\u00ad"}, "")
	assert.Empty(t, b.Missing())
}

func TestTheErrorSaysHowToMendIt(t *testing.T) {
	err := &MissingError{Runes: []rune("办理业务柜台🙂")}
	assert.Equal(t, "no font has 办 (U+529E), 理 (U+7406), 业 (U+4E1A), 务 (U+52A1), 柜 (U+67DC) and 2 more: "+
		"install one that does (on Debian and Ubuntu: apt install fonts-noto-cjk fonts-symbola) or name a font file (--font FILE)", err.Error())
	assert.Contains(t, (&MissingError{Runes: []rune{'ก'}}).Error(), "fonts-noto-core")
}

func TestChineseIsSetInTheNamedFont(t *testing.T) {
	for _, path := range cjk {
		t.Run(filepath.Base(path), func(t *testing.T) {
			need(t, path)
			b := book(t, Options{Files: []string{path}, NoSystem: true})
			line := b.Set(scene.Text{Size: 10, Line: "办理业务，好吗？"}, "zh")
			assert.Empty(t, b.Missing())
			for _, g := range line.Glyphs {
				assert.NotContains(t, g.Face.Name, "Go")
				assert.NotEmpty(t, g.Face.Outline(g.ID))
			}
			assert.InDelta(t, 10, line.Glyphs[0].Advance, 0.3)
		})
	}
}

func TestARegionHasItsOwnShapes(t *testing.T) {
	need(t, cjk[0])
	b := book(t, Options{Files: cjk[:1], NoSystem: true})
	for lang, name := range map[string]string{
		"zh": "NotoSansCJKSC", "": "NotoSansCJKSC", "zh-Hant": "NotoSansCJKTC", "zh-HK": "NotoSansCJKHK", "ja": "NotoSansCJKJP", "ko": "NotoSansCJKKR",
	} {
		line := b.Set(scene.Text{Size: 10, Line: "直"}, lang)
		assert.Equal(t, name, line.Glyphs[0].Face.Name, lang)
	}
	assert.Equal(t, "NotoSansCJKJP", b.Set(scene.Text{Size: 10, Line: "直す"}, "zh").Glyphs[0].Face.Name, "kana are Japanese")
}

func TestSignsAreFullWidthAmongChinese(t *testing.T) {
	need(t, cjk[0])
	b := book(t, Options{})
	among := func(line string) string {
		for _, g := range b.Set(scene.Text{Size: 10, Line: line}, "zh").Glyphs {
			if g.Text == "“" {
				return g.Face.Name
			}
		}
		return ""
	}
	assert.Equal(t, "GoRegular", among("the “number”"))
	assert.NotEqual(t, "GoRegular", among("说“好”"))
}

func TestWordsFromRightToLeftStandSo(t *testing.T) {
	if _, err := os.Stat("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"); err != nil {
		t.Skip("DejaVu Sans is not installed")
	}
	b := book(t, Options{Files: []string{"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"}, NoSystem: true})
	line := b.Set(scene.Text{Size: 10, Line: "a שלום b"}, "he")
	assert.True(t, line.Leftward)
	assert.Empty(t, b.Missing())
	var order string
	for _, g := range line.Glyphs {
		order += g.Text
	}
	assert.Equal(t, "a םולש b", order)
	assert.False(t, b.Set(scene.Text{Size: 10, Line: "ab"}, "").Leftward)
}

func TestALetterAndItsMarkShareAFace(t *testing.T) {
	b := book(t, Options{})
	line := b.Set(scene.Text{Size: 10, Line: "cafe\u0301"}, "")
	require.Len(t, line.Glyphs, 4, "the font has them as one")
	assert.Equal(t, "e\u0301", line.Glyphs[3].Text)
	assert.Equal(t, "GoRegular", line.Glyphs[3].Face.Name)
	assert.Empty(t, b.Missing())
}

func TestOpeningSaysWhatIsWrongWithAFile(t *testing.T) {
	folder := t.TempDir()
	file := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, data, 0o600))
		return path
	}
	cases := map[string]string{
		filepath.Join(folder, "none.ttf"):                                "no such file",
		folder:                                                           "this is no",
		file("text.ttf", []byte("hello")):                                "this is no TrueType or OpenType font",
		file("empty.otf", nil):                                           "this is no TrueType or OpenType font",
		file("web.woff", []byte("wOFF........")):                         "web font",
		file("short.ttf", goregular.TTF[:2000]):                          "cut off",
		file("half.ttf", goregular.TTF[:100_000]):                        "cut off",
		file("many.ttc", []byte("ttcf\x00\x01\x00\x00\xff\xff\xff\xff")): "this is no TrueType or OpenType font",
	}
	for path, want := range cases {
		_, err := Open(Options{Files: []string{path}, NoSystem: true})
		require.Error(t, err, path)
		assert.Contains(t, err.Error(), path)
		assert.Contains(t, err.Error(), want)
		var p *os.PathError
		assert.NotErrorAs(t, err, &p, "the path stands in it once")
	}
}

func TestANamedFontGoesFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mono.ttf")
	require.NoError(t, os.WriteFile(path, gomono.TTF, 0o600))
	b := book(t, Options{Files: []string{path}, NoSystem: true})
	assert.Equal(t, "GoMono", b.Set(scene.Text{Size: 10, Line: "a"}, "").Glyphs[0].Face.Name)
}

func FuzzBrokenFont(f *testing.F) {
	f.Add([]byte("OTTO"), 0, byte(0))
	f.Add([]byte(nil), 1200, byte(0xff))
	f.Add([]byte(nil), 60_000, byte(1))
	f.Fuzz(func(t *testing.T, head []byte, at int, value byte) {
		data := append([]byte(nil), goregular.TTF...)
		if at >= 0 && at < len(data) {
			data[at] = value
		}
		copy(data, head)
		path := filepath.Join(t.TempDir(), "f.ttf")
		require.NoError(t, os.WriteFile(path, data, 0o600))
		b, err := Open(Options{Files: []string{path}, NoSystem: true})
		if err != nil {
			return
		}
		for _, g := range b.Set(scene.Text{Size: 10, Line: "Fiddle ÄÖ – 办"}, "").Glyphs {
			g.Face.Outline(g.ID)
			g.Face.Advance(g.ID)
		}
	})
}
