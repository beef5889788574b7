package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/internal/report"
	"github.com/servicemoments/moments/touchpoint"
)

// checkFlags say what is asked, and what becomes of the findings.
type checkFlags struct {
	format string
	strict bool
	today  string
	rules  lint.Options

	fix, diff               bool
	baseline, writeBaseline string
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check [flags] FILE|FOLDER|- ...",
		Short: "Find what is wrong in blueprints",
		Long: `Check reports everything that is wrong in blueprints, in one go: what cannot be
read or makes no sense (errors), what will harm the service (warnings), and what
is not written down yet (hints, once there are no errors in reading the file).

Errors and warnings make the exit code 1; hints do so with --strict only. What
stands in a file, be it no YAML at all, is a finding; a file that cannot be read
(missing, not permitted, a device, too large) and a folder without blueprints
make the exit code 3.

A file moments.yaml beside the blueprints or above sets rules, severities and
limits for them; flags go before it. Standard input has no such file. Files in
folders that it ignores are left out; files that are named are checked.

With --fix, what needs no judgement is mended in the files first: misspelt words,
and what is written twice. Comments stay. --diff shows it and changes nothing.

With --write-baseline, the findings of the rules are taken as known, for all
blueprints that are named; with --baseline only what is new is reported, and what
has gone is said. Errors in reading a file are never taken as known.`,
		Example: `  moments check hall.yaml
  moments check --strict examples/
  moments check --fix hall.yaml
  moments check --write-baseline baseline.json services/
  moments check --baseline baseline.json --format github services/
  moments check --format json - < hall.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			format, err := f.understood(cmd)
			if err != nil {
				return err
			}
			list, err := inputs(args)
			if err != nil {
				return err
			}
			return a.check(list, f, format)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.strict, "strict", false, "let hints set the exit code, too")
	flags.StringVar(&f.format, "format", asText, "how findings are written: "+oneOf(findingFormats()))
	flags.StringSliceVar(&f.rules.Only, "only", nil, "ask only these rules or groups of rules")
	flags.StringSliceVar(&f.rules.Skip, "skip", nil, "do not ask these rules or groups of rules")
	flags.StringVar(&f.today, "today", "", "day that ages and ends of comments are compared with, such as 2026-11-22 (default: moments.yaml's; without one nothing is too old)")
	flags.BoolVar(&f.fix, "fix", false, "mend in the files what needs no judgement")
	flags.BoolVarP(&f.diff, "diff", "d", false, "show what --fix would change, and do nothing else")
	flags.StringVar(&f.baseline, "baseline", "", "file of findings that are known: report only new ones")
	flags.StringVar(&f.writeBaseline, "write-baseline", "", "write such a file")
	complete(cmd, "format", findingFormats()...)
	selectable := func() []string { return append(ruleNames(), groupNames()...) }
	completeLater(cmd, "only", selectable)
	completeLater(cmd, "skip", selectable)
	return cmd
}

// loadersRule is a rule for blueprints that are built in Go: of those that are read,
// reading says it.
const loadersRule = "dangling-id"

// asText is the format for people.
const asText = "text"

func findingFormats() []string {
	return names(report.Formats(), func(f report.Format) string { return f.Name })
}

func groupNames() []string {
	return names(append(lint.Groups(), lint.Suppressions), func(g lint.Group) string { return string(g) })
}

// understood checks the flags, and fills in what follows from them.
func (f *checkFlags) understood(cmd *cobra.Command) (report.Format, error) {
	format, ok := report.FormatNamed(f.format)
	if !ok {
		return format, usage{unknown("format", f.format, findingFormats())}
	}
	if err := f.rules.Check(); err != nil {
		return format, usage{err}
	}
	if f.today != "" {
		day, err := touchpoint.ParseDate(f.today)
		if err != nil {
			return format, usage{fmt.Errorf("--today: %w", err)}
		}
		f.rules.Today = day
	}
	for _, name := range []string{"baseline", "write-baseline", "today"} {
		if g := cmd.Flags().Lookup(name); g.Changed && strings.TrimSpace(g.Value.String()) == "" {
			return format, usagef("--%s is empty", name)
		}
	}
	switch {
	case f.baseline != "" && f.writeBaseline != "":
		return format, usagef("--baseline reads a file of known findings and --write-baseline writes one: use one of them")
	case f.baseline == stdin || f.writeBaseline == stdout:
		return format, usagef("a baseline is a file, since files are named from its folder")
	case f.diff && f.writeBaseline != "":
		return format, usagef("--diff changes nothing, so leave out --write-baseline")
	}
	f.rules.Rules = lint.Rules()                     // made once for all blueprints
	f.rules.Skip = append(f.rules.Skip, loadersRule) // not asked twice
	return format, nil
}

func (a *app) check(list []input, f checkFlags, format report.Format) error {
	for _, in := range list {
		switch {
		case in.stdin() && f.fix && !f.diff:
			return usagef("standard input cannot be written into; leave out --fix, or show the change with --diff")
		case in.stdin() && (f.baseline != "" || f.writeBaseline != ""):
			return usagef("a baseline knows findings by their file, and standard input has no name")
		}
	}
	c := &checker{app: a, flags: f, format: format}
	if err := c.readBaseline(); err != nil {
		return err
	}
	targets := c.plan(list)
	if f.diff {
		return c.showFixes(targets)
	}
	var failed []error // files that could not be written; all are checked all the same
	if f.fix {
		failed = c.fixFiles(targets)
	}
	if err := c.run(targets); err != nil {
		return err
	}
	if err := c.report(); err != nil {
		return err
	}
	for _, err := range failed {
		fmt.Fprintf(a.Err, "moments check: %s\n", report.Safe(err.Error()))
	}
	if len(failed) > 0 {
		return ended(ExitFailure)
	}
	return ended(verdict(c.found, f.strict))
}

// oneOf lists words for a sentence: a, b or c.
func oneOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// complete offers words for a flag in the shell.
func complete(cmd *cobra.Command, flag string, words ...string) {
	// The only error is a flag that is not there, which every test would meet.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completeLater is complete for words that take time to list: nobody waits for them
// before a shell asks.
func completeLater(cmd *cobra.Command, flag string, words func() []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, later(words))
}

func later(words func() []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return words(), cobra.ShellCompDirectiveNoFileComp
	}
}

// verdict is the exit code that findings make.
func verdict(found blueprint.Diagnostics, strict bool) int {
	worst := ExitClean
	for _, d := range found {
		switch {
		case d.Rule == unreadable:
			return ExitFailure
		case d.Severity < blueprint.Hint || strict:
			worst = ExitFindings
		}
	}
	return worst
}
