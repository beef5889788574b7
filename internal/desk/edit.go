package desk

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/change"
)

// conflict says that two people have changed the same places. Nothing has been
// written: the page shows both and sends what was chosen.
type conflict struct {
	File   string   `json:"file"`
	Rev    string   `json:"rev"`    // of the texts as they are now
	Parts  []region `json:"parts"`  // the file from its begin to its end
	Ours   string   `json:"ours"`   // the whole text as this page wants it
	Theirs string   `json:"theirs"` // as it is on disk
}

func (c *conflict) Error() string {
	return c.File + ": the same place was changed elsewhere meanwhile"
}

// errGone says that a change was meant for texts that nobody remembers.
var errGone = errors.New("this page is too far behind; it shows what is there now")

// maxTries bounds how often a change is merged anew because the file changed
// once more between reading and writing.
const maxTries = 5

// put writes new texts of a document that were made from the texts of a
// snapshot. What has changed since then is merged. The lock is held.
func (doc *document) put(base *snapshot, made map[string][]byte, note func(map[string]turn)) error {
	done := map[string]turn{}
	for _, name := range slices.Sorted(maps.Keys(made)) {
		t, err := doc.putFile(base, name, made[name])
		if err != nil {
			doc.restore(done)
			return err
		}
		if !bytes.Equal(t.before, t.after) {
			done[name] = t
		}
	}
	if len(done) > 0 {
		note(done)
	}
	doc.refresh()
	return nil
}

// restore takes back what was written before another file refused.
func (doc *document) restore(done map[string]turn) {
	for name, t := range done {
		if err := doc.desk.replace(name, t.after, t.before); err != nil {
			doc.desk.o.Warn(fmt.Sprintf("%s: %s", name, plain(err)))
		}
	}
}

func (doc *document) putFile(base *snapshot, name string, ours []byte) (turn, error) {
	was, ok := base.texts[name]
	if !ok {
		return turn{}, fmt.Errorf("%s is no file of this blueprint", name)
	}
	for range maxTries {
		theirs, err := doc.desk.read(name)
		if err != nil {
			return turn{}, fmt.Errorf("%s: %s", name, plain(err))
		}
		text, parts, ok := combine(was, ours, theirs)
		if !ok {
			doc.refresh()
			return turn{}, &conflict{File: name, Rev: doc.now.rev, Parts: parts, Ours: string(ours), Theirs: string(theirs)}
		}
		if bytes.Equal(text, theirs) {
			return turn{theirs, text}, nil
		}
		switch err := doc.desk.replace(name, theirs, text); {
		case errors.Is(err, errChanged):
			continue
		case err != nil:
			return turn{}, fmt.Errorf("%s: %s", name, plain(err))
		}
		return turn{theirs, text}, nil
	}
	return turn{}, fmt.Errorf("%s: %w", name, errChanged)
}

// changeReply is what became of a change.
type changeReply struct {
	status
	ID       string            `json:"id,omitempty"` // of the touchpoint that the change was about
	Focus    string            `json:"focus,omitempty"`
	Renamed  map[string]string `json:"renamed,omitempty"` // ids after by ids before
	Merged   bool              `json:"merged,omitempty"`  // with what somebody else had written
	Conflict *conflict         `json:"conflict,omitempty"`
	Refused  *refusal          `json:"refused,omitempty"`
	Gone     bool              `json:"gone,omitempty"`
	Error    string            `json:"error,omitempty"`
}

// refusal is a change that would break the blueprint.
type refusal struct {
	Reason     string             `json:"reason"`
	Found      []finding          `json:"found,omitempty"`
	References []change.Reference `json:"references,omitempty"`
}

// answer says what became of a change, and tells the other pages.
func (d *Desk) answer(w http.ResponseWriter, doc *document, reply changeReply, err error) {
	doc.lock.Lock()
	reply.status = statusOf(doc.at())
	if err == nil {
		doc.told = doc.version
	}
	doc.lock.Unlock()
	var c *conflict
	var refused *change.Refused
	code := http.StatusOK
	switch {
	case err == nil:
		d.hub.tell(event{Kind: "file", File: doc.name, Version: reply.Version})
	case errors.As(err, &c):
		reply.Conflict, code = c, http.StatusConflict
	case errors.As(err, &refused):
		reply.Refused, code = d.refusal(refused), http.StatusUnprocessableEntity
	case errors.Is(err, errGone):
		reply.Gone, code = true, http.StatusConflict
	default:
		reply.Error, code = err.Error(), http.StatusUnprocessableEntity
	}
	giveStatus(w, code, reply)
}

func (d *Desk) refusal(r *change.Refused) *refusal {
	out := &refusal{Reason: r.Reason, References: r.References}
	for _, f := range r.Found[:min(len(r.Found), maxShown)] {
		out.Found = append(out.Found, finding{Rule: f.Rule, Severity: f.Severity.String(), Message: f.Message, Hint: f.Hint,
			File: d.name(f.Range.Start.File), Line: f.Range.Start.Line, Column: f.Range.Start.Column, Step: -1})
	}
	for i := range out.References {
		out.References[i].File = d.name(out.References[i].File)
	}
	return out
}

// maxShown bounds the findings that explain a refusal.
const maxShown = 8

// asked are changes as a page sends them: made one after the other, undone
// together.
type asked struct {
	Base string      `json:"base"` // the rev that the page shows
	What string      `json:"what"` // name of the change, in the words of the page
	Ops  []change.Op `json:"ops"`
}

// maxOps bounds the changes that are made in one go.
const maxOps = 100

func (d *Desk) change(w http.ResponseWriter, r *http.Request, doc *document) {
	var a asked
	if !take(w, r, &a) {
		return
	}
	if len(a.Ops) == 0 || len(a.Ops) > maxOps {
		fail(w, http.StatusBadRequest, "Send one change or a few.")
		return
	}
	reply, err := doc.apply(a)
	d.answer(w, doc, reply, err)
}

func (doc *document) apply(a asked) (changeReply, error) {
	var reply changeReply
	doc.lock.Lock()
	defer doc.lock.Unlock()
	doc.refresh()
	base := doc.before(a.Base)
	if base == nil || base.blueprint == nil {
		return reply, errGone
	}
	files := change.FilesOf(base.blueprint)
	made := map[string][]byte{}
	reply.Renamed = map[string]string{}
	for _, op := range a.Ops {
		result, err := change.Apply(files, op)
		if err != nil {
			return reply, err
		}
		texts := maps.Clone(files.Texts)
		for file, text := range result.Texts {
			texts[file] = text
			made[doc.desk.name(file)] = text
		}
		files.Texts = texts
		reply.ID, reply.Focus = result.ID, result.Focus
		for was, is := range result.Renamed {
			reply.Renamed[was] = is
		}
	}
	reply.Merged = base.rev != doc.now.rev
	err := doc.put(base, made, func(files map[string]turn) { doc.history.push(newStep(limitedWords(a.What), files)) })
	return reply, err
}

// limitedWords keeps the name of a change short.
func limitedWords(s string) string {
	if s == "" {
		return "change"
	}
	for len(s) > 80 {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}

// typed is a text as a page sends it.
type typed struct {
	Base string `json:"base"`
	Name string `json:"name"` // which of the blueprint's files; empty: its own
	Text string `json:"text"`
	Keep bool   `json:"keep"` // write it although it has errors
}

// typedReply is what became of a text: with errors it is not written unasked.
type typedReply struct {
	changeReply
	Saved    bool      `json:"saved"`
	Findings []finding `json:"findings,omitempty"` // what is wrong with it
}

func (d *Desk) setText(w http.ResponseWriter, r *http.Request, doc *document) {
	var t typed
	if !take(w, r, &t) {
		return
	}
	if len(t.Text) > blueprint.MaxBytes {
		fail(w, http.StatusRequestEntityTooLarge, "This is more than a blueprint may have.")
		return
	}
	if t.Name == "" {
		t.Name = doc.name
	}
	if !t.Keep {
		if wrong := d.wrong(doc, t); len(wrong) > 0 {
			doc.lock.Lock()
			reply := typedReply{changeReply: changeReply{status: statusOf(doc.at())}, Findings: wrong}
			doc.lock.Unlock()
			give(w, reply)
			return
		}
	}
	reply, err := doc.write(t)
	d.answer(w, doc, reply, err)
}

func (doc *document) write(t typed) (changeReply, error) {
	var reply changeReply
	doc.lock.Lock()
	defer doc.lock.Unlock()
	doc.refresh()
	base := doc.before(t.Base)
	if base == nil {
		return reply, errGone
	}
	reply.Merged = base.rev != doc.now.rev
	err := doc.put(base, map[string][]byte{t.Name: []byte(t.Text)}, func(files map[string]turn) { doc.history.push(newStep("text", files)) })
	return reply, err
}

// check says what is wrong with a text that is being written.
func (d *Desk) check(w http.ResponseWriter, r *http.Request, doc *document) {
	var t typed
	if !take(w, r, &t) {
		return
	}
	give(w, typedReply{Findings: d.wrong(doc, t)})
}

// wrong reads a text that is not in its file yet. Where a blueprint includes
// others, what they have is not known here: only what cannot be read counts.
func (d *Desk) wrong(doc *document, t typed) []finding {
	name := doc.name
	if t.Name != "" {
		name = t.Name
	}
	b, err := blueprint.Read(bytes.NewReader([]byte(t.Text)), d.file(name))
	var found blueprint.Diagnostics
	if !errors.As(err, &found) {
		return nil
	}
	alone := name == doc.name && (b == nil || len(b.Include) == 0)
	var out []finding
	for _, f := range found {
		if f.Severity != blueprint.Error || !alone && f.Rule != "syntax" && f.Rule != "duplicate-key" {
			continue
		}
		if len(out) == maxFindings {
			break
		}
		one := finding{Rule: f.Rule, Severity: "error", Message: f.Message, Hint: f.Hint, File: name, Line: f.Range.Start.Line, Column: f.Range.Start.Column, Step: -1}
		if f.Range.End.Line == one.Line {
			one.To = f.Range.End.Column
		}
		out = append(out, one)
	}
	return out
}

func (d *Desk) undo(w http.ResponseWriter, r *http.Request, doc *document) {
	d.turnBack(w, r, doc, func(h *history) (from, to *[]step) { return &h.done, &h.undone }, true)
}

func (d *Desk) redo(w http.ResponseWriter, r *http.Request, doc *document) {
	d.turnBack(w, r, doc, func(h *history) (from, to *[]step) { return &h.undone, &h.done }, false)
}

// turnBack undoes the last step of one list and puts it on the other. What
// others have written since then stays.
func (d *Desk) turnBack(w http.ResponseWriter, r *http.Request, doc *document, lists func(*history) (from, to *[]step), back bool) {
	var nothing struct{}
	if !take(w, r, &nothing) {
		return
	}
	err := func() error {
		doc.lock.Lock()
		defer doc.lock.Unlock()
		doc.refresh()
		from, to := lists(&doc.history)
		if len(*from) == 0 {
			return nil
		}
		last := (*from)[len(*from)-1]
		base, made := &snapshot{texts: map[string][]byte{}}, map[string][]byte{}
		for name, t := range last.files {
			if back {
				base.texts[name], made[name] = t.after, t.before
			} else {
				base.texts[name], made[name] = t.before, t.after
			}
		}
		err := doc.put(base, made, func(files map[string]turn) {
			other := step{what: last.what, files: map[string]turn{}, bytes: last.bytes}
			for name, t := range files {
				if back {
					other.files[name] = turn{t.after, t.before}
				} else {
					other.files[name] = t
				}
			}
			*to = append(*to, other)
		})
		if err == nil {
			*from = (*from)[:len(*from)-1]
		}
		return err
	}()
	d.answer(w, doc, changeReply{}, err)
}

// formReply is what a form needs to know.
type formReply struct {
	status
	Fields []change.Field `json:"fields"`
	Values map[string]any `json:"values"`
}

func (d *Desk) form(w http.ResponseWriter, r *http.Request, doc *document) {
	q := r.URL.Query()
	s := doc.state()
	if s.now.blueprint == nil {
		fail(w, http.StatusConflict, "The file cannot be read now.")
		return
	}
	values, ok := change.Values(s.now.blueprint, q.Get("id"))
	if !ok {
		fail(w, http.StatusNotFound, "There is no such touchpoint any more.")
		return
	}
	give(w, formReply{statusOf(s), change.Form(s.now.blueprint, languageOf(q.Get("lang"))), values})
}
