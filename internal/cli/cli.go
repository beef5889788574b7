// Package cli is the command moments: its subcommands, flags, help and exit
// codes. What comes in are arguments and three streams; what goes out is a
// number for the shell. Nothing here reaches for the network.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/internal/report"
)

// Exit codes.
const (
	ExitClean    = 0 // nothing to report
	ExitFindings = 1 // errors or warnings were found, or a file is not as it should be
	ExitUsage    = 2 // the command line cannot be understood
	ExitFailure  = 3 // something could not be read, written or drawn
)

// System is what the command has of the world. Nil streams are empty or
// discard; a nil Env knows no variable.
type System struct {
	In       io.Reader
	Out, Err io.Writer
	Env      func(string) string
}

// Run runs the command with the arguments behind its name and returns the exit
// code.
func Run(sys System, args []string) int {
	a := newApp(sys)
	root := a.root()
	root.SetArgs(args)
	cmd, err := root.ExecuteC()
	return a.exit(cmd, err)
}

// Command is the tree of commands, for documentation.
func Command() *cobra.Command { return newApp(System{}).root() }

// app carries the streams to the commands.
type app struct {
	System
	started bool // the arguments were understood
}

func newApp(sys System) *app {
	if sys.In == nil {
		sys.In = eof{}
	}
	if sys.Out == nil {
		sys.Out = io.Discard
	}
	if sys.Err == nil {
		sys.Err = io.Discard
	}
	if sys.Env == nil {
		sys.Env = func(string) string { return "" }
	}
	return &app{System: sys}
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

// code is an error that says no more than the exit code: what is to be said has
// been said.
type code int

func (c code) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// ended ends the command with an exit code, when all has been said.
func ended(exit int) error {
	if exit == ExitClean {
		return nil
	}
	return code(exit)
}

// usage is a mistake in the arguments.
type usage struct{ error }

func usagef(format string, args ...any) error { return usage{fmt.Errorf(format, args...)} }

// exit says what went wrong and how the command ends.
func (a *app) exit(cmd *cobra.Command, err error) int {
	var c code
	var u usage
	switch {
	case err == nil:
		return ExitClean
	case errors.As(err, &c):
		return int(c)
	case errors.As(err, &u) || !a.started:
		fmt.Fprintf(a.Err, "%s: %s\nRun \"%s --help\" for how it is used.\n", cmd.CommandPath(), report.Safe(err.Error()), cmd.CommandPath())
		return ExitUsage
	}
	fmt.Fprintf(a.Err, "%s: %s\n", cmd.CommandPath(), report.Safe(err.Error()))
	return ExitFailure
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "moments",
		Short: "Service blueprints as code",
		Long: `Moments turns a page of YAML into a checked, beautiful service blueprint.

Exit codes: 0 clean, 1 findings, 2 the command line cannot be understood,
3 something could not be read, written or drawn.
Colours are used on a terminal only, and never where NO_COLOR is set.`,
		Example: `  moments new hall.yaml
  moments check hall.yaml
  moments render hall.yaml -o hall.svg`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRun:  func(*cobra.Command, []string) { a.started = true },
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	root.AddCommand(a.newCommand(), a.importCommand(), a.exportCommand(), a.checkCommand(), a.renderCommand(), a.showCommand(), a.serveCommand(), a.measureCommand(), a.simulateCommand(), a.coverCommand(), a.fmtCommand(), a.schemaCommand(), a.labelsCommand(), a.rulesCommand(), a.lspCommand(), a.versionCommand())
	return root
}

// color tells whether a stream shows colours: it is a terminal that knows them,
// and nobody asked for none.
func (a *app) color(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || a.Env("NO_COLOR") != "" || a.Env("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
