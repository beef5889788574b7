package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/internal/report"
)

// Formats of findings.
const (
	asText = "text"
	asJSON = "json"
)

func (a *app) checkCommand() *cobra.Command {
	var format string
	var strict bool
	var rules lint.Options
	cmd := &cobra.Command{
		Use:   "check [flags] FILE|FOLDER|- ...",
		Short: "Find what is wrong in blueprints",
		Long: `Check reports everything that is wrong in blueprints, in one go: what cannot be
read or makes no sense (errors), what will harm the service (warnings), and what
is not written down yet (hints, once there are no errors in reading the file).

Errors and warnings make the exit code 1; hints do so with --strict only. What
stands in a file, be it no YAML at all, is a finding; a file that cannot be read
(missing, not permitted, a device, too large) and a folder without blueprints
make the exit code 3.`,
		Example: `  moments check hall.yaml
  moments check --strict examples/
  moments check --format json - < hall.yaml`,
		RunE: func(_ *cobra.Command, args []string) error {
			if format != asText && format != asJSON {
				return usagef("there is no format %q for findings; there are %s and %s", format, asText, asJSON)
			}
			if err := rules.Check(); err != nil {
				return usage{err}
			}
			list, err := inputs(args)
			if err != nil {
				return err
			}
			return a.check(list, rules, format, strict)
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "let hints set the exit code, too")
	cmd.Flags().StringVar(&format, "format", asText, "how findings are written: text or json")
	cmd.Flags().StringSliceVar(&rules.Only, "only", nil, "ask only these rules or groups of rules")
	cmd.Flags().StringSliceVar(&rules.Skip, "skip", nil, "do not ask these rules or groups of rules")
	complete(cmd, "format", asText, asJSON)
	complete(cmd, "only", ruleNames()...)
	complete(cmd, "skip", ruleNames()...)
	return cmd
}

func (a *app) check(list []input, rules lint.Options, format string, strict bool) error {
	var all blueprint.Diagnostics
	for _, in := range list {
		all = append(all, a.findings(in, rules)...)
	}
	var err error
	if format == asJSON {
		err = report.JSON(a.Out, all)
	} else {
		err = report.Text(a.Out, all, report.Options{Color: a.color(a.Out)})
		if err == nil {
			_, err = fmt.Fprintln(a.Out, summary(len(list), all))
		}
	}
	if err != nil {
		return err
	}
	return ended(verdict(all, strict))
}

// findings are the loader's and those of the rules, in the order of their
// places. Where the loader has found an error, rules that stumble over the same
// place add nothing, and nobody is bothered with hints yet.
func (a *app) findings(in input, rules lint.Options) blueprint.Diagnostics {
	b, found := a.load(in)
	said := map[blueprint.Position]bool{}
	for _, d := range found {
		said[d.Range.Start] = true
	}
	broken := found.Count(blueprint.Error) > 0
	for _, d := range lint.Run(b, rules) {
		if !said[d.Range.Start] && !(broken && d.Severity == blueprint.Hint) {
			found = append(found, d)
		}
	}
	return found.Sort()
}

// verdict is the exit code that findings make.
func verdict(found blueprint.Diagnostics, strict bool) int {
	switch {
	case slices.ContainsFunc(found, func(d blueprint.Diagnostic) bool { return d.Rule == unreadable }):
		return ExitFailure
	case found.Count(blueprint.Error)+found.Count(blueprint.Warning) > 0, strict && len(found) > 0:
		return ExitFindings
	}
	return ExitClean
}

// summary counts the findings in a line.
func summary(files int, found blueprint.Diagnostics) string {
	counts := []string{}
	for _, s := range []blueprint.Severity{blueprint.Error, blueprint.Warning, blueprint.Hint} {
		if n := found.Count(s); n > 0 {
			counts = append(counts, plural(n, s.String()))
		}
	}
	if len(counts) == 0 {
		counts = []string{"nothing to report"}
	}
	return fmt.Sprintf("%s checked: %s", plural(files, "blueprint"), strings.Join(counts, ", "))
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// complete offers words for a flag in the shell.
func complete(cmd *cobra.Command, flag string, words ...string) {
	// The only error is a flag that is not there, which every test would meet.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}
