package schema

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// example turns a value as written in YAML into one as written in JSON.
func example(text string) (any, bool) {
	if text == "" {
		return nil, false
	}
	root, problems := yamltext.Parse([]byte(text), yamltext.Limits{})
	if root == nil || len(problems) > 0 {
		return nil, false
	}
	return jsonValue(root), true
}

func jsonValue(n *yamltext.Node) any {
	switch n.Kind {
	case yamltext.Mapping:
		out := object{}
		for _, p := range n.Pairs {
			out = out.with(p.Key.Value, jsonValue(p.Value))
		}
		return out
	case yamltext.Sequence:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = jsonValue(item)
		}
		return out
	case yamltext.Null:
		return nil
	}
	switch n.Tag {
	case "!!bool":
		if b, err := strconv.ParseBool(n.Value); err == nil {
			return b
		}
	case "!!int", "!!float":
		if v, err := strconv.ParseFloat(n.Value, 64); err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) {
			return json.Number(strconv.FormatFloat(v, 'f', -1, 64))
		}
	}
	return n.Value
}
