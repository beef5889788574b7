package lint_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

// watched tells which files are opened or asked for.
type watched struct {
	fs.FS
	names *[]string
}

func (w watched) Open(name string) (fs.File, error) {
	*w.names = append(*w.names, name)
	return w.FS.Open(name)
}

func sees(t *testing.T, file, see string, o lint.Options) []string {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader("title: T\nsteps:\n  - customer: {title: A, see: '"+see+"'}\n"), file)
	require.NoError(t, err)
	o.Only = []string{"broken-see"}
	var out []string
	for _, d := range lint.Run(b, o) {
		out = append(out, d.Message+"; "+d.Hint)
	}
	return out
}

func TestReferencesAreLookedUpFromTheFolderOfTheFile(t *testing.T) {
	other := &fstest.MapFile{Data: []byte("title: O\nsteps:\n  - customer: {title: B, id: b}\n  - customer: {title: Bake, id: baker}\n")}
	tree := fstest.MapFS{"x/other.yaml": other, "other.yaml": other, "broken.yaml": {Data: []byte("[")}}
	for _, c := range []struct{ root, file, see, want string }{
		{"", "b.yaml", "other.yaml#b", ""},
		{"", "x/b.yaml", "other.yaml#b", ""},
		{"", "x/b.yaml", "../other.yaml#b", ""},
		{"", "x/b.yaml", "../../other.yaml#b", "outside of the folder"},
		{"", "b.yaml", "other.yaml#bakre", `did you mean "baker"?`},
		{"", "b.yaml", "other.yaml#zzzzzz", "write the id of a touchpoint"},
		{"", "b.yaml", "broken.yaml#b", "no blueprint"},
		{"", "b.yaml", "x", "it is a folder"},
		{"/srv", "/srv/x/b.yaml", "../other.yaml#b", ""},
		{"/srv", "/srv/x/b.yaml", "../none.yaml#b", `"none.yaml" is looked for`},
		{"some/where", "some/where/x/b.yaml", "other.yaml#b", ""},
		{".", "x/b.yaml", "other.yaml#b", ""},
		{"/srv", "/elsewhere/b.yaml", "none.yaml", ""}, // not in the tree: nothing can be said
		{"/srv", "x/b.yaml", "none.yaml", ""},
	} {
		got := sees(t, c.file, c.see, lint.Options{Files: tree, Root: c.root})
		if c.want == "" {
			assert.Empty(t, got, c)
			continue
		}
		require.Len(t, got, 1, c)
		assert.Contains(t, got[0], c.want)
	}
}

func TestNoFileIsOpenedOutsideOfTheTreeOrWithoutLeave(t *testing.T) {
	var names []string
	tree := watched{fstest.MapFS{}, &names}
	for _, see := range []string{"/etc/passwd", "../../etc/passwd", "../x.yaml#y", "https://example.com/x.yaml", "mailto:a@b", "#a"} {
		sees(t, "b.yaml", see, lint.Options{Files: tree})
	}
	assert.Empty(t, names)
	assert.Empty(t, sees(t, "b.yaml", "none.yaml", lint.Options{}), "without files the rule is silent")
	assert.Len(t, sees(t, "b.yaml", "none.yaml", lint.Options{Files: tree}), 1)
	assert.Equal(t, []string{"none.yaml"}, names)
}

// A blueprint is not left through a symbolic link where the tree is an os.Root.
func TestLinksDoNotLeadOut(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "in"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "out.yaml"), []byte("title: O\nsteps:\n  - customer: B\n"), 0o644))
	if err := os.Symlink(filepath.Join("..", "out.yaml"), filepath.Join(dir, "in", "link.yaml")); err != nil {
		t.Skip("this system has no symbolic links for everybody")
	}
	root, err := os.OpenRoot(filepath.Join(dir, "in"))
	require.NoError(t, err)
	defer root.Close()
	got := sees(t, "b.yaml", "link.yaml#b", lint.Options{Files: root.FS()})
	require.Len(t, got, 1)
	assert.Contains(t, got[0], "cannot be read")
}

// What is written in an included file is looked up from that file's folder.
func TestReferencesOfIncludedFilesStartThere(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"all.yaml":         "title: T\ninclude: [{file: parts/part.yaml}]\n",
		"parts/part.yaml":  "title: P\nsteps:\n  - customer: {title: A, see: other.yaml#b}\n  - customer: {title: B, see: none.yaml}\n",
		"parts/other.yaml": "title: O\nsteps:\n  - customer: B\n",
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	b, err := blueprint.Load(filepath.Join(dir, "all.yaml"))
	require.NoError(t, err)
	found := lint.Run(b, lint.Options{Only: []string{"broken-see"}, Files: os.DirFS(dir), Root: dir})
	require.Len(t, found, 1)
	assert.Equal(t, filepath.Join(dir, "parts", "part.yaml"), found[0].Range.Start.File)
	assert.Equal(t, 4, found[0].Range.Start.Line)
	assert.Contains(t, found[0].Hint, `"parts/none.yaml" is looked for`)
}
