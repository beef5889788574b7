package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/examples"
)

// firstTemplate is what a new blueprint is made of unless the user says otherwise.
const firstTemplate = "first"

func (a *app) newCommand() *cobra.Command {
	var template string
	cmd := &cobra.Command{
		Use:   "new [flags] FILE|-",
		Short: "Begin a blueprint",
		Long: `New writes a blueprint to begin with: a small one, or one of the examples. It
never writes over a file that is there.

Templates: ` + strings.Join(examples.Names(), ", ") + `.`,
		Example: `  moments new hall.yaml
  moments new --template telecom-hall hall.yaml`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("name the one file to write, or %q for standard output", stdout)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if !contains(examples.Names(), template) {
				return usage{unknown("template", template, examples.Names())}
			}
			e, err := examples.Open(template)
			if err != nil {
				return err
			}
			return a.begin(args[0], e.Text)
		},
	}
	cmd.Flags().StringVarP(&template, "template", "t", firstTemplate, "example to begin with")
	complete(cmd, "template", examples.Names()...)
	return cmd
}

// begin writes a file that is not there yet.
func (a *app) begin(path string, text []byte) error {
	if path == stdout {
		_, err := a.Out.Write(text)
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already, and stays as it is", path)
	}
	if err != nil {
		return plainWriteError(path, err)
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.Out, "%s\nGo on with: moments check %[1]s, moments render %[1]s\n", path)
	return err
}

func contains(list []string, word string) bool { return slices.Contains(list, word) }

// unknown says that a name is not known, and which one was likely meant.
func unknown(what, name string, known []string) error {
	if near := blueprint.Nearest(name, known); near != "" {
		return fmt.Errorf("there is no %s %q; did you mean %q? Known are %s", what, name, near, strings.Join(known, ", "))
	}
	return fmt.Errorf("there is no %s %q; known are %s", what, name, strings.Join(known, ", "))
}
