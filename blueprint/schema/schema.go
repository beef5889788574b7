// Package schema writes the JSON Schema (draft 2020-12) of the language, so
// that editors complete every key, explain it, and mark what is wrong.
//
// What comes in is the table of keys of package blueprint; what goes out are
// the same bytes every time. The schema says what a schema can say of the
// loader's checks: keys, words, forms, bounds, what is required. That ids are
// unique and references name something is left to the loader.
package schema

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// ID is the address that the schema gives itself.
const ID = "https://github.com/servicemoments/moments/raw/main/docs/schema/blueprint.schema.json"

// Generate writes the schema, ending in a line break.
func Generate() []byte {
	shapes := blueprint.Shapes()
	root := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", ID},
		{"title", "Service blueprint"},
	}
	root = append(root, rootShape(shapes[0])...)
	defs := formDefs()
	for _, s := range shapes[1:] {
		defs = defs.with(defName(s.Name), shapeSchema(s, blueprint.ShapeNamed(shapes, "step")))
	}
	root = root.with("$defs", append(defs, cellDefs()...))
	text, err := marshal(root)
	if err != nil {
		panic(err) // a value that JSON cannot hold: a mistake in this package, which every test would meet
	}
	var out bytes.Buffer
	if err := json.Indent(&out, text, "", "  "); err != nil {
		panic(err)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// defName is the name of a shape's definition.
func defName(shape string) string { return strings.ReplaceAll(shape, " ", "-") }

// rootShape is the whole blueprint: steps stand in phases, alone or in files
// that are taken in.
func rootShape(s *blueprint.Shape) object {
	required := func(keys ...string) object { return object{{"required", keys}} }
	return members(s, nil).
		with("anyOf", []object{required("steps"), required("phases"), required("include")}).
		with("not", required("steps", "phases"))
}

// shapeSchema is a shape with the plain values that may stand for it.
func shapeSchema(s, step *blueprint.Shape) object {
	var choices []any
	if k, ok := s.Key(s.Short); ok {
		choices = append(choices, oneValue(k))
	}
	if s.Flag {
		choices = append(choices, object{{"const", true}})
	}
	for _, o := range plainValues(s.Name) {
		choices = append(choices, o)
	}
	whole := members(s, step)
	if len(choices) == 0 {
		return whole
	}
	return object{{"title", s.Name}, {"description", s.Doc}, {"anyOf", append(choices, whole[1:])}}
}

// plainValues are the further plain values that the loader takes for a shape.
func plainValues(shape string) []object {
	switch shape {
	case "moment":
		return []object{{{"const", "critical"}}}
	case "time":
		return []object{ref(defSpan)}
	}
	return nil
}

// members is a shape as a mapping.
func members(s, step *blueprint.Shape) object {
	properties, required := object{}, []string{}
	for i := range s.Keys {
		k := &s.Keys[i]
		properties = properties.with(k.Name, property(s, k, step))
		if k.Required {
			required = append(required, k.Name)
		}
	}
	o := object{{"title", s.Name}, {"description", s.Doc}, {"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		o = o.with("required", required)
	}
	switch {
	case s.Rest == nil:
		return o.with("additionalProperties", false)
	case s.Rest.Form == blueprint.FormMap:
		return o.with("additionalProperties", append(object{{"description", s.Rest.Doc}}, plainValue(s.Rest, s.Rest.Of)...))
	}
	return o.with("additionalProperties", append(object{{"description", s.Rest.Doc}}, oneValue(s.Rest)...))
}

// property is the schema of a key: what it means, examples, and its values.
func property(s *blueprint.Shape, k *blueprint.Key, step *blueprint.Shape) object {
	o := object{{"description", description(k)}}
	if v, ok := example(k.Default); ok && literalDefault(k) {
		o = o.with("default", v)
	}
	if v, ok := example(k.Example); ok {
		o = o.with("examples", []any{v})
	}
	one := oneValue(k)
	if taken := reserved(s, k, step); len(taken) > 0 {
		one = one.with("not", object{{"enum", taken}})
	}
	if !k.Many {
		return append(o, one...)
	}
	list := object{{"type", "array"}, {"items", one}}
	if k.Required {
		list = list.with("minItems", 1)
	}
	return append(o, anyOf(list, one)...)
}

// reserved lists what cannot be the id of a lane or a touchpoint.
func reserved(s *blueprint.Shape, k *blueprint.Key, step *blueprint.Shape) []string {
	switch {
	case k.Form != blueprint.FormID:
	case s.Name == "lane" && step != nil:
		return append(slices.Clone(step.Names()), touchpoint.End, defTogether)
	case s.Name == "touchpoint":
		return []string{touchpoint.End}
	}
	return nil
}

func description(k *blueprint.Key) string {
	text := k.Doc
	if k.Unit != "" {
		text += " Unit: " + k.Unit + "."
	}
	if k.Default != "" {
		text += " Default: " + k.Default + "."
	}
	return text
}

// literalDefault tells whether the default is a value, not a description of one.
func literalDefault(k *blueprint.Key) bool {
	switch k.Form {
	case blueprint.FormBool:
		return k.Default == "true" || k.Default == "false"
	case blueprint.FormWord:
		return slices.Contains(k.Words, k.Default)
	}
	return k.Default != "" && !strings.Contains(k.Default, " ")
}

// cellDefs are a cell of the board and what may stand side by side in it.
func cellDefs() object {
	one := ref("touchpoint")
	together := object{
		{"title", "together"},
		{"description", "Touchpoints that stand side by side, with one way in and one way out."},
		{"type", "object"},
		{"properties", object{{defTogether, anyOf(object{{"type", "array"}, {"items", one}}, one)}}},
		{"required", []string{defTogether}},
		{"additionalProperties", false},
	}
	return object{
		{defCell, object{
			{"title", "cell"},
			{"description", "What stands in a lane: a title, a touchpoint, or a list of them; nothing leaves the cell empty."},
			{"anyOf", []object{one, ref(defTogether), {{"type", "array"}, {"items", anyOf(one, ref(defTogether))}}, {{"type", "null"}}}},
		}},
		{defTogether, together},
	}
}
