package desk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
)

// snapshot is a blueprint with the texts that it was read from. It never
// changes.
type snapshot struct {
	rev       string               // names the texts
	texts     map[string][]byte    // by name in the folder: its own and those that it includes
	missing   bool                 // something that it includes could not be read
	blueprint *blueprint.Blueprint // as far as it could be read
	found     blueprint.Diagnostics
	problem   string // why the file itself cannot be read
}

// broken tells whether a picture of it would show less than was meant.
func (s *snapshot) broken() bool {
	return s.blueprint == nil || s.found.Count(blueprint.Error) > 0
}

// maxRecent is how many of the last texts are kept, for changes that were meant
// for one of them, and maxRecentBytes how much of the document's own file.
const (
	maxRecent      = 32
	maxRecentBytes = 4 << 20
)

// document is a blueprint of the folder, as it was and as it is.
type document struct {
	name string
	desk *Desk

	lock    sync.Mutex
	now     *snapshot
	good    *snapshot // the last without errors; nil: never
	recent  []*snapshot
	version int // counts what pages have to ask for anew
	told    int // the version that they were told of last
	history history

	laying  sync.Mutex // one computes the layers, others wait
	laid    []layer.Layer
	laidFor string // the version and the language
}

// state is a document at one time.
type state struct {
	now, good  *snapshot
	version    int
	undo, redo string // what would be undone and done again; empty: nothing
	undos      int
}

func (doc *document) state() state {
	doc.lock.Lock()
	defer doc.lock.Unlock()
	doc.refresh()
	return doc.at()
}

func (doc *document) at() state {
	s := state{now: doc.now, good: doc.good, version: doc.version, undos: len(doc.history.done)}
	s.undo, s.redo = doc.history.next()
	return s
}

// look sees whether the files have changed, or with aside something beside them,
// and whether pages must be told. They must be, too, where it was the request of
// one of them that found the change.
func (doc *document) look(aside bool) (version int, tell bool) {
	doc.lock.Lock()
	defer doc.lock.Unlock()
	doc.refresh()
	if aside && doc.version == doc.told {
		doc.version++
	}
	tell = doc.version != doc.told
	doc.told = doc.version
	return doc.version, tell
}

// refresh reads the files again if they are not those that are known. The lock
// is held.
func (doc *document) refresh() {
	if doc.now != nil && !doc.now.missing && doc.same() {
		return
	}
	s := doc.load()
	if doc.now != nil && doc.now.rev == s.rev && doc.now.problem == s.problem && doc.now.found.Error() == s.found.Error() {
		return
	}
	first := doc.now == nil
	doc.now = s
	doc.version++
	if first { // who has asked for it gets it
		doc.told = doc.version
	}
	if !s.broken() {
		doc.good = s
	}
	doc.recent = append(doc.recent, s)
	for total := doc.recentBytes(); len(doc.recent) > maxRecent || total > maxRecentBytes && len(doc.recent) > 2; {
		total -= len(doc.recent[0].texts[doc.name])
		doc.recent = slices.Delete(doc.recent, 0, 1)
	}
}

func (doc *document) recentBytes() (n int) {
	for _, s := range doc.recent {
		n += len(s.texts[doc.name])
	}
	return n
}

// same tells whether all texts are still as they were read.
func (doc *document) same() bool {
	if doc.now.problem != "" {
		return false
	}
	for name, text := range doc.now.texts {
		now, err := doc.desk.read(name)
		if err != nil || !bytes.Equal(now, text) {
			return false
		}
	}
	return true
}

// maxReads bounds how often a file is read that changes while it is read.
const maxReads = 5

func (doc *document) load() *snapshot {
	var s *snapshot
	for range maxReads {
		text, err := doc.desk.read(doc.name)
		if err != nil {
			return &snapshot{problem: plain(err), texts: map[string][]byte{}}
		}
		s = &snapshot{texts: map[string][]byte{doc.name: text}}
		b, err := blueprint.Load(doc.desk.file(doc.name))
		if !errors.As(err, &s.found) && err != nil {
			s.problem = err.Error()
		}
		s.blueprint = b
		if b == nil || bytes.Equal(b.Text(), text) {
			break
		}
	}
	if s.blueprint != nil {
		for _, source := range s.blueprint.Sources() {
			s.texts[doc.desk.name(source.File)] = source.Text
		}
		s.missing = len(s.blueprint.Include) > len(s.texts)-1
	}
	s.rev = revision(s.texts)
	return s
}

// revision names texts by what they say.
func revision(texts map[string][]byte) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		one := sha256.Sum256(texts[name])
		sum.Write([]byte(name + "\x00"))
		sum.Write(one[:])
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

// before finds the texts that a change was meant for.
func (doc *document) before(rev string) *snapshot {
	for i := len(doc.recent) - 1; i >= 0; i-- {
		if doc.recent[i].rev == rev {
			return doc.recent[i]
		}
	}
	return nil
}

// plain says in plain words why a file cannot be read or written.
func plain(err error) string {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "this may not be read or written"
	case errors.As(err, &p):
		return p.Err.Error()
	}
	return err.Error()
}

// sources names the files that the document was read from last.
func (doc *document) sources() []string {
	doc.lock.Lock()
	defer doc.lock.Unlock()
	if doc.now == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(doc.now.texts))
}
