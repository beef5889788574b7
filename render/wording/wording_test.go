package wording

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func TestDurationsReadAsPeopleSayThem(t *testing.T) {
	en, zh := For("en"), For("zh-CN")
	for d, want := range map[time.Duration]string{
		0: "0 s", 30 * time.Second: "30 s", 90 * time.Second: "1 min 30 s", 90 * time.Minute: "1 h 30 min", time.Hour + time.Second: "1 h",
		250 * time.Millisecond: "250 ms", 10 * touchpoint.Day: "10 d", 2 * touchpoint.Week: "2 w", 36 * time.Hour: "1 d 12 h",
	} {
		assert.Equal(t, want, en.Duration(d))
	}
	assert.Equal(t, "1 小时 30 分钟", zh.Duration(90*time.Minute))
	assert.Equal(t, "5–10 min", en.Span(5*time.Minute, 10*time.Minute))
	assert.Equal(t, "30 s–2 min", en.Span(30*time.Second, 2*time.Minute))
	assert.Equal(t, "1–2 w", en.Span(touchpoint.Week, 2*touchpoint.Week))
}

// places are the places for numbers and words that a text has.
func places(s string) []string {
	found := regexp.MustCompile(`%(\[\d\])?[sd]|\{[a-z]+\}`).FindAllString(s, -1)
	for i := range found {
		found[i] = regexp.MustCompile(`\[\d\]`).ReplaceAllString(found[i], "")
	}
	slices.Sort(found)
	return found
}

// same are texts that both languages write alike: signs, and the name of an
// example in YAML.
var same = []string{"Stop", "Hows", "Source"}

func TestEveryWordIsThereInEveryLanguage(t *testing.T) {
	words := 0
	var compare func(path string, a, b reflect.Value)
	compare = func(path string, a, b reflect.Value) {
		switch a.Kind() {
		case reflect.Struct:
			for i := range a.NumField() {
				f := a.Type().Field(i)
				if tag := f.Tag.Get("keys"); tag != "" {
					assert.Len(t, strings.Split(tag, ","), a.Field(i).Len(), path+f.Name)
				}
				compare(path+f.Name+".", a.Field(i), b.Field(i))
			}
		case reflect.Array, reflect.Slice:
			assert.Equal(t, a.Len(), b.Len(), path)
			for i := range a.Len() {
				compare(path, a.Index(i), b.Index(i))
			}
		default:
			words++
			assert.NotEmpty(t, a.String(), path)
			assert.NotEmpty(t, b.String(), path)
			assert.Equal(t, places(a.String()), places(b.String()), path)
			if !slices.ContainsFunc(same, func(s string) bool { return strings.Contains(path, s) }) {
				assert.NotEqual(t, a.String(), b.String(), path)
			}
		}
	}
	compare("", reflect.ValueOf(For("en")), reflect.ValueOf(For("zh-Hans-CN")))
	assert.Greater(t, words, 500)
	assert.Equal(t, For("en"), For("xx"))
}

// The keys of an array are the words of the vocabulary that it names, in their
// order.
func TestVocabulariesAreInTheirOrder(t *testing.T) {
	keys := func(of any, field string) []string {
		f, ok := reflect.TypeOf(of).FieldByName(field)
		assert.True(t, ok, field)
		return strings.Split(f.Tag.Get("keys"), ",")
	}
	assert.Equal(t, texts(touchpoint.Kinds()), keys(Words{}, "Kinds"))
	assert.Equal(t, texts(touchpoint.Lines()), keys(Words{}, "Lines"))
	assert.Equal(t, texts(touchpoint.Services()), keys(Words{}, "Services"))
	assert.Equal(t, touchpoint.Channels(), keys(Words{}, "Channels"))
	assert.Equal(t, texts(blueprint.Statuses()), keys(Text{}, "Statuses"))
	assert.Equal(t, texts(touchpoint.PreventionKinds()), keys(Failures{}, "Kinds"))
	for list, field := range map[string]string{
		"proof": "Proofs", "aspect": "Aspects", "dimension": "Dimensions", "driver": "Drivers", "verdict": "Verdicts", "fail": "Fails", "irritant": "Irritants",
		"stage": "Stages", "place": "Places", "audience": "Audiences", "recipient": "Recipients", "level": "Levels", "value": "AddsValue", "complaint": "Complaints",
	} {
		w := For("en")
		names, words := w.vocabulary(list)
		assert.Len(t, names, len(words), list)
		assert.Equal(t, words, keys(Terms{}, field), list)
	}
}

func TestTerms(t *testing.T) {
	en, zh := For("en"), For("zh")
	assert.Equal(t, "problem solving", en.Term("aspect", "problem-solving"))
	assert.Equal(t, "礼貌解决问题", zh.Term("aspect", "problem-solving"))
	assert.Equal(t, "one of mine", en.Term("irritant", "one-of-mine"), "a word of one's own")
	assert.Equal(t, "one-of-mine", zh.Term("irritant", "one-of-mine"))
	assert.Equal(t, "text message", en.Term("channel", "sms"))
	assert.Equal(t, "one of my own", en.Service("one of my own"))
	name, ok := zh.View("gaps")
	assert.True(t, ok)
	assert.Equal(t, "差距", name)
	_, ok = zh.View("mine")
	assert.False(t, ok)
	assert.Equal(t, "mine", zh.Theme("mine"))
}
