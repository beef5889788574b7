package edit_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPiecesKeepTheirCommentsAndLayout(t *testing.T) {
	for name, c := range map[string]struct {
		src, from, to string
		index         int
		want          string
	}{
		"to the end of a list": {
			"a:\n  - x # of x\n  # about y\n  - k: y # of y\n\n    l: z\nb:\n  - 1\n", "a[1]", "b", 1,
			"a:\n  - x # of x\nb:\n  - 1\n  # about y\n  - k: y # of y\n\n    l: z\n"},
		"before what has a comment": {
			"a: {b: 1}\nc:\n  # about d\n  - d\n", "a.b", "c", 0, "a: {}\nc:\n  - 1\n  # about d\n  - d\n"},
		"beside a single value": {
			"- a: x\n  b: y\n", "[0].a", "[0].b", 1, "- b: [y, x]\n"},
		"a block beside a single value": {
			"a:\n  # about k\n  k: 1 # of k\nb: y # of y\n", "a", "b", 0,
			"b:\n  # about k\n  - k: 1 # of k\n  - y # of y\n"},
		"a block into brackets": {
			"a:\n  k: 1 # of k\nb: [x, y] # of b\n", "a", "b", 1,
			"b: # of b\n  - x\n  - k: 1 # of k\n  - y\n"},
		"a block into brackets within brackets": {
			"a:\n  k: 1 # of k\nb: {c: x, d: y}\n", "a", "b.c", 0,
			"b:\n  c:\n    - k: 1 # of k\n    - x\n  d: y\n"},
		"a block without comments into brackets": {
			"a:\n  k: 1\nb: [x]\n", "a", "b", 1, "b: [x, {k: 1}]\n"},
		"text in lines, indented anew": {
			"a:\n  - |\n    one\n     two\n  - x\nb:\n      - y\n", "a[0]", "b", 0,
			"a:\n  - x\nb:\n      - |\n        one\n         two\n      - y\n"},
		"blank lines between": {
			"a:\n  - x: 1\n\n  - x: 2\n\n  - x: 3\nb: []\n", "a[0]", "a", 2, "a:\n  - x: 2\n\n  - x: 3\n\n  - x: 1\nb: []\n"},
		"blank lines, to the front": {
			"a:\n  - x: 1\n\n  - x: 2\n\n  - x: 3\nb: []\n", "a[2]", "a", 0, "a:\n  - x: 3\n\n  - x: 1\n\n  - x: 2\nb: []\n"},
		"a comma needs quotes in brackets": {
			"a: x, y\nb: [1]\n", "a", "b", 0, "b: ['x, y', 1]\n"},
		"carriage returns": {
			"a:\r\n  # c\r\n  - x\r\n  - y\r\nb:\r\n  - z\r\n", "a[0]", "b", 1, "a:\r\n  - y\r\nb:\r\n  - z\r\n  # c\r\n  - x\r\n"},
		"no line end": {"a:\n  - x\n  - y\nb:\n  - z", "a[0]", "b", 1, "a:\n  - y\nb:\n  - z\n  - x"},
	} {
		t.Run(name, func(t *testing.T) {
			edits, p, err := edit.Take([]byte(c.src), path(t, c.from))
			without := applied(t, c.src, edits, err)
			edits, err = edit.Put([]byte(without), path(t, c.to), c.index, p)
			assert.Equal(t, c.want, applied(t, without, edits, err))
		})
	}
}

func TestKeysArePutInOrder(t *testing.T) {
	p, err := edit.NewPiece(edit.Map{{"title", "x"}, {"time", edit.Plain("30s")}})
	require.NoError(t, err)
	for src, want := range map[string]string{
		"- a: 1\n  c: 3\n":   "- a: 1\n  b: {title: x, time: 30s}\n  c: 3\n",
		"- c: 3\n":           "- b: {title: x, time: 30s}\n  c: 3\n",
		"- {a: 1}\n":         "- {a: 1, b: {title: x, time: 30s}}\n",
		"- {} # nothing\n":   "- {b: {title: x, time: 30s}} # nothing\n",
		"- {}\n":             "- b: {title: x, time: 30s}\n",
		"- a: 1\n\n  c: 3\n": "- a: 1\n\n  b: {title: x, time: 30s}\n\n  c: 3\n",
	} {
		edits, err := edit.PutKey([]byte(src), path(t, "[0]"), "b", p, "a", "b", "c")
		assert.Equal(t, want, applied(t, src, edits, err))
	}
}

func TestAnyPieceCanBePutAnywhere(t *testing.T) {
	unsafe, all := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		src := untidyText(t)
		root := parsed(t, src)
		from := rapid.SampledFrom(paths(root, nil)[1:]).Draw(t, "from")
		n := get(root, from)
		edits, p, err := edit.Take(src, from)
		all++
		if err != nil {
			require.ErrorIs(t, err, edit.ErrUnsafe)
			unsafe++
			return
		}
		without, err := edit.Apply(src, edits)
		require.NoError(t, err)
		rest := parsed(t, without)
		to := rapid.SampledFrom(paths(rest, nil)).Draw(t, "to")
		target := get(rest, to)
		index := rapid.IntRange(0, len(target.Items)).Draw(t, "index")
		got := to.At(index)
		if target.Kind == yamltext.Mapping && rapid.Bool().Draw(t, "key") {
			edits, err = edit.PutKey(without, to, "new key", p)
			got = to.Key("new key")
		} else {
			edits, err = edit.Put(without, to, index, p)
		}
		if errors.Is(err, edit.ErrUnsafe) || errors.Is(err, edit.ErrKind) {
			unsafe++
			return
		}
		require.NoError(t, err, "%s to %s in %q", from, to, src)
		out, err := edit.Apply(without, edits)
		require.NoError(t, err)
		require.Equal(t, meaning(n), meaning(get(parsed(t, out), got)))
		a, b := comments(src), comments(out)
		slices.Sort(a)
		slices.Sort(b)
		require.Equal(t, a, b, "%s to %s in %q gives %q", from, to, src, out)
	})
	require.Less(t, unsafe*2, all, "most can be put somewhere else")
	t.Logf("%d of %d refused", unsafe, all)
}

func TestBracketsAreWrittenInLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := untidyText(t)
		root := parsed(t, src)
		at := rapid.SampledFrom(paths(root, nil)).Draw(t, "path")
		for _, edits := range []func() ([]edit.Edit, error){
			func() ([]edit.Edit, error) { return edit.Unfold(src, at) },
			func() ([]edit.Edit, error) { return edit.List(src, at, rapid.Bool().Draw(t, "brackets")) },
			func() ([]edit.Edit, error) { return edit.Nest(src, at, "k") },
		} {
			list, err := edits()
			if err != nil {
				require.True(t, errors.Is(err, edit.ErrUnsafe) || errors.Is(err, edit.ErrKind), err)
				continue
			}
			out, err := edit.Apply(src, list)
			require.NoError(t, err)
			require.Equal(t, comments(src), comments(out), "%q gives %q", src, out)
		}
	})
}

func TestNeighboursAreDeletedTogether(t *testing.T) {
	for src, want := range map[string]string{
		"a: [1, 2, 3, 4]\n": "a: [1]\n",
		"a: # c\n  - 1\n  # x\n  - 2\n  - 3\n  - 4 # y\n": "a: # c\n  - 1\n  # x\n",
		"a:\n  - {b: 1}\n  - b: 2\n  - b: 3\n  - c: 3\n":  "a:\n  - {b: 1}\n",
	} {
		edits, err := edit.Delete([]byte(src), path(t, "a[1]"), path(t, "a[3]"), path(t, "a[2]"))
		assert.Equal(t, want, applied(t, src, edits, err))
	}
	src := "- a: 1\n  b: 2\n  c: 3\n"
	edits, err := edit.Delete([]byte(src), path(t, "[0].a"), path(t, "[0].b"))
	assert.Equal(t, "- c: 3\n", applied(t, src, edits, err))
	edits, err = edit.Delete([]byte(src), path(t, "[0].a"), path(t, "[0].b"), path(t, "[0].c"))
	assert.Equal(t, "- {}\n", applied(t, src, edits, err))
}
