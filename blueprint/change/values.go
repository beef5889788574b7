package change

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// valueFor makes a value of JSON one to be written behind a key.
func (r *run) valueFor(k *blueprint.Key, v any, prefix string) (any, error) {
	switch v := v.(type) {
	case nil, bool:
		return v, nil
	case string:
		if slices.Contains(k.Targets, blueprint.ToTouchpoint) {
			return strings.TrimPrefix(v, prefix), nil
		}
		if quotedForm(k.Form) {
			return v, nil
		}
		return edit.Plain(strings.TrimSpace(v)), nil
	case json.Number:
		return r.valueFor(k, v.String(), prefix)
	case float64:
		if quotedForm(k.Form) {
			return strconv.FormatFloat(v, 'f', -1, 64), nil
		}
		return v, nil
	case int:
		return r.valueFor(k, float64(v), prefix)
	case []any:
		out := []any{}
		for _, item := range v {
			one, err := r.valueFor(k, item, prefix)
			if err != nil {
				return nil, err
			}
			out = append(out, one)
		}
		return out, nil
	case []string:
		items := make([]any, len(v))
		for i, s := range v {
			items[i] = s
		}
		return r.valueFor(k, items, prefix)
	case map[string]any:
		return r.mappingFor(k, v, prefix)
	}
	return nil, refuse("a value of %T cannot be written", v)
}

// quotedForm tells whether values of a form stay text even where they look like
// a number or a truth value.
func quotedForm(f blueprint.Form) bool {
	switch f {
	case blueprint.FormText, blueprint.FormID, blueprint.FormRef, blueprint.FormWord, blueprint.FormAddress, blueprint.FormClock, blueprint.FormHours, blueprint.FormCell:
		return true
	}
	return false
}

func (r *run) mappingFor(k *blueprint.Key, v map[string]any, prefix string) (any, error) {
	if k.Form == blueprint.FormMap {
		var out edit.Map
		for _, name := range slices.Sorted(maps.Keys(v)) {
			one, err := r.valueFor(&blueprint.Key{Name: name, Form: k.Of}, v[name], prefix)
			if err != nil {
				return nil, err
			}
			out = append(out, edit.Field{Key: name, Value: one})
		}
		return out, nil
	}
	s := blueprint.ShapeNamed(blueprint.Shapes(), k.Shape)
	if s == nil {
		return nil, refuse("%s cannot be a mapping", k.Name)
	}
	return r.fieldsFor(s, v, prefix, nil)
}

// fieldsFor makes a mapping of a shape, its keys in the table's order and then
// in that of more.
func (r *run) fieldsFor(s *blueprint.Shape, v map[string]any, prefix string, more []string) (edit.Map, error) {
	order := slices.Concat(s.Names(), more, slices.Sorted(maps.Keys(v)))
	out := edit.Map{}
	done := map[string]bool{}
	for _, name := range order {
		value, ok := v[name]
		if !ok || done[name] || value == nil || value == "" {
			continue
		}
		done[name] = true
		k, known := s.Key(name)
		if !known && s.Rest != nil {
			rest := *s.Rest
			k, known = &rest, true
			if rest.Form == blueprint.FormMap {
				k.Form = rest.Of
			}
		}
		if !known {
			return nil, unknownKey(s, name)
		}
		one, err := r.valueFor(k, value, prefix)
		if err != nil {
			return nil, err
		}
		out = append(out, edit.Field{Key: name, Value: one})
	}
	return out, nil
}

func unknownKey(s *blueprint.Shape, name string) error {
	hint := ""
	if near := blueprint.Nearest(name, s.Names()); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return refuse("a %s has no key %q%s", s.Name, name, hint)
}

// Values gives what a touchpoint says now, keys as in [Form] and values as
// they are written: {"title": "Pay", "time": {"standard": "30s"}}. What may be a
// list is one, and a plain value stands under the key it is short for. Texts are
// those of the file: "5%" is not 0.05.
func Values(b *blueprint.Blueprint, id string) (map[string]any, bool) {
	r := &run{files: FilesOf(b), before: b, graph: b.Graph(), pages: map[string]*page{}, include: -1}
	t, err := r.touchpoint(id)
	if err != nil {
		return nil, false
	}
	n := t.page.node(t.page.spell(t.path))
	if n == nil {
		return nil, false
	}
	v := valuer{shapes: blueprint.Shapes(), prefix: t.prefix}
	out, ok := v.shape(blueprint.ShapeNamed(v.shapes, "touchpoint"), n).(map[string]any)
	if ok {
		out["id"] = id
	}
	return out, ok
}

// valuer turns nodes into values of JSON by the table of keys.
type valuer struct {
	shapes []*blueprint.Shape
	prefix string
}

func (v valuer) shape(s *blueprint.Shape, n *yamltext.Node) any {
	out := map[string]any{}
	switch {
	case n.Kind == yamltext.Scalar && s.Flag && n.Value == "true":
	case n.Kind == yamltext.Scalar && s.Name == "time" && strings.Contains(n.Value, ".."):
		from, to, _ := strings.Cut(n.Value, "..")
		out["distribution"], out["min"], out["max"] = string(touchpoint.Uniform), strings.TrimSpace(from), strings.TrimSpace(to)
	case n.Kind == yamltext.Scalar && s.Name == "moment" && n.Value == "critical":
		out["critical"] = true
	case n.Kind == yamltext.Scalar:
		if k, ok := s.Key(s.Short); ok {
			out[k.Name] = v.value(k, n)
		}
	default:
		for _, pair := range n.Pairs {
			k, ok := s.Key(pair.Key.Value)
			if !ok && s.Rest != nil {
				rest := *s.Rest
				rest.Form = rest.Of
				k, ok = &rest, true
			}
			if ok {
				out[pair.Key.Value] = v.value(k, pair.Value)
			}
		}
	}
	return out
}

func (v valuer) value(k *blueprint.Key, n *yamltext.Node) any {
	if k.Many {
		items := []any{}
		if n.Kind != yamltext.Sequence {
			return append(items, v.one(k, n))
		}
		for _, item := range n.Items {
			items = append(items, v.one(k, item))
		}
		return items
	}
	return v.one(k, n)
}

func (v valuer) one(k *blueprint.Key, n *yamltext.Node) any {
	switch {
	case k.Form == blueprint.FormShape:
		return v.shape(blueprint.ShapeNamed(v.shapes, k.Shape), n)
	case k.Form == blueprint.FormMap:
		out := map[string]any{}
		for _, pair := range n.Pairs {
			out[pair.Key.Value] = v.one(&blueprint.Key{Form: k.Of}, pair.Value)
		}
		return out
	case n.Kind == yamltext.Null:
		return nil
	case k.Form == blueprint.FormBool && n.Kind == yamltext.Scalar:
		switch strings.ToLower(n.Value) {
		case "true", "yes", "on":
			return true
		case "false", "no", "off":
			return false
		}
	case slices.Contains(k.Targets, blueprint.ToTouchpoint) && n.Value != touchpoint.End:
		return v.prefix + n.Value
	}
	return n.Value
}
