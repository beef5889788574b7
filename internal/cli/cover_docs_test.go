//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
)

var (
	fileInManual    = regexp.MustCompile("(?s)\n`([a-z./]+)`:\n\n```[a-z]+\n(.*?)```\n")
	commandInManual = regexp.MustCompile("(?s)```console\n\\$ moments ([^\n]*)\n(.*?)```\n")
	versionInManual = regexp.MustCompile(`"version":"[0-9a-zA-Z]+"`)
)

// The manual shows files and commands; each command is run on the files, and says
// what stands there.
func TestTheManualShowsWhatTheCommandSays(t *testing.T) {
	manual, err := filepath.Abs("../../docs/cover.md")
	require.NoError(t, err)
	text, err := os.ReadFile(manual)
	require.NoError(t, err)
	page := string(text)
	t.Chdir(t.TempDir())
	write := func(page string) {
		for _, m := range fileInManual.FindAllStringSubmatch(page, -1) {
			require.NoError(t, os.MkdirAll(filepath.Dir(m[1]), 0o755))
			require.NoError(t, os.WriteFile(m[1], []byte(m[2]), 0o600))
		}
	}
	write(page)
	b, err := blueprint.Load("shop.yaml")
	require.NoError(t, err)
	got := versionInManual.ReplaceAllString(page, `"version":"`+coverage.Version(b)+`"`)
	write(got)
	ran := 0
	got = commandInManual.ReplaceAllStringFunc(got, func(block string) string {
		m := commandInManual.FindStringSubmatch(block)
		_, out, errs := moments(strings.Fields(m[1])...)
		ran++
		return "```console\n$ moments " + m[1] + "\n" + out + errs + "```\n"
	})
	assert.Equal(t, 2, ran)
	if *update {
		require.NoError(t, os.WriteFile(manual, []byte(got), 0o600))
		return
	}
	assert.Equal(t, page, got, "make golden writes the manual anew")
}
