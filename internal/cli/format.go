package cli

import (
	"bytes"
	"fmt"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/internal/report"
)

// fmtFlags say what becomes of a formatted text.
type fmtFlags struct {
	write, diff, check bool
}

func (a *app) fmtCommand() *cobra.Command {
	var flags fmtFlags
	cmd := &cobra.Command{
		Use:   "fmt [flags] [FILE|FOLDER|- ...]",
		Short: "Tidy the text of blueprints",
		Long: `Fmt tidies indents and blanks. Comments, blank lines, the order of keys, quotes
and line breaks stay as they are, and what a file says never changes. Without
flags the tidy text goes to standard output; without arguments standard input is
read.`,
		Example: `  moments fmt -w hall.yaml
  moments fmt --check examples/
  moments fmt -d hall.yaml`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{stdin}
			}
			list, err := inputs(args)
			if err != nil {
				return err
			}
			return a.fmtAll(list, flags)
		},
	}
	cmd.Flags().BoolVarP(&flags.write, "write", "w", false, "write into the files")
	cmd.Flags().BoolVarP(&flags.diff, "diff", "d", false, "show what would change")
	cmd.Flags().BoolVar(&flags.check, "check", false, "name the files that would change, and make the exit code 1 for them")
	return cmd
}

func (a *app) fmtAll(list []input, flags fmtFlags) error {
	worst := ExitClean
	for _, in := range list {
		if in.stdin() && flags.write {
			return usagef("standard input cannot be written into; leave out --write")
		}
		result, err := a.fmtOne(in, flags)
		if err != nil {
			return err
		}
		worst = max(worst, result)
	}
	return ended(worst)
}

func (a *app) fmtOne(in input, flags fmtFlags) (int, error) {
	text, err := a.readText(in)
	if err != nil {
		return ExitFailure, err
	}
	tidy, err := edit.Format(text)
	if err != nil {
		found := problems(text, in.name())
		if len(found) == 0 {
			return ExitFailure, fmt.Errorf("%s: %w", in.name(), err)
		}
		return ExitFindings, report.Text(a.Err, found, report.Options{Color: a.color(a.Err)})
	}
	changed := !bytes.Equal(text, tidy)
	if flags.diff && changed {
		if _, err := a.Out.Write(diff.Diff(in.name(), text, in.name()+" (tidy)", tidy)); err != nil {
			return ExitFailure, err
		}
	}
	switch {
	case flags.write && changed:
		err = a.write(in.path, tidy)
	case flags.check && changed:
		_, err = fmt.Fprintln(a.Out, in.name())
	case !flags.write && !flags.check && !flags.diff:
		_, err = a.Out.Write(tidy)
	}
	if flags.check && changed {
		return ExitFindings, err
	}
	return ExitClean, err
}
