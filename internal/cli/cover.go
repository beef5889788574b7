package cli

import (
	"context"
	"errors"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
	"github.com/servicemoments/moments/internal/coverreport"
)

func (a *app) coverCommand() *cobra.Command {
	var c covering
	cmd := &cobra.Command{
		Use:   "cover [flags] BLUEPRINT [PROFILE|LOG|FOLDER|-]...",
		Short: "Say what tests and real customers covered",
		Long: `Cover says how much of a blueprint journeys went through: touchpoints, moments of
truth, ways, choices, recoveries and more, and what is missing, with its line.

Journeys of tests come as profiles, files or folders as $` + coverage.DirVariable + ` names
one; that folder is read where none is given. Journeys of customers come as event
logs: CSV, XES or JSON lines, gzipped or not, told apart by what they look like.
Both may be given; they are reported apart. Of logs it also says how well the
journeys fit the design, where they depart from it, and where they stop.

--min asks for a least share, and --ratchet for no less than before: the exit code
is 1 where one is missed. A name may say whose journeys are meant, tests.ways=80 or
log.fitness=90; without that it holds for all that were given.`,
		Example: `  MOMENTS_COVER_DIR=$PWD/cover go test ./... && moments cover hall.yaml cover --min moments=100 --min ways=80
  moments cover hall.yaml hall.csv.gz --min fitness=90 --paint hall.svg
  moments cover hall.yaml cover -o cover.md -o cover.json -o junit.xml --badge cover.svg
  moments cover hall.yaml cover --ratchet cover.ratchet.json --raise
  moments cover merge -o all.moments.jsonl machine-*/cover`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("name a blueprint, and behind it profiles or event logs")
			}
			if err := c.check(cmd); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop) // the second time it ends at once
			err := c.run(ctx, a, args[0], args[1:])
			if ctx.Err() != nil && errors.Is(err, context.Canceled) {
				return errors.New("interrupted; nothing was written")
			}
			return err
		},
	}
	c.flags(cmd)
	cmd.AddCommand(a.mergeCommand())
	return cmd
}

// covering is the flags of the command, and what they say.
type covering struct {
	sheets // language, labels, theme, and what is painted

	outs         []string
	all          bool
	badge, shown string

	min, criteria, observe []string
	ratchet                string
	raise                  bool
	today                  string

	mapping, columns          string
	delimiter, times, zone    string
	memory                    string
	headless, strict, grouped bool

	measure    coverage.Options
	log        eventlog.Options
	cases      eventlog.CaseOptions
	thresholds []coverreport.Threshold
	outputs    []coverOutput
}

// run measures, and writes everything once nothing can fail any more but the
// writing itself.
func (c *covering) run(ctx context.Context, a *app, arg string, args []string) error {
	if err := c.readLabels(a); err != nil {
		return err
	}
	found, err := c.sources(ctx, a, arg, args)
	if err != nil {
		return err
	}
	defer found.close()
	b, problems := a.load(input{path: arg})
	if problems.Count(blueprint.Error) > 0 {
		if err := a.tell(problems); err != nil {
			return err
		}
		return ended(verdict(problems, false))
	}
	r := &coverreport.Report{Of: b, All: c.all}
	if err := c.tests(a, r, found); err != nil {
		return err
	}
	if err := c.journeys(ctx, a, r, found); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.Hold(c.thresholds); err != nil {
		return usage{err}
	}
	ratchet, err := c.held(r)
	if err != nil {
		return err
	}
	if err := c.write(a, r); err != nil {
		return err
	}
	if c.raise && r.Passed() {
		if err := c.raised(a, ratchet, r); err != nil {
			return err
		}
	}
	if !r.Passed() {
		return ended(ExitFindings)
	}
	return nil
}

// tests measures what profiles hold.
func (c *covering) tests(a *app, r *coverreport.Report, found *sources) error {
	profile, err := found.profile()
	if err != nil || profile == nil {
		return a.lines(err)
	}
	o := c.measure
	if r.Tests, err = coverage.Measure(r.Of, profile, o); err != nil {
		return a.measured(err)
	}
	return nil
}

// journeys measures what event logs hold.
func (c *covering) journeys(ctx context.Context, a *app, r *coverreport.Report, found *sources) error {
	if len(found.logs) == 0 {
		return nil
	}
	var mapping eventlog.Mapping
	if c.mapping != "" {
		text, err := a.readText(input{path: c.mapping})
		if err != nil {
			return err
		}
		if mapping, err = readMapping(text, c.mapping); err != nil {
			return a.fileError(c.mapping, err)
		}
	}
	g := r.Of.Graph()
	names, err := eventlog.NewMapper(g, mapping)
	if err != nil {
		return a.fileError(c.mapping, err)
	}
	r.Names = names.Notes()
	tally := eventlog.NewTally(g, 0)
	if r.Logs, err = found.count(ctx, a, names, tally, c.log, c.cases); err != nil {
		return a.lines(err)
	}
	o := conformance.Options{Coverage: c.measure}
	if c.all {
		o.Departures, o.Variants = -1, -1
	}
	progress := a.steps("comparing journeys")
	defer progress.stop()
	o.Progress = progress.show
	if r.Log, err = conformance.Measure(ctx, r.Of, tally, r.Logs, o); err != nil {
		return a.measured(err)
	}
	return nil
}

// measured tells what measuring found wrong: in the blueprint, or in what was asked
// for.
func (a *app) measured(err error) error {
	var found blueprint.Diagnostics
	switch {
	case errors.As(err, &found):
		return errors.Join(a.tell(found), ended(verdict(found, false)))
	case errors.Is(err, context.Canceled):
		return err
	}
	return usage{err}
}
