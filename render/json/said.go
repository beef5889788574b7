package json

import (
	"fmt"
	"reflect"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// said writes what a struct of the model says, by the table of keys: what the
// language learns is written here by itself.
func (m *modeller) said(shape string, v any) object {
	return m.mapping(blueprint.ShapeNamed(m.shapes, shape), reflect.ValueOf(v).Elem())
}

func (m *modeller) mapping(s *blueprint.Shape, v reflect.Value) object {
	out := object{}
	for i := range s.Keys {
		k := &s.Keys[i]
		if k.Field == "" || elsewhere(s.Name, k.Name) {
			continue
		}
		f := v.FieldByName(k.Field)
		if f.IsZero() && k.Form != blueprint.FormClock && !(k.Required && k.Form == blueprint.FormText) {
			continue
		}
		switch {
		case k.Form == blueprint.FormMap:
			out.add(k.Name, entries(f, nil))
		case k.Many:
			list := []any{}
			for i := range f.Len() {
				list = append(list, m.value(k, f.Index(i)))
			}
			out.add(k.Name, list)
		default:
			out.add(k.Name, m.value(k, f))
		}
	}
	if s.Rest != nil && s.Rest.Form == blueprint.FormMap {
		out = entries(v.FieldByName(s.Rest.Field), out)
	}
	return out
}

// entries adds a mapping by name, whose Go form is a list of pairs.
func entries(f reflect.Value, out object) object {
	if out == nil {
		out = object{}
	}
	for i := range f.Len() {
		out.add(f.Index(i).Field(0).String(), plain(f.Index(i).Field(1)))
	}
	return out
}

func (m *modeller) value(k *blueprint.Key, f reflect.Value) any {
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	if k.Form == blueprint.FormShape {
		return m.mapping(blueprint.ShapeNamed(m.shapes, k.Shape), f)
	}
	return plain(f)
}

// plain turns a value into one that JSON has.
func plain(f reflect.Value) any {
	switch v := f.Interface().(type) {
	case time.Duration:
		return v.Seconds()
	case touchpoint.Span:
		return object{{"min", v.Min.Seconds()}, {"max", v.Max.Seconds()}}
	case touchpoint.Rate:
		return object{{"count", v.Count}, {"per", v.Per.Seconds()}}
	case fmt.Stringer:
		return v.String()
	}
	return f.Interface()
}
