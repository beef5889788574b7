package report

import (
	"cmp"
	"io"
	"path/filepath"
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// Run is one check of some blueprints: what was looked at, with which rules, and
// what was found. The zero value is a check of nothing.
type Run struct {
	Files   []string // names of the files that were checked, those without findings, too
	Found   blueprint.Diagnostics
	Rules   []Rule // what programs are told about the rules; a finding's rule need not be among them
	Version string // of the command; empty: not said
	Root    string // absolute folder that names in SARIF and annotations are relative to; empty: names stay as they are
	Strict  bool   // hints fail a JUnit test, too
	Color   bool   // text with the colours of a terminal
	Most    int    // findings of one rule that text shows of a file, the others are counted; 0: all
}

// Rule is what a program that shows findings is told about a rule.
type Rule struct {
	Name     string
	Group    string
	Title    string // what is wrong, as a short phrase
	Doc      string // what the rule looks at
	Why      string // why it matters
	Page     string // all of that with examples, in Markdown
	Severity blueprint.Severity
}

// Format is a way of writing findings.
type Format struct {
	Name  string // as it is asked for
	Title string // who reads it
	Write func(io.Writer, Run) error
}

// Formats lists the ways of writing findings, the one for people first.
func Formats() []Format {
	return []Format{
		{"text", "for people: each finding with its line and a caret", func(w io.Writer, r Run) error { return Text(w, r.Found, Options{Color: r.Color, Most: r.Most}) }},
		{"lines", "for editors and grep: a line for each finding, file:line:column first", Lines},
		{"json", "for programs: a list of findings", func(w io.Writer, r Run) error { return JSON(w, r.Found) }},
		{"sarif", "for code scanning and editors: SARIF 2.1.0", SARIF},
		{"github", "for GitHub Actions: annotations at the lines", GitHub},
		{"junit", "for CI servers: JUnit XML, a suite for each file", JUnit},
	}
}

// FormatNamed finds a format.
func FormatNamed(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// relative is a file's name with slashes, seen from the root where it lies below.
func (r Run) relative(file string) string {
	if r.Root != "" && filepath.IsAbs(file) {
		if name, err := filepath.Rel(r.Root, file); err == nil && filepath.IsLocal(name) {
			file = name
		}
	}
	return filepath.ToSlash(filepath.Clean(file))
}

// byFile puts the findings of each file together: the files that were checked in
// their order, then others, such as included ones, in the order of their names.
func (r Run) byFile() (files []string, found map[string]blueprint.Diagnostics) {
	found = map[string]blueprint.Diagnostics{}
	known := map[string]bool{}
	for _, f := range r.Files {
		if !known[f] {
			known[f] = true
			files = append(files, f)
		}
	}
	var others []string
	for _, d := range r.Found {
		name := d.Range.Start.File
		if !known[name] {
			known[name] = true
			others = append(others, name)
		}
		found[name] = append(found[name], d)
	}
	slices.SortFunc(others, cmp.Compare[string])
	return append(files, others...), found
}
