package plantuml_test

import (
	"errors"
	"flag"
	"fmt"
	"html"
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
	"github.com/servicemoments/moments/render/internal/prosetest"
	"github.com/servicemoments/moments/render/plantuml"
)

var update = flag.Bool("update", false, "rewrite golden files")

func textOf(t testing.TB, b *blueprint.Blueprint, o plantuml.Options) string {
	return prosetest.Text(t, func(w io.Writer) error { return plantuml.Write(w, b, o) })
}

func Example() {
	build := blueprint.New("Kiosk")
	build.Phase("").Step().On("customer", "Order").On("frontstage", "Take order")
	b, err := build.Blueprint()
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := plantuml.Write(os.Stdout, b, plantuml.Options{Down: true}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// @startuml
	// title Kiosk
	// skinparam shadowing false
	// skinparam wrapWidth 180
	// skinparam roundCorner 10
	// skinparam ArrowColor #5A6675
	// skinparam rectangle {
	//   BackgroundColor #FFFFFF
	//   BorderColor #5A6675
	//   BorderColor<<moment>> #5A35C8
	//   BorderThickness<<critical>> 3
	//   BorderColor<<critical>> #5A35C8
	// }
	// hide stereotype
	// rectangle "Customer" as lane_customer #EAF2FC {
	//   rectangle "Order" as t_order
	// }
	// rectangle "Frontstage" as lane_frontstage #E8F5EE {
	//   rectangle "Take order" as t_take_order
	// }
	// t_order --> t_take_order
	// @enduml
}

func TestDiagrams(t *testing.T) {
	for _, b := range prosetest.Boards(t) {
		t.Run(b.Name, func(t *testing.T) {
			prosetest.RequireGolden(t, *update, filepath.Join("testdata", b.Name+".golden.puml"), textOf(t, b.Blueprint, plantuml.Options{}))
		})
	}
}

func TestEveryTouchpointAndWayIsThere(t *testing.T) {
	boxes := regexp.MustCompile(`(?m)^  rectangle ".*" as (t_\S+)`)
	arrows := regexp.MustCompile(`(?m)^t_\S+ <?-\S*-?> \S+`)
	for seed := range 300 {
		b := prosetest.Random(seed)
		got, g := textOf(t, b, plantuml.Options{}), b.Graph()
		ids := map[string]bool{}
		for _, m := range boxes.FindAllStringSubmatch(got, -1) {
			ids[m[1]] = true
		}
		require.Len(t, ids, len(b.Touchpoints()), "seed %d", seed)
		require.Len(t, arrows.FindAllString(got, -1), len(g.Ways())+len(g.Links()), "seed %d\n%s", seed, got)
		require.Equal(t, got, textOf(t, prosetest.Random(seed), plantuml.Options{}), "seed %d gives other bytes the second time", seed)
	}
}

func TestOddBlueprintsAreWritten(t *testing.T) {
	for _, b := range prosetest.Odd() {
		assert.Contains(t, textOf(t, b, plantuml.Options{}), "@startuml\n")
	}
}

func TestAFailingWriterIsReported(t *testing.T) {
	require.Error(t, plantuml.Write(failing{}, prosetest.Nasty(), plantuml.Options{}))
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no room") }

// One process of PlantUML draws all diagrams.
func TestPlantUMLDrawsEveryDiagram(t *testing.T) {
	tool := prosetest.Tool(t, "plantuml", "apt-get install plantuml")
	prosetest.Tool(t, "dot", "apt-get install graphviz")
	var names []string
	texts, boards := map[string]string{}, map[string]*blueprint.Blueprint{}
	add := func(name string, b *blueprint.Blueprint, o plantuml.Options) {
		names, texts[name], boards[name] = append(names, name), textOf(t, b, o), b
	}
	for _, b := range prosetest.Boards(t) {
		add(b.Name, b.Blueprint, plantuml.Options{})
	}
	for seed := range 3 {
		add(fmt.Sprintf("random-%d", seed), prosetest.Random(seed), plantuml.Options{Down: seed%2 == 0})
	}
	dir := t.TempDir()
	args := append([]string{"-tsvg", "-charset", "UTF-8", "-failfast2"}, prosetest.Save(t, dir, ".puml", names, texts)...)
	out, err := exec.Command(tool, args...).CombinedOutput()
	require.NoError(t, err, string(out))
	for _, name := range names {
		picture, err := os.ReadFile(filepath.Join(dir, name+".svg"))
		require.NoError(t, err)
		require.NotContains(t, string(picture), "<script", name)
		shown := words(string(picture))
		for _, x := range boards[name].Touchpoints() {
			require.Contains(t, shown, folded(x.Title), name)
		}
		for _, w := range boards[name].Graph().Ways() {
			require.Contains(t, shown, folded(w.When), name)
		}
	}
}

// words are the texts of an SVG without blanks.
func words(svg string) string {
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)<text[^>]*>(.*?)</text>`).FindAllStringSubmatch(svg, -1) {
		out.WriteString(folded(html.UnescapeString(m[1])))
	}
	return out.String()
}

// folded is a text without blanks and breaks.
func folded(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), "\u00a0", "")
}
