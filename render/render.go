// Package render turns a blueprint into a picture or a text: a view decides what
// is shown, a format writes it. Both are values in lists ([Views], [Formats]), so
// whoever offers a choice need not know them.
package render

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

// Options say what is drawn and how. The zero value draws the board as SVG in
// light colours.
type Options struct {
	View   string // name of a view; empty is the first of [Views]
	Format string // name of a format; empty is the first of [Formats]
	Theme  string // name of a theme; empty is the first of [Themes]

	Own *scene.Theme // colours of one's own, before those of Theme

	view.Options

	Layouter view.Layouter // lays out the view network; without one that view fails with [view.ErrNoLayouter]
	Engine   string        // network: name of one of [view.Engines]; empty is the first

	Scale         float64      // PNG: pixels per px, 0 is 2; PDF: 1 px as 0.75 pt times this, 0 is 1 or what fits the paper
	Page          string       // PDF: name of a paper (see render/pdf.Papers), on which a wide board goes on below unless Wrap says how; empty is the picture's own size
	Tile          bool         // PDF: spread over sheets of that paper, or of A4
	Fonts         []string     // pictures: font files that decide how wide words are, and are used before the theme's, the built-in and the system's
	NoSystemFonts bool         // PNG, PDF: use none of the fonts that are installed
	Strict        bool         // PNG, PDF: fail where no font has a character, instead of warning
	families      []string     // of Fonts
	Warn          func(string) // is told what is wrong with a picture that was drawn; nil is nobody
}

func (o Options) warn(warning string, err error) {
	if o.Warn != nil && warning != "" && err == nil {
		o.Warn(warning)
	}
}

// networkView is the name of the view that needs a layouter.
const networkView = "network"

// Views lists the views. The first is the default.
func Views() []view.View { return ViewsWith(Options{}) }

// ViewsWith lists the views with what some of them need besides a blueprint: the
// layouter and the engine of o.
func ViewsWith(o Options) []view.View {
	return append(view.Views(), view.View{
		Name:  networkView,
		Title: "Network",
		Doc:   "The touchpoints as a graph that Graphviz lays out freely, without rows and columns; the lanes are frames.",
		Draw: func(b *blueprint.Blueprint, v view.Options) (*scene.Scene, error) {
			return view.Network(b, v, view.NetworkOptions{Layouter: o.Layouter, Engine: o.Engine})
		},
	})
}

// Themes lists the built-in themes. The first is the default.
func Themes() []scene.Theme { return scene.Themes() }

// Render draws a blueprint and writes it to w. It fails on a name that no list
// has, where the view or the format does, and with the first error of w.
func Render(w io.Writer, b *blueprint.Blueprint, o Options) error {
	if b == nil {
		return errors.New("render: there is no blueprint")
	}
	v, err := named("view", o.View, ViewsWith(o), viewName)
	if err != nil {
		return err
	}
	f, err := named("format", o.Format, Formats(), formatName)
	if err != nil {
		return err
	}
	theme, err := named("theme", o.Theme, Themes(), themeName)
	if err != nil {
		return err
	}
	if o.Own != nil {
		theme = *o.Own
	}
	if o, err = o.measured(b, f); err != nil {
		return err
	}
	if f.Picture == nil {
		return f.Board(w, b, theme, o)
	}
	drawn := v.Draw
	if f.Name == "pdf" && o.Page != "" && o.Wrap == 0 && !o.Tile && o.Scale == 0 && v.Name != networkView {
		drawn = func(b *blueprint.Blueprint, _ view.Options) (*scene.Scene, error) { return forPaper(v, b, o) }
	}
	s, err := drawn(b, o.Options)
	if err != nil {
		return fmt.Errorf("render: %s: %w", v.Name, err)
	}
	return f.Picture(w, s, theme, o)
}

func viewName(v view.View) string    { return v.Name }
func formatName(f Format) string     { return f.Name }
func themeName(t scene.Theme) string { return t.Name }
func extensionOf(f Format) string    { return f.Extension }

// named finds a value by its name; without a name it is the first.
func named[T any](what, name string, list []T, nameOf func(T) string) (T, error) {
	for i, v := range list {
		if nameOf(v) == name || name == "" && i == 0 {
			return v, nil
		}
	}
	var names []string
	for _, v := range list {
		if n := nameOf(v); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	var none T
	return none, fmt.Errorf("render: no %s %q; there is %s", what, name, strings.Join(names, ", "))
}

// File draws a blueprint into a file, in the format of o or else of the file's
// extension. The file is replaced as a whole: it never holds half a picture.
func File(path string, b *blueprint.Blueprint, o Options) (err error) {
	if o.Format == "" {
		if o.Format, err = formatOf(path); err != nil {
			return err
		}
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	if err := errors.Join(Render(f, b, o), f.Chmod(mode(path)), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// mode is the mode of the file that is replaced, else that of a usual file.
func mode(path string) os.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}

func formatOf(path string) (string, error) {
	extension := strings.ToLower(filepath.Ext(path))
	if extension == "" {
		return "", fmt.Errorf("render: %s has no extension that names a format", path)
	}
	f, err := named("extension", extension, Formats(), extensionOf)
	return f.Name, err
}
