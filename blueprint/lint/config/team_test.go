package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/blueprint/lint/baseline"
	"github.com/servicemoments/moments/blueprint/lint/config"
)

// A team's day: settings, a comment and a baseline in one folder.
func TestSettingsCommentsAndABaselineGoTogether(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return file
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, ".git"), 0o755))
	write("moments.yaml", "rules: {blueprint: off, no-evidence: warning, moments: off}\ntoday: 2026-11-22\nignore: '*.old.yaml'\n")
	var finder config.Finder
	check := func(file string) (*blueprint.Blueprint, blueprint.Diagnostics) {
		c, problems := finder.For(file)
		require.Empty(t, problems)
		require.False(t, c.Ignores(file))
		b, err := blueprint.Load(file)
		require.NoError(t, err)
		return b, lint.Run(b, c.Options(lint.Options{}))
	}

	steps := "  - customer: Choose # moments:ignore no-evidence until 2026-12-31: the leaflet is at the printer's\n    frontstage: Advise\n  - customer: Pay\n    frontstage: Take it\n"
	file := write("shop.yaml", "title: Shop\nsteps:\n"+steps)
	b, found := check(file)
	require.Len(t, found, 1)
	assert.Equal(t, blueprint.Warning, found[0].Severity)
	var base baseline.Baseline
	base.Add(dir, b, found)

	write("shop.yaml", "title: Shop\n\nsteps:\n  - customer: Come in\n    frontstage: Greet\n"+steps)
	b, found = check(file)
	fresh := base.Filter(dir).Fresh(file, b, found)
	require.Len(t, fresh, 1)
	assert.Equal(t, 4, fresh[0].Range.Start.Line)
}

// The settings on the page are ones that can be written.
func TestTheSettingsInTheManualAreRight(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "teams.md"))
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```(yaml|json|text)\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	require.Len(t, blocks, 4)
	c := read(t, blocks[0][2])
	assert.NotEmpty(t, c.Ignore)
	assert.NoError(t, schemaOf(t, config.Schema(nil)).Validate(plain(t, blocks[0][2])))

	_, err = config.Read(strings.NewReader("# one\n rules:\n  chanses: off\n"), "moments.yaml", nil)
	assert.Equal(t, strings.TrimSpace(blocks[1][2]), fmt.Sprint(err))

	b, err := blueprint.Read(strings.NewReader("title: Till\n"+blocks[2][2]), "till.yaml")
	require.NoError(t, err)
	for _, d := range lint.Run(b, lint.Options{Only: []string{"no-evidence", "suppressions"}}) {
		assert.Equal(t, "no-evidence", d.Rule, d)
		assert.Contains(t, d.Message, "Queue")
	}
	known, err := baseline.Read(strings.NewReader(blocks[3][2]))
	require.NoError(t, err)
	assert.Equal(t, 1, known.Len())
}
