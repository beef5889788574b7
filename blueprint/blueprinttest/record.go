package blueprinttest

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/touchpoint"
)

// Test is what recording needs of a test; *testing.T, *testing.B and *testing.F are
// tests.
type Test interface {
	TestingT
	Name() string
	Cleanup(func())
	Failed() bool
	Skipped() bool
}

// Recording is what one test records. Its journeys count as the test ends: passed,
// failed or skipped. A visit without a journey in its context belongs to the test's
// own journey, so that a test with a single customer begins none. A visit to a
// touchpoint that is not there makes the test fail.
type Recording struct {
	*coverage.Session
	// Day is the day that waivers are compared with; empty: those with a last
	// day hold as well.
	Day touchpoint.Date
	// Observe names the lanes that count; see [coverage.Options].
	Observe []string

	test Test
}

// Record begins to record journeys through a blueprint in a test. When the test
// ends, and the environment variable MOMENTS_COVER_DIR names a folder, what was
// recorded is left there. Tests that share a blueprint share a recorder best, with
// [Join] and [Main]; subtests do with [Recording.Sub].
func Record(t Test, b *blueprint.Blueprint) *Recording {
	rec := coverage.NewRecorder(b)
	t.Cleanup(func() {
		if err := leave(rec); err != nil {
			t.Errorf("the journeys could not be kept: %v", err)
		}
	})
	return Join(t, rec)
}

// Join begins to record in a test with a recorder that others use as well.
func Join(t Test, rec *coverage.Recorder) *Recording {
	r := &Recording{Session: rec.Session(t.Name()), test: t}
	t.Cleanup(r.end)
	return r
}

// Sub records a subtest, whose journeys are judged by itself.
func (r *Recording) Sub(t Test) *Recording {
	sub := Join(t, r.Recorder())
	sub.Day, sub.Observe = r.Day, r.Observe
	return sub
}

// As says which persona the customer of the context's journey is, or of the test's
// own one.
func (r *Recording) As(ctx context.Context, persona string) error {
	if j := coverage.FromContext(ctx); j != nil {
		return j.As(persona)
	}
	return r.Own().As(persona)
}

// end judges the journeys as the test ended. What went wrong with visits makes the
// test fail first.
func (r *Recording) end() {
	for _, line := range problems(r.Errs()) {
		r.test.Errorf("%s", line)
	}
	r.End(r.outcome())
}

// problems says every problem once.
func problems(errs []error) []string {
	var out []string
	count := map[string]int{}
	for _, err := range errs {
		if count[err.Error()]++; count[err.Error()] == 1 {
			out = append(out, err.Error())
		}
	}
	for i, line := range out {
		if n := count[line]; n > 1 {
			out[i] = fmt.Sprintf("%s (%d times)", line, n)
		}
	}
	return out
}

func (r *Recording) outcome() coverage.Outcome {
	switch {
	case r.test.Failed():
		return coverage.Failed
	case r.test.Skipped():
		return coverage.Skipped
	}
	return coverage.Passed
}

// Measure says what was covered up to now, by the tests that have ended and by this
// one as if it passed: one that has failed is red whatever it covers, and its
// assertions had better not blame each other.
// It measures the criteria that are named; without names all.
func (r *Recording) Measure(criteria ...string) (*coverage.Result, error) {
	return coverage.Measure(r.Blueprint(), r.Profile(coverage.Passed), coverage.Options{Day: r.Day, Observe: r.Observe, Criteria: criteria})
}

// Recorded is a profile as something to assert about: what other processes left in
// a folder, say.
type Recorded struct {
	Blueprint *blueprint.Blueprint
	Profile   *coverage.Profile
	Options   coverage.Options
}

// Measure says what the profile covers by some criteria; without names by all that
// the options name.
func (r Recorded) Measure(criteria ...string) (*coverage.Result, error) {
	o := r.Options
	if len(criteria) > 0 {
		o.Criteria = criteria
	}
	return coverage.Measure(r.Blueprint, r.Profile, o)
}

// Suite is what the tests of a package cover together.
type Suite struct {
	Recorder   *coverage.Recorder
	Thresholds coverage.Thresholds
	Options    coverage.Options
	Out        io.Writer // for what is missing; nil: standard error
}

// Main runs the tests of a package that share a recorder, leaves the profile in
// the folder that MOMENTS_COVER_DIR names, and holds what all tests covered
// together against thresholds: if one is not reached, it says what is missing and
// the run fails. A run of some tests only (-run, -skip) is held against nothing. It
// gives the exit code and belongs into TestMain:
//
//	func TestMain(m *testing.M) {
//		os.Exit(blueprinttest.Main(m, blueprinttest.Suite{
//			Recorder:   rec,
//			Thresholds: coverage.Thresholds{coverage.Moments: 100},
//		}))
//	}
func Main(m interface{ Run() int }, s Suite) int {
	out := s.Out
	if out == nil {
		out = os.Stderr
	}
	code := m.Run()
	if err := leave(s.Recorder); err != nil {
		fmt.Fprintf(out, "the journeys could not be kept: %v\n", err)
		code = max(code, 1)
	}
	if !some() && !AssertCoverage(printer{out}, Recorded{s.Recorder.Blueprint(), s.Recorder.Profile(), s.Options}, s.Thresholds) {
		code = max(code, 1)
	}
	return code
}

// some tells whether only some of the tests were asked for.
func some() bool {
	for _, name := range []string{"test.run", "test.skip", "test.list"} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != "" {
			return true
		}
	}
	return false
}

// printer is a TestingT where there is no test.
type printer struct{ out io.Writer }

func (p printer) Errorf(format string, args ...any) { fmt.Fprintf(p.out, format+"\n", args...) }

// leave drops a profile where the environment says so.
func leave(rec *coverage.Recorder) error {
	dir := os.Getenv(coverage.DirVariable)
	if dir == "" {
		return nil
	}
	_, err := rec.Profile().WriteDir(dir)
	return err
}
