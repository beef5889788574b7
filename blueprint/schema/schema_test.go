package schema

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(Generate())))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource(ID, doc))
	s, err := c.Compile(ID)
	require.NoError(t, err)
	return s
}

// instance is a YAML text as an editor hands it to a schema: by YAML 1.2, in
// which days of the calendar are texts.
func instance(t *testing.T, text string) any {
	t.Helper()
	var n yaml.Node
	require.NoError(t, yaml.Unmarshal([]byte(text), &n))
	if len(n.Content) == 0 {
		return nil
	}
	return value(n.Content[0])
}

func value(n *yaml.Node) any {
	switch n.Kind {
	case yaml.AliasNode:
		return value(n.Alias)
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			out[n.Content[i].Value] = value(n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, value(c))
		}
		return out
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		b, err := strconv.ParseBool(n.Value)
		if err == nil {
			return b
		}
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return json.Number(strconv.FormatFloat(f, 'f', -1, 64))
		}
	}
	return n.Value
}

func TestExamplesAndGoldenCasesAreValid(t *testing.T) {
	s := compiled(t)
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	golden, err := filepath.Glob("../testdata/golden/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	require.NotEmpty(t, golden)
	for _, file := range slices.Concat(files, golden, []string{"../testdata/allkeys.yaml"}) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.NoError(t, s.Validate(instance(t, string(text))), file)
	}
}

// Every key of the table is a property of its shape, with what it means.
func TestEveryKeyIsInTheSchema(t *testing.T) {
	var doc map[string]any
	require.NoError(t, json.Unmarshal(Generate(), &doc))
	defs := doc["$defs"].(map[string]any)
	for i, shape := range blueprint.Shapes() {
		whole := doc
		if i > 0 {
			whole = defs[defName(shape.Name)].(map[string]any)
			if list, ok := whole["anyOf"].([]any); ok {
				whole = list[len(list)-1].(map[string]any)
			}
		}
		properties := whole["properties"].(map[string]any)
		assert.Len(t, properties, len(shape.Keys), shape.Name)
		for _, k := range shape.Keys {
			p, ok := properties[k.Name].(map[string]any)
			require.True(t, ok, "%s.%s", shape.Name, k.Name)
			assert.Contains(t, p["description"], k.Doc)
			assert.NotEmpty(t, p["examples"], "%s.%s", shape.Name, k.Name)
		}
		if shape.Rest == nil {
			assert.Equal(t, false, whole["additionalProperties"], shape.Name)
		}
	}
}

func TestNoTwoDefinitionsShareAName(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range formDefs() {
		seen[m.name] = true
	}
	for _, m := range cellDefs() {
		seen[m.name] = true
	}
	for _, s := range blueprint.Shapes() {
		assert.False(t, seen[defName(s.Name)], s.Name)
		seen[defName(s.Name)] = true
	}
}

// with puts a touchpoint's facets into the smallest blueprint.
func with(facets string) string {
	return "title: T\nsteps:\n  - customer: {title: A, " + facets + "}\n  - customer: B\n"
}

func TestWhatTheLoaderRejectsIsRejected(t *testing.T) {
	s := compiled(t)
	for name, text := range map[string]string{
		"no title":                   "steps: [{customer: A}]",
		"empty title":                "title: ' '\nsteps: [{customer: A}]",
		"no steps":                   "title: T",
		"steps beside phases":        "title: T\nsteps: [{customer: A}]\nphases: [{title: P, steps: [{customer: B}]}]",
		"phase without steps":        "title: T\nphases: [{title: P}]",
		"unknown key at the top":     "title: T\ntitel: T\nsteps: [{customer: A}]",
		"unknown key":                with("tiem: 3m"),
		"wrong word":                 with("service: parking"),
		"word with a capital":        "title: T\nstatus: As-is\nsteps: [{customer: A}]",
		"chance of 120%":             with("fails: [{title: X, chance: 120%}]"),
		"chance of 5":                with("fails: [{title: X, chance: 5}]"),
		"severity 11":                with("fails: [{title: X, severity: 11}]"),
		"severity 0":                 with("fails: [{title: X, severity: 0}]"),
		"severity 2.5":               with("fails: [{title: X, severity: 2.5}]"),
		"time without unit":          with("time: 30"),
		"time in months":             with("time: P1M"),
		"time of no length":          with("time: P"),
		"negative time":              with("time: -3m"),
		"time that is a list":        with("time: [3m]"),
		"moment of another word":     with("moment: huge"),
		"moment that is false":       with("moment: false"),
		"wait that is false":         with("wait: false"),
		"emotion 3":                  with("emotion: 3"),
		"emotion of a persona 3":     with("emotion: {regular: 3}"),
		"next without to":            with("next: [{when: satisfied}]"),
		"touchpoint named end":       with("id: end"),
		"id with a space":            with("id: a b"),
		"empty key":                  with("channel: "),
		"address of another scheme":  with("refs: ['javascript:alert(1)']"),
		"address of a server":        with("refs: [//example.com]"),
		"day that does not exist":    with("proof: {checked: 2026-13-01}"),
		"cell without title":         "title: T\nsteps: [{customer: {time: 3m}}]",
		"list in a list":             "title: T\nsteps: [{customer: [[A]]}]",
		"touchpoint beside together": "title: T\nsteps: [{backstage: {together: [A, B], time: 3m}}]",
		"lane that is a step's key":  "title: T\nlanes: [{id: notes, kind: customer}]\nsteps: [{}]",
		"lane named end":             "title: T\nlanes: [{id: end, kind: customer}]\nsteps: [{}]",
		"lane without kind":          "title: T\nlanes: [{id: guest}]\nsteps: [{guest: A}]",
		"lane of no kind":            "title: T\nlanes: [{id: guest, kind: visitor}]\nsteps: [{guest: A}]",
		"rate without unit":          "title: T\ndemand: 40\nsteps: [{customer: A}]",
		"rate an hour and a half":    "title: T\ndemand: 40/fortnight\nsteps: [{customer: A}]",
		"hours without days":         "title: T\nhours: ['09:00-18:00']\nsteps: [{customer: A}]",
		"hour 25":                    "title: T\nhours: ['Mon 09:00-25:00']\nsteps: [{customer: A}]",
		"journey without stations":   "title: T\njourneys: [{title: J}]\nsteps: [{customer: A}]",
		"unknown dimension":          "title: T\nsurveys: [{title: S, servqual: {beauty: 1}}]\nsteps: [{customer: A}]",
		"price below nothing":        "title: T\neconomics: {price: -1}\nsteps: [{customer: A}]",
		"a list":                     "- title: T",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := blueprint.Read(strings.NewReader(text), "test.yaml")
			assert.Error(t, err, "the loader takes this")
			assert.Error(t, s.Validate(instance(t, text)), "the schema takes this")
		})
	}
}

func TestWhatTheLoaderTakesIsTaken(t *testing.T) {
	s := compiled(t)
	for name, text := range map[string]string{
		"plain values as titles":   "title: 42\nsteps: [{customer: 2026, frontstage: true}]",
		"Chinese ids":              "title: 服务\nlanes: [{id: 顾客, kind: customer}]\nsteps: [{顾客: {title: 擦鞋, id: 擦鞋, next: end}}]",
		"empty cell":               "title: T\nsteps: [{customer: A, frontstage: }]",
		"together alone":           "title: T\nsteps: [{customer: A, backstage: {together: [B, {title: C}]}}]",
		"together in a list":       "title: T\nsteps: [{customer: [A, {together: [B, C]}, D]}]",
		"flags":                    with("wait: true, fails: true, moment: true"),
		"critical":                 with("moment: critical"),
		"fails as texts":           with("fails: [One, Two]"),
		"range":                    with("time: 1w..2w"),
		"Go's duration":            with("time: 1h2m3.5s"),
		"ISO duration":             with("time: PT2M30S"),
		"spaces in a duration":     with("time: 2 m 30 s"),
		"no time at all":           with("time: 0"),
		"yes in words":             with("optional: Yes"),
		"share as a number":        with("fails: [{title: X, chance: 0.05}]"),
		"full share":               with("fails: [{title: X, chance: 100%}]"),
		"half a percent":           with("fails: [{title: X, chance: .5%}]"),
		"emotion by persona":       "title: T\npersonas: [Regular]\nsteps: [{customer: {title: A, emotion: {all: 1, regular: -2}}}]",
		"personas as texts":        "title: T\npersonas: [Regular, Tourist]\nsteps: [{customer: {title: A, for: regular}}]",
		"channel of one's own":     with("channel: fax"),
		"next as a word":           with("next: b"),
		"next as a list":           with("next: [b, end]"),
		"relative address":         with("refs: [a/b.html, 'mailto:a@example.com', 'HTTPS://example.com/a:b', '#x:y']"),
		"day":                      with("proof: {status: observed, checked: 2026-03-01}"),
		"hours":                    "title: T\nhours: Mon-Fri 09:00-24:00\nsteps: [{customer: A}]",
		"hours with long names":    "title: T\nhours: [monday 9:00-18:00, wednesday-Saturday 9:00-18:00]\nsteps: [{customer: A}]",
		"demand":                   "title: T\ndemand: {arrivals: 2.5/min, profile: [{from: '09:00', to: '12:00', rate: 40/h}]}\nsteps: [{customer: A}]",
		"scenario":                 "title: T\nscenarios: [{title: S, set: {a.time: 3m, b.servers: 4}}]\nsteps: [{customer: A}]",
		"anchors":                  "title: T\nsteps: [{customer: &a {title: A, id: x}}, {customer: B}]",
		"step without touchpoints": "title: T\nsteps: [{title: Silence}]",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := blueprint.Read(strings.NewReader(text), "test.yaml")
			assert.NoError(t, err)
			assert.NoError(t, s.Validate(instance(t, text)))
		})
	}
}

// Where a shape stands for plain values of its own, the schema must know them,
// or it would mark what the loader takes.
func TestEveryExampleOfTheTableIsValidWhereItStands(t *testing.T) {
	var doc map[string]any
	require.NoError(t, json.Unmarshal(Generate(), &doc))
	c := jsonschema.NewCompiler()
	whole, err := jsonschema.UnmarshalJSON(strings.NewReader(string(Generate())))
	require.NoError(t, err)
	require.NoError(t, c.AddResource(ID, whole))
	for i, shape := range blueprint.Shapes() {
		at := "#/properties/"
		if i > 0 {
			at = "#/$defs/" + defName(shape.Name) + "/properties/"
			if list, ok := doc["$defs"].(map[string]any)[defName(shape.Name)].(map[string]any)["anyOf"].([]any); ok {
				at = fmt.Sprintf("#/$defs/%s/anyOf/%d/properties/", defName(shape.Name), len(list)-1)
			}
		}
		for _, k := range shape.Keys {
			s, err := c.Compile(ID + at + k.Name)
			require.NoError(t, err)
			assert.NoError(t, s.Validate(instance(t, k.Example)), "%s.%s", shape.Name, k.Name)
		}
	}
}

// Whatever the writer writes, an editor with this schema finds nothing in.
func TestWhatIsWrittenIsValid(t *testing.T) {
	s := compiled(t)
	for seed := range uint64(200) {
		b := blueprinttest.Random(blueprinttest.Seeded(seed), blueprinttest.Shape{})
		var text strings.Builder
		require.NoError(t, b.Write(&text))
		require.NoError(t, s.Validate(instance(t, text.String())), "seed %d\n%s", seed, text.String())
	}
}

func TestTheBytesAreTheSameEachTime(t *testing.T) {
	assert.Equal(t, string(Generate()), string(Generate()))
	assert.True(t, strings.HasSuffix(string(Generate()), "}\n"))
}

func Example() {
	first, _, _ := strings.Cut(string(Generate()), ",")
	fmt.Println(first)
	// Output:
	// {
	//   "$schema": "https://json-schema.org/draft/2020-12/schema"
}
