package theme_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/rendertest"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/theme"
	"github.com/servicemoments/moments/render/view"
)

var update = flag.Bool("update", false, "rewrite golden files")

func read(text string) (scene.Theme, error) {
	return theme.Read(strings.NewReader(text), "house.json")
}

func TestAThemeTakesFromItsBaseWhatItLeavesOut(t *testing.T) {
	got, err := read(`{"base": "dark", "name": "night", "fonts": ["Source Sans 3", "思源黑体"], "colours": {"customer": "#8CF"}}`)
	require.NoError(t, err)
	assert.Equal(t, "night", got.Name)
	assert.Equal(t, []string{"Source Sans 3", "思源黑体"}, got.Fonts)
	assert.Equal(t, "#88ccff", got.Color(scene.Customer))
	for _, p := range scene.Paints() {
		if p != scene.Customer {
			assert.Equal(t, scene.Dark().Color(p), got.Color(p), p)
		}
	}
	empty, err := read(`{}`)
	require.NoError(t, err)
	assert.Equal(t, "house", empty.Name)
	assert.Equal(t, scene.Light().Colors, empty.Colors)
}

func TestAThemeWithoutANameIsCalledAsItsFile(t *testing.T) {
	for file, want := range map[string]string{"/tmp/Blue House.json": "blue-house", "light.json": "own", "主题.json": "own", "": "own", "9.json": "own"} {
		got, err := theme.Read(strings.NewReader("{}"), file)
		require.NoError(t, err)
		assert.Equal(t, want, got.Name, file)
	}
}

func TestPictureIsSetInTheFontsOfTheTheme(t *testing.T) {
	got, err := read(`{"fonts": ["Brand Sans", "sans-serif"], "colours": {"ink": "#102030"}}`)
	require.NoError(t, err)
	var out strings.Builder
	require.NoError(t, svg.Write(&out, &scene.Scene{}, svg.Options{Theme: got}))
	assert.Contains(t, out.String(), `font-family="&#39;Brand Sans&#39;, sans-serif, Inter`)
	got.Fonts = []string{`x';}</style><script>`, "url(x)"} // not from a file
	out.Reset()
	require.NoError(t, svg.Write(&out, &scene.Scene{}, svg.Options{Theme: got}))
	assert.Contains(t, out.String(), `font-family="Inter`)
}

// What is wrong in theme files, as it is told.
func TestWhatIsWrongIsToldWithItsPlace(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			_, err := theme.Load(file)
			require.Error(t, err)
			golden := strings.TrimSuffix(file, ".json") + ".golden"
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(filepath.ToSlash(err.Error())+"\n"), 0o644))
			}
			want, readErr := os.ReadFile(golden)
			require.NoError(t, readErr)
			assert.Equal(t, string(want), filepath.ToSlash(err.Error())+"\n")
		})
	}
}

func TestExactlyThePairsThatFailAreListed(t *testing.T) {
	_, err := read(`{"colours": {"customer": "#777777"}}`)
	found := blueprint.Diagnostics(nil)
	require.ErrorAs(t, err, &found)
	var said []string
	for _, d := range found {
		said = append(said, d.Message)
		assert.Equal(t, 1, d.Range.Start.Line)
		assert.Equal(t, 26, d.Range.Start.Column)
	}
	assert.Equal(t, []string{
		"customer (#777777) on background (#ffffff) has a contrast of 4.47:1, at least 4.5:1 is needed",
		"customer (#777777) on box (#ffffff) has a contrast of 4.47:1, at least 4.5:1 is needed",
		"customer (#777777) on customer-band (#eaf2fc) has a contrast of 3.96:1, at least 4.5:1 is needed",
	}, said)
}

func TestBuiltInThemesHaveEveryContrast(t *testing.T) {
	for _, th := range scene.Themes() {
		assert.Empty(t, theme.Weak(th), th.Name)
	}
}

// Whatever words a picture sets on whatever ground: the pair is looked at when a
// theme is read.
func TestEveryPairInAPictureIsLookedAt(t *testing.T) {
	known := theme.Pairs()
	pair := regexp.MustCompile(`: ([a-z-]+) on ([a-z-]+) has [0-9.]+$`)
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		b, err := blueprint.Load(file)
		require.NoError(t, err)
		for _, v := range view.Views() {
			s, err := v.Draw(b, view.Options{})
			if err != nil {
				continue // the picture needs something that is not there
			}
			for _, said := range rendertest.Contrasts(s, scene.Light(), 22) { // more than there can be
				m := pair.FindStringSubmatch(said)
				require.NotNil(t, m, said)
				assert.True(t, slices.ContainsFunc(known, func(p theme.Pair) bool {
					return string(p.Words) == m[1] && string(p.Ground) == m[2] && p.Least >= 4.5
				}), "theme.Pairs lacks %s on %s: %s of %s: %s", m[1], m[2], v.Name, file, said)
			}
		}
	}
}

func TestSchemaIsTheOneInTheDocs(t *testing.T) {
	golden := filepath.FromSlash("../../docs/schema/theme.schema.json")
	if *update {
		require.NoError(t, os.WriteFile(golden, theme.Schema(), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(theme.Schema()))
}

// The schema takes and refuses what the reader does, contrasts apart.
func TestSchemaAndReaderAgree(t *testing.T) {
	c := jsonschema.NewCompiler()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(theme.Schema())))
	require.NoError(t, err)
	require.NoError(t, c.AddResource(theme.SchemaID, doc))
	schema, err := c.Compile(theme.SchemaID)
	require.NoError(t, err)
	for text, good := range map[string]bool{
		`{}`: true, `{"$schema": "x", "name": "a", "doc": "d", "base": "print", "fonts": ["Inter"], "colours": {"ink": "#000"}}`: true,
		`{"fonts": ["3"]}`: false, `{"fonts": ["a "]}`: false, `{"fonts": ["é b_c.d-e"]}`: true, `{"fonts": "Inter"}`: false,
		`{"name": "light"}`: false, `{"name": "A"}`: false, `{"base": "pink"}`: false, `{"colors": {}}`: false,
		`{"colours": {"ink": "#0000"}}`: false, `{"colours": {"inks": "#000"}}`: false, `{"colours": []}`: false, `[]`: false,
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err)
		assert.Equal(t, good, schema.Validate(value) == nil, text)
		_, err = read(text)
		assert.Equal(t, good, err == nil, "%s: %v", text, err)
	}
}

// FuzzTheme: whatever a file holds, it is refused with a place, or gives a theme
// that is safe in a style sheet and can be read.
func FuzzTheme(f *testing.F) {
	for _, seed := range []string{
		`{}`, ``, `[`, `{"colours":{"ink":"#fff"}}`, `{"fonts":["a'b"]}`, "\xef\xbb\xbf{}", "{\"name\":\"\xff\"}", `{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}`,
		`{"colours":{"ink":"#12345g"}}`, `{"name":"x","name":"y"}`, `{"fonts":[1,null,true,{},[]]}`, `{"base":null}`, `{} {}`,
	} {
		f.Add(seed)
	}
	hex := regexp.MustCompile(`^#[0-9a-f]{6}$`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := read(text)
		if err != nil {
			if found := blueprint.Diagnostics(nil); errors.As(err, &found) {
				for _, d := range found {
					assert.Positive(t, d.Range.Start.Line)
					assert.LessOrEqual(t, d.Range.Start.Offset, len(text))
				}
			}
			return
		}
		assert.Regexp(t, `^[a-z][a-z0-9-]*$`, got.Name)
		assert.Empty(t, theme.Weak(got))
		for _, c := range got.Colors {
			assert.Regexp(t, hex, c.Hex)
		}
		for _, name := range got.Fonts {
			assert.True(t, scene.FontName(name))
		}
	})
}
