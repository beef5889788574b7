package report

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitFailure `xml:"failure,omitempty"`
	Skipped *junitSkipped `xml:"skipped,omitempty"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

// JUnit writes a test suite for each file and in it a test for each rule that
// found something there, in the XML that CI servers read. A file without findings
// has one test that passes. Errors and warnings fail their test; hints are its
// output, unless the check is strict.
func JUnit(w io.Writer, r Run) error {
	all := junitSuites{Name: "moments"}
	files, found := r.byFile()
	for _, file := range files {
		name := "blueprint"
		if file != "" {
			name = r.relative(file)
		}
		s := r.suite(Safe(name), found[file])
		all.Tests, all.Failures = all.Tests+s.Tests, all.Failures+s.Failures
		all.Suites = append(all.Suites, s)
	}
	return all.write(w)
}

func (all junitSuites) write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (r Run) suite(name string, found blueprint.Diagnostics) junitSuite {
	s := junitSuite{Name: name}
	if len(found) == 0 {
		s.Cases = []junitCase{{Name: "check", Class: name}}
	}
	var rules []string
	for _, d := range found {
		if !slices.Contains(rules, d.Rule) {
			rules = append(rules, d.Rule)
		}
	}
	for _, rule := range rules {
		of := slices.DeleteFunc(slices.Clone(found), func(d blueprint.Diagnostic) bool { return d.Rule != rule })
		c := r.testCase(name, rule, of)
		if c.Failure != nil {
			s.Failures++
		}
		s.Cases = append(s.Cases, c)
	}
	s.Tests = len(s.Cases)
	return s
}

func (r Run) testCase(class, rule string, found blueprint.Diagnostics) junitCase {
	c := junitCase{Name: Safe(rule), Class: class}
	if rule == "" {
		c.Name = "check"
	}
	worst := found[0]
	var lines []string
	for _, d := range found {
		lines = append(lines, Safe(d.String()))
		if d.Severity < worst.Severity {
			worst = d
		}
	}
	text := strings.Join(lines, "\n")
	if worst.Severity < blueprint.Hint || r.Strict {
		c.Failure = &junitFailure{Message: Safe(worst.Message), Type: worst.Severity.String(), Text: text}
		return c
	}
	c.Out = text
	return c
}
