package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/blueprint/scenario"
	"github.com/servicemoments/moments/blueprint/simulate"
	"github.com/servicemoments/moments/internal/progress"
	"github.com/servicemoments/moments/touchpoint"
)

// simulation is the flags of the command.
type simulation struct {
	sheets
	o                simulate.Options
	duration, warmUp string
	arrivals         string
	staff            string
	within           string
	share            string
	passOver         string
}

func (a *app) simulateCommand() *cobra.Command {
	var s simulation
	cmd := &cobra.Command{
		Use:   "simulate [flags] FILE|-",
		Short: "Let customers go through a blueprint, and count",
		Long: `Simulate lets customers go through a blueprint: they arrive as its demand says,
queue for servers and shared actors, lose patience, meet failures and are helped,
and what they met with is counted. Every figure comes with its 95% confidence
interval. The same seed gives the same figures on every machine.

Without demand customers come one after the other: what comes out is how the time
of a journey spreads.`,
		Example: `  moments simulate hall.yaml
  moments simulate hall.yaml --set counter.servers=4 --customers 2000
  moments simulate hall.yaml --scenario all
  moments simulate hall.yaml --staff counter --within 6m --share 90%
  moments simulate hall.yaml -o hall.html --paint hall.svg`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.check(); err != nil {
				return err
			}
			if err := s.fits(cmd); err != nil {
				return err
			}
			if err := s.read(a); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			if len(s.scenarios) > 0 {
				return s.side(ctx, a, args[0])
			}
			return s.run(a, args[0], func(b *blueprint.Blueprint) (counted, error) { return s.simulated(ctx, a, b) })
		},
	}
	s.flags(cmd)
	f := cmd.Flags()
	f.IntVar(&s.o.Customers, "customers", 0, "customers that are counted in each replication (default 10,000, or a week of a changing demand)")
	f.StringVar(&s.duration, "duration", "", "time in which customers are counted, instead of their number, such as 8h")
	f.StringVar(&s.warmUp, "warm-up", "", "time before anybody counts (default: until 2,000 customers have come), 0 for none")
	f.IntVar(&s.o.Replications, "replications", 0, "how often all is repeated with other random numbers (default 20)")
	f.Uint64Var(&s.o.Seed, "seed", 0, "number that all random numbers follow from")
	f.IntVar(&s.o.Workers, "workers", 0, "replications at once (default: as many as there are cores); it changes no figure")
	f.StringVar(&s.passOver, "pass-over", "", "share of customers that pass over what is optional, such as 20% (default: none)")
	f.StringVar(&s.arrivals, "arrivals", "", "log of real arrivals, a CSV file, instead of the blueprint's demand")
	f.StringVar(&s.staff, "staff", "", "touchpoint or actor of whom the fewest are sought that serve as --within and --share say")
	f.StringVar(&s.within, "within", "", "with --staff: time that a customer may wait, such as 6m")
	f.StringVar(&s.share, "share", "90%", "with --staff: share of customers that wait no longer")
	return cmd
}

// fits finds flags that do not go together, and numbers that cannot be.
func (s *simulation) fits(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	for _, n := range []struct {
		flag        string
		value, most int
	}{{"customers", s.o.Customers, math.MaxInt}, {"replications", s.o.Replications, simulate.MaxReplications}, {"workers", s.o.Workers, math.MaxInt}} {
		switch {
		case given(n.flag) && n.value < 1:
			return usagef("--%s is a number from 1 on", n.flag)
		case n.value > n.most:
			return usagef("--%s is a number from 1 to %d", n.flag, n.most)
		}
	}
	switch {
	case given("customers") && given("duration"):
		return usagef("--customers and --duration both say how long customers are counted: write one of them")
	case (s.staff == "") != (s.within == ""):
		return usagef("--staff and --within go together: who serves, and how long a customer may wait")
	case s.staff == "" && given("share"):
		return usagef("--share goes with --staff and --within")
	case s.staff != "" && (len(s.scenarios) > 0 || s.sweep != "" || s.fewest != "" || s.paint != ""):
		return usagef("--staff goes without --scenario, --sweep, --fewest and --paint")
	}
	return nil
}

// read reads what the flags say.
func (s *simulation) read(a *app) error {
	for _, d := range []struct {
		flag, text string
		into       *time.Duration
	}{{"duration", s.duration, &s.o.Duration}, {"warm-up", s.warmUp, &s.o.WarmUp}} {
		if d.text == "" {
			continue
		}
		v, err := touchpoint.ParseDuration(d.text)
		if d.text == "0" {
			v, err = -1, nil // none, which differs from what is usual
		}
		if err != nil {
			return usagef("--%s: %w", d.flag, err)
		}
		*d.into = v
	}
	if s.passOver != "" {
		share, err := touchpoint.ParseShare(s.passOver)
		if err != nil {
			return usagef("--pass-over: %w", err)
		}
		s.o.PassOver = share
	}
	if s.staff != "" {
		if _, err := s.target(); err != nil {
			return err
		}
	}
	if s.arrivals == "" {
		return nil
	}
	f, err := os.Open(s.arrivals)
	if err != nil {
		return a.fileError(s.arrivals, err)
	}
	defer func() { _ = f.Close() }()
	var wrong *simulate.LogError
	if s.o.Arrivals, err = simulate.ReadArrivals(f); errors.As(err, &wrong) {
		return fmt.Errorf("%s:%d:%d: %s", s.arrivals, wrong.Line, wrong.Column, wrong.Message)
	} else if err != nil {
		return fmt.Errorf("%s: %w", s.arrivals, err)
	}
	if len(s.o.Arrivals) == 0 {
		return fmt.Errorf("%s: nobody arrives in this log: expected a row with a time for each customer", s.arrivals)
	}
	return nil
}

// options are those of one run over a blueprint: its folder holds the log of
// arrivals, and the terminal shows how far the run has come.
func (s *simulation) options(a *app, b *blueprint.Blueprint) (o simulate.Options, done func(), err error) {
	o = s.o
	files, closed := fs.FS(nil), func() {}
	if b.Demand != nil && b.Demand.Log != "" {
		if files, closed, err = beside(b); err != nil {
			return o, nil, err
		}
	}
	o.Files = files
	var bar *progress.Bar
	last := 0
	o.Progress = func(done, total int) {
		if bar == nil {
			bar = a.progress("simulating customers", total)
		}
		bar.Add(done - last)
		last = done
	}
	return o, func() {
		bar.Stop()
		closed()
	}, nil
}

// simulated is a run over one blueprint, or the search for the fewest servers.
func (s *simulation) simulated(ctx context.Context, a *app, b *blueprint.Blueprint) (counted, error) {
	o, done, err := s.options(a, b)
	if err != nil {
		return counted{}, err
	}
	defer done()
	book := figures.Book{Title: b.Title, Language: b.Language, Currency: b.Currency}
	if s.staff != "" {
		target, err := s.target()
		if err != nil {
			return counted{}, err
		}
		found, err := simulate.FewestServers(ctx, b, target, o)
		if err != nil {
			return counted{}, explained(err)
		}
		book.Sheets = []figures.Sheet{found.Sheet()}
		return counted{Book: book}, nil
	}
	result, err := simulate.Run(ctx, b, o)
	if err != nil {
		return counted{}, explained(err)
	}
	book.Sheets = []figures.Sheet{result.Sheet()}
	return counted{Book: book, Layers: []layer.Layer{result.Layer(s.say(b))}}, nil
}

// errInterrupted is what the user did.
var errInterrupted = errors.New("interrupted; nothing was written")

// explained tells what ended a simulation: findings in the blueprint, the user, or
// what was asked for.
func explained(err error) error {
	var found blueprint.Diagnostics
	switch {
	case errors.As(err, &found):
		return found
	case errors.Is(err, context.Canceled):
		return errInterrupted
	}
	return usagef("%s", strings.TrimPrefix(err.Error(), "simulate: "))
}

func (s *simulation) target() (simulate.Target, error) {
	within, err := touchpoint.ParseDuration(s.within)
	if err != nil {
		return simulate.Target{}, usagef("--within: %w", err)
	}
	share, err := touchpoint.ParseShare(s.share)
	if err != nil {
		return simulate.Target{}, usagef("--share: %w", err)
	}
	return simulate.Target{Servers: s.staff, Within: within, Share: share}, nil
}

// side simulates scenarios with the same customers, so that differences show with
// few of them.
func (s *simulation) side(ctx context.Context, a *app, arg string) error {
	return s.runWith(a, arg, func(b *blueprint.Blueprint) (counted, error) {
		b, err := applied(b, s.set)
		if err != nil {
			return counted{}, err
		}
		ids, err := s.scenarioIDs(b)
		if err != nil {
			return counted{}, err
		}
		variants := []simulate.Variant{{ID: "blueprint", Title: strings.TrimSpace(b.Title), Blueprint: b}}
		for _, id := range ids {
			other, err := scenario.Named(b, id)
			if err != nil {
				return counted{}, err
			}
			variants = append(variants, simulate.Variant{ID: id, Title: scenarioTitle(b, id), Blueprint: other})
		}
		o, done, err := s.options(a, b)
		if err != nil {
			return counted{}, err
		}
		defer done()
		found, err := simulate.Compare(ctx, variants, o)
		if err != nil {
			return counted{}, explained(err)
		}
		book := figures.Book{Title: b.Title, Language: b.Language, Currency: b.Currency, Sheets: []figures.Sheet{found.Sheet()}}
		return counted{Book: book, Layers: []layer.Layer{found.Results[0].Layer(s.say(b))}, Of: b}, nil
	})
}
