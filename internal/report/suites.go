package report

import (
	"io"
	"strings"
)

// Suite is a list of tests that are no rules: one row of what CI servers show.
type Suite struct {
	Name  string
	Cases []Case
}

// Case is a test of a suite. It passed unless it says otherwise.
type Case struct {
	Name    string
	File    string // where it stands, if anywhere
	Line    int
	Failed  string // why, in a line; empty: it did not fail
	Text    string // what else is to be said, of any length
	Skipped string // why, in a line; empty: it was not left out
}

// Suites writes suites of tests in the XML that CI servers read, as [JUnit] does
// for findings. Name stands for all of them.
func Suites(w io.Writer, name string, suites []Suite) error {
	all := junitSuites{Name: Safe(name)}
	for _, s := range suites {
		if len(s.Cases) == 0 {
			continue // servers take an empty suite for a broken one
		}
		x := junitSuite{Name: Safe(s.Name), Tests: len(s.Cases)}
		for _, c := range s.Cases {
			y := junitCase{Name: Safe(c.Name), Class: x.Name, File: Safe(c.File), Line: c.Line}
			switch {
			case c.Failed != "":
				x.Failures++
				y.Failure = &junitFailure{Message: Safe(c.Failed), Type: "failure", Text: c.text()}
			case c.Skipped != "":
				x.Skipped++
				y.Skipped = &junitSkipped{Safe(c.Skipped)}
				y.Out = c.text()
			default:
				y.Out = c.text()
			}
			x.Cases = append(x.Cases, y)
		}
		all.Tests, all.Failures = all.Tests+x.Tests, all.Failures+x.Failures
		all.Suites = append(all.Suites, x)
	}
	return all.write(w)
}

// text is made safe line by line.
func (c Case) text() string {
	lines := strings.Split(c.Text, "\n")
	for i, line := range lines {
		lines[i] = Safe(line)
	}
	return strings.Join(lines, "\n")
}
