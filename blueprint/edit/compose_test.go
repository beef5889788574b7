package edit_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// someEdits are edits of a text that do not overlap.
func someEdits(t *rapid.T, src []byte) []edit.Edit {
	cuts := rapid.SliceOfN(rapid.IntRange(0, len(src)), 0, 8).Draw(t, "cuts")
	for i, c := range cuts {
		for c < len(src) && !utf8.RuneStart(src[c]) {
			c++
		}
		cuts[i] = c
	}
	slices.Sort(cuts)
	var out []edit.Edit
	for i := 0; i+1 < len(cuts); i += 2 {
		out = append(out, edit.Edit{Start: cuts[i], End: cuts[i+1], Text: rapid.StringN(0, 3, -1).Draw(t, "text")})
	}
	return out
}

func TestEditsComposeAndAreUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := []byte(rapid.StringOfN(rapid.RuneFrom([]rune("ab中é\n")), 0, 20, -1).Draw(t, "src"))
		first := someEdits(t, src)
		between, err := edit.Apply(src, first)
		require.NoError(t, err)
		second := someEdits(t, between)
		want, err := edit.Apply(between, second)
		require.NoError(t, err)
		both, err := edit.Compose(src, first, second)
		require.NoError(t, err)
		got, err := edit.Apply(src, both)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
		back, err := edit.Apply(got, edit.Invert(src, both))
		require.NoError(t, err)
		require.Equal(t, string(src), string(back))
		for i, e := range both {
			require.True(t, utf8.ValidString(e.Text))
			require.True(t, i == 0 || both[i-1].End <= e.Start)
			require.NotEqual(t, string(src[e.Start:e.End]), e.Text, "an edit that changes nothing")
		}
	})
}

func TestComposeLeavesOutWhatIsPutBack(t *testing.T) {
	src := []byte("a: 1\nb: 2\n")
	edits, err := edit.Compose(src, []edit.Edit{{Start: 0, End: 5}}, []edit.Edit{{Start: 0, End: 0, Text: "a: 9\n"}})
	require.NoError(t, err)
	require.Equal(t, []edit.Edit{{Start: 3, End: 4, Text: "9"}}, edits)
}
