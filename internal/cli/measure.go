package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

func (a *app) measureCommand() *cobra.Command {
	var s measuring
	parts := names(measure.Parts(), func(p measure.Part) string { return p.ID })
	cmd := &cobra.Command{
		Use:   "measure [flags] FILE|-",
		Short: "Compute times, costs, waits, failures and value",
		Long: `Measure computes what a blueprint says in numbers: how long, how much, how
likely, where customers wait, what breaks, what it is worth. Every figure says
how it was got: given, exact, or by a formula whose assumptions stand below the
table. What no formula tells is simulated: 20 replications of 1,000 customers, one
after the other, seed 0, with 95% intervals. What the blueprint does not say is
listed and never guessed.

With --set, --scenario, --sweep and --fewest it answers "what if". A figure is
named by parts of its address, sheet/table/row/column, of which the row and the
column are mostly enough; the JSON has them all.`,
		Example: `  moments measure shoeshine.yaml
  moments measure hall.yaml --only waiting --set demand.arrivals=60/h
  moments measure hall.yaml --sweep counter.servers=2..6 --figure counter/wait
  moments measure hall.yaml --fewest counter.servers=1..20 --until "counter/longer<=10%"
  moments measure hall.yaml -o hall.html --paint hall.svg --layer utilisation`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := s.check(); err != nil {
				return err
			}
			if err := s.read(parts); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			return s.run(a, args[0], func(b *blueprint.Blueprint) (counted, error) { return s.measured(ctx, a, b) })
		},
	}
	s.flags(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&s.only, "only", nil, "subjects: "+list(parts)+" (default: all)")
	f.StringVar(&s.o.Persona, "persona", "", "persona whose own times count (default: all customers together)")
	f.StringSliceVar(&s.times, "times", nil, "execution times of the profitability table, such as 2m,3m,4m (default: round ones from the standard time on)")
	f.StringVar(&s.repurchase, "repurchase", "", "whose rates say who buys again after a problem: "+tarp+", with the shares of the blueprint (default: the blueprint's own rates)")
	f.StringVar(&s.customers, "customers", "", "for the level of relationship: below how many customers they are few, and from how many on many, such as 1000..50000")
	f.StringVar(&s.margin, "margin", "", "for the level of relationship: below which margin it is low, and from which on high, such as 20..200")
	f.BoolVar(&s.formulas, "no-simulate", false, "do not simulate what no formula tells, only say so")
	complete(cmd, "only", parts...)
	complete(cmd, "repurchase", tarp)
	return cmd
}

// tarp is how the rates of measure.TARP are called on the command line.
const tarp = "tarp"

// measuring is the flags of the command.
type measuring struct {
	sheets
	o                             measure.Options
	in                            measure.Inputs
	only, times                   []string
	repurchase, customers, margin string
	formulas                      bool // no simulation
}

// read reads what the flags say.
func (s *measuring) read(parts []string) error {
	for _, id := range s.only {
		if err := known("subject", id, parts); err != nil {
			return err
		}
	}
	for _, text := range s.times {
		d, err := touchpoint.ParseDuration(text)
		if err == nil && d == 0 {
			err = errors.New("an execution takes some time")
		}
		if err != nil {
			return usagef("--times: %s: %w", text, err)
		}
		s.in.Times = append(s.in.Times, d)
	}
	var err error
	if s.in.Customers, err = boundsOf("customers", s.customers); err != nil {
		return err
	}
	if s.in.Margin, err = boundsOf("margin", s.margin); err != nil {
		return err
	}
	return known("list of repurchase rates", s.repurchase, []string{tarp})
}

// boundsOf reads what is little and what is much; nothing is read of no text.
func boundsOf(flag, text string) (*measure.Bounds, error) {
	if text == "" {
		return nil, nil
	}
	low, high, _ := strings.Cut(text, "..")
	from, err := strconv.ParseFloat(low, 64)
	to, err2 := strconv.ParseFloat(high, 64)
	if err != nil || err2 != nil || !(from >= 0 && from < to) {
		return nil, usagef("--%s: %q is no range: write the end of what is little and the begin of what is much, such as 20..200", flag, text)
	}
	return &measure.Bounds{Low: from, High: to}, nil
}

// withShares are rates with the shares that a blueprint gives the same outcomes;
// outcomes that only the blueprint has come behind, as they are there.
func withShares(rates []blueprint.Repurchase, l *blueprint.Loyalty) []blueprint.Repurchase {
	if l == nil {
		return rates
	}
	for _, own := range l.Repurchase {
		at := slices.IndexFunc(rates, func(r blueprint.Repurchase) bool { return blueprint.Slug(r.Outcome) == blueprint.Slug(own.Outcome) })
		if at < 0 {
			rates = append(rates, own)
			continue
		}
		rates[at].Share = own.Share
	}
	return rates
}

func (s *measuring) knowsPersona(b *blueprint.Blueprint) error {
	if s.o.Persona != "" && len(b.Personas) == 0 {
		return usagef("--persona: the blueprint has no personas")
	}
	return known("persona", s.o.Persona, names(b.Personas, func(p blueprint.Persona) string { return p.ID }))
}

// beside is the folder of a blueprint; none where it has none.
func beside(b *blueprint.Blueprint) (files fs.FS, done func(), err error) {
	file := b.File()
	if file == "" || file == stdinName {
		return nil, func() {}, nil
	}
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, nil, err
	}
	return root.FS(), func() { _ = root.Close() }, nil
}

// measured computes the subjects of a blueprint, with the data of its surveys.
func (s *measuring) measured(ctx context.Context, a *app, b *blueprint.Blueprint) (counted, error) {
	if err := s.knowsPersona(b); err != nil {
		return counted{}, err
	}
	m, err := measure.New(b)
	if err != nil {
		return counted{}, err
	}
	in := s.in
	if s.repurchase == tarp {
		in.Repurchase = withShares(measure.TARP(), b.Loyalty)
	}
	if slices.ContainsFunc(b.Surveys, func(s blueprint.Survey) bool { return s.File != "" }) {
		files, done, err := beside(b)
		if err != nil {
			return counted{}, err
		}
		defer done()
		if in.Responses, err = measure.ReadSurveys(b, files); err != nil {
			return counted{}, err
		}
	}
	o := s.o
	o.Say = s.say(b)
	if !s.formulas {
		trial, done := a.trial(ctx)
		defer done()
		o.Trial = trial
	}
	book, layers, err := m.Measure(o, in, s.only...)
	if ctx.Err() != nil {
		return counted{}, errInterrupted
	}
	return counted{Book: book, Layers: layers}, err
}
