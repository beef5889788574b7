package blueprint_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
)

func TestSourcesAreTheFileAndWhatItIncludes(t *testing.T) {
	dir := t.TempDir()
	root, part := filepath.Join(dir, "root.yaml"), filepath.Join(dir, "part.yaml")
	require.NoError(t, os.WriteFile(root, []byte("title: Root\ninclude: [{file: part.yaml}]\nsteps: [{customer: Pay}]\n"), 0o600))
	require.NoError(t, os.WriteFile(part, []byte("title: Part\nsteps: [{customer: Queue}]\n"), 0o600))
	b, err := blueprint.Load(root)
	require.NoError(t, err)

	sources := b.Sources()
	require.Len(t, sources, 2)
	assert.Equal(t, root, sources[0].File)
	assert.Equal(t, part, sources[1].File)
	assert.Contains(t, string(sources[1].Text), "Queue")
	assert.Empty(t, (&blueprint.Blueprint{Title: "Built"}).Sources())
}

func TestARangeOfASourceShowsItsLine(t *testing.T) {
	text := "\ufefftitle: 营业厅 # 一\r\nsteps:\r\n  - customer: 排队等候\r\n"
	b, err := blueprint.Read(strings.NewReader(text), "hall.yaml")
	require.NoError(t, err)
	s := b.Sources()[0]
	for _, p := range []string{"title", "steps[0].customer"} {
		path, ok := blueprint.ParsePath(p)
		require.True(t, ok)
		want := b.Locate(path)
		start, end := want.Start, want.End
		start.File, end.File = "", ""
		assert.Equal(t, want, s.Range(start, end), p)
	}
	assert.Empty(t, s.Range(blueprint.Position{Offset: 1000}, blueprint.Position{Offset: -7}).Line)
}
