package d2_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/d2"
	"github.com/servicemoments/moments/render/internal/prosetest"
)

var update = flag.Bool("update", false, "rewrite golden files")

func textOf(t testing.TB, b *blueprint.Blueprint, o d2.Options) string {
	return prosetest.Text(t, func(w io.Writer) error { return d2.Write(w, b, o) })
}

func Example() {
	build := blueprint.New("Kiosk")
	build.Phase("").Step().On("customer", "Order").On("frontstage", "Take order")
	b, err := build.Blueprint()
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := d2.Write(os.Stdout, b, d2.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// direction: right
	// title: "Kiosk" {shape: text; near: top-center; style.font-size: 28}
	// classes: {
	//   touchpoint.style: {border-radius: 6; fill: "#FFFFFF"}
	//   moment.style: {stroke: "#5A35C8"; stroke-width: 3}
	//   critical.style: {stroke: "#5A35C8"; stroke-width: 5}
	//   recovery.style: {stroke: "#B3261E"; stroke-dash: 4}
	//   no-way.style.stroke-dash: 2
	// }
	// "lane-customer": "Customer" {
	//   style: {fill: "#EAF2FC"; stroke: "#1F5FA8"; font-color: "#1F5FA8"}
	//   "order": "Order" {class: [touchpoint]}
	// }
	// "lane-frontstage": "Frontstage" {
	//   style: {fill: "#E8F5EE"; stroke: "#1C7048"; font-color: "#1C7048"}
	//   "take-order": "Take order" {class: [touchpoint]}
	// }
	// "lane-customer"."order" -> "lane-frontstage"."take-order"
}

func TestDiagrams(t *testing.T) {
	for _, b := range prosetest.Boards(t) {
		t.Run(b.Name, func(t *testing.T) {
			prosetest.RequireGolden(t, *update, filepath.Join("testdata", b.Name+".golden.d2"), textOf(t, b.Blueprint, d2.Options{}))
		})
	}
}

func TestEveryTouchpointAndWayIsThere(t *testing.T) {
	boxes := regexp.MustCompile(`(?m)^  ("[^"]+"): ".*" \{class: \[touchpoint`)
	arrows := regexp.MustCompile(`(?m)^"lane-[^"]+"\."[^"]+" <?-> `)
	for seed := range 300 {
		b := prosetest.Random(seed)
		got, g := textOf(t, b, d2.Options{}), b.Graph()
		keys := map[string]bool{}
		for _, m := range boxes.FindAllStringSubmatch(got, -1) {
			keys[m[1]] = true
		}
		require.Len(t, keys, len(b.Touchpoints()), "seed %d", seed)
		require.Len(t, arrows.FindAllString(got, -1), len(g.Ways())+len(g.Links()), "seed %d", seed)
		require.Equal(t, got, textOf(t, prosetest.Random(seed), d2.Options{}), "seed %d gives other bytes the second time", seed)
	}
}

func TestOddBlueprintsAreWritten(t *testing.T) {
	for _, b := range prosetest.Odd() {
		assert.Contains(t, textOf(t, b, d2.Options{Down: true}), "direction: down\n")
	}
}

func TestAFailingWriterIsReported(t *testing.T) {
	require.Error(t, d2.Write(failing{}, prosetest.Nasty(), d2.Options{}))
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no room") }

type answer struct {
	Error   string
	Objects []struct{ ID, Label string }
	Edges   []struct{ From, To, Label string }
}

// D2's own compiler reads all texts in one process.
func TestD2UnderstandsEveryDiagram(t *testing.T) {
	var names []string
	texts, boards := map[string]string{}, map[string]*blueprint.Blueprint{}
	add := func(name string, b *blueprint.Blueprint, o d2.Options) {
		names, texts[name], boards[name] = append(names, name), textOf(t, b, o), b
	}
	for _, b := range prosetest.Boards(t) {
		add(b.Name, b.Blueprint, d2.Options{})
	}
	for seed := range 40 {
		add(fmt.Sprintf("random-%d", seed), prosetest.Random(seed), d2.Options{Down: seed%2 == 0})
	}
	for i, a := range ask(t, names, texts) {
		name, b := names[i], boards[names[i]]
		require.Empty(t, a.Error, name)
		labels := map[string]bool{}
		for _, o := range a.Objects {
			labels[folded(o.Label)] = true
		}
		for _, l := range b.LanesInUse() {
			require.True(t, l.Title == "" || labels[folded(l.Title)], "%s: lane %s", name, l.ID)
		}
		g := b.Graph()
		for _, x := range b.Touchpoints() {
			require.Contains(t, keysOf(labels), folded(x.Title), name)
		}
		require.Len(t, a.Edges, len(g.Ways())+len(g.Links()), name)
		for k, w := range g.Ways() {
			require.Contains(t, folded(a.Edges[k].Label), folded(w.When), name)
		}
		ends := 0
		for _, w := range g.Ways() {
			if w.To == nil {
				ends = 1
			}
		}
		require.Len(t, a.Objects, len(b.Touchpoints())+len(b.LanesInUse())+1+ends, name)
	}
}

func ask(t *testing.T, names []string, texts map[string]string) []answer {
	t.Helper()
	dir := t.TempDir()
	tool := filepath.Join(dir, "d2check")
	build := exec.Command("go", "build", "-o", tool, ".")
	build.Dir = filepath.Join("..", "..", "scripts", "tools", "d2")
	build.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=readonly", "GOWORK=off") // a test fetches nothing
	if out, err := build.CombinedOutput(); err != nil {
		t.Log(string(out))
		prosetest.Missing(t, "D2's compiler", "run go mod download in scripts/tools/d2")
	}
	out, err := exec.Command(tool, prosetest.Save(t, dir, ".d2", names, texts)...).Output()
	require.NoError(t, err)
	var answers []answer
	require.NoError(t, json.Unmarshal(out, &answers))
	require.Len(t, answers, len(names))
	return answers
}

func keysOf(labels map[string]bool) string {
	var out strings.Builder
	for l := range labels {
		out.WriteString(l + "\n")
	}
	return out.String()
}

// folded is a text without blanks and breaks.
func folded(s string) string { return strings.Join(strings.Fields(s), "") }
