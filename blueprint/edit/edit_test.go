package edit_test

import (
	"testing"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const shoeshine = `# The corner shoeshine.
title: Corner shoeshine   # of course

phases:
  - title: 'Shine'
    steps:
      # Sitting down is half the pleasure.
      - customer: Sit down
        evidence: [Stand, "Chair"]
        frontstage: {title: Brush shoes, time: 30s}
      - support: Buy supplies
  - title: Settle
    steps:
      - customer: Pay
`

func path(t testing.TB, s string) blueprint.Path {
	t.Helper()
	p, ok := blueprint.ParsePath(s)
	require.True(t, ok, s)
	return p
}

func applied(t testing.TB, src string, edits []edit.Edit, err error) string {
	t.Helper()
	require.NoError(t, err)
	out, err := edit.Apply([]byte(src), edits)
	require.NoError(t, err)
	return string(out)
}

func TestSetChangesOnlyWhatWasAskedFor(t *testing.T) {
	long := edit.Map{{"title", "Collect payment"}, {"time", edit.Map{{"standard", "15s"}}}}
	for name, c := range map[string]struct {
		src, path string
		value     any
		order     []string
		want      string
	}{
		"a text":                      {"a: x  # c\nb: y\n", "a", "z", nil, "a: z  # c\nb: y\n"},
		"a text in single quotes":     {"a: 'x'\n", "a", "it's", nil, "a: 'it''s'\n"},
		"a text in double quotes":     {"a: \"x\"\n", "a", "say \"hi\"", nil, "a: \"say \\\"hi\\\"\"\n"},
		"a text that needs quotes":    {"a: x\n", "a", "b: c", nil, "a: 'b: c'\n"},
		"a text like a number":        {"a: x\n", "a", "12", nil, "a: '12'\n"},
		"a text like a truth value":   {"a: x\n", "a", "yes", nil, "a: 'yes'\n"},
		"an empty text":               {"a: x\n", "a", "", nil, "a: ''\n"},
		"a number":                    {"a: x\n", "a", 12.5, nil, "a: 12.5\n"},
		"a truth value":               {"a: x\n", "a", true, nil, "a: true\n"},
		"nothing":                     {"a: x # c\n", "a", nil, nil, "a: # c\n"},
		"something for nothing":       {"a:\nb: y\n", "a", "x", nil, "a: x\nb: y\n"},
		"something behind a comment":  {"a: # c\nb: y\n", "a", "x", nil, "a: x # c\nb: y\n"},
		"a text of two lines":         {"a: x\nb: y\n", "a", "one\ntwo", nil, "a: |-\n  one\n  two\nb: y\n"},
		"a text of lines, in braces":  {"a: {b: x}\n", "a.b", "one\ntwo\n", nil, "a: {b: \"one\\ntwo\\n\"}\n"},
		"a block text":                {"a: |\n  one\n  two\nb: y\n", "a", "three\nfour\n", nil, "a: |\n  three\n  four\nb: y\n"},
		"a text with a comma, flow":   {"a: [b, c]\n", "a[0]", "x, y", nil, "a: ['x, y', c]\n"},
		"a list":                      {"a: x\n", "a", []string{"b", "c"}, nil, "a: [b, c]\n"},
		"a deep mapping":              {"a:\n  b: x\nc: y\n", "a.b", long, nil, "a:\n  b:\n    title: Collect payment\n    time: {standard: 15s}\nc: y\n"},
		"text for a block":            {"a:\n  b: 1\n  c: 2\nd: 3\n", "a", "x", nil, "a: x\nd: 3\n"},
		"a new key at the end":        {"a: x # c\n\n# end\n", "b", "y", nil, "a: x # c\nb: y\n\n# end\n"},
		"a new key, no line end":      {"a: x", "b", "y", nil, "a: x\nb: y"},
		"a new key in order":          {"a: x\nc: z\n", "b", "y", []string{"a", "b", "c"}, "a: x\nb: y\nc: z\n"},
		"a new key before all":        {"- b: x\n  c: z\n", "[0].a", "y", []string{"a", "b", "c"}, "- a: y\n  b: x\n  c: z\n"},
		"a new key in braces":         {"a: {b: 1}\n", "a.c", "x", nil, "a: {b: 1, c: x}\n"},
		"a new key in empty braces":   {"a: {}\n", "a.c", "x", nil, "a: {c: x}\n"},
		"a new key behind a block":    {"a:\n  b: |\n    text\n\nc: 1\n", "a.d", "x", nil, "a:\n  b: |\n    text\n  d: x\n\nc: 1\n"},
		"keys on the way":             {"a: x\n", "b.c.d", "y", nil, "a: x\nb:\n  c: {d: y}\n"},
		"an item at the end":          {"a:\n  - b\n", "a[1]", "c", nil, "a:\n  - b\n  - c\n"},
		"an item in the key's column": {"a:\n- b\nc: d\n", "a[1]", edit.Map{{"x", 1}}, nil, "a:\n- b\n- x: 1\nc: d\n"},
		"an empty text file":          {"", "title", "x", nil, "title: x\n"},
		"a text of comments":          {"# only this", "title", "x", nil, "# only this\ntitle: x\n"},
		"carriage returns stay":       {"a: x\r\nb: y\r\n", "c", long, nil, "a: x\r\nb: y\r\nc:\r\n  title: Collect payment\r\n  time: {standard: 15s}\r\n"},
		"a byte order mark stays":     {"\xef\xbb\xbfa: x\n", "a", "中", nil, "\xef\xbb\xbfa: 中\n"},
		"a key with odd characters":   {"a: x\n", `"b: c"`, "y", nil, "a: x\n'b: c': y\n"},
	} {
		t.Run(name, func(t *testing.T) {
			edits, err := edit.Set([]byte(c.src), path(t, c.path), c.value, c.order...)
			assert.Equal(t, c.want, applied(t, c.src, edits, err))
		})
	}
}

func TestDeleteTakesAwayOneEntry(t *testing.T) {
	for name, c := range map[string]struct{ src, path, want string }{
		"a key":                      {"a: 1 # one\n# two\nb: 2\n", "a", "# two\nb: 2\n"},
		"the last key":               {"a: 1\nb:\n  c: 2\n", "b", "a: 1\n"},
		"the only key":               {"a:\n  b: 1\nc: 2\n", "a.b", "a: {}\nc: 2\n"},
		"the first key of an item":   {"- a: 1\n  b: 2\n", "[0].a", "- b: 2\n"},
		"the same before a comment":  {"- a: 1\n  # two\n  b: 2\n", "[0].a", "-\n  # two\n  b: 2\n"},
		"a key in braces":            {"a: {b: 1, c: 2}\n", "a.b", "a: {c: 2}\n"},
		"the last key in braces":     {"a: {b: 1, c: 2}\n", "a.c", "a: {b: 1}\n"},
		"the only key in braces":     {"a: {b: 1,}\n", "a.b", "a: {}\n"},
		"an item":                    {"a:\n  - b\n  - c: 1\n    d: 2\n  - e\n", "a[1]", "a:\n  - b\n  - e\n"},
		"the only item":              {"a:\n  - b\nc: 1\n", "a[0]", "a: []\nc: 1\n"},
		"a block text with its tail": {"a: |+\n  x\n\n\nb: 1\n", "a", "b: 1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			edits, err := edit.Delete([]byte(c.src), path(t, c.path))
			assert.Equal(t, c.want, applied(t, c.src, edits, err))
		})
	}
}

func TestInsertMoveRenameWiden(t *testing.T) {
	list := "a:\n  # one\n  - b: 1\n    c: 2\n  - d\n  - e"
	edits, err := edit.Insert([]byte(list), path(t, "a"), 0, edit.Map{{"x", 1}, {"y", 2}})
	assert.Equal(t, "a:\n  # one\n  - x: 1\n    y: 2\n  - b: 1\n    c: 2\n  - d\n  - e", applied(t, list, edits, err))
	edits, err = edit.Insert([]byte(list), path(t, "a"), 2, "x")
	assert.Equal(t, "a:\n  # one\n  - b: 1\n    c: 2\n  - d\n  - x\n  - e", applied(t, list, edits, err))
	edits, err = edit.Move([]byte(list), path(t, "a"), 0, 2)
	assert.Equal(t, "a:\n  - d\n  - e\n  # one\n  - b: 1\n    c: 2", applied(t, list, edits, err))
	edits, err = edit.Move([]byte(list), path(t, "a"), 2, 0)
	assert.Equal(t, "a:\n  - e\n  # one\n  - b: 1\n    c: 2\n  - d\n", applied(t, list, edits, err))
	flow := "a: [b,  'c', d]\n"
	edits, err = edit.Move([]byte(flow), path(t, "a"), 0, 2)
	assert.Equal(t, "a: ['c',  d, b]\n", applied(t, flow, edits, err))
	edits, err = edit.Rename([]byte(shoeshine), path(t, "phases[0].steps[0].customer"), "guest")
	assert.Contains(t, applied(t, shoeshine, edits, err), "- guest: Sit down\n        evidence:")
	edits, err = edit.Widen([]byte(shoeshine), path(t, "phases[0].steps[0].customer"), "title")
	wide := applied(t, shoeshine, edits, err)
	edits, err = edit.Set([]byte(wide), path(t, "phases[0].steps[0].customer.time"), "30s")
	assert.Contains(t, applied(t, wide, edits, err), "- customer: {title: Sit down, time: 30s}\n")
}

func TestWhatCannotBeDoneIsSaid(t *testing.T) {
	src := []byte("a: &x {b: 1}\nc: *x\nd: text\n")
	for _, c := range []struct {
		path string
		want error
	}{{"c.b", edit.ErrAlias}, {"d.e", edit.ErrKind}, {"a[0]", edit.ErrKind}} {
		_, err := edit.Set(src, path(t, c.path), "x")
		assert.ErrorIs(t, err, c.want, c.path)
	}
	_, err := edit.Delete(src, path(t, "a"))
	assert.ErrorIs(t, err, edit.ErrUnsafe, "the anchor is still used")
	_, err = edit.Delete(src, path(t, "x.y"))
	assert.ErrorIs(t, err, edit.ErrNotFound)
	_, err = edit.Rename(src, path(t, "a"), "d")
	assert.ErrorIs(t, err, edit.ErrExists)
	_, err = edit.Set(src, path(t, "d"), make(chan int))
	assert.ErrorIs(t, err, edit.ErrValue)
	_, err = edit.Set([]byte("a: [1\n"), path(t, "a"), 1)
	assert.ErrorIs(t, err, edit.ErrText)
	_, err = edit.Apply([]byte("abc"), []edit.Edit{{0, 2, "x"}, {1, 3, "y"}})
	assert.ErrorContains(t, err, "overlaps")
	_, err = edit.Apply([]byte("abc"), []edit.Edit{{0, 4, "x"}})
	assert.ErrorContains(t, err, "outside")
}
