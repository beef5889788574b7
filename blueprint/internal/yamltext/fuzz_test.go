package yamltext_test

import (
	"testing"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

func FuzzParse(f *testing.F) {
	f.Add([]byte(shoeshine))
	for _, c := range brokenTexts {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		root, problems := yamltext.Parse(src, yamltext.Limits{Bytes: 1 << 16})
		if root == nil && len(problems) == 0 {
			t.Fatal("neither a tree nor a problem")
		}
		for _, p := range problems {
			inRange(t, src, p.Start, p.End)
			if p.Message == "" || p.Message == "this cannot be read as YAML from here on" {
				t.Fatalf("the reader went down: %+v", p)
			}
			for _, r := range p.Related {
				inRange(t, src, r.Start, r.End)
			}
		}
		if root != nil {
			nodesInRange(t, src, root)
		}
	})
}

func nodesInRange(t *testing.T, src []byte, n *yamltext.Node) {
	inRange(t, src, n.Start, n.End)
	if n.Alias != nil {
		inRange(t, src, n.Alias.Start, n.Alias.End)
		return
	}
	for _, item := range n.Items {
		nodesInRange(t, src, item)
	}
	for _, pair := range n.Pairs {
		nodesInRange(t, src, pair.Key)
		nodesInRange(t, src, pair.Value)
	}
}

func inRange(t *testing.T, src []byte, start, end yamltext.Pos) {
	t.Helper()
	for _, p := range []yamltext.Pos{start, end} {
		if p.Line < 1 || p.Column < 1 || p.Offset < 0 || p.Offset > len(src) {
			t.Fatalf("%+v is outside of %d bytes", p, len(src))
		}
		line := 1
		for _, c := range src[:p.Offset] {
			if c == '\n' {
				line++
			}
		}
		if line != p.Line {
			t.Fatalf("offset %d is in line %d, not %d", p.Offset, line, p.Line)
		}
	}
	if start.Offset > end.Offset {
		t.Fatalf("%+v is behind %+v", start, end)
	}
}
