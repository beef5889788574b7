package edit

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Map is a mapping to be written, its keys in their order.
type Map []Field

// Field is one key of a Map with its value.
type Field struct {
	Key   string
	Value any
}

// Plain is a value that is written as it stands, without quotes, where the text
// stays one plain value that way: 30s, 5%, true.
type Plain string

// A value to be written is nil, a bool, a number, a string (which stays text:
// "12" is written in quotes), a Plain, a Map, or a slice of such values.

// modelFor gives the model of a Go value, or an error for what has no text.
func modelFor(v any) (*model, error) {
	switch v := v.(type) {
	case nil:
		return &model{}, nil
	case string:
		if !utf8.ValidString(v) {
			return nil, fmt.Errorf("%w: %q is not valid UTF-8", ErrValue, v)
		}
		return &model{kind: yamltext.Scalar, tag: "!!str", text: v}, nil
	case Plain:
		if tag := yamltext.PlainTag(string(v)); tag != "!!null" && tag != "!!str" {
			return &model{kind: yamltext.Scalar, tag: tag, text: string(v)}, nil
		}
		return modelFor(string(v))
	case bool:
		return &model{kind: yamltext.Scalar, tag: "!!bool", text: strconv.FormatBool(v)}, nil
	case Map:
		m := &model{kind: yamltext.Mapping}
		for _, f := range v {
			item, err := modelFor(f.Value)
			if err != nil {
				return nil, err
			}
			m.insert(len(m.items), f.Key, item)
		}
		return m, nil
	}
	r := reflect.ValueOf(v)
	switch {
	case r.CanInt():
		return numberModel(strconv.FormatInt(r.Int(), 10)), nil
	case r.CanUint():
		return numberModel(strconv.FormatUint(r.Uint(), 10)), nil
	case r.CanFloat() && !math.IsNaN(r.Float()) && !math.IsInf(r.Float(), 0):
		return numberModel(strconv.FormatFloat(r.Float(), 'f', -1, r.Type().Bits())), nil
	case r.Kind() == reflect.String:
		return modelFor(r.String())
	case r.Kind() == reflect.Slice:
		m := &model{kind: yamltext.Sequence}
		for i := range r.Len() {
			item, err := modelFor(r.Index(i).Interface())
			if err != nil {
				return nil, err
			}
			m.items = append(m.items, item)
		}
		return m, nil
	}
	return nil, fmt.Errorf("%w: %T", ErrValue, v)
}

func numberModel(s string) *model {
	return &model{kind: yamltext.Scalar, tag: yamltext.PlainTag(s), text: s}
}

func single(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// literalOK tells whether a text can be written as a literal block: lines
// that need neither escapes nor a word about how they are indented or end.
func literalOK(s string) bool {
	body := strings.TrimSuffix(s, "\n")
	if !strings.Contains(s, "\n") || body == "" || strings.HasSuffix(body, "\n") || strings.IndexByte(" \t\n", s[0]) >= 0 {
		return false
	}
	for line := range strings.SplitSeq(body, "\n") {
		if !yamltext.Printable(line) || strings.HasSuffix(line, " ") {
			return false
		}
	}
	return true
}
