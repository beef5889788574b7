package sheet_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/sheet"
)

// requireRoundTrip carries a blueprint into a spreadsheet and back.
func requireRoundTrip(t require.TestingT, b *blueprint.Blueprint, f sheet.Format, o sheet.Options) {
	var out bytes.Buffer
	require.NoError(t, sheet.Write(&out, b, f, o))
	back, found, err := sheet.Read(bytes.NewReader(out.Bytes()), "back."+string(f), sheet.ReadOptions{})
	require.NoError(t, err)
	require.Empty(t, found, "%s", found.Error())
	if !blueprint.Equal(b, back) {
		var want, got bytes.Buffer
		require.NoError(t, b.Write(&want))
		require.NoError(t, back.Write(&got))
		w, g := strings.Split(want.String(), "\n"), strings.Split(got.String(), "\n")
		for i := range w {
			if i >= len(g) || w[i] != g[i] {
				require.Equal(t, w[i], g[min(i, len(g)-1)], "line %d", i+1)
			}
		}
		require.Fail(t, "read back as something else")
	}
}

func everyWay(visit func(f sheet.Format, o sheet.Options)) {
	for _, f := range sheet.Formats() {
		for _, form := range sheet.Forms() {
			visit(f, sheet.Options{Form: form})
		}
	}
}

func TestExamplesGoThereAndBack(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range append(files, "../testdata/allkeys.yaml") {
		b, err := blueprint.Load(file)
		require.NoError(t, err)
		everyWay(func(f sheet.Format, o sheet.Options) {
			t.Run(fmt.Sprintf("%s/%s/%s", filepath.ToSlash(file), f, o.Form), func(t *testing.T) { requireRoundTrip(t, b, f, o) })
		})
	}
}

func TestRandomBlueprintsGoThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(blueprinttest.Seeded(rapid.Uint64().Draw(t, "seed")), blueprinttest.Shape{})
		f := sheet.Formats()[rapid.IntRange(0, 1).Draw(t, "format")]
		form := sheet.Forms()[rapid.IntRange(0, 1).Draw(t, "form")]
		requireRoundTrip(t, b, f, sheet.Options{Form: form, Language: []string{"", "en", "zh"}[rapid.IntRange(0, 2).Draw(t, "language")]})
	})
}

// TestABoardWithoutItsTables reads only what is drawn: structure, marks, ways and
// links come from the board.
func TestABoardWithoutItsTables(t *testing.T) {
	for _, name := range []string{"telecom-hall", "telecom-hall-zh", "complaint-handling"} {
		b, err := blueprint.Load("../../examples/" + name + "/blueprint.yaml")
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, sheet.WriteCSV(&out, b, sheet.Options{}))
		board, _, ok := strings.Cut(out.String(), "\r\n# ")
		require.True(t, ok)
		back, found, err := sheet.Read(strings.NewReader(board), "board.csv", sheet.ReadOptions{})
		require.NoError(t, err)
		require.Empty(t, found)
		require.Equal(t, b.Title, back.Title)
		require.Len(t, back.Phases, len(b.Phases))
		for i := range b.Phases {
			require.Equal(t, b.Phases[i].Title, back.Phases[i].Title)
			require.Len(t, back.Phases[i].Steps, len(b.Phases[i].Steps))
		}
		want, got := b.Touchpoints(), back.Touchpoints()
		require.Len(t, got, len(want))
		for i, w := range want {
			g := got[i]
			require.Equal(t, w.Title, g.Title)
			require.Equal(t, w.IsCritical(), g.IsCritical(), w.Title)
			require.Equal(t, w.Moment != nil, g.Moment != nil, w.Title)
			require.Equal(t, w.Wait != nil, g.Wait != nil, w.Title)
			require.Equal(t, len(w.Fails) > 0, len(g.Fails) > 0, w.Title)
			require.Len(t, g.Next, len(w.Next), w.Title)
			for j := range w.Next {
				require.Equal(t, w.Next[j].When, g.Next[j].When)
				require.Equal(t, w.Next[j].Chance, g.Next[j].Chance)
			}
		}
		require.Len(t, back.Links, len(b.Links))
	}
}
