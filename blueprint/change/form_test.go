package change_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/change"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// everyField visits a form with all that is nested in it.
func everyField(fields []change.Field, visit func(change.Field)) {
	for _, f := range fields {
		visit(f)
		everyField(f.Fields, visit)
	}
}

func TestTheFormHasEveryKeyOfATouchpointInAGroup(t *testing.T) {
	form := change.Form(nil, "en")
	s := blueprint.ShapeNamed(blueprint.Shapes(), "touchpoint")
	var names []string
	for _, f := range form {
		names = append(names, f.Name)
		assert.NotEqual(t, "More", f.Group, "%s has no group", f.Name)
	}
	assert.ElementsMatch(t, s.Names(), names)
	everyField(form, func(f change.Field) {
		assert.NotEmpty(t, f.Title)
		assert.NotEmpty(t, f.Doc)
		assert.NotEmpty(t, f.Form)
	})
	_, err := json.Marshal(form)
	require.NoError(t, err)
}

func TestTheFormSpeaksChinese(t *testing.T) {
	everyField(change.Form(nil, "zh"), func(f change.Field) {
		assert.True(t, strings.ContainsFunc(f.Title, func(r rune) bool { return unicode.Is(unicode.Han, r) }), "%s is called %q", f.Key, f.Title)
	})
}

func TestChoicesComeFromTheBlueprint(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader("title: x\npersonas: [Regular]\nactors: [Clerk]\nsteps:\n  - customer: Ask\n    frontstage: Answer\n"), "b.yaml")
	require.NoError(t, err)
	choices := map[string][]string{}
	everyField(change.Form(b, "en"), func(f change.Field) { choices[f.Key] = f.Choices })
	assert.Equal(t, []string{"clerk"}, choices["actor"])
	assert.Equal(t, []string{"regular"}, choices["for"])
	assert.Equal(t, []string{"ask", "answer", "end"}, choices["next[].to"])
	assert.Contains(t, choices, "emotion.regular")
	assert.Contains(t, choices["service"], "payment")
}

func TestValuesAreAsWritten(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader(`title: x
personas: [Regular]
steps:
  - customer:
      title: Ask
      time: 1m..2m
      moment: critical
      wait: true
      fails: Nobody there
      next: [{to: answer, chance: 5%}, {to: end, when: late}]
      emotion: {regular: -1, all: 1}
    frontstage: Answer
`), "b.yaml")
	require.NoError(t, err)
	v, ok := change.Values(b, "ask")
	require.True(t, ok)
	assert.Equal(t, map[string]any{
		"title": "Ask", "id": "ask",
		"time":    map[string]any{"distribution": "uniform", "min": "1m", "max": "2m"},
		"moment":  map[string]any{"critical": true},
		"wait":    map[string]any{},
		"fails":   []any{map[string]any{"title": "Nobody there"}},
		"next":    []any{map[string]any{"to": "answer", "chance": "5%"}, map[string]any{"to": "end", "when": "late"}},
		"emotion": map[string]any{"regular": "-1", "all": "1"},
	}, v)
	_, ok = change.Values(b, "nobody")
	assert.False(t, ok)
}
