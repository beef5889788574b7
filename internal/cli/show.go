package cli

import (
	"bytes"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/labels"
	"github.com/servicemoments/moments/render/term"
)

// usualWidth is how wide text is where nobody says: a pipe or a file.
const usualWidth = 80

func (a *app) showCommand() *cobra.Command {
	var o term.Options
	var words string
	cmd := &cobra.Command{
		Use:   "show [flags] FILE|FOLDER|- ...",
		Short: "Show blueprints in the terminal",
		Long: `Show draws blueprints in the terminal, as boxes and lines of text, fitted to its
width: a board that is wider goes on below. Without a terminal it is 80 columns
wide. Colours are used on a terminal only, and never where NO_COLOR is set.`,
		Example: `  moments show hall.yaml
  moments show --width 120 hall.yaml > hall.txt
  moments show --ascii - < hall.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Width < 0 || cmd.Flags().Changed("width") && o.Width == 0 {
				return usagef("--width is a number of columns")
			}
			list, err := inputs(args)
			if err != nil {
				return err
			}
			if o.Width == 0 {
				o.Width = a.width(a.Out)
			}
			o.Color = a.color(a.Out)
			if words != "" {
				own, err := labels.Load(words, labelGroups()...)
				if err != nil {
					return a.fileError(words, err)
				}
				o.Labels = &own.Words
			}
			return a.show(list, o)
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.Width, "width", 0, "columns to fit into (default: the terminal's)")
	f.BoolVar(&o.ASCII, "ascii", false, "draw with plain signs only")
	f.StringVar(&o.Language, "language", "", "language of the words that are added, en or zh (default: the blueprint's)")
	f.StringVar(&words, "labels", "", "file with these words in another language (see \"moments labels\")")
	complete(cmd, "language", "en", "zh")
	return cmd
}

func (a *app) show(list []input, o term.Options) error {
	worst := ExitClean
	for i, in := range list {
		var b *blueprint.Blueprint
		b, found := a.load(in)
		if len(found) > 0 {
			if err := a.tell(found); err != nil {
				return err
			}
			worst = max(worst, verdict(found, false))
			continue
		}
		var text bytes.Buffer
		if i > 0 {
			text.WriteByte('\n')
		}
		if err := term.Write(&text, b, o); err != nil {
			return err
		}
		if _, err := a.Out.Write(text.Bytes()); err != nil {
			return err
		}
	}
	return ended(worst)
}

// width is how many columns a stream has: those of its terminal, else what
// COLUMNS says.
func (a *app) width(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n := terminalWidth(f); n > 0 {
			return n
		}
	}
	if n, err := strconv.Atoi(a.Env("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return usualWidth
}
