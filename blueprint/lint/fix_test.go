package lint_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// all are the findings of the reader and of the rules.
func all(text string) blueprint.Diagnostics {
	b, err := blueprint.Read(strings.NewReader(text), "b.yaml")
	var found blueprint.Diagnostics
	errors.As(err, &found)
	return slices.Concat(found, lint.Run(b, lint.Options{}))
}

func fixed(t require.TestingT, text string) (string, int) {
	out, n, err := lint.Fix([]byte(text), all(text), lint.Options{})
	require.NoError(t, err)
	return string(out), n
}

func TestWhatIsWrittenTwiceIsTakenOutAndCommentsStay(t *testing.T) {
	out, n := fixed(t, `# Optician
title: Optician
steps:
  - customer:
      title: Have the eyes tested
      next:
        # most of them
        - {to: choose, when: glasses are needed}
        # a colleague wrote this
        - {to: choose, when: Glasses are needed}
        - {to: choose, when: glasses  are needed}
        - {to: end, when: all is well}   # the lucky ones
  - customer: {title: Choose, next: [end, end]}
links:
  - {from: choose, to: have-the-eyes-tested}
  - {from: choose, to: have-the-eyes-tested}
`)
	assert.Equal(t, 4, n)
	assert.Equal(t, `# Optician
title: Optician
steps:
  - customer:
      title: Have the eyes tested
      next:
        # most of them
        - {to: choose, when: glasses are needed}
        # a colleague wrote this
        - {to: end, when: all is well}   # the lucky ones
  - customer: {title: Choose, next: [end]}
links:
  - {from: choose, to: have-the-eyes-tested}
`, out)
	again, n := fixed(t, out)
	assert.Zero(t, n)
	assert.Equal(t, out, again)
}

func TestSlipsAndWhatIsWrittenTwiceAreMendedTogether(t *testing.T) {
	out, n := fixed(t, "title: T\nsteps:\n  - customr: {title: A, next: [{to: b, when: x}, {to: b, when: x}, {to: end, when: y}]}\n  - customer: {title: A, next: [{to: b, when: x}, {to: b, when: x}, {to: end, when: y}], id: a}\n  - customer: B\n")
	assert.Equal(t, "title: T\nsteps:\n  - customer: {title: A, next: [{to: b, when: x}, {to: end, when: y}]}\n  - customer: {title: A, next: [{to: b, when: x}, {to: end, when: y}], id: a}\n  - customer: B\n", out)
	assert.Equal(t, 3, n, "what was hidden behind the slip, too")
}

// A part that two blueprints include is found twice, and mended once.
func TestAPlaceThatIsFoundTwiceIsMendedOnce(t *testing.T) {
	text := "title: T\nsteps:\n  - customer: {title: A, next: [{to: b, when: x}, {to: b, when: x}, {to: end, when: y}]}\n  - customer: B\n"
	found := all(text)
	for _, d := range slices.Clone(found) {
		d.Path = slices.Concat(blueprint.Path{}.Key("include").At(7), d.Path)
		found = append(found, d)
	}
	out, n, err := lint.Fix([]byte(text), found, lint.Options{})
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	assert.Contains(t, string(out), "[{to: b, when: x}, {to: end, when: y}]")
}

// What a rule that can be mended finds in its own example is mended, and then
// finds nothing more; no other error comes in.
func TestWhatCanBeMendedIsMended(t *testing.T) {
	mended := 0
	for _, r := range lint.Rules() {
		if r.Mend == nil {
			continue
		}
		mended++
		out, n := fixed(t, r.Avoid)
		assert.NotZero(t, n, r.Name)
		for _, d := range all(out) {
			assert.True(t, d.Rule != r.Name && d.Severity == blueprint.Hint, "%s: %s", r.Name, d)
		}
		assert.Contains(t, r.Page(), "`moments check --fix` mends this", r.Name)
	}
	assert.NotZero(t, mended)
}

func TestWhatAnIncludeBroughtIsMendedInItsOwnFile(t *testing.T) {
	t.Chdir(t.TempDir())
	part := "title: P\nsteps:\n  - customer: {title: A, next: [{to: b, when: x}, {to: b, when: x}, {to: end, when: y}]}\n  - customer: B\n"
	require.NoError(t, os.WriteFile("root.yaml", []byte("title: R\ninclude: [part.yaml]\n"), 0o644))
	require.NoError(t, os.WriteFile("part.yaml", []byte(part), 0o644))
	b, err := blueprint.Load("root.yaml")
	require.NoError(t, err)
	found := slices.DeleteFunc(lint.Run(b, lint.Options{}), func(d blueprint.Diagnostic) bool { return !lint.Fixable(d, lint.Options{}) })
	require.Len(t, found, 1)
	out, n, err := lint.Fix([]byte(part), found, lint.Options{})
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	assert.Equal(t, strings.Replace(part, "{to: b, when: x}, {to: b, when: x}", "{to: b, when: x}", 1), string(out))
}

func TestARuleOfOnesOwnMayMend(t *testing.T) {
	quiet := &lint.Rule{Name: "quiet", Run: func(p *lint.Pass) {
		if p.Blueprint.Description != "" {
			p.Report(blueprint.Path{}.Key("description"), "too much is said", "say less")
		}
	}, Mend: edit.Delete}
	text := "title: T\ndescription: long\nsteps:\n  - customer: A\n"
	b, err := blueprint.Read(strings.NewReader(text), "b.yaml")
	require.NoError(t, err)
	o := lint.Options{Rules: []*lint.Rule{quiet}}
	out, n, err := lint.Fix([]byte(text), lint.Run(b, o), o)
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	assert.Equal(t, "title: T\nsteps:\n  - customer: A\n", string(out))
}

// Many findings are mended at once, and where one of them cannot be mended the
// others still are.
func TestManyFindingsAreMendedTogether(t *testing.T) {
	var text strings.Builder
	text.WriteString("title: T\nsteps:\n  - customer: {title: A, next: b}\n  - customer: B\nlinks:\n")
	for i := range 300 {
		fmt.Fprintf(&text, "  # link %d\n  - {from: a, to: b}\n", i)
	}
	same, ok := lint.Find(lint.Rules(), "same-way")
	require.True(t, ok)
	calls, stubborn := 0, -1
	rule := &lint.Rule{Name: same.Name, Run: same.Run, Mend: func(text []byte, at ...blueprint.Path) ([]edit.Edit, error) {
		calls++
		if slices.ContainsFunc(at, func(p blueprint.Path) bool { return p[1].Index == stubborn }) {
			return nil, edit.ErrUnsafe
		}
		return edit.Delete(text, at...)
	}}
	o := lint.Options{Rules: []*lint.Rule{rule}}
	b, err := blueprint.Read(strings.NewReader(text.String()), "b.yaml")
	require.NoError(t, err)
	out, n, err := lint.Fix([]byte(text.String()), lint.Run(b, o), o)
	require.NoError(t, err)
	assert.Equal(t, 299, n)
	assert.Equal(t, 1, calls)
	assert.Equal(t, 1, strings.Count(string(out), "from: a"))
	assert.Equal(t, 300, strings.Count(string(out), "# link"))

	calls, stubborn = 0, 200
	out, n, err = lint.Fix([]byte(text.String()), lint.Run(b, o), o)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, n, 298)
	assert.LessOrEqual(t, strings.Count(string(out), "from: a"), 2)
	assert.Less(t, calls, 60, "halves are tried, not one by one")
}

// Fixing twice changes nothing more, and never breaks a blueprint.
func TestFixingIsDoneInOneGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }, blueprinttest.Shape{Steps: 3})
		for _, x := range b.Touchpoints() {
			if len(x.Next) > 0 && rapid.Bool().Draw(t, "twice") {
				x.Next = append(x.Next, touchpoint.Next{To: x.Next[0].To, When: x.Next[0].When})
			}
		}
		var text strings.Builder
		require.NoError(t, b.Write(&text))
		before := all(text.String())
		out, n := fixed(t, text.String())
		again, m := fixed(t, out)
		if m != 0 || again != out {
			t.Fatalf("%d, then %d mended:\n%s\n%s", n, m, text.String(), out)
		}
		if was, is := before.Count(blueprint.Error), all(out).Count(blueprint.Error); is > was {
			t.Fatalf("%d errors became %d:\n%s\n%s", was, is, text.String(), out)
		}
	})
}
