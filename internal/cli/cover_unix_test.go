//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/cli"
)

// hangingPipe gives the beginning of a log and then nothing more, as a pipe does whose
// writer is busy.
type hangingPipe struct {
	text    *strings.Reader
	once    sync.Once
	waiting chan struct{} // closed once somebody waits
	forever chan struct{}
}

func (e *hangingPipe) Read(p []byte) (int, error) {
	if e.text.Len() > 0 {
		return e.text.Read(p)
	}
	e.once.Do(func() { close(e.waiting) })
	<-e.forever
	return 0, os.ErrClosed
}

func TestAnInterruptedRunEndsAtOnceAndLeavesNothing(t *testing.T) {
	for name, begun := range map[string]string{
		"before the first line": "",
		"within the log":        "case,activity,time\n" + strings.Repeat("1,Inquire,2026-03-02 09:00\n2,Complain,2026-03-02 09:00\n", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			in := &hangingPipe{text: strings.NewReader(begun), waiting: make(chan struct{}), forever: make(chan struct{})}
			t.Cleanup(func() { close(in.forever) })
			folder, temp := t.TempDir(), t.TempDir()
			var out, errs strings.Builder
			done := make(chan int)
			go func() {
				done <- cli.Run(cli.System{In: in, Out: &out, Err: &errs}, []string{
					"cover", hall, "-", "--temp", temp, "--memory", "1kB",
					"-o", filepath.Join(folder, "out.json"), "--paint", filepath.Join(folder, "hall.svg"), "--badge", filepath.Join(folder, "badge.svg"),
				})
			}()
			<-in.waiting // the command listens by then
			require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGINT))
			assert.Equal(t, cli.ExitFailure, <-done)
			assert.Equal(t, "moments cover: interrupted; nothing was written\n", errs.String())
			assert.Empty(t, out.String())
			for _, dir := range []string{folder, temp} {
				left, err := os.ReadDir(dir)
				require.NoError(t, err)
				assert.Empty(t, left)
			}
		})
	}
}
