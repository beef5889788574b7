package desk

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// Handler answers the requests of pages. Every one passes the guard.
func (d *Desk) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.page)
	mux.HandleFunc("GET /assets/{name}", d.asset)
	mux.HandleFunc("GET /theme.css", d.themes)
	mux.HandleFunc("GET /api/events", d.events)
	mux.HandleFunc("GET /api/list", d.working(d.listed))
	mux.HandleFunc("GET /api/picture", d.working(d.ofFile(d.pictured)))
	mux.HandleFunc("GET /api/findings", d.working(d.ofFile(d.found)))
	mux.HandleFunc("GET /api/layers", d.working(d.ofFile(d.layered)))
	mux.HandleFunc("GET /api/text", d.working(d.ofFile(d.texts)))
	mux.HandleFunc("GET /api/form", d.working(d.ofFile(d.form)))
	mux.HandleFunc("POST /api/check", d.working(d.ofFile(d.check)))
	mux.HandleFunc("POST /api/text", d.working(d.changing(d.setText)))
	mux.HandleFunc("POST /api/change", d.working(d.changing(d.change)))
	mux.HandleFunc("POST /api/undo", d.working(d.changing(d.undo)))
	mux.HandleFunc("POST /api/redo", d.working(d.changing(d.redo)))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotFound, "The desk has no such page.")
	})
	// Only who is let in is counted: strangers must not use up the owner's turns.
	inside := d.guard.wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !d.room.busy(w) {
			mux.ServeHTTP(w, r)
		}
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.room.crowded() {
			w.Header().Set("Connection", "close")
		}
		inside.ServeHTTP(w, r)
	})
}

// working does work within the room that there is for it.
func (d *Desk) working(do http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		done, ok := d.room.enter(r.Context())
		if !ok {
			w.Header().Set("Retry-After", "1")
			refuse(w, http.StatusServiceUnavailable, "The desk is busy.")
			return
		}
		defer done()
		do(w, r)
	}
}

// ofFile finds the document that a request is about: it must be on the list.
func (d *Desk) ofFile(do func(http.ResponseWriter, *http.Request, *document)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		doc, ok := d.shelf.get(r.URL.Query().Get("file"))
		if !ok {
			fail(w, http.StatusNotFound, "There is no such blueprint on this desk.")
			return
		}
		do(w, r, doc)
	}
}

// changing is ofFile for what changes something.
func (d *Desk) changing(do func(http.ResponseWriter, *http.Request, *document)) http.HandlerFunc {
	return d.ofFile(func(w http.ResponseWriter, r *http.Request, doc *document) {
		if d.o.ReadOnly {
			fail(w, http.StatusForbidden, "This desk is for reading only.")
			return
		}
		do(w, r, doc)
	})
}

// maxBody bounds what a page sends, in bytes: the largest blueprint as JSON, in
// which a character may take six.
const maxBody = 16 << 20

// take reads what a page sends. It answers itself where that is wrong.
func take(w http.ResponseWriter, r *http.Request, into any) bool {
	if media, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); strings.TrimSpace(media) != "application/json" {
		fail(w, http.StatusUnsupportedMediaType, "Send JSON.")
		return false
	}
	if r.ContentLength > maxBody {
		fail(w, http.StatusRequestEntityTooLarge, "This is more than a blueprint may have.")
		return false
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	body.DisallowUnknownFields()
	var tooLarge *http.MaxBytesError
	switch err := body.Decode(into); {
	case errors.As(err, &tooLarge):
		fail(w, http.StatusRequestEntityTooLarge, "This is more than a blueprint may have.")
		return false
	case err != nil || body.More():
		fail(w, http.StatusBadRequest, "This cannot be read.")
		return false
	}
	return true
}

// give answers with JSON.
func give(w http.ResponseWriter, what any) { giveStatus(w, http.StatusOK, what) }

func giveStatus(w http.ResponseWriter, status int, what any) {
	text, err := json.Marshal(what)
	if err != nil {
		refuse(w, http.StatusInternalServerError, "This cannot be said in JSON.")
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

type failure struct {
	Error string `json:"error"`
}

func fail(w http.ResponseWriter, status int, why string) { giveStatus(w, status, failure{why}) }

// entry is a blueprint on the list.
type entry struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

func (d *Desk) listed(w http.ResponseWriter, _ *http.Request) {
	out := []entry{}
	for i, name := range d.shelf.names() {
		one := entry{Name: name}
		if i < maxTitles {
			if text, err := d.head(name); err == nil {
				one.Title = titleOf(text)
			}
		}
		out = append(out, one)
	}
	give(w, out)
}

// maxTitles bounds the files that are opened for the list.
const maxTitles = 500

func (d *Desk) pictured(w http.ResponseWriter, r *http.Request, doc *document) {
	q := r.URL.Query()
	want := wanted{view: q.Get("view"), language: languageOf(q.Get("lang"))}
	if l := q.Get("layers"); l != "" {
		want.layers = strings.Split(l, ",")
	}
	x, err := d.draw(doc, want)
	if err != nil {
		fail(w, http.StatusNotFound, err.Error())
		return
	}
	give(w, x)
}

func (d *Desk) layered(w http.ResponseWriter, r *http.Request, doc *document) {
	out := []laid{}
	for _, l := range d.layers(doc, languageOf(r.URL.Query().Get("lang"))) {
		out = append(out, laid{l.ID, l.Title})
	}
	give(w, out)
}

// foundReply is what is to be said of a file.
type foundReply struct {
	status
	Findings []finding `json:"findings"`
}

// status is where a file stands.
type status struct {
	Rev     string `json:"rev"`
	Version int    `json:"version"`
	Broken  bool   `json:"broken"`
	Undo    string `json:"undo,omitempty"`
	Redo    string `json:"redo,omitempty"`
	Undos   int    `json:"undos"`
}

func statusOf(s state) status {
	return status{Rev: s.now.rev, Version: s.version, Broken: s.now.broken() || s.now.problem != "", Undo: s.undo, Redo: s.redo, Undos: s.undos}
}

func (d *Desk) found(w http.ResponseWriter, _ *http.Request, doc *document) {
	s, list := d.findings(doc)
	give(w, foundReply{statusOf(s), list})
}

// textReply is what stands in the files of a blueprint.
type textReply struct {
	status
	Files []textFile `json:"files"` // its own first
}

type textFile struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

func (d *Desk) texts(w http.ResponseWriter, _ *http.Request, doc *document) {
	s := doc.state()
	if s.now.problem != "" {
		fail(w, http.StatusNotFound, s.now.problem)
		return
	}
	out := textReply{status: statusOf(s), Files: []textFile{{doc.name, string(s.now.texts[doc.name])}}}
	for _, name := range doc.sources() {
		if name != doc.name {
			out.Files = append(out.Files, textFile{name, string(s.now.texts[name])})
		}
	}
	give(w, out)
}

// languageOf is a language that the desk speaks.
func languageOf(tag string) string {
	if strings.HasPrefix(strings.ToLower(tag), "zh") {
		return "zh"
	}
	return "en"
}
