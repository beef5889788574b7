// Command bench-logs measures how fast event logs are read, counted and compared
// with a blueprint, beside pm4js on the same log and net, each in a process of its
// own, one after the other. It is a module of its own, so that nothing else depends
// on it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const blueprintFile = "examples/corner-shoeshine/blueprint.yaml"

// bench is what all measurements share.
type bench struct {
	root, folder string
	limit        time.Duration
	journeys     int
	heap         int // MB, of Node
	repeat       int
	only         string
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-work" {
		if err := tell(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	b := bench{}
	flag.StringVar(&b.root, "root", "../..", "of the project")
	flag.StringVar(&b.folder, "logs", filepath.Join(os.TempDir(), "bench-logs"), "folder in which the logs are made, and found again (2.5 GB)")
	flag.DurationVar(&b.limit, "limit", 5*time.Minute, "for each run of pm4js")
	flag.IntVar(&b.journeys, "journeys", 500_000, "of the largest log, about ten events each")
	flag.IntVar(&b.heap, "heap", 8192, "MB that pm4js may take")
	flag.IntVar(&b.repeat, "repeat", 1, "how often each of our runs is made; the fastest counts")
	flag.StringVar(&b.only, "only", "", "measure what has this in its name")
	flag.Parse()
	if err := b.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// log is one log that is made.
type log struct {
	name, format string
	journeys     int
	open         int
}

func (b *bench) logs() []log {
	n := b.journeys
	return []log{
		{"tenth.csv", "csv", n / 10, 1}, {"fifth.csv", "csv", n / 5, 1}, {"half.csv", "csv", n / 2, 1}, {"whole.csv", "csv", n, 1},
		{"shuffled.csv", "csv", n, 5000}, {"whole.jsonl", "jsonl", n, 1}, {"whole.xes", "xes", n, 1},
	}
}

func (b *bench) path(name string) string {
	return filepath.Join(b.folder, strconv.Itoa(b.journeys)+"-"+name)
}

func (b *bench) run() error {
	if err := os.MkdirAll(b.folder, 0o755); err != nil {
		return err
	}
	for _, l := range b.logs() {
		if _, err := os.Stat(b.path(l.name)); err == nil {
			continue
		}
		fmt.Fprintln(os.Stderr, "making", b.path(l.name))
		if _, _, err := b.work("make", l.name, strconv.Itoa(l.journeys), l.format, strconv.Itoa(l.open)); err != nil {
			return err
		}
	}
	size, _, err := b.work("net", "net.pnml")
	if err != nil {
		return err
	}
	fmt.Printf("The net of %s for pm4js: %s\n", blueprintFile, size)
	fmt.Println("One core each (GOMAXPROCS=1; Node collects garbage on others). CPU is user and system time.")
	fmt.Printf("%-44s %10s %7s %8s %8s %10s %10s %8s %8s\n", "what", "events", "MB", "time s", "CPU s", "events/s", "per CPU s", "MB/CPU s", "peak MB")
	if err := b.reading(); err != nil {
		return err
	}
	return b.beside()
}

// reading measures reading and counting.
func (b *bench) reading() error {
	for _, c := range []struct{ title, what, log string }{
		{"encoding/csv alone", "lines", "whole.csv"},
		{"CSV, a tenth", "count", "tenth.csv"},
		{"CSV, a fifth", "count", "fifth.csv"},
		{"CSV, half", "count", "half.csv"},
		{"CSV", "count", "whole.csv"},
		{"CSV, grouped, a tenth", "grouped", "tenth.csv"},
		{"CSV, grouped, half", "grouped", "half.csv"},
		{"CSV, grouped", "grouped", "whole.csv"},
		{"CSV, 5,000 cases at a time", "count", "shuffled.csv"},
		{"CSV, 5,000 at a time, 4 MiB for open cases", "spilled", "shuffled.csv"},
		{"JSON lines", "count", "whole.jsonl"},
		{"encoding/xml alone", "tokens", "whole.xes"},
		{"XES", "count", "whole.xes"},
		{"CSV, counted and compared, a tenth", "align", "tenth.csv"},
		{"CSV, counted and compared", "align", "whole.csv"},
	} {
		if !strings.Contains(c.title, b.only) {
			continue
		}
		if err := b.ours(c.title, c.what, c.log); err != nil {
			return err
		}
	}
	return nil
}

// ours measures one of our runs and prints a line.
func (b *bench) ours(title, what, log string) error {
	var best told
	var least usage
	for i := range max(b.repeat, 1) {
		out, u, err := b.work(what, log)
		if err != nil {
			return err
		}
		var t told
		if err := json.Unmarshal([]byte(out), &t); err != nil {
			return err
		}
		if i == 0 || u.cpu < least.cpu {
			best, least = t, u
		}
	}
	b.line(title, log, best, least)
	if what == "align" {
		fmt.Printf("    reading and counting %.2f s, %d variants aligned in %.3f s, conformance.Measure %.3f s; %d cases fit, cost %d, mean fitness %.6f\n",
			best.Read, best.Variants, best.Work, best.Rest, best.Fitting, best.Cost, best.Fitness)
	}
	return nil
}

func (b *bench) line(title, log string, t told, u usage) {
	size := 0.0
	if info, err := os.Stat(b.path(log)); err == nil {
		size = float64(info.Size()) / 1e6
	}
	took := t.Read + t.Work
	fmt.Printf("%-44s %10d %7.0f %8.2f %8.2f %10.0f %10.0f %8.1f %8d\n", title, t.Events, size, took, u.cpu,
		float64(t.Events)/took, float64(t.Events)/u.cpu, size/u.cpu, t.Peak/1000)
}

// beside measures pm4js.
func (b *bench) beside() error {
	tool := filepath.Join(b.root, "scripts", "tools", "pm4js")
	node, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(filepath.Join(tool, "node_modules", "pm4js"))
	}
	if err != nil {
		fmt.Println("pm4js is not there: apt-get install nodejs npm, then npm ci in scripts/tools/pm4js")
		return nil
	}
	for _, c := range []struct{ title, what, log string }{
		{"pm4js, its reader of CSV, a tenth", "import", "tenth.csv"},
		{"pm4js, its reader of CSV", "import", "whole.csv"},
		{"pm4js, token-based replay, a tenth", "tokens", "tenth.csv"},
		{"pm4js, token-based replay", "tokens", "whole.csv"},
		{"pm4js, alignments, a tenth", "align", "tenth.csv"},
		{"pm4js, alignments", "align", "whole.csv"},
	} {
		if !strings.Contains(c.title, b.only) {
			continue
		}
		ctx, cancel := context.WithTimeout(context.Background(), b.limit)
		out, u, err := spawn(exec.CommandContext(ctx, node, "--max-old-space-size="+strconv.Itoa(b.heap),
			filepath.Join(tool, "replay.js"), b.path("net.pnml"), b.path(c.log), c.what))
		late := ctx.Err() != nil
		cancel()
		switch {
		case late:
			fmt.Printf("%-44s stopped after %v\n", c.title, b.limit)
			continue
		case err != nil:
			fmt.Printf("%-44s failed: %s\n", c.title, reason(err))
			continue
		}
		var t told
		if err := json.Unmarshal([]byte(out), &t); err != nil {
			return err
		}
		t.Peak = u.peak
		b.line(c.title, c.log, t, u)
		if c.what == "import" {
			continue
		}
		fmt.Printf("    the log put into memory in %.2f s, then %.2f s (%.2f of the processor's: %.0f events for each)", t.Read, t.Work, t.CPU, float64(t.Events)/t.CPU)
		if c.what == "align" { // token-based replay knows one transition for each name: its fitness says nothing here
			fmt.Printf("; %d cases fit, cost %d, mean fitness %.6f", t.Fitting, t.Cost, t.Fitness)
		}
		fmt.Println()
	}
	return nil
}

// reason is the line that says most of what a process complained about.
func reason(err error) string {
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimSpace(line); strings.Contains(line, "rror") || strings.Contains(line, "memory") {
			return line
		}
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// work lets a new process of this program do one piece of work.
func (b *bench) work(what, log string, more ...string) (string, usage, error) {
	self, err := os.Executable()
	if err != nil {
		return "", usage{}, err
	}
	c := exec.Command(self, append([]string{"-work", what, filepath.Join(b.root, blueprintFile), b.path(log)}, more...)...)
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	return spawn(c)
}

// usage is what a process has used.
type usage struct {
	cpu  float64 // seconds, user and system
	peak int     // kB
}

func spawn(c *exec.Cmd) (out string, u usage, err error) {
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	c.WaitDelay = 5 * time.Second // for children of its own that hold the pipes
	err = c.Run()
	if err != nil {
		err = errors.Join(errors.New(strings.TrimSpace(stderr.String())), err)
	}
	if s := c.ProcessState; s != nil {
		u.cpu = (s.UserTime() + s.SystemTime()).Seconds()
		if r, ok := s.SysUsage().(*syscall.Rusage); ok {
			u.peak = int(r.Maxrss)
		}
	}
	return strings.TrimSpace(stdout.String()), u, err
}
