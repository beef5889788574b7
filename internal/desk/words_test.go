package desk

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func wordsOf(t *testing.T, tag string) map[string]string {
	t.Helper()
	text, err := fs.ReadFile(assets, "assets/words."+tag+".json")
	require.NoError(t, err)
	var out map[string]string
	require.NoError(t, json.Unmarshal(text, &out))
	// The decoder takes the last of two equal keys without a word.
	assert.Len(t, regexp.MustCompile(`"[a-z0-9-]+":\s*"`).FindAllString(string(text), -1), len(out), "a key stands there twice")
	return out
}

// Every language says everything, with the same places for names and numbers.
func TestEveryLanguageSaysEverything(t *testing.T) {
	places := regexp.MustCompile(`\{\w+\}`)
	en := wordsOf(t, "en")
	for _, tag := range languages() {
		other := wordsOf(t, tag)
		for key, text := range en {
			want, got := places.FindAllString(text, -1), places.FindAllString(other[key], -1)
			slices.Sort(want)
			slices.Sort(got)
			assert.NotEmpty(t, other[key], "%s: %s", tag, key)
			assert.Equal(t, slices.Compact(want), slices.Compact(got), "%s: %s", tag, key)
		}
		assert.Len(t, other, len(en), tag)
	}
	for key, text := range wordsOf(t, "zh") {
		assert.True(t, regexp.MustCompile(`\p{Han}|^—$|：`).MatchString(text), "%s: %q is not Chinese", key, text)
	}
}

// What the page asks for is there, and what is there is asked for.
func TestEveryWordIsUsed(t *testing.T) {
	en := wordsOf(t, "en")
	files, err := fs.Glob(assets, "assets/*.*")
	require.NoError(t, err)
	var all strings.Builder
	for _, f := range files {
		if !strings.HasSuffix(f, ".json") && !strings.HasSuffix(f, ".css") {
			text, err := fs.ReadFile(assets, f)
			require.NoError(t, err)
			all.Write(text)
		}
	}
	page := all.String()
	for _, m := range regexp.MustCompile(`\bt\("([a-z0-9-]+)"[,)]|data-(?:t|name)="([a-z-]+)"|\.Words\.(\w+)|\["[^"]+", "(k-[a-z]+)"\]`).FindAllStringSubmatch(page, -1) {
		key := m[1] + m[2] + m[3] + m[4]
		assert.Contains(t, en, key)
	}
	// Some keys are put together: "did-" and the name of a change.
	prefixes := regexp.MustCompile(`t\("([a-z]+-)" \+`).FindAllStringSubmatch(page, -1)
	for key := range en {
		used := strings.Contains(page, `"`+key+`"`) || strings.Contains(page, ".Words."+key)
		for _, p := range prefixes {
			used = used || strings.HasPrefix(key, p[1])
		}
		used = used || strings.HasSuffix(key, "s") && slices.Contains([]string{"errors", "warnings", "hints"}, key)
		assert.True(t, used, "nothing says %s", key)
	}
}

// The page has no place where a text could become markup.
func TestTextsNeverBecomeMarkup(t *testing.T) {
	files, err := fs.Glob(assets, "assets/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		text, err := fs.ReadFile(assets, f)
		require.NoError(t, err)
		for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "http:", "https:"} {
			assert.NotContains(t, strings.ReplaceAll(string(text), "http://www.w3.org/2000/svg", ""), bad, f)
		}
	}
}

func TestTitlesAreReadFromTheBegin(t *testing.T) {
	for text, want := range map[string]string{
		"title: Plain\n": "Plain", "# first\ntitle: \"Quoted: yes\"\n": "Quoted: yes", "title: 'It'\n": "It", "\ufefftitle: Mark # remark\n": "Mark", "id: x\n": "", "steps:\n  - title: Inner\n": "", "title: \"open\n": "\"open",
		"title: 营业厅\r\n": "营业厅",
	} {
		assert.Equal(t, want, titleOf([]byte(text)), text)
	}
}

func FuzzTitleOf(f *testing.F) {
	for _, text := range []string{"title: A", "title: \"A\\", "title:", "title: '", "\ufefftitle: x # y", "a\ntitle: \xff"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		title := titleOf(text)
		assert.Contains(t, string(text), title)
		assert.NotContains(t, title, "\n")
	})
}
