package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

func TestThePagesAreAsTheCodeHasThem(t *testing.T) {
	assert.NoError(t, run("../..", true, io.Discard, allPages))
}

func TestAStalePageIsNamedWithTheRemedy(t *testing.T) {
	root := t.TempDir()
	pages, err := allPages()
	require.NoError(t, err)
	work := func() ([]page, error) { return pages, nil }
	require.NoError(t, run(root, false, io.Discard, work))
	require.NoError(t, run(root, true, io.Discard, work))

	file := filepath.Join(root, "docs", "language.md")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, append(text, '!'), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(root, "docs", "rules", "no-such-rule.md"), nil, 0o644))
	err = run(root, true, io.Discard, work)
	assert.ErrorContains(t, err, `docs/language.md is stale: run "make docs"`)
	assert.ErrorContains(t, err, `docs/rules/no-such-rule.md belongs to nothing any more: run "make docs"`)

	var said bytes.Buffer
	require.NoError(t, run(root, false, &said, work))
	assert.Equal(t, "removed docs/rules/no-such-rule.md\nwrote docs/language.md\n", said.String())
	assert.NoError(t, run(root, true, io.Discard, work))
}

// The table's examples are what people copy: each must read as what it says, in
// the smallest blueprint that has its key.
func TestEveryExampleOfTheTableCanBeRead(t *testing.T) {
	shapes := blueprint.Shapes()
	for _, s := range shapes {
		keys := s.Keys
		if s.Rest != nil {
			rest := *s.Rest
			rest.Name = map[string]string{"LANE": "frontstage", "PERSONA": "regular"}[rest.Name]
			keys = append(slices.Clone(keys), rest)
		}
		for _, k := range keys {
			text := smallest(shapes, s, k)
			_, err := blueprint.Read(strings.NewReader(text), "example.yaml")
			var found blueprint.Diagnostics
			if err != nil {
				require.ErrorAs(t, err, &found)
			}
			for _, d := range found {
				switch d.Rule {
				case "dangling-id": // the example names something that the smallest blueprint has not
				case "include": // there is no file beside it
				default:
					t.Errorf("%s.%s: %s\n%s", s.Name, k.Name, d, text)
				}
			}
		}
	}
}

// smallest wraps a key with its example into a blueprint: the required keys of
// its shape beside it, the shapes that lead to it around it.
func smallest(shapes []*blueprint.Shape, s *blueprint.Shape, k blueprint.Key) string {
	var pairs []string
	for _, other := range s.Keys {
		if other.Required && other.Name != k.Name {
			pairs = append(pairs, other.Name+": "+other.Example)
		}
	}
	if s.Name == "time" { // parameters make sense with their distribution only
		pairs = append(pairs, timeParameters(k.Name)...)
	}
	pairs = append(pairs, k.Name+": "+strings.ReplaceAll(k.Example, "\n", "\n  "))
	if s.Name == "blueprint" {
		if k.Name != "steps" && k.Name != "phases" && k.Name != "lanes" {
			pairs = append(pairs, "steps: [{customer: A}]")
		}
		if k.Name == "lanes" {
			pairs = append(pairs, "steps: [{guest: A}]")
		}
		return strings.Join(pairs, "\n")
	}
	parent, key := holder(shapes, s.Name)
	key.Example = "\n" + strings.Join(pairs, "\n")
	return smallest(shapes, parent, key)
}

func timeParameters(key string) []string {
	switch key {
	case "mean":
		return []string{"distribution: exponential"}
	case "deviation":
		return []string{"distribution: lognormal", "mean: 4m"}
	case "distribution", "min", "mode", "max":
		all := []string{"distribution: triangular", "min: 2m", "mode: 4m", "max: 12m"}
		return slices.DeleteFunc(all, func(p string) bool { return strings.HasPrefix(p, key+":") })
	case "samples":
		return []string{"distribution: empirical"}
	}
	return nil
}

// holder finds the shape and key that a shape stands behind.
func holder(shapes []*blueprint.Shape, name string) (*blueprint.Shape, blueprint.Key) {
	for _, s := range shapes {
		keys := s.Keys
		if s.Rest != nil && s.Rest.Shape == name {
			rest := *s.Rest
			rest.Name = "frontstage"
			return s, rest
		}
		for _, k := range keys {
			if k.Shape == name {
				return s, k
			}
		}
	}
	return nil, blueprint.Key{}
}

func TestTheSmallestBlueprintShowsAMistake(t *testing.T) {
	shapes := blueprint.Shapes()
	fail := blueprint.ShapeNamed(shapes, "fail")
	k, _ := fail.Key("chance")
	wrong := *k
	wrong.Example = "120%"
	_, err := blueprint.Read(strings.NewReader(smallest(shapes, fail, wrong)), "example.yaml")
	assert.ErrorContains(t, err, "chance cannot be")
}

func TestEveryKeyIsInTheManual(t *testing.T) {
	pages, err := languagePage()
	require.NoError(t, err)
	text := string(pages[0].text)
	for _, s := range blueprint.Shapes() {
		_, section, ok := strings.Cut(text, "\n### "+s.Name+"\n")
		require.True(t, ok, s.Name)
		section, _, _ = strings.Cut(section, "\n#")
		for _, k := range s.Keys {
			assert.Contains(t, section, "| `"+k.Name+"`", s.Name)
			assert.Contains(t, section, "`"+cell(k.Example)+"`", "%s.%s", s.Name, k.Name)
		}
	}
}

// Boards in the manual are blueprints.
func TestEveryBlueprintInTheManualCanBeRead(t *testing.T) {
	pages, err := allPages()
	require.NoError(t, err)
	found := 0
	for _, m := range regexp.MustCompile("(?s)```yaml\n(title: .*?)```").FindAllStringSubmatch(string(pages[0].text), -1) {
		found++
		_, err := blueprint.Read(strings.NewReader(m[1]), "manual.yaml")
		assert.NoError(t, err, m[1])
	}
	assert.GreaterOrEqual(t, found, 12)
}

func TestLinksWithinTheManualLeadSomewhere(t *testing.T) {
	pages, err := languagePage()
	require.NoError(t, err)
	text := string(pages[0].text)
	anchors := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1) {
		anchors[strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")] = true
	}
	for _, m := range regexp.MustCompile(`\]\(#([^)]*)\)`).FindAllStringSubmatch(text, -1) {
		assert.True(t, anchors[m[1]], m[1])
	}
}

func TestEveryRuleHasAPageAndIsListed(t *testing.T) {
	pages, err := rulePages()
	require.NoError(t, err)
	rules := append(lint.Rules(), lint.SuppressionRules()...)
	require.Len(t, pages, len(rules)+1, "each rule is in a group of lint.Groups")
	for i, r := range rules {
		assert.Contains(t, string(pages[0].text), "rules/"+r.Name+".md", i)
	}
}

// The limits that the manual names are those of the reader.
func TestTheLimitsAreThoseOfTheManual(t *testing.T) {
	assert.Equal(t, 8<<20, blueprint.MaxBytes)
	read := func(text string) error {
		_, err := blueprint.Read(strings.NewReader(text), "limit.yaml")
		return err
	}
	nested := func(n int) string {
		return "title: T\nnotes: " + strings.Repeat("[", n) + strings.Repeat("]", n) + "\nsteps: [{customer: A}]\n"
	}
	assert.NotContains(t, read(nested(99)).Error(), "nested too deeply")
	assert.ErrorContains(t, read(nested(100)), "at most 100 levels")
	assert.NoError(t, read("title: T\nid: "+strings.Repeat("a", 200)+"\nsteps: [{customer: A}]\n"))
	assert.ErrorContains(t, read("title: T\nid: "+strings.Repeat("a", 201)+"\nsteps: [{customer: A}]\n"), "at most 200 bytes")
	aliases := func(n int) string {
		return "title: &t T\nnotes: T\nrefs: [" + strings.TrimSuffix(strings.Repeat("*t, ", n), ", ") + "]\nsteps: [{customer: A}]\n"
	}
	assert.NoError(t, read(aliases(10_000)))
	assert.ErrorContains(t, read(aliases(10_001)), "10000")
}
