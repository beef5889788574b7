package lint_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

var update = flag.Bool("update", false, "rewrite golden files")

// read reads a blueprint, whatever loading says of it.
func read(t *testing.T, text string) *blueprint.Blueprint {
	t.Helper()
	b, _ := blueprint.Read(strings.NewReader(text), "b.yaml")
	require.NotNil(t, b)
	return b
}

const bakery = `
title: Bakery
steps:
  - customer: {title: Order bread, wait: true, next: [{to: end, chance: 50%}]}
`

func names(found blueprint.Diagnostics) []string {
	var out []string
	for _, d := range found {
		out = append(out, d.Rule)
	}
	return out
}

func TestRulesAndGroupsAreSwitched(t *testing.T) {
	b := read(t, bakery)
	for _, c := range []struct {
		name string
		o    lint.Options
		want []string
	}{
		{"all", lint.Options{}, []string{"no-evidence", "wait-without-acceptable", "chances"}},
		{"only a rule", lint.Options{Only: []string{"chances"}}, []string{"chances"}},
		{"only a group", lint.Options{Only: []string{"waits"}}, []string{"wait-without-acceptable"}},
		{"a rule and a group", lint.Options{Only: []string{"waits", "chances"}}, []string{"wait-without-acceptable", "chances"}},
		{"but a rule", lint.Options{Skip: []string{"chances"}}, []string{"no-evidence", "wait-without-acceptable"}},
		{"but a group", lint.Options{Skip: []string{"blueprint", "waits"}}, []string{"chances"}},
		{"a group but a rule", lint.Options{Only: []string{"structure"}, Skip: []string{"chances"}}, nil},
		{"none", lint.Options{Rules: []*lint.Rule{}}, nil},
	} {
		assert.Equal(t, c.want, names(lint.Run(b, c.o)), c.name)
	}
}

func TestSeveritiesAreSetByRuleBeforeGroup(t *testing.T) {
	b := read(t, bakery)
	found := lint.Run(b, lint.Options{Severities: map[string]blueprint.Severity{
		"structure": blueprint.Warning, "waits": blueprint.Error, "wait-without-acceptable": blueprint.Warning,
	}})
	got := map[string]blueprint.Severity{}
	for _, d := range found {
		got[d.Rule] = d.Severity
	}
	assert.Equal(t, map[string]blueprint.Severity{"no-evidence": blueprint.Hint, "wait-without-acceptable": blueprint.Warning, "chances": blueprint.Warning}, got)
}

func TestToleranceOfChancesIsSet(t *testing.T) {
	thirds := read(t, `
title: Thirds
steps:
  - customer: {title: Ask, next: [{to: a, chance: 33%}, {to: b, chance: 33%}, {to: end, chance: 33%}]}
  - customer: {id: a, title: A, next: end}
  - customer: {id: b, title: B}
`)
	only := []string{"chances"}
	assert.Len(t, lint.Run(thirds, lint.Options{Only: only}), 1)
	assert.Empty(t, lint.Run(thirds, lint.Options{Only: only, Settings: map[string]string{"chances.tolerance": "1%"}}))
	assert.Len(t, lint.Run(thirds, lint.Options{Only: only, Settings: map[string]string{"chances.tolerance": "much"}}), 1, "what cannot be read is the default")
}

func TestOptionsAreChecked(t *testing.T) {
	assert.NoError(t, lint.Options{}.Check())
	assert.NoError(t, lint.Options{Only: []string{"chances", "waits"}, Severities: map[string]blueprint.Severity{"moments": 0}, Settings: map[string]string{"chances.tolerance": "1%"}}.Check())
	err := lint.Options{
		Only:       []string{"chanses"},
		Skip:       []string{"elephants"},
		Severities: map[string]blueprint.Severity{"wait": blueprint.Error},
		Settings:   map[string]string{"chances.tolerance": "2", "chances.tolerence": "1%"},
	}.Check()
	require.Error(t, err)
	for _, want := range []string{
		`no rule or group "chanses": did you mean "chances"?`,
		`no rule or group "elephants": known are dangling-id, `,
		`no rule or group "wait": did you mean "waits"?`,
		`chances.tolerance cannot be "2": `,
		`no setting "chances.tolerence": did you mean "chances.tolerance"?`,
	} {
		assert.ErrorContains(t, err, want)
	}
}

func TestCustomRuleRunsBesideOurs(t *testing.T) {
	noShouting := &lint.Rule{
		Name: "no-shouting", Group: "house", Severity: blueprint.Warning, Title: "A title in capitals",
		Settings: []lint.Setting{{Name: "letters", Form: blueprint.FormCount, Default: "3"}, {Name: "mark", Form: blueprint.FormText, Default: "!"}},
		Run: func(p *lint.Pass) {
			for _, x := range p.Graph.Touchpoints() {
				if len(x.Title) >= p.Count("letters") && strings.ToUpper(x.Title) == x.Title {
					p.Report(p.Graph.Path(x), "customers are shouted at"+p.Text("mark"), "write it small", blueprint.Related{Message: "the title", Path: blueprint.Path{}.Key("title")})
				}
			}
		},
	}
	b := read(t, "title: T\nsteps:\n  - customer: PAY NOW\n    evidence: [Bill]\n")
	o := lint.Options{Rules: append(lint.Rules(), noShouting)}
	found := lint.Run(b, o)
	require.Len(t, found, 1)
	assert.Equal(t, "b.yaml:3:15: warning: customers are shouted at!; write it small (no-shouting)", found[0].String())
	assert.Equal(t, 1, found[0].Related[0].Range.Start.Line)

	o.Settings = map[string]string{"no-shouting.letters": "8", "no-shouting.mark": "."}
	assert.NoError(t, o.Check())
	assert.Empty(t, lint.Run(b, o))
	o.Settings = map[string]string{"no-shouting.letters": "-1"}
	assert.Error(t, o.Check())
	assert.Len(t, lint.Run(b, lint.Options{Rules: []*lint.Rule{nil, noShouting, {Name: "idle"}}}), 1, "rules without Run are passed over")
}

// A blueprint built in Go has no places in a file: findings carry paths.
func TestBlueprintsBuiltInGoAreChecked(t *testing.T) {
	b := &blueprint.Blueprint{Title: "Shoeshine", Phases: []blueprint.Phase{{Steps: []blueprint.Step{{
		Cells: []blueprint.Cell{{Lane: "customer", Stacks: [][]*touchpoint.Touchpoint{{{ID: "sit", Title: "Sit down", Next: []touchpoint.Next{{To: "brash"}}}}}}},
	}, {
		Evidence: []blueprint.Evidence{{Title: "Chair"}},
		Cells:    []blueprint.Cell{{Lane: "customer", Stacks: [][]*touchpoint.Touchpoint{{{ID: "brush", Title: "Be brushed"}}}}},
	}}}}}
	found := lint.Run(b, lint.Options{})
	require.Equal(t, []string{"no-evidence", "dangling-id"}, names(found))
	assert.Equal(t, "steps[0].customer[0]", found[0].Path.String())
	assert.Equal(t, "steps[0].customer[0].next[0].to", found[1].Path.String())
	assert.Equal(t, `did you mean "brush"?`, found[1].Hint)
	assert.Zero(t, found[0].Range)
}

// Loading has said already what dangles; the rule says it in the same words, so
// that sorting both together leaves one.
func TestDanglingIDsAreNotSaidTwice(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader("title: T\nsteps:\n  - customer: {title: Pay, next: leeve}\n    evidence: [Till]\n  - customer: Leave\n    evidence: [Door]\n"), "b.yaml")
	var said blueprint.Diagnostics
	require.ErrorAs(t, err, &said)
	require.Len(t, said, 1)
	assert.Equal(t, said, append(said, lint.Run(b, lint.Options{})...).Sort())
}

func TestNothingIsClean(t *testing.T) {
	assert.Empty(t, lint.Run(nil, lint.Options{}))
	assert.Empty(t, lint.Run(&blueprint.Blueprint{}, lint.Options{}))
	assert.Empty(t, lint.Run(&blueprint.Blueprint{Title: "T", Phases: []blueprint.Phase{{}, {Steps: make([]blueprint.Step, 3)}}}, lint.Options{}))
}

// What loading could understand of broken texts is linted without panic.
func TestBrokenBlueprintsAreSurvived(t *testing.T) {
	for _, text := range []string{
		"steps: [{customer: {next: {}}}]",
		"title: [a]\nsteps: 3\nphases: [{steps: [{customer: [[], {}, null, {together: [{}, null, {title: A}]}]}]}]",
		"title: T\nlanes: [{id: a, kind: nothing}, {id: a, kind: customer}, {}]\nsteps: [{a: X}, {b: Y}]",
		"title: T\nsteps: [{customer: {title: A, id: end, next: [end, end, a]}}, {customer: {title: A}}, {customer: {title: A, id: end}}]",
		"title: T\njourneys: [{touchpoints: []}, {touchpoints: [a, a, b, a]}, {persona: q, touchpoints: [a]}]\nsteps: [{customer: A}, {}, {customer: B}]",
		"title: T\nphases: [{title: P, time: {standard: 2m, acceptable: 1m}}, {title: Q, steps: []}]\nlinks: [{}, {from: a}, {from: a, to: a, both: true}]",
		"title: T\nsteps: [{customer: {title: A, fails: [{chance: 100%, recover: a}, {chance: 900%, recover: b}]}}]",
		"title: T\nsteps: [{detour: true, customer: A}, {detour: true, support: B}]\njourneys: [{touchpoints: [a, b]}]",
	} {
		b, _ := blueprint.Read(strings.NewReader(text), "b.yaml")
		for _, d := range lint.Run(b, lint.Options{}) {
			assert.NotEmpty(t, d.Message, text)
		}
	}
}

func TestPage(t *testing.T) {
	for _, r := range lint.Rules() {
		page, ok := lint.Page(r.Name)
		require.True(t, ok)
		assert.True(t, strings.HasPrefix(page, "# "+r.Name+"\n"), r.Name)
		assert.NotContains(t, page, "# want", r.Name)
		assert.Regexp(t, `avoid\.yaml:\d+:\d+: \w+: .*\(`+r.Name+`\)`, page, "the page shows what the rule says")
	}
	_, ok := lint.Page("no-such-rule")
	assert.False(t, ok)

	page, _ := lint.Page("chances")
	const golden = "testdata/chances/page.md"
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(page), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), page)
}
