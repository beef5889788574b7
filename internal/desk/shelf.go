package desk

import (
	"slices"
	"strings"
	"sync"
)

// maxOpen bounds the documents that are kept ready; those beyond are read when
// they are asked for.
const maxOpen = 64

// shelf holds the documents of the folder.
type shelf struct {
	desk *Desk
	lock sync.Mutex
	list []string // names, in their order
	open map[string]*document
	used []string // of open: names, the last asked for last
}

// scan lists the blueprints anew.
func (s *shelf) scan() error {
	list, err := s.desk.o.List()
	if err != nil {
		return err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.list = list
	return nil
}

// rescan lists them anew and tells whether the list is another.
func (s *shelf) rescan() bool {
	list, err := s.desk.o.List()
	if err != nil {
		return false // an empty folder is no reason to forget what is open
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	changed := !slices.Equal(s.list, list)
	s.list = list
	return changed
}

func (s *shelf) names() []string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return slices.Clone(s.list)
}

// get gives a document of the list; no other file can be had.
func (s *shelf) get(name string) (*document, bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if doc, ok := s.open[name]; ok {
		s.use(name)
		return doc, true
	}
	if !slices.Contains(s.list, name) {
		return nil, false
	}
	doc := &document{name: name, desk: s.desk}
	if s.open == nil {
		s.open = map[string]*document{}
	}
	s.open[name] = doc
	s.use(name)
	for len(s.used) > maxOpen {
		i := slices.IndexFunc(s.used, func(n string) bool { return s.open[n].idle() })
		if i < 0 || i == len(s.used)-1 {
			break
		}
		delete(s.open, s.used[i])
		s.used = slices.Delete(s.used, i, i+1)
	}
	return doc, true
}

// idle tells whether a document can be forgotten: nothing could be undone in it.
func (doc *document) idle() bool {
	if !doc.lock.TryLock() {
		return false
	}
	defer doc.lock.Unlock()
	return len(doc.history.done) == 0 && len(doc.history.undone) == 0
}

func (s *shelf) use(name string) {
	s.used = append(slices.DeleteFunc(s.used, func(n string) bool { return n == name }), name)
}

// ready lists the documents that are open.
func (s *shelf) ready() []*document {
	s.lock.Lock()
	defer s.lock.Unlock()
	out := make([]*document, 0, len(s.used))
	for _, name := range s.used {
		out = append(out, s.open[name])
	}
	return out
}

// titleOf reads the title of a blueprint from its text, without reading all of
// it: the list of a folder of many files should not take long.
func titleOf(text []byte) string {
	for line := range strings.Lines(string(text[:min(len(text), 1<<13)])) {
		rest, ok := strings.CutPrefix(strings.TrimPrefix(line, "\ufeff"), "title:")
		if !ok {
			continue
		}
		rest = strings.TrimSpace(rest)
		if len(rest) > 1 && (rest[0] == '"' || rest[0] == '\'') {
			if end := strings.IndexByte(rest[1:], rest[0]); end >= 0 {
				return rest[1 : 1+end]
			}
		}
		if i := strings.Index(rest, " #"); i >= 0 {
			rest = strings.TrimSpace(rest[:i])
		}
		return rest
	}
	return ""
}
