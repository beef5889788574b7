//go:build unix

package cli_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
	"github.com/stretchr/testify/require"
)

// An editor starts the command as a process and talks with it.
func TestLSPProcess(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	command := filepath.Join(t.TempDir(), "moments") // by this name, the tests are the command
	require.NoError(t, os.Symlink(self, command))

	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, command, "lsp", "--stdio")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())

	told := make(chan string, 10)
	client := jrpc2.NewClient(channel.LSP(out, in), &jrpc2.ClientOptions{OnNotify: func(req *jrpc2.Request) { told <- req.ParamString() }})
	type object = map[string]any
	call := func(method string, params any) string {
		t.Helper()
		r, err := client.Call(ctx, method, params)
		require.NoError(t, err, method)
		return r.ResultString()
	}
	require.Contains(t, call("initialize", object{"capabilities": object{}}), `"name":"moments"`)
	require.NoError(t, client.Notify(ctx, "initialized", object{}))
	require.NoError(t, client.Notify(ctx, "textDocument/didOpen", object{"textDocument": object{
		"uri": "untitled:blueprint.yaml", "languageId": "yaml", "version": 1, "text": "title: Kiosk\nsteps:\n  - custmer: Buy\n",
	}}))
	select {
	case found := <-told:
		require.Contains(t, found, `did you mean \"customer\"?`)
	case <-ctx.Done():
		t.Fatal("no findings came")
	}
	require.Contains(t, call("textDocument/completion", object{"textDocument": object{"uri": "untitled:blueprint.yaml"}, "position": object{"line": 2, "character": 8}}), `"label":"frontstage"`)
	require.Equal(t, "null", call("shutdown", nil))
	require.NoError(t, client.Notify(ctx, "exit", nil))
	require.NoError(t, cmd.Wait(), "exit code 0")
}
