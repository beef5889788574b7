package html

import (
	"bytes"
	"cmp"
	"embed"
	"html/template"
	"strings"

	kit "github.com/servicemoments/moments/internal/page"
	"github.com/servicemoments/moments/render/internal/prose"
)

//go:embed assets
var assets embed.FS

// styles and scripts are put together in this order. The scripts share one
// scope, closed to the page.
func styles() []string { return []string{"page.css", "picture.css", "panel.css", "print.css"} }

func scripts() []string {
	return []string{"core.js", "stage.js", "panel.js", "search.js", "filter.js", "present.js", "main.js"}
}

// page is what the template fills in.
type page struct {
	Lang, Title, Summary, Policy string
	Theme                        string // of the root element; empty follows the system
	CSS                          template.CSS
	JS, Data                     template.JS
	Words                        words
	Themes                       []choice
	Filters                      []filter
	Journeys                     []journey
	Pictures                     []shown
	Table                        table
}

// shown is a picture in the page.
type shown struct {
	Name, Title string
	First       bool
	SVG         template.HTML
	Sheets      []template.HTML // for printing
	Upright     bool
}

// choice is a value that can be chosen, with its name.
type choice struct {
	Value, Name string
	Chosen      bool
}

func assemble(b *prose.Board, pictures []picture, o Options) ([]byte, error) {
	words := wordsFor(o)
	css, themes := themed(o.Theme, o.Fonts, words)
	for _, name := range styles() {
		css += asset(name)
	}
	js := "(() => {\n\"use strict\";\n"
	for _, name := range scripts() {
		js += asset(name)
	}
	js += "})();\n"
	w := &writer{Board: b, words: words, layers: o.Layers}
	data, err := w.data(pictures)
	if err != nil {
		return nil, err
	}
	p := page{
		Lang: language(o.Language, words), Title: cmp.Or(b.Title, words.Untitled), Summary: b.Summary(), Theme: chosen(o.Theme),
		CSS: template.CSS(css), JS: template.JS(js), Data: template.JS(data), //nolint:gosec // our own files, and JSON with every < escaped
		Words: words, Themes: themes, Filters: w.filters(), Journeys: w.journeys(), Table: w.table(),
	}
	hashes := []string{css}
	for i, q := range pictures {
		first := q.Name == o.View || o.View == "" && i == 0
		one := shown{Name: q.Name, Title: q.Title, First: first, SVG: template.HTML(q.SVG), Upright: q.Upright} //nolint:gosec // package svg escapes
		hashes = append(hashes, kit.Styles(q.SVG)...)
		for _, sheet := range q.Sheets {
			one.Sheets = append(one.Sheets, template.HTML(sheet)) //nolint:gosec // so it does here
			hashes = append(hashes, kit.Styles(sheet)...)
		}
		p.Pictures = append(p.Pictures, one)
	}
	p.Policy = kit.Policy(hashes, js)
	t, err := template.ParseFS(assets, "assets/page.html")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "page.html", p); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// language is the tag of the page's language: the blueprint's own, and where it
// says none that of our words.
func language(tag string, w words) string {
	return cmp.Or(strings.ReplaceAll(tag, "_", "-"), w.Language)
}

// asset reads one of our files. Line ends are ours whatever a checkout made of
// them: a browser hashes what it reads with \n.
func asset(name string) string {
	text, err := assets.ReadFile("assets/" + name)
	if err != nil {
		return "" // cannot be: the list and the folder are compiled together, and a test reads both
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}
