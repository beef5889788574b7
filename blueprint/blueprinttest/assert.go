package blueprinttest

import (
	"fmt"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
)

// TestingT is what assertions need: testify's TestingT. Where it has a Helper or a
// FailNow method, they are used.
type TestingT interface {
	Errorf(format string, args ...any)
}

// Measurer is what assertions ask: a [Recording], or a profile as [Recorded].
type Measurer interface {
	Measure(criteria ...string) (*coverage.Result, error)
}

type helper interface{ Helper() }

// AssertCoverage asserts that criteria reach their thresholds. A failure names what
// is missing, and where in the blueprint it stands. A threshold over nothing fails.
func AssertCoverage(t TestingT, m Measurer, want coverage.Thresholds) bool {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	if err := want.Valid(); err != nil {
		t.Errorf("%v", err)
		return false
	}
	if len(want) == 0 {
		return true
	}
	r, ok := measure(t, m, want.Names()...)
	if !ok {
		return false
	}
	short, err := want.Check(r)
	if err != nil {
		t.Errorf("%v", err)
		return false
	}
	return report(t, r, short)
}

// AssertMomentsCovered asserts that journeys visit every moment of truth.
func AssertMomentsCovered(t TestingT, m Measurer) bool {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	return AssertCoverage(t, m, coverage.Thresholds{coverage.Moments: 100})
}

// AssertJourneyCovered asserts that a journey which the blueprint names was gone
// through from first to last.
func AssertJourneyCovered(t TestingT, m Measurer, id string) bool {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	return assertItems(t, m, coverage.Journeys, "journey", []string{id})
}

// AssertWaysCovered asserts that journeys take ways, named as "pay -> leave", with
// "(fail)", "(wait)" or "(return)" behind it where the way is one of these. Without
// names it asserts that all are taken.
func AssertWaysCovered(t TestingT, m Measurer, ways ...string) bool {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	if len(ways) == 0 {
		return AssertCoverage(t, m, coverage.Thresholds{coverage.Ways: 100})
	}
	return assertItems(t, m, coverage.Ways, "way", ways)
}

// AssertRatchet asserts that coverage has not fallen below what a file of
// [coverage.Ratchet] says was reached. One that does not exist holds nothing.
func AssertRatchet(t TestingT, m Measurer, file string) bool {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	ratchet, err := coverage.LoadRatchet(file)
	if err != nil {
		t.Errorf("%v", err)
		return false
	}
	if len(ratchet.Reached) == 0 {
		return true
	}
	var names []string
	for _, x := range ratchet.Reached {
		names = append(names, x.Criterion)
	}
	r, ok := measure(t, m, names...)
	if !ok {
		return false
	}
	short, err := ratchet.Check(r)
	if err != nil {
		t.Errorf("%v", err)
		return false
	}
	return report(t, r, short)
}

// The require variants end the test at once where the assertion does not hold.

// RequireCoverage is [AssertCoverage], and ends the test where it does not hold.
func RequireCoverage(t TestingT, m Measurer, want coverage.Thresholds) {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	require(t, AssertCoverage(t, m, want))
}

// RequireMomentsCovered is [AssertMomentsCovered], and ends the test where it does
// not hold.
func RequireMomentsCovered(t TestingT, m Measurer) {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	require(t, AssertMomentsCovered(t, m))
}

// RequireJourneyCovered is [AssertJourneyCovered], and ends the test where it does
// not hold.
func RequireJourneyCovered(t TestingT, m Measurer, id string) {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	require(t, AssertJourneyCovered(t, m, id))
}

// RequireWaysCovered is [AssertWaysCovered], and ends the test where it does not
// hold.
func RequireWaysCovered(t TestingT, m Measurer, ways ...string) {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	require(t, AssertWaysCovered(t, m, ways...))
}

func require(t TestingT, held bool) {
	if f, ok := t.(interface{ FailNow() }); ok && !held {
		f.FailNow()
	}
}

func measure(t TestingT, m Measurer, criteria ...string) (*coverage.Result, bool) {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	r, err := m.Measure(criteria...)
	if err != nil {
		t.Errorf("the coverage cannot be measured: %v", err)
		return nil, false
	}
	return r, true
}

// report says what falls short, with whatever else may explain it.
func report(t TestingT, r *coverage.Result, short []coverage.Shortfall) bool {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	if len(short) == 0 {
		return true
	}
	var lines []string
	for _, s := range short {
		lines = append(lines, s.String())
	}
	t.Errorf("journeys do not cover enough of %q\n%s", r.Title, strings.Join(append(lines, explain(r)...), "\n"))
	return false
}

// explain names what did not count.
func explain(r *coverage.Result) []string {
	var out []string
	for _, a := range r.Apart {
		out = append(out, fmt.Sprintf("not counted: %d journeys of %s, which %s", a.Count, a.Test, was(a.Outcome)))
	}
	for _, s := range r.Stale {
		line := fmt.Sprintf("not counted: %d journeys that were recorded against version %s of the blueprint, which is %s now", s.Count, s.Version, r.Version)
		if len(s.Gone) > 0 {
			line += "; no longer there: " + strings.Join(s.Gone, ", ")
		}
		out = append(out, line)
	}
	for _, d := range r.Departures {
		out = append(out, "departs from the blueprint: "+d.String())
	}
	for _, e := range r.Expired {
		out = append(out, fmt.Sprintf("%s: %s is no longer %s, its last day was %s", e.Place, e.Touchpoint, e.What, e.Until))
	}
	return out
}

func was(o coverage.Outcome) string {
	if o == coverage.Skipped {
		return "was skipped"
	}
	return "failed"
}

// assertItems asserts that single items of a criterion are covered.
func assertItems(t TestingT, m Measurer, criterion, what string, ids []string) bool {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	r, ok := measure(t, m, criterion)
	if !ok {
		return false
	}
	score, _ := r.Score(criterion)
	var wrong []string
	for _, id := range ids {
		if line := missing(score, what, id); line != "" {
			wrong = append(wrong, line)
		}
	}
	if len(wrong) == 0 {
		return true
	}
	t.Errorf("%s", strings.Join(append(wrong, explain(r)...), "\n"))
	return false
}

// missing says what is wrong with an item, "" where it is covered.
func missing(s coverage.Score, what, id string) string {
	var ids []string
	for _, i := range s.Items {
		if i.ID == id {
			if i.Count > 0 || i.Status == coverage.Waived || i.Status == coverage.Quarantined {
				return ""
			}
			return fmt.Sprintf("no recorded journey covers the %s %s", what, i)
		}
		ids = append(ids, i.ID)
	}
	if near := blueprint.Nearest(id, ids); near != "" {
		return fmt.Sprintf("the blueprint has no %s %q; did you mean %q?", what, id, near)
	}
	return fmt.Sprintf("the blueprint has no %s %q", what, id)
}
