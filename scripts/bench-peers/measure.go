package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// result is what one tool did with one diagram: medians over the runs.
type result struct {
	wall           time.Duration
	peak           int64 // bytes, all processes of the tool together
	size           int64 // bytes of the SVG
	lanes, columns string
	failed         string
}

// long is a run that is not repeated.
const long = 10 * time.Second

func (c *config) measure(ctx context.Context, t tool, d *diagram, name string) result {
	base := strings.ReplaceAll(strings.ToLower(t.name), " ", "-")
	in := filepath.Join(c.work, name+"-"+base+t.extension)
	out := filepath.Join(c.work, name+"-"+base+".out.svg")
	if err := os.WriteFile(in, []byte(t.input(d)), 0o644); err != nil {
		return result{failed: err.Error()}
	}
	var walls []time.Duration
	var peaks []int64
	for range c.runs {
		_ = os.Remove(out)
		wall, peak, err := c.once(ctx, t, in, out)
		if err != nil {
			return result{failed: err.Error()}
		}
		walls, peaks = append(walls, wall), append(peaks, peak)
		if wall > long {
			break
		}
	}
	svg, err := os.ReadFile(out)
	if err != nil || len(svg) == 0 {
		return result{failed: "no picture"}
	}
	r := result{wall: median(walls), peak: median(peaks), size: int64(len(svg))}
	r.lanes, r.columns = linesUp(svg, d)
	return r
}

func median[T int64 | time.Duration](all []T) T {
	slices.Sort(all)
	return all[len(all)/2]
}

// once runs a tool as a process group of its own, so that it can be ended with all
// that it started.
func (c *config) once(ctx context.Context, t tool, in, out string) (time.Duration, int64, error) {
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	words := t.command(in, out)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Env = append(os.Environ(), t.env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	var said strings.Builder
	cmd.Stderr = &said
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	var tree atomic.Int64
	done := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		watch(cmd.Process.Pid, &tree, done)
	}()
	err := cmd.Wait()
	wall := time.Since(begin)
	close(done)
	<-watched
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return 0, 0, errors.New("over " + c.limit.String())
	}
	if err != nil {
		line, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return 0, 0, errors.New("fails: " + strings.ReplaceAll(line, "|", "/"))
	}
	peak := tree.Load()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peak = max(peak, usage.Maxrss*1024) // the kernel's own mark, of the largest of the processes
	}
	return wall, peak, nil
}

// watch looks every few milliseconds how much memory a process group has. Pages that
// its processes share count once for each: it is what tools with several processes
// are seen to take, not less.
func watch(group int, peak *atomic.Int64, done <-chan struct{}) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		if sum := groupMemory(group); sum > peak.Load() {
			peak.Store(sum)
		}
		if peak.Load() > 0 {
			tick.Reset(50 * time.Millisecond)
		}
	}
}

func groupMemory(group int) int64 {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return 0
	}
	var sum int64
	for _, e := range entries {
		if _, err := strconv.Atoi(e.Name()); err != nil {
			continue
		}
		stat, err := os.ReadFile(filepath.Join("/proc", e.Name(), "stat"))
		if err != nil {
			continue
		}
		// After the name in brackets: state, parent, group, ..., the resident pages as the 22nd.
		_, rest, ok := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		if !ok || len(fields) < 22 || fields[2] != strconv.Itoa(group) {
			continue
		}
		pages, err := strconv.ParseInt(fields[21], 10, 64)
		if err == nil {
			sum += pages * int64(os.Getpagesize())
		}
	}
	return sum
}
