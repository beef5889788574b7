package cli

import (
	"bytes"
	"errors"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/book"
	"github.com/servicemoments/moments/render/labels"
)

// sheets are the flags of the commands that give figures: how they are written,
// and what differs from the blueprint.
type sheets struct {
	out, format, language, theme string
	labels                       string       // file
	own                          *labels.File // what it says; nil: none
	set, scenarios               []string
	sweep                        string
	fewest, until                string
	paint, view                  string
	layers                       []string

	figures []string // of --figure

	picturesAs string // format of --paint
}

func (s *sheets) flags(cmd *cobra.Command) {
	cmd.SetFlagErrorFunc(plainFlagError)
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&s.out, "output", "o", "", "file, or - for standard output (default -)")
	f.StringVar(&s.format, "format", "", "how figures are written: "+list(bookFormats())+" (default: by extension, else "+bookFormats()[0]+")")
	f.StringVar(&s.language, "language", "", "language of the words, en or zh (default: the blueprint's)")
	f.StringVar(&s.labels, "labels", "", "file with these words in another language (see \"moments labels\")")
	f.StringVar(&s.theme, "theme", "", "colours of the page and the picture: "+list(themeNames())+", or a theme file FILE.json (default: as the reader's system has it)")
	f.StringArrayVar(&s.set, "set", nil, "another value for a datum, such as counter.servers=4 or polish.time=40s (may be repeated)")
	f.StringSliceVar(&s.scenarios, "scenario", nil, "scenarios of the file to set beside the blueprint, by their ids; all for every one")
	f.StringVar(&s.sweep, "sweep", "", "a datum with a range of values, such as counter.servers=1..6 or polish.time=20s..1m:10s")
	f.StringSliceVar(&s.figures, "figure", nil, "figures that a sweep shows, such as counter/wait (default: what changes)")
	f.StringVar(&s.fewest, "fewest", "", "a datum with a range of whole numbers, of which the smallest that meets --until is sought, such as counter.servers=1..20")
	f.StringVar(&s.until, "until", "", "the target for --fewest, such as \"counter/wait<=6m\"")
	f.StringVar(&s.paint, "paint", "", "picture file, with the figures laid over the blueprint")
	f.StringSliceVar(&s.layers, "layer", nil, "which figures are painted, by the names of their layers (default: the first)")
	f.StringVar(&s.view, "view", "", "view that is painted: "+list(viewNames())+" (default "+viewNames()[0]+")")
	for flag, words := range map[string][]string{"format": bookFormats(), "language": {"en", "zh"}, "view": viewNames(), "theme": themeNames()} {
		complete(cmd, flag, words...)
	}
}

func bookFormats() []string {
	return names(book.Formats(), func(f book.Format) string { return f.Name })
}

// check finds what makes no sense before anything is read.
func (s *sheets) check() error {
	if s.out == "" {
		s.out = stdout
	}
	if err := s.byExtension(); err != nil {
		return err
	}
	ways := 0
	for _, asked := range []bool{len(s.scenarios) > 0, s.sweep != "", s.fewest != ""} {
		if asked {
			ways++
		}
	}
	switch {
	case ways > 1:
		return usagef("--scenario, --sweep and --fewest go one at a time")
	case (s.fewest == "") != (s.until == ""):
		return usagef("--fewest and --until go together: what is sought, and what it has to reach")
	case s.paint == "" && (len(s.layers) > 0 || s.view != ""):
		return usagef("--layer and --view say how a picture is painted: name its file with --paint")
	case s.paint != "" && s.sweep != "":
		return usagef("--sweep gives many blueprints, and --paint shows one: paint with --set instead")
	case s.paint == stdout && s.out == stdout:
		return usagef("figures and picture cannot both go to standard output: name a file with --output or --paint")
	case len(s.figures) > 0 && s.sweep == "":
		return usagef("--figure chooses what a sweep shows: it goes with --sweep")
	}
	if !isThemeFile(s.theme) {
		if err := known("theme", s.theme, themeNames()); err != nil {
			return err
		}
	}
	return firstOf(known("format", s.format, bookFormats()), known("view", s.view, viewNames()))
}

// counted is what a command makes of a blueprint.
type counted struct {
	Book   figures.Book
	Layers []layer.Layer
	Of     *blueprint.Blueprint // which the layers are of; nil: the one that was read
}

// counter computes the figures of a blueprint.
type counter func(b *blueprint.Blueprint) (counted, error)

// run reads a blueprint, applies what differs, computes and writes.
func (s *sheets) run(a *app, arg string, count counter) error {
	return s.runWith(a, arg, func(b *blueprint.Blueprint) (counted, error) { return s.count(b, count) })
}

// runWith is run for a counter that applies what differs itself.
func (s *sheets) runWith(a *app, arg string, count counter) error {
	if err := s.readLabels(a); err != nil {
		return err
	}
	in := input{path: arg}
	b, found := a.load(in)
	if found.Count(blueprint.Error) > 0 {
		if err := a.tell(found); err != nil {
			return err
		}
		return ended(verdict(found, false))
	}
	result, err := count(b)
	var problems blueprint.Diagnostics
	if errors.As(err, &problems) {
		if err := a.tell(problems); err != nil {
			return err
		}
		return ended(ExitFindings)
	}
	if err != nil {
		return err
	}
	var out bytes.Buffer
	format, err := book.FormatNamed(s.format)
	if err != nil {
		return err
	}
	chosen, err := s.chosen(a)
	if err != nil {
		return err
	}
	o := s.words()
	o.Theme, o.Color = chosen, s.out == stdout && a.color(a.Out)
	if s.out == stdout {
		o.Width = a.width(a.Out)
	}
	if err := format.Write(&out, result.Book, o); err != nil {
		return err
	}
	if result.Of != nil {
		b = result.Of
	}
	picture, err := s.picture(b, result.Layers, chosen)
	if err != nil {
		return err
	}
	if err := a.write(s.out, out.Bytes()); err != nil || s.paint == "" {
		return err
	}
	return a.write(s.paint, picture)
}

// say puts the words of layers into the reader's language.
func (s *sheets) say(b *blueprint.Blueprint) figures.Sayer {
	return s.words().Say(figures.Book{Language: b.Language, Currency: b.Currency})
}

// words are the language of the figures, and the words of the file of labels.
func (s *sheets) words() book.Options {
	o := book.Options{Language: s.language}
	if s.own == nil {
		return o
	}
	phrases := labels.Of[map[string]string](s.own, figureWords())
	o.Own = func(phrase string) (string, bool) {
		said, ok := phrases[phrase]
		return said, ok
	}
	return o
}

// readLabels reads the file of labels; its language counts where no other is
// asked for.
func (s *sheets) readLabels(a *app) error {
	if s.labels == "" {
		return nil
	}
	own, err := labels.Load(s.labels, labelGroups()...)
	if err != nil {
		return a.fileError(s.labels, err)
	}
	s.own = own
	if s.language == "" {
		s.language = own.Words.Language
	}
	return nil
}
