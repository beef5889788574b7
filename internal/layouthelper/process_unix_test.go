//go:build unix

package layouthelper

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAHelperThatHangsIsStoppedWithAllItStarted(t *testing.T) {
	note := filepath.Join(t.TempDir(), "child")
	c := client(t, "hang "+note)
	c.Limit = 1500 * time.Millisecond
	began := time.Now()
	_, err := c.Layout(graph(1))
	assert.EqualError(t, err, "moments-graphviz took longer than 1.5s and was stopped; more time, a smaller blueprint or another engine may help")
	assert.Less(t, time.Since(began), 20*time.Second)

	pid, err := os.ReadFile(note)
	require.NoError(t, err, "the helper did not get as far as starting its child")
	child, err := strconv.Atoi(string(pid))
	require.NoError(t, err)
	assert.Eventually(t, func() bool { return gone(child) }, 10*time.Second, 20*time.Millisecond, "its child lives on")

	t.Setenv(behaviour, "work")
	_, err = c.Layout(graph(1))
	assert.NoError(t, err, "the next layout works")
}

// gone says whether a process has ended; one that waits to be collected has.
func gone(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, after, found := strings.Cut(string(status), ") ")
	return err == nil && found && strings.HasPrefix(after, "Z")
}

func TestAnInterruptedLayoutStopsItsHelper(t *testing.T) {
	note := filepath.Join(t.TempDir(), "child")
	c := client(t, "hang "+note)
	result := make(chan error)
	go func() {
		_, err := c.Layout(graph(1))
		result <- err
	}()
	require.Eventually(t, func() bool { b, err := os.ReadFile(note); return err == nil && len(b) > 0 }, 20*time.Second, 10*time.Millisecond)
	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGTERM))
	assert.EqualError(t, <-result, "moments-graphviz was interrupted")
}
