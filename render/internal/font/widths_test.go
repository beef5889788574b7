package font

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
)

func written(t *testing.T, name string, ttf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, ttf, 0o644))
	return path
}

func TestCharactersAreAsWideAsInTheNamedFont(t *testing.T) {
	w, err := Measure([]string{written(t, "mono.ttf", gomono.TTF)}, "en")
	require.NoError(t, err)
	for _, c := range []string{"i", "W", "é", "e\u0301", " "} {
		advance, ok := w.Advance(c, 400)
		assert.True(t, ok, c)
		assert.Equal(t, 601, advance, c) // 1229 of 2048 units
	}
	strong, _ := w.Advance("i", 600)
	assert.Equal(t, 661, strong, "there may be a bold cut of the family")
	medium, _ := w.Advance("i", 500)
	assert.Equal(t, 619, medium)
	_, ok := w.Advance("办", 400)
	assert.False(t, ok, "the font has no Chinese, and what is installed has no part in it")
	_, ok = w.Advance("\U0001F642", 400)
	assert.False(t, ok)
	assert.Equal(t, []string{"Go Mono"}, w.Families())
}

func TestABoldFontNeedsNoReserve(t *testing.T) {
	w, err := Measure([]string{written(t, "bold.ttf", gobold.TTF)}, "en")
	require.NoError(t, err)
	plain, _ := w.Advance("m", 400)
	strong, _ := w.Advance("m", 700)
	assert.Equal(t, plain, strong)
	assert.Equal(t, 890, strong)
}

func TestTheNextFontIsForWhatTheFirstLacks(t *testing.T) {
	need(t, cjk[0])
	w, err := Measure([]string{written(t, "regular.ttf", goregular.TTF), cjk[0]}, "zh")
	require.NoError(t, err)
	advance, ok := w.Advance("办", 700)
	assert.True(t, ok)
	assert.Equal(t, 1000, advance, "full-width characters are one em in every cut")
	latin, _ := w.Advance("m", 400)
	assert.Equal(t, 834, latin, "of the first font")
	assert.Equal(t, []string{"Go", "Noto Sans CJK SC"}, w.Families())
	w, err = Measure([]string{cjk[0]}, "ja")
	require.NoError(t, err)
	assert.Equal(t, []string{"Noto Sans CJK JP"}, w.Families())
}

func TestMeasuringNeedsFontsThatCanBeRead(t *testing.T) {
	_, err := Measure([]string{filepath.Join(t.TempDir(), "none.ttf")}, "en")
	assert.ErrorContains(t, err, "none.ttf: no such file")
}

func TestInstalledFamilies(t *testing.T) {
	b := book(t, Options{Families: []string{"No Such Face", "sans-serif"}})
	assert.Equal(t, []string{"No Such Face"}, b.Lacking())
	assert.Empty(t, book(t, Options{Families: []string{"No Such Face"}, NoSystem: true}).Lacking(), "installed fonts were not asked for")
	assert.Empty(t, book(t, Options{Families: []string{"sans-serif", "system-ui"}}).Lacking())

	b = book(t, Options{Families: []string{"No Such Face", "Go Mono"}})
	b.listed = true // as if these were all that is installed
	for _, name := range []string{"Go-Mono.ttf", "GoRegular.ttf"} {
		ttf := map[string][]byte{"Go-Mono.ttf": gomono.TTF, "GoRegular.ttf": goregular.TTF}[name]
		b.system = append(b.system, newFile(written(t, name, ttf)))
	}
	assert.Empty(t, b.Lacking())
	assert.Equal(t, "GoMono", b.face(want{r: 'a'}).Name)
	assert.Equal(t, "GoMono", b.face(want{r: 'a', class: bold}).Name)
}

func FuzzWidthsOfABrokenFont(f *testing.F) {
	f.Add(goregular.TTF[:4096], "a")
	f.Add(gomono.TTF[:len(gomono.TTF)/2], "é")
	f.Add(gomono.TTF, "ﷺ")
	f.Fuzz(func(t *testing.T, ttf []byte, cluster string) {
		w, err := Measure([]string{written(t, "font.ttf", ttf)}, "en")
		if err != nil {
			return
		}
		for _, weight := range []int{400, 500, 700} {
			advance, ok := w.Advance(cluster, weight)
			again, _ := w.Advance(cluster, weight)
			assert.Equal(t, advance, again)
			assert.GreaterOrEqual(t, advance, 0, ok)
		}
		w.Families()
	})
}
