package moments_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/examples"
	"github.com/servicemoments/moments/internal/cli"
)

// block finds the first block of code of a kind in the README.
func block(t *testing.T, kind string) string {
	t.Helper()
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	m := regexp.MustCompile("(?s)```" + kind + "\n(.*?)```\n").FindSubmatch(text)
	require.NotNil(t, m, kind)
	return string(m[1])
}

func TestTheReadmeShowsWhatNewWrites(t *testing.T) {
	first, err := examples.Open("first")
	require.NoError(t, err)
	_, body, _ := strings.Cut(string(first.Text), "\n") // a comment stands above
	assert.Equal(t, body, block(t, "yaml"))
}

func TestTheReadmeShowsWhatCheckSays(t *testing.T) {
	first, err := examples.Open("first")
	require.NoError(t, err)
	want := block(t, "console")
	t.Chdir(t.TempDir())
	wrong := strings.Replace(string(first.Text), "evidence: [Shop", "evidense: [Shop", 1)
	require.NoError(t, os.WriteFile("coffee.yaml", []byte(wrong), 0o600))
	var out strings.Builder
	assert.Equal(t, cli.ExitFindings, cli.Run(cli.System{Out: &out}, []string{"check", "coffee.yaml"}))
	assert.Equal(t, want, "$ ./moments check coffee.yaml\n"+out.String())
}

// Links from one page of the project to another lead somewhere.
func TestLinksBetweenPagesLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob("*.md")
	require.NoError(t, err)
	for _, pattern := range []string{"docs/*.md", "docs/rules/*.md", "examples/*/README.md"} {
		more, err := filepath.Glob(pattern)
		require.NoError(t, err)
		pages = append(pages, more...)
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	for _, page := range pages {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, m := range link.FindAllSubmatch(text, -1) {
			_, err := os.Stat(filepath.Join(filepath.Dir(page), string(m[1])))
			assert.NoError(t, err, "%s links to %s", page, m[1])
		}
	}
}
