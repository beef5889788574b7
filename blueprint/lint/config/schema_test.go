package config_test

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/config"
)

func schemaOf(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource(config.SchemaID, doc))
	s, err := c.Compile(config.SchemaID)
	require.NoError(t, err)
	return s
}

// plain is a YAML text as an editor sees it: days are texts.
func plain(t *testing.T, text string) any {
	t.Helper()
	var n yaml.Node
	require.NoError(t, yaml.Unmarshal([]byte(text), &n))
	var walk func(*yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Tag == "!!timestamp" {
			n.Tag = "!!str"
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(&n)
	var out any
	require.NoError(t, n.Decode(&out))
	return out
}

func TestTheSchemaTakesWhatTheReaderTakes(t *testing.T) {
	s := schemaOf(t, config.Schema(nil))
	assert.NoError(t, s.Validate(plain(t, team)))
	for _, text := range []string{
		"rules: {waits: {severity: off}}",
		"rules: {journey-too-long: {}}",
		"expected-services: payment",
		"ignore: drafts",
		"rules: {old-source: {age: 90d, today: 2026-01-01}}",
		"rules: {chances: {tolerance: 0.01}}",
	} {
		read(t, text)
		assert.NoError(t, s.Validate(plain(t, text)), text)
	}
}

func TestTheSchemaRefusesMistakes(t *testing.T) {
	s := schemaOf(t, config.Schema(nil))
	for _, text := range []string{
		"rulez: {}", "rules: {chanses: off}", "rules: {chances: warn}", "rules: {chances: {tolerence: 1%}}", "rules: {chances: {tolerance: lots}}",
		"rules: {gaps: {age: 3d}}", "rules: [waits]", "expected-services: [payement]", "expected-services: []", "today: tomorrow", "ignore: {a: b}",
		"rules: {too-many-ways: {most: -1}}", "rules: {old-source: {today: 2026-02-30}}",
	} {
		assert.Error(t, s.Validate(plain(t, text)), text)
	}
}

func TestEveryRuleAndSettingIsInTheSchema(t *testing.T) {
	s := config.Schema(nil)
	assert.Equal(t, s, config.Schema(nil), "the same bytes each time")
	for _, r := range append(lint.Rules(), lint.SuppressionRules()...) {
		assert.Contains(t, string(s), `"`+r.Name+`": {`)
		for _, x := range r.Settings {
			assert.Contains(t, string(s), `"`+x.Name+`": {`)
		}
	}
}

// Every default is a value that the reader and the schema take.
func TestDefaultsCanBeWritten(t *testing.T) {
	s := schemaOf(t, config.Schema(nil))
	for _, r := range lint.Rules() {
		for _, x := range r.Settings {
			if x.Default == "" {
				continue
			}
			text := "rules: {" + r.Name + ": {" + x.Name + ": \"" + x.Default + "\"}}"
			read(t, text)
			assert.NoError(t, s.Validate(plain(t, text)), text)
		}
	}
}
