// Command bench-peers draws the same diagrams with Moments and with other tools,
// one after the other, each as a whole process from file to SVG, and prints how
// long each took, how much memory, how big its picture is, and whether lanes and
// columns line up in it. See docs/performance.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

type config struct {
	sizes   []int
	shapes  []string
	tools   []string
	runs    int
	limit   time.Duration
	moments string // the command to be measured
	d2      string // that of D2
	home    string // this folder
	work    string // where inputs and pictures go
	out     string
}

func main() {
	if err := start(); err != nil {
		fmt.Fprintln(os.Stderr, "bench-peers:", err)
		os.Exit(1)
	}
}

func start() error {
	var c config
	var sizes, shapes, tools string
	flag.StringVar(&sizes, "sizes", "20,200,2000", "numbers of touchpoints")
	flag.StringVar(&shapes, "shapes", "grid,sparse", "which diagrams")
	flag.StringVar(&tools, "tools", "", "names of tools; empty: all")
	flag.IntVar(&c.runs, "runs", 5, "runs of each, of which the median counts; a run of over ten seconds is not repeated")
	flag.DurationVar(&c.limit, "limit", 2*time.Minute, "after which a run is ended")
	flag.StringVar(&c.moments, "moments", "", "the command moments")
	flag.StringVar(&c.d2, "d2", "d2", "the command d2")
	flag.StringVar(&c.home, "home", ".", "the folder of this program")
	flag.StringVar(&c.work, "work", "", "folder for inputs and pictures; empty: a temporary one")
	flag.StringVar(&c.out, "o", "", "file for the tables; empty: standard output only")
	flag.Parse()
	for _, s := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 5 {
			return fmt.Errorf("-sizes: %q is no number of 5 or more", s)
		}
		c.sizes = append(c.sizes, n)
	}
	c.shapes = strings.Split(shapes, ",")
	if tools != "" {
		c.tools = strings.Split(tools, ",")
	}
	if c.work == "" {
		dir, err := os.MkdirTemp("", "bench-peers-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		c.work = dir
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return c.run(ctx)
}

func (c *config) run(ctx context.Context) error {
	var err error
	for _, p := range []*string{&c.home, &c.work, &c.moments, &c.d2} {
		if *p != "" {
			if *p, err = filepath.Abs(*p); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(c.work, 0o755); err != nil {
		return err
	}
	all := tools(c)
	var report strings.Builder
	say := func(format string, a ...any) {
		line := fmt.Sprintf(format, a...)
		fmt.Print(line)
		report.WriteString(line)
	}
	say("%s\n\n", machine())
	chosen := chosenTools(c, all, say)
	for _, shape := range c.shapes {
		make := shapeNamed(shape)
		if make == nil {
			return fmt.Errorf("there is no shape %q; there are grid and sparse", shape)
		}
		for _, n := range c.sizes {
			b := make(n)
			say("\n### %s, %d touchpoints, %d lines\n\n", shape, len(b.nodes), len(b.edges))
			say("| tool | wall time | to us | peak memory | SVG | lanes line up | columns line up |\n|---|---|---|---|---|---|---|\n")
			var ours time.Duration
			for _, t := range chosen {
				r := c.measure(ctx, t, b, fmt.Sprintf("%s-%d", shape, n))
				if ctx.Err() != nil {
					return ctx.Err()
				}
				if t.name == us {
					ours = r.wall
				}
				say("%s", row(t, r, ours))
			}
		}
	}
	if c.out != "" {
		return os.WriteFile(c.out, []byte(report.String()), 0o644)
	}
	return nil
}

// chosenTools takes the tools that are asked for and there, we first, and says
// which are not there and how to get them.
func chosenTools(c *config, all []tool, say func(string, ...any)) []tool {
	var out []tool
	say("| tool | version |\n|---|---|\n")
	for _, t := range all {
		if t.name != us && len(c.tools) > 0 && !slices.Contains(c.tools, t.name) {
			continue
		}
		version, err := t.version()
		if err != nil {
			say("| %s | not here: %s |\n", t.name, t.get)
			continue
		}
		say("| %s | %s |\n", t.name, version)
		out = append(out, t)
	}
	return out
}

func row(t tool, r result, ours time.Duration) string {
	if r.failed != "" {
		return fmt.Sprintf("| %s | %s | | | | | |\n", t.name, r.failed)
	}
	ratio := "1"
	if t.name != us && ours > 0 {
		ratio = fmt.Sprintf("%.2g", r.wall.Seconds()/ours.Seconds())
		if r.wall > 10*ours {
			ratio = fmt.Sprintf("%.0f", r.wall.Seconds()/ours.Seconds())
		}
	}
	return fmt.Sprintf("| %s | %s | %s | %.0f MB | %.0f KB | %s | %s |\n", t.name, seconds(r.wall), ratio, float64(r.peak)/1e6, float64(r.size)/1e3, r.lanes, r.columns)
}

func seconds(d time.Duration) string {
	switch s := d.Seconds(); {
	case s < 0.1:
		return fmt.Sprintf("%.1f ms", 1000*s)
	case s < 10:
		return fmt.Sprintf("%.2f s", s)
	default:
		return fmt.Sprintf("%.1f s", s)
	}
}
