package report_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/width"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/report"
)

func findings(t *testing.T, text string) blueprint.Diagnostics {
	t.Helper()
	_, err := blueprint.Read(strings.NewReader(text), "hall.yaml")
	var found blueprint.Diagnostics
	require.ErrorAs(t, err, &found)
	return found
}

func TestAFindingShowsItsLineACaretAndWhatWasExpected(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.Text(&b, findings(t, "title: T\nsteps:\n  - customer: {title: A, time: 30}\n"), report.Options{}))
	assert.Equal(t, `hall.yaml:3:32: error: time cannot be "30" (bad-value)
  3 |   - customer: {title: A, time: 30}
    |                                ^^
    = the unit is missing: write 30s, 30m or 30h
`, b.String())
}

func TestTheCaretStandsUnderFullWidthCharacters(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.Text(&b, findings(t, "title: 服务\nsteps:\n  - customer: {title: 擦鞋, service: 支付}\n"), report.Options{}))
	lines := strings.Split(b.String(), "\n")
	assert.Equal(t, "  3 |   - customer: {title: 擦鞋, service: 支付}", lines[1])
	// 擦鞋 takes four columns before the place, 支付 four under it.
	assert.Equal(t, "    | "+strings.Repeat(" ", len("  - customer: {title: ....., service:"))+"^^^^", lines[2])
}

func TestTheFirstPlaceOfADuplicateIsShown(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.Text(&b, findings(t, "title: T\nsteps:\n  - customer: {title: A, id: x}\n  - customer: {title: B, id: x}\n"), report.Options{}))
	assert.Contains(t, b.String(), "= first defined here: hall.yaml:3:30\n  3 |   - customer: {title: A, id: x}\n")
}

func TestColourOnlyWhereAskedFor(t *testing.T) {
	found := findings(t, "title: T\n")
	var plain, coloured strings.Builder
	require.NoError(t, report.Text(&plain, found, report.Options{}))
	require.NoError(t, report.Text(&coloured, found, report.Options{Color: true}))
	assert.NotContains(t, plain.String(), "\x1b")
	assert.Contains(t, coloured.String(), "\x1b[1;31merror\x1b[0m")
}

func TestNothingSteersTheTerminal(t *testing.T) {
	var b strings.Builder
	found := blueprint.Diagnostics{{Message: "a\x1b[2Jb\u202ec", Range: blueprint.Range{Line: "x\x1b]0;y\x07z", Start: blueprint.Position{File: "f\n", Line: 1, Column: 1}}}}
	require.NoError(t, report.Text(&b, found, report.Options{}))
	assert.NotContains(t, b.String(), "\x1b")
	assert.NotContains(t, b.String(), "\u202e")
	assert.NotContains(t, b.String(), "\x07")
}

func TestALongLineIsCutAroundThePlace(t *testing.T) {
	line := strings.Repeat("a", 500) + "HERE" + strings.Repeat("b", 500)
	shown, carets := report.Underline(blueprint.Range{Line: line, Start: blueprint.Position{Line: 1, Column: 501}, End: blueprint.Position{Line: 1, Column: 505}})
	assert.Less(t, len(shown), 140)
	assert.Equal(t, strings.Index(strings.ReplaceAll(shown, "…", "."), "HERE"), strings.Index(carets, "^"))
	assert.Equal(t, 4, strings.Count(carets, "^"))
}

func TestALineThatWasCutBeforeThePlaceIsNotShown(t *testing.T) {
	var b strings.Builder
	found := blueprint.Diagnostics{{Message: "too much", Hint: "cut it", Range: blueprint.Range{Line: "abc", Start: blueprint.Position{File: "f", Line: 1, Column: 9000}}}}
	require.NoError(t, report.Text(&b, found, report.Options{}))
	assert.Equal(t, "f:1:9000: error: too much\n    = cut it\n", b.String())
}

// Whatever the line and the place, the carets begin in the column where the
// place begins.
func TestTheCaretStandsUnderThePlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringOfN(rapid.RuneFrom([]rune("ab 服务，é\t\x00－a\u0301")), 0, 60, -1).Draw(t, "line")
		runes := []rune(line)
		from := rapid.IntRange(0, len(runes)).Draw(t, "from")
		to := rapid.IntRange(from, len(runes)).Draw(t, "to")
		_, carets := report.Underline(blueprint.Range{Line: line, Start: blueprint.Position{Line: 1, Column: from + 1}, End: blueprint.Position{Line: 1, Column: to + 1}})
		room := func(s string) int {
			n := 0
			for _, r := range s {
				switch k := width.LookupRune(r).Kind(); {
				case r == '\u0301':
				case k == width.EastAsianWide || k == width.EastAsianFullwidth:
					n += 2
				default:
					n++
				}
			}
			return n
		}
		if got, want := strings.Index(carets, "^"), room(string(runes[:from])); got != want {
			t.Fatalf("caret in column %d, place in %d", got, want)
		}
		if got, want := strings.Count(carets, "^"), max(1, room(string(runes[from:to]))); got != want {
			t.Fatalf("%d carets, the place has %d columns", got, want)
		}
	})
}

func TestJSONNamesPlaceRuleAndHint(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.JSON(&b, findings(t, "title: T\nsteps:\n  - customer: {title: A, id: x}\n  - customer: {title: B, id: x}\n")))
	var out []map[string]any
	require.NoError(t, json.Unmarshal([]byte(b.String()), &out))
	require.Len(t, out, 1)
	assert.Equal(t, "duplicate-id", out[0]["rule"])
	assert.Equal(t, "error", out[0]["severity"])
	assert.Equal(t, "hall.yaml", out[0]["file"])
	assert.Equal(t, map[string]any{"line": 4.0, "column": 30.0, "offset": 77.0}, out[0]["start"])
	related := out[0]["related"].([]any)[0].(map[string]any)
	assert.Equal(t, "first defined here", related["message"])

	b.Reset()
	require.NoError(t, report.JSON(&b, nil))
	assert.Equal(t, "[]\n", b.String())
}

func ExampleText() {
	_, err := blueprint.Read(strings.NewReader("title: 擦鞋\nsteps:\n  - customr: 坐下\n"), "shoe.yaml")
	var found blueprint.Diagnostics
	if errors.As(err, &found) {
		_ = report.Text(os.Stdout, found, report.Options{})
	}
	// Output:
	// shoe.yaml:3:5: error: a step has no key "customr" (unknown-key)
	//   3 |   - customr: 坐下
	//     |     ^^^^^^^
	//     = did you mean "customer"?
}

// crowded are n findings of a rule in a file, and one of another rule between them.
func crowded(file string, n int) blueprint.Diagnostics {
	var found blueprint.Diagnostics
	for i := range n {
		found = append(found, blueprint.Diagnostic{Rule: "no-evidence", Severity: blueprint.Hint, Message: "nothing to see", Range: blueprint.Range{Start: blueprint.Position{File: file, Line: i + 1, Column: 1}}})
	}
	return append(found, blueprint.Diagnostic{Rule: "no-end", Message: "no way out", Range: blueprint.Range{Start: blueprint.Position{File: file, Line: n + 1, Column: 1}}})
}

func TestOfManyAlikeInAFileSomeAreShownAndTheOthersCounted(t *testing.T) {
	var b strings.Builder
	found := append(crowded("a.yaml", 5), crowded("b.yaml", 2)...)
	require.NoError(t, report.Text(&b, found, report.Options{Most: 2}))
	assert.Equal(t, `a.yaml:1:1: hint: nothing to see (no-evidence)
a.yaml:2:1: hint: nothing to see (no-evidence)
a.yaml:6:1: error: no way out (no-end)
a.yaml: and 3 more like these (no-evidence); --format lines shows all
b.yaml:1:1: hint: nothing to see (no-evidence)
b.yaml:2:1: hint: nothing to see (no-evidence)
b.yaml:3:1: error: no way out (no-end)
`, b.String())

	b.Reset()
	require.NoError(t, report.Text(&b, found, report.Options{}))
	assert.Equal(t, len(found), strings.Count(b.String(), "\n"), "all of them")
}

func TestLinesAreOneForEachFinding(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.Lines(&b, report.Run{Found: findings(t, twins)}))
	assert.Equal(t, `hall.yaml:4:30: error: the touchpoint id "x" is used twice; ids are unique (duplicate-id)
hall.yaml:5:5: error: a step has no key "custmer"; did you mean "customer"? (unknown-key)
`, b.String())

	b.Reset()
	long := crowded("long.yaml", 5_000)
	long[7].Message = "two\nlines\x1b[2J"
	require.NoError(t, report.Lines(&b, report.Run{Found: long}))
	assert.Equal(t, len(long), strings.Count(b.String(), "\n"))
	assert.NotContains(t, b.String(), "\x1b")
}
