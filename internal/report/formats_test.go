package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/report"
)

func compiled(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("schema.json", doc))
	s, err := c.Compile("schema.json")
	require.NoError(t, err)
	return s
}

func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	require.NoError(t, err)
	return compiled(t, text)
}

func valid(s *jsonschema.Schema, text string) error {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

func written(t require.TestingT, write func(io.Writer, report.Run) error, r report.Run) string {
	var b strings.Builder
	require.NoError(t, write(&b, r))
	return b.String()
}

// twins is a file in which an id is there twice and a key is misspelt.
const twins = "title: T\nsteps:\n  - customer: {title: 擦鞋, id: x}\n  - customer: {title: B, id: x}\n  - custmer: C\n"

func hall(t *testing.T) report.Run {
	return report.Run{
		Files: []string{"clean.yaml", "hall.yaml"}, Found: findings(t, twins), Version: "1.2.3",
		Rules: []report.Rule{{Name: "duplicate-id", Group: "structure", Title: "An id twice", Doc: "Ids are unique.", Why: "Nobody knows which.", Page: "# duplicate-id\n", Severity: blueprint.Error}},
	}
}

func TestSARIFKeepsToTheOfficialSchemaAndSaysWhatIsWhere(t *testing.T) {
	out := written(t, report.SARIF, hall(t))
	require.NoError(t, valid(sarifSchema(t), out))
	var log struct {
		Runs []struct {
			ColumnKind string
			Tool       struct {
				Driver struct {
					Version string
					Rules   []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI, URIBaseID string }
						Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
					}
				}
				RelatedLocations    []struct{ Message struct{ Text string } }
				PartialFingerprints map[string]string
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &log))
	run := log.Runs[0]
	assert.Equal(t, "unicodeCodePoints", run.ColumnKind)
	assert.Equal(t, "1.2.3", run.Tool.Driver.Version)
	require.Len(t, run.Results, 2)
	first := run.Results[0]
	assert.Equal(t, "duplicate-id", first.RuleID)
	assert.Equal(t, "error", first.Level)
	at := first.Locations[0].PhysicalLocation
	assert.Equal(t, "hall.yaml", at.ArtifactLocation.URI)
	assert.Equal(t, "%SRCROOT%", at.ArtifactLocation.URIBaseID)
	assert.Equal(t, [4]int{4, 30, 4, 31}, [4]int{at.Region.StartLine, at.Region.StartColumn, at.Region.EndLine, at.Region.EndColumn})
	assert.Equal(t, "first defined here", first.RelatedLocations[0].Message.Text)
	assert.Equal(t, "unknown-key", run.Results[1].RuleID)
	assert.Contains(t, run.Results[1].Message.Text, `did you mean "customer"?`)
	for _, r := range run.Results {
		assert.Equal(t, r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID)
	}
}

// Whoever tracks findings knows them again when lines were added above.
func TestFingerprintsOutliveMovedLines(t *testing.T) {
	prints := regexp.MustCompile(`"momentsFinding/v1": "(.*)"`)
	before := prints.FindAllString(written(t, report.SARIF, report.Run{Found: findings(t, twins)}), -1)
	after := prints.FindAllString(written(t, report.SARIF, report.Run{Found: findings(t, "# new\n\n"+twins)}), -1)
	require.Len(t, before, 2)
	assert.Equal(t, before, after)
	assert.NotEqual(t, before[0], before[1])

	d := findings(t, twins)[0]
	same := prints.FindAllString(written(t, report.SARIF, report.Run{Found: blueprint.Diagnostics{d, d}}), -1)
	assert.NotEqual(t, same[0], same[1], "equal findings are numbered")
}

func TestFilesAreNamedFromTheRoot(t *testing.T) {
	for _, c := range []struct{ root, file, want string }{
		{"", "a b/服务.yaml", `"uri": "a%20b/%E6%9C%8D%E5%8A%A1.yaml",`},
		{"", "a:b.yaml", `"uri": "./a:b.yaml",`},
		{"", "./x/../hall.yaml", `"uri": "hall.yaml",`},
		{"/srv", "/srv/x/hall.yaml", `"uri": "x/hall.yaml",`},
		{"/srv", "/elsewhere/hall.yaml", `"uri": "file:///elsewhere/hall.yaml"`},
		{"/srv", "/srvshop/hall.yaml", `"uri": "file:///srvshop/hall.yaml"`},
		{"", "C:/x/hall.yaml", `"uri": "file:///C:/x/hall.yaml"`},
	} {
		out := written(t, report.SARIF, report.Run{Root: c.root, Found: blueprint.Diagnostics{{Rule: "r", Message: "m", Range: blueprint.Range{Start: blueprint.Position{File: c.file}}}}})
		assert.Contains(t, out, c.want, c.file)
		assert.NoError(t, valid(sarifSchema(t), out))
	}
}

func TestMessagesAreNoLinksAndNoPlaceholders(t *testing.T) {
	out := written(t, report.SARIF, report.Run{Found: blueprint.Diagnostics{{Message: "see [here](javascript:x) {0} [a] {b}"}}})
	assert.Contains(t, out, `see \\[here\\](javascript:x) {{0}} \\[a\\] {b}`)
	out = written(t, report.SARIF, report.Run{Found: blueprint.Diagnostics{{Message: "a [b] c"}}})
	assert.Contains(t, out, `"a [b] c"`)
}

func TestGitHubShowsFindingsAtTheirLines(t *testing.T) {
	assert.Equal(t, `::error file=hall.yaml,line=4,col=30,endLine=4,endColumn=31,title=duplicate-id::the touchpoint id "x" is used twice%0Aids are unique
::error file=hall.yaml,line=5,col=5,endLine=5,endColumn=12,title=unknown-key::a step has no key "custmer"%0Adid you mean "customer"?
`, written(t, report.GitHub, hall(t)))

	many := blueprint.Diagnostics{
		{Rule: "a:b,c", Severity: blueprint.Warning, Message: "50% of\nall", Range: blueprint.Range{Start: blueprint.Position{File: "x,y:z.yaml", Line: 1, Column: 2}, End: blueprint.Position{Line: 3, Column: 4}}},
		{Severity: blueprint.Hint, Message: "nowhere"},
	}
	assert.Equal(t, "::warning file=x%2Cy%3Az.yaml,line=1,endLine=3,title=a%3Ab%2Cc::50%25 of%0Aall\n::notice::nowhere\n", written(t, report.GitHub, report.Run{Found: many}))
}

// junit is what a CI server reads.
type junit struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Suites   []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Cases    []struct {
			Name    string `xml:"name,attr"`
			Class   string `xml:"classname,attr"`
			Failure *struct {
				Message string `xml:"message,attr"`
				Type    string `xml:"type,attr"`
				Text    string `xml:",chardata"`
			} `xml:"failure"`
			Out string `xml:"system-out"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

// wellCounted reads JUnit XML to its end and compares the sums with what is there.
func wellCounted(text string) (junit, error) {
	var all junit
	d := xml.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&all); err != nil {
		return all, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		if tok, _ := d.Token(); tok != nil {
			return all, errors.New("something follows")
		}
	}
	tests, failures := 0, 0
	for _, s := range all.Suites {
		failed := 0
		for _, c := range s.Cases {
			if c.Failure != nil {
				failed++
			}
			if c.Class != s.Name || c.Name == "" {
				return all, errors.New("a test without its class or name")
			}
		}
		if len(s.Cases) != s.Tests || failed != s.Failures || s.Tests == 0 {
			return all, errors.New("a suite is counted wrongly")
		}
		tests, failures = tests+s.Tests, failures+failed
	}
	if tests != all.Tests || failures != all.Failures {
		return all, errors.New("the suites are summed wrongly")
	}
	return all, nil
}

func TestJUnitHasASuiteForEachFileAndATestForEachRule(t *testing.T) {
	all, err := wellCounted(written(t, report.JUnit, hall(t)))
	require.NoError(t, err)
	require.Len(t, all.Suites, 2)
	assert.Equal(t, "clean.yaml", all.Suites[0].Name)
	assert.Nil(t, all.Suites[0].Cases[0].Failure)
	assert.Equal(t, "hall.yaml", all.Suites[1].Name)
	require.Len(t, all.Suites[1].Cases, 2)
	assert.Equal(t, "duplicate-id", all.Suites[1].Cases[0].Name)
	assert.Equal(t, "error", all.Suites[1].Cases[0].Failure.Type)
	assert.Contains(t, all.Suites[1].Cases[0].Failure.Text, "hall.yaml:4:30")
}

func TestHintsFailJUnitTestsWhereTheCheckIsStrict(t *testing.T) {
	r := report.Run{Found: blueprint.Diagnostics{{Rule: "r", Severity: blueprint.Hint, Message: "m"}}}
	all, err := wellCounted(written(t, report.JUnit, r))
	require.NoError(t, err)
	assert.Zero(t, all.Failures)
	assert.Contains(t, all.Suites[0].Cases[0].Out, "m")
	r.Strict = true
	all, err = wellCounted(written(t, report.JUnit, r))
	require.NoError(t, err)
	assert.Equal(t, 1, all.Failures)
}

func TestJSONKeepsToItsSchema(t *testing.T) {
	s := compiled(t, report.Schema())
	for _, found := range []blueprint.Diagnostics{nil, findings(t, twins), {{Message: "m"}}} {
		assert.NoError(t, valid(s, written(t, func(w io.Writer, r report.Run) error { return report.JSON(w, r.Found) }, report.Run{Found: found})))
	}
	assert.Error(t, valid(s, `[{"severity": "fatal", "rule": "r", "message": "m"}]`))
	assert.Error(t, valid(s, `[{"severity": "error", "rule": "r", "message": "m", "line": 3}]`))
}

func TestFormatsAreFoundByName(t *testing.T) {
	for _, f := range report.Formats() {
		got, ok := report.FormatNamed(f.Name)
		require.True(t, ok)
		assert.Equal(t, f.Title, got.Title)
	}
	_, ok := report.FormatNamed("carrier-pigeon")
	assert.False(t, ok)
}

// Whatever titles, file names and places say, every format stays what it is, says
// every finding, and says it the same way twice.
func TestHostileFindingsAreHarmless(t *testing.T) {
	sarif, own := sarifSchema(t), compiled(t, report.Schema())
	hostile := rapid.StringOfN(rapid.RuneFrom([]rune("a%:,\n\r\x1b\x00<>&\"'[](){}0]]>服\u202e\ufffd\u2028/\\.#?")), 0, 12, -1)
	line := rapid.IntRange(0, 3)
	place := rapid.Custom(func(t *rapid.T) blueprint.Position {
		p := blueprint.Position{File: hostile.Draw(t, "file"), Line: line.Draw(t, "line")}
		if p.Line > 0 {
			p.Column, p.Offset = rapid.IntRange(1, 9).Draw(t, "column"), rapid.IntRange(0, 99).Draw(t, "offset")
		}
		return p
	})
	stretch := rapid.Custom(func(t *rapid.T) blueprint.Range {
		return blueprint.Range{Start: place.Draw(t, "start"), End: place.Draw(t, "end"), Line: hostile.Draw(t, "line")}
	})
	finding := rapid.Custom(func(t *rapid.T) blueprint.Diagnostic {
		d := blueprint.Diagnostic{Rule: hostile.Draw(t, "rule"), Severity: blueprint.Severity(rapid.IntRange(0, 2).Draw(t, "severity")), Range: stretch.Draw(t, "range"),
			Message: "m" + hostile.Draw(t, "message"), Hint: hostile.Draw(t, "hint"), Suggest: hostile.Draw(t, "suggest")}
		if rapid.Bool().Draw(t, "related") {
			d.Related = []blueprint.Related{{Message: hostile.Draw(t, "message"), Range: stretch.Draw(t, "range"), Path: blueprint.Path{}.Key(hostile.Draw(t, "key"))}}
		}
		return d
	})
	command := regexp.MustCompile(`^::(error|warning|notice)( [a-zA-Z]+=[^,:]*(,[a-zA-Z]+=[^,:]*)*)?::.*$`)
	rapid.Check(t, func(t *rapid.T) {
		r := report.Run{Found: rapid.SliceOfN(finding, 0, 4).Draw(t, "found"), Files: rapid.SliceOfN(hostile, 0, 2).Draw(t, "files"), Root: rapid.SampledFrom([]string{"", "/"}).Draw(t, "root")}
		r.Rules = []report.Rule{{Name: hostile.Draw(t, "name"), Title: hostile.Draw(t, "title"), Doc: hostile.Draw(t, "doc"), Why: hostile.Draw(t, "why"), Page: hostile.Draw(t, "page")}}
		for _, f := range report.Formats() {
			out := written(t, f.Write, r)
			require.Equal(t, out, written(t, f.Write, r), f.Name)
			require.True(t, utf8.ValidString(out), f.Name)
			require.NotContains(t, out, "\x1b", f.Name)
			switch f.Name {
			case "sarif":
				require.NoError(t, valid(sarif, out))
				require.Equal(t, len(r.Found), strings.Count(out, `"momentsFinding/v1"`))
			case "json":
				require.NoError(t, valid(own, out))
			case "junit":
				_, err := wellCounted(out)
				require.NoError(t, err, out)
			case "github":
				lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
				if len(r.Found) == 0 {
					lines = nil
					require.Empty(t, out)
				}
				require.Len(t, lines, len(r.Found))
				for _, l := range lines {
					require.Regexp(t, command, l)
				}
			}
		}
	})
}
