package coverreport

import (
	"io"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/internal/report"
)

// JUnit writes a test suite for each criterion and source, and in it a test for each
// item. What was covered passed. What is missing failed where a threshold of its
// criterion is missed, and is skipped where nobody asked for it; what is left out is
// skipped. A threshold or a ratchet is a test of its own, the first of its suite.
func (r *Report) JUnit(w io.Writer) error {
	var suites []report.Suite
	for _, s := range Sources() {
		result := r.Coverage(s)
		if result == nil {
			continue
		}
		seen := map[string]bool{}
		for _, score := range result.Criteria {
			seen[score.Name] = true
			suite := report.Suite{Name: string(s) + "." + score.Name, Cases: r.asked(s, score.Name)}
			missed := false
			if h, ok := r.strictest(s, score.Name); ok {
				missed = !h.OK
			}
			for _, i := range score.Items {
				suite.Cases = append(suite.Cases, itemCase(i, missed))
			}
			suites = append(suites, suite)
		}
		for _, h := range r.of(s) { // what is no criterion, such as fitness
			if !seen[h.Name] {
				seen[h.Name] = true
				suites = append(suites, report.Suite{Name: string(s) + "." + h.Name, Cases: r.asked(s, h.Name)})
			}
		}
	}
	return report.Suites(w, "moments cover", suites)
}

// asked are the tests of what was asked of a criterion.
func (r *Report) asked(s Source, name string) []report.Case {
	var out []report.Case
	for _, h := range r.of(s) {
		if h.Name != name {
			continue
		}
		c := report.Case{Name: string(h.By) + " " + strconv.FormatFloat(h.Want, 'f', -1, 64) + "%"}
		if h.By == ByRatchet {
			c.Name = string(h.By) + " " + Percent(h.Want)
		}
		if !h.OK {
			line, _, _ := strings.Cut(h.Text, "\n")
			line, _, _ = strings.Cut(line, ";")
			c.Failed, c.Text = line, h.Text
		}
		out = append(out, c)
	}
	return out
}

func itemCase(i coverage.Item, missed bool) report.Case {
	c := report.Case{Name: i.ID, File: i.File, Line: i.Line}
	switch i.Status {
	case coverage.Covered:
	case coverage.Missing:
		if missed {
			c.Failed, c.Text = "not covered", i.String()
			break
		}
		c.Skipped, c.Text = "not covered, and nothing asks for it", i.String()
	default:
		c.Skipped = i.Note
		if c.Skipped == "" {
			c.Skipped = string(i.Status)
		}
	}
	return c
}
