package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// SchemaID is the address that the schema gives itself.
const SchemaID = "https://github.com/servicemoments/moments/raw/main/docs/schema/moments.schema.json"

// object is a JSON object; its members are written in the order of their names.
type object map[string]any

// Schema writes the JSON Schema (draft 2020-12) of moments.yaml with all rules
// and groups, their settings and what they mean, so that editors complete and
// check them. Nil stands for [lint.Rules].
func Schema(rules []*lint.Rule) []byte {
	rules = allRules(rules)
	properties := object{}
	for _, g := range groupsOf(rules) {
		properties[g] = object{"description": "All rules of this group that are not set themselves.", "anyOf": []any{level(), long(object{severityKey: level()})}}
	}
	for _, r := range rules {
		properties[r.Name] = ruleSchema(r)
	}
	text := object{"type": "string", "minLength": 1}
	root := object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id":     SchemaID,
		"title":   "Settings of Moments for a folder of blueprints",
		"type":    []string{"object", "null"}, "additionalProperties": false,
		"properties": object{
			"rules": object{"description": "What rules and groups weigh, and their limits. A rule's own goes before its group's.",
				"type": "object", "additionalProperties": false, "properties": properties},
			"expected-services": object{"description": "Service elements that should be there, where a blueprint does not say so itself.",
				"anyOf": []any{object{"enum": touchpoint.Services()}, object{"type": "array", "minItems": 1, "items": object{"enum": touchpoint.Services()}}}},
			"today":  object{"description": "The day that ages and ends are compared with, so that runs are repeatable.", "type": "string", "format": "date"},
			"ignore": object{"description": "Patterns of files and folders that are not checked, from this folder: drafts/**, *.old.yaml.", "anyOf": []any{text, object{"type": "array", "items": text}}},
		},
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // a value that JSON cannot hold: a mistake in this package, which every test would meet
	}
	return out.Bytes()
}

func level() object { return object{"enum": levels()} }

func long(properties object) object {
	return object{"type": "object", "additionalProperties": false, "properties": properties}
}

func ruleSchema(r *lint.Rule) object {
	properties := object{severityKey: level()}
	for _, s := range r.Settings {
		properties[s.Name] = settingSchema(s)
	}
	return object{
		"description": fmt.Sprintf("%s. By default %s; group %s.", strings.TrimSuffix(r.Title, "."), r.Severity, r.Group),
		"anyOf":       []any{level(), long(properties)},
	}
}

// settingSchema says of a value what a schema can say; the reader checks the
// rest.
func settingSchema(s lint.Setting) object {
	about := strings.TrimSuffix(s.Title, ".") + "."
	if s.Default != "" {
		about += " By default " + s.Default + "."
	}
	o := object{"description": about}
	text := object{"type": "string", "pattern": `\S`}
	switch s.Form {
	case blueprint.FormCount:
		o["anyOf"] = []any{object{"type": "integer", "minimum": 0}, object{"type": "string", "pattern": `^\s*\+?[0-9]+\s*$`}}
	case blueprint.FormShare:
		o["anyOf"] = []any{object{"type": "number", "minimum": 0, "maximum": 1}, object{"type": "string", "pattern": `^[0-9. ]+%?\s*$`}}
	case blueprint.FormBool:
		o["anyOf"] = []any{object{"type": "boolean"}, text}
	case blueprint.FormDuration:
		o["anyOf"] = []any{object{"const": 0}, object{"type": "string", "pattern": `[0-9]`}}
	case blueprint.FormDate:
		o["type"], o["format"] = "string", "date"
	default:
		value := object{"type": []string{"string", "number", "boolean"}, "pattern": `\S`}
		o["anyOf"] = []any{value, object{"type": "array", "minItems": 1, "items": value}}
	}
	return o
}
