package dot_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/dot"
	"github.com/servicemoments/moments/render/internal/prosetest"
)

var update = flag.Bool("update", false, "rewrite golden files")

func textOf(t testing.TB, b *blueprint.Blueprint, o dot.Options) string {
	return prosetest.Text(t, func(w io.Writer) error { return dot.Write(w, b, o) })
}

func Example() {
	build := blueprint.New("Kiosk")
	build.Phase("").Step().On("customer", "Order").On("frontstage", "Take order")
	b, err := build.Blueprint()
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := dot.Write(os.Stdout, b, dot.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// digraph "kiosk" {
	//   graph [rankdir=LR, newrank=true, label="Kiosk", labelloc=t, fontname="sans-serif", fontsize=20, nodesep=0.3, ranksep=0.7]
	//   node [shape=box, style="rounded,filled", fillcolor="#FFFFFF", fontname="sans-serif", fontsize=13, margin="0.15,0.1"]
	//   edge [color="#5A6675", fontname="sans-serif", fontsize=11, arrowsize=0.7]
	//   subgraph "cluster_lane_customer" {
	//     graph [label="Customer", labelloc=t, labeljust=l, style=filled, color="#EAF2FC", fillcolor="#EAF2FC", fontcolor="#1F5FA8", fontsize=13]
	//     "order" [label="Order", id="order", color="#1F5FA8"]
	//   }
	//   subgraph "cluster_lane_frontstage" {
	//     graph [label="Frontstage", labelloc=t, labeljust=l, style=filled, color="#E8F5EE", fillcolor="#E8F5EE", fontcolor="#1C7048", fontsize=13]
	//     "take-order" [label="Take order", id="take-order", color="#1C7048"]
	//   }
	//   "order" -> "take-order" [class=implied]
	// }
}

func TestGraphs(t *testing.T) {
	for _, b := range prosetest.Boards(t) {
		t.Run(b.Name, func(t *testing.T) {
			prosetest.RequireGolden(t, *update, filepath.Join("testdata", b.Name+".golden.dot"), textOf(t, b.Blueprint, dot.Options{}))
		})
	}
}

func TestEveryTouchpointWayAndLinkIsThere(t *testing.T) {
	for seed := range 300 {
		b := prosetest.Random(seed)
		got, g := textOf(t, b, dot.Options{Evidence: seed%2 == 0}), b.Graph()
		for _, x := range b.Touchpoints() {
			require.Contains(t, got, fmt.Sprintf("\n    %q [label=", x.ID), "seed %d", seed)
		}
		require.Equal(t, len(g.Ways()), strings.Count(got, "[class=")-strings.Count(got, "[class=link"), "seed %d", seed)
		require.Equal(t, len(g.Links()), strings.Count(got, "[class=link"), "seed %d", seed)
		require.Equal(t, got, textOf(t, prosetest.Random(seed), dot.Options{Evidence: seed%2 == 0}), "seed %d gives other bytes the second time", seed)
	}
}

func TestOddBlueprintsAreWritten(t *testing.T) {
	for _, b := range prosetest.Odd() {
		assert.Contains(t, textOf(t, b, dot.Options{Evidence: true}), "digraph")
	}
}

func TestAFailingWriterIsReported(t *testing.T) {
	require.Error(t, dot.Write(failing{}, prosetest.Nasty(), dot.Options{}))
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no room") }

// graph is what Graphviz has understood.
type graph struct {
	Objects []struct{ Name, Label, Tooltip string }
	Edges   []struct {
		Tail, Head         int
		Label, Class, Name string
	}
}

// One process lays out all graphs and tells what it has read.
func TestGraphvizUnderstandsEveryGraph(t *testing.T) {
	tool := prosetest.Tool(t, "dot", "apt-get install graphviz")
	var names []string
	texts, boards := map[string]string{}, map[string]*blueprint.Blueprint{}
	add := func(name string, b *blueprint.Blueprint, o dot.Options) {
		names, texts[name], boards[name] = append(names, name), textOf(t, b, o), b
	}
	for _, b := range prosetest.Boards(t) {
		add(b.Name, b.Blueprint, dot.Options{})
		add(b.Name+"-full", b.Blueprint, dot.Options{Evidence: true, Down: true, Language: "zh"})
	}
	for seed := range 60 {
		add(fmt.Sprintf("random-%d", seed), prosetest.Random(seed), dot.Options{Evidence: seed%2 == 0})
	}
	args := append([]string{"-Tdot_json"}, prosetest.Save(t, t.TempDir(), ".dot", names, texts)...)
	var problems strings.Builder
	command := exec.Command(tool, args...)
	command.Stderr = &problems
	out, err := command.Output()
	require.NoError(t, err, problems.String())
	require.Empty(t, problems.String())
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for _, name := range names {
		var got graph
		require.NoError(t, decoder.Decode(&got), name)
		requireSame(t, name, boards[name], got)
	}
}

func requireSame(t *testing.T, name string, b *blueprint.Blueprint, got graph) {
	t.Helper()
	labels := map[string]string{}
	for _, o := range got.Objects {
		labels[o.Name] = o.Label
	}
	for _, x := range b.Touchpoints() {
		require.Contains(t, labels, x.ID, name)
		require.Contains(t, folded(read(labels[x.ID])), folded(x.Title), name)
	}
	for _, l := range b.LanesInUse() {
		require.Contains(t, labels, "cluster_lane_"+l.ID, name)
	}
	ways := map[string]int{}
	for _, w := range b.Graph().Ways() {
		to := "end"
		if w.To != nil {
			to = w.To.ID
		}
		ways[w.From.ID+" "+to+" "+string(w.Origin)]++
	}
	for _, e := range got.Edges {
		if key := got.Objects[e.Tail].Name + " " + got.Objects[e.Head].Name + " " + e.Class; ways[key] > 0 {
			ways[key]--
		}
	}
	for key, missing := range ways {
		require.Zero(t, missing, "%s: Graphviz has no edge %s", name, key)
	}
}

// read turns a label as Graphviz gives it back into what it shows.
func read(label string) string {
	return strings.ReplaceAll(strings.NewReplacer(`\\`, `\`, `\n`, " ", `\"`, `"`).Replace(label), "&amp;", "&")
}

// folded is a text without blanks and breaks.
func folded(s string) string { return strings.Join(strings.Fields(s), "") }

func TestGraphvizDrawsTheExamples(t *testing.T) {
	tool := prosetest.Tool(t, "dot", "apt-get install graphviz")
	for _, b := range prosetest.Boards(t) {
		command := exec.Command(tool, "-Tsvg")
		command.Stdin = strings.NewReader(textOf(t, b.Blueprint, dot.Options{}))
		out, err := command.CombinedOutput()
		require.NoError(t, err, string(out))
		require.NotContains(t, string(out), "<script>", b.Name)
		require.NotContains(t, string(out), "Warning", b.Name)
	}
}
