package labels

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render/wording"
)

// figures are words of another package.
type figures struct {
	Waits string    // with the number
	Kinds [2]string `keys:"mean,spread"`
	More  struct{ Note string }
}

var figureWords = Group{Name: "figures", For: func(language string) any {
	if strings.HasPrefix(language, "zh") {
		return figures{"%d 次等待", [2]string{"均值", "离差"}, struct{ Note string }{"说明"}}
	}
	return figures{"%d waits", [2]string{"mean", "spread"}, struct{ Note string }{"note"}}
}}

var phraseWords = Group{Name: "phrases", For: func(language string) any {
	if strings.HasPrefix(language, "zh") {
		return map[string]string{"no waits": "没有等待", "%d of %d": "%d/%d"}
	}
	return map[string]string{"no waits": "no waits", "%d of %d": "%d of %d"}
}}

func TestOtherPackagesAddGroupsOfWords(t *testing.T) {
	file := `{"language": "de", "figures": {"waits": "%d Wartezeiten", "kinds": {"mean": "Mittel"}}, "phrases": {"no waits": "kein Warten"}}`
	f, err := Read(strings.NewReader(file), "de.json", figureWords, phraseWords)
	require.NoError(t, err)
	got := Of[figures](f, figureWords)
	assert.Equal(t, figures{"%d Wartezeiten", [2]string{"Mittel", "spread"}, struct{ Note string }{"note"}}, got)
	assert.Equal(t, map[string]string{"no waits": "kein Warten", "%d of %d": "%d of %d"}, Of[map[string]string](f, phraseWords))
	for _, path := range []string{"figures.kinds.spread", "figures.more.note", "phrases.%d of %d", "evidence"} {
		assert.Contains(t, f.Missing, path)
	}
	assert.NotContains(t, f.Missing, "figures.waits")

	_, err = Read(strings.NewReader(`{"language": "de", "figures": {"wait": "x", "waits": "viele"}, "phrases": {"%d of %d": "%d"}}`), "de.json", figureWords, phraseWords)
	assert.ErrorContains(t, err, `unknown key "wait"; did you mean "waits"?`)
	assert.ErrorContains(t, err, `figures.waits has the places none instead of %[1]d`)
	assert.ErrorContains(t, err, `phrases.%d of %d has the places %[1]d instead of %[1]d %[2]d`)
	_, err = Read(strings.NewReader(`{"language": "de", "figures": "x"}`), "de.json", figureWords)
	assert.ErrorContains(t, err, "figures has to be an object")
	_, err = Read(strings.NewReader(`{"language": "de", "figures": {}}`), "de.json")
	assert.ErrorContains(t, err, `unknown key "figures"`)

	without, err := Read(strings.NewReader(`{"language": "zh"}`), "zh.json")
	require.NoError(t, err)
	assert.Equal(t, "均值", Of[figures](without, figureWords).Kinds[0], "a file that was read without the group has its built-in words")
}

func TestGroupsAreWrittenAsTheyAreRead(t *testing.T) {
	for _, language := range []string{"en", "zh"} {
		var out bytes.Buffer
		require.NoError(t, Write(&out, wording.For(language), figureWords, phraseWords))
		f, err := Read(&out, "all.json", figureWords, phraseWords)
		require.NoError(t, err)
		assert.Empty(t, f.Missing)
		assert.Equal(t, figureWords.For(language), Of[figures](f, figureWords))
		assert.Equal(t, phraseWords.For(language), Of[map[string]string](f, phraseWords))
	}
}

// What was written by earlier versions is read: they had fewer words, and called
// the first kinds of prevention by the names of the lanes.
func TestFilesWrittenBeforeAreRead(t *testing.T) {
	f, err := Read(strings.NewReader(`{"language": "de", "failures": {"kinds": {"customer": "Aufgabe", "frontstage": "Umgang", "tangibles": "Dinge"}}}`), "de.json")
	require.NoError(t, err)
	assert.Equal(t, [6]string{"Aufgabe", "Umgang", "Dinge", "preparation", "encounter", "resolution"}, f.Words.Failures.Kinds)
	assert.Contains(t, f.Missing, "failures.kinds.preparation")
	before, err := Load("testdata/before.json")
	require.NoError(t, err)
	assert.Equal(t, wording.For("en").Cycle, before.Words.Cycle)
	assert.NotContains(t, before.Missing, "cycle.name")
	assert.Contains(t, before.Missing, "text.phase")
	assert.Contains(t, before.Missing, "page.search")
}

func TestPlacesWithNames(t *testing.T) {
	_, err := Read(strings.NewReader(`{"language": "de", "page": {"found": "gefunden", "stop": "{all}: {n}"}}`), "de.json")
	assert.ErrorContains(t, err, "page.found has the places none instead of {n}")
	assert.NotContains(t, err.Error(), "stop")
}
