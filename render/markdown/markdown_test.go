package markdown_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prosetest"
	"github.com/servicemoments/moments/render/markdown"
)

var update = flag.Bool("update", false, "rewrite golden files")

func textOf(t testing.TB, b *blueprint.Blueprint, o markdown.Options) string {
	return prosetest.Text(t, func(w io.Writer) error { return markdown.Write(w, b, o) })
}

func Example() {
	build := blueprint.New("Kiosk")
	build.Phase("Buy").Step().Evidence("Menu").On("customer", "Order").On("frontstage", "Take order")
	b, err := build.Blueprint()
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := markdown.Write(os.Stdout, b, markdown.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # Kiosk
	//
	// Service blueprint with 2 touchpoints, 1 step and 2 lanes.
	//
	// - Line of interaction: Customer \| Frontstage
	//
	// ## Buy
	//
	// | Step | Physical evidence | Customer | Frontstage |
	// | --- | --- | --- | --- |
	// | 1 | Menu | Order | Take order |
	//
	// ## Ways
	//
	// - 1 Order → 1 Take order
}

func TestDocuments(t *testing.T) {
	for _, b := range prosetest.Boards(t) {
		t.Run(b.Name, func(t *testing.T) {
			prosetest.RequireGolden(t, *update, filepath.Join("testdata", b.Name+".golden.md"), textOf(t, b.Blueprint, markdown.Options{IDs: b.Name == "nasty"}))
		})
	}
}

func TestEveryTouchpointAndWayIsThere(t *testing.T) {
	for seed := range 300 {
		b := prosetest.Random(seed)
		got, g := textOf(t, b, markdown.Options{IDs: true}), b.Graph()
		require.Equal(t, got, textOf(t, prosetest.Random(seed), markdown.Options{IDs: true}), "seed %d gives other bytes the second time", seed)
		shown := plain(got)
		for _, x := range b.Touchpoints() {
			require.Equal(t, 1, strings.Count(shown, "| "+x.ID+" | "), "seed %d: %s in the table of ids", seed, x.ID)
			require.GreaterOrEqual(t, strings.Count(shown, x.Title), 2, "seed %d: %s", seed, x.Title)
		}
		require.Equal(t, len(g.Ways()), strings.Count(got, " → ")-oneWayLinks(g), "seed %d", seed)
		requireSquareTables(t, got)
	}
}

func oneWayLinks(g *blueprint.Graph) int {
	n := 0
	for _, l := range g.Links() {
		if !l.Link.Both {
			n++
		}
	}
	return n
}

// plain undoes the escapes.
func plain(markdown string) string {
	s := regexp.MustCompile(`\\([[:punct:]])`).ReplaceAllString(markdown, "$1")
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// requireSquareTables checks that all rows of a table have as many cells.
func requireSquareTables(t *testing.T, markdown string) {
	t.Helper()
	cells := -1
	for _, line := range strings.Split(markdown, "\n") {
		if !strings.HasPrefix(line, "|") {
			cells = -1
			continue
		}
		n := strings.Count(regexp.MustCompile(`\\.`).ReplaceAllString(line, ""), "|")
		if cells >= 0 {
			require.Equal(t, cells, n, line)
		}
		cells = n
	}
}

func TestTitlesAreHarmless(t *testing.T) {
	got := textOf(t, prosetest.Nasty(), markdown.Options{IDs: true})
	requireSquareTables(t, got)
	withoutBreaks := strings.ReplaceAll(got, "<br>", "")
	assert.NotContains(t, withoutBreaks, "<")
	assert.NotContains(t, got, "](", "no text turns into a link")
	for _, line := range strings.Split(got, "\n") {
		assert.NotRegexp(t, `^(# a|---|- #)`, line)
	}
}

func TestHeadingsBeginWhereTheyAreAskedTo(t *testing.T) {
	got := textOf(t, prosetest.Example(t, "corner-shoeshine"), markdown.Options{Level: 3})
	assert.Contains(t, got, "### Corner shoeshine\n")
	assert.Contains(t, got, "#### Shine\n")
}

func TestOddBlueprintsAreWritten(t *testing.T) {
	for _, b := range prosetest.Odd() {
		assert.True(t, strings.HasPrefix(textOf(t, b, markdown.Options{IDs: true}), "# "))
	}
}

func TestAFailingWriterIsReported(t *testing.T) {
	require.Error(t, markdown.Write(failing{}, prosetest.Nasty(), markdown.Options{}))
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no room") }
