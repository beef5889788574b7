package desk

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"unicode"
	"unicode/utf8"

	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

//go:embed assets
var assets embed.FS

// asset gives one of our own files.
func (d *Desk) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	kind, ok := map[string]string{".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}[path.Ext(name)]
	text, err := fs.ReadFile(assets, "assets/"+name)
	if !ok || err != nil {
		refuse(w, http.StatusNotFound, "The desk has no such file.")
		return
	}
	w.Header().Set("Content-Type", kind+"; charset=utf-8")
	_, _ = w.Write(text)
}

func (d *Desk) themes(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = io.WriteString(w, themeSheet(d.o.Themes))
}

// told is what the page knows from the start.
type told struct {
	ReadOnly bool              `json:"readOnly"`
	Theme    string            `json:"theme"`
	Language string            `json:"language"` // empty: the reader's
	Views    []string          `json:"views"`
	Themes   []string          `json:"themes"`
	Services []string          `json:"services"`
	Words    map[string]spoken `json:"words"` // by language
}

// spoken is all that the page says in one language.
type spoken struct {
	UI       map[string]string `json:"ui"`
	Views    map[string]string `json:"views"`
	Themes   map[string]string `json:"themes"`
	Services map[string]string `json:"services"`
	Kinds    map[string]string `json:"kinds"`
}

// languages are those that the page speaks.
func languages() []string { return []string{"en", "zh"} }

func (d *Desk) page(w http.ResponseWriter, _ *http.Request) {
	text, err := d.pageText()
	if err != nil {
		refuse(w, http.StatusInternalServerError, "The page cannot be made.")
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(text)
}

func (d *Desk) pageText() ([]byte, error) {
	t := told{ReadOnly: d.o.ReadOnly, Theme: word(d.o.Theme), Language: d.o.Language, Themes: themeNames(d.o.Themes), Words: map[string]spoken{}}
	if d.o.Theme == "" {
		t.Theme = ""
	}
	for _, v := range d.o.Views {
		t.Views = append(t.Views, v.Name)
	}
	for _, s := range touchpoint.Services() {
		t.Services = append(t.Services, string(s))
	}
	for _, tag := range languages() {
		words, err := d.words(tag)
		if err != nil {
			return nil, err
		}
		t.Words[tag] = words
	}
	data, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	page, err := template.ParseFS(assets, "assets/page.html")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = page.Execute(&out, map[string]any{"Data": template.JS(data), "Words": t.Words[languageOf(d.o.Language)].UI, "Lang": languageOf(d.o.Language), "Theme": t.Theme, "ReadOnly": d.o.ReadOnly}) //nolint:gosec // JSON with every < escaped
	return out.Bytes(), err
}

// words reads the page's own words, and adds those that pictures use as well.
func (d *Desk) words(tag string) (spoken, error) {
	out := spoken{Views: map[string]string{}, Themes: map[string]string{}, Services: map[string]string{}, Kinds: map[string]string{}}
	text, err := fs.ReadFile(assets, "assets/words."+tag+".json")
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal(text, &out.UI); err != nil {
		return out, err
	}
	all := wording.For(tag)
	for _, v := range d.o.Views {
		name, ok := all.View(v.Name)
		if !ok {
			name = v.Title
		}
		out.Views[v.Name] = name
	}
	for _, t := range d.o.Themes {
		out.Themes[t.Name] = all.Theme(t.Name)
	}
	for _, s := range touchpoint.Services() {
		out.Services[string(s)] = capital(all.Service(s))
	}
	for _, k := range touchpoint.Kinds() {
		out.Kinds[string(k)] = all.Kind(k)
	}
	return out, nil
}

func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 || first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// head reads the begin of a file, for its title.
func (d *Desk) head(name string) ([]byte, error) {
	f, err := d.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 1<<13))
}
