package cli

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint/sheet"
)

// exporting is what is asked of the command export.
type exporting struct {
	out, form, format, language string
	force                       bool
}

func (a *app) exportCommand() *cobra.Command {
	var e exporting
	cmd := &cobra.Command{
		Use:   "export [flags] FILE|-",
		Short: "Write a blueprint as a spreadsheet",
		Long: `Export writes a blueprint as a spreadsheet, XLSX or CSV, in one of two forms:

  board  steps are columns, lanes are rows, phases stand above, evidence on top
  list   a touchpoint is a row, what is known of it stands in columns

Both hold the whole blueprint, so that "moments import" gives it back without a
loss, with what was changed in the spreadsheet. Without --output the spreadsheet
goes beside the file. One that is there already may have been edited: it is only
replaced with --force.`,
		Example: `  moments export hall.yaml
  moments export hall.yaml -o board.xlsx
  moments export --form list hall.yaml -o touchpoints.csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("name the one blueprint to export, or %q for standard input", stdin)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.export(input{path: args[0]}, e) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&e.out, "output", "o", "", `file to write, or "-" for standard output`)
	flags.StringVar(&e.form, "form", string(sheet.Board), "how it is laid out: board or list")
	flags.StringVarP(&e.format, "format", "f", "", "xlsx or csv, where the name of the file does not say it")
	flags.StringVar(&e.language, "language", "", "of headings and labels: en or zh (default: the blueprint's)")
	flags.BoolVar(&e.force, "force", false, "replace a file that is there already")
	complete(cmd, "form", texts(sheet.Forms())...)
	complete(cmd, "format", texts(sheet.Formats())...)
	complete(cmd, "language", "en", "zh")
	return cmd
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

func (a *app) export(in input, e exporting) error {
	format, err := e.check()
	if err != nil {
		return err
	}
	b, found := a.load(in)
	if len(found) > 0 {
		if err := a.tell(found); err != nil {
			return err
		}
		return ended(verdict(found, false))
	}
	var out bytes.Buffer
	if err := sheet.Write(&out, b, format, sheet.Options{Form: sheet.Form(e.form), Language: e.language}); err != nil {
		return fmt.Errorf("%s: %w", in.name(), err)
	}
	to := e.target(in, format)
	if err := a.fresh(to, e.force); err != nil {
		return err
	}
	return a.writePicture(to, out.Bytes())
}

// check makes sure of the form and the format before anything is read.
func (e *exporting) check() (sheet.Format, error) {
	if !contains(texts(sheet.Forms()), e.form) {
		return "", usage{unknown("form", e.form, texts(sheet.Forms()))}
	}
	if e.language != "" && !contains([]string{"en", "zh"}, e.language) {
		return "", usage{unknown("language", e.language, []string{"en", "zh"})}
	}
	format := e.format
	if format == "" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(e.out)), ".")
		if e.out == "" || e.out == stdout {
			format = string(sheet.XLSX)
		}
	}
	if !contains(texts(sheet.Formats()), format) {
		return "", usage{unknown("format of spreadsheets", format, texts(sheet.Formats()))}
	}
	return sheet.Format(format), nil
}

// target is where the spreadsheet goes.
func (e *exporting) target(in input, format sheet.Format) string {
	switch {
	case e.out != "":
		return e.out
	case in.stdin():
		return stdout
	}
	return strings.TrimSuffix(in.path, filepath.Ext(in.path)) + "." + string(format)
}
