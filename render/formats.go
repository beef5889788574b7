package render

import (
	"io"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/d2"
	"github.com/servicemoments/moments/render/dot"
	"github.com/servicemoments/moments/render/html"
	"github.com/servicemoments/moments/render/json"
	"github.com/servicemoments/moments/render/markdown"
	"github.com/servicemoments/moments/render/mermaid"
	"github.com/servicemoments/moments/render/pdf"
	"github.com/servicemoments/moments/render/plantuml"
	"github.com/servicemoments/moments/render/png"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/term"
	"github.com/servicemoments/moments/render/view"
)

// Format is a way of writing a blueprint. It has one of the two writers:
// Picture writes what a view shows, Board the blueprint itself, whatever the view.
type Format struct {
	Name      string // as it is asked for
	Extension string // of its files, with the dot
	Doc       string // what it is good for, in a few words
	Fonts     bool   // it shows pictures, whose words are measured in the fonts that are named
	Picture   func(io.Writer, *scene.Scene, scene.Theme, Options) error
	Board     func(io.Writer, *blueprint.Blueprint, scene.Theme, Options) error
}

// Formats lists the formats. The first is the default. Where two have the same
// extension, files are written in the first.
func Formats() []Format {
	return []Format{
		{Name: "svg", Extension: ".svg", Doc: "vector picture for browsers, documents and slides", Fonts: true, Picture: writeSVG},
		{Name: "png", Extension: ".png", Doc: "picture of pixels, for chats and wherever no vectors are taken", Fonts: true, Picture: writePNG},
		{Name: "pdf", Extension: ".pdf", Doc: "pages to print, with words that can be searched and copied", Fonts: true, Picture: writePDF},
		{Name: "html", Extension: ".html", Doc: "one page that works offline: all views, search, filters, presenting, and a table of everything", Fonts: true, Board: writeHTML},
		{Name: "dot", Extension: ".dot", Doc: "text for Graphviz", Board: writeDOT},
		{Name: "mermaid", Extension: ".mmd", Doc: "text for Mermaid: a flowchart with the lanes as frames", Board: writeMermaid},
		{Name: "mermaid-journey", Extension: ".mmd", Doc: "text for Mermaid: a user journey of what the customer meets and feels", Board: writeJourney},
		{Name: "plantuml", Extension: ".puml", Doc: "text for PlantUML", Board: writePlantUML},
		{Name: "d2", Extension: ".d2", Doc: "text for D2", Board: writeD2},
		{Name: "markdown", Extension: ".md", Doc: "tables and lists, for documents and screen readers", Board: writeMarkdown},
		{Name: "json", Extension: ".json", Doc: "the resolved model for other programs, implied ways included", Board: writeJSON},
		{Name: "term", Extension: ".txt", Doc: "box drawing for terminals and plain text", Board: writeTerm},
	}
}

func writeSVG(w io.Writer, s *scene.Scene, t scene.Theme, o Options) error {
	return svg.Write(w, s, svg.Options{Theme: t, Fonts: o.families})
}

func writePNG(w io.Writer, s *scene.Scene, t scene.Theme, o Options) error {
	r, err := png.Write(w, s, png.Options{Theme: t, Scale: o.Scale, Fonts: o.Fonts, NoSystemFonts: o.NoSystemFonts, Strict: o.Strict})
	o.warn(r.Warning(), err)
	return err
}

func writePDF(w io.Writer, s *scene.Scene, t scene.Theme, o Options) error {
	r, err := pdf.Write(w, s, pdf.Options{
		Theme: t, Page: o.Page, Tile: o.Tile, Scale: o.Scale, Fonts: o.Fonts, NoSystemFonts: o.NoSystemFonts, Strict: o.Strict,
	})
	o.warn(r.Warning(), err)
	return err
}

// writeHTML leaves the colours to the reader's system unless some were asked
// for, and the network out unless it was: starting Graphviz takes its time.
func writeHTML(w io.Writer, b *blueprint.Blueprint, t scene.Theme, o Options) error {
	if o.Theme == "" && o.Own == nil {
		t = scene.Theme{}
	}
	views := view.Views()
	if o.View == networkView {
		views = ViewsWith(o)
	}
	return html.Write(w, b, html.Options{Theme: t, Fonts: o.families, View: o.View, Views: views, Options: o.Options})
}

func writeDOT(w io.Writer, b *blueprint.Blueprint, _ scene.Theme, o Options) error {
	return dot.Write(w, b, dot.Options{Language: o.Language, Labels: o.Labels})
}

func writeMermaid(w io.Writer, b *blueprint.Blueprint, _ scene.Theme, o Options) error {
	return mermaid.Write(w, b, mermaid.Options{Language: o.Language, Labels: o.Labels})
}

func writeJourney(w io.Writer, b *blueprint.Blueprint, _ scene.Theme, o Options) error {
	return mermaid.Journey(w, b, mermaid.Options{Language: o.Language, Labels: o.Labels})
}

func writePlantUML(w io.Writer, b *blueprint.Blueprint, _ scene.Theme, o Options) error {
	return plantuml.Write(w, b, plantuml.Options{Language: o.Language, Labels: o.Labels})
}

func writeD2(w io.Writer, b *blueprint.Blueprint, _ scene.Theme, o Options) error {
	return d2.Write(w, b, d2.Options{Language: o.Language, Labels: o.Labels})
}

func writeMarkdown(w io.Writer, b *blueprint.Blueprint, _ scene.Theme, o Options) error {
	return markdown.Write(w, b, markdown.Options{Language: o.Language, Labels: o.Labels})
}

func writeJSON(w io.Writer, b *blueprint.Blueprint, _ scene.Theme, _ Options) error {
	return json.Write(w, b, json.Options{})
}

func writeTerm(w io.Writer, b *blueprint.Blueprint, _ scene.Theme, o Options) error {
	return term.Write(w, b, term.Options{Language: o.Language, Labels: o.Labels})
}
