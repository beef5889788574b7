package graphviz

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

var update = flag.Bool("update", false, "rewrite golden files")

func small() view.LayoutGraph {
	return view.LayoutGraph{
		Nodes:    []view.LayoutNode{{W: 144, H: 72}, {W: 144, H: 72, Cluster: 1}},
		Clusters: []view.LayoutCluster{{LabelW: 60, LabelH: 17}, {LabelW: 60, LabelH: 17}},
		Edges:    []view.LayoutEdge{{From: 0, To: 1, Weight: 2}, {From: 1, To: 0, LabelW: 72, LabelH: 18, Weight: 1}},
	}
}

func TestWhatGraphvizIsAsked(t *testing.T) {
	engine, err := view.EngineNamed("dot")
	require.NoError(t, err)
	assert.Equal(t, `digraph {
graph [rankdir=LR, newrank=true, nodesep=0.1944, ranksep=0.3611, splines=true];
node [shape=box, fixedsize=true, label=" ", margin=0];
edge [dir=none];
subgraph cluster_0 {
graph [margin=19, labeljust=l, fontname=Courier, fontsize=17.0000, label=xxxxxx];
n0 [width=2.0000, height=1.0000];
}
subgraph cluster_1 {
graph [margin=19, labeljust=l, fontname=Courier, fontsize=17.0000, label=xxxxxx];
n1 [width=2.0000, height=1.0000];
}
w1 [width=1.0000, height=0.2500];
n0 -> n1 [id=e0, weight=2, len=2.7361];
n1 -> w1 [id=a1, weight=1, len=2.1334];
w1 -> n0 [id=b1, weight=1, len=2.1334];
}
`, string(source(small(), engine)))
}

// answered is what Graphviz answered to the small graph once.
func answered(t *testing.T) []byte {
	t.Helper()
	file := filepath.Join("testdata", "small.dot")
	if *update {
		engine, err := view.EngineNamed("dot")
		require.NoError(t, err)
		out, err := run(engine.Name, source(small(), engine))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, out, 0o644)) //nolint:gosec // a file of the project
	}
	out, err := os.ReadFile(file)
	require.NoError(t, err)
	return out
}

func TestWhatGraphvizAnswersIsRead(t *testing.T) {
	p, err := read(answered(t))
	require.NoError(t, err)
	assert.Len(t, p.nodes, 3)
	assert.Len(t, p.clusters, 2)
	assert.Len(t, p.edges, 3)
	assert.NotEmpty(t, p.graph["bb"], "that of a cluster is not taken for it")
	assert.NotEqual(t, p.graph["bb"], p.clusters["cluster_0"]["bb"])

	l, err := layout(small(), p)
	require.NoError(t, err)
	assert.Less(t, l.Nodes[0].X, l.Nodes[1].X, "layers go from left to right")
	for i, c := range l.Clusters {
		assert.True(t, c.Contains(frame(l.Nodes[i], 144, 72)), "node %d stands in its frame", i)
		assert.Greater(t, l.Nodes[i].Y-36-c.Y, 17.0, "over it is room for a name")
	}
	assert.Zero(t, l.Routes[0].Label)
	label := l.Routes[1].Label
	assert.InDelta(t, 72, label.W, 1e-9)
	assert.InDelta(t, 18, label.H, 1e-9)
	assert.InDelta(t, 0, apart(l.Routes[1].Curve[0], frame(l.Nodes[1], 144, 72)), 1, "a way back begins where it comes from")
}

func TestTextOfGraphviz(t *testing.T) {
	p, err := read([]byte("strict digraph \"a name\" {\n\tgraph [bb=\"0,0,10,20\"];\n\tnode [label=\"\\N\"];\n" +
		"\tn0\t[label=\"say \\\"yes\\\"; ]\", pos=\"1.5e+03,\\\n-2.5\"];\n\tn0 -> \"n 1\"\t[id=e0];\n\t\"n 1\";\n}\n"))
	require.NoError(t, err)
	assert.Equal(t, "0,0,10,20", p.graph["bb"])
	assert.Equal(t, attributes{"label": `say "yes"; ]`, "pos": "1.5e+03,-2.5"}, p.nodes["n0"])
	assert.Contains(t, p.nodes, "n 1")
	assert.Contains(t, p.edges, "e0")
}

func TestTextThatIsNoGraph(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "line 1: it ends too early",
		"graph {}":                   `line 1: "graph" is not expected there`,
		"strict graph {}":            `line 1: "graph" is not expected there`,
		"digraph a b":                `line 1: "b" is not expected there`,
		"digraph {":                  "it ends too early",
		"digraph {\nn0 [":            "line 2: it ends too early",
		"digraph {\nn0 [a":           "line 2: it ends too early",
		"digraph {\nn0 [a=":          "it ends too early",
		"digraph {\nn0 [a b]":        `line 2: "b" is not expected there`,
		"digraph {\n[;}":             `line 2: "[" is not expected there`,
		"digraph {\nn0 \"never ends": "line 2: it ends too early",
		"digraph { subgraph a b }":   `line 1: "b" is not expected there`,
		"digraph {" + strings.Repeat("subgraph a {", 99): "subgraphs are nested too deeply",
	} {
		_, err := read([]byte(text))
		assert.EqualError(t, err, want, text)
	}
}

func TestPlacesThatAreNone(t *testing.T) {
	text := string(answered(t))
	for before, after := range map[string]string{
		`bb="0,0,`: `bb="nan,0,`,
		"\tn0\t[":  "\tn7\t[",
		`pos="`:    `pos="x,`,
		"\tw1\t[":  "\tw2\t[",
	} {
		require.Contains(t, text, before)
		p, err := read([]byte(strings.Replace(text, before, after, 1)))
		require.NoError(t, err)
		_, err = layout(small(), p)
		assert.Error(t, err, after)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("digraph {\n\tgraph [bb=\"0,0,10,20\"];\n\tn0 [pos=\"1,2\"];\n\tsubgraph cluster_0 { graph [bb=\"1,2,3,4\"]; }\n\tn0 -> n1 [id=e0, pos=\"1,2 3,4 5,6 7,8\"];\n}\n")
	if text, err := os.ReadFile(filepath.Join("testdata", "small.dot")); err == nil {
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := read([]byte(text)); err == nil {
			l, err := layout(small(), p)
			if err == nil && len(l.Routes) != 2 {
				t.Error("a route is missing")
			}
		}
	})
}

func TestWaysLeadAroundNodes(t *testing.T) {
	square := func(x, y float64) area { return area{Rect: scene.Rect{X: x, Y: y, W: 100, H: 100}} }
	all := []area{square(0, 0), square(800, 0), square(300, -20), square(550, 30), {scene.Rect{X: 450, Y: 40, W: 60, H: 16}, true}}
	free := straight(scene.Point{X: 100, Y: 300}, scene.Point{X: 800, Y: 300})
	assert.Equal(t, free, around(free, all, 0, 1, 0), "nothing is in the way")

	curve := around(direct(all[0].Rect, all[1].Rect), all, 0, 1, 0)
	assert.False(t, blocked(flat(curve), all, 0, 1))
	assert.InDelta(t, 0, apart(curve[0], all[0].Rect), 0.01)
	assert.InDelta(t, 0, apart(curve[len(curve)-1], all[1].Rect), 0.01)
	long := 0.0
	for line, i := flat(curve), 1; i < len(line); i++ {
		long += distance(line[i-1], line[i])
	}
	assert.Less(t, long, 800.0, "it is no long way round")
}

func TestAWayWithoutAWayOutStaysAWay(t *testing.T) {
	one := area{Rect: scene.Rect{X: 0, Y: 0, W: 100, H: 100}}
	walled := area{Rect: scene.Rect{X: -50, Y: -50, W: 200, H: 200}}
	far := area{Rect: scene.Rect{X: 900, Y: 0, W: 100, H: 100}}
	curve := around(direct(one.Rect, far.Rect), []area{one, far, walled}, 0, 1, 0)
	assert.Equal(t, 1, len(curve)%3)
}
