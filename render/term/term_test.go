package term_test

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
	"golang.org/x/text/width"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prosetest"
	"github.com/servicemoments/moments/render/term"
)

var update = flag.Bool("update", false, "rewrite golden files")

func textOf(t testing.TB, b *blueprint.Blueprint, o term.Options) string {
	return prosetest.Text(t, func(w io.Writer) error { return term.Write(w, b, o) })
}

func Example() {
	build := blueprint.New("Kiosk")
	buy := build.Phase("Buy")
	buy.Step().Evidence("Menu").On("customer", "Order").On("frontstage", "Take order")
	buy.Step().On("customer", "Pay").On("frontstage", "Collect payment")
	b, err := build.Blueprint()
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := term.Write(os.Stdout, b, term.Options{Width: 60}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Kiosk
	//
	//                 ╶ Buy ──────────────────────────────────╴
	//                 1                     2
	// Physical        · Menu
	// evidence
	// ───────────────────────────────────────────────────────────
	// Customer        ┌─────────────────┐   ┌─────────────────┐
	//                 │ Order           ├──→│ Pay             │
	//                 └────────┬────────┘   └────────┬────────┘
	// ═════════════════════════↓ Line of interaction ↓═══════════
	// Frontstage      ┌─────────────────┐   ┌─────────────────┐
	//                 │ Take order      │   │ Collect payment │
	//                 └─────────────────┘   └─────────────────┘
}

func TestBoards(t *testing.T) {
	for _, b := range prosetest.Boards(t) {
		for _, width := range []int{80, 120, 200} {
			t.Run(fmt.Sprint(b.Name, " ", width), func(t *testing.T) {
				prosetest.RequireGolden(t, *update, filepath.Join("testdata", fmt.Sprintf("%s-%d.golden.txt", b.Name, width)), textOf(t, b.Blueprint, term.Options{Width: width}))
			})
		}
	}
	prosetest.RequireGolden(t, *update, filepath.Join("testdata", "corner-shoeshine-ascii.golden.txt"), textOf(t, prosetest.Example(t, "corner-shoeshine"), term.Options{Width: 100, ASCII: true}))
}

// columns counts as terminals do, without the characters that join others.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	for seed := range 60 {
		for _, width := range []int{40, 80, 123} {
			for _, line := range strings.Split(textOf(t, prosetest.Random(seed), term.Options{Width: width}), "\n") {
				require.LessOrEqual(t, columns(line), width, "seed %d: %s", seed, line)
			}
		}
	}
}

// Right borders of boxes in Chinese must stand under one another.
func TestWideCharactersAreAligned(t *testing.T) {
	for _, name := range []string{"telecom-hall-zh", "telecom-hall"} {
		for _, width := range []int{80, 120, 200} {
			lines := strings.Split(textOf(t, prosetest.Example(t, name), term.Options{Width: width}), "\n")
			corners := 0
			for i, line := range lines {
				for at, r := range line {
					if r != '┐' && r != '┓' {
						continue
					}
					corners++
					x := columns(line[:at])
					below := runeAt(lines[i+1], x)
					require.Contains(t, "│┃├", below, "%s %d: line %d, column %d:\n%s\n%s", name, width, i, x, line, lines[i+1])
				}
			}
			require.NotZero(t, corners)
		}
	}
}

func runeAt(line string, x int) string {
	for at, r := range line {
		if columns(line[:at]) == x {
			return string(r)
		}
	}
	return "nothing"
}

// With room for a title on one line, all of them can be found.
func TestEveryTouchpointAndWayIsThere(t *testing.T) {
	ids := regexp.MustCompile(`\s+`)
	for seed := range 120 {
		b := prosetest.Random(seed)
		for _, x := range b.Touchpoints() {
			x.Title = fmt.Sprintf("x%dx", b.Graph().Index(x))
		}
		got := textOf(t, b, term.Options{})
		flat := ids.ReplaceAllString(got, "")
		for _, x := range b.Touchpoints() {
			require.Regexp(t, "[│┃]"+x.Title, flat, "seed %d", seed)
		}
		drawn := strings.Count(got, "→") + strings.Count(got, "↓") + strings.Count(got, "←") + strings.Count(got, "↔") + strings.Count(got, "↑")
		g := b.Graph()
		require.GreaterOrEqual(t, drawn, len(g.Ways())+len(g.Links()), "seed %d", seed)
		require.Equal(t, got, textOf(t, b, term.Options{}), "seed %d gives other bytes the second time", seed)
	}
}

func TestColoursOnlyWhereTheyAreAskedFor(t *testing.T) {
	b := prosetest.Nasty()
	plain, coloured := textOf(t, b, term.Options{Width: 100}), textOf(t, b, term.Options{Width: 100, Color: true})
	assert.NotContains(t, plain, "\x1b")
	assert.Contains(t, coloured, "\x1b[34m")
	assert.Equal(t, plain, regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured, ""))
}

// A title with codes of its own cannot steer the terminal.
func TestTitlesCannotSteerTheTerminal(t *testing.T) {
	b := prosetest.Example(t, "corner-shoeshine")
	b.Title = "\x1b[2Jgone\x07\u202e"
	b.Touchpoints()[0].Title = "\x1b]0;title\x07 \u009b31m red\r\n"
	got := textOf(t, b, term.Options{})
	for _, r := range got {
		assert.True(t, r == '\n' || r >= ' ' && (r < 0x7f || r >= 0xa0), "%q", r)
	}
}

func TestTheBoardIsASCIIWhereThatIsAskedFor(t *testing.T) {
	got := textOf(t, prosetest.Example(t, "corner-shoeshine"), term.Options{ASCII: true})
	for _, r := range got {
		assert.Less(t, r, rune(0x80), "%q", r)
	}
}

func TestOddBlueprintsAreShown(t *testing.T) {
	for _, b := range prosetest.Odd() {
		for _, width := range []int{-1, 0, 1, 80} {
			textOf(t, b, term.Options{Width: width})
		}
	}
}

func TestAFailingWriterIsReported(t *testing.T) {
	require.Error(t, term.Write(failing{}, prosetest.Nasty(), term.Options{}))
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no room") }
