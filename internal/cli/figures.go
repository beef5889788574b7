package cli

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/blueprint/scenario"
	"github.com/servicemoments/moments/internal/layouthelper"
	"github.com/servicemoments/moments/internal/report"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/book"
	"github.com/servicemoments/moments/render/labels"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/theme"
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

// chosen is the theme that was asked for; none has no name.
func (s *sheets) chosen(a *app) (scene.Theme, error) {
	if isThemeFile(s.theme) {
		t, err := theme.Load(s.theme)
		return t, a.fileError(s.theme, err)
	}
	for _, t := range render.Themes() {
		if t.Name == s.theme {
			return t, nil
		}
	}
	return scene.Theme{}, nil
}

// count computes the figures, of one blueprint or of several side by side.
func (s *sheets) count(b *blueprint.Blueprint, count counter) (counted, error) {
	b, err := applied(b, s.set)
	if err != nil {
		return counted{}, err
	}
	switch {
	case len(s.scenarios) > 0:
		return s.compared(b, count)
	case s.sweep != "":
		return s.swept(b, count)
	case s.fewest != "":
		return s.sought(b, count)
	}
	result, err := count(b)
	result.Of = b
	return result, err
}

// applied is the blueprint with settings, as they are written.
func applied(b *blueprint.Blueprint, texts []string) (*blueprint.Blueprint, error) {
	var settings []blueprint.Setting
	var found blueprint.Diagnostics
	for _, text := range texts {
		set, err := scenario.Parse(text)
		var d blueprint.Diagnostics
		if errors.As(err, &d) {
			found = append(found, d...)
		} else if err != nil {
			return nil, err
		}
		settings = append(settings, set)
	}
	if len(found) > 0 {
		return nil, found
	}
	if len(settings) == 0 {
		return b, nil
	}
	return scenario.Apply(b, settings)
}

// compared sets scenarios beside the blueprint.
func (s *sheets) compared(b *blueprint.Blueprint, count counter) (counted, error) {
	ids, err := s.scenarioIDs(b)
	if err != nil {
		return counted{}, err
	}
	base, err := count(b)
	if err != nil {
		return counted{}, err
	}
	variants := []figures.Variant{{ID: "blueprint", Name: figures.T("as it is"), Book: base.Book}}
	for _, id := range ids {
		other, err := scenario.Named(b, id)
		if err != nil {
			return counted{}, err
		}
		result, err := count(other)
		if err != nil {
			return counted{}, fmt.Errorf("scenario %s: %w", id, err)
		}
		variants = append(variants, figures.Variant{ID: id, Name: figures.Plain(scenarioTitle(b, id)), Book: result.Book})
	}
	base.Of = b
	base.Book.Sheets = append([]figures.Sheet{figures.Compare(variants)}, base.Book.Sheets...)
	return base, nil
}

func (s *sheets) scenarioIDs(b *blueprint.Blueprint) ([]string, error) {
	all := names(b.Scenarios, func(x blueprint.Scenario) string { return x.ID })
	if len(all) == 0 {
		return nil, usagef("%s has no scenarios: write some under scenarios, or use --set", report.Safe(b.File()))
	}
	if len(s.scenarios) == 1 && s.scenarios[0] == "all" {
		return all, nil
	}
	for _, id := range s.scenarios {
		if err := known("scenario", id, all); err != nil {
			return nil, err
		}
	}
	return s.scenarios, nil
}

func scenarioTitle(b *blueprint.Blueprint, id string) string {
	for _, x := range b.Scenarios {
		if x.ID == id && x.Title != "" {
			return x.Title
		}
	}
	return id
}

// maxSwept bounds the columns of a sweep that nobody chose.
const maxSwept = 8

// swept computes the figures over a range of values of one datum.
func (s *sheets) swept(b *blueprint.Blueprint, count counter) (counted, error) {
	range_, err := scenario.ParseSweep(s.sweep)
	if err != nil {
		return counted{}, writtenBehind("--sweep", err)
	}
	var variants []figures.Variant
	var last counted
	for i, set := range range_.Settings() {
		other, err := scenario.Apply(b, []blueprint.Setting{set})
		if err != nil {
			return counted{}, err
		}
		if last, err = count(other); err != nil {
			return counted{}, fmt.Errorf("%s=%s: %w", range_.Key, range_.Values[i], err)
		}
		variants = append(variants, figures.Variant{ID: range_.Values[i], Name: figures.Plain(range_.Values[i]), Book: last.Book})
	}
	if err := s.shown(variants); err != nil {
		return counted{}, err
	}
	last.Book.Sheets = []figures.Sheet{figures.Sweep(range_.Key, variants, s.figures, maxSwept)}
	return last, nil
}

// sought finds the smallest number that meets a target, and gives the figures
// with it.
func (s *sheets) sought(b *blueprint.Blueprint, count counter) (counted, error) {
	condition, err := figures.ParseCondition(s.until)
	if err != nil {
		return counted{}, usage{err}
	}
	range_, err := scenario.ParseSweep(s.fewest)
	if err != nil {
		return counted{}, writtenBehind("--fewest", err)
	}
	lo, hi, ok := wholeRange(range_)
	if !ok {
		return counted{}, usagef("--fewest wants a range of whole numbers, such as counter.servers=1..20")
	}
	at := func(n int) (counted, error) {
		other, err := applied(b, []string{fmt.Sprintf("%s=%d", range_.Key, n)})
		if err != nil {
			return counted{}, err
		}
		result, err := count(other)
		result.Of = other
		return result, err
	}
	top, err := at(hi) // what cannot be computed there can be computed nowhere
	if err != nil {
		return counted{}, err
	}
	if _, err := condition.Holds(top.Book); err != nil {
		return counted{}, usage{err}
	}
	n, found, err := scenario.Fewest(lo, hi, func(n int) (bool, error) {
		result, err := at(n)
		if err != nil {
			return false, err
		}
		holds, err := condition.Holds(result.Book)
		if errors.Is(err, figures.ErrNoFigure) { // such as the wait in a queue that grows without end
			return false, nil
		}
		return holds, err
	})
	if err != nil {
		return counted{}, err
	}
	answer := figures.Sheet{ID: "target", Title: figures.T("Target")}
	if !found {
		answer.Findings = []figures.Finding{{ID: "out-of-reach", Tone: figures.Poor, Text: figures.T("No value of %s from %d to %d meets %s.", range_.Key, lo, hi, s.until)}}
		n = hi
	} else {
		answer.Findings = []figures.Finding{{ID: "fewest", Tone: figures.Good, Text: figures.T("The smallest value of %s that meets %s is %d.", range_.Key, s.until, n)}}
	}
	result, err := at(n)
	result.Book.Sheets = append([]figures.Sheet{answer}, result.Book.Sheets...)
	return result, err
}

// wholeRange tells the ends of a sweep over whole numbers.
func wholeRange(s scenario.Sweep) (lo, hi int, ok bool) {
	for i, v := range s.Values {
		var n int
		if _, err := fmt.Sscanf(v, "%d", &n); err != nil || fmt.Sprint(n) != v {
			return 0, 0, false
		}
		if i == 0 {
			lo, hi = n, n
		}
		lo, hi = min(lo, n), max(hi, n)
	}
	return lo, hi, len(s.Values) > 0
}

// picture paints layers over the blueprint, if a picture was asked for.
func (s *sheets) picture(b *blueprint.Blueprint, layers []layer.Layer, chosen scene.Theme) ([]byte, error) {
	if s.paint == "" {
		return nil, nil
	}
	painted, err := s.painted(layers)
	if err != nil {
		return nil, err
	}
	o := render.Options{View: s.view, Format: s.picturesAs}
	o.Language, o.Layers = s.language, painted
	if s.own != nil {
		o.Labels = &s.own.Words
	}
	o.Layouter = layouthelper.Client{Limit: layouthelper.UsualLimit}
	if chosen.Name != "" {
		o.Own = &chosen
	}
	var out bytes.Buffer
	err = render.Render(&out, b, o)
	return out.Bytes(), err
}

func (s *sheets) painted(layers []layer.Layer) ([]layer.Layer, error) {
	if len(layers) == 0 {
		return nil, fmt.Errorf("nothing was computed that could be painted into %s; the figures say what the blueprint does not", s.paint)
	}
	if len(s.layers) == 0 {
		return layers[:1], nil
	}
	all := names(layers, func(l layer.Layer) string { return l.ID })
	var chosen []layer.Layer
	for _, id := range s.layers {
		if err := known("layer", id, all); err != nil {
			return nil, err
		}
		for _, l := range layers {
			if l.ID == id {
				chosen = append(chosen, l)
			}
		}
	}
	return chosen, nil
}
