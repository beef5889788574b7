// Command beam-journeys compares event logs of any size with a blueprint, on
// whatever Apache Beam runs on: in this process, or on Flink, Spark or Dataflow.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"example.com/beam-journeys/journeys"
)

func main() {
	var in input
	flag.StringVar(&in.blueprint, "blueprint", "", "the blueprint, one file on this machine")
	flag.StringVar(&in.mapping, "mapping", "", "which activity means which touchpoint, a file on this machine")
	flag.StringVar(&in.logs, "logs", "", "the logs, as a pattern: gs://bucket/2026-03/*.csv")
	flag.StringVar(&in.output, "output", "", "where the result goes, as JSON")
	flag.StringVar(&in.observe, "observe", "", "ids of the lanes that count, with commas; empty: those that the log shows")
	flag.StringVar(&in.settings.Day, "day", "", "that waivers are compared with, as 2026-03-02")
	flag.StringVar(&in.settings.Format, "format", "", "of the logs; empty: recognised")
	flag.StringVar(&in.settings.TimeFormat, "time-format", "", "of the logs; empty: recognised")
	flag.Parse()
	journeys.Register()
	beam.Init() // on a machine that works for others this does not come back
	if err := run(context.Background(), in); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// input is what the command was asked for.
type input struct {
	blueprint, mapping, logs, output, observe string
	settings                                  journeys.Settings
}

func run(ctx context.Context, in input) error {
	if in.blueprint == "" || in.logs == "" || in.output == "" {
		return errors.New("--blueprint, --logs and --output must be given")
	}
	set, err := in.read()
	if err != nil {
		return err
	}
	files, err := list(ctx, in.logs)
	if err != nil {
		return err
	}
	p, s := beam.NewPipelineWithRoot()
	counts, logs := journeys.Count(s, files, set)
	textio.Write(s, in.output, journeys.Measure(s, counts, logs, set))
	return beamx.Run(ctx, p)
}

// read reads the files that lie on this machine.
func (in input) read() (set journeys.Settings, err error) {
	set, set.Name, set.MapName = in.settings, in.blueprint, in.mapping
	if set.Blueprint, err = os.ReadFile(in.blueprint); err != nil {
		return set, err
	}
	if in.mapping != "" {
		if set.Mapping, err = os.ReadFile(in.mapping); err != nil {
			return set, err
		}
	}
	if in.observe != "" {
		set.Observe = strings.Split(in.observe, ",")
	}
	return set, set.Check()
}

// list numbers the logs by their names.
func list(ctx context.Context, pattern string) ([]journeys.File, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	paths, err := fs.List(ctx, pattern)
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("there is no log like %s", pattern)
	}
	slices.Sort(paths)
	out := make([]journeys.File, len(paths))
	for i, path := range paths {
		out[i] = journeys.File{Number: int64(i), Path: path}
	}
	return out, nil
}
