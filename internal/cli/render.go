package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/layouthelper"
	"github.com/servicemoments/moments/internal/report"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/view"
)

// drawing is what is asked of the command render.
type drawing struct {
	render.Options
	out    string
	all    string // folder for every view
	theme  string // name or file
	hide   []string
	rows   []string
	detail string
	by     string
	beside string        // file of another blueprint
	labels string        // file
	limit  time.Duration // of a layout
}

func (a *app) renderCommand() *cobra.Command {
	d := &drawing{}
	cmd := &cobra.Command{
		Use:   "render [flags] FILE|FOLDER|- ...",
		Short: "Draw blueprints, or write them in other formats",
		Long: `Render draws blueprints. Without --output each picture goes beside its file, and
that of standard input to standard output. --output names a file (its extension
is the format), "-" for standard output, or, for several blueprints, a folder.
--all DIR writes every view into a folder, each under its own name.

A blueprint with errors is not drawn: they are reported, and the exit code is 1.

Where words stand and break follows from built-in widths, or from the fonts that
--font names: SVG and HTML ask for these first, PNG and PDF draw with them. For
the rest PNG and PDF set Latin in built-in fonts and look for others on the
system. A character that no font has is drawn as a box with its number, with a
warning; --strict makes that a failure (exit code 3).

The view network needs the program ` + layouthelper.Name + `, beside this one or on PATH.
It is stopped after --layout-limit.`,
		Example: `  moments render hall.yaml -o hall.svg
  moments render --theme dark --wrap 12 hall.yaml -o - > hall.svg
  moments render --detail overview --journey newcomer hall.yaml -o overview.svg
  moments render --view cycle --scale 3 hall.yaml -o cycle.png
  moments render --page a3 --tile hall.yaml -o hall.pdf
  moments render --font NotoSansSC.otf --strict hall.yaml -o hall.pdf
  moments render --all views/ hall.yaml
  moments render hall.yaml -o hall.html
  moments render -o pictures/ examples/`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.render(cmd, d, args) },
	}
	d.flags(cmd)
	return cmd
}

func (a *app) render(cmd *cobra.Command, d *drawing, args []string) error {
	if err := d.check(cmd); err != nil {
		return err
	}
	list, err := inputs(args)
	if err != nil {
		return err
	}
	jobs, err := d.plan(list)
	if err != nil {
		return err
	}
	if err := d.fits(cmd); err != nil {
		return err
	}
	if err := a.files(d); err != nil {
		return err
	}
	d.Layouter = layouthelper.Client{Limit: d.limit}
	return a.renderAll(jobs, d)
}

// renderAll draws what can be drawn and reports the rest.
func (a *app) renderAll(jobs []job, d *drawing) error {
	worst := ExitClean
	var from input
	var b *blueprint.Blueprint
	for _, j := range jobs {
		if j.from != from { // views of one blueprint stand together: it is read once
			var found blueprint.Diagnostics
			from = j.from
			if b, found = a.load(from); len(found) > 0 {
				b = nil
				if err := a.tell(found); err != nil {
					return err
				}
				worst = max(worst, verdict(found, false))
			}
		}
		if b == nil {
			continue
		}
		if err := a.renderOne(j, b, d); err != nil {
			return err
		}
	}
	return ended(worst)
}

func (a *app) renderOne(j job, b *blueprint.Blueprint, d *drawing) error {
	o := d.Options
	o.View = j.view
	o.Warn = func(warning string) {
		fmt.Fprintf(a.Err, "%s: warning: %s\n", report.Safe(j.from.name()), report.Safe(warning))
	}
	var picture bytes.Buffer
	err := render.Render(&picture, b, o)
	switch {
	case errors.Is(err, view.ErrNoLayouter) && d.all != "":
		o.Warn(fmt.Sprintf("%s is left out: %v", j.view, err))
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", j.from.name(), err)
	}
	return a.writePicture(j.to, picture.Bytes())
}

func (a *app) tell(found blueprint.Diagnostics) error {
	return report.Text(a.Err, found, report.Options{Color: a.color(a.Err)})
}

// writePicture writes a file, its folder where needed, and says so.
func (a *app) writePicture(to string, picture []byte) error {
	if dir := filepath.Dir(to); to != stdout && !isFolder(dir) {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return plainWriteError(dir, err)
		}
	}
	if err := a.write(to, picture); err != nil {
		return err
	}
	if to == stdout {
		return nil
	}
	_, err := fmt.Fprintln(a.Out, to)
	return err
}
