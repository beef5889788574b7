// Package html writes a blueprint as one page that works offline: every view as
// a picture to pan, zoom and search, all that is known of a touchpoint beside
// it, and the same content as a table. What comes in is a blueprint; what goes
// out is one HTML file with its style and script inside.
//
// The page fetches nothing: its content security policy allows the styles and
// the script that are in it, by their hashes, and nothing else. Without a script
// it shows the pictures and the table one below the other.
package html

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/view"
)

// Options say what the page shows first. The zero value works: the first view,
// in light or dark as the reader's system has it.
type Options struct {
	Theme scene.Theme // shown first; without colours the page follows the reader's system
	Fonts []string    // faces that the pictures' words were measured in: page and pictures ask for them first
	View  string      // name of the view shown first; empty is the first
	Views []view.View // the views there are; nil are [view.Views]

	view.Options // what the views show, and in which language the page speaks
}

// picture is a view that could be drawn.
type picture struct {
	Name, Title string
	SVG         string
	Sheets      []string // the same for printing, where that is another picture
	Upright     bool     // how paper lies for them
}

// Write writes the page. The same blueprint and options give the same bytes. A
// view that cannot be drawn is left out, unless it is the one that was asked for.
// It fails if no view can be drawn, on a name that is no view's, and with the
// first error of w.
func Write(w io.Writer, b *blueprint.Blueprint, o Options) error {
	if b == nil {
		return errors.New("html: there is no blueprint")
	}
	if o.Language == "" {
		o.Language = b.Language
	}
	pictures, err := draw(b, o)
	if err != nil {
		return err
	}
	board := prose.Of(b, o.Language, o.Labels)
	page, err := assemble(board, pictures, o)
	if err != nil {
		return fmt.Errorf("html: %w", err)
	}
	_, err = w.Write(page)
	return err
}

func draw(b *blueprint.Blueprint, o Options) ([]picture, error) {
	if o.Views == nil {
		o.Views = view.Views()
	}
	if o.View != "" && !slices.ContainsFunc(o.Views, func(v view.View) bool { return v.Name == o.View }) {
		return nil, fmt.Errorf("html: no view %q", o.View)
	}
	words := wordsFor(o)
	o.Hide = append(slices.Clone(o.Hide), view.PartTitle) // the page says it
	var pictures []picture
	var left []error
	for _, v := range o.Views {
		s, err := v.Draw(b, o.Options)
		if err != nil {
			err = fmt.Errorf("html: %s: %w", v.Name, err)
			if v.Name == o.View {
				return nil, err
			}
			left = append(left, err)
			continue
		}
		var out bytes.Buffer
		if err := svg.Write(&out, s, svg.Options{Theme: scene.Light(), Fonts: o.Fonts, IDPrefix: "p-" + v.Name + "-"}); err != nil {
			return nil, err
		}
		p := picture{Name: v.Name, Title: words.view(v), SVG: out.String()}
		if p.Sheets, p.Upright, err = onPaper(v, b, o, s, "s-"+v.Name+"-"); err != nil {
			return nil, err
		}
		pictures = append(pictures, p)
	}
	if len(pictures) == 0 {
		return nil, errors.Join(left...)
	}
	return pictures, nil
}
