package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// SARIFSchema is where OASIS publishes the schema that SARIF output keeps to.
const SARIFSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sourceRoot stands for the folder that relative names start from; whoever reads
// the log knows where that is.
const sourceRoot = "%SRCROOT%"

// SARIF writes the findings as a log of the Static Analysis Results Interchange
// Format, version 2.1.0, with one run. Columns count characters from 1.
func SARIF(w io.Writer, r Run) error {
	rules, index := r.descriptors()
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "moments", Version: r.Version, Rules: rules}},
		ColumnKind: "unicodeCodePoints",
		Bases:      map[string]sarifBase{sourceRoot: {sarifText{Text: "the folder that the check was started from"}}},
		Results:    []sarifResult{},
	}
	prints := map[string]int{}
	for _, d := range r.Found {
		run.Results = append(run.Results, r.result(d, index, prints))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{Schema: SARIFSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// descriptors are the rules that were given, and bare ones for what else
// findings name.
func (r Run) descriptors() ([]sarifRule, map[string]int) {
	rules, index := []sarifRule{}, map[string]int{}
	for _, x := range r.Rules {
		if _, ok := index[x.Name]; ok || x.Name == "" {
			continue
		}
		index[x.Name] = len(rules)
		d := sarifRule{ID: x.Name, Short: text(x.Title), Full: text(x.Doc), Level: &sarifLevel{level(x.Severity)}}
		if x.Page != "" || x.Why != "" {
			d.Help = &sarifText{Text: cmp.Or(x.Why, x.Title, x.Name), Markdown: x.Page}
		}
		if x.Group != "" {
			d.Properties = &sarifTags{[]string{x.Group}}
		}
		rules = append(rules, d)
	}
	for _, d := range r.Found {
		if _, ok := index[ruleID(d)]; !ok {
			index[ruleID(d)] = len(rules)
			rules = append(rules, sarifRule{ID: ruleID(d)})
		}
	}
	return rules, index
}

func ruleID(d blueprint.Diagnostic) string { return cmp.Or(d.Rule, "check") }

func (r Run) result(d blueprint.Diagnostic, index map[string]int, prints map[string]int) sarifResult {
	said := d.Message
	if d.Hint != "" {
		said += "\n" + d.Hint
	}
	out := sarifResult{RuleID: ruleID(d), RuleIndex: index[ruleID(d)], Level: level(d.Severity), Message: sarifText{Text: literal(said)}}
	if at, ok := r.location(d.Range, d.Path); ok {
		out.Locations = []sarifLocation{at}
	}
	for i, x := range d.Related {
		if at, ok := r.location(x.Range, x.Path); ok {
			at.ID, at.Message = i+1, &sarifText{Text: literal(x.Message)}
			out.Related = append(out.Related, at)
		}
	}
	sum := r.fingerprint(d)
	prints[sum]++
	out.Prints = map[string]string{"momentsFinding/v1": fmt.Sprintf("%s:%d", sum, prints[sum])}
	return out
}

// fingerprint tells findings apart though lines move: it is made of the rule, the
// file, the message and the line's text, without its place.
func (r Run) fingerprint(d blueprint.Diagnostic) string {
	h := sha256.New()
	for _, s := range []string{d.Rule, r.relative(d.Range.Start.File), d.Message, strings.TrimSpace(d.Range.Line)} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

func (r Run) location(at blueprint.Range, p blueprint.Path) (sarifLocation, bool) {
	var out sarifLocation
	if file := at.Start.File; file != "" {
		out.Physical = &sarifPhysical{Artifact: r.artifact(file)}
		if at.Start.Line > 0 {
			out.Physical.Region = region(at)
		}
	}
	if len(p) > 0 {
		out.Logical = []sarifLogical{{FullyQualified: p.String()}}
	}
	return out, out.Physical != nil || out.Logical != nil
}

func region(at blueprint.Range) *sarifRegion {
	out := &sarifRegion{StartLine: at.Start.Line, StartColumn: max(at.Start.Column, 1)}
	after := at.End.Line > at.Start.Line || at.End.Line == at.Start.Line && at.End.Column >= at.Start.Column
	if after && at.End.Column > 0 {
		out.EndLine, out.EndColumn = at.End.Line, max(at.End.Column, 1)
	}
	return out
}

// artifact names a file as a URI: relative to the source root, or absolute where
// it lies elsewhere.
func (r Run) artifact(file string) sarifArtifact {
	name := r.relative(file)
	switch {
	case path.IsAbs(name):
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: name}).String()}
	case len(name) > 2 && name[1] == ':' && name[2] == '/': // a drive of Windows
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + name}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: name}).String(), Base: sourceRoot}
}

func level(s blueprint.Severity) string {
	switch s {
	case blueprint.Error:
		return "error"
	case blueprint.Warning:
		return "warning"
	}
	return "note"
}

func text(s string) *sarifText {
	if s == "" {
		return nil
	}
	return &sarifText{Text: s}
}

var placeholder = regexp.MustCompile(`\{(\d+)\}`)

// literal keeps a message from being read as one with links or placeholders.
func literal(s string) string {
	s = placeholder.ReplaceAllString(safeLines(s), "{{$1}}")
	if strings.Contains(s, "](") {
		s = strings.NewReplacer("[", `\[`, "]", `\]`).Replace(s)
	}
	return s
}
