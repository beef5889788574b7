package lint_test

import (
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
	"github.com/servicemoments/moments/blueprint/lint/linttest"
)

// Every rule has a blueprint that it catches, at the places that are marked in
// it, and a mended one that is clean.
func TestEveryRuleCatchesWhatToAvoidAndPassesWhatToPrefer(t *testing.T) {
	for _, r := range lint.Rules() {
		t.Run(r.Name, func(t *testing.T) {
			avoid, prefer := filepath.Join("testdata", r.Name, "avoid.yaml"), filepath.Join("testdata", r.Name, "prefer.yaml")
			linttest.Run(t, []*lint.Rule{r}, avoid, prefer)

			text, err := os.ReadFile(avoid)
			require.NoError(t, err)
			assert.Contains(t, string(text), "# want "+r.Name, "avoid.yaml must be caught")
			text, err = os.ReadFile(prefer)
			require.NoError(t, err)
			assert.NotContains(t, string(text), "# want")

			for _, d := range linttest.Find(nil, avoid) {
				assert.True(t, d.Rule == r.Name || d.Severity == blueprint.Hint, "avoid.yaml gives another rule: %s", d)
			}
			for _, d := range linttest.Find(nil, prefer) {
				assert.True(t, d.Rule != r.Name && d.Severity == blueprint.Hint, "prefer.yaml is not clean: %s", d)
			}
		})
	}
}

// What is said of comments has its two blueprints, too.
func TestEveryRuleOnCommentsCatchesWhatToAvoidAndPassesWhatToPrefer(t *testing.T) {
	found := func(text string) blueprint.Diagnostics {
		b, err := blueprint.Read(strings.NewReader(text), "b.yaml")
		require.NoError(t, err)
		return lint.Run(b, lint.Options{Today: "2026-11-22"})
	}
	for _, r := range lint.SuppressionRules() {
		caught := false
		for _, d := range found(r.Avoid) {
			caught = caught || d.Rule == r.Name
			assert.True(t, d.Rule == r.Name || d.Severity == blueprint.Hint, "avoid.yaml gives another rule: %s", d)
		}
		assert.True(t, caught, r.Name)
		for _, d := range found(r.Prefer) {
			assert.True(t, d.Rule != r.Name && d.Severity == blueprint.Hint, "prefer.yaml is not clean: %s", d)
		}
		page, ok := lint.Page(r.Name)
		assert.True(t, ok, r.Name)
		assert.Contains(t, page, "```text\navoid.yaml:5:", "the page says what is found")
		assert.NotEmpty(t, r.Source, r.Name)
	}
}

// Special cases of single rules, each in a file of its own.
func TestCases(t *testing.T) {
	for _, r := range lint.Rules() {
		linttest.Run(t, []*lint.Rule{r}, filepath.Join("testdata", r.Name))
	}
}

func TestRulesAreComplete(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, r := range lint.Rules() {
		assert.Regexp(t, name, r.Name)
		assert.False(t, seen[r.Name], "%s is there twice", r.Name)
		seen[r.Name] = true
		assert.Contains(t, lint.Groups(), r.Group, r.Name)
		for what, text := range map[string]string{"title": r.Title, "doc": r.Doc, "why": r.Why, "source": r.Source, "avoid": r.Avoid, "prefer": r.Prefer} {
			assert.NotEmpty(t, text, "%s has no %s", r.Name, what)
		}
		assert.NotRegexp(t, `\.$`, r.Title, r.Name)
	}
	groups := slices.CompactFunc(lint.Rules(), func(a, b *lint.Rule) bool { return a.Group == b.Group })
	assert.Len(t, groups, len(lint.Groups()), "rules stand group by group")
}

func TestFindingsSayHowToMend(t *testing.T) {
	for _, r := range lint.Rules() {
		for _, d := range linttest.Find([]*lint.Rule{r}, filepath.Join("testdata", r.Name, "avoid.yaml")) {
			assert.NotEmpty(t, d.Hint, d)
			assert.NotZero(t, d.Range.Start.Line, d)
			assert.NotEmpty(t, d.Range.Line, d)
			assert.Greater(t, d.Range.End.Offset, d.Range.Start.Offset, d)
		}
	}
}

// What stands in the books, and what the project ships, is clean above hint.
func TestGoodBlueprintsAreClean(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/blueprint.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	files = append(files, "../testdata/golden/hotel.yaml", "../testdata/golden/shoeshine.yaml")
	for _, file := range files {
		for _, d := range linttest.Find(nil, file) {
			assert.Equal(t, blueprint.Hint, d.Severity, d)
		}
	}
}
