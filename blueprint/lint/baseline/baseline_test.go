package baseline_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/baseline"
)

var update = flag.Bool("update", false, "rewrite golden files")

// kiosk is a blueprint of which much is to be said.
const kiosk = `title: Ticket kiosk
personas:
  - {id: tourist, title: Tourist}
steps:
  - customer:
      title: Choose a ticket
      wait: true
  - customer: Pay at gate 12
    frontstage: Help
    backstage: Count the cash
  - customer:
      title: Walk through gate 12
      fails: [{title: Gate stays shut, severity: 9}]
`

func read(t require.TestingT, text string) *blueprint.Blueprint {
	b, err := blueprint.Read(strings.NewReader(text), "kiosk.yaml")
	require.NoError(t, err)
	return b
}

func found(b *blueprint.Blueprint) blueprint.Diagnostics { return lint.Run(b, lint.Options{}) }

// known is a baseline of a text.
func known(t require.TestingT, text string) *baseline.Baseline {
	var out baseline.Baseline
	b := read(t, text)
	out.Add(".", b, found(b))
	require.NotZero(t, out.Len())
	return &out
}

func TestWhatIsKnownIsNotReported(t *testing.T) {
	base := known(t, kiosk)
	b := read(t, kiosk)
	f := base.Filter(".")
	assert.Empty(t, f.Fresh("kiosk.yaml", b, found(b)))
	assert.Equal(t, base.Len(), f.Known())
	assert.Empty(t, f.Gone(nil))
}

func TestOneNewFindingAmongFiftyOldOnes(t *testing.T) {
	var text strings.Builder
	text.WriteString("title: Long queue\nsteps:\n")
	for i := range 50 {
		fmt.Fprintf(&text, "  - customer: Show ticket %d\n    frontstage: Look at it %d\n", i, i)
	}
	o := lint.Options{Only: []string{"no-evidence"}}
	old := read(t, text.String())
	var base baseline.Baseline
	base.Add(".", old, lint.Run(old, o))
	require.Equal(t, 50, base.Len())

	now := read(t, strings.Replace(text.String(), "steps:\n", "steps:\n  - customer: Queue\n    frontstage: Wave\n", 1))
	fresh := base.Filter(".").Fresh("kiosk.yaml", now, lint.Run(now, o))
	require.Len(t, fresh, 1)
	assert.Contains(t, fresh[0].String(), `kiosk.yaml:3:15: hint: `)
	assert.Contains(t, fresh[0].String(), `"Queue"`)
}

func TestWhatWasMendedHasGone(t *testing.T) {
	base := known(t, kiosk)
	mended := strings.Replace(kiosk, "wait: true", "wait: {expected: 1m, acceptable: 3m, explained: true, occupied: A film}", 1)
	b := read(t, mended)
	f := base.Filter(".")
	assert.Empty(t, f.Fresh("kiosk.yaml", b, found(b)))
	gone := f.Gone(nil)
	require.NotEmpty(t, gone)
	for _, e := range gone {
		assert.Equal(t, "#choose-a-ticket.wait", e.At, e)
		assert.Equal(t, 1, e.Count)
	}
}

func TestOfAFileThatWasReadInPartNothingHasGone(t *testing.T) {
	base := known(t, kiosk)
	b := read(t, kiosk)
	all := found(b)
	f := base.Filter(".")
	assert.Empty(t, f.FreshInPart(b, all[:1]), "it is known")
	assert.Equal(t, 1, f.Known())
	assert.Empty(t, f.Gone(nil))
	assert.Len(t, f.Gone(func(string) bool { return true }), base.Len()-1, "the file was removed")
}

func TestOfOtherFilesNothingIsSaidUnlessTheyWereRemoved(t *testing.T) {
	base := known(t, kiosk)
	f := base.Filter(".")
	b, err := blueprint.Read(strings.NewReader("title: A\nsteps: [{customer: B}]\n"), "other.yaml")
	require.NoError(t, err)
	f.Fresh("other.yaml", b, nil)
	assert.Empty(t, f.Gone(nil))
	assert.Empty(t, f.Gone(func(string) bool { return false }))
	assert.Len(t, f.Gone(func(file string) bool { return file == "kiosk.yaml" }), len(base.Entries()))
}

func TestNumbersMayChangeButNotTitles(t *testing.T) {
	at := func(message string) blueprint.Diagnostics {
		return blueprint.Diagnostics{{Rule: "r", Message: message}}
	}
	for _, c := range []struct {
		old, now string
		known    bool
	}{
		{"takes 2m30s, above 45m.", "takes 3m, above 1h.", true},
		{"perceived at 5.2, below 6", "perceived at 4, below 5.5", true},
		{"a sum of 105%", "a sum of 99.5%", true},
		{`12 touchpoints at "gate 12"`, `13 touchpoints at "gate 12"`, true},
		{`12 touchpoints at "gate 12"`, `12 touchpoints at "gate 13"`, false},
		{"takes 2 people", "takes people", false},
	} {
		var base baseline.Baseline
		base.Add(".", nil, at(c.old))
		assert.Equal(t, c.known, len(base.Filter(".").Fresh("", nil, at(c.now))) == 0, "%s / %s", c.old, c.now)
	}
}

func TestFindingsThatLookTheSameAreCounted(t *testing.T) {
	d := blueprint.Diagnostic{Rule: "r", Message: "empty"}
	var base baseline.Baseline
	base.Add(".", nil, blueprint.Diagnostics{d, d})
	assert.Equal(t, 2, base.Len())
	f := base.Filter(".")
	assert.Len(t, f.Fresh("", nil, blueprint.Diagnostics{d, d, d}), 1)
	f = base.Filter(".")
	assert.Empty(t, f.Fresh("", nil, blueprint.Diagnostics{d}))
	gone := f.Gone(nil)
	require.Len(t, gone, 1)
	assert.Equal(t, 1, gone[0].Count)
}

func TestFilesAreNamedFromTheBaselinesFolder(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "hall", "old")
	d := blueprint.Diagnostic{Rule: "r", Message: "m", Range: blueprint.Range{Start: blueprint.Position{File: filepath.Join(sub, "b.yaml"), Line: 3}}}
	var base baseline.Baseline
	base.Add(dir, nil, blueprint.Diagnostics{d})
	assert.Equal(t, "hall/old/b.yaml", base.Entries()[0].File)

	require.NoError(t, os.MkdirAll(sub, 0o755))
	t.Chdir(sub) // the same file, called by another name
	d.Range.Start.File = "b.yaml"
	assert.Empty(t, base.Filter(dir).Fresh("b.yaml", nil, blueprint.Diagnostics{d}))
}

// flaws are lines without which there is something to find.
var flaws = regexp.MustCompile(`(?m)^ +(# moments:ignore|owner:|explained:|occupied:|enhancers:|prevent:).*\n`)

// Lines and comments that come in between change nothing.
func TestAFilterIsStableUnderMovedLines(t *testing.T) {
	hall, err := os.ReadFile("../../../examples/telecom-hall/blueprint.yaml")
	require.NoError(t, err)
	text := flaws.ReplaceAllString(string(hall), "")
	head, body, ok := strings.Cut(text, "\npersonas:\n") // what follows has no text over several lines
	require.True(t, ok)
	base := known(t, text)
	require.Greater(t, base.Len(), 5)
	rapid.Check(t, func(t *rapid.T) {
		var moved strings.Builder
		moved.WriteString(head + "\npersonas:\n")
		lines := strings.SplitAfter(body, "\n")
		at := rapid.SliceOfN(rapid.IntRange(0, len(lines)-1), 1, 12).Draw(t, "at")
		what := rapid.SampledFrom([]string{"\n", "\n\n\n", "# a word in between\n", "      # deeper\n"}).Draw(t, "what")
		for i, line := range lines {
			for _, n := range at {
				if n == i {
					moved.WriteString(what)
				}
			}
			moved.WriteString(line)
		}
		b := read(t, moved.String())
		f := base.Filter(".")
		assert.Empty(t, f.Fresh("kiosk.yaml", b, found(b)))
		assert.Empty(t, f.Gone(nil))
	})
}

// Steps that come in before change nothing for those behind.
func TestAFilterIsStableUnderNewSteps(t *testing.T) {
	base := known(t, kiosk)
	b := read(t, strings.Replace(kiosk, "steps:\n", "steps:\n  - evidence: [Sign]\n    customer: Follow the sign\n    frontstage: Put up the sign\n    backstage: Paint the sign\n", 1))
	for _, d := range base.Filter(".").Fresh("kiosk.yaml", b, found(b)) {
		assert.Contains(t, d.String(), "sign", "only what is new may be said")
	}
}

func TestTheFileIsTheSameEachTime(t *testing.T) {
	base := known(t, kiosk)
	var first, second bytes.Buffer
	require.NoError(t, base.Write(&first))
	again, err := baseline.Read(bytes.NewReader(first.Bytes()))
	require.NoError(t, err)
	require.NoError(t, again.Write(&second))
	assert.Equal(t, first.String(), second.String())
	assert.Equal(t, base.Entries(), again.Entries())

	var fixed, empty bytes.Buffer
	at := func(file string) blueprint.Range {
		return blueprint.Range{Start: blueprint.Position{File: file, Line: 4}}
	}
	b := read(t, kiosk)
	var few baseline.Baseline
	few.Add(".", b, blueprint.Diagnostics{
		{Rule: "no-evidence", Message: `customers see nothing at "Gate 2" <here> & there`, Path: b.Graph().Path(b.Graph().Touchpoints()[1]), Range: at("kiosk.yaml")},
		{Rule: "unused-persona", Message: "nobody speaks of 3 personas", Path: blueprint.Path{}.Key("personas").At(0), Range: at("kiosk.yaml")},
		{Rule: "unused-persona", Message: "nobody speaks of 4 personas", Path: blueprint.Path{}.Key("personas").At(1), Range: at("kiosk.yaml")},
		{Message: "it cannot be read", Range: at("halls/a.yaml")},
	})
	require.NoError(t, few.Write(&fixed))
	golden := filepath.Join("testdata", "baseline.json")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, fixed.Bytes(), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), fixed.String())

	require.NoError(t, (&baseline.Baseline{}).Write(&empty))
	assert.JSONEq(t, `{"format": "moments-baseline", "version": 1, "findings": []}`, empty.String())
}

func TestWhatIsNoBaselineIsRefusedInPlainWords(t *testing.T) {
	for text, want := range map[string]string{
		`{"format": "moments-baseline", "version": 2, "findings": [], "more": 1}`: "this baseline has version 2, and this program reads up to version 1: update moments",
		`{"format": "moments-baseline", "version": 0}`:                            "versions begin with 1",
		`{"format": "other", "version": 1}`:                                       `its format is "other"`,
		`{"version": 1,` + "\n" + `nonsense}`:                                     "this is no JSON from line 2 on",
		`[]`:                                                                      "this is no baseline",
		``:                                                                        "this is no JSON",
		`{"format": "moments-baseline", "version": 1, "finding": []}`:                                                                                      `unknown field "finding"`,
		`{"format": "moments-baseline", "version": 1, "findings": [{"file": "a", "message": "m", "count": 0}]}`:                                            "count is 0",
		`{"format": "moments-baseline", "version": 1, "findings": [{"file": "a", "count": 1}]}`:                                                            "has no message",
		`{"format": "moments-baseline", "version": 1, "findings": [{"file": "a", "message": "m", "count": 1}, {"file": "a", "message": "m", "count": 2}]}`: "is there twice",
	} {
		_, err := baseline.Read(strings.NewReader(text))
		assert.ErrorContains(t, err, want, text)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"format": "moments-baseline", "version": 1, "findings": [{"file": "a.yaml", "rule": "r", "at": "#id.wait", "message": "m", "count": 2}]}`))
	f.Add([]byte(`{"format": "moments-baseline", "version": 9}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := baseline.Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		require.NoError(t, b.Write(&first))
		again, err := baseline.Read(bytes.NewReader(first.Bytes()))
		require.NoError(t, err)
		require.NoError(t, again.Write(&second))
		require.Equal(t, first.String(), second.String())
	})
}

func Example() {
	read := func(text string) (*blueprint.Blueprint, blueprint.Diagnostics) {
		b, _ := blueprint.Read(strings.NewReader(text), "bakery.yaml")
		return b, lint.Run(b, lint.Options{Only: []string{"no-evidence"}})
	}
	var base baseline.Baseline
	b, found := read("title: Bakery\nsteps:\n  - customer: Choose\n")
	base.Add(".", b, found)

	f := base.Filter(".")
	b, found = read("title: Bakery\nsteps:\n  - customer: Queue\n  - customer: Choose\n")
	for _, d := range f.Fresh("bakery.yaml", b, found) {
		fmt.Println(d.Range.Start)
	}
	fmt.Println(f.Known(), "known,", len(f.Gone(nil)), "gone")
	// Output:
	// bakery.yaml:3:15
	// 1 known, 0 gone
}
