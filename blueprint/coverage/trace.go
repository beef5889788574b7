package coverage

import (
	"cmp"
	"slices"
)

// Outcome is how the test of a journey ended.
type Outcome string

// The outcomes. Only journeys of passed tests count as coverage.
const (
	Passed  Outcome = "passed"
	Failed  Outcome = "failed"
	Skipped Outcome = "skipped"
)

// Outcomes lists the outcomes.
func Outcomes() []Outcome { return []Outcome{Passed, Failed, Skipped} }

// Trace is one journey as it was recorded.
type Trace struct {
	Blueprint string   // its id, see [Name]
	Version   string   // what was recorded against, see [Version]
	Test      string   // of the test, or of whatever began the journey
	Outcome   Outcome  // how that ended
	Persona   string   // id of the persona; empty: anybody
	Visits    []string // ids of the touchpoints, in order
}

func (t Trace) compare(o Trace) int {
	return cmp.Or(
		cmp.Compare(t.Blueprint, o.Blueprint), cmp.Compare(t.Version, o.Version), cmp.Compare(t.Test, o.Test),
		cmp.Compare(t.Outcome, o.Outcome), cmp.Compare(t.Persona, o.Persona), slices.Compare(t.Visits, o.Visits),
	)
}

// Stray is a visit to a touchpoint that the blueprint did not have.
type Stray struct {
	Blueprint string
	Version   string
	Test      string
	ID        string
}

func (s Stray) compare(o Stray) int {
	return cmp.Or(cmp.Compare(s.Blueprint, o.Blueprint), cmp.Compare(s.Version, o.Version), cmp.Compare(s.Test, o.Test), cmp.Compare(s.ID, o.ID))
}
