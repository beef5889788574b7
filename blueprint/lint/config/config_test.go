package config_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/config"
	"github.com/servicemoments/moments/touchpoint"
)

var update = flag.Bool("update", false, "rewrite golden files")

const team = `# what our team has agreed on
rules:
  gaps: off
  below-adequate: warning
  chances: {severity: warning, tolerance: 2%}
  missing-petal:
    on-site: false
  petal-out-of-sight: {petals: [information, hospitality]}
  unused-suppression: error
expected-services: [information, payment]
today: 2026-11-22
ignore: [drafts/**, "*.old.yaml"]
`

func read(t *testing.T, text string) *config.Config {
	t.Helper()
	c, err := config.Read(strings.NewReader(text), "moments.yaml", nil)
	require.NoError(t, err)
	return c
}

func TestSettingsBecomeOptions(t *testing.T) {
	o := read(t, team).Options(lint.Options{})
	require.NoError(t, o.Check())
	assert.Equal(t, touchpoint.Date("2026-11-22"), o.Today)
	assert.Equal(t, map[string]string{
		"chances.tolerance": "2%", "missing-petal.on-site": "false",
		"petal-out-of-sight.petals": "information, hospitality", "missing-petal.expected": "information, payment",
	}, o.Settings)
	assert.Equal(t, map[string]blueprint.Severity{"below-adequate": blueprint.Warning, "chances": blueprint.Warning, "unused-suppression": blueprint.Error}, o.Severities)
	selected := map[string]bool{}
	for _, r := range o.Selected() {
		selected[r.Name] = true
		assert.True(t, r.Group != lint.Gaps || r.Name == "below-adequate", "%s is off by its group", r.Name)
	}
	assert.True(t, selected["below-adequate"], "a rule's own goes before its group's")
	assert.True(t, selected["chances"])
}

func TestTheCommandLineGoesBefore(t *testing.T) {
	c := read(t, team)
	o := c.Options(lint.Options{
		Only: []string{"overpromise"}, Skip: []string{"chances"}, Today: "2027-01-01",
		Severities: map[string]blueprint.Severity{"below-adequate": blueprint.Hint},
		Settings:   map[string]string{"chances.tolerance": "5%"},
	})
	require.Len(t, o.Selected(), 1)
	assert.Equal(t, "overpromise", o.Selected()[0].Name, "off in the file, but asked for by name")
	assert.Equal(t, touchpoint.Date("2027-01-01"), o.Today)
	assert.Equal(t, blueprint.Hint, o.Severities["below-adequate"])
	assert.Equal(t, "5%", o.Settings["chances.tolerance"])
	assert.Equal(t, "2%", c.Settings["chances.tolerance"], "the file's settings stay as they are")
	assert.Equal(t, lint.Options{Only: []string{"waits"}}, (*config.Config)(nil).Options(lint.Options{Only: []string{"waits"}}))
}

func TestSettingsReachTheRules(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader("title: Bakery\nsteps:\n  - evidence: [Shelf]\n    customer: {title: Choose, service: core}\n    frontstage: {title: Advise, service: consultation}\n  - evidence: [Till]\n    customer: {title: Pay, service: payment}\n    frontstage: Take it\n"), "b.yaml")
	require.NoError(t, err)
	said := func(c *config.Config) string {
		return lint.Run(b, c.Options(lint.Options{Only: []string{"services"}, Skip: []string{"core-everywhere"}})).Error()
	}
	assert.Contains(t, said(nil), "billing")
	assert.NotContains(t, said(read(t, "expected-services: [information, payment]\n")), "billing")
	assert.Empty(t, said(read(t, "expected-services: payment\n")))
	assert.Empty(t, said(read(t, "rules: {services: off}\n")))
	assert.Contains(t, said(read(t, "rules: {services: error}\n")), "error: ")
}

func TestAllMistakesAreToldAtOnceAndAtTheirPlaces(t *testing.T) {
	file := filepath.Join("testdata", "wrong.yaml")
	c, err := config.Load(file, nil)
	var found blueprint.Diagnostics
	require.ErrorAs(t, err, &found)
	got := strings.ReplaceAll(found.Error(), string(filepath.Separator), "/") + "\n"
	golden := filepath.Join("testdata", "wrong.txt")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
	assert.Equal(t, map[string]blueprint.Severity{"waits": blueprint.Hint}, c.Severities, "what is right counts")
	for _, d := range found {
		assert.NotEmpty(t, d.Range.Line, d)
	}
}

func TestOddFilesAreRefusedOrSayNothing(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "",
		"# nothing yet\n":              "",
		"rules: {}\n":                  "",
		"- rules\n":                    "settings are a mapping, but this is a list",
		"rules: {waits: hint\n":        "moments.yaml:1:",
		"rules: {a: off}\nrules: {}\n": "stands twice",
		"rules: [waits]\n":             "rules is a mapping by rule or group, but this is a list",
		"today: {}\n":                  "today is one value, but this is a mapping",
		"today:\n":                     "today is one value, but this is empty",
	} {
		_, err := config.Read(strings.NewReader(text), "moments.yaml", nil)
		if want == "" {
			assert.NoError(t, err, text)
		} else {
			assert.ErrorContains(t, err, want, text)
		}
	}
	_, err := config.Read(strings.NewReader(strings.Repeat(" ", config.MaxBytes+1)), "moments.yaml", nil)
	assert.ErrorContains(t, err, "larger than 1 MiB")
	var many strings.Builder
	for i := range 150 {
		fmt.Fprintf(&many, "k%d: 1\n", i)
	}
	_, err = config.Read(strings.NewReader(many.String()), "moments.yaml", nil)
	assert.ErrorContains(t, err, "50 more problems are not shown")
	_, err = config.Load(filepath.Join(t.TempDir(), "moments.yaml"), nil)
	assert.ErrorContains(t, err, "there is no such file")
	_, err = config.Load(t.TempDir(), nil)
	assert.ErrorContains(t, err, "this is a folder, not a file")
}

func TestACompanysOwnRulesAreSetLikeOurs(t *testing.T) {
	own := &lint.Rule{Name: "logo", Group: "brand", Settings: []lint.Setting{{Name: "colours", Form: blueprint.FormCount, Default: "2"}}}
	rules := append(lint.Rules(), own)
	c, err := config.Read(strings.NewReader("rules: {brand: error, logo: {colours: 3}}"), "moments.yaml", rules)
	require.NoError(t, err)
	assert.Equal(t, "3", c.Settings["logo.colours"])
	assert.Equal(t, blueprint.Error, c.Severities["brand"])
	_, err = config.Read(strings.NewReader("rules: {logo: off}"), "moments.yaml", nil)
	assert.ErrorContains(t, err, `there is no rule or group "logo"`)
}

// The long form has a key of its own for what a rule weighs.
func TestNoSettingIsCalledSeverity(t *testing.T) {
	groups := map[string]bool{}
	for _, g := range lint.Groups() {
		groups[string(g)] = true
	}
	for _, r := range lint.Rules() {
		assert.False(t, groups[r.Name], "%s is a group, too", r.Name)
		for _, s := range r.Settings {
			assert.NotEqual(t, "severity", s.Name, r.Name)
		}
	}
}

func TestTheNearestFileCounts(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "repo", "halls", "old")
	require.NoError(t, os.MkdirAll(deep, 0o755))
	write := func(parts ...string) string {
		file := filepath.Join(append([]string{dir}, parts...)...)
		require.NoError(t, os.WriteFile(file, []byte("today: 2026-01-01\n"), 0o600))
		return file
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, "repo", ".git"), 0o755))
	write("moments.yaml")
	assert.Empty(t, config.Find(deep), "no further than the repository")
	top := write("repo", "moments.yaml")
	assert.Equal(t, top, config.Find(deep), "that of the repository itself counts")
	assert.Equal(t, top, config.Find(filepath.Join(deep, "blueprint.yaml")), "whether or not there is such a file")
	near := write("repo", "halls", "moments.yaml")
	assert.Equal(t, near, config.Find(filepath.Join(deep, "blueprint.yaml")))

	far := filepath.Join(dir, "far", strings.Repeat("a"+string(filepath.Separator), config.MaxLevels))
	require.NoError(t, os.MkdirAll(far, 0o755))
	assert.Empty(t, config.Find(far), "not too far up")
}

func TestAFinderReadsEachFileOnce(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, ".git"), 0o755))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "sub"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "moments.yaml"), []byte("today: 2026-01-01\nnonsense: 1\n"), 0o600))
	var f config.Finder
	c, found := f.For(filepath.Join(dir, "a.yaml"))
	require.NotNil(t, c)
	assert.Len(t, found, 1)
	again, found := f.For(filepath.Join(dir, "sub", "b.yaml"))
	assert.Same(t, c, again)
	assert.Empty(t, found, "said once")

	t.Chdir(dir)
	other := config.Finder{}
	_, found = other.For("a.yaml")
	require.Len(t, found, 1)
	assert.Equal(t, "moments.yaml", found[0].Range.Start.File, "named as from here")
}

func TestFilesThatAreNotChecked(t *testing.T) {
	for _, c := range []struct {
		pattern string
		means   []string
		not     []string
	}{
		{"*.old.yaml", []string{"a.old.yaml", "sub/deep/a.old.yaml"}, []string{"a.yaml", "sub/old.yaml"}},
		{"drafts", []string{"drafts/a.yaml", "sub/drafts/deep/a.yaml", "drafts"}, []string{"drafts.yaml"}},
		{"drafts/", []string{"drafts/a.yaml", "sub/drafts/a.yaml"}, []string{"drafts"}},
		{"drafts/**", []string{"drafts/a.yaml", "drafts/deep/a.yaml"}, []string{"sub/drafts/a.yaml", "drafts"}},
		{"**/drafts/**", []string{"drafts/a.yaml", "sub/deep/drafts/b/a.yaml"}, []string{"sub/draft/a.yaml"}},
		{"**/a.yaml", []string{"a.yaml", "x/y/a.yaml"}, []string{"x/b.yaml"}},
		{"halls/*/a.yaml", []string{"halls/x/a.yaml"}, []string{"halls/a.yaml", "halls/x/y/a.yaml", "sub/halls/x/a.yaml"}},
		{"halls/old", []string{"halls/old/a.yaml", "halls/old/deep/a.yaml"}, []string{"halls/older/a.yaml"}},
		{"./halls/a.yaml", []string{"halls/a.yaml"}, []string{"a.yaml"}},
		{"营业厅-?.yaml", []string{"营业厅-旧.yaml"}, []string{"营业厅.yaml"}},
	} {
		settings := read(t, fmt.Sprintf("ignore: %q\n", c.pattern))
		for _, file := range c.means {
			assert.True(t, settings.Ignores(filepath.FromSlash(file)), "%s %s", c.pattern, file)
		}
		for _, file := range append(c.not, "../drafts/a.old.yaml", ".") {
			assert.False(t, settings.Ignores(filepath.FromSlash(file)), "%s %s", c.pattern, file)
		}
	}
	assert.False(t, (*config.Config)(nil).Ignores("a.yaml"))
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(team), "drafts/a.yaml")
	wrong, err := os.ReadFile(filepath.Join("testdata", "wrong.yaml"))
	require.NoError(f, err)
	f.Add(wrong, "a.yaml")
	f.Add([]byte("rules: &a {waits: *a}\nignore: ['[', a/**/**/**/b]"), "a/b/c")
	rules := lint.Rules()
	f.Fuzz(func(t *testing.T, text []byte, file string) {
		c, err := config.Read(strings.NewReader(string(text)), "moments.yaml", rules)
		var found blueprint.Diagnostics
		if err != nil {
			require.ErrorAs(t, err, &found)
			for _, d := range found {
				require.NotEmpty(t, d.Message)
			}
		}
		require.NoError(t, c.Options(lint.Options{Rules: rules}).Check(), "what is understood can be used")
		c.Ignores(file)
	})
}

func ExampleConfig_Options() {
	c, err := config.Read(strings.NewReader("rules:\n  chanses: off\n  waits: error\n"), "moments.yaml", nil)
	fmt.Println(err)
	fmt.Println(c.Options(lint.Options{}).Severities["waits"])
	// Output:
	// moments.yaml:2:3: error: there is no rule or group "chanses"; did you mean "chances"? (unknown-key)
	// error
}
