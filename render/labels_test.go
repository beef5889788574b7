package render_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/graphviz"
	"github.com/servicemoments/moments/render/labels"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/render/wording"
)

// One file of labels is for all formats that add words.
func TestAFileOfLabelsReachesEveryFormat(t *testing.T) {
	file, err := labels.Read(strings.NewReader(`{"language": "de",
		"kinds": {"customer": "Kundschaft", "frontstage": "Vor den Augen"},
		"fail": "Fehlerstelle", "step": "schritt", "text": {"prevention": "Vorbeugung"},
		"page": {"search": "Suche"}, "facts": {"flow": "Wohin"}, "views": {"cycle": "Servicekreis"}}`), "de.json")
	require.NoError(t, err)
	b := service(t, "english")
	for format, said := range map[string][]string{
		"svg": {"Vor den Augen", "Fehlerstelle"}, "markdown": {"Vor den Augen", "Schritt", "Vorbeugung"}, "term": {"Kundschaft", "Fehlerstelle"},
		"html": {"Suche", "Wohin", "Servicekreis", "Vor den Augen", "Schritt 1"}, "dot": {"Vor den Augen"}, "mermaid": {"Vor den Augen"},
		"plantuml": {"Vor den Augen"}, "d2": {"Vor den Augen"}, "mermaid-journey": {"Kundschaft"},
	} {
		o := render.Options{Format: format}
		o.Labels = &file.Words
		got := draw(t, b, o)
		for _, word := range said {
			assert.Contains(t, got, word, format)
			assert.NotContains(t, draw(t, b, render.Options{Format: format}), word, format)
		}
	}
}

// hostileWords puts a title that would do harm into every word there is.
func hostileWords(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			hostileWords(v.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			hostileWords(v.Index(i))
		}
	case reflect.String:
		v.SetString(v.String() + hostile)
	}
}

func TestWordsOfAFileAreHarmlessInEveryFormat(t *testing.T) {
	words := wording.For("en")
	hostileWords(reflect.ValueOf(&words).Elem())
	words.Language = "en"
	b := service(t, "hostile")
	for _, f := range render.Formats() {
		for _, v := range render.Views() {
			if v.Name != "blueprint" && f.Picture == nil {
				continue
			}
			o := render.Options{View: v.Name, Format: f.Name, Scale: 0, Layouter: graphviz.Layouter{}}
			if f.Name == "png" {
				o.Scale = 0.25
			}
			o.Labels = &words
			sound(t, f.Name, draw(t, b, o), true)
		}
	}
}

// The page calls the views as their list does.
func TestViewsHaveTheirNames(t *testing.T) {
	en, zh := wording.For("en"), wording.For("zh")
	for _, v := range render.Views() {
		name, ok := en.View(v.Name)
		assert.True(t, ok, "%s has no name in render/wording", v.Name)
		assert.Equal(t, v.Title, name)
		name, _ = zh.View(v.Name)
		assert.NotEqual(t, v.Title, name)
	}
	assert.Len(t, en.Rows, len(view.Rows()))
	for _, theme := range render.Themes() {
		assert.NotEqual(t, theme.Name, zh.Theme(theme.Name))
	}
}
