// Package coverreport says what the command "moments cover" has to say: what tests
// and what customers covered of a blueprint, whether that is enough, and what is
// missing, at its place.
// What comes in is what packages coverage and conformance measured, and the
// thresholds; what goes out is a figures.Book for people, JSON for programs, JUnit
// XML for CI servers, and a badge. Journeys of tests and of customers are told
// apart all the way.
package coverreport

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// Source says whose journeys are meant.
type Source string

// The sources.
const (
	Tests Source = "tests" // of profiles: journeys that tests recorded
	Log   Source = "log"   // of event logs: what real customers did
)

// Sources lists the sources in the order of reports.
func Sources() []Source { return []Source{Tests, Log} }

// Report is all that one run of the command has to say. The zero value says that
// nothing was measured.
type Report struct {
	Of    *blueprint.Blueprint
	Tests *coverage.Result    // nil: no profiles were given
	Log   *conformance.Result // nil: no logs were given
	Logs  []eventlog.Log      // how each log was read
	Names []string            // what is to be said about the names of touchpoints
	Held  []Held              // what was asked for, in the order of asking
	All   bool                // everything, however long it is
}

// Coverage is what a source covered; nil where it was not given.
func (r *Report) Coverage(s Source) *coverage.Result {
	switch {
	case s == Tests:
		return r.Tests
	case r.Log != nil:
		return r.Log.Coverage
	}
	return nil
}

// Passed tells whether all that was asked for is held.
func (r *Report) Passed() bool {
	for _, h := range r.Held {
		if !h.OK {
			return false
		}
	}
	return true
}
