package cli_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/examples"
	"github.com/servicemoments/moments/internal/cli"
)

// endless is a stream that never ends.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.read += len(p)
	return len(p), nil
}

func TestAnEndlessStreamIsNotReadToItsEnd(t *testing.T) {
	for _, args := range [][]string{{"check", "-"}, {"fmt", "-"}, {"render", "-"}} {
		in := &endless{}
		var out, errs strings.Builder
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		code := cli.Run(cli.System{In: in, Out: &out, Err: &errs}, args)
		runtime.ReadMemStats(&after)
		assert.Equal(t, cli.ExitFailure, code, args[0])
		assert.Contains(t, out.String()+errs.String(), "larger than 8 MiB", args[0])
		assert.Less(t, in.read, 32<<20, args[0])
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(128<<20), args[0])
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room left") }

func TestWhatCannotBeWrittenIsAFailure(t *testing.T) {
	for _, args := range [][]string{{"schema"}, {"rules"}, {"version"}, {"check", "-"}, {"render", "-"}, {"fmt"}, {"new", "-"}} {
		var errs strings.Builder
		in := strings.NewReader("title: T\nsteps:\n  - customer: A\n")
		assert.Equal(t, cli.ExitFailure, cli.Run(cli.System{In: in, Out: full{}, Err: &errs}, args), args[0])
		assert.Contains(t, errs.String(), "no room left", args[0])
	}
}

func TestAPictureKeepsThePermissionsOfItsFile(t *testing.T) {
	dir := t.TempDir()
	file, picture := filepath.Join(dir, "a.yaml"), filepath.Join(dir, "a.svg")
	require.NoError(t, os.WriteFile(file, []byte("title: T\nsteps: [{customer: A}]\n"), 0o600))
	require.NoError(t, os.WriteFile(picture, nil, 0o640))
	require.Equal(t, cli.ExitClean, cli.Run(cli.System{}, []string{"render", file}))
	info, err := os.Stat(picture)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode().Perm())
	assert.NotZero(t, info.Size())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2, "nothing is left beside them")
}

func TestEveryTemplateIsCleanAndCanBeDrawn(t *testing.T) {
	for _, e := range examples.List() {
		var out, errs strings.Builder
		assert.Equal(t, cli.ExitClean, cli.Run(cli.System{In: strings.NewReader(string(e.Text)), Out: &out, Err: &errs}, []string{"check", "-"}), "%s\n%s%s", e.Name, out.String(), errs.String())
		out.Reset()
		assert.Equal(t, cli.ExitClean, cli.Run(cli.System{In: strings.NewReader(string(e.Text)), Out: &out, Err: &errs}, []string{"render", "-"}), e.Name)
		assert.True(t, strings.HasPrefix(out.String(), "<svg") || strings.HasPrefix(out.String(), "<?xml"), e.Name)
	}
}

// Every command explains itself with an example.
func TestEveryCommandHasHelpWithExamples(t *testing.T) {
	var visit func(*cobra.Command)
	visit = func(c *cobra.Command) {
		assert.NotEmpty(t, c.Short, c.CommandPath())
		assert.NotEmpty(t, c.Example, c.CommandPath())
		for _, s := range c.Commands() {
			visit(s)
		}
	}
	visit(cli.Command())
}
