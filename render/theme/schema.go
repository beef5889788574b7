package theme

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/render/scene"
)

// SchemaID is the address that the schema gives itself.
const SchemaID = "https://github.com/servicemoments/moments/raw/main/docs/schema/theme.schema.json"

// Schema is the JSON Schema (draft 2020-12) of a theme file, ending in a line
// break. It cannot tell contrasts: only [Read] does.
func Schema() []byte {
	var out strings.Builder
	fmt.Fprintf(&out, `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": %q,
  "title": "Theme of pictures of service blueprints",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "$schema": {"type": "string"},
    "name": {"type": "string", "description": "What it is called.", "pattern": "^[a-z][a-z0-9-]*$", "maxLength": %d, "not": {"enum": ["%s"]}},
    "doc": {"type": "string", "description": "What it is for, in a few words.", "maxLength": %d},
    "base": {"description": "The built-in theme that gives what is left out.", "enum": ["%s"], "default": %q},
    "fonts": {
      "type": "array", "description": "Faces for the words, the most wanted first.", "maxItems": %d,
      "items": {"type": "string", "pattern": "^\\p{L}([\\p{L}\\p{M}\\p{Nd} ._-]*[\\p{L}\\p{M}\\p{Nd}._-])?$", "maxLength": 64}
    },
    "colours": {
      "type": "object", "description": "Colours as #rgb or #rrggbb, by what they are for.", "additionalProperties": false,
      "properties": {
`, SchemaID, mostName, strings.Join(builtIn(), `", "`), mostDoc, strings.Join(builtIn(), `", "`), builtIn()[0], mostFonts)
	for i, p := range scene.Paints() {
		comma := ","
		if i == len(scene.Paints())-1 {
			comma = ""
		}
		fmt.Fprintf(&out, "        %q: {\"$ref\": \"#/$defs/colour\"}%s\n", p, comma)
	}
	out.WriteString(`      }
    }
  },
  "$defs": {"colour": {"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"}}
}
`)
	return []byte(out.String())
}
