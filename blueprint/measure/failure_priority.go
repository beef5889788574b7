package measure

import "github.com/servicemoments/moments/touchpoint"

// PriorityRow is a row of a table of action priorities: failures that are at
// least so severe, at least so frequent and at least so hard to find have the
// priority. Each factor is 1 to 10; 0 and 1 both mean any.
type PriorityRow struct {
	Severity, Occurrence, Detection int
	Priority                        touchpoint.Level
}

// PriorityTable is a table of action priorities. The first row that a failure
// meets decides; a failure that meets none has a low priority. The zero value is
// the table of DefaultPriorities.
type PriorityTable []PriorityRow

// DefaultPriorities is a table in the manner of the FMEA handbook of AIAG and VDA
// (2019), which replaced the product of the three factors by a priority in which
// severity weighs more than occurrence, and occurrence more than detection. It
// was made for services from the handbook's bands (severity 9-10, 7-8, 4-6, 2-3;
// occurrence 8-10, 6-7, 4-5, 2-3; detection 7-10, 5-6, 2-4, 1) and is no copy of
// it: who must show the handbook's own table to an auditor sets it in Inputs.
func DefaultPriorities() PriorityTable {
	const high, medium = touchpoint.High, touchpoint.Medium
	return PriorityTable{
		{9, 6, 1, high},
		{9, 4, 2, high},
		{9, 4, 1, medium},
		{9, 2, 7, high},
		{9, 2, 5, medium},
		{7, 8, 1, high},
		{7, 6, 2, high},
		{7, 6, 1, medium},
		{7, 4, 7, high},
		{7, 4, 1, medium},
		{7, 2, 5, medium},
		{4, 8, 5, high},
		{4, 8, 1, medium},
		{4, 6, 2, medium},
		{4, 4, 7, medium},
		{2, 8, 5, medium},
	}
}

// Of is the action priority of a failure: high (prevent it, or find it, before
// anything else), medium (should be mended) or low (may be). It is empty where
// severity, occurrence or detection is not said.
func (p PriorityTable) Of(f touchpoint.Fail) touchpoint.Level {
	if _, known := f.RPN(); !known {
		return ""
	}
	if p == nil {
		p = DefaultPriorities()
	}
	for _, r := range p {
		if f.Severity >= r.Severity && f.Occurrence >= r.Occurrence && f.Detection >= r.Detection {
			return r.Priority
		}
	}
	return touchpoint.Low
}
