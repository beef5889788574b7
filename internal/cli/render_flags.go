package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/layouthelper"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/labels"
	"github.com/servicemoments/moments/render/pdf"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/theme"
	"github.com/servicemoments/moments/render/view"
)

func (d *drawing) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&d.out, "output", "o", "", "file, folder, or - for standard output")
	f.StringVar(&d.all, "all", "", "folder into which every view is written, as VIEW.svg")
	f.StringVar(&d.Format, "format", "", "format of the picture: "+list(formatNames())+" (default: by extension, else "+formatNames()[0]+")")
	f.StringVar(&d.View, "view", "", "what is shown: "+list(viewNames())+" (default "+viewNames()[0]+")")
	f.StringVar(&d.theme, "theme", "", "colours: "+list(themeNames())+", or a theme file FILE.json (default "+themeNames()[0]+")")
	f.StringVar(&d.Language, "language", "", "language of the words that are added, en or zh (default: the blueprint's)")
	f.StringVar(&d.labels, "labels", "", "file with these words in another language (see \"moments labels\")")
	f.IntVar(&d.Wrap, "wrap", 0, "go on below after at most this many columns (default: on paper as fits best, else never)")
	f.StringSliceVar(&d.hide, "hide", nil, "leave out: "+list(partNames()))
	f.StringVar(&d.detail, "detail", "", "blueprint: how much is shown: "+list(detailNames())+" (default "+string(view.Normal)+")")
	f.StringSliceVar(&d.rows, "rows", nil, "blueprint: rows under the board: "+list(rowNames()))
	f.StringVar(&d.Phase, "phase", "", "blueprint: the only phase that is shown, by its id or title")
	f.StringVar(&d.Journey, "journey", "", "blueprint: a journey to highlight, by its id or title")
	f.BoolVar(&d.Encounters, "encounters", false, "cycle: show all that the customer meets, not only moments of truth")
	f.BoolVar(&d.Behind, "behind", false, "cycle: show what stands backstage behind each moment")
	f.StringVar(&d.beside, "beside", "", "flower: another blueprint to set beside this one")
	f.StringVar(&d.by, "by", "", "quadrant: what is placed: "+list(byNames())+" (default "+byNames()[0]+")")
	f.StringVar(&d.Engine, "engine", "", "network: how it is laid out: "+list(engineNames())+" (default "+engineNames()[0]+")")
	f.DurationVar(&d.limit, "layout-limit", layouthelper.UsualLimit, "network: longest that a layout may take")
	f.Float64Var(&d.Scale, "scale", 0, "png: pixels for each px (default 2); pdf: size of the picture, 1 is its own")
	f.StringVar(&d.Page, "page", "", "pdf: paper: "+list(paperNames())+" (default: as large as the picture)")
	f.BoolVar(&d.Tile, "tile", false, "pdf: spread the picture over sheets of the paper")
	f.StringArrayVar(&d.Fonts, "font", nil, "pictures: font file that words are measured and set in; the next one is for what it lacks (may be repeated)")
	f.BoolVar(&d.NoSystemFonts, "no-system-fonts", false, "png, pdf: use none of the fonts that are installed")
	f.BoolVar(&d.Strict, "strict", false, "png, pdf: fail where no font has a character")
	for flag, words := range map[string][]string{
		"format": formatNames(), "view": viewNames(), "theme": themeNames(), "hide": partNames(), "by": byNames(), "detail": detailNames(), "rows": rowNames(),
		"engine": engineNames(), "page": paperNames(), "language": {"en", "zh"},
	} {
		complete(cmd, flag, words...)
	}
}

func list(words []string) string { return strings.Join(words, ", ") }

func formatNames() []string {
	return names(render.Formats(), func(f render.Format) string { return f.Name })
}

func viewNames() []string {
	return names(render.Views(), func(v view.View) string { return v.Name })
}

func themeNames() []string {
	return names(render.Themes(), func(t scene.Theme) string { return t.Name })
}

func partNames() []string { return names(view.Parts(), func(p view.Part) string { return string(p) }) }

func detailNames() []string {
	return names(view.Details(), func(x view.Detail) string { return string(x) })
}

func rowNames() []string { return names(view.Rows(), func(r view.Row) string { return string(r) }) }

func byNames() []string { return names(view.Bys(), func(b view.By) string { return string(b) }) }

func engineNames() []string {
	return names(view.Engines(), func(e view.Engine) string { return e.Name })
}

func paperNames() []string { return names(pdf.Papers(), func(p pdf.Paper) string { return p.Name }) }

func names[T any](list []T, name func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = name(x)
	}
	return out
}

// check finds what makes no sense before anything is read.
func (d *drawing) check(cmd *cobra.Command) error {
	switch {
	case d.Wrap < 0:
		return usagef("--wrap is a number of columns, 0 for no bound")
	case d.limit <= 0:
		return usagef("--layout-limit is a time above 0, such as 90s")
	case cmd.Flags().Changed("scale") && !(d.Scale > 0):
		return usagef("--scale is a number above 0")
	case d.all != "" && d.out != "":
		return usagef("--all names the folder for all views; --output goes without it")
	case d.all != "" && d.View != "":
		return usagef("--all writes every view; --view goes without it")
	}
	for _, h := range d.hide {
		if err := known("part", h, partNames()); err != nil {
			return err
		}
		d.Hide = append(d.Hide, view.Part(h))
	}
	for _, r := range d.rows {
		if err := known("row", r, rowNames()); err != nil {
			return err
		}
		d.Rows = append(d.Rows, view.Row(r))
	}
	d.By, d.Detail = view.By(d.by), view.Detail(d.detail)
	d.Page = strings.ToLower(d.Page)
	if !isThemeFile(d.theme) {
		d.Theme = d.theme
	}
	return firstOf(
		known("format", d.Format, formatNames()), known("view", d.View, viewNames()), known("theme", d.Theme, themeNames()),
		known("value of --by", d.by, byNames()), known("detail", d.detail, detailNames()),
		known("engine", d.Engine, engineNames()), known("paper", d.Page, paperNames()),
	)
}

// known fails where a name is given that the list has not.
func known(what, name string, list []string) error {
	if name == "" || contains(list, name) {
		return nil
	}
	return usage{unknown(what, name, list)}
}

// firstOf is the first error.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// fits finds flags that mean nothing to the format, once that is settled: whoever
// gives them expects them to do something.
func (d *drawing) fits(cmd *cobra.Command) error {
	for _, f := range []struct {
		flag    string
		formats []string
	}{
		{"scale", []string{"png", "pdf"}}, {"page", []string{"pdf"}}, {"tile", []string{"pdf"}},
		{"font", fontFormats()}, {"no-system-fonts", []string{"png", "pdf"}}, {"strict", []string{"png", "pdf"}},
	} {
		if cmd.Flags().Changed(f.flag) && !slices.Contains(f.formats, d.Format) {
			return usagef("--%s is for %s; this is %s", f.flag, either(f.formats), d.Format)
		}
	}
	if cmd.Flags().Changed("layout-limit") && d.View != "network" && d.all == "" {
		return usagef("--layout-limit is for the view network")
	}
	return nil
}

// fontFormats are the formats whose words a named font measures.
func fontFormats() []string {
	return names(slices.DeleteFunc(render.Formats(), func(f render.Format) bool { return !f.Fonts }), func(f render.Format) string { return f.Name })
}

// either writes the last of several names behind "and".
func either(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func isThemeFile(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".json") }

// files reads what other files say: a theme, labels, a blueprint beside.
func (a *app) files(d *drawing) error {
	if isThemeFile(d.theme) {
		own, err := theme.Load(d.theme)
		if err != nil {
			return a.fileError(d.theme, err)
		}
		d.Own = &own
	}
	if d.labels != "" {
		own, err := labels.Load(d.labels, labelGroups()...)
		if err != nil {
			return a.fileError(d.labels, err)
		}
		d.Labels = &own.Words
	}
	if err := render.CheckFonts(d.Fonts); err != nil {
		return err
	}
	if d.beside != "" {
		b, found := a.load(input{path: d.beside})
		if len(found) > 0 {
			return errors.Join(a.tell(found), ended(verdict(found, false)))
		}
		d.Beside = b
	}
	return nil
}

// fileError tells what is wrong in a file, or why it cannot be read.
func (a *app) fileError(path string, err error) error {
	var found blueprint.Diagnostics
	if errors.As(err, &found) {
		return errors.Join(a.tell(found), ended(verdict(found, false)))
	}
	return plainError(path, err)
}
