package coverage

import (
	"strings"

	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/figures"
)

// Result is what journeys covered of a blueprint.
type Result struct {
	Blueprint  string      `json:"blueprint"`
	Title      string      `json:"title"`
	File       string      `json:"file,omitempty"`
	Version    string      `json:"version"`       // see [Version]
	Day        string      `json:"day,omitempty"` // that waivers were compared with
	Observed   []string    `json:"observed"`      // lanes that journeys visit, or that were named
	Journeys   Tally       `json:"journeys"`
	Criteria   []Score     `json:"criteria"`
	Departures []Departure `json:"departures,omitempty"`
	Apart      []Apart     `json:"apart,omitempty"`   // journeys that failed or were skipped, by test
	Unknown    []Unknown   `json:"unknown,omitempty"` // visits to touchpoints that are not there
	Stale      []Stale     `json:"stale,omitempty"`   // recorded against other versions
	Expired    []Expired   `json:"expired,omitempty"` // waivers whose last day is over
}

// Tally counts journeys.
type Tally struct {
	Passed   int `json:"passed"` // these are what is measured
	Failed   int `json:"failed"`
	Skipped  int `json:"skipped"`
	Stale    int `json:"stale"`    // of the three above that were left out, as their version is another
	Foreign  int `json:"foreign"`  // through other blueprints
	Fit      int `json:"fit"`      // of those measured: as the blueprint lets them happen
	Complete int `json:"complete"` // of those that fit: up to the end
}

// Score is what was covered by one criterion.
type Score struct {
	Name        string `json:"name"`
	Title       string `json:"title"`
	Doc         string `json:"doc"`
	Covered     int    `json:"covered"`
	Total       int    `json:"total"` // covered and missing
	Waived      int    `json:"waived"`
	Quarantined int    `json:"quarantined"`
	Infeasible  int    `json:"infeasible"`
	Items       []Item `json:"items"`
	Cut         string `json:"cut,omitempty"` // why the items are not all there are

	cut []figures.Text
}

// Percent is the covered share of the total, 0 to 100. It is not known where the
// total is 0.
func (s Score) Percent() (percent float64, known bool) {
	if s.Total == 0 {
		return 0, false
	}
	return 100 * float64(s.Covered) / float64(s.Total), true
}

// With lists the items of a status.
func (s Score) With(status Status) []Item {
	var out []Item
	for _, i := range s.Items {
		if i.Status == status {
			out = append(out, i)
		}
	}
	return out
}

// Score finds a criterion's score by its name.
func (r *Result) Score(criterion string) (Score, bool) {
	for _, s := range r.Criteria {
		if s.Name == criterion {
			return s, true
		}
	}
	return Score{}, false
}

// Departure is a journey that is not as the blueprint lets it happen, with the
// cheapest explanation of how it departs. That it stopped under way is none.
type Departure struct {
	Tests  []string `json:"tests"`
	Count  int      `json:"count"`
	Visits []string `json:"visits"`
	Cost   int      `json:"cost"`  // skipped touchpoints and extra visits
	Steps  []Step   `json:"steps"` // these, in the order of the journey
	Unsure bool     `json:"unsure,omitempty"`
}

// Step is a touchpoint that was skipped, or a visit that the design does not
// explain.
type Step struct {
	Kind       align.Kind `json:"kind"` // skip or extra
	Touchpoint string     `json:"touchpoint"`
	After      string     `json:"after,omitempty"`  // the last visit before that the design explains; empty: the beginning
	Before     string     `json:"before,omitempty"` // of extra ones: the next such visit; empty: the end
	Place      string     `json:"place,omitempty"`  // where the touchpoint stands
}

// Apart counts the journeys of a test that did not pass.
type Apart struct {
	Test    string  `json:"test"`
	Outcome Outcome `json:"outcome"`
	Count   int     `json:"count"`
}

// Unknown is a touchpoint that was visited and is not there.
type Unknown struct {
	ID      string   `json:"id"`
	Count   int      `json:"count"`
	Suggest string   `json:"suggest,omitempty"`
	Tests   []string `json:"tests"`
}

// Stale tells of journeys that were recorded against another version.
type Stale struct {
	Version string   `json:"version"`
	Count   int      `json:"count"`
	Gone    []string `json:"gone,omitempty"` // touchpoints that they visited and that no longer exist
}

// Expired is a waiver or quarantine whose last day is over: its touchpoint counts
// again.
type Expired struct {
	Touchpoint string `json:"touchpoint"`
	What       Status `json:"what"`
	Reason     string `json:"reason"`
	Until      string `json:"until"`
	Place      string `json:"place,omitempty"`
}

// String says how the journey departs, and where the blueprint says otherwise.
func (d Departure) String() string {
	var b strings.Builder
	if len(d.Steps) > 0 && d.Steps[0].Place != "" {
		b.WriteString(d.Steps[0].Place + ": ")
	}
	b.WriteString(strings.Join(d.Tests, ", "))
	for i, s := range d.Steps {
		sep := "; "
		if i == 0 {
			sep = ": "
		}
		b.WriteString(sep + s.String())
	}
	if d.Unsure {
		b.WriteString(" (as far as was searched)")
	}
	return b.String()
}

// String says it in words.
func (s Step) String() string { return s.Sentence().String() }
