package cli_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/cli"
	"github.com/servicemoments/moments/internal/report"
)

// moments runs the command.
func moments(args ...string) (code int, out, errs string) {
	var o, e strings.Builder
	code = cli.Run(cli.System{Out: &o, Err: &e}, args)
	return code, o.String(), e.String()
}

// team writes a folder with all that a check meets: findings of every severity,
// in an included file too, mistakes in the settings, silenced rules, odd letters.
func team(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"moments.yaml":        "rules:\n  no-evidense: off\n",
		"clean.yaml":          "title: Clean\nsteps:\n  - customer: Pay\n    evidence: Receipt\n",
		"root.yaml":           "title: Root\ninclude: [part/part.yaml]\nsteps: [{customer: Come, evidence: Door}]\n",
		"part/part.yaml":      "title: Part\n\n\nsteps:\n  - customer: {title: Pay, emotoin: 2}\n",
		"擦 鞋/blueprint.yaml":  "title: 擦鞋\nlanguage: zh\nsteps:\n  - customer: {title: 坐下, next: [{to: 付款, when: 好}, {to: 付款, when: 好}, {to: end, when: '<&\"'}]}\n  - customer: 付款\n",
		"silenced.yaml":       "title: S\nsteps:\n  - customer: Pay # moments:ignore no-evidence\n",
		"none.blueprint.yaml": "- list\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	return dir
}

func validate(t *testing.T, schema []byte, text string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("schema.json", doc))
	s, err := c.Compile("schema.json")
	require.NoError(t, err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	assert.NoError(t, s.Validate(value))
}

func TestWhatProgramsReadKeepsToItsSchema(t *testing.T) {
	dir := team(t)
	t.Chdir(dir)

	code, out, errs := moments("check", "--format", "json", ".")
	assert.Equal(t, cli.ExitFindings, code)
	assert.Empty(t, errs)
	validate(t, report.Schema(), out)
	var found []struct {
		File, Rule string
		Start      struct{ Line int }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &found))
	where := map[string]string{}
	for _, d := range found {
		where[d.Rule] += fmt.Sprintf(" %s:%d", filepath.ToSlash(d.File), d.Start.Line)
	}
	assert.Equal(t, " moments.yaml:2 part/part.yaml:5", where["unknown-key"], "settings first; the included file's own line, once")
	assert.Equal(t, " 擦 鞋/blueprint.yaml:4", where["same-way"])
	assert.Equal(t, " silenced.yaml:3", where["bad-suppression"])

	code, out, _ = moments("check", "--format", "sarif", ".")
	assert.Equal(t, cli.ExitFindings, code)
	schema, err := os.ReadFile(filepath.Join(project(t), "internal/report/testdata/sarif-schema-2.1.0.json"))
	require.NoError(t, err)
	validate(t, schema, out)
	assert.Contains(t, out, `"uri": "part/part.yaml"`)
	assert.Contains(t, out, "# same-way", "the page of the rule")

	code, out, _ = moments("check", "--format", "junit", ".")
	assert.Equal(t, cli.ExitFindings, code)
	var suites struct {
		Tests  int `xml:"tests,attr"`
		Suites []struct {
			Name  string     `xml:"name,attr"`
			Cases []struct{} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal([]byte(out), &suites))
	names, cases := "", 0
	for _, s := range suites.Suites {
		names, cases = names+" "+s.Name, cases+len(s.Cases)
	}
	assert.Equal(t, " clean.yaml none.blueprint.yaml part/part.yaml root.yaml silenced.yaml 擦 鞋/blueprint.yaml moments.yaml", names)
	assert.Equal(t, suites.Tests, cases)

	_, out, _ = moments("check", "--format", "github", ".")
	assert.Contains(t, out, "::error file=part/part.yaml,line=5,col=28,endLine=5,endColumn=35,title=unknown-key::")
	assert.Equal(t, len(found), strings.Count(out, "\n"), "a line each")
}

// project is the folder of the project, whatever the working folder is.
func project(t *testing.T) string {
	t.Helper()
	_, file, _, ok := runtime.Caller(0)
	require.True(t, ok)
	return filepath.Join(filepath.Dir(file), "..", "..")
}

// The order of the output is that of the files, however many cores there are and
// whichever blueprint is done first.
func TestTheOutputIsTheSameOnAnyNumberOfCores(t *testing.T) {
	dir := tree(t, 20)
	slow := "title: Slow\nsteps:\n" + strings.Repeat("  - customer: Wait\n", 500)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a-slow.blueprint.yaml"), []byte(slow), 0o644))
	before := runtime.GOMAXPROCS(0)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
	for _, format := range report.Formats() {
		var one string
		for _, cores := range []int{1, 8} {
			runtime.GOMAXPROCS(cores)
			_, out, _ := moments("check", "--format", format.Name, dir)
			if cores == 1 {
				one = out
				continue
			}
			assert.True(t, one == out, "%s on %d cores", format.Name, cores)
		}
		if format.Name == "text" {
			assert.Contains(t, one, "a-slow.blueprint.yaml: and 400 more like these (no-evidence); --format lines shows all\n")
			assert.Contains(t, one, "\n21 blueprints checked: ")
		}
	}
}

// The examples are clean, or silence with a reason.
func TestTheExamplesAreCleanEvenOfHints(t *testing.T) {
	code, out, errs := moments("check", "--strict", filepath.Join(project(t), "examples"))
	assert.Equal(t, cli.ExitClean, code, out+errs)
}

// Whoever stops reading ends the check, without a wait for the rest.
func TestACheckThatNobodyReadsEnds(t *testing.T) {
	var errs strings.Builder
	assert.Equal(t, cli.ExitFailure, cli.Run(cli.System{Out: full{}, Err: &errs}, []string{"check", tree(t, 5)}))
	assert.Contains(t, errs.String(), "no room left")
}
