package labels

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/render/wording"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestAPictureSpeaksTheLanguageOfAFile(t *testing.T) {
	file, err := Load("testdata/de.json")
	require.NoError(t, err)
	labels, missing := file.Words, file.Missing
	assert.Equal(t, "de", labels.Language)
	assert.Contains(t, missing, "services.core")
	assert.Contains(t, missing, "channels.web")
	assert.Contains(t, missing, "cycle.name")
	assert.NotContains(t, missing, "kinds.customer")
	assert.NotContains(t, missing, "curve.feelings")
	assert.NotContains(t, missing, "language")
	assert.Equal(t, "web", labels.ChannelName("web"), "what is missing is English")

	b, err := blueprint.Load("../../examples/corner-shoeshine/blueprint.yaml")
	require.NoError(t, err)
	s := view.Blueprint(b, view.Options{Labels: &labels})
	assert.Contains(t, s.Desc, "Kontaktpunkte, ")
	var said []string
	s.Walk(func(g scene.Group) {
		for _, item := range g.Items {
			if w, ok := item.(scene.Text); ok {
				said = append(said, w.Line)
			}
		}
	})
	all := strings.Join(said, "\n")
	for _, word := range []string{"LINIE DER SICHTBARKEIT", "Vor den Augen", "30 Sek.", "Fehlerstelle"} {
		assert.Contains(t, all, word)
	}
}

func TestWhatIsWrongInLabelsIsToldWithItsPlace(t *testing.T) {
	_, err := Load("testdata/wrong.json")
	require.Error(t, err)
	said := filepath.ToSlash(err.Error()) + "\n"
	golden := "testdata/wrong.golden"
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(said), 0o644))
	}
	want, readErr := os.ReadFile(golden)
	require.NoError(t, readErr)
	assert.Equal(t, string(want), said)

	_, err = Read(strings.NewReader(`{"evidence": "x"}`), "de.json")
	assert.ErrorContains(t, err, "de.json:1:1: error: the language is not said")
}

// Every word of every view can be said in a file: what is written is read back,
// and nothing is missing.
func TestEveryWordCanBeTranslated(t *testing.T) {
	for _, l := range []wording.Words{wording.For("en"), wording.For("zh")} {
		var out bytes.Buffer
		require.NoError(t, Write(&out, l))
		got, err := Read(&out, "all.json")
		require.NoError(t, err)
		assert.Empty(t, got.Missing)
		assert.Equal(t, l, got.Words)
	}
}

// A word from another language falls back to those built in for that language.
func TestLabelsGoOutFromTheirLanguage(t *testing.T) {
	f, err := Read(strings.NewReader(`{"language": "zh-Hant", "evidence": "有形展示 "}`), "hant.json")
	require.NoError(t, err)
	l, missing := f.Words, f.Missing
	assert.Equal(t, "有形展示 ", l.Evidence)
	assert.Equal(t, "失误点", l.Fail)
	assert.Contains(t, missing, "fail")
	assert.Equal(t, "，", l.Comma)
}

func TestReadingLabelsLeavesTheBuiltInOnesAlone(t *testing.T) {
	before := wording.For("en")
	var out bytes.Buffer
	require.NoError(t, Write(&out, before))
	shouted := strings.NewReplacer("steps:", "STEPS:", `"language": "EN"`, `"language": "en"`).Replace(out.String())
	_, err := Read(strings.NewReader(shouted), "x.json")
	require.NoError(t, err)
	assert.Equal(t, before, wording.For("en"))
}

func TestPlacesOfFormats(t *testing.T) {
	for format, want := range map[string]string{
		"plain": "", "%s": "%[1]s", "%[2]d of %[1]d": "%[1]d %[2]d", "100%% %s": "%[1]s", "met: 85%]": "", "%s %": "%[1]s %", "%d%s": "%[1]d %[2]s",
	} {
		assert.Equal(t, want, formatPlaces(format), format)
	}
}

// FuzzLabels: whatever a file holds, it is refused or gives words for every
// place that fit into their sentences.
func FuzzLabels(f *testing.F) {
	for _, seed := range []string{`{"language":"de"}`, `{"language":"de","at-most":"%s!"}`, `{"language":"de","at-most":"%d"}`, `{"language":1}`, `{"language":"de","kinds":[]}`, `{"language":"de","gaps":{"source":["a"]}}`, ``} {
		f.Add(seed)
	}
	b := &blueprint.Blueprint{Title: "x", Phases: []blueprint.Phase{{Steps: []blueprint.Step{{Evidence: []blueprint.Evidence{{Title: "e"}}}}}}}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Read(strings.NewReader(text), "x.json")
		if err != nil {
			return
		}
		l := file.Words
		assert.NotContains(t, view.Blueprint(b, view.Options{Labels: &l}).Desc, "%!")
		en := reflect.ValueOf(wording.For(l.Language))
		var check func(a, b reflect.Value)
		check = func(a, b reflect.Value) {
			switch a.Kind() {
			case reflect.Struct:
				for i := range a.NumField() {
					check(a.Field(i), b.Field(i))
				}
			case reflect.String:
				if want := formatPlaces(a.String()); want != "" {
					assert.Equal(t, want, formatPlaces(b.String()))
				}
			}
		}
		check(en, reflect.ValueOf(l))
	})
}
