package coverage

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// Thresholds ask for a least share of criteria in percent, 0 to 100, by the names of
// the criteria: Thresholds{coverage.Moments: 100, coverage.Ways: 80}.
type Thresholds map[string]float64

// Shortfall is a criterion that stays under what was asked for.
type Shortfall struct {
	Score Score
	Want  string // "80%", or what a ratchet has recorded
	Empty bool   // there is nothing to cover
}

// String says by how much, and lists what is missing, a line each.
func (s Shortfall) String() string {
	if s.Empty {
		why := "the blueprint has nothing to cover by it"
		if out := s.Score.Waived + s.Score.Quarantined + s.Score.Infeasible; out > 0 {
			why = fmt.Sprintf("of its items %d are waived, %d quarantined and %d infeasible, so nothing is left to cover", s.Score.Waived, s.Score.Quarantined, s.Score.Infeasible)
		}
		return fmt.Sprintf("%s (%s): %s, and a threshold of %s over nothing does not hold", s.Score.Title, s.Score.Name, why, s.Want)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s, wanted %s; missing:", s.Score.Title, s.Score.Name, s.Score.Summary(), s.Want)
	for _, i := range s.Score.With(Missing) {
		b.WriteString("\n  " + i.String())
	}
	return b.String()
}

// Summary says how much was covered: "5 of 7, 71.4%".
func (s Score) Summary() string {
	percent, known := s.Percent()
	if !known {
		return "nothing to cover"
	}
	return fmt.Sprintf("%d of %d, %s", s.Covered, s.Total, percentText(percent))
}

// percentText rounds down, so that less than all never reads 100%.
func percentText(p float64) string {
	return strconv.FormatFloat(math.Floor(p*10+1e-9)/10, 'f', -1, 64) + "%"
}

// Names lists the criteria that the thresholds ask for, sorted.
func (t Thresholds) Names() []string { return slices.Sorted(maps.Keys(t)) }

// Valid says what is wrong with thresholds: criteria that are not there, and shares
// out of range.
func (t Thresholds) Valid() error {
	names := CriterionNames()
	var wrong []string
	for _, name := range t.Names() {
		want := t[name]
		switch {
		case !slices.Contains(names, name):
			wrong = append(wrong, unknownCriterion(name, names))
		case math.IsNaN(want) || want < 0 || want > 100:
			wrong = append(wrong, fmt.Sprintf("the threshold of %s is %v: expected 0 to 100, in percent", name, want))
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%s", strings.Join(wrong, "\n"))
	}
	return nil
}

// Check compares a result with thresholds and lists what falls short, in the order
// of the criteria. The error is about thresholds that mean nothing.
func (t Thresholds) Check(r *Result) ([]Shortfall, error) {
	if err := t.Valid(); err != nil {
		return nil, err
	}
	var out []Shortfall
	for _, name := range CriterionNames() {
		want, asked := t[name]
		if !asked {
			continue
		}
		s, measured := r.Score(name)
		if !measured {
			return nil, fmt.Errorf("%s was not measured", name)
		}
		text := strconv.FormatFloat(want, 'f', -1, 64) + "%"
		switch percent, known := s.Percent(); {
		case !known:
			out = append(out, Shortfall{s, text, true})
		case percent < want:
			out = append(out, Shortfall{s, text, false})
		}
	}
	return out, nil
}

func unknownCriterion(name string, names []string) string {
	if near := blueprint.Nearest(name, names); near != "" {
		return fmt.Sprintf("there is no criterion %q; did you mean %q?", name, near)
	}
	return fmt.Sprintf("there is no criterion %q; there are %s", name, strings.Join(names, ", "))
}
