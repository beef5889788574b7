package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

// silenced reads a blueprint with two customer actions that have no evidence, %s
// standing for comments around them, and gives what is still found, with lines.
func silenced(t *testing.T, o lint.Options, above, behind string) []string {
	t.Helper()
	text := "title: Bakery\nsteps:\n" + above + "  - customer: Choose bread" + behind + "\n    frontstage: Advise\n  - customer: Pay\n    frontstage: Take the money\n"
	o.Only = []string{"no-evidence", "jumped-line", string(lint.Suppressions)}
	var out []string
	for _, d := range lint.Run(read(t, text), o) {
		out = append(out, fmt.Sprintf("%d %s %s", d.Range.Start.Line, d.Severity, d.Rule))
	}
	return out
}

func TestACommentSilencesOneRuleAtItsPlace(t *testing.T) {
	const first, second = "3 hint no-evidence", "5 hint no-evidence"
	for _, c := range []struct {
		name, above, behind string
		want                []string
	}{
		{"no comment", "", "", []string{first, second}},
		{"another comment", "", " # a moment of choice", []string{first, second}},
		{"at the end of the line", "", " # moments:ignore no-evidence: the bread itself is enough", []string{second}},
		{"with a full-width colon", "", " # moments:ignore no-evidence：面包本身就是凭证", []string{second}},
		{"without a space", "", " #moments:ignore no-evidence:enough", []string{second}},
		{"above the step", "  # moments:ignore no-evidence: the bread is enough\n", "", []string{"6 hint no-evidence"}},
		{"above, with lines between", "  # moments:ignore no-evidence: the bread is enough\n\n  # and more\n", "", []string{"8 hint no-evidence"}},
		{"until a day", "", " # moments:ignore no-evidence until 2026-12-31: new bags come in winter", []string{second}},
		{"another rule that ran", "", " # moments:ignore jumped-line: never", []string{first, "3 hint unused-suppression", second}},
		{"another rule that did not run", "", " # moments:ignore chances: never", []string{first, second}},
		{"no reason", "", " # moments:ignore no-evidence", []string{first, "3 error bad-suppression", second}},
		{"an empty reason", "", " # moments:ignore no-evidence:  ", []string{first, "3 error bad-suppression", second}},
		{"no rule", "", " # moments:ignore : because", []string{first, "3 error bad-suppression", second}},
		{"an unknown rule", "", " # moments:ignore no-evidance: because", []string{first, "3 error bad-suppression", second}},
		{"a group", "", " # moments:ignore waits: because", []string{first, "3 error bad-suppression", second}},
		{"two rules", "", " # moments:ignore no-evidence, chances: because", []string{first, "3 error bad-suppression", second}},
		{"no day", "", " # moments:ignore no-evidence until: because", []string{first, "3 error bad-suppression", second}},
		{"no such day", "", " # moments:ignore no-evidence until 2026-02-30: because", []string{first, "3 error bad-suppression", second}},
		{"misspelt", "", " # moments:ingore no-evidence: because", []string{first, "3 error bad-suppression", second}},
		{"misspelt, with a space", "", " # moments: ingore no-evidence: because", []string{first, "3 error bad-suppression", second}},
		{"about moments", "", " # moments: see the sheet", []string{first, second}},
		{"itself", "", " # moments:ignore unused-suppression: because", []string{first, "3 error bad-suppression", second}},
	} {
		assert.Equal(t, c.want, silenced(t, lint.Options{}, c.above, c.behind), c.name)
	}
}

func TestMistakesInACommentAreNamedWithTheNearestWord(t *testing.T) {
	for comment, want := range map[string]string{
		"# moments:ignore no-evidance: x":             `there is no rule "no-evidance"; did you mean "no-evidence"?`,
		"# moments:ignore waits: x":                   `"waits" is a group, and a comment silences one rule`,
		"# moments:ignore no-evidence":                `this gives no reason`,
		"# moments:ingore no-evidence: x":             `there is no "moments:ingore" here; write "# moments:ignore RULE: REASON"`,
		"# moments:ignore no-evidence until soon: x":  `"soon" is no day`,
		"# moments:ignore bad-suppression: x":         `no comment can silence it`,
		"# moments:ignore no-evidence since today: x": `"since" is not understood`,
	} {
		found := lint.Run(read(t, "title: A\nsteps:\n  - customer: B "+comment+"\n"), lint.Options{})
		assert.ErrorContains(t, found, want, comment)
	}
}

func TestAnEndIsComparedWithTheDayThatIsGiven(t *testing.T) {
	behind := " # moments:ignore no-evidence until 2026-12-31: new bags come in winter"
	assert.Equal(t, []string{"5 hint no-evidence"}, silenced(t, lint.Options{Today: "2026-12-31"}, "", behind), "the day itself still counts")
	assert.Equal(t, []string{"3 hint no-evidence", "3 warning expired-suppression", "5 hint no-evidence"}, silenced(t, lint.Options{Today: "2027-01-01"}, "", behind))
	assert.Equal(t, []string{"3 hint no-evidence", "5 hint no-evidence"}, silenced(t, lint.Options{Today: "2027-01-01", Skip: []string{"expired-suppression"}}, "", behind))
}

func TestACommentAboveAKeySilencesAllBelowIt(t *testing.T) {
	text := "title: Bakery\n# moments:ignore no-evidence: sketched only\nsteps:\n  - customer: Choose\n  - {customer: Pay}\njourneys: []\n"
	assert.Empty(t, lint.Run(read(t, text), lint.Options{Only: []string{"no-evidence", "suppressions"}}))
	text = "title: Bakery\nsteps: [{customer: Choose},\n  # moments:ignore no-evidence: sketched only\n  {customer: Pay}, {customer: Leave},\n  {customer: Return}]\n# moments:ignore no-evidence: behind everything\n"
	assert.Equal(t, []string{"no-evidence", "no-evidence", "unused-suppression"},
		names(lint.Run(read(t, text), lint.Options{Only: []string{"no-evidence", "suppressions"}})))
}

func TestCommentsOfAnIncludedFileCountThere(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	write("pay.yaml", "title: Pay\nsteps:\n  - customer: Pay # moments:ignore no-evidence: by app\n  - customer: Wave\n    # moments:ignore jumped-line: none\n    frontstage: Wave back\n")
	root := write("root.yaml", "title: Bakery\ninclude: [{file: pay.yaml}]\nsteps:\n  - customer: Choose\n")
	b, err := blueprint.Load(root)
	require.NoError(t, err)
	var at []string
	for _, d := range lint.Run(b, lint.Options{Only: []string{"no-evidence", "jumped-line", "suppressions"}}) {
		at = append(at, fmt.Sprintf("%s:%d %s", filepath.Base(d.Range.Start.File), d.Range.Start.Line, d.Rule))
	}
	assert.Equal(t, []string{"pay.yaml:4 no-evidence", "pay.yaml:5 unused-suppression", "root.yaml:4 no-evidence"}, at)
}

func TestTooManyCommentsAreNotReadOn(t *testing.T) {
	text := "title: A\n" + strings.Repeat("# moments:ignore chances: x\n", 5000) + "steps:\n  - customer: B\n"
	found := lint.Run(read(t, text), lint.Options{Only: []string{"chances", "suppressions"}})
	assert.Len(t, found, 1001)
	assert.Contains(t, found.Error(), "more than 1000")
}

func TestSuppressionRulesAreSwitchedLikeOthers(t *testing.T) {
	require.NoError(t, lint.Options{Skip: []string{"unused-suppression"}, Severities: map[string]blueprint.Severity{"suppressions": blueprint.Hint}}.Check())
	behind := " # moments:ignore no-evidence"
	assert.Contains(t, silenced(t, lint.Options{Severities: map[string]blueprint.Severity{"bad-suppression": blueprint.Hint}}, "", behind), "3 hint bad-suppression")
	for _, r := range lint.SuppressionRules() {
		assert.NotEmpty(t, r.Title)
		assert.NotEmpty(t, r.Doc)
		assert.NotEmpty(t, r.Why)
	}
	assert.Nil(t, lint.Suppress(nil, nil, lint.Options{}))
}

func ExampleSuppress() {
	text := "title: Bakery\nsteps:\n  - customer: Pay # moments:ignore no-evidence: the receipt comes by mail\n"
	b, _ := blueprint.Read(strings.NewReader(text), "bakery.yaml")
	fmt.Println(len(lint.Run(b, lint.Options{Only: []string{"no-evidence"}})))
	// Output: 0
}

// Whatever stands in comments, the rules go on, and what is said has its place.
func FuzzSuppress(f *testing.F) {
	f.Add("# moments:ignore no-evidence until 2026-12-31: why\n", " # moments:ignore no-evidence：因为")
	f.Add("  # moments:\n# moments:ignore", "#moments:ignore :::")
	only := lint.Options{Only: []string{"no-evidence", "suppressions"}, Today: "2027-01-01"}
	f.Fuzz(func(t *testing.T, above, behind string) {
		b, _ := blueprint.Read(strings.NewReader("title: A\nsteps:\n"+above+"  - customer: B"+behind+"\n"), "b.yaml")
		for _, d := range lint.Run(b, only) {
			require.NotEmpty(t, d.Message)
			require.NotZero(t, d.Range.Start.Line)
			require.LessOrEqual(t, d.Range.Start.Offset, d.Range.End.Offset)
		}
	})
}
