package blueprinttest_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/coverage"
)

// fake is a test that can fail without making ours fail.
type fake struct {
	name            string
	failed, skipped bool
	stopped         bool
	cleanups        []func()
	said            []string
}

func (f *fake) Errorf(format string, args ...any) {
	f.failed = true
	f.said = append(f.said, fmt.Sprintf(format, args...))
}
func (f *fake) FailNow()         { f.failed, f.stopped = true, true }
func (f *fake) Name() string     { return f.name }
func (f *fake) Cleanup(c func()) { f.cleanups = append(f.cleanups, c) }
func (f *fake) Failed() bool     { return f.failed }
func (f *fake) Skipped() bool    { return f.skipped }

// ends runs what a test runs when it ends.
func (f *fake) ends() {
	for len(f.cleanups) > 0 {
		last := f.cleanups[len(f.cleanups)-1]
		f.cleanups = f.cleanups[:len(f.cleanups)-1]
		last()
	}
}

func bakery(t testing.TB) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(`title: Bakery
steps:
  - customer: {title: Enter, moment: true}
  - customer: Choose
  - customer: {title: Pay, moment: critical}
journeys:
  - {id: purchase, title: A purchase, touchpoints: [enter, choose, pay]}
`), "bakery.yaml")
	require.NoError(t, err)
	return b
}

func visit(t testing.TB, rec *blueprinttest.Recording, ids ...string) {
	t.Helper()
	for _, id := range ids {
		require.NoError(t, rec.Visit(t.Context(), id))
	}
}

func TestJourneysCountAsTheirTestEnds(t *testing.T) {
	rec := coverage.NewRecorder(bakery(t))
	for _, f := range []*fake{{name: "TestA"}, {name: "TestB", failed: true}, {name: "TestC", skipped: true}} {
		r := blueprinttest.Join(f, rec)
		visit(t, r, "enter", "choose")
		assert.NotContains(t, outcomes(rec), f.name, "not before the test ends")
		f.ends()
		assert.Empty(t, f.said)
	}
	assert.Equal(t, "TestA passed, TestB failed, TestC skipped", outcomes(rec))
}

func outcomes(rec *coverage.Recorder) string {
	var out []string
	for _, x := range rec.Profile().Traces() {
		out = append(out, x.Of.Test+" "+string(x.Of.Outcome))
	}
	return strings.Join(out, ", ")
}

func TestSubtestsAreJudgedByThemselves(t *testing.T) {
	f := &fake{name: "TestA"}
	rec := blueprinttest.Record(f, bakery(t))
	for _, sub := range []*fake{{name: "TestA/good"}, {name: "TestA/bad", failed: true}} {
		r := rec.Sub(sub)
		visit(t, r, "enter")
		sub.ends()
	}
	assert.Equal(t, "TestA/bad failed, TestA/good passed", outcomes(rec.Recorder()))
}

func TestAVisitToNowhereMakesTheTestFail(t *testing.T) {
	f := &fake{name: "TestA"}
	rec := blueprinttest.Record(f, bakery(t))
	_ = rec.Visit(t.Context(), "enter")
	_ = rec.Visit(t.Context(), "chose")
	_ = rec.Visit(t.Context(), "chose")
	f.ends()
	assert.Equal(t, []string{`there is no touchpoint "chose" in the blueprint; did you mean "choose"? (2 times)`}, f.said)
	assert.Equal(t, "TestA failed", outcomes(rec.Recorder()))
}

func TestAFailureNamesWhatIsMissingAndWhere(t *testing.T) {
	f := &fake{name: "TestA"}
	rec := blueprinttest.Record(f, bakery(t))
	visit(t, rec, "enter", "choose")
	for i, c := range []struct {
		held bool
		want string
	}{
		{blueprinttest.AssertMomentsCovered(f, rec), "journeys do not cover enough of \"Bakery\"\nMoments of truth (moments): 1 of 2, 50%, wanted 100%; missing:\n  bakery.yaml:5:23: Pay (pay)"},
		{blueprinttest.AssertJourneyCovered(f, rec, "purchase"), "no recorded journey covers the journey bakery.yaml:7:27: A purchase (purchase)"},
		{blueprinttest.AssertJourneyCovered(f, rec, "purchas"), "the blueprint has no journey \"purchas\"; did you mean \"purchase\"?"},
		{blueprinttest.AssertWaysCovered(f, rec, "enter -> choose", "choose -> pay"), "no recorded journey covers the way bakery.yaml:4:15: Choose → Pay (choose -> pay)"},
		{blueprinttest.AssertWaysCovered(f, rec), "journeys do not cover enough of \"Bakery\"\nWays (ways): 1 of 2, 50%, wanted 100%; missing:\n  bakery.yaml:4:15: Choose → Pay (choose -> pay)"},
		{blueprinttest.AssertCoverage(f, rec, coverage.Thresholds{"wys": 1}), "there is no criterion \"wys\"; did you mean \"ways\"?"},
	} {
		assert.False(t, c.held)
		require.Greater(t, len(f.said), i)
		assert.Equal(t, c.want, f.said[i])
	}
}

func TestAssertionsThatHoldSayNothing(t *testing.T) {
	f := &fake{name: "TestA"}
	rec := blueprinttest.Record(f, bakery(t))
	visit(t, rec, "enter", "choose", "pay")
	blueprinttest.RequireMomentsCovered(f, rec)
	blueprinttest.RequireJourneyCovered(f, rec, "purchase")
	blueprinttest.RequireWaysCovered(f, rec)
	blueprinttest.RequireCoverage(f, rec, coverage.Thresholds{coverage.Paths: 100})
	assert.True(t, blueprinttest.AssertRatchet(f, rec, filepath.Join(t.TempDir(), "none.json")))
	assert.Empty(t, f.said)
	assert.False(t, f.stopped)
	blueprinttest.RequireWaysCovered(f, rec, "enter -> pay")
	assert.True(t, f.stopped)
}

func TestAFailureTellsWhatDidNotCount(t *testing.T) {
	rec := coverage.NewRecorder(bakery(t))
	bad := &fake{name: "TestBad", failed: true}
	visit(t, blueprinttest.Join(bad, rec), "enter", "choose", "pay")
	bad.ends()
	odd := &fake{name: "TestOdd"}
	visit(t, blueprinttest.Join(odd, rec), "enter", "pay")
	odd.ends()
	f := &fake{name: "TestA"}
	blueprinttest.AssertWaysCovered(f, blueprinttest.Join(f, rec))
	require.Len(t, f.said, 1)
	assert.Contains(t, f.said[0], "not counted: 1 journeys of TestBad, which failed")
	assert.Contains(t, f.said[0], "departs from the blueprint: bakery.yaml:4:15: TestOdd: choose is skipped after enter")
}

func TestAssertionsTakeWhateverHasErrorf(t *testing.T) {
	var said errorf
	assert.False(t, blueprinttest.AssertMomentsCovered(&said, blueprinttest.Recorded{Blueprint: bakery(t), Profile: &coverage.Profile{}}))
	assert.Len(t, said, 1)
}

type errorf []string

func (e *errorf) Errorf(format string, args ...any) { *e = append(*e, fmt.Sprintf(format, args...)) }

func TestProfilesAreLeftWhereTheEnvironmentSays(t *testing.T) {
	dir := t.TempDir()
	t.Setenv(coverage.DirVariable, dir)
	for _, name := range []string{"TestA", "TestB"} {
		f := &fake{name: name}
		visit(t, blueprinttest.Record(f, bakery(t)), "enter")
		f.ends()
		assert.Empty(t, f.said)
	}
	p, err := coverage.ReadDir(dir)
	require.NoError(t, err)
	assert.Equal(t, 2, p.Len())
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	t.Setenv(coverage.DirVariable, filepath.Join(file, "nowhere"))
	f := &fake{name: "TestC"}
	blueprinttest.Record(f, bakery(t))
	f.ends()
	require.Len(t, f.said, 1)
	assert.Contains(t, f.said[0], "the journeys could not be kept")
}

type suite func() int

func (s suite) Run() int { return s() }

func TestMainHoldsAPackageAgainstThresholds(t *testing.T) {
	t.Setenv(coverage.DirVariable, "")
	rec := coverage.NewRecorder(bakery(t))
	var out bytes.Buffer
	s := blueprinttest.Suite{Recorder: rec, Thresholds: coverage.Thresholds{coverage.Touchpoints: 100}, Out: &out}
	tests := suite(func() int {
		f := &fake{name: "TestA"}
		visit(t, blueprinttest.Join(f, rec), "enter", "choose")
		f.ends()
		return 0
	})
	code := blueprinttest.Main(tests, s)
	if runsAll() {
		assert.Equal(t, 1, code)
		assert.Contains(t, out.String(), "bakery.yaml:5:23: Pay (pay)")
	} else {
		assert.Zero(t, code, "some tests only are held against nothing")
	}
	s.Thresholds = nil
	assert.Equal(t, 2, blueprinttest.Main(suite(func() int { return 2 }), s), "failed tests fail")
}

func runsAll() bool {
	for _, a := range os.Args {
		if strings.HasPrefix(a, "-test.run=") && a != "-test.run=" || strings.HasPrefix(a, "-test.skip=") {
			return false
		}
	}
	return true
}

func ExampleRecord() {
	t := &fake{name: "TestPurchase"} // in a test: the *testing.T
	b, _ := blueprint.Read(strings.NewReader("title: Bakery\nsteps:\n  - customer: Enter\n  - customer: {title: Pay, moment: true}\n"), "bakery.yaml")
	rec := blueprinttest.Record(t, b)
	_ = rec.Own().Visit("enter")
	blueprinttest.AssertMomentsCovered(t, rec)
	fmt.Println(t.said[0])
	// Output:
	// journeys do not cover enough of "Bakery"
	// Moments of truth (moments): 0 of 1, 0%, wanted 100%; missing:
	//   bakery.yaml:4:23: Pay (pay)
}
