package html

import (
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/render/wording"
)

// words are what the page says besides the words of the blueprint.
type words struct {
	wording.Page
	Facts    wording.Facts
	Language string
	Keys     []keyHelp

	all wording.Words
}

// keyHelp says what a key does.
type keyHelp struct{ Key, Does string }

func wordsFor(o Options) words {
	all := prose.For(o.Language, o.Labels).Words
	w := words{Page: all.Page, Facts: all.Facts, Language: all.Language, all: all}
	for i, key := range [...]string{"/", "F", "P", "T", "V", "+  −", "0", "1", "← ↑ ↓ →", "Enter", "Esc", "?"} {
		w.Keys = append(w.Keys, keyHelp{key, all.Page.Keys[i]})
	}
	return w
}

// spoken are the words that the script says.
type spoken struct {
	Nothing    string `json:"nothing"`
	Found      string `json:"found"`
	Shown      string `json:"shown"`
	Everything string `json:"everything"`
	Place      string `json:"place"`
	Stop       string `json:"stop"`
	Viewed     string `json:"viewed"`
	Missing    string `json:"missing"`
}

func (w words) spoken() spoken {
	return spoken{w.Nothing, w.Found, w.Shown, w.Everything, w.Place, w.Stop, w.Viewed, w.Missing}
}

// view is the title of a view, in the page's language where we have it.
func (w words) view(v view.View) string {
	if name, ok := w.all.View(v.Name); ok {
		return name
	}
	return v.Title
}

// theme is the name of a theme for the reader.
func (w words) theme(name string) string { return w.all.Theme(name) }

// term is the name of a word of the vocabulary in the page's language.
func (w words) term(list, word string) string { return prose.Line(w.all.Term(list, word)) }
