package speak

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// speaking are the packages whose phrases reach a reader.
var speaking = []string{
	"blueprint/figures", "blueprint/measure", "blueprint/simulate", "blueprint/coverage", "blueprint/coverage/conformance",
	"render/book", "render/chart", "internal/cli", "internal/coverreport",
}

func TestEveryPhraseIsKnownInChinese(t *testing.T) {
	s := readSource(t, speaking...)
	assert.Greater(t, len(s.found), 400, "the phrases are found")
	assert.Empty(t, s.unseen, "every phrase can be followed to its words")
	for _, phrase := range slices.Sorted(maps.Keys(s.found)) {
		if _, ok := chinese[phrase]; !ok && phrase != "%s" {
			assert.Fail(t, "not in Chinese", "%s: %q", s.found[phrase], phrase)
		}
	}
}

func TestWordsOfTheVocabularyAreKnownInChinese(t *testing.T) {
	knows := func(word string) { assert.Contains(t, chinese, word) }
	for _, d := range touchpoint.Drivers() {
		knows(string(d))
	}
	for _, d := range touchpoint.Dimensions() {
		knows(string(d))
	}
	for _, l := range touchpoint.Levels() {
		knows(string(l))
	}
	for _, seconds := range []float64{-1, 0, 61, 3661, 90061} {
		for _, t := range phrasesOf(figures.Duration(seconds)) {
			knows(t)
		}
	}
}

// phrasesOf lists the phrases of a text and of the texts in it.
func phrasesOf(t figures.Text) []string {
	out := []string{t.Phrase}
	for _, a := range t.Args {
		if inner, ok := a.(figures.Text); ok {
			out = append(out, phrasesOf(inner)...)
		}
	}
	return out
}

var place = regexp.MustCompile(`%(?:\[(\d+)\])?([-+#0]*[0-9.]*[a-z])`)

// places lists the verbs of a phrase by the values that they take.
func places(phrase string) map[int]string {
	out, next := map[int]string{}, 1
	for _, m := range place.FindAllStringSubmatch(regexp.MustCompile(`%%`).ReplaceAllString(phrase, ""), -1) {
		if m[1] != "" {
			next = int(m[1][0] - '0')
		}
		out[next] = m[2]
		next++
	}
	return out
}

func TestTranslationsHaveThePlacesOfTheirPhrases(t *testing.T) {
	for phrase, said := range chinese {
		assert.Equal(t, places(phrase), places(said), phrase)
		assert.NotContains(t, said, "  ", phrase)
	}
}

func TestEachPhraseIsTranslatedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, list := range chineseLists() {
		for phrase := range list {
			assert.False(t, seen[phrase], phrase)
			seen[phrase] = true
		}
	}
}
