package cli

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/scenario"
	"github.com/servicemoments/moments/render/book"
)

// byExtension settles the formats of the figures and of the picture.
func (s *sheets) byExtension() error {
	if s.paint != "" && s.paint != stdout {
		format, err := formatByExtension(s.paint)
		if err != nil {
			return usagef("the extension of %s names no format of pictures, such as .svg, .png or .pdf", s.paint)
		}
		s.picturesAs = format
	}
	if s.format != "" {
		return nil
	}
	if s.out == stdout {
		s.format = bookFormats()[0]
		return nil
	}
	for _, f := range book.Formats() {
		if strings.EqualFold(filepath.Ext(s.out), f.Ext) {
			s.format = f.Name
			return nil
		}
	}
	return usagef("the extension of %s names no format; known are %s (or say --format)", s.out,
		list(names(book.Formats(), func(f book.Format) string { return f.Ext })))
}

// shown finds figures that were asked for and that no blueprint of a sweep has.
func (s *sheets) shown(variants []figures.Variant) error {
	for _, address := range s.figures {
		var err error
		for _, v := range variants {
			if _, err = (figures.Condition{Address: address}).Holds(v.Book); !errors.Is(err, figures.ErrNoFigure) {
				err = nil
				break
			}
		}
		if err != nil {
			return usage{err}
		}
	}
	return nil
}

// writtenBehind says of findings in a setting behind which flag it was written.
func writtenBehind(flag string, err error) error {
	var found blueprint.Diagnostics
	if !errors.As(err, &found) {
		return err
	}
	out := make(blueprint.Diagnostics, len(found))
	for i, d := range found {
		for _, at := range []*blueprint.Position{&d.Range.Start, &d.Range.End} {
			if at.File == scenario.Source {
				at.File = flag
			}
		}
		out[i] = d
	}
	return out
}

// plainFlagError says of a number that cannot be read what is wrong with it.
func plainFlagError(_ *cobra.Command, err error) error {
	what, why, ok := strings.Cut(err.Error(), ": strconv.")
	switch {
	case !ok:
		return err
	case strings.Contains(why, "out of range"):
		return errors.New(what + ": this number is too large")
	}
	return errors.New(what + ": a whole number from 0 on is expected")
}
