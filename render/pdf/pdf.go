// Package pdf draws a scene as a PDF document, with no browser: the same look as
// the SVG, all of it vectors, with words that can be searched and copied.
//
// A picture is a page of its own size, or fitted on paper, or spread over
// several sheets that repeat the names of the lanes and what heads the columns. Fonts are embedded as far
// as they are used, whatever kind they are of.
package pdf

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/servicemoments/moments/render/internal/font"
	"github.com/servicemoments/moments/render/scene"
)

// Options say how a scene is put on pages. The zero value is one page as large
// as the picture.
type Options struct {
	Theme         scene.Theme // zero is [scene.Light]
	Page          string      // name of a paper size (see [Papers]); empty is the picture's own size
	Tile          bool        // spread the picture over sheets of that paper, or of A4
	Scale         float64     // 1 px of the scene as 0.75 pt times this; 0 is 1, or what fits the paper
	Fonts         []string    // font files that go before those of the theme, the built-in and the system's
	NoSystemFonts bool        // use none of the fonts that are installed
	Strict        bool        // fail with a [MissingError] instead of drawing a box for a character
}

// Report is what there is to know about a document that was drawn.
type Report struct {
	Pages   int
	Scale   float64  // of the picture on its page, 1 where 1 px is 0.75 pt
	Missing []rune   // characters that no font has; each is drawn as a box with its number
	Lacking []string // fonts of the theme, if none of them is installed
}

// Warning says in words what is wrong with the document and how to mend it; ""
// if nothing is.
func (r Report) Warning() string {
	return font.Warning(r.Missing, r.Lacking)
}

// MissingError says which characters no font has, and how to mend it.
type MissingError = font.MissingError

// Write draws s and writes it as PDF. The same scene, options and fonts give
// the same bytes. It fails on a paper that no list has, when a font that was
// named cannot be read, when there would be more than [MaxPages], and with the
// first error of w; it has written nothing unless it is the latter.
func Write(w io.Writer, s *scene.Scene, o Options) (Report, error) {
	if s == nil {
		s = &scene.Scene{}
	}
	if len(o.Theme.Colors) == 0 {
		o.Theme.Colors = scene.Light().Colors
	}
	sheets, err := plan(s, o)
	if err != nil {
		return Report{}, fmt.Errorf("pdf: %w", err)
	}
	book, err := font.Open(font.Options{Files: o.Fonts, Families: o.Theme.Fonts, NoSystem: o.NoSystemFonts})
	if err != nil {
		return Report{}, fmt.Errorf("pdf: %w", err)
	}
	d := &document{scene: s, theme: o.Theme, book: book, fonts: newFonts(), stock: index{bins: map[bin][]int32{}}}
	(&content{document: d}).index(s.Groups, &d.stock)
	for _, sheet := range sheets {
		d.sheet(sheet)
	}
	report := Report{Pages: len(sheets), Scale: sheets[0].scale / unit, Missing: book.Missing(), Lacking: book.Lacking()}
	if o.Strict && len(report.Missing) > 0 {
		return report, fmt.Errorf("pdf: %w", &MissingError{Runes: report.Missing})
	}
	out := bufio.NewWriter(w)
	if err := d.write(out); err != nil {
		return report, err
	}
	return report, out.Flush()
}

// document is what is being written.
type document struct {
	scene *scene.Scene
	theme scene.Theme
	book  *font.Book
	fonts *fonts
	file  file
	pages []page
	stock index // what there is to draw
}

// page is a finished page.
type page struct {
	width, height float64
	content       []byte
	links         []link
}

func (d *document) sheet(s sheet) {
	c := &content{document: d}
	c.fill(scene.Background)
	c.op("re f", 0, 0, s.width, s.height)
	p := page{width: s.width, height: s.height}
	for _, part := range s.parts {
		c.part(s, part)
		if part.only == nil {
			p.links = append(p.links, links(d.stock.links, s, part)...)
		}
	}
	c.mark(s)
	p.content = []byte(c.out.String())
	d.pages = append(d.pages, p)
}

// write puts the objects in their order: catalogue, pages, fonts.
func (d *document) write(w io.Writer) error {
	catalog, tree, info := d.file.reserve(), d.file.reserve(), d.file.reserve()
	resources := d.file.reserve()
	var kids []string
	for _, p := range d.pages {
		content := d.file.stream("", p.content)
		entry := fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [0 0 %s %s] /Resources %s /Contents %s",
			tree, number(p.width), number(p.height), resources, content)
		if len(p.links) > 0 {
			var annots []string
			for _, l := range p.links {
				annots = append(annots, string(d.file.add(l.object())))
			}
			entry += " /Annots [" + strings.Join(annots, " ") + "]"
		}
		kids = append(kids, string(d.file.add(entry+" >>")))
	}
	d.file.set(resources, "<< /Font << "+d.fonts.write(&d.file)+" >> >>")
	d.file.set(tree, fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids)))
	lang := ""
	if d.scene.Lang != "" {
		lang = " /Lang " + text(d.scene.Lang)
	}
	d.file.set(catalog, fmt.Sprintf("<< /Type /Catalog /Pages %s%s /ViewerPreferences << /DisplayDocTitle true >> >>", tree, lang))
	d.file.set(info, fmt.Sprintf("<< /Title %s /Subject %s /Producer (Moments) >>", text(d.scene.Title), text(d.scene.Desc)))
	return d.file.write(w, catalog, info)
}
