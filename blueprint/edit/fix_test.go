package edit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func found(text string) blueprint.Diagnostics {
	var out blueprint.Diagnostics
	_, err := blueprint.Read(strings.NewReader(text), "b.yaml")
	errors.As(err, &out)
	return out
}

func fixed(t require.TestingT, text string) (string, int) {
	out, n, err := edit.Fix([]byte(text), found(text))
	require.NoError(t, err)
	return string(out), n
}

func TestSlipsAreMendedAndNothingElseIsTouched(t *testing.T) {
	const slips = `# by the station
title:   Corner shoeshine   # two brushes
lanes:
  - {id: guest, kind: 'custmer'}
  - {id: staff, kind: frontstage}

steps:
  - guest: Sit down
    'staf': {title: Brush shoes,  tme: 30s}   # soft ones
  - staff:
      title: Apply polish
      fails: [{title: Wrong wax, chance: 5, recovr: "clean-shoe"}]

  - staff: {title: Clean shoes, next: aply-polish} # back
`
	want := strings.NewReplacer("'custmer'", "'customer'", "'staf'", "'staff'", "tme", "time", "chance: 5", "chance: 5%", "recovr", "recover", `"clean-shoe"`, `"clean-shoes"`, "aply", "apply").Replace(slips)
	got, n := fixed(t, slips)
	assert.Equal(t, want, got)
	assert.Equal(t, 7, n)
	assert.Empty(t, found(got))

	again, n := fixed(t, got)
	assert.Zero(t, n)
	assert.Equal(t, got, again)
}

func TestWhatNeedsJudgementIsLeftAlone(t *testing.T) {
	for name, text := range map[string]string{
		"two ids as near":             "title: T\nsteps:\n  - customer: {title: A, next: stand}\n  - customer: {title: B, id: stands}\n  - customer: {title: C, id: astand}\n",
		"another number":              "title: T\nsteps:\n  - customer: {title: A, next: counter-2}\n  - customer: {title: B, id: counter-1}\n",
		"the beginning of a word":     "title: T\nsteps:\n  - customer: {title: A, next: clean}\n  - customer: {title: Clean shoes}\n",
		"a short word":                "title: T\nsteps:\n  - customer: {title: A, next: pad}\n  - customer: {title: Pay}\n",
		"the right key stands beside": "title: T\nsteps:\n  - customer: {title: A, titel: B}\n",
		"no unit":                     "title: T\nsteps:\n  - customer: {title: A, time: 30}\n",
		"a share beyond all":          "title: T\nsteps:\n  - customer: {title: A, fails: [{title: F, chance: 500}]}\n",
		"more behind it":              "title: T\nsteps:\n  - customer: {title: A, wiat: {nothing: 1, nobody: 2}}\n",
		"no YAML":                     "title: [\n",
		"nothing":                     "",
	} {
		require.NotEmpty(t, found(text), name)
		got, n := fixed(t, text)
		assert.Zero(t, n, name)
		assert.Equal(t, text, got, name)
	}
}

func TestOfSeveralSlipsThoseAreMendedThatCanBe(t *testing.T) {
	got, n := fixed(t, "title: T\nsteps:\n  - customer: {title: A, titel: B, tme: 30s}\n")
	assert.Equal(t, "title: T\nsteps:\n  - customer: {title: A, titel: B, time: 30s}\n", got)
	assert.Equal(t, 1, n)
}

func TestFindingsOfAnotherTextAreNotApplied(t *testing.T) {
	of := found("title: T\nsteps:\n  - custmer: Pay\n")
	for _, text := range []string{"title: T\nsteps:\n  - visitor: Pay\n", "title: T\n", "title: T\nsteps:\n#\n  - custmer: Pay\n"} {
		out, n, err := edit.Fix([]byte(text), of)
		require.NoError(t, err)
		assert.Zero(t, n)
		assert.Equal(t, text, string(out))
	}
	two := append(blueprint.Diagnostics{{Range: blueprint.Range{Start: blueprint.Position{File: "other.yaml"}}}}, of...)
	_, _, err := edit.Fix(nil, two)
	assert.ErrorContains(t, err, "findings of two files")
}

func TestContradictingSuggestionsAreNotApplied(t *testing.T) {
	const text = "title: T\nsteps:\n  - custmer: Pay\n"
	of := found(text)
	other := of[0]
	other.Suggest = "support"
	out, n, err := edit.Fix([]byte(text), append(of, other))
	require.NoError(t, err)
	assert.Zero(t, n)
	assert.Equal(t, text, string(out))
	_, n, err = edit.Fix([]byte(text), append(of, of...))
	require.NoError(t, err)
	assert.Equal(t, 1, n, "what is said twice is mended once")
}

// In an included file ids carry no prefix, so nothing is suggested for them; what
// else is misspelt there is mended there.
func TestIncludedFilesAreMendedOnTheirOwn(t *testing.T) {
	dir := t.TempDir()
	part := "title: Part\nsteps:\n  - customer: {title: Apply, tme: 3m, next: leavee}\n  - customer: Leave\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "part.yaml"), []byte(part), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "all.yaml"), []byte("title: T\ninclude: [{file: part.yaml}]\n"), 0o644))
	_, err := blueprint.Load(filepath.Join(dir, "all.yaml"))
	var all blueprint.Diagnostics
	require.ErrorAs(t, err, &all)
	require.NotEmpty(t, all)
	for _, d := range all {
		require.Equal(t, filepath.Join(dir, "part.yaml"), d.Range.Start.File)
		require.NotContains(t, d.Suggest, "part-")
	}
	out, _, err := edit.Fix([]byte(part), all)
	require.NoError(t, err)
	assert.Equal(t, strings.NewReplacer("tme", "time", "leavee", "leave").Replace(part), string(out))
}

// Whatever letters are swapped where: the mended text has fewer problems, its
// comments are there, and mending again changes nothing.
func TestFixIsIdempotentAndOnlyHelps(t *testing.T) {
	var texts [][]byte
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	for _, f := range files {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		if len(text) < 8000 {
			texts = append(texts, text)
		}
	}
	require.NotEmpty(t, texts)
	rapid.Check(t, func(t *rapid.T) {
		text := bytes.Clone(rapid.SampledFrom(texts).Draw(t, "text"))
		for range rapid.IntRange(1, 4).Draw(t, "slips") {
			i := rapid.IntRange(0, len(text)-2).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "slip") {
			case 0:
				text[i], text[i+1] = text[i+1], text[i]
			case 1:
				text = append(text[:i], text[i+1:]...)
			case 2:
				text[i] = byte(rapid.IntRange('a', 'z').Draw(t, "letter"))
			}
		}
		before := found(string(text))
		got, n := fixed(t, string(text))
		if n == 0 {
			require.Equal(t, string(text), got)
			return
		}
		require.Less(t, len(found(got)), len(before))
		require.Equal(t, strings.Count(string(text), "#"), strings.Count(got, "#"))
		require.Equal(t, strings.Count(string(text), "\n"), strings.Count(got, "\n"))
		again, n := fixed(t, got)
		require.Zero(t, n)
		require.Equal(t, got, again)
	})
}

func ExampleFix() {
	src := []byte("title: Bakery\nsteps:\n  - custmer: {title: Pay, fails: [{title: No cash, chance: 5}]} # or card\n")
	_, err := blueprint.Read(bytes.NewReader(src), "bakery.yaml")
	var problems blueprint.Diagnostics
	errors.As(err, &problems)
	out, n, _ := edit.Fix(src, problems)
	fmt.Printf("%d places mended\n%s", n, out)
	// Output:
	// 2 places mended
	// title: Bakery
	// steps:
	//   - customer: {title: Pay, fails: [{title: No cash, chance: 5%}]} # or card
}
