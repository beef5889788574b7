//go:build unix

package cli_test

import (
	"bufio"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/cli"
)

// A person starts the command, opens its link, and ends it with Ctrl+C.
func TestServeUntilInterrupted(t *testing.T) {
	folder := t.TempDir()
	text, err := os.ReadFile("../../examples/corner-shoeshine/blueprint.yaml")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "shine.yaml"), text, 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "moments.yaml"), []byte("nonsense: 1\n"), 0o644))

	out, say := io.Pipe()
	var told strings.Builder
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(cli.System{Out: say, Err: &told}, []string{"serve", folder, "--language", "zh"})
		say.Close()
	}()
	lines := bufio.NewScanner(out)
	require.True(t, lines.Scan(), "it prints its link")
	link := lines.Text()
	require.Regexp(t, `^http://127\.0\.0\.1:\d+/\?token=\w{26}$`, link)

	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	client := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	get := func(address string) string {
		r, err := client.Get(address)
		require.NoError(t, err)
		defer r.Body.Close()
		require.Equal(t, http.StatusOK, r.StatusCode)
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		return string(body)
	}
	base, _, _ := strings.Cut(link, "/?")
	get(link)
	assert.Contains(t, get(base+"/"), `lang="zh"`)
	assert.JSONEq(t, `[{"name": "shine.yaml", "title": "Corner shoeshine"}]`, get(base+"/api/list"))
	assert.Contains(t, get(base+"/api/findings?file=shine.yaml"), "nonsense", "what is wrong in the settings is a finding, too")
	assert.Contains(t, get(base+"/api/layers?file=shine.yaml&lang=zh"), "时间")

	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGINT))
	select {
	case code := <-ended:
		assert.Equal(t, cli.ExitClean, code)
	case <-time.After(10 * time.Second):
		t.Fatal("it does not end")
	}
	assert.Contains(t, told.String(), "Ctrl+C")
}
