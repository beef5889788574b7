package yamltext_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"
)

const shoeshine = `# The corner shoeshine.
title: Corner shoeshine
phases:
  - title: Shine   # the work
    steps:
      - customer: Sit down
        evidence: [Stand, "Chair"]
        frontstage: {title: Brush shoes, time: 30s}
      - support: >-
          Buy
          supplies
        notes: |
          Twice
            a week

  - title:
    steps:
    - customer: 'Pay, it''s fifty cents'
`

func read(t *testing.T, text string) *yamltext.Node {
	t.Helper()
	root, problems := yamltext.Parse([]byte(text), yamltext.Limits{})
	require.Empty(t, told(problems), "%q", text)
	return root
}

func TestPlacesEncloseWhatIsWritten(t *testing.T) {
	root := read(t, shoeshine)
	phases := root.Get("phases")
	steps := phases.Items[0].Get("steps")
	for _, c := range []struct {
		node  *yamltext.Node
		value string
		place string
		text  string
	}{
		{root.Get("title"), "Corner shoeshine", "2:8", "Corner shoeshine"},
		{phases.Items[0].Get("title"), "Shine", "4:12", "Shine"},
		{steps.Items[0].Get("evidence"), "", "7:19", `[Stand, "Chair"]`},
		{steps.Items[0].Get("evidence").Items[1], "Chair", "7:27", `"Chair"`},
		{steps.Items[0].Get("frontstage"), "", "8:21", `{title: Brush shoes, time: 30s}`},
		{steps.Items[0].Get("frontstage").Get("time"), "30s", "8:48", `30s`},
		{steps.Items[1].Get("support"), "Buy supplies", "9:18", ">-\n          Buy\n          supplies"},
		{steps.Items[1].Get("notes"), "Twice\n  a week\n", "12:16", "|\n          Twice\n            a week"},
		{phases.Items[1].Get("title"), "", "16:11", ""},
		{phases.Items[1].Get("steps").Items[0], "", "18:7", "customer: 'Pay, it''s fifty cents'"},
		{phases.Items[1].Get("steps").Items[0].Get("customer"), "Pay, it's fifty cents", "18:17", "'Pay, it''s fifty cents'"},
		{phases.Items[1].Get("steps"), "", "18:5", "- customer: 'Pay, it''s fifty cents'"},
	} {
		require.NotNil(t, c.node)
		assert.Equal(t, c.value, c.node.Value)
		assert.Equal(t, c.place, fmt.Sprintf("%d:%d", c.node.Start.Line, c.node.Start.Column), c.text)
		assert.Equal(t, c.text, shoeshine[c.node.Start.Offset:c.node.End.Offset])
	}
	assert.Equal(t, yamltext.Null, phases.Items[1].Get("title").Kind)
}

func TestColumnsCountCharacters(t *testing.T) {
	text := "\xef\xbb\xbf标题: 擦鞋摊 # 注\r\n步骤:\r\n- {顾客: 坐下, 证据: [椅子]}\r\n"
	doc, problems := yamltext.Read([]byte(text), yamltext.Limits{})
	require.Empty(t, problems)
	assert.True(t, doc.BOM)
	title := doc.Root.Get("标题")
	assert.Equal(t, yamltext.Pos{Line: 1, Column: 5, Offset: 11}, title.Start)
	assert.Equal(t, yamltext.Pos{Line: 1, Column: 8, Offset: 20}, title.End)
	chair := doc.Root.Get("步骤").Items[0].Get("证据").Items[0]
	assert.Equal(t, 3, chair.Start.Line)
	assert.Equal(t, 17, chair.Start.Column)
	assert.Equal(t, "椅子", text[chair.Start.Offset:chair.End.Offset])
	require.Len(t, doc.Comments, 1)
	assert.Equal(t, "# 注", text[doc.Comments[0].Start.Offset:doc.Comments[0].End.Offset])
}

func TestTagsSayWhatAValueLooksLike(t *testing.T) {
	root := read(t, "a: 12\nb: '12'\nc: true\nd: ~\ne: !!str 5\nf: 0.5\ng: [why?, yes]\nh: 1w..2w\n")
	want := map[string]string{"a": "!!int", "b": "!!str", "c": "!!bool", "d": "!!null", "e": "!!str", "f": "!!float", "g": "!!seq", "h": "!!str"}
	for key, tag := range want {
		assert.Equal(t, tag, root.Get(key).Tag, key)
	}
	assert.Equal(t, "why?", root.Get("g").Items[0].Value)
	assert.Equal(t, "!!bool", yamltext.PlainTag("true"))
	assert.Equal(t, "!!str", yamltext.PlainTag("Sit down"))
}

func TestAnAliasStandsForItsAnchor(t *testing.T) {
	root := read(t, "a: &x {time: 30s}\nb: *x\n")
	b := root.Get("b")
	require.NotNil(t, b.Alias)
	assert.Equal(t, 2, b.Alias.Start.Line)
	assert.Equal(t, 1, b.Start.Line)
	assert.Equal(t, "30s", b.Get("time").Value)
	assert.Nil(t, root.Get("a").Alias)
}

func TestAnEmptyTextIsNothing(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# only a comment\n", "---\n", "\xef\xbb\xbf"} {
		assert.Equal(t, yamltext.Null, read(t, text).Kind, "%q", text)
	}
}

func TestLimitsAreOneClearProblem(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	for name, c := range map[string]struct {
		text string
		lim  yamltext.Limits
		want string
	}{
		"size":     {strings.Repeat("a", 100), yamltext.Limits{Bytes: 99}, "1:1 the text is too large: 100 bytes, at most 99 are read"},
		"brackets": {strings.Repeat("[", 1_000_000), yamltext.Limits{}, "1:101 the text is nested too deeply: at most 100 levels are read"},
		"braces":   {strings.Repeat("{a: ", 1_000_000), yamltext.Limits{}, "1:401 the text is nested too deeply: at most 100 levels are read"},
		"dashes":   {strings.Repeat("- ", 1_000_000), yamltext.Limits{}, "1:201 the text is nested too deeply: at most 100 levels are read"},
		"nodes":    {"[" + strings.Repeat("a,", 1000) + "]", yamltext.Limits{Nodes: 500}, "1:1000 the text has too many values: at most 500 are read"},
		"aliases":  {bomb.String(), yamltext.Limits{}, "4:45 aliases stand for too many values: at most 10000 are read"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			root, problems := yamltext.Parse([]byte(c.text), c.lim)
			assert.Nil(t, root)
			assert.Equal(t, []string{c.want}, told(problems))
			assert.Less(t, time.Since(start), 5*time.Second)
		})
	}
}

func TestBigTextsEndSoon(t *testing.T) {
	const size = 1 << 18
	for _, piece := range []string{"# c\n", "a: b\n", "- a\n", "\"", "a: \"\n", "[", "- [\n", "a: [\n", "\t", " ", "&a ", "*a ", "? ", "|\n ", "x\n", "- - a\n", "!!str ", "'", "a: 'b\n", ": ", "[a, ", "\\", "- x: {\n", "[a]: ", "\"a\": "} {
		start := time.Now()
		root, problems := yamltext.Parse([]byte(strings.Repeat(piece, size/len(piece))), yamltext.Limits{})
		assert.True(t, root != nil || len(problems) > 0, "%q", piece)
		assert.Less(t, time.Since(start), 10*time.Second, "%q", piece)
	}
}

// TestGeneratedTextsReadBack writes random values with yaml.v3 and finds each
// of them again, at a place that holds it.
func TestGeneratedTextsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text bytes.Buffer
		enc := yaml.NewEncoder(&text)
		enc.SetIndent(rapid.IntRange(2, 6).Draw(t, "indent"))
		want := tree(3).Draw(t, "tree")
		if err := enc.Encode(want); err != nil {
			t.Skip(err)
		}
		src := text.Bytes()
		if yaml.Unmarshal(src, new(yaml.Node)) != nil {
			t.Skip("yaml.v3 writes what it cannot read")
		}
		root, problems := yamltext.Parse(src, yamltext.Limits{})
		if len(problems) > 0 {
			t.Fatalf("%q: %v", src, told(problems))
		}
		sameTree(t, src, root)
	})
}

func tree(depth int) *rapid.Generator[*yaml.Node] {
	text := rapid.OneOf(
		rapid.SampledFrom([]string{"", "a", "true", "12", "~", "a: b", "#x", "it's", "- a", "中文", "two\nlines", "end\n", "\n", " lead", "x?", "a\"b", "\t", "[", "é\u00a0", "2001-01-01"}),
		rapid.StringOfN(rapid.RuneFrom([]rune("ab :#-?\n'\"[]{},&*!|>%@中")), 0, 12, -1),
	)
	return rapid.Custom(func(t *rapid.T) *yaml.Node {
		flow := yaml.Style(0)
		if rapid.Bool().Draw(t, "flow") {
			flow = yaml.FlowStyle
		}
		kind := rapid.IntRange(0, 2).Draw(t, "kind")
		switch {
		case kind == 1 && depth > 0:
			n := &yaml.Node{Kind: yaml.SequenceNode, Style: flow}
			n.Content = rapid.SliceOfN(tree(depth-1), 0, 4).Draw(t, "items")
			return n
		case kind == 2 && depth > 0:
			n := &yaml.Node{Kind: yaml.MappingNode, Style: flow}
			for i := range rapid.IntRange(0, 4).Draw(t, "pairs") {
				key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: fmt.Sprintf("%s%d", rapid.SampledFrom([]string{"k", "k-", "中", "k: ", "#"}).Draw(t, "key"), i)}
				n.Content = append(n.Content, key, tree(depth-1).Draw(t, "value"))
			}
			return n
		}
		style := rapid.SampledFrom([]yaml.Style{0, yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle, yaml.LiteralStyle, yaml.FoldedStyle}).Draw(t, "style")
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: style, Value: text.Draw(t, "text")}
	})
}

// sameTree compares with what yaml.v3 reads from the same text (its encoder
// does not keep every odd text, its decoder is the judge) and checks that a
// node's own slice, read alone, gives the node's value.
func sameTree(t *rapid.T, src []byte, n *yamltext.Node) {
	for _, item := range n.Items {
		sameTree(t, src, item)
	}
	for _, pair := range n.Pairs {
		sameTree(t, src, pair.Key)
		sameTree(t, src, pair.Value)
	}
	slice := src[n.Start.Offset:n.End.Offset]
	if n.Kind != yamltext.Scalar || n.Style >= yamltext.Literal {
		return
	}
	var got yaml.Node
	if err := yaml.Unmarshal(slice, &got); err != nil || len(got.Content) != 1 {
		return // plain text within brackets may need its surroundings
	}
	if n.Start.Line == n.End.Line && got.Content[0].Kind == yaml.ScalarNode && got.Content[0].Value != n.Value {
		t.Fatalf("%q holds %q, not %q", slice, got.Content[0].Value, n.Value)
	}
}
