package half_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/servicemoments/moments/internal/lsp/half"
)

// plain is what a tree says, as yaml.v3 would have it.
func plain(n *half.Node) any {
	switch n.Kind {
	case half.Scalar:
		return "text"
	case half.Mapping:
		var out []any
		for _, e := range n.Entries {
			out = append(out, e.Key, plain(e.Value))
		}
		return out
	case half.List:
		out := []any{"list"}
		for _, item := range n.Items {
			out = append(out, plain(item))
		}
		return out
	}
	return nil
}

func plainNode(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plainNode(n.Content[0])
	case yaml.ScalarNode:
		if n.Tag == "!!null" && n.Value == "" {
			return nil
		}
		return "text"
	case yaml.MappingNode:
		var out []any
		for i := 0; i < len(n.Content); i += 2 {
			out = append(out, n.Content[i].Value, plainNode(n.Content[i+1]))
		}
		return out
	case yaml.SequenceNode:
		out := []any{"list"}
		for _, item := range n.Content {
			out = append(out, plainNode(item))
		}
		return out
	}
	return "alias"
}

// A text that is right is read as every YAML reader reads it.
func TestAgreesWithYAML(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../../examples/*/blueprint.yaml", "../../../blueprint/testdata/golden/*.yaml", "../../../blueprint/testdata/*.yaml"} {
		more, err := filepath.Glob(pattern)
		require.NoError(t, err)
		files = append(files, more...)
	}
	require.Greater(t, len(files), 10)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var doc yaml.Node
		require.NoError(t, yaml.Unmarshal(text, &doc))
		require.Equal(t, plainNode(&doc), plain(half.Parse(string(text))), file)
	}
}

// What is half typed is read up to there, and what follows stays readable.
func TestHalf(t *testing.T) {
	for text, want := range map[string]any{
		"":               nil,
		"ti":             "text",
		"title: A\nst":   []any{"title", "text", "st", nil},
		"steps:\n  - cu": []any{"steps", []any{"list", "text"}},
		"steps:\n  - customer: A\n    fr\n  - customer: B":   []any{"steps", []any{"list", []any{"customer", "text", "fr", nil}, []any{"customer", "text"}}},
		"steps:\n  - customer: {title: A, \n  - customer: B": []any{"steps", []any{"list", []any{"customer", []any{"title", "text"}}, []any{"customer", "text"}}},
		"a: {b: [c, d\ne: f":         []any{"a", []any{"b", []any{"list", "text", "text"}}, "e", "text"},
		"a: \"b\nc: d":               []any{"a", "text", "c", "text"},
		"a:\n    b: 1\n  c: 2\nd: 3": []any{"a", []any{"b", "text", "c", "text"}, "d", "text"},
		"- a: 1\n  - b":              []any{"list", []any{"a", "text"}},
		"a: {,}\nb: {":               []any{"a", []any(nil), "b", []any(nil)},
	} {
		require.Equal(t, want, plain(half.Parse(text)), "%q", text)
	}
}

func FuzzParse(f *testing.F) {
	text, err := os.ReadFile("../../../examples/corner-shoeshine/blueprint.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	for _, s := range []string{"a: {b: [c, d\ne", "- - - -", "? a\n: b", "\"a", "'a''", "|\n a", "a: |\n  b\n c", "{[{[", "a:\tb", "&x *y", "--- a\n---\nb", "\ufeffa: b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<12 {
			return
		}
		check(t, text, half.Parse(text))
	})
}

// check looks whether every place lies in the text.
func check(t *testing.T, text string, n *half.Node) {
	if n == nil || n.Start < 0 || n.End < n.Start || n.End > len(text) {
		t.Fatalf("%q: bad place in %+v", text, n)
	}
	for _, e := range n.Entries {
		if e.Start < 0 || e.End < e.Start || e.End > len(text) || e.Colon >= len(text) {
			t.Fatalf("%q: bad key %+v", text, e)
		}
		check(t, text, e.Value)
	}
	for _, item := range n.Items {
		check(t, text, item)
	}
}
