package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The findings are those of the command, with the team's settings, and of the
// text that the editor has.
func TestSettings(t *testing.T) {
	text := "title: Hall\nsteps:\n  - customer: Come\n    frontstage: Greet\n"
	dir, name := folderOf(t, map[string]string{"blueprint.yaml": text, "moments.yaml": "rules: {}\n"})
	s := start(t, Options{}, nil)
	u := name("blueprint.yaml")
	s.open(u, text)
	before := s.findings(u, 1)
	require.Contains(t, codes(before), "no-evidence")
	s.open(name("moments.yaml"), "rules: {no-evidence: off}\n")
	s.until(u, func(p publishParams) bool {
		return !strings.Contains(fmt.Sprint(codes(p.Diagnostics)), "no-evidence")
	})
	s.change(name("moments.yaml"), 2, "rules: {no-evdence: off}\n")
	found := s.until(name("moments.yaml"), func(p publishParams) bool { return len(p.Diagnostics) > 0 })
	require.Contains(t, found[0].Message, "no-evidence")
	s.notify("textDocument/didClose", of(name("moments.yaml")))
	s.until(name("moments.yaml"), func(p publishParams) bool { return len(p.Diagnostics) == 0 })
	require.NoError(t, os.WriteFile(filepath.Join(dir, "moments.yaml"), []byte("rules: {no-evidence: error}\n"), 0o644))
	s.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": name("moments.yaml"), "type": 2}}})
	s.until(u, func(p publishParams) bool {
		for _, d := range p.Diagnostics {
			if d.Code == "no-evidence" && d.Severity == 1 {
				return true
			}
		}
		return false
	})
}

// Findings of an included file come where it is, are the editor's and not the
// disk's, and go when they are mended.
func TestIncludes(t *testing.T) {
	dir, name := folderOf(t, family())
	s := start(t, Options{}, object{"rootUri": name("")})
	part, root := name("parts/complaint.yaml"), name("root.yaml")
	s.open(root, family()["root.yaml"])
	s.findings(root, 1)
	good := family()["parts/complaint.yaml"]
	bad := strings.Replace(good, "next: say-it", "next: say-t", 1)
	s.open(part, good)
	s.findings(part, 1)
	s.change(part, 2, bad)
	found := s.until(part, func(p publishParams) bool { return strings.Contains(fmt.Sprint(codes(p.Diagnostics)), "dangling-id") })
	require.Equal(t, place(t, bad, "next: |say-t", utf16Encoding), found[0].Range.Start)
	require.NotContains(t, fmt.Sprint(found), "moments-lsp", "no name of a copy is told")
	s.change(part, 3, good)
	s.until(part, func(p publishParams) bool { return !strings.Contains(fmt.Sprint(codes(p.Diagnostics)), "dangling-id") })

	// A change on disk, of a file that is not open.
	s.notify("textDocument/didClose", of(part))
	s.until(part, func(p publishParams) bool { return p.Version == nil })
	require.NoError(t, os.WriteFile(filepath.Join(dir, "parts/complaint.yaml"), []byte(bad), 0o644))
	s.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": part, "type": 2}}})
	s.until(part, func(p publishParams) bool { return strings.Contains(fmt.Sprint(codes(p.Diagnostics)), "dangling-id") })
	require.NoError(t, os.Remove(filepath.Join(dir, "parts/complaint.yaml")))
	s.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": part, "type": 3}}})
	s.until(part, func(p publishParams) bool { return len(p.Diagnostics) == 0 })
	s.until(root, func(p publishParams) bool { return strings.Contains(fmt.Sprint(codes(p.Diagnostics)), "include") })
	s.notify("textDocument/didClose", of(root))
	s.until(root, func(p publishParams) bool { return len(p.Diagnostics) == 0 && p.Version == nil })
}

// Copies of unsaved texts are gone when the server has ended.
func TestCopiesAreGone(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	_, name := folderOf(t, family())
	s := connect(t, Options{})
	s.call("initialize", object{"rootUri": name("")}, nil)
	root := name("root.yaml")
	s.open(root, family()["root.yaml"])
	s.findings(root, 1)
	made, err := filepath.Glob(filepath.Join(temp, "moments-lsp-*"))
	require.NoError(t, err)
	require.Len(t, made, 1)
	left, err := os.ReadDir(made[0])
	require.NoError(t, err)
	require.Empty(t, left, "copies live as long as a check")
	s.call("shutdown", nil, nil)
	s.notify("exit", nil)
	require.Equal(t, 0, s.wait())
	require.NoDirExists(t, made[0])
}

// Other YAML is left alone.
func TestForeign(t *testing.T) {
	s := start(t, Options{}, nil)
	other := "file:///x/docker-compose.yaml"
	s.open(other, "services:\n  web: {image: nginx}\nversion: 3\n")
	s.open(uri, "title: A\nsteps: [{customer: B}]\n")
	s.findings(uri, 1)
	var got completionList
	s.call("textDocument/completion", at(other, position{Line: 1, Character: 3}), &got)
	require.Empty(t, got.Items)
	var edits []textEdit
	s.call("textDocument/formatting", of(other), &edits)
	require.Empty(t, edits)
	s.mu.Lock()
	defer s.mu.Unlock()
	require.Empty(t, s.told[other].Diagnostics)
}
