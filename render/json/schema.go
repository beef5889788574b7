package json

import (
	"bytes"
	"encoding/json"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// SchemaID is the address that the schema gives itself.
const SchemaID = "https://github.com/servicemoments/moments/raw/main/docs/schema/model.schema.json"

// Schema is the JSON Schema (draft 2020-12) of what [Write] writes, ending in a
// line break. It is made from the table of keys and has the same bytes at every
// call.
func Schema() []byte {
	shapes := blueprint.Shapes()
	defs := object{}
	for _, s := range shapes {
		switch s.Name {
		case "blueprint", "lane", "phase", "step", "touchpoint", "link", "include":
		default:
			defs.add(s.Name, saidSchema(s))
		}
	}
	named := func(name string, more ...member) object {
		return withMembers(saidSchema(blueprint.ShapeNamed(shapes, name)), more...)
	}
	root := strict("What a blueprint says and what follows from it.",
		member{"format", object{{"const", Format}}},
		member{"version", object{{"const", Version}}},
		member{"blueprint", named("blueprint")},
		member{"lanes", listOf(named("lane", member{"shown", about("boolean", "Whether pictures show it.")}))},
		member{"phases", listOf(named("phase", member{"steps", listOf(index("steps"))}))},
		member{"steps", listOf(named("step", member{"phase", index("phases")}, member{"cells", listOf(cellSchema())}))},
		member{"touchpoints", listOf(named("touchpoint", member{"place", placeSchema()}, member{"resolved", resolvedSchema()}))},
		member{"ways", listOf(waySchema())},
		member{"links", listOf(named("link", member{"lines", linesSchema()}))},
		member{"threads", listOf(threadSchema())},
		member{"starts", idsSchema("Where customers come in.")},
		member{"ends", idsSchema("Where a journey ends.")},
		member{"choices", idsSchema("After these exactly one of several ways is taken.")},
		member{"splits", idsSchema("After these several ways are taken.")},
		member{"moments", idsSchema("Moments of truth in the customer's order.")},
		member{"loops", listOf(idsSchema("Touchpoints each of which can be reached from each other."))},
	)
	root = append(object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"$id", SchemaID}, {"title", "Resolved model of a service blueprint"}}, root...)
	root.add("$defs", defs)
	text, err := json.Marshal(root)
	if err != nil {
		panic(err) // a value that JSON cannot hold: a mistake in this file, which every test would meet
	}
	var out bytes.Buffer
	if err := json.Indent(&out, text, "", "  "); err != nil {
		panic(err)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// strict is an object that has all of the members and no others.
func strict(doc string, members ...member) object {
	return object{{"type", "object"}, {"description", doc}, {"properties", object(members)}, {"required", names(members)}, {"additionalProperties", false}}
}

// loose is an object whose members named optional may be missing.
func loose(doc string, optional []member, members ...member) object {
	out := strict(doc, append(members, optional...)...)
	return replaced(out, "required", names(members))
}

func names(members []member) []string {
	out := []string{}
	for _, m := range members {
		out = append(out, m.name)
	}
	return out
}

func replaced(o object, name string, value any) object {
	for i := range o {
		if o[i].name == name {
			o[i].value = value
		}
	}
	return o
}

// withMembers adds required members to the schema of an object.
func withMembers(o object, more ...member) object {
	for i := range o {
		switch o[i].name {
		case "properties":
			o[i].value = append(o[i].value.(object), more...)
		case "required":
			o[i].value = append(o[i].value.([]string), names(more)...)
		}
	}
	return o
}

func listOf(items object) object { return object{{"type", "array"}, {"items", items}} }

func about(kind, doc string) object { return object{{"type", kind}, {"description", doc}} }

func index(list string) object {
	return object{{"type", "integer"}, {"minimum", 0}, {"description", "Place in the list " + list + ", from 0."}}
}

func idsSchema(doc string) object {
	return append(listOf(about("string", "Id of a touchpoint.")), member{"description", doc})
}

func oneOf[T ~string](doc string, list ...T) object {
	return object{{"enum", list}, {"description", doc}}
}

func linesSchema() object {
	return append(listOf(oneOf("A line.", touchpoint.Lines()...)), member{"description", "Lines that are crossed, top to bottom."})
}

func cellSchema() object {
	return strict("A filled cell.", member{"lane", about("string", "Id of the lane.")}, member{"stacks", listOf(idsSchema("Touchpoints side by side."))})
}

func placeSchema() object {
	return strict("Where it stands.", member{"phase", index("phases")}, member{"step", index("steps")}, member{"lane", about("string", "Id of the lane.")},
		member{"kind", oneOf("Kind of the lane.", append(touchpoint.Kinds(), "")...)}, member{"stack", index("stacks of the cell")}, member{"beside", index("the stack")})
}

func resolvedSchema() object {
	return loose("What follows for it.", []member{{"actor", about("string", "Who does it: its own actor, else the lane's.")}, {"owner", about("string", "Who answers for it: its own owner, else the lane's.")}},
		member{"detour", about("boolean", "Whether it stands off the customer's way.")},
		member{"reachable", about("boolean", "Whether a customer can bring it about.")},
		member{"group", idsSchema("The touchpoints that stand side by side, itself included.")})
}

func waySchema() object {
	return loose("A directed way.",
		[]member{
			{"when", about("string", "Condition, or the fail point that it recovers from.")},
			{"chance", object{{"type", "number"}, {"minimum", 0}, {"maximum", 1}, {"description", "How likely it is taken; of a choice also where it follows from the other ways."}}},
			{"thread", index("threads")},
		},
		member{"from", about("string", "Id of a touchpoint.")},
		member{"to", about("string", `Id of a touchpoint, or "end".`)},
		member{"origin", oneOf("Where it is from.", blueprint.Implied, blueprint.Written, blueprint.Recovery)},
		member{"role", oneOf("What it does.", blueprint.InCell, blueprint.Down, blueprint.Along, blueprint.Return, blueprint.OnFail, blueprint.OnWait, blueprint.ByNext)},
		member{"choice", about("boolean", "Exactly one of the choice ways of its touchpoint is taken.")},
		member{"back", about("boolean", "Leads to an earlier step, or closes a circle within its own.")},
		member{"lines", linesSchema()},
		member{"path", about("string", "Path of what says it in the blueprint; of an implied way that of its touchpoint.")})
}

func threadSchema() object {
	station := strict("A cell that the thread comes through.", member{"step", index("steps")}, member{"lane", about("string", "Id of the lane.")}, member{"touchpoints", idsSchema("In the order of the cell.")})
	return strict("A customer's way over the board.", member{"lane", about("string", "Id of the customer lane; empty where none is in use.")}, member{"stations", listOf(station)})
}

// saidSchema is the schema of what a shape says, without the short forms of the
// language.
func saidSchema(s *blueprint.Shape) object {
	properties, required := object{}, []string{}
	for i := range s.Keys {
		k := &s.Keys[i]
		if k.Field == "" || elsewhere(s.Name, k.Name) {
			continue
		}
		value := valueSchema(k)
		if k.Many {
			value = listOf(value)
		}
		properties.add(k.Name, append(value, member{"description", k.Doc}))
		if k.Required && k.Form == blueprint.FormText {
			required = append(required, k.Name)
		}
	}
	more := any(false)
	if s.Rest != nil && s.Rest.Form == blueprint.FormMap {
		more = formSchema(s.Rest.Of)
	}
	return object{{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", more}}
}

func valueSchema(k *blueprint.Key) object {
	switch {
	case k.Form == blueprint.FormShape:
		return object{{"$ref", "#/$defs/" + k.Shape}}
	case k.Form == blueprint.FormMap:
		return object{{"type", "object"}, {"additionalProperties", formSchema(k.Of)}}
	case k.Form == blueprint.FormWord && !k.Open:
		return object{{"enum", k.Words}}
	}
	return formSchema(k.Form)
}

func formSchema(f blueprint.Form) object {
	switch f {
	case blueprint.FormBool:
		return object{{"type", "boolean"}}
	case blueprint.FormCount:
		return object{{"type", "integer"}}
	case blueprint.FormNumber:
		return object{{"type", "number"}}
	case blueprint.FormDuration:
		return object{{"type", "number"}, {"minimum", 0}, {"$comment", "seconds"}}
	case blueprint.FormShare:
		return object{{"type", "number"}, {"minimum", 0}, {"maximum", 1}}
	case blueprint.FormSpan:
		return pair("min", "max", "from min to max, in seconds")
	case blueprint.FormRate:
		return pair("count", "per", "count in each period of per seconds")
	}
	return object{{"type", "string"}}
}

// pair is an object of two numbers. What it is stands in a comment, since the
// key that has it describes itself.
func pair(first, second, comment string) object {
	number := object{{"type", "number"}, {"minimum", 0}}
	return object{{"type", "object"}, {"properties", object{{first, number}, {second, number}}}, {"required", []string{first, second}}, {"additionalProperties", false}, {"$comment", comment}}
}
